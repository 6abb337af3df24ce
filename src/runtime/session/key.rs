//! What a session keeps of names: hashes that are the same in every bundle.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::bundle::keys;

/// Hash of a name (XXH3, 64 bits): eight bytes in compact formats, where a number of 64 bits would take ten; sixteen
/// hexadecimal digits in readable ones, for JavaScript has no numbers of 64 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key(pub(crate) u64);

impl Key {
    pub(crate) fn of(name: &str) -> Self {
        Self(keys::hash(name))
    }

    pub(crate) fn is_of(self, name: &str) -> bool {
        self == Self::of(name)
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            to.collect_str(&format_args!("{:016x}", self.0))
        } else {
            self.0.to_le_bytes().serialize(to)
        }
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            let digits = String::deserialize(from)?;
            let number = u64::from_str_radix(&digits, 16);
            number.map(Self).map_err(serde::de::Error::custom)
        } else {
            <[u8; 8]>::deserialize(from).map(|bytes| Self(u64::from_le_bytes(bytes)))
        }
    }
}

/// Stable key of a fact: a hash of its name, the same in every bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FactKey(Key);

impl FactKey {
    /// The key of a folded name (XXH3, 64 bits).
    pub fn of(name: &str) -> Self {
        Self(Key::of(name))
    }

    /// As the bundle has it.
    pub(crate) fn hash(self) -> u64 {
        self.0.0
    }
}
