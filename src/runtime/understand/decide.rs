//! From scores to a decision: answer, clarify, or say that nothing fits.

use super::judgement::{Candidate, TopicDecision};
use crate::bundle::program::{Program, TopicId};

/// Score from which no rival can make a topic doubtful.
pub const CERTAIN: f32 = 0.999;

/// Decides by the thresholds of a program. `candidates` are in order of score.
///
/// Sure of one topic: it is answered. Several close: they are offered. Too many close ones that
/// share a parent of which one may be sure: the parent is answered.
///
/// `covering` are topics with a phrase that has every word of the question: the words that would tell
/// two of them apart were not said.
pub fn decide(program: &Program, candidates: &[Candidate], covering: &[TopicId]) -> TopicDecision {
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
    let covers = |c: &Candidate| covering.contains(&c.topic);
    if let Some(rival) = rival
        && first.score < CERTAIN
        && rival.score >= t.clarify / 2.0
        && covers(first)
        && covers(rival)
    {
        return TopicDecision::Clarify(vec![first.topic, rival.topic]);
    }
    if first.score >= t.answer && (lead >= t.margin || first.score >= CERTAIN) {
        return TopicDecision::Answer(first.topic);
    }
    let mut close: Vec<TopicId> = candidates
        .iter()
        .filter(|c| c.score >= t.clarify && c.score >= first.score - 2.0 * t.margin)
        .map(|c| c.topic)
        .collect();
    // A menu of one is no choice: the next one joins where it is not out of the question.
    if let ([_], Some(second)) = (close.as_slice(), candidates.get(1))
        && second.score >= t.clarify / 2.0
    {
        close.push(second.topic);
    }
    let offered = t.clarify_options as usize;
    if (close.len() > offered || first.score < t.clarify)
        && let Some(parent) = sure_parent(program, candidates, t.answer, t.margin)
    {
        return TopicDecision::Answer(parent);
    }
    if first.score < t.clarify {
        return TopicDecision::Unknown;
    }
    TopicDecision::Clarify(close.into_iter().take(offered).collect())
}

/// The deepest topic above the first candidate below which, taken together, the answer surely lies.
fn sure_parent(program: &Program, candidates: &[Candidate], answer: f32, margin: f32) -> Option<TopicId> {
    let first = candidates.first()?;
    let mut above = program.topics.get(first.topic.index())?.parent;
    while let Some(parent) = above {
        let topic = program.topics.get(parent.index())?;
        let below = |c: &&Candidate| c.topic == parent || under(program, c.topic, parent);
        let sum: f32 = candidates.iter().filter(below).map(|c| c.score).sum();
        let other = candidates
            .iter()
            .filter(|c| !below(c))
            .map(|c| c.score)
            .fold(0.0, f32::max);
        if sum >= answer && sum - other >= margin {
            return Some(parent);
        }
        above = topic.parent;
    }
    None
}

/// Whether `a` stands below `b`.
fn under(program: &Program, a: TopicId, b: TopicId) -> bool {
    let path = |id: TopicId| program.topics.get(id.index()).map(|t| &*t.path);
    match (path(a), path(b)) {
        (Some(a), Some(b)) => a.strip_prefix(b).is_some_and(|rest| rest.starts_with('.')),
        _ => false,
    }
}

/// Whether one topic stands above the other.
fn related(program: &Program, a: TopicId, b: TopicId) -> bool {
    under(program, a, b) || under(program, b, a)
}
