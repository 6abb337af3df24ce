//! The phrases of a class that are nearest to a question.

use super::gather::Gathered;
use crate::bundle::ranker::{NEGATIVE, Ranker};

/// Words of 64 bits of the sieve: most terms of a phrase are none of the question's and end there.
const SIEVE: usize = 8;

/// The terms of a question, made ready to be looked for in many phrases.
#[derive(Debug)]
pub struct Terms<'g> {
    gathered: &'g Gathered,
    sieve: [u64; SIEVE],
}

/// How near the phrases of a class come to a question.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Nearest {
    /// Cosine of the normal forms of the nearest phrase and the question.
    pub likeness: f32,
    /// Its topic and number.
    pub phrase: Option<(u32, u32)>,
    /// Whether it has every word of the question.
    pub covers: bool,
    /// Likeness of the nearest phrase that says what the class is not.
    pub against: f32,
}

impl<'g> Terms<'g> {
    /// Of a question.
    pub fn new(gathered: &'g Gathered) -> Self {
        let mut sieve = [0; SIEVE];
        for (term, _) in &gathered.terms {
            if let Some(bits) = sieve.get_mut(*term as usize / 64 % SIEVE) {
                *bits |= 1 << (term % 64);
            }
        }
        Self { gathered, sieve }
    }

    fn weight(&self, term: u32) -> f32 {
        let bits = self.sieve.get(term as usize / 64 % SIEVE).copied().unwrap_or(0);
        if bits >> (term % 64) & 1 == 0 {
            return 0.0;
        }
        let terms = &self.gathered.terms;
        let found = terms.binary_search_by_key(&term, |t| t.0).ok();
        found.and_then(|at| terms.get(at)).map_or(0.0, |t| t.1)
    }

    /// The nearest phrases of a class.
    pub fn nearest(&self, ranker: &Ranker, class: usize) -> Nearest {
        let norm = self.gathered.norm;
        let mut nearest = Nearest::default();
        for phrase in ranker.phrases(class) {
            let length = norm * phrase.norm;
            if length <= 0.0 {
                continue;
            }
            let common: f32 = ranker.terms(&phrase).map(|term| self.weight(term)).sum();
            let likeness = (common / length).min(1.0);
            if phrase.number >= NEGATIVE {
                nearest.against = nearest.against.max(likeness);
            } else if likeness > nearest.likeness {
                nearest.likeness = likeness;
                nearest.covers = common >= 0.999 * norm * norm;
                nearest.phrase = Some((phrase.topic, phrase.number));
            }
        }
        nearest
    }
}
