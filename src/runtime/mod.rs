//! Engine and session: pure, no I/O, no clock.

pub mod understand;

mod eval;
mod explain;
mod show;

pub use explain::{
    DecisionTrace, Did, Explanation, FactChange, Goal, JudgedTopic, LookupResult, Note, Place,
    Trace, Understood, Verdict,
};
