//! The ranker of a bundle: a linear model over hashed features, flat and read in place.
//!
//! ```text
//! header    12 × u32: version, classes, topics of classes, slots (power of two), features, postings,
//!           phrases, terms, topics of the program, 3 × 0
//! numbers   16 × f32: see [`Calibration`]
//! bias      classes × f32
//! first     classes + 1 × u32: topics of class c are topics[first[c]..first[c + 1]]
//! topics    u32 each
//! slots     slots × (check u32, feature u32); feature u32::MAX is an empty slot
//! features  features × (idf f32, scale f32, posting u32, 0); a last one closes the postings. The letters
//!           of a whole word are a feature too, with the sum of their squares in place of the idf
//! classes   postings × u16, in order inside a feature
//! weights   postings × i8, times the scale of the feature
//! phrases   classes + 1 × u32: phrases of class c
//! phrase    phrases × (first term u32, topic u32, number u32, norm f32); a last one closes the terms
//! terms     terms × u32: features of normal forms, ascending
//! ```
//!
//! Every part starts at a multiple of 4 from the start of the section.

mod sieve;
mod touch;
mod write;

use std::ops::Range;
use std::sync::Arc;

use tantivy::directory::OwnedBytes;

use super::container::BundleError;
use sieve::Sieve;
pub use write::RankerParts;

/// Layout version.
const VERSION: u32 = 3;
const HEADER: usize = 12 * 4;
const NUMBERS: usize = 16;
const EMPTY: u32 = u32::MAX;

/// How margins become probabilities. All are fitted on texts that the judged model had not seen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Calibration {
    /// Factors of a candidate's margin and of its likeness to the nearest phrase.
    pub margin: f32,
    /// See [`Self::margin`].
    pub likeness: f32,
    /// Logit that a question belongs to the base: constant, then factors of the best margin, its
    /// lead, the best likeness, the share of known words.
    pub scope: [f32; 5],
}

const RAREST: usize = 7;

/// A feature as the ranker keeps it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FeatureRecord {
    /// Inverse document frequency; of the letters of a whole word the sum of their squares.
    pub idf: f32,
    /// Factor of the weights.
    pub scale: f32,
    first: u32,
    last: u32,
}

/// A phrase of a class.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PhraseRecord {
    /// Index of the topic in the program.
    pub topic: u32,
    /// Number of the phrase in its topic; [`TITLE`] is its title, [`NEGATIVE`] is added for what it is not.
    pub number: u32,
    /// Length of the vector of its terms.
    pub norm: f32,
    first: u32,
    last: u32,
}

/// Number of a title among the phrases of a topic.
pub const TITLE: u32 = (1 << 31) - 1;
/// Added to the number of a phrase that says what the topic is not.
pub const NEGATIVE: u32 = 1 << 31;

/// Weights of a feature by class, in order.
pub type Row = Vec<(u16, f32)>;

/// First slot and check of a key.
fn place(key: u64, slots: usize) -> (usize, u32) {
    let at = usize::try_from(key & 0xffff_ffff).unwrap_or(0) & (slots - 1);
    (at, u32::try_from(key >> 32).unwrap_or(0))
}

/// The ranker, opened: ranges of the bundle's bytes, checked once.
#[derive(Clone, Debug)]
pub struct Ranker {
    bytes: OwnedBytes,
    calibration: Calibration,
    rarest: f32,
    classes: usize,
    slots: usize,
    biases: Vec<f32>,
    sieve: Sieve,
    class_first: Range<usize>,
    class_topics: Range<usize>,
    table: Range<usize>,
    features: Range<usize>,
    posting_classes: Range<usize>,
    posting_weights: Range<usize>,
    phrase_first: Range<usize>,
    phrases: Range<usize>,
    terms: Range<usize>,
}

fn four(bytes: &[u8], at: usize) -> Option<[u8; 4]> {
    bytes.get(at..at + 4)?.try_into().ok()
}

fn int(bytes: &[u8], at: usize) -> Option<u32> {
    four(bytes, at).map(u32::from_le_bytes)
}

fn float(bytes: &[u8], at: usize) -> Option<f32> {
    four(bytes, at).map(f32::from_le_bytes)
}

impl Ranker {
    /// Checks a section for a program of `topics` topics.
    ///
    /// # Errors
    /// When a count, an offset or a number does not fit.
    pub fn open(bytes: &Arc<[u8]>, section: Range<usize>, topics: usize) -> Result<Self, BundleError> {
        Self::in_place(&OwnedBytes::new(Arc::clone(bytes)), section, topics)
    }

    /// As [`Self::open`], of the bytes of an opened bundle.
    pub(crate) fn in_place(bytes: &OwnedBytes, section: Range<usize>, topics: usize) -> Result<Self, BundleError> {
        Self::read(bytes, section, topics).ok_or_else(|| BundleError::damaged("its ranker contradicts itself"))
    }

    fn read(bytes: &OwnedBytes, section: Range<usize>, topics: usize) -> Option<Self> {
        let all = bytes.get(section.clone())?;
        let header = |n: usize| int(all, n * 4).map(|v| v as usize);
        let (classes, class_topics, slots) = (header(1)?, header(2)?, header(3)?);
        let (features, postings, phrases, terms) = (header(4)?, header(5)?, header(6)?, header(7)?);
        let sound = int(all, 0)? == VERSION
            && header(8)? == topics
            && classes <= usize::from(u16::MAX)
            && slots.is_power_of_two()
            && features < slots;
        if !sound {
            return None;
        }
        let mut at = section.start + HEADER;
        let mut part = |count: usize, size: usize| -> Option<Range<usize>> {
            let end = at.checked_add(count.checked_mul(size)?)?;
            let range = at..end;
            at = end.checked_next_multiple_of(4)?;
            (end <= section.end).then_some(range)
        };
        let numbers = part(NUMBERS, 4)?;
        let ranker = Self {
            bytes: bytes.clone(),
            calibration: Calibration::default(),
            rarest: 1.0,
            classes,
            slots,
            biases: {
                let range = part(classes, 4)?;
                let (numbers, _) = bytes.get(range)?.as_chunks::<4>();
                numbers.iter().map(|b| f32::from_le_bytes(*b)).collect()
            },
            sieve: Sieve::default(),
            class_first: part(classes + 1, 4)?,
            class_topics: part(class_topics, 4)?,
            table: part(slots, 8)?,
            features: part(features + 1, 16)?,
            posting_classes: part(postings, 2)?,
            posting_weights: part(postings, 1)?,
            phrase_first: part(classes + 1, 4)?,
            phrases: part(phrases + 1, 16)?,
            terms: part(terms, 4)?,
        };
        let number = |n: usize| float(bytes, numbers.start + n * 4).filter(|f| f.is_finite());
        let mut scope = [0.0; 5];
        for (n, s) in scope.iter_mut().enumerate() {
            *s = number(2 + n)?;
        }
        let calibration = Calibration {
            margin: number(0)?,
            likeness: number(1)?,
            scope,
        };
        ranker
            .is_sound(features, postings, phrases, terms, topics)
            .then_some(Self {
                calibration,
                rarest: number(RAREST)?,
                sieve: ranker.sieve(),
                ..ranker
            })
    }

    /// Everything that the readers below rely on.
    fn is_sound(&self, features: usize, postings: usize, phrases: usize, terms: usize, topics: usize) -> bool {
        let ints = |range: &Range<usize>| self.bytes.get(range.clone()).unwrap_or(&[]).chunks_exact(4);
        let int_at = |c: &[u8]| int(c, 0).unwrap_or(EMPTY) as usize;
        let ascending = |range: &Range<usize>, last: usize| {
            let mut before = 0;
            ints(range).map(int_at).all(|n| {
                let fine = n >= before && n <= last;
                before = n;
                fine
            }) && before == last
        };
        let class_topics = self.class_topics.len() / 4;
        let records = |range: &Range<usize>| self.bytes.get(range.clone()).unwrap_or(&[]).chunks_exact(16);
        let mut before = 0;
        let mut rising = |n: Option<u32>, last: usize| {
            let n = n.unwrap_or(EMPTY) as usize;
            let fine = n >= before && n <= last;
            before = n;
            fine
        };
        let features_fine = records(&self.features).all(|r| {
            let numbers = [float(r, 0), float(r, 4)];
            numbers.iter().all(|n| n.is_some_and(f32::is_finite)) && rising(int(r, 8), postings)
        });
        before = 0;
        let mut rising = |n: Option<u32>, last: usize| {
            let n = n.unwrap_or(EMPTY) as usize;
            let fine = n >= before && n <= last;
            before = n;
            fine
        };
        let mut closing = phrases;
        let phrases_fine = records(&self.phrases).all(|r| {
            let last = closing == 0;
            closing = closing.saturating_sub(1);
            rising(int(r, 0), terms)
                && (last || int(r, 4).is_some_and(|t| (t as usize) < topics))
                && float(r, 12).is_some_and(f32::is_finite)
        });
        let slots = self.bytes.get(self.table.clone()).unwrap_or(&[]).chunks_exact(8);
        let posted = self
            .bytes
            .get(self.posting_classes.clone())
            .unwrap_or(&[])
            .chunks_exact(2);
        ascending(&self.class_first, class_topics)
            && ascending(&self.phrase_first, phrases)
            && self.biases.iter().all(|b| b.is_finite())
            && ints(&self.class_topics).all(|c| int_at(c) < topics)
            && features_fine
            && phrases_fine
            && ints(&self.terms).all(|c| int_at(c) < features)
            && slots
                .map(|s| int(s, 4).unwrap_or(EMPTY))
                .all(|f| f == EMPTY || (f as usize) < features)
            && posted
                .map(|c| c.try_into().map_or(u16::MAX, u16::from_le_bytes))
                .all(|c| usize::from(c) < self.classes)
    }

    /// Calibration.
    pub fn calibration(&self) -> &Calibration {
        &self.calibration
    }

    /// Inverse document frequency of what stands in one text only.
    pub fn rarest(&self) -> f32 {
        self.rarest
    }

    /// Number of classes.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// The number of a feature, where the ranker knows it.
    pub fn feature(&self, key: u64) -> Option<u32> {
        let (mut at, check) = place(key, self.slots);
        if !self.sieve.passes(check) {
            return None;
        }
        let (table, _) = self.bytes.get(self.table.clone())?.as_chunks::<8>();
        // There is always an empty slot: opening has seen fewer features than slots.
        for _ in 0..self.slots {
            let slot = u64::from_le_bytes(*table.get(at)?);
            let feature = (slot >> 32) as u32;
            if feature == EMPTY {
                return None;
            }
            if slot as u32 == check {
                return Some(feature);
            }
            at = (at + 1) & (self.slots - 1);
        }
        None
    }

    /// Whether the ranker may know a feature; nearly always right.
    #[inline]
    pub fn may_have(&self, key: u64) -> bool {
        self.sieve.passes(place(key, self.slots).1)
    }

    fn sieve(&self) -> Sieve {
        let (table, _) = self.bytes.get(self.table.clone()).unwrap_or(&[]).as_chunks::<8>();
        let taken = table
            .iter()
            .map(|slot| u64::from_le_bytes(*slot))
            .filter(|s| (s >> 32) as u32 != EMPTY);
        Sieve::new(self.slots, taken.map(|slot| slot as u32))
    }

    /// A feature's record.
    #[inline]
    pub fn record(&self, feature: u32) -> Option<FeatureRecord> {
        let (records, _) = self.bytes.get(self.features.clone())?.as_chunks::<16>();
        let [record, next] = records.get(feature as usize..feature as usize + 2)? else {
            return None;
        };
        let of = u128::from_le_bytes(*record);
        Some(FeatureRecord {
            idf: f32::from_bits(of as u32),
            scale: f32::from_bits((of >> 32) as u32),
            first: (of >> 64) as u32,
            last: (u128::from_le_bytes(*next) >> 64) as u32,
        })
    }

    /// Number and record of a feature by its key, where the ranker knows it.
    pub fn find(&self, key: u64) -> Option<(u32, FeatureRecord)> {
        let feature = self.feature(key)?;
        Some((feature, self.record(feature)?))
    }

    /// Classes and weights of a feature; the weights are to be multiplied by its scale.
    pub fn postings(&self, record: &FeatureRecord) -> impl Iterator<Item = (u16, i8)> + '_ {
        let (classes, weights) = self.postings_of(record);
        let class = |c: &[u8; 2]| u16::from_le_bytes(*c);
        classes.iter().map(class).zip(weights.iter().map(|w| w.cast_signed()))
    }

    /// As [`Self::postings`], as they lie in the bundle: little-endian numbers of 16 bits and of eight with a sign.
    #[inline]
    pub fn postings_of(&self, record: &FeatureRecord) -> (&[[u8; 2]], &[u8]) {
        let range = record.first as usize..record.last as usize;
        let (classes, _) = self
            .bytes
            .get(self.posting_classes.clone())
            .unwrap_or(&[])
            .as_chunks::<2>();
        let weights = self.bytes.get(self.posting_weights.clone()).unwrap_or(&[]);
        (
            classes.get(range.clone()).unwrap_or(&[]),
            weights.get(range).unwrap_or(&[]),
        )
    }

    /// Biases of the classes.
    pub fn biases(&self) -> &[f32] {
        &self.biases
    }

    /// Topics of a class: editions of one path.
    pub fn topics(&self, class: usize) -> impl Iterator<Item = u32> + '_ {
        let range = self.between(&self.class_first, class);
        let topics = self.bytes.get(self.class_topics.clone()).unwrap_or(&[]);
        let topics = topics.get(range.start * 4..range.end * 4).unwrap_or(&[]);
        topics.chunks_exact(4).map(|t| int(t, 0).unwrap_or(0))
    }

    /// Phrases of a class.
    pub fn phrases(&self, class: usize) -> impl ExactSizeIterator<Item = PhraseRecord> + '_ {
        let range = self.between(&self.phrase_first, class);
        let (records, _) = self.bytes.get(self.phrases.clone()).unwrap_or(&[]).as_chunks::<16>();
        let records = records.get(range.start..range.end + 1).unwrap_or(&[]);
        records.array_windows().map(|[record, next]| {
            let of = u128::from_le_bytes(*record);
            PhraseRecord {
                first: of as u32,
                topic: (of >> 32) as u32,
                number: (of >> 64) as u32,
                norm: f32::from_bits((of >> 96) as u32),
                last: u128::from_le_bytes(*next) as u32,
            }
        })
    }

    /// Features of the normal forms of a phrase, ascending.
    #[inline]
    pub fn terms(&self, phrase: &PhraseRecord) -> impl Iterator<Item = u32> + '_ {
        let (terms, _) = self.bytes.get(self.terms.clone()).unwrap_or(&[]).as_chunks::<4>();
        let terms = terms.get(phrase.first as usize..phrase.last as usize).unwrap_or(&[]);
        terms.iter().map(|t| u32::from_le_bytes(*t))
    }

    fn between(&self, firsts: &Range<usize>, n: usize) -> Range<usize> {
        let firsts = self.bytes.get(firsts.clone()).unwrap_or(&[]);
        let at = |n: usize| int(firsts, n * 4).unwrap_or(0) as usize;
        if n < self.classes { at(n)..at(n + 1) } else { 0..0 }
    }
}
