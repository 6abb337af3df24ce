//! What the checks of a decision table cost, one thread: `cargo bench --bench tables`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark may stop at the first surprise"
)]

use std::fmt::Write as _;

use divan::Bencher;
use lotsman::analysis;
use lotsman::compile::{self, Input};
use lotsman::model::Model;

fn main() {
    divan::main();
}

/// Numbers that look random and are the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }

    /// Half of so many numbers, at least.
    fn some(&mut self, of: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..of).collect();
        while all.len() > of / 2 && self.below(3) > 0 {
            all.swap_remove(self.below(all.len() as u64) as usize);
        }
        all
    }
}

fn model(columns: usize, policy: &str, rows: &[String]) -> Model {
    let mut text = String::new();
    for n in 0..columns {
        let _ = writeln!(text, "факт ф{n}: целое 0..100000 \"Ф\"\n  вопрос \"Сколько?\"\nконец\n");
    }
    let inputs: Vec<String> = (0..columns).map(|n| format!("ф{n}")).collect();
    let _ = writeln!(
        text,
        "решение ответ: целое \"Ответ\"\n  политика {policy}\n  | {} | => ответ |",
        inputs.join(" | ")
    );
    for row in rows {
        let _ = writeln!(text, "  | {row} |");
    }
    text.push_str("конец\n");
    let checked = compile::check(vec![Input {
        path: "scenarios/таблица.scenario".to_owned(),
        bytes: text.into_bytes(),
    }]);
    checked.model
}

/// A whole cut into rows that do not overlap; `missing` of them left out.
fn partition(columns: usize, count: usize, missing: usize) -> Vec<String> {
    let mut random = Random(7);
    let mut boxes = vec![vec![(0_u64, 100_000_u64); columns]];
    while boxes.len() < count + missing {
        let at = random.below(boxes.len() as u64) as usize;
        let column = random.below(columns as u64) as usize;
        let (low, high) = boxes[at][column];
        if high - low < 2 {
            continue;
        }
        let cut = low + random.below(high - low);
        let mut upper = boxes[at].clone();
        boxes[at][column] = (low, cut);
        upper[column] = (cut + 1, high);
        boxes.push(upper);
    }
    boxes.truncate(count);
    let cell = |(low, high): &(u64, u64)| match (low, high) {
        (0, 100_000) => "-".to_owned(),
        (0, high) => format!("<= {high}"),
        (low, 100_000) => format!(">= {low}"),
        (low, high) => format!("[{low}..{high}]"),
    };
    let row = |(n, b): (usize, &Vec<(u64, u64)>)| {
        let cells: Vec<String> = b.iter().map(cell).collect();
        format!("{} | => {}", cells.join(" | "), n % 50)
    };
    boxes.iter().enumerate().map(row).collect()
}

/// Rows that overlap as they happen to, each cell up to so wide; the last one fits everybody where it is
/// wanted.
fn layers(columns: usize, count: usize, width: u64, last: bool) -> Vec<String> {
    let mut random = Random(11);
    let row = |n: usize| {
        let looked_at = 1 + random.below(columns as u64) as usize;
        let mut cells = vec!["-".to_owned(); columns];
        for _ in 0..looked_at {
            let low = random.below(100_000 - width);
            let column = random.below(columns as u64) as usize;
            cells[column] = format!("[{low}..{}]", low + 1 + random.below(width));
        }
        format!("{} | => {}", cells.join(" | "), n % 50)
    };
    let mut rows: Vec<String> = (0..count).map(row).collect();
    if last {
        rows.push(format!("{} | => 99", vec!["-"; columns].join(" | ")));
    }
    rows
}

/// Rows that look at half of the columns at least, so that none of them takes a whole column away.
fn narrow(columns: usize, count: usize) -> Vec<String> {
    let mut random = Random(13);
    let row = |n: usize| {
        let mut cells = vec!["-".to_owned(); columns];
        for cell in random.some(columns) {
            let low = random.below(50_000);
            cells[cell] = format!("[{low}..{}]", low + 10_000 + random.below(40_000));
        }
        format!("{} | => {}", cells.join(" | "), n % 50)
    };
    (0..count).map(row).collect()
}

fn run(bencher: Bencher<'_, '_>, mut model: Model) {
    bencher.bench_local(|| analysis::check(divan::black_box(&mut model)).len());
}

const SIZES: [(usize, usize); 2] = [(7, 1_500), (10, 5_000)];
/// Width of a cell of which a hundred hardly cover a column, and of one of which ten do.
const SLIM: u64 = 10_000;
const WIDE: u64 = 60_000;

#[divan::bench(args = SIZES, sample_count = 5)]
fn complete(bencher: Bencher<'_, '_>, (columns, rows): (usize, usize)) {
    run(bencher, model(columns, "единственная", &partition(columns, rows, 0)));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn with_gaps(bencher: Bencher<'_, '_>, (columns, rows): (usize, usize)) {
    run(bencher, model(columns, "единственная", &partition(columns, rows, 20)));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn overlapping(bencher: Bencher<'_, '_>, (columns, rows): (usize, usize)) {
    run(
        bencher,
        model(columns, "единственная", &layers(columns, rows, SLIM, true)),
    );
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn first_of_layers(bencher: Bencher<'_, '_>, (columns, rows): (usize, usize)) {
    run(bencher, model(columns, "первая", &layers(columns, rows, SLIM, true)));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn first_of_wide_layers(bencher: Bencher<'_, '_>, (columns, rows): (usize, usize)) {
    run(bencher, model(columns, "первая", &layers(columns, rows, WIDE, true)));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn first_of_open_layers(bencher: Bencher<'_, '_>, (columns, rows): (usize, usize)) {
    run(bencher, model(columns, "первая", &layers(columns, rows, SLIM, false)));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn first_of_narrow_rows(bencher: Bencher<'_, '_>, (columns, rows): (usize, usize)) {
    run(bencher, model(columns, "первая", &narrow(columns, rows)));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn any_of_layers(bencher: Bencher<'_, '_>, (columns, rows): (usize, usize)) {
    run(bencher, model(columns, "любая", &layers(columns, rows, SLIM, true)));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn ranked_layers(bencher: Bencher<'_, '_>, (columns, rows): (usize, usize)) {
    let values: Vec<String> = (0..50).chain([99]).map(|n| n.to_string()).collect();
    let policy = format!("приоритет\n  значения {}", values.join(", "));
    run(bencher, model(columns, &policy, &layers(columns, rows, SLIM, true)));
}
