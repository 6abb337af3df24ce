//! A way through scenarios as data for a witness.

use super::ops::{Ops, Way};
use crate::bundle::program::{Op, Program, ScenarioId};
use crate::diag::{Turn, Witness};

/// A line on the way, and how it was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hop {
    /// Index of the scenario.
    pub scenario: usize,
    /// Index of the node.
    pub node: usize,
    /// How it was left; absent at the last line.
    pub way: Option<Way>,
}

/// The conversation that goes a way.
pub fn witness(program: &Program, route: &[Hop], voice: bool) -> Witness {
    let mut witness = Witness {
        voice,
        ..Witness::default()
    };
    let first = route.first().and_then(|h| program.scenarios.get(h.scenario));
    witness.scenario = first.map(|s| s.name.clone());
    let mut last = None;
    // Whether the line before led to a step, rather than on, into a call or out of one.
    let mut jumped = true;
    for hop in route {
        let id = ScenarioId(u32::try_from(hop.scenario).unwrap_or(u32::MAX));
        let ops = Ops::new(program, id);
        let Some((id, step)) = ops
            .step(id, hop.node)
            .and_then(|s| Some((s, program.steps.get(s.index())?)))
        else {
            continue;
        };
        let again = jumped && step.first.index() == hop.node;
        // Going back to a caller is no new step; nor can a step be told from one of its own name.
        if again || last != Some(id) && witness.steps.last() != Some(&step.name) {
            witness.steps.push(step.name.clone());
        }
        last = Some(id);
        jumped = !matches!(hop.way, Some(Way::Next) | None);
        let turn = match (ops.op(hop.node), hop.way) {
            (Some(Op::Menu { options, .. }), Some(Way::Option(n))) => options.get(n).map(|o| Turn::Option {
                step: step.name.clone(),
                option: o.name.clone(),
            }),
            // «Не знаю» is an answer, a handler of its own only where it leads elsewhere.
            (Some(_), Some(Way::Handler(on))) => Some(Turn::Handler {
                step: step.name.clone(),
                on,
            }),
            (Some(Op::Lookup { .. } | Op::Identify { .. }), Some(Way::Next)) => Some(Turn::Succeeds {
                step: step.name.clone(),
            }),
            _ => None,
        };
        witness.turns.extend(turn);
    }
    witness
}

/// The steps of a way in words: «начало» → «номер»; at most six of them.
pub fn in_words(witness: &Witness) -> String {
    let names: Vec<String> = witness.steps.iter().map(|s| format!("«{s}»")).collect();
    match names.as_slice() {
        [first, second, .., before, last] if names.len() > 6 => {
            format!("{first} → {second} → … → {before} → {last}")
        }
        names => names.join(" → "),
    }
}
