//! What it costs to decide: a large table beside zen-engine, a network of rules of which one fact
//! changes, a population through twelve measures.
//!
//! ```text
//! cargo bench --bench rules                        all three
//! cargo bench --bench rules -- table               without the others
//! cargo bench --bench rules -- population 100000   fewer people
//! ```
//!
//! Run by `cargo test --benches` it only checks that a small population is decided.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark may stop at the first surprise"
)]

mod network;
mod population;
mod table;

use lotsman::bundle::Bundle;
use lotsman::compile::{Input, build, check};
use lotsman::runtime::Engine;
use lotsman::value::Date;

const TODAY: Date = Date::constant(2026, 11, 22);

/// The same sequence every time.
pub struct Random(u64);

impl Random {
    /// Below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

/// An engine of a base of these files, beside a manifest and a queue.
pub fn engine(files: Vec<(&str, String)>) -> Engine {
    // Rows made at random overlap and leave gaps: that is not what is measured.
    let manifest =
        "name: проба\ntitle: \"Проба\"\nlanguage: ru\ndefault_queue: люди\nseverity: {L06: note}\n".to_owned();
    let queue = "очередь люди \"Люди\"\n  уровень 2\n  часы круглосуточно\nконец\n".to_owned();
    let files = [("lotsman.yaml", manifest), ("queues.scenario", queue)]
        .into_iter()
        .chain(files);
    let inputs = files.map(|(path, text)| Input {
        path: path.to_owned(),
        bytes: text.into_bytes(),
    });
    let checked = check(inputs.collect());
    let bytes = build(&checked).unwrap();
    let bytes = bytes.unwrap_or_else(|found| panic!("not built: {found:?} {:?}", checked.diagnostics));
    Engine::new(&Bundle::from_bytes(bytes).unwrap()).unwrap()
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if !args.iter().any(|a| a == "--bench") {
        population::run(1_000);
        return;
    }
    let of = |name: &str| args.iter().any(|a| a == name);
    let all = !["table", "network", "population"].iter().any(|n| of(n));
    let count = args.iter().find_map(|a| a.parse().ok());
    if all || of("table") {
        table::run();
    }
    if all || of("network") {
        network::run();
    }
    if all || of("population") {
        population::run(count.unwrap_or(1_000_000));
    }
}
