//! What opening a bundle costs: time and memory of its own, until the first turn and beyond it.
//!
//! ```text
//! cargo bench --bench open -- FILE.lotsman [RUNS]
//! ```
//!
//! Run by `cargo test --benches` it only opens the sample base.

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use lotsman::bundle::Bundle;
use lotsman::channel::{Action, Choice, Event};
use lotsman::runtime::{Engine, StartOptions};
use lotsman::value::{Date, DateTime};

const LOTSMAN: &str = env!("CARGO_BIN_EXE_lotsman");

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let done = match args.as_slice() {
        [file] => measure(Path::new(file), 21),
        [file, runs] => runs
            .parse()
            .map_err(Into::into)
            .and_then(|runs| measure(Path::new(file), runs)),
        _ => smoke(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn smoke() -> Result<(), Failure> {
    let folder = env::temp_dir().join(format!("lotsman-open-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let file = folder.join("sample.lotsman");
    let built = Command::new(LOTSMAN)
        .args(["-C", env!("CARGO_MANIFEST_DIR"), "build", "-o"])
        .arg(&file)
        .output()?;
    let done = if built.status.success() {
        measure(&file, 1)
    } else {
        Err(String::from_utf8_lossy(&built.stdout).into_owned().into())
    };
    fs::remove_dir_all(&folder)?;
    done
}

fn now() -> DateTime {
    Date::constant(2026, 11, 23).at(12, 0, 0, 0)
}

/// Kilobytes of memory that the process has written to. Pages of the mapped file are the system's and not counted:
/// every process that opens the file has the same ones, and the system may take them back.
fn private() -> u64 {
    let text = fs::read_to_string("/proc/self/smaps_rollup").unwrap_or_default();
    let lines = text.lines().filter(|l| l.starts_with("Private_Dirty"));
    lines
        .filter_map(|l| l.split_whitespace().nth(1)?.parse::<u64>().ok())
        .sum()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Time that this thread was on a processor: what a busy machine does not change much.
fn on_processor() -> Duration {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text.split_whitespace().next().and_then(|n| n.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}

fn timed<T>(what: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let value = what();
    (value, start.elapsed())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn measure(file: &Path, runs: usize) -> Result<(), Failure> {
    // The program itself, its libraries and the allocator's first pages are not the bundle's.
    let before = private();
    let (bundle, first_open) = timed(|| Bundle::open(file));
    let bundle = bundle?;
    let opened = private();
    let (engine, first_engine) = timed(|| Engine::new(&bundle));
    let engine = engine?;
    let ready = private();
    println!("{}, {:.1} MB", file.display(), bundle.length() as f64 / 1e6);
    println!(
        "first: bundle {:.2} ms, engine {:.2} ms; memory of its own: bundle {:.2} MB, engine {:.2} MB",
        ms(first_open),
        ms(first_engine),
        (opened.saturating_sub(before)) as f64 / 1024.0,
        (ready.saturating_sub(opened)) as f64 / 1024.0
    );
    let ((mut session, turn), start) = timed(|| engine.start(&StartOptions::default(), now()));
    let greeted = private();
    println!(
        "first turn (greeting): {:.3} ms, {:.2} MB more, {} actions",
        ms(start),
        (greeted.saturating_sub(ready)) as f64 / 1024.0,
        turn.actions.len()
    );
    if let Some(option) = turn.actions.iter().find_map(|a| option(a, 0)) {
        let name = option.name.clone();
        let (_, button) = timed(|| engine.step(&mut session, Event::Option { name }, now()));
        let (mut again, _) = engine.start(&StartOptions::default(), now());
        let (_, typed) = timed(|| engine.step(&mut again, Event::text(&option.label), now()));
        println!(
            "first button: {:.3} ms; first typed answer: {:.3} ms",
            ms(button),
            ms(typed)
        );
    }
    let (mut other, _) = engine.start(&StartOptions::default(), now());
    let (turn, first) = timed(|| engine.step(&mut other, Event::text("как получить справку"), now()));
    let asked = private();
    println!(
        "first free question: {:.3} ms, {:.2} MB more, {} actions",
        ms(first),
        (asked.saturating_sub(greeted)) as f64 / 1024.0,
        turn.actions.len()
    );
    turns(&engine, runs * 100);
    let mut opening = Vec::with_capacity(runs);
    let mut alone = Duration::ZERO;
    let mut making = Vec::with_capacity(runs);
    for _ in 0..runs {
        // The system counts by ticks of milliseconds: only the sum of many tells.
        let before = on_processor();
        let (bundle, time) = timed(|| Bundle::open(file));
        opening.push(time);
        alone += on_processor().saturating_sub(before);
        let bundle = bundle?;
        let (engine, time) = timed(|| Engine::new(&bundle));
        making.push(time);
        engine?;
    }
    println!(
        "{runs} times, median: bundle {:.2} ms (on the processor {:.2} ms, mean), engine {:.2} ms",
        ms(median(opening)),
        ms(alone) / runs as f64,
        ms(median(making))
    );
    Ok(())
}

/// Conversations that take one option after another, by button and by its words.
fn turns(engine: &Engine, conversations: usize) {
    for typed in [false, true] {
        let mut times = Vec::new();
        for _ in 0..conversations {
            let (mut session, mut turn) = engine.start(&StartOptions::default(), now());
            for n in 0..20 {
                let Some(option) = turn.actions.iter().find_map(|a| option(a, n)) else {
                    break;
                };
                let event = if typed {
                    Event::text(&option.label)
                } else {
                    Event::Option {
                        name: option.name.clone(),
                    }
                };
                let (next, time) = timed(|| engine.step(&mut session, event, now()));
                times.push(time);
                turn = next;
            }
        }
        times.sort();
        let at = |share: usize| times.get(times.len() * share / 1000).copied().unwrap_or_default();
        println!(
            "{} turns by {}: p50 {:.2} µs, p99 {:.2} µs",
            times.len(),
            if typed { "words" } else { "button" },
            ms(at(500)) * 1e3,
            ms(at(990)) * 1e3
        );
    }
}

fn option(action: &Action, n: usize) -> Option<&Choice> {
    match action {
        Action::Ask(question) | Action::Menu(question) => question.options.get(n % question.options.len().max(1)),
        _ => None,
    }
}
