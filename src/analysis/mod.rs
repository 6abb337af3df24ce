//! Proofs over the model: one file a check. The only room with petgraph.
//!
//! Graphs are built from the very arrays that the engine follows. A name that could not be resolved
//! has been reported; here it leads nowhere and is taken for a way out, so that nothing is reported
//! because of it.

mod at_step;
mod bounds;
mod calls;
mod channels;
mod conditions;
mod cues;
mod cycles;
mod exits;
mod feasible;
mod flow;
mod guard;
mod known;
mod letters;
mod life_cycle;
mod logic;
mod longest;
mod loops;
mod ops;
mod paths;
mod people;
mod questions;
mod reach;
mod route;
mod rules;
mod space;
mod speech;
mod summary;
mod tables;
mod texts;
mod topics;
mod unread;
mod unused;
mod walk;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::bundle::program::{ScenarioId, TopicId};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Model;
use crate::runtime::Prepared;

pub use at_step::{Known, known};
pub use bounds::{Bound, bounds};
pub use exits::{By, Exit, everywhere, exits, ops};
use flow::Flow;
pub use life_cycle::{changed_by, check as life_cycle, owns};
use paths::{Effects, Paths};
use space::Scanner;
use summary::Summaries;

/// Classes L03 to L05: where conversations go, and with which facts.
pub fn check(model: &Model) -> Diagnostics {
    let mut found: Diagnostics = no_transition(model);
    let summaries = Summaries::new(&model.program);
    let effects = Effects::new(&model.program);
    let prepared = Prepared::new(&model.program);
    let ids = 0..u32::try_from(model.program.scenarios.len()).unwrap_or(u32::MAX);
    let of_scenarios: Vec<(Diagnostics, Vec<TopicId>)> = ids
        .into_par_iter()
        .map_init(
            || Scanner::new(&model.program, &prepared),
            |scanner, n| {
                let flow = Flow::new(&model.program, ScenarioId(n), &summaries);
                let mut found = Diagnostics::new();
                reach::check(model, &flow, &mut found);
                let circles = loops::in_circles(&flow);
                let any = circles.iter().any(Option::is_some);
                let mut paths = Paths::new(model, scanner, &effects, ScenarioId(n), &circles);
                let rounds = paths.as_mut().map(|p| loops::Rounds::new(p, circles));
                let mut looping = BTreeSet::new();
                if any {
                    looping = cycles::check(model, &flow, rounds.as_ref(), &mut found);
                }
                if let (Some(paths), Some(rounds)) = (&mut paths, &rounds) {
                    loops::circles(model, paths, rounds, &mut looping, &mut found);
                }
                reach::way_out(model, &flow, &looping, &mut found);
                if let (Some(paths), Some(rounds)) = (&mut paths, &rounds) {
                    loops::check(model, &flow, paths, rounds, &mut looping, &mut found);
                    loops::unreached(model, paths, &flow, &mut found);
                    conditions::check(model, paths, &mut found);
                    known::check(model, paths, &mut found);
                }
                known::lost(model, ScenarioId(n), &mut found);
                (found, topics::jumps_at_once(&flow))
            },
        )
        .collect();
    let mut jumps = Vec::with_capacity(of_scenarios.len());
    for (of_scenario, topics) in of_scenarios {
        found.extend(of_scenario);
        jumps.push(topics);
    }
    calls::check(model, &mut found);
    unused::check(model, &mut found);
    unread::check(model, &mut found);
    topics::check(model, &jumps, &mut found);
    cues::check(model, &mut found);
    questions::check(model, &mut found);
    people::check(model, &mut found);
    channels::check(model, &mut found);
    bounds::check(model, &mut found);
    life_cycle::owners(model, &mut found);
    tables::check(model, &mut found);
    rules::check(model, &mut found);
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
