//! What a bundle says of itself: how much of what it has, and when it is in force.

use crate::bundle::Bundle;
use crate::bundle::program::Validity;
use crate::value::{Date, Lang};

/// How many things of a kind: a word for programs, words for people, the number.
pub struct Count {
    pub key: &'static str,
    pub ru: &'static str,
    pub en: &'static str,
    pub number: usize,
}

impl Count {
    pub fn title(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ru => self.ru,
            Lang::En => self.en,
        }
    }
}

/// How many of each.
pub fn counts(bundle: &Bundle) -> Vec<Count> {
    let p = bundle.program();
    let phrases = p.topics.iter().map(|t| t.phrases.len()).sum();
    let cues = p.topics.iter().map(|t| t.cues.len()).sum();
    let rows = [
        ("topics", "тем", "topics", p.topics.len()),
        ("phrases", "фраз", "phrases", phrases),
        ("cues", "признаков", "cues", cues),
        ("scenarios", "сценариев", "scenarios", p.scenarios.len()),
        ("steps", "шагов", "steps", p.steps.len()),
        ("texts", "текстов", "texts", p.texts.len()),
        ("facts", "фактов", "facts", p.facts.len()),
        ("rules", "правил", "rules", p.rules.len()),
        ("decisions", "решений", "decisions", p.decisions.len()),
        ("measures", "мер", "measures", p.measures.len()),
        ("parameters", "параметров", "parameters", p.parameters.len()),
        ("directories", "справочников", "directories", p.directories.len()),
        ("sources", "источников", "sources", p.sources.len()),
        ("queues", "очередей", "queues", p.queues.len()),
        ("grounds", "правовых оснований", "legal grounds", p.grounds.len()),
        (
            "orders",
            "порядков вопросов",
            "orders of questions",
            bundle.orders().orders.len(),
        ),
    ];
    let count = |(key, ru, en, number)| Count { key, ru, en, number };
    rows.into_iter().map(count).collect()
}

/// Between which days things of a base begin and end to be in force.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct InForce {
    /// How many things have a first or a last day.
    pub limited: usize,
    /// The first day on which one of them begins.
    pub first_begins: Option<Date>,
    /// The last day of the one that ends first.
    pub first_ends: Option<Date>,
    /// The last day of the one that ends last.
    pub last_ends: Option<Date>,
}

/// When a bundle is in force.
pub fn in_force(bundle: &Bundle) -> InForce {
    let p = bundle.program();
    let all = p.topics.iter().map(|t| t.valid);
    let all = all.chain(p.scenarios.iter().map(|s| s.valid));
    let all = all.chain(p.decisions.iter().map(|d| d.valid));
    let all = all.chain(p.rules.iter().map(|r| r.valid));
    let all = all.chain(p.measures.iter().map(|m| m.valid));
    all.filter(|v| *v != Validity::default())
        .fold(InForce::default(), |so_far, valid| InForce {
            limited: so_far.limited + 1,
            first_begins: least(so_far.first_begins, valid.from),
            first_ends: least(so_far.first_ends, valid.until),
            last_ends: so_far.last_ends.max(valid.until),
        })
}

fn least(one: Option<Date>, other: Option<Date>) -> Option<Date> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
