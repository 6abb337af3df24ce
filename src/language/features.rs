//! What the ranker sees of a text: features of its words, letters and pairs of words.
//!
//! Three blocks of features, each weighed by tf·idf and brought to length one before they are put
//! together, so that many letters do not drown few words:
//!
//! - words: normal forms and neighbouring pairs of them, with the ends of the text; a number counts
//!   as any number and as itself;
//! - letters: runs of 2–5 characters inside words as written, which survive misspelling;
//! - pairs: any two different normal forms not far apart, in either order.
//!
//! The compiler trains with the very function by which the runtime asks.

use super::words::{Word, WordKind};

/// Longest distance of two words of a pair.
const PAIR_DISTANCE: usize = 12;
/// Shortest and longest run of letters.
const RUNS: std::ops::RangeInclusive<usize> = 2..=5;
/// What an unknown feature adds to the length of a vector, against a rare known one.
const UNKNOWN: f32 = 0.3;
/// Runs are taken from so many letters of a word; longer ones are not words.
const LETTERS: usize = 40;

/// Number of blocks.
pub const BLOCKS: usize = 3;

/// A feature of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feature {
    /// Hash of what it is, the same on every machine.
    pub key: u64,
    /// Its block, below [`BLOCKS`].
    pub block: u8,
    /// The words it is made of, by number in the text; both the same where it is one word.
    pub words: (u16, u16),
}

/// One weighed feature of a vector: number of the feature, weight, and the words it came from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighed {
    /// Number of the feature.
    pub id: u32,
    /// Its weight; squares of a whole vector sum to one.
    pub weight: f32,
    /// As in [`Feature`], of the first occurrence.
    pub words: (u16, u16),
}

/// FNV-1a, mixed at the end: short keys, no state, the same everywhere.
#[derive(Clone, Copy)]
struct Key(u64);

impl Key {
    fn new(kind: u8) -> Self {
        Self(0xcbf2_9ce4_8422_2325).bytes(&[kind])
    }

    fn bytes(mut self, bytes: &[u8]) -> Self {
        for b in bytes {
            self.0 = (self.0 ^ u64::from(*b)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        self
    }

    fn finish(self) -> u64 {
        let x = (self.0 ^ (self.0 >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        x ^ (x >> 29)
    }
}

const FORM: u8 = 1;
const NEIGHBOURS: u8 = 2;
const RUN: u8 = 3;
const PAIR: u8 = 4;

/// Key of a normal form alone.
pub fn form_key(form: &str) -> u64 {
    Key::new(FORM).bytes(form.as_bytes()).finish()
}

/// The features of the words of a text with their normal forms, put into `out`.
pub fn features(words: &[(Word, String)], out: &mut Vec<Feature>) {
    out.clear();
    let mut add = |key: Key, block: u8, a: usize, b: usize| {
        let number = |i: usize| u16::try_from(i).unwrap_or(u16::MAX);
        out.push(Feature {
            key: key.finish(),
            block,
            words: (number(a), number(b)),
        });
    };
    let last = words.len().saturating_sub(1);
    for (i, (word, form)) in words.iter().enumerate() {
        if word.kind == WordKind::Number {
            add(Key::new(FORM).bytes(form.as_bytes()), 0, i, i);
        }
        let form = form_of(word, form);
        add(Key::new(FORM).bytes(form), 0, i, i);
        if i == 0 {
            add(Key::new(NEIGHBOURS).bytes(b"^ ").bytes(form), 0, i, i);
        }
        let next: &[u8] = words.get(i + 1).map_or(b"$", |(w, f)| form_of(w, f));
        let key = Key::new(NEIGHBOURS).bytes(form).bytes(b" ").bytes(next);
        add(key, 0, i, (i + 1).min(last));
        runs(word, |key| add(key, 1, i, i));
        for (j, (other, other_form)) in words.iter().enumerate().skip(i + 1).take(PAIR_DISTANCE) {
            let other = form_of(other, other_form);
            let (first, second) = match form.cmp(other) {
                std::cmp::Ordering::Less => (form, other),
                std::cmp::Ordering::Greater => (other, form),
                std::cmp::Ordering::Equal => continue,
            };
            add(Key::new(PAIR).bytes(first).bytes(b" ").bytes(second), 2, i, j);
        }
    }
}

/// The form that stands in features: any number is as good as another beside a word.
fn form_of<'a>(word: &Word, form: &'a str) -> &'a [u8] {
    if word.kind == WordKind::Number {
        b"#"
    } else {
        form.as_bytes()
    }
}

/// Runs of letters of a word between its ends, `<` and `>`.
fn runs(word: &Word, mut add: impl FnMut(Key)) {
    let text = &*word.folded;
    let longest = *RUNS.end();
    if word.kind == WordKind::Punct {
        return;
    }
    // Ends of characters: the run from `from` of n characters ends n places further on.
    let mut letter = [0_u8; 4];
    let ends = ['<'].into_iter().chain(text.chars().take(LETTERS)).chain(['>']);
    let mut open: [Option<Key>; 8] = [None; 8];
    for (at, c) in ends.enumerate() {
        let bytes = c.encode_utf8(&mut letter).as_bytes();
        if let Some(place) = open.get_mut(at % longest) {
            *place = Some(Key::new(RUN));
        }
        for length in 1..=longest.min(at + 1) {
            let Some(key) = open.get_mut((at + 1 - length) % longest).and_then(|k| k.as_mut()) else {
                continue;
            };
            *key = key.bytes(bytes);
            if RUNS.contains(&length) {
                add(*key);
            }
        }
    }
}

/// The vector of a text: features that `known` knows — number and inverse document frequency —
/// weighed, in order of number. What nobody knows is as long as what is `rarest`: a text of mostly
/// unknown words has a short vector of known ones, and so stays far from every class.
pub fn vector(features: &[Feature], rarest: f32, mut known: impl FnMut(u64) -> Option<(u32, f32)>) -> Vec<Weighed> {
    let mut found: Vec<(u32, u8, f32, (u16, u16))> = Vec::with_capacity(features.len());
    let mut squares = [0_f32; BLOCKS];
    for f in features {
        match known(f.key) {
            Some((id, idf)) => found.push((id, f.block, idf, f.words)),
            None => {
                if let Some(square) = squares.get_mut(usize::from(f.block)) {
                    *square += UNKNOWN * rarest * rarest;
                }
            }
        }
    }
    weigh(found, squares)
}

/// `squares` are those of unknown features by block.
fn weigh(mut found: Vec<(u32, u8, f32, (u16, u16))>, mut squares: [f32; BLOCKS]) -> Vec<Weighed> {
    found.sort_unstable_by_key(|f| (f.0, f.3));
    let mut out: Vec<Weighed> = Vec::with_capacity(found.len());
    let mut blocks: Vec<u8> = Vec::with_capacity(found.len());
    for same in found.chunk_by(|a, b| a.0 == b.0) {
        let Some((id, block, idf, words)) = same.first().copied() else {
            continue;
        };
        let weight = (1.0 + libm::logf(same.len() as f32)) * idf;
        if let Some(square) = squares.get_mut(usize::from(block)) {
            *square += weight * weight;
        }
        out.push(Weighed { id, weight, words });
        blocks.push(block);
    }
    let present = squares.iter().filter(|s| **s > 0.0).count();
    if present == 0 {
        return Vec::new();
    }
    let scales = squares.map(|s| {
        if s > 0.0 {
            1.0 / (s * present as f32).sqrt()
        } else {
            0.0
        }
    });
    for (weighed, block) in out.iter_mut().zip(&blocks) {
        weighed.weight *= scales.get(usize::from(*block)).copied().unwrap_or(0.0);
    }
    out
}

/// Inverse document frequency of a feature that `containing` of `documents` texts have.
pub fn idf(documents: usize, containing: u32) -> f32 {
    libm::logf((1.0 + documents as f32) / (1.0 + containing as f32)) + 1.0
}
