//! The longest ways through a scenario: circles count once, what follows them in order.

use std::collections::BTreeSet;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::cells::{Cell, Cost, Ends, Found, Known, Leaving, arrive};
use super::circles::{components, is_round};
use super::lines::Lines;
use crate::analysis::ops::{Ops, Way};
use crate::analysis::summary::editions;
use crate::bundle::program::{FactId, Op, Program, ScenarioId};

/// Walks scenarios; what is called is walked once for each set of facts known before.
pub struct Walker<'a> {
    pub(super) program: &'a Program,
    pub(super) lines: &'a Lines<'a>,
    done: FxHashMap<(usize, Vec<FactId>), Rc<Found>>,
    asks: FxHashMap<usize, Rc<BTreeSet<FactId>>>,
    /// Calls that are being walked.
    depth: u32,
}

impl<'a> Walker<'a> {
    /// A walker that has seen nothing yet.
    pub fn new(program: &'a Program, lines: &'a Lines<'a>) -> Self {
        Self {
            program,
            lines,
            done: FxHashMap::default(),
            asks: FxHashMap::default(),
            depth: 0,
        }
    }

    /// The bounds of a scenario that starts with nothing known.
    pub fn scenario(mut self, scenario: usize) -> Found {
        let found = self.walk(scenario, &Known::new());
        Rc::try_unwrap(found).unwrap_or_else(|shared| (*shared).clone())
    }

    pub(super) fn ops(&self, scenario: usize) -> Ops<'a> {
        Ops::new(self.program, ScenarioId(u32::try_from(scenario).unwrap_or(u32::MAX)))
    }

    /// Facts that a scenario may ask, with what it calls.
    pub(super) fn asked(&mut self, scenario: usize) -> Rc<BTreeSet<FactId>> {
        if let Some(known) = self.asks.get(&scenario) {
            return Rc::clone(known);
        }
        // A circle of calls finds this and stops; it is reported elsewhere.
        self.asks.insert(scenario, Rc::default());
        let ops = self.ops(scenario);
        let mut all = BTreeSet::new();
        for node in ops.nodes.clone() {
            let Some(op) = ops.op(node) else { continue };
            all.extend(self.of_line(op));
        }
        let all = Rc::new(all);
        self.asks.insert(scenario, Rc::clone(&all));
        all
    }

    pub(super) fn of_line(&mut self, op: &Op) -> Vec<FactId> {
        match op {
            Op::Call { scenario, .. } => {
                let callees: Vec<usize> = editions(self.program, *scenario).collect();
                let mut all: Vec<FactId> = Vec::new();
                for callee in callees {
                    all.extend(self.asked(callee).iter());
                }
                all
            }
            op => self.lines.asks(op),
        }
    }

    /// Facts that more than one line may ask: only of these does it matter whether they are known.
    fn shared(&mut self, ops: &Ops<'_>) -> BTreeSet<FactId> {
        let mut once = BTreeSet::new();
        let mut twice = BTreeSet::new();
        for node in ops.nodes.clone() {
            let Some(op) = ops.op(node) else { continue };
            let facts: BTreeSet<FactId> = self.of_line(op).into_iter().collect();
            for fact in facts {
                if !once.insert(fact) {
                    twice.insert(fact);
                }
            }
            // A goal that is found out twice is asked about once.
            if let Op::Derive { fact, .. } = op
                && !once.insert(*fact)
            {
                twice.insert(*fact);
            }
            // What is written need not be asked.
            if let Op::Set(fact, _) = op {
                twice.insert(*fact);
            }
        }
        twice
    }

    pub(super) fn walk(&mut self, scenario: usize, known: &Known) -> Rc<Found> {
        let key = (scenario, known.iter().copied().collect::<Vec<_>>());
        if let Some(done) = self.done.get(&key) {
            return Rc::clone(done);
        }
        if self.depth >= self.program.defaults.call_depth {
            return Rc::default();
        }
        self.depth += 1;
        let found = Rc::new(self.longest(scenario, known));
        self.depth -= 1;
        self.done.insert(key, Rc::clone(&found));
        found
    }

    fn longest(&mut self, scenario: usize, known: &Known) -> Found {
        let ops = self.ops(scenario);
        let Some(start) = ops.start() else {
            return Found::default();
        };
        let mut shared = self.shared(&ops);
        shared.extend(known);
        let (components, of_node) = components(&ops, self.lines);
        let mut found = Found::default();
        let mut cells: Vec<Cell> = Vec::new();
        let mut at: Vec<Vec<usize>> = vec![Vec::new(); components.len()];
        let first = of_node.first().copied().unwrap_or(0);
        cells.push(Cell {
            component: first,
            known: known.clone(),
            questions: 0,
            seconds: 0.0,
            questions_from: None,
            seconds_from: None,
        });
        if let Some(list) = at.get_mut(first) {
            list.push(0);
        }
        let mut ends = Ends::default();
        // The library gives what leads nowhere else first.
        for (n, component) in components.iter().enumerate().rev() {
            let round = is_round(&ops, self.lines, component);
            if round && found.circle.is_empty() && at.get(n).is_some_and(|cells| !cells.is_empty()) {
                found.circle = self.asks_anew(scenario, &ops, component);
            }
            for cell in at.get(n).cloned().unwrap_or_default() {
                let Some(here) = cells.get(cell).cloned() else { continue };
                let inside = round.then(|| self.cost_of_round(&ops, component, &here.known));
                for node in component {
                    self.leave(
                        &ops,
                        *node,
                        cell,
                        &here,
                        inside.as_ref(),
                        &shared,
                        &mut |to, step| match to {
                            Leaving::Node(next) => {
                                let to = of_node.get(next.wrapping_sub(start)).copied().unwrap_or(n);
                                if to != n {
                                    arrive(&mut cells, &mut at, to, step);
                                }
                            }
                            Leaving::Return => {
                                ends.returning(&step);
                                ends.end(step);
                            }
                            Leaving::End => ends.end(step),
                        },
                    );
                }
            }
        }
        ends.into_found(scenario, &cells, &components, found)
    }

    /// Hands on every way out of a line.
    #[allow(clippy::too_many_arguments, reason = "one step of one walk")]
    fn leave(
        &mut self,
        ops: &Ops<'_>,
        node: usize,
        cell: usize,
        here: &Cell,
        round: Option<&Cost>,
        shared: &BTreeSet<FactId>,
        to: &mut impl FnMut(Leaving, Cell),
    ) {
        let Some(op) = ops.op(node) else { return };
        let own;
        let cost = match round {
            Some(cost) => cost,
            None => {
                own = self.cost(op, &here.known, shared);
                &own
            }
        };
        let step = |edge_seconds: f64, cost: &Cost, way: Way| Cell {
            component: here.component,
            known: cost.known.clone(),
            questions: here.questions.saturating_add(cost.questions),
            seconds: here.seconds + cost.seconds + edge_seconds,
            questions_from: Some((cell, node, way)),
            seconds_from: Some((cell, node, way)),
        };
        if let (Op::Call { scenario, .. }, None) = (op, round) {
            self.call(ops, node, *scenario, cost, &step, to);
            return;
        }
        for edge in self.lines.ways(ops, node) {
            let next = step(self.lines.seconds_on(ops, op, &edge), cost, edge.way);
            to(Leaving::of(&edge), next);
        }
    }

    /// A call goes on where the callee returns, and may end within it.
    fn call(
        &mut self,
        ops: &Ops<'_>,
        node: usize,
        scenario: ScenarioId,
        own: &Cost,
        step: &impl Fn(f64, &Cost, Way) -> Cell,
        to: &mut impl FnMut(Leaving, Cell),
    ) {
        let callees: Vec<usize> = editions(self.program, scenario).collect();
        if callees.is_empty() {
            for edge in ops.follow(node) {
                to(Leaving::of(&edge), step(0.0, own, edge.way));
            }
        }
        for callee in callees {
            let asked = self.asked(callee);
            let before: Known = own.known.intersection(&asked).copied().collect();
            let found = self.walk(callee, &before);
            let mut cost = Cost {
                questions: found.questions,
                seconds: found.seconds,
                known: own.known.clone(),
            };
            to(Leaving::End, step(0.0, &cost, Way::Next));
            if let Some(returning) = &found.returning {
                cost.questions = returning.questions;
                cost.seconds = returning.seconds;
                cost.known.extend(&returning.known);
                for edge in ops.follow(node) {
                    to(Leaving::of(&edge), step(0.0, &cost, edge.way));
                }
            }
        }
    }

    fn cost(&self, op: &Op, known: &Known, shared: &BTreeSet<FactId>) -> Cost {
        let mut after = known.clone();
        match op {
            Op::Ask { fact, .. } | Op::Set(fact, _) | Op::Derive { fact, .. } => {
                after.insert(*fact);
            }
            Op::Forget(facts) => {
                // A goal below which something is forgotten is open again.
                after.retain(|f| !facts.contains(f) && !self.derived(*f));
            }
            Op::Call { scenario, .. } => {
                let callee = self.program.scenarios.get(scenario.index());
                for fact in callee.into_iter().flat_map(|c| &c.params) {
                    after.remove(fact);
                }
            }
            _ => {}
        }
        after.retain(|f| shared.contains(f));
        Cost {
            questions: self.lines.questions(op, known),
            seconds: self.lines.seconds(op, known),
            known: after,
        }
    }

    pub(super) fn derived(&self, fact: FactId) -> bool {
        let fact = self.program.facts.get(fact.index());
        fact.is_some_and(|f| f.derived != crate::bundle::program::Derived::No)
    }
}
