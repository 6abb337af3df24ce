//! From what the ranker says to probabilities.

use super::{Ranked, Ranking};
use crate::bundle::ranker::Calibration;

/// How likely it is that the base covers the question; see [`Calibration::scope`].
pub fn in_scope(calibration: &Calibration, ranking: &Ranking) -> f32 {
    let Some(evidence) = evidence(ranking) else { return 0.0 };
    let logit: f32 = calibration
        .scope
        .iter()
        .zip(evidence)
        .map(|(factor, x)| factor * x)
        .sum();
    1.0 / (1.0 + libm::expf(-logit))
}

/// What the logit of the scope is a sum of, in order of its factors.
pub fn evidence(ranking: &Ranking) -> Option<[f32; 5]> {
    let first = ranking.ranked.first()?;
    let second = ranking.ranked.get(1).map_or(-1.0, |r| r.margin);
    let likeness = ranking.ranked.iter().map(|r| r.likeness).fold(0.0, f32::max);
    Some([1.0, first.margin, first.margin - second, likeness, ranking.known])
}

/// How likely each class is, given that one of them is meant, in the order of the ranking.
pub fn shares(calibration: &Calibration, ranking: &Ranking) -> Vec<f32> {
    let logit = |r: &Ranked| calibration.margin * r.margin + calibration.likeness * r.likeness;
    let highest = ranking.ranked.iter().map(logit).fold(f32::NEG_INFINITY, f32::max);
    let raised: Vec<f32> = ranking.ranked.iter().map(|r| libm::expf(logit(r) - highest)).collect();
    let sum: f32 = raised.iter().sum();
    raised.into_iter().map(|r| r / sum).collect()
}
