//! Backward: from which facts a conversation goes round without a word, and from which it can end.

use super::Paths;
use crate::analysis::space::{Key, YES};
use crate::analysis::walk::{handlers, opens, ops_of_step, outputs};
use crate::bundle::program::{ExprId, FactId, HandlerOn, Op, ScenarioId, Target};
use crate::diagram::{ALL, NONE, Ref};

impl<'p> Paths<'_, 'p> {
    /// For each step the facts with which it, once begun, goes on for ever in its part of `inside` without
    /// waiting for anybody: the greatest such sets. With `sources` it may wait for them.
    pub fn silent(&mut self, inside: &[Option<u32>], sources: bool) -> Vec<Ref> {
        let mut sets: Vec<Ref> = inside.iter().map(|i| if i.is_some() { ALL } else { NONE }).collect();
        let mut changed = true;
        while changed {
            changed = false;
            for step in (0..inside.len()).rev() {
                let old = sets.get(step).copied().unwrap_or(NONE);
                if old == NONE {
                    continue;
                }
                let new = self.silent_step(step, &sets, inside, sources);
                let new = self.both(new, old);
                if new != old {
                    changed = true;
                    if let Some(place) = sets.get_mut(step) {
                        *place = new;
                    }
                }
            }
        }
        sets
    }

    fn silent_step(&mut self, step: usize, sets: &[Ref], inside: &[Option<u32>], sources: bool) -> Ref {
        let part = inside.get(step).copied().flatten();
        let program = self.program();
        let ops: Vec<&'p Op> = ops_of_step(program, self.first + step).map(|(_, op)| op).collect();
        let mut set = NONE;
        for op in ops.into_iter().rev() {
            set = match op {
                Op::Go(target) => self.inside(target, sets, inside, part),
                Op::If { branches, otherwise } => {
                    let mut left = ALL;
                    let mut all = NONE;
                    for (condition, target) in branches {
                        let truth = self.space.truth(*condition);
                        if truth.is_none() {
                            return NONE;
                        }
                        let taken = self.saying(left, truth, YES);
                        left = self.without(left, taken);
                        let next = self.inside(target, sets, inside, part);
                        let here = self.both(taken, next);
                        all = self.joined(all, here);
                    }
                    if let Some(target) = otherwise {
                        let next = self.inside(target, sets, inside, part);
                        let here = self.both(left, next);
                        all = self.joined(all, here);
                    }
                    all
                }
                Op::Lookup { source, handlers, .. } if sources => {
                    let told = self.before_told(outputs(program, *source), set);
                    let mut all = self.joined(set, told);
                    for on in [HandlerOn::NoAnswer, HandlerOn::NoData] {
                        if let Some(target) = self.handler(*handlers, on).and_then(|h| h.target.as_ref()) {
                            let there = self.inside(target, sets, inside, part);
                            all = self.joined(all, there);
                        }
                    }
                    all
                }
                Op::Menu { .. } | Op::Lookup { .. } => NONE,
                Op::Say(_) => set,
                // Whoever is identified is not asked again.
                Op::Identify { .. } => self.identified(set, true),
                Op::Ask { fact, .. } => self.all_told(set, [*fact]),
                Op::Set(fact, expr) => self.before_written(*fact, *expr, set).unwrap_or(NONE),
                Op::Forget(facts) => facts.iter().rev().fold(set, |s, f| self.before_forgotten(s, *f)),
                Op::Call { scenario, args } => match self.effects.of_call(*scenario) {
                    Some(effect)
                        if !effect.waits && effect.passes && effect.writes.is_empty() && effect.forgets.is_empty() =>
                    {
                        let mut asks: Vec<FactId> = effect.asks.iter().copied().collect();
                        asks.sort_unstable();
                        let mut told = self.all_told(set, asks);
                        if effect.identifies {
                            told = self.identified(told, true);
                        }
                        self.before_arguments(*scenario, args, told).unwrap_or(NONE)
                    }
                    _ => NONE,
                },
                Op::Derive { fact, .. } => {
                    let effects = self.effects;
                    let pursued = effects.pursued(op);
                    let told = self.all_told(set, pursued.iter().copied());
                    match self.goal(*fact) {
                        Some((function, _)) => {
                            let open = self.saying(set, Some(function), 0);
                            let decided = self.without(set, open);
                            self.joined(told, decided)
                        }
                        None => told,
                    }
                }
                Op::Measures { details: Some(_), .. } => NONE,
                Op::Measures { .. } => {
                    let effects = self.effects;
                    let pursued = effects.pursued(op);
                    self.all_told(set, pursued.iter().copied())
                }
            };
            if set == NONE {
                return NONE;
            }
        }
        set
    }

    /// The set of a step that stands in the same part.
    fn inside(&self, target: &Target, sets: &[Ref], inside: &[Option<u32>], part: Option<u32>) -> Ref {
        match target {
            Target::Step(to) => match self.node_of(*to) {
                Some(to) if inside.get(to).copied().flatten() == part => sets.get(to).copied().unwrap_or(NONE),
                _ => NONE,
            },
            _ => NONE,
        }
    }

    fn behind(&self, target: &Target, sets: &[Ref], out: Ref) -> Ref {
        match target {
            Target::Step(to) => match self.node_of(*to) {
                Some(to) => sets.get(to).copied().unwrap_or(NONE),
                None => out,
            },
            _ => out,
        }
    }

    /// Where all these facts have been asked; nothing where one of them is not followed.
    fn all_told(&mut self, mut set: Ref, facts: impl IntoIterator<Item = FactId>) -> Ref {
        for fact in facts {
            set = match self.space.var_of(fact) {
                Some(var) => self.narrowed(set, var, |v, not_asked| v != not_asked),
                None => NONE,
            };
        }
        set
    }

    /// The facts with which what a source tells leads into a set.
    fn before_told(&mut self, facts: &[FactId], set: Ref) -> Ref {
        facts.iter().fold(set, |set, fact| {
            let told = match self.space.var_of(*fact) {
                Some(var) => self.narrowed(set, var, |v, not_asked| v != not_asked),
                None => set,
            };
            self.freed(told, *fact)
        })
    }

    fn before_forgotten(&mut self, set: Ref, fact: FactId) -> Ref {
        match self.space.var_of(fact) {
            Some(var) => {
                let after = self.narrowed(set, var, |v, not_asked| v == not_asked);
                self.freed(after, fact)
            }
            None => self.freed(set, fact),
        }
    }

    /// The facts with which writing leads into a set; `None` where that cannot be told.
    fn before_written(&mut self, fact: FactId, expr: ExprId, set: Ref) -> Option<Ref> {
        let Some(var) = self.space.var_of(fact) else {
            // A value that conditions see only through terms: what it becomes cannot be told.
            let free = self.freed(set, fact);
            return (free == set).then_some(set);
        };
        let (Some(function), []) = (self.written(fact, expr), self.dependents(fact)) else {
            return None;
        };
        let last = self.space.get(var).map_or(0, |v| v.not_sure());
        let mut all = NONE;
        for region in 0..=last {
            let after = self.narrowed(set, var, |v, _| v == region);
            let before = self.freed(after, fact);
            let here = self.saying(before, Some(function), region);
            all = self.joined(all, here);
        }
        Some(all)
    }

    /// The facts with which taking the arguments of a call leads into a set; `None` where that cannot be
    /// told.
    fn before_arguments(&mut self, scenario: ScenarioId, args: &[ExprId], mut set: Ref) -> Option<Ref> {
        let params = self
            .program()
            .scenarios
            .get(scenario.index())
            .map(|s| s.params.as_slice());
        for (param, arg) in params.unwrap_or_default().iter().zip(args).rev() {
            set = self.before_argument(*param, *arg, set)?;
        }
        Some(set)
    }

    /// An unknown value leaves the fact open, unless the citizen said «не знаю».
    fn before_argument(&mut self, fact: FactId, expr: ExprId, set: Ref) -> Option<Ref> {
        if self.is_itself(fact, expr) {
            return Some(set);
        }
        let Some(var) = self.space.var_of(fact) else {
            return self.before_written(fact, expr, set);
        };
        let (Some(function), []) = (self.written(fact, expr), self.dependents(fact)) else {
            return None;
        };
        let last = self.space.get(var).map_or(0, |v| v.not_sure());
        let mut all = NONE;
        for region in 0..last {
            let after = self.narrowed(set, var, |v, _| v == region);
            let before = self.freed(after, fact);
            let here = self.saying(before, Some(function), region);
            all = self.joined(all, here);
        }
        let said = self.narrowed(set, var, |v, _| v == last);
        let open = self.before_forgotten(set, fact);
        let open = self.narrowed(open, var, |v, _| v != last);
        let unknown = self.joined(said, open);
        let here = self.saying(unknown, Some(function), last);
        Some(self.joined(all, here))
    }

    /// For each step the facts with which, once it is begun, some continuation leaves the scenario.
    pub fn can_end(&mut self) -> Vec<Ref> {
        let program = self.program();
        let count = self.entry.len();
        let mut sets: Vec<Ref> = vec![NONE; count];
        let mut changed = true;
        while changed {
            changed = false;
            for step in (0..count).rev() {
                let old = sets.get(step).copied().unwrap_or(NONE);
                if old == ALL {
                    continue;
                }
                let ops: Vec<&'p Op> = ops_of_step(program, self.first + step).map(|(_, op)| op).collect();
                let mut set = NONE;
                for op in ops.into_iter().rev() {
                    set = self.can_end_line(op, set, &sets);
                }
                let new = self.joined(old, set);
                if new != old {
                    changed = true;
                    if let Some(place) = sets.get_mut(step) {
                        *place = new;
                    }
                }
            }
        }
        sets
    }

    fn can_end_line(&mut self, op: &'p Op, set: Ref, sets: &[Ref]) -> Ref {
        let program = self.program();
        let by_handler = self.by_handlers(op, sets);
        match op {
            Op::Go(target) => self.behind(target, sets, ALL),
            Op::If { branches, otherwise } => {
                let mut left = ALL;
                let mut all = NONE;
                for (condition, target) in branches {
                    let truth = self.space.truth(*condition);
                    let taken = self.saying(left, truth, YES);
                    if truth.is_some() {
                        left = self.without(left, taken);
                    }
                    let next = self.behind(target, sets, ALL);
                    let here = self.both(taken, next);
                    all = self.joined(all, here);
                }
                let next = otherwise.as_ref().map_or(ALL, |t| self.behind(t, sets, ALL));
                let here = self.both(left, next);
                self.joined(all, here)
            }
            Op::Menu { options, .. } => options.iter().fold(by_handler, |all, option| {
                let there = self.behind(&option.target, sets, ALL);
                self.joined(all, there)
            }),
            Op::Say(_) => set,
            Op::Ask { fact, handlers, .. } => {
                let told = match self.space.var_of(*fact) {
                    Some(var) => {
                        let known = self.narrowed(set, var, |v, not_asked| v != not_asked);
                        let diverts = self
                            .handler(*handlers, HandlerOn::DontKnow)
                            .is_some_and(|h| h.target.is_some());
                        let told = self.narrowed(known, var, |v, not_asked| v + 1 != not_asked || !diverts);
                        let any = self.freed(told, *fact);
                        let asked = self.joined(any, by_handler);
                        let asked = self.narrowed(asked, var, |v, not_asked| v == not_asked);
                        return self.joined(known, asked);
                    }
                    None => set,
                };
                self.joined(told, by_handler)
            }
            Op::Set(fact, expr) => match self.before_written(*fact, *expr, set) {
                None => self.freed(set, *fact),
                Some(before) => before,
            },
            Op::Forget(facts) => facts.iter().rev().fold(set, |s, f| self.before_forgotten(s, *f)),
            Op::Lookup { source, .. } => {
                let told = self.before_told(outputs(program, *source), set);
                let all = self.joined(set, told);
                self.joined(all, by_handler)
            }
            Op::Identify { handlers, .. } => {
                let known = self.identified(set, true);
                let within = self.identified(set, true);
                let mut after = self.unidentified(within);
                if self
                    .handler(*handlers, HandlerOn::Failed)
                    .is_some_and(|h| h.target.is_none())
                {
                    after = self.joined(after, set);
                }
                let open = self.joined(after, by_handler);
                let open = self.identified(open, false);
                self.joined(known, open)
            }
            Op::Call { scenario, args } => match self.effects.of_call(*scenario) {
                Some(effect) if effect.passes && effect.returns && !effect.wide => {
                    let mut changed: Vec<FactId> = effect
                        .asks
                        .iter()
                        .chain(&effect.writes)
                        .chain(&effect.forgets)
                        .copied()
                        .collect();
                    changed.sort_unstable();
                    let mut after = changed.into_iter().fold(set, |s, f| self.freed(s, f));
                    after = match self.before_arguments(*scenario, args, after) {
                        Some(before) => before,
                        None => {
                            let params = program.scenarios.get(scenario.index()).map(|s| s.params.clone());
                            params.unwrap_or_default().iter().fold(after, |s, f| self.freed(s, *f))
                        }
                    };
                    if effect.only_returns {
                        return after;
                    }
                    // Handlers inside are opened only where something is still asked.
                    let mut asks: Vec<FactId> = effect.asks.iter().copied().collect();
                    asks.sort_unstable();
                    let mut told = self.all_told(ALL, asks);
                    if effect.identifies {
                        told = self.identified(told, true);
                    }
                    let open = self.without(ALL, told);
                    self.joined(open, after)
                }
                _ => ALL,
            },
            Op::Derive { .. } | Op::Measures { .. } => {
                if matches!(op, Op::Measures { details: Some(_), .. }) {
                    return ALL;
                }
                let effects = self.effects;
                let pursued = effects.pursued(op);
                let told = pursued.iter().fold(set, |s, f| self.freed(s, *f));
                let all = self.joined(set, told);
                self.joined(all, by_handler)
            }
        }
    }

    /// The facts with which a handler of a line leads to where the scenario can be left.
    fn by_handlers(&mut self, op: &'p Op, sets: &[Ref]) -> Ref {
        let program = self.program();
        let Some(own) = op.handlers() else { return NONE };
        let effects = self.effects;
        let mut all = NONE;
        for handler in handlers(program, own).chain(handlers(program, self.scenario.handlers)) {
            let Some(target) = &handler.target else { continue };
            // Only the first for an occasion counts, and only where the occasion may come.
            let first = self.handler(own, handler.on).is_some_and(|h| std::ptr::eq(h, handler));
            if !opens(op, handler.on) || !first {
                continue;
            }
            let mut there = self.behind(target, sets, ALL);
            // «Не знаю» leaves its fact behind; other handlers leave it open.
            match op {
                Op::Ask { fact, .. } if handler.on == HandlerOn::DontKnow => {
                    if let Some(var) = self.space.var_of(*fact) {
                        there = self.narrowed(there, var, |v, not_asked| v + 1 == not_asked);
                    }
                    there = self.freed(there, *fact);
                }
                Op::Derive { .. } | Op::Measures { .. } => {
                    there = effects.pursued(op).iter().fold(there, |s, f| self.freed(s, *f));
                }
                _ => {}
            }
            all = self.joined(all, there);
        }
        all
    }

    /// Variables of facts, each with its fact.
    pub fn fact_vars(&self) -> Vec<(u32, FactId)> {
        (0_u32..)
            .zip(&self.space.vars)
            .filter_map(|(n, v)| {
                if let Key::Fact(fact) = v.key {
                    Some((n, fact))
                } else {
                    None
                }
            })
            .collect()
    }
}
