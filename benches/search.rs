//! Speed of full-text search: the ten best of 10,000 and 100,000 short documents, with snippets and
//! without, and the opening of the index. One thread, questions of ten words.
//!
//! ```text
//! cargo bench --bench search                     10,000 and 100,000 documents
//! cargo bench --bench search -- --sizes 1000
//! ```
//!
//! Words are invented: 30,000 of them, as unevenly frequent as real ones (Zipf). Run by
//! `cargo test --benches` it only checks a small index.

#[path = "base/random.rs"]
mod random;

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use lotsman::bundle::program::{Answer, Program, Text, TextId, TextPart, Topic};
use lotsman::bundle::{Bundle, Parts};
use lotsman::compile::build_index;
use lotsman::language::NormalForms;
use lotsman::runtime::search::Search;
use lotsman::value::{Date, Lang};
use random::Random;

const WORDS: usize = 30_000;
const QUESTIONS: usize = 2_000;
const DAY: Date = Date::constant(2026, 3, 15);
const SYLLABLES: [&str; 24] = [
    "ра", "по", "ни", "ста", "ве", "ко", "ли", "до", "ме", "тра", "зу", "ба", "че", "ги", "ло", "пре", "сю", "ту",
    "ва", "же", "фи", "хо", "ры", "мя",
];
const ENDINGS: [&str; 8] = ["ка", "ние", "сть", "тор", "ль", "ция", "ница", "ец"];

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<(), Failure> {
    if !args.iter().any(|arg| arg == "--bench") {
        return measure(300, 50);
    }
    let mut sizes = vec![10_000, 100_000];
    let mut args = args.iter().filter(|arg| *arg != "--bench");
    while let Some(arg) = args.next() {
        match (arg.as_str(), args.next()) {
            ("--sizes", Some(value)) => sizes = value.split(',').map(str::parse).collect::<Result<_, _>>()?,
            _ => return Err(format!("unknown argument {arg}").into()),
        }
    }
    println!("documents | index    | built   | opened  | what                    |  p50 µs |  p99 µs");
    for size in sizes {
        measure(size, QUESTIONS)?;
    }
    Ok(())
}

/// Word number `n`, always the same.
fn word(n: usize) -> String {
    let mut random = Random::new(n as u64);
    let part = |list: &[&'static str], random: &mut Random| random.pick(list).copied().unwrap_or_default();
    let mut word = String::new();
    for _ in 0..2 + random.below(2) {
        word.push_str(part(&SYLLABLES, &mut random));
    }
    word.push_str(part(&ENDINGS, &mut random));
    word
}

/// A word, the first ones far more often.
fn frequent(random: &mut Random, words: &[String]) -> String {
    let share = random.below(1 << 20) as f64 / f64::from(1 << 20);
    let rank = (words.len() as f64).powf(share) as usize - 1;
    words.get(rank).cloned().unwrap_or_default()
}

fn sentence(random: &mut Random, words: &[String], length: usize) -> String {
    let picked: Vec<String> = (0..length).map(|_| frequent(random, words)).collect();
    picked.join(" ")
}

fn program(size: usize) -> Program {
    let words: Vec<String> = (0..WORDS).map(word).collect();
    let mut random = Random::new(size as u64);
    let mut program = Program {
        name: "search".into(),
        ..Program::default()
    };
    for n in 0..size {
        let answer = format!(
            "{}. {}.",
            sentence(&mut random, &words, 12),
            sentence(&mut random, &words, 8)
        );
        program.texts.push(Text {
            parts: vec![TextPart::Words(answer)],
        });
        program.topics.push(Topic {
            path: format!("тема.{n:06}").into(),
            title: sentence(&mut random, &words, 4),
            answer: Some(Answer::Text(TextId(n as u32))),
            phrases: (0..2).map(|_| sentence(&mut random, &words, 7)).collect(),
            ..Topic::default()
        });
    }
    program
}

/// Ten words, five of them from a phrase of the base.
fn questions(program: &Program, count: usize) -> Vec<String> {
    let words: Vec<String> = (0..WORDS).map(word).collect();
    let mut random = Random::new(7);
    let mut question = || {
        let topic = random.pick(&program.topics);
        let phrase = topic
            .and_then(|t| t.phrases.first())
            .map(String::as_str)
            .unwrap_or_default();
        let known: Vec<&str> = phrase.split(' ').take(5).collect();
        format!("{} {}", known.join(" "), sentence(&mut random, &words, 5))
    };
    (0..count).map(|_| question()).collect()
}

/// A letter of the longest word is left out.
fn mistyped(question: &str) -> String {
    let longest = question.split(' ').max_by_key(|w| w.len()).unwrap_or_default();
    let typed: String = longest
        .chars()
        .enumerate()
        .filter(|(n, _)| *n != 3)
        .map(|(_, c)| c)
        .collect();
    question.replacen(longest, &typed, 1)
}

fn measure(size: usize, count: usize) -> Result<(), Failure> {
    let program = program(size);
    let begun = Instant::now();
    let index = build_index(&program)?;
    let built = begun.elapsed();
    let bytes: usize = index.values().map(Vec::len).sum();
    let questions = questions(&program, count);
    let parts = Parts {
        program,
        index,
        ..Parts::default()
    };
    let bundle = Bundle::from_bytes(parts.to_bytes()?)?;
    let program = bundle.program();
    let directory = bundle.index().ok_or("the bundle has no index")?;
    let mut openings = Vec::new();
    for _ in 0..9 {
        let begun = Instant::now();
        black_box(Search::open(directory, program)?);
        openings.push(begun.elapsed());
    }
    openings.sort_unstable();
    let opened = openings.get(openings.len() / 2).copied().unwrap_or_default();
    let search = Search::open(directory, program)?;
    let forms = NormalForms::new(Lang::Ru);
    let wrong: Vec<String> = questions.iter().map(|q| mistyped(q)).collect();
    let read: Vec<_> = questions.iter().map(|q| forms.forms(q)).collect();
    let top = |q: &String| search.search(program, &forms, q, DAY, 10).hits.len();
    let lines = [
        ("top 10 with snippets", times(&questions, top)?),
        ("a word mistyped", times(&wrong, top)?),
        (
            "long tail, words ready",
            times(&read, |words| search.long_tail(program, &forms, words, DAY, 0.0).len())?,
        ),
    ];
    for (what, (median, slow)) in lines {
        println!(
            "{size:>9} | {:>5} KB | {:>5} ms | {:>4} µs | {what:<23} | {:>7} | {:>7}",
            bytes / 1024,
            built.as_millis(),
            opened.as_micros(),
            median.as_micros(),
            slow.as_micros()
        );
    }
    Ok(())
}

/// Median and 99th percentile; every question must find something.
fn times<T>(questions: &[T], run: impl Fn(&T) -> usize) -> Result<(Duration, Duration), Failure> {
    for question in questions.iter().take(200) {
        black_box(run(question));
    }
    let mut times = Vec::with_capacity(questions.len());
    for question in questions {
        let begun = Instant::now();
        let found = run(black_box(question));
        times.push(begun.elapsed());
        if found == 0 {
            return Err("a question made of the base's words finds nothing".into());
        }
    }
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    Ok((at(50), at(99)))
}
