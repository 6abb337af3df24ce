//! Goals without a conversation.

use super::build::{Build, day, key, num};
use crate::bundle::program::*;
use crate::runtime::{Conclusion, Engine, Outcome};
use crate::value::{Name, Type, Value};

const YES: Value = Value::Bool(true);
const NO: Value = Value::Bool(false);

fn rule(b: &mut Build, name: &str, value: Value, conditions: Vec<ExprId>, defeats: Vec<RuleId>) -> RuleId {
    let value = b.value(value);
    let ground = b.ground(&format!("Закон, правило {}", b.p.rules.len()));
    b.p.rules.push(Rule {
        name: name.into(),
        label: None,
        value,
        conditions,
        exceptions: vec![],
        defeats,
        valid: Validity::default(),
        grounds: vec![ground],
        at: SourcePos {
            file: 0,
            line: u32::try_from(b.p.rules.len()).unwrap() + 10,
        },
    });
    RuleId(u32::try_from(b.p.rules.len() - 1).unwrap())
}

/// A right where one needs it and works, none for the rich, in any case for the disabled; a measure by it.
fn base() -> Engine {
    let mut b = Build::new();
    let [needs, works, rich, disabled] = ["нуждается", "работает", "богат", "инвалид"].map(|n| b.asked(n, Type::YesNo));
    let [n, w, r, d] = [needs, works, rich, disabled].map(|f| b.of(f));
    let general = rule(&mut b, "право", YES, vec![n, w], vec![]);
    let against = rule(&mut b, "право", NO, vec![r], vec![general]);
    let special = rule(&mut b, "право", YES, vec![d], vec![against]);
    let right = b.fact("право", Type::YesNo, Derived::Rules(vec![general, against, special]));
    let due = b.of(right);
    let amount = b.value(num("100"));
    let measure = |valid| Measure {
        name: "мера".into(),
        title: String::new(),
        code: None,
        events: vec![],
        due: Some(due),
        amount: Some(amount),
        notice: None,
        answer: None,
        valid,
        grounds: vec![],
        at: SourcePos::default(),
    };
    b.p.measures.push(measure(Validity {
        from: Some(day(2023, 1, 1)),
        until: None,
    }));
    b.engine()
}

fn facts(said: &[(&str, Value)]) -> Vec<(Name, Value)> {
    said.iter().map(|(n, v)| ((*n).into(), v.clone())).collect()
}

fn names(list: &[&str]) -> Vec<Name> {
    list.iter().map(|n| (*n).into()).collect()
}

#[test]
fn a_case_is_decided_by_names() {
    let engine = base();
    let today = day(2023, 9, 15);
    let decide = |said: &[(&str, Value)]| engine.decide("право", &facts(said), today).unwrap();
    let found = decide(&[("нуждается", YES), ("работает", YES), ("богат", NO), ("инвалид", NO)]);
    assert_eq!(found.outcome, Conclusion::Value(YES));
    // Of a special right nothing need be known: it would grant the same.
    assert_eq!(found.facts, names(&["нуждается", "работает", "богат"]));
    assert_eq!(found.grounds[0].act, "Закон, правило 0");
    assert_eq!(found.grounds.len(), 1);

    let missing = |unset: &[&str], unknown: &[&str]| Conclusion::Missing {
        unset: names(unset),
        unknown: names(unknown),
    };
    let found = decide(&[("работает", Value::Unknown), ("богат", NO)]);
    assert_eq!(found.outcome, missing(&["нуждается", "инвалид"], &["работает"]));
    // One that works not has no general right, whether in need or not.
    let found = decide(&[("работает", NO), ("богат", NO)]);
    assert_eq!(found.outcome, missing(&["инвалид"], &[]));
    // A defeated exception is not asked for.
    let found = decide(&[("инвалид", YES)]);
    assert_eq!(
        (found.outcome, found.facts),
        (Conclusion::Value(YES), names(&["инвалид"]))
    );
    assert!(engine.decide("нет_такой_цели", &[], today).is_none());
}

#[test]
fn a_conflict_names_both_sides() {
    let mut b = Build::new();
    let a = b.asked("а", Type::YesNo);
    let x = b.of(a);
    let (one, two) = (
        rule(&mut b, "вид", key("первый"), vec![x], vec![]),
        rule(&mut b, "вид", key("второй"), vec![x], vec![]),
    );
    b.fact(
        "вид",
        Type::OneOf(vec!["первый".into(), "второй".into()]),
        Derived::Rules(vec![one, two]),
    );
    let engine = b.engine();
    let decide = |value| engine.decide("вид", &facts(&[("а", value)]), day(2023, 9, 15)).unwrap();
    let Conclusion::Conflict(sides) = decide(YES).outcome else {
        panic!("the rules conflict");
    };
    let lines: Vec<u32> = sides.iter().map(|s| s.place.line).collect();
    assert_eq!(lines, [10, 11]);
    assert_eq!(sides[1].grounds[0].act, "Закон, правило 1");
    assert_eq!(decide(NO).outcome, Conclusion::NoRule);
}

#[test]
fn a_population_is_decided_as_each_of_it() {
    let engine = base();
    let today = day(2023, 9, 15);
    assert_eq!(engine.population(&["право", "мера_нет"]).unwrap_err(), "мера_нет");
    let goals = ["право", "мера", "мера.размер"];
    let mut decider = engine.population(&goals).unwrap();
    let all = ["нуждается", "работает", "богат", "инвалид"];
    for case in 0..81 {
        let values = [None, Some(YES), Some(NO)];
        let said = (0..4).map(|i| {
            (
                all[i],
                values[case / 3_usize.pow(u32::try_from(i).unwrap()) % 3].clone(),
            )
        });
        let said: Vec<(&str, Value)> = said.filter_map(|(n, v)| Some((n, v?))).collect();
        let row: Vec<(FactId, Value)> = said
            .iter()
            .map(|(n, v)| (engine.fact_id(n).unwrap(), v.clone()))
            .collect();
        let found = decider.decide(&row, today).to_vec();
        for (goal, outcome) in goals.iter().zip(&found) {
            let alone = engine.decide(goal, &facts(&said), today).unwrap().outcome;
            match (outcome, alone) {
                (Outcome::Value(a), Conclusion::Value(b)) => assert_eq!(*a, b),
                (Outcome::Missing(ids), Conclusion::Missing { unset, .. }) => {
                    let ids: Vec<Name> = ids
                        .iter()
                        .map(|f| engine.program().facts[f.index()].name.clone())
                        .collect();
                    assert_eq!(ids, unset);
                }
                (Outcome::NoRule, Conclusion::NoRule) => {}
                (a, b) => panic!("{goal} of {said:?}: {a:?}, alone {b:?}"),
            }
        }
        // How much is no question where the measure is not due.
        let amount = match found[1] {
            Outcome::Value(NO) => Outcome::NoRule,
            _ => Outcome::Value(num("100")),
        };
        assert_eq!(found[2], amount);
    }
    // Before its edition there is no measure.
    assert_eq!(decider.decide(&[], day(2022, 1, 1))[1], Outcome::NoRule);
}

#[test]
fn a_network_tells_what_a_change_reaches() {
    let engine = base();
    let id = |n: &str| engine.fact_id(n).unwrap();
    let right = id("право");
    let mut network = engine.network(day(2023, 9, 15));
    assert_eq!(network.value(right), Value::Unknown);
    assert_eq!(network.set(id("инвалид"), Some(NO)), []);
    network.set(id("богат"), Some(NO));
    assert_eq!(network.set(id("нуждается"), Some(YES)), []);
    assert_eq!(network.outcome(right), Outcome::Missing(vec![id("работает")]));
    assert_eq!(network.set(id("работает"), Some(YES)), [right]);
    assert_eq!(network.value(right), YES);
    assert_eq!(network.set(id("инвалид"), Some(YES)), []);
    assert_eq!(network.set(id("богат"), Some(YES)), []);
    assert_eq!(network.set(id("инвалид"), Some(NO)), [right]);
    assert_eq!(network.value(right), NO);
    network.set(id("богат"), None);
    assert_eq!(network.outcome(right), Outcome::Missing(vec![id("богат")]));
}
