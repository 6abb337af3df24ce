//! Transitions: into scenarios, between steps, out of scenarios, the end.

use super::Run;
use crate::bundle::program::{OutcomeId, ScenarioId, Target, TextId, TopicId};
use crate::channel::Action;
use crate::runtime::explain::Note;
use crate::runtime::session::{Entered, Frame, Waiting};
use crate::runtime::words;
use crate::value::Name;

impl Run<'_> {
    /// Enters a scenario in the edition of the session's date.
    pub(super) fn enter(&mut self, id: ScenarioId, entered: Entered, topic: Option<TopicId>) {
        let date = self.s.date;
        let Some(given) = self.program.scenarios.get(id.index()) else {
            self.broken();
            return;
        };
        let found = if given.valid.holds(date) {
            Some(given)
        } else {
            let edition = self.inner.scenario_of(&given.name, date);
            edition.and_then(|id| self.program.scenarios.get(id.index()))
        };
        let Some(scenario) = found else {
            self.note(Note::NoEdition(given.name.clone()));
            self.give_up(words::REASON_BROKEN);
            return;
        };
        if self.s.frames.len() >= self.inner.limits.depth as usize {
            self.note(Note::DepthLimit(self.inner.limits.depth));
            self.give_up(words::REASON_LIMIT);
            return;
        }
        let first = scenario.steps.0;
        match self.program.steps.get(first.index()) {
            Some(step) if first < scenario.steps.1 => {
                self.s.frames.reserve_exact(1);
                self.s.frames.push(Frame {
                    step: first,
                    node: step.first,
                    entered,
                    topic,
                });
                self.running = true;
            }
            _ => self.broken(),
        }
    }

    /// Follows a target.
    pub(super) fn go(&mut self, target: &Target) {
        match target {
            Target::Step(id) => {
                let Some(step) = self.program.steps.get(id.index()) else {
                    self.broken();
                    return;
                };
                match self.s.frames.last_mut() {
                    Some(frame) => {
                        frame.step = *id;
                        frame.node = step.first;
                    }
                    None => self.s.frames.push(Frame {
                        step: *id,
                        node: step.first,
                        entered: Entered::Question,
                        topic: self.s.topic,
                    }),
                }
                self.running = true;
            }
            Target::Finish(outcome, text) => self.finish(*outcome, *text),
            Target::Operator(queue, reason) => {
                let reason = reason.map(|r| self.render(r));
                self.handover(Some(*queue), reason, words::REASON_SCENARIO);
            }
            Target::Return => self.return_(),
            Target::Topic(topic) => {
                let entered = self.leave();
                self.answer_topic(*topic, entered);
            }
        }
    }

    /// Leaves the current scenario with all that called it; says how the outermost was entered.
    fn leave(&mut self) -> Entered {
        while let Some(frame) = self.s.frames.pop() {
            match frame.entered {
                Entered::Call => {}
                Entered::Digression => return Entered::Digression,
                Entered::Greeting | Entered::Question => break,
            }
        }
        Entered::Question
    }

    fn return_(&mut self) {
        match self.s.frames.pop().map(|f| f.entered) {
            Some(Entered::Call) if !self.s.frames.is_empty() => self.running = true,
            Some(Entered::Digression) => self.resume(),
            Some(Entered::Greeting) => self.wait(Waiting::Question),
            _ => self.answered(),
        }
    }

    fn finish(&mut self, outcome: OutcomeId, text: Option<TextId>) {
        let name = self.program.outcomes.get(outcome.index()).map(|o| o.name.clone());
        if let Some(at) = self.s.frames.iter().rposition(|f| f.entered == Entered::Digression) {
            if let Some(text) = text {
                self.say_text(text);
            }
            self.s.frames.truncate(at);
            self.resume();
            return;
        }
        let ended = |run: &Self| name.clone().unwrap_or_else(|| run.outcome(words::ANSWERED));
        if self.has_later() {
            if let Some(text) = text {
                self.say_text(text);
            }
            let outcome = ended(self);
            self.s.frames.clear();
            if let Some(later) = &mut self.s.later {
                later.outcome = Some(outcome);
            }
            self.offer_later();
            return;
        }
        match text {
            Some(text) => self.say_text(text),
            None => {
                if let Some(goodbye) = self.program.defaults.goodbye {
                    self.say_text(goodbye);
                }
            }
        }
        self.end(ended(self));
    }

    /// Ends the conversation.
    pub(super) fn end(&mut self, outcome: Name) {
        self.s.outcome = Some(outcome.clone());
        self.actions.push(Action::End { outcome });
        self.wait(Waiting::Over);
    }

    /// The declared outcome of either language, or the one of the base's language.
    pub(super) fn outcome(&self, name: crate::value::Bi) -> Name {
        let declared = self
            .program
            .outcomes
            .iter()
            .find(|o| *o.name == *name.ru || *o.name == *name.en);
        declared.map_or_else(|| name.get(self.program.lang).into(), |o| o.name.clone())
    }
}
