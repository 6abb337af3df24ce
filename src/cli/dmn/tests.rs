use proptest::prelude::*;
use rustc_hash::FxHashMap;

use super::base::Base;
use super::cases::{self, Given};
use super::import::Names;
use super::{export, take};
use crate::compile::{self, Input};
use crate::diag::{self, Severity};
use crate::runtime::derive;
use crate::source::{Source, Sources};
use crate::value::{Date, Lang, Value};

const DAY: Date = Date::constant(2020, 1, 1);

fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

/// A model of decisions `d0`, `d1`, … with these expressions.
fn model(expressions: &[&str]) -> String {
    let mut out = "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\">".to_owned();
    for (i, feel) in expressions.iter().enumerate() {
        out.push_str(&format!(
            "<decision name=\"d{i}\" id=\"_d{i}\"><literalExpression><text>{}</text></literalExpression></decision>\n",
            escaped(feel)
        ));
    }
    out + "</definitions>"
}

fn value(base: &Base, i: usize) -> Result<Value, String> {
    let (_, id) = &base.imported.decisions[i];
    let id = id.as_ref().map_err(|why| why.en.clone())?;
    let goal = base.fact(id).ok_or("not compiled")?;
    Ok(derive(&base.program, &FxHashMap::default(), goal, DAY).0)
}

fn given(value: &Value) -> Given {
    match value {
        Value::List(items) => Given::List(items.iter().map(given).collect()),
        Value::Record(parts) => Given::Record(parts.iter().map(|(n, v)| (n.to_string(), given(v))).collect()),
        plain => Given::Value(plain.clone()),
    }
}

#[test]
fn feel_comes_to_what_the_table_says() {
    let table = include_str!("../../../tests/fixtures/dmn/feel.txt");
    let rows: Vec<(&str, &str)> = table.lines().filter_map(|l| l.split_once(" ==> ")).collect();
    assert!(rows.len() > 200, "{}", rows.len());
    let expressions: Vec<&str> = rows.iter().flat_map(|(a, b)| [*a, *b]).collect();
    let base = Base::read(&model(&expressions)).unwrap();
    let names = Names::default();
    let mut wrong = Vec::new();
    for (n, (feel, wanted)) in rows.iter().enumerate() {
        match (value(&base, 2 * n), value(&base, 2 * n + 1)) {
            (Ok(a), Ok(b)) if cases::same(&a, &given(&b), &|n| names.known(n)) => {}
            (a, b) => wrong.push(format!("{feel} ==> {wanted}: {a:?} {b:?}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_not_supported_is_refused_with_its_reason() {
    let refused = [
        "time(\"10:00:00\")",
        "date and time(\"2020-01-01T00:00:00\") < now()",
        "for i in concatenate([1], [2]) return i",
        "function(x) x",
        "[1..5]",
        "unheard of(1)",
        "date(\"99999-01-01\")",
        "duration(\"PT0.5S\")",
        "matches(\"a\", \"\\\\i\")",
        "123456789012345678901234567890",
        "some where",
        "1 +",
        "\"open",
        "round up(1.5)",
        "[1,2][f(1)]",
    ];
    let base = Base::read(&model(&refused)).unwrap();
    for (i, feel) in refused.iter().enumerate() {
        let (_, id) = &base.imported.decisions[i];
        let why = id.as_ref().expect_err(feel);
        assert!(!why.ru.is_empty() && !why.en.is_empty() && why.ru != why.en, "{feel}");
    }
}

/// Loops and functions that never end are no loop here.
#[test]
fn endless_functions_are_refused() {
    let text = "<definitions><businessKnowledgeModel name=\"f\" id=\"f\"><encapsulatedLogic><formalParameter name=\"x\"/>\
        <literalExpression><text>f(x + 1) + f(x)</text></literalExpression></encapsulatedLogic>\
        <knowledgeRequirement><requiredKnowledge href=\"#f\"/></knowledgeRequirement></businessKnowledgeModel>\
        <decision name=\"a\" id=\"a\"><knowledgeRequirement><requiredKnowledge href=\"#f\"/></knowledgeRequirement>\
        <literalExpression><text>f(1)</text></literalExpression></decision>\
        <decision name=\"b\" id=\"b\"><informationRequirement><requiredDecision href=\"#b\"/></informationRequirement>\
        <literalExpression><text>b + 1</text></literalExpression></decision></definitions>";
    let base = Base::read(text).unwrap();
    assert!(base.imported.decisions.iter().all(|(_, id)| id.is_err()));
}

/// The text of a model, what was said of it, and the model as it goes back.
fn there_and_back(text: &str) -> String {
    let mut sources = Sources::new();
    let file = sources.add(Source::new("model.dmn", text));
    let base = Base::read(text).unwrap();
    let mut found = take::findings(&base, file);
    diag::sort(&mut found);
    let checked = compile::check(vec![Input {
        path: "scenarios/model.scenario".to_owned(),
        bytes: base.imported.text.clone().into_bytes(),
    }]);
    let weighty: Vec<_> = checked
        .diagnostics
        .iter()
        .filter(|d| d.severity > Severity::Note)
        .cloned()
        .collect();
    assert!(
        weighty.is_empty(),
        "{}\n{}",
        base.imported.text,
        diag::human(&weighty, &checked.sources, Lang::En, false)
    );
    let (back, _) = export::export(&checked);
    let again = Base::read(&back).unwrap();
    assert!(
        again.imported.decisions.iter().all(|(_, id)| id.is_ok()),
        "{back}\n{:?}",
        again.imported.decisions
    );
    format!(
        "{text}\n══════ text\n{}\n══════ messages\n{}\n{}\n══════ back\n{back}",
        base.imported.text,
        diag::human(&found, &sources, Lang::Ru, false),
        diag::human(&found, &sources, Lang::En, false),
    )
}

#[test]
fn a_model_as_text_and_back() {
    insta::assert_snapshot!(there_and_back(include_str!("../../../tests/fixtures/dmn/loan.dmn")));
}

#[test]
fn what_is_no_model_is_named() {
    for text in [
        "",
        "x",
        "<a/>",
        "<definitions>",
        "<definitions></x>",
        "<definitions a='1' a='2'/>",
        "&x;",
    ] {
        assert!(Base::read(text).is_err(), "{text}");
    }
    let deep = "<definitions>".to_owned() + &"<context>".repeat(1_000);
    assert!(Base::read(&deep).is_err());
    let brackets = "(".repeat(100_000);
    let base = Base::read(&model(&[&brackets])).unwrap();
    assert!(base.imported.decisions[0].1.is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_stop_the_reader(at in 0_usize..4_000, bytes in proptest::collection::vec(any::<u8>(), 0..6), cut in any::<bool>()) {
        let mut model = include_bytes!("../../../tests/fixtures/dmn/loan.dmn").to_vec();
        let at = at % model.len();
        if cut {
            model.truncate(at);
        }
        model.splice(at..at, bytes);
        let _ = Base::read(&super::run::text(&model));
    }

    #[test]
    fn no_expression_stops_the_reader(words in proptest::collection::vec(
        prop::sample::select(vec![
            "(", ")", "[", "]", "{", "}", ",", ":", ".", "..", "+", "-", "*", "**", "/", "=", "<", ">", "not", "and", "or", "if",
            "then", "else", "for", "in", "return", "some", "every", "satisfies", "between", "instance of", "function", "null",
            "true", "x", "d0", "1", "1.5", "\"a\"", "@\"P1D\"", "date(", "item", "?", "count(",
        ]), 0..14)) {
        let feel = words.join(" ");
        let _ = Base::read(&model(&[&feel]));
    }
}
