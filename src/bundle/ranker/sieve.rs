//! Most features of a question are none of the base's: pairs of words above all. One bit says so, from a table
//! that stays in the processor's cache while that of the features does not.

/// Bits for each slot of the table of features, which is at most half full.
const BITS: usize = 4;

/// A bit for each key that the table has.
#[derive(Clone, Debug, Default)]
pub struct Sieve {
    /// Their number is a power of two.
    words: Vec<u64>,
}

impl Sieve {
    /// Of the checks of a table of so many slots, a power of two.
    pub fn new(slots: usize, checks: impl Iterator<Item = u32>) -> Self {
        let mut words = vec![0; (slots * BITS / 64).max(1)];
        for check in checks {
            let (at, bit) = place(check, words.len());
            if let Some(word) = words.get_mut(at) {
                *word |= bit;
            }
        }
        Self { words }
    }

    /// Whether the table may have a key of this check.
    #[inline]
    pub fn passes(&self, check: u32) -> bool {
        let (at, bit) = place(check, self.words.len());
        self.words.get(at).is_some_and(|word| word & bit != 0)
    }
}

/// Word and bit of a check.
#[inline]
fn place(check: u32, words: usize) -> (usize, u64) {
    ((check >> 6) as usize & (words - 1), 1 << (check & 63))
}

#[cfg(test)]
mod tests;
