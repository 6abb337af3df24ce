//! What became of a dialog test.

use crate::channel::Action;
use crate::runtime::{Explanation, Note, Position};
use crate::value::{Name, Value};

use super::Covered;

/// A dialog test that was played.
#[derive(Clone, Debug, Default)]
pub struct Played {
    /// What happened, one for each step of the engine.
    pub moments: Vec<Moment>,
    /// What was said between two events of the citizen; the first is the greeting.
    pub turns: Vec<Said>,
    /// What became of each `<` line.
    pub heard: Vec<Heard>,
    /// What was not as expected, in order of line.
    pub failures: Vec<Failure>,
    /// What was reached.
    pub covered: Covered,
}

impl Played {
    /// Whether everything was as expected.
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

/// What the system said between two events of the citizen.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Messages, questions and menus in order, each on one line.
    pub messages: Vec<String>,
    /// Legal grounds given with them.
    pub grounds: Vec<String>,
}

/// What became of a `<` line.
#[derive(Clone, Copy, Debug)]
pub struct Heard {
    /// Index of the line in the dialog.
    pub line: usize,
    /// Index of the turn.
    pub turn: usize,
    /// Index of the message that it matched.
    pub message: Option<usize>,
}

/// One step of the engine.
#[derive(Clone, Debug)]
pub struct Moment {
    /// What happened.
    pub event: Happened,
    /// What the engine wanted.
    pub actions: Vec<Action>,
    /// Where the conversation stands afterwards.
    pub position: Option<Position>,
    /// Why.
    pub explanation: Explanation,
}

/// What happened outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Happened {
    /// The conversation began.
    Start,
    /// The citizen said this.
    Citizen(String),
    /// The citizen was silent.
    Silence,
    /// The citizen pressed a key.
    Key(char),
    /// A source answered.
    Source(Name),
    /// The person was identified, or not.
    Identified(bool),
}

/// Something that was not as expected.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Index of the line in the dialog; past the end means after its last line.
    pub line: usize,
    /// What it is.
    pub kind: FailureKind,
}

/// What was not as expected.
#[derive(Clone, Debug, PartialEq)]
pub enum FailureKind {
    /// No message of the turn is like this.
    NotSaid {
        /// The expectation.
        expected: String,
        /// What was said in the turn.
        said: Vec<String>,
        /// Index of the message that is most like it.
        closest: Option<usize>,
    },
    /// A fact has another value.
    Fact {
        /// The fact.
        fact: Name,
        /// The expectation.
        expected: Value,
        /// Its value, where it has one.
        found: Option<Value>,
    },
    /// The conversation is elsewhere.
    Elsewhere {
        /// What was looked at.
        what: What,
        /// The expectation.
        expected: Name,
        /// What it is.
        found: Option<Name>,
    },
    /// The ground was not given.
    Ground {
        /// The expectation.
        expected: String,
        /// Grounds that were given in the turn.
        found: Vec<String>,
    },
    /// A source was asked, and the test does not say what it answers.
    NoAnswerDeclared(Name),
    /// The person was to be identified, and the test does not say how that ends.
    NoIdentificationDeclared,
    /// The citizen goes on speaking after the end.
    AfterEnd,
    /// `канал` or `сценарий` after the conversation has begun.
    TooLate,
    /// The line names something that the base does not have.
    NotResolved,
    /// Sources were asked again and again without a word to the citizen.
    EndlessLookups,
    /// The base could not go on, and the test does not say that it ends there.
    Fault(Note),
}

impl FailureKind {
    /// Whether the conversation went on and only an expectation was not met.
    pub fn is_of_expectation(&self) -> bool {
        matches!(
            self,
            Self::NotSaid { .. } | Self::Fact { .. } | Self::Elsewhere { .. } | Self::Ground { .. } | Self::Fault(_)
        )
    }
}

/// What `тема`, `шаг`, `исход` and `очередь` look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum What {
    Topic,
    Step,
    Outcome,
    Queue,
}
