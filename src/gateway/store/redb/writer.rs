//! The thread that writes: all that waits in one transaction.

use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use redb::Durability;
use tokio::sync::oneshot;

use super::super::{StoreError, Write, Written};
use super::tables::Tables;
use super::{Base, Failure, caught_failure};

/// Requests of one transaction at most, and bytes after which no more are added.
const REQUESTS: usize = 512;
const BYTES: usize = 8 << 20;

/// How long after a vain attempt to open the file the next one is made.
const PAUSE: Duration = Duration::from_millis(500);

/// What a caller wants, and where it waits.
pub(super) enum Request {
    Write {
        writes: Vec<Write>,
        now: i64,
        done: Answer<Written>,
    },
    Sweep {
        limit: usize,
        now: i64,
        done: Answer<Step>,
    },
}

pub(super) type Answer<T> = oneshot::Sender<Result<T, StoreError>>;

/// How far one step of a sweep came.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Step {
    pub gone: usize,
    /// Whether there may be more to do.
    pub more: bool,
}

/// What has come of a request, before its transaction is on the disk.
enum Outcome {
    Written(Written),
    Swept(Step),
}

impl Request {
    fn bytes(&self) -> usize {
        match self {
            Self::Write { writes, .. } => writes.iter().filter_map(|w| w.body.as_ref()).map(Vec::len).sum(),
            Self::Sweep { .. } => 0,
        }
    }

    fn act(&self, tables: &mut Tables<'_>) -> Result<Outcome, Failure> {
        match self {
            Self::Write { writes, now, .. } => tables.write(writes, *now).map(Outcome::Written),
            Self::Sweep { limit, now, .. } => tables.sweep(*limit, *now).map(Outcome::Swept),
        }
    }

    fn answer(self, outcome: Result<Outcome, StoreError>) {
        // Who no longer waits misses nothing: what is written is written.
        match (self, outcome) {
            (Self::Write { done, .. }, Ok(Outcome::Written(written))) => drop(done.send(Ok(written))),
            (Self::Sweep { done, .. }, Ok(Outcome::Swept(step))) => drop(done.send(Ok(step))),
            (Self::Write { done, .. }, Err(e)) => drop(done.send(Err(e))),
            (Self::Sweep { done, .. }, Err(e)) => drop(done.send(Err(e))),
            // An outcome of the other kind: the sender goes, and the caller learns that there is no answer.
            _ => {}
        }
    }
}

/// Until all senders are gone and everything queued is done.
pub(super) fn run(base: &Base, requests: &Receiver<Request>) {
    let mut tried = None;
    while let Ok(first) = requests.recv() {
        let mut bytes = first.bytes();
        let mut batch = vec![first];
        while batch.len() < REQUESTS
            && bytes < BYTES
            && let Ok(next) = requests.try_recv()
        {
            bytes = bytes.saturating_add(next.bytes());
            batch.push(next);
        }
        if base.database().is_none() {
            if tried.is_some_and(|at: Instant| at.elapsed() < PAUSE) {
                fail(batch, &base.closed());
                continue;
            }
            tried = Some(Instant::now());
            if let Err(e) = base.open_again() {
                fail(batch, &e);
                continue;
            }
        }
        commit(base, batch);
    }
}

fn fail(batch: Vec<Request>, error: &StoreError) {
    for request in batch {
        request.answer(Err(error.clone()));
    }
}

fn commit(base: &Base, mut batch: Vec<Request>) {
    match caught_failure(|| transact(base, &batch)) {
        Ok(outcomes) => {
            for (request, outcome) in batch.into_iter().zip(outcomes) {
                request.answer(Ok(outcome));
            }
        }
        // One place of the file that cannot be read is no reason to refuse the others.
        Err(Failure::Record(_) | Failure::Redb(redb::Error::Corrupted(_))) if batch.len() > 1 => {
            for request in batch.drain(..) {
                commit(base, vec![request]);
            }
        }
        Err(failure) => {
            if !matches!(failure, Failure::Record(_)) {
                base.close();
            }
            fail(batch, &base.error(failure));
        }
    }
}

/// All of them in order, each by itself, on the disk at the end.
fn transact(base: &Base, batch: &[Request]) -> Result<Vec<Outcome>, Failure> {
    let database = base.database();
    let database = database.as_ref().ok_or(redb::Error::DatabaseClosed)?;
    let mut transaction = database.begin_write()?;
    transaction.set_durability(Durability::Immediate)?;
    let mut tables = Tables::open(&transaction)?;
    let outcomes: Vec<_> = batch.iter().map(|r| r.act(&mut tables)).collect::<Result<_, _>>()?;
    drop(tables);
    let changed = outcomes
        .iter()
        .any(|o| !matches!(o, Outcome::Written(Written::Conflict)));
    if changed {
        transaction.commit()?;
    } else {
        transaction.abort()?;
    }
    Ok(outcomes)
}
