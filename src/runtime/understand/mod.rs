//! Which topic a question is about, and why.
//!
//! Order of judgement: normal forms and entities, cues, full text, decision by thresholds. A
//! decisive cue wins, a forbidding one excludes; points of cues move the likeness of the best phrase
//! towards certainty or away from it.

mod cues;
mod judgement;
mod question;
mod retrieval;

use std::collections::BTreeMap;

use cues::{CueIndex, CueVerdict};
pub use judgement::{Candidate, CueHit, DocumentHit, Judgement, TopicDecision, WordHit};
use question::Question;
use retrieval::Retrieval;

use crate::bundle::program::{CueWeight, Program, TopicId};
use crate::bundle::{BundleError, IndexDirectory};
use crate::language::NormalForms;
use crate::value::{Date, Name};

/// Points of cues that close two thirds of the way to certainty.
const POINTS_SCALE: f32 = 10.0;
/// Most candidates of a judgement.
const MAX_CANDIDATES: usize = 10;
/// Documents that a candidate names.
const DOCUMENTS: usize = 3;

/// The classifier of a bundle.
#[derive(Debug)]
pub struct Understanding {
    forms: NormalForms,
    cues: CueIndex,
    retrieval: Option<Retrieval>,
}

#[derive(Default)]
struct Score {
    verdict: CueVerdict,
    cues: Vec<CueHit>,
    documents: Vec<DocumentHit>,
    best: f32,
    against: f32,
}

impl Understanding {
    /// The classifier of a program with its index.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn new(program: &Program, index: Option<IndexDirectory>) -> Result<Self, BundleError> {
        let retrieval = index.map(Retrieval::open).transpose()?;
        Ok(Self {
            forms: NormalForms::new(program.lang),
            cues: CueIndex::new(program),
            retrieval,
        })
    }

    /// Normal forms of the bundle's language.
    pub fn forms(&self) -> &NormalForms {
        &self.forms
    }

    /// Judges a question on a day, with entities that the recognisers found: kind and words.
    pub fn judge(&self, program: &Program, text: &str, today: Date, entities: Vec<(Name, String)>) -> Judgement {
        let question = Question {
            words: self.forms.forms(text),
            entities,
        };
        let mut scores: BTreeMap<TopicId, Score> = BTreeMap::new();
        for (topic, cue) in self.cues.matches(program, &question) {
            let score = scores.entry(topic).or_default();
            score.verdict.add(cue.weight);
            let points = match cue.weight {
                CueWeight::Points(p) => Some(p),
                CueWeight::Always | CueWeight::Never => None,
            };
            score.cues.push(CueHit {
                pattern: cue.shown.clone(),
                points,
            });
        }
        let hits = self
            .retrieval
            .as_ref()
            .map(|r| r.search(program, &self.forms, &question))
            .unwrap_or_default();
        for hit in hits {
            let score = scores.entry(hit.topic).or_default();
            if hit.negative {
                score.against = score.against.max(hit.likeness);
            } else {
                score.best = score.best.max(hit.likeness);
                if score.documents.len() < DOCUMENTS {
                    score.documents.push(DocumentHit {
                        text: hit.text,
                        score: hit.likeness,
                    });
                }
            }
        }
        let in_force = |id: &TopicId| program.topics.get(id.index()).is_some_and(|t| t.valid.holds(today));
        let mut candidates: Vec<Candidate> = scores
            .into_iter()
            .filter(|(topic, score)| in_force(topic) && !score.verdict.never)
            .map(|(topic, score)| Candidate {
                topic,
                score: score.total(),
                cues: score.cues,
                words: Vec::new(),
                documents: score.documents,
            })
            .filter(|c| c.score > 0.0)
            .collect();
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.topic.cmp(&b.topic)));
        candidates.truncate(MAX_CANDIDATES);
        let decision = decide(program, &candidates);
        Judgement {
            decision,
            in_scope: candidates.first().map_or(0.0, |c| c.score),
            candidates,
            entities: question.entities,
            corrections: Vec::new(),
        }
    }
}

impl Score {
    /// From 0 to 1.
    fn total(&self) -> f32 {
        if self.verdict.always {
            return 1.0;
        }
        // A question that is more like what the topic is not than like what it is does not belong to it.
        let likeness = if self.against > self.best { 0.0 } else { self.best };
        let pull = (-(self.verdict.points.unsigned_abs() as f32) / POINTS_SCALE).exp();
        if self.verdict.points >= 0 {
            1.0 - (1.0 - likeness) * pull
        } else {
            likeness * pull
        }
    }
}

fn decide(program: &Program, candidates: &[Candidate]) -> TopicDecision {
    let t = program.defaults.thresholds;
    let Some(first) = candidates.first() else {
        return TopicDecision::Unknown;
    };
    // A topic and the topics below it do not compete: the deeper one is only a closer answer.
    let rival = candidates
        .iter()
        .skip(1)
        .find(|c| !related(program, first.topic, c.topic));
    let lead = first.score - rival.map_or(0.0, |c| c.score);
    let sure = first.score >= t.answer && (lead >= t.margin || first.score >= 0.999);
    if sure {
        return TopicDecision::Answer(first.topic);
    }
    if first.score < t.clarify {
        return TopicDecision::Unknown;
    }
    let close = candidates
        .iter()
        .filter(|c| c.score >= t.clarify && c.score >= first.score - 2.0 * t.margin);
    let mut offered: Vec<TopicId> = Vec::new();
    for candidate in close {
        if offered.len() < t.clarify_options as usize && !offered.contains(&candidate.topic) {
            offered.push(candidate.topic);
        }
    }
    TopicDecision::Clarify(offered)
}

/// Whether one topic stands above the other.
fn related(program: &Program, a: TopicId, b: TopicId) -> bool {
    let path = |id: TopicId| program.topics.get(id.index()).map(|t| &*t.path);
    let (Some(a), Some(b)) = (path(a), path(b)) else {
        return false;
    };
    let below = |x: &str, y: &str| x.strip_prefix(y).is_some_and(|rest| rest.starts_with('.'));
    below(a, b) || below(b, a)
}
