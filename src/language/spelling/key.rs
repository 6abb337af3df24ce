//! A word as it sounds, and every word that sounds within one mistake of it.
//!
//! Two spellings that differ by one letter put in, left out, replaced or swapped differ by at most one
//! of these in sound, and confusions by ear do not count at all. So looking up all single mistakes
//! of the sound finds every word one mistake away and most words misspelt by ear besides, and no
//! list of shortened words has to be stored: the hash of each variant follows from the hashes of its
//! two halves with one multiplication.

use super::sounds::{self, MAX_LETTERS};
use super::table::finish;

const BASE: u64 = 0x5851_f42d_4c95_7f2d;

/// The codes of a word's sounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key {
    codes: [u8; MAX_LETTERS],
    len: usize,
    russian: bool,
}

impl Key {
    /// The key of a folded word, unless it is too long or has no sounds.
    pub(super) fn new(word: &str) -> Option<Self> {
        let mut key = Self {
            codes: [0; MAX_LETTERS],
            len: 0,
            russian: word.chars().any(sounds::is_russian),
        };
        for letter in word.chars() {
            if let Some(code) = sounds::code(letter) {
                *key.codes.get_mut(key.len)? = code;
                key.len += 1;
            }
        }
        (key.len > 0).then_some(key)
    }

    fn codes(&self) -> &[u8] {
        self.codes.get(..self.len).unwrap_or_default()
    }

    pub(super) fn hash(&self) -> u64 {
        finish(self.codes().iter().fold(0, |hash, code| push(hash, *code)))
    }

    /// One bit for each sound: two words two mistakes apart differ in four bits at most.
    pub(super) fn mask(&self) -> u32 {
        self.codes().iter().fold(0, |mask, code| mask | 1 << (code & 31))
    }

    /// Calls `probe` with the hash of this key, then of every key one mistake away.
    pub(super) fn one_mistake(&self, mut probe: impl FnMut(u64)) {
        probe(self.hash());
        let codes = self.codes();
        let n = codes.len();
        // Hashes of the first i codes, of the codes from i on, and powers of the base.
        let mut heads = [0_u64; MAX_LETTERS + 1];
        let mut tails = [0_u64; MAX_LETTERS + 1];
        let mut powers = [1_u64; MAX_LETTERS + 2];
        for i in 1..powers.len() {
            let value = at(&powers, i - 1).wrapping_mul(BASE);
            set(&mut powers, i, value);
        }
        for (i, code) in codes.iter().enumerate() {
            let value = push(at(&heads, i), *code);
            set(&mut heads, i + 1, value);
        }
        for (i, code) in codes.iter().enumerate().rev() {
            let value = u64::from(*code)
                .wrapping_mul(at(&powers, n - 1 - i))
                .wrapping_add(at(&tails, i + 1));
            set(&mut tails, i, value);
        }
        let alphabet = sounds::alphabet(self.russian);
        for i in 0..=n {
            let here = codes.get(i).copied();
            // One more sound before i.
            let room = at(&heads, i)
                .wrapping_mul(at(&powers, n - i + 1))
                .wrapping_add(at(&tails, i));
            let unit = at(&powers, n - i);
            for code in alphabet.clone() {
                // Before its like is the same as after it.
                if Some(code) != here {
                    probe(finish(room.wrapping_add(u64::from(code).wrapping_mul(unit))));
                }
            }
            let Some(here) = here else { break };
            let rest = n - i - 1;
            // Without i.
            let after = at(&tails, i + 1);
            if codes.get(i + 1) != Some(&here) {
                probe(finish(
                    at(&heads, i).wrapping_mul(at(&powers, rest)).wrapping_add(after),
                ));
            }
            // Another sound in place of i.
            let room = at(&heads, i).wrapping_mul(at(&powers, rest + 1)).wrapping_add(after);
            let unit = at(&powers, rest);
            for code in alphabet.clone() {
                if code != here {
                    probe(finish(room.wrapping_add(u64::from(code).wrapping_mul(unit))));
                }
            }
            // i and the next swapped.
            if let Some(next) = codes.get(i + 1).filter(|next| **next != here) {
                let swapped = push(push(at(&heads, i), *next), here);
                probe(finish(
                    swapped
                        .wrapping_mul(at(&powers, rest - 1))
                        .wrapping_add(at(&tails, i + 2)),
                ));
            }
        }
    }
}

fn push(hash: u64, code: u8) -> u64 {
    hash.wrapping_mul(BASE).wrapping_add(u64::from(code))
}

#[inline]
fn at(values: &[u64], i: usize) -> u64 {
    values.get(i).copied().unwrap_or(0)
}

#[inline]
fn set(values: &mut [u64], i: usize, value: u64) {
    if let Some(slot) = values.get_mut(i) {
        *slot = value;
    }
}
