//! Evaluation: expressions, decision tables and rules over facts, with three-valued logic.
//!
//! Total: a missing fact, values that do not go together, a division by zero, a missing edition or a
//! cycle give [`Value::Unknown`] and a [`Note`], never an error.

mod arithmetic;
mod calendar;
mod compare;
mod dates;
mod decision;
mod expr;
mod feel;
mod function;
mod lists;
mod numbers;
mod parameter;
mod records;
mod rules;
mod strings;
mod table;

#[cfg(test)]
mod tests;

use rustc_hash::{FxHashMap, FxHashSet};

use calendar::add_duration;
use compare::kind;
#[cfg(feature = "cli")]
pub(crate) use feel::{conform, duration as feel_duration};

use super::explain::{DecisionTrace, Note, Place};
use crate::bundle::program::{DecisionId, FactId, GroundId, Program, SourcePos};
use crate::channel::Ground;
use crate::value::{Date, Value};

/// Deepest nesting of expressions and derivations together.
const MAX_DEPTH: u32 = 96;
/// Most notes and decisions kept of one turn.
const MAX_LOG: usize = 200;

/// Facts that are known without deriving them.
pub(crate) trait Known {
    /// The value of a fact; `Some(Unknown)` is the citizen's "не знаю".
    fn known(&self, fact: FactId) -> Option<&Value>;
}

/// What evaluation keeps during a turn and reports of it.
#[derive(Debug, Default)]
pub(crate) struct EvalState {
    facts: FxHashMap<FactId, Value>,
    decisions: FxHashMap<DecisionId, (Value, Vec<GroundId>)>,
    /// Grounds of everything used, by what derived it, so that a memo hit gives them again.
    fact_grounds: FxHashMap<FactId, Vec<GroundId>>,
    running: Vec<FactId>,
    depth: u32,
    /// Inside a decision by the rules of DMN, all of whose facts are said.
    dmn: bool,
    /// How often a fact was needed that nobody has been asked.
    open: u32,
    /// Derived facts that such a fact left open.
    left_open: FxHashSet<FactId>,
    /// Legal grounds of decisions, rules and parameters used since they were last taken.
    pub(crate) grounds: Vec<GroundId>,
    /// Decisions and rules evaluated.
    pub(crate) traces: Vec<DecisionTrace>,
    /// What did not go as written.
    pub(crate) notes: Vec<Note>,
}

impl EvalState {
    /// Forgets derived values, because a fact has changed.
    pub(crate) fn changed(&mut self) {
        self.facts.clear();
        self.decisions.clear();
        self.fact_grounds.clear();
        self.left_open.clear();
    }

    pub(crate) fn note(&mut self, note: Note) {
        if self.notes.len() < MAX_LOG && !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn trace(&mut self, trace: DecisionTrace) {
        if self.traces.len() < MAX_LOG && !self.traces.contains(&trace) {
            self.traces.push(trace);
        }
    }

    fn ground(&mut self, ground: GroundId) {
        if !self.grounds.contains(&ground) {
            self.grounds.push(ground);
        }
    }
}

/// Evaluates over the facts of a session on its date.
pub(crate) struct Evaluator<'a> {
    pub(crate) program: &'a Program,
    pub(crate) facts: &'a dyn Known,
    pub(crate) today: Date,
    pub(crate) state: &'a mut EvalState,
}

impl Evaluator<'_> {
    fn place(&self, at: SourcePos) -> Place {
        place(self.program, at)
    }

    fn note(&mut self, note: Note) {
        self.state.note(note);
    }

    /// Unknown, with the reason.
    fn unknown(&mut self, note: Note) -> Value {
        self.state.note(note);
        Value::Unknown
    }
}

/// A place by the name of its file.
pub(crate) fn place(program: &Program, at: SourcePos) -> Place {
    Place {
        file: program.files.get(at.file as usize).cloned().unwrap_or_default(),
        line: at.line,
    }
}

/// Grounds by their ids.
pub(crate) fn grounds(program: &Program, ids: &[GroundId]) -> Vec<Ground> {
    ids.iter()
        .filter_map(|id| program.grounds.get(id.index()))
        .cloned()
        .collect()
}
