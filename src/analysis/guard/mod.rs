//! What a conversation may lack where it comes: an identification, a legal ground.
//!
//! A line is safe when every way to it passes something that gives what is lacking. That is dominance,
//! by a set of lines together rather than by one: two branches that identify, each on its own, protect
//! what follows as well as one line before them. It is decided by walking only the ways on which nothing
//! has been given yet: what they reach is not dominated, and the walk is the proof.
//!
//! Scenarios are walked once for each state they may be entered in, callees before their callers; what a
//! call gives is known from there. Then, callers first, each scenario learns how it is really entered.

mod route;

use std::collections::VecDeque;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::ops::{Edge, Ops, To, Way};
use super::summary::editions;
use crate::bundle::program::{Op, Program, ScenarioId, Target};

/// A set of states in which something is lacking, a bit each.
pub type States = u8;
/// Number of states.
const STATES: usize = 2;

/// What gives what is lacking.
pub trait Gain {
    /// The states that still lack it after a line, of those before.
    fn after(&self, node: usize, op: &Op, states: States) -> States;
    /// The same where a handler of the line opens instead.
    fn aside(&self, node: usize, op: &Op, states: States) -> States;
}

/// How a scenario comes to be entered in a state.
#[derive(Clone, Copy, Debug)]
struct Called {
    /// The scenario that calls, and its line.
    scenario: usize,
    node: usize,
    /// The state there.
    state: usize,
}

/// The ways on which it is still lacking.
pub struct Lacking<'p, G> {
    program: &'p Program,
    gain: G,
    ops: Vec<Ops<'p>>,
    /// For each scenario and state of entry: the states in which it returns.
    exits: Vec<[States; STATES]>,
    /// For each scenario: the states in which it is entered, and where it is called so.
    entries: Vec<States>,
    /// The states in which conversations begin with it.
    roots: Vec<States>,
    called: Vec<[Option<Called>; STATES]>,
    /// For each node the states in which it is reached.
    reached: Vec<States>,
}

fn bits(states: States) -> impl Iterator<Item = usize> {
    (0..STATES).filter(move |s| states & (1 << s) != 0)
}

impl<'p, G: Gain> Lacking<'p, G> {
    /// Walks a program; `roots` are the scenarios that a conversation may begin with, and the states.
    pub fn new(program: &'p Program, gain: G, roots: impl Iterator<Item = (usize, States)>) -> Self {
        let count = program.scenarios.len();
        let ids = (0..count).map(|n| ScenarioId(u32::try_from(n).unwrap_or(u32::MAX)));
        let mut lacking = Self {
            program,
            gain,
            ops: ids.map(|id| Ops::new(program, id)).collect(),
            exits: vec![[0; STATES]; count],
            entries: vec![0; count],
            roots: vec![0; count],
            called: vec![[None; STATES]; count],
            reached: vec![0; program.nodes.len()],
        };
        let components = lacking.components();
        for component in &components {
            // A circle of calls is reported elsewhere; here it only must not hide anything.
            loop {
                let mut changed = false;
                for scenario in component {
                    for state in 0..STATES {
                        let out = lacking.walk(*scenario, 1 << state, |_, _, _| {});
                        if let Some(place) = lacking.exits.get_mut(*scenario).and_then(|e| e.get_mut(state)) {
                            changed |= *place != out;
                            *place = out;
                        }
                    }
                }
                if !changed || component.len() == 1 {
                    break;
                }
            }
        }
        for (scenario, states) in roots {
            if let Some(place) = lacking.roots.get_mut(scenario) {
                *place |= states;
            }
        }
        lacking.entries.clone_from(&lacking.roots);
        for component in components.iter().rev() {
            let mut open: VecDeque<usize> = component.iter().copied().collect();
            while let Some(scenario) = open.pop_front() {
                lacking.enter(scenario, component, &mut open);
            }
        }
        lacking
    }

    /// The states in which a line is reached.
    pub fn at(&self, node: usize) -> States {
        self.reached.get(node).copied().unwrap_or(0)
    }

    /// What gives what is lacking.
    pub fn gain(&self) -> &G {
        &self.gain
    }

    /// The lines of a scenario.
    pub fn ops(&self, scenario: usize) -> Option<&Ops<'p>> {
        self.ops.get(scenario)
    }

    /// Lines after which nothing is lacking any more.
    pub fn giving(&self) -> Vec<usize> {
        let nodes = (0..).zip(&self.program.nodes);
        let gives =
            nodes.filter(|(n, node)| !matches!(node.op, Op::Call { .. }) && self.gain.after(*n, &node.op, 1) == 0);
        gives.map(|(n, _)| n).collect()
    }

    /// Whether a scenario is entered so that it is lacking without being called.
    pub fn begins_with(&self, scenario: usize) -> bool {
        self.roots.get(scenario).is_some_and(|r| *r != 0)
    }

    /// What a way out of a line still lacks.
    pub fn leaving(&self, node: usize, op: &Op, way: Way) -> States {
        self.left(node, op, way, self.at(node))
    }

    /// Scenarios that call each other together, callees first.
    fn components(&self) -> Vec<Vec<usize>> {
        let mut graph: DiGraph<(), (), u32> = DiGraph::with_capacity(self.ops.len(), 0);
        for _ in &self.ops {
            graph.add_node(());
        }
        for (scenario, ops) in self.ops.iter().enumerate() {
            for node in ops.nodes.clone() {
                if let Some(Op::Call { scenario: callee, .. }) = ops.op(node) {
                    for callee in editions(self.program, *callee) {
                        graph.update_edge(NodeIndex::new(scenario), NodeIndex::new(callee), ());
                    }
                }
            }
        }
        let components = kosaraju_scc(&graph).into_iter();
        components
            .map(|c| c.into_iter().map(NodeIndex::index).collect())
            .collect()
    }

    /// Walks a scenario from the states in which it is entered and hands them on to what it calls.
    fn enter(&mut self, scenario: usize, component: &[usize], open: &mut VecDeque<usize>) {
        let entry = self.entries.get(scenario).copied().unwrap_or(0);
        if entry == 0 {
            return;
        }
        let mut seen: Vec<(usize, States)> = Vec::new();
        self.walk(scenario, entry, |node, _, states| seen.push((node, states)));
        for (node, states) in seen {
            if let Some(place) = self.reached.get_mut(node) {
                *place |= states;
            }
            let Some(Op::Call { scenario: callee, .. }) = self.program.nodes.get(node).map(|n| &n.op) else {
                continue;
            };
            for callee in editions(self.program, *callee) {
                let before = self.entries.get(callee).copied().unwrap_or(0);
                let fresh = states & !before;
                if let (true, Some(place)) = (fresh != 0, self.entries.get_mut(callee)) {
                    *place |= fresh;
                    for state in bits(fresh) {
                        let called = Called { scenario, node, state };
                        if let Some(slot) = self.called.get_mut(callee).and_then(|c| c.get_mut(state)) {
                            slot.get_or_insert(called);
                        }
                    }
                    if component.contains(&callee) && !open.contains(&callee) {
                        open.push_back(callee);
                    }
                }
            }
        }
    }

    /// States after a line, by the way it is left.
    fn left(&self, node: usize, op: &Op, way: Way, states: States) -> States {
        match (op, way) {
            (_, Way::Handler(_)) => self.gain.aside(node, op, states),
            (Op::Call { scenario, .. }, _) => {
                if scenario.is_none() {
                    return 0;
                }
                let mut out = 0;
                for callee in editions(self.program, *scenario) {
                    for state in bits(states) {
                        out |= self.exits.get(callee).and_then(|e| e.get(state)).copied().unwrap_or(0);
                    }
                }
                out
            }
            (op, _) => self.gain.after(node, op, states),
        }
    }

    /// Walks the lines that can be reached in the given states; tells each once it is met in new ones.
    /// Gives the states in which the scenario returns.
    fn walk(&self, scenario: usize, entry: States, mut met: impl FnMut(usize, Option<&Op>, States)) -> States {
        let Some(ops) = self.ops.get(scenario) else { return 0 };
        let Some(start) = ops.start() else { return 0 };
        let mut seen: Vec<States> = vec![0; ops.nodes.len()];
        let mut open: Vec<(usize, States)> = vec![(start, entry)];
        let mut out = 0;
        while let Some((node, states)) = open.pop() {
            let Some(place) = seen.get_mut(node.wrapping_sub(start)) else {
                continue;
            };
            let fresh = states & !*place;
            if fresh == 0 {
                continue;
            }
            *place |= fresh;
            let op = ops.op(node);
            met(node, op, fresh);
            let Some(op) = op else { continue };
            for Edge { way, to } in ops.follow(node) {
                let states = self.left(node, op, way, fresh);
                match to {
                    To::Node(next) => open.push((next, states)),
                    To::Out(Target::Return) => out |= states,
                    To::Out(_) | To::Default | To::Nowhere => {}
                }
            }
        }
        out
    }
}
