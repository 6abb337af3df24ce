//! What clients send and get, as it stands in the OpenAPI description.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;

use crate::channel::{Action, Event, Expects, Ground, Question, Who};

/// Bytes of a client's name for a turn.
pub(crate) const MAX_TURN_ID: usize = 64;
/// Characters of a comment.
pub(crate) const MAX_COMMENT: usize = 1_000;
/// Facts that may be known at the start.
pub(crate) const MAX_FACTS: usize = 200;

/// The base in service.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct About {
    /// Title of the base.
    pub(crate) title: String,
    /// Its language: `ru` or `en`.
    pub(crate) lang: &'static str,
    /// The bundle: 64 hexadecimal digits.
    pub(crate) bundle: String,
}

/// How a conversation begins. What is more than `{}` needs the key of channels.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Start {
    /// Begin with this scenario instead of the greeting.
    #[schema(max_length = 200)]
    pub(crate) scenario: Option<String>,
    /// Facts that are known already, by name: texts, numbers, truth, lists of them.
    pub(crate) facts: BTreeMap<String, Json>,
    /// Whether the person is identified already.
    pub(crate) identified: bool,
    /// Whether the channel identifies persons itself: it gets replies of the kind `identify`, and answers them by an event.
    pub(crate) identifies: bool,
}

/// A turn.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TurnRequest {
    /// The client's own name of this turn, such as a UUID: the same name again gives the same answer and changes nothing.
    #[schema(min_length = 1, max_length = 64)]
    pub(crate) id: String,
    /// What happened.
    pub(crate) event: ClientEvent,
}

/// What happened in a client.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum ClientEvent {
    /// The citizen wrote.
    Text {
        /// The words.
        #[schema(max_length = 16000)]
        text: String,
    },
    /// A button.
    Option {
        /// The name of the option.
        #[schema(max_length = 200)]
        name: String,
    },
    /// A key of a telephone.
    Key {
        /// `0`–`9`, `*` or `#`.
        #[schema(pattern = "^[0-9*#]$")]
        key: String,
    },
    /// Nothing came in time.
    Silence,
    /// How an identification ended; needs the key of channels.
    Identified {
        /// Whether the person is known now.
        success: bool,
        /// How.
        #[schema(max_length = 200)]
        method: Option<String>,
    },
}

impl ClientEvent {
    /// The event of the engine; `None` for a key that no telephone has.
    pub(crate) fn event(self) -> Option<Event> {
        Some(match self {
            Self::Text { text } => Event::Text { text },
            Self::Option { name } => Event::Option { name: name.into() },
            Self::Key { key } => {
                let mut keys = key.chars();
                match (keys.next(), keys.next()) {
                    (Some(key @ ('0'..='9' | '*' | '#')), None) => Event::Key { key },
                    _ => return None,
                }
            }
            Self::Silence => Event::Silence,
            Self::Identified { success, method } => Event::Identified {
                success,
                method: method.map(Into::into),
            },
        })
    }
}

/// The answer to a turn.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Answer {
    /// The name of the conversation. Whoever knows it is in the conversation: keep it as a key is kept.
    pub(crate) conversation: String,
    /// The number of the turn; the greeting is 1.
    pub(crate) turn: u32,
    /// Whether the conversation is over.
    pub(crate) over: bool,
    /// What to show, in order.
    pub(crate) replies: Vec<Reply>,
}

/// Something to show. Texts are plain, paragraphs are separated by line ends.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Reply {
    /// A message.
    Say {
        /// The words.
        text: String,
        /// What law it stands on.
        grounds: Vec<LegalGround>,
    },
    /// A question for a fact.
    Ask(AskedQuestion),
    /// A choice.
    Menu(AskedQuestion),
    /// Identify the person.
    Identify {
        /// Methods that suit, best first.
        methods: Vec<String>,
    },
    /// An operator takes over.
    Handover {
        /// The queue.
        queue: String,
        /// Its title.
        title: String,
        /// Whether it works at this minute, where hours are declared.
        open: Option<bool>,
    },
    /// The conversation is over.
    End {
        /// How it ended.
        outcome: String,
    },
}

/// A question that waits for an answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AskedQuestion {
    /// The words.
    pub(crate) text: String,
    /// Help for answering.
    pub(crate) hint: Option<String>,
    /// The fact that is asked for.
    pub(crate) fact: Option<String>,
    /// What can be pressed.
    pub(crate) options: Vec<Button>,
    /// What kind of answer fits: `text`, `option`, `yes_no`, `number`, `money`, `date`, `duration`, `phone`, `snils`.
    #[schema(value_type = String)]
    pub(crate) expects: Expects,
}

/// A button.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Button {
    /// Its name, for the event.
    pub(crate) name: String,
    /// Its words.
    pub(crate) label: String,
}

/// A legal ground.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LegalGround {
    /// The act.
    pub(crate) act: String,
    /// The point.
    pub(crate) point: Option<String>,
}

impl From<&Ground> for LegalGround {
    fn from(ground: &Ground) -> Self {
        Self {
            act: ground.act.clone(),
            point: ground.point.clone(),
        }
    }
}

impl From<&Question> for AskedQuestion {
    fn from(question: &Question) -> Self {
        let options = question.options.iter().map(|o| Button {
            name: o.name.to_string(),
            label: o.label.clone(),
        });
        Self {
            text: question.text.clone(),
            hint: question.hint.clone(),
            fact: question.fact.as_ref().map(ToString::to_string),
            options: options.collect(),
            expects: question.expects,
        }
    }
}

impl Reply {
    /// What a client shall show of an action; the gateway's own business is not shown.
    pub(crate) fn of(action: &Action) -> Option<Self> {
        Some(match action {
            Action::Say(message) => Self::Say {
                text: message.text.clone(),
                grounds: message.grounds.iter().map(Into::into).collect(),
            },
            Action::Ask(question) => Self::Ask(question.into()),
            Action::Menu(question) => Self::Menu(question.into()),
            Action::Identify { methods } => Self::Identify {
                methods: methods.iter().map(ToString::to_string).collect(),
            },
            Action::Handover(card) => Self::Handover {
                queue: card.queue.to_string(),
                title: card.queue_title.clone(),
                open: card.open,
            },
            Action::End { outcome } => Self::End {
                outcome: outcome.to_string(),
            },
            Action::Lookup(_) => return None,
        })
    }
}

/// A conversation as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct State {
    /// Its name.
    pub(crate) conversation: String,
    /// Turns so far.
    pub(crate) turn: u32,
    /// Whether it is over.
    pub(crate) over: bool,
    /// What was said, oldest first; the last 200 lines.
    pub(crate) lines: Vec<SaidLine>,
    /// Lines that are no longer kept.
    pub(crate) dropped: u32,
    /// The last answer's replies.
    #[schema(value_type = Vec<Reply>)]
    pub(crate) replies: Json,
    /// How the citizen rated it.
    pub(crate) rating: Option<u8>,
    /// Its last hand-over.
    pub(crate) handover: Option<HandoverState>,
}

/// A line of what was said.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SaidLine {
    /// `citizen` or `system`.
    #[schema(value_type = String)]
    pub(crate) who: Who,
    /// The words.
    pub(crate) text: String,
}

/// How far a hand-over is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HandoverState {
    /// The queue.
    pub(crate) queue: String,
    /// Its title.
    pub(crate) title: String,
    /// Whether an operator has it.
    pub(crate) state: TicketState,
}

/// How far a ticket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TicketState {
    /// Nobody has it.
    Waiting,
    /// An operator has it.
    Taken,
    /// It is done.
    Done,
}

/// What the citizen thinks of the conversation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RatingRequest {
    /// 1 to 5.
    #[schema(minimum = 1, maximum = 5)]
    pub(crate) stars: u8,
    /// In words.
    #[schema(max_length = 1000)]
    pub(crate) comment: Option<String>,
}

/// A page of tickets, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Tickets {
    /// The tickets.
    pub(crate) tickets: Vec<Ticket>,
}

/// A conversation that an operator shall take over.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct Ticket {
    /// Its name: names are in order of time.
    pub(crate) id: String,
    /// The conversation, by a name that opens nothing; logs have the same.
    pub(crate) conversation: String,
    /// The queue.
    pub(crate) queue: String,
    /// Its title.
    pub(crate) title: String,
    /// When it came, as in RFC 3339.
    pub(crate) at: String,
    /// How far it is.
    pub(crate) state: TicketState,
    /// Who has taken it.
    pub(crate) by: Option<String>,
    /// Everything that is known, so that nothing is asked twice.
    pub(crate) card: Json,
}

/// Who takes a ticket.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TakeRequest {
    /// The operator.
    #[schema(min_length = 1, max_length = 100)]
    pub(crate) by: String,
}

/// What is in service after a reload.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Reloaded {
    /// The bundle in service.
    pub(crate) bundle: String,
    /// Whether it is another one than before.
    pub(crate) changed: bool,
    /// Steps at which conversations are asked again.
    pub(crate) asked_again: usize,
    /// Steps that are gone without a successor: conversations there begin anew, with a notice.
    pub(crate) gone: usize,
}

/// Whether the gateway is alive.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Health {
    /// `ok`, or what is wrong.
    pub(crate) status: &'static str,
    /// Version of the gateway.
    pub(crate) version: &'static str,
}

/// The form that a document submits; further alternatives are `said2`, `confidence2` and so on.
#[derive(ToSchema)]
#[allow(dead_code, reason = "described; `channel::voice::returned` reads it")]
pub(crate) struct VoiceForm {
    /// The name of the call.
    call: String,
    /// The turn that the document was of.
    turn: u32,
    /// `speech`, `keys`, `silence`, `nomatch`, `hangup`, `transferred`, `transfer`.
    kind: String,
    /// What kind of answer the document asked for.
    expects: Option<String>,
    /// Keys that were pressed.
    keys: Option<String>,
    /// What was heard, the likeliest alternative.
    said1: Option<String>,
    /// How sure the platform is of it, 0 to 1.
    confidence1: Option<f32>,
    /// The queue that the call was passed to.
    queue: Option<String>,
    /// How that ended.
    result: Option<String>,
}

/// A problem, RFC 9457.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProblemBody {
    /// `urn:lotsman:problem:` and a name that does not change.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// What it is called.
    pub(crate) title: String,
    /// The status of HTTP.
    pub(crate) status: u16,
    /// What to do about it.
    pub(crate) detail: String,
}
