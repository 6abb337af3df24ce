//! L0401 a case that no branch covers; L0402 and L0403 branches that are never or always taken; L0404
//! and L0405 comparisons that always come out the same; L0406 where there was no room to prove.

use super::beyond;
use super::paths::{Event, Paths};
use super::space::{NO, YES};
use crate::bundle::program::{BinaryOp, Derived, Expr, ExprId, FactId, Op, Program, Target};
use crate::diag::{Arg, Diagnostic, Diagnostics, codes};
use crate::diagram::{NONE, Ref};
use crate::model::Model;
use crate::span::Place;

/// A branch on the way: the set that comes to it, and what of it takes it.
struct Taken {
    before: Ref,
    taken: Ref,
}

/// Reports what is wrong with the conditions of a scenario.
pub fn check(model: &Model, paths: &mut Paths<'_, '_>, found: &mut Diagnostics) {
    let mut findings = Vec::new();
    let mut events = Vec::new();
    for step in 0..paths.entry.len() {
        let set = paths.entry.get(step).copied().unwrap_or(NONE);
        if set == NONE || !paths.is_own(step) {
            continue;
        }
        events.clear();
        paths.walk(paths.first + step, set, &mut events);
        let mut at = None;
        let mut branches: Vec<Taken> = Vec::new();
        let mut rest = NONE;
        for event in &events {
            match event {
                Event::At {
                    node,
                    op: Op::If { .. },
                    set,
                } => at = Some((*node, *set)),
                Event::Branch { before, taken, .. } => branches.push(Taken {
                    before: *before,
                    taken: *taken,
                }),
                Event::Rest { set, .. } => rest = *set,
                _ => {}
            }
        }
        if let Some((node, set)) = at {
            one(model, paths, node, set, &branches, rest, &mut findings);
        }
    }
    // A scenario without room proves nothing of its ways: one note, and what each `если` says by itself.
    if paths.rough {
        if let Some(place) = model.places.scenarios.get(paths.id.index()) {
            found.push(
                Diagnostic::new(&codes::TOO_MANY_CASES, place.file, place.span).arg("scenario", &*paths.scenario.name),
            );
        }
        beyond::check(model, paths, found);
        return;
    }
    found.extend(findings);
}

fn one(
    model: &Model,
    paths: &mut Paths<'_, '_>,
    node: usize,
    set: Ref,
    branches: &[Taken],
    rest: Ref,
    found: &mut Diagnostics,
) {
    let program = &model.program;
    let Some(Op::If {
        branches: written,
        otherwise,
    }) = program.nodes.get(node).map(|n| &n.op)
    else {
        return;
    };
    if rest != NONE && !paths.rough {
        uncovered(model, paths, node, found);
    }
    let fixed = |id: &ExprId| matches!(program.exprs.get(id.index()), Some(Expr::Const(_)));
    for (n, (branch, (condition, target))) in branches.iter().zip(written).enumerate() {
        if fixed(condition) || names_nothing(target) {
            continue;
        }
        let Some(place) = model.places.expr(*condition) else {
            continue;
        };
        if branch.taken == set {
            if branches.len() > 1 || otherwise.is_some() {
                found.push(constant(&codes::BRANCH_ALWAYS, place, model, *condition));
            }
            // What stands behind follows from it.
            break;
        }
        if branch.taken == NONE {
            let mut finding = constant(&codes::BRANCH_NEVER, place, model, *condition);
            if branch.before == NONE
                && let Some((first, _)) = written.first()
                && let Some(first) = model.places.expr(*first)
                && n > 0
            {
                finding = finding.also(
                    first.file,
                    first.span,
                    "строки отсюда уже разобрали все случаи",
                    "the lines from here have dealt with every case",
                );
            }
            found.push(finding);
            continue;
        }
        parts(model, paths, *condition, set, found);
    }
}

/// A target that could not be resolved has been reported.
pub fn names_nothing(target: &Target) -> bool {
    matches!(target, Target::Step(step) if step.is_none())
}

/// A finding at a condition, with the facts that it reads.
pub fn constant(entry: &'static crate::diag::Entry, place: Place, model: &Model, condition: ExprId) -> Diagnostic {
    let mut read = Vec::new();
    model.program.facts_read(condition, &mut read);
    let names: Vec<String> = read
        .iter()
        .filter_map(|f| model.program.facts.get(f.index()))
        .map(|f| format!("«{}»", f.name))
        .collect();
    Diagnostic::new(entry, place.file, place.span).arg("facts", Arg::Text(names.join(", ")))
}

fn uncovered(model: &Model, paths: &mut Paths<'_, '_>, node: usize, found: &mut Diagnostics) {
    let route = paths.route_as_told(|_, event| match event {
        Event::Rest { node: n, set } if *n == node => Some((node, *set)),
        _ => None,
    });
    let (Some(route), Some(place)) = (route, model.places.nodes.get(node)) else {
        return;
    };
    found.push(
        Diagnostic::new(&codes::CASE_NOT_COVERED, place.file, place.span)
            .arg("perhaps", Paths::perhaps(route.assumed))
            .arg("case", paths.in_words(&route))
            .witness(paths.witness(&route)),
    );
}

/// Comparisons below «и», «или» and «не» that come out the same whenever the `если` is reached.
fn parts(model: &Model, paths: &mut Paths<'_, '_>, condition: ExprId, set: Ref, found: &mut Diagnostics) {
    let mut open = below(&model.program, condition);
    while let Some(part) = open.pop() {
        let inner = below(&model.program, part);
        if !inner.is_empty() {
            open.extend(inner);
            continue;
        }
        if matches!(model.program.exprs.get(part.index()), Some(Expr::Const(_)) | None) {
            continue;
        }
        // What is derived gives its legal grounds where it is read: it does something all the same.
        let mut read = Vec::new();
        model.program.facts_read(part, &mut read);
        let derived = |f: &FactId| {
            model
                .program
                .facts
                .get(f.index())
                .is_some_and(|f| f.derived != Derived::No)
        };
        if read.is_empty() || read.iter().any(derived) {
            continue;
        }
        let Some(truth) = paths.space.truth(part) else { continue };
        let entry = [(YES, &codes::COMPARISON_TRUE), (NO, &codes::COMPARISON_FALSE)]
            .into_iter()
            .find(|(says, _)| paths.saying(set, Some(truth), *says) == set);
        if let (Some((_, entry)), Some(place)) = (entry, model.places.expr(part)) {
            found.push(constant(entry, place, model, part));
        }
    }
}

fn below(program: &Program, id: ExprId) -> Vec<ExprId> {
    match program.exprs.get(id.index()) {
        Some(Expr::Not(a)) => vec![*a],
        Some(Expr::Binary(BinaryOp::And | BinaryOp::Or, a, b)) => vec![*b, *a],
        _ => Vec::new(),
    }
}
