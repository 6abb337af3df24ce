//! Questions: which topic, its answer, and topics that come between.

use super::Run;
use super::answer::Utterance;
use super::recover::nth;
use crate::bundle::program::{Answer, HandlerOn, TopicId};
use crate::runtime::explain::{JudgedTopic, Note, Understood, Verdict};
use crate::runtime::session::{Entered, Waiting};
use crate::runtime::understand::{Judgement, TopicDecision};
use crate::runtime::words;
use crate::value::Name;

/// Topics that may refer to each other's answer in a chain.
const MAX_CHAIN: usize = 16;
/// Children of a topic that are offered.
const MAX_CHILDREN: usize = 9;

impl Run<'_> {
    /// A question while nothing else waits.
    pub(super) fn judge_question(&mut self, said: &Utterance) {
        match self.judge_all(said) {
            TopicDecision::Answer(topic) => self.begin_topic(topic),
            TopicDecision::Clarify(topics) => self.offer(topics, said.best()),
            TopicDecision::Unknown => self.no_topic(said.best()),
        }
    }

    /// Instead of choosing from a clarifying menu, the citizen said something else.
    pub(super) fn judge_again(&mut self, said: &Utterance, offered: &[TopicId]) {
        match self.judge_all(said) {
            TopicDecision::Answer(topic) => self.begin_topic(topic),
            TopicDecision::Clarify(topics) if topics != offered => self.offer(topics, said.best()),
            TopicDecision::Clarify(_) => self.not_understood(said.best()),
            TopicDecision::Unknown => self.no_topic(said.best()),
        }
    }

    pub(super) fn offer(&mut self, topics: Vec<TopicId>, text: &str) {
        let date = self.s.date;
        let valid: Vec<TopicId> = topics
            .into_iter()
            .filter(|t| self.program.topics.get(t.index()).is_some_and(|t| t.valid.holds(date)))
            .collect();
        match valid.as_slice() {
            [] => self.no_topic(text),
            _ => {
                self.s.silences = 0;
                self.clarify(valid);
            }
        }
    }

    /// What to do with the best alternative, or with the first one that is clear. Other questions of
    /// the same message are kept for later.
    fn judge_all(&mut self, said: &Utterance) -> TopicDecision {
        let mut best = None;
        for text in &said.alternatives {
            let judged = self.judge_parts(text);
            if matches!(judged.decision(), TopicDecision::Answer(_)) {
                best = Some((text, judged));
                break;
            }
            best = best.or(Some((text, judged)));
        }
        let Some((text, judged)) = best else {
            return TopicDecision::Unknown;
        };
        self.explain_parts(text, &judged);
        self.keep_for_later(text, &judged);
        judged.decision()
    }

    pub(super) fn judge(&self, text: &str) -> Judgement {
        self.inner.judge_explained(text, self.s.date)
    }

    pub(super) fn explain(&mut self, text: &str, judgement: &Judgement) {
        let path = |t: &TopicId| {
            self.program
                .topics
                .get(t.index())
                .map(|t| t.path.clone())
                .unwrap_or_default()
        };
        let verdict = match &judgement.decision {
            TopicDecision::Answer(t) => Verdict::Answer(path(t)),
            TopicDecision::Clarify(all) => Verdict::Clarify(all.iter().map(path).collect()),
            TopicDecision::Unknown => Verdict::Unknown,
        };
        let candidates = judgement
            .candidates
            .iter()
            .filter_map(|c| {
                let topic = self.program.topics.get(c.topic.index())?;
                Some(JudgedTopic {
                    path: topic.path.clone(),
                    title: topic.title.clone(),
                    score: c.score,
                    cues: c.cues.clone(),
                    words: c.words.clone(),
                    documents: c.documents.clone(),
                })
            })
            .collect();
        let entities = judgement.entities.clone();
        let corrections = judgement.corrections.clone();
        self.ex.understood.push(Understood::Judged {
            words: text.to_owned(),
            verdict,
            candidates,
            entities,
            corrections,
        });
    }

    /// Answers a topic that the citizen means now, from wherever the conversation stands.
    pub(super) fn begin_topic(&mut self, topic: TopicId) {
        self.no_longer_waits(topic);
        self.calm();
        let entered = if self.s.frames.is_empty() {
            Entered::Question
        } else {
            Entered::Digression
        };
        let words = self.s.asked.as_ref().map(|a| a.words.clone());
        self.heard = words;
        self.answer_topic(topic, entered);
        self.heard = None;
    }

    /// Gives the answer of a topic.
    pub(super) fn answer_topic(&mut self, mut id: TopicId, entered: Entered) {
        for _ in 0..MAX_CHAIN {
            let Some(topic) = self.program.topics.get(id.index()) else {
                self.broken();
                return;
            };
            if !topic.valid.holds(self.s.date) {
                self.note(Note::NoEdition(topic.path.clone()));
                self.no_topic("");
                return;
            }
            self.s.topic = Some(id);
            self.owed.extend(&topic.grounds);
            match &topic.answer {
                Some(Answer::Topic(other)) => id = *other,
                Some(Answer::Text(text)) => {
                    self.say_text(*text);
                    if entered == Entered::Digression {
                        self.resume()
                    } else {
                        self.answered()
                    }
                    return;
                }
                Some(Answer::Scenario(scenario)) => {
                    self.enter(*scenario, entered, Some(id));
                    self.take_over();
                    return;
                }
                Some(Answer::Queue(queue, reason)) => {
                    let reason = reason.map(|r| self.render(r));
                    self.handover(Some(*queue), reason, words::REASON_TOPIC);
                    return;
                }
                None => {
                    let date = self.s.date;
                    let children: Vec<TopicId> = self.inner.topics_below(id, date).take(MAX_CHILDREN).collect();
                    if children.is_empty() {
                        self.no_topic("")
                    } else {
                        self.clarify(children)
                    }
                    return;
                }
            }
        }
        self.broken();
    }

    /// A question was answered and nothing else waits.
    pub(super) fn answered(&mut self) {
        self.s.frames.clear();
        self.calm();
        if self.has_later() {
            self.offer_later();
            return;
        }
        if let Some(text) = self.program.defaults.anything_else {
            self.say_text(text);
        }
        self.wait(Waiting::Question);
    }

    /// Back to the question that a digression interrupted.
    pub(super) fn resume(&mut self) {
        let Some(frame) = self.top() else {
            self.answered();
            return;
        };
        if self.has_later() {
            self.offer_later();
            return;
        }
        self.s.topic = frame.topic.or(self.s.topic);
        self.calm();
        self.note(Note::Resumed);
        self.say_default(self.program.defaults.topic_resume, words::RESUME);
        self.running = true;
    }

    /// No topic fits the question, or none of those offered.
    pub(super) fn no_topic(&mut self, text: &str) {
        if !self.s.frames.is_empty() {
            self.resume();
            return;
        }
        self.s.misses = self.s.misses.saturating_add(1);
        self.ex.understood.push(Understood::NotUnderstood {
            words: text.to_owned(),
            times: self.s.misses,
        });
        if self.over_no_match() {
            return;
        }
        let d = &self.program.defaults;
        let id = match (self.s.misses, d.unknown_topic) {
            (1, Some(text)) => Some(text),
            (times, unknown) => nth(&d.no_match, times).or(unknown),
        };
        self.say_default(id, words::UNKNOWN_TOPIC);
        self.wait(Waiting::Question);
    }

    /// While a question waits: answers another topic that the words are clearly about, and comes back.
    /// `false` when they are not, or the scenario forbids it.
    pub(super) fn changes_topic(&mut self, text: &str) -> bool {
        self.changes_topic_if_sure(text, 0.0)
    }

    /// As [`Self::changes_topic`], when the topic is judged with at least this score.
    pub(super) fn changes_topic_if_sure(&mut self, text: &str, least: f32) -> bool {
        if self.handler(|h| h == HandlerOn::NoTopicChange).is_some() {
            return false;
        }
        let judged = self.judge_parts(text);
        let TopicDecision::Answer(topic) = judged.decision() else {
            return false;
        };
        if judged.sureness(topic) < least || self.is_current(topic) {
            return false;
        }
        self.explain_parts(text, &judged);
        if self.s.frames.len() >= self.inner.limits.depth as usize {
            self.note(Note::DepthLimit(self.inner.limits.depth));
            return false;
        }
        self.keep_for_later(text, &judged);
        if let Some(handler) = self.handler(|h| h == HandlerOn::TopicChange)
            && self.follow(handler)
        {
            return true;
        }
        let path = self
            .program
            .topics
            .get(topic.index())
            .map(|t| t.path.clone())
            .unwrap_or_default();
        self.note(Note::Digression(path));
        self.begin_topic(topic);
        true
    }

    /// Whether the question that waits is the greeting's.
    pub(super) fn greets(&self) -> bool {
        let step = self
            .s
            .frames
            .last()
            .and_then(|f| self.program.steps.get(f.step.index()));
        self.s.frames.len() == 1 && step.is_some_and(|s| Some(s.scenario) == self.program.defaults.start)
    }

    /// Offers the topics that a question may be about; `false` when there are none.
    pub(super) fn asks_which(&mut self, text: &str) -> bool {
        let judgement = self.judge(text);
        let TopicDecision::Clarify(topics) = &judgement.decision else {
            return false;
        };
        let topics = topics.clone();
        self.explain(text, &judgement);
        self.remember(text, &judgement);
        self.offer(topics, text);
        true
    }

    /// Whether a topic is the one on the way: itself, or by the scenario that answers it.
    pub(super) fn is_current(&self, topic: TopicId) -> bool {
        let scenario = match self.program.topics.get(topic.index()).map(|t| &t.answer) {
            Some(Some(Answer::Scenario(id))) => self.program.scenarios.get(id.index()).map(|s| &s.name),
            _ => None,
        };
        let running = |name: &Name| {
            self.s.frames.iter().any(|f| {
                let step = self.program.steps.get(f.step.index());
                step.and_then(|s| self.program.scenarios.get(s.scenario.index()))
                    .is_some_and(|s| s.name == *name)
            })
        };
        scenario.is_some_and(running)
    }

    pub(super) fn topic_by_path(&self, path: &str) -> Option<TopicId> {
        let date = self.s.date;
        self.inner.topic_of(path, date)
    }
}
