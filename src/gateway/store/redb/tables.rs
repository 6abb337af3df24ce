//! The tables of the file, and single requests in them.
//!
//! Each shelf has its records by key, and an index of when to look at which record: an entry `(time, key)` a record,
//! whose time is never after the record's expiry. A turn puts the expiry off and leaves the entry where it is, so that a
//! write touches one place of one tree; the sweep that comes upon the entry moves it to where it belongs by then.

use redb::{
    Database, ReadTransaction, ReadableDatabase as _, ReadableTable as _, ReadableTableMetadata as _, Table,
    TableDefinition, WriteTransaction,
};

use super::super::{Record, Shelf, Write, Written};
use super::Failure;
use super::writer::Step;

type Records = TableDefinition<'static, &'static str, &'static [u8]>;
type Times = TableDefinition<'static, (i64, &'static str), ()>;

const FORMAT: TableDefinition<'static, &str, u64> = TableDefinition::new("lotsman");
const VERSION: u64 = 1;

/// Entries that one step of a sweep looks at: a few milliseconds.
const STEP: usize = 256;

fn records(shelf: Shelf) -> Records {
    TableDefinition::new(match shelf {
        Shelf::Conversations => "c",
        Shelf::Tickets => "t",
        Shelf::Outbox => "o",
    })
}

fn times(shelf: Shelf) -> Times {
    TableDefinition::new(match shelf {
        Shelf::Conversations => "c-times",
        Shelf::Tickets => "t-times",
        Shelf::Outbox => "o-times",
    })
}

/// Makes the tables where they are missing.
pub(super) fn prepared(database: Database) -> Result<Database, redb::Error> {
    let ready = match database.begin_read()?.open_table(FORMAT) {
        Ok(format) => Some(format.get("format")?.map_or(0, |v| v.value())),
        Err(redb::TableError::TableDoesNotExist(_)) => None,
        Err(e) => return Err(e.into()),
    };
    match ready {
        Some(VERSION) => return Ok(database),
        Some(other) => return Err(redb::Error::Corrupted(format!("format {other}, not {VERSION}"))),
        None => {}
    }
    let transaction = database.begin_write()?;
    transaction.open_table(FORMAT)?.insert("format", VERSION)?;
    for shelf in Shelf::ALL {
        transaction.open_table(records(shelf))?;
        transaction.open_table(times(shelf))?;
    }
    transaction.commit()?;
    Ok(database)
}

/// What stands before a body.
#[derive(Clone, Copy)]
struct Head {
    version: u64,
    expires: i64,
    /// The time of its entry in the index.
    listed: i64,
}

const HEAD: usize = 24;

impl Head {
    fn split(bytes: &[u8]) -> Result<(Self, &[u8]), Failure> {
        let torn = || Failure::Record(format!("record of {} bytes", bytes.len()));
        let (version, rest) = bytes.split_first_chunk().ok_or_else(torn)?;
        let (expires, rest) = rest.split_first_chunk().ok_or_else(torn)?;
        let (listed, body) = rest.split_first_chunk().ok_or_else(torn)?;
        let head = Self {
            version: u64::from_le_bytes(*version),
            expires: i64::from_le_bytes(*expires),
            listed: i64::from_le_bytes(*listed),
        };
        Ok((head, body))
    }

    fn write_to(self, place: &mut [u8]) {
        let numbers = [
            self.version.to_le_bytes(),
            self.expires.to_le_bytes(),
            self.listed.to_le_bytes(),
        ];
        for (to, number) in place.chunks_exact_mut(8).zip(numbers) {
            to.copy_from_slice(&number);
        }
    }
}

/// The live record in the bytes.
fn record(bytes: &[u8], now: i64) -> Result<Option<Record>, Failure> {
    let (head, body) = Head::split(bytes)?;
    Ok((head.expires > now).then(|| Record {
        version: head.version,
        body: body.to_vec(),
    }))
}

pub(super) fn read(from: &ReadTransaction, shelf: Shelf, key: &str, now: i64) -> Result<Option<Record>, Failure> {
    match from.open_table(records(shelf))?.get(key)? {
        Some(found) => record(found.value(), now),
        None => Ok(None),
    }
}

pub(super) fn list(
    from: &ReadTransaction,
    shelf: Shelf,
    after: Option<&str>,
    limit: usize,
    now: i64,
) -> Result<Vec<(String, Record)>, Failure> {
    let mut found = Vec::new();
    let table = from.open_table(records(shelf))?;
    for entry in table.range(after.unwrap_or("")..)? {
        if found.len() == limit {
            break;
        }
        let (key, bytes) = entry?;
        if Some(key.value()) != after
            && let Some(record) = record(bytes.value(), now)?
        {
            found.push((key.value().to_owned(), record));
        }
    }
    Ok(found)
}

pub(super) fn count(from: &ReadTransaction, shelf: Shelf) -> Result<u64, Failure> {
    Ok(from.open_table(records(shelf))?.len()?)
}

/// The tables of one shelf, open for writing.
struct OpenShelf<'t> {
    records: Table<'t, &'static str, &'static [u8]>,
    times: Table<'t, (i64, &'static str), ()>,
}

/// The tables of a transaction that writes.
pub(super) struct Tables<'t> {
    conversations: OpenShelf<'t>,
    tickets: OpenShelf<'t>,
    outbox: OpenShelf<'t>,
}

impl<'t> Tables<'t> {
    pub(super) fn open(of: &'t WriteTransaction) -> Result<Self, Failure> {
        let shelf = |shelf| -> Result<_, Failure> {
            Ok(OpenShelf {
                records: of.open_table(records(shelf))?,
                times: of.open_table(times(shelf))?,
            })
        };
        Ok(Self {
            conversations: shelf(Shelf::Conversations)?,
            tickets: shelf(Shelf::Tickets)?,
            outbox: shelf(Shelf::Outbox)?,
        })
    }

    fn shelf(&mut self, shelf: Shelf) -> &mut OpenShelf<'t> {
        match shelf {
            Shelf::Conversations => &mut self.conversations,
            Shelf::Tickets => &mut self.tickets,
            Shelf::Outbox => &mut self.outbox,
        }
    }

    /// Makes the changes, if all of them replace what is there.
    pub(super) fn write(&mut self, writes: &[Write], now: i64) -> Result<Written, Failure> {
        let mut heads = Vec::with_capacity(writes.len());
        for write in writes {
            let head = self.shelf(write.shelf).head(&write.key)?;
            if head.filter(|h| h.expires > now).map_or(0, |h| h.version) != write.replaces {
                return Ok(Written::Conflict);
            }
            heads.push(head);
        }
        for (write, head) in writes.iter().zip(heads) {
            self.shelf(write.shelf).put(write, head)?;
        }
        Ok(Written::Done)
    }

    /// Takes away at most `limit` records that have expired, and puts entries right on the way.
    pub(super) fn sweep(&mut self, limit: usize, now: i64) -> Result<Step, Failure> {
        let mut step = Step::default();
        let mut seen = 0;
        for shelf in Shelf::ALL {
            let shelf = self.shelf(shelf);
            for (time, key) in shelf.due(now, STEP.saturating_sub(seen))? {
                if step.gone == limit {
                    return Ok(step);
                }
                seen += 1;
                step.gone += usize::from(shelf.look_at(time, &key, now)?);
            }
        }
        step.more = seen == STEP && step.gone < limit;
        Ok(step)
    }
}

impl OpenShelf<'_> {
    fn head(&self, key: &str) -> Result<Option<Head>, Failure> {
        match self.records.get(key)? {
            Some(found) => Ok(Some(Head::split(found.value())?.0)),
            None => Ok(None),
        }
    }

    fn put(&mut self, write: &Write, old: Option<Head>) -> Result<(), Failure> {
        let key = write.key.as_str();
        // An entry may be early, never late.
        let kept = old.filter(|o| write.body.is_some() && o.listed <= write.expires);
        if let (Some(old), None) = (old, kept) {
            self.times.remove((old.listed, key))?;
        }
        let Some(body) = &write.body else {
            self.records.remove(key)?;
            return Ok(());
        };
        if kept.is_none() {
            self.times.insert((write.expires, key), ())?;
        }
        let head = Head {
            version: write.replaces.saturating_add(1),
            expires: write.expires,
            listed: kept.map_or(write.expires, |k| k.listed),
        };
        self.insert(key, head, body)
    }

    fn insert(&mut self, key: &str, head: Head, body: &[u8]) -> Result<(), Failure> {
        let mut place = self.records.insert_reserve(key, HEAD + body.len())?;
        if let Some((to_head, to_body)) = place.as_mut().split_at_mut_checked(HEAD) {
            head.write_to(to_head);
            to_body.copy_from_slice(body);
        }
        Ok(())
    }

    fn due(&self, now: i64, limit: usize) -> Result<Vec<(i64, String)>, Failure> {
        let mut due = Vec::new();
        for entry in self.times.range(..(now.saturating_add(1), ""))?.take(limit) {
            let (entry, _) = entry?;
            let (time, key) = entry.value();
            due.push((time, key.to_owned()));
        }
        Ok(due)
    }

    /// Takes the record of an entry away if it has expired, or moves the entry; whether the record is gone.
    fn look_at(&mut self, time: i64, key: &str, now: i64) -> Result<bool, Failure> {
        self.times.remove((time, key))?;
        let found = match self.records.get(key)? {
            Some(found) => {
                let (head, body) = Head::split(found.value())?;
                (head, (head.expires > now).then(|| body.to_vec()))
            }
            None => return Ok(false),
        };
        match found {
            (_, None) => {
                self.records.remove(key)?;
                Ok(true)
            }
            (head, Some(body)) => {
                self.times.insert((head.expires, key), ())?;
                let listed = head.expires;
                self.insert(key, Head { listed, ..head }, &body)?;
                Ok(false)
            }
        }
    }
}
