//! Where a step of another bundle is found in this one.

use super::Continued;
use crate::bundle::program::{ScenarioId, StepId};
use crate::runtime::engine::Inner;
use crate::runtime::session::StepName;
use crate::value::Date;

/// What stands for a step of another bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Placed {
    /// The step, and it does what it did.
    Same(StepId),
    /// The step, but it does something else.
    Changed(StepId),
    /// The step that declares to have had this name before.
    Replaced(StepId),
    /// Nothing: the first step of the scenario.
    Scenario(StepId),
    /// Not even the scenario is there on this date.
    Gone,
}

impl Placed {
    /// What it means for a conversation that waits there, unless it waits for the same as before.
    pub(crate) fn continued(self, inner: &Inner) -> Continued {
        match self {
            Self::Same(_) => Continued::Here,
            Self::Changed(_) => Continued::AskedAgain,
            Self::Replaced(step) => {
                let name = inner.program.steps.get(step.index()).map(|s| s.name.clone());
                Continued::Replaced(name.unwrap_or_default())
            }
            Self::Scenario(_) => Continued::ScenarioAgain,
            Self::Gone => Continued::Anew,
        }
    }
}

/// Where the step of this name is found in the bundle of an engine, in the edition in force on a day.
pub(crate) fn place(inner: &Inner, name: &StepName, day: Date) -> Placed {
    let edition = |id: &ScenarioId| {
        let scenario = inner.program.scenarios.get(id.index());
        scenario.is_some_and(|s| name.scenario.is_of(&s.name) && s.valid.holds(day))
    };
    let mut editions = inner.keys.scenarios.all(name.scenario.0).map(ScenarioId);
    let Some(scenario) = editions
        .find(edition)
        .and_then(|id| inner.program.scenarios.get(id.index()))
    else {
        return Placed::Gone;
    };
    let (first, end) = scenario.steps;
    let steps = || (first.0..end.0).filter_map(|n| Some((StepId(n), inner.program.steps.get(n as usize)?)));
    if let Some((id, step)) = steps().find(|(_, s)| name.step.is_of(&s.name)) {
        return match name.shape.0 == step.hash {
            true => Placed::Same(id),
            false => Placed::Changed(id),
        };
    }
    let was_called_so = |names: &[crate::value::Name]| names.iter().any(|n| name.step.is_of(n));
    match steps().find(|(_, s)| was_called_so(&s.formerly)) {
        // Only the name is another one.
        Some((id, step)) if name.shape.0 == step.hash => Placed::Same(id),
        Some((id, _)) => Placed::Replaced(id),
        None => Placed::Scenario(first),
    }
}
