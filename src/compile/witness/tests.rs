use crate::compile::{Checked, Input, check};
use crate::diag::{Said, Turn, Witness};
use crate::value::{HandlerOn, Money, Value};

use super::{engine, replayed};

fn base(text: &str) -> Checked {
    let inputs = vec![Input {
        path: "scenarios/a.scenario".into(),
        bytes: text.as_bytes().to_vec(),
    }];
    check(inputs)
}

const TWO_QUESTIONS: &str = r#"
факт доход: деньги 0..100_000 "Доход"
  вопрос "Какой у вас доход?"
конец

факт статус: один из работает, ищет "Статус"
  вопрос "Вы работаете?"
  - работает "Работаю"
  - ищет "Ищу работу"
конец

очередь линия
конец

источник реестр
  выход доход
конец

сценарий главный
  шаг начало
    спросить статус
      не знаю -> выход
    если
      статус = ищет -> деньги_есть
      иначе         -> выход
    конец

  шаг деньги_есть
    спросить доход
    если
      доход < 100    -> выход
      доход > 20_000 -> выход
    конец

  шаг выход
    выбор "Что ещё?"
      - всё   "Спасибо, всё" -> завершить решено
      - снова "Узнать доход" -> реестр
    конец

  шаг реестр
    запросить реестр()
      нет данных -> последний
    -> последний

  шаг последний
    завершить решено
конец
"#;

fn witness(steps: &[&str]) -> Witness {
    Witness {
        scenario: Some("главный".into()),
        steps: steps.iter().map(|s| (*s).into()).collect(),
        ..Witness::default()
    }
}

fn run(text: &str, witness: &Witness) -> Option<String> {
    let checked = base(text);
    replayed(&engine(&checked.model), witness, "Проба")?
}

#[test]
fn answers_are_typed_as_people_type_them() {
    let mut w = witness(&["начало", "деньги_есть"]);
    w.facts = vec![
        ("статус".into(), Said::Answered(Value::Key("ищет".into()))),
        (
            "доход".into(),
            Said::Range("от 100 до 20 000 ₽".into(), Value::Money(Money(1_000_050))),
        ),
    ];
    // No branch fits: the engine hands over, and that fails the test by itself.
    insta::assert_snapshot!(run(TWO_QUESTIONS, &w).unwrap(), @r#"
    диалог "Проба"
      дата 2024-01-15
      сценарий главный
      > Ищу работу
      > 10 000,50 ₽
    конец
    "#);
}

#[test]
fn a_way_that_the_engine_does_not_go_is_not_shown() {
    let mut w = witness(&["начало", "деньги_есть"]);
    w.facts = vec![("статус".into(), Said::Answered(Value::Key("работает".into())))];
    assert_eq!(run(TWO_QUESTIONS, &w), None);
    let mut w = witness(&["начало"]);
    w.facts = vec![("статус".into(), Said::Answered(Value::Bool(true)))];
    assert_eq!(run(TWO_QUESTIONS, &w), None);
}

#[test]
fn menus_handlers_and_sources_take_their_turns() {
    let mut w = witness(&["начало", "выход", "реестр", "последний"]);
    w.turns = vec![
        Turn::Handler {
            step: "начало".into(),
            on: HandlerOn::DontKnow,
        },
        Turn::Option {
            step: "выход".into(),
            option: "снова".into(),
        },
        Turn::Handler {
            step: "реестр".into(),
            on: HandlerOn::NoData,
        },
    ];
    insta::assert_snapshot!(run(TWO_QUESTIONS, &w).unwrap(), @r#"
    диалог "Проба"
      дата 2024-01-15
      сценарий главный
      > не знаю
      > Узнать доход
      источник реестр нет данных
    конец
    "#);
}

#[test]
fn what_is_left_open_is_chosen_so_that_the_way_is_gone() {
    // Nothing is said of the status: other values are tried until the step is reached.
    let mut w = witness(&["начало", "деньги_есть", "выход", "реестр", "последний"]);
    w.facts = vec![("доход".into(), Said::Answered(Value::Money(Money(0))))];
    insta::assert_snapshot!(run(TWO_QUESTIONS, &w).unwrap(), @r#"
    диалог "Проба"
      дата 2024-01-15
      сценарий главный
      > Ищу работу
      > 0 ₽
      > Узнать доход
      источник реестр отвечает {доход: 0}
    конец
    "#);
}

#[test]
fn what_is_known_before_stands_first() {
    let mut w = witness(&["начало", "выход"]);
    w.voice = true;
    w.facts = vec![("статус".into(), Said::Before(Value::Unknown))];
    insta::assert_snapshot!(run(TWO_QUESTIONS, &w).unwrap(), @r#"
    диалог "Проба"
      дата 2024-01-15
      канал голос
      сценарий главный
      известно статус = неизвестно
      исход решено
    конец
    "#);
}

#[test]
fn an_endless_circle_ends_as_a_fault() {
    let text = r#"
факт большой: да_нет
  вопрос "Доход большой?"
конец

сценарий главный
  шаг начало
    спросить большой
    если
      большой -> проверка
      иначе   -> конец_пути
    конец

  шаг проверка
    -> начало

  шаг конец_пути
    завершить решено
конец
"#;
    let mut w = witness(&["начало", "проверка", "начало"]);
    w.facts = vec![("большой".into(), Said::Answered(Value::Bool(true)))];
    insta::assert_snapshot!(run(text, &w).unwrap(), @r#"
    диалог "Проба"
      дата 2024-01-15
      сценарий главный
      > да
    конец
    "#);
}

#[test]
fn a_step_that_only_fails_is_passed_as_well() {
    let text = r#"
факт лет: целое 0..9
  вопрос "Сколько лет?"
конец

сценарий главный
  шаг начало
    спросить лет
    -> проверка

  шаг проверка
    если
      лет > 5 -> завершить решено
    конец
конец
"#;
    let mut w = witness(&["начало", "проверка"]);
    w.facts = vec![("лет".into(), Said::Range("от 0 до 5".into(), Value::Number(3.into())))];
    insta::assert_snapshot!(run(text, &w).unwrap(), @r#"
    диалог "Проба"
      дата 2024-01-15
      сценарий главный
      > 3
    конец
    "#);
}
