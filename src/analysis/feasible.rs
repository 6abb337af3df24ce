//! Whether facts allow a way on which something is lacking, and which facts lead along it.
//!
//! The lines that give what is lacking are taken out of a copy of the base, so that only ways without
//! them are left; the forward sets of possible facts then tell whether any of these can be gone.

use super::flow::Flow;
use super::loops::in_circles;
use super::ops::Way;
use super::paths::{Effects, Event, Followed, Label, Paths};
use super::space::Scanner;
use super::summary::Summaries;
use super::walk::{handlers, ops_of_step};
use crate::bundle::program::{Op, Program, QueueId, ScenarioId, Target};
use crate::diag::{Turn, Witness};
use crate::model::Model;
use crate::runtime::Prepared;
use crate::value::HandlerOn;

/// A base without the lines that give what is lacking.
pub struct Without {
    model: Model,
    /// The lines taken out, in order.
    cut: Vec<usize>,
    prepared: Prepared,
    effects: Effects,
    summaries: Summaries,
}

/// What became of a way.
pub enum Verdict {
    /// No facts lead along it.
    Never,
    /// A conversation that goes it.
    Way(Box<Witness>),
    /// Nothing more can be said than that the lines lead there.
    Open,
}

impl Without {
    /// Takes lines out.
    pub fn new(model: &Model, cut: Vec<usize>) -> Self {
        let mut model = model.clone();
        for node in &cut {
            let op = model.program.nodes.get(*node).map(|n| failing(&model.program, &n.op));
            if let (Some(op), Some(place)) = (op, model.program.nodes.get_mut(*node)) {
                place.op = op;
            }
        }
        let prepared = Prepared::new(&model.program);
        let effects = Effects::new(&model.program);
        let summaries = Summaries::new(&model.program);
        Self {
            model,
            cut,
            prepared,
            effects,
            summaries,
        }
    }

    /// How a line of a scenario is reached, or left by one of its ways.
    pub fn way_to(&self, scenario: usize, node: usize, leaving: Option<Way>) -> Verdict {
        let id = ScenarioId(u32::try_from(scenario).unwrap_or(u32::MAX));
        let mut scanner = Scanner::new(&self.model.program, &self.prepared);
        let flow = Flow::new(&self.model.program, id, &self.summaries);
        let Some(mut paths) = Paths::new(
            &self.model,
            &mut scanner,
            &self.effects,
            Followed::plain(id),
            &in_circles(&flow),
        ) else {
            return Verdict::Open;
        };
        let rough = paths.rough;
        let route = paths.route(|_, event| match (event, leaving) {
            (Event::At { node: at, set, .. }, None) if *at == node => Some((*at, *set)),
            (
                Event::Edge {
                    node: at, label, set, ..
                },
                Some(way),
            ) if *at == node && is_way(label, way) => Some((*at, *set)),
            _ => None,
        });
        match route {
            Some(route) => {
                let witness = paths.witness(&route);
                Verdict::Way(Box::new(self.with_failures(scenario, node, witness)))
            }
            None if rough => Verdict::Open,
            None => Verdict::Never,
        }
    }

    /// Puts in that the identifications on the way fail.
    fn with_failures(&self, scenario: usize, end: usize, mut witness: Witness) -> Witness {
        let program = &self.model.program;
        let steps = program.scenarios.get(scenario).map(|s| s.steps);
        let Some((first, last)) = steps else { return witness };
        let mut turns = std::mem::take(&mut witness.turns).into_iter().peekable();
        let mut all: Vec<Turn> = Vec::new();
        for (n, name) in witness.steps.iter().enumerate() {
            let found =
                (first.index()..last.index()).find(|s| program.steps.get(*s).is_some_and(|step| step.name == *name));
            let at_end = n + 1 == witness.steps.len();
            let fails = found.is_some_and(|step| {
                let mut lines = ops_of_step(program, step).map(|(node, _)| node);
                lines.any(|node| self.cut.binary_search(&node).is_ok() && !(at_end && node >= end))
            });
            if fails {
                all.push(Turn::Handler {
                    step: name.clone(),
                    on: HandlerOn::Failed,
                });
            }
            while let Some(turn) = turns.next_if(|t| of_step(t) == &**name) {
                all.push(turn);
            }
        }
        all.extend(turns);
        witness.turns = all;
        witness
    }
}

fn is_way(label: &Label, way: Way) -> bool {
    match (label, way) {
        (Label::Go, Way::Go | Way::Next) | (Label::Branch(None), Way::Otherwise) => true,
        (Label::Branch(Some(a)), Way::Branch(b)) | (Label::Option(a), Way::Option(b)) => *a == b,
        (Label::Handler(a), Way::Handler(b)) => *a == b,
        _ => false,
    }
}

fn of_step(turn: &Turn) -> &str {
    match turn {
        Turn::Option { step, .. } | Turn::Handler { step, .. } | Turn::Succeeds { step } => step,
    }
}

/// A line that gives nothing: an identification fails, anything else ends the conversation.
fn failing(program: &Program, op: &Op) -> Op {
    let end = Op::Go(Target::Operator(QueueId::NONE, None));
    let Op::Identify { handlers: own, .. } = op else {
        return end;
    };
    match handlers(program, *own).find(|h| h.on == HandlerOn::Failed) {
        Some(handler) => match &handler.target {
            Some(target) => Op::Go(target.clone()),
            None => Op::Forget(Vec::new()),
        },
        None => end,
    }
}
