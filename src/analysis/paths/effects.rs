//! What a call may do to the facts of its caller.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::space;
use crate::analysis::summary::editions;
use crate::analysis::walk::{handlers, ops_of_step, targets_of};
use crate::bundle::orders::Pursuit;
use crate::bundle::program::{
    Answer, Derived, Expr, ExprId, FactId, HandlerOn, HandlersId, MeasureId, Op, Program, Scenario, ScenarioId, Spoken,
    Target, amount_name, due_name,
};

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
    /// Whether a return may be the only way it ends.
    pub only_returns: bool,
}

impl Effect {
    /// Whether it changes a fact that is already known.
    pub fn changes(&self, fact: FactId) -> bool {
        self.writes.contains(&fact) || self.forgets.contains(&fact)
    }
}

/// Effects of all scenarios that are called, and what else is looked up once for a base.
#[derive(Default)]
pub struct Effects {
    of: FxHashMap<usize, Effect>,
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
                Op::Measures { details: Some(_), .. } => {
                    let answers = program.measures.iter().filter_map(|m| m.answer.as_ref());
                    called.extend(answers.filter_map(|a| {
                        if let Answer::Scenario(s) = a {
                            Some(s.index())
                        } else {
                            None
                        }
                    }));
                }
                _ => {}
            }
        }
        for source in &program.sources {
            effects.given.extend(&source.outputs);
        }
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
        for scenario in &program.scenarios {
            effects.lasts(program, scenario);
        }
        for n in called {
            effects.work_out(program, n, &mut Vec::new());
        }
        effects
    }

    /// Adds the facts that a scenario may leave behind as «не знаю», when it returns or leads to a topic.
    fn lasts(&mut self, program: &Program, scenario: &Scenario) {
        let (first, last) = (scenario.steps.0.index(), scenario.steps.1.index());
        let ops = |step: usize| ops_of_step(program, step).map(|(_, op)| op);
        let asks = |op: &Op| matches!(op, Op::Ask { .. } | Op::Derive { .. } | Op::Measures { .. });
        if !(first..last).flat_map(ops).any(asks) {
            return;
        }
        // Steps from which the scenario may be left with the conversation going on.
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); last - first];
        let mut goes_on = vec![false; last - first];
        let mut open: Vec<usize> = Vec::new();
        for step in first..last {
            let own = ops(step).flat_map(|op| targets_of(program, op)).map(|(_, t)| t);
            let shared = handlers(program, scenario.handlers).filter_map(|h| h.target.as_ref());
            for target in own.chain(shared) {
                match target {
                    Target::Return | Target::Topic(_) => open.push(step - first),
                    Target::Step(to) if !to.is_none() => {
                        if let Some(list) = to.index().checked_sub(first).and_then(|n| before.get_mut(n)) {
                            list.push(step - first);
                        }
                    }
                    _ => {}
                }
            }
        }
        while let Some(step) = open.pop() {
            if let Some(place @ false) = goes_on.get_mut(step) {
                *place = true;
                open.extend(before.get(step).into_iter().flatten());
            }
        }
        let on = |step: usize| step.checked_sub(first).and_then(|n| goes_on.get(n)) == Some(&true);
        for step in first..last {
            for op in ops(step).filter(|op| asks(op)) {
                let own = match op {
                    Op::Ask { handlers, .. } | Op::Derive { handlers, .. } | Op::Measures { handlers, .. } => *handlers,
                    _ => continue,
                };
                let mut handler = handlers(program, own).chain(handlers(program, scenario.handlers));
                let handler = handler.find(|h| h.on == HandlerOn::DontKnow);
                let lasts = match handler.and_then(|h| h.target.as_ref()) {
                    None => on(step),
                    Some(Target::Step(to)) => on(to.index()),
                    Some(Target::Return | Target::Topic(_)) => true,
                    Some(_) => false,
                };
                if lasts {
                    match op {
                        Op::Ask { fact, .. } => drop(self.lasting.insert(*fact)),
                        _ => self.lasting.extend(self.pursued(program, op)),
                    }
                }
            }
        }
    }

    /// The effect of a call; editions of one name count together. `None` where it is not known.
    pub fn of_call(&self, program: &Program, scenario: ScenarioId) -> Option<Effect> {
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
                    all.waits |= one.waits;
                    all.only_returns &= one.only_returns;
                    all
                }
            });
        }
        joined
    }

    fn work_out(&mut self, program: &Program, n: usize, on_the_way: &mut Vec<usize>) {
        if self.of.contains_key(&n) || on_the_way.contains(&n) {
            return;
        }
        let Some(scenario) = program.scenarios.get(n) else {
            return;
        };
        on_the_way.push(n);
        let (first, last) = (scenario.steps.0.index(), scenario.steps.1.index());
        let mut effect = Effect {
            only_returns: true,
            ..Effect::default()
        };
        let mut conditions: Vec<ExprId> = Vec::new();
        for step in first..last {
            for (_, op) in ops_of_step(program, step) {
                self.add(program, op, &mut effect, &mut conditions, on_the_way);
                self.targets(program, op, scenario.handlers, &mut effect);
            }
        }
        effect.reads.extend(space::below(program, &conditions));
        effect.sure = self.sure(program, first, last, scenario.handlers);
        on_the_way.pop();
        self.of.insert(n, effect);
    }

    fn targets(&self, program: &Program, op: &Op, everywhere: HandlersId, effect: &mut Effect) {
        let own = targets_of(program, op).into_iter().map(|(_, t)| t);
        let shared = handlers(program, everywhere).filter_map(|h| h.target.as_ref());
        for target in own.chain(shared.filter(|_| !op.is_transition() || matches!(op, Op::Menu { .. }))) {
            match target {
                Target::Return => effect.returns = true,
                Target::Step(_) => {}
                _ => effect.only_returns = false,
            }
        }
    }

    fn add(
        &mut self,
        program: &Program,
        op: &Op,
        effect: &mut Effect,
        conditions: &mut Vec<ExprId>,
        on_the_way: &mut Vec<usize>,
    ) {
        match op {
            Op::Ask { fact, .. } => drop(effect.asks.insert(*fact)),
            Op::Set(fact, _) => drop(effect.writes.insert(*fact)),
            Op::Forget(facts) => effect.forgets.extend(facts),
            Op::Lookup { source, .. } => {
                effect.waits = true;
                effect.only_returns = false;
                let outputs = program.sources.get(source.index()).map(|s| s.outputs.as_slice());
                effect.writes.extend(outputs.unwrap_or_default());
            }
            Op::Identify { .. } => {
                effect.waits = true;
                effect.only_returns = false;
            }
            Op::Menu { .. } => effect.waits = true,
            Op::Derive { .. } | Op::Measures { .. } => {
                effect.waits = true;
                effect.asks.extend(self.pursued(program, op));
            }
            Op::If { branches, otherwise } => {
                conditions.extend(branches.iter().map(|(c, _)| *c));
                effect.only_returns &= otherwise.is_some();
            }
            Op::Call { scenario, .. } => {
                for callee in editions(program, *scenario) {
                    self.work_out(program, callee, on_the_way);
                    match self.of.get(&callee) {
                        Some(inner) => {
                            effect.asks.extend(&inner.asks);
                            effect.writes.extend(&inner.writes);
                            effect.forgets.extend(&inner.forgets);
                            effect.reads.extend(&inner.reads);
                            effect.waits |= inner.waits;
                            effect.only_returns &= inner.only_returns;
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

    /// Facts that `выяснить` or `подобрать меры` may ask.
    pub fn pursued(&self, program: &Program, op: &Op) -> Vec<FactId> {
        if !matches!(op, Op::Derive { .. } | Op::Measures { .. }) {
            return Vec::new();
        }
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

    /// Facts that are known on every way to a return: intersections forward until nothing changes.
    fn sure(&self, program: &Program, first: usize, last: usize, everywhere: HandlersId) -> FxHashSet<FactId> {
        let mut entry: Vec<Option<FxHashSet<FactId>>> = vec![None; last.saturating_sub(first)];
        if let Some(start) = entry.first_mut() {
            *start = Some(FxHashSet::default());
        }
        let mut result: Option<FxHashSet<FactId>> = None;
        let mut open: Vec<usize> = vec![first];
        while let Some(step) = open.pop() {
            let Some(Some(mut known)) = step.checked_sub(first).and_then(|at| entry.get(at)).cloned() else {
                continue;
            };
            let mut flow = |target: &Target, known: &FxHashSet<FactId>, open: &mut Vec<usize>| match target {
                Target::Return => match &mut result {
                    None => result = Some(known.clone()),
                    Some(all) => all.retain(|f| known.contains(f)),
                },
                Target::Step(to) if !to.is_none() => {
                    let Some(place) = to.index().checked_sub(first).and_then(|at| entry.get_mut(at)) else {
                        return;
                    };
                    match place {
                        None => {
                            *place = Some(known.clone());
                            open.push(to.index());
                        }
                        Some(all) => {
                            let before = all.len();
                            all.retain(|f| known.contains(f));
                            if all.len() != before {
                                open.push(to.index());
                            }
                        }
                    }
                }
                _ => {}
            };
            for (_, op) in ops_of_step(program, step) {
                let waits = matches!(
                    op,
                    Op::Ask { .. }
                        | Op::Menu { .. }
                        | Op::Identify { .. }
                        | Op::Derive { .. }
                        | Op::Measures { .. }
                        | Op::Lookup { .. }
                );
                if waits {
                    for handler in handlers(program, everywhere) {
                        if let Some(target) = &handler.target {
                            flow(target, &known, &mut open);
                        }
                    }
                }
                // Handlers of a question leave before it is answered.
                for (of_handler, target) in targets_of(program, op) {
                    if of_handler {
                        flow(target, &known, &mut open);
                    }
                }
                match op {
                    Op::Ask { fact, .. } | Op::Set(fact, _) => drop(known.insert(*fact)),
                    Op::Forget(facts) => known.retain(|f| !facts.contains(f)),
                    Op::Call { scenario, .. } => {
                        if let Some(inner) = self.of_call(program, *scenario) {
                            known.retain(|f| !inner.forgets.contains(f) || inner.sure.contains(f));
                            known.extend(&inner.sure);
                        }
                    }
                    _ => {}
                }
                for (of_handler, target) in targets_of(program, op) {
                    if !of_handler {
                        flow(target, &known, &mut open);
                    }
                }
            }
        }
        result.unwrap_or_default()
    }
}

/// Whether people can be asked for a fact.
pub fn has_question(program: &Program, fact: FactId) -> bool {
    program
        .facts
        .get(fact.index())
        .is_some_and(|f| f.question != Spoken::default())
}
