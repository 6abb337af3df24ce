//! What to ask next: the facts that can still change a result, and their order.

mod assume;
mod closure;
mod lift;
mod matter;
mod needs;
mod next;
mod plan;
mod regions;
mod shape;

#[cfg(test)]
mod tests;

use crate::bundle::program::{FactId, MeasureId, Program, amount_name, due_name};
#[cfg(feature = "compiler")]
use crate::bundle::{orders::Pursuit, program::Derived};
use crate::value::{Date, Name};

pub(crate) use closure::closure;
#[cfg(test)]
pub(crate) use matter::{Doubt, Matter};
pub(crate) use matter::{sharpen, that_matter};
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

/// Facts that people or sources tell and on which a goal may depend, in whatever edition of its rules.
#[cfg(feature = "compiler")]
pub(crate) fn asked_below(program: &Program, goal: &Pursuit) -> Vec<FactId> {
    let roots: Vec<Root> = match goal {
        Pursuit::Fact(fact) => vec![Root::Fact(*fact)],
        Pursuit::Event(event) => (0_u32..)
            .zip(&program.measures)
            .filter(|(_, m)| m.events.contains(event))
            .map(|(i, _)| Root::Measure(MeasureId(i)))
            .collect(),
    };
    let mut facts = closure::everything(program, &roots).facts;
    facts.retain(|f| program.facts.get(f.index()).is_some_and(|f| f.derived == Derived::No));
    facts
}

/// The facts that say whether a measure is due and how much it is, where the base has them.
pub(crate) fn facts_of(program: &Program, measure: MeasureId) -> Option<(FactId, FactId)> {
    let name = &program.measures.get(measure.index())?.name;
    let find = |name: String| {
        // They stand last.
        let at = program.facts.iter().rposition(|f| *f.name == *name)?;
        u32::try_from(at).ok().map(FactId)
    };
    Some((find(due_name(name))?, find(amount_name(name))?))
}

/// Measures in force on a day that an event brings up, in the order of the base.
pub(crate) fn measures_of(program: &Program, event: &Name, today: Date) -> Vec<MeasureId> {
    (0_u32..)
        .zip(&program.measures)
        .filter(|(_, m)| m.valid.holds(today) && m.events.contains(event))
        .map(|(i, _)| MeasureId(i))
        .collect()
}
