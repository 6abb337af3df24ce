//! `lotsman.yaml`: what the base is called and how every conversation in it behaves by default.

mod defaults;
mod read;
mod shapes;

use std::collections::BTreeMap;

use crate::diag::Severity;
use crate::span::Place;
use crate::value::{Channel, Lang, Name};

pub(crate) use read::control;
pub use read::read_manifest;
pub(crate) use shapes::{CONTROL, RawControl};

/// The manifest with every default filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// Stable name of the base.
    pub name: Name,
    /// Title for people; the name when there is none.
    pub title: String,
    /// Language of the content, and of messages unless the tool is told otherwise.
    pub language: Lang,
    /// IANA time zone in which "today" is decided.
    pub time_zone: String,
    /// Scenario that opens a conversation.
    pub start: Option<Name>,
    /// What is said where a scenario says nothing of its own.
    pub texts: Texts,
    /// Limits of a conversation.
    pub limits: Limits,
    /// Limits of the channels.
    pub channels: Channels,
    /// How sure the choice of a topic must be.
    pub thresholds: Thresholds,
    /// What an evaluation must reach.
    pub eval: Expectations,
    /// Participants who own parts of the base.
    pub segments: Vec<Segment>,
    /// Ways a conversation may end.
    pub outcomes: Vec<Outcome>,
    /// Queue for everything that names none.
    pub default_queue: Option<Name>,
    /// Further phrases for the commands that work everywhere.
    pub control: Control,
    /// Severities changed for this base, by code (`L0305`).
    pub severity: BTreeMap<String, Severity>,
    /// Beginnings of paths that are not read.
    pub exclude: Vec<String>,
    /// Places of values by path: `start`, `outcomes[0].name`, `segments[1].owners[0]`,
    /// `severity.L0305`. Values left to their defaults have none.
    pub places: BTreeMap<String, Place>,
    /// Whether a part could not be read: what is missing may only be hidden by the fault.
    pub broken: bool,
}

/// Texts said by default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    /// Opens a conversation without a start scenario.
    pub greeting: String,
    /// Not understood: the first time, the second time, and so on.
    pub no_match: Vec<String>,
    /// Silence: the first time, the second time, and so on.
    pub no_input: Vec<String>,
    /// Before a menu of close topics.
    pub clarify: String,
    /// Coming back to the question after a digression.
    pub topic_resume: String,
    /// Before an operator takes over.
    pub handover: String,
    /// At the end.
    pub goodbye: String,
    /// A source did not answer.
    pub source_failed: String,
    /// The queue is closed now.
    pub out_of_hours: String,
    /// No topic fits.
    pub unknown_topic: String,
}

/// Limits of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Not understood in a row before the operator.
    pub no_match: u32,
    /// Silences in a row before the operator.
    pub no_input: u32,
    /// Statements run in one turn.
    pub steps_per_turn: u32,
    /// Characters of a citizen's message that are read.
    pub message_length: u32,
    /// Scenarios called from one another.
    pub call_depth: u32,
    /// Days ahead of which the end of something is told.
    pub expiry_days: u32,
    /// Questions on any way through a scenario; none is no limit.
    pub questions: Option<u32>,
    /// Seconds that the voice may speak on any way through a scenario; none is no limit.
    pub spoken_seconds: Option<u32>,
}

/// Limits of the channels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channels {
    /// Text with buttons.
    pub chat: Chat,
    /// Telephone.
    pub voice: Voice,
}

/// Limits of chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chat {
    /// Buttons under one message.
    pub max_buttons: u32,
    /// Characters of one message.
    pub max_message: u32,
    /// Characters of one button.
    pub max_label: u32,
    /// Kinds of identification that suffice for personal data.
    pub identification: Vec<Name>,
}

/// Limits of voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Options of one spoken menu.
    pub max_options: u32,
    /// Spoken seconds of one prompt.
    pub max_prompt_seconds: u32,
    /// Kinds of identification that suffice for personal data.
    pub identification: Vec<Name>,
}

/// How sure the choice of a topic must be, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Answered at once from here on.
    pub answer: f64,
    /// Asked back from here on; not understood below.
    pub clarify: f64,
    /// Lead over the next topic that makes a choice clear.
    pub margin: f64,
    /// Topics offered in a clarifying menu.
    pub clarify_options: u32,
}

/// What an evaluation by labelled questions must reach; only the tool looks at it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expectations {
    /// Figures with their least values, by the keys of the report.
    pub least: Vec<(&'static str, f64)>,
    /// Figures with their greatest values.
    pub most: Vec<(&'static str, f64)>,
    /// Greatest fall of the share of right rows against the accepted report.
    pub regression: Option<f64>,
}

/// A participant's part of the base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Stable name.
    pub name: Name,
    /// Title for people; the name when there is none.
    pub title: String,
    /// Who may change it.
    pub owners: Vec<String>,
    /// Where the name stands.
    pub place: Place,
}

/// A way a conversation may end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Stable name.
    pub name: Name,
    /// Title for people; the name when there is none.
    pub title: String,
    /// Whether a legal ground must have been given.
    pub ground_required: bool,
    /// Where the name stands; the start of the manifest for the default outcomes.
    pub place: Place,
}

/// The commands that work everywhere, each with further phrases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Control {
    /// Calls an operator.
    pub operator: Vec<String>,
    /// Says the last message again.
    pub repeat: Vec<String>,
    /// Goes back to the question before.
    pub back: Vec<String>,
    /// Begins anew.
    pub restart: Vec<String>,
    /// Ends the conversation.
    pub stop: Vec<String>,
    /// Tells what can be said.
    pub help: Vec<String>,
}

impl Manifest {
    /// Where the value of a path stands, if the file gives it.
    pub fn place(&self, path: &str) -> Option<Place> {
        self.places.get(path).copied()
    }

    /// Whether the file says anything of a channel.
    pub fn has_channel(&self, channel: Channel) -> bool {
        let path = match channel {
            Channel::Chat => "channels.chat",
            Channel::Voice => "channels.voice",
        };
        let below = self.places.range(path.to_owned()..).next().map(|(key, _)| key);
        below.is_some_and(|key| key == path || key.strip_prefix(path).is_some_and(|rest| rest.starts_with('.')))
    }

    /// The outcome of a name.
    pub fn outcome(&self, name: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|o| &*o.name == name)
    }

    /// The segment of a name.
    pub fn segment(&self, name: &str) -> Option<&Segment> {
        self.segments.iter().find(|s| &*s.name == name)
    }

    /// Whether a path relative to the base, with `/`, is not to be read: it or a folder that it lies
    /// in is named in `exclude`. `*` stands for any run of characters of one name.
    pub fn excludes(&self, path: &str) -> bool {
        self.exclude.iter().any(|pattern| {
            let pattern = pattern.trim_start_matches("./").trim_end_matches('/');
            let mut parts = path.split('/');
            !pattern.is_empty()
                && pattern
                    .split('/')
                    .all(|p| parts.next().is_some_and(|part| like(p, part)))
        })
    }
}

/// Whether a name fits a pattern with `*`.
fn like(pattern: &str, name: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let Some(mut name) = name.strip_prefix(first) else {
        return false;
    };
    let mut middle: Vec<&str> = rest.split('*').collect();
    let last = middle.pop().unwrap_or("");
    for part in middle {
        match name.split_once(part) {
            Some((_, after)) => name = after,
            None => return false,
        }
    }
    name.ends_with(last)
}

impl Control {
    /// The names of the commands with their phrases.
    pub fn commands(&self) -> [(&'static str, &[String]); 6] {
        [
            ("operator", &self.operator),
            ("repeat", &self.repeat),
            ("back", &self.back),
            ("restart", &self.restart),
            ("stop", &self.stop),
            ("help", &self.help),
        ]
    }
}

#[cfg(test)]
mod tests;
