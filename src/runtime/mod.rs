//! Engine and session: pure, no I/O, no clock.

pub mod search;
pub mod understand;

mod ask;
mod carry;
mod decide;
mod derive;
mod engine;
mod eval;
mod explain;
mod given;
mod handle;
#[cfg(feature = "cli")]
pub(crate) mod probe;
mod run;
mod session;
mod show;
pub mod why;
mod words;

#[cfg(test)]
mod tests;

#[cfg(feature = "compiler")]
pub(crate) use ask::asked_below;
pub use ask::orders;
pub use carry::{Continued, Moved, StepUpgrade, UpgradeReport};
pub use decide::{AMOUNT, Came, Conclusion, Contradiction, Decided, Decider, Network, NoGoals, cell_text};
pub use derive::derive;
pub use engine::{Engine, Judge, StartOptions, Turn};
#[cfg(feature = "compiler")]
pub(crate) use eval::{EvalState, Evaluator, Known, Prepared};
pub use eval::{Outcome, Side};
#[cfg(feature = "cli")]
pub(crate) use eval::{conform, feel_duration};
pub use explain::{
    DecisionTrace, Did, Explanation, FactChange, Goal, JudgedTopic, LookupResult, Note, Place, Trace, Understood,
    Verdict,
};
pub use given::{BadCell, Cell, NotAValue, Plain, Words};
pub use handle::{EngineHandle, Upgrade};
#[cfg(feature = "compiler")]
pub(crate) use run::{MAX_ENTRIES_SHOWN, is_open_at, is_read_out, read_out};
pub use session::{FactKey, Position, Session, SessionError};
#[cfg(feature = "compiler")]
pub(crate) use show::plain as shown;
#[cfg(feature = "compiler")]
pub(crate) use show::{formatted, spell};
