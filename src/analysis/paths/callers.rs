//! What scenarios that call others have to do with the facts that the called ones meet.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Effects;
use crate::analysis::space;
use crate::analysis::summary::editions;
use crate::analysis::walk::{ops_of_step, outputs};
use crate::bundle::program::{Expr, ExprId, FactId, Op, Program, ScenarioId};

/// Facts that calling scenarios have to do with, each with the one that has, where it is only one.
#[derive(Debug, Default)]
pub struct Callers {
    of: FxHashMap<FactId, Option<ScenarioId>>,
    /// Scenarios that may change more facts than are listed.
    wide: Vec<ScenarioId>,
    /// Arguments that some call may pass without knowing them: scenario, and the place of the parameter.
    left_open: FxHashSet<(ScenarioId, usize)>,
}

impl Callers {
    pub(super) fn new(program: &Program, effects: &Effects) -> Self {
        let mut callers = Self::default();
        if effects.entered.iter().all(|entered| *entered) {
            return callers;
        }
        for (n, scenario) in (0_u32..).zip(&program.scenarios) {
            let (first, last) = (scenario.steps.0.index(), scenario.steps.1.index());
            let ops = || (first..last).flat_map(|s| ops_of_step(program, s)).map(|(_, op)| op);
            if ops().any(|op| matches!(op, Op::Call { .. })) {
                callers.add(program, effects, ScenarioId(n), ops());
                // What is known matters to arguments only.
                if ops().any(|op| matches!(op, Op::Call { args, .. } if !args.is_empty())) {
                    let mut at_call = |to, args: &[ExprId], known: &FxHashSet<FactId>| {
                        callers.call(program, to, args, known);
                    };
                    effects.known_on_all_ways(program, first, last, scenario.handlers, &mut at_call);
                }
            }
        }
        callers
    }

    fn add<'p>(&mut self, program: &Program, effects: &Effects, id: ScenarioId, ops: impl Iterator<Item = &'p Op>) {
        let mut facts: Vec<FactId> = Vec::new();
        let mut read: Vec<ExprId> = Vec::new();
        for op in ops {
            match op {
                Op::Ask { fact, .. } | Op::Set(fact, _) => facts.push(*fact),
                Op::Forget(all) => facts.extend(all),
                Op::Lookup { source, .. } => facts.extend(outputs(program, *source)),
                Op::Derive { .. } | Op::Measures { .. } => facts.extend(effects.pursued(op)),
                Op::If { branches, .. } => read.extend(branches.iter().map(|(c, _)| *c)),
                Op::Call { scenario, args } => {
                    read.extend(args);
                    if let Some(effect) = effects.of_call(*scenario) {
                        facts.extend(effect.asks.iter().chain(&effect.writes).chain(&effect.forgets));
                        if effect.wide {
                            self.wide.push(id);
                        }
                    }
                }
                _ => {}
            }
        }
        facts.extend(space::below(program, &read));
        for fact in facts {
            let one = self.of.entry(fact).or_insert(Some(id));
            if *one != Some(id) {
                *one = None;
            }
        }
    }

    fn call(&mut self, program: &Program, to: ScenarioId, args: &[ExprId], known: &FxHashSet<FactId>) {
        let params = program.scenarios.get(to.index()).map(|s| s.params.as_slice());
        for (n, (param, arg)) in params.unwrap_or_default().iter().zip(args).enumerate() {
            let sure = match program.exprs.get(arg.index()) {
                Some(Expr::Const(_)) => true,
                // «Не знаю» stays what it is only for the fact itself.
                Some(Expr::Fact(fact)) => fact == param && known.contains(fact),
                _ => false,
            };
            if !sure {
                let same = editions(program, to).filter_map(|n| u32::try_from(n).ok());
                self.left_open.extend(same.map(|s| (ScenarioId(s), n)));
            }
        }
    }

    /// Whether a scenario that calls, another than this one, has to do with a fact.
    pub fn touch(&self, fact: FactId, but: ScenarioId) -> bool {
        self.of.get(&fact).is_some_and(|by| *by != Some(but)) || self.wide.iter().any(|w| *w != but)
    }

    /// Whether some call may leave a parameter open.
    pub fn may_leave_open(&self, scenario: ScenarioId, parameter: usize) -> bool {
        self.left_open.contains(&(scenario, parameter))
    }
}
