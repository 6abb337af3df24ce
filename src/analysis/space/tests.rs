//! Functions of conditions against the evaluation itself, at random values.

use proptest::prelude::*;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::line::{Line, Mark};
use super::{Key, NO, Scanner, Space, UNKNOWN, YES};
use crate::bundle::program::{ExprId, FactId, Op};
use crate::compile::{self, Input};
use crate::model::Model;
use crate::runtime::{EvalState, Evaluator, Prepared};
use crate::value::{Date, Money, Type, Value};

const BASE: &str = r#"
факт доход: деньги 0..1_000 "Доход"
  вопрос "Доход?"
конец
факт детей: целое 0..6 "Детей"
  вопрос "Детей?"
конец
факт доля: число 0..2 "Доля"
  вопрос "Доля?"
конец
факт работает: да_нет "Работает"
  вопрос "Работаете?"
конец
факт кто: один из школьник, студент, рабочий, другой "Кто"
  вопрос "Кто вы?"
конец
факт день: дата "День"
  вопрос "День?"
конец

решение льгота: один из полная, половина
  политика первая
  | детей  | работает | доход    | => льгота   |
  | >= 3   | -        | < 500    | => полная   |
  | [1..2] | нет      | -        | => половина |
  | -      | да       | (0..300] | => половина |
конец

правило бедный = да
  если
    доход <= 100
    не работает
  кроме если
    кто = студент и детей = 0
конец

правило бедный = да
  если
    доход = 0
конец

правило богатый: один из да_богат, не_богат = да_богат
  если
    доход > 900
конец

правило богатый: один из да_богат, не_богат = не_богат
  если
    доход < 200
конец

решение сезон: да_нет = день >= 2024-06-01 и день <= 2024-08-31
  действует с 2024-01-01
конец

решение сезон: да_нет = детей > 1
  действует по 2023-12-31
конец

сценарий пример "Пример"
  шаг начало
    если
      доход < 100                                      -> завершить решено
      доход >= 99.50 и доход <= 100.50                 -> завершить решено
      доля > 0.5 и доля <= 1                           -> завершить решено
      доля = 0.5 или доля = 1.5                        -> завершить решено
      детей в [2..4) или детей в (0, 5)                -> завершить решено
      кто в (школьник, студент)                        -> завершить решено
      не (кто = рабочий или работает)                  -> завершить решено
      льгота = половина                                -> завершить решено
      не льгота = полная                               -> завершить решено
      бедный                                           -> завершить решено
      бедный и льгота = половина                       -> завершить решено
      богатый = не_богат                               -> завершить решено
      сезон                                            -> завершить решено
      день = 2024-02-29                                -> завершить решено
      сегодня < 2024-03-01 и работает                  -> завершить решено
      известно(доход) и не известно(кто)               -> завершить решено
      доход * 2 < 500 ₽                                -> завершить решено
      если работает то детей > 2 иначе доход > 500     -> завершить решено
      иначе                                            -> завершить отвечено
    конец
конец
"#;

fn model() -> Model {
    let topic = "тема вопрос \"Вопрос\"\n  фразы\n    - у меня вопрос\n  ответ сценарий пример\nконец\n";
    let input = |path: &str, text: &str| Input {
        path: path.into(),
        bytes: text.as_bytes().to_vec(),
    };
    let checked = compile::check(vec![
        input("scenarios/пример.scenario", BASE),
        input("topics/вопрос.topic", topic),
    ]);
    let unread: Vec<_> = checked
        .diagnostics
        .iter()
        .filter(|d| d.entry.code < "L03")
        .map(|d| d.headline(crate::value::Lang::Ru))
        .collect();
    assert!(unread.is_empty(), "{unread:?}");
    checked.model
}

fn conditions(model: &Model) -> Vec<ExprId> {
    let of = |op: &Op| match op {
        Op::If { branches, .. } => branches.iter().map(|(c, _)| *c).collect(),
        _ => Vec::new(),
    };
    model.program.nodes.iter().flat_map(|n| of(&n.op)).collect()
}

/// A value of a fact, «не знаю» or none, made of a number.
fn value(ty: &Type, n: u32) -> Option<Value> {
    Some(match (n % 8, ty) {
        (0, _) => return None,
        (1, _) => Value::Unknown,
        (_, Type::YesNo) => Value::Bool(n.is_multiple_of(3)),
        (_, Type::OneOf(names)) => Value::Key(names.get(n as usize % names.len())?.clone()),
        (_, Type::Integer { .. }) => Value::Number(Decimal::from(n / 8 % 7)),
        (_, Type::Number { .. }) => Value::Number(Decimal::new(i64::from(n / 8 % 41), 1) / Decimal::TWO),
        (_, Type::Money { .. }) => {
            let near = [
                0, 1, 9_949, 9_950, 9_999, 10_000, 10_001, 10_050, 10_051, 20_000, 30_000, 30_001, 50_000, 90_001,
            ];
            Value::Money(Money(near[n as usize / 8 % near.len()]))
        }
        (_, Type::Date { .. }) => {
            let near = [
                (2024, 2, 28),
                (2024, 2, 29),
                (2024, 3, 1),
                (2024, 5, 31),
                (2024, 6, 1),
                (2024, 8, 31),
                (2024, 9, 1),
            ];
            let (y, m, d) = near[n as usize / 8 % near.len()];
            Value::Date(Date::constant(y, m, d))
        }
        _ => return None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn functions_say_what_evaluation_says(numbers in prop::collection::vec(any::<u32>(), 6), day in 0_usize..4) {
        thread_local! {
            static MODEL: Model = model();
        }
        MODEL.with(|model| {
            let program = &model.program;
            let prepared = Prepared::new(program);
            let mut scanner = Scanner::new(program, &prepared);
            let mut space = Space::new(&mut scanner, model);
            let all = conditions(model);
            assert_eq!(all.len(), 18);
            for condition in &all {
                space.register(*condition);
            }
            space.seal(100_000);
            let today = [(2023, 12, 31), (2024, 1, 1), (2024, 2, 29), (2024, 3, 1)][day];
            let today = Date::constant(today.0, today.1, today.2);
            let mut facts: FxHashMap<FactId, Value> = FxHashMap::default();
            let mut asked = numbers.iter();
            for (i, fact) in (0_u32..).zip(&program.facts) {
                if fact.derived == crate::bundle::program::Derived::No
                    && let Some(value) = asked.next().and_then(|n| value(&fact.ty, *n))
                {
                    facts.insert(FactId(i), value);
                }
            }
            for condition in all {
                let function = space.truth(condition).expect("small");
                let mut state = EvalState::quiet();
                let truth = Evaluator::new(program, &prepared, &facts, today, &mut state).truth(condition);
                let expected = match truth { Some(true) => YES, Some(false) => NO, None => UNKNOWN };
                let says = space.forest.eval(function, |var| {
                    let var = space.get(var).expect("a variable");
                    match &var.key {
                        Key::Day => {
                            let before = |r: &super::Region| matches!(&r.value, Value::Date(d) if *d <= today);
                            let last = var.regions.iter().rposition(before).unwrap_or(0);
                            u32::try_from(last).unwrap()
                        }
                        Key::Fact(fact) => match facts.get(fact) {
                            None => var.not_asked(),
                            Some(value) => var.region_of(&program.facts[fact.index()].ty, value),
                        },
                        // Twice the income stands for itself.
                        Key::Term(_) => {
                            let income = program.facts.iter().position(|f| &*f.name == "доход").unwrap();
                            let Some(Value::Money(m)) = facts.get(&FactId(u32::try_from(income).unwrap())) else { return 0 };
                            let ty = Type::Money { min: None, max: None };
                            var.region_of(&ty, &Value::Money(Money(m.0 * 2)))
                        }
                        _ => 0,
                    }
                });
                prop_assert_eq!(says, Some(expected), "{:?} on {} with {:?}", condition, today, facts);
            }
            Ok(())
        })?;
    }
}

#[test]
fn regions_of_whole_numbers_leave_no_gap_and_those_of_fractions_do() {
    let whole = Line::of(&Type::Integer {
        min: Some(0),
        max: Some(10),
    });
    let four = || Value::Number(4.into());
    let five = || Value::Number(5.into());
    let regions = whole
        .unwrap()
        .regions(&[Mark::Behind(four()), Mark::Before(five())])
        .unwrap();
    assert_eq!(regions.len(), 2);
    let dense = Line::of(&Type::Number { min: None, max: None }).unwrap();
    let regions = dense.regions(&[Mark::Behind(four()), Mark::Before(five())]).unwrap();
    assert_eq!(regions.len(), 3);
    assert_eq!(regions[1].value, Value::Number(Decimal::new(45, 1)));
    assert_eq!(dense.regions(&[Mark::Same(four())]).unwrap().len(), 3);
    assert_eq!(dense.regions(&[Mark::Same(Value::Bool(true))]), None);
}
