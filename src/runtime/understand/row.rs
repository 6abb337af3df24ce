//! A judgement as a row of a table: the same in the tool and in every binding.

use super::{Judgement, TopicDecision};
use crate::bundle::program::{Program, TopicId};

/// The columns of a judged table.
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

/// The columns of one judgement.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgedRow<'p> {
    /// Path of the topic that is most likely meant.
    pub topic: Option<&'p str>,
    /// Its title.
    pub title: Option<&'p str>,
    /// How likely it is meant.
    pub probability: Option<f64>,
    /// What to do: `answer`, `clarify` or `unknown`.
    pub decision: &'static str,
    /// The next topic and how likely it is meant.
    pub second: Option<(&'p str, f64)>,
    /// The one after.
    pub third: Option<(&'p str, f64)>,
}

impl Judgement {
    /// The judgement as a row of a table.
    pub fn row<'p>(&self, program: &'p Program) -> JudgedRow<'p> {
        let at = |n: usize| {
            let found = self.candidates.get(n)?;
            Some((topic_names(program, found.topic), probability(found.score)))
        };
        let first = at(0);
        JudgedRow {
            topic: first.map(|((path, _), _)| path),
            title: first.map(|((_, title), _)| title),
            probability: first.map(|(_, p)| p),
            decision: self.decision.word(),
            second: at(1).map(|((path, _), p)| (path, p)),
            third: at(2).map(|((path, _), p)| (path, p)),
        }
    }

    /// Paths of the topics that a clarifying question would offer.
    pub fn offered<'p>(&self, program: &'p Program) -> Vec<&'p str> {
        match &self.decision {
            TopicDecision::Clarify(topics) => topics.iter().map(|t| topic_names(program, *t).0).collect(),
            _ => Vec::new(),
        }
    }
}

impl TopicDecision {
    /// The word for it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Answer(_) => "answer",
            Self::Clarify(_) => "clarify",
            Self::Unknown => "unknown",
        }
    }
}

/// Path and title of a topic.
pub fn topic_names(program: &Program, topic: TopicId) -> (&str, &str) {
    let topic = program.topics.get(topic.index());
    topic.map_or(("", ""), |t| (&*t.path, t.title.as_str()))
}

/// Four digits are more than a probability knows.
pub fn probability(p: f32) -> f64 {
    (f64::from(p) * 10_000.0).round() / 10_000.0
}
