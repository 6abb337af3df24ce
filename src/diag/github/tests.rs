use super::*;
use crate::diag::{Diagnostic, Finding, Identity, NoLabels, Said, Witness, codes};
use crate::source::{Source, Sources};
use crate::span::Span;
use crate::value::{Lang, Money, Value};

#[test]
fn commands_are_escaped() {
    let mut sources = Sources::new();
    let file = sources.add(Source::new("scenarios/а,б:1%.scenario", "сценарий а\n  шаг начало\n"));
    let witness = Witness {
        facts: vec![("доход".into(), Said::Answered(Value::Money(Money(100))))],
        assumed: true,
        ..Witness::default()
    };
    let one = Diagnostic::new(&codes::UNKNOWN_STEP, file, Span::new(22, 28))
        .arg("name", "а, б: 50%")
        .arg("hint", "нет\nнигде")
        .witness(witness);
    let two = Diagnostic::new(&codes::UNREACHABLE_STEP, file, Span::new(0, 30)).arg("step", "б");
    let mut three = Diagnostic::new(&codes::NOTE_TABS, file, Span::at(0)).arg("count", 1_u32);
    three.severity = Severity::Note;
    let finding = |diagnostic| Finding {
        diagnostic,
        identity: Identity {
            file: String::new(),
            item: String::new(),
            code: String::new(),
            text: String::new(),
            occurrence: 1,
        },
    };
    let report = Report {
        shown: [one, two, three].map(finding).to_vec(),
        postponed: Vec::new(),
        baseline: None,
        since: None,
        sources: &sources,
        lang: Lang::Ru,
        labels: &NoLabels,
        prefix: "base/".to_owned(),
    };
    let text = github(&report);
    assert_eq!(text.lines().count(), 3);
    assert!(text.lines().all(|l| l.matches("::").count() >= 2));
    insta::assert_snapshot!(text);
}
