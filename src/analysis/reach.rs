//! L0301 steps that cannot be reached; L0303 steps without a way out.

use std::collections::BTreeSet;

use petgraph::Direction;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::NodeIndex;
use petgraph::visit::{Bfs, EdgeRef as _, Reversed};

use super::circle;
use super::flow::Flow;
use crate::diag::{Arg, Diagnostic, Diagnostics, codes};
use crate::model::Model;

/// Reports the steps with which everything unreachable begins: what only they lead to follows from them.
pub fn check(model: &Model, flow: &Flow, found: &mut Diagnostics) {
    let reached = reached(flow);
    if reached.iter().all(|r| *r) {
        return;
    }
    let unreached = |n: &NodeIndex<u32>| reached.get(n.index()) == Some(&false);
    for component in kosaraju_scc(&flow.graph) {
        let from_elsewhere = |n: &NodeIndex<u32>| {
            let mut before = flow.graph.neighbors_directed(*n, Direction::Incoming);
            before.any(|b| !component.contains(&b) && unreached(&b))
        };
        if !component.iter().all(unreached) || component.iter().any(from_elsewhere) {
            continue;
        }
        let Some(first) = component.iter().min().copied() else {
            continue;
        };
        // A second step of the same name has been reported, and no transition can mean it.
        let same_name = |n: usize| flow.name(&model.program, NodeIndex::new(n)) == flow.name(&model.program, first);
        if (0..first.index()).any(same_name) {
            continue;
        }
        let mut behind = 0_usize;
        let mut walk = Bfs::new(&flow.graph, first);
        while let Some(n) = walk.next(&flow.graph) {
            behind += usize::from(n != first && unreached(&n));
        }
        let Some(place) = model.places.steps.get(flow.step(first).index()).map(|p| p.name) else {
            continue;
        };
        let (ru, en) = match behind {
            0 => (String::new(), String::new()),
            n => (
                format!(" (и в шагах за ним: {n})"),
                format!(" (nor in the {n} steps behind it)"),
            ),
        };
        found.push(
            Diagnostic::new(&codes::UNREACHABLE_STEP, place.file, place.span)
                .arg("step", flow.name(&model.program, first))
                .arg("more_ru", ru)
                .arg("more_en", en),
        );
    }
}

/// Which steps can be reached from the first.
pub fn reached(flow: &Flow) -> Vec<bool> {
    let mut reached = vec![false; flow.graph.node_count()];
    if reached.is_empty() {
        return reached;
    }
    let mut walk = Bfs::new(&flow.graph, NodeIndex::new(0));
    while let Some(n) = walk.next(&flow.graph) {
        if let Some(place) = reached.get_mut(n.index()) {
            *place = true;
        }
    }
    reached
}

/// Steps from which ways lead to an end, an operator or back to a caller, conditions left aside.
pub fn with_way_out(flow: &Flow) -> Vec<bool> {
    let mut saved = vec![false; flow.graph.node_count()];
    let reversed = Reversed(&flow.graph);
    for leaver in flow
        .graph
        .node_indices()
        .filter(|n| flow.graph.node_weight(*n).is_some_and(|w| w.leaves))
    {
        if saved.get(leaver.index()) == Some(&true) {
            continue;
        }
        let mut walk = Bfs::new(reversed, leaver);
        while let Some(n) = walk.next(reversed) {
            if let Some(place) = saved.get_mut(n.index()) {
                *place = true;
            }
        }
    }
    saved
}

/// Reports each circle from which no step leads to an end, an operator or back to a caller.
/// `looping` are steps of circles already reported as endless.
pub fn way_out(model: &Model, flow: &Flow, looping: &BTreeSet<u32>, found: &mut Diagnostics) {
    let saved = with_way_out(flow);
    if saved.iter().all(|s| *s) {
        return;
    }
    let reached = reached(flow);
    for mut component in kosaraju_scc(&flow.graph) {
        let stays = component
            .iter()
            .all(|n| flow.graph.edges(*n).all(|e| component.contains(&e.target())));
        let stranded = component
            .iter()
            .all(|n| saved.get(n.index()) == Some(&false) && reached.get(n.index()) == Some(&true));
        let reported = component.iter().any(|n| looping.contains(&flow.step(*n).0));
        let moves = component.iter().any(|n| flow.graph.edges(*n).next().is_some());
        if !stays || !stranded || reported || !moves {
            continue;
        }
        component.sort_unstable();
        let Some(place) = component
            .first()
            .and_then(|n| model.places.steps.get(flow.step(*n).index()))
            .map(|p| p.name)
        else {
            continue;
        };
        let first = component.first().map_or("", |n| flow.name(&model.program, *n));
        let round = circle(component.iter().map(|n| flow.name(&model.program, *n)));
        found.push(
            Diagnostic::new(&codes::NO_WAY_OUT, place.file, place.span)
                .arg("step", first)
                .arg("circle", Arg::Text(round)),
        );
    }
}
