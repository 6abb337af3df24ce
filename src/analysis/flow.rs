//! The decision graph of one scenario: steps and the ways between them.

use petgraph::graph::{DiGraph, NodeIndex};

use super::summary::Summaries;
use super::walk::{handlers, opens, ops_of_step, targets_of};
use crate::bundle::program::{FactId, Handler, HandlersId, Op, Program, ScenarioId, StepId, Target};

/// A way from one step to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// Only the citizen, or an identification, can open it: it cannot be taken twice by itself.
    pub fresh: bool,
}

/// What a step does on the way through.
#[derive(Clone, Debug, Default)]
pub struct StepFacts {
    /// Asked, unless known.
    pub asks: Vec<FactId>,
    /// Forgotten.
    pub forgets: Vec<FactId>,
    /// Writes, looks up or calls: the next round may differ from the last.
    pub changes: bool,
    /// Ends the conversation, hands over, returns, or leads to what could not be resolved.
    pub leaves: bool,
    /// Topics it jumps to, and whether only the citizen can make it.
    pub topics: Vec<(crate::bundle::program::TopicId, bool)>,
}

/// The graph of one scenario. Node `n` is the `n`-th step.
pub struct Flow {
    /// Index of its first step in the program.
    pub first: u32,
    /// Steps and ways.
    pub graph: DiGraph<StepFacts, Way, u32>,
}

impl Flow {
    /// Builds the graph.
    pub fn new(program: &Program, id: ScenarioId, summaries: &Summaries) -> Self {
        let steps = program
            .scenarios
            .get(id.index())
            .map_or(0..0, |s| s.steps.0.0..s.steps.1.0);
        let everywhere = program.scenarios.get(id.index()).map(|s| s.handlers);
        let first = steps.start;
        let mut graph = DiGraph::with_capacity(steps.len(), steps.len() * 2);
        for _ in steps.clone() {
            graph.add_node(StepFacts::default());
        }
        let mut flow = Self { first, graph };
        for step in steps {
            flow.add_step(program, step, everywhere, summaries);
        }
        flow
    }

    /// The step of a node.
    pub fn step(&self, node: NodeIndex<u32>) -> StepId {
        StepId(self.first + u32::try_from(node.index()).unwrap_or(0))
    }

    /// The name of a node's step.
    pub fn name<'p>(&self, program: &'p Program, node: NodeIndex<u32>) -> &'p str {
        program.steps.get(self.step(node).index()).map_or("", |s| &*s.name)
    }

    fn add_step(&mut self, program: &Program, step: u32, everywhere: Option<HandlersId>, summaries: &Summaries) {
        let from = NodeIndex::new((step - self.first) as usize);
        let mut facts = StepFacts::default();
        let mut fresh = false;
        let shared: Vec<&Handler> = everywhere.into_iter().flat_map(|id| handlers(program, id)).collect();
        let mut opened = vec![false; shared.len()];
        for (_, op) in ops_of_step(program, step as usize) {
            match op {
                Op::Ask { fact, .. } | Op::Derive { fact, .. } => facts.asks.push(*fact),
                Op::Forget(list) => facts.forgets.extend(list),
                Op::Set(..) | Op::Lookup { .. } | Op::Measures { .. } => facts.changes = true,
                Op::Call { scenario, .. } => {
                    facts.changes = true;
                    fresh |= summaries.waits(program, *scenario);
                    facts.leaves |= summaries.ends(program, *scenario);
                    if !summaries.returns(program, *scenario) {
                        facts.leaves = true;
                        break;
                    }
                }
                Op::Menu { .. } => fresh = true,
                // Who is identified is not asked a second time.
                Op::Say(_) | Op::Go(_) | Op::If { .. } | Op::Identify { .. } => {}
            }
            // Handlers of a question are opened by the citizen; those of a lookup open by themselves.
            let by_citizen = matches!(
                op,
                Op::Ask { .. } | Op::Menu { .. } | Op::Identify { .. } | Op::Derive { .. } | Op::Measures { .. }
            );
            for (handler, opened) in shared.iter().zip(&mut opened) {
                if !*opened && opens(op, handler.on) {
                    *opened = true;
                    self.add_way(from, handler.target.as_ref(), by_citizen, &mut facts);
                }
            }
            for (of_handler, target) in targets_of(program, op) {
                self.add_way(from, Some(target), fresh || (of_handler && by_citizen), &mut facts);
            }
        }
        if let Some(weight) = self.graph.node_weight_mut(from) {
            *weight = facts;
        }
    }

    fn add_way(&mut self, from: NodeIndex<u32>, target: Option<&Target>, fresh: bool, facts: &mut StepFacts) {
        match target {
            None => {}
            Some(Target::Step(to)) if to.is_none() => facts.leaves = true,
            Some(Target::Step(to)) => {
                let node = to.0.checked_sub(self.first).map(|n| NodeIndex::new(n as usize));
                match node.filter(|n| n.index() < self.graph.node_count()) {
                    Some(node) => {
                        self.graph.add_edge(from, node, Way { fresh });
                    }
                    None => facts.leaves = true,
                }
            }
            Some(Target::Topic(topic)) => {
                facts.leaves = true;
                facts.topics.push((*topic, fresh));
            }
            Some(Target::Finish(..) | Target::Operator(..) | Target::Return) => facts.leaves = true,
        }
    }
}
