//! Conditions evaluated for assumed facts, by the evaluation that the dialog itself uses.

use super::shape::Day;
use crate::bundle::orders::{Condition, Evaluated};
use crate::bundle::program::FactId;
use crate::runtime::eval::{EvalState, Evaluator, Known};
use crate::value::Value;

/// Facts with assumed values; before those of `behind`, where there is something behind.
pub(super) struct Assumed<'a> {
    pub(super) facts: &'a [(FactId, Value)],
    pub(super) more: &'a [(FactId, Value)],
    pub(super) behind: Option<&'a dyn Known>,
}

impl Known for Assumed<'_> {
    fn known(&self, fact: FactId) -> Option<&Value> {
        let assumed = self.facts.iter().chain(self.more).find(|(f, _)| *f == fact);
        match assumed {
            Some((_, value)) => Some(value),
            None => self.behind?.known(fact),
        }
    }
}

impl Day<'_> {
    /// The value of what is evaluated.
    pub(super) fn value_of(self, of: Evaluated, facts: &dyn Known) -> Value {
        let mut state = EvalState::quiet();
        let mut evaluator = Evaluator::new(self.program, self.prepared, facts, self.today, &mut state);
        match of {
            Evaluated::Expr(id) => evaluator.expr(id),
            Evaluated::Cell(id, row, column) => match self.cell(id, row, column) {
                Some((input, tests)) => evaluator.passes(input, tests).map_or(Value::Unknown, Value::Bool),
                None => Value::Unknown,
            },
        }
    }

    pub(super) fn fact_value(self, fact: FactId, facts: &dyn Known) -> Value {
        let mut state = EvalState::quiet();
        let mut evaluator = Evaluator::new(self.program, self.prepared, facts, self.today, &mut state);
        evaluator.fact(fact)
    }

    /// What a condition on one fact says of a value: 0 no, 1 yes, 2 unknown.
    pub(super) fn says(self, condition: &Condition, fact: FactId, value: &Value) -> u8 {
        let own = [(fact, value.clone())];
        let assumed = Assumed {
            facts: &own,
            more: &condition.given,
            behind: None,
        };
        match self.value_of(condition.of, &assumed).truth() {
            Some(false) => 0,
            Some(true) => 1,
            None => 2,
        }
    }
}
