//! Which facts scenarios have to do with: whether a call matters to its caller.

use rayon::prelude::*;

use super::plan::Call;
use crate::analysis::paths::{Effects, holes, spoken_of};
use crate::analysis::space::below;
use crate::analysis::walk::{ops_of_step, outputs};
use crate::bundle::program::{Expr, ExprId, FactId, Op, Program};

/// Facts that a scenario and those it calls have to do with, before they are no longer told apart.
const MOST_FACTS: usize = 1_000;

/// Facts that scenarios have to do with, in order.
pub struct Touched {
    /// By lines of their own.
    pub own: Vec<Vec<FactId>>,
    /// Through calls, too; `None` where there are too many, or calls lead back.
    pub all: Vec<Option<Vec<FactId>>>,
}

impl Touched {
    pub fn new(program: &Program, effects: &Effects, calls: &[Vec<Call>], order: &[usize]) -> Self {
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
        let mut all: Vec<Option<Vec<FactId>>> = vec![None; calls.len()];
        for n in order {
            let mut facts = own.get(*n).cloned();
            for call in calls.get(*n).into_iter().flatten() {
                let of_callee = all
                    .get(call.callee)
                    .and_then(Option::as_ref)
                    .filter(|_| !call.leads_back);
                facts = facts.zip(of_callee).map(|(mut facts, more)| {
                    facts.extend(more);
                    facts
                });
            }
            if let Some(facts) = &mut facts {
                facts.sort_unstable();
                facts.dedup();
            }
            if let Some(place) = all.get_mut(*n) {
                *place = facts.filter(|f| f.len() <= MOST_FACTS);
            }
        }
        Self { own, all }
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
