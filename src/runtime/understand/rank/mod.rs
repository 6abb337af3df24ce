//! The ranker at work: which topics the words of a question are nearest to.

mod gather;
mod nearest;
mod odds;
#[cfg(test)]
mod tests;

use std::cell::RefCell;

use gather::Gathered;
use nearest::{Common, Nearest};
pub use odds::{evidence, in_scope, shares};

use crate::bundle::ranker::Ranker;
use crate::language::Word;

/// So many words of a question are looked at, from its beginning: who writes more has said by then what it
/// is about, and a longer text takes no longer.
pub const MAX_WORDS: usize = 200;
/// Classes that are kept.
const KEPT: usize = 10;
/// Weights that are multiplied in one step.
const LANES: usize = 8;
/// Classes that are looked at in one step.
const STRETCH: usize = 16;
/// After so many phrases of the best classes no further class's are compared with the question.
const COMPARED: usize = 400;

/// A class and what speaks for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// The class.
    pub class: usize,
    /// Distance from the plane that parts it from the others.
    pub margin: f32,
    /// Likeness of its nearest phrase to the question, from 0 to 1; only of the best classes.
    pub likeness: f32,
    /// Its nearest phrase: topic and number.
    pub phrase: Option<(u32, u32)>,
    /// Whether its nearest phrase has every word of the question.
    pub covers: bool,
    /// Likeness of the nearest phrase that says what the class is not.
    pub against: f32,
}

/// What the ranker says of a question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    /// Best margin first.
    pub ranked: Vec<Ranked>,
    /// Share of the weight of the question's words that the base knows.
    pub known: f32,
}

/// Room that is used again; its content never outlives a call.
#[derive(Default)]
struct Scratch {
    gathered: Gathered,
    scores: Scores,
    common: Common,
}

/// By class; all zero between calls. As many as a number of 16 bits counts, so that none needs to be looked
/// after; what no class has is never touched.
struct Scores(Box<[f32; 1 << 16]>);

impl Default for Scores {
    fn default() -> Self {
        let scores: Result<Box<[f32; 1 << 16]>, _> = vec![0.0; 1 << 16].into_boxed_slice().try_into();
        Self(scores.unwrap_or_else(|_| Box::new([0.0; 1 << 16])))
    }
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// The words that are looked at.
fn first(words: &[(Word, String)]) -> &[(Word, String)] {
    words.get(..MAX_WORDS).unwrap_or(words)
}

/// Ranks the classes for the words of a question, the first [`MAX_WORDS`] of them. The cost grows with the
/// words.
pub fn rank(ranker: &Ranker, words: &[(Word, String)]) -> Ranking {
    SCRATCH.with_borrow_mut(|scratch| {
        scratch.gathered.gather(ranker, first(words));
        let best = scratch.best(ranker);
        let Scratch { gathered, common, .. } = scratch;
        std::hint::black_box(
            best.iter()
                .fold(0, |all, (_, class)| all ^ ranker.touch_phrases(*class)),
        );
        common.file(gathered);
        let mut compared = 0;
        let ranked = best.into_iter().map(|(margin, class)| {
            let nearest = if compared < COMPARED {
                common.nearest(gathered, ranker, class)
            } else {
                Nearest::default()
            };
            compared += ranker.phrases(class).len();
            Ranked {
                class,
                margin,
                likeness: nearest.likeness,
                phrase: nearest.phrase,
                covers: nearest.covers,
                against: nearest.against,
            }
        });
        Ranking {
            ranked: ranked.collect(),
            known: gathered.known,
        }
    })
}

impl Scratch {
    /// The best classes by margin.
    #[allow(clippy::indexing_slicing, reason = "there is a score for every number of 16 bits")]
    fn best(&mut self, ranker: &Ranker) -> Vec<(f32, usize)> {
        let Self { gathered, scores, .. } = self;
        std::hint::black_box(
            gathered
                .rows(ranker)
                .fold(0, |all, (record, ..)| all ^ ranker.touch(&record)),
        );
        for (record, factor, _) in gathered.rows(ranker) {
            let (classes, weights) = ranker.postings_of(&record);
            let (classes, last_classes) = classes.as_chunks::<LANES>();
            let (weights, last_weights) = weights.as_chunks::<LANES>();
            for (classes, weights) in classes.iter().zip(weights) {
                let shares = weights.map(|weight| factor * f32::from(weight.cast_signed()));
                for (class, share) in classes.iter().zip(shares) {
                    scores.0[usize::from(u16::from_le_bytes(*class))] += share;
                }
            }
            for (class, weight) in last_classes.iter().zip(last_weights) {
                scores.0[usize::from(u16::from_le_bytes(*class))] += factor * f32::from(weight.cast_signed());
            }
        }
        let mut best: Vec<(f32, usize)> = Vec::with_capacity(KEPT + 1);
        let mut least = f32::NEG_INFINITY;
        let stretches = scores.0.chunks_mut(STRETCH).zip(ranker.biases().chunks(STRETCH));
        for (n, (stretch, biases)) in stretches.enumerate() {
            // Of many classes most have nothing or come to nothing: a stretch of them is left in one step.
            let higher = stretch.iter().zip(biases).map(|(score, bias)| score + bias > least);
            if !higher.fold(false, |any, one| any | one) {
                stretch.fill(0.0);
                continue;
            }
            for (at, (score, bias)) in stretch.iter_mut().zip(biases).enumerate() {
                if *score == 0.0 {
                    continue;
                }
                let margin = std::mem::take(score) + bias;
                // Classes come in order, so the earlier of equals stays before.
                if margin <= least {
                    continue;
                }
                let place = best.partition_point(|(other, _)| other.total_cmp(&margin).is_ge());
                best.insert(place, (margin, n * STRETCH + at));
                best.truncate(KEPT);
                if let (KEPT, Some((last, _))) = (best.len(), best.last()) {
                    least = *last;
                }
            }
        }
        best
    }
}

/// How much each word spoke for each of some classes: by number of the word, heaviest first.
pub fn words_for(ranker: &Ranker, words: &[(Word, String)], classes: &[Option<usize>]) -> Vec<Vec<(usize, f32)>> {
    let mut gathered = Gathered::default();
    gathered.gather(ranker, first(words));
    let mut shares = vec![vec![0.0_f32; words.len()]; classes.len()];
    for (record, factor, of_words) in gathered.rows(ranker) {
        for (class, weight) in ranker.postings(&record) {
            for (of_class, shares) in classes.iter().zip(&mut shares) {
                if *of_class != Some(usize::from(class)) {
                    continue;
                }
                for word in [of_words.0, of_words.1] {
                    if let Some(share) = shares.get_mut(usize::from(word)) {
                        *share += factor * f32::from(weight) / 2.0;
                    }
                }
            }
        }
    }
    let heaviest = |shares: Vec<f32>| {
        let mut shares: Vec<(usize, f32)> = shares.into_iter().enumerate().filter(|(_, s)| *s != 0.0).collect();
        shares.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
        shares
    };
    shares.into_iter().map(heaviest).collect()
}
