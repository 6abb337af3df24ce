//! Labelled rows with what the engine made of them.

use crate::bundle::program::{Program, TopicId};
use crate::runtime::understand::{Judgement, TopicDecision};

/// What a row was judged to be, beside what it is.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Line of the file, from 1.
    pub line: u64,
    /// The text as written.
    pub text: String,
    /// The right topic; `None` is out of scope.
    pub label: Option<TopicId>,
    /// What the engine made of it.
    pub judgement: Judgement,
}

/// How a row ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// Answered at once.
    Answered,
    /// Several topics were offered.
    Clarified,
    /// Not understood: in the end an operator has it.
    HandedOver,
}

impl Judged {
    /// The topic that stands first.
    pub fn first(&self) -> Option<TopicId> {
        self.judgement.candidates.first().map(|c| c.topic)
    }

    /// Score of the first topic, from 0 to 1; 0 without any.
    pub fn score(&self) -> f64 {
        self.judgement.candidates.first().map_or(0.0, |c| within(c.score))
    }

    /// How likely the base covers it.
    pub fn in_scope(&self) -> f64 {
        within(self.judgement.in_scope)
    }

    /// Whether the right topic is among the first `n`; never for a row out of scope.
    pub fn among(&self, n: usize) -> bool {
        self.label
            .is_some_and(|label| self.judgement.candidates.iter().take(n).any(|c| c.topic == label))
    }

    /// Whether the first topic is the right one; never for a row out of scope.
    pub fn right(&self) -> bool {
        self.among(1)
    }

    /// How it ended.
    pub fn ending(&self) -> Ending {
        match &self.judgement.decision {
            TopicDecision::Answer(_) => Ending::Answered,
            TopicDecision::Clarify(_) => Ending::Clarified,
            _ => Ending::HandedOver,
        }
    }

    /// Whether a citizen would be content: the right topic first; out of scope, nobody pretends to know.
    pub fn good(&self) -> bool {
        match self.label {
            Some(_) => self.right(),
            None => self.ending() == Ending::HandedOver,
        }
    }

    /// Of an answered row, what was answered; of a clarified one, what was offered.
    pub fn offered(&self) -> &[TopicId] {
        match &self.judgement.decision {
            TopicDecision::Answer(topic) => std::slice::from_ref(topic),
            TopicDecision::Clarify(topics) => topics,
            _ => &[],
        }
    }

    /// What the row was taken for in the matrix of confusions: the first topic; out of scope, what
    /// was answered or offered first.
    pub fn taken_for(&self) -> Option<TopicId> {
        match self.label {
            Some(_) => self.first(),
            None => self.offered().first().copied(),
        }
    }
}

/// Whatever a classifier gives, figures are made of numbers from 0 to 1.
fn within(score: f32) -> f64 {
    if score.is_nan() {
        0.0
    } else {
        f64::from(score.clamp(0.0, 1.0))
    }
}

/// Whether topic `a` stands above `b`.
pub fn above(program: &Program, a: TopicId, b: TopicId) -> bool {
    let mut at = b;
    // Parents cannot run in a circle in a valid program; the bound costs nothing.
    for _ in 0..64 {
        match program.topics.get(at.index()).and_then(|t| t.parent) {
            Some(parent) if parent == a => return true,
            Some(parent) => at = parent,
            None => return false,
        }
    }
    false
}
