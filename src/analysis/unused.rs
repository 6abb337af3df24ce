//! L0307 scenarios that nobody starts.

use rustc_hash::FxHashSet;

use super::summary::editions;
use super::walk::ops_of_step;
use crate::bundle::program::{Answer, Op, Scenario, ScenarioId};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{DialogLineKind, Model};
use crate::span::Span;
use crate::value::Lang;

/// Reports scenarios that neither the start, a topic, a measure nor a used scenario leads to; those
/// that only an unused one calls follow from it and are left out.
pub fn check(model: &Model, found: &mut Diagnostics) {
    let program = &model.program;
    let calls = |n: usize| -> Vec<usize> {
        let steps = program
            .scenarios
            .get(n)
            .map_or(0..0, |s| s.steps.0.index()..s.steps.1.index());
        let ops = steps.flat_map(|s| ops_of_step(program, s));
        let called = ops.filter_map(|(_, op)| {
            if let Op::Call { scenario, .. } = op {
                Some(*scenario)
            } else {
                None
            }
        });
        called.flat_map(|id| editions(program, id)).collect()
    };
    let answers = program
        .topics
        .iter()
        .filter_map(|t| t.answer.as_ref())
        .chain(program.measures.iter().filter_map(|m| m.answer.as_ref()));
    let by_answer = answers.filter_map(|a| if let Answer::Scenario(id) = a { Some(*id) } else { None });
    let roots = by_answer.chain(program.defaults.start);
    let used = closure(roots.flat_map(|id| editions(program, id)), &calls);
    let unused = (0..program.scenarios.len()).filter(|n| !used.contains(n));
    let follows: FxHashSet<usize> = unused
        .clone()
        .flat_map(|n| calls(n).into_iter().filter(move |c| *c != n))
        .collect();
    let mut reported: FxHashSet<&str> = FxHashSet::default();
    for n in unused {
        let (Some(scenario), Some(place)) = (program.scenarios.get(n), model.places.scenarios.get(n)) else {
            continue;
        };
        let first_of_name = editions(program, ScenarioId(u32::try_from(n).unwrap_or(u32::MAX))).min() == Some(n);
        if !follows.contains(&n) && first_of_name && reported.insert(&scenario.name) {
            let finding =
                Diagnostic::new(&codes::UNUSED_SCENARIO, place.file, place.span).arg("scenario", &*scenario.name);
            found.push(draft(model, n, finding));
        }
    }
}

/// Offers to mark the scenario a draft, which changes nothing for people: above its first step, where
/// it has a single edition and no test speaks of it.
fn draft(model: &Model, n: usize, finding: Diagnostic) -> Diagnostic {
    let program = &model.program;
    let Some(scenario) = program.scenarios.get(n) else {
        return finding;
    };
    let tested = model
        .dialogs
        .iter()
        .flat_map(|d| &d.lines)
        .any(|line| match &line.kind {
            DialogLineKind::Start(id) => program
                .scenarios
                .get(id.index())
                .is_some_and(|s| s.name == scenario.name),
            DialogLineKind::Step(name) => {
                steps(scenario).any(|s| program.steps.get(s).is_some_and(|s| s.name == *name))
            }
            _ => false,
        });
    let editions = editions(program, ScenarioId(u32::try_from(n).unwrap_or(u32::MAX))).count();
    let Some(first) = steps(scenario).next().and_then(|s| model.places.steps.get(s)) else {
        return finding;
    };
    if tested || editions != 1 || first.whole.file != finding.place.file {
        return finding;
    }
    let word = match program.lang {
        Lang::Ru => "черновик",
        Lang::En => "draft",
    };
    // Steps begin with their indentation behind them: the new line takes it over.
    finding.replace(Span::at(first.whole.span.start), format!("{word}\n  "))
}

/// Indices of the steps of a scenario.
fn steps(scenario: &Scenario) -> std::ops::Range<usize> {
    scenario.steps.0.index()..scenario.steps.1.index()
}

fn closure(roots: impl Iterator<Item = usize>, next: &impl Fn(usize) -> Vec<usize>) -> FxHashSet<usize> {
    let mut seen: FxHashSet<usize> = FxHashSet::default();
    let mut open: Vec<usize> = roots.collect();
    while let Some(n) = open.pop() {
        if seen.insert(n) {
            open.extend(next(n));
        }
    }
    seen
}
