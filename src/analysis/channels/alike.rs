//! Whether two phrases sound alike on the telephone.
//!
//! Voiced and voiceless consonants are one sound at the ends of words and before each other, unstressed
//! «о» is «а», unstressed «е», «и», «я» are one; soft signs are not heard at all. A stress is not written,
//! so only the vowel of a word of one syllable is surely stressed. What remains is compared letter by
//! letter: a consonant more or less in a row of consonants is easily missed, a syllable more is not.

use crate::language::{WordKind, words};

/// Costs are counted in halves of a letter.
const LETTER: u32 = 2;
/// A consonant beside another one, or one of the same manner instead.
const FAINT: u32 = 1;
/// Phrases that differ by more sound different.
const MOST: u32 = 2;
/// A difference is small that is at most one of so many letters.
const ONE_OF: u32 = 6;
/// Longest phrase compared, in sounds.
const MAX_SOUNDS: usize = 64;

/// How a phrase sounds.
#[derive(Clone, Debug)]
pub struct Sound<'w> {
    /// The phrase.
    pub words: &'w str,
    sounds: Vec<char>,
}

impl<'w> Sound<'w> {
    /// The sounds of a phrase.
    pub fn of(phrase: &'w str) -> Self {
        let mut sounds: Vec<char> = Vec::new();
        for word in words(phrase).iter().filter(|w| w.kind != WordKind::Punct) {
            let reduced = word.folded.chars().filter(|c| is_vowel(*c)).count() > 1;
            // «II группа» is said with a number, and numbers are told apart.
            if word.folded.chars().all(|c| matches!(c, 'i' | 'v' | 'x')) {
                sounds.extend(word.folded.chars().map(|c| c.to_ascii_uppercase()));
                continue;
            }
            for c in word.folded.chars() {
                let Some(sound) = sound(c, reduced) else { continue };
                // A stressed vowel is heard as it is.
                let sound = if reduced || !is_vowel(sound) {
                    sound
                } else {
                    sound.to_uppercase().next().unwrap_or(sound)
                };
                // Doubled letters are one sound.
                if sounds.last() != Some(&sound) || is_vowel(sound) {
                    sounds.push(sound);
                }
            }
        }
        sounds.truncate(MAX_SOUNDS);
        Self { words: phrase, sounds }
    }

    /// Whether it may be taken for the other. The very same words are reported elsewhere.
    pub fn is_like(&self, other: &Self) -> bool {
        let (a, b) = (&self.sounds, &other.sounds);
        let longer = u32::try_from(a.len().max(b.len())).unwrap_or(u32::MAX);
        if a.is_empty() || b.is_empty() || a.len().abs_diff(b.len()) > 2 {
            return false;
        }
        // Digits differ as clearly as they can.
        let number = |c: &char| c.is_ascii_digit() || c.is_ascii_uppercase();
        if a.iter().chain(b).any(number) && a != b {
            return false;
        }
        if self.words.to_lowercase() == other.words.to_lowercase() {
            return false;
        }
        let cost = distance(a, b);
        cost <= MOST && cost * ONE_OF <= longer * LETTER
    }
}

fn is_vowel(c: char) -> bool {
    matches!(
        c,
        'а' | 'е'
            | 'и'
            | 'о'
            | 'у'
            | 'ы'
            | 'э'
            | 'ю'
            | 'я'
            | 'А'
            | 'Е'
            | 'И'
            | 'О'
            | 'У'
            | 'Ы'
            | 'Э'
            | 'Ю'
            | 'Я'
    ) || matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'A' | 'E' | 'I' | 'O' | 'U' | 'Y')
}

fn sound(c: char, reduced: bool) -> Option<char> {
    Some(match c {
        'ь' | 'ъ' | '-' | '\'' => return None,
        'б' => 'п',
        'в' => 'ф',
        'г' => 'к',
        'д' => 'т',
        'ж' | 'щ' => 'ш',
        'з' => 'с',
        'о' if reduced => 'а',
        'е' | 'я' | 'э' | 'ы' if reduced => 'и',
        'ю' if reduced => 'у',
        'й' => 'и',
        other => other,
    })
}

/// Consonants that are heard alike through a telephone.
fn kin(a: char, b: char) -> bool {
    const KIN: [&[char]; 5] = [
        &['п', 'т', 'к'],
        &['ф', 'с', 'ш', 'х'],
        &['м', 'н'],
        &['л', 'р'],
        &['ц', 'ч', 'т', 'с'],
    ];
    KIN.iter().any(|group| group.contains(&a) && group.contains(&b))
}

fn substitution(a: char, b: char) -> u32 {
    if a == b {
        0
    } else if a.is_uppercase() || b.is_uppercase() {
        2 * LETTER
    } else if kin(a, b) {
        FAINT
    } else {
        LETTER
    }
}

/// What it costs to leave out a sound that stands between two others.
fn omission(list: &[char], at: usize) -> u32 {
    let beside = |n: Option<usize>| n.and_then(|n| list.get(n)).is_some_and(|c| !is_vowel(*c));
    let consonant = list.get(at).is_some_and(|c| !is_vowel(*c));
    if consonant && (beside(at.checked_sub(1)) || beside(Some(at + 1))) {
        FAINT
    } else {
        LETTER
    }
}

fn distance(a: &[char], b: &[char]) -> u32 {
    let mut above: Vec<u32> = vec![0];
    for j in 0..b.len() {
        above.push(above.last().copied().unwrap_or(0) + omission(b, j));
    }
    for (i, x) in a.iter().enumerate() {
        let mut row: Vec<u32> = Vec::with_capacity(above.len());
        row.push(above.first().copied().unwrap_or(0) + omission(a, i));
        for (j, y) in b.iter().enumerate() {
            let get = |list: &[u32], n: usize| list.get(n).copied().unwrap_or(u32::MAX / 2);
            let best = (get(&above, j) + substitution(*x, *y))
                .min(get(&above, j + 1) + omission(a, i))
                .min(get(&row, j) + omission(b, j));
            row.push(best);
        }
        above = row;
    }
    above.last().copied().unwrap_or(0)
}
