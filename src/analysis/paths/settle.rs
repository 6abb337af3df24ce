//! What is known at the start of a way and what is answered on it: the end of a way tells only what has
//! not been forgotten, written or looked up in between.

use super::route::Route;
use super::{Event, Paths};
use crate::analysis::walk::{ops_of_step, outputs};
use crate::bundle::program::{FactId, Op, Program};
use crate::diagram::{NONE, Ref};

impl<'p> Paths<'_, 'p> {
    /// Chooses the answers of facts that are forgotten or written later on the way: its end does not
    /// tell them.
    pub(super) fn settle_answers(
        &mut self,
        route: &mut Route,
        start: Ref,
        ends: &mut impl FnMut(&mut Self, &Event<'p>) -> Option<(usize, Ref)>,
    ) {
        let program = self.program();
        let first = self.first;
        let ops = |step: usize| ops_of_step(program, first + step).map(|(_, op)| op);
        let (mut changed, looked_up) = changed_by(program, route.steps.iter().flat_map(|s| ops(*s)));
        changed.extend(looked_up);
        let mut set = start;
        for at in 0..route.left.len() {
            let Some(step) = route.steps.get(at).copied() else {
                return;
            };
            let mut asked: Vec<FactId> = Vec::new();
            // What has been asked once is asked again only when it was forgotten in between.
            let mut told: Vec<FactId> = Vec::new();
            // Lines behind the one that leaves the step are not met.
            let left = route.left.get(at).map_or(usize::MAX, |(node, _)| *node);
            let met = ops_of_step(program, first + step).take_while(|(node, _)| *node <= left);
            for (_, op) in met {
                if let Op::Forget(facts) = op {
                    told.retain(|fact| !facts.contains(fact));
                }
                let again = |fact: &&FactId| matches!(op, Op::Lookup { .. }) || !told.contains(*fact);
                let here: Vec<FactId> = told_by(program, op).iter().filter(again).copied().collect();
                told.extend(&here);
                asked.extend(here);
            }
            asked.retain(|fact| changed.contains(fact));
            set = self.left_by(route, at, set);
            for (n, fact) in asked.iter().enumerate() {
                let Some(var) = self.space.var_of(*fact) else { continue };
                // Within a step any ordinary answer goes on to the next line.
                if asked.iter().skip(n + 1).any(|later| later == fact) {
                    route.answers.push((var, 0));
                    continue;
                }
                let last = self.space.get(var).map_or(0, |v| v.not_sure());
                for value in 0..=last {
                    let here = self.narrowed(set, var, |v, _| v == value);
                    if here != NONE && self.along(route, at + 1, here, ends) != NONE {
                        set = here;
                        route.answers.push((var, value));
                        break;
                    }
                }
            }
        }
        let end = self.along(route, route.left.len(), set, ends);
        if let Some(member) = self.space.forest.member(end, |_, value| value) {
            route.member = member;
        }
    }

    /// What of a set leaves a step of a way as the way does.
    fn left_by(&mut self, route: &Route, at: usize, set: Ref) -> Ref {
        let (Some(step), Some((node, label))) = (route.steps.get(at), route.left.get(at)) else {
            return NONE;
        };
        let mut events = Vec::new();
        self.walk(self.first + step, set, &mut events);
        let mut left = NONE;
        for event in &events {
            if let Event::Edge {
                node: at,
                label: by,
                set: there,
                ..
            } = event
                && at == node
                && by == label
            {
                left = self.joined(left, *there);
            }
        }
        left
    }

    /// Chooses what is known at the start of a way: as little as leads along it.
    pub(super) fn settle_start(
        &mut self,
        route: &mut Route,
        mut start: Ref,
        ends: &mut impl FnMut(&mut Self, &Event<'p>) -> Option<(usize, Ref)>,
    ) -> Ref {
        for (var, _) in self.fact_vars() {
            let Some((not_sure, not_asked)) = self.space.get(var).map(|v| (v.not_sure(), v.not_asked())) else {
                continue;
            };
            for value in [not_asked].into_iter().chain(0..=not_sure) {
                let here = self.narrowed(start, var, |v, _| v == value);
                if here != NONE && self.along(route, 0, here, ends) != NONE {
                    start = here;
                    if value != not_asked {
                        route.known.push((var, value));
                    }
                    break;
                }
            }
        }
        let end = self.along(route, 0, start, ends);
        if let Some(member) = self.space.forest.member(end, |_, value| value) {
            route.member = member;
        }
        start
    }

    /// What is left at the end of a way of a set that comes to one of its steps.
    fn along(
        &mut self,
        route: &Route,
        from: usize,
        mut set: Ref,
        ends: &mut impl FnMut(&mut Self, &Event<'p>) -> Option<(usize, Ref)>,
    ) -> Ref {
        for at in from..route.left.len() {
            set = self.left_by(route, at, set);
            if set == NONE {
                return NONE;
            }
        }
        let Some(step) = route.steps.last() else { return NONE };
        let mut events = Vec::new();
        self.walk(self.first + step, set, &mut events);
        let mut end = NONE;
        for event in &events {
            if let Some((_, there)) = ends(self, event) {
                end = self.joined(end, there);
            }
        }
        end
    }
}

/// Facts that lines write or forget, and those that sources tell.
pub(super) fn changed_by<'p>(program: &Program, ops: impl Iterator<Item = &'p Op>) -> (Vec<FactId>, Vec<FactId>) {
    let (mut changed, mut looked_up): (Vec<FactId>, Vec<FactId>) = (Vec::new(), Vec::new());
    for op in ops {
        match op {
            Op::Set(fact, _) => changed.push(*fact),
            Op::Forget(facts) => changed.extend(facts),
            Op::Call { scenario, .. } => {
                let params = program.scenarios.get(scenario.index()).map(|s| s.params.as_slice());
                changed.extend(params.unwrap_or_default());
            }
            Op::Lookup { source, .. } => looked_up.extend(outputs(program, *source)),
            _ => {}
        }
    }
    (changed, looked_up)
}

/// Facts that a line asks or looks up.
pub(super) fn told_by<'p>(program: &'p Program, op: &'p Op) -> &'p [FactId] {
    match op {
        Op::Ask { fact, .. } => std::slice::from_ref(fact),
        Op::Lookup { source, .. } => outputs(program, *source),
        _ => &[],
    }
}
