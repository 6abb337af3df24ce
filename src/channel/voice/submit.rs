//! The way back: a form that a document has submitted, as an event.

use crate::channel::{Event, Heard};

/// More alternatives of one utterance than this are never asked for.
pub const MAX_ALTERNATIVES: u8 = 9;
/// The longest text of a field, in bytes.
const MAX_FIELD: usize = 4_096;
/// The longest name of a call.
const MAX_CALL: usize = 128;
/// Keys of one answer.
const MAX_KEYS: usize = 32;
/// Fields of one form; documents send fewer.
const MAX_FIELDS: usize = 64;

/// A submitted form.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Returned {
    /// The call, as the document named it.
    pub call: String,
    /// The turn that the document was of.
    pub turn: u32,
    /// What happened.
    pub what: What,
}

impl Returned {
    /// What the engine shall be stepped with, if anything.
    pub fn event(&self) -> Option<&Event> {
        match &self.what {
            What::Event(event) => Some(event),
            _ => None,
        }
    }
}

/// What happened in the call.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum What {
    /// The citizen answered, pressed a key, was silent or was not understood.
    Event(Event),
    /// The citizen hung up.
    HungUp,
    /// The call was passed to an operator, or was not.
    Transfer {
        /// The queue of the hand-over.
        queue: String,
        /// How it ended.
        result: Transfer,
    },
}

/// How a transfer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Transfer {
    /// The operator took the call.
    Connected,
    /// Busy.
    Busy,
    /// Nobody answered in time.
    NoAnswer,
    /// The line was cut.
    Disconnected,
    /// It could not be made.
    Failed,
}

/// Why a form is not one of ours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// A field is missing.
    #[error("the field `{0}` is missing")]
    Missing(&'static str),
    /// A field comes twice.
    #[error("the field `{0}` comes twice")]
    Twice(String),
    /// A field is too long.
    #[error("the field `{0}` is too long")]
    TooLong(String),
    /// There are too many fields.
    #[error("too many fields")]
    TooMany,
    /// A field has a value that no document sends.
    #[error("the field `{0}` has a value that no document sends")]
    Value(&'static str),
}

/// Reads a submitted form: names and values, decoded. Fields that are not known are left aside, so that a
/// platform may add its own.
pub fn returned<K: AsRef<str>, V: AsRef<str>>(fields: impl IntoIterator<Item = (K, V)>) -> Result<Returned, Malformed> {
    let form = Form::new(fields)?;
    let call = form.some("call")?;
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '~' | '-');
    if call.is_empty() || call.len() > MAX_CALL || !call.chars().all(fits) {
        return Err(Malformed::Value("call"));
    }
    let turn = form.some("turn")?;
    if !turn.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Malformed::Value("turn"));
    }
    let turn = turn.parse().map_err(|_| Malformed::Value("turn"))?;
    let what = match form.some("kind")? {
        "speech" => What::Event(speech(&form)?),
        "keys" => What::Event(keys(&form)?),
        "silence" => What::Event(Event::Silence),
        // Nothing that could be made out: the engine counts it as not understood.
        "nomatch" => What::Event(Event::Speech {
            alternatives: Vec::new(),
        }),
        "hangup" => What::HungUp,
        "transferred" => transfer(&form, Transfer::Connected)?,
        "transfer" => transfer(&form, result(form.some("result")?)?)?,
        _ => return Err(Malformed::Value("kind")),
    };
    Ok(Returned {
        call: call.to_owned(),
        turn,
        what,
    })
}

struct Form(Vec<(String, String)>);

impl Form {
    fn new<K: AsRef<str>, V: AsRef<str>>(fields: impl IntoIterator<Item = (K, V)>) -> Result<Self, Malformed> {
        let mut kept: Vec<(String, String)> = Vec::new();
        for (name, value) in fields {
            let (name, value) = (name.as_ref(), value.as_ref());
            if kept.len() >= MAX_FIELDS {
                return Err(Malformed::TooMany);
            }
            if name.len() > MAX_CALL || value.len() > MAX_FIELD {
                let start = name.chars().take(32).collect();
                return Err(Malformed::TooLong(start));
            }
            if kept.iter().any(|(other, _)| other == name) {
                return Err(Malformed::Twice(name.to_owned()));
            }
            kept.push((name.to_owned(), value.to_owned()));
        }
        Ok(Self(kept))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, v)| v.as_str())
    }

    fn some(&self, name: &'static str) -> Result<&str, Malformed> {
        self.get(name).ok_or(Malformed::Missing(name))
    }
}

fn speech(form: &Form) -> Result<Event, Malformed> {
    let mut alternatives = Vec::new();
    for n in 1..=MAX_ALTERNATIVES {
        let Some(text) = form.get(&format!("said{n}")) else {
            break;
        };
        // Alternatives that there were not come back empty.
        if text.trim().is_empty() {
            continue;
        }
        let confidence = form
            .get(&format!("confidence{n}"))
            .ok_or(Malformed::Missing("confidence"))?;
        let confidence: f32 = confidence.trim().parse().map_err(|_| Malformed::Value("confidence"))?;
        if !(0.0..=1.0).contains(&confidence) {
            return Err(Malformed::Value("confidence"));
        }
        alternatives.push(Heard {
            text: text.to_owned(),
            confidence,
        });
    }
    if form.get("said1").is_none() {
        return Err(Malformed::Missing("said1"));
    }
    Ok(Event::Speech { alternatives })
}

/// One key is a key; several are the number that was asked for, written as people write it.
fn keys(form: &Form) -> Result<Event, Malformed> {
    // «1 2 3» is how some platforms tell keys.
    let keys: String = form.some("keys")?.chars().filter(|c| *c != ' ').collect();
    let known = |c: char| c.is_ascii_digit() || matches!(c, '*' | '#');
    if keys.is_empty() || keys.len() > MAX_KEYS || !keys.chars().all(known) {
        return Err(Malformed::Value("keys"));
    }
    let expects = form.some("expects")?;
    if !matches!(expects, "text" | "key" | "number" | "date" | "phone" | "snils") {
        return Err(Malformed::Value("expects"));
    }
    let mut each = keys.chars();
    if let (Some(key), None) = (each.next(), each.next()) {
        return Ok(Event::Key { key });
    }
    // A star among digits: the citizen wants to hear the question again.
    if keys.contains('*') {
        return Ok(Event::Key { key: '*' });
    }
    let digits: String = keys.chars().filter(char::is_ascii_digit).collect();
    let date = match (digits.get(..2), digits.get(2..4), digits.get(4..)) {
        (Some(day), Some(month), Some(year)) if expects == "date" && digits.len() == 8 => {
            Some(format!("{day}.{month}.{year}"))
        }
        _ => None,
    };
    Ok(Event::text(date.unwrap_or(digits)))
}

fn transfer(form: &Form, result: Transfer) -> Result<What, Malformed> {
    Ok(What::Transfer {
        queue: form.some("queue")?.to_owned(),
        result,
    })
}

/// The form item variable of a transfer, VoiceXML 2.1, section 7.
fn result(value: &str) -> Result<Transfer, Malformed> {
    Ok(match value {
        "busy" | "network_busy" => Transfer::Busy,
        "noanswer" => Transfer::NoAnswer,
        "near_end_disconnect" | "far_end_disconnect" | "network_disconnect" | "maxtime_disconnect" => {
            Transfer::Disconnected
        }
        "unknown" | "error" => Transfer::Failed,
        _ => return Err(Malformed::Value("result")),
    })
}
