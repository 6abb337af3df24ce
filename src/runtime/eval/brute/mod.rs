//! Evaluation against brute force on random rule bases.
//!
//! Exact, in both directions: what [`Evaluator`] says of every fact is what [`plain`] says, a second
//! writing of the meaning as a fixed point over all cases that doubt leaves; outcomes and values
//! agree; the tables of an engine find the rows that a scan finds.
//!
//! Sound, in one direction: three-valued logic may leave open what all completions of the open facts
//! agree on (`а или не а`), but what it says, no completion contradicts. The same holds of reasons:
//! facts that are not named as missing cannot change a goal, and facts that are named as its basis
//! suffice. In bases that use each fact once nothing is too much either: every missing fact matters
//! (but for a few where rows or rules contradict each other whatever the fact is).
//!
//! `LOTSMAN_RULE_BASES=10000 cargo test --release --lib brute` runs as many bases; an ordinary run
//! takes a few hundred.

mod generate;
mod plain;
mod random;

use generate::{Base, base};
pub(super) use random::Random;

use super::{EvalState, Evaluator, Kept, Known, Outcome, Prepared};
use crate::bundle::program::{Decision, DecisionBody, ExprId, FactId, Program, Test};
use crate::runtime::tests::build::day;
use crate::value::{Date, Value};

/// What is said of all facts.
type Said = Vec<Option<Value>>;

impl Known for Said {
    fn known(&self, fact: FactId) -> Option<&Value> {
        self.get(fact.index())?.as_ref()
    }
}

fn today() -> Date {
    day(2023, 9, 15)
}

fn bases() -> u64 {
    std::env::var("LOTSMAN_RULE_BASES").map_or(300, |n| n.parse().expect("a number of bases"))
}

/// Something said of every asked fact, or not, or "не знаю".
fn said(base: &Base, r: &mut Random) -> Said {
    let mut said: Said = vec![None; base.program.facts.len()];
    for (fact, domain) in &base.asked {
        said[fact.index()] = match r.below(5) {
            0 => None,
            1 => Some(Value::Unknown),
            _ => Some(r.of(domain).clone()),
        };
    }
    said
}

fn open(base: &Base, said: &Said) -> Vec<FactId> {
    let unknown = |f: &FactId| said.known(*f).is_none_or(Value::is_unknown);
    base.asked.iter().map(|a| a.0).filter(unknown).collect()
}

/// Other words for some facts: a value of the domain, or nothing.
fn changed(base: &Base, said: &Said, which: impl Fn(FactId) -> bool, r: &mut Random) -> Said {
    let mut changed = said.clone();
    for (fact, domain) in base.asked.iter().filter(|a| which(a.0)) {
        changed[fact.index()] = (!r.one_in(4)).then(|| r.of(domain).clone());
    }
    changed
}

struct Subject<'b> {
    program: &'b Program,
    prepared: Prepared,
}

impl Subject<'_> {
    fn with<R>(&self, said: &Said, work: impl FnOnce(&mut Evaluator<'_>) -> R) -> R {
        let mut state = EvalState::default();
        work(&mut Evaluator::new(
            self.program,
            &self.prepared,
            said,
            today(),
            &mut state,
        ))
    }

    fn value(&self, said: &Said, fact: FactId) -> Value {
        self.with(said, |e| e.fact(fact))
    }
}

/// A base in words, for a failure.
fn shown(program: &Program) -> String {
    let mut out = String::new();
    for (i, e) in program.exprs.iter().enumerate() {
        out += &format!("e{i} {e:?}\n");
    }
    for (i, f) in program.facts.iter().enumerate() {
        out += &format!("f{i} {:?} {:?}\n", f.ty, f.derived);
    }
    for (i, d) in program.decisions.iter().enumerate() {
        out += &format!("d{i} {:?}\n", d.body);
    }
    for (i, r) in program.rules.iter().enumerate() {
        out += &format!(
            "r{i} {:?} if {:?} except {:?} defeats {:?} {:?}\n",
            r.value, r.conditions, r.exceptions, r.defeats, r.valid
        );
    }
    out
}

fn each(seeds: u64, once: bool, mut check: impl FnMut(u64, &Base, &Subject<'_>, &mut Random)) {
    for seed in 0..seeds {
        let base = base(seed, once);
        let subject = Subject {
            program: &base.program,
            prepared: Prepared::new(&base.program),
        };
        if std::env::var("LOTSMAN_RULE_BASE").is_ok_and(|s| s == seed.to_string()) {
            println!("{}", shown(&base.program));
        }
        check(seed, &base, &subject, &mut Random::new(seed ^ 0xABCD));
    }
}

#[test]
fn values_are_what_the_meaning_says() {
    let mut values = 0;
    each(bases(), false, |seed, base, subject, r| {
        for _ in 0..6 {
            let said = said(base, r);
            let meaning = plain::meaning(&base.program, &said, today());
            for fact in &base.derived {
                let value = subject.value(&said, *fact);
                assert_eq!(value, meaning[fact.index()], "base {seed}, {fact:?} of {said:?}");
                values += u32::from(!value.is_unknown());
            }
            // Asked in one go and in the other order, with what was derived kept between.
            let all: Vec<Value> = subject.with(&said, |e| base.derived.iter().rev().map(|f| e.fact(*f)).collect());
            for (value, fact) in all.iter().rev().zip(&base.derived) {
                assert_eq!(
                    *value,
                    meaning[fact.index()],
                    "base {seed}, {fact:?} of {said:?} in reverse"
                );
            }
        }
    });
    assert!(values > 100, "the bases conclude something");
}

#[test]
fn no_completion_contradicts_a_value() {
    each(bases(), false, |seed, base, subject, r| {
        let said = said(base, r);
        let open = open(base, &said);
        for fact in &base.derived {
            let value = subject.value(&said, *fact);
            for _ in 0..12 {
                let complete = changed(base, &said, |f| open.contains(&f), r);
                let after = subject.value(&complete, *fact);
                assert!(
                    refines(&value, &after),
                    "base {seed}, {fact:?}: {value:?} of {said:?}, {after:?} of {complete:?}"
                );
            }
        }
    });
}

/// Whether `after` says all that `before` says.
fn refines(before: &Value, after: &Value) -> bool {
    match (before, after) {
        (Value::Unknown, _) => true,
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| refines(a, b)),
        (Value::Record(a), Value::Record(b)) => a.iter().zip(b).all(|(a, b)| refines(&a.1, &b.1)),
        _ => before == after,
    }
}

#[test]
fn outcomes_name_the_facts_that_count() {
    let mut kinds = [0_u32; 4];
    each(bases(), false, |seed, base, subject, r| {
        let said = said(base, r);
        let open = open(base, &said);
        for fact in &base.derived {
            let found = subject.with(&said, |e| e.grounded(*fact));
            let value = subject.value(&said, *fact);
            let (kind, stays): (usize, Vec<FactId>) = match &found.outcome {
                Outcome::Value(v) => {
                    assert_eq!(*v, value, "base {seed}, {fact:?} of {said:?}");
                    (0, found.facts.clone())
                }
                other => {
                    assert_eq!(value, Value::Unknown, "base {seed}, {fact:?} of {said:?}: {other:?}");
                    match other {
                        Outcome::Missing(missing) => {
                            assert!(
                                missing.iter().all(|m| open.contains(m)),
                                "base {seed}, {fact:?}: {missing:?} of {said:?}"
                            );
                            let rest = base.asked.iter().map(|a| a.0).filter(|f| !open.contains(f));
                            (1, rest.chain(missing.iter().copied()).collect())
                        }
                        Outcome::NoRule => (2, found.facts.clone()),
                        _ => (3, found.facts.clone()),
                    }
                }
            };
            kinds[kind] += 1;
            for _ in 0..12 {
                // Facts that are not named may be whatever they are, with those that are named as they
                // are; of missing ones, whatever those become.
                let mut before = said.clone();
                if kind == 1 {
                    before = changed(base, &said, |f| open.contains(&f) && stays.contains(&f), r);
                }
                let other = changed(base, &before, |f| !stays.contains(&f), r);
                let (a, b) = (subject.value(&before, *fact), subject.value(&other, *fact));
                let same = if kind == 0 { refines(&a, &b) } else { a == b };
                assert!(
                    same,
                    "base {seed}, {fact:?}: {found:?}: {a:?} of {before:?}, {b:?} of {other:?}"
                );
            }
        }
    });
    assert!(kinds.iter().all(|n| *n > 10), "every outcome occurs: {kinds:?}");
}

/// Whether everything that waits for facts may come to be known, and every condition and cell that
/// does may come to hold and to fail.
fn varied(base: &Base, subject: &Subject<'_>) -> bool {
    let program = &base.program;
    let nothing: Said = vec![None; program.facts.len()];
    let waits = |e: ExprId| subject.with(&nothing, |v| matches!(v.outcome_of(e), Outcome::Missing(_)));
    let exprs = (0..).map(ExprId).zip(&program.exprs).map(|e| e.0);
    let exprs: Vec<ExprId> = exprs.filter(|e| waits(*e)).collect();
    let tables = program.decisions.iter().filter_map(|d| match &d.body {
        DecisionBody::Table(table) => Some(table),
        DecisionBody::Expr(_) => None,
    });
    let columns = tables.flat_map(|t| t.inputs.iter().enumerate().map(move |(n, input)| (t, n, *input)));
    let columns: Vec<_> = columns.filter(|c| waits(c.2)).collect();
    let values = |said: &Said| -> Vec<Value> {
        subject.with(said, |v| {
            let mut values: Vec<Value> = exprs.iter().map(|e| v.expr(*e)).collect();
            for (table, n, input) in &columns {
                let value = v.expr(*input);
                let cells = table
                    .rows
                    .iter()
                    .map(|r| &r.inputs[*n])
                    .filter(|c| !c.is_empty() && **c != [Test::Any]);
                values.extend(cells.map(|c| v.any_test(&value, c).map_or(Value::Unknown, Value::Bool)));
            }
            values
        })
    };
    let mut seen: Vec<[bool; 3]> = Vec::new();
    let cases: usize = base.asked.iter().map(|a| a.1.len()).product();
    for case in 0..cases {
        let (mut said, mut rest) = (nothing.clone(), case);
        for (fact, domain) in &base.asked {
            said[fact.index()] = Some(domain[rest % domain.len()].clone());
            rest /= domain.len();
        }
        let values = values(&said);
        seen.resize(values.len(), [false; 3]);
        for ([known, holds, fails], value) in seen.iter_mut().zip(values) {
            *known |= !value.is_unknown();
            *holds |= value == Value::Bool(true);
            *fails |= value == Value::Bool(false);
        }
    }
    seen.iter().all(|[known, holds, fails]| *known && holds == fails)
}

#[test]
fn every_missing_fact_matters_where_it_is_used_once() {
    let (mut missing, mut wrong) = (0, 0);
    let shared = |b: &Base| {
        let table = |d: &Decision| matches!(d.body, DecisionBody::Table(_));
        b.program.decisions.iter().any(table) || b.program.rules.iter().any(|r| !r.defeats.is_empty())
    };
    each(3 * bases(), true, |seed, base, subject, r| {
        if !varied(base, subject) {
            return;
        }
        let said = said(base, r);
        let open = open(base, &said);
        for goal in &base.derived {
            let Outcome::Missing(named) = subject.with(&said, |e| e.outcome(*goal)) else {
                continue;
            };
            for fact in named {
                missing += 1;
                let domain = &base.asked.iter().find(|a| a.0 == fact).unwrap().1;
                let matters = |r: &mut Random| {
                    let one = changed(base, &said, |f| open.contains(&f), r);
                    let values: Vec<Value> = std::iter::once(None)
                        .chain(domain.iter().cloned().map(Some))
                        .map(|v| {
                            let mut said = one.clone();
                            said[fact.index()] = v;
                            subject.value(&said, *goal)
                        })
                        .collect();
                    values.iter().any(|v| *v != values[0])
                };
                if !(0..300).any(|_| matters(r)) {
                    // Rows of a table share their columns, and a rule counts for itself and against others:
                    // what only stands there once is used twice.
                    assert!(shared(base), "base {seed}, {goal:?}: {fact:?} named for {said:?}");
                    wrong += 1;
                }
            }
        }
    });
    println!("{missing} facts are named as missing, {wrong} of them in vain");
    assert!(missing > 20, "facts are missing");
    assert!(wrong * 25 <= missing, "{wrong} of {missing} facts are named in vain");
}

#[test]
fn a_network_knows_what_a_fresh_evaluation_finds() {
    let mut changes = 0;
    each(bases(), false, |seed, base, subject, r| {
        let mut said: Said = vec![None; base.program.facts.len()];
        let mut kept = Kept::new();
        for step in 0..12 {
            let (fact, domain) = r.of(&base.asked);
            // Now and then a derived fact is said, and taken back.
            let derived = r.one_in(8).then(|| *r.of(&base.derived));
            let fact = derived.unwrap_or(*fact);
            let value = match derived {
                Some(_) if said[fact.index()].is_none() => Some(subject.value(&said, fact)),
                Some(_) => None,
                None => (!r.one_in(4)).then(|| r.of(domain).clone()),
            };
            said[fact.index()] = value;
            let changed = kept.change(&base.program, &subject.prepared, &said, today(), fact);
            changes += changed.len();
            for goal in base.derived.iter().filter(|_| !r.one_in(3)) {
                let value = kept
                    .evaluator(&base.program, &subject.prepared, &said, today())
                    .fact(*goal);
                assert_eq!(
                    value,
                    subject.value(&said, *goal),
                    "base {seed}, step {step}: {goal:?} of {said:?}"
                );
            }
        }
    });
    assert!(changes > 100, "derived facts change");
}
