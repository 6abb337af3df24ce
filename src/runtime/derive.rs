//! One value from given facts, without a conversation.

use rustc_hash::FxHashMap;

use super::eval::{EvalState, Evaluator, Known, Prepared};
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
    let prepared = Prepared::new(program);
    let value = Evaluator::new(program, &prepared, &given, today, &mut state).fact(goal);
    (value, state.notes)
}
