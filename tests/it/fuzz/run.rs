//! Runs of many inputs, for the harness and for the tests of the library.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::bases;
use super::damage::{Became, Victim};
use super::mutate::mutated;
use super::random::Random;
use super::targets::Target;

/// One damage of so many is one of the large bundle of the sample base, which takes longer than the small ones.
pub const SAMPLE_SHARE: u64 = 100;

/// The bundles that are damaged.
pub struct Victims {
    sample: Victim<'static>,
    small: Vec<Victim<'static>>,
}

impl Victims {
    /// All of them.
    pub fn all() -> Self {
        Self {
            sample: Victim::new(&bases::SAMPLE),
            small: bases::SMALL.iter().map(Victim::new).collect(),
        }
    }

    /// The one that a seed damages.
    pub fn of(&self, seed: u64) -> &Victim<'static> {
        let small = seed / 4 % self.small.len().max(1) as u64;
        match self.small.get(small as usize) {
            Some(victim) if !(seed / 4).is_multiple_of(SAMPLE_SHARE) => victim,
            _ => &self.sample,
        }
    }

    /// What becomes of a seed, or what it panicked with.
    ///
    /// # Errors
    /// The message of the panic.
    pub fn run(&self, seed: u64) -> Result<Became, String> {
        let victim = self.of(seed);
        let run = catch_unwind(AssertUnwindSafe(|| victim.run(seed)));
        run.map_err(|payload| format!("{}: {}", victim.name(), message(payload.as_ref())))
    }
}

/// The words of a panic.
pub fn message(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().cloned();
    text.or_else(|| payload.downcast_ref::<&str>().map(|s| (*s).to_owned()))
        .unwrap_or_else(|| "no message".to_owned())
}

/// The inputs that a target begins with: its seeds, and what was found before.
pub fn inputs(target: &Target) -> Vec<Vec<u8>> {
    let mut inputs = (target.seeds)();
    let corpus = bases::below(&format!("fuzz/corpus/{}", target.name));
    inputs.extend(corpus.into_iter().map(|(_, bytes)| bytes));
    inputs
}

/// The input of a seed.
pub fn input(inputs: &[Vec<u8>], seed: u64) -> Vec<u8> {
    let mut random = Random::new(seed);
    let empty = Vec::new();
    let one = inputs.get(random.below(inputs.len())).unwrap_or(&empty);
    let other = inputs.get(random.below(inputs.len())).unwrap_or(&empty);
    mutated(one, other, &mut random)
}

/// Gives a target an input.
///
/// # Errors
/// The message of the panic.
pub fn give(target: &Target, bytes: &[u8]) -> Result<(), String> {
    let body = target.body;
    catch_unwind(AssertUnwindSafe(|| body(bytes))).map_err(|payload| message(payload.as_ref()))
}
