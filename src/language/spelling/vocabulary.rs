//! The words of a base, as a section of its bundle.

use std::collections::BTreeMap;

use rust_stemmers::{Algorithm, Stemmer};
use thiserror::Error;

use super::key::Key;
use super::sounds::MAX_LETTERS;
use super::table::{MAX_WORDS, Table, hash_word};
use crate::value::Lang;

const FORMAT: u8 = 1;
/// Weights are sixteenths of natural logarithms.
const WEIGHT_STEP: f32 = 16.0;

/// The bytes are not a vocabulary.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("the words of the base are damaged")]
pub struct VocabularyError;

/// The words of a base with their weights: what a mistyped word is corrected to.
///
/// Built once by the compiler with [`VocabularyBuilder`], written with [`Self::to_bytes`], opened
/// without work for each word.
pub struct Vocabulary {
    lang: Lang,
    /// All words, the shorter first, then by letters.
    text: Box<str>,
    /// Where each begins, and the end of the last.
    starts: Vec<u32>,
    /// Logarithms of the counts.
    weights: Vec<u8>,
    /// [`Key::mask`] of each.
    masks: Vec<u32>,
    /// By spelling.
    spelt: Table,
    /// By sound.
    sounds: Table,
    /// By the sound of the stem: the weightiest word of each stem.
    stems: Table,
    /// The number of the first word of each count of letters, from 0 letters.
    by_length: Vec<u32>,
    stemmer: Stemmer,
}

impl std::fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vocabulary")
            .field("lang", &self.lang)
            .field("words", &self.len())
            .finish()
    }
}

/// Collects the words of a [`Vocabulary`].
#[derive(Clone, Debug)]
pub struct VocabularyBuilder {
    lang: Lang,
    counts: BTreeMap<Box<str>, u64>,
}

impl VocabularyBuilder {
    /// No words yet.
    pub fn new(lang: Lang) -> Self {
        Self {
            lang,
            counts: BTreeMap::new(),
        }
    }

    /// Adds a folded word that occurs `count` times more. Words without a letter and of more than 32
    /// letters are left out.
    pub fn add(&mut self, folded: &str, count: u32) {
        let letters = folded.chars().count();
        if letters == 0 || letters > MAX_LETTERS || !folded.chars().any(char::is_alphabetic) {
            return;
        }
        if let Some(sum) = self.counts.get_mut(folded) {
            *sum = sum.saturating_add(u64::from(count));
        } else if self.counts.len() < MAX_WORDS {
            self.counts.insert(folded.into(), u64::from(count));
        }
    }

    /// The vocabulary. The same words give the same bytes in whatever order they came.
    pub fn build(&self) -> Vocabulary {
        let mut words: Vec<(usize, &str, u64)> = self
            .counts
            .iter()
            .map(|(word, count)| (word.chars().count(), &**word, *count))
            .collect();
        words.sort_unstable();
        let n = words.len();
        let mut vocabulary = Vocabulary {
            lang: self.lang,
            text: words.iter().map(|(_, word, _)| *word).collect::<String>().into(),
            starts: Vec::with_capacity(n + 1),
            weights: Vec::with_capacity(n),
            masks: Vec::with_capacity(n),
            spelt: Table::with_room(n),
            sounds: Table::with_room(n),
            stems: Table::default(),
            by_length: Vec::new(),
            stemmer: stemmer(self.lang),
        };
        let mut stems: BTreeMap<String, (u8, u32)> = BTreeMap::new();
        let mut start = 0_u32;
        vocabulary.starts.push(0);
        for (number, (_, word, count)) in (0_u32..).zip(&words) {
            start = start.saturating_add(u32::try_from(word.len()).unwrap_or(0));
            vocabulary.starts.push(start);
            let weight = logarithm(*count);
            vocabulary.weights.push(weight);
            vocabulary.spelt.insert(hash_word(word), number);
            let key = Key::new(word);
            vocabulary.masks.push(key.map_or(0, |key| key.mask()));
            if let Some(key) = key {
                vocabulary.sounds.insert(key.hash(), number);
            }
            let best = stems.entry(vocabulary.stem(word)).or_insert((weight, number));
            if weight > best.0 {
                *best = (weight, number);
            }
        }
        vocabulary.stems = Table::with_room(stems.len());
        for (stem, (_, number)) in &stems {
            if let Some(key) = Key::new(stem) {
                vocabulary.stems.insert(key.hash(), *number);
            }
        }
        vocabulary.by_length = lengths(words.iter().map(|(letters, _, _)| *letters));
        vocabulary
    }
}

fn stemmer(lang: Lang) -> Stemmer {
    Stemmer::create(match lang {
        Lang::Ru => Algorithm::Russian,
        Lang::En => Algorithm::English,
    })
}

fn logarithm(count: u64) -> u8 {
    // At most 44 × 16, cut to the byte; counts past eight million are as good as each other.
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss
    )]
    {
        ((count as f32 + 1.0).ln() * WEIGHT_STEP).round().clamp(0.0, 255.0) as u8
    }
}

fn lengths(letters: impl Iterator<Item = usize>) -> Vec<u32> {
    let mut counts = vec![0_u32; MAX_LETTERS + 2];
    for letters in letters {
        if let Some(count) = counts.get_mut((letters + 1).min(MAX_LETTERS + 1)) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for count in &mut counts {
        sum += *count;
        *count = sum;
    }
    counts
}

impl Vocabulary {
    /// The language of the base.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// Whether a folded word is one of the base's, letter for letter.
    pub fn contains(&self, folded: &str) -> bool {
        self.number(folded).is_some()
    }

    /// The natural logarithm of one more than the word's count; `None` when it is not of the base.
    pub fn weight(&self, folded: &str) -> Option<f32> {
        self.number(folded).map(|number| self.weight_of(number))
    }

    /// Whether the stem of a folded word is the stem of a word of the base: another ending of a
    /// known word.
    pub fn contains_stem(&self, folded: &str) -> bool {
        let stem = self.stem(folded);
        Key::new(&stem).is_some_and(|key| {
            self.stems
                .find(key.hash())
                .any(|number| self.stem(self.word(number)) == stem)
        })
    }

    fn number(&self, folded: &str) -> Option<u32> {
        self.spelt
            .find(hash_word(folded))
            .find(|number| self.word(*number) == folded)
    }

    pub(super) fn word(&self, number: u32) -> &str {
        let number = number as usize;
        match (self.starts.get(number), self.starts.get(number + 1)) {
            (Some(start), Some(end)) => self.text.get(*start as usize..*end as usize).unwrap_or(""),
            _ => "",
        }
    }

    pub(super) fn weight_of(&self, number: u32) -> f32 {
        f32::from(self.weights.get(number as usize).copied().unwrap_or(0)) / WEIGHT_STEP
    }

    pub(super) fn stem(&self, word: &str) -> String {
        self.stemmer.stem(word).into_owned()
    }

    /// Calls `found` with the numbers of words that may sound within one mistake of `key`; some more
    /// than once.
    pub(super) fn near(&self, key: &Key, mut found: impl FnMut(u32)) {
        key.one_mistake(|hash| self.sounds.find(hash).for_each(&mut found));
    }

    /// As [`Self::near`] for stems: the weightiest word of each.
    pub(super) fn near_stems(&self, key: &Key, mut found: impl FnMut(u32)) {
        key.one_mistake(|hash| self.stems.find(hash).for_each(&mut found));
    }

    /// Calls `found` with the numbers of words whose sounds may be two mistakes away from those of a
    /// word of `letters` letters.
    pub(super) fn two_mistakes(&self, key: &Key, letters: usize, mut found: impl FnMut(u32)) {
        let bound = |letters: usize| self.by_length.get(letters).copied().unwrap_or(u32::MAX) as usize;
        let (from, to) = (bound(letters.saturating_sub(2)), bound(letters + 3).min(self.len()));
        let mask = key.mask();
        let masks = self.masks.get(from..to).unwrap_or_default();
        for (number, other) in (u32::try_from(from).unwrap_or(u32::MAX)..).zip(masks) {
            if (mask ^ other).count_ones() <= 4 {
                found(number);
            }
        }
    }

    /// The bytes of a bundle's section.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![FORMAT, u8::from(self.lang == Lang::En)];
        let number = |n: usize, out: &mut Vec<u8>| out.extend(u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes());
        number(self.len(), &mut out);
        number(self.text.len(), &mut out);
        for table in self.tables() {
            number(table.slots().len(), &mut out);
        }
        out.extend_from_slice(self.text.as_bytes());
        out.extend_from_slice(&self.weights);
        let slots = self.tables().into_iter().flat_map(|t| t.slots().iter());
        for value in self.starts.iter().chain(&self.masks).chain(slots) {
            out.extend(value.to_le_bytes());
        }
        out
    }

    fn tables(&self) -> [&Table; 3] {
        [&self.spelt, &self.sounds, &self.stems]
    }

    /// Opens the bytes that [`Self::to_bytes`] gave.
    ///
    /// # Errors
    ///
    /// [`VocabularyError`] when they are not such bytes. Bytes that open never panic nor hang,
    /// whatever wrote them.
    pub fn open(bytes: &[u8]) -> Result<Self, VocabularyError> {
        Self::read(bytes).ok_or(VocabularyError)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let (format, lang) = (reader.byte()?, reader.byte()?);
        let lang = match lang {
            0 => Lang::Ru,
            1 => Lang::En,
            _ => return None,
        };
        let words = reader.number()?;
        let length = reader.number()? as usize;
        let sizes = [reader.number()?, reader.number()?, reader.number()?];
        let n = words as usize;
        if format != FORMAT || n > MAX_WORDS {
            return None;
        }
        let text = std::str::from_utf8(reader.take(length)?).ok()?;
        let weights = reader.take(n)?.to_vec();
        let starts = reader.numbers(n.checked_add(1)?)?;
        let masks = reader.numbers(n)?;
        let mut table = |size: u32| Table::from_slots(reader.numbers(size as usize)?, words);
        let [spelt, sounds, stems] = sizes;
        let (spelt, sounds, stems) = (table(spelt)?, table(sounds)?, table(stems)?);
        let mut letters = Vec::with_capacity(n);
        for pair in starts.windows(2) {
            let [start, end] = pair else { return None };
            let word = text.get(*start as usize..*end as usize)?;
            letters.push(word.chars().count());
        }
        let whole = starts.first() == Some(&0) && starts.last().is_some_and(|end| *end as usize == text.len());
        let sorted = letters.is_sorted() && letters.iter().all(|n| (1..=MAX_LETTERS).contains(n));
        if !whole || !sorted || !reader.0.is_empty() {
            return None;
        }
        Some(Self {
            lang,
            text: text.into(),
            starts,
            weights,
            masks,
            spelt,
            sounds,
            stems,
            by_length: lengths(letters.into_iter()),
            stemmer: stemmer(lang),
        })
    }
}

struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, n: usize) -> Option<&'b [u8]> {
        let (head, tail) = self.0.split_at_checked(n)?;
        self.0 = tail;
        Some(head)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(*self.take(4)?.first_chunk()?))
    }

    fn numbers(&mut self, n: usize) -> Option<Vec<u32>> {
        let (numbers, _) = self.take(n.checked_mul(4)?)?.as_chunks::<4>();
        Some(numbers.iter().map(|b| u32::from_le_bytes(*b)).collect())
    }
}
