//! What the ranker sees of a text: features of its words, letters and pairs of words.
//!
//! Three blocks of features, each weighed by tf·idf and brought to length one before they are put
//! together, so that many letters do not drown few words:
//!
//! - words: normal forms and neighbouring pairs of them, with the ends of the text; a number counts
//!   as any number and as itself. Of a word also what is left of its form without a prefix («переключить»
//!   and «включить» are not one word, but kin) and the beginning of a Russian one. Of a text of one word, that
//!   it is one; of one that only greets, thanks, agrees or takes back, which of these it does;
//! - letters: runs of 2–5 characters inside words as written, which survive misspelling. Here each
//!   occurrence counts in full and lies across the others, so that what the letters of a word say
//!   does not depend on the words beside it, and the compiler can add it up beforehand;
//! - pairs: any two different normal forms not far apart, in either order.
//!
//! The compiler trains with the very functions by which the runtime asks.

use super::acts::act;
use super::words::{Word, WordKind};

/// Longest distance of two words of a pair.
pub const PAIR_DISTANCE: usize = 12;
/// Shortest and longest run of letters.
const RUNS: std::ops::RangeInclusive<usize> = 2..=5;
/// What an unknown feature adds to the square of a block, against a rare known one.
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
    /// Its block.
    pub block: u8,
    /// Its weight in a vector of length one.
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
const NEIGHBOURS: u64 = 2;
const RUN: u8 = 3;
const PAIR: u64 = 4;
const LETTERS_OF: u8 = 5;
const ROOT: u8 = 8;
const START: u8 = 9;
const ACT: u8 = 10;
const ALONE: u8 = 11;

/// Prefixes of Russian verbs and of nouns made of them, the longest first.
#[rustfmt::skip]
const PREFIXES: [&str; 23] = [
    "недо", "пере", "при", "под", "раз", "рас", "воз", "вос", "про", "вы", "за", "от", "по", "на", "об", "до", "из", "ис", "со",
    "у", "с", "в", "о",
];
/// Letters of a form that must be left without its prefix.
const LEFT: usize = 4;
/// Letters of the beginning of a form.
const START_LETTERS: usize = 5;

/// Stands before the first word.
pub const BEGINNING: u64 = 6;
/// Stands after the last word.
pub const END: u64 = 7;

/// Block of words, of letters and of pairs.
pub const WORDS: u8 = 0;
/// See [`WORDS`].
pub const RUNS_OF_LETTERS: u8 = 1;
/// See [`WORDS`].
pub const PAIRS: u8 = 2;

/// Key of a normal form alone.
pub fn form_key(form: &str) -> u64 {
    Key::new(FORM).bytes(form.as_bytes()).finish()
}

/// Keys of a word in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordKeys {
    /// Of its normal form as it stands beside others: any number is as good as another.
    pub form: u64,
    /// Of a number as itself.
    pub number: Option<u64>,
    /// Of all its letters together; none where it is a sign.
    pub letters: Option<u64>,
    /// Of its form without a prefix; none where it is no word.
    pub root: Option<u64>,
    /// Of the beginning of its form; of Russian words only.
    pub start: Option<u64>,
}

impl WordKeys {
    /// Of a word with its normal form.
    pub fn of(word: &Word, form: &str) -> Self {
        let is_number = word.kind == WordKind::Number;
        let letters = || Key::new(LETTERS_OF).bytes(word.folded.as_bytes()).finish();
        Self {
            form: form_key(if is_number { "#" } else { form }),
            number: is_number.then(|| form_key(form)),
            letters: (word.kind != WordKind::Punct).then(letters),
            root: (word.kind == WordKind::Word).then(|| Key::new(ROOT).bytes(root(form).as_bytes()).finish()),
            start: start(word, form).map(|start| Key::new(START).bytes(start.as_bytes()).finish()),
        }
    }
}

impl WordKeys {
    /// Keys of the features that a word has in the block of words whatever stands beside it.
    pub fn alone(&self) -> impl Iterator<Item = u64> {
        [Some(self.form)].into_iter().flatten().chain(self.beside_form())
    }

    /// As [`Self::alone`] without the form.
    pub fn beside_form(&self) -> impl Iterator<Item = u64> {
        [self.number, self.root, self.start].into_iter().flatten()
    }
}

/// A form without its longest prefix, if enough is left.
fn root(form: &str) -> &str {
    let Some(first) = form.chars().next().filter(|c| is_russian(*c)) else {
        return form;
    };
    let bare = |prefix: &&str| {
        // Most prefixes end here.
        let rest = prefix.starts_with(first).then(|| form.strip_prefix(*prefix))??;
        rest.chars().nth(LEFT - 1).is_some().then_some(rest)
    };
    PREFIXES.iter().find_map(bare).unwrap_or(form)
}

/// The first letters of the form of a Russian word.
fn start<'a>(word: &Word, form: &'a str) -> Option<&'a str> {
    if word.kind != WordKind::Word || !form.chars().next().is_some_and(is_russian) {
        return None;
    }
    match form.char_indices().nth(START_LETTERS) {
        Some((end, _)) => form.get(..end),
        None => Some(form),
    }
}

fn is_russian(letter: char) -> bool {
    matches!(letter, 'а'..='я' | 'ё')
}

fn joined(kind: u64, a: u64, b: u64) -> u64 {
    let x = (a ^ kind).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 32) ^ b).wrapping_mul(0xd6e8_feb8_6659_fd93);
    x ^ (x >> 29)
}

/// Key of two forms that follow each other.
pub fn neighbours_key(form: u64, next: u64) -> u64 {
    joined(NEIGHBOURS, form, next)
}

/// Key of two different forms in either order.
pub fn pair_key(a: u64, b: u64) -> Option<u64> {
    (a != b).then(|| joined(PAIR, a.min(b), a.max(b)))
}

/// The features of the words of a text with their normal forms, put into `out`.
pub fn features(words: &[(Word, String)], out: &mut Vec<Feature>) {
    out.clear();
    let keys: Vec<WordKeys> = words.iter().map(|(word, form)| WordKeys::of(word, form)).collect();
    let mut add = |key: u64, block: u8, a: usize, b: usize| {
        let number = |i: usize| u16::try_from(i).unwrap_or(u16::MAX);
        out.push(Feature {
            key,
            block,
            words: (number(a), number(b)),
        });
    };
    let last = words.len().saturating_sub(1);
    whole(words, |key| add(key, WORDS, 0, last));
    for (i, ((word, _), of)) in words.iter().zip(&keys).enumerate() {
        of.alone().for_each(|key| add(key, WORDS, i, i));
        if i == 0 {
            add(neighbours_key(BEGINNING, of.form), WORDS, i, i);
        }
        let next = keys.get(i + 1).map_or(END, |next| next.form);
        add(neighbours_key(of.form, next), WORDS, i, (i + 1).min(last));
        runs(word, |key| add(key, RUNS_OF_LETTERS, i, i));
        for (j, other) in keys.iter().enumerate().skip(i + 1).take(PAIR_DISTANCE) {
            if let Some(key) = pair_key(of.form, other.form) {
                add(key, PAIRS, i, j);
            }
        }
    }
}

/// Keys of what a text is as a whole: one word and no more; an act that every base's people know («отбой», "never mind"),
/// whatever the words. They are features of the block of words.
pub fn whole(words: &[(Word, String)], mut add: impl FnMut(u64)) {
    if words.len() == 1 {
        add(Key::new(ALONE).finish());
    }
    if let Some(act) = act(words) {
        add(Key::new(ACT).bytes(&[act]).finish());
    }
}

/// Keys of the runs of letters of a word between its ends, `<` and `>`.
pub fn runs(word: &Word, mut add: impl FnMut(u64)) {
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
                add(key.finish());
            }
        }
    }
}

/// Square of what an unknown feature adds to its block, where `rarest` is the inverse document frequency
/// of what stands in one text only. What nobody knows is nearly as long as what is rarest: a text of mostly
/// unknown words has a short vector of known ones, and so stays far from every class.
pub fn unknown_square(rarest: f32) -> f32 {
    UNKNOWN * rarest * rarest
}

/// Collects the features of a text and weighs them.
#[derive(Debug, Default)]
pub struct Weigher {
    /// Number, block, inverse document frequency, words.
    found: Vec<(u32, u8, f32, (u16, u16))>,
    squares: [f32; BLOCKS],
}

impl Weigher {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.found.clear();
        self.squares = [0.0; BLOCKS];
    }

    /// Takes an occurrence of a known feature in.
    pub fn known(&mut self, id: u32, block: u8, idf: f32, words: (u16, u16)) {
        self.found.push((id, block, idf, words));
    }

    /// Takes something in that makes a block longer without speaking for a class, or that is weighed
    /// elsewhere.
    pub fn square(&mut self, block: u8, square: f32) {
        if let Some(sum) = self.squares.get_mut(usize::from(block)) {
            *sum += square;
        }
    }

    /// The weighed features in order of number, put into `out`, and the factors of the blocks, which those
    /// in `out` are multiplied by already.
    pub fn weigh(&mut self, out: &mut Vec<Weighed>) -> [f32; BLOCKS] {
        out.clear();
        let place = |f: &(u32, u8, f32, (u16, u16))| u64::from(f.0) << 32 | u64::from(f.3.0) << 16 | u64::from(f.3.1);
        self.found.sort_unstable_by_key(place);
        let found = std::mem::take(&mut self.found);
        for same in found.chunk_by(|a, b| a.0 == b.0) {
            let Some((id, block, idf, words)) = same.first().copied() else {
                continue;
            };
            let count = same.len() as f32;
            let (weight, square) = match (block, same.len()) {
                (_, 1) => (idf, idf * idf),
                (RUNS_OF_LETTERS, _) => (count * idf, count * idf * idf),
                _ => {
                    let weight = (1.0 + libm::logf(count)) * idf;
                    (weight, weight * weight)
                }
            };
            self.square(block, square);
            out.push(Weighed {
                id,
                block,
                weight,
                words,
            });
        }
        self.found = found;
        let present = self.squares.iter().filter(|s| **s > 0.0).count();
        let scales = self.squares.map(|s| {
            if s > 0.0 {
                1.0 / (s * present as f32).sqrt()
            } else {
                0.0
            }
        });
        for weighed in out {
            weighed.weight *= scales.get(usize::from(weighed.block)).copied().unwrap_or(0.0);
        }
        scales
    }
}

/// The vector of a text: features that `known` knows — number and inverse document frequency —
/// weighed, in order of number.
pub fn vector(features: &[Feature], rarest: f32, mut known: impl FnMut(u64) -> Option<(u32, f32)>) -> Vec<Weighed> {
    let mut weigher = Weigher::default();
    for f in features {
        match known(f.key) {
            Some((id, idf)) => weigher.known(id, f.block, idf, f.words),
            None => weigher.square(f.block, unknown_square(rarest)),
        }
    }
    let mut out = Vec::with_capacity(features.len());
    weigher.weigh(&mut out);
    out
}

/// Inverse document frequency of a feature that `containing` of `documents` texts have.
pub fn idf(documents: usize, containing: u32) -> f32 {
    libm::logf((1.0 + documents as f32) / (1.0 + containing as f32)) + 1.0
}
