//! `lotsman graph` from outside.

use super::{Base, outcome};

fn graph(base: &Base, args: &[&str]) -> (i32, String, String) {
    outcome(base.lotsman().arg("graph").args(args))
}

#[test]
fn text_forms() {
    let base = Base::new();
    let (code, dot, _) = graph(&base, &["вопрос", "--format", "dot"]);
    assert_eq!(code, 2, "{dot}");
    let (code, dot, error) = graph(&base, &["срок", "--format", "dot"]);
    assert_eq!((code, error.as_str()), (0, ""));
    insta::assert_snapshot!("graph.dot", dot);
    let (_, mermaid, _) = graph(&base, &["срок", "--format", "mermaid", "--lang", "en"]);
    insta::assert_snapshot!("graph.mermaid", mermaid);
    let (_, map, _) = graph(&base, &["--all", "--format", "mermaid"]);
    insta::assert_snapshot!("graph.map.mermaid", map);
}

#[test]
fn names_ignore_case_and_slips_are_named() {
    let base = Base::new();
    assert_eq!(graph(&base, &["СРОК", "--format", "svg"]).0, 0);
    let (code, _, error) = graph(&base, &["срокк", "--format", "svg"]);
    assert_eq!(code, 2);
    assert!(error.contains("Может быть, «срок»?"), "{error}");
    assert_eq!(graph(&base, &[]).0, 2, "neither a scenario nor --all");
}

#[test]
fn the_same_base_gives_the_same_page() {
    let base = Base::new();
    let day = ["--all", "--date", "2026-01-15"];
    let (code, first, _) = graph(&base, &day);
    assert_eq!(code, 0);
    assert_eq!(first, graph(&base, &day).1);
    assert!(first.starts_with("<!DOCTYPE html>") && first.contains("\"tests\":3"));
    let (_, bare, _) = graph(&base, &["срок", "--no-coverage"]);
    assert!(bare.contains("\"tests\":null"));
}

#[test]
fn a_base_with_errors_is_drawn_with_its_findings() {
    let base = Base::new();
    base.replace("scenarios/small.scenario", "-> медленно", "-> медлено");
    let (code, page, _) = graph(&base, &["срок"]);
    assert_eq!(code, 0);
    assert!(
        page.contains("\"code\":\"L0") && page.contains("\"tests\":null"),
        "no test can be played"
    );
}

#[test]
fn only_a_picture_is_written_over() {
    let base = Base::new();
    let (code, said, _) = graph(
        &base,
        &["срок", "--format", "svg", "-o", base.path("a.svg").to_str().unwrap()],
    );
    assert_eq!(code, 0);
    assert!(said.contains("Записано"));
    assert!(base.read("a.svg").starts_with("<svg"));
    let scenario = base.path("scenarios/small.scenario");
    let before = base.read("scenarios/small.scenario");
    let (code, _, error) = graph(&base, &["срок", "-o", scenario.to_str().unwrap()]);
    assert_eq!(code, 2, "{error}");
    assert_eq!(base.read("scenarios/small.scenario"), before);
}
