use super::*;
use crate::diag::Entry;
use crate::source::Source;
use crate::span::Span;
use crate::value::Bi;

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

#[test]
fn the_form_is_stable() {
    let mut sources = Sources::new();
    let file = sources.add(Source::new("a.scenario", "шаг а\n  -> б\n"));
    let span = Span::new(15, 17);
    let diag = Diagnostic::new(&STEP, file, span)
        .arg("name", "б")
        .also(file, Span::new(0, 9), "шаг здесь", "the step is here")
        .replace(span, "а");
    let text = json(&[diag], &sources, Lang::Ru);
    assert_eq!(text.matches('\n').count(), 1);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&value).unwrap());
}

#[test]
fn nothing_found_is_still_a_report() {
    assert_eq!(
        json(&[], &Sources::new(), Lang::En),
        "{\"diagnostics\":[],\"summary\":{\"errors\":0,\"warnings\":0,\"notes\":0}}\n"
    );
}

#[test]
fn a_place_outside_of_all_files_is_shown_at_the_start() {
    let diag = Diagnostic::new(&STEP, FileId(9), Span::at(5));
    let record = records(&[diag], &Sources::new(), Lang::En).remove(0);
    assert_eq!(
        (record.place.line, record.place.column, record.place.file.as_str()),
        (1, 1, "")
    );
}
