//! Which variables a later line may still read: all others are forgotten, or the sets would grow with
//! every question.

use crate::diagram::Ref;

/// A set of variables for each step.
#[derive(Clone, Debug, Default)]
pub struct Live {
    words: usize,
    bits: Vec<u64>,
}

impl Live {
    pub fn new(steps: usize, vars: usize) -> Self {
        let words = vars.div_ceil(64);
        Self {
            words,
            bits: vec![0; words * steps],
        }
    }

    /// Whether a variable is read at or behind a step before it gets another value.
    pub fn holds(&self, step: usize, var: u32) -> bool {
        let word = self.bits.get(step * self.words + var as usize / 64);
        word.is_some_and(|w| w & (1 << (var % 64)) != 0)
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
