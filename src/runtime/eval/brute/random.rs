//! Seeded choices.

/// SplitMix64: the same sequence for the same seed everywhere.
pub(in crate::runtime::eval) struct Random(u64);

impl Random {
    pub(in crate::runtime::eval) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    pub(in crate::runtime::eval) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(n).unwrap()).unwrap()
    }

    /// Once in `n`.
    pub(in crate::runtime::eval) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(in crate::runtime::eval) fn of<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }

    pub(in crate::runtime::eval) fn within(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }
}
