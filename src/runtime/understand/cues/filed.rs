//! Cues by their rarest necessary word.

use super::asked::Asked;
use super::lexicon::{Feature, NONE};
use super::pattern::{Checker, Store};

/// Lists up to this length for each word of the question are read through; in longer ones the
/// neighbours are searched for.
const READ_THROUGH: usize = 8;

/// A way for a cue to hold, under the feature that it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Another feature that it needs; [`NONE`] when there is no other.
    pub second: Feature,
    /// A third one.
    pub third: Feature,
    /// The pattern to check; [`NONE`] when the features are all there is to it.
    pub pattern: u32,
    /// The cue.
    pub cue: u32,
}

/// Entries by feature.
#[derive(Debug, Default)]
pub struct Filed {
    /// Where the entries of each feature start; one more than there are features.
    starts: Vec<u32>,
    /// Under each feature by the second one.
    entries: Vec<Entry>,
    /// Cues that nothing must accompany, with their patterns: checked for every question.
    always: Vec<(u32, u32)>,
    store: Store,
}

impl Filed {
    /// Files entries given with their features.
    pub fn new(features: usize, given: &[(Feature, Entry)], always: Vec<(u32, u32)>, store: Store) -> Self {
        let mut starts = vec![0_u32; features + 1];
        for (feature, _) in given {
            if let Some(n) = starts.get_mut(*feature as usize + 1) {
                *n += 1;
            }
        }
        let mut sum = 0;
        for n in &mut starts {
            sum += *n;
            *n = sum;
        }
        let mut next = starts.clone();
        let nothing = Entry {
            second: NONE,
            third: NONE,
            pattern: NONE,
            cue: NONE,
        };
        let mut entries = vec![nothing; given.len()];
        for (feature, entry) in given {
            if let Some(at) = next.get_mut(*feature as usize)
                && let Some(place) = entries.get_mut(*at as usize)
            {
                *place = *entry;
                *at += 1;
            }
        }
        let mut filed = Self {
            starts,
            entries,
            always,
            store,
        };
        for feature in 0..features {
            if let Some(range) = filed.range(feature)
                && let Some(list) = filed.entries.get_mut(range)
            {
                list.sort_unstable();
            }
        }
        filed
    }

    fn range(&self, feature: usize) -> Option<std::ops::Range<usize>> {
        Some(*self.starts.get(feature)? as usize..*self.starts.get(feature + 1)? as usize)
    }

    /// Adds the cues that hold, in no order and some of them repeatedly.
    pub fn find(&self, asked: &Asked, found: &mut Vec<u32>) {
        let mut checker = Checker::new(&self.store, asked);
        for (cue, pattern) in &self.always {
            if checker.holds_at(*pattern) {
                found.push(*cue);
            }
        }
        for feature in asked.features() {
            let list = self.range(feature as usize).and_then(|r| self.entries.get(r));
            let mut list = list.unwrap_or(&[]);
            if list.len() <= asked.features().len().saturating_mul(READ_THROUGH) {
                let with_second = list.iter().filter(|e| e.second == NONE || asked.has(e.second));
                take(&mut checker, asked, with_second, found);
                continue;
            }
            for second in asked.features().chain([NONE]) {
                list = list.get(list.partition_point(|e| e.second < second)..).unwrap_or(&[]);
                let (group, rest) = list
                    .split_at_checked(list.partition_point(|e| e.second == second))
                    .unwrap_or_default();
                take(&mut checker, asked, group.iter(), found);
                list = rest;
            }
        }
    }
}

/// Adds the cues of entries whose feature and second feature are there.
fn take<'e>(checker: &mut Checker<'_>, asked: &Asked, entries: impl Iterator<Item = &'e Entry>, found: &mut Vec<u32>) {
    for entry in entries {
        if (entry.third == NONE || asked.has(entry.third)) && (entry.pattern == NONE || checker.holds_at(entry.pattern))
        {
            found.push(entry.cue);
        }
    }
}
