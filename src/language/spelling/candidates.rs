//! Which word of the base a mistyped word was meant to be, and how surely.

use super::Lexicon;
use super::key::Key;
use super::sounds::{MAX_LETTERS, cost};
use super::vocabulary::Vocabulary;
use crate::value::Lang;

/// How much dearer one whole mistake makes a reading, in natural logarithms.
const PER_MISTAKE: f32 = 5.0;
/// How much the logarithm of a word's count weighs.
const PER_WEIGHT: f32 = 0.6;
/// Another ending of the word than the base has.
const OTHER_ENDING: f32 = 0.25;
/// A stem must have so many letters to be corrected, and be so near.
const STEM_LETTERS: usize = 6;
const STEM_LIMIT: f32 = 0.9;
/// Words of fewer letters are left as they are.
pub(super) const MIN_LETTERS: usize = 4;
/// From this many letters on two mistakes in a word are looked for.
const TWO_MISTAKES: usize = 8;
/// Readings that are offered.
const OFFERED: usize = 3;

/// One reading of a mistyped word.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// A word of the base or of the dictionary.
    pub word: Box<str>,
    /// The share of certainty, 0 to 1: what the readings and “a word unknown to us” have sums to 1.
    pub score: f32,
}

/// What a word costs that is no typo at all but one that nobody told us.
fn stranger(letters: usize, lexicon: bool) -> f32 {
    let base = match letters {
        ..=4 => 0.85,
        5 => 1.05,
        6 => 1.25,
        7 => 1.4,
        _ => 1.6,
    };
    if lexicon { base + 0.2 } else { base }
}

/// The dearest reading of a word of so many letters.
fn limit(letters: usize) -> f32 {
    match letters {
        ..=4 => 1.0,
        5 => 1.25,
        6..=7 => 1.5,
        _ => 2.1,
    }
}

struct Ranked<'v> {
    word: &'v str,
    cost: f32,
    weight: f32,
}

/// The readings of a folded word that nobody knows, the likeliest first, three at most.
pub(super) fn candidates(vocabulary: &Vocabulary, lexicon: &dyn Lexicon, word: &str) -> Vec<Candidate> {
    let typed: Vec<char> = word.chars().collect();
    let letters = typed.len();
    if !(MIN_LETTERS..=MAX_LETTERS).contains(&letters) {
        return Vec::new();
    }
    let Some(key) = Key::new(word) else { return Vec::new() };
    let limit = limit(letters);
    let mut numbers: Vec<u32> = Vec::new();
    vocabulary.near(&key, |number| numbers.push(number));
    let mut found = rank(vocabulary, &mut numbers, &typed, limit);
    // Two slips in one word are rare: they are looked for only when one explains nothing.
    if letters >= TWO_MISTAKES && found.is_empty() {
        vocabulary.two_mistakes(&key, letters, |number| numbers.push(number));
        found = rank(vocabulary, &mut numbers, &typed, limit);
        // Of several none is the likelier.
        if found.len() > 1 {
            let least = found.iter().map(|r| r.cost).fold(f32::MAX, f32::min);
            found.retain(|r| r.cost < least + 0.4);
        }
    }
    if found.is_empty() && vocabulary.lang() == Lang::Ru {
        by_stem(vocabulary, word, &mut found);
    }
    let nearest = if found.is_empty() {
        lexicon.nearest(word)
    } else {
        Vec::new()
    };
    for near in &nearest {
        let meant: Vec<char> = near.chars().collect();
        if let Some(cost) = cost(&typed, &meant, limit)
            && vocabulary.contains_stem(near)
        {
            found.push(Ranked {
                word: near,
                cost,
                weight: 0.0,
            });
        }
    }
    scored(&found, stranger(letters, lexicon.is_broad()))
}

fn rank<'v>(vocabulary: &'v Vocabulary, numbers: &mut Vec<u32>, typed: &[char], limit: f32) -> Vec<Ranked<'v>> {
    numbers.sort_unstable();
    numbers.dedup();
    let mut meant = Vec::with_capacity(MAX_LETTERS);
    let mut found = Vec::new();
    for number in numbers.drain(..) {
        let word = vocabulary.word(number);
        meant.clear();
        meant.extend(word.chars());
        if meant.len() < MIN_LETTERS - 1 {
            continue;
        }
        if let Some(cost) = cost(typed, &meant, limit) {
            found.push(Ranked {
                word,
                cost,
                weight: vocabulary.weight_of(number),
            });
        }
    }
    found
}

/// Another ending of a word of the base, mistyped before the ending.
fn by_stem<'v>(vocabulary: &'v Vocabulary, word: &str, found: &mut Vec<Ranked<'v>>) {
    let stem = vocabulary.stem(word);
    let typed: Vec<char> = stem.chars().collect();
    if typed.len() < STEM_LETTERS {
        return;
    }
    let Some(key) = Key::new(&stem) else { return };
    let mut numbers = Vec::new();
    vocabulary.near_stems(&key, |number| numbers.push(number));
    numbers.sort_unstable();
    numbers.dedup();
    for number in numbers {
        let known = vocabulary.word(number);
        let meant: Vec<char> = vocabulary.stem(known).chars().collect();
        if meant.len() >= MIN_LETTERS
            && let Some(cost) = cost(&typed, &meant, STEM_LIMIT)
        {
            found.push(Ranked {
                word: known,
                cost: cost + OTHER_ENDING,
                weight: vocabulary.weight_of(number),
            });
        }
    }
}

fn scored(found: &[Ranked<'_>], stranger: f32) -> Vec<Candidate> {
    let likelihood = |r: &Ranked<'_>| (PER_WEIGHT * r.weight - PER_MISTAKE * r.cost).exp();
    // A stranger is as frequent as a word that occurred twice.
    let unknown = (PER_WEIGHT * 3.0_f32.ln() - PER_MISTAKE * stranger).exp();
    let sum: f32 = unknown + found.iter().map(likelihood).sum::<f32>();
    let mut out: Vec<Candidate> = found
        .iter()
        .map(|r| Candidate {
            word: r.word.into(),
            score: likelihood(r) / sum,
        })
        .collect();
    out.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.word.cmp(&b.word)));
    out.truncate(OFFERED);
    out
}
