//! One value from given facts, without a conversation.

use rustc_hash::FxHashMap;

use super::eval::{EvalState, Evaluator, Prepared};
use super::explain::Note;
use crate::bundle::program::{FactId, Program};
use crate::value::{Date, Value};

/// The value of `goal` on a day, and what did not go as written.
pub fn derive(program: &Program, facts: &FxHashMap<FactId, Value>, goal: FactId, today: Date) -> (Value, Vec<Note>) {
    let mut state = EvalState::default();
    let prepared = Prepared::new(program);
    let value = Evaluator::new(program, &prepared, facts, today, &mut state).fact(goal);
    (value, state.notes)
}
