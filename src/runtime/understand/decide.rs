//! From scores to a decision: answer, clarify, or say that nothing fits.
//!
//! What the rules look at is a [`Standing`]; [`verdict`] is all there is of them, for the runtime and for
//! `lotsman eval --tune`, which plays it again with other thresholds.

use super::judgement::{Candidate, TopicDecision};
use crate::bundle::program::{Program, Thresholds, TopicId};

/// Score from which no rival can make a topic doubtful.
pub const CERTAIN: f32 = 0.999;

/// Topics above a topic that are looked at: the depth of no sensible tree.
const MAX_DEPTH: usize = 64;

/// What the decision knows of the candidates of a question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// Their scores, best first.
    pub scores: Vec<f32>,
    /// Number of the best candidate that is neither above nor below the first: a topic and the topics
    /// below it do not compete, the deeper one is only a closer answer.
    pub rival: Option<usize>,
    /// Whether the first and its rival each have a phrase with every word of the question: the words that
    /// would tell them apart were not said.
    pub tied: bool,
    /// Topics above the first candidate, the deepest first.
    pub parents: Vec<Parent>,
}

/// A topic above the first candidate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parent {
    /// The topic.
    pub topic: TopicId,
    /// Scores of it and of all candidates below it, together.
    pub sum: f32,
    /// The best score outside.
    pub other: f32,
}

/// What the rules say of a [`Standing`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The first candidate is answered.
    First,
    /// A topic above the first candidate is answered.
    Parent(TopicId),
    /// So many of the first candidates are offered.
    Menu(usize),
    /// The first candidate and its rival are offered.
    Pair(usize),
    /// Nothing fits.
    Unknown,
}

/// Decides by the thresholds of a program. `candidates` are in order of score.
pub fn decide(program: &Program, candidates: &[Candidate]) -> TopicDecision {
    let Some(first) = candidates.first() else {
        return TopicDecision::Unknown;
    };
    let topics = |number: usize| candidates.iter().take(number).map(|c| c.topic);
    match verdict(&Standing::of(program, candidates), program.defaults.thresholds) {
        Verdict::First => TopicDecision::Answer(first.topic),
        Verdict::Parent(topic) => TopicDecision::Answer(topic),
        Verdict::Menu(number) => TopicDecision::Clarify(topics(number).collect()),
        Verdict::Pair(rival) => TopicDecision::Clarify(topics(1).chain(topics(rival + 1).skip(rival)).collect()),
        Verdict::Unknown => TopicDecision::Unknown,
    }
}

/// Sure of one topic: it is answered. Several close: they are offered. Too many close ones that share a
/// parent of which one may be sure: the parent is answered.
pub fn verdict(standing: &Standing, t: Thresholds) -> Verdict {
    let score = |number: usize| standing.scores.get(number).copied().unwrap_or(0.0);
    let first = score(0);
    if standing.scores.is_empty() {
        return Verdict::Unknown;
    }
    let rival = standing.rival.map_or(0.0, score);
    if let Some(number) = standing.rival
        && standing.tied
        && first < CERTAIN
        && rival >= t.clarify / 2.0
    {
        return Verdict::Pair(number);
    }
    if first >= t.answer && (first - rival >= t.margin || first >= CERTAIN) {
        return Verdict::First;
    }
    let near = |s: &&f32| **s >= t.clarify && **s >= first - 2.0 * t.margin;
    let mut close = standing.scores.iter().take_while(near).count();
    // A menu of one is no choice: the next one joins where it is not out of the question.
    if close == 1 && score(1) >= t.clarify / 2.0 && standing.scores.len() > 1 {
        close = 2;
    }
    let offered = t.clarify_options as usize;
    if close > offered || first < t.clarify {
        let sure = |p: &&Parent| p.sum >= t.answer && p.sum - p.other >= t.margin;
        if let Some(parent) = standing.parents.iter().find(sure) {
            return Verdict::Parent(parent.topic);
        }
    }
    if first < t.clarify {
        return Verdict::Unknown;
    }
    Verdict::Menu(close.min(offered))
}

impl Standing {
    /// Of candidates in order of score.
    pub fn of(program: &Program, candidates: &[Candidate]) -> Self {
        let Some(first) = candidates.first() else {
            return Self::default();
        };
        let rival = candidates.iter().position(|c| !related(program, first.topic, c.topic));
        let covers = |c: &Candidate| c.covers;
        Self {
            scores: candidates.iter().map(|c| c.score).collect(),
            rival,
            tied: covers(first) && rival.and_then(|n| candidates.get(n)).is_some_and(covers),
            parents: parents(program, first.topic, candidates),
        }
    }
}

fn parents(program: &Program, first: TopicId, candidates: &[Candidate]) -> Vec<Parent> {
    let above = |id: TopicId| program.topics.get(id.index()).and_then(|t| t.parent);
    let parent = |topic: TopicId| {
        let below = |c: &&Candidate| c.topic == topic || under(program, c.topic, topic);
        let others = candidates.iter().filter(|c| !below(c)).map(|c| c.score);
        Parent {
            topic,
            sum: candidates.iter().filter(below).map(|c| c.score).sum(),
            other: others.fold(0.0, f32::max),
        }
    };
    let all = std::iter::successors(above(first), |id| above(*id));
    all.take(MAX_DEPTH).map(parent).collect()
}

/// Whether `a` stands below `b`.
fn under(program: &Program, a: TopicId, b: TopicId) -> bool {
    let path = |id: TopicId| program.topics.get(id.index()).map(|t| &*t.path);
    match (path(a), path(b)) {
        (Some(a), Some(b)) => a.strip_prefix(b).is_some_and(|rest| rest.starts_with('.')),
        _ => false,
    }
}

/// Whether one is the other or stands above it.
fn related(program: &Program, a: TopicId, b: TopicId) -> bool {
    a == b || under(program, a, b) || under(program, b, a)
}

#[cfg(test)]
mod tests;
