//! The phrases of a class that are nearest to a question.

use super::gather::Gathered;
use crate::bundle::ranker::{NEGATIVE, Ranker};

/// Slots of the table, a power of two. A question of ten terms seldom has two for one slot.
const SLOTS: usize = 512;
/// Term of an empty slot.
const EMPTY: u32 = u32::MAX;

/// The terms of a question, made ready to be looked for in many phrases: most terms of a phrase are none of
/// the question's, and one look says so.
#[derive(Debug)]
pub struct Common {
    /// Term and weight, at the slot of the term.
    slots: Box<[(u32, f32); SLOTS]>,
    /// Terms whose slot was taken, ascending.
    others: Vec<(u32, f32)>,
}

impl Default for Common {
    fn default() -> Self {
        Self {
            slots: Box::new([(EMPTY, 0.0); SLOTS]),
            others: Vec::new(),
        }
    }
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

fn slot(term: u32) -> usize {
    (term.wrapping_mul(0x9e37_79b1) >> 23) as usize % SLOTS
}

impl Common {
    /// Takes the terms of a question in the place of the last one's.
    pub fn file(&mut self, gathered: &Gathered) {
        self.slots.fill((EMPTY, 0.0));
        self.others.clear();
        for of in &gathered.terms {
            match self.slots.get_mut(slot(of.0)) {
                Some(free) if free.0 == EMPTY => *free = *of,
                _ => self.others.push(*of),
            }
        }
    }

    #[inline]
    fn weight(&self, term: u32) -> Option<f32> {
        match self.slots.get(slot(term)) {
            Some((held, weight)) if *held == term => Some(*weight),
            _ if self.others.is_empty() => None,
            _ => {
                let found = self.others.binary_search_by_key(&term, |t| t.0).ok();
                found.and_then(|at| self.others.get(at)).map(|t| t.1)
            }
        }
    }

    /// The nearest phrases of a class.
    pub fn nearest(&self, gathered: &Gathered, ranker: &Ranker, class: usize) -> Nearest {
        let norm = gathered.norm;
        let mut nearest = Nearest::default();
        for phrase in ranker.phrases(class) {
            let length = norm * phrase.norm;
            if length <= 0.0 {
                continue;
            }
            let common: f32 = ranker.terms(&phrase).filter_map(|term| self.weight(term)).sum();
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
