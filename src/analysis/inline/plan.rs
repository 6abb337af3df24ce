//! Which calls are written out, and in which order scenarios are proved.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::WrittenOut;
use super::touched::Touched;
use crate::analysis::flow::Flow;
use crate::analysis::loops::in_circles;
use crate::analysis::paths::Effects;
use crate::analysis::space::below;
use crate::analysis::summary::{Summaries, editions};
use crate::analysis::walk::ops_of_step;
use crate::bundle::program::{ExprId, FactId, Op, Program, ScenarioId, Validity};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

/// Steps of others that one call may bring, those of their calls included.
const MOST_OF_A_CALL: usize = 200;
/// Steps of others in one copy.
const MOST_OF_A_COPY: usize = 400;
/// Steps of others in all copies, and more for each step of the base.
const MOST_OF_ALL: (usize, usize) = (20_000, 4);

/// A line that calls.
pub struct Call {
    pub node: usize,
    /// Its step among those of its scenario.
    step: usize,
    pub callee: usize,
    /// Whether it can be written out by itself.
    fits: bool,
    /// Whether it leads back to its caller.
    pub leads_back: bool,
}

/// What is written out.
pub struct Plan {
    calls: Vec<Vec<Call>>,
    /// Lines that are written out in the copy of their own scenario, and in those of others.
    own: FxHashSet<usize>,
    nested: FxHashSet<usize>,
    /// Lines that need not be, because nothing that they change or depend on matters to their callers.
    apart: FxHashSet<usize>,
    /// Scenarios that are called in other ways, too.
    otherwise: Vec<usize>,
}

impl Plan {
    pub fn new(program: &Program, effects: &Effects, summaries: &Summaries) -> Self {
        let mut plan = Self {
            calls: Vec::new(),
            own: FxHashSet::default(),
            nested: FxHashSet::default(),
            apart: FxHashSet::default(),
            otherwise: Vec::new(),
        };
        plan.calls = (0..program.scenarios.len())
            .into_par_iter()
            .map(|n| calls_of(program, n))
            .collect();
        if plan.calls.iter().all(Vec::is_empty) {
            return plan;
        }
        let order = plan.callees_first();
        let sizes = plan.sizes(program, &order);
        let size = |of: usize| sizes.get(of).copied().unwrap_or(usize::MAX);
        for call in plan.calls.iter().flatten() {
            if call.fits && size(call.callee) <= MOST_OF_A_CALL {
                plan.nested.insert(call.node);
            }
        }
        let touched = Touched::new(program, effects, &plan.calls, &order);
        let plan_ref = &plan;
        let apart: Vec<Vec<usize>> = (0..plan_ref.calls.len())
            .into_par_iter()
            .map(|n| plan_ref.apart_in(program, effects, summaries, &touched, n))
            .collect();
        plan.apart = apart.into_iter().flatten().collect();
        let mut left = MOST_OF_ALL.0 + MOST_OF_ALL.1 * program.steps.len();
        for calls in &plan.calls {
            let wanted = || {
                calls
                    .iter()
                    .filter(|c| !plan.apart.contains(&c.node) && plan.nested.contains(&c.node))
            };
            let brought = wanted().fold(0_usize, |all, c| all.saturating_add(size(c.callee)));
            // With some of its calls the scenario would be followed no better, and at more cost.
            if brought <= MOST_OF_A_COPY.min(left) {
                left -= brought;
                plan.own.extend(wanted().map(|c| c.node));
            }
        }
        plan.otherwise = effects.called_by_measures(program);
        plan
    }

    /// Whether a scenario has calls that are written out.
    pub fn has_calls(&self, scenario: usize) -> bool {
        let mut calls = self.calls.get(scenario).into_iter().flatten();
        calls.any(|c| self.own.contains(&c.node))
    }

    /// Whom calls that are written out may call, in order.
    pub fn callees(&self) -> Vec<usize> {
        let calls = self.calls.iter().flatten();
        let written = calls.filter(|c| self.own.contains(&c.node) || self.nested.contains(&c.node));
        let mut all: Vec<usize> = written.map(|c| c.callee).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Whether a line is written out, in a copy of its own scenario or within that of another.
    pub fn is_written_out(&self, node: usize, nested: bool) -> bool {
        if nested { &self.nested } else { &self.own }.contains(&node)
    }

    /// All scenarios, each behind those that it calls. Calls that lead back to their caller are marked as such.
    fn callees_first(&mut self) -> Vec<usize> {
        let count = self.calls.len();
        let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(count, count);
        for _ in 0..count {
            graph.add_node(());
        }
        for (n, calls) in self.calls.iter().enumerate() {
            for call in calls {
                graph.add_edge(NodeIndex::new(n), NodeIndex::new(call.callee), ());
            }
        }
        let components = kosaraju_scc(&graph);
        let mut of = vec![0_usize; count];
        for (number, component) in components.iter().enumerate() {
            for node in component {
                if let Some(place) = of.get_mut(node.index()) {
                    *place = number;
                }
            }
        }
        // What leads back to its caller would never end.
        for (n, calls) in self.calls.iter_mut().enumerate() {
            for call in calls {
                call.leads_back = of.get(n) == of.get(call.callee);
                call.fits &= !call.leads_back;
            }
        }
        components.into_iter().flatten().map(NodeIndex::index).collect()
    }

    /// Steps that a call of each scenario brings, those of its own calls included.
    fn sizes(&self, program: &Program, order: &[usize]) -> Vec<usize> {
        let mut sizes = vec![0_usize; self.calls.len()];
        for n in order {
            let scenario = program.scenarios.get(*n);
            let mut size = scenario.map_or(0, |s| s.steps.1.index() - s.steps.0.index());
            for call in self.calls.get(*n).into_iter().flatten().filter(|c| c.fits) {
                let of_callee = sizes.get(call.callee).copied().unwrap_or(usize::MAX);
                if of_callee <= MOST_OF_A_CALL {
                    size = size.saturating_add(of_callee).saturating_add(1);
                }
            }
            if let Some(place) = sizes.get_mut(*n) {
                *place = size;
            }
        }
        sizes
    }

    /// Calls of a scenario that have nothing to do with the rest of it: they stand in no circle, they
    /// come back, and no fact is met on both sides.
    fn apart_in(
        &self,
        program: &Program,
        effects: &Effects,
        summaries: &Summaries,
        touched: &Touched,
        scenario: usize,
    ) -> Vec<usize> {
        let Some(calls) = self.calls.get(scenario).filter(|c| !c.is_empty()) else {
            return Vec::new();
        };
        let id = ScenarioId(u32::try_from(scenario).unwrap_or(u32::MAX));
        let of_callees: Option<Vec<&[FactId]>> = calls.iter().map(|c| touched.all.get(c.callee)?.as_deref()).collect();
        let Some(of_callees) = of_callees else {
            return Vec::new();
        };
        let called = effects.is_called(id);
        // In how many parts each fact is met: the scenario without its calls, and each call.
        let mut parts: Vec<FactId> = touched.own.get(scenario).cloned().unwrap_or_default();
        parts.extend(of_callees.iter().copied().flatten());
        parts.sort_unstable();
        let shared = |fact: &FactId| {
            let first = parts.partition_point(|f| f < fact);
            parts.get(first + 1) == Some(fact)
        };
        let mut apart: Vec<&Call> = Vec::new();
        for (call, facts) in calls.iter().zip(of_callees) {
            let takes = program.scenarios.get(call.callee).is_some_and(|s| !s.params.is_empty());
            let effect = effects.of_call(ScenarioId(u32::try_from(call.callee).unwrap_or(u32::MAX)));
            let returns = effect.is_some_and(|e| e.returns && !e.wide);
            // Callers of this one may have to do with the facts as well.
            let alone = if called {
                facts.is_empty()
            } else {
                !facts.iter().any(shared)
            };
            if !takes && returns && alone {
                apart.push(call);
            }
        }
        if !apart.is_empty() {
            let circles = in_circles(&Flow::new(program, id, summaries));
            apart.retain(|call| circles.get(call.step).is_none_or(Option::is_none));
        }
        apart.into_iter().map(|call| call.node).collect()
    }

    /// Scenarios in groups, all callers of one in groups before its own, and whether all calls of each are
    /// written out in their caller or stand apart.
    pub fn order(&self, program: &Program, copies: &[Option<WrittenOut>]) -> (Vec<bool>, Vec<Vec<usize>>) {
        let count = self.calls.len();
        let mut complete = vec![true; count];
        let mut left = vec![0_usize; count];
        for (n, calls) in self.calls.iter().enumerate() {
            let copied = copies.get(n).is_some_and(Option::is_some);
            for call in calls {
                let written = copied && self.own.contains(&call.node);
                if written && let Some(place) = left.get_mut(call.callee) {
                    *place += 1;
                }
                if !written && !self.apart.contains(&call.node) {
                    let all = editions(program, ScenarioId(u32::try_from(call.callee).unwrap_or(u32::MAX)));
                    for edition in all {
                        if let Some(place) = complete.get_mut(edition) {
                            *place = false;
                        }
                    }
                }
            }
        }
        for n in &self.otherwise {
            if let Some(place) = complete.get_mut(*n) {
                *place = false;
            }
        }
        let mut groups = Vec::new();
        let mut group: Vec<usize> = (0..count).filter(|n| left.get(*n) == Some(&0)).collect();
        while !group.is_empty() {
            let mut next = Vec::new();
            for call in group.iter().filter_map(|n| self.calls.get(*n)).flatten() {
                if self.own.contains(&call.node)
                    && let Some(place) = left.get_mut(call.callee).filter(|n| **n > 0)
                {
                    *place -= 1;
                    if *place == 0 {
                        next.push(call.callee);
                    }
                }
            }
            next.sort_unstable();
            groups.push(std::mem::replace(&mut group, next));
        }
        (complete, groups)
    }

    /// The lines that call each scenario.
    pub fn lines(&self) -> Vec<Vec<usize>> {
        let mut lines = vec![Vec::new(); self.calls.len()];
        for call in self.calls.iter().flatten() {
            if let Some(place) = lines.get_mut(call.callee) {
                place.push(call.node);
            }
        }
        lines
    }

    /// Scenarios that some call apart leads to.
    pub fn called_apart(&self) -> FxHashSet<usize> {
        let calls = self.calls.iter().flatten();
        calls
            .filter(|c| self.apart.contains(&c.node))
            .map(|c| c.callee)
            .collect()
    }
}

fn calls_of(program: &Program, scenario: usize) -> Vec<Call> {
    let mut calls = Vec::new();
    let Some(steps) = program
        .scenarios
        .get(scenario)
        .map(|s| s.steps.0.index()..s.steps.1.index())
    else {
        return calls;
    };
    for (step, index) in steps.enumerate() {
        for (node, op) in ops_of_step(program, index) {
            let Op::Call { scenario, args } = op else { continue };
            let Some(callee) = program.scenarios.get(scenario.index()) else {
                continue;
            };
            let fits = editions(program, *scenario).nth(1).is_none()
                && callee.valid == Validity::default()
                && callee.steps.0 < callee.steps.1
                && args.len() == callee.params.len()
                && takes_one_by_one(program, &callee.params, args);
            calls.push(Call {
                node,
                step,
                callee: scenario.index(),
                fits,
                leads_back: false,
            });
        }
    }
    calls
}

/// Whether no argument reads a parameter that was taken before it.
fn takes_one_by_one(program: &Program, params: &[FactId], args: &[ExprId]) -> bool {
    (1..args.len()).all(|n| {
        let read = args.get(n).map(|a| below(program, &[*a])).unwrap_or_default();
        params.iter().take(n).all(|p| !read.contains(p))
    })
}
