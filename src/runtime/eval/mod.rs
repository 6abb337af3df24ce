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
mod memo;
mod network;
mod numbers;
mod outcome;
mod parameter;
mod prepared;
mod reasons;
mod records;
mod rules;
mod strings;
mod table;

#[cfg(test)]
mod brute;
#[cfg(test)]
mod tests;

use rustc_hash::{FxHashMap, FxHashSet};

use calendar::add_duration;
use compare::kind;
#[cfg(feature = "cli")]
pub(crate) use feel::{conform, duration as feel_duration};
use memo::Memo;
pub(crate) use network::Kept;
pub(crate) use outcome::Grounded;
pub use outcome::{Outcome, Side};
pub(crate) use prepared::Prepared;

use super::explain::{DecisionTrace, Note, Place};
use crate::bundle::program::{ExprId, FactId, GroundId, ParameterId, Program, SourcePos, Test};
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

/// Facts that are given, without a conversation.
impl Known for FxHashMap<FactId, Value> {
    fn known(&self, fact: FactId) -> Option<&Value> {
        self.get(&fact)
    }
}

/// What evaluation keeps during a turn and reports of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct EvalState {
    /// Derived facts with the grounds of everything used, so that a memo hit gives them again.
    facts: Memo<(Value, Vec<GroundId>)>,
    decisions: Memo<(Value, Vec<GroundId>)>,
    /// Whether the conditions and exceptions of a rule hold, other rules aside.
    rules: Memo<Option<bool>>,
    running: Vec<FactId>,
    /// How far down in `running` a circle reached since a derivation began; what lies in it is not
    /// the value of the facts inside.
    cut: usize,
    depth: u32,
    /// Values only: no grounds, notes or traces, for bulk work that reads none of them.
    pub(crate) quiet: bool,
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
    /// Parameters of which only an edition that has ended is known, with the last day of it.
    pub(crate) outdated: Vec<(ParameterId, Date)>,
    buffers: prepared::Buffers,
}

impl EvalState {
    /// A state that keeps values only.
    pub(crate) fn quiet() -> Self {
        Self {
            quiet: true,
            ..Self::default()
        }
    }

    /// Forgets derived values, because a fact has changed.
    pub(crate) fn changed(&mut self) {
        self.facts.clear();
        self.decisions.clear();
        self.rules.clear();
        self.left_open.clear();
        self.open = 0;
    }

    pub(crate) fn note(&mut self, note: Note) {
        if !self.quiet && self.notes.len() < MAX_LOG && !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn outdated(&mut self, parameter: ParameterId, last_day: Date) {
        if !self.quiet && self.outdated.len() < MAX_LOG && !self.outdated.contains(&(parameter, last_day)) {
            self.outdated.push((parameter, last_day));
        }
    }

    fn trace(&mut self, trace: DecisionTrace) {
        if self.traces.len() < MAX_LOG && !self.traces.contains(&trace) {
            self.traces.push(trace);
        }
    }

    fn ground(&mut self, ground: GroundId) {
        if !self.quiet && !self.grounds.contains(&ground) {
            self.grounds.push(ground);
        }
    }
}

/// Evaluates over the facts of a session on its date.
pub(crate) struct Evaluator<'a> {
    pub(crate) program: &'a Program,
    pub(crate) facts: &'a dyn Known,
    pub(crate) today: Date,
    pub(crate) prepared: &'a Prepared,
    pub(crate) state: &'a mut EvalState,
}

impl<'a> Evaluator<'a> {
    pub(crate) fn new(
        program: &'a Program,
        prepared: &'a Prepared,
        facts: &'a dyn Known,
        today: Date,
        state: &'a mut EvalState,
    ) -> Self {
        Self {
            program,
            facts,
            today,
            prepared,
            state,
        }
    }

    fn place(&self, at: SourcePos) -> Place {
        place(self.program, at)
    }

    fn note(&mut self, note: Note) {
        self.state.note(note);
    }

    /// Whether a value passes one of these tests.
    pub(crate) fn passes(&mut self, input: ExprId, tests: &[Test]) -> Option<bool> {
        let value = self.expr(input);
        self.any_test(&value, tests)
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
