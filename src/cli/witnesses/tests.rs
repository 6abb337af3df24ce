use super::{Saved, save};
use crate::compile::{Checked, Input, check, witness};
use crate::diag::{Diagnostic, Said, Witness, codes};
use crate::value::Value;

const BASE: &str = r#"
факт детей: целое 0..10
  вопрос "Сколько у вас детей?"
конец

очередь линия
конец

сценарий главный
  шаг начало
    спросить детей
    если
      детей = 0 -> другое
      детей > 1 -> другое
    конец

  шаг другое
    завершить решено
конец
"#;

fn inputs(text: &str) -> Vec<Input> {
    vec![Input {
        path: "scenarios/a.scenario".into(),
        bytes: text.as_bytes().to_vec(),
    }]
}

/// The base with one finding that has a witness: so many children.
fn found(children: i64) -> Checked {
    let mut checked = check(inputs(BASE));
    let place = checked.model.places.steps[0].name;
    let seen = Witness {
        scenario: Some("главный".into()),
        facts: vec![("детей".into(), Said::Answered(Value::Number(children.into())))],
        steps: vec!["начало".into()],
        ..Witness::default()
    };
    checked.diagnostics = vec![Diagnostic::new(&codes::ENDLESS_LOOP, place.file, place.span).witness(seen)];
    witness::replay(&checked.model, &mut checked.diagnostics);
    checked
}

#[test]
fn a_finding_becomes_a_test_that_fails() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("новая");
    let saved = save(&dir, inputs(BASE), &found(1)).unwrap();
    assert_eq!(
        saved,
        Saved {
            written: 1,
            not_tests: 0
        }
    );
    let path = dir.join("L0304-главный-начало.dialog");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("# lotsman check --save-witness "), "{text}");
    assert!(text.contains("\n  сценарий главный\n  > 1\nконец\n"), "{text}");
    // The same again changes nothing; what a person has changed is theirs.
    assert_eq!(save(&dir, inputs(BASE), &found(1)).unwrap(), saved);
    let mine = text.replace("> 1", "> один");
    std::fs::write(&path, &mine).unwrap();
    let refused = save(&dir, inputs(BASE), &found(1)).unwrap_err();
    assert!(refused.contains("не тронут"), "{refused}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), mine);
}

#[test]
fn what_a_test_cannot_show_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("новая");
    // Two children go on to the end as they should: nothing is wrong with that conversation.
    let saved = save(&dir, inputs(BASE), &found(2)).unwrap();
    assert_eq!(
        saved,
        Saved {
            written: 0,
            not_tests: 1
        }
    );
    assert!(!dir.exists());
}

#[test]
fn cases_of_tables_and_rules_become_tests_as_well() {
    let facts = "факт детей: целое 0..10\n  вопрос \"Сколько у вас детей?\"\nконец\n";
    let gap = "решение размер: деньги\n  | детей | => сумма |\n  | 0     | => 0     |\n  | > 1   | => 100   |\nконец\n";
    let overlap = "решение срок: длительность\n  политика единственная\n  | детей | => срок   |\n  | <= 2  | => 1 день |\n  | >= 2  | => 2 дня  |\nконец\n";
    let rules = "правило место: текст = \"дом\"\n  если\n    детей <= 3\nконец\n\nправило место = \"сад\"\n  если\n    детей >= 3\nконец\n";
    let scenario = "сценарий главный\n  шаг начало\n    спросить детей\n      не знаю -> завершить решено\n    сказать \"{размер}, {срок}, {место}\"\n    завершить решено\nконец\n";
    let base = format!("{facts}\n{gap}\n{overlap}\n{rules}\n{scenario}");
    let topic = Input {
        path: "topics/a.topic".into(),
        bytes: "тема вопрос \"Вопрос\"\n  фразы\n    - у меня вопрос\n  ответ сценарий главный\nконец\n"
            .as_bytes()
            .to_vec(),
    };
    let inputs: Vec<Input> = inputs(&base).into_iter().chain([topic]).collect();
    let checked = check(inputs.clone());
    let folder = tempfile::tempdir().unwrap();
    let saved = save(folder.path(), inputs, &checked).unwrap();
    // Three findings, each a test that fails as long as it stands.
    assert_eq!((saved.written, saved.not_tests), (3, 0));
    for (name, case) in [
        ("L0601-размер", "известно детей = 1\n  факт размер = "),
        ("L0603-срок", "известно детей = 2\n  факт срок = "),
        ("L0630-место", "известно детей = 3\n  факт место = "),
    ] {
        let text = std::fs::read_to_string(folder.path().join(format!("{name}.dialog"))).unwrap();
        assert!(text.contains(case), "{text}");
    }
}
