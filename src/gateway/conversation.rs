//! What is kept of a conversation between turns.

use serde::{Deserialize, Serialize};

use crate::channel::Transcript;
use crate::runtime::{Session, SessionError};

/// The form of the bytes; it stands before them.
const FORMAT: u8 = 1;
/// Answers that are kept for clients that ask again.
const ANSWERS: usize = 4;
/// Turns that are known to have been answered, though their answers are gone.
const REMEMBERED: usize = 32;

/// A conversation as the store keeps it: its session, what was said, and the last answers, so that a turn that comes twice
/// is answered once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Conversation {
    session: Vec<u8>,
    /// Whether the channel identifies persons itself and says so.
    pub(crate) identifies: bool,
    pub(crate) transcript: Transcript,
    answered: Vec<(String, String)>,
    older: Vec<u64>,
    pub(crate) rating: Option<Rating>,
    /// The ticket of its last hand-over.
    pub(crate) ticket: Option<String>,
}

/// What the citizen thought of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rating {
    /// 1 to 5.
    pub(crate) stars: u8,
    pub(crate) comment: Option<String>,
}

/// What is known of a turn by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known<'a> {
    /// It was answered with this.
    Answered(&'a str),
    /// It was answered; others were after it.
    LongAgo,
    /// It is new.
    New,
}

impl Conversation {
    /// One that nobody has said a word in.
    pub(crate) fn new(identifies: bool) -> Self {
        Self {
            identifies,
            ..Self::default()
        }
    }

    /// The session.
    pub(crate) fn session(&self) -> Result<Session, SessionError> {
        Session::from_bytes(&self.session)
    }

    /// What is known of a turn.
    pub(crate) fn turn(&self, id: &str) -> Known<'_> {
        if let Some((_, answer)) = self.answered.iter().find(|(of, _)| of == id) {
            return Known::Answered(answer);
        }
        if self.older.contains(&key(id)) {
            return Known::LongAgo;
        }
        Known::New
    }

    /// The last answer, for a client that has lost it.
    pub(crate) fn last_answer(&self) -> Option<&str> {
        self.answered.last().map(|(_, answer)| answer.as_str())
    }

    /// Keeps a turn and its answer.
    pub(crate) fn answered(&mut self, id: &str, answer: &str, session: &Session) -> Result<(), SessionError> {
        self.session = session.to_bytes()?;
        while self.answered.len() >= ANSWERS {
            let (gone, _) = self.answered.remove(0);
            if self.older.len() >= REMEMBERED {
                self.older.remove(0);
            }
            self.older.push(key(&gone));
        }
        self.answered.push((id.to_owned(), answer.to_owned()));
        Ok(())
    }

    pub(crate) fn to_bytes(&self) -> Option<Vec<u8>> {
        let mut start = Vec::with_capacity(4_096);
        start.push(FORMAT);
        postcard::to_extend(self, start).ok()
    }

    /// `None` for bytes of another version, or damaged ones.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (&FORMAT, bytes) = bytes.split_first()? else {
            return None;
        };
        match postcard::take_from_bytes(bytes) {
            Ok((conversation, [])) => Some(conversation),
            _ => None,
        }
    }
}

/// 64 bits of a name that clients choose: among three dozen of one conversation no two are the same by chance.
fn key(id: &str) -> u64 {
    let hash = blake3::hash(id.as_bytes());
    hash.as_bytes()
        .iter()
        .take(8)
        .fold(0, |all, b| all << 8 | u64::from(*b))
}
