//! One scenario line by line: what may follow what, as the engine goes.

use std::mem::discriminant;
use std::ops::Range;

use super::walk::handlers;
use crate::bundle::program::{Handler, HandlersId, Op, Program, ScenarioId, StepId, Target};
use crate::value::HandlerOn;

/// How one line leads to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The line is done: answered, said, looked up, identified, returned from.
    Next,
    /// `-> шаг`
    Go,
    /// A branch of `если`, by number from 0.
    Branch(usize),
    /// `иначе`
    Otherwise,
    /// An option of a menu, by number from 0.
    Option(usize),
    /// A handler opens.
    Handler(HandlerOn),
}

/// Where it leads.
#[derive(Clone, Copy, Debug)]
pub enum To<'p> {
    /// A node of the same scenario, by its index in the program.
    Node(usize),
    /// Out of the scenario.
    Out(&'p Target),
    /// To an operator because nothing else is written.
    Default,
    /// A name that could not be resolved; reported elsewhere.
    Nowhere,
}

/// A line and where it may lead.
#[derive(Clone, Copy, Debug)]
pub struct Edge<'p> {
    /// How.
    pub way: Way,
    /// Where.
    pub to: To<'p>,
}

/// The lines of a scenario. They follow each other in the program.
#[derive(Clone, Debug)]
pub struct Ops<'p> {
    program: &'p Program,
    /// Indexes of its nodes in the program.
    pub nodes: Range<usize>,
    everywhere: HandlersId,
}

impl<'p> Ops<'p> {
    /// The lines of a scenario; none of one that has no steps.
    pub fn new(program: &'p Program, id: ScenarioId) -> Self {
        let scenario = program.scenarios.get(id.index());
        let (first, last) = scenario.map_or((0, 0), |s| (s.steps.0.index(), s.steps.1.index()));
        let node = |step: usize| program.steps.get(step).map_or(program.nodes.len(), |s| s.first.index());
        let nodes = if first < last { node(first)..node(last) } else { 0..0 };
        Self {
            program,
            nodes,
            everywhere: scenario.map_or(HandlersId::NONE, |s| s.handlers),
        }
    }

    /// The line at which it begins.
    pub fn start(&self) -> Option<usize> {
        (!self.nodes.is_empty()).then_some(self.nodes.start)
    }

    /// The line of an index.
    pub fn op(&self, node: usize) -> Option<&'p Op> {
        self.program.nodes.get(node).map(|n| &n.op)
    }

    /// The step of a line.
    pub fn step(&self, id: ScenarioId, node: usize) -> Option<StepId> {
        let steps = self.program.scenarios.get(id.index())?.steps;
        let of_scenario = self.program.steps.get(steps.0.index()..steps.1.index())?;
        let behind = of_scenario.partition_point(|s| s.first.index() <= node);
        let step = steps.0.index() + behind.checked_sub(1)?;
        u32::try_from(step).ok().map(StepId)
    }

    /// The handlers that apply at a line: its own, and those of `везде` for other occasions.
    pub fn handlers(&self, own: HandlersId) -> Vec<&'p Handler> {
        let mut all: Vec<&Handler> = Vec::new();
        for handler in handlers(self.program, own).chain(handlers(self.program, self.everywhere)) {
            if !all.iter().any(|h| discriminant(&h.on) == discriminant(&handler.on)) {
                all.push(handler);
            }
        }
        all
    }

    /// What may follow a line. A call leads on to the next line here; whether it comes back is for
    /// the caller to say.
    pub fn follow(&self, node: usize) -> Vec<Edge<'p>> {
        let Some(op) = self.op(node) else {
            return Vec::new();
        };
        let next = Edge {
            way: Way::Next,
            to: self.node(node + 1),
        };
        match op {
            Op::Say(_) | Op::Set(..) | Op::Forget(_) | Op::Call { .. } => vec![next],
            Op::Ask { handlers, .. } | Op::Derive { handlers, .. } | Op::Measures { handlers, .. } => {
                let mut edges = vec![next];
                edges.extend(self.by_handlers(*handlers, at_question));
                edges
            }
            Op::Lookup { handlers, .. } => {
                let mut edges = vec![next];
                self.failing(node, *handlers, HandlerOn::NoAnswer, &mut edges);
                self.failing(node, *handlers, HandlerOn::NoData, &mut edges);
                edges
            }
            Op::Identify { handlers, .. } => {
                let mut edges = vec![next];
                self.failing(node, *handlers, HandlerOn::Failed, &mut edges);
                edges.extend(self.by_handlers(*handlers, |on| on == HandlerOn::Operator));
                edges
            }
            Op::Go(target) => vec![self.edge(Way::Go, target)],
            Op::If { branches, otherwise } => {
                let mut edges: Vec<Edge<'p>> = (0..)
                    .zip(branches)
                    .map(|(n, (_, target))| self.edge(Way::Branch(n), target))
                    .collect();
                edges.push(match otherwise {
                    Some(target) => self.edge(Way::Otherwise, target),
                    None => Edge {
                        way: Way::Otherwise,
                        to: To::Default,
                    },
                });
                edges
            }
            Op::Menu { options, handlers, .. } => {
                let mut edges: Vec<Edge<'p>> = (0..)
                    .zip(options)
                    .map(|(n, o)| self.edge(Way::Option(n), &o.target))
                    .collect();
                edges.extend(self.by_handlers(*handlers, at_question));
                edges
            }
        }
    }

    fn by_handlers(&self, own: HandlersId, opens: fn(HandlerOn) -> bool) -> impl Iterator<Item = Edge<'p>> {
        let open = self.handlers(own).into_iter().filter(move |h| opens(h.on));
        open.filter_map(|h| Some(self.edge(Way::Handler(h.on), h.target.as_ref()?)))
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// What failed without a handler goes to an operator; a handler with words only goes on.
    fn failing(&self, node: usize, own: HandlersId, on: HandlerOn, edges: &mut Vec<Edge<'p>>) {
        let way = Way::Handler(on);
        let handler = self.handlers(own).into_iter().find(|h| h.on == on);
        edges.push(match handler.map(|h| h.target.as_ref()) {
            Some(Some(target)) => self.edge(way, target),
            Some(None) => Edge {
                way,
                to: self.node(node + 1),
            },
            None => Edge { way, to: To::Default },
        });
    }

    fn edge(&self, way: Way, target: &'p Target) -> Edge<'p> {
        let to = match target {
            Target::Step(step) => match self.program.steps.get(step.index()) {
                Some(step) => self.node(step.first.index()),
                None => To::Nowhere,
            },
            target => To::Out(target),
        };
        Edge { way, to }
    }

    fn node(&self, node: usize) -> To<'p> {
        if self.nodes.contains(&node) {
            To::Node(node)
        } else {
            To::Nowhere
        }
    }
}

/// Whether a handler opens where the citizen is asked.
fn at_question(on: HandlerOn) -> bool {
    match on {
        HandlerOn::NoMatch
        | HandlerOn::NoInput
        | HandlerOn::MoreThan(_)
        | HandlerOn::Operator
        | HandlerOn::TopicChange
        | HandlerOn::DontKnow => true,
        HandlerOn::NoTopicChange | HandlerOn::NoAnswer | HandlerOn::NoData | HandlerOn::Failed => false,
    }
}
