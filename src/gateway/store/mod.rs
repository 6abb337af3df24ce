//! Where conversations are kept between turns: one trait, and the stores behind it.
//!
//! A store holds records by shelf and key. Each has a version, and a write names the version it replaces: of two gateways
//! that answer the same conversation at once, one is told [`Written::Conflict`], reads again and answers what is there
//! now. Writes go together or not at all, so that an operator's ticket is there exactly when the turn that made it is.

mod memory;
mod open;
mod postgres;
mod redb;
mod redis;

use std::fmt;

use futures_util::future::BoxFuture;

pub use self::redb::Redb;
pub use self::redis::Redis;
pub use memory::Memory;
pub use open::open;
pub use postgres::Postgres;

/// Bytes of a key at most.
pub const MAX_KEY: usize = 128;
/// Writes that go together at most.
pub const MAX_WRITES: usize = 8;

/// A kind of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Shelf {
    /// Conversations by their secret names.
    Conversations,
    /// Tickets for operators, in order of time by their names.
    Tickets,
    /// Tickets that the operators' own system has not been told of yet, by the same names.
    Outbox,
}

impl Shelf {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Conversations, Self::Tickets, Self::Outbox];

    /// A short name, the same in every store and for ever.
    pub fn name(self) -> &'static str {
        match self {
            Self::Conversations => "c",
            Self::Tickets => "t",
            Self::Outbox => "o",
        }
    }
}

/// What is kept under a key.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    /// From 1, one more with each write.
    pub version: u64,
    /// The bytes.
    pub body: Vec<u8>,
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Bodies hold what citizens said.
        write!(
            f,
            "Record {{ version: {}, body: {} bytes }}",
            self.version,
            self.body.len()
        )
    }
}

/// One change of a record.
#[derive(Clone, PartialEq, Eq)]
pub struct Write {
    /// The shelf.
    pub shelf: Shelf,
    /// The key, ASCII without spaces or line ends.
    pub key: String,
    /// The version that is replaced; 0 where there must be none.
    pub replaces: u64,
    /// The new bytes; `None` takes the record away.
    pub body: Option<Vec<u8>>,
    /// When the record may go, in seconds since 1970.
    pub expires: i64,
}

impl fmt::Debug for Write {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Write {{ {}, replaces: {} }}", self.shelf.name(), self.replaces)
    }
}

/// How a write went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// All of it stands, and will after this process is killed.
    Done,
    /// A record was not of the version named; nothing has changed.
    Conflict,
}

/// Why a store did not do what it was asked.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// It cannot be reached, or has failed; the same may pass in a moment.
    #[error("the store does not answer: {0}")]
    Unavailable(String),
    /// What it holds or was told makes no sense, however often it is tried.
    #[error("the store holds what cannot be read: {0}")]
    Damaged(String),
    /// The address of the store.
    #[error("{0}")]
    Address(String),
}

/// What a call of a store comes to.
pub type Stored<'a, T> = BoxFuture<'a, Result<T, StoreError>>;

/// A store of records. All times are the caller's, in seconds since 1970.
pub trait Store: Send + Sync + fmt::Debug {
    /// Its kind, for logs: `redb`, `redis`, …
    fn kind(&self) -> &'static str;

    /// The record under a key; none where it has expired at `now`.
    fn read(&self, shelf: Shelf, key: &str, now: i64) -> Stored<'_, Option<Record>>;

    /// Makes all changes or none of them. A record that has expired at `now` counts as not there. At most
    /// [`MAX_WRITES`]; no key twice.
    fn write(&self, writes: Vec<Write>, now: i64) -> Stored<'_, Written>;

    /// Records of a shelf with keys after `after`, in order of key, at most `limit`, none of them expired at `now`.
    fn list(&self, shelf: Shelf, after: Option<&str>, limit: usize, now: i64) -> Stored<'_, Vec<(String, Record)>>;

    /// How many records a shelf holds that have not expired; some that have may still be counted until the next sweep.
    fn count(&self, shelf: Shelf, now: i64) -> Stored<'_, u64>;

    /// Takes away what has expired at `now`, at most `limit` records; gives how many went. Stores that let records expire
    /// by themselves have nothing to do.
    fn sweep(&self, limit: usize, now: i64) -> Stored<'_, u64>;
}

/// A text for people, in both languages: which one the operator of a gateway reads is not known here.
fn both(ru: impl fmt::Display, en: impl fmt::Display) -> String {
    format!("{ru} · {en}")
}

/// Tells rustls which cryptography connections use: ring, the only one that is linked.
fn choose_cryptography() {
    // Whoever came first has chosen the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
