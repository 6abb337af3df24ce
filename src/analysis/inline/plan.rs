//! Which calls are written out, and in which order scenarios are proved.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::WrittenOut;
use crate::analysis::flow::Flow;
use crate::analysis::loops::in_circles;
use crate::analysis::paths::{Effects, holes, spoken_of};
use crate::analysis::space::below;
use crate::analysis::summary::{Summaries, editions};
use crate::analysis::walk::{ops_of_step, outputs};
use crate::bundle::program::{Expr, ExprId, FactId, Op, Program, ScenarioId, Validity};
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

/// Steps of others that one call may bring, those of their calls included.
const MOST_OF_A_CALL: usize = 200;
/// Steps of others in one copy.
const MOST_OF_A_COPY: usize = 400;

/// A line that calls.
struct Call {
    node: usize,
    /// Its step among those of its scenario.
    step: usize,
    callee: usize,
    /// Whether it can be written out by itself.
    fits: bool,
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
        let sizes = plan.sizes(program);
        let size = |of: usize| sizes.get(of).copied().unwrap_or(usize::MAX);
        for call in plan.calls.iter().flatten() {
            if call.fits && size(call.callee) <= MOST_OF_A_CALL {
                plan.nested.insert(call.node);
            }
        }
        let touched = Touched::new(program, effects, &plan.calls);
        let plan_ref = &plan;
        let apart: Vec<Vec<usize>> = (0..plan_ref.calls.len())
            .into_par_iter()
            .map(|n| plan_ref.apart_in(program, effects, summaries, &touched, n))
            .collect();
        plan.apart = apart.into_iter().flatten().collect();
        for (n, calls) in plan.calls.iter().enumerate() {
            let mut room = MOST_OF_A_COPY;
            for call in calls {
                let size = size(call.callee);
                if plan.nested.contains(&call.node)
                    && !plan.apart.contains(&call.node)
                    && size <= room
                    && call.callee != n
                {
                    room -= size;
                    plan.own.insert(call.node);
                }
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

    /// Steps that a call of each scenario brings, those of its own calls included.
    fn sizes(&mut self, program: &Program) -> Vec<usize> {
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
        // Callees come before their callers.
        let components = tarjan_scc(&graph);
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
                call.fits &= of.get(n) != of.get(call.callee);
            }
        }
        let mut sizes = vec![0_usize; count];
        for component in components {
            for node in component {
                let n = node.index();
                let steps = program
                    .scenarios
                    .get(n)
                    .map_or(0, |s| s.steps.1.index() - s.steps.0.index());
                let mut size = steps;
                for call in self.calls.get(n).into_iter().flatten().filter(|c| c.fits) {
                    let of_callee = sizes.get(call.callee).copied().unwrap_or(usize::MAX);
                    if of_callee <= MOST_OF_A_CALL {
                        size = size.saturating_add(of_callee).saturating_add(1);
                    }
                }
                if let Some(place) = sizes.get_mut(n) {
                    *place = size;
                }
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
        let mut apart = Vec::new();
        let Some(calls) = self.calls.get(scenario).filter(|c| !c.is_empty()) else {
            return apart;
        };
        let id = ScenarioId(u32::try_from(scenario).unwrap_or(u32::MAX));
        if effects.is_called(id) {
            return apart;
        }
        // In how many parts each fact is met: the scenario without its calls, and each call.
        let mut parts: Vec<FactId> = touched.own.get(scenario).cloned().unwrap_or_default();
        for call in calls {
            parts.extend(touched.all.get(call.callee).into_iter().flatten());
        }
        parts.sort_unstable();
        let shared = |fact: &FactId| {
            let first = parts.partition_point(|f| f < fact);
            parts.get(first + 1) == Some(fact)
        };
        let circles = in_circles(&Flow::new(program, id, summaries));
        for call in calls {
            let round = circles.get(call.step).is_some_and(Option::is_some);
            let takes = program.scenarios.get(call.callee).is_some_and(|s| !s.params.is_empty());
            let effect = effects.of_call(ScenarioId(u32::try_from(call.callee).unwrap_or(u32::MAX)));
            let returns = effect.is_some_and(|e| e.returns && !e.wide);
            let facts = touched.all.get(call.callee).map_or(&[][..], Vec::as_slice);
            if !round && !takes && returns && !facts.iter().any(shared) {
                apart.push(call.node);
            }
        }
        apart
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

/// Facts that scenarios have to do with, in order.
struct Touched {
    /// By lines of their own.
    own: Vec<Vec<FactId>>,
    /// Through calls, too.
    all: Vec<Vec<FactId>>,
}

impl Touched {
    fn new(program: &Program, effects: &Effects, calls: &[Vec<Call>]) -> Self {
        let mut wanted = vec![false; calls.len()];
        for (n, of) in calls.iter().enumerate() {
            for place in of.iter().map(|c| c.callee).chain((!of.is_empty()).then_some(n)) {
                if let Some(place) = wanted.get_mut(place) {
                    *place = true;
                }
            }
        }
        let own: Vec<Vec<FactId>> = wanted
            .into_par_iter()
            .enumerate()
            .map(|(n, wanted)| {
                if wanted {
                    own_facts(program, effects, n)
                } else {
                    Vec::new()
                }
            })
            .collect();
        let mut touched = Self { all: own.clone(), own };
        // Lists of callees are added until nothing is new; circles of calls are few and short.
        let mut changed = true;
        while changed {
            changed = false;
            for (n, of) in calls.iter().enumerate().filter(|(_, of)| !of.is_empty()) {
                let mut all = touched.all.get(n).cloned().unwrap_or_default();
                let before = all.len();
                for call in of {
                    all.extend(touched.all.get(call.callee).into_iter().flatten());
                }
                all.sort_unstable();
                all.dedup();
                if all.len() != before {
                    changed = true;
                    if let Some(place) = touched.all.get_mut(n) {
                        *place = all;
                    }
                }
            }
        }
        touched
    }
}

/// Facts that lines of a scenario ask, change, look up, read or show; who the person is counts as one.
fn own_facts(program: &Program, effects: &Effects, scenario: usize) -> Vec<FactId> {
    let mut facts: Vec<FactId> = Vec::new();
    let mut read: Vec<ExprId> = Vec::new();
    let steps = program
        .scenarios
        .get(scenario)
        .map(|s| s.steps.0.index()..s.steps.1.index());
    for (_, op) in steps.into_iter().flatten().flat_map(|s| ops_of_step(program, s)) {
        match op {
            Op::Ask { fact, .. } => facts.push(*fact),
            Op::Set(fact, expr) => {
                facts.push(*fact);
                read.push(*expr);
            }
            Op::Forget(all) => facts.extend(all),
            Op::Lookup { source, args, .. } => {
                facts.extend(outputs(program, *source));
                read.extend(args);
            }
            Op::Identify { .. } => facts.push(FactId::NONE),
            Op::Derive { .. } | Op::Measures { .. } => facts.extend(effects.pursued(op)),
            Op::If { branches, .. } => read.extend(branches.iter().map(|(c, _)| *c)),
            Op::Call { args, .. } => read.extend(args),
            Op::Menu { .. } | Op::Say(_) | Op::Go(_) => {}
        }
        read.extend(spoken_of(op).into_iter().flat_map(|s| holes(program, s)));
    }
    read.retain(|e| !matches!(program.exprs.get(e.index()), Some(Expr::Const(_))));
    facts.extend(below(program, &read));
    facts.sort_unstable();
    facts.dedup();
    facts
}
