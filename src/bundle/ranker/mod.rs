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

mod write;

use std::ops::Range;
use std::sync::Arc;

use super::container::BundleError;
pub use write::RankerParts;

/// Layout version.
const VERSION: u32 = 2;
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
    bytes: Arc<[u8]>,
    calibration: Calibration,
    rarest: f32,
    classes: usize,
    slots: usize,
    bias: Range<usize>,
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
        Self::read(bytes, section, topics).ok_or_else(|| BundleError::damaged("its ranker contradicts itself"))
    }

    fn read(bytes: &Arc<[u8]>, section: Range<usize>, topics: usize) -> Option<Self> {
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
            bias: part(classes, 4)?,
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
        let finite = |range: &Range<usize>| ints(range).all(|c| float(c, 0).is_some_and(f32::is_finite));
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
            && finite(&self.bias)
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
        let table = self.bytes.get(self.table.clone())?;
        // There is always an empty slot: opening has seen fewer features than slots.
        for _ in 0..self.slots {
            let slot = table.get(at * 8..at * 8 + 8)?;
            let feature = int(slot, 4)?;
            if feature == EMPTY {
                return None;
            }
            if int(slot, 0)? == check {
                return Some(feature);
            }
            at = (at + 1) & (self.slots - 1);
        }
        None
    }

    /// A feature's record.
    pub fn record(&self, feature: u32) -> Option<FeatureRecord> {
        let at = (feature as usize).checked_mul(16)?;
        let record = self.bytes.get(self.features.clone())?.get(at..at + 32)?;
        Some(FeatureRecord {
            idf: float(record, 0)?,
            scale: float(record, 4)?,
            first: int(record, 8)?,
            last: int(record, 24)?,
        })
    }

    /// Number and record of a feature by its key, where the ranker knows it.
    pub fn find(&self, key: u64) -> Option<(u32, FeatureRecord)> {
        let feature = self.feature(key)?;
        Some((feature, self.record(feature)?))
    }

    /// Classes and weights of a feature; the weights are to be multiplied by its scale.
    pub fn postings(&self, record: &FeatureRecord) -> impl Iterator<Item = (u16, i8)> + '_ {
        let range = record.first as usize..record.last as usize;
        let classes = self.bytes.get(self.posting_classes.clone()).unwrap_or(&[]);
        let weights = self.bytes.get(self.posting_weights.clone()).unwrap_or(&[]);
        let classes = classes.get(range.start * 2..range.end * 2).unwrap_or(&[]);
        let weights = weights.get(range).unwrap_or(&[]);
        let class = |c: &[u8]| c.try_into().map_or(0, u16::from_le_bytes);
        let weight = |w: &u8| i8::from_le_bytes([*w]);
        classes.chunks_exact(2).map(class).zip(weights.iter().map(weight))
    }

    /// Bias of a class.
    pub fn bias(&self, class: usize) -> f32 {
        self.bytes
            .get(self.bias.clone())
            .and_then(|b| float(b, class * 4))
            .unwrap_or(0.0)
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
        let records = self.bytes.get(self.phrases.clone()).unwrap_or(&[]);
        let empty = PhraseRecord {
            topic: 0,
            number: 0,
            norm: 0.0,
            first: 0,
            last: 0,
        };
        range.map(move |n| {
            let record = records.get(n * 16..n * 16 + 32).and_then(|r| {
                Some(PhraseRecord {
                    topic: int(r, 4)?,
                    number: int(r, 8)?,
                    norm: float(r, 12)?,
                    first: int(r, 0)?,
                    last: int(r, 16)?,
                })
            });
            record.unwrap_or(empty)
        })
    }

    /// Features of the normal forms of a phrase, ascending.
    pub fn terms(&self, phrase: &PhraseRecord) -> impl Iterator<Item = u32> + '_ {
        let terms = self.bytes.get(self.terms.clone()).unwrap_or(&[]);
        let range = phrase.first as usize * 4..phrase.last as usize * 4;
        terms
            .get(range)
            .unwrap_or(&[])
            .chunks_exact(4)
            .map(|t| int(t, 0).unwrap_or(0))
    }

    fn between(&self, firsts: &Range<usize>, n: usize) -> Range<usize> {
        let firsts = self.bytes.get(firsts.clone()).unwrap_or(&[]);
        let at = |n: usize| int(firsts, n * 4).unwrap_or(0) as usize;
        if n < self.classes { at(n)..at(n + 1) } else { 0..0 }
    }
}
