//! What a question has of the features that cues ask for, looked up once for all cues.

use std::ops::Range;

use super::lexicon::{Feature, Lexicon, NONE, Roles};
use crate::runtime::understand::question::Question;

/// Words of the sieve. A question of ten words leaves 99 of 100 strangers out by one bit.
const SIEVE: usize = 64;

/// Features of a question with their places.
#[derive(Debug)]
pub struct Asked {
    /// The normal form at each place, [`NONE`] where no cue knows it.
    forms: Vec<Feature>,
    /// Features, ascending, each with its share of `places`.
    features: Vec<(Feature, Range<u32>)>,
    places: Vec<u32>,
    /// Open addressing: a feature and its number in `features`. Its length is a power of two.
    slots: Vec<(Feature, u32)>,
    /// A bit for the lowest bits of each feature: most questions about a feature end here.
    sieve: [u64; SIEVE],
}

impl Asked {
    /// Looks each word of a question up.
    pub fn new(lexicon: &Lexicon, question: &Question) -> Self {
        let mut forms = Vec::with_capacity(question.words.len());
        let mut seen: Vec<(Feature, u32)> = Vec::with_capacity(question.words.len() * 2);
        for (place, (word, form)) in (0..).zip(&question.words) {
            let roles = lexicon.roles(form);
            forms.push(roles.form);
            let exact = if !lexicon.has_exact() {
                Roles::UNKNOWN
            } else if *word.folded == **form {
                roles
            } else {
                lexicon.roles(&word.folded)
            };
            let words = [roles.form, exact.exact].into_iter().filter(|f| *f != NONE);
            seen.extend(words.chain(lexicon.prefixes_of(&word.folded)).map(|f| (f, place)));
        }
        let kinds = question.entities.iter().filter_map(|(kind, _)| lexicon.entity(kind));
        // An entity is somewhere, but at no word: cues do not ask where.
        seen.extend(kinds.map(|f| (f, NONE)));
        seen.sort_unstable();
        let mut asked = Self {
            forms,
            features: Vec::with_capacity(seen.len()),
            places: Vec::with_capacity(seen.len()),
            slots: vec![(NONE, 0); (seen.len() * 2 + 1).next_power_of_two()],
            sieve: [0; SIEVE],
        };
        for (feature, place) in seen {
            asked.enter(feature, place);
        }
        for at in 0..asked.features.len() {
            asked.file(at);
        }
        asked
    }

    fn enter(&mut self, feature: Feature, place: u32) {
        let at = u32::try_from(self.places.len()).unwrap_or(NONE);
        let end = at + u32::from(place != NONE);
        if place != NONE {
            self.places.push(place);
        }
        match self.features.last_mut() {
            Some((last, range)) if *last == feature => range.end = end,
            _ => self.features.push((feature, at..end)),
        }
    }

    fn file(&mut self, at: usize) {
        let Some(feature) = self.features.get(at).map(|(f, _)| *f) else {
            return;
        };
        if let Some(word) = self.sieve.get_mut(feature as usize / 64 % SIEVE) {
            *word |= 1 << (feature % 64);
        }
        let mask = self.slots.len() - 1;
        let mut slot = spread(feature) & mask;
        // Half of the slots stay free, so there is an end.
        while let Some(taken) = self.slots.get_mut(slot) {
            if taken.0 == NONE {
                *taken = (feature, u32::try_from(at).unwrap_or(NONE));
                return;
            }
            slot = (slot + 1) & mask;
        }
    }

    fn number(&self, feature: Feature) -> Option<usize> {
        let word = self.sieve.get(feature as usize / 64 % SIEVE)?;
        if word >> (feature % 64) & 1 == 0 {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut slot = spread(feature) & mask;
        loop {
            let (held, number) = self.slots.get(slot)?;
            if *held == feature {
                return Some(*number as usize);
            }
            if *held == NONE {
                return None;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Whether the question has a feature.
    #[inline]
    pub fn has(&self, feature: Feature) -> bool {
        self.number(feature).is_some()
    }

    /// Where a feature stands, ascending.
    pub fn places(&self, feature: Feature) -> &[u32] {
        let range = self.number(feature).and_then(|n| self.features.get(n));
        range
            .and_then(|(_, r)| self.places.get(r.start as usize..r.end as usize))
            .unwrap_or(&[])
    }

    /// Normal forms by place.
    pub fn forms(&self) -> &[Feature] {
        &self.forms
    }

    /// All features, ascending.
    pub fn features(&self) -> impl ExactSizeIterator<Item = Feature> + '_ {
        self.features.iter().map(|(f, _)| *f)
    }
}

fn spread(feature: Feature) -> usize {
    (feature.wrapping_mul(0x9e37_79b1) >> 16) as usize
}
