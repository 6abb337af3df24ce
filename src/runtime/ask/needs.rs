//! Which facts an evaluation still reads: the fallback where no diagram is at hand.
//!
//! Evaluation stops at what decides, so a fact that is not read cannot change the result. The reverse
//! does not hold: `а или не а` reads a fact that changes nothing.

use std::cell::RefCell;

use super::Root;
use crate::bundle::program::{Derived, FactId, Program};
use crate::runtime::eval::{EvalState, Evaluator, Known, Prepared};
use crate::value::{Date, Value};

/// Facts that undecided roots read, in the order of reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Needs {
    /// Nobody has said or looked up these.
    pub(crate) unset: Vec<FactId>,
    /// The answer was "не знаю".
    pub(crate) unknown: Vec<FactId>,
}

/// Facts that are known, and a record of those that were read and are not.
struct Reading<'a> {
    program: &'a Program,
    facts: &'a dyn Known,
    needs: RefCell<Needs>,
}

impl Known for Reading<'_> {
    fn known(&self, id: FactId) -> Option<&Value> {
        let value = self.facts.known(id);
        let mut needs = self.needs.borrow_mut();
        let list = match value {
            Some(Value::Unknown) => &mut needs.unknown,
            Some(_) => return value,
            None => {
                let fact = self.program.facts.get(id.index());
                if fact.is_none_or(|f| f.derived != Derived::No) {
                    return None;
                }
                &mut needs.unset
            }
        };
        if !list.contains(&id) {
            list.push(id);
        }
        value
    }
}

/// What the roots that are not decided yet read.
pub(crate) fn needs(program: &Program, prepared: &Prepared, facts: &dyn Known, today: Date, roots: &[Root]) -> Needs {
    let mut all = Needs::default();
    for root in roots {
        let reading = Reading {
            program,
            facts,
            needs: RefCell::default(),
        };
        // The dialog's own evaluation keeps notes and grounds; what is only tried out leaves none.
        let mut state = EvalState::quiet();
        let mut evaluator = Evaluator::new(program, prepared, &reading, today, &mut state);
        if evaluator.settled(*root) {
            continue;
        }
        let found = reading.needs.into_inner();
        for (list, found) in [(&mut all.unset, found.unset), (&mut all.unknown, found.unknown)] {
            for fact in found {
                if !list.contains(&fact) {
                    list.push(fact);
                }
            }
        }
    }
    all
}

impl Evaluator<'_> {
    /// Whether nothing can change a root any more.
    fn settled(&mut self, root: Root) -> bool {
        match root {
            Root::Fact(fact) => !self.fact(fact).is_unknown(),
            Root::Measure(id) => {
                let Some(measure) = self.program.measures.get(id.index()) else {
                    return true;
                };
                match measure.due.map_or(Some(true), |due| self.truth(due)) {
                    None => false,
                    Some(false) => true,
                    Some(true) => measure.amount.is_none_or(|amount| !self.expr(amount).is_unknown()),
                }
            }
        }
    }
}
