use super::*;
use crate::diag::{Diagnostic, codes};
use crate::model::yaml::tests::manifest_report;
use crate::source::Source;
use crate::span::{FileId, Span};

const WHOLE: &str = "\
name: контакт_центр
title: \"Единый контакт-центр\"
language: ru
time_zone: Asia/Omsk
start: приветствие
texts:
  greeting: Добрый день!
  no_match:
    - Повторите, пожалуйста.
    - Не понял.
    - Соединяю с оператором.
  no_input: Вы на связи?
limits:
  no_match: 3
  call_depth: 8
  questions: 12
  spoken_seconds: 120
  expiry_days: 14
channels:
  chat:
    max_buttons: 5
    max_label: 30
    identification: [есиа]
  voice:
    max_options: 3
    identification: [код_из_смс, есиа]
thresholds:
  answer: 0.8
  clarify: 0.4
  clarify_options: 2
eval:
  top1: 0.9
  calibration_error: 0.05
  regression: 0.01
segments:
  - name: мчс
    title: МЧС России
    owners: [ivanov@example.ru]
  - name: сфр
outcomes:
  - name: решено
    title: Вопрос решён
    ground_required: да
  - {name: Отвечено}
default_queue: первая_линия
control:
  operator: [позовите человека, живой оператор]
  stop: отбой
severity:
  L0237: error
exclude: [архив/, черновики/]
";

fn read(text: &str) -> (Manifest, Vec<&'static str>) {
    let (manifest, diags) = read_manifest(&Source::new("lotsman.yaml", text), FileId(3));
    (manifest, diags.iter().map(|d| d.entry.code).collect())
}

#[test]
fn every_key_is_read() {
    let (manifest, codes) = read(WHOLE);
    assert!(codes.is_empty(), "{}", manifest_report(WHOLE));
    insta::assert_snapshot!(format!(
        "{:#?}",
        Manifest {
            places: BTreeMap::new(),
            ..manifest
        }
    ));
}

#[test]
fn places_lead_to_the_values() {
    let source = Source::new("lotsman.yaml", WHOLE);
    let (manifest, _) = read_manifest(&source, FileId(3));
    let at = |path: &str| source.slice(manifest.place(path).unwrap().span).to_owned();
    assert_eq!(at("start"), "приветствие");
    assert_eq!(at("outcomes[1].name"), "Отвечено");
    assert_eq!(at("channels.voice.identification[0]"), "код_из_смс");
    assert_eq!(at("severity.L0237"), "error");
    assert_eq!(
        source.slice(manifest.outcome("отвечено").unwrap().place.span),
        "Отвечено"
    );
    assert_eq!(manifest.place("texts.goodbye"), None);
}

#[test]
fn a_name_is_enough() {
    let (manifest, codes) = read("name: база\n");
    assert!(codes.is_empty());
    let rest = Manifest {
        places: BTreeMap::new(),
        outcomes: Manifest::default().outcomes,
        ..manifest
    };
    assert_eq!(rest, Manifest::default());
    let (english, _) = read("name: base\nlanguage: en\n");
    assert_eq!(english.texts, Texts::in_language(Lang::En));
    assert_eq!(&*english.outcomes[0].name, "solved");
}

#[test]
fn a_fault_costs_only_itself() {
    let (manifest, codes) = read("title: База\nlimits: {no_match: пять, no_input: 3}\nstart: привет\n");
    assert_eq!(codes, ["L0261", "L0262"]);
    assert_eq!(manifest.title, "База");
    assert_eq!(manifest.limits.no_input, 3);
    assert_eq!(manifest.limits.no_match, 2);
    assert_eq!(manifest.start.as_deref(), Some("привет"));
    assert!(manifest.broken);
}

#[test]
fn bad_manifests() {
    let cases = [
        (
            "unknown_keys",
            "name: база\ntitel: База\nlimits:\n  no_mach: 2\n  совсем_другое: 1\ntexts:\n  greting: Привет\n",
        ),
        (
            "wrong_types",
            "name: [а]\ntitle: {а: б}\nlimits:\n  no_match: много\n  no_input: [1]\nsegments: мчс\noutcomes:\n  - решено\n  - name: нет\n    ground_required: может быть\ntexts: 5\n",
        ),
        (
            "missing_and_empty",
            "title:\nsegments:\n  - title: Без имени\n  - name: ~\n",
        ),
        (
            "out_of_range",
            "name: база\nlimits: {no_match: 0, call_depth: 1000}\nthresholds: {answer: 70}\n",
        ),
        ("not_one_of", "name: база\nlanguage: rus\nseverity: {L0237: eror}\n"),
        ("time_zone", "name: база\ntime_zone: Europe/Moskow\n"),
        (
            "severity",
            "name: база\nseverity:\n  L0260: warning\n  L9999: note\n  L0237: note\n",
        ),
        (
            "duplicate_names",
            "name: база\nsegments:\n  - name: мчс\n  - name: МЧС\noutcomes:\n  - name: решено\n  - name: решено\n",
        ),
        (
            "bad_names",
            "name: моя база\nstart: приветcтвие\ndefault_queue: \"первая-линия\"\n",
        ),
        ("thresholds", "name: база\nthresholds:\n  answer: 0.4\n  clarify: 0.6\n"),
        (
            "phrase_twice",
            "name: база\ncontrol:\n  operator: [человек, стоп]\n  stop: [хватит, Стоп]\n",
        ),
        ("not_a_section", "- name: база\n"),
    ];
    for (name, text) in cases {
        insta::assert_snapshot!(name, manifest_report(text));
    }
}

#[test]
fn excluded_paths() {
    let manifest = Manifest {
        exclude: vec![
            "архив/".into(),
            "topics/черновик*".into(),
            "*/tmp".into(),
            "a*b*c.yaml".into(),
        ],
        ..Manifest::default()
    };
    for path in [
        "архив/а.topic",
        "архив",
        "topics/черновик_1.topic",
        "topics/черновики/а.yaml",
        "x/tmp/y",
        "a1b2c.yaml",
    ] {
        assert!(manifest.excludes(path), "{path}");
    }
    for path in [
        "архивы/а.topic",
        "topics/архив/а.topic",
        "topics",
        "tmp/y",
        "a1c.yaml",
        "abcc.yml",
    ] {
        assert!(!manifest.excludes(path), "{path}");
    }
}

#[test]
fn severities_are_applied() {
    let (manifest, _) = read("name: база\nseverity: {L0237: note}\n");
    let found = Diagnostic::new(&codes::FACT_FROM_NOWHERE, FileId(1), Span::new(0, 1));
    let mut diags = vec![found];
    assert_eq!(diags[0].severity, Severity::Warning);
    crate::model::apply_severity(&manifest, &mut diags);
    assert_eq!(diags[0].severity, Severity::Note);
}
