//! Proofs over the model: one file a check. The only room with petgraph.
//!
//! Graphs are built from the very arrays that the engine follows. A name that could not be resolved
//! has been reported; here it leads nowhere and is taken for a way out, so that nothing is reported
//! because of it.

mod calls;
mod cues;
mod cycles;
mod flow;
mod life_cycle;
mod questions;
mod reach;
mod summary;
mod topics;
mod unused;
mod walk;

use rayon::prelude::*;

use crate::bundle::program::{ScenarioId, TopicId};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Model;

use flow::Flow;
pub use life_cycle::check as life_cycle;
use summary::Summaries;

/// Class L03: where conversations go.
pub fn check(model: &Model) -> Diagnostics {
    let mut found: Diagnostics = no_transition(model);
    let summaries = Summaries::new(&model.program);
    let ids = 0..u32::try_from(model.program.scenarios.len()).unwrap_or(u32::MAX);
    let of_scenarios: Vec<(Diagnostics, Vec<TopicId>)> = ids
        .into_par_iter()
        .map(|n| {
            let flow = Flow::new(&model.program, ScenarioId(n), &summaries);
            let mut found = Diagnostics::new();
            reach::check(model, &flow, &mut found);
            let looping = cycles::check(model, &flow, &mut found);
            reach::way_out(model, &flow, &looping, &mut found);
            (found, topics::jumps_at_once(&flow))
        })
        .collect();
    let mut jumps = Vec::with_capacity(of_scenarios.len());
    for (of_scenario, topics) in of_scenarios {
        found.extend(of_scenario);
        jumps.push(topics);
    }
    calls::check(model, &mut found);
    unused::check(model, &mut found);
    topics::check(model, &jumps, &mut found);
    cues::check(model, &mut found);
    questions::check(model, &mut found);
    found
}

fn no_transition(model: &Model) -> Diagnostics {
    let steps = model.places.steps_without_transition.iter();
    steps
        .filter_map(|id| {
            let step = model.program.steps.get(id.index())?;
            let place = model.places.steps.get(id.index())?.name;
            Some(Diagnostic::new(&codes::NO_TRANSITION, place.file, place.span).arg("step", &*step.name))
        })
        .collect()
}

/// `«а» → «б» → «а»` for a circle of names, at most eight of them.
fn circle<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    let shown = names.iter().take(8).map(|n| format!("«{n}»"));
    let dots = (names.len() > 8).then(|| "…".to_owned());
    let back = names.first().map(|n| format!("«{n}»"));
    shown.chain(dots).chain(back).collect::<Vec<_>>().join(" → ")
}
