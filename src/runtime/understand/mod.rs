//! Which topic a question is about, and why.
//!
//! Order of judgement: normal forms and entities, cues, ranker, decision by thresholds. A decisive
//! cue wins, a forbidding one excludes; points of cues move the probability of a topic towards
//! certainty or away from it.

pub mod cues;
pub mod decide;
mod judgement;
mod prepare;
mod question;
pub mod rank;
mod row;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use cues::{CueIndex, CueVerdict};
pub use judgement::{Candidate, CueHit, DocumentHit, Judgement, TopicDecision, WordHit};
pub use prepare::Reader;
pub use question::Question;
pub use row::{
    Alike, COLUMNS, CandidateReasons, Correction, EntityRead, JudgedRow, Reasons, Weighed, probability, topic_names,
};

use crate::bundle::program::{CueWeight, Program, Topic, TopicId};
use crate::bundle::ranker::{Ranker, TITLE};
use crate::language::{Word, WordKind, words};
use crate::value::Date;

/// Points of cues that close two thirds of the way to certainty.
const POINTS_SCALE: f32 = 10.0;
/// Most candidates of a judgement.
const MAX_CANDIDATES: usize = 10;
/// Likeness of a question that is made of the very words of a phrase.
const SAME: f32 = 0.9999;
/// Candidates of which it is said which words weighed.
const EXPLAINED: usize = 3;
/// Words that a candidate names.
const WORDS: usize = 5;

/// The classifier of a bundle.
#[derive(Debug)]
pub struct Understanding {
    /// Made when the first question is judged, where the bundle has none.
    cues: OnceLock<CueIndex>,
    ranker: Option<Ranker>,
}

#[derive(Default)]
struct Score {
    verdict: CueVerdict,
    cues: Vec<CueHit>,
    documents: Vec<DocumentHit>,
    /// What the ranker says, from 0 to 1.
    ranked: f32,
    covers: bool,
}

impl Understanding {
    /// The classifier of a program.
    pub fn new(program: &Program, ranker: Option<Ranker>) -> Self {
        Self {
            cues: OnceLock::from(CueIndex::new(program)),
            ranker,
        }
    }

    /// The classifier of a bundle.
    pub(crate) fn of_bundle(cues: Option<CueIndex>, ranker: Option<Ranker>) -> Self {
        Self {
            cues: cues.map(OnceLock::from).unwrap_or_default(),
            ranker,
        }
    }

    /// Judges a question on a day.
    pub fn judge(&self, program: &Program, question: &Question, today: Date) -> Judgement {
        let in_force = |id: &TopicId| program.topics.get(id.index()).is_some_and(|t| t.valid.holds(today));
        let mut scores: BTreeMap<TopicId, Score> = BTreeMap::new();
        let cues = self.cues.get_or_init(|| CueIndex::new(program));
        for (topic, cue) in cues.matches(program, question) {
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
        let mut in_scope = 0.0;
        if let Some(ranker) = &self.ranker {
            let ranking = rank::rank(ranker, &question.words);
            in_scope = rank::in_scope(ranker.calibration(), &ranking);
            // The very words of which an author says that they are not about a topic are seldom about
            // another one that only comes near.
            if ranking.ranked.iter().any(|r| r.against >= SAME) {
                in_scope /= 2.0;
            }
            let shares = rank::shares(ranker.calibration(), &ranking);
            let highest = shares.iter().copied().fold(0.0, f32::max);
            for (ranked, share) in ranking.ranked.iter().zip(shares) {
                let Some(topic) = ranker.topics(ranked.class).map(TopicId).find(in_force) else {
                    continue;
                };
                let score = scores.entry(topic).or_default();
                if ranked.against > ranked.likeness {
                    continue;
                }
                score.ranked = in_scope * share;
                score.covers = ranked.covers;
                if let Some((topic, number)) = ranked.phrase
                    && let Some(text) = program.topics.get(topic as usize).and_then(|t| phrase(t, number))
                {
                    // «Включи лампу» and «лампа включена» have the same normal forms: where all that was learnt
                    // speaks for another topic, only the words themselves are proof.
                    if ranked.likeness >= SAME && (share >= highest || says_all(question, text)) {
                        score.ranked = score.ranked.max(decide::CERTAIN);
                    }
                    score.documents.push(DocumentHit {
                        text: text.to_owned(),
                        score: ranked.likeness,
                    });
                }
            }
        }
        let mut candidates: Vec<Candidate> = scores
            .into_iter()
            .filter(|(topic, score)| in_force(topic) && !score.verdict.never)
            .map(|(topic, score)| Candidate {
                topic,
                score: score.total(),
                covers: score.covers,
                cues: score.cues,
                words: Vec::new(),
                documents: score.documents,
            })
            .filter(|c| c.score > 0.0)
            .collect();
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.topic.cmp(&b.topic)));
        candidates.truncate(MAX_CANDIDATES);
        Judgement {
            decision: decide::decide(program, &candidates),
            in_scope: candidates.first().map_or(in_scope, |c| in_scope.max(c.score)),
            candidates,
            entities: question.entities.clone(),
            corrections: question.corrections.clone(),
        }
    }

    /// Adds to the candidates of a judgement of `question` the words that weighed most.
    pub fn explain(&self, question: &Question, judgement: &mut Judgement) {
        let Some(ranker) = &self.ranker else { return };
        let words = &question.words;
        let class = |topic: TopicId| (0..ranker.classes()).find(|c| ranker.topics(*c).any(|t| TopicId(t) == topic));
        let classes: Vec<Option<usize>> = judgement
            .candidates
            .iter()
            .take(EXPLAINED)
            .map(|c| class(c.topic))
            .collect();
        let shares = rank::words_for(ranker, words, &classes);
        for (candidate, weighed) in judgement.candidates.iter_mut().zip(shares) {
            let hit = |(n, weight): (usize, f32)| {
                let (word, _) = words.get(n)?;
                Some(WordHit {
                    word: question.text.get(word.span.range())?.to_owned(),
                    weight,
                })
            };
            candidate.words = weighed.into_iter().filter_map(hit).take(WORDS).collect();
        }
    }
}

/// Whether a question has every word of a phrase as it is written.
fn says_all(question: &Question, phrase: &str) -> bool {
    let said = |word: &Word| question.words.iter().any(|(other, _)| other.folded == word.folded);
    words(phrase)
        .iter()
        .all(|word| word.kind == WordKind::Punct || said(word))
}

/// A phrase of a topic by its number, or its title.
fn phrase(topic: &Topic, number: u32) -> Option<&str> {
    if number == TITLE {
        Some(&topic.title)
    } else {
        topic.phrases.get(number as usize).map(String::as_str)
    }
}

impl Score {
    /// From 0 to 1.
    fn total(&self) -> f32 {
        if self.verdict.always {
            return 1.0;
        }
        let pull = libm::expf(-(self.verdict.points.unsigned_abs() as f32) / POINTS_SCALE);
        if self.verdict.points >= 0 {
            1.0 - (1.0 - self.ranked) * pull
        } else {
            self.ranked * pull
        }
    }
}
