//! L0304 circles that ask nothing; L0305 circles whose questions have been answered.
//!
//! A circle is harmless when going round takes a fresh word of the citizen: a menu, an
//! identification, or a question about a fact that the circle itself forgets. What is left when all
//! such ways are taken out goes round by itself: at once where it asks nothing, from the second round
//! on where every fact it asks is then known and nothing in it writes or looks anything up, so that
//! every condition comes out as before.

use std::collections::BTreeSet;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{EdgeFiltered, EdgeRef as _};

use super::circle;
use super::flow::{Flow, StepFacts, Way};
use super::loops::Rounds;
use super::reach::reached;
use crate::bundle::program::FactId;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Model;

type Component = Vec<NodeIndex<u32>>;

/// Reports endless circles and gives the steps that stand in them.
///
/// Where the facts are followed, `rounds` knows better: only circles that wait for sources are reported
/// here, and only where some run goes round. Steps that nothing leads to are another finding.
pub fn check(model: &Model, flow: &Flow, rounds: Option<&Rounds>, found: &mut Diagnostics) -> BTreeSet<u32> {
    let mut looping = BTreeSet::new();
    let reached = reached(flow);
    for component in kosaraju_scc(&flow.graph) {
        let met = |n: &NodeIndex<u32>| reached.get(n.index()) == Some(&true);
        if !component.iter().any(met) || !goes_round(&flow.graph, &component, |_| true) {
            continue;
        }
        let forgotten: BTreeSet<FactId> = facts(flow, &component)
            .flat_map(|f| f.forgets.iter().copied())
            .collect();
        let asks_anew = |n: NodeIndex<u32>| {
            flow.graph
                .node_weight(n)
                .is_some_and(|f| f.asks.iter().any(|a| forgotten.contains(a)))
        };
        let inside: BTreeSet<NodeIndex<u32>> = component.iter().copied().collect();
        let by_itself = EdgeFiltered::from_fn(&flow.graph, |e| {
            inside.contains(&e.source()) && inside.contains(&e.target()) && !e.weight().fresh && !asks_anew(e.source())
        });
        for mut round in kosaraju_scc(&by_itself) {
            if !goes_round(&flow.graph, &round, |e| !e.fresh) || round.iter().any(|n| asks_anew(*n)) {
                continue;
            }
            round.sort_unstable();
            let asked: Vec<FactId> = facts(flow, &round).flat_map(|f| f.asks.iter().copied()).collect();
            if !asked.is_empty() && facts(flow, &round).any(|f| f.changes) {
                continue;
            }
            if let Some(rounds) = rounds {
                let of = |n: &NodeIndex<u32>| n.index();
                let waits_for_sources = !round.iter().map(of).any(|n| rounds.holds(n))
                    && round.iter().map(of).any(|n| rounds.holds_with_sources(n));
                if !asked.is_empty() || !waits_for_sources {
                    continue;
                }
            }
            looping.extend(round.iter().map(|n| flow.step(*n).0));
            report(model, flow, &round, &asked, found);
        }
    }
    looping
}

fn report(model: &Model, flow: &Flow, round: &Component, asked: &[FactId], found: &mut Diagnostics) {
    let Some(place) = round
        .first()
        .and_then(|n| model.places.steps.get(flow.step(*n).index()))
        .map(|p| p.name)
    else {
        return;
    };
    let entry = if asked.is_empty() {
        &codes::ENDLESS_LOOP
    } else {
        &codes::ANSWERED_LOOP
    };
    let mut diagnostic = Diagnostic::new(entry, place.file, place.span)
        .arg("circle", circle(round.iter().map(|n| flow.name(&model.program, *n))));
    if let Some(fact) = asked.first().and_then(|f| model.program.facts.get(f.index())) {
        diagnostic = diagnostic.arg("fact", &*fact.name);
    }
    found.push(diagnostic);
}

fn facts<'f>(flow: &'f Flow, nodes: &'f [NodeIndex<u32>]) -> impl Iterator<Item = &'f StepFacts> {
    nodes.iter().filter_map(|n| flow.graph.node_weight(*n))
}

/// Whether a strongly connected component holds a circle: more than one node, or a way to itself.
fn goes_round(graph: &DiGraph<StepFacts, Way, u32>, component: &Component, counts: impl Fn(&Way) -> bool) -> bool {
    match component.as_slice() {
        [] => false,
        [one] => graph.edges(*one).any(|e| e.target() == *one && counts(e.weight())),
        _ => true,
    }
}
