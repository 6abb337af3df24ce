use super::*;
use crate::diag::{Diagnostic, Entry, NoLabels, Said, Witness, identify};
use crate::source::Source;
use crate::span::Span;
use crate::value::{Bi, Date, Lang, Value};

static STEP: Entry = Entry {
    code: "L9901",
    severity: Severity::Error,
    headline: Bi {
        ru: "шага «{name}» нет",
        en: "no step `{name}`",
    },
    label: Bi {
        ru: "переход никуда не ведёт",
        en: "this leads nowhere",
    },
    why: Bi {
        ru: "Разговор оборвётся.",
        en: "The conversation would break off.",
    },
    help: Bi {
        ru: "Исправьте имя.",
        en: "Correct the name.",
    },
    page: "",
};

fn report<'a>(diags: &[Diagnostic], sources: &'a Sources) -> Report<'a> {
    let ids = identify(diags, sources, |_| "сценарий а".to_owned());
    let pairs = diags.iter().cloned().zip(ids);
    Report {
        shown: pairs
            .map(|(diagnostic, identity)| Finding { diagnostic, identity })
            .collect(),
        postponed: Vec::new(),
        baseline: None,
        since: None,
        sources,
        lang: Lang::Ru,
        labels: &NoLabels,
        prefix: String::new(),
    }
}

#[test]
fn the_form_is_stable() {
    let mut sources = Sources::new();
    let file = sources.add(Source::new("a.scenario", "шаг а\n  -> б\n"));
    let span = Span::new(15, 17);
    let witness = Witness {
        scenario: Some("а".into()),
        day: Some(Date::constant(2026, 3, 1)),
        facts: vec![("дети".into(), Said::Answered(Value::Number(2.into())))],
        steps: vec!["а".into()],
        script: Some("диалог \"а\"\n  > 2\nконец\n".into()),
        tried: true,
        ..Witness::default()
    };
    let diag = Diagnostic::new(&STEP, file, span)
        .arg("name", "б")
        .also(file, Span::new(0, 9), "шаг здесь", "the step is here")
        .replace(span, "а")
        .witness(witness);
    let mut report = report(&[diag], &sources);
    report.baseline = Some(BaselineUse {
        file: "known.json".into(),
        unused: vec![report.shown[0].identity.clone()],
        refused: Vec::new(),
    });
    report.since = Some(SinceUse {
        rev: "main".into(),
        left_out: 3,
        touched: vec![("a.scenario".into(), "сценарий а".into())],
    });
    let text = json(&report);
    assert_eq!(text.matches('\n').count(), 1);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&value).unwrap());
}

#[test]
fn nothing_found_is_still_a_report() {
    assert_eq!(
        json(&report(&[], &Sources::new())),
        "{\"diagnostics\":[],\"summary\":{\"errors\":0,\"warnings\":0,\"notes\":0},\"baseline\":null,\"since\":null}\n"
    );
}

#[test]
fn a_place_outside_of_all_files_is_shown_at_the_start() {
    let diag = Diagnostic::new(&STEP, FileId(9), Span::at(5));
    let sources = Sources::new();
    let report = report(&[diag], &sources);
    let record = records(&report.shown, &report).remove(0);
    assert_eq!(
        (record.place.line, record.place.column, record.place.file.as_str()),
        (1, 1, "")
    );
}
