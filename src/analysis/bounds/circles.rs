//! Circles: what they cost once, and whether they ask anew.

use std::collections::BTreeSet;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::cells::{Cost, Known};
use super::lines::Lines;
use super::walk::Walker;
use crate::analysis::ops::{Ops, To};
use crate::analysis::summary::editions;
use crate::bundle::program::{FactId, Op, ScenarioId};
use crate::value::Name;

impl Walker<'_> {
    /// A circle: every line of it once. What is known inside may be forgotten there.
    pub fn cost_of_round(&mut self, ops: &Ops<'_>, component: &[usize], known: &Known) -> Cost {
        let mut kept = known.clone();
        let mut forgotten: BTreeSet<FactId> = BTreeSet::new();
        for node in component {
            if let Some(Op::Forget(facts)) = ops.op(*node) {
                kept.retain(|f| !facts.contains(f) && !self.derived(*f));
                forgotten.extend(facts);
            }
        }
        let mut inside = kept.clone();
        let mut cost = Cost {
            questions: 0,
            seconds: 0.0,
            known: kept,
        };
        for node in component {
            let Some(op) = ops.op(*node) else { continue };
            if let Op::Call { scenario, .. } = op {
                let callees: Vec<usize> = editions(self.program, *scenario).collect();
                let all = callees.into_iter().map(|c| {
                    let asked = self.asked(c);
                    let before: Known = inside.intersection(&asked).copied().collect();
                    self.walk(c, &before)
                });
                let (questions, seconds) = all.fold((0, 0.0_f64), |(q, s), found| {
                    (found.questions.max(q), found.seconds.max(s))
                });
                cost.questions += questions;
                cost.seconds += seconds;
                continue;
            }
            cost.questions = cost.questions.saturating_add(self.lines.questions(op, &inside));
            cost.seconds += self.lines.seconds(op, &inside);
            // What the circle forgets may be asked by each of its lines.
            inside.extend(self.lines.asks(op).into_iter().filter(|f| !forgotten.contains(f)));
        }
        cost
    }

    /// The steps of a circle in which something is asked anew each time; empty where nothing is.
    pub fn asks_anew(&mut self, scenario: usize, ops: &Ops<'_>, component: &[usize]) -> Vec<Name> {
        let mut forgotten: BTreeSet<FactId> = BTreeSet::new();
        for node in component {
            if let Some(Op::Forget(facts)) = ops.op(*node) {
                forgotten.extend(facts);
            }
        }
        let mut anew = false;
        for node in component {
            anew |= match ops.op(*node) {
                Some(Op::Menu { .. }) => true,
                Some(Op::Call { scenario, .. }) => {
                    let callees: Vec<usize> = editions(self.program, *scenario).collect();
                    callees.into_iter().any(|c| self.has_menu(c, 0))
                        || ops
                            .op(*node)
                            .is_some_and(|op| self.of_line(op).iter().any(|f| forgotten.contains(f)))
                }
                Some(op) => self.lines.asks(op).iter().any(|f| forgotten.contains(f)),
                None => false,
            };
        }
        if !anew {
            return Vec::new();
        }
        let id = ScenarioId(u32::try_from(scenario).unwrap_or(u32::MAX));
        let mut names: Vec<Name> = Vec::new();
        for node in component {
            let step = ops.step(id, *node).and_then(|s| self.program.steps.get(s.index()));
            if let Some(step) = step.filter(|s| !names.contains(&s.name)) {
                names.push(step.name.clone());
            }
        }
        names
    }

    fn has_menu(&self, scenario: usize, depth: u32) -> bool {
        let ops = self.ops(scenario);
        depth < self.program.defaults.call_depth
            && ops.nodes.clone().any(|node| match ops.op(node) {
                Some(Op::Menu { .. }) => true,
                Some(Op::Call { scenario, .. }) => {
                    editions(self.program, *scenario).any(|c| self.has_menu(c, depth + 1))
                }
                _ => false,
            })
    }
}

/// Circles of lines, those that lead nowhere else first, and for each line its circle. Lines of a
/// circle come in order.
pub fn components(ops: &Ops<'_>, lines: &Lines<'_>) -> (Vec<Vec<usize>>, Vec<usize>) {
    let mut graph: DiGraph<(), (), u32> = DiGraph::with_capacity(ops.nodes.len(), ops.nodes.len() * 2);
    for _ in ops.nodes.clone() {
        graph.add_node(());
    }
    let start = ops.nodes.start;
    for node in ops.nodes.clone() {
        for edge in lines.ways(ops, node) {
            if let To::Node(next) = edge.to {
                graph.add_edge(NodeIndex::new(node - start), NodeIndex::new(next - start), ());
            }
        }
    }
    let mut of_node = vec![0; ops.nodes.len()];
    let mut components = Vec::new();
    for (n, component) in kosaraju_scc(&graph).into_iter().enumerate() {
        let mut nodes: Vec<usize> = component.into_iter().map(|c| c.index() + start).collect();
        nodes.sort_unstable();
        for node in &nodes {
            if let Some(place) = of_node.get_mut(node - start) {
                *place = n;
            }
        }
        components.push(nodes);
    }
    (components, of_node)
}

/// Whether a component is a circle, and not a single line.
pub fn is_round(ops: &Ops<'_>, lines: &Lines<'_>, component: &[usize]) -> bool {
    component.len() > 1
        || component.iter().any(|node| {
            lines
                .ways(ops, *node)
                .any(|e| matches!(e.to, To::Node(next) if next == *node))
        })
}
