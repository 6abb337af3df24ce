//! L0501 a fact is used before it can be known; L0502 asked though always known; L0505 a text may show
//! «не известно».

use rustc_hash::FxHashSet;

use super::paths::{Event, Paths, has_question, holes, spoken_of};
use super::space::{Key, YES, below};
use super::walk::ops_of_step;
use crate::bundle::program::{ExprId, FactId, Op, Target};
use crate::diag::{Arg, Diagnostic, Diagnostics, codes};
use crate::diagram::{ALL, NONE, Ref};
use crate::model::Model;

/// Reports what is read too early and asked too late.
pub fn check(model: &Model, paths: &mut Paths<'_, '_>, found: &mut Diagnostics) {
    if paths.rough {
        return;
    }
    let given = paths.given.clone();
    let given_here = &given.any;
    let mut events = Vec::new();
    let mut findings = Vec::new();
    let mut early: FxHashSet<FactId> = FxHashSet::default();
    for step in 0..paths.entry.len() {
        let set = paths.entry.get(step).copied().unwrap_or(NONE);
        if set == NONE || !paths.is_own(step) {
            continue;
        }
        events.clear();
        paths.walk(paths.first + step, set, &mut events);
        for event in &events {
            let Event::At { node, op, set } = event else { continue };
            match op {
                Op::Ask { fact, .. } => always_known(model, paths, *node, *fact, *set, &mut findings),
                Op::If { branches, otherwise } => {
                    let conditions: Vec<ExprId> = branches.iter().map(|(c, _)| *c).collect();
                    let _ = otherwise;
                    too_early(
                        model,
                        paths,
                        *node,
                        &conditions,
                        *set,
                        given_here,
                        &mut early,
                        &mut findings,
                    );
                }
                Op::Lookup { args, .. } => {
                    for arg in args {
                        input(model, paths, *node, *arg, *set, given_here, &mut early, &mut findings);
                    }
                }
                _ => {}
            }
            if let Some(spoken) = spoken_of(op) {
                let shown: Vec<ExprId> = holes(&model.program, spoken).collect();
                for hole in shown {
                    unknown_shown(model, paths, *node, hole, *set, given_here, &mut findings);
                }
            }
        }
    }
    if !paths.rough {
        found.extend(findings);
    }
}

fn always_known(
    model: &Model,
    paths: &mut Paths<'_, '_>,
    node: usize,
    fact: FactId,
    set: Ref,
    found: &mut Diagnostics,
) {
    let Some(var) = paths.space.var_of(fact) else { return };
    if paths.narrowed(set, var, |v, not_asked| v == not_asked) != NONE {
        return;
    }
    let (Some(place), Some(fact)) = (model.places.nodes.get(node), model.program.facts.get(fact.index())) else {
        return;
    };
    found.push(Diagnostic::new(&codes::ASKED_THOUGH_KNOWN, place.file, place.span).arg("fact", &*fact.name));
}

/// Whether a scenario answers for a fact: it asks it elsewhere, or nobody in the base gives it at all.
fn answers_for(paths: &Paths<'_, '_>, fact: FactId, given_here: &FxHashSet<FactId>) -> bool {
    let param = paths.scenario.params.contains(&fact)
        || paths.given.pursued.contains(&fact)
        || paths.given.looked_up.contains(&fact);
    let nobody = !paths.effects.given.contains(&fact) && has_question(paths.program(), fact);
    !param && (given_here.contains(&fact) || nobody)
}

/// A condition reads a fact that was not asked, and would come out otherwise for some value of it.
#[allow(clippy::too_many_arguments, reason = "the parts of one finding")]
fn too_early(
    model: &Model,
    paths: &mut Paths<'_, '_>,
    node: usize,
    conditions: &[ExprId],
    set: Ref,
    given_here: &FxHashSet<FactId>,
    early: &mut FxHashSet<FactId>,
    found: &mut Diagnostics,
) {
    for fact in below(&model.program, conditions) {
        let Some(var) = paths.space.var_of(fact) else { continue };
        if early.contains(&fact) || !answers_for(paths, fact, given_here) {
            continue;
        }
        let open = paths.narrowed(set, var, |v, not_asked| v == not_asked);
        if open == NONE {
            continue;
        }
        // What each branch takes of all facts, and what is left to `иначе` or to nobody.
        let mut takes: Vec<Ref> = Vec::new();
        let mut left = ALL;
        for condition in conditions {
            let truth = paths.space.truth(*condition);
            if truth.is_none() {
                return;
            }
            let taken = paths.saying(left, truth, YES);
            left = paths.without(left, taken);
            takes.push(taken);
        }
        takes.push(left);
        let mut otherwise = NONE;
        for (n, here) in takes.iter().enumerate() {
            let here = paths.both(open, *here);
            for (m, there) in takes.iter().enumerate() {
                if n != m && here != NONE {
                    let told = paths.narrowed(*there, var, |v, not_asked| v + 1 < not_asked);
                    let told = paths.freed(told, fact);
                    let both = paths.both(here, told);
                    otherwise = paths.joined(otherwise, both);
                }
            }
        }
        if otherwise == NONE || !early.insert(fact) {
            continue;
        }
        let place = conditions.first().and_then(|c| model.places.expr(*c));
        let place = conditions
            .iter()
            .find(|c| below(&model.program, &[**c]).contains(&fact))
            .and_then(|c| model.places.expr(*c))
            .or(place);
        report_early(model, paths, node, fact, otherwise, place, found);
    }
}

/// An input of a lookup that is not known because a fact was not asked.
#[allow(clippy::too_many_arguments, reason = "the parts of one finding")]
fn input(
    model: &Model,
    paths: &mut Paths<'_, '_>,
    node: usize,
    arg: ExprId,
    set: Ref,
    given_here: &FxHashSet<FactId>,
    early: &mut FxHashSet<FactId>,
    found: &mut Diagnostics,
) {
    let Some(known) = paths.space.known(arg) else { return };
    let unknown = paths.without(set, known);
    let read = below(&model.program, &[arg]);
    for fact in read {
        let Some(var) = paths.space.var_of(fact) else { continue };
        if early.contains(&fact) || !answers_for(paths, fact, given_here) {
            continue;
        }
        let open = paths.narrowed(unknown, var, |v, not_asked| v == not_asked);
        if open != NONE && early.insert(fact) {
            let place = model.places.expr(arg);
            report_early(model, paths, node, fact, open, place, found);
        }
    }
}

fn report_early(
    model: &Model,
    paths: &mut Paths<'_, '_>,
    node: usize,
    fact: FactId,
    bad: Ref,
    place: Option<crate::span::Place>,
    found: &mut Diagnostics,
) {
    let route = paths.route(|paths, event| match event {
        Event::At { node: n, set, .. } if *n == node => Some((node, paths.both(*set, bad))),
        _ => None,
    });
    let (Some(route), Some(place), Some(fact)) = (route, place, model.program.facts.get(fact.index())) else {
        return;
    };
    if route.assumed {
        return;
    }
    let steps: Vec<String> = route
        .steps
        .iter()
        .filter(|s| **s < paths.own)
        .filter_map(|s| model.program.steps.get(paths.first + s))
        .map(|s| format!("«{}»", s.name))
        .collect();
    found.push(
        Diagnostic::new(&codes::USED_BEFORE_KNOWN, place.file, place.span)
            .arg("fact", &*fact.name)
            .arg("way", Arg::Text(steps.join(" → ")))
            .witness(paths.witness(&route)),
    );
}

/// An insertion that may be unknown.
fn unknown_shown(
    model: &Model,
    paths: &mut Paths<'_, '_>,
    node: usize,
    hole: ExprId,
    set: Ref,
    given_here: &FxHashSet<FactId>,
    found: &mut Diagnostics,
) {
    let read = below(&model.program, &[hole]);
    // What stands in brackets is for callers to give, where not all of them are known.
    let taken = |p: &FactId| read.contains(p) && !paths.is_only_called_as_known();
    if !read.iter().any(|f| given_here.contains(f)) || paths.scenario.params.iter().any(taken) {
        return;
    }
    let Some(known) = paths.space.known(hole) else { return };
    // Whether working it out may fail for reasons of its own is not a matter of what was asked.
    let mut unknown = paths.without(set, known);
    for var in paths.space.forest.support(&[known]) {
        match paths.space.get(var).map(|v| &v.key) {
            Some(Key::Fail(_)) => unknown = paths.narrowed(unknown, var, |v, _| v == 0),
            Some(Key::Opaque(_)) => return,
            _ => {}
        }
    }
    // What only a caller, another scenario or the channel gives is not for this scenario to answer for.
    for fact in read {
        if !given_here.contains(&fact)
            && let Some(var) = paths.space.var_of(fact)
        {
            unknown = paths.narrowed(unknown, var, |v, not_asked| v + 1 < not_asked);
        }
    }
    if unknown == NONE || paths.rests_on_assumption(&[unknown]) {
        return;
    }
    let route = paths.route_as_told(|paths, event| match event {
        Event::At { node: n, set, .. } if *n == node => Some((node, paths.both(*set, unknown))),
        _ => None,
    });
    let (Some(route), Some(place)) = (route, model.places.expr(hole)) else {
        return;
    };
    found.push(
        Diagnostic::new(&codes::UNKNOWN_SHOWN, place.file, place.span)
            .arg("case", paths.in_words(&route))
            .witness(paths.witness(&route)),
    );
}

/// L0504: values that are written again or forgotten before anything reads them.
pub fn lost(model: &Model, scenario: crate::bundle::program::ScenarioId, found: &mut Diagnostics) {
    let program = &model.program;
    let Some(declared) = program.scenarios.get(scenario.index()) else {
        return;
    };
    for step in declared.steps.0.index()..declared.steps.1.index() {
        for (node, op) in ops_of_step(program, step) {
            let Op::Set(fact, _) = op else { continue };
            let mut lost_at = None;
            if fact.is_none() || is_read(model, declared.handlers, step, node, *fact, &mut lost_at) {
                continue;
            }
            let (Some(place), Some(named)) = (model.places.nodes.get(node), program.facts.get(fact.index())) else {
                continue;
            };
            let mut finding =
                Diagnostic::new(&codes::WRITTEN_AND_LOST, place.file, place.span).arg("fact", &*named.name);
            if let Some(place) = lost_at.and_then(|n: usize| model.places.nodes.get(n)) {
                finding = finding.also(
                    place.file,
                    place.span,
                    "здесь значение пропадает",
                    "here the value is lost",
                );
            }
            found.push(finding);
        }
    }
}

/// Steps that are looked through behind one `записать`.
const MAX_BEHIND: usize = 200;

/// Whether something may read a value behind the line that writes it.
fn is_read(
    model: &Model,
    everywhere: crate::bundle::program::HandlersId,
    step: usize,
    node: usize,
    fact: FactId,
    lost_at: &mut Option<usize>,
) -> bool {
    let program = &model.program;
    let mut seen: FxHashSet<usize> = FxHashSet::default();
    let mut open: Vec<(usize, usize)> = vec![(step, node + 1)];
    while let Some((step, from)) = open.pop() {
        if seen.len() > MAX_BEHIND {
            return true;
        }
        for (at, op) in ops_of_step(program, step).filter(|(n, _)| *n >= from) {
            let reads = match op {
                Op::Set(to, expr) => {
                    if below(program, &[*expr]).contains(&fact) {
                        return true;
                    }
                    if *to == fact {
                        *lost_at = Some(at);
                        break;
                    }
                    false
                }
                Op::Forget(facts) if facts.contains(&fact) => {
                    *lost_at = Some(at);
                    break;
                }
                Op::Forget(_) | Op::Go(_) => false,
                Op::Say(spoken) => {
                    let shown: Vec<ExprId> = holes(program, *spoken).collect();
                    below(program, &shown).contains(&fact)
                }
                Op::If { branches, .. } => {
                    let conditions: Vec<ExprId> = branches.iter().map(|(c, _)| *c).collect();
                    below(program, &conditions).contains(&fact)
                }
                // A question skips what is known, a call and a hand-over may look at anything.
                Op::Ask { fact: asked, text, .. } => {
                    let shown: Vec<ExprId> = holes(program, *text).collect();
                    *asked == fact || below(program, &shown).contains(&fact)
                }
                Op::Menu { .. } => false,
                _ => true,
            };
            if reads {
                return true;
            }
            let own = super::walk::targets_of(program, op).into_iter().map(|(_, t)| t);
            let shared = super::walk::handlers(program, everywhere).filter_map(|h| h.target.as_ref());
            let waits = matches!(op, Op::Ask { .. } | Op::Menu { .. });
            for target in own.chain(shared.filter(|_| waits)) {
                match target {
                    Target::Step(to) if !to.is_none() => {
                        if seen.insert(to.index()) {
                            open.push((to.index(), 0));
                        }
                    }
                    _ => return true,
                }
            }
        }
    }
    lost_at.is_none()
}
