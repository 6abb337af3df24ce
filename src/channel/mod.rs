//! What goes in and out of the engine, as plain data: the same for chat, voice and tests.

pub mod voice;

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

pub use crate::value::Ground;
use crate::value::{Date, Duration, Name, Value};

/// What happened outside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Event {
    /// The citizen wrote, or speech was recognised with certainty.
    Text {
        /// The words.
        text: String,
    },
    /// Speech with its alternatives, best first.
    Speech {
        /// Alternatives.
        alternatives: Vec<Heard>,
    },
    /// A button: the stable name of an option, or of a value of the fact asked.
    Option {
        /// The name.
        name: Name,
    },
    /// A key of a telephone: `0`–`9`, `*`, `#`.
    Key {
        /// The key.
        key: char,
    },
    /// Nothing was said in time.
    Silence,
    /// What a source answered.
    LookupResult {
        /// The source asked.
        source: Name,
        /// Its answer.
        outcome: LookupOutcome,
    },
    /// How an identification ended.
    Identified {
        /// Whether the person is known now.
        success: bool,
        /// The method that was used.
        method: Option<Name>,
    },
}

impl Event {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }
}

/// One alternative of recognised speech.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heard {
    /// The words.
    pub text: String,
    /// Confidence from 0 to 1.
    pub confidence: f32,
}

/// What a source answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum LookupOutcome {
    /// Facts by name; those that are not outputs of the source are ignored and reported.
    Answered {
        /// Name and value.
        facts: Vec<(Name, Value)>,
    },
    /// It knows nothing of this person.
    NoData,
    /// It failed or did not answer in time.
    NoAnswer,
}

/// What the channel shall do, in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Action {
    /// Say something.
    Say(Message),
    /// Ask for a fact and wait.
    Ask(Question),
    /// Offer options and wait.
    Menu(Question),
    /// Ask a source and come back with [`Event::LookupResult`].
    Lookup(LookupRequest),
    /// Identify the person and come back with [`Event::Identified`].
    Identify {
        /// Methods that suit the channel, best first.
        methods: Vec<Name>,
    },
    /// Pass the person to an operator.
    Handover(Box<HandoverCard>),
    /// The conversation is over.
    End {
        /// Declared outcome.
        outcome: Name,
    },
}

/// A message with what it stands on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// The words for this channel; paragraphs are separated by line ends.
    pub text: String,
    /// Legal grounds of what is said.
    pub grounds: Vec<Ground>,
}

/// A question that waits for an answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The words for this channel.
    pub text: String,
    /// Help for answering it.
    pub hint: Option<String>,
    /// The fact asked for; menus have none.
    pub fact: Option<Name>,
    /// What can be pressed.
    pub options: Vec<Choice>,
    /// What kind of answer fits, for keyboards and grammars.
    pub expects: Expects,
}

/// One option of a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// Stable name: send it back in [`Event::Option`].
    pub name: Name,
    /// Words on the button.
    pub label: String,
    /// Telephone key.
    pub key: Option<char>,
}

/// Kind of answer that fits a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Expects {
    /// Any text.
    #[default]
    Text,
    /// One of the options.
    Option,
    /// Yes or no.
    YesNo,
    /// A number.
    Number,
    /// Money.
    Money,
    /// A date.
    Date,
    /// A period.
    Duration,
    /// A telephone number.
    Phone,
    /// СНИЛС.
    Snils,
}

/// A lookup for the channel service to perform.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LookupRequest {
    /// The declared source.
    pub source: Name,
    /// Inputs by name.
    pub inputs: Vec<(Name, Value)>,
    /// Facts it is expected to answer.
    pub outputs: Vec<Name>,
    /// Time limit.
    pub timeout: Option<Duration>,
}

/// Everything an operator needs so as not to ask again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HandoverCard {
    /// The queue.
    pub queue: Name,
    /// Title of the queue.
    pub queue_title: String,
    /// Level of the contact centre.
    pub level: Option<u32>,
    /// Why.
    pub reason: String,
    /// Topic: path and title.
    pub topic: Option<(Name, String)>,
    /// Scenario and step where it happened.
    pub position: Option<(Name, Name)>,
    /// What is known.
    pub facts: Vec<CardFact>,
    /// What was said: the engine leaves it empty, `Turn::record` fills it in.
    pub transcript: Transcript,
    /// Legal grounds given so far.
    pub grounds: Vec<Ground>,
    /// Whether the queue is open at this minute, where hours are declared.
    pub open: Option<bool>,
    /// The question that was judged last.
    #[serde(default)]
    pub question: Option<CardQuestion>,
    /// Topics that were asked about too and not answered: path and title.
    #[serde(default)]
    pub unanswered: Vec<(Name, String)>,
    /// Values that were used though nobody knows whether they are still in force: title of the
    /// parameter, and the last day for which it is known.
    #[serde(default)]
    pub outdated: Vec<(String, Date)>,
}

/// A question on the card, as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CardQuestion {
    /// The words.
    pub words: String,
    /// Topics it may be about, best first: path, title, and how likely from 0 to 1.
    pub candidates: Vec<(Name, String, f32)>,
    /// Words that were read otherwise than they were written.
    pub corrections: Vec<(String, String)>,
}

/// A fact on the card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CardFact {
    /// Name.
    pub name: Name,
    /// Title.
    pub title: String,
    /// Value.
    pub value: Value,
    /// The value in words.
    pub shown: String,
    /// Where it is from.
    pub origin: Origin,
    /// Personal data: redact in logs.
    pub personal: bool,
}

/// Where a fact is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "origin", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Origin {
    /// The citizen said it in this turn (from 1).
    Said {
        /// Turn.
        turn: u32,
    },
    /// A source answered it.
    LookedUp {
        /// Turn.
        turn: u32,
    },
    /// A scenario wrote it.
    Written {
        /// Turn.
        turn: u32,
    },
    /// The host gave it at the start.
    Given,
}

/// What was said in a conversation: the host keeps it beside the session where it wants one, and
/// `Turn::record` adds each turn. It holds the last 200 lines.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Transcript {
    lines: VecDeque<Line>,
    dropped: u32,
}

impl Transcript {
    /// Lines that are kept.
    pub const MAX_LINES: usize = 200;

    /// Adds a line.
    pub fn add(&mut self, who: Who, text: impl Into<String>) {
        if self.lines.len() >= Self::MAX_LINES {
            self.lines.pop_front();
            self.dropped = self.dropped.saturating_add(1);
        }
        self.lines.push_back(Line { who, text: text.into() });
    }

    /// The lines, oldest first.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = &Line> {
        self.lines.iter()
    }

    /// Lines that are no longer held.
    pub fn dropped(&self) -> u32 {
        self.dropped
    }
}

/// A line of the transcript.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Who.
    pub who: Who,
    /// Words.
    pub text: String,
}

/// Who spoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The citizen.
    Citizen,
    /// The system.
    System,
}
