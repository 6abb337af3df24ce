//! L0306 scenarios that call each other round in a circle.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef as _;

use super::circle;
use super::summary::editions;
use super::walk::ops_of_step;
use crate::bundle::program::Op;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Model;

/// Reports each circle of calls once, at a call that closes it.
pub fn check(model: &Model, found: &mut Diagnostics) {
    let program = &model.program;
    // Scenarios are nodes, calls are edges that know their node in the program.
    let mut graph: DiGraph<(), usize, u32> = DiGraph::with_capacity(program.scenarios.len(), 0);
    for _ in &program.scenarios {
        graph.add_node(());
    }
    for (n, scenario) in program.scenarios.iter().enumerate() {
        for step in scenario.steps.0.index()..scenario.steps.1.index() {
            for (node, op) in ops_of_step(program, step) {
                if let Op::Call { scenario, .. } = op {
                    for callee in editions(program, *scenario) {
                        graph.add_edge(NodeIndex::new(n), NodeIndex::new(callee), node);
                    }
                }
            }
        }
    }
    for mut component in kosaraju_scc(&graph) {
        component.sort_unstable();
        let Some(first) = component.first().copied() else {
            continue;
        };
        let closing = component
            .iter()
            .flat_map(|n| graph.edges(*n))
            .filter(|e| component.contains(&e.target()));
        let Some(closing) = closing.min_by_key(|e| (e.target() != first, *e.weight())) else {
            continue;
        };
        let Some(place) = model.places.nodes.get(*closing.weight()) else {
            continue;
        };
        let name = |n: &NodeIndex<u32>| program.scenarios.get(n.index()).map_or("", |s| &*s.name);
        found.push(
            Diagnostic::new(&codes::RECURSION, place.file, place.span)
                .arg("circle", circle(component.iter().map(name))),
        );
    }
}
