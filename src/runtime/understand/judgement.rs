//! The result of judging a question; its shape outlives the classifiers behind it.

use serde::{Deserialize, Serialize};

use crate::bundle::program::TopicId;
use crate::value::Name;

/// What was made of a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// What to do.
    pub decision: TopicDecision,
    /// Topics with their scores, best first, at most ten.
    pub candidates: Vec<Candidate>,
    /// How likely it is that the base covers the question at all, from 0 to 1.
    pub in_scope: f32,
    /// Entities that were recognised: kind and words.
    pub entities: Vec<(Name, String)>,
    /// Words that were read otherwise than they were written: as written, as read.
    pub corrections: Vec<(String, String)>,
}

impl Default for Judgement {
    /// Of a question with nothing in it.
    fn default() -> Self {
        Self {
            decision: TopicDecision::Unknown,
            candidates: Vec::new(),
            in_scope: 0.0,
            entities: Vec::new(),
            corrections: Vec::new(),
        }
    }
}

/// What to do with a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TopicDecision {
    /// High and clear: answer.
    Answer(TopicId),
    /// Several are close: offer them.
    Clarify(Vec<TopicId>),
    /// Nothing fits.
    Unknown,
}

/// A topic that may be meant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The topic.
    pub topic: TopicId,
    /// How likely it is that this topic is meant, from 0 to 1.
    pub score: f32,
    /// Whether one of its phrases has every word of the question.
    pub covers: bool,
    /// Cues that matched.
    pub cues: Vec<CueHit>,
    /// The words that weighed most, heaviest first, at most five.
    pub words: Vec<WordHit>,
    /// The documents of the index that spoke for it.
    pub documents: Vec<DocumentHit>,
}

/// A cue that matched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CueHit {
    /// As the author wrote it.
    pub pattern: String,
    /// Its points; `None` is decisive or forbidding.
    pub points: Option<i32>,
}

/// A word that spoke for a topic or against it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WordHit {
    /// As it stands in the question.
    pub word: String,
    /// Its share of the evidence; below zero speaks against the topic.
    pub weight: f32,
}

/// A document of the full-text index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DocumentHit {
    /// The phrase or title.
    pub text: String,
    /// Its share of the score, from 0 to 1.
    pub score: f32,
}
