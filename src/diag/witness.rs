//! How a finding comes about in a conversation: plain data that can be replayed.

use crate::value::{Date, Name, Value};

/// What has to be known, said and chosen for a finding to happen.
///
/// A check fills in what it has proved; whoever holds an engine replays it, writes the conversation
/// down and marks it as [`Witness::replayed`]. What could not be replayed is shown as possible, not as
/// certain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Witness {
    /// The scenario in which the conversation starts; none where the finding needs no conversation,
    /// such as one of a table.
    pub scenario: Option<Name>,
    /// The day; none is any day.
    pub day: Option<Date>,
    /// Whether it happens in voice only; otherwise in chat.
    pub voice: bool,
    /// Values that decide, and how they are known. A fact that is not named may have any value.
    pub facts: Vec<(Name, Said)>,
    /// Dates among the facts that are only known by the age that they must give on the day of the
    /// conversation, with that age in full years. The date is found once the day is.
    pub ages: Vec<(Name, i64)>,
    /// Steps passed, in order, from the first to the one in which it happens.
    pub steps: Vec<Name>,
    /// What happens at questions, menus, lookups and identifications that are not answered by
    /// [`Witness::facts`], in the order in which they come.
    pub turns: Vec<Turn>,
    /// The conversation as a test, once it was replayed.
    pub script: Option<String>,
    /// Whether the engine went the way that was foretold.
    pub replayed: bool,
    /// Whether a replay was tried: of many findings of one kind only the first are.
    pub tried: bool,
    /// Where a comparison of two terms was taken as independent of all others.
    pub assumed: bool,
}

impl Witness {
    /// Whether the finding is only possible: it rests on an assumption, or the engine did not go the
    /// way that was foretold.
    pub fn is_doubtful(&self) -> bool {
        self.assumed || (self.tried && !self.replayed)
    }
}

/// How a value is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// Said by the citizen when asked, or given by a lookup; [`Value::Unknown`] is «не знаю».
    Answered(Value),
    /// Known before the scenario starts.
    Before(Value),
    /// Derived from others: for reading, not for replay.
    Derived(Value),
    /// Any value of a range, as people write it: `> 20 000 ₽`; the value is one of it.
    Range(String, Value),
    /// Not asked yet.
    NotAsked,
}

/// What happens where the conversation waits.
#[derive(Clone, Debug, PartialEq)]
pub enum Turn {
    /// An option of the menu of a step.
    Option {
        /// The step.
        step: Name,
        /// The option.
        option: Name,
    },
    /// The handler of a question, a menu, a lookup or an identification opens: silence, no match,
    /// failure, no data.
    Handler {
        /// The step.
        step: Name,
        /// Which one.
        on: crate::value::HandlerOn,
    },
    /// A lookup answers with facts, or an identification succeeds.
    Succeeds {
        /// The step.
        step: Name,
    },
}
