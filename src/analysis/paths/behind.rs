//! What a scenario leaves behind: answers «не знаю» that last, facts that are surely known when it returns.

use rustc_hash::{FxHashMap, FxHashSet};

use super::effects::{Effects, MAX_FACTS};
use crate::analysis::walk::{handlers, ops_of_step, targets_of};
use crate::bundle::program::{ExprId, FactId, HandlerOn, HandlersId, Op, Program, Scenario, ScenarioId, Target};

/// Told of a call: the scenario, its arguments, and what is known before it.
pub(super) type AtCall<'a> = dyn FnMut(ScenarioId, &[ExprId], &FxHashSet<FactId>) + 'a;

impl Effects {
    /// Adds the facts that a scenario may leave behind as «не знаю», when it returns or leads to a topic.
    pub(super) fn lasts(&mut self, program: &Program, scenario: &Scenario) {
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
        // Steps that make a fact open again: «не знаю» does not get past them.
        let mut forgets: FxHashMap<FactId, FxHashSet<usize>> = FxHashMap::default();
        for step in first..last {
            for op in ops(step) {
                if let Op::Forget(facts) = op {
                    for fact in facts {
                        forgets.entry(*fact).or_default().insert(step);
                    }
                }
            }
        }
        let passes = |from: usize, fact: FactId| {
            let Some(forgets) = forgets.get(&fact) else {
                return on(from);
            };
            let mut seen: FxHashSet<usize> = FxHashSet::default();
            let mut open = vec![from];
            while let Some(step) = open.pop() {
                if forgets.contains(&step) || !on(step) || !seen.insert(step) {
                    continue;
                }
                if seen.len() > MAX_FACTS {
                    return true;
                }
                let own = ops(step).flat_map(|op| targets_of(program, op)).map(|(_, t)| t);
                let shared = handlers(program, scenario.handlers).filter_map(|h| h.target.as_ref());
                for target in own.chain(shared) {
                    match target {
                        Target::Return | Target::Topic(_) => return true,
                        Target::Step(to) if !to.is_none() => open.push(to.index()),
                        _ => {}
                    }
                }
            }
            false
        };
        for step in first..last {
            for op in ops(step).filter(|op| asks(op)) {
                let own = match op {
                    Op::Ask { handlers, .. } | Op::Derive { handlers, .. } | Op::Measures { handlers, .. } => *handlers,
                    _ => continue,
                };
                let mut handler = handlers(program, own).chain(handlers(program, scenario.handlers));
                let handler = handler.find(|h| h.on == HandlerOn::DontKnow);
                let target = handler.and_then(|h| h.target.as_ref());
                let lasts = |fact: FactId| match target {
                    // The line that asks stands behind what its own step forgets before.
                    None => on(step) && (passes(step, fact) || forgets.get(&fact).is_some_and(|f| f.contains(&step))),
                    Some(Target::Step(to)) => passes(to.index(), fact),
                    Some(Target::Return | Target::Topic(_)) => true,
                    Some(_) => false,
                };
                let asked: &[FactId] = match op {
                    Op::Ask { fact, .. } => std::slice::from_ref(fact),
                    _ => self.pursued(op),
                };
                let more: Vec<FactId> = asked.iter().copied().filter(|f| lasts(*f)).collect();
                self.lasting.extend(more);
            }
        }
    }

    /// Facts that are known on every way to a return: intersections forward until nothing changes.
    /// `at_call` is told of each call, its arguments and what is known on the ways there so far: the
    /// last time it is told, on all.
    pub(super) fn known_on_all_ways(
        &self,
        program: &Program,
        first: usize,
        last: usize,
        everywhere: HandlersId,
        at_call: &mut AtCall<'_>,
    ) -> FxHashSet<FactId> {
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
                // Handlers of a question leave before it is answered; «не знаю» answers it.
                if let Op::Ask {
                    fact, handlers: own, ..
                } = op
                {
                    for handler in handlers(program, *own) {
                        let mut told = known.clone();
                        if handler.on == HandlerOn::DontKnow {
                            told.insert(*fact);
                        }
                        if let Some(target) = &handler.target {
                            flow(target, &told, &mut open);
                        }
                    }
                } else {
                    for (_, target) in targets_of(program, op)
                        .into_iter()
                        .filter(|(of_handler, _)| *of_handler)
                    {
                        flow(target, &known, &mut open);
                    }
                }
                match op {
                    Op::Ask { fact, .. } | Op::Set(fact, _) => drop(known.insert(*fact)),
                    Op::Forget(facts) => known.retain(|f| !facts.contains(f)),
                    Op::Call { scenario, args } => {
                        at_call(*scenario, args, &known);
                        if let Some(inner) = self.together(program, *scenario) {
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
