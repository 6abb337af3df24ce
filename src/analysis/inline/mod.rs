//! Calls written out: for each scenario that calls others a copy in which their steps stand in place of
//! the calls, so that what is proved of it holds through them.
//!
//! The copies are appended to the arrays of the model while scenarios are proved and taken away again
//! ([`Inlined::remove`]). In a copy the steps of the scenario itself come first, each under the place
//! that it has among its own; behind them stand what follows a call in its step, and the steps of those
//! that are called. A call of a scenario with parameters leaves a call of an empty one, which only
//! takes them.
//!
//! Not written out are calls that lead back to a scenario that is being called, those of scenarios
//! with editions or a period of validity, those that are too large, and those that have nothing to do
//! with the rest of their caller ([`plan`]).

mod copy;
mod plan;
mod touched;

#[cfg(test)]
mod tests;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use self::copy::Copier;
use self::plan::Plan;
use super::paths::Effects;
use super::summary::Summaries;
use crate::bundle::program::ScenarioId;
use crate::model::Model;

/// A scenario with its calls written out.
#[derive(Debug)]
pub struct WrittenOut {
    /// The copy.
    pub id: ScenarioId,
    /// For each of its steps the one that it was made of, in the program.
    pub origin: Vec<u32>,
    /// Steps that are its own and begin where they were written: the first so many.
    pub own: usize,
    /// Its own calls that are written out: whom they call, and the first step of that in the copy.
    pub sites: Vec<(ScenarioId, usize)>,
}

/// All copies.
pub struct Inlined {
    of: Vec<Option<WrittenOut>>,
    /// Whether all that lead to a scenario by calls are written out there.
    complete: Vec<bool>,
    /// Scenarios that are called where nothing of their caller matters to them.
    apart: FxHashSet<usize>,
    /// The lines that call each scenario.
    lines: Vec<Vec<usize>>,
    /// Scenarios one group after the other: all that call one stand in groups before its own.
    groups: Vec<Vec<usize>>,
    before: Lengths,
}

/// Lengths of the arrays without the copies.
#[derive(Clone, Copy)]
struct Lengths {
    scenarios: usize,
    steps: usize,
    nodes: usize,
    handlers: usize,
}

impl Inlined {
    /// Appends the copies.
    pub fn append(model: &mut Model, effects: &mut Effects, summaries: &mut Summaries) -> Self {
        let before = Lengths {
            scenarios: model.program.scenarios.len(),
            steps: model.program.steps.len(),
            nodes: model.program.nodes.len(),
            handlers: model.program.handlers.len(),
        };
        let plan = Plan::new(&model.program, effects, summaries);
        let mut of = Vec::with_capacity(before.scenarios);
        let mut copier = Copier::new(model, &plan);
        let stubs = copier.stubs();
        for scenario in 0..before.scenarios {
            of.push(copier.copy(scenario));
        }
        for stub in stubs {
            effects.add_empty(stub);
        }
        summaries.add_empty(model.program.scenarios.len());
        let (complete, groups) = plan.order(&model.program, &of);
        Self {
            of,
            complete,
            apart: plan.called_apart(),
            lines: plan.lines(),
            groups,
            before,
        }
    }

    /// Takes the copies away.
    pub fn remove(self, model: &mut Model) {
        let Lengths {
            scenarios,
            steps,
            nodes,
            handlers,
        } = self.before;
        model.program.scenarios.truncate(scenarios);
        model.program.steps.truncate(steps);
        model.program.nodes.truncate(nodes);
        model.program.handlers.truncate(handlers);
        model.places.scenarios.truncate(scenarios);
        model.places.repeats.truncate(scenarios);
        model.places.steps.truncate(steps);
        model.places.nodes.truncate(nodes);
        model.places.targets.truncate(nodes);
        model.places.handlers.truncate(handlers);
    }

    /// The copy of a scenario, where it has calls that are written out.
    pub fn of(&self, scenario: usize) -> Option<&WrittenOut> {
        self.of.get(scenario).and_then(Option::as_ref)
    }

    /// Whether all calls of a scenario are written out where they stand.
    pub fn is_complete(&self, scenario: usize) -> bool {
        self.complete.get(scenario) == Some(&true)
    }

    /// The lines that call a scenario.
    pub fn lines(&self, scenario: usize) -> &[usize] {
        self.lines.get(scenario).map_or(&[], Vec::as_slice)
    }

    /// Whether a scenario is called, too, where nothing of its caller matters to it.
    pub fn is_called_apart(&self, scenario: usize) -> bool {
        self.apart.contains(&scenario)
    }

    /// Goes through all scenarios, callers first, each group on all threads. `one` is given a
    /// scenario and what came of those before, and its results come back in the order of scenarios.
    pub fn in_order<T: Send, W, S: Sync>(
        &self,
        carry: &mut S,
        begin: impl Fn() -> W + Sync + Send,
        one: impl Fn(&mut W, usize, &S) -> T + Sync + Send,
        mut done: impl FnMut(&mut S, usize, &mut T),
    ) -> Vec<T> {
        let mut all: Vec<Option<T>> = Vec::new();
        all.resize_with(self.before.scenarios, || None);
        for group in &self.groups {
            let known: &S = carry;
            let made: Vec<T> = group
                .par_iter()
                .map_init(&begin, |with, n| one(with, *n, known))
                .collect();
            for (n, mut result) in group.iter().zip(made) {
                done(carry, *n, &mut result);
                if let Some(place) = all.get_mut(*n) {
                    *place = Some(result);
                }
            }
        }
        all.into_iter().flatten().collect()
    }
}
