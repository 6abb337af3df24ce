//! L0312: cues of one common word, in bases large enough to know what is common.

use std::fmt::Write;

use lotsman::compile::{self, Input};

/// A base of topics, each with its own cue; the first ones also have those given.
fn base(topics: usize, cues: &[&str]) -> Input {
    let mut text = String::new();
    for n in 0..topics {
        let _ = write!(
            text,
            "тема т{n} \"Тема {n}\"\n  фразы\n    - вопрос номер {n}\n  признаки\n    +5  дело & звонок\n"
        );
        if let Some(cue) = cues.get(n) {
            let _ = writeln!(text, "    {cue}");
        }
        text.push_str("  ответ \"Ответ.\"\nконец\n\n");
    }
    Input {
        path: "topics/темы.topic".to_owned(),
        bytes: text.into_bytes(),
    }
}

/// Lines of L0312 in the base, without the ones before it.
fn found(topics: usize, cues: &[&str]) -> Vec<String> {
    let input = base(topics, cues);
    let text = String::from_utf8(input.bytes.clone()).unwrap();
    let checked = compile::check(vec![input]);
    // Cues that stand beside each other are judged as well: class L07 has tests of its own.
    let others = checked.diagnostics.iter().filter(|d| d.entry.class() != "L07");
    let found: Vec<_> = others.collect();
    assert!(found.iter().all(|d| d.entry.code == "L0312"), "{found:?}");
    let lines = found.iter().map(|d| text[d.place.span.range()].trim().to_owned());
    lines.collect()
}

#[test]
fn one_common_word_is_reported() {
    let cues = ["+5 дело", "всегда дела", "+1 дело & !окно", "+1 собака | дело"];
    assert_eq!(found(100, &cues), cues);
}

#[test]
fn more_than_a_common_word_is_not() {
    let cues = [
        "+5 дело & окно",
        "+5 \"моё дело\"",
        "+5 окно",
        "+5 окно & !дело",
        "+5 дело ~3 окно",
    ];
    assert_eq!(found(100, &cues), Vec::<String>::new());
}

#[test]
fn a_common_word_may_speak_against_a_topic() {
    assert_eq!(found(100, &["-5 дело", "никогда дело"]), Vec::<String>::new());
}

#[test]
fn a_small_base_knows_no_common_words() {
    assert_eq!(found(99, &["+5 дело"]), Vec::<String>::new());
}

#[test]
fn a_word_of_one_topic_in_five_is_not_common() {
    let with_window = |n: usize| vec!["+5 окно"; n];
    assert_eq!(found(100, &with_window(20)), Vec::<String>::new());
    assert_eq!(found(100, &with_window(21)).len(), 21);
}
