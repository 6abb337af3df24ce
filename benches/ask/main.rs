//! The next question: how many are asked (`cargo xtask questions`), and how long finding it takes.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a benchmark that meets something unexpected has nothing to say"
)]

mod brute;
mod rules;

use std::time::Instant;

use brute::Brute;
use lotsman::bundle::Bundle;
use lotsman::channel::{Action, Event};
use lotsman::compile::{self, Input};
use lotsman::runtime::{Engine, Session, StartOptions, Turn};
use lotsman::value::{Date, DateTime, Value};
use rules::{Dice, FACTS, Rules, answer, values};

const SETS: usize = 100;
const SEED: u64 = 20_261_122;

fn main() {
    if std::env::args().any(|a| a == "questions") {
        questions();
    } else {
        times();
    }
}

fn now() -> DateTime {
    Date::constant(2026, 11, 22).at(12, 0, 0, 0)
}

fn engine(rules: &Rules) -> Engine {
    let input = |path: &str, text: String| Input {
        path: path.to_owned(),
        bytes: text.into_bytes(),
    };
    // Rules made at random may always be defeated: that is not what is measured.
    let manifest =
        "name: проба\nstart: проба\nseverity: {L06: note}\noutcomes:\n  - {name: отвечено, title: \"Отвечено\"}\n";
    let inputs = vec![
        input("lotsman.yaml", manifest.to_owned()),
        input("scenarios/проба.scenario", rules.base()),
    ];
    let checked = compile::check(inputs);
    let built = compile::build(&checked).unwrap();
    let bytes = built.unwrap_or_else(|_| panic!("{:#?}", checked.diagnostics));
    Engine::new(&Bundle::from_bytes(bytes).unwrap()).unwrap()
}

fn start(engine: &Engine, known: &[(usize, usize)]) -> (Session, Turn) {
    let value = |(fact, value): &(usize, usize)| {
        let said = answer(*fact, *value);
        let value = match *fact {
            0..8 => Value::Bool(*value == 0),
            8 | 9 => Value::Number(said.parse().unwrap()),
            _ => Value::Key(said.as_str().into()),
        };
        (format!("ф{fact}").as_str().into(), value)
    };
    let options = StartOptions {
        facts: known.iter().map(value).collect(),
        ..StartOptions::default()
    };
    engine.start(&options, now())
}

fn asked(turn: &Turn) -> Option<usize> {
    match turn.actions.last() {
        Some(Action::Ask(question)) => question.fact.as_ref()?.strip_prefix('ф')?.parse().ok(),
        _ => None,
    }
}

/// Expected questions of the conversation from here; every question must matter, and the conversation
/// must end where the result is decided and nowhere else.
fn expected(engine: &Engine, session: &Session, turn: &Turn, brute: &Brute, known: &[(usize, usize)]) -> f64 {
    let state = brute.state(known);
    let Some(fact) = asked(turn) else {
        assert!(brute.decided(state).is_some(), "left undecided with {known:?}");
        return 0.0;
    };
    assert!(brute.matters(state, fact), "ф{fact} is asked in vain with {known:?}");
    let mut sum = 0.0;
    for value in 0..values(fact) {
        let mut next = session.clone();
        let turn = engine.step(&mut next, Event::text(answer(fact, value)), now());
        let longer: Vec<(usize, usize)> = known.iter().copied().chain([(fact, value)]).collect();
        sum += expected(engine, &next, &turn, brute, &longer);
    }
    1.0 + sum / values(fact) as f64
}

/// Facts that a person tells before anything is asked.
fn told(dice: &mut Dice) -> Vec<(usize, usize)> {
    let first = dice.below(FACTS);
    let second = (first + 1 + dice.below(FACTS - 1)) % FACTS;
    [first, second].map(|f| (f, dice.below(values(f)))).to_vec()
}

fn questions() {
    println!(
        "{SETS} random rule sets of {FACTS} facts, every answer as likely as every other; questions until the result is known:"
    );
    println!("  ours     what the engine asks, counted over all conversations");
    println!("  optimum  the best order there is, by going through every state of knowledge");
    println!("  fixed    the order of the text, until the result is known");
    println!("  skipping the order of the text, without facts that can no longer change the result");
    println!("  told     the same with two facts told before the first question");
    println!();
    println!("  set     ours  optimum    fixed skipping |  ours, told  optimum, told");
    let mut dice = Dice(SEED);
    let mut sums = [0.0; 6];
    for set in 1..=SETS {
        let rules = Rules::random(&mut dice);
        let (engine, brute) = (engine(&rules), Brute::of(&rules));
        let (session, turn) = start(&engine, &[]);
        let ours = expected(&engine, &session, &turn, &brute, &[]);
        let [best, fixed, skipping] = brute.expected(brute.state(&[]));
        let known = told(&mut dice);
        let (session, turn) = start(&engine, &known);
        let off = expected(&engine, &session, &turn, &brute, &known);
        let [best_off, ..] = brute.expected(brute.state(&known));
        println!("  {set:>3} {ours:>8.3} {best:>8.3} {fixed:>8.3} {skipping:>8.3} | {off:>11.3} {best_off:>14.3}");
        for (sum, one) in sums.iter_mut().zip([ours, best, fixed, skipping, off, best_off]) {
            *sum += one / SETS as f64;
        }
    }
    let [ours, best, fixed, skipping, off, best_off] = sums;
    println!("  mean {ours:>7.3} {best:>8.3} {fixed:>8.3} {skipping:>8.3} | {off:>11.3} {best_off:>14.3}");
    println!();
    println!("over the optimum:          {:>6.2} %", (ours / best - 1.0) * 100.0);
    println!("over the optimum, told:    {:>6.2} %", (off / best_off - 1.0) * 100.0);
    println!("fewer than fixed:          {:>6.2} %", (1.0 - ours / fixed) * 100.0);
    println!("fewer than skipping:       {:>6.2} %", (1.0 - ours / skipping) * 100.0);
    let fine = ours <= best * 1.05 && off <= best_off * 1.05 && ours <= fixed * 0.7;
    println!(
        "{}",
        if fine {
            "within the limits"
        } else {
            "BEYOND THE LIMITS: 5 % over the optimum, 30 % fewer than fixed"
        }
    );
    if !fine {
        std::process::exit(1);
    }
}

fn times() {
    let mut dice = Dice(SEED);
    let mut planned: Vec<f64> = Vec::new();
    let mut told_before: Vec<f64> = Vec::new();
    for _ in 0..SETS {
        let rules = Rules::random(&mut dice);
        let engine = engine(&rules);
        planned.push(time(&engine, &[]));
        let known = told(&mut dice);
        told_before.push(time(&engine, &known));
    }
    println!("next question, µs over {SETS} rule sets       median      max");
    for (name, mut list) in [
        ("12 open facts, by the plan", planned),
        ("10 open facts, two told before", told_before),
    ] {
        list.sort_by(f64::total_cmp);
        println!(
            "{name:<38} {:>10.2} {:>8.2}",
            list[list.len() / 2],
            list[list.len() - 1]
        );
    }
}

/// Microseconds of finding the next question.
fn time(engine: &Engine, known: &[(usize, usize)]) -> f64 {
    let (session, _) = start(engine, known);
    if engine.next_question(&session).is_none() {
        return 0.0;
    }
    let mut best = f64::INFINITY;
    for _ in 0..5 {
        let began = Instant::now();
        for _ in 0..20 {
            std::hint::black_box(engine.next_question(std::hint::black_box(&session)));
        }
        best = best.min(began.elapsed().as_secs_f64() * 1e6 / 20.0);
    }
    best
}
