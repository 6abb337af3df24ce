//! L0714 to L0717: the phrases of topics, judged by the ranker that the base would be served with.
//!
//! A phrase that the ranker has learnt from must reach its topic; what stands against it are cues and other
//! topics' phrases. What it would be taken for unlearnt, calibration has found out already.

mod confused;
#[cfg(test)]
mod tests;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use confused::{Declared, Gone};

use super::ranker::{self, Unseen};
use crate::bundle::program::{Topic, TopicId};
use crate::bundle::ranker::{Ranker, TITLE};
use crate::diag::{Arg, Diagnostic, Diagnostics, Severity, codes};
use crate::model::Model;
use crate::runtime::understand::{Candidate, Judgement, Reader, TopicDecision, Understanding};
use crate::span::Place;
use crate::value::Date;

/// Which bases are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judging {
    /// None.
    None,
    /// Those whose ranker is trained in a moment.
    Small,
    /// All.
    Any,
}

/// Topics times phrases up to which a base is small: a few tenths of a second on one core.
const SMALL: usize = 100_000;
/// Likeness from which on two phrases are nearly the same.
const NEAR: f32 = 0.8;
/// Likeness from which on phrases of topics that are declared different are worth a word.
const ALIKE: f32 = 0.5;
/// A day for topics that are in force on any.
const DAY: Date = Date::constant(2026, 1, 1);

/// Judges the phrases of a base without errors, but for those that `known` speaks of already.
pub fn check(model: &Model, judging: Judging, known: &Diagnostics) -> Diagnostics {
    let program = &model.program;
    let phrases: usize = program.topics.iter().map(|t| t.phrases.len()).sum();
    let wanted = match judging {
        Judging::None => false,
        Judging::Small => program.topics.len().saturating_mul(phrases) <= SMALL,
        Judging::Any => true,
    };
    let talking = program.topics.iter().filter(|t| !t.phrases.is_empty()).count();
    let broken = known.iter().any(|d| d.severity == Severity::Error);
    if broken || talking < 2 || !wanted {
        return Diagnostics::new();
    }
    let Some((parts, unseen)) = ranker::train_and_judge(program) else {
        return Diagnostics::new();
    };
    let bytes: std::sync::Arc<[u8]> = parts.to_bytes().into();
    let length = bytes.len();
    let Ok(ranker) = Ranker::open(&bytes, 0..length, program.topics.len()) else {
        return Diagnostics::new();
    };
    // Two topics with one phrase have been named.
    let named =
        |d: &&Diagnostic| d.entry.code == codes::SAME_PHRASE.code || d.entry.code == codes::PHRASE_CLAIMED_TWICE.code;
    let spoken: FxHashSet<Place> = known
        .iter()
        .filter(named)
        .flat_map(|d| std::iter::once(d.place).chain(d.secondary.iter().map(|s| s.place)))
        .collect();
    let understanding = Understanding::new(program, Some(ranker));
    let reader = Reader::of(program, None);
    let judge = |topic: &Topic, phrase: &str| {
        let day = topic.valid.from.or(topic.valid.until).unwrap_or(DAY);
        understanding.judge(program, &reader.read(phrase, day), day)
    };
    let declared = Declared::new(model);
    let of_topics: Vec<(Diagnostics, Vec<Gone>)> = program
        .topics
        .par_iter()
        .zip(&model.places.topics)
        .enumerate()
        .map(|(number, (topic, places))| {
            let (mut found, mut gone) = (Diagnostics::new(), Vec::new());
            let phrases = topic.phrases.iter().zip(&places.phrases).enumerate();
            for (n, (phrase, place)) in phrases.filter(|(_, (_, place))| !spoken.contains(place)) {
                let judgement = judge(topic, phrase);
                match declared.rival(number, &judgement) {
                    Some(to) => gone.push(Gone {
                        phrase: (number, n),
                        to,
                    }),
                    None => found.extend(astray(model, topic, phrase, *place, &judgement)),
                }
            }
            (found, gone)
        })
        .collect();
    let mut found = Diagnostics::new();
    let mut gone = Vec::new();
    for (of_topic, gone_of_topic) in of_topics {
        found.extend(of_topic);
        gone.extend(gone_of_topic);
    }
    found.extend(confused::astray(&declared, &gone));
    let is_gone = |u: &Unseen| gone.iter().any(|g| (g.phrase.0, g.phrase.1) == numbers(u.phrase));
    let open = unseen.iter().filter(|u| {
        let own = program.topics.get(u.phrase.0 as usize);
        let phrase = own.and_then(|t| Some((t, t.phrases.get(u.phrase.1 as usize)?)));
        phrase.is_some_and(|(topic, phrase)| !told_apart(u, &judge(topic, phrase)))
    });
    let is_spoken = |u: &Unseen| place(model, u).is_none_or(|place| spoken.contains(&place));
    let (of_declared, others): (Vec<&Unseen>, Vec<&Unseen>) =
        open.filter(|u| !is_spoken(u) && !is_gone(u)).partition(|u| {
            let sure = u.score >= program.defaults.thresholds.answer && u.likeness >= ALIKE && u.phrase.1 != TITLE;
            sure && declared.has(u.phrase.0 as usize, u.twin.0 as usize)
        });
    let by_heart: Vec<Gone> = of_declared
        .into_iter()
        .map(|u| Gone {
            phrase: numbers(u.phrase),
            to: u.twin.0 as usize,
        })
        .collect();
    found.extend(confused::learnt(&declared, &by_heart));
    found.extend(others.into_iter().filter_map(|u| near(model, u)));
    found
}

fn numbers((topic, phrase): (u32, u32)) -> (usize, usize) {
    (topic as usize, phrase as usize)
}

/// Where an unseen phrase stands; titles are nobody's phrases.
fn place(model: &Model, unseen: &Unseen) -> Option<Place> {
    let places = model.places.topics.get(unseen.phrase.0 as usize)?;
    places.phrases.get(unseen.phrase.1 as usize).copied()
}

/// A phrase whose topic is neither the answer nor offered.
fn astray(model: &Model, own: &Topic, phrase: &str, place: Place, judgement: &Judgement) -> Option<Diagnostic> {
    let program = &model.program;
    let of = |id: &TopicId| program.topics.get(id.index());
    let reached = |id: &TopicId| of(id).is_some_and(|t| related(t, own));
    let (instead, rival) = match &judgement.decision {
        TopicDecision::Answer(id) if reached(id) => return None,
        TopicDecision::Clarify(ids) if ids.iter().any(reached) => return None,
        TopicDecision::Answer(id) => {
            let topic = of(id)?;
            let words = Arg::Words {
                ru: format!("её понимают как «{}» (тема «{}»)", topic.title, topic.path),
                en: format!("it is taken for “{}” (topic “{}”)", topic.title, topic.path),
            };
            (words, Some(*id))
        }
        TopicDecision::Clarify(ids) => {
            let words = Arg::Words {
                ru: "человеку предложат выбрать из других тем".to_owned(),
                en: "the person is offered a choice of other topics".to_owned(),
            };
            (words, ids.first().copied())
        }
        TopicDecision::Unknown => {
            let words = Arg::Words {
                ru: "её не понимают".to_owned(),
                en: "it is not understood".to_owned(),
            };
            (words, None)
        }
    };
    let of_rival = rival.and_then(|id| judgement.candidates.iter().find(|c| c.topic == id));
    let of_own = judgement.candidates.iter().find(|c| reached(&c.topic));
    Some(
        Diagnostic::new(&codes::PHRASE_LEADS_ELSEWHERE, place.file, place.span)
            .arg("phrase", phrase)
            .arg("instead", instead)
            .arg("reason", reason(of_own, of_rival)),
    )
}

/// What weighed most against the own topic.
fn reason(own: Option<&Candidate>, rival: Option<&Candidate>) -> Arg {
    let against = own.and_then(|c| {
        c.cues
            .iter()
            .filter(|h| h.points.is_some_and(|p| p < 0))
            .min_by_key(|h| h.points)
    });
    if let Some(cue) = against {
        return Arg::Words {
            ru: format!("против этой темы говорит её же признак «{}»", cue.pattern),
            en: format!("the cue “{}” of this very topic speaks against it", cue.pattern),
        };
    }
    let strongest = rival.and_then(|c| c.cues.iter().max_by_key(|h| h.points.unwrap_or(i32::MAX)));
    if let Some(cue) = strongest {
        return Arg::Words {
            ru: format!("за другую тему говорит признак «{}»", cue.pattern),
            en: format!("the cue “{}” speaks for the other topic", cue.pattern),
        };
    }
    if let Some(document) = rival.and_then(|c| c.documents.first()) {
        return Arg::Words {
            ru: format!("фраза другой темы ближе: «{}»", document.text),
            en: format!("a phrase of the other topic is nearer: “{}”", document.text),
        };
    }
    Arg::Words {
        ru: "её слова встречаются и во многих других темах".to_owned(),
        en: "its words stand in many other topics as well".to_owned(),
    }
}

/// Whether the cues of the phrase's own topic say more for it than those of the other: then an author has
/// written down what the difference is.
fn told_apart(unseen: &Unseen, judgement: &Judgement) -> bool {
    let points = |topic: u32| {
        let of = judgement.candidates.iter().find(|c| c.topic == TopicId(topic));
        let cues = of.into_iter().flat_map(|c| &c.cues);
        cues.map(|h| i64::from(h.points.unwrap_or(i32::MAX))).sum::<i64>()
    };
    points(unseen.phrase.0) > points(unseen.twin.0)
}

/// Advice where a phrase that nobody had learnt would have been answered from another topic.
fn near(model: &Model, unseen: &Unseen) -> Option<Diagnostic> {
    let program = &model.program;
    let text = |(topic, number): (u32, u32)| {
        let of = program.topics.get(topic as usize)?;
        let text = if number == TITLE {
            Some(&of.title)
        } else {
            of.phrases.get(number as usize)
        };
        Some((of, text?))
    };
    let sure = unseen.score >= program.defaults.thresholds.answer && unseen.likeness >= NEAR;
    if !sure || unseen.phrase.1 == TITLE {
        return None;
    }
    let ((own, phrase), (other, twin)) = (text(unseen.phrase)?, text(unseen.twin)?);
    if related(own, other) {
        return None;
    }
    let places = model.places.topics.get(unseen.phrase.0 as usize)?;
    let place = places.phrases.get(unseen.phrase.1 as usize)?;
    let rival = model.places.topics.get(unseen.twin.0 as usize)?;
    let first = rival
        .phrases
        .get(unseen.twin.1 as usize)
        .copied()
        .unwrap_or(rival.header);
    Some(
        Diagnostic::new(&codes::NEAR_PHRASE, place.file, place.span)
            .arg("phrase", phrase.as_str())
            .arg("twin", twin.as_str())
            .arg("other", &*other.path)
            .arg("title", other.title.as_str())
            .also(first.file, first.span, "похожая фраза", "the similar phrase"),
    )
}

/// Whether one is the other, an edition of it, or stands above it: the deeper one is only a closer answer.
fn related(a: &Topic, b: &Topic) -> bool {
    let under = |a: &str, b: &str| a.strip_prefix(b).is_some_and(|rest| rest.starts_with('.'));
    a.path == b.path || under(&a.path, &b.path) || under(&b.path, &a.path)
}
