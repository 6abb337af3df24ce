//! The space of a scenario: what its lines read, and which variables are still wanted where.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::live::{self, Live};
use super::{Effects, Followed, Given, NODES, Paths};
use crate::analysis::space::{Key, Scanner, Space};
use crate::analysis::walk::{handlers, opens, ops_of_step, outputs};
use crate::bundle::program::{ExprId, FactId, Op, Program, Spoken, Target, TextPart};
use crate::diagram::NONE;
use crate::model::Model;

/// A line, the variables that it reads, and those that it gives another value.
type Line<'p> = (&'p Op, Vec<u64>, Vec<u32>);

/// Insertions of a text.
pub fn holes(program: &Program, spoken: Spoken) -> impl Iterator<Item = ExprId> + '_ {
    let texts = [spoken.any, spoken.chat, spoken.voice].into_iter().flatten();
    let parts = texts
        .filter_map(|t| program.texts.get(t.index()))
        .flat_map(|t| &t.parts);
    parts.filter_map(|p| {
        if let TextPart::Hole(expr, _) = p {
            Some(*expr)
        } else {
            None
        }
    })
}

/// The text that a line says or asks with.
pub fn spoken_of(op: &Op) -> Option<Spoken> {
    match op {
        Op::Say(spoken) | Op::Ask { text: spoken, .. } | Op::Menu { text: spoken, .. } => Some(*spoken),
        _ => None,
    }
}

impl<'s, 'p> Paths<'s, 'p> {
    /// The forward sets of a scenario; `None` where nothing in it can depend on facts.
    /// `circles` are its steps that stand in a circle of the graph, those of the copy where it has one.
    pub fn new(
        model: &'p Model,
        scanner: &'s mut Scanner<'p>,
        effects: &'s Effects,
        of: Followed<'s>,
        circles: &[Option<u32>],
    ) -> Option<Self> {
        let program = &model.program;
        let scenario = program.scenarios.get(of.copy.map_or(of.id, |c| c.id).index())?;
        let steps = scenario.steps.0.index()..scenario.steps.1.index();
        let ops = || steps.clone().flat_map(|s| ops_of_step(program, s)).map(|(_, op)| op);
        let sites = sites(program, effects, ops());
        let wanted = ops().any(|op| match op {
            Op::If { .. } | Op::Lookup { .. } => true,
            _ => spoken_of(op).is_some_and(|s| holes(program, s).next().is_some()),
        });
        let identifies = |op: &Op| identifies(effects, op);
        // What callers have asked is asked again by whom nobody else leads to.
        let known_before = |fact: &FactId| {
            of.called.is_some_and(|c| !c.apart)
                && effects.entered.get(of.id.index()) == Some(&false)
                && effects.callers.touch(*fact, of.id)
        };
        let again = |fact: &FactId| sites.get(fact).is_some_and(|n| *n > 1) || known_before(fact);
        let asks_again = ops().any(|op| matches!(op, Op::Ask { fact, .. } if known_before(fact)));
        if !wanted && !asks_again && sites.values().all(|n| *n < 2) && circles.iter().all(Option::is_none) {
            return None;
        }
        let mut space = Space::new(scanner, model);
        if ops().any(identifies) {
            space.follow_identification();
        }
        let mut asked_again: Vec<FactId> = Vec::new();
        for op in ops() {
            match op {
                Op::If { branches, .. } => branches.iter().for_each(|(c, _)| space.register(*c)),
                Op::Lookup { args, .. } => args.iter().for_each(|a| space.register_known(*a)),
                Op::Ask { fact, .. } if again(fact) => asked_again.push(*fact),
                _ => {}
            }
            for hole in spoken_of(op).into_iter().flat_map(|s| holes(program, s)) {
                space.register_known(hole);
            }
        }
        for fact in asked_again {
            space.follow(fact);
        }
        // Whether a circle goes round without a word depends on what it asks.
        for step in steps
            .clone()
            .zip(circles)
            .filter(|(_, inside)| inside.is_some())
            .map(|(s, _)| s)
        {
            for (_, op) in ops_of_step(program, step) {
                match op {
                    Op::Ask { fact, .. } => {
                        space.follow(*fact);
                    }
                    Op::Call { scenario, .. } => {
                        if let Some(effect) = effects.of_call(*scenario).filter(|e| !e.waits) {
                            let mut asks: Vec<FactId> = effect.asks.iter().copied().collect();
                            asks.sort_unstable();
                            for fact in asks {
                                space.follow(fact);
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
        // What is written into followed facts and what `выяснить` is about decides with them.
        let mut goals: FxHashMap<FactId, ExprId> = FxHashMap::default();
        for op in ops() {
            match op {
                Op::Set(fact, expr) if space.var_of(*fact).is_some() => space.register_value(*expr),
                Op::Call { scenario, args } => {
                    let params = program.scenarios.get(scenario.index()).map(|s| s.params.as_slice());
                    for (param, arg) in params.unwrap_or_default().iter().zip(args) {
                        if space.var_of(*param).is_some() {
                            space.register_value(*arg);
                        }
                    }
                }
                Op::Derive { .. } | Op::Measures { .. } => {
                    for goal in effects.goals(program, op) {
                        if let Some(expr) = effects.read_by.get(&goal) {
                            space.register_goal(*expr);
                            goals.insert(goal, *expr);
                        }
                    }
                }
                _ => {}
            }
        }
        space.seal(NODES.0 + NODES.1 * steps.len());
        let mut dependents: FxHashMap<FactId, Vec<u32>> = FxHashMap::default();
        for (n, var) in (0_u32..).zip(&space.vars) {
            if !matches!(var.key, Key::Fact(_)) {
                for fact in &var.below {
                    dependents.entry(*fact).or_default().push(n);
                }
            }
        }
        let written = program.scenarios.get(of.id.index())?.steps;
        let written = written.0.index()..written.1.index();
        let own_ops = written.clone().flat_map(|s| ops_of_step(program, s)).map(|(_, op)| op);
        let mut paths = Self {
            space,
            effects,
            id: of.id,
            scenario,
            own: written.len(),
            copy: of.copy,
            called: of.called,
            first: steps.start,
            entry: vec![NONE; steps.len()],
            rough: false,
            dependents,
            goals,
            loose: BTreeSet::new(),
            live: Live::default(),
            begin: None,
            written: FxHashMap::default(),
            of_goals: FxHashMap::default(),
            given: Arc::new(given(program, effects, own_ops)),
            telling: false,
        };
        paths.make_live();
        paths.spread();
        Some(paths)
    }

    /// Variables besides its own that get any value when a fact does.
    pub(super) fn dependents(&self, fact: FactId) -> &[u32] {
        self.dependents.get(&fact).map_or(&[], Vec::as_slice)
    }

    /// Functions that a line reads.
    fn read(&mut self, op: &Op) -> Vec<crate::diagram::Ref> {
        let program = self.program();
        let mut functions = Vec::new();
        match op {
            Op::If { branches, .. } => functions.extend(branches.iter().filter_map(|(c, _)| self.space.truth(*c))),
            Op::Lookup { args, .. } => functions.extend(args.iter().filter_map(|a| self.space.known(*a))),
            Op::Set(fact, expr) if self.space.var_of(*fact).is_some() => {
                functions.extend(self.written(*fact, *expr));
                functions.extend(self.space.known(*expr));
            }
            Op::Call { scenario, args } => {
                let params = program.scenarios.get(scenario.index()).map(|s| s.params.as_slice());
                for (param, arg) in params.unwrap_or_default().iter().zip(args) {
                    if self.space.var_of(*param).is_some() {
                        functions.extend(self.written(*param, *arg));
                        functions.extend(self.space.known(*arg));
                    }
                }
            }
            Op::Derive { .. } | Op::Measures { .. } => {
                for goal in self.effects.goals(program, op) {
                    functions.extend(self.goal(goal).map(|(f, _)| f));
                }
            }
            _ => {}
        }
        for hole in spoken_of(op).into_iter().flat_map(|s| holes(program, s)) {
            functions.extend(self.space.known(hole));
        }
        functions
    }

    /// Backward: what is read behind each step before it gets another value.
    fn make_live(&mut self) {
        let program = self.program();
        let count = self.entry.len();
        self.live = Live::new(count, self.space.vars.len());
        // What each line reads and what it gives another value, worked out once.
        let mut lines: Vec<Vec<Line<'p>>> = Vec::with_capacity(count);
        let mut before: Vec<Vec<u32>> = vec![Vec::new(); count];
        for step in 0..count {
            let mut of_step = Vec::new();
            for (_, op) in ops_of_step(program, self.first + step) {
                let functions = self.read(op);
                let mut read = self.live.none();
                live::support(&mut read, &self.space.forest, &functions);
                let mut gone = Vec::new();
                match op {
                    Op::Ask { fact, .. } => {
                        if let Some(var) = self.space.var_of(*fact) {
                            live::set(&mut read, var);
                        }
                    }
                    Op::Derive { .. } | Op::Measures { .. } => {
                        for fact in self.effects.pursued(op) {
                            if let Some(var) = self.space.var_of(*fact) {
                                live::set(&mut read, var);
                            }
                        }
                    }
                    _ if identifies(self.effects, op) => {
                        if let Some(var) = self.space.identified() {
                            live::set(&mut read, var);
                        }
                    }
                    Op::Set(fact, _) => gone.extend(self.all_of(*fact)),
                    Op::Forget(facts) => facts.iter().for_each(|f| gone.extend(self.all_of(*f))),
                    _ => {}
                }
                for target in self.targets(op) {
                    if let Target::Step(to) = target
                        && let Some(to) = self.node_of(*to)
                        && let Some(list) = before.get_mut(to)
                    {
                        list.push(u32::try_from(step).unwrap_or(0));
                    }
                }
                of_step.push((op, read, gone));
            }
            lines.push(of_step);
        }
        let mut open: BTreeSet<usize> = (0..count).collect();
        while let Some(step) = open.pop_last() {
            let mut live = self.live.none();
            for (op, read, gone) in lines.get(step).into_iter().flatten().rev() {
                for var in gone {
                    live::clear(&mut live, *var);
                }
                for target in self.targets(op) {
                    if let Target::Step(to) = target
                        && let Some(to) = self.node_of(*to)
                    {
                        live::join(&mut live, self.live.of(to));
                    }
                }
                live::join(&mut live, read);
            }
            if self.live.add(step, &live) {
                open.extend(before.get(step).into_iter().flatten().map(|b| *b as usize));
            }
        }
    }

    /// The variable of a fact and those that depend on it.
    fn all_of(&self, fact: FactId) -> impl Iterator<Item = u32> {
        let own = self.space.var_of(fact);
        own.into_iter()
            .chain(self.dependents(fact).iter().copied())
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// All targets of a line, those of `везде` included.
    pub fn targets(&self, op: &'p Op) -> Vec<&'p Target> {
        let program = self.program();
        let own = crate::analysis::walk::targets_of(program, op);
        let mut all: Vec<&Target> = own.into_iter().map(|(_, t)| t).collect();
        let shared = handlers(program, self.scenario.handlers).filter(|h| opens(op, h.on));
        all.extend(shared.filter_map(|h| h.target.as_ref()));
        all
    }
}

/// Whether a line may ask who the person is.
fn identifies(effects: &Effects, op: &Op) -> bool {
    match op {
        Op::Identify { .. } => true,
        Op::Call { scenario, .. } => effects.of_call(*scenario).is_some_and(|e| e.identifies),
        _ => false,
    }
}

/// What the lines of a scenario give.
fn given<'a>(program: &Program, effects: &Effects, ops: impl Iterator<Item = &'a Op>) -> Given {
    let mut given = Given::default();
    for op in ops {
        match op {
            Op::Ask { fact, .. } => {
                given.asked.insert(*fact);
                given.any.insert(*fact);
            }
            Op::Set(fact, _) => drop(given.any.insert(*fact)),
            Op::Lookup { source, .. } => {
                given.looked_up.extend(outputs(program, *source));
                given.any.extend(outputs(program, *source));
            }
            Op::Derive { .. } | Op::Measures { .. } => {
                given.pursued.extend(effects.pursued(op));
                given.any.extend(effects.pursued(op));
            }
            Op::Call { scenario, .. } => {
                if let Some(effect) = effects.of_call(*scenario) {
                    given.any.extend(effect.asks.iter().chain(&effect.writes));
                }
            }
            _ => {}
        }
    }
    given
}

/// In how many places of a scenario each asked fact may become known.
fn sites<'a>(program: &Program, effects: &Effects, ops: impl Iterator<Item = &'a Op>) -> FxHashMap<FactId, usize> {
    let mut sites: FxHashMap<FactId, usize> = FxHashMap::default();
    for op in ops {
        let mut here: Vec<FactId> = Vec::new();
        match op {
            Op::Ask { fact, .. } | Op::Set(fact, _) => here.push(*fact),
            Op::Lookup { source, .. } => here.extend(outputs(program, *source)),
            Op::Derive { .. } | Op::Measures { .. } => here.extend(effects.pursued(op)),
            Op::Call { scenario, .. } => {
                if let Some(effect) = effects.of_call(*scenario) {
                    here.extend(effect.sure.iter().chain(&effect.writes));
                }
            }
            _ => {}
        }
        here.sort_unstable();
        here.dedup();
        for fact in here {
            *sites.entry(fact).or_default() += 1;
        }
    }
    sites
}
