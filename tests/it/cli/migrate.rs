//! `lotsman migrate-check`: what an old bundle's conversations come to in a new one.

use serde_json::Value;

use super::{Base, outcome};

fn built(base: &Base, name: &str) -> String {
    let file = base.path(name).to_str().unwrap().to_owned();
    let (code, out, err) = outcome(base.lotsman().args(["build", "-o", &file]));
    assert_eq!(code, 0, "{out}{err}");
    file
}

#[test]
fn a_base_against_itself_goes_on_everywhere() {
    let base = Base::new();
    let old = built(&base, "old.lotsman");
    let (code, out, err) = outcome(base.lotsman().args(["migrate-check", &old, "--format", "json"]));
    assert_eq!((code, err.as_str()), (0, ""));
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["old"], report["new"]);
    let steps = report["report"]["steps"].as_array().unwrap();
    assert!(steps.iter().any(|s| s["how"] == "here"), "{out}");
    assert!(steps.iter().all(|s| s["how"] == "here" || s["how"].is_null()), "{out}");
}

#[test]
fn what_changes_is_named_with_what_to_do() {
    let base = Base::new();
    let old = built(&base, "old.lotsman");
    base.replace("scenarios/small.scenario", "шаг вопрос", "шаг срочность");
    base.replace("scenarios/small.scenario", "прочее  \"Другое\"", "иное  \"Другое\"");
    let (code, out, err) = outcome(base.lotsman().args(["migrate-check", &old, "--date", "2026-11-23"]));
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    insta::assert_snapshot!(out);
    base.replace(
        "scenarios/small.scenario",
        "шаг срочность\n",
        "шаг срочность\n    бывший шаг вопрос\n",
    );
    let (code, out, _) = outcome(base.lotsman().args(["migrate-check", &old, "--date", "2026-11-23"]));
    assert_eq!(code, 0, "{out}");
}
