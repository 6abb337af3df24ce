//! What the cues of a question cost, beside a plain rarest-word index and an Aho-Corasick scan.
//!
//! ```text
//! cargo bench --bench cues                1,000, 10,000 and 100,000 cues, questions of ten words
//! cargo bench --bench cues -- 100000      one size
//! ```
//!
//! Run by `cargo test --benches` it only compares what the two indexes find.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark that panics has failed, and says where"
)]

mod generate;
mod plain;

use std::hint::black_box;
use std::time::{Duration, Instant};

use generate::Language;
use lotsman::bundle::program::Program;
use lotsman::runtime::understand::Question;
use lotsman::runtime::understand::cues::CueIndex;
use plain::{PlainIndex, Scan};

const QUESTIONS: usize = 2_000;
const WORDS: usize = 10;
const ROUNDS: usize = 5;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let measured = args.iter().any(|a| a == "--bench");
    let mut sizes: Vec<usize> = args.iter().filter_map(|a| a.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = if measured {
            vec![1_000, 10_000, 100_000]
        } else {
            vec![1_000]
        };
    }
    let language = Language::new();
    println!("{QUESTIONS} questions of {WORDS} words, {ROUNDS} rounds, microseconds a question; × is against the cues");
    for size in sizes {
        let program = generate::base(&language, size);
        let questions = generate::questions(&language, &program, QUESTIONS, WORDS);
        let built = Instant::now();
        let index = CueIndex::new(&program);
        let built = built.elapsed();
        let plain = PlainIndex::new(&program);
        compare(&program, &index, &plain, &questions);
        if measured {
            report(size, built, &program, &index, &plain, &questions);
        }
    }
}

/// Both indexes must find the same.
fn compare(program: &Program, index: &CueIndex, plain: &PlainIndex<'_>, questions: &[Question]) {
    let numbers: Vec<_> = program
        .topics
        .iter()
        .flat_map(|t| &t.cues)
        .map(std::ptr::from_ref)
        .collect();
    for question in questions {
        let found = index.matches(program, question);
        let found: Vec<_> = found.into_iter().map(|(_, cue)| std::ptr::from_ref(cue)).collect();
        let wanted: Vec<_> = plain
            .matches(question)
            .into_iter()
            .map(|n| numbers[n as usize])
            .collect();
        assert_eq!(found, wanted, "the indexes find different cues");
    }
}

fn report(
    size: usize,
    built: Duration,
    program: &Program,
    index: &CueIndex,
    plain: &PlainIndex<'_>,
    questions: &[Question],
) {
    let mean = |sum: usize| sum as f64 / questions.len() as f64;
    println!(
        "\n{size} cues: built in {:.1} ms; a question leads to {:.0} cues by rarest word, {:.1} hold",
        built.as_secs_f64() * 1e3,
        mean(questions.iter().map(|q| plain.candidates(q)).sum()),
        mean(questions.iter().map(|q| plain.matches(q).len()).sum()),
    );
    let scan = Scan::new(program);
    let texts: Vec<String> = questions.iter().map(Scan::text).collect();
    let mut times = [const { Vec::new() }; 3];
    // Taken in turns, so that a busy machine slows all of them.
    for _ in 0..ROUNDS {
        let [cues, plainly, scanned] = &mut times;
        for question in questions {
            cues.push(time(|| index.matches(program, question).len()));
        }
        for question in questions {
            plainly.push(time(|| plain.matches(question).len()));
        }
        for text in &texts {
            scanned.push(time(|| scan.count(text)));
        }
    }
    let mut base = (1.0, 1.0);
    for (n, (name, mut times)) in ["cues", "plain rarest-word index", "Aho-Corasick scan"]
        .into_iter()
        .zip(times)
        .enumerate()
    {
        times.sort_unstable();
        let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e6;
        let (p50, p99) = (at(50), at(99));
        if n == 0 {
            base = (p50, p99);
        }
        println!(
            "  {name:24} p50 {p50:7.2} (×{:.2})   p99 {p99:7.2} (×{:.2})",
            p50 / base.0,
            p99 / base.1
        );
    }
}

fn time(run: impl FnOnce() -> usize) -> Duration {
    let start = Instant::now();
    black_box(run());
    start.elapsed()
}
