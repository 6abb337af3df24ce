//! What a caller must know of a scenario: can it return, may it wait for the citizen.

use crate::bundle::program::{Op, Program, ScenarioId, Target};

use super::walk::{ops_of_step, reached_steps, targets_of};

/// Summaries of all scenarios; editions of one name count together.
pub struct Summaries {
    returns: Vec<bool>,
    waits: Vec<bool>,
    ends: Vec<bool>,
}

impl Summaries {
    /// Computes them in time that grows with the scenarios and their calls.
    pub fn new(program: &Program) -> Self {
        let count = program.scenarios.len();
        let mut waits = vec![false; count];
        let mut returns = vec![false; count];
        let mut ends = vec![false; count];
        let mut callees: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (n, scenario) in program.scenarios.iter().enumerate() {
            for step in reached_steps(program, scenario) {
                for (_, op) in ops_of_step(program, step) {
                    if let (true, Some(place)) = (may_wait(op), waits.get_mut(n)) {
                        *place = true;
                    }
                    if let (Op::Call { scenario, .. }, Some(list)) = (op, callees.get_mut(n)) {
                        list.extend(editions(program, *scenario));
                    }
                    let ends_here = targets_of(program, op)
                        .into_iter()
                        .any(|(_, t)| !matches!(t, Target::Return | Target::Step(_)));
                    if let (true, Some(place)) = (ends_here, ends.get_mut(n)) {
                        *place = true;
                    }
                    let returns_here = targets_of(program, op)
                        .into_iter()
                        .any(|(_, t)| matches!(t, Target::Return));
                    if let (true, Some(place)) = (returns_here, returns.get_mut(n)) {
                        *place = true;
                    }
                }
            }
            let everywhere = program.handlers.get(scenario.handlers.index()).into_iter().flatten();
            for target in everywhere.filter_map(|h| h.target.as_ref()) {
                let of = match target {
                    Target::Step(_) => continue,
                    Target::Return => &mut returns,
                    _ => &mut ends,
                };
                if let Some(place) = of.get_mut(n) {
                    *place = true;
                }
            }
        }
        // Waiting and ending are handed on from each scenario to those that call it.
        let mut callers: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (n, list) in callees.iter().enumerate() {
            for callee in list {
                if let Some(of_callee) = callers.get_mut(*callee) {
                    of_callee.push(n);
                }
            }
        }
        let hand_on = |of: &mut [bool]| {
            let mut open: Vec<usize> = (0..count).filter(|n| of.get(*n) == Some(&true)).collect();
            while let Some(n) = open.pop() {
                for caller in callers.get(n).into_iter().flatten() {
                    if let Some(place @ false) = of.get_mut(*caller) {
                        *place = true;
                        open.push(*caller);
                    }
                }
            }
        };
        hand_on(&mut waits);
        hand_on(&mut ends);
        Self { returns, waits, ends }
    }

    /// Adds scenarios up to `count` that come back without doing anything.
    pub fn add_empty(&mut self, count: usize) {
        self.returns.resize(count, true);
        self.waits.resize(count, false);
        self.ends.resize(count, false);
    }

    /// Whether a call of the scenario may come back. Unknown scenarios may.
    pub fn returns(&self, program: &Program, id: ScenarioId) -> bool {
        self.any(program, id, &self.returns)
    }

    /// Whether a call of the scenario may ask the citizen something. Unknown scenarios may.
    pub fn waits(&self, program: &Program, id: ScenarioId) -> bool {
        self.any(program, id, &self.waits)
    }

    /// Whether the conversation may end, or be handed over, within a call of the scenario.
    pub fn ends(&self, program: &Program, id: ScenarioId) -> bool {
        self.any(program, id, &self.ends)
    }

    fn any(&self, program: &Program, id: ScenarioId, of: &[bool]) -> bool {
        id.is_none() || editions(program, id).any(|n| of.get(n) != Some(&false))
    }
}

/// Whether a line may ask something; who is identified is not asked a second time.
fn may_wait(op: &Op) -> bool {
    matches!(
        op,
        Op::Ask { .. } | Op::Menu { .. } | Op::Derive { .. } | Op::Measures { .. }
    )
}

/// Indexes of all scenarios with the name of this one; they stand side by side.
pub fn editions(program: &Program, id: ScenarioId) -> impl Iterator<Item = usize> + '_ {
    let name = program.scenarios.get(id.index()).map(|s| &s.name);
    let same = move |n: &usize| program.scenarios.get(*n).map(|s| &s.name) == name && name.is_some();
    let before = (0..id.index()).rev().take_while(same);
    let after = (id.index()..program.scenarios.len()).take_while(same);
    before.chain(after)
}
