//! Statements and transitions.

use super::Run;
use crate::bundle::program::{
    ExprId, FactId, Handler, HandlerOn, HandlersId, Op, OutcomeId, ScenarioId, Target, TextId,
    TopicId,
};
use crate::channel::Action;
use crate::runtime::explain::{Did, Note};
use crate::runtime::session::{Entered, Frame, From, Waiting};
use crate::runtime::words;
use crate::value::{Name, Value};

impl<'a> Run<'a> {
    /// Executes the node of the top frame.
    pub(super) fn exec(&mut self) {
        let Some(frame) = self.top() else {
            self.wait(Waiting::Question);
            return;
        };
        let Some(node) = self.node_of(&frame) else {
            self.broken();
            return;
        };
        match &node.op {
            Op::Say(spoken) => {
                self.trace(Did::Say);
                if let Some(step) = self.step_of(&frame)
                    && let Some(scenario) = self.program.scenarios.get(step.scenario.index())
                {
                    self.owed.extend(&scenario.grounds);
                }
                if let Some(text) = self.spoken(*spoken) {
                    self.say(text);
                }
                self.advance();
            }
            Op::Ask { fact, .. } => self.exec_ask(*fact),
            Op::Set(fact, expr) => {
                let value = self.value(*expr);
                self.trace(Did::Set(self.fact_name(*fact)));
                let turn = self.s.turn;
                self.set(*fact, Some(value), From::Written(turn));
                self.advance();
            }
            Op::Forget(facts) => {
                self.trace(Did::Forget(
                    facts.iter().map(|f| self.fact_name(*f)).collect(),
                ));
                for fact in facts {
                    self.forget(*fact);
                }
                self.advance();
            }
            Op::Lookup { source, args, .. } => self.exec_lookup(*source, args),
            Op::Identify { method, .. } => self.exec_identify(method.as_ref()),
            Op::Call { scenario, args } => self.exec_call(*scenario, args),
            Op::Derive { fact, .. } => {
                self.note(Note::Unsupported(self.fact_name(*fact)));
                self.advance();
            }
            Op::Measures { event, .. } => {
                self.note(Note::Unsupported(event.clone()));
                self.advance();
            }
            Op::Go(target) => {
                let goal = self.goal(target);
                self.trace(Did::Go(goal));
                self.go(target);
            }
            Op::If {
                branches,
                otherwise,
            } => self.exec_if(branches, otherwise.as_ref()),
            Op::Menu { .. } => {
                self.trace(Did::Menu);
                self.calm();
                self.wait(Waiting::Menu { among: Vec::new() });
                self.present();
            }
        }
    }

    fn exec_ask(&mut self, fact: FactId) {
        let name = self.fact_name(fact);
        let known = self.stored(fact).is_some() || {
            // A derived fact is asked only where it cannot be derived.
            let derived = self
                .program
                .facts
                .get(fact.index())
                .is_some_and(|f| f.derived != crate::bundle::program::Derived::No);
            derived && !self.evaluator(|e| e.fact(fact)).is_unknown()
        };
        if known {
            self.trace(Did::Known(name));
            self.advance();
            return;
        }
        self.trace(Did::Ask(name));
        self.calm();
        self.wait(Waiting::Fact {
            fact,
            among: Vec::new(),
        });
        self.present();
    }

    fn exec_call(&mut self, scenario: ScenarioId, args: &[ExprId]) {
        let Some(callee) = self.program.scenarios.get(scenario.index()) else {
            self.broken();
            return;
        };
        self.trace(Did::Call(callee.name.clone()));
        let values: Vec<Value> = args.iter().map(|a| self.value(*a)).collect();
        let turn = self.s.turn;
        for (param, value) in callee.params.iter().zip(values) {
            // What is not known may be asked by the callee, unless the citizen said "не знаю".
            match (value.is_unknown(), self.stored(*param)) {
                (true, Some(Value::Unknown)) => {}
                (true, _) => self.forget(*param),
                (false, Some(old)) if *old == value => {}
                (false, _) => self.set(*param, Some(value), From::Written(turn)),
            }
        }
        self.advance();
        let topic = self.top().and_then(|f| f.topic);
        self.enter(scenario, Entered::Call, topic);
    }

    fn exec_if(&mut self, branches: &[(ExprId, Target)], otherwise: Option<&Target>) {
        let mut unknown = Vec::new();
        for (n, (condition, target)) in (1_u32..).zip(branches) {
            let truth = self.evaluator(|e| e.truth(*condition));
            if truth == Some(true) {
                let to = self.goal(target);
                self.trace(Did::Branch {
                    branch: Some(n),
                    unknown,
                    to,
                });
                self.go(target);
                return;
            }
            if truth.is_none() {
                unknown.push(n);
            }
        }
        match otherwise {
            Some(target) => {
                let to = self.goal(target);
                self.trace(Did::Branch {
                    branch: None,
                    unknown,
                    to,
                });
                self.go(target);
            }
            // The compiler left it out because it proved that nothing is left; facts given from
            // outside or not known may still break that proof.
            None => self.broken(),
        }
    }

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
            self.program
                .scenarios
                .iter()
                .find(|s| s.name == given.name && s.valid.holds(date))
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
        let name = self
            .program
            .outcomes
            .get(outcome.index())
            .map(|o| o.name.clone());
        if let Some(at) = self
            .s
            .frames
            .iter()
            .rposition(|f| f.entered == Entered::Digression)
        {
            if let Some(text) = text {
                self.say_text(text);
            }
            self.s.frames.truncate(at);
            self.resume();
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
        self.end(name.unwrap_or_else(|| self.outcome(words::ANSWERED)));
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

    pub(super) fn broken(&mut self) {
        self.note(Note::Broken);
        self.give_up(words::REASON_BROKEN);
    }

    pub(super) fn forget(&mut self, fact: FactId) {
        if self.stored(fact).is_some() {
            let turn = self.s.turn;
            self.set(fact, None, From::Written(turn));
        }
    }

    pub(super) fn fact_name(&self, id: FactId) -> Name {
        self.program
            .facts
            .get(id.index())
            .map(|f| f.name.clone())
            .unwrap_or_default()
    }

    /// The handler for an occasion: that of the waiting node, else that of its scenario.
    pub(super) fn handler(&self, fits: impl Fn(HandlerOn) -> bool) -> Option<&'a Handler> {
        let frame = self.top()?;
        let own = match &self.node_of(&frame)?.op {
            Op::Ask { handlers, .. }
            | Op::Lookup { handlers, .. }
            | Op::Identify { handlers, .. }
            | Op::Derive { handlers, .. }
            | Op::Measures { handlers, .. }
            | Op::Menu { handlers, .. } => Some(*handlers),
            _ => None,
        };
        let scenario = self
            .program
            .scenarios
            .get(self.step_of(&frame)?.scenario.index())
            .map(|s| s.handlers);
        let list = |id: Option<HandlersId>| self.program.handlers.get(id?.index());
        [list(own), list(scenario)]
            .into_iter()
            .flatten()
            .find_map(|l| l.iter().find(|h| fits(h.on)))
    }

    /// Says the words of a handler and goes where it leads; `false` stays.
    pub(super) fn follow(&mut self, handler: &Handler) -> bool {
        if let Some(text) = handler.text {
            self.say_text(text);
        }
        let Some(target) = &handler.target else {
            return false;
        };
        let goal = self.goal(target);
        self.trace(Did::Handler(goal));
        self.calm();
        self.go(target);
        true
    }
}
