//! A judgement as values for a table or for JSON.

use serde_json::{Map, Value, json};

use crate::bundle::program::{Program, TopicId};
use crate::runtime::understand::{Judgement, TopicDecision};

/// The columns that a judgement adds.
pub const COLUMNS: [&str; 8] = [
    "topic",
    "title",
    "probability",
    "decision",
    "second",
    "second_probability",
    "third",
    "third_probability",
];

/// Path and title of a topic.
pub fn names(program: &Program, topic: TopicId) -> (&str, &str) {
    let topic = program.topics.get(topic.index());
    topic.map_or(("", ""), |t| (&*t.path, t.title.as_str()))
}

/// The word for a decision.
pub fn decision(decision: &TopicDecision) -> &'static str {
    match decision {
        TopicDecision::Answer(_) => "answer",
        TopicDecision::Clarify(_) => "clarify",
        TopicDecision::Unknown => "unknown",
    }
}

/// Four digits are more than a probability knows.
fn probability(p: f32) -> Value {
    let rounded = (f64::from(p) * 10_000.0).round() / 10_000.0;
    Value::from(rounded)
}

/// The values of [`COLUMNS`].
pub fn values(program: &Program, judgement: &Judgement) -> [Value; 8] {
    let at = |n: usize| {
        let found = judgement.candidates.get(n);
        let name = found.map_or(Value::Null, |c| names(program, c.topic).0.into());
        (name, found.map_or(Value::Null, |c| probability(c.score)))
    };
    let title = judgement.candidates.first();
    let title = title.map_or(Value::Null, |c| names(program, c.topic).1.into());
    let [(topic, first), (second, of_second), (third, of_third)] = [at(0), at(1), at(2)];
    [
        topic,
        title,
        first,
        decision(&judgement.decision).into(),
        second,
        of_second,
        third,
        of_third,
    ]
}

/// Why it was judged so.
pub fn reasons(program: &Program, judgement: &Judgement) -> Value {
    let candidates = judgement.candidates.iter().map(|c| {
        let (topic, title) = names(program, c.topic);
        let cues = c.cues.iter().map(|h| json!({"pattern": h.pattern, "points": h.points}));
        let words = c
            .words
            .iter()
            .map(|h| json!({"word": h.word, "weight": probability(h.weight)}));
        let documents = c.documents.iter();
        let documents = documents.map(|h| json!({"text": h.text, "score": probability(h.score)}));
        json!({
            "topic": topic,
            "title": title,
            "probability": probability(c.score),
            "cues": cues.collect::<Vec<_>>(),
            "words": words.collect::<Vec<_>>(),
            "documents": documents.collect::<Vec<_>>(),
        })
    });
    let entities = judgement.entities.iter();
    let entities = entities.map(|(kind, words)| json!({"kind": &**kind, "words": words}));
    let corrections = judgement.corrections.iter();
    let corrections = corrections.map(|(written, read)| json!({"written": written, "read": read}));
    let offered: Vec<&str> = match &judgement.decision {
        TopicDecision::Clarify(topics) => topics.iter().map(|t| names(program, *t).0).collect(),
        _ => Vec::new(),
    };
    let mut all = Map::new();
    all.insert("in_scope".to_owned(), probability(judgement.in_scope));
    all.insert("offered".to_owned(), offered.into());
    all.insert("candidates".to_owned(), candidates.collect());
    all.insert("entities".to_owned(), entities.collect());
    all.insert("corrections".to_owned(), corrections.collect());
    Value::Object(all)
}
