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
    /// By class; all zero between calls.
    scores: Vec<f32>,
    common: Common,
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
    fn best(&mut self, ranker: &Ranker) -> Vec<(f32, usize)> {
        let Self { gathered, scores, .. } = self;
        let classes = ranker.classes();
        scores.resize(classes.max(scores.len()), 0.0);
        for (record, factor, _) in gathered.rows(ranker) {
            for (class, weight) in ranker.postings(&record) {
                if let Some(score) = scores.get_mut(usize::from(class)) {
                    *score += factor * f32::from(weight);
                }
            }
        }
        let mut best: Vec<(f32, usize)> = Vec::with_capacity(KEPT + 1);
        for (n, stretch) in scores.chunks_mut(STRETCH).enumerate() {
            // Of many classes most have nothing: a stretch of them is left in one step.
            if stretch.iter().all(|score| *score == 0.0) {
                continue;
            }
            for (at, score) in stretch.iter_mut().enumerate() {
                if *score == 0.0 {
                    continue;
                }
                let class = n * STRETCH + at;
                let margin = std::mem::take(score) + ranker.bias(class);
                // Classes come in order, so the earlier of equals stays before.
                if best.len() == KEPT && best.last().is_some_and(|(least, _)| margin <= *least) {
                    continue;
                }
                let place = best.partition_point(|(other, _)| other.total_cmp(&margin).is_ge());
                best.insert(place, (margin, class));
                best.truncate(KEPT);
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
