//! What is known in a conversation.

use serde::{Deserialize, Serialize};

use super::FactKey;
use crate::bundle::program::{FactId, Program};
use crate::channel::Origin;
use crate::runtime::eval::Known;
use crate::value::Value;

/// A known fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stored {
    pub(crate) value: Value,
    pub(crate) origin: From,
}

/// [`Origin`] in a form that compact formats can read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum From {
    Said(u32),
    LookedUp(u32),
    Written(u32),
    Given,
    /// Decided whatever the facts that nobody has said yet; forgotten when another fact changes.
    Concluded(u32),
}

impl std::convert::From<From> for Origin {
    fn from(from: From) -> Self {
        match from {
            From::Said(turn) => Self::Said { turn },
            From::LookedUp(turn) => Self::LookedUp { turn },
            From::Written(turn) => Self::Written { turn },
            From::Given => Self::Given,
            From::Concluded(turn) => Self::Written { turn },
        }
    }
}

/// Known facts in order of key.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Facts(pub(super) Vec<(FactKey, Stored)>);

impl Facts {
    pub(crate) fn get(&self, key: FactKey) -> Option<&Stored> {
        let at = self.0.binary_search_by_key(&key, |(k, _)| *k).ok()?;
        self.0.get(at).map(|(_, s)| s)
    }

    /// Keys of what was only concluded.
    pub(crate) fn concluded(&self) -> Vec<FactKey> {
        let concluded = self.0.iter().filter(|(_, s)| matches!(s.origin, From::Concluded(_)));
        concluded.map(|(key, _)| *key).collect()
    }

    pub(super) fn put(&mut self, key: FactKey, stored: Option<Stored>) -> Option<Stored> {
        match (self.0.binary_search_by_key(&key, |(k, _)| *k), stored) {
            (Ok(at), Some(new)) => self.0.get_mut(at).map(|(_, s)| std::mem::replace(s, new)),
            (Ok(at), None) => Some(self.0.remove(at).1),
            (Err(at), Some(new)) => {
                self.0.insert(at, (key, new));
                None
            }
            (Err(_), None) => None,
        }
    }

    pub(crate) fn restore(&mut self, undo: Vec<(FactKey, Option<Stored>)>) {
        for (key, old) in undo.into_iter().rev() {
            self.put(key, old);
        }
    }

    pub(crate) fn retain(&mut self, mut keep: impl FnMut(FactKey, &Stored) -> bool) {
        self.0.retain(|(key, stored)| keep(*key, stored));
    }

    pub(crate) fn keep_given(&mut self) {
        self.0.retain(|(_, s)| s.origin == From::Given);
    }
}

/// Facts of a session for evaluation.
pub(crate) struct KnownFacts<'a> {
    pub(crate) program: &'a Program,
    pub(crate) facts: &'a Facts,
}

impl Known for KnownFacts<'_> {
    fn known(&self, fact: FactId) -> Option<&Value> {
        let name = &self.program.facts.get(fact.index())?.name;
        self.facts.get(FactKey::of(name)).map(|s| &s.value)
    }
}
