//! Topics and what the classifier matches.

use serde::{Deserialize, Serialize};

use super::{CueWeight, GroundId, QueueId, ScenarioId, SourcePos, TextId, TopicId, Validity};
use crate::value::{Duration, Name, depth};

/// A topic.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    /// Dotted path, folded.
    pub path: Name,
    /// Title.
    pub title: String,
    /// The topic above.
    pub parent: Option<TopicId>,
    /// What answers it; none has only children.
    pub answer: Option<Answer>,
    /// When it is in force.
    pub valid: Validity,
    /// Legal grounds.
    pub grounds: Vec<GroundId>,
    /// External codes: system and code.
    pub codes: Vec<(Name, String)>,
    /// Owner.
    pub segment: Option<Name>,
    /// Accelerated consideration.
    pub accelerated: bool,
    /// Term of an answer.
    pub term: Option<Duration>,
    /// Competent organisation.
    pub competence: Option<Name>,
    /// Example questions.
    pub phrases: Vec<String>,
    /// Questions that are not about it.
    pub negative: Vec<String>,
    /// Weighted patterns over normal forms.
    pub cues: Vec<Cue>,
    /// Where it is defined.
    pub at: SourcePos,
}

/// What answers a topic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// A scenario.
    Scenario(ScenarioId),
    /// A text.
    Text(TextId),
    /// An operator.
    Queue(QueueId, Option<TextId>),
    /// Another topic's answer.
    Topic(TopicId),
}

/// A weighted pattern.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cue {
    /// Weight.
    pub weight: CueWeight,
    /// Pattern.
    pub pattern: Pattern,
    /// As the author wrote it, for explanations.
    pub shown: String,
}

/// A pattern over the normal forms of a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Pattern {
    /// A normal form.
    Form(String),
    /// A folded word as it stands.
    Exact(String),
    /// A folded prefix.
    Prefix(String),
    /// Normal forms, adjacent, in order.
    Phrase(Vec<String>),
    /// A recognised entity: `число`, `дата`, `деньги`, `длительность`, `телефон`, `снилс`, or the name of a directory.
    Entity(Name),
    /// All.
    And(#[serde(deserialize_with = "depth::bounded")] Vec<Pattern>),
    /// Any (synonym lists are expanded to this).
    Or(#[serde(deserialize_with = "depth::bounded")] Vec<Pattern>),
    /// Not.
    Not(#[serde(deserialize_with = "depth::bounded")] Box<Pattern>),
    /// Within so many words.
    Near(
        #[serde(deserialize_with = "depth::bounded")] Box<Pattern>,
        u32,
        #[serde(deserialize_with = "depth::bounded")] Box<Pattern>,
    ),
}
