//! The program: graphs, rules, tables and texts as flat arrays addressed by `u32`.
//!
//! Everything that refers to something else does so by an index into one of the arrays of
//! [`Program`]. Opening a bundle proves once that every index is in range and every run of nodes ends in a
//! transition, so that the engine never meets a broken reference; the arrays then stay in the bytes of the
//! bundle, and what is asked for is read out of them: see [`Array`].

mod array;
mod code;
mod expr;
mod facts;
mod function;
mod reads;
mod stored;
#[cfg(test)]
pub(crate) mod tests;
mod topics;
mod types;
mod validate;

use serde::{Deserialize, Serialize};

pub use array::{Array, At, Iter};
pub use code::*;
pub use expr::*;
pub use facts::*;
pub use function::*;
pub(in crate::bundle) use stored::Head;
pub use topics::*;
pub use validate::MAX_EXPR_DEPTH;
pub(in crate::bundle) use validate::each;

pub use crate::value::{BinaryOp, CueWeight, HandlerOn, HitPolicy};
use crate::value::{Date, Ground, Lang, Name};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// Stands for a name that could not be resolved. Never in a bundle: opening refuses it.
            pub const NONE: Self = Self(u32::MAX);

            /// Whether the name could not be resolved.
            pub fn is_none(self) -> bool {
                self == Self::NONE
            }

            /// As an index.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// Index into [`Program::facts`].
    FactId
    /// Index into [`Program::exprs`].
    ExprId
    /// Index into [`Program::texts`].
    TextId
    /// Index into [`Program::scenarios`].
    ScenarioId
    /// Index into [`Program::steps`].
    StepId
    /// Index into [`Program::nodes`].
    NodeId
    /// Index into [`Program::topics`].
    TopicId
    /// Index into [`Program::queues`].
    QueueId
    /// Index into [`Program::sources`].
    SourceId
    /// Index into [`Program::decisions`].
    DecisionId
    /// Index into [`Program::rules`].
    RuleId
    /// Index into [`Program::measures`].
    MeasureId
    /// Index into [`Program::outcomes`].
    OutcomeId
    /// Index into [`Program::grounds`].
    GroundId
    /// Index into [`Program::directories`].
    DirectoryId
    /// Index into [`Program::parameters`].
    ParameterId
    /// Index into [`Program::handlers`]: a list of handlers.
    HandlersId
}

/// All that the engine follows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Program {
    /// Name of the base.
    pub name: String,
    /// Title of the base.
    pub title: String,
    /// Language of recognition and of numbers in texts.
    pub lang: Lang,
    /// IANA name of the time zone.
    pub time_zone: String,
    /// What applies everywhere unless a scenario says otherwise.
    pub defaults: Defaults,
    /// Facts, asked, looked up and derived, in order of name; those of measures after all others.
    pub facts: Array<Fact>,
    /// Nodes of expressions.
    pub exprs: Array<Expr>,
    /// Texts.
    pub texts: Array<Text>,
    /// Scenarios; editions of one name follow each other.
    pub scenarios: Array<Scenario>,
    /// Steps of all scenarios.
    pub steps: Array<Step>,
    /// Statements and transitions; those of a step follow each other.
    pub nodes: Array<Node>,
    /// Lists of handlers.
    pub handlers: Array<Vec<Handler>>,
    /// Topics in order of path.
    pub topics: Array<Topic>,
    /// Questions that no topic answers.
    pub out_of_scope: Array<String>,
    /// Queues.
    pub queues: Array<Queue>,
    /// Sources.
    pub sources: Array<Source>,
    /// Decisions; editions of one name follow each other.
    pub decisions: Array<Decision>,
    /// Rules.
    pub rules: Array<Rule>,
    /// Measures.
    pub measures: Array<Measure>,
    /// Outcomes.
    pub outcomes: Array<Outcome>,
    /// Legal grounds.
    pub grounds: Array<Ground>,
    /// Directories.
    pub directories: Array<Directory>,
    /// Parameters over time.
    pub parameters: Array<Parameter>,
    /// Working-day calendar.
    pub calendar: Calendar,
    /// Files named by [`SourcePos`].
    pub files: Array<Name>,
}

/// Period of validity, both days inclusive; absent is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validity {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

impl Validity {
    /// Whether `day` belongs to it.
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|f| f <= day) && self.until.is_none_or(|u| day <= u)
    }
}

/// Where something stands in the sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourcePos {
    /// Index into [`Program::files`].
    pub file: u32,
    /// Line from 1.
    pub line: u32,
}

/// Policies and texts of the manifest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Defaults {
    /// Scenario that greets.
    pub start: Option<ScenarioId>,
    /// Said at the start where no scenario greets.
    pub greeting: Option<TextId>,
    /// Not understood: first, second, …; the last repeats.
    pub no_match: Vec<TextId>,
    /// Silence: first, second, …
    pub no_input: Vec<TextId>,
    /// Before a clarifying menu.
    pub clarify: Option<TextId>,
    /// When a digression has ended and the question comes back.
    pub topic_resume: Option<TextId>,
    /// Before a hand-over.
    pub handover: Option<TextId>,
    /// At the end.
    pub goodbye: Option<TextId>,
    /// A source failed.
    pub source_failed: Option<TextId>,
    /// A queue is closed.
    pub out_of_hours: Option<TextId>,
    /// No topic fits.
    pub unknown_topic: Option<TextId>,
    /// Asked after a topic has been answered and nothing else waits.
    pub anything_else: Option<TextId>,
    /// Where people go when nothing else is said.
    pub queue: Option<QueueId>,
    /// Not understood so many times in a row: to an operator.
    pub max_no_match: u32,
    /// Silence so many times in a row: to an operator.
    pub max_no_input: u32,
    /// Steps that one turn may run through.
    pub steps_per_turn: u32,
    /// Characters of a message that are read.
    pub message_length: u32,
    /// Depth of calls and digressions.
    pub call_depth: u32,
    /// Identification methods in chat, best first.
    pub identification_chat: Vec<Name>,
    /// Identification methods by voice, best first.
    pub identification_voice: Vec<Name>,
    /// Options that are read out by telephone after words of their own; 0 is no limit.
    pub max_options: u32,
    /// Judgement of topics.
    pub thresholds: Thresholds,
    /// Extra control phrases: command and phrase.
    pub control: Vec<(Name, String)>,
}

/// When a topic is sure enough. All from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Thresholds {
    /// From here a topic is answered, if it leads clearly.
    pub answer: f32,
    /// From here topics are offered in a clarifying menu.
    pub clarify: f32,
    /// Lead over the second that is clear.
    pub margin: f32,
    /// Most options of a clarifying menu.
    pub clarify_options: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            answer: 0.55,
            clarify: 0.25,
            margin: 0.15,
            clarify_options: 3,
        }
    }
}
