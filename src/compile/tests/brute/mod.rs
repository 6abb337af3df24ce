//! The analyser against the engine: random small bases, every conversation led, both told the same.
//!
//! `cargo xtask soundness --seeds 10000` runs many; a few run with the other tests.

mod compare;
mod explore;
mod generate;
mod shrink;

use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use self::compare::{Disagreement, checked, compare, sound};
use self::generate::Files;
use crate::bundle::program::{HandlerOn, HandlersId, Op, Program, Scenario, Target};

/// Steps that a node of a scenario may lead to.
fn targets(p: &Program, scenario: &Scenario, op: &Op) -> Vec<usize> {
    let mut out: Vec<&Target> = Vec::new();
    let own = match op {
        Op::Ask { handlers, .. }
        | Op::Lookup { handlers, .. }
        | Op::Identify { handlers, .. }
        | Op::Derive { handlers, .. }
        | Op::Measures { handlers, .. } => Some(handlers),
        Op::Menu { options, handlers, .. } => {
            out.extend(options.iter().map(|o| &o.target));
            Some(handlers)
        }
        Op::Go(target) => {
            out.push(target);
            None
        }
        Op::If { branches, otherwise } => {
            out.extend(branches.iter().map(|(_, t)| t));
            out.extend(otherwise);
            None
        }
        _ => None,
    };
    let list = |id: &HandlersId| p.handlers[id.index()].iter();
    let shared = list(&scenario.handlers).filter(|h| opens(op, h.on));
    let handlers = own.into_iter().flat_map(list).chain(shared);
    out.extend(handlers.filter_map(|h| h.target.as_ref()));
    let step = |t: &&Target| match t {
        Target::Step(id) => Some(id.index()),
        _ => None,
    };
    out.iter().filter_map(step).collect()
}

/// Whether what `везде` says of an occasion may come about at a line.
fn opens(op: &Op, on: HandlerOn) -> bool {
    match op {
        Op::Lookup { .. } => matches!(on, HandlerOn::NoAnswer | HandlerOn::NoData),
        Op::Identify { .. } => matches!(on, HandlerOn::Failed | HandlerOn::Operator),
        Op::Menu { .. } => matches!(on, HandlerOn::NoMatch | HandlerOn::NoInput | HandlerOn::Operator),
        Op::Ask { .. } => !matches!(on, HandlerOn::NoAnswer | HandlerOn::NoData | HandlerOn::Failed),
        _ => false,
    }
}

/// What became of a seed.
enum Became {
    Agreed {
        states: usize,
    },
    /// Too many conversations, or a base that cannot run.
    LeftOut(String),
    Disagreed(Vec<Disagreement>),
}

fn judge(files: &Files) -> Became {
    let checked = checked(files);
    if !sound(&checked) {
        let lang = crate::value::Lang::Ru;
        return Became::LeftOut(crate::diag::human(&checked.diagnostics, &checked.sources, lang, false));
    }
    let Some(seen) = compare::All::of(&checked) else {
        return Became::LeftOut(String::new());
    };
    let found = compare(&checked, &seen);
    if found.is_empty() {
        Became::Agreed {
            states: seen.wide.states,
        }
    } else {
        Became::Disagreed(found)
    }
}

fn shown(files: &Files) -> String {
    let mut out = String::new();
    for (path, text) in files {
        let _ = writeln!(out, "── {path}");
        for (n, line) in (1..).zip(text.lines()) {
            let _ = writeln!(out, "{n:4}  {line}");
        }
    }
    out
}

/// What became of all seeds.
#[derive(Default)]
struct Counts {
    agreed: usize,
    states: usize,
    left_out: usize,
    faulty: Vec<(u64, String)>,
    disagreed: Vec<(u64, Disagreement, Files)>,
}

fn run(seeds: std::ops::Range<u64>, loud: bool) -> Counts {
    let done = AtomicUsize::new(0);
    let total = seeds.end - seeds.start;
    let all: Vec<(u64, Became)> = seeds
        .into_par_iter()
        .map(|seed| {
            let became = judge(&generate::base(seed));
            let n = done.fetch_add(1, Ordering::Relaxed) + 1;
            if loud && n.is_multiple_of(500) {
                println!("{n} of {total}");
            }
            (seed, became)
        })
        .collect();
    let mut counts = Counts::default();
    for (seed, became) in all {
        match became {
            Became::Agreed { states } => {
                counts.agreed += 1;
                counts.states += states;
            }
            Became::LeftOut(why) if why.is_empty() => counts.left_out += 1,
            Became::LeftOut(why) => counts.faulty.push((seed, why)),
            Became::Disagreed(found) => {
                for one in found {
                    counts.disagreed.push((seed, one, generate::base(seed)));
                }
            }
        }
    }
    counts
}

#[test]
fn random_bases_get_the_verdicts_that_the_engine_bears_out() {
    let setting = |name: &str| std::env::var(name).ok().and_then(|v| v.parse::<u64>().ok());
    let asked = setting("LOTSMAN_SEEDS");
    let first = setting("LOTSMAN_FIRST_SEED").unwrap_or(0);
    let counts = run(first..first + asked.unwrap_or(60), asked.is_some());
    let mut shortened = 0;
    let mut kinds: Vec<(&str, bool, usize)> = Vec::new();
    for (seed, one, files) in &counts.disagreed {
        match kinds
            .iter_mut()
            .find(|(c, f, _)| *c == one.code && *f == one.false_alarm)
        {
            Some((_, _, n)) => *n += 1,
            None => kinds.push((one.code, one.false_alarm, 1)),
        }
        let of_kind = kinds
            .iter()
            .find(|(c, f, _)| *c == one.code && *f == one.false_alarm)
            .unwrap()
            .2;
        // A few of each kind are made small; the others are likely the same.
        if of_kind > if asked.is_some() { 3 } else { 1 } {
            continue;
        }
        shortened += 1;
        let small = shrink::shrink(files, one);
        let kind = if one.false_alarm { "false alarm" } else { "miss" };
        let words = match judge(&small) {
            Became::Disagreed(found) => found
                .into_iter()
                .find(|d| d.code == one.code && d.false_alarm == one.false_alarm)
                .map_or_else(|| one.words.clone(), |d| d.words),
            _ => one.words.clone(),
        };
        println!("seed {seed}: {kind} of {}: {words}\n{}", one.code, shown(&small));
    }
    for (code, false_alarm, n) in &kinds {
        println!("{code}: {n} {}", if *false_alarm { "false alarms" } else { "misses" });
    }
    for (seed, why) in counts.faulty.iter().take(3) {
        println!(
            "seed {seed} makes a base that cannot run:\n{why}\n{}",
            shown(&generate::base(*seed))
        );
    }
    let (alarms, misses): (Vec<_>, Vec<_>) = counts.disagreed.iter().partition(|(_, d, _)| d.false_alarm);
    println!(
        "{} agreed over {} states, {} left out as too large, {} unfit, {shortened} shown",
        counts.agreed,
        counts.states,
        counts.left_out,
        counts.faulty.len()
    );
    let seeds = asked.unwrap_or(60);
    println!(
        "= {seeds} seeds, {} false alarms, {} misses",
        alarms.len(),
        misses.len()
    );
    assert!(counts.disagreed.is_empty() && counts.faulty.is_empty());
}
