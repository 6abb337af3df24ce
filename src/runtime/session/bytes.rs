//! Sessions as bytes, for a host that keeps them in a store.

use serde::{Deserialize, Deserializer};

use super::{Asked, Facts, Few, Frame, History, Later, Names, Said, Waiting};
use super::{FORMAT, MAX_BYTES, Session};
use crate::bundle::BundleId;
use crate::bundle::program::{GroundId, ParameterId, SourceId, TopicId};
use crate::value::{Channel, Date, Name};

/// Why bytes are no session.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SessionError {
    /// Longer than any session can be.
    #[error("{length} bytes are too many for a session: at most {limit}")]
    TooLong {
        /// Bytes given.
        length: usize,
        /// Most bytes.
        limit: usize,
    },
    /// Written by a version of the library that this one does not know.
    #[error("the session has form {found}; this version reads form {known}")]
    Version {
        /// Its form.
        found: u16,
        /// The form that is read.
        known: u16,
    },
    /// Not a session, or damaged.
    #[error("the bytes are not a session, or are damaged")]
    Damaged,
}

impl Session {
    /// The session in a compact form, some hundred bytes: two bytes with the number of the form, then postcard. The same
    /// session gives the same bytes.
    ///
    /// # Errors
    /// When it is longer than [`Session::from_bytes`] would read: more than 256 KB.
    pub fn to_bytes(&self) -> Result<Vec<u8>, SessionError> {
        let start = Vec::with_capacity(512);
        let bytes = postcard::to_extend(self, start).map_err(|_| SessionError::Damaged)?;
        if bytes.len() > MAX_BYTES {
            return Err(SessionError::TooLong {
                length: bytes.len(),
                limit: MAX_BYTES,
            });
        }
        Ok(bytes)
    }

    /// A session from what [`Session::to_bytes`] gave. Bytes of any origin are safe: what they refer to is looked up
    /// with care.
    ///
    /// # Errors
    /// When they are too long, of another form, or not a session.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SessionError> {
        if bytes.len() > MAX_BYTES {
            return Err(SessionError::TooLong {
                length: bytes.len(),
                limit: MAX_BYTES,
            });
        }
        let found: u16 = postcard::take_from_bytes(bytes).map_err(|_| SessionError::Damaged)?.0;
        if found != FORMAT {
            return Err(SessionError::Version { found, known: FORMAT });
        }
        match postcard::take_from_bytes(bytes) {
            Ok((session, [])) => Ok(session),
            _ => Err(SessionError::Damaged),
        }
    }

    /// Whether what is found by halving is in order, and frames have their names.
    fn is_in_order(&self) -> bool {
        self.facts.0.is_sorted_by(|a, b| a.0 < b.0) && self.names.steps.len() == self.frames.len()
    }
}

/// [`Session`] as it stands in bytes or in JSON, field by field in the same order, before it is checked.
#[derive(Deserialize)]
#[serde(remote = "Session")]
struct Unchecked {
    format: u16,
    bundle: BundleId,
    channel: Channel,
    #[serde(with = "crate::value::day")]
    date: Date,
    turn: u32,
    frames: Vec<Frame>,
    waiting: Waiting,
    facts: Facts,
    misses: u32,
    silences: u32,
    topic: Option<TopicId>,
    outcome: Option<Name>,
    identified: bool,
    history: History,
    last_said: Vec<Said>,
    grounds: Vec<GroundId>,
    asked: Option<Box<Asked>>,
    later: Option<Box<Later>>,
    outdated: Few<(ParameterId, Date)>,
    tried: Few<SourceId>,
    names: Names,
}

/// From any format: what comes from outside is never taken as it is.
impl<'de> Deserialize<'de> for Session {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let session = Unchecked::deserialize(from)?;
        if !session.is_in_order() {
            let why = "the facts of the session are out of order or stand there twice, or its places lack their names";
            return Err(serde::de::Error::custom(why));
        }
        Ok(session)
    }
}
