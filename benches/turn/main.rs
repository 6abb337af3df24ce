//! What a turn costs in process, by button and by words, with and without keeping the session in bytes, beside ink's and
//! Yarn's runtimes in the same run; and what sessions weigh.
//!
//! ```text
//! cargo bench --bench turn
//! ```
//!
//! Run by `cargo test --benches` it only takes each conversation once.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use lotsman::bundle::Bundle;
use lotsman::channel::{Action, Event, Expects};
use lotsman::compile::{self, Input};
use lotsman::runtime::{Engine, Session, StartOptions, Turn};
use lotsman::value::{Date, DateTime};

/// Questions of the conversation.
const QUESTIONS: usize = 20;
/// Live sessions in one process.
const LIVE: usize = 100_000;

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let measured = env::args().any(|arg| arg == "--bench");
    match run(measured) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn now() -> DateTime {
    Date::constant(2026, 11, 23).at(12, 0, 0, 0)
}

/// Facts of three answers each, asked one after another; `numbers` asks for whole numbers.
fn engine(numbers: bool) -> Result<Engine, Failure> {
    let options = "  - ответ_1 \"Ответ номер 1\"\n  - ответ_2 \"Ответ номер 2\"\n  - ответ_3 \"Ответ номер 3\"\n";
    questionnaire(QUESTIONS, |_| {
        if numbers {
            ("целое 0..100", "")
        } else {
            ("один из", options)
        }
    })
}

/// Facts of some type with its options, asked one after another.
fn questionnaire<'k>(questions: usize, kind: impl Fn(usize) -> (&'k str, &'k str)) -> Result<Engine, Failure> {
    let mut text = String::new();
    let mut steps = String::new();
    let mut sum = String::new();
    for n in 0..questions {
        let (ty, options) = kind(n);
        write!(text, "факт ф{n}: {ty} \"Факт {n}\"\n{options}")?;
        writeln!(text, "  вопрос \"Вопрос {n}: какой ответ вам подходит?\"\nконец\n")?;
        writeln!(steps, "  шаг ш{n}\n    спросить ф{n}\n    -> ш{}\n", n + 1)?;
        write!(sum, " {{ф{n}}}")?;
    }
    writeln!(
        text,
        "сценарий опрос \"Опрос\"\n{steps}  шаг ш{questions}\n    сказать \"Спасибо:{sum}.\"\n    завершить отвечено\nконец"
    )?;
    let topic = "тема опрос \"Опрос\"\n  фразы\n    - хочу пройти опрос\n  ответ сценарий опрос\nконец\n";
    let input = |path: &str, text: &str| Input {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let inputs = vec![
        input("scenarios/опрос.scenario", &text),
        input("topics/опрос.topic", topic),
    ];
    let checked = compile::check(inputs);
    let bytes = compile::build(&checked)?.map_err(|_| format!("{:#?}", checked.diagnostics))?;
    Ok(Engine::new(&Bundle::from_bytes(bytes)?)?)
}

fn begin(engine: &Engine) -> (Session, Turn) {
    let options = StartOptions {
        scenario: Some("опрос".into()),
        ..StartOptions::default()
    };
    engine.start(&options, now())
}

#[derive(Clone, Copy)]
enum By {
    Button,
    Words,
    Number,
}

fn answer(by: By, n: usize, turn: &Turn) -> Event {
    let option = |turn: &Turn| {
        turn.actions.iter().find_map(|action| match action {
            Action::Ask(question) => question.options.get(n % 3).cloned(),
            _ => None,
        })
    };
    match (by, option(turn)) {
        (By::Button, Some(option)) => Event::Option { name: option.name },
        (By::Words, Some(option)) => Event::text(option.label),
        _ => Event::text((n * 4 + 1).to_string()),
    }
}

/// Times of turns; with `kept` the session is read from bytes before and written to bytes after each.
fn turns(engine: &Engine, by: By, kept: bool, conversations: usize) -> Result<Vec<Duration>, Failure> {
    let mut times = Vec::with_capacity(conversations * QUESTIONS);
    for _ in 0..conversations {
        let (mut session, mut turn) = begin(engine);
        let mut bytes = session.to_bytes()?;
        for n in 0..QUESTIONS {
            let event = answer(by, n, &turn);
            let before = Instant::now();
            if kept {
                session = Session::from_bytes(&bytes)?;
            }
            let next = engine.step(&mut session, event, now());
            if kept {
                bytes = session.to_bytes()?;
            }
            times.push(before.elapsed());
            turn = black_box(next);
        }
        if !session.is_over() {
            return Err(format!("the conversation does not end: {turn:?}").into());
        }
    }
    Ok(times)
}

/// A session in which so many questions have been answered.
fn long(engine: &Engine, answered: usize) -> Session {
    let (mut session, mut turn) = begin(engine);
    for n in 0..answered {
        let expects = turn.actions.iter().find_map(|action| match action {
            Action::Ask(question) => Some(question.expects),
            _ => None,
        });
        let event = match expects {
            Some(Expects::Number) => Event::text((n * 37).to_string()),
            Some(Expects::Money) => Event::text(format!("{} рублей", 1_000 * n + 517)),
            Some(Expects::Date) => Event::text(format!("{:02}.0{}.19{}", n + 1, n % 9 + 1, 60 + n)),
            Some(Expects::YesNo) => Event::text("да"),
            _ => answer(By::Button, n, &turn),
        };
        turn = engine.step(&mut session, event, now());
    }
    session
}

/// Kilobytes of memory that the process holds.
fn resident() -> u64 {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|l| l.strip_prefix("VmRSS:"));
    line.and_then(|l| l.split_whitespace().next()?.parse().ok())
        .unwrap_or_default()
}

struct Figure {
    what: String,
    median: f64,
    late: f64,
}

fn figure(what: &str, mut times: Vec<Duration>) -> Figure {
    times.sort();
    let at = |share: usize| times.get(times.len() * share / 1000).copied().unwrap_or_default();
    Figure {
        what: what.to_owned(),
        median: at(500).as_secs_f64() * 1e6,
        late: at(990).as_secs_f64() * 1e6,
    }
}

fn run(measured: bool) -> Result<(), Failure> {
    let conversations: usize = if measured { 5_000 } else { 1 };
    let (choices, numbers) = (engine(false)?, engine(true)?);
    // The first turns make ready what is made once.
    turns(&choices, By::Words, true, conversations.div_ceil(10))?;
    turns(&numbers, By::Number, true, conversations.div_ceil(10))?;
    let mut figures = vec![
        figure("by button", turns(&choices, By::Button, false, conversations)?),
        figure(
            "by the words of an answer",
            turns(&choices, By::Words, false, conversations)?,
        ),
        figure("by a number typed", turns(&numbers, By::Number, false, conversations)?),
        figure(
            "by button, session loaded and saved",
            turns(&choices, By::Button, true, conversations)?,
        ),
    ];
    if !measured {
        return Ok(());
    }
    figures.extend(peers(conversations)?);
    let unit = figures.first().map_or(1.0, |f| f.median);
    println!("| a turn                               | p50, µs | p99, µs | p50 × |");
    println!("|--------------------------------------|--------:|--------:|------:|");
    for f in &figures {
        println!(
            "| {:<36} | {:>7.2} | {:>7.2} | {:>5.1} |",
            f.what,
            f.median,
            f.late,
            f.median / unit
        );
    }
    sessions()
}

/// Twenty questions as a questionnaire has them: options, yes or no, numbers, sums and dates.
fn mixed() -> Result<Engine, Failure> {
    let kinds = [
        (
            "один из",
            "  - работаю \"Работаю\"\n  - на_пенсии \"На пенсии\"\n  - ищу_работу \"Ищу работу\"\n",
        ),
        ("да_нет", ""),
        ("целое 0..100000", ""),
        ("деньги 0..1_000_000", ""),
        ("дата", ""),
    ];
    questionnaire(QUESTIONS + 1, |n| {
        kinds.get(n % kinds.len()).copied().unwrap_or_default()
    })
}

fn sessions() -> Result<(), Failure> {
    let engine = &mixed()?;
    // All are held to the end: memory given back would be counted for the next ones.
    let mut held: Vec<Vec<Session>> = Vec::new();
    for answered in [10, 20] {
        let session = long(engine, answered);
        let bytes = session.to_bytes()?;
        println!(
            "\na session with {} facts: {} bytes",
            session.facts().count(),
            bytes.len()
        );
        let before = resident();
        let live: Vec<Session> = (0..LIVE).map(|_| long(engine, answered)).collect();
        let kilobytes = resident().saturating_sub(before) as f64;
        println!(
            "{LIVE} of them in memory: {:.0} MB, {:.0} bytes each",
            kilobytes * 1.024e-3,
            kilobytes * 1024.0 / LIVE as f64
        );
        held.push(live);
    }
    black_box(held);
    Ok(())
}

/// ink and Yarn, built once outside the workspace, with the same conversation.
fn peers(conversations: usize) -> Result<Vec<Figure>, Failure> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root.join("target"), Into::into)
        .join("peers");
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([
            "run",
            "--release",
            "--quiet",
            "--locked",
            "--features",
            "turns",
            "--bin",
            "turns",
        ])
        .arg("--manifest-path")
        .arg(root.join("benches/peers/Cargo.toml"))
        .arg("--target-dir")
        .arg(target)
        .arg("--")
        .args([QUESTIONS.to_string(), conversations.to_string()])
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let text = String::from_utf8(output.stdout)?;
    let mut figures = Vec::new();
    for line in text.lines() {
        let mut parts = line.split('\t');
        let (Some(what), Some(median), Some(late)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(format!("what does this mean: {line}").into());
        };
        figures.push(Figure {
            what: what.to_owned(),
            median: median.parse::<f64>()? / 1e3,
            late: late.parse::<f64>()? / 1e3,
        });
    }
    Ok(figures)
}
