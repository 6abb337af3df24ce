//! Numbers of things by their names, in place: hashes in order, found by halving.
//!
//! ```text
//! n × 12   hash of a name u64, number of the thing u32; in order of hash, then number
//! ```
//!
//! Names are few beside the hashes of 64 bits, but whoever asks compares the names: a hash may be shared, and
//! editions share a name.

use std::collections::BTreeSet;

use tantivy::directory::OwnedBytes;
use twox_hash::XxHash3_64;

use super::BundleError;
use super::container::SectionKind;
use super::program::Program;

const ENTRY: usize = 12;

/// Hash of a folded name (XXH3, 64 bits); the same in every bundle, for sessions keep it.
pub fn hash(name: &str) -> u64 {
    XxHash3_64::oneshot(name.as_bytes())
}

/// Numbers by hash.
#[derive(Clone, Debug)]
pub struct ByName(OwnedBytes);

impl ByName {
    /// Of names in order of their numbers.
    fn of<'n>(names: impl Iterator<Item = &'n str>) -> Vec<u8> {
        Self::sorted(names.map(hash).zip(0..))
    }

    fn sorted(entries: impl Iterator<Item = (u64, u32)>) -> Vec<u8> {
        let entries: BTreeSet<(u64, u32)> = entries.collect();
        let mut out = Vec::with_capacity(entries.len() * ENTRY);
        for (hash, number) in entries {
            out.extend_from_slice(&hash.to_le_bytes());
            out.extend_from_slice(&number.to_le_bytes());
        }
        out
    }

    /// Checks a section whose numbers are below `count`.
    fn open(bytes: OwnedBytes, count: usize) -> Option<Self> {
        let (entries, []) = bytes.as_slice().as_chunks::<ENTRY>() else {
            return None;
        };
        let mut before = None;
        let sound = entries.iter().map(entry).all(|(hash, number)| {
            let rises = before < Some((hash, number));
            before = Some((hash, number));
            rises && (number as usize) < count
        });
        sound.then_some(Self(bytes))
    }

    /// Numbers of things whose name may have this hash, in order.
    pub fn all(&self, hash: u64) -> impl Iterator<Item = u32> + '_ {
        let (entries, _) = self.0.as_slice().as_chunks::<ENTRY>();
        let from = entries.partition_point(|e| entry(e).0 < hash);
        let entries = entries.get(from..).unwrap_or(&[]);
        entries.iter().map(entry).take_while(move |e| e.0 == hash).map(|e| e.1)
    }
}

fn entry(bytes: &[u8; ENTRY]) -> (u64, u32) {
    let [a, b, c, d, e, f, g, h, i, j, k, l] = *bytes;
    (
        u64::from_le_bytes([a, b, c, d, e, f, g, h]),
        u32::from_le_bytes([i, j, k, l]),
    )
}

/// What is found by name while a bundle is followed.
#[derive(Clone, Debug)]
pub struct Keys {
    /// Facts.
    pub facts: ByName,
    /// Scenarios, all editions.
    pub scenarios: ByName,
    /// Topics by path, all editions.
    pub topics: ByName,
    /// Topics by the number of the topic above them, in place of a hash.
    pub below: ByName,
}

impl Keys {
    /// The sections of a program.
    pub(super) fn sections(program: &Program) -> [(SectionKind, Vec<u8>); 4] {
        let parents = program.topics.iter().zip(0..);
        let below = parents.filter_map(|(t, number)| Some((u64::from(t.parent?.0), number)));
        [
            (
                SectionKind::FactKeys,
                ByName::of(program.facts.iter().map(|f| &*f.name)),
            ),
            (
                SectionKind::ScenarioKeys,
                ByName::of(program.scenarios.iter().map(|s| &*s.name)),
            ),
            (
                SectionKind::TopicKeys,
                ByName::of(program.topics.iter().map(|t| &*t.path)),
            ),
            (SectionKind::TopicsBelow, ByName::sorted(below)),
        ]
    }

    /// Of a program that is not opened from a bundle.
    pub fn of(program: &Program) -> Self {
        let [facts, scenarios, topics, below] =
            Self::sections(program).map(|(_, bytes)| ByName(OwnedBytes::new(bytes)));
        Self {
            facts,
            scenarios,
            topics,
            below,
        }
    }

    /// Checks the sections for a program.
    pub(super) fn open(
        section: impl Fn(SectionKind) -> Option<OwnedBytes>,
        program: &Program,
    ) -> Result<Self, BundleError> {
        let open = |kind: SectionKind, count: usize| {
            let bytes = section(kind).ok_or_else(|| kind.missing())?;
            ByName::open(bytes, count).ok_or_else(|| kind.damaged())
        };
        Ok(Self {
            facts: open(SectionKind::FactKeys, program.facts.len())?,
            scenarios: open(SectionKind::ScenarioKeys, program.scenarios.len())?,
            topics: open(SectionKind::TopicKeys, program.topics.len())?,
            below: open(SectionKind::TopicsBelow, program.topics.len())?,
        })
    }
}
