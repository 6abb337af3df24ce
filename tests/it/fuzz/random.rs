//! Numbers that are the same for the same seed on every machine.

/// SplitMix64.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Of a seed. Neighbouring seeds give unlike numbers.
    pub fn new(seed: u64) -> Self {
        let mut random = Self(seed);
        random.0 = random.next() ^ seed.rotate_left(32);
        random
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 {
            0
        } else {
            (self.next() % end as u64) as usize
        }
    }

    /// One of some.
    pub fn one<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        of.get(self.below(of.len())).copied()
    }

    /// Whether a thing of `odds` to one happens.
    pub fn rarely(&mut self, odds: usize) -> bool {
        self.below(odds) == 0
    }

    /// A range within `length`, not longer than `most`.
    pub fn range(&mut self, length: usize, most: usize) -> std::ops::Range<usize> {
        let size = 1 + self.below(most.min(length).max(1));
        let start = self.below(length.saturating_sub(size) + 1);
        start..(start + size).min(length)
    }

    /// Bytes to choose by.
    pub fn bytes(&mut self, count: usize) -> Vec<u8> {
        let words = (0..count.div_ceil(8)).flat_map(|_| self.next().to_le_bytes());
        words.take(count).collect()
    }
}
