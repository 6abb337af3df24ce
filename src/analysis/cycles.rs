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
use super::paths::Paths;
use super::reach::reached;
use crate::bundle::program::FactId;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Model;

type Component = Vec<NodeIndex<u32>>;

/// Reports endless circles and gives the steps that stand in them.
///
/// Where the facts are followed, the rounds know better: only circles that wait for sources are reported
/// here, and only where some run goes round. Steps that nothing leads to are another finding.
/// `own` are the steps of the scenario itself: circles within one that it calls are told there.
pub fn check(
    model: &Model,
    flow: &Flow,
    own: usize,
    mut followed: Option<(&mut Paths<'_, '_>, &Rounds)>,
    found: &mut Diagnostics,
) -> BTreeSet<u32> {
    let mut looping = BTreeSet::new();
    let reached = reached(flow);
    // The circle of each step, and steps that ask what their own circle forgets.
    let mut circle_of: Vec<Option<usize>> = vec![None; flow.graph.node_count()];
    let mut anew = vec![false; flow.graph.node_count()];
    for (number, component) in kosaraju_scc(&flow.graph).into_iter().enumerate() {
        let met = |n: &NodeIndex<u32>| reached.get(n.index()) == Some(&true);
        if !component.iter().any(met) || !goes_round(&flow.graph, &component, |_| true) {
            continue;
        }
        let forgotten: BTreeSet<FactId> = facts(flow, &component)
            .flat_map(|f| f.forgets.iter().copied())
            .collect();
        for node in component {
            let facts = flow.graph.node_weight(node);
            let asks_anew = facts.is_some_and(|f| f.asks.iter().any(|a| forgotten.contains(a)));
            if let (Some(place), Some(again)) = (circle_of.get_mut(node.index()), anew.get_mut(node.index())) {
                (*place, *again) = (Some(number), asks_anew);
            }
        }
    }
    let circle = |n: NodeIndex<u32>| circle_of.get(n.index()).copied().flatten();
    let asks_anew = |n: NodeIndex<u32>| anew.get(n.index()) == Some(&true);
    // All circles at once: looking at the whole graph for each of them would take too long.
    let by_itself = EdgeFiltered::from_fn(&flow.graph, |e| {
        let inside = circle(e.source()).is_some() && circle(e.source()) == circle(e.target());
        inside && !e.weight().fresh && !asks_anew(e.source())
    });
    let mut all = kosaraju_scc(&by_itself);
    all.sort_by_key(|round| round.first().and_then(|n| circle(*n)));
    for mut round in all {
        if !goes_round(&flow.graph, &round, |e| !e.fresh) || round.iter().any(|n| asks_anew(*n)) {
            continue;
        }
        round.sort_unstable();
        let asked: Vec<FactId> = facts(flow, &round).flat_map(|f| f.asks.iter().copied()).collect();
        if !asked.is_empty() && facts(flow, &round).any(|f| f.changes) {
            continue;
        }
        if let Some((paths, rounds)) = &mut followed {
            let of = |n: &NodeIndex<u32>| n.index();
            let waits_for_sources = !round.iter().map(of).any(|n| rounds.holds(n))
                && round.iter().map(of).any(|n| rounds.holds_with_sources(n));
            let among: Vec<usize> = round.iter().map(of).collect();
            if !asked.is_empty() || !waits_for_sources || !Rounds::holds_among(paths, &among) {
                continue;
            }
        }
        looping.extend(round.iter().map(|n| flow.step(*n).0));
        round.retain(|n| n.index() < own);
        report(model, flow, &round, &asked, found);
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
