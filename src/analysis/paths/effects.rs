//! What a call may do to the facts of its caller.

use petgraph::algo::is_cyclic_directed;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};

use super::callers::Callers;
use crate::analysis::space;
use crate::analysis::summary::editions;
use crate::analysis::walk::{handlers, ops_of_step, outputs, reached_steps, targets_of};
use crate::bundle::orders::Pursuit;
use crate::bundle::program::{
    Answer, Derived, Expr, ExprId, FactId, HandlersId, MeasureId, Node, Op, Program, Scenario, ScenarioId, Spoken,
    Target, amount_name, due_name,
};
use crate::value::Name;

/// Facts that the effect of a call lists.
pub(super) const MAX_FACTS: usize = 2_000;

/// What one scenario, with all that it calls, may do.
#[derive(Clone, Debug, Default)]
pub struct Effect {
    /// Facts that become known where they were not.
    pub asks: FxHashSet<FactId>,
    /// Facts that may get another value.
    pub writes: FxHashSet<FactId>,
    pub forgets: FxHashSet<FactId>,
    /// Facts that are surely known, or «не знаю», when it returns.
    pub sure: FxHashSet<FactId>,
    /// Facts on which it depends whether it returns.
    pub reads: FxHashSet<FactId>,
    pub returns: bool,
    /// Whether it may wait for anything but an answer to one of `asks`.
    pub waits: bool,
    /// Whether it may ask who the person is.
    pub identifies: bool,
    /// Whether a return may be the only way it ends.
    pub only_returns: bool,
    /// The same once everything it asks is known and the person is identified: handlers stay shut.
    pub passes: bool,
    /// Too many facts to list: any may become known or get another value.
    pub wide: bool,
    /// Whether its steps stand in circles: it may never come back.
    pub circles: bool,
}

impl Effect {
    /// Whether it changes a fact that is already known.
    pub fn changes(&self, fact: FactId) -> bool {
        self.wide || self.writes.contains(&fact) || self.forgets.contains(&fact)
    }
}

/// Effects of all scenarios that are called, and what else is looked up once for a base.
#[derive(Default)]
pub struct Effects {
    of: FxHashMap<usize, Effect>,
    /// Editions of one name together, by the scenario that a call names.
    of_calls: FxHashMap<ScenarioId, Effect>,
    /// What `выяснить` of a fact and `подобрать меры` for an event may ask.
    below_facts: FxHashMap<FactId, Vec<FactId>>,
    below_events: FxHashMap<Name, Vec<FactId>>,
    /// An expression that reads a derived fact.
    pub read_by: FxHashMap<FactId, ExprId>,
    /// Facts that say whether a measure is due and how much it is, by measure.
    pub of_measures: FxHashMap<MeasureId, Vec<FactId>>,
    /// Facts that somebody asks, writes or looks up anywhere, or that a call gives.
    pub given: FxHashSet<FactId>,
    /// Whether something besides a call leads to a scenario.
    pub entered: Vec<bool>,
    /// Facts to which «не знаю» was answered and the conversation may go on to another scenario.
    pub lasting: FxHashSet<FactId>,
    /// What scenarios that call others have to do with facts.
    pub callers: Callers,
}

impl Effects {
    pub fn new(program: &Program) -> Self {
        let mut effects = Self::default();
        for (i, expr) in (0_u32..).zip(&program.exprs) {
            if let Expr::Fact(fact) = expr
                && program
                    .facts
                    .get(fact.index())
                    .is_some_and(|f| f.derived != Derived::No)
            {
                effects.read_by.entry(*fact).or_insert(ExprId(i));
            }
        }
        let names: FxHashMap<&str, u32> = if program.measures.is_empty() {
            FxHashMap::default()
        } else {
            (0_u32..).zip(&program.facts).map(|(i, f)| (&*f.name, i)).collect()
        };
        for (i, measure) in (0_u32..).zip(&program.measures) {
            let facts = [due_name(&measure.name), amount_name(&measure.name)];
            let found = facts.iter().filter_map(|n| names.get(n.as_str()).map(|f| FactId(*f)));
            effects.of_measures.insert(MeasureId(i), found.collect());
        }
        let mut called: Vec<usize> = Vec::new();
        for node in &program.nodes {
            match &node.op {
                Op::Ask { fact, .. } | Op::Set(fact, _) => drop(effects.given.insert(*fact)),
                Op::Call { scenario, .. } => {
                    called.extend(editions(program, *scenario));
                    let params = program.scenarios.get(scenario.index()).map(|s| s.params.as_slice());
                    effects.given.extend(params.unwrap_or_default());
                }
                _ => {}
            }
        }
        for source in &program.sources {
            effects.given.extend(&source.outputs);
        }
        called.extend(effects.called_by_measures(program));
        called.sort_unstable();
        called.dedup();
        effects.entered = vec![true; program.scenarios.len()];
        for n in &called {
            if let Some(entered) = effects.entered.get_mut(*n) {
                *entered = false;
            }
        }
        let answers = program.topics.iter().filter_map(|t| t.answer.as_ref());
        let answers = answers.filter_map(|a| if let Answer::Scenario(s) = a { Some(*s) } else { None });
        for scenario in answers.chain(program.defaults.start) {
            for n in editions(program, scenario) {
                if let Some(entered) = effects.entered.get_mut(n) {
                    *entered = true;
                }
            }
        }
        for node in &program.nodes {
            match &node.op {
                Op::Derive { fact, .. } if !effects.below_facts.contains_key(fact) => {
                    let below = effects.pursued_anew(program, &node.op);
                    effects.below_facts.insert(*fact, below);
                }
                Op::Measures { event, .. } if !effects.below_events.contains_key(event) => {
                    let below = effects.pursued_anew(program, &node.op);
                    effects.below_events.insert(event.clone(), below);
                }
                _ => {}
            }
        }
        for scenario in &program.scenarios {
            effects.lasts(program, scenario);
        }
        for n in called {
            effects.work_out(program, n);
        }
        let names = program.nodes.iter().filter_map(|n| match &n.op {
            Op::Call { scenario, .. } => Some(*scenario),
            _ => None,
        });
        let answers = program.measures.iter().filter_map(|m| match &m.answer {
            Some(Answer::Scenario(scenario)) => Some(*scenario),
            _ => None,
        });
        for scenario in names.chain(answers) {
            if !effects.of_calls.contains_key(&scenario)
                && let Some(effect) = effects.together(program, scenario)
            {
                effects.of_calls.insert(scenario, effect);
            }
        }
        effects.callers = Callers::new(program, &effects);
        effects
    }

    /// Scenarios that tell more of a measure, where people may choose one: they are called.
    pub fn called_by_measures(&self, program: &Program) -> Vec<usize> {
        let chosen = |n: &Node| matches!(n.op, Op::Measures { details: Some(_), .. });
        if !program.nodes.iter().any(chosen) {
            return Vec::new();
        }
        let answers = program.measures.iter().filter_map(|m| m.answer.as_ref());
        let scenarios = answers.filter_map(|a| if let Answer::Scenario(s) = a { Some(*s) } else { None });
        scenarios
            .flat_map(|s| editions(program, s).collect::<Vec<_>>())
            .collect()
    }

    /// Adds a scenario that comes back without doing anything.
    pub fn add_empty(&mut self, scenario: ScenarioId) {
        let effect = Effect {
            returns: true,
            only_returns: true,
            passes: true,
            ..Effect::default()
        };
        self.of_calls.insert(scenario, effect);
    }

    /// Whether some call leads to a scenario.
    pub fn is_called(&self, scenario: ScenarioId) -> bool {
        self.of.contains_key(&scenario.index())
    }

    /// The effect of a call; editions of one name count together. `None` where it is not known.
    pub fn of_call(&self, scenario: ScenarioId) -> Option<&Effect> {
        self.of_calls.get(&scenario)
    }

    pub(super) fn together(&self, program: &Program, scenario: ScenarioId) -> Option<Effect> {
        let mut joined: Option<Effect> = None;
        for n in editions(program, scenario) {
            let one = self.of.get(&n)?;
            joined = Some(match joined {
                None => one.clone(),
                Some(mut all) => {
                    all.asks.extend(&one.asks);
                    all.writes.extend(&one.writes);
                    all.forgets.extend(&one.forgets);
                    all.reads.extend(&one.reads);
                    all.sure.retain(|f| one.sure.contains(f));
                    all.returns |= one.returns;
                    all.wide |= one.wide;
                    all.waits |= one.waits;
                    all.identifies |= one.identifies;
                    all.only_returns &= one.only_returns;
                    all.passes &= one.passes;
                    all.circles |= one.circles;
                    all
                }
            });
        }
        joined
    }

    /// Callees before their callers; a circle of calls is an error of its own and is cut somewhere.
    fn work_out(&mut self, program: &Program, n: usize) {
        let mut entered: FxHashSet<usize> = FxHashSet::default();
        let mut open: Vec<(usize, bool)> = vec![(n, false)];
        while let Some((n, callees_done)) = open.pop() {
            if self.of.contains_key(&n) {
                continue;
            }
            if callees_done {
                let effect = self.of_one(program, n);
                self.of.insert(n, effect);
            } else if entered.insert(n) {
                open.push((n, true));
                let steps = program.scenarios.get(n).map(|s| s.steps.0.index()..s.steps.1.index());
                for (_, op) in steps.into_iter().flatten().flat_map(|s| ops_of_step(program, s)) {
                    if let Op::Call { scenario, .. } = op {
                        open.extend(editions(program, *scenario).map(|c| (c, false)));
                    }
                }
            }
        }
    }

    fn of_one(&self, program: &Program, n: usize) -> Effect {
        let mut effect = Effect {
            only_returns: true,
            passes: true,
            ..Effect::default()
        };
        let Some(scenario) = program.scenarios.get(n) else {
            return effect;
        };
        let (first, last) = (scenario.steps.0.index(), scenario.steps.1.index());
        let mut conditions: Vec<ExprId> = Vec::new();
        for step in reached_steps(program, scenario) {
            for (_, op) in ops_of_step(program, step) {
                self.add(program, op, &mut effect, &mut conditions);
                self.targets(program, op, scenario.handlers, &mut effect);
            }
        }
        effect.reads.extend(space::below(program, &conditions));
        effect.circles |= stands_in_circles(program, scenario);
        effect.sure = self.known_on_all_ways(program, first, last, scenario.handlers, &mut |_, _, _| {});
        let facts = [
            &effect.asks,
            &effect.writes,
            &effect.forgets,
            &effect.reads,
            &effect.sure,
        ];
        if effect.wide || facts.iter().map(|f| f.len()).sum::<usize>() > MAX_FACTS {
            // Long chains of calls would hand on ever longer lists.
            effect = Effect {
                wide: true,
                returns: effect.returns,
                waits: true,
                identifies: effect.identifies,
                ..Effect::default()
            };
        }
        effect
    }

    fn targets(&self, program: &Program, op: &Op, everywhere: HandlersId, effect: &mut Effect) {
        let own = targets_of(program, op).into_iter();
        let shared = handlers(program, everywhere).filter_map(|h| h.target.as_ref());
        let shared = shared.filter(|_| !op.is_transition() || matches!(op, Op::Menu { .. }));
        for (of_handler, target) in own.chain(shared.map(|t| (true, t))) {
            match target {
                Target::Return => effect.returns = true,
                Target::Step(_) => {}
                _ => {
                    effect.only_returns = false;
                    effect.passes &= of_handler && matches!(op, Op::Ask { .. } | Op::Identify { .. });
                }
            }
        }
    }

    fn add(&self, program: &Program, op: &Op, effect: &mut Effect, conditions: &mut Vec<ExprId>) {
        match op {
            Op::Ask { fact, .. } => drop(effect.asks.insert(*fact)),
            Op::Set(fact, _) => drop(effect.writes.insert(*fact)),
            Op::Forget(facts) => effect.forgets.extend(facts),
            Op::Lookup { source, .. } => {
                effect.waits = true;
                effect.only_returns = false;
                effect.writes.extend(outputs(program, *source));
            }
            Op::Identify { .. } => {
                effect.identifies = true;
                effect.only_returns = false;
            }
            Op::Menu { .. } => effect.waits = true,
            Op::Derive { .. } | Op::Measures { .. } => {
                effect.waits = true;
                effect.asks.extend(self.pursued(op));
            }
            Op::If { branches, otherwise } => {
                conditions.extend(branches.iter().map(|(c, _)| *c));
                effect.only_returns &= otherwise.is_some();
                effect.passes &= otherwise.is_some();
            }
            Op::Call { scenario, .. } => {
                for callee in editions(program, *scenario) {
                    match self.of.get(&callee) {
                        Some(inner) => {
                            effect.asks.extend(&inner.asks);
                            effect.writes.extend(&inner.writes);
                            effect.forgets.extend(&inner.forgets);
                            effect.reads.extend(&inner.reads);
                            effect.waits |= inner.waits;
                            effect.wide |= inner.wide;
                            effect.identifies |= inner.identifies;
                            effect.only_returns &= inner.only_returns;
                            effect.passes &= inner.passes;
                            effect.circles |= inner.circles;
                        }
                        None => effect.waits = true,
                    }
                }
                let params = program.scenarios.get(scenario.index()).map(|s| s.params.as_slice());
                effect.writes.extend(params.unwrap_or_default());
                effect.forgets.extend(params.unwrap_or_default());
            }
            Op::Say(_) | Op::Go(_) => {}
        }
    }

    /// Facts that `выяснить` or `подобрать меры` may ask; none for other lines.
    pub fn pursued(&self, op: &Op) -> &[FactId] {
        let found = match op {
            Op::Derive { fact, .. } => self.below_facts.get(fact),
            Op::Measures { event, .. } => self.below_events.get(event),
            _ => None,
        };
        found.map_or(&[], Vec::as_slice)
    }

    fn pursued_anew(&self, program: &Program, op: &Op) -> Vec<FactId> {
        let goals = self.goals(program, op);
        let mut exprs: Vec<ExprId> = goals.iter().filter_map(|g| self.read_by.get(g).copied()).collect();
        if let Some(Pursuit::Event(event)) = Pursuit::of(op) {
            let of_event = program.measures.iter().filter(|m| m.events.contains(&event));
            exprs.extend(of_event.flat_map(|m| m.due.into_iter().chain(m.amount)));
        }
        let unread = goals.iter().filter(|g| !self.read_by.contains_key(g));
        let mut below = space::below(program, &exprs);
        for goal in unread {
            below.extend(space::below(program, &space::derivation(program, *goal)));
        }
        below
    }

    /// Derived facts that a statement is to find out.
    pub fn goals(&self, program: &Program, op: &Op) -> Vec<FactId> {
        match Pursuit::of(op) {
            Some(Pursuit::Fact(fact)) => vec![fact],
            Some(Pursuit::Event(event)) => (0_u32..)
                .zip(&program.measures)
                .filter(|(_, m)| m.events.contains(&event))
                .flat_map(|(i, _)| self.of_measures.get(&MeasureId(i)).cloned().unwrap_or_default())
                .collect(),
            None => Vec::new(),
        }
    }
}

/// Whether people can be asked for a fact.
pub fn has_question(program: &Program, fact: FactId) -> bool {
    program
        .facts
        .get(fact.index())
        .is_some_and(|f| f.question != Spoken::default())
}

/// Whether some steps of a scenario lead to each other.
fn stands_in_circles(program: &Program, scenario: &Scenario) -> bool {
    let (first, last) = (scenario.steps.0.index(), scenario.steps.1.index());
    let mut graph: DiGraph<(), (), usize> = DiGraph::default();
    for _ in first..last {
        graph.add_node(());
    }
    let node = |step: usize| {
        step.checked_sub(first)
            .filter(|n| *n < last - first)
            .map(NodeIndex::new)
    };
    for step in reached_steps(program, scenario) {
        let own = ops_of_step(program, step).flat_map(|(_, op)| targets_of(program, op));
        let shared = handlers(program, scenario.handlers).filter_map(|h| h.target.as_ref());
        for target in own.map(|(_, t)| t).chain(shared) {
            if let (Target::Step(to), Some(from)) = (target, node(step))
                && let Some(to) = node(to.index())
            {
                graph.add_edge(from, to, ());
            }
        }
    }
    is_cyclic_directed(&graph)
}
