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

/// Kilobytes of memory that no other process shares.
fn private() -> u64 {
    let text = fs::read_to_string("/proc/self/smaps_rollup").unwrap_or_default();
    let lines = text.lines().filter(|l| l.starts_with("Private_"));
    lines
        .filter_map(|l| l.split_whitespace().nth(1)?.parse::<u64>().ok())
        .sum()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
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
    if let Some(option) = turn.actions.iter().find_map(first_option) {
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
    let mut opening = Vec::with_capacity(runs);
    let mut making = Vec::with_capacity(runs);
    for _ in 0..runs {
        let (bundle, time) = timed(|| Bundle::open(file));
        opening.push(time);
        let bundle = bundle?;
        let (engine, time) = timed(|| Engine::new(&bundle));
        making.push(time);
        engine?;
    }
    println!(
        "{runs} times, median: bundle {:.2} ms, engine {:.2} ms",
        ms(median(opening)),
        ms(median(making))
    );
    Ok(())
}

fn first_option(action: &Action) -> Option<&Choice> {
    match action {
        Action::Ask(question) | Action::Menu(question) => question.options.first(),
        _ => None,
    }
}
