//! What the script of the page reads.

use serde_json::{Value, json};

use super::Page;
use crate::diag::Severity;
use crate::picture::{Card, Deed, Finding, Kind, Picture, words};
use crate::value::Lang;

/// What is known of all graphs before any of them is opened.
pub fn index(page: &Page<'_>, all: &[(bool, &Picture)]) -> Value {
    let pages: Vec<Value> = all.iter().map(|(map, p)| entry(*map, p)).collect();
    json!({
        "title": page.title,
        "tests": page.tests,
        "pages": pages,
        "kinds": words::KINDS.map(words::kind_id),
        "words": words(page.lang),
    })
}

fn entry(map: bool, picture: &Picture) -> Value {
    let count = |wanted: Severity| picture.findings.iter().filter(|f| f.severity == wanted).count();
    let steps: Vec<&Card> = picture.cards.iter().filter(|c| c.visits.is_some()).collect();
    let reached = steps.iter().filter(|c| c.visits.is_some_and(|v| v > 0)).count();
    let all = picture
        .cards
        .iter()
        .filter(|c| !c.kind.is_pill() && c.kind != Kind::Everywhere)
        .count();
    json!({
        "map": map,
        "name": picture.name,
        "title": picture.title,
        "place": picture.place,
        "steps": all,
        "reached": (!steps.is_empty()).then_some(reached),
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "notes": count(Severity::Note),
        "drawn": picture.cards.len() <= super::MAX_CARDS,
    })
}

/// A graph.
pub fn picture(picture: &Picture) -> Value {
    let cards: Vec<Value> = picture.cards.iter().map(card).collect();
    let links: Vec<Value> = picture
        .links
        .iter()
        .map(|l| json!({"from": l.from, "to": l.to, "kind": l.kind, "label": l.label, "visits": l.visits}))
        .collect();
    let findings: Vec<Value> = picture.findings.iter().map(finding).collect();
    json!({
        "grounds": picture.grounds,
        "cards": cards,
        "links": links,
        "findings": findings,
    })
}

fn card(card: &Card) -> Value {
    let rows: Vec<Value> = card
        .rows
        .iter()
        .map(|r| json!({"deed": r.deed, "text": r.text}))
        .collect();
    let (head, below) = card.heading();
    json!({
        "kind": card.kind,
        "name": card.name,
        "head": head,
        "below": below,
        "rows": rows,
        "grounds": card.grounds,
        "known": card.known,
        "place": card.place,
        "visits": card.visits,
        "leads": card.leads,
    })
}

fn finding(finding: &Finding) -> Value {
    let way = finding
        .way
        .as_ref()
        .map(|w| json!({"cards": w.cards, "links": w.links, "case": w.case, "replayed": w.replayed, "doubt": w.doubt, "script": w.script}));
    json!({
        "code": finding.code,
        "severity": finding.severity,
        "headline": finding.headline,
        "why": finding.why,
        "help": finding.help,
        "card": finding.card,
        "place": finding.place,
        "way": way,
    })
}

const DEEDS: [Deed; 11] = [
    Deed::Say,
    Deed::Ask,
    Deed::Derive,
    Deed::Measures,
    Deed::Menu,
    Deed::Set,
    Deed::Forget,
    Deed::Lookup,
    Deed::Identify,
    Deed::Call,
    Deed::Note,
];

/// The words of the page.
fn words(lang: Lang) -> Value {
    let mut out = serde_json::Map::new();
    let mut kinds = serde_json::Map::new();
    for kind in words::KINDS {
        kinds.insert(words::kind_id(kind).to_owned(), words::kind(kind).get(lang).into());
    }
    let mut deeds = serde_json::Map::new();
    for deed in DEEDS {
        if let Ok(Value::String(id)) = serde_json::to_value(deed) {
            deeds.insert(id, words::deed(deed).get(lang).into());
        }
    }
    let mut severities = serde_json::Map::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let id = words::severity_id(severity).to_owned();
        severities.insert(id, words::severity(severity).get(lang).into());
    }
    out.insert("kind".to_owned(), kinds.into());
    out.insert("deed".to_owned(), deeds.into());
    out.insert("severity".to_owned(), severities.into());
    for (id, text) in words::PAGE {
        out.insert((*id).to_owned(), text.get(lang).into());
    }
    out.into()
}
