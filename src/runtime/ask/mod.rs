//! What to ask next: the facts that can still change a result, and their order.

mod assume;
mod closure;
mod lift;
mod needs;
mod next;
mod plan;
mod regions;
mod shape;

#[cfg(test)]
mod tests;

use crate::bundle::program::{FactId, MeasureId, Program};
use crate::value::{Date, Name};

pub(crate) use closure::closure;
pub(crate) use needs::needs;
pub(crate) use next::{Asking, Ready, ready};
pub use plan::orders;

/// What is to be found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Root {
    /// The value of a derived fact.
    Fact(FactId),
    /// Whether a measure is due, and how much it is where it is.
    Measure(MeasureId),
}

/// Measures in force on a day that an event brings up, in the order of the base.
pub(crate) fn measures_of(program: &Program, event: &Name, today: Date) -> Vec<MeasureId> {
    (0_u32..)
        .zip(&program.measures)
        .filter(|(_, m)| m.valid.holds(today) && m.events.contains(event))
        .map(|(i, _)| MeasureId(i))
        .collect()
}
