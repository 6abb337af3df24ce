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

impl<'a> Evaluator<'a> {
    pub(super) fn derive(&mut self, id: FactId, fact: &'a Fact) -> Value {
        if let Some((value, grounds)) = self.state.facts.get(id.index()) {
            let value = value.clone();
            self.state.open += u32::from(self.state.left_open.contains(&id));
            if !self.state.quiet {
                for ground in grounds.clone() {
                    self.state.ground(ground);
                }
            }
            return value;
        }
        if let Some(place) = self.state.running.iter().position(|f| *f == id) {
            self.state.cut = self.state.cut.min(place);
            return self.unknown(Note::Cycle(fact.name.clone()));
        }
        let before = std::mem::take(&mut self.state.grounds);
        let open = self.state.open;
        let own_place = self.state.running.len();
        let outer_cut = std::mem::replace(&mut self.state.cut, usize::MAX);
        self.state.running.push(id);
        let value = match &fact.derived {
            Derived::No => {
                self.state.open += 1;
                if self.state.quiet {
                    Value::Unknown
                } else {
                    self.unknown(Note::Missing(fact.name.clone()))
                }
            }
            Derived::Decisions(editions) => match self.edition(editions) {
                Some((id, decision)) => {
                    let value = self.decided(id, decision);
                    if decision.dmn {
                        feel::conform(value, &fact.ty)
                    } else {
                        value
                    }
                }
                None => self.unknown(Note::NoEdition(fact.name.clone())),
            },
            Derived::Rules(rules) => self.rules(fact, rules),
        };
        self.state.running.pop();
        let own = std::mem::replace(&mut self.state.grounds, before);
        for ground in &own {
            self.state.ground(*ground);
        }
        // A value that a circle through an outer fact cut short is not the value of this one; what is
        // known in spite of it is.
        let whole = self.state.cut >= own_place;
        self.state.cut = if whole {
            outer_cut
        } else {
            self.state.cut.min(outer_cut)
        };
        if whole || !value.is_unknown() {
            if self.state.open != open {
                self.state.left_open.insert(id);
            }
            self.state.facts.set(id.index(), (value.clone(), own));
        }
        value
    }

    /// The decision of these editions that is in force on the session's date.
    pub(super) fn edition(&self, editions: &[DecisionId]) -> Option<(DecisionId, &'a Decision)> {
        let program = self.program;
        editions
            .iter()
            .filter_map(|id| Some((*id, program.decisions.get(id.index())?)))
            .find(|(_, d)| d.valid.holds(self.today))
    }

    /// The edition of a decision that is in force on the session's date.
    pub(super) fn in_force(&self, id: DecisionId) -> Option<(DecisionId, &'a Decision)> {
        let program = self.program;
        let given = program.decisions.get(id.index())?;
        if given.valid.holds(self.today) {
            return Some((id, given));
        }
        (0..)
            .zip(&program.decisions)
            .map(|(i, d)| (DecisionId(i), d))
            .find(|(_, d)| d.name == given.name && d.valid.holds(self.today))
    }

    /// The result of a decision, in the edition of the session's date.
    pub(super) fn decision(&mut self, id: DecisionId) -> Value {
        match self.in_force(id) {
            Some((id, decision)) => self.decided(id, decision),
            None => {
                let note = match self.program.decisions.get(id.index()) {
                    Some(given) => Note::NoEdition(given.name.clone()),
                    None => Note::Broken,
                };
                self.unknown(note)
            }
        }
    }

    fn decided(&mut self, id: DecisionId, decision: &'a Decision) -> Value {
        if let Some((value, grounds)) = self.state.decisions.get(id.index()) {
            let value = value.clone();
            if !self.state.quiet {
                for ground in grounds.clone() {
                    self.state.ground(ground);
                }
            }
            return value;
        }
        let before = std::mem::take(&mut self.state.grounds);
        let outer_cut = std::mem::replace(&mut self.state.cut, usize::MAX);
        let outer = std::mem::replace(&mut self.state.dmn, decision.dmn);
        let open = self.state.open;
        let (mut value, mut concluded) = self.body(id, decision);
        // Null is what was asked and not known; before that a conclusion would be too early.
        if decision.dmn && self.state.open != open {
            self.state.dmn = false;
            (value, concluded) = self.body(id, decision);
        }
        self.state.dmn = outer;
        let whole = self.state.cut == usize::MAX;
        self.state.cut = self.state.cut.min(outer_cut);
        if self.state.quiet {
            self.state.grounds = before;
            if whole || !value.is_unknown() {
                self.state.decisions.set(id.index(), (value.clone(), Vec::new()));
            }
            return value;
        }
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
            grounds: super::grounds(self.program, &grounds),
        };
        self.state.trace(trace);
        if whole || !value.is_unknown() {
            self.state.decisions.set(id.index(), (value.clone(), own));
        }
        value
    }

    fn body(&mut self, id: DecisionId, decision: &'a Decision) -> (Value, Concluded) {
        match &decision.body {
            DecisionBody::Expr(expr) => (self.expr(*expr), Concluded::default()),
            DecisionBody::Table(table) => self.table(id, decision, table),
        }
    }
}
