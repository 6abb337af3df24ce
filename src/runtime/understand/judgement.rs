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
    /// Entities that were recognised: kind and words.
    pub entities: Vec<(Name, String)>,
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
    /// From 0 to 1.
    pub score: f32,
    /// Cues that matched.
    pub cues: Vec<CueHit>,
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

/// A document of the full-text index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DocumentHit {
    /// The phrase or title.
    pub text: String,
    /// Its share of the score, from 0 to 1.
    pub score: f32,
}
