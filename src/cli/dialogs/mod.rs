//! Dialog tests: played by the engine, judged, reported, accepted, counted. Plain data in and out;
//! only `cli::test` reads files and prints.

mod accept;
mod coverage;
mod junit;
mod matching;
mod played;
mod player;
mod report;
mod runner;
mod table;

#[cfg(test)]
mod tests;

pub use crate::language::written as written_value;
pub use accept::{Edits, accept};
pub use coverage::{Branch, Covered, Map};
pub use junit::{Case, junit};
pub use matching::one_line;
pub use played::Played;
pub use report::{failure_text, trace_text};
pub use runner::{DAY, NOON, play};
pub use table::{coverage_text, occasion};
