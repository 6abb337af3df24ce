//! Why a turn went as it did: plain data, rendered in words by [`Explanation::text`].

mod note;
mod text;

use serde::{Deserialize, Serialize};

pub use note::{Note, Place};

use crate::channel::{Ground, Origin};
use crate::runtime::carry::Moved;
use crate::runtime::understand::{CueHit, DocumentHit, WordHit};
use crate::value::{Name, Value};

/// Everything that led to the actions of one turn, in names and words, so that it can be kept and
/// shown without the bundle.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The turn, from 1.
    pub turn: u32,
    /// What was made of the event.
    pub understood: Vec<Understood>,
    /// Nodes that were executed, in order.
    pub trace: Vec<Trace>,
    /// Facts that changed, in order.
    pub facts: Vec<FactChange>,
    /// Decisions and rules that were evaluated.
    pub decisions: Vec<DecisionTrace>,
    /// Legal grounds of what was said.
    pub grounds: Vec<Ground>,
    /// Everything that did not go as written, and facts that were missing.
    pub notes: Vec<Note>,
    /// How the conversation came here from another bundle, in the first turn after that.
    pub moved: Option<Moved>,
}

/// What was made of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Understood {
    /// A command that works everywhere, by its English name.
    Control(Name),
    /// The answer to the question for a fact.
    Answer {
        /// The fact.
        fact: Name,
        /// Words that were read; empty for a button.
        words: String,
        /// The value as shown.
        value: String,
        /// Which alternative of recognised speech it was, from 0.
        alternative: u32,
    },
    /// A value that a question told by the way, or a correction of what was said before.
    Taken {
        /// The fact.
        fact: Name,
        /// Words that were read.
        words: String,
        /// The value as shown.
        value: String,
    },
    /// An option of a menu.
    Option {
        /// Its name.
        name: Name,
        /// Words that were read; empty for a button.
        words: String,
    },
    /// A question was judged.
    Judged {
        /// The words.
        words: String,
        /// What was decided.
        verdict: Verdict,
        /// Topics that were considered, best first.
        candidates: Vec<JudgedTopic>,
        /// Recognised entities: kind and words.
        entities: Vec<(Name, String)>,
        /// Words that were read otherwise than they were written.
        corrections: Vec<(String, String)>,
    },
    /// No usable answer to the question that waits.
    NotUnderstood {
        /// The words.
        words: String,
        /// How many times in a row.
        times: u32,
    },
    /// Nothing was said.
    Silence {
        /// How many times in a row.
        times: u32,
    },
    /// A source answered.
    Lookup {
        /// The source.
        source: Name,
        /// How.
        result: LookupResult,
    },
    /// An identification ended.
    Identification {
        /// Whether the person is known.
        success: bool,
    },
}

/// How a source answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "named as in channel::LookupOutcome")]
pub enum LookupResult {
    Answered,
    NoData,
    NoAnswer,
}

/// What was decided about a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// This topic.
    Answer(Name),
    /// One of several.
    Clarify(Vec<Name>),
    /// None.
    Unknown,
}

/// A topic that was considered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JudgedTopic {
    /// Its path.
    pub path: Name,
    /// Its title.
    pub title: String,
    /// From 0 to 1.
    pub score: f32,
    /// Cues that matched.
    pub cues: Vec<CueHit>,
    /// The words that weighed most.
    pub words: Vec<WordHit>,
    /// Documents of the index that spoke for it.
    pub documents: Vec<DocumentHit>,
}

/// A node that was executed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// The scenario.
    pub scenario: Name,
    /// The step.
    pub step: Name,
    /// Where the node stands.
    pub at: Place,
    /// What it did.
    pub did: Did,
}

/// What a node did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Did {
    /// Said something.
    Say,
    /// Asked for a fact.
    Ask(Name),
    /// Did not ask, because the fact is known.
    Known(Name),
    /// Wrote a fact.
    Set(Name),
    /// Forgot facts.
    Forget(Vec<Name>),
    /// Asked a source.
    Lookup(Name),
    /// Called a scenario.
    Call(Name),
    /// Asked to identify the person.
    Identify,
    /// Went on.
    Go(Goal),
    /// Took a branch of `если`: the conditions before it did not hold.
    Branch {
        /// Number of the branch from 1; none is `иначе`.
        branch: Option<u32>,
        /// Numbers of earlier branches whose condition was unknown.
        unknown: Vec<u32>,
        /// Where to.
        to: Goal,
    },
    /// Offered options.
    Menu,
    /// A handler was followed.
    Handler(Goal),
    /// Sought facts for a goal.
    Derive(Name),
    /// A goal was decided, or nothing more can be found out about it.
    Derived(Name),
    /// Sought facts for the measures of an event.
    Measures(Name),
    /// Said which measures of an event are due.
    Matched(Name),
}

/// Where a transition led.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Goal {
    /// On to the next statement.
    Next,
    /// A step.
    Step(Name),
    /// An end with an outcome.
    Finish(Name),
    /// A queue.
    Queue(Name),
    /// Back to the caller.
    Return,
    /// A topic.
    Topic(Name),
}

/// A fact that changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FactChange {
    /// The fact.
    pub fact: Name,
    /// Its new value; none is forgotten.
    pub value: Option<Value>,
    /// The new value in words.
    pub shown: String,
    /// Where it is from.
    pub origin: Option<Origin>,
    /// Personal data: redact in logs.
    pub personal: bool,
}

/// A decision or a set of rules that was evaluated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DecisionTrace {
    /// Name of the fact it derives.
    pub name: Name,
    /// Where the decision stands.
    pub at: Place,
    /// Rows or rules that applied.
    pub rows: Vec<Place>,
    /// Values of the input columns.
    pub inputs: Vec<Value>,
    /// What it concluded.
    pub result: Value,
    /// Legal grounds of the conclusion.
    pub grounds: Vec<Ground>,
}
