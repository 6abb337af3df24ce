//! 1,000 rules over 200 facts, of which one changes.

use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use lotsman::bundle::program::FactId;
use lotsman::value::Value;

use super::{Random, TODAY, engine};

const ASKED: usize = 100;
const DERIVED: usize = 100;
const RULES: usize = 10;
const CHANGES: usize = 20_000;

/// A hundred facts that are said, a hundred that ten rules each derive from two of them and now and
/// then from another derived one; one rule in five is an exception from the one before it.
fn base(r: &mut Random) -> String {
    let mut text = String::new();
    for i in 0..ASKED {
        let (ty, question) = if i % 2 == 0 {
            ("да_нет", "Так?")
        } else {
            ("целое 0..100", "Сколько?")
        };
        writeln!(
            text,
            "факт факт_{i}: {ty} \"Факт {i}\"\n  вопрос \"{question}\"\nконец\n"
        )
        .unwrap();
    }
    for d in 0..DERIVED {
        for n in 0..RULES {
            let exception = n % 5 == 4;
            let value = if exception { "нет" } else { "да" };
            writeln!(text, "правило вывод_{d} = {value}\n  метка м_{d}_{n}").unwrap();
            if exception {
                writeln!(text, "  исключение из м_{d}_{}", n - 1).unwrap();
            }
            text.push_str("  если\n");
            for _ in 0..2 {
                let fact = r.below(ASKED);
                match fact % 2 {
                    0 if r.below(2) == 0 => writeln!(text, "    не факт_{fact}"),
                    0 => writeln!(text, "    факт_{fact}"),
                    _ => writeln!(text, "    факт_{fact} >= {}", 1 + r.below(99)),
                }
                .unwrap();
            }
            if d > 10 && r.below(5) == 0 {
                writeln!(text, "    вывод_{}", d - 1 - r.below(10)).unwrap();
            }
            text.push_str("конец\n\n");
        }
    }
    text
}

pub fn run() {
    let r = &mut Random(3);
    let engine = engine(vec![("rules.scenario", base(r))]);
    let id = |name: String| engine.fact_id(&name).unwrap();
    let asked: Vec<FactId> = (0..ASKED).map(|i| id(format!("факт_{i}"))).collect();
    let derived: Vec<FactId> = (0..DERIVED).map(|i| id(format!("вывод_{i}"))).collect();
    let value = |i: usize, r: &mut Random| match i % 2 {
        0 => Value::Bool(r.below(2) == 0),
        _ => Value::Number(r.below(101).into()),
    };
    let mut network = engine.network(TODAY);
    for (i, fact) in asked.iter().enumerate() {
        network.set(*fact, Some(value(i, r)));
    }
    let start = Instant::now();
    derived.iter().for_each(|f| {
        black_box(network.value(*f));
    });
    let whole = start.elapsed();
    let (mut times, mut changed) = (Vec::with_capacity(CHANGES), 0);
    for _ in 0..CHANGES {
        let i = r.below(ASKED);
        let value = value(i, r);
        let start = Instant::now();
        changed += network.set(asked[i], Some(value)).len();
        times.push(start.elapsed());
    }
    // What is kept is what a fresh evaluation finds.
    let mut fresh = engine.network(TODAY);
    for i in 0..ASKED {
        fresh.set(asked[i], Some(network.value(asked[i])));
    }
    assert!(
        derived.iter().all(|f| fresh.value(*f) == network.value(*f)),
        "a change did not reach all"
    );
    times.sort_unstable();
    let mean = times.iter().sum::<Duration>() / CHANGES as u32;
    println!(
        "{} rules over {} facts, one fact changes",
        DERIVED * RULES,
        ASKED + DERIVED
    );
    println!(
        "  mean {mean:.1?}  p50 {:.1?}  p99 {:.1?}  ({:.1} derived facts change; all from nothing {whole:.0?})",
        times[CHANGES / 2],
        times[CHANGES * 99 / 100],
        changed as f64 / CHANGES as f64
    );
}
