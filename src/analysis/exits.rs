//! The decision graph as plain data: what a step does and the ways out of it, for those who draw it.

use super::walk::{handlers, ops_of_step};
use crate::bundle::program::{HandlersId, NodeId, Op, Program, ScenarioId, StepId, Target};

/// What opens a way out of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// Nothing has to: `-> цель`.
    Go(NodeId),
    /// A condition of `если`, from 0.
    Branch(NodeId, usize),
    /// `иначе`.
    Otherwise(NodeId),
    /// An option of `выбор`, from 0.
    Option(NodeId, usize),
    /// A handler, from 0.
    Handler(HandlersId, usize),
}

/// A way out of a step.
#[derive(Clone, Copy, Debug)]
pub struct Exit<'p> {
    /// What opens it.
    pub by: By,
    /// Where it leads.
    pub target: &'p Target,
}

fn node_id(n: usize) -> NodeId {
    NodeId(u32::try_from(n).unwrap_or(u32::MAX))
}

/// What a step does, in order, its transition last.
pub fn ops(program: &Program, step: StepId) -> impl Iterator<Item = (NodeId, &Op)> {
    ops_of_step(program, step.index()).map(|(n, op)| (node_id(n), op))
}

/// The ways out of a step as they stand in it: handlers after what they belong to. Those of `везде`
/// are [`everywhere`].
pub fn exits(program: &Program, step: StepId) -> Vec<Exit<'_>> {
    let mut out = Vec::new();
    for (node, op) in ops(program, step) {
        let own = match op {
            Op::Ask { handlers, .. }
            | Op::Lookup { handlers, .. }
            | Op::Identify { handlers, .. }
            | Op::Derive { handlers, .. }
            | Op::Measures { handlers, .. } => Some(*handlers),
            Op::Menu { options, handlers, .. } => {
                out.extend(options.iter().enumerate().map(|(n, option)| Exit {
                    by: By::Option(node, n),
                    target: &option.target,
                }));
                Some(*handlers)
            }
            Op::Go(target) => {
                let by = By::Go(node);
                out.push(Exit { by, target });
                None
            }
            Op::If { branches, otherwise } => {
                out.extend(branches.iter().enumerate().map(|(n, (_, target))| Exit {
                    by: By::Branch(node, n),
                    target,
                }));
                out.extend(otherwise.iter().map(|target| Exit {
                    by: By::Otherwise(node),
                    target,
                }));
                None
            }
            Op::Say(_) | Op::Set(..) | Op::Forget(_) | Op::Call { .. } => None,
        };
        out.extend(own.into_iter().flat_map(|list| of_handlers(program, list)));
    }
    out
}

/// The ways out that `везде` opens at every question of a scenario.
pub fn everywhere(program: &Program, scenario: ScenarioId) -> Vec<Exit<'_>> {
    let list = program.scenarios.get(scenario.index()).map(|s| s.handlers);
    list.into_iter().flat_map(|list| of_handlers(program, list)).collect()
}

fn of_handlers(program: &Program, list: HandlersId) -> impl Iterator<Item = Exit<'_>> {
    handlers(program, list).enumerate().filter_map(move |(n, handler)| {
        let target = handler.target.as_ref()?;
        let by = By::Handler(list, n);
        Some(Exit { by, target })
    })
}
