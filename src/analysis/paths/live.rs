//! Which variables a later line may still read: all others are forgotten, or the sets would grow with
//! every question.

use crate::diagram::Ref;

/// A set of variables for each step.
#[derive(Clone, Debug, Default)]
pub struct Live {
    words: usize,
    vars: usize,
    bits: Vec<u64>,
}

impl Live {
    pub fn new(steps: usize, vars: usize) -> Self {
        let words = vars.div_ceil(64);
        Self {
            words,
            vars,
            bits: vec![0; words * steps],
        }
    }

    /// Whether a variable is read at or behind a step before it gets another value.
    pub fn holds(&self, step: usize, var: u32) -> bool {
        let word = self.bits.get(step * self.words + var as usize / 64);
        word.is_some_and(|w| w & (1 << (var % 64)) != 0)
    }

    /// The last variable that is no longer read; none where all are.
    pub fn last_dead(&self, step: usize) -> Option<u32> {
        let of = self.of(step).iter().enumerate().rev();
        let mut dead = of.filter_map(|(n, word)| {
            let held = self.vars.saturating_sub(n * 64).min(64);
            let all = u64::MAX.checked_shr(u32::try_from(64 - held).ok()?).unwrap_or(0);
            Some(u32::try_from(n).ok()? * 64 + (all & !word).checked_ilog2()?)
        });
        dead.next()
    }

    /// The variables of a step.
    pub fn of(&self, step: usize) -> &[u64] {
        let from = step * self.words;
        self.bits.get(from..from + self.words).unwrap_or(&[])
    }

    /// Adds variables to a step; whether any of them is new.
    pub fn add(&mut self, step: usize, more: &[u64]) -> bool {
        let from = step * self.words;
        let mut grown = false;
        for (word, more) in self
            .bits
            .get_mut(from..from + self.words)
            .into_iter()
            .flatten()
            .zip(more)
        {
            grown |= *word | more != *word;
            *word |= more;
        }
        grown
    }

    /// An empty set of the right size.
    pub fn none(&self) -> Vec<u64> {
        vec![0; self.words]
    }
}

/// Adds a variable.
pub fn set(bits: &mut [u64], var: u32) {
    if let Some(word) = bits.get_mut(var as usize / 64) {
        *word |= 1 << (var % 64);
    }
}

/// Takes a variable out.
pub fn clear(bits: &mut [u64], var: u32) {
    if let Some(word) = bits.get_mut(var as usize / 64) {
        *word &= !(1 << (var % 64));
    }
}

/// Adds all of another set.
pub fn join(bits: &mut [u64], more: &[u64]) {
    for (word, more) in bits.iter_mut().zip(more) {
        *word |= more;
    }
}

/// Adds the variables of some functions.
pub fn support(bits: &mut [u64], forest: &crate::diagram::Forest, functions: &[Ref]) {
    for var in forest.support(functions) {
        set(bits, var);
    }
}
