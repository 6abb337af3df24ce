use rust_decimal::Decimal;

use super::rows::{Passing, RowSet};
use crate::bundle::program::*;
use crate::runtime::eval::brute::Random;
use crate::runtime::eval::compare::kleene_and;
use crate::runtime::eval::{EvalState, Evaluator, Known, Prepared};
use crate::runtime::tests::build::{Build, day, key};
use crate::value::{Duration, Money, Type, Value};

struct Nothing;

impl Known for Nothing {
    fn known(&self, _: FactId) -> Option<&Value> {
        None
    }
}

/// Row after row: what the lookup must find.
fn scan(eval: &mut Evaluator<'_>, table: &Table, inputs: &[Value]) -> Vec<(usize, bool)> {
    let mut found = Vec::new();
    for (i, row) in table.rows.iter().enumerate() {
        let mut holds = Some(true);
        for (value, tests) in inputs.iter().zip(&row.inputs) {
            if !tests.is_empty() {
                holds = kleene_and(holds, eval.any_test(value, tests));
            }
        }
        if holds != Some(false) {
            found.push((i, holds == Some(true)));
            if holds == Some(true) && table.policy == HitPolicy::First {
                break;
            }
        }
    }
    found
}

fn number(r: &mut Random) -> Value {
    let scale = u32::try_from(r.below(4)).unwrap();
    Value::Number(Decimal::new(i64::try_from(r.below(4000)).unwrap() - 2000, scale))
}

/// A value as cells of a column compare with, or as its input may be: mostly of its kind.
fn value(kind: usize, r: &mut Random) -> Value {
    let small = |r: &mut Random| i8::try_from(r.below(28)).unwrap() + 1;
    match kind {
        0 => number(r),
        1 if r.one_in(3) => Value::Number(Decimal::from(r.below(40))),
        1 => Value::Money(Money(i64::try_from(r.below(4000)).unwrap())),
        2 => Value::Date(day(2023, 1 + small(r) % 12, small(r))),
        3 => key(["а", "б", "в", "г", "д"][r.below(5)]),
        4 => Value::Bool(r.one_in(2)),
        5 => Value::Duration(Duration::days(small(r).into())),
        6 => Value::Text(["а", "т"][r.below(2)].into()),
        _ => Value::Unknown,
    }
}

fn constant(b: &mut Build, kind: usize, r: &mut Random) -> ExprId {
    let one = value(kind, r);
    if r.one_in(12) {
        let more = (0..r.below(3)).map(|_| value(kind, r)).collect();
        return b.value(Value::List(more));
    }
    b.value(one)
}

fn cell(b: &mut Build, kind: usize, r: &mut Random) -> Vec<Test> {
    if r.one_in(5) {
        return if r.one_in(2) { Vec::new() } else { vec![Test::Any] };
    }
    (0..r.within(1, 2)).map(|_| test(b, kind, r)).collect()
}

fn test(b: &mut Build, kind: usize, r: &mut Random) -> Test {
    use BinaryOp::{Eq, Ge, Gt, Le, Lt, Ne};
    let single = |b: &mut Build, r: &mut Random| {
        let v = value(kind, r);
        b.value(v)
    };
    match r.below(6) {
        0 => Test::Not(vec![test(b, kind, r)]),
        1 | 2 if matches!(kind, 0 | 1 | 2 | 5) => Test::Range {
            low: (single(b, r), r.one_in(2)),
            high: (single(b, r), r.one_in(2)),
        },
        3 if matches!(kind, 0 | 1 | 2 | 5) => Test::Compare(*r.of(&[Lt, Le, Gt, Ge]), single(b, r)),
        4 => Test::Compare(*r.of(&[Eq, Ne]), single(b, r)),
        _ => Test::Equal(constant(b, kind, r)),
    }
}

#[test]
fn lookups_find_the_rows_that_a_scan_finds() {
    let (mut hits, mut doubts) = (0, 0);
    for seed in 0..150 {
        let r = &mut Random::new(seed);
        let mut b = Build::new();
        let kinds: Vec<usize> = (0..r.within(1, 4)).map(|_| r.below(7)).collect();
        let open = b.asked("открытый", Type::Number { min: None, max: None });
        let fact = b.of(open);
        let rows = (0..r.within(1, 150)).map(|_| {
            let cells = kinds.iter().map(|k| {
                // Now and then what is not constant.
                if seed % 5 == 0 && *k == 0 && r.one_in(9) {
                    vec![Test::Equal(fact)]
                } else {
                    cell(&mut b, *k, r)
                }
            });
            Row {
                inputs: cells.collect(),
                outputs: vec![],
                ground: None,
                at: SourcePos::default(),
            }
        });
        let rows: Vec<Row> = rows.collect();
        let table = Table {
            policy: if r.one_in(3) {
                HitPolicy::First
            } else {
                HitPolicy::Collect
            },
            inputs: kinds.iter().map(|_| fact).collect(),
            outputs: vec![],
            output_values: vec![],
            rows,
        };
        let decision = Decision {
            name: "т".into(),
            title: String::new(),
            valid: Validity::default(),
            grounds: vec![],
            body: DecisionBody::Table(table.clone()),
            at: SourcePos::default(),
            dmn: false,
        };
        b.p.decisions.push(decision);
        let prepared = Prepared::new(&b.p);
        let mut state = EvalState::default();
        let mut eval = Evaluator::new(&b.p, &prepared, &Nothing, day(2023, 9, 15), &mut state);
        for _ in 0..60 {
            let input = |k: &usize| match r.below(12) {
                0 => Value::Unknown,
                1 => value(r.below(7), r),
                2 => Value::List(vec![value(*k, r), value(*k, r)]),
                _ => value(*k, r),
            };
            let inputs: Vec<Value> = kinds.iter().map(input).collect();
            let expected = scan(&mut eval, &table, &inputs);
            let DecisionBody::Table(own) = &b.p.decisions[0].body else {
                unreachable!()
            };
            let found = eval.matching(DecisionId(0), own, &inputs);
            assert_eq!(found, expected, "table {seed}, {inputs:?}: {table:?}");
            hits += found.iter().filter(|h| h.1).count();
            doubts += found.iter().filter(|h| !h.1).count();
        }
    }
    assert!(hits > 1000 && doubts > 1000, "{hits} rows match, {doubts} may");
}

#[test]
fn sets_between_whole_ones_are_the_same() {
    let r = &mut Random::new(7);
    let last = 400;
    let interval = |r: &mut Random| {
        let low = u32::try_from(r.below(400)).unwrap();
        (low, low + u32::try_from(r.below(400 - low as usize + 1)).unwrap())
    };
    let rows: Vec<_> = (0..300).map(|_| vec![interval(r)]).collect();
    let whole = Passing::within(&rows, last + 1, usize::MAX);
    for budget in [1, 100, 700] {
        let sparse = Passing::within(&rows, last + 1, budget);
        for position in 0..=last {
            let (mut a, mut b) = (RowSet::default(), RowSet::default());
            let expected = whole.at(position, &mut a).to_vec();
            assert_eq!(
                sparse.at(position, &mut b),
                expected,
                "{position} with room for {budget}"
            );
            let passes = |row: &Vec<(u32, u32)>| row[0].0 <= position && position <= row[0].1;
            let mut set = RowSet::none(300);
            (0..)
                .zip(&rows)
                .filter(|(_, r)| passes(r))
                .for_each(|(i, _)| set.add(i));
            assert_eq!(set.0, expected);
        }
    }
}

#[test]
fn parameters_are_found_by_all_their_keys() {
    let mut b = Build::new();
    let value = |keys: [&str; 2], n: i64| ParameterValue {
        keys: keys.map(Into::into).to_vec(),
        valid: Validity::default(),
        value: Value::Money(Money(n)),
        ground: None,
        expected: false,
    };
    let values = vec![value(["а", "б"], 1), value(["б", "а"], 2), value(["а", "б"], 3)];
    b.p.parameters.push(Parameter {
        name: "п".into(),
        title: String::new(),
        keys: 2,
        values,
    });
    let prepared = Prepared::new(&b.p);
    let of = |keys: &[&str]| -> Vec<Value> {
        let names: Vec<crate::value::Name> = keys.iter().map(|k| (*k).into()).collect();
        let names: Vec<&crate::value::Name> = names.iter().collect();
        prepared
            .parameter(&b.p, ParameterId(0), &names)
            .map(|v| v.value.clone())
            .collect()
    };
    let money = |n| Value::Money(Money(n));
    assert_eq!(of(&["а", "б"]), [money(1), money(3)]);
    assert_eq!(of(&["б", "а"]), [money(2)]);
    assert_eq!(of(&["а"]), []);
    assert_eq!(of(&["в", "б"]), []);
}
