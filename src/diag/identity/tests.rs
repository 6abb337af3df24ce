use super::*;
use crate::diag::codes;
use crate::source::Source;
use crate::span::Span;

fn found(text: &str, words: &[&str]) -> Vec<Identity> {
    let mut sources = Sources::new();
    let file = sources.add(Source::new("scenarios/а.scenario", text));
    let mut from = 0;
    let diags: Vec<Diagnostic> = words
        .iter()
        .map(|word| {
            let at = from + text.get(from..).unwrap().find(word).unwrap();
            from = at + word.len();
            Diagnostic::new(&codes::UNKNOWN_STEP, file, Span::new(at as u32, from as u32))
        })
        .collect();
    identify(&diags, &sources, |_| "сценарий а".to_owned())
}

#[test]
fn moved_and_reindented_lines_are_known_again() {
    let before = found("сценарий а\n  -> б\n", &["б"]);
    let after = found("# новое\n\nсценарий а\n\t  ->   б  \r\n", &["б"]);
    assert_eq!(before, after);
    assert_eq!(before[0].fingerprint(), after[0].fingerprint());
    assert_ne!(before, found("сценарий а\n  -> в\n", &["в"]));
}

#[test]
fn findings_that_are_alike_are_counted() {
    let both = found("-> б\n-> б\n", &["б", "б"]);
    assert_eq!((both[0].occurrence, both[1].occurrence), (1, 2));
    assert_ne!(both[0].fingerprint(), both[1].fingerprint());
}

#[test]
fn parts_of_an_identity_are_not_confused() {
    let new = |item: &str, text: &str| Identity {
        file: "а".into(),
        item: item.into(),
        code: "L0401".into(),
        text: text.into(),
        occurrence: 1,
    };
    assert_ne!(new("аб", "в").fingerprint(), new("а", "бв").fingerprint());
}

#[test]
fn what_cannot_be_postponed() {
    assert!(is_fixed("L0202") && is_fixed("L0101") && is_fixed("L0304"));
    // Warnings and notes of the same classes, and errors of others.
    for code in ["L0250", "L0312", "L0135", "L1201", "L9999"] {
        assert!(!is_fixed(code), "{code}");
    }
}
