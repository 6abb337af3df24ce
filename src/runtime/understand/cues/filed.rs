//! Cues by their rarest necessary word.

use super::asked::Asked;
use super::lexicon::{Feature, NONE};
use super::pattern::{Checker, Store};
use crate::bundle::flat::{Fixed, Flat, Items};

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

impl Fixed<16> for Entry {
    fn bytes(self) -> [u8; 16] {
        [self.second, self.third, self.pattern, self.cue].bytes()
    }

    #[inline]
    fn of(bytes: &[u8; 16]) -> Self {
        let [second, third, pattern, cue] = Fixed::of(bytes);
        Self {
            second,
            third,
            pattern,
            cue,
        }
    }
}

/// Entries by feature, in place.
#[derive(Debug, Default)]
pub struct Filed {
    /// Where the entries of each feature start; one more than there are features.
    pub starts: Flat<u32, 4>,
    /// Under each feature by the second one.
    pub entries: Flat<Entry, 16>,
    /// Cues that nothing must accompany, with their patterns: checked for every question.
    pub always: Flat<[u32; 2], 8>,
    pub store: Store,
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
        for range in starts
            .array_windows()
            .map(|[start, end]| *start as usize..*end as usize)
        {
            if let Some(list) = entries.get_mut(range) {
                list.sort_unstable();
            }
        }
        Self {
            starts: starts.into_iter().collect(),
            entries: entries.into_iter().collect(),
            always: always.into_iter().map(|(cue, pattern)| [cue, pattern]).collect(),
            store,
        }
    }

    /// Entries of a feature.
    fn list(&self, feature: Feature) -> Items<'_, Entry, 16> {
        let starts = self.starts.all();
        let start = |at: usize| starts.get(at).map_or(0, |s| s as usize);
        let feature = feature as usize;
        self.entries.all().range(start(feature)..start(feature + 1))
    }

    /// Whether the numbers fit each other, for so many cues.
    pub fn is_sound(&self, cues: usize) -> bool {
        let entries = self.entries.all();
        let mut before = 0;
        let rising = self.starts.all().iter().all(|start| {
            let fine = before <= start;
            before = start;
            fine
        });
        let cue = |cue: u32| (cue as usize) < cues;
        rising
            && before as usize == entries.len()
            && entries
                .iter()
                .all(|e| cue(e.cue) && (e.pattern == NONE || self.store.has(e.pattern)))
            && self
                .always
                .all()
                .iter()
                .all(|[c, pattern]| cue(c) && self.store.has(pattern))
            && self.store.is_sound()
    }

    /// Adds the cues that hold, in no order and some of them repeatedly.
    pub fn find(&self, asked: &Asked, found: &mut Vec<u32>) {
        let mut checker = Checker::new(&self.store, asked);
        for [cue, pattern] in self.always.all().iter() {
            if checker.holds_at(pattern) {
                found.push(cue);
            }
        }
        for feature in asked.features() {
            let mut list = self.list(feature);
            if list.len() <= asked.features().len().saturating_mul(READ_THROUGH) {
                let with_second = list.iter().filter(|e| e.second == NONE || asked.has(e.second));
                take(&mut checker, asked, with_second, found);
                continue;
            }
            for second in asked.features().chain([NONE]) {
                list = list.range(list.partition_point(|e| e.second < second)..list.len());
                let Some((group, rest)) = list.split_at(list.partition_point(|e| e.second == second)) else {
                    break;
                };
                take(&mut checker, asked, group.iter(), found);
                list = rest;
            }
        }
    }
}

/// Adds the cues of entries whose feature and second feature are there.
fn take(checker: &mut Checker<'_>, asked: &Asked, entries: impl Iterator<Item = Entry>, found: &mut Vec<u32>) {
    for entry in entries {
        if (entry.third == NONE || asked.has(entry.third)) && (entry.pattern == NONE || checker.holds_at(entry.pattern))
        {
            found.push(entry.cue);
        }
    }
}
