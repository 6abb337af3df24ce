//! Walking the arrays of the program: nodes of a step, targets of a node.

use crate::bundle::program::{FactId, Handler, HandlerOn, HandlersId, Op, Program, Scenario, SourceId, Target};

/// Nodes of a step with their indexes, up to and with its transition.
pub fn ops_of_step(program: &Program, step: usize) -> impl Iterator<Item = (usize, &Op)> {
    let first = program.steps.get(step).map_or(program.nodes.len(), |s| s.first.index());
    let run = program.nodes.get(first..).unwrap_or(&[]).iter().enumerate();
    let mut over = false;
    run.map(move |(n, node)| (first + n, &node.op))
        .take_while(move |(_, op)| {
            let goes_on = !over;
            over = op.is_transition();
            goes_on
        })
}

/// Targets of a node, handlers' included: whether it is a handler's, and the target.
pub fn targets_of<'p>(program: &'p Program, op: &'p Op) -> Vec<(bool, &'p Target)> {
    let mut out = Vec::new();
    match op {
        Op::Menu { options, .. } => out.extend(options.iter().map(|o| (false, &o.target))),
        Op::Go(target) => out.push((false, target)),
        Op::If { branches, otherwise } => {
            out.extend(branches.iter().map(|(_, t)| (false, t)));
            out.extend(otherwise.iter().map(|t| (false, t)));
        }
        _ => {}
    }
    let of_handlers = op
        .handlers()
        .into_iter()
        .flat_map(|id| handlers(program, id))
        .filter_map(|h| h.target.as_ref());
    out.extend(of_handlers.map(|t| (true, t)));
    out
}

/// Whether a handler for an occasion may open at a line.
pub fn opens(op: &Op, on: HandlerOn) -> bool {
    match on {
        HandlerOn::NoAnswer | HandlerOn::NoData => matches!(op, Op::Lookup { .. }),
        HandlerOn::Failed => matches!(op, Op::Identify { .. }),
        HandlerOn::Operator => asks(op) || matches!(op, Op::Identify { .. }),
        HandlerOn::DontKnow => asks(op) && !matches!(op, Op::Menu { .. }),
        HandlerOn::NoMatch
        | HandlerOn::NoInput
        | HandlerOn::MoreThan(_)
        | HandlerOn::TopicChange
        | HandlerOn::NoTopicChange => asks(op),
    }
}

/// Whether a line puts a question to the citizen.
fn asks(op: &Op) -> bool {
    matches!(
        op,
        Op::Ask { .. } | Op::Menu { .. } | Op::Derive { .. } | Op::Measures { .. }
    )
}

/// Steps of a scenario that ways lead to from its first one, in order.
pub fn reached_steps(program: &Program, scenario: &Scenario) -> Vec<usize> {
    let (first, last) = (scenario.steps.0.index(), scenario.steps.1.index());
    let mut reached = vec![false; last.saturating_sub(first)];
    let mut open: Vec<usize> = (first..last).take(1).collect();
    while let Some(step) = open.pop() {
        let Some(place @ false) = step.checked_sub(first).and_then(|n| reached.get_mut(n)) else {
            continue;
        };
        *place = true;
        let shared = handlers(program, scenario.handlers).filter_map(|h| h.target.as_ref());
        let own = ops_of_step(program, step).flat_map(|(_, op)| targets_of(program, op));
        for target in own.map(|(_, t)| t).chain(shared) {
            if let Target::Step(to) = target
                && !to.is_none()
            {
                open.push(to.index());
            }
        }
    }
    (first..last).zip(reached).filter(|(_, r)| *r).map(|(s, _)| s).collect()
}

/// The handlers of a list.
pub fn handlers(program: &Program, id: HandlersId) -> impl Iterator<Item = &Handler> {
    program.handlers.get(id.index()).into_iter().flatten()
}

/// Facts that a source tells.
pub fn outputs(program: &Program, source: SourceId) -> &[FactId] {
    program
        .sources
        .get(source.index())
        .map_or(&[], |s| s.outputs.as_slice())
}
