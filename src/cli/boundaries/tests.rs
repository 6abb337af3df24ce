use super::axis::Axis;
use super::write::Tests;
use crate::bundle::Bundle;
use crate::compile::{Input, build, check};
use crate::runtime::Engine;
use crate::value::{Lang, Money, Type, Value};

const PARAMETER: &str = "\
kind: parameter
name: предел
type: money
values:
  - {from: 2022-01-01, until: 2022-12-31, value: 100}
  - {from: 2023-01-01, until: 2023-12-31, value: 200}
";

const SCENARIO: &str = "\
факт стаж: целое 0..80 \"Стаж\"
  вопрос \"Какой стаж?\"
конец

факт доход: деньги 0..100_000 \"Доход\"
  вопрос \"Какой доход?\"
конец

факт родился: дата 1950-01-01..2026-12-31 \"Дата рождения\"
  вопрос \"Когда?\"
конец

факт свой: да_нет
  вопрос \"Свой?\"
конец

правило право = да \"Право\"
  если
    стаж >= 15
    возраст(родился) < 18
  кроме если
    свой
  основание \"Закон\", пункт \"статья 1\"
конец

решение сумма: деньги = мин(доход * 0.5, предел(сегодня)) \"Сумма\"
конец

сценарий проба \"Проба\"
  шаг начало
    выяснить право
    выяснить сумма
    завершить решено
конец
";

const TOPIC: &str = "\
тема проба \"Проба\"
  фразы
    - проба
  ответ сценарий проба
конец
";

fn engine() -> Engine {
    let input = |name: &str, text: &str| Input {
        path: name.into(),
        bytes: text.as_bytes().to_vec(),
    };
    let checked = check(vec![
        input("lotsman.yaml", "name: проба\n"),
        input("topics/предел.yaml", PARAMETER),
        input("topics/проба.topic", TOPIC),
        input("scenarios/проба.scenario", SCENARIO),
    ]);
    let bytes = build(&checked).unwrap().unwrap();
    Engine::new(&Bundle::from_bytes(bytes).unwrap()).unwrap()
}

fn found(filter: &str) -> Tests {
    super::tests(&engine(), &[filter.to_owned()], Lang::Ru)
}

fn titles(tests: &Tests) -> Vec<&str> {
    tests
        .tests
        .iter()
        .map(|(t, _)| t.trim_start_matches("Граница: "))
        .collect()
}

#[test]
fn a_count_is_tried_just_below_at_and_just_above_its_threshold() {
    let tests = found("право");
    let of_years: Vec<&(String, String)> = tests.tests.iter().filter(|(t, _)| t.contains("; Стаж")).collect();
    let last_lines: Vec<&str> = of_years
        .iter()
        .map(|(_, t)| t.lines().find(|l| l.trim_start().starts_with("факт")).unwrap().trim())
        .collect();
    assert_eq!(last_lines, ["факт право = нет", "факт право = да", "факт право = да"]);
    for (n, (title, text)) in of_years.iter().enumerate() {
        assert_eq!(*title, format!("Граница: Право; Стаж {}", 14 + n));
        assert!(text.contains(&format!("  известно стаж = {}\n", 14 + n)), "{text}");
        assert!(text.contains("  известно свой = нет\n"), "{text}");
        assert!(text.contains("  основание \"Закон, статья 1\"\n"), "{text}");
        assert!(!text.contains("доход"), "what does not matter is left out: {text}");
    }
}

#[test]
fn an_age_is_tried_on_the_birthday_and_the_day_before() {
    let tests = found("право");
    let held = |title: &str| {
        let (_, text) = tests.tests.iter().find(|(t, _)| t == title)?;
        Some(text.contains("факт право = да"))
    };
    // No edition changes anything: the day is the one of tests that name none, 15 January 2024.
    assert_eq!(
        held("Граница: Право; Дата рождения 2006-01-15"),
        Some(false),
        "{:?}",
        titles(&tests)
    );
    assert_eq!(
        held("Граница: Право; Дата рождения 2006-01-16"),
        Some(true),
        "{:?}",
        titles(&tests)
    );
}

#[test]
fn a_limit_is_found_with_its_editions() {
    let tests = found("сумма");
    let text = |title: &str| {
        let found = tests.tests.iter().find(|(t, _)| t == title);
        found
            .map(|(_, text)| text.as_str())
            .unwrap_or_else(|| panic!("{title}: {:?}", titles(&tests)))
    };
    assert!(text("Граница: Сумма; день 2022-12-31").contains("факт сумма = 100\n"));
    assert!(text("Граница: Сумма; день 2023-01-01").contains("факт сумма = 200\n"));
    // Half of the income up to a limit of 100 or 200: the last sum below it and the limit itself.
    let limits = ["199.98", "399.98"].map(|below| titles(&tests).iter().any(|t| t.contains(&format!("Доход {below}"))));
    assert_eq!(limits, [true, true], "{:?}", titles(&tests));
}

#[test]
fn the_tests_that_are_written_pass() {
    let tests = found("");
    let text: String = tests.tests.iter().map(|(_, t)| format!("{t}\n")).collect();
    let input = |name: &str, text: &str| Input {
        path: name.into(),
        bytes: text.as_bytes().to_vec(),
    };
    let checked = check(vec![
        input("lotsman.yaml", "name: проба\n"),
        input("topics/предел.yaml", PARAMETER),
        input("topics/проба.topic", TOPIC),
        input("scenarios/проба.scenario", SCENARIO),
        input("scenarios/границы.dialog", &text),
    ]);
    assert!(!checked.has_errors());
    assert_eq!(checked.model.dialogs.len(), tests.tests.len());
    let bundle = Bundle::from_bytes(build(&checked).unwrap().unwrap()).unwrap();
    let engine = Engine::new(&bundle).unwrap();
    let map = crate::cli::dialogs::Map::new(bundle.program());
    for dialog in &checked.model.dialogs {
        let played = crate::cli::dialogs::play(&engine, bundle.program(), &map, dialog);
        assert!(played.passed(), "{}: {:?}", dialog.name, played.failures);
    }
}

#[test]
fn places_stand_for_values_and_back() {
    let cases = [
        (Axis::Whole, Value::Number(15.into())),
        (Axis::Tenths, Value::Number("28.2".parse().unwrap())),
        (Axis::Kopecks, Value::Money(Money(1_999_999))),
        (Axis::Days, Value::Date(crate::value::Date::constant(1968, 2, 29))),
    ];
    for (axis, value) in cases {
        assert_eq!(axis.place(&value).and_then(|p| axis.value(p)), Some(value));
    }
    assert_eq!(Axis::of(&Type::YesNo), None);
    let years = Type::Integer {
        min: Some(0),
        max: Some(80),
    };
    assert_eq!(Axis::of(&years), Some((Axis::Whole, 0, 80)));
}
