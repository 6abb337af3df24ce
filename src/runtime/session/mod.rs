//! The state of one conversation.

mod bytes;
mod facts;
mod few;
mod history;
mod key;
mod names;
mod packed;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use bytes::SessionError;
pub(crate) use facts::{Facts, From, KnownFacts, Stored};
pub(crate) use few::Few;
pub(crate) use history::{AskedAt, History};
pub use key::FactKey;
pub(crate) use names::{Names, StepName, Thing, ground_key};

use crate::bundle::BundleId;
use crate::bundle::program::{FactId, GroundId, MeasureId, NodeId, ParameterId, SourceId, StepId, TextId, TopicId};
use crate::channel::Origin;
use crate::value::{Channel, Date, Name, Value};

/// Version of the form in which sessions are kept.
pub(crate) const FORMAT: u16 = 1;
/// Bytes of a session at most: messages, answers and facts are bounded, and so is how many there are of them.
pub(crate) const MAX_BYTES: usize = 256 * 1024;
/// Questions that "назад" can go back.
pub(crate) const HISTORY: usize = 8;
/// Messages that "повтори" repeats.
pub(crate) const LAST_SAID: usize = 8;

/// Where a conversation stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The scenario.
    pub scenario: Name,
    /// Its step.
    pub step: Name,
}

/// One conversation: owned, small, kept by the host between turns, as bytes ([`Session::to_bytes`]) or in any serde format.
///
/// It refers to its bundle by number and keeps the names beside, so that another bundle can take it over:
/// [`Engine::resume`](super::Engine::resume). What was said is not part of it: the host keeps a
/// [`Transcript`](crate::channel::Transcript) where it wants one.
///
/// Its date is fixed when it starts: editions, parameters and "сегодня" of a conversation that runs
/// over midnight do not change under the citizen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Session {
    pub(crate) format: u16,
    pub(crate) bundle: BundleId,
    pub(crate) channel: Channel,
    #[serde(with = "crate::value::day")]
    pub(crate) date: Date,
    pub(crate) turn: u32,
    pub(crate) frames: Vec<Frame>,
    pub(crate) waiting: Waiting,
    pub(crate) facts: Facts,
    pub(crate) misses: u32,
    pub(crate) silences: u32,
    pub(crate) topic: Option<TopicId>,
    pub(crate) outcome: Option<Name>,
    pub(crate) identified: bool,
    pub(crate) history: History,
    pub(crate) last_said: Vec<Said>,
    pub(crate) grounds: Vec<GroundId>,
    pub(crate) asked: Option<Box<Asked>>,
    pub(crate) later: Option<Box<Later>>,
    /// Parameters that were used after the last day for which they are known, with that day.
    pub(crate) outdated: Few<(ParameterId, Date)>,
    /// Sources that have not answered all that they declare: they are not asked again for a goal.
    pub(crate) tried: Few<SourceId>,
    pub(crate) names: Names,
}

impl Session {
    pub(crate) fn new(bundle: BundleId, channel: Channel, date: Date) -> Self {
        Self {
            format: FORMAT,
            bundle,
            channel,
            date,
            turn: 0,
            frames: Vec::new(),
            waiting: Waiting::Question,
            facts: Facts::default(),
            misses: 0,
            silences: 0,
            topic: None,
            outcome: None,
            identified: false,
            history: History::default(),
            last_said: Vec::new(),
            grounds: Vec::new(),
            asked: None,
            later: None,
            outdated: Few::new(),
            tried: Few::new(),
            names: Names::default(),
        }
    }

    /// The bundle it belongs to.
    pub fn bundle(&self) -> BundleId {
        self.bundle
    }

    /// The channel.
    pub fn channel(&self) -> Channel {
        self.channel
    }

    /// The date on which it started; editions are those of this date.
    pub fn date(&self) -> Date {
        self.date
    }

    /// Turns so far; the greeting is turn 1.
    pub fn turn(&self) -> u32 {
        self.turn
    }

    /// The known facts by their keys, with their values and origins. `Engine::facts` adds names and
    /// words.
    pub fn facts(&self) -> impl Iterator<Item = (FactKey, &Value, Origin)> {
        self.facts.0.iter().map(|(k, s)| (*k, &s.value, s.origin.into()))
    }

    /// The value of the fact with this folded name, where it is known.
    pub fn fact(&self, name: &str) -> Option<&Value> {
        self.facts.get(FactKey::of(name)).map(|s| &s.value)
    }

    /// The outcome, once it is over.
    pub fn outcome(&self) -> Option<&Name> {
        self.outcome.as_ref()
    }

    /// Whether the conversation with the system has ended, or gone on to an operator.
    pub fn is_over(&self) -> bool {
        self.waiting == Waiting::Over
    }

    /// The node that waits, where the conversation stands in a scenario.
    pub fn waits_at(&self) -> Option<NodeId> {
        self.frames.last().map(|f| f.node)
    }

    /// Whether a source or an identification is waited for, not the citizen.
    pub fn waits_for_host(&self) -> bool {
        matches!(
            self.waiting,
            Waiting::Lookup | Waiting::Source { .. } | Waiting::Identify
        )
    }

    /// Stores or forgets a fact so that "назад" can undo it.
    pub(crate) fn put(&mut self, key: FactKey, stored: Option<Stored>) {
        let old = self.facts.put(key, stored);
        self.history.note(key, old);
    }
}

/// Something that was said, to be said again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Said {
    pub(crate) what: Words,
    pub(crate) grounds: Vec<GroundId>,
}

/// Words of the base, or words that were made when they were said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Words {
    Text(TextId),
    Made(String),
}

/// A scenario on the way: the node to execute next, or the one that waits.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Frame {
    pub(crate) step: StepId,
    pub(crate) node: NodeId,
    pub(crate) entered: Entered,
    pub(crate) topic: Option<TopicId>,
}

/// How a scenario was entered, which says where `вернуть` leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Entered {
    /// It greets.
    Greeting,
    /// It answers a question.
    Question,
    /// It answers a question in the middle of another scenario.
    Digression,
    /// It was called.
    Call,
}

/// What the conversation waits for. `Fact`, `Menu`, `Lookup` and `Identify` belong to the node of the
/// top frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Waiting {
    /// Any question of the citizen.
    Question,
    /// A fact; where an answer had several meanings, one of these values.
    Fact { fact: FactId, among: Few<Value> },
    /// An option of a menu; where an answer had several meanings, one of these.
    Menu { among: Few<Name> },
    /// One of these topics or none of them.
    Clarify { topics: Few<TopicId> },
    /// A source.
    Lookup,
    /// An identification.
    Identify,
    /// Nothing any more.
    Over,
    /// Whether to answer the other questions of a message, or which of them.
    Later,
    /// A source that is asked for a fact of a goal.
    Source { source: SourceId },
    /// Whether to tell the measures from this one on, by voice.
    More { from: u32 },
    /// About which of these measures to tell more.
    Details { measures: Few<MeasureId> },
}

/// A free question as it was judged: for the operator's card, and for what it tells by the way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Asked {
    pub(crate) words: String,
    /// Topics with their scores, best first, a few.
    pub(crate) topics: Vec<(TopicId, f32)>,
    pub(crate) corrections: Vec<(String, String)>,
}

/// Questions of one message that have not been answered yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Later {
    pub(crate) topics: Vec<TopicId>,
    /// The message they were asked in.
    pub(crate) words: String,
    /// How the conversation ends when they are not wanted, where the scenario of the first question ended it.
    pub(crate) outcome: Option<Name>,
    /// How often they were offered.
    pub(crate) offered: u8,
}
