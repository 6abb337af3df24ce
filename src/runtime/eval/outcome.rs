//! What a goal came to: a value, or why there is none.

use super::reasons::{Reasons, Why};
use super::{EvalState, Evaluator};
use crate::bundle::program::{ExprId, FactId, GroundId, SourcePos};
use crate::value::Value;

/// What a goal came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A value.
    Value(Value),
    /// These facts, none of them derived, could still give one or change it: not asked yet, or
    /// answered with "не знаю". In the order in which they were needed.
    Missing(Vec<FactId>),
    /// Whatever the facts that are open may be, nothing gives a value: no rule or row applies, no
    /// edition is in force, or an expression has none (a division by zero).
    NoRule,
    /// Rules or rows that apply conclude different values.
    Conflict(Vec<Side>),
}

/// A rule or row that contradicts another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Where it stands.
    pub at: SourcePos,
    /// Its legal grounds.
    pub grounds: Vec<GroundId>,
}

/// An outcome and what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Grounded {
    pub(crate) outcome: Outcome,
    /// Facts, none of them derived, that suffice: whatever the others are, the outcome stays.
    pub(crate) facts: Vec<FactId>,
    /// Legal grounds of the rules, rows, decisions and parameters that were used.
    pub(crate) grounds: Vec<GroundId>,
    /// Who contradicts whom, should nothing be missing.
    pub(crate) sides: Vec<Side>,
}

impl Evaluator<'_> {
    /// What a fact came to, and what that rests on. Leaves what was noted and traced in this turn alone.
    pub(crate) fn grounded(&self, fact: FactId) -> Grounded {
        self.reasoned(|r| r.fact(fact))
    }

    /// As [`Self::grounded`], of an expression.
    pub(crate) fn grounded_of(&self, expr: ExprId) -> Grounded {
        self.reasoned(|r| r.expr(expr))
    }

    fn reasoned(&self, goal: impl FnOnce(&mut Reasons<'_, '_>) -> (Value, Why)) -> Grounded {
        let mut state = EvalState::default();
        let mut evaluator = Evaluator::new(self.program, self.prepared, self.facts, self.today, &mut state);
        let (value, why) = goal(&mut Reasons::new(&mut evaluator));
        let outcome = match value {
            Value::Unknown if !why.open.is_empty() => Outcome::Missing(why.open),
            Value::Unknown if !why.sides.is_empty() => Outcome::Conflict(why.sides.clone()),
            Value::Unknown => Outcome::NoRule,
            value => Outcome::Value(value),
        };
        Grounded {
            outcome,
            facts: why.facts,
            grounds: why.grounds,
            sides: why.sides,
        }
    }
}
