//! Statements and transitions.

use super::Run;
use crate::bundle::program::{ExprId, FactId, Handler, HandlerOn, HandlersId, Op, ScenarioId, Target};
use crate::runtime::explain::{Did, Note};
use crate::runtime::session::{Entered, Few, From, Waiting};
use crate::runtime::words;
use crate::value::Value;

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
                if let Some(text) = self.variant(*spoken) {
                    self.say_text(text);
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
                self.trace(Did::Forget(facts.iter().map(|f| self.fact_name(*f)).collect()));
                for fact in facts {
                    self.forget(*fact);
                }
                self.advance();
            }
            Op::Lookup { source, args, .. } => self.exec_lookup(*source, args),
            Op::Identify { method, .. } => self.exec_identify(method.as_ref()),
            Op::Call { scenario, args } => self.exec_call(*scenario, args),
            Op::Derive { fact, first, .. } => self.exec_derive(*fact, first),
            Op::Measures { event, first, .. } => self.exec_measures(event, first),
            Op::Go(target) => {
                let goal = self.goal(target);
                self.trace(Did::Go(goal));
                self.go(target);
            }
            Op::If { branches, otherwise } => self.exec_if(branches, otherwise.as_ref()),
            Op::Menu { .. } => {
                self.trace(Did::Menu);
                self.calm();
                self.wait(Waiting::Menu { among: Few::new() });
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
        self.ask_for(fact);
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

    pub(super) fn broken(&mut self) {
        self.note(Note::Broken);
        self.give_up(words::REASON_BROKEN);
    }

    /// The handler for an occasion: that of the waiting node, else that of its scenario.
    pub(super) fn handler(&self, fits: impl Fn(HandlerOn) -> bool) -> Option<&'a Handler> {
        let frame = self.top()?;
        let own = self.node_of(&frame)?.op.handlers();
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
