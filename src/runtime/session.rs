//! The state of one conversation.

use serde::{Deserialize, Serialize};

use super::eval::Known;
use crate::bundle::program::{FactId, GroundId, MeasureId, NodeId, ParameterId, Program, SourceId, StepId, TopicId};
use crate::bundle::{BundleId, keys};
use crate::channel::{Line, Origin, Who};
use crate::value::{Channel, Date, Name, Value};

/// Version of the form in which sessions are kept.
pub(crate) const FORMAT: u16 = 1;
/// Lines of the transcript that are kept.
pub(crate) const TRANSCRIPT_LINES: usize = 200;
/// Questions that "назад" can go back.
pub(crate) const HISTORY: usize = 8;
/// Messages that "повтори" repeats.
pub(crate) const LAST_SAID: usize = 8;

/// Stable key of a fact: a hash of its name, the same in every bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FactKey(u64);

impl FactKey {
    /// The key of a folded name (FNV-1a, 64 bits).
    pub fn of(name: &str) -> Self {
        Self(keys::hash(name))
    }

    /// As the bundle has it.
    pub(crate) fn hash(self) -> u64 {
        self.0
    }
}

/// Where a conversation stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The scenario.
    pub scenario: Name,
    /// Its step.
    pub step: Name,
}

/// One conversation: owned, small, kept by the host in any serde format between turns.
///
/// Its date is fixed when it starts: editions, parameters and "сегодня" of a conversation that runs
/// over midnight do not change under the citizen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    pub(crate) format: u16,
    pub(crate) bundle: BundleId,
    pub(crate) channel: Channel,
    pub(crate) date: Date,
    pub(crate) turn: u32,
    pub(crate) frames: Vec<Frame>,
    pub(crate) waiting: Waiting,
    pub(crate) facts: Facts,
    pub(crate) misses: u32,
    pub(crate) silences: u32,
    pub(crate) topic: Option<TopicId>,
    pub(crate) topic_path: Option<Name>,
    pub(crate) position: Option<Position>,
    pub(crate) outcome: Option<Name>,
    pub(crate) identified: bool,
    pub(crate) history: Vec<Snapshot>,
    pub(crate) last_said: Vec<(String, Vec<GroundId>)>,
    pub(crate) transcript: Vec<Line>,
    pub(crate) dropped: u32,
    pub(crate) grounds: Vec<GroundId>,
    pub(crate) asked: Option<Asked>,
    pub(crate) later: Option<Later>,
    /// Parameters that were used after the last day for which they are known, with that day.
    pub(crate) outdated: Vec<(ParameterId, Date)>,
    /// Sources that have not answered all that they declare: they are not asked again for a goal.
    #[serde(default)]
    pub(crate) tried: Vec<SourceId>,
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
            topic_path: None,
            position: None,
            outcome: None,
            identified: false,
            history: Vec::new(),
            last_said: Vec::new(),
            transcript: Vec::new(),
            dropped: 0,
            grounds: Vec::new(),
            asked: None,
            later: None,
            outdated: Vec::new(),
            tried: Vec::new(),
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

    /// Scenario and step, where it stands in one.
    pub fn position(&self) -> Option<&Position> {
        self.position.as_ref()
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

    /// Path of the topic that was answered last.
    pub fn topic(&self) -> Option<&Name> {
        self.topic_path.as_ref()
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

    /// What was said, the last 200 lines.
    pub fn transcript(&self) -> &[Line] {
        &self.transcript
    }

    /// Lines that the transcript no longer holds.
    pub fn transcript_dropped(&self) -> u32 {
        self.dropped
    }

    pub(crate) fn record(&mut self, who: Who, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.transcript.len() >= TRANSCRIPT_LINES {
            self.transcript.remove(0);
            self.dropped = self.dropped.saturating_add(1);
        }
        self.transcript.push(Line {
            who,
            text: text.to_owned(),
        });
    }

    /// Stores or forgets a fact so that "назад" can undo it.
    pub(crate) fn put(&mut self, key: FactKey, stored: Option<Stored>) {
        let old = self.facts.put(key, stored);
        if let Some(snapshot) = self.history.last_mut() {
            snapshot.undo.push((key, old));
        }
    }
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
    Fact { fact: FactId, among: Vec<Value> },
    /// An option of a menu; where an answer had several meanings, one of these.
    Menu { among: Vec<Name> },
    /// One of these topics or none of them.
    Clarify { topics: Vec<TopicId> },
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
    Details { measures: Vec<MeasureId> },
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Later {
    pub(crate) topics: Vec<TopicId>,
    /// The message they were asked in.
    pub(crate) words: String,
    /// How the conversation ends when they are not wanted, where the scenario of the first question ended it.
    pub(crate) outcome: Option<Name>,
    /// How often they were offered.
    pub(crate) offered: u8,
}

/// The state at a question, to go back to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Snapshot {
    pub(crate) frames: Vec<Frame>,
    pub(crate) waiting: Waiting,
    pub(crate) topic: Option<TopicId>,
    /// Facts changed since, with what they were before, in order.
    pub(crate) undo: Vec<(FactKey, Option<Stored>)>,
}

/// A known fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stored {
    pub(crate) value: Value,
    pub(crate) origin: From,
}

/// [`Origin`] in a form that compact formats can read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum From {
    Said(u32),
    LookedUp(u32),
    Written(u32),
    Given,
    /// Decided whatever the facts that nobody has said yet; forgotten when another fact changes.
    Concluded(u32),
}

impl std::convert::From<From> for Origin {
    fn from(from: From) -> Self {
        match from {
            From::Said(turn) => Self::Said { turn },
            From::LookedUp(turn) => Self::LookedUp { turn },
            From::Written(turn) => Self::Written { turn },
            From::Given => Self::Given,
            From::Concluded(turn) => Self::Written { turn },
        }
    }
}

/// Known facts in order of key.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Facts(Vec<(FactKey, Stored)>);

impl Facts {
    pub(crate) fn get(&self, key: FactKey) -> Option<&Stored> {
        let at = self.0.binary_search_by_key(&key, |(k, _)| *k).ok()?;
        self.0.get(at).map(|(_, s)| s)
    }

    /// Keys of what was only concluded.
    pub(crate) fn concluded(&self) -> Vec<FactKey> {
        let concluded = self.0.iter().filter(|(_, s)| matches!(s.origin, From::Concluded(_)));
        concluded.map(|(key, _)| *key).collect()
    }

    fn put(&mut self, key: FactKey, stored: Option<Stored>) -> Option<Stored> {
        match (self.0.binary_search_by_key(&key, |(k, _)| *k), stored) {
            (Ok(at), Some(new)) => self.0.get_mut(at).map(|(_, s)| std::mem::replace(s, new)),
            (Ok(at), None) => Some(self.0.remove(at).1),
            (Err(at), Some(new)) => {
                self.0.insert(at, (key, new));
                None
            }
            (Err(_), None) => None,
        }
    }

    pub(crate) fn restore(&mut self, undo: Vec<(FactKey, Option<Stored>)>) {
        for (key, old) in undo.into_iter().rev() {
            self.put(key, old);
        }
    }

    pub(crate) fn keep_given(&mut self) {
        self.0.retain(|(_, s)| s.origin == From::Given);
    }
}

/// Facts of a session for evaluation.
pub(crate) struct KnownFacts<'a> {
    pub(crate) program: &'a Program,
    pub(crate) facts: &'a Facts,
}

impl Known for KnownFacts<'_> {
    fn known(&self, fact: FactId) -> Option<&Value> {
        let name = &self.program.facts.get(fact.index())?.name;
        self.facts.get(FactKey::of(name)).map(|s| &s.value)
    }
}
