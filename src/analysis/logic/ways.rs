//! What `если` has decided before a step is come to.

use petgraph::algo::dominators::{Dominators, simple_fast};
use petgraph::graph::{DiGraph, NodeIndex};

use crate::analysis::walk::{handlers, ops_of_step, targets_of};
use crate::bundle::program::{Op, Program, ScenarioId, Target};

/// The steps of one scenario, each branch of `если` between them.
#[derive(Debug)]
pub struct Ways {
    first: u32,
    graph: DiGraph<Option<(usize, usize)>, (), u32>,
    dominators: Dominators<NodeIndex<u32>>,
}

impl Ways {
    /// `None` where there is no such scenario.
    pub fn new(program: &Program, scenario: ScenarioId) -> Option<Self> {
        let declared = program.scenarios.get(scenario.index())?;
        let (from, to) = (declared.steps.0.0, declared.steps.1.0);
        let mut graph: DiGraph<Option<(usize, usize)>, (), u32> = DiGraph::new();
        for _ in from..to {
            graph.add_node(None);
        }
        let place = |target: &Target| match target {
            Target::Step(to_step) if !to_step.is_none() => {
                to_step.0.checked_sub(from).map(|n| NodeIndex::new(n as usize))
            }
            _ => None,
        };
        for n in from..to {
            let own = NodeIndex::new((n - from) as usize);
            for handler in handlers(program, declared.handlers) {
                if let Some(target) = handler.target.as_ref().and_then(place) {
                    graph.add_edge(own, target, ());
                }
            }
            for (node, op) in ops_of_step(program, n as usize) {
                if let Op::If { branches, otherwise } = op {
                    let targets = branches.iter().map(|(_, t)| t).chain(otherwise).enumerate();
                    for (branch, target) in targets {
                        if let Some(target) = place(target) {
                            let taken = graph.add_node(Some((node, branch)));
                            graph.add_edge(own, taken, ());
                            graph.add_edge(taken, target, ());
                        }
                    }
                } else {
                    for (_, target) in targets_of(program, op) {
                        if let Some(target) = place(target) {
                            graph.add_edge(own, target, ());
                        }
                    }
                }
            }
        }
        if graph.node_count() == 0 {
            return None;
        }
        let dominators = simple_fast(&graph, NodeIndex::new(0));
        Some(Self {
            first: from,
            graph,
            dominators,
        })
    }

    /// Branches of `если` through which every way from the start of the scenario to a step leads: node
    /// and place of the branch, that of `иначе` being one past the last.
    pub fn forced(&self, step: u32) -> Vec<(usize, usize)> {
        let at = NodeIndex::new(step.saturating_sub(self.first) as usize);
        let all = self.dominators.dominators(at).into_iter().flatten();
        all.filter_map(|n| self.graph.node_weight(n).copied().flatten())
            .collect()
    }
}
