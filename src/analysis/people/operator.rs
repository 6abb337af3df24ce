//! L0804 «оператор» that leads to no operator, L0805 an option that promises one and leads elsewhere.
//!
//! A citizen may call for a person at every question: without a handler the call goes to the default
//! queue. So nobody can be cut off from one except by a handler, or by an option that takes the words.

use std::collections::VecDeque;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::analysis::ops::{Ops, To, Way};
use crate::bundle::program::{Handler, HandlersId, MenuOption, Op, Program, ScenarioId, Target};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::language::{Control, ControlPhrases};
use crate::model::Model;
use crate::value::HandlerOn;

/// Both checks.
pub fn check(model: &Model, found: &mut Diagnostics) {
    let program = &model.program;
    let phrases = ControlPhrases::new(program.lang).with(
        program
            .defaults
            .control
            .iter()
            .filter(|(command, _)| &**command == "operator")
            .map(|(_, phrase)| (Control::Operator, phrase.as_str())),
    );
    let ids = 0..u32::try_from(program.scenarios.len()).unwrap_or(u32::MAX);
    let findings: Vec<Diagnostics> = ids
        .into_par_iter()
        .map(|n| {
            let mut found = Diagnostics::new();
            of_scenario(model, &phrases, ScenarioId(n), &mut found);
            found
        })
        .collect();
    found.extend(findings.into_iter().flatten());
}

fn of_scenario(model: &Model, phrases: &ControlPhrases, id: ScenarioId, found: &mut Diagnostics) {
    let program = &model.program;
    let ops = Ops::new(program, id);
    if let Some(scenario) = program.scenarios.get(id.index()) {
        of_handlers(model, &ops, scenario.handlers, found);
    }
    for node in ops.nodes.clone() {
        let own = match ops.op(node) {
            Some(
                Op::Ask { handlers, .. }
                | Op::Derive { handlers, .. }
                | Op::Measures { handlers, .. }
                | Op::Identify { handlers, .. }
                | Op::Menu { handlers, .. },
            ) => *handlers,
            _ => continue,
        };
        of_handlers(model, &ops, own, found);
        let Some(Op::Menu { options, .. }) = ops.op(node) else {
            continue;
        };
        // Most options that call an operator lead to one at once.
        let elsewhere = |o: &MenuOption| !matches!(o.target, Target::Operator(..));
        for (n, option) in options.iter().enumerate().filter(|(_, o)| elsewhere(o)) {
            let mut words = std::iter::once(&option.label).chain(&option.synonyms);
            let calls = words.find(|w| phrases.find(w) == Some(Control::Operator));
            let place = model.places.targets.get(node).and_then(|t| t.get(n));
            if let (Some(words), Some(place)) = (calls, place)
                && !reaches(program, &ops, &option.target)
            {
                found.push(
                    Diagnostic::new(&codes::OPERATOR_OPTION, place.file, place.span)
                        .arg("words", words.as_str())
                        .arg("option", &*option.name),
                );
            }
        }
    }
}

fn of_handlers(model: &Model, ops: &Ops<'_>, list: HandlersId, found: &mut Diagnostics) {
    let handlers = model.program.handlers.get(list.index()).into_iter().flatten();
    let places = model.places.handlers.get(list.index()).into_iter().flatten();
    for (handler, place) in handlers.zip(places) {
        let Handler {
            on: HandlerOn::Operator,
            target,
            ..
        } = handler
        else {
            continue;
        };
        let reached = target.as_ref().is_some_and(|t| reaches(&model.program, ops, t));
        if !reached {
            found.push(Diagnostic::new(&codes::NO_OPERATOR, place.line.file, place.line.span));
        }
    }
}

/// Whether a target leads to an operator, or to a question at which calling for one does.
fn reaches(program: &Program, ops: &Ops<'_>, target: &Target) -> bool {
    let first = match target {
        Target::Step(step) => match program.steps.get(step.index()) {
            Some(step) => step.first.index(),
            None => return true,
        },
        target => return out(target),
    };
    let mut seen: FxHashSet<usize> = FxHashSet::default();
    let mut open = VecDeque::from([first]);
    while let Some(node) = open.pop_front() {
        if !seen.insert(node) {
            continue;
        }
        let free = match ops.op(node) {
            Some(
                Op::Ask { handlers, .. }
                | Op::Menu { handlers, .. }
                | Op::Derive { handlers, .. }
                | Op::Measures { handlers, .. }
                | Op::Identify { handlers, .. },
            ) => ops.handlers(*handlers).iter().all(|h| h.on != HandlerOn::Operator),
            // What a called scenario asks is asked under its own handlers.
            Some(Op::Call { .. }) => true,
            _ => false,
        };
        if free {
            return true;
        }
        for edge in ops.follow(node) {
            // Being misunderstood often enough is no way to call anybody.
            if let Way::Handler(HandlerOn::NoMatch | HandlerOn::NoInput | HandlerOn::MoreThan(_)) = edge.way {
                continue;
            }
            match edge.to {
                To::Node(next) => open.push_back(next),
                To::Out(target) if out(target) => return true,
                To::Nowhere => return true,
                To::Out(_) | To::Default => {}
            }
        }
    }
    false
}

/// Whether leaving a scenario leads to an operator: where it only leads to the next question, one can be
/// called there.
fn out(target: &Target) -> bool {
    match target {
        Target::Operator(..) | Target::Return | Target::Topic(_) => true,
        Target::Step(_) | Target::Finish(..) => false,
    }
}
