//! Evaluation against brute force on random rule bases.
//!
//! Exact, in both directions: what [`Evaluator`] says of every fact is what [`plain`] says, a second
//! writing of the meaning as a fixed point over all cases that doubt leaves; outcomes and values
//! agree; the tables of an engine find the rows that a scan finds.
//!
//! Sound, in one direction: three-valued logic may leave open what all completions of the open facts
//! agree on (`а или не а`), but what it says, no completion contradicts. The same holds of reasons:
//! facts that are not named as missing cannot change a goal, and facts that are named as its basis
//! suffice. Nothing is named in vain either: for every missing fact there is a case in which it changes
//! the goal, and [`plain`] says so too.
//!
//! `LOTSMAN_RULE_BASES=10000 cargo test --release --lib brute` runs as many bases; an ordinary run
//! takes a few hundred.

mod generate;
mod plain;
mod random;

use generate::{Base, base};
pub(super) use random::Random;

use super::{EvalState, Evaluator, Grounded, Kept, Known, Outcome, Prepared};
use crate::bundle::program::{FactId, Program};
use crate::runtime::ask::{Doubt, Matter, sharpen};
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

    /// What a goal came to as people are told.
    fn sharpened(&self, said: &Said, goal: FactId) -> Grounded {
        let mut found = self.with(said, |e| e.grounded(goal));
        sharpen((self.program, &self.prepared), said, today(), goal, &mut found);
        found
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

fn each(seeds: u64, mut check: impl FnMut(u64, &Base, &Subject<'_>, &mut Random)) {
    for seed in 0..seeds {
        let base = base(seed);
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
    each(bases(), |seed, base, subject, r| {
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
    each(bases(), |seed, base, subject, r| {
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
    each(bases(), |seed, base, subject, r| {
        let said = said(base, r);
        let open = open(base, &said);
        for fact in &base.derived {
            let found = subject.sharpened(&said, *fact);
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

#[test]
fn every_missing_fact_matters() {
    let (mut named, mut found, mut in_vain) = (0, [0; 3], 0);
    each(bases(), |seed, base, subject, r| {
        let said = said(base, r);
        let open = open(base, &said);
        for goal in &base.derived {
            let Outcome::Missing(missing) = subject.with(&said, |e| e.grounded(*goal)).outcome else {
                continue;
            };
            named += missing.len();
            let doubt = Doubt::new((&base.program, &subject.prepared), &said, today(), *goal, &missing);
            for (fact, matter) in missing.iter().zip(doubt.verdicts()) {
                match matter {
                    Matter::Changes(values, case) => {
                        found[0] += 1;
                        let [one, other] = values.map(|value| {
                            let mut said = said.clone();
                            for (fact, value) in &case {
                                said[fact.index()] = Some(value.clone());
                            }
                            said[fact.index()] = Some(value);
                            plain::meaning(&base.program, &said, today())[goal.index()].clone()
                        });
                        assert_ne!(one, other, "base {seed}, {goal:?}: {fact:?} for {said:?}, {case:?}");
                    }
                    Matter::Never => {
                        found[1] += 1;
                        let domain = &base.asked.iter().find(|a| a.0 == *fact).unwrap().1;
                        for _ in 0..40 {
                            let mut said = changed(base, &said, |f| open.contains(&f), r);
                            let before = subject.value(&said, *goal);
                            for value in std::iter::once(None).chain(domain.iter().cloned().map(Some)) {
                                said[fact.index()] = value;
                                let after = subject.value(&said, *goal);
                                assert_eq!(before, after, "base {seed}, {goal:?}: {fact:?} matters for {said:?}");
                            }
                        }
                    }
                    Matter::Untold => {
                        println!("base {seed}, {goal:?}: {fact:?} of {said:?}");
                        in_vain += 1;
                    }
                }
            }
        }
    });
    println!("{named} facts are waited for: {found:?} change, change nothing; {in_vain} are not told");
    assert!(found[0] > 100 && found[1] > 0, "both occur: {found:?}");
    assert_eq!(
        in_vain, 0,
        "facts are named of which nobody can say whether they matter"
    );
}

#[test]
fn a_network_knows_what_a_fresh_evaluation_finds() {
    let mut changes = 0;
    each(bases(), |seed, base, subject, r| {
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
