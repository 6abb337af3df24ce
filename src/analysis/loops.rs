//! L0304 and L0305 by conditions, L0314 no feasible way out, L0315 a question that stays silent.

use std::collections::BTreeSet;

use petgraph::algo::kosaraju_scc;

use super::circle;
use super::flow::Flow;
use super::paths::{Event, Label, Paths};
use super::reach;
use super::walk::ops_of_step;
use crate::bundle::program::{FactId, Op, Target};
use crate::diag::{Arg, Diagnostic, Diagnostics, Severity, codes};
use crate::diagram::{NONE, Ref};
use crate::model::Model;

/// Steps of a circle without a word that are followed for the message.
const MAX_ROUND: usize = 1_000;

/// The steps that stand in circles of the graph, those that lead to each other with the same number.
pub fn in_circles(flow: &Flow) -> Vec<Option<u32>> {
    let mut inside = vec![None; flow.graph.node_count()];
    for (number, component) in (0_u32..).zip(kosaraju_scc(&flow.graph)) {
        let alone = component.len() == 1 && component.first().is_some_and(|n| !flow.graph.contains_edge(*n, *n));
        if !alone {
            for node in component {
                if let Some(place) = inside.get_mut(node.index()) {
                    *place = Some(number);
                }
            }
        }
    }
    inside
}

/// What the circles of a scenario come to, once conditions are taken into account.
pub struct Rounds {
    inside: Vec<Option<u32>>,
    /// Facts with which a step goes on for ever without waiting, as far as runs get there.
    silent: Vec<Ref>,
    /// The same where it may wait for sources.
    looked_up: Vec<Ref>,
}

impl Rounds {
    pub fn new(paths: &mut Paths<'_, '_>, inside: Vec<Option<u32>>) -> Self {
        let (program, first) = (paths.program(), paths.first);
        let looks_up = |step: usize| {
            let mut lines = ops_of_step(program, first + step);
            lines.any(|(_, op)| matches!(op, Op::Lookup { .. }))
        };
        let sources = inside
            .iter()
            .enumerate()
            .any(|(n, inside)| inside.is_some() && looks_up(n));
        let mut of = |wanted: bool, sources: bool| {
            let mut sets = if wanted {
                paths.silent(&inside, sources)
            } else {
                Vec::new()
            };
            for (step, set) in sets.iter_mut().enumerate() {
                let entry = paths.entry.get(step).copied().unwrap_or(NONE);
                *set = paths.both(*set, entry);
            }
            sets
        };
        let silent = of(inside.iter().any(Option::is_some), false);
        let looked_up = of(sources, true);
        Self {
            inside,
            silent,
            looked_up,
        }
    }

    /// Whether some run goes round through a step for ever.
    pub fn holds(&self, step: usize) -> bool {
        self.silent.get(step).is_some_and(|s| *s != NONE)
    }

    /// Whether some run goes round among these steps alone for ever and waits for sources only.
    pub fn holds_among(paths: &mut Paths<'_, '_>, steps: &[usize]) -> bool {
        let mut inside = vec![None; paths.entry.len()];
        for step in steps {
            if let Some(place) = inside.get_mut(*step) {
                *place = Some(0);
            }
        }
        let sets = paths.silent(&inside, true);
        let mut met = steps.iter().map(|step| {
            let entry = paths.entry.get(*step).copied().unwrap_or(NONE);
            let set = sets.get(*step).copied().unwrap_or(NONE);
            paths.both(set, entry)
        });
        met.any(|set| set != NONE)
    }

    /// Whether some run goes round through a step for ever and waits for sources only.
    pub fn holds_with_sources(&self, step: usize) -> bool {
        self.looked_up.get(step).is_some_and(|s| *s != NONE)
    }
}

/// Reports circles without a word; `looping` are steps already reported, and gets those that are.
pub fn circles(
    model: &Model,
    paths: &mut Paths<'_, '_>,
    rounds: &Rounds,
    looping: &mut BTreeSet<u32>,
    found: &mut Diagnostics,
) {
    if paths.rough {
        return;
    }
    for step in 0..rounds.silent.len() {
        let here = u32::try_from(paths.first + step).unwrap_or(u32::MAX);
        if rounds.holds(step) && !looping.contains(&here) {
            // From one step several circles may be entered, each by a way of its own.
            let mut way = 0;
            while silent(model, paths, rounds, (step, way), looping, found) {
                way += 1;
            }
        }
    }
}

/// Reports steps without a feasible way out and questions that stay silent.
pub fn check(
    model: &Model,
    flow: &Flow,
    paths: &mut Paths<'_, '_>,
    rounds: &Rounds,
    looping: &mut BTreeSet<u32>,
    found: &mut Diagnostics,
) {
    if paths.rough || rounds.inside.iter().all(Option::is_none) {
        return;
    }
    let mut ends = None;
    let with_way_out = reach::with_way_out(flow);
    for step in 0..paths.own {
        let here = u32::try_from(paths.first + step).unwrap_or(u32::MAX);
        let entry = paths.entry.get(step).copied().unwrap_or(NONE);
        if entry == NONE || rounds.inside.get(step).is_none_or(Option::is_none) || !looping.is_empty() {
            continue;
        }
        let ends = ends.get_or_insert_with(|| paths.can_end());
        let set = ends.get(step).copied().unwrap_or(NONE);
        // Where nothing leads out at all, the graph has said so.
        if with_way_out.get(step) != Some(&true) {
            continue;
        }
        let stuck = paths.without(entry, set);
        if stuck != NONE && !paths.rough {
            stranded(model, paths, step, set, found);
            looping.insert(here);
        }
    }
    for step in 0..paths.own {
        if rounds.inside.get(step).is_some_and(Option::is_some) {
            skipped(model, paths, step, found);
        }
    }
}

/// A circle that goes round without a word from some step on, which is left by its `n`th way that does;
/// `false` where there are fewer.
fn silent(
    model: &Model,
    paths: &mut Paths<'_, '_>,
    rounds: &Rounds,
    (step, nth): (usize, usize),
    looping: &mut BTreeSet<u32>,
    found: &mut Diagnostics,
) -> bool {
    let mut left = nth;
    let mut set = rounds.silent.get(step).copied().unwrap_or(NONE);
    let mut way = vec![step];
    let mut at = step;
    let mut events = Vec::new();
    let mut closed = false;
    for _ in 0..MAX_ROUND {
        events.clear();
        paths.walk(paths.first + at, set, &mut events);
        let mut next = None;
        for event in &events {
            if let Event::Edge {
                label: Label::Go | Label::Branch(_),
                target: Target::Step(to),
                set,
                ..
            } = event
                && let Some(to) = paths.node_of(*to)
            {
                let again = rounds.silent.get(to).copied().unwrap_or(NONE);
                let here = rounds.inside.get(to) == rounds.inside.get(at);
                let both = if here { paths.both(*set, again) } else { NONE };
                if both != NONE && left > 0 && way.len() == 1 {
                    left -= 1;
                } else if both != NONE {
                    next = Some((to, both));
                    break;
                }
            }
        }
        let Some((to, both)) = next else { return false };
        set = both;
        at = to;
        // Back at a step; whether it goes on like that is for the facts to say.
        let turns = way.iter().enumerate().rev().filter(|(_, s)| **s == to).map(|(n, _)| n);
        let turns: Vec<usize> = turns.collect();
        if let Some(from) = turns
            .into_iter()
            .find(|from| goes_on(paths, rounds, way.get(*from..).unwrap_or(&[]), both))
        {
            way.drain(..from);
            closed = true;
            break;
        }
        way.push(to);
    }
    if !closed {
        return false;
    }
    let program = &model.program;
    let first = way.iter().copied().min().unwrap_or(step);
    let turn = way.iter().position(|s| *s == first).unwrap_or(0);
    way.rotate_left(turn);
    let told = |s: &usize| looping.contains(&u32::try_from(paths.first + s).unwrap_or(u32::MAX));
    if way.iter().all(told) {
        return true;
    }
    looping.extend(way.iter().filter_map(|s| u32::try_from(paths.first + s).ok()));
    // A circle within a scenario that is called is told there.
    if first >= paths.own {
        return true;
    }
    let asked = way.iter().find_map(|s| asked_in(paths, *s));
    let target = rounds.silent.get(first).copied().unwrap_or(NONE);
    let start = paths.first + first;
    let route = paths.route(|paths, event| match event {
        Event::At { node, set, .. } if model.program.steps.get(start).is_some_and(|s| s.first.index() == *node) => {
            Some((*node, paths.both(*set, target)))
        }
        _ => None,
    });
    let Some(place) = model.places.steps.get(start).map(|p| p.name) else {
        return true;
    };
    let name = |s: &usize| program.steps.get(paths.first + s).map_or("", |s| &*s.name);
    let entry = if asked.is_none() {
        &codes::ENDLESS_LOOP
    } else {
        &codes::ANSWERED_LOOP
    };
    let mut finding = Diagnostic::new(entry, place.file, place.span).arg(
        "circle",
        Arg::Text(circle(way.iter().filter(|s| **s < paths.own).map(name))),
    );
    if let Some(fact) = asked.and_then(|f| program.facts.get(f.index())) {
        finding = finding.arg("fact", &*fact.name);
    }
    if let Some(route) = route {
        // What may be is no reason to stop anybody.
        if route.assumed {
            finding.severity = Severity::Warning;
        }
        finding = finding.witness(paths.witness(&route));
    }
    found.push(finding);
    true
}

/// Whether some facts go round a circle of steps again and again, and do not leave it after a few rounds.
fn goes_on(paths: &mut Paths<'_, '_>, rounds: &Rounds, circle: &[usize], mut set: Ref) -> bool {
    let mut before: Vec<Ref> = Vec::new();
    while !before.contains(&set) && before.len() < MAX_ROUND {
        before.push(set);
        for (n, step) in circle.iter().enumerate() {
            let next = circle.get(n + 1).or(circle.first()).copied().unwrap_or(*step);
            let again = rounds.silent.get(next).copied().unwrap_or(NONE);
            let mut events = Vec::new();
            paths.walk(paths.first + step, set, &mut events);
            set = NONE;
            for event in &events {
                if let Event::Edge {
                    label: Label::Go | Label::Branch(_),
                    target: Target::Step(to),
                    set: there,
                    ..
                } = event
                    && paths.node_of(*to) == Some(next)
                {
                    let both = paths.both(*there, again);
                    set = paths.joined(set, both);
                }
            }
            if set == NONE {
                return false;
            }
        }
    }
    true
}

/// The first fact that a step, or a call in it, asks.
fn asked_in(paths: &Paths<'_, '_>, step: usize) -> Option<FactId> {
    let program = paths.program();
    ops_of_step(program, paths.first + step).find_map(|(_, op)| match op {
        Op::Ask { fact, .. } => Some(*fact),
        Op::Derive { .. } | Op::Measures { .. } => paths.effects.pursued(op).first().copied(),
        Op::Call { scenario, .. } => {
            let effect = paths.effects.of_call(*scenario)?;
            effect.asks.iter().min().copied()
        }
        _ => None,
    })
}

/// Facts with which no continuation leaves the scenario.
fn stranded(model: &Model, paths: &mut Paths<'_, '_>, step: usize, ends: Ref, found: &mut Diagnostics) {
    let start = paths.first + step;
    let route = paths.route(|paths, event| match event {
        Event::At { node, set, .. } if model.program.steps.get(start).is_some_and(|s| s.first.index() == *node) => {
            Some((*node, paths.without(*set, ends)))
        }
        _ => None,
    });
    let (Some(route), Some(place)) = (route, model.places.steps.get(start).map(|p| p.name)) else {
        return;
    };
    let name = model.program.steps.get(start).map_or("", |s| &*s.name);
    found.push(
        Diagnostic::new(&codes::NO_FEASIBLE_WAY_OUT, place.file, place.span)
            .arg("step", name)
            .arg("case", paths.in_words(&route))
            .witness(paths.witness(&route)),
    );
}

/// An option that leads back to its own menu past a question that is not asked.
fn skipped(model: &Model, paths: &mut Paths<'_, '_>, step: usize, found: &mut Diagnostics) {
    let entry = paths.entry.get(step).copied().unwrap_or(NONE);
    let program = &model.program;
    let menu = ops_of_step(program, paths.first + step).find(|(_, op)| matches!(op, Op::Menu { .. }));
    let (Some((menu, Op::Menu { options, .. })), true) = (menu, entry != NONE) else {
        return;
    };
    let mut events = Vec::new();
    paths.walk(paths.first + step, entry, &mut events);
    let edges: Vec<(usize, usize, Ref)> = events
        .iter()
        .filter_map(|e| match e {
            Event::Edge {
                label: Label::Option(n),
                target: Target::Step(to),
                set,
                ..
            } => Some((*n, paths.node_of(*to)?, *set)),
            _ => None,
        })
        .collect();
    for (n, to, set) in edges {
        let Some(fact) = stays_silent(paths, step, to, set) else {
            continue;
        };
        let place = model.places.targets.get(menu).and_then(|t| t.get(n));
        let (Some(place), Some(option), Some(fact)) = (place, options.get(n), program.facts.get(fact.index())) else {
            continue;
        };
        found.push(
            Diagnostic::new(&codes::SILENT_QUESTION, place.file, place.span)
                .arg("option", &*option.label)
                .arg("fact", &*fact.name),
        );
    }
}

/// The fact whose question is skipped on the silent way from a step back to a menu.
fn stays_silent(paths: &mut Paths<'_, '_>, menu: usize, mut at: usize, mut set: Ref) -> Option<FactId> {
    let mut fact = None;
    let mut events = Vec::new();
    for _ in 0..20 {
        if at == menu {
            return fact;
        }
        events.clear();
        paths.walk(paths.first + at, set, &mut events);
        let mut next = None;
        for event in &events {
            match event {
                Event::At {
                    op: Op::Ask { fact: asked, .. },
                    set,
                    ..
                } => {
                    let var = paths.space.var_of(*asked)?;
                    if paths.narrowed(*set, var, |v, not_asked| v == not_asked) != NONE {
                        return None;
                    }
                    fact = fact.or(Some(*asked));
                }
                Event::At {
                    op: Op::Say(_) | Op::Go(_) | Op::If { .. },
                    ..
                } => {}
                Event::At { .. } => return None,
                Event::Edge {
                    target: Target::Step(to),
                    set,
                    ..
                } if next.is_none() => next = Some((paths.node_of(*to)?, *set)),
                Event::Edge { .. } => return None,
                Event::Rest { set, .. } if *set != NONE => return None,
                _ => {}
            }
        }
        (at, set) = next?;
    }
    None
}

/// L0313: steps that ways lead to and no run reaches, and whose reason no other finding names.
pub fn unreached(model: &Model, paths: &mut Paths<'_, '_>, flow: &Flow, found: &mut Diagnostics) {
    if paths.rough {
        return;
    }
    let program = &model.program;
    for node in flow.graph.node_indices().take(paths.own) {
        let step = node.index();
        if paths.entry.get(step) != Some(&NONE) {
            continue;
        }
        // Behind another step that is not reached, or behind a branch that is never taken, it follows.
        let before: Vec<usize> = flow
            .graph
            .neighbors_directed(node, petgraph::Direction::Incoming)
            .map(|n| n.index())
            .collect();
        let met = |s: usize| paths.entry.get(s).is_some_and(|e| *e != NONE);
        // What stands behind a call in a step belongs to that step, whether or not the call comes back.
        let live = |s: &usize| *s != step && (met(*s) || paths.written_as(*s).is_some_and(met));
        let by_branch = before.iter().filter(|s| **s != step && met(**s)).any(|s| {
            ops_of_step(program, paths.first + s).any(|(_, op)| match op {
                Op::If { branches, otherwise } => branches
                    .iter()
                    .map(|(_, t)| t)
                    .chain(otherwise)
                    .any(|t| matches!(t, Target::Step(to) if paths.node_of(*to) == Some(step))),
                _ => false,
            })
        });
        if by_branch || !before.iter().any(live) {
            continue;
        }
        let Some(place) = model.places.steps.get(paths.first + step).map(|p| p.name) else {
            continue;
        };
        found.push(
            Diagnostic::new(&codes::STEP_NEVER_REACHED, place.file, place.span)
                .arg("step", program.steps.get(paths.first + step).map_or("", |s| &*s.name)),
        );
    }
}
