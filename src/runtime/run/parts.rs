//! Messages that hold several questions: the whole and its parts are judged.

use super::Run;
use crate::bundle::program::{Answer, TopicId};
use crate::language::questions;
use crate::runtime::session::Asked;
use crate::runtime::understand::{Judgement, TopicDecision};

/// Parts of one message that are judged.
const MAX_PARTS: usize = 4;
/// Topics that may refer to each other's answer in a chain.
const MAX_CHAIN: usize = 16;
/// Characters of a question that are kept.
const MAX_KEPT: usize = 1000;
/// Candidates of a question that are kept.
const MAX_CANDIDATES: usize = 3;

/// A message as it was judged.
pub(super) struct Judged {
    whole: Judgement,
    parts: Vec<(String, Judgement)>,
    /// What is surely asked, in order: the first is answered, the others are offered.
    topics: Vec<TopicId>,
}

impl Judged {
    pub(super) fn decision(&self) -> TopicDecision {
        if let Some(topic) = self.topics.first() {
            return TopicDecision::Answer(*topic);
        }
        let unclear = |j: &&Judgement| matches!(j.decision, TopicDecision::Clarify(_));
        match &self.whole.decision {
            TopicDecision::Unknown => self
                .parts
                .iter()
                .map(|(_, j)| j)
                .find(unclear)
                .map_or(TopicDecision::Unknown, |j| j.decision.clone()),
            other => other.clone(),
        }
    }

    /// The best score that a topic has, in the whole or in a part.
    pub(super) fn sureness(&self, topic: TopicId) -> f32 {
        let all = std::iter::once(&self.whole).chain(self.parts.iter().map(|(_, j)| j));
        all.flat_map(|j| &j.candidates)
            .filter(|c| c.topic == topic)
            .map(|c| c.score)
            .fold(0.0, f32::max)
    }
}

impl Run<'_> {
    /// Judges a message and, where it holds several questions, each of them.
    ///
    /// A clear whole is answered first, and a part that is surely about another topic after it; where
    /// two parts or more are sure, they speak for themselves.
    pub(super) fn judge_parts(&self, text: &str) -> Judged {
        let whole = self.judge(text);
        let split = questions(text);
        let parts: Vec<(String, Judgement)> = if split.len() < 2 {
            Vec::new()
        } else {
            let some = split.into_iter().take(MAX_PARTS);
            some.map(|p| (p.to_owned(), self.judge(p))).collect()
        };
        let mut topics: Vec<TopicId> = Vec::new();
        for (_, judgement) in &parts {
            if let TopicDecision::Answer(topic) = judgement.decision
                && !topics.iter().any(|t| self.same_matter(*t, topic))
            {
                topics.push(topic);
            }
        }
        if let TopicDecision::Answer(topic) = whole.decision
            && topics.len() < 2
        {
            topics.retain(|t| !self.same_matter(*t, topic));
            topics.insert(0, topic);
        }
        Judged { whole, parts, topics }
    }

    /// Whether two topics are one matter to the citizen: one above the other, or with the same answer.
    fn same_matter(&self, a: TopicId, b: TopicId) -> bool {
        let path = |id: TopicId| self.program.topics.get(id.index()).map(|t| &*t.path);
        let above = |a: &str, b: &str| {
            a.strip_prefix(b)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let related = matches!((path(a), path(b)), (Some(a), Some(b)) if above(a, b) || above(b, a));
        let (a, b) = (self.answering(a), self.answering(b));
        let scenario = |id: TopicId| match self.program.topics.get(id.index())?.answer {
            Some(Answer::Scenario(id)) => Some(id),
            _ => None,
        };
        related || a == b || scenario(a).is_some() && scenario(a) == scenario(b)
    }

    /// The topic whose answer a topic gives.
    fn answering(&self, mut id: TopicId) -> TopicId {
        for _ in 0..MAX_CHAIN {
            match self.program.topics.get(id.index()).and_then(|t| t.answer.as_ref()) {
                Some(Answer::Topic(other)) => id = *other,
                _ => break,
            }
        }
        id
    }

    /// Explains the whole and the parts, and remembers the question.
    pub(super) fn explain_parts(&mut self, text: &str, judged: &Judged) {
        self.explain(text, &judged.whole);
        for (part, judgement) in &judged.parts {
            self.explain(part, judgement);
        }
        self.remember(text, &judged.whole);
    }

    /// Keeps the question for the operator's card and for what it tells by the way.
    pub(super) fn remember(&mut self, text: &str, judgement: &Judgement) {
        let topics = judgement.candidates.iter().take(MAX_CANDIDATES);
        self.s.asked = Some(Box::new(Asked {
            words: text.chars().take(MAX_KEPT).collect(),
            topics: topics.map(|c| (c.topic, c.score)).collect(),
            corrections: judgement.corrections.clone(),
        }));
    }

    /// Keeps what a message asks besides what is answered now.
    pub(super) fn keep_for_later(&mut self, text: &str, judged: &Judged) {
        let others = judged.topics.get(1..).unwrap_or_default();
        self.keep_topics(text, others);
    }

    pub(super) fn keep_topics(&mut self, text: &str, topics: &[TopicId]) {
        if topics.is_empty() {
            return;
        }
        let later = self.s.later.get_or_insert_default();
        later.words = text.chars().take(MAX_KEPT).collect();
        later.offered = 0;
        for topic in topics {
            if later.topics.len() < MAX_PARTS && !later.topics.contains(topic) {
                later.topics.push(*topic);
            }
        }
    }
}
