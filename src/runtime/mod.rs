//! Engine and session: pure, no I/O, no clock.

pub mod search;
pub mod understand;

mod derive;
mod engine;
mod eval;
mod explain;
mod run;
mod session;
mod show;
mod words;

#[cfg(test)]
mod tests;

pub use derive::derive;
pub use engine::{Engine, Judge, StartOptions, Turn};
#[cfg(feature = "cli")]
pub(crate) use eval::{conform, feel_duration};
pub use explain::{
    DecisionTrace, Did, Explanation, FactChange, Goal, JudgedTopic, LookupResult, Note, Place, Trace, Understood,
    Verdict,
};
pub use session::{FactKey, Position, Session};
