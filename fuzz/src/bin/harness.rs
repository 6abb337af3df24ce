//! Runs targets and damages for a while, on two threads, without a nightly compiler.
//!
//! ```text
//! harness damages [--count N] [--first SEED]     damages of bundles; the last line has the counts
//! harness fuzz [TARGET] [--seconds N] [--first SEED]
//! harness one TARGET FILE                        one input, as it was found
//! ```

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use lotsman_fuzz::damage::Became;
use lotsman_fuzz::run::{Victims, give, input, inputs};
use lotsman_fuzz::targets::{ALL, Target};

const THREADS: u64 = 2;
/// An input that takes so long hangs.
const PATIENCE: u64 = 30;
/// Findings that are shown.
const SHOWN: usize = 10;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let number = |name: &str, default: u64| {
        let at = words.iter().position(|w| *w == name);
        at.map_or(Some(default), |at| words.get(at + 1)?.replace('_', "").parse().ok())
    };
    let (count, first, seconds) = (
        number("--count", 100_000),
        number("--first", 0),
        number("--seconds", 60),
    );
    let (Some(count), Some(first), Some(seconds)) = (count, first, seconds) else {
        eprintln!("a number is wanted");
        return ExitCode::from(2);
    };
    // What panics is counted and shown below; what the library catches itself is no matter.
    if std::env::var_os("LOTSMAN_SHOW_PANICS").is_none() {
        std::panic::set_hook(Box::new(|_| {}));
    }
    match words.as_slice() {
        ["damages", ..] => damages(count, first),
        ["one", name, file] => one(name, file),
        ["fuzz", name, ..] if !name.starts_with("--") => fuzz(Some(name), seconds, first),
        ["fuzz", ..] => fuzz(None, seconds, first),
        _ => {
            eprintln!("harness damages|fuzz|one");
            ExitCode::from(2)
        }
    }
}

/// What the threads are at, and what they found.
struct Watch {
    at: [AtomicU64; THREADS as usize],
    done: AtomicU64,
    over: AtomicBool,
    findings: Mutex<Vec<(u64, String)>>,
    slowest: Mutex<(Duration, u64)>,
}

impl Watch {
    fn new() -> Self {
        Self {
            at: [AtomicU64::new(u64::MAX), AtomicU64::new(u64::MAX)],
            done: AtomicU64::new(0),
            over: AtomicBool::new(false),
            findings: Mutex::new(Vec::new()),
            slowest: Mutex::new((Duration::ZERO, 0)),
        }
    }

    fn found(&self, seed: u64, message: String) {
        println!("seed {seed}: {message}");
        if let Ok(mut findings) = self.findings.lock() {
            findings.push((seed, message));
        }
    }

    /// Counts seconds itself, so that a process that was stopped for a while does not count as hanging.
    fn watch(&self) {
        let mut still = [(u64::MAX, 0); THREADS as usize];
        let mut ticks = 0_u64;
        while !self.over.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(250));
            ticks += 1;
            if ticks % 4 != 0 {
                continue;
            }
            for (at, still) in self.at.iter().zip(&mut still) {
                let now = at.load(Ordering::Relaxed);
                *still = if now == still.0 { (now, still.1 + 1) } else { (now, 0) };
                if now != u64::MAX && still.1 > PATIENCE {
                    println!("seed {now}: hangs");
                    std::process::exit(1);
                }
            }
            if ticks % 240 == 0 {
                let at: Vec<u64> = self.at.iter().map(|a| a.load(Ordering::Relaxed)).collect();
                eprintln!("{} done, at {at:?}", self.done.load(Ordering::Relaxed));
            }
        }
    }

    /// Runs every second seed on each thread until `more` says no.
    fn run(&self, first: u64, more: impl Fn(u64) -> bool + Sync, each: impl Fn(u64) + Sync) {
        std::thread::scope(|scope| {
            let watcher = scope.spawn(|| self.watch());
            let workers: Vec<_> = (0..THREADS)
                .map(|thread| {
                    let (more, each) = (&more, &each);
                    scope.spawn(move || {
                        let mut seed = first + thread;
                        while more(seed) && !self.has_enough() {
                            self.at[thread as usize].store(seed, Ordering::Relaxed);
                            let began = Instant::now();
                            each(seed);
                            let took = began.elapsed();
                            if took > Duration::from_millis(20)
                                && let Ok(mut slowest) = self.slowest.lock()
                                && took > slowest.0
                            {
                                *slowest = (took, seed);
                            }
                            self.done.fetch_add(1, Ordering::Relaxed);
                            seed += THREADS;
                        }
                        self.at[thread as usize].store(u64::MAX, Ordering::Relaxed);
                    })
                })
                .collect();
            for worker in workers {
                let _ = worker.join();
            }
            self.over.store(true, Ordering::Relaxed);
            let _ = watcher.join();
        });
    }

    fn has_enough(&self) -> bool {
        self.findings.lock().is_ok_and(|f| f.len() >= SHOWN)
    }

    fn panics(&self) -> usize {
        self.findings.lock().map_or(0, |f| f.len())
    }
}

fn damages(count: u64, first: u64) -> ExitCode {
    let victims = Victims::all();
    let watch = Watch::new();
    let counts: Mutex<BTreeMap<&str, u64>> = Mutex::new(BTreeMap::new());
    let began = Instant::now();
    watch.run(
        first,
        |seed| seed < first + count,
        |seed| {
            let became = match victims.run(seed) {
                Ok(Became::Refused) => "refused",
                Ok(Became::RefusedRepaired) => "refused with the checksum repaired",
                Ok(Became::Followed) => "opened with the checksum repaired and followed",
                Ok(Became::NoEngine) => "opened with the checksum repaired, refused by the engine",
                Ok(Became::Accepted) => {
                    watch.found(seed, "opened although it is damaged".to_owned());
                    "accepted though damaged"
                }
                Err(message) => {
                    watch.found(seed, message);
                    "panicked"
                }
            };
            if let Ok(mut counts) = counts.lock() {
                *counts.entry(became).or_default() += 1;
            }
        },
    );
    let counts = counts.into_inner().unwrap_or_default();
    let of = |name: &str| counts.get(name).copied().unwrap_or(0);
    for (name, count) in &counts {
        println!("{count:>10} {name}");
    }
    let (slowest, seed) = watch.slowest.lock().map_or((Duration::ZERO, 0), |s| *s);
    println!("slowest: {} ms, seed {seed}", slowest.as_millis());
    println!(
        "= {} damages in {:.0} s: {} accepted though damaged, {} panicked",
        watch.done.load(Ordering::Relaxed),
        began.elapsed().as_secs_f32(),
        of("accepted though damaged"),
        of("panicked"),
    );
    if watch.panics() == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn fuzz(name: Option<&str>, seconds: u64, first: u64) -> ExitCode {
    let targets: Vec<&Target> = ALL.iter().filter(|t| name.is_none_or(|n| n == t.name)).collect();
    if targets.is_empty() {
        let names: Vec<&str> = ALL.iter().map(|t| t.name).collect();
        eprintln!("targets: {}", names.join(" "));
        return ExitCode::from(2);
    }
    let mut failed = false;
    for target in targets {
        let inputs = inputs(target);
        let watch = Watch::new();
        let began = Instant::now();
        let found = |seed: u64, bytes: &[u8], message: String| {
            let file = format!("fuzz/artifacts/{}-{seed}", target.name);
            let written = std::fs::create_dir_all("fuzz/artifacts").and_then(|()| std::fs::write(&file, bytes));
            let place = if written.is_ok() { file.as_str() } else { "not written" };
            watch.found(seed, format!("{message} ({place})"));
        };
        for (n, bytes) in inputs.iter().enumerate() {
            if let Err(message) = give(target, bytes) {
                found(n as u64, bytes, format!("input {n}: {message}"));
            }
        }
        watch.run(
            first,
            |_| began.elapsed().as_secs() < seconds,
            |seed| {
                let bytes = input(&inputs, seed);
                if let Err(message) = give(target, &bytes) {
                    found(seed, &bytes, message);
                }
            },
        );
        let (slowest, seed) = watch.slowest.lock().map_or((Duration::ZERO, 0), |s| *s);
        println!(
            "= {}: {} inputs and {} mutations in {:.0} s, {} panicked; slowest {} ms, seed {seed}",
            target.name,
            inputs.len(),
            watch.done.load(Ordering::Relaxed),
            began.elapsed().as_secs_f32(),
            watch.panics(),
            slowest.as_millis(),
        );
        failed |= watch.panics() > 0;
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn one(name: &str, file: &str) -> ExitCode {
    let target = ALL.iter().find(|t| t.name == name);
    let (Some(target), Ok(bytes)) = (target, std::fs::read(file)) else {
        eprintln!("no target {name} or no file {file}");
        return ExitCode::from(2);
    };
    let _ = std::panic::take_hook();
    (target.body)(&bytes);
    ExitCode::SUCCESS
}
