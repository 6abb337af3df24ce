//! Trains the ranker of a base: the same bytes from the same texts, on any machine and any number of
//! threads.

mod calibrate;
mod corpus;
mod gram;
mod svm;

#[cfg(test)]
mod tests;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::bundle::program::Program;
use crate::bundle::ranker::{Calibration, RankerParts, Row};
use crate::language::{NormalForms, unknown_square};

use crate::runtime::understand::rank;

use calibrate::Judged;
use corpus::{Corpus, Letters, Stance};
use gram::Gram;
use svm::{Member, Plane, Scratch, separate};

/// A class with more texts than that does not lean to their mean.
const MANY: f32 = 12.0;
/// Cost of a class's own texts against that of others, for a class of middle size.
const OWN_WEIGHT: f32 = 3.0;
/// Weights below this share of a class's largest are left out.
const LEAST_WEIGHT: f32 = 0.01;
/// Up to so many pairs of class and text, every class learns from every text.
const ALL_PAIRS: usize = 1_000_000;
/// Beyond, a text speaks against so many classes that it is nearest to.
const RIVALS: usize = 40;
/// And against so many others.
const STRANGERS: usize = 16;
/// With more classes than that a feature keeps its heaviest weights only.
const FEW: usize = 200;
/// So many of them: time must not grow with the classes.
const WIDEST: usize = 64;
/// So many of each run of letters are added up for a whole word, before that keeps its own heaviest.
const WIDE: usize = 256;

/// The ranker of a program; `None` where no topic has phrases.
pub fn train(program: &Program) -> Option<RankerParts> {
    Some(train_and_judge(program)?.0)
}

/// As [`train`], with what became of the phrases that calibration judged unseen, in order.
pub fn train_and_judge(program: &Program) -> Option<(RankerParts, Vec<Unseen>)> {
    let forms = NormalForms::new(program.lang);
    let mut corpus = Corpus::of(program, &forms)?;
    let rivals = corpus.rivals();
    if rivals.is_none() {
        corpus.gram = Gram::of(&corpus.vectors, corpus.features.len());
    }
    let (calibration, judged) = calibrate::calibrate(&corpus, rivals.as_deref(), program, &forms);
    let planes = corpus.planes(rivals.as_deref(), &|_| true);
    let parts = corpus.pack(program, planes, calibration, &|_| true);
    let mut unseen: Vec<Unseen> = judged.iter().filter_map(|j| unseen(&corpus, &calibration, j)).collect();
    unseen.sort_unstable_by_key(|u| u.phrase);
    Some((parts, unseen))
}

/// A phrase that a model judged which had not learnt from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unseen {
    /// Topic and number.
    pub phrase: (u32, u32),
    /// The phrase of another topic that it came nearest to: topic and number.
    pub twin: (u32, u32),
    /// How sure the model is of that other topic.
    pub score: f32,
    /// Likeness of the two phrases.
    pub likeness: f32,
}

/// Where the model took an unseen phrase for another class's.
fn unseen(corpus: &Corpus, calibration: &Calibration, judged: &Judged) -> Option<Unseen> {
    let shares = rank::shares(calibration, &judged.ranking);
    let best = shares
        .iter()
        .enumerate()
        .max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)));
    let (first, share) = best?;
    let ranked = judged
        .ranking
        .ranked
        .get(first)
        .filter(|r| Some(r.class) != judged.class)?;
    Some(Unseen {
        phrase: corpus.examples.get(judged.example)?.phrase?,
        twin: ranked.phrase?,
        score: share * rank::in_scope(calibration, &judged.ranking),
        likeness: ranked.likeness,
    })
}

impl Corpus {
    /// For each class the examples that it must be told from; `None` where that is all of them.
    fn rivals(&self) -> Option<Vec<Vec<u32>>> {
        if self.classes.len().saturating_mul(self.examples.len()) <= ALL_PAIRS {
            return None;
        }
        let index = self.centroids();
        let nearest: Vec<Vec<u16>> = self
            .vectors
            .par_iter()
            .map_init(
                || vec![0.0_f32; self.classes.len()],
                |scores, vector| {
                    let mut touched: Vec<u16> = Vec::new();
                    for (f, x) in vector {
                        for (class, weight) in index.get(*f as usize).into_iter().flatten() {
                            if let Some(score) = scores.get_mut(usize::from(*class)) {
                                if *score == 0.0 {
                                    touched.push(*class);
                                }
                                *score += weight * x;
                            }
                        }
                    }
                    let mut found: Vec<(f32, u16)> = touched
                        .into_iter()
                        .filter_map(|c| Some((std::mem::take(scores.get_mut(usize::from(c))?), c)))
                        .collect();
                    found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
                    found.truncate(RIVALS);
                    found.into_iter().map(|(_, c)| c).collect()
                },
            )
            .collect();
        let mut rivals = vec![Vec::new(); self.classes.len()];
        for (n, (classes, example)) in (0_u32..).zip(nearest.iter().zip(&self.examples)) {
            let of = |class: u16| match example.stance {
                Stance::For(own) | Stance::Against(own) => own != usize::from(class),
                Stance::Outside => true,
            };
            // A few others, evenly spread: a class must know what is far from it too.
            let all = self.classes.len();
            let far = (0..STRANGERS).map(|i| (n as usize * 7 + i * all / STRANGERS) % all);
            let mut told: Vec<u16> = classes.clone();
            told.extend(far.filter_map(|c| u16::try_from(c).ok()));
            told.sort_unstable();
            told.dedup();
            for class in told.into_iter().filter(|c| of(*c)) {
                if let Some(list) = rivals.get_mut(usize::from(class)) {
                    list.push(n);
                }
            }
            if let Stance::For(own) | Stance::Against(own) = example.stance
                && let Some(list) = rivals.get_mut(own)
            {
                list.push(n);
            }
        }
        Some(rivals)
    }

    /// Mean vectors of the classes, by feature; the heaviest [`WIDEST`] of each.
    fn centroids(&self) -> Vec<Vec<(u16, f32)>> {
        let mut index: Vec<Vec<(u16, f32)>> = vec![Vec::new(); self.features.len()];
        for (example, vector) in self.examples.iter().zip(&self.vectors) {
            let Stance::For(class) = example.stance else { continue };
            let class = u16::try_from(class).unwrap_or(u16::MAX);
            for (f, x) in vector {
                let Some(row) = index.get_mut(*f as usize) else {
                    continue;
                };
                // Examples of a class follow each other, but for editions.
                match row.last_mut().filter(|(c, _)| *c == class) {
                    Some((_, sum)) => *sum += x * example.weight,
                    None => row.push((class, x * example.weight)),
                }
            }
        }
        index.par_iter_mut().for_each(|row| heaviest(row, WIDEST));
        index
    }

    /// Every class told from its rivals, learning from the examples that `seen` admits.
    fn planes(&self, rivals: Option<&[Vec<u32>]>, seen: &(dyn Fn(usize) -> bool + Sync)) -> Vec<Plane> {
        (0..self.classes.len())
            .into_par_iter()
            .map_init(
                || Scratch::new(self.features.len()),
                |scratch, class| {
                    let members = self.members(class, rivals, seen);
                    let mut plane = separate(&self.vectors, self.gram.as_ref(), &members, scratch);
                    self.lean_to_mean(&mut plane, &members);
                    let largest = plane.weights.iter().map(|(_, w)| w.abs()).fold(0.0, f32::max);
                    plane.weights.retain(|(_, w)| w.abs() >= largest * LEAST_WEIGHT);
                    plane
                },
            )
            .collect()
    }

    /// Adds the mean text of a class to its plane, the more the fewer texts it has: one text says more
    /// by what it is like than by what it differs in.
    fn lean_to_mean(&self, plane: &mut Plane, members: &[Member]) {
        let own = || {
            let own = members.iter().filter(|m| m.positive).map(|m| m.vector as usize);
            own.filter_map(|n| Some((self.examples.get(n)?.weight, self.vectors.get(n)?)))
        };
        let texts: f32 = own().map(|(weight, _)| weight).sum();
        if texts <= 0.0 || texts > MANY {
            return;
        }
        let mut mean: FxHashMap<u32, f32> = FxHashMap::default();
        for (weight, vector) in own() {
            for (f, x) in vector {
                *mean.entry(*f).or_insert(0.0) += weight * x;
            }
        }
        let mut mean: Vec<(u32, f32)> = mean.into_iter().collect();
        mean.sort_unstable_by_key(|(f, _)| *f);
        let length = mean.iter().map(|(_, x)| x * x).sum::<f32>().sqrt();
        let factor = 1.0 / (texts.max(1.0) * length.max(f32::MIN_POSITIVE));
        for (f, x) in mean {
            match plane.weights.binary_search_by_key(&f, |w| w.0) {
                Ok(at) => {
                    if let Some(weight) = plane.weights.get_mut(at) {
                        weight.1 += factor * x;
                    }
                }
                Err(at) => plane.weights.insert(at, (f, factor * x)),
            }
        }
    }

    /// Factor of the cost of a class's own texts: they are few against all others, and fewer in a
    /// small class.
    fn own_weight(&self, class: usize) -> f32 {
        let own = self.sizes.get(class).copied().unwrap_or(0).max(1);
        let mean = self.examples.len() as f32 / self.classes.len().max(1) as f32;
        OWN_WEIGHT * (mean / own as f32).sqrt()
    }

    fn members(&self, class: usize, rivals: Option<&[Vec<u32>]>, seen: &(dyn Fn(usize) -> bool + Sync)) -> Vec<Member> {
        let own_weight = self.own_weight(class);
        let member = |n: usize| {
            let example = self.examples.get(n).filter(|_| seen(n))?;
            let positive = match example.stance {
                Stance::For(own) => own == class,
                Stance::Against(own) if own != class => return None,
                Stance::Against(_) | Stance::Outside => false,
            };
            Some(Member {
                vector: u32::try_from(n).ok()?,
                positive,
                weight: example.weight * if positive { own_weight } else { 1.0 },
            })
        };
        match rivals {
            None => (0..self.examples.len()).filter_map(member).collect(),
            Some(rivals) => {
                let near = rivals.get(class).map(Vec::as_slice).unwrap_or_default();
                near.iter().filter_map(|n| member(*n as usize)).collect()
            }
        }
    }

    /// Puts planes and the phrases that `seen` admits together for the bundle. Features that carry
    /// nothing are left out, but for normal forms of phrases.
    fn pack(
        &self,
        program: &Program,
        planes: Vec<Plane>,
        calibration: Calibration,
        seen: &dyn Fn(usize) -> bool,
    ) -> RankerParts {
        let mut rows: Vec<Row> = vec![Vec::new(); self.features.len()];
        let mut biases = Vec::with_capacity(planes.len());
        for (class, plane) in (0_u16..=u16::MAX).zip(&planes) {
            biases.push(plane.bias);
            for (f, w) in &plane.weights {
                if let Some(row) = rows.get_mut(*f as usize) {
                    row.push((class, *w));
                }
            }
        }
        let many = self.classes.len() > FEW;
        if many {
            rows.par_iter_mut().for_each(|row| heaviest(row, WIDE));
        }
        let mut used: Vec<bool> = rows.iter().map(|r| !r.is_empty()).collect();
        let phrases = || {
            let all = self.examples.iter().enumerate().filter(|(n, _)| seen(*n));
            all.filter_map(|(_, e)| match (e.stance, e.phrase) {
                (Stance::For(class) | Stance::Against(class), Some(phrase)) => Some((class, phrase, &e.terms)),
                _ => None,
            })
        };
        let learnt = self.examples.iter().enumerate().filter(|(n, _)| seen(*n));
        for t in learnt.flat_map(|(_, e)| &e.terms) {
            if let Some(used) = used.get_mut(*t as usize) {
                *used = true;
            }
        }
        let words = self.words(&rows, &used);
        if many {
            rows.par_iter_mut().for_each(|row| heaviest(row, WIDEST));
        }
        let mut numbers = vec![u32::MAX; rows.len()];
        let mut features = Vec::new();
        let all = rows.into_iter().zip(&self.features).zip(numbers.iter_mut()).zip(used);
        for (((row, (key, idf)), number), used) in all {
            if used {
                *number = u32::try_from(features.len()).unwrap_or(u32::MAX);
                features.push((*key, *idf, row));
            }
        }
        let mut of_classes = vec![Vec::new(); self.classes.len()];
        for (class, (topic, number), terms) in phrases() {
            let mut terms: Vec<u32> = terms.iter().filter_map(|t| numbers.get(*t as usize).copied()).collect();
            terms.sort_unstable();
            if let Some(list) = of_classes.get_mut(class) {
                list.push((topic, number, terms));
            }
        }
        RankerParts {
            topics: u32::try_from(program.topics.len()).unwrap_or(u32::MAX),
            calibration,
            classes: biases.into_iter().zip(self.classes.iter().cloned()).collect(),
            features,
            words,
            phrases: of_classes,
        }
    }

    /// What the letters of each word say for each class, all their runs together.
    fn words(&self, rows: &[Row], used: &[bool]) -> Vec<(u64, f32, Row)> {
        let kept = self.features.iter().zip(used).filter(|(_, used)| **used);
        let unknown = unknown_square(kept.map(|((_, idf), _)| *idf).fold(1.0, f32::max));
        let sums = |scores: &mut Vec<f32>, letters: &Letters| {
            let mut square = letters.unknown as f32 * unknown;
            for run in &letters.runs {
                let run = *run as usize;
                let (Some(row), Some((_, idf)), Some(true)) = (rows.get(run), self.features.get(run), used.get(run))
                else {
                    square += unknown;
                    continue;
                };
                square += idf * idf;
                for (class, weight) in row {
                    if let Some(score) = scores.get_mut(usize::from(*class)) {
                        *score += idf * weight;
                    }
                }
            }
            let sums = (0_u16..=u16::MAX).zip(scores.iter_mut());
            let sums = sums.map(|(class, score)| (class, std::mem::take(score)));
            let mut row: Row = sums.filter(|(_, sum)| *sum != 0.0).collect();
            if self.classes.len() > FEW {
                heaviest(&mut row, WIDEST);
            }
            // What eight bits cannot show.
            let least = row.iter().map(|(_, w)| w.abs()).fold(0.0, f32::max) / 254.0;
            row.retain(|(_, w)| w.abs() >= least);
            (letters.key, square, row)
        };
        let room = || vec![0.0_f32; self.classes.len()];
        self.letters.par_iter().map_init(room, sums).collect()
    }
}

/// Keeps the heaviest entries of a row, in order of class.
fn heaviest(row: &mut Row, most: usize) {
    if row.len() > most {
        row.sort_unstable_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
        row.truncate(most);
        row.sort_unstable_by_key(|(class, _)| *class);
    }
}
