//! One value from given facts, without a conversation.

use rustc_hash::FxHashMap;

use super::eval::{EvalState, Evaluator, Known};
use super::explain::Note;
use crate::bundle::program::{FactId, Program};
use crate::value::{Date, Value};

struct Given<'f>(&'f FxHashMap<FactId, Value>);

impl Known for Given<'_> {
    fn known(&self, fact: FactId) -> Option<&Value> {
        self.0.get(&fact)
    }
}

/// The value of `goal` on a day, and what did not go as written.
pub fn derive(program: &Program, facts: &FxHashMap<FactId, Value>, goal: FactId, today: Date) -> (Value, Vec<Note>) {
    let mut state = EvalState::default();
    let given = Given(facts);
    let mut evaluator = Evaluator {
        program,
        facts: &given,
        today,
        state: &mut state,
    };
    let value = evaluator.fact(goal);
    (value, state.notes)
}
