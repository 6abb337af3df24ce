//! A store that forgets everything when the process ends: for trying out, and for tests.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt as _;
use futures_util::future::ready;

use super::{Record, Shelf, Store, Stored, Write, Written};

/// Records in memory.
#[derive(Debug, Default)]
pub struct Memory(Mutex<BTreeMap<(Shelf, String), Kept>>);

#[derive(Debug)]
struct Kept {
    record: Record,
    expires: i64,
}

impl Memory {
    fn kept(&self) -> MutexGuard<'_, BTreeMap<(Shelf, String), Kept>> {
        // No change is left half done by a panic: all of them are made of whole records.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for Memory {
    fn kind(&self) -> &'static str {
        "memory"
    }

    fn read(&self, shelf: Shelf, key: &str, now: i64) -> Stored<'_, Option<Record>> {
        let kept = self.kept();
        let found = kept.get(&(shelf, key.to_owned())).filter(|k| k.expires > now);
        ready(Ok(found.map(|k| k.record.clone()))).boxed()
    }

    fn write(&self, writes: Vec<Write>, now: i64) -> Stored<'_, Written> {
        let mut kept = self.kept();
        let version = |w: &Write| {
            let there = kept.get(&(w.shelf, w.key.clone())).filter(|k| k.expires > now);
            there.map_or(0, |k| k.record.version)
        };
        if writes.iter().any(|w| version(w) != w.replaces) {
            return ready(Ok(Written::Conflict)).boxed();
        }
        for write in writes {
            let place = (write.shelf, write.key);
            match write.body {
                Some(body) => {
                    let record = Record {
                        version: write.replaces.saturating_add(1),
                        body,
                    };
                    kept.insert(
                        place,
                        Kept {
                            record,
                            expires: write.expires,
                        },
                    );
                }
                None => {
                    kept.remove(&place);
                }
            }
        }
        ready(Ok(Written::Done)).boxed()
    }

    fn list(&self, shelf: Shelf, after: Option<&str>, limit: usize, now: i64) -> Stored<'_, Vec<(String, Record)>> {
        let kept = self.kept();
        let from = match after {
            Some(after) => Bound::Excluded((shelf, after.to_owned())),
            None => Bound::Included((shelf, String::new())),
        };
        let found = kept
            .range((from, Bound::Unbounded))
            .take_while(|((of, _), _)| *of == shelf)
            .filter(|(_, k)| k.expires > now)
            .take(limit)
            .map(|((_, key), k)| (key.clone(), k.record.clone()))
            .collect();
        ready(Ok(found)).boxed()
    }

    fn count(&self, shelf: Shelf, now: i64) -> Stored<'_, u64> {
        let kept = self.kept();
        let count = kept
            .iter()
            .filter(|((of, _), k)| *of == shelf && k.expires > now)
            .count();
        ready(Ok(count as u64)).boxed()
    }

    fn sweep(&self, limit: usize, now: i64) -> Stored<'_, u64> {
        let mut kept = self.kept();
        let gone: Vec<_> = kept
            .iter()
            .filter(|(_, k)| k.expires <= now)
            .take(limit)
            .map(|(place, _)| place.clone())
            .collect();
        for place in &gone {
            kept.remove(place);
        }
        ready(Ok(gone.len() as u64)).boxed()
    }
}
