//! Derived facts: decisions and rules, each worked out once a turn.

use super::{Evaluator, feel};
use crate::bundle::program::{Decision, DecisionBody, DecisionId, Derived, Fact, FactId, GroundId};
use crate::runtime::explain::{DecisionTrace, Note, Place};
use crate::value::Value;

/// What a decision came to.
#[derive(Debug, Default)]
pub(super) struct Concluded {
    pub(super) inputs: Vec<Value>,
    pub(super) rows: Vec<Place>,
    pub(super) grounds: Vec<GroundId>,
}

impl Evaluator<'_> {
    pub(super) fn derive(&mut self, id: FactId, fact: &Fact) -> Value {
        if let Some(value) = self.state.facts.get(&id) {
            let value = value.clone();
            self.state.open += u32::from(self.state.left_open.contains(&id));
            for ground in self.state.fact_grounds.get(&id).cloned().unwrap_or_default() {
                self.state.ground(ground);
            }
            return value;
        }
        if self.state.running.contains(&id) {
            return self.unknown(Note::Cycle(fact.name.clone()));
        }
        let before = std::mem::take(&mut self.state.grounds);
        let open = self.state.open;
        self.state.running.push(id);
        let value = match &fact.derived {
            Derived::No => {
                self.state.open += 1;
                self.unknown(Note::Missing(fact.name.clone()))
            }
            Derived::Decisions(editions) => {
                let program = self.program;
                let today = self.today;
                let in_force = editions
                    .iter()
                    .find(|d| program.decisions.get(d.index()).is_some_and(|d| d.valid.holds(today)));
                match in_force {
                    Some(decision) => {
                        let by_dmn = program.decisions.get(decision.index()).is_some_and(|d| d.dmn);
                        let value = self.decision(*decision);
                        if by_dmn { feel::conform(value, &fact.ty) } else { value }
                    }
                    None => self.unknown(Note::NoEdition(fact.name.clone())),
                }
            }
            Derived::Rules(rules) => self.rules(fact, rules),
        };
        self.state.running.pop();
        let own = std::mem::replace(&mut self.state.grounds, before);
        for ground in &own {
            self.state.ground(*ground);
        }
        // A value that a cycle cut short is not the value of the facts inside it.
        if self.state.running.is_empty() || !value.is_unknown() {
            self.state.facts.insert(id, value.clone());
            if self.state.open != open {
                self.state.left_open.insert(id);
            }
            self.state.fact_grounds.insert(id, own);
        }
        value
    }

    /// The result of a decision, in the edition of the session's date.
    pub(super) fn decision(&mut self, id: DecisionId) -> Value {
        let program = self.program;
        let Some(given) = program.decisions.get(id.index()) else {
            return self.unknown(Note::Broken);
        };
        let today = self.today;
        let in_force = |d: &&Decision| d.name == given.name && d.valid.holds(today);
        let (id, decision) = if given.valid.holds(today) {
            (id, given)
        } else {
            let other = program.decisions.iter().position(|d| in_force(&d));
            match other.and_then(|i| Some((DecisionId(u32::try_from(i).ok()?), program.decisions.get(i)?))) {
                Some(found) => found,
                None => return self.unknown(Note::NoEdition(given.name.clone())),
            }
        };
        if let Some((value, grounds)) = self.state.decisions.get(&id).cloned() {
            grounds.into_iter().for_each(|g| self.state.ground(g));
            return value;
        }
        let before = std::mem::take(&mut self.state.grounds);
        let outer = std::mem::replace(&mut self.state.dmn, decision.dmn);
        let open = self.state.open;
        let (mut value, mut concluded) = self.body(decision);
        // Null is what was asked and not known; before that a conclusion would be too early.
        if decision.dmn && self.state.open != open {
            self.state.dmn = false;
            (value, concluded) = self.body(decision);
        }
        self.state.dmn = outer;
        let mut grounds = Vec::new();
        if !value.is_unknown() {
            grounds.clone_from(&decision.grounds);
            grounds.extend(concluded.grounds.iter().filter(|g| !decision.grounds.contains(g)));
        }
        let mut own = std::mem::replace(&mut self.state.grounds, before);
        own.splice(0..0, grounds.iter().copied());
        own.iter().for_each(|g| self.state.ground(*g));
        let trace = DecisionTrace {
            name: decision.name.clone(),
            at: self.place(decision.at),
            rows: concluded.rows,
            inputs: concluded.inputs,
            result: value.clone(),
            grounds: super::grounds(program, &grounds),
        };
        self.state.trace(trace);
        if self.state.running.len() <= 1 || !value.is_unknown() {
            self.state.decisions.insert(id, (value.clone(), own));
        }
        value
    }

    fn body(&mut self, decision: &Decision) -> (Value, Concluded) {
        match &decision.body {
            DecisionBody::Expr(expr) => (self.expr(*expr), Concluded::default()),
            DecisionBody::Table(table) => self.table(decision, table),
        }
    }
}
