//! Handing over to an operator.

use super::Run;
use crate::bundle::program::{Hours, QueueId, TopicId};
use crate::channel::{Action, CardQuestion, HandoverCard, Transcript};
use crate::runtime::engine::card_facts;
use crate::runtime::explain::Note;
use crate::runtime::session::Waiting;
use crate::runtime::{eval, words};
use crate::value::{Bi, Date, DateTime, Name};

/// Closed queues that may send on to each other in one turn.
const MAX_SENT_ON: u32 = 4;

impl Run<'_> {
    /// To the default queue, because the conversation cannot go on.
    pub(super) fn give_up(&mut self, reason: Bi) {
        self.handover(self.program.defaults.queue, None, reason);
    }

    /// To a queue: `reason` in the words of the author, or a default one. A base without any queue
    /// hands over without one.
    pub(super) fn handover(&mut self, queue: Option<QueueId>, reason: Option<String>, why: Bi) {
        let queue = queue
            .or(self.program.defaults.queue)
            .and_then(|q| self.program.queues.get(q.index()));
        let queue = queue.or_else(|| self.program.queues.first());
        let lang = self.program.lang;
        let reason = reason
            .filter(|r| !r.is_empty())
            .unwrap_or_else(|| why.get(lang).to_owned());
        let open = queue
            .filter(|q| !q.hours.is_empty())
            .map(|q| is_open(&q.hours, self.now));
        if open == Some(false)
            && let Some(queue) = queue
        {
            self.note(Note::QueueClosed(queue.name.clone()));
            match &queue.closed {
                Some((text, Some(target))) if self.sent_on < MAX_SENT_ON => {
                    self.sent_on += 1;
                    if let Some(text) = text {
                        self.say_text(*text);
                    }
                    self.go(target);
                    return;
                }
                Some((Some(text), _)) => self.say_text(*text),
                _ => self.say_default(self.program.defaults.out_of_hours, words::OUT_OF_HOURS),
            }
        } else {
            self.say_default(self.program.defaults.handover, words::HANDOVER);
        }
        self.note(Note::Handover(reason.clone()));
        let position = self.top().and_then(|f| {
            let step = self.step_of(&f)?;
            let scenario = self.program.scenarios.get(step.scenario.index())?;
            Some((scenario.name.clone(), step.name.clone()))
        });
        let topic = self.s.topic.and_then(|t| self.program.topics.get(t.index()));
        let card = HandoverCard {
            queue: queue.map(|q| q.name.clone()).unwrap_or_default(),
            queue_title: queue.map_or_else(|| words::OPERATOR.get(lang).to_owned(), |q| q.title.clone()),
            level: queue.and_then(|q| q.level),
            reason,
            topic: topic.map(|t| (t.path.clone(), t.title.clone())),
            position,
            facts: card_facts(self.inner, self.s),
            transcript: Transcript::default(),
            grounds: eval::grounds(self.program, &self.s.grounds),
            open,
            question: self.asked_question(),
            unanswered: self.unanswered(),
            outdated: self.outdated(),
        };
        self.s.later = None;
        self.actions.push(Action::Handover(Box::new(card)));
        self.s.outcome = Some(self.outcome(words::HANDED_OVER));
        self.wait(Waiting::Over);
    }

    /// The question that was judged last, in the names and titles of the base.
    fn asked_question(&self) -> Option<CardQuestion> {
        let asked = self.s.asked.as_ref()?;
        let named = |(id, score): &(TopicId, f32)| {
            let topic = self.program.topics.get(id.index())?;
            Some((topic.path.clone(), topic.title.clone(), *score))
        };
        Some(CardQuestion {
            words: asked.words.clone(),
            candidates: asked.topics.iter().filter_map(named).collect(),
            corrections: asked.corrections.clone(),
        })
    }

    fn outdated(&self) -> Vec<(String, Date)> {
        let used = self.s.outdated.iter();
        used.filter_map(|(id, day)| Some((self.program.parameters.get(id.index())?.title.clone(), *day)))
            .collect()
    }

    fn unanswered(&self) -> Vec<(Name, String)> {
        let topics = self.s.later.iter().flat_map(|l| &l.topics);
        topics
            .filter_map(|t| self.program.topics.get(t.index()))
            .map(|t| (t.path.clone(), t.title.clone()))
            .collect()
    }
}

/// Whether any of the hours covers `now`; hours may run over midnight, days over Sunday.
pub(crate) fn is_open(hours: &[Hours], now: DateTime) -> bool {
    let minute = u16::from(now.hour().unsigned_abs()) * 60 + u16::from(now.minute().unsigned_abs());
    open_on(hours, now.weekday().to_monday_one_offset().unsigned_abs(), minute)
}

/// As [`is_open`], at a minute of the week; the week begins on Monday.
#[cfg(feature = "compiler")]
pub(crate) fn is_open_at(hours: &[Hours], minute_of_week: u32) -> bool {
    let day = u8::try_from(minute_of_week / (24 * 60) % 7).unwrap_or(0);
    let minute = u16::try_from(minute_of_week % (24 * 60)).unwrap_or(0);
    open_on(hours, day + 1, minute)
}

fn open_on(hours: &[Hours], today: u8, minute: u16) -> bool {
    let yesterday = if today == 1 { 7 } else { today - 1 };
    hours.iter().any(|h| {
        let on = |day: u8| {
            if h.days.0 <= h.days.1 {
                (h.days.0..=h.days.1).contains(&day)
            } else {
                day >= h.days.0 || day <= h.days.1
            }
        };
        let (from, until) = h.minutes;
        if from < until {
            on(today) && (from..until).contains(&minute)
        } else {
            (on(today) && minute >= from) || (on(yesterday) && minute < until)
        }
    })
}
