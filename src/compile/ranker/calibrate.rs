//! Calibration: margins to probabilities, fitted on phrases that the judged model has not seen.
//!
//! Two small convex fits: the share of each candidate by a softmax of margin and likeness, and the
//! odds that the base covers the question at all by a logistic regression (Platt 1999, with several
//! signals). Texts out of scope are those of the base and, in their place or beside them, phrases
//! whose own class is struck from the candidates.

use std::sync::Arc;

use super::corpus::{Corpus, Stance};
use crate::bundle::program::Program;
use crate::bundle::ranker::{Calibration, Ranker};
use crate::language::NormalForms;
use crate::runtime::understand::rank::{Ranking, evidence, rank};
use rayon::prelude::*;

/// Parts into which the examples fall; one is judged by a model of the others.
const PARTS: usize = 5;
/// With so many judged examples no further part is judged.
const ENOUGH: usize = 2000;
/// With fewer there is nothing to fit.
const LEAST: usize = 40;
/// A class of fewer phrases is judged by a model that knows much less of it than the final one will.
const FURNISHED: usize = 3;
/// Fewer topics are less than any set that [`PRIOR`] was fitted to.
const FEW_TOPICS: usize = 30;
/// Weight of the texts out of scope against those inside.
const OUTSIDE: f64 = 0.15;
const ROUNDS: usize = 60;
/// Far from the optimum a quadratic guess leads too far.
const LONGEST_STEP: f64 = 1.0;

/// What a base gets that is too small to fit, or has but one phrase a topic. Fitted to the questions of four
/// public sets whose bases had one phrase a topic; see docs/understanding.md.
const PRIOR: Calibration = Calibration {
    margin: 4.5,
    likeness: 3.5,
    scope: [0.15, 0.85, 0.05, 2.2, 0.9],
};

/// What a base of a few topics gets: most of what people ask is about something else, and no set of so few
/// topics has been measured.
const HUMBLE: Calibration = Calibration {
    margin: 3.0,
    likeness: 1.5,
    scope: [-1.0, 2.0, 0.5, 3.0, 1.5],
};

/// A judged example: what the others say of it, and its own class.
pub struct Judged {
    /// What the others say.
    pub ranking: Ranking,
    /// Its class; `None` is out of scope.
    pub class: Option<usize>,
    /// Its number in the corpus.
    pub example: usize,
}

/// Fits the calibration of a corpus; with it the examples that were judged for that.
pub fn calibrate(
    corpus: &Corpus,
    rivals: Option<&[Vec<u32>]>,
    program: &Program,
    forms: &NormalForms,
) -> (Calibration, Vec<Judged>) {
    let prior = if corpus.classes.len() < FEW_TOPICS {
        HUMBLE
    } else {
        PRIOR
    };
    if !is_furnished(corpus) {
        return (prior, Vec::new());
    }
    let judged = judge_unseen(corpus, rivals, program, forms);
    let inside = judged.iter().filter(|j| j.class.is_some()).count();
    if inside < LEAST {
        return (prior, judged);
    }
    let (margin, likeness) = fit_shares(&judged);
    let scope = fit_scope(&judged);
    let fitted = Calibration {
        margin,
        likeness,
        scope,
    };
    (fitted, judged)
}

/// Whether at least half of the classes have phrases to spare. Otherwise those few that have some would
/// speak for the others, and too humbly even for themselves.
fn is_furnished(corpus: &Corpus) -> bool {
    let mut phrases = vec![0_usize; corpus.classes.len()];
    for example in &corpus.examples {
        if let (Stance::For(class), true) = (example.stance, example.weight >= 1.0)
            && let Some(count) = phrases.get_mut(class)
        {
            *count += 1;
        }
    }
    let furnished = phrases.iter().filter(|n| **n >= FURNISHED).count();
    furnished * 2 >= phrases.iter().filter(|n| **n > 0).count()
}

fn judge_unseen(corpus: &Corpus, rivals: Option<&[Vec<u32>]>, program: &Program, forms: &NormalForms) -> Vec<Judged> {
    let parts = parts(corpus);
    let mut judged: Vec<Judged> = Vec::new();
    for part in 0..PARTS {
        if judged.iter().filter(|j| j.class.is_some()).count() >= ENOUGH {
            break;
        }
        let seen = |n: usize| parts.get(n).copied().flatten() != Some(part);
        let planes = corpus.planes(rivals, &seen);
        let bytes: Arc<[u8]> = corpus.pack(program, planes, PRIOR, &seen).to_bytes().into();
        let length = bytes.len();
        let Ok(ranker) = Ranker::open(&bytes, 0..length, program.topics.len()) else {
            continue;
        };
        let unseen: Vec<usize> = (0..corpus.examples.len()).filter(|n| !seen(*n)).collect();
        judged.par_extend(unseen.par_iter().filter_map(|n| {
            let example = corpus.examples.get(*n)?;
            let class = match example.stance {
                Stance::For(class) => Some(class),
                Stance::Outside => None,
                Stance::Against(_) => return None,
            };
            let ranking = rank(&ranker, &forms.forms(&example.text));
            Some(Judged {
                ranking,
                class,
                example: *n,
            })
        }));
    }
    judged
}

/// The part of each example in which it is judged, spread evenly over each class; none for texts
/// that are no questions and for the only phrase of a class.
fn parts(corpus: &Corpus) -> Vec<Option<usize>> {
    let question = |e: &super::corpus::Example| match e.stance {
        Stance::For(class) if e.weight >= 1.0 => Some(class),
        Stance::Outside => Some(corpus.classes.len()),
        _ => None,
    };
    let mut counts = vec![0_usize; corpus.classes.len() + 1];
    for class in corpus.examples.iter().filter_map(question) {
        if let Some(count) = counts.get_mut(class) {
            *count += 1;
        }
    }
    let mut next = vec![0_usize; counts.len()];
    let part = |e| {
        let class = question(e)?;
        let n = next.get_mut(class)?;
        *n += 1;
        // Classes begin at different parts, so that small ones do not all fall into the first.
        (counts.get(class)? > &1).then_some((*n + class) % PARTS)
    };
    corpus.examples.iter().map(part).collect()
}

/// Maximum likelihood of the classes by Newton's method, lightly bound to the prior.
#[allow(
    clippy::indexing_slicing,
    reason = "indices run below the fixed lengths of the arrays"
)]
fn fit_shares(judged: &[Judged]) -> (f32, f32) {
    let prior = [f64::from(PRIOR.margin), f64::from(PRIOR.likeness)];
    let mut at = prior;
    for _ in 0..ROUNDS {
        let (mut gradient, mut hessian) = ([0.0_f64; 2], [[0.0_f64; 2]; 2]);
        for i in 0..2 {
            gradient[i] = at[i] - prior[i];
            hessian[i][i] = 1.0;
        }
        for j in judged {
            let Some(class) = j.class else { continue };
            let signals: Vec<[f64; 2]> = j
                .ranking
                .ranked
                .iter()
                .map(|r| [f64::from(r.margin), f64::from(r.likeness)])
                .collect();
            let Some(own) = j.ranking.ranked.iter().position(|r| r.class == class) else {
                continue;
            };
            let logits: Vec<f64> = signals.iter().map(|s| at[0] * s[0] + at[1] * s[1]).collect();
            let highest = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let raised: Vec<f64> = logits.iter().map(|l| libm::exp(l - highest)).collect();
            let sum: f64 = raised.iter().sum();
            let mean = |n: usize| signals.iter().zip(&raised).map(|(s, r)| s[n] * r).sum::<f64>() / sum;
            let means = [mean(0), mean(1)];
            for a in 0..2 {
                gradient[a] += means[a] - signals.get(own).map_or(0.0, |s| s[a]);
                for b in 0..2 {
                    let both = signals.iter().zip(&raised).map(|(s, r)| s[a] * s[b] * r).sum::<f64>() / sum;
                    hessian[a][b] += both - means[a] * means[b];
                }
            }
        }
        for (x, s) in at.iter_mut().zip(solve(hessian, gradient)) {
            *x -= s;
        }
    }
    (at[0].clamp(0.5, 30.0) as f32, at[1].clamp(0.0, 30.0) as f32)
}

fn solve(m: [[f64; 2]; 2], v: [f64; 2]) -> [f64; 2] {
    let d = m[0][0] * m[1][1] - m[0][1] * m[1][0];
    if d.abs() < 1e-12 {
        return [0.0; 2];
    }
    [
        (v[0] * m[1][1] - v[1] * m[0][1]) / d,
        (v[1] * m[0][0] - v[0] * m[1][0]) / d,
    ]
}

/// Logistic regression of belonging to the base.
fn fit_scope(judged: &[Judged]) -> [f32; 5] {
    let mut rows: Vec<([f32; 5], bool, f64)> = Vec::new();
    let real = judged.iter().filter(|j| j.class.is_none()).count();
    let inside = judged.len() - real;
    for j in judged {
        let Some(signals) = evidence(&j.ranking) else { continue };
        match j.class {
            None => rows.push((signals, false, OUTSIDE * inside as f64 / real as f64)),
            Some(class) => {
                rows.push((signals, true, 1.0));
                if real < LEAST {
                    let ranked = j.ranking.ranked.iter().filter(|r| r.class != class).copied().collect();
                    let struck = Ranking {
                        ranked,
                        known: j.ranking.known,
                    };
                    if let Some(signals) = evidence(&struck) {
                        rows.push((signals, false, OUTSIDE));
                    }
                }
            }
        }
    }
    logistic(&rows)
}

/// Newton's steps along one coordinate after another, with a ridge towards the prior. Factors of
/// signals are never negative, since each of them speaks for belonging.
#[allow(
    clippy::indexing_slicing,
    reason = "indices run below the fixed lengths of the arrays"
)]
fn logistic(rows: &[([f32; 5], bool, f64)]) -> [f32; 5] {
    let prior = PRIOR.scope.map(f64::from);
    let mut at = prior;
    for _ in 0..ROUNDS {
        let before = at;
        for n in 0..at.len() {
            let (mut gradient, mut curvature) = (at[n] - prior[n], 1.0_f64);
            for (signals, inside, weight) in rows {
                let logit: f64 = signals.iter().zip(at).map(|(x, a)| f64::from(*x) * a).sum();
                let p = 1.0 / (1.0 + libm::exp(-logit));
                let x = f64::from(signals[n]);
                gradient += weight * (p - f64::from(u8::from(*inside))) * x;
                curvature += weight * p * (1.0 - p) * x * x;
            }
            at[n] -= (gradient / curvature).clamp(-LONGEST_STEP, LONGEST_STEP);
            if n > 0 {
                at[n] = at[n].max(0.0);
            }
        }
        if at.iter().zip(before).all(|(a, b)| (a - b).abs() < 1e-3) {
            break;
        }
    }
    at.map(|a| a as f32)
}
