//! The shortest way to a line on which something is lacking: the proof, as a conversation.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::{Gain, Lacking, bits};
use crate::analysis::ops::{To, Way};
use crate::analysis::route::Hop;
use crate::analysis::summary::editions;
use crate::bundle::program::{Op, Target};

/// Calls that a way may be nested in.
const MAX_DEPTH: u32 = 32;

/// What is looked for: a line, or the return of the scenario, in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Goal {
    Node(usize, usize),
    Return(usize),
}

/// A line in a state.
type Here = (usize, usize);

impl<G: Gain> Lacking<'_, G> {
    /// The shortest way to a line of a scenario, from where a conversation begins with a scenario.
    /// Empty where nothing is lacking there.
    pub fn route(&self, scenario: usize, node: usize) -> Vec<Hop> {
        let Some(state) = bits(self.at(node)).next() else {
            return Vec::new();
        };
        self.way_from_start(scenario, Goal::Node(node, state), 0)
    }

    fn way_from_start(&self, scenario: usize, goal: Goal, depth: u32) -> Vec<Hop> {
        let entry = self.entries.get(scenario).copied().unwrap_or(0);
        let found = bits(entry).find_map(|s| Some((s, self.within(scenario, s, goal, depth)?)));
        let Some((state, route)) = found else {
            return Vec::new();
        };
        let root = self.roots.get(scenario).copied().unwrap_or(0);
        let called = self.called.get(scenario).and_then(|c| *c.get(state)?);
        let Some(at) = called.filter(|_| root & (1 << state) == 0 && depth < MAX_DEPTH) else {
            return route;
        };
        let mut all = self.way_from_start(at.scenario, Goal::Node(at.node, at.state), depth + 1);
        if let Some(last) = all.last_mut() {
            last.way = Some(Way::Next);
        }
        all.extend(route);
        all
    }

    /// Breadth first within a scenario.
    fn within(&self, scenario: usize, entry: usize, goal: Goal, depth: u32) -> Option<Vec<Hop>> {
        let ops = self.ops.get(scenario)?;
        let start: Here = (ops.start()?, entry);
        let mut before: FxHashMap<Here, (Here, Way)> = FxHashMap::default();
        let mut open = VecDeque::from([start]);
        let mut end: Option<(Here, Option<Way>)> = None;
        'search: while let Some(here) = open.pop_front() {
            let (node, state) = here;
            if goal == Goal::Node(node, state) {
                end = Some((here, None));
                break;
            }
            let Some(op) = ops.op(node) else { continue };
            for edge in ops.follow(node) {
                let states = self.left(node, op, edge.way, 1 << state);
                match edge.to {
                    To::Node(next) => {
                        for to in bits(states).map(|s| (next, s)) {
                            if to != start && !before.contains_key(&to) {
                                before.insert(to, (here, edge.way));
                                open.push_back(to);
                            }
                        }
                    }
                    To::Out(Target::Return) if bits(states).any(|s| goal == Goal::Return(s)) => {
                        end = Some((here, Some(edge.way)));
                        break 'search;
                    }
                    To::Out(_) | To::Default | To::Nowhere => {}
                }
            }
        }
        let (mut here, mut way) = end?;
        let mut after = None;
        let mut back: Vec<Hop> = Vec::new();
        loop {
            // What a call says and asks on the way stands between the call and the line after it.
            if let (Some(Op::Call { scenario: callee, .. }), Some(state), true) =
                (ops.op(here.0), after, depth < MAX_DEPTH)
            {
                let inner = editions(self.program, *callee)
                    .find_map(|c| self.within(c, here.1, Goal::Return(state), depth + 1));
                back.extend(inner.unwrap_or_default().into_iter().rev());
            }
            back.push(Hop {
                scenario,
                node: here.0,
                way,
            });
            let Some((from, by)) = before.get(&here) else { break };
            after = Some(here.1);
            (here, way) = (*from, Some(*by));
        }
        back.reverse();
        Some(back)
    }
}
