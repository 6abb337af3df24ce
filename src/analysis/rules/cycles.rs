//! L0639 facts that are derived from each other in a circle.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef as _;

use crate::analysis::circle;
use crate::analysis::logic::derived::{read_by_decision, read_by_rule};
use crate::bundle::program::Derived;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Model;

pub fn check(model: &Model, found: &mut Diagnostics) {
    let program = &model.program;
    if program.rules.is_empty() && program.decisions.is_empty() {
        return;
    }
    let mut graph: DiGraph<(), (), u32> = DiGraph::with_capacity(program.facts.len(), program.facts.len());
    for _ in &program.facts {
        graph.add_node(());
    }
    for (n, fact) in program.facts.iter().enumerate() {
        let mut read = Vec::new();
        match &fact.derived {
            Derived::No => continue,
            Derived::Decisions(ids) => ids.iter().for_each(|id| read_by_decision(program, *id, &mut read)),
            Derived::Rules(ids) => ids.iter().for_each(|id| read_by_rule(program, *id, &mut read)),
        }
        read.sort_unstable();
        read.dedup();
        for other in read.iter().filter(|f| f.index() < program.facts.len()) {
            graph.add_edge(NodeIndex::new(n), NodeIndex::new(other.index()), ());
        }
    }
    for mut component in kosaraju_scc(&graph) {
        component.sort_unstable();
        let Some(first) = component.first() else { continue };
        let round = component.len() > 1 || graph.edges(*first).any(|e| e.target() == *first);
        if let (true, Some(place)) = (round, model.places.facts.get(first.index())) {
            let name = |n: &NodeIndex<u32>| program.facts.get(n.index()).map_or("", |f| &*f.name);
            found.push(
                Diagnostic::new(&codes::DERIVED_CIRCLE, place.file, place.span)
                    .arg("circle", circle(component.iter().map(name))),
            );
        }
    }
}
