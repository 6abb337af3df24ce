use std::collections::BTreeMap;

use super::matching::{closest, matches, one_line, pair};
use super::{Case, junit, written_value};
use crate::value::{Duration, Lang, Money, Value};

#[test]
fn an_asterisk_stands_for_any_run_of_words() {
    let table = [
        ("Срок 10 дней.", "Срок 10 дней.", true),
        ("Срок 10 дней.", "Срок\u{a0}10  дней.\n", true),
        ("срок 10 дней.", "Срок 10 дней.", false),
        ("*10 дней*", "Не более чем за 10 дней.", true),
        ("Срок *", "Срок 10 дней", true),
        ("Срок * дней", "Срок дней", true),
        ("* дней *", "10 дней", false),
        ("а*б*а", "аба", true),
        ("а*б*а", "аб", false),
        ("аб*ба", "аба", false),
        ("*", "", true),
        ("", "", true),
        ("", "что-то", false),
        ("2 * 2 = 4", "2 * 2 = 4", true),
    ];
    for (pattern, text, expected) in table {
        assert_eq!(matches(pattern, text), expected, "{pattern:?} on {text:?}");
    }
}

#[test]
fn expectations_are_paired_in_order_with_what_is_most_alike() {
    let said = ["Здравствуйте!", "Срок 10 дней.", "Ещё вопрос?"];
    assert_eq!(pair(&["Срок 7 дней."], &said), [Some(1)]);
    assert_eq!(pair(&["Срок 7 дней.", "Ещё что-нибудь?"], &said), [Some(1), Some(2)]);
    assert_eq!(pair(&["а", "б", "в", "г"], &["а", "г"]), [Some(0), None, None, Some(1)]);
    assert_eq!(pair(&["непохоже"], &["совсем"]), [Some(0)]);
    assert_eq!(pair(&["а"], &[]), [None]);
    assert_eq!(closest("Срок 7 дней.", &said.map(str::to_owned)), Some(1));
    assert_eq!(one_line("  а\n\u{a0}б "), "а б");
}

#[test]
fn values_are_written_as_authors_write_them() {
    let table: BTreeMap<&str, Value> = BTreeMap::from([
        ("да", Value::Bool(true)),
        ("неизвестно", Value::Unknown),
        ("10 дней", Value::Duration(Duration::days(10))),
        ("3 рабочих дня", Value::Duration(Duration::working_days(3))),
        ("20000.5", Value::Money(Money(2_000_050))),
        ("2023-09-15", Value::Date(crate::value::Date::constant(2023, 9, 15))),
        ("\"а \\\"б\\\"\"", Value::Text("а \"б\"".into())),
    ]);
    for (words, value) in table {
        assert_eq!(written_value(&value, Lang::Ru).as_deref(), Some(words));
    }
    assert_eq!(written_value(&Value::List(Vec::new()), Lang::Ru), None);
}

#[test]
fn the_report_for_ci_escapes_what_xml_reserves() {
    let case = |name: &str, failure: Option<(&str, &str)>| Case {
        file: "a.dialog".into(),
        name: name.into(),
        took: std::time::Duration::from_micros(1500),
        failure: failure.map(|(a, b)| (a.to_owned(), b.to_owned())),
    };
    let cases = [
        case("«а» & <б>", None),
        case("в", Some(("не \"так\"", "- 1 < 2\n+ \u{1b}[31m2"))),
    ];
    let xml = String::from_utf8(junit("база", &cases).expect("memory can be written")).expect("is UTF-8");
    assert!(xml.contains("name=\"«а» &amp; &lt;б&gt;\""), "{xml}");
    assert!(
        xml.contains("tests=\"2\" failures=\"1\" errors=\"0\" time=\"0.003000\""),
        "{xml}"
    );
    assert!(xml.contains("- 1 &lt; 2\n+ [31m2</failure>"), "{xml}");
}

#[test]
fn where_the_base_cannot_go_on_a_test_fails_unless_it_expects_the_operator() {
    let base = r#"
факт лет: целое 0..9
  вопрос "Сколько лет?"
конец

очередь линия
конец

сценарий дыра
  шаг вопрос
    спросить лет
    если
      лет > 5 -> завершить решено
    конец
конец
"#;
    let play = |end: &str, age: u8| -> Vec<bool> {
        let dialog = format!("диалог \"Проба\"\n  сценарий дыра\n  > {age}\n{end}конец\n");
        let input = |path: &str, text: &str| crate::compile::Input {
            path: path.into(),
            bytes: text.as_bytes().to_vec(),
        };
        let inputs = vec![
            input("scenarios/a.scenario", base),
            input("scenarios/a.dialog", &dialog),
        ];
        let model = crate::compile::check(inputs).model;
        let engine = crate::compile::witness::engine(&model);
        let played = super::play(
            &engine,
            &model.program,
            &super::Map::new(&model.program),
            &model.dialogs[0],
        );
        let failures = played.failures.into_iter();
        failures
            .map(|f| matches!(f.kind, super::played::FailureKind::Fault(_)))
            .collect::<Vec<_>>()
    };
    assert_eq!(play("", 6), Vec::<bool>::new());
    assert_eq!(play("", 5), vec![true]);
    assert_eq!(play("  исход передано\n", 5), Vec::<bool>::new());
    assert_eq!(play("  очередь линия\n", 5), Vec::<bool>::new());
    assert_eq!(play("  исход решено\n", 5), vec![false]);
}
