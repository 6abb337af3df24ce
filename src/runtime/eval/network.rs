//! Derived values that are kept while facts change: what a change does not reach is not worked out
//! again.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{EvalState, Evaluator, Known, Prepared};
use crate::bundle::program::{FactId, Program};
use crate::value::{Date, Value};

/// What a network keeps between changes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    state: EvalState,
    /// Derived facts to look at, those first that read no other of them.
    waiting: BinaryHeap<Reverse<(u32, FactId)>>,
    changed: Vec<FactId>,
}

impl Kept {
    pub(crate) fn new() -> Self {
        Self {
            state: EvalState::quiet(),
            ..Self::default()
        }
    }

    /// Forgets everything, for another date.
    pub(crate) fn clear(&mut self) {
        self.state.changed();
    }

    pub(crate) fn evaluator<'a>(
        &'a mut self,
        program: &'a Program,
        prepared: &'a Prepared,
        facts: &'a dyn Known,
        today: Date,
    ) -> Evaluator<'a> {
        Evaluator::new(program, prepared, facts, today, &mut self.state)
    }

    /// Derives again what had been derived and rests on `fact`, which has just changed, and gives the
    /// derived facts that have changed with it.
    pub(crate) fn change(
        &mut self,
        program: &Program,
        prepared: &Prepared,
        facts: &dyn Known,
        today: Date,
        fact: FactId,
    ) -> &[FactId] {
        self.changed.clear();
        let dependents = prepared.dependents(program);
        if dependents.circular {
            return self.change_all(program, prepared, facts, today);
        }
        self.reached(prepared, program, fact);
        while let Some(Reverse((rank, next))) = self.waiting.pop() {
            while self.waiting.peek() == Some(&Reverse((rank, next))) {
                self.waiting.pop();
            }
            let Some(before) = self.state.forget(next) else {
                continue;
            };
            let now = Evaluator::new(program, prepared, facts, today, &mut self.state).fact(next);
            if now != before {
                self.changed.push(next);
                self.reached(prepared, program, next);
            }
        }
        &self.changed
    }

    /// Forgets what reads a fact and lets it wait.
    fn reached(&mut self, prepared: &Prepared, program: &Program, fact: FactId) {
        let dependents = prepared.dependents(program);
        let at = fact.index();
        for rule in dependents.rules.get(at).into_iter().flatten() {
            self.state.rules.forget(rule.index());
        }
        for decision in dependents.decisions.get(at).into_iter().flatten() {
            self.state.decisions.forget(decision.index());
        }
        for reader in dependents.facts.get(at).into_iter().flatten() {
            // What was never derived has not been read either.
            if self.state.facts.get(reader.index()).is_some() {
                let rank = dependents.rank.get(reader.index()).copied().unwrap_or(0);
                self.waiting.push(Reverse((rank, *reader)));
            }
        }
    }

    /// Where facts go round in a circle nothing tells what a change reaches.
    fn change_all(&mut self, program: &Program, prepared: &Prepared, facts: &dyn Known, today: Date) -> &[FactId] {
        let ids = || (0..).map(FactId).take(program.facts.len());
        let before: Vec<(FactId, Value)> = ids().filter_map(|f| Some((f, self.state.forget(f)?))).collect();
        self.state.changed();
        for (fact, value) in before {
            let now = Evaluator::new(program, prepared, facts, today, &mut self.state).fact(fact);
            if now != value {
                self.changed.push(fact);
            }
        }
        &self.changed
    }
}

impl EvalState {
    /// Forgets one derived fact and gives what it was.
    fn forget(&mut self, fact: FactId) -> Option<Value> {
        self.facts.forget(fact.index()).map(|(value, _)| value)
    }
}
