//! The ranker at work: which topics the words of a question are nearest to.

use std::cell::RefCell;

use crate::bundle::ranker::{Calibration, FeatureRecord, NEGATIVE, Ranker};
use crate::language::{Feature, Weighed, Word, features, form_key, vector};

/// Classes that are kept.
const KEPT: usize = 10;
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
    features: Vec<Feature>,
    scores: Vec<f32>,
    touched: Vec<u16>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Ranks the classes for the words of a question. The cost grows with the words.
pub fn rank(ranker: &Ranker, words: &[(Word, String)]) -> Ranking {
    SCRATCH.with_borrow_mut(|scratch| {
        features(words, &mut scratch.features);
        let vector = vector_of(ranker, &scratch.features);
        scratch.scores.resize(ranker.classes().max(scratch.scores.len()), 0.0);
        scratch.touched.clear();
        for (weighed, record) in &vector {
            let factor = weighed.weight * record.scale;
            for (class, weight) in ranker.postings(record) {
                if let Some(score) = scratch.scores.get_mut(usize::from(class)) {
                    if *score == 0.0 {
                        scratch.touched.push(class);
                    }
                    *score += factor * f32::from(weight);
                }
            }
        }
        let mut found: Vec<(f32, u16)> = Vec::with_capacity(scratch.touched.len());
        for class in &scratch.touched {
            if let Some(score) = scratch.scores.get_mut(usize::from(*class)) {
                let score = std::mem::take(score);
                // A sum that came back to zero was touched again.
                if score != 0.0 {
                    found.push((score + ranker.bias(usize::from(*class)), *class));
                }
            }
        }
        let better = |a: &(f32, u16), b: &(f32, u16)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if found.len() > KEPT {
            found.select_nth_unstable_by(KEPT - 1, better);
            found.truncate(KEPT);
        }
        found.sort_unstable_by(better);
        let asked = Asked::new(ranker, words);
        let mut ranked: Vec<Ranked> = Vec::with_capacity(found.len());
        let mut compared = 0;
        for (margin, class) in found {
            let class = usize::from(class);
            let nearest = if compared < COMPARED {
                asked.nearest(ranker, class)
            } else {
                Nearest::default()
            };
            compared += ranker.phrases(class).len();
            ranked.push(Ranked {
                class,
                margin,
                likeness: nearest.likeness,
                phrase: nearest.phrase,
                covers: nearest.covers,
                against: nearest.against,
            });
        }
        Ranking {
            ranked,
            known: asked.known,
        }
    })
}

/// The vector of a question with the records of its features.
fn vector_of(ranker: &Ranker, features: &[Feature]) -> Vec<(Weighed, FeatureRecord)> {
    let vector = vector(features, ranker.rarest(), |key| {
        let feature = ranker.feature(key)?;
        Some((feature, ranker.record(feature)?.idf))
    });
    let record = |w: Weighed| Some((w, ranker.record(w.id)?));
    vector.into_iter().filter_map(record).collect()
}

/// How much each word spoke for each of some classes: by number of the word, heaviest first.
pub fn words_for(ranker: &Ranker, words: &[(Word, String)], classes: &[Option<usize>]) -> Vec<Vec<(usize, f32)>> {
    let mut found = Vec::new();
    features(words, &mut found);
    let mut shares = vec![vec![0.0_f32; words.len()]; classes.len()];
    for (weighed, record) in vector_of(ranker, &found) {
        let factor = weighed.weight * record.scale / 2.0;
        for (class, weight) in ranker.postings(&record) {
            for (of_class, shares) in classes.iter().zip(&mut shares) {
                if *of_class != Some(usize::from(class)) {
                    continue;
                }
                for word in [weighed.words.0, weighed.words.1] {
                    if let Some(share) = shares.get_mut(usize::from(word)) {
                        *share += factor * f32::from(weight);
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

/// The different normal forms of a question.
struct Asked {
    /// Features and squared weights of known ones, ascending.
    terms: Vec<(u32, f32)>,
    /// Length of the whole vector, unknown words included.
    norm: f32,
    known: f32,
}

impl Asked {
    fn new(ranker: &Ranker, words: &[(Word, String)]) -> Self {
        let mut terms = Vec::with_capacity(words.len());
        let mut unknown: Vec<&str> = Vec::new();
        for (_, form) in words {
            let known = ranker.feature(form_key(form));
            match known.and_then(|f| Some((f, ranker.record(f)?.idf))) {
                Some((feature, idf)) => terms.push((feature, idf * idf)),
                None => unknown.push(form),
            }
        }
        terms.sort_unstable_by_key(|t| t.0);
        terms.dedup_by_key(|t| t.0);
        unknown.sort_unstable();
        unknown.dedup();
        // A word that no text has weighs like the rarest that one has.
        let rare = ranker.rarest();
        let sum: f32 = terms.iter().map(|t| t.1).sum();
        let all = sum + unknown.len() as f32 * rare * rare;
        Self {
            terms,
            norm: all.sqrt(),
            known: if all > 0.0 { sum / all } else { 0.0 },
        }
    }

    /// The nearest phrases of a class, by the cosine of their normal forms.
    fn nearest(&self, ranker: &Ranker, class: usize) -> Nearest {
        let mut nearest = Nearest::default();
        for phrase in ranker.phrases(class) {
            let length = self.norm * phrase.norm;
            if length <= 0.0 {
                continue;
            }
            let mut common = 0.0;
            let mut asked = self.terms.iter().peekable();
            for term in ranker.terms(&phrase) {
                while asked.next_if(|t| t.0 < term).is_some() {}
                if let Some(t) = asked.next_if(|t| t.0 == term) {
                    common += t.1;
                }
            }
            let likeness = (common / length).min(1.0);
            if phrase.number >= NEGATIVE {
                nearest.against = nearest.against.max(likeness);
            } else if likeness > nearest.likeness {
                nearest.likeness = likeness;
                nearest.covers = common >= 0.999 * self.norm * self.norm;
                nearest.phrase = Some((phrase.topic, phrase.number));
            }
        }
        nearest
    }
}

/// How near the phrases of a class come to a question.
#[derive(Default)]
struct Nearest {
    likeness: f32,
    phrase: Option<(u32, u32)>,
    covers: bool,
    against: f32,
}

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
