//! Bases that are long in one direction: a chain of steps, a chain of calls, a chain of topics.

use std::fmt::Write as _;

use lotsman::compile::{Input, check};

fn codes(scenarios: String, topics: String) -> Vec<&'static str> {
    let input = |path: &str, text: String| Input {
        path: path.to_owned(),
        bytes: text.into_bytes(),
    };
    let inputs = vec![
        input("scenarios/а.scenario", scenarios),
        input("topics/а.topic", topics),
    ];
    check(inputs).diagnostics.iter().map(|d| d.entry.code).collect()
}

fn topic(name: &str, answer: &str) -> String {
    format!("тема {name} \"Тема\"\n  фразы\n    - {name}\n  ответ {answer}\nконец\n\n")
}

#[test]
fn a_chain_of_many_steps_and_a_second_scenario() {
    let mut text = String::from("сценарий а \"А\"\n");
    for i in 0..40_000 {
        let _ = write!(text, "  шаг ш{i}\n    -> ш{}\n\n", i + 1);
    }
    text.push_str(
        "  шаг ш40000\n    завершить решено\nконец\n\nсценарий б \"Б\"\n  шаг начало\n    завершить решено\nконец\n",
    );
    let topics = topic("а", "сценарий а") + &topic("б", "сценарий б");
    assert_eq!(codes(text, topics), [""; 0]);
}

#[test]
fn a_chain_of_many_calls() {
    let mut text = String::new();
    for i in 0..30_000 {
        let _ = write!(
            text,
            "сценарий с{i} \"С\"\n  шаг а\n    вызвать с{}\n    вернуть\nконец\n\n",
            i + 1
        );
    }
    text.push_str("сценарий с30000 \"С\"\n  шаг а\n    вернуть\nконец\n");
    assert_eq!(codes(text, topic("а", "сценарий с0")), [""; 0]);
}
