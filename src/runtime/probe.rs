//! What a base concludes from given facts: asked over and over with one fact changed, without a conversation.

use rustc_hash::FxHashMap;

use super::ask::{Root, closure};
use super::engine::Engine;
use super::eval::{EvalState, Evaluator};
use super::explain::Place;
use crate::bundle::program::{ExprId, FactId};
use crate::value::{Date, Name, Value};

/// Facts that are taken as known.
pub(crate) type Given = FxHashMap<FactId, Value>;

/// A conclusion with the rules and rows that made it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Concluded {
    pub(crate) value: Value,
    /// Rules and rows that applied, by what they conclude.
    pub(crate) by: Vec<(Name, Vec<Place>)>,
}

impl Engine {
    /// The value of a fact on a day.
    pub(crate) fn conclude(&self, fact: FactId, given: &Given, today: Date) -> Concluded {
        self.probe(given, today, |e| {
            let value = e.fact(fact);
            let by = e.state.traces.iter().map(|t| (t.name.clone(), t.rows.clone()));
            Concluded {
                value,
                by: by.collect(),
            }
        })
    }

    /// Whether a condition holds on a day.
    pub(crate) fn holds(&self, condition: ExprId, given: &Given, today: Date) -> Option<bool> {
        self.probe(given, today, |e| e.truth(condition))
    }

    /// Facts that a conclusion can depend on, on a day.
    pub(crate) fn below(&self, fact: FactId, today: Date) -> Vec<FactId> {
        closure(self.program(), today, &[Root::Fact(fact)])
    }

    fn probe<T>(&self, given: &Given, today: Date, work: impl FnOnce(&mut Evaluator<'_>) -> T) -> T {
        let inner = self.inner();
        let mut state = EvalState::default();
        work(&mut Evaluator::new(
            &inner.program,
            &inner.prepared,
            given,
            today,
            &mut state,
        ))
    }
}
