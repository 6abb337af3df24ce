//! Proofs over the model: one file a check. The only room with petgraph.
//!
//! Graphs are built from the very arrays that the engine follows. A name that could not be resolved
//! has been reported; here it leads nowhere and is taken for a way out, so that nothing is reported
//! because of it.

mod at_step;
mod beyond;
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
mod inline;
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

use crate::bundle::program::{ScenarioId, TopicId};
use crate::diag::{Diagnostic, Diagnostics, Secondary, codes};
use crate::diagram::{NONE, Ref};
use crate::model::Model;
use crate::runtime::Prepared;
use crate::value::Bi;

pub use at_step::{Known, known};
pub use bounds::{Bound, bounds};
pub use exits::{By, Exit, everywhere, exits, ops};
use flow::Flow;
use inline::{Inlined, WrittenOut};
pub use life_cycle::{changed_by, check as life_cycle, owns};
use paths::{Called, Carried, Effects, Followed, Paths};
use space::Scanner;
use summary::Summaries;

/// What came of one scenario.
struct Proved {
    found: Diagnostics,
    /// Topics that it jumps to at once.
    jumps: Vec<TopicId>,
    /// Whom it calls, and with which facts; `None` where more may be than happens.
    calls: Vec<(ScenarioId, Option<Carried>)>,
}

/// What is known at the calls of each scenario.
type Calls = Vec<Option<Vec<Carried>>>;

/// Classes L03 to L05: where conversations go, and with which facts. While it works it appends to the
/// model copies of scenarios that call others.
pub fn check(model: &mut Model) -> Diagnostics {
    let mut found: Diagnostics = no_transition(model);
    let mut summaries = Summaries::new(&model.program);
    let mut effects = Effects::new(&model.program);
    let prepared = Prepared::new(&model.program);
    let inlined = Inlined::append(model, &mut effects, &mut summaries);
    let of_scenarios = {
        let model: &Model = model;
        let mut calls: Calls = (0..effects.entered.len())
            .map(|n| inlined.is_complete(n).then(Vec::new))
            .collect();
        inlined.in_order(
            &mut calls,
            || Scanner::new(&model.program, &prepared),
            |scanner, n, calls| of_scenario(model, scanner, &effects, &summaries, &inlined, (n, calls)),
            |calls, _, proved: &mut Proved| {
                for (callee, carried) in std::mem::take(&mut proved.calls) {
                    if let Some(place) = calls.get_mut(callee.index()) {
                        match (place.as_mut(), carried) {
                            (Some(known), Some(carried)) => known.push(carried),
                            _ => *place = None,
                        }
                    }
                }
            },
        )
    };
    inlined.remove(model);
    let mut jumps = Vec::with_capacity(of_scenarios.len());
    for proved in of_scenarios {
        found.extend(proved.found);
        jumps.push(proved.jumps);
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

fn of_scenario<'p>(
    model: &'p Model,
    scanner: &mut Scanner<'p>,
    effects: &Effects,
    summaries: &Summaries,
    inlined: &Inlined,
    (n, calls): (usize, &Calls),
) -> Proved {
    let id = ScenarioId(u32::try_from(n).unwrap_or(u32::MAX));
    let flow = Flow::new(&model.program, id, summaries);
    let mut found = Diagnostics::new();
    reach::check(model, &flow, &mut found);
    let copy = inlined.of(n);
    let of_copy = copy.map(|c| Flow::new(&model.program, c.id, summaries));
    let whole = of_copy.as_ref().unwrap_or(&flow);
    let circles = loops::in_circles(whole);
    let any = circles.iter().any(Option::is_some);
    let called = calls.get(n).and_then(Option::as_ref).map(|with| Called {
        with,
        apart: inlined.is_called_apart(n),
    });
    let followed = Followed {
        id,
        copy,
        called: called.filter(|_| effects.is_called(id)),
    };
    let mut paths = Paths::new(model, scanner, effects, followed, &circles);
    let rounds = paths.as_mut().map(|p| loops::Rounds::new(p, circles));
    let mut looping = BTreeSet::new();
    if any {
        let own = copy.map_or(flow.graph.node_count(), |c| c.own);
        let followed = paths.as_mut().zip(rounds.as_ref());
        looping = cycles::check(model, whole, own, followed, &mut found);
    }
    if let (Some(paths), Some(rounds)) = (&mut paths, &rounds) {
        loops::circles(model, paths, rounds, &mut looping, &mut found);
    }
    let written: BTreeSet<u32> = match copy {
        Some(copy) => looping
            .iter()
            .filter_map(|s| copy.origin.get((s - whole.first) as usize))
            .copied()
            .collect(),
        None => looping.clone(),
    };
    reach::way_out(model, &flow, &written, &mut found);
    if let (Some(paths), Some(rounds)) = (&mut paths, &rounds) {
        loops::check(model, &flow, paths, rounds, &mut looping, &mut found);
        loops::unreached(model, paths, whole, &mut found);
        let own = found.len();
        conditions::check(model, paths, &mut found);
        known::check(model, paths, &mut found);
        if paths.is_only_called_as_known() {
            let rest_on_calls = found.iter_mut().skip(own).filter(|d| d.witness.is_none());
            rest_on_calls.for_each(|d| add_calls(model, inlined.lines(n), d));
        }
    }
    known::lost(model, id, &mut found);
    let calls = copy.map_or_else(Vec::new, |copy| calls_of(copy, paths.as_mut()));
    Proved {
        found,
        jumps: topics::jumps_at_once(&flow),
        calls,
    }
}

/// Says who calls a scenario of which something holds only because of what its callers know.
fn add_calls(model: &Model, lines: &[usize], finding: &mut Diagnostic) {
    let Some(place) = lines.first().and_then(|n| model.places.nodes.get(*n)) else {
        return;
    };
    let (ru, en) = if lines.len() == 1 {
        (
            "этот сценарий вызывают только отсюда, с тем, что здесь уже известно",
            "the scenario is called from here only, with what is known here",
        )
    } else {
        (
            "этот сценарий вызывают отсюда и из других мест, и каждый раз с такими же ответами",
            "the scenario is called from here and elsewhere, each time with such answers",
        )
    };
    finding.secondary.push(Secondary {
        place: *place,
        words: Bi { ru, en },
    });
}

/// What is known at the calls that are written out in a copy.
fn calls_of(copy: &WrittenOut, paths: Option<&mut Paths<'_, '_>>) -> Vec<(ScenarioId, Option<Carried>)> {
    let Some(paths) = paths else {
        return copy.sites.iter().map(|(callee, _)| (*callee, None)).collect();
    };
    let at = |first: usize| paths.entry.get(first).copied().unwrap_or(NONE);
    let sites: Vec<(ScenarioId, Ref)> = copy.sites.iter().map(|(callee, first)| (*callee, at(*first))).collect();
    sites
        .into_iter()
        .map(|(callee, set)| (callee, paths.carried(set)))
        .collect()
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
