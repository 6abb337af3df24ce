//! A judgement as values for a table or for JSON.

use serde_json::{Map, Value, json};

use crate::bundle::program::Program;
use crate::runtime::understand::{self, Judgement};
pub use crate::runtime::understand::{COLUMNS, topic_names as names};

fn probability(p: f32) -> Value {
    understand::probability(p).into()
}

/// The values of [`COLUMNS`].
pub fn values(program: &Program, judgement: &Judgement) -> [Value; 8] {
    let row = judgement.row(program);
    let [(second, of_second), (third, of_third)] = [row.second.unzip(), row.third.unzip()];
    [
        row.topic.into(),
        row.title.into(),
        row.probability.into(),
        row.decision.into(),
        second.into(),
        of_second.into(),
        third.into(),
        of_third.into(),
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
    let mut all = Map::new();
    all.insert("in_scope".to_owned(), probability(judgement.in_scope));
    all.insert("offered".to_owned(), judgement.offered(program).into());
    all.insert("candidates".to_owned(), candidates.collect());
    all.insert("entities".to_owned(), entities.collect());
    all.insert("corrections".to_owned(), corrections.collect());
    Value::Object(all)
}
