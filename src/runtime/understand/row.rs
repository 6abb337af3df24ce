//! A judgement as a row of a table: the same in the tool and in every binding.

use serde::Serialize;

use super::{CueHit, Judgement, TopicDecision};
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

/// Why a text was judged so, in names: the same document from the tool and from every binding.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reasons<'p> {
    /// How likely it is that the base covers the text at all.
    pub in_scope: f64,
    /// Paths of the topics that a clarifying question would offer.
    pub offered: Vec<&'p str>,
    /// Topics, best first.
    pub candidates: Vec<CandidateReasons<'p>>,
    /// Entities that were recognised.
    pub entities: Vec<EntityRead<'p>>,
    /// Words that were read otherwise than they were written.
    pub corrections: Vec<Correction<'p>>,
}

/// A topic with what spoke for it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CandidateReasons<'p> {
    /// Path.
    pub topic: &'p str,
    /// Title.
    pub title: &'p str,
    /// How likely it is meant.
    pub probability: f64,
    /// Cues that matched.
    pub cues: &'p [CueHit],
    /// Words that weighed most, where they were asked for.
    pub words: Vec<Weighed<'p>>,
    /// Phrases that are like it.
    pub documents: Vec<Alike<'p>>,
}

/// A word and its share of the evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Weighed<'p> {
    /// As it stands in the text.
    pub word: &'p str,
    /// Below zero speaks against the topic.
    pub weight: f64,
}

/// A phrase and how like the text it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alike<'p> {
    /// The phrase.
    pub text: &'p str,
    /// From 0 to 1.
    pub score: f64,
}

/// An entity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntityRead<'p> {
    /// Its kind.
    pub kind: &'p str,
    /// Its words.
    pub words: &'p str,
}

/// A word that was read otherwise than it was written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Correction<'p> {
    /// As written.
    pub written: &'p str,
    /// As read.
    pub read: &'p str,
}

impl Judgement {
    /// Why it was judged so.
    pub fn reasons<'p>(&'p self, program: &'p Program) -> Reasons<'p> {
        let candidates = self.candidates.iter().map(|c| {
            let (topic, title) = topic_names(program, c.topic);
            let weighed = c.words.iter().map(|h| Weighed {
                word: &h.word,
                weight: probability(h.weight),
            });
            let alike = c.documents.iter().map(|h| Alike {
                text: &h.text,
                score: probability(h.score),
            });
            CandidateReasons {
                topic,
                title,
                probability: probability(c.score),
                cues: &c.cues,
                words: weighed.collect(),
                documents: alike.collect(),
            }
        });
        let entities = self.entities.iter().map(|(kind, words)| EntityRead { kind, words });
        let corrections = self
            .corrections
            .iter()
            .map(|(written, read)| Correction { written, read });
        Reasons {
            in_scope: probability(self.in_scope),
            offered: self.offered(program),
            candidates: candidates.collect(),
            entities: entities.collect(),
            corrections: corrections.collect(),
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
