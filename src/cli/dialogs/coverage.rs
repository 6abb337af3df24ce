//! What tests reach, read from the explanations of their turns.

use std::collections::{BTreeMap, BTreeSet};

use crate::bundle::program::{
    DecisionBody, Handler, HandlerOn, HandlersId, NodeId, Op, Program, StepId, Target, TopicId,
};
use crate::runtime::{Did, Explanation, Goal, LookupResult, Place, Understood};
use crate::value::Name;

/// A way out of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Branch {
    /// A condition of `если`, from 0.
    If(NodeId, usize),
    /// `иначе`.
    Otherwise(NodeId),
    /// An option of `выбор`, from 0.
    Option(NodeId, usize),
    /// A handler that leads somewhere, from 0.
    Handler(HandlersId, usize),
}

/// What was reached.
#[derive(Clone, Debug, Default)]
pub struct Covered {
    /// Steps.
    pub steps: BTreeSet<StepId>,
    /// Branches of conditions, options of menus, handlers.
    pub branches: BTreeSet<Branch>,
    /// Rows of tables: decision and row.
    pub rows: BTreeSet<(usize, usize)>,
    /// Topics.
    pub topics: BTreeSet<TopicId>,
}

impl Covered {
    /// Adds what another test reached.
    pub fn add(&mut self, other: &Self) {
        self.steps.extend(&other.steps);
        self.branches.extend(&other.branches);
        self.rows.extend(&other.rows);
        self.topics.extend(&other.topics);
    }
}

/// Finds the elements of a program that an explanation names by place and name.
#[derive(Debug, Default)]
pub struct Map {
    nodes: BTreeMap<(Name, u32), Vec<NodeId>>,
    rows: BTreeMap<(Name, u32), (usize, usize)>,
    topics: BTreeMap<Name, TopicId>,
    /// For each node its step.
    steps: Vec<StepId>,
    branches: BTreeMap<StepId, Vec<Branch>>,
    goals: BTreeMap<Branch, (HandlerOn, Goal)>,
    handlers: BTreeMap<NodeId, Vec<HandlersId>>,
    options: BTreeMap<(NodeId, Name), usize>,
}

fn id(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Map {
    /// The map of a program.
    pub fn new(program: &Program) -> Self {
        let mut map = Self {
            steps: vec![StepId::NONE; program.nodes.len()],
            ..Self::default()
        };
        let line = |at: crate::bundle::program::SourcePos| {
            (
                program.files.get(at.file as usize).cloned().unwrap_or_default(),
                at.line,
            )
        };
        for (s, step) in program.steps.iter().enumerate() {
            let step_id = StepId(id(s));
            for (n, node) in program.nodes.iter().enumerate().skip(step.first.index()) {
                let node_id = NodeId(id(n));
                map.nodes.entry(line(node.at)).or_default().push(node_id);
                if let Some(slot) = map.steps.get_mut(n) {
                    *slot = step_id;
                }
                map.node(program, step_id, node_id, &node.op);
                if node.op.is_transition() {
                    break;
                }
            }
        }
        for (d, decision) in program.decisions.iter().enumerate() {
            if let DecisionBody::Table(table) = &decision.body {
                map.rows
                    .extend(table.rows.iter().enumerate().map(|(r, row)| (line(row.at), (d, r))));
            }
        }
        map.topics = program
            .topics
            .iter()
            .enumerate()
            .map(|(t, topic)| (topic.path.clone(), TopicId(id(t))))
            .collect();
        map
    }

    fn node(&mut self, program: &Program, step: StepId, node: NodeId, op: &Op) {
        let mut branches = Vec::new();
        let own = match op {
            Op::If {
                branches: ways,
                otherwise,
            } => {
                branches.extend((0..ways.len()).map(|i| Branch::If(node, i)));
                branches.extend(otherwise.as_ref().map(|_| Branch::Otherwise(node)));
                None
            }
            Op::Menu { options, handlers, .. } => {
                for (i, option) in options.iter().enumerate() {
                    branches.push(Branch::Option(node, i));
                    self.options.insert((node, option.name.clone()), i);
                }
                Some(*handlers)
            }
            Op::Ask { handlers, .. }
            | Op::Lookup { handlers, .. }
            | Op::Identify { handlers, .. }
            | Op::Derive { handlers, .. }
            | Op::Measures { handlers, .. } => Some(*handlers),
            Op::Say(_) | Op::Set(..) | Op::Forget(_) | Op::Call { .. } | Op::Go(_) => None,
        };
        let scenario = program
            .steps
            .get(step.index())
            .and_then(|s| program.scenarios.get(s.scenario.index()));
        let common = scenario.map(|s| s.handlers);
        // What applies to the whole scenario is counted once, with its first step.
        let is_first = scenario.is_some_and(|s| s.steps.0 == step)
            && program.steps.get(step.index()).is_some_and(|s| s.first == node);
        for (list, counts) in [(own, true), (common, is_first)] {
            let Some(list) = list else { continue };
            self.handlers.entry(node).or_default().push(list);
            for (i, handler) in program.handlers.get(list.index()).into_iter().flatten().enumerate() {
                if let Handler {
                    on,
                    target: Some(target),
                    ..
                } = handler
                {
                    let branch = Branch::Handler(list, i);
                    self.goals.insert(branch, (*on, goal(program, target)));
                    if counts {
                        branches.push(branch);
                    }
                }
            }
        }
        self.branches.entry(step).or_default().extend(branches);
    }

    /// Branches of a step; the handlers of a whole scenario belong to its first step.
    pub fn branches(&self, step: StepId) -> &[Branch] {
        self.branches.get(&step).map_or(&[], Vec::as_slice)
    }

    fn at<'a>(&'a self, place: &Place) -> impl Iterator<Item = NodeId> + 'a {
        self.nodes
            .get(&(place.file.clone(), place.line))
            .into_iter()
            .flatten()
            .copied()
    }

    /// Counts what one turn reached. `waiting` is the node that the event came to.
    pub fn count(&self, covered: &mut Covered, waiting: Option<NodeId>, why: &Explanation, topic: Option<&Name>) {
        for understood in &why.understood {
            match (understood, waiting) {
                (Understood::Option { name, .. }, Some(node)) => {
                    let option = self.options.get(&(node, name.clone()));
                    covered.branches.extend(option.map(|i| Branch::Option(node, *i)));
                }
                (
                    Understood::Judged {
                        verdict: crate::runtime::Verdict::Answer(path),
                        ..
                    },
                    _,
                ) => covered.topics.extend(self.topics.get(path)),
                _ => {}
            }
        }
        for trace in &why.trace {
            for node in self.at(&trace.at) {
                covered.steps.extend(self.steps.get(node.index()));
                self.way(covered, node, &trace.did, &why.understood);
            }
        }
        for decision in &why.decisions {
            let rows = decision
                .rows
                .iter()
                .filter_map(|p| self.rows.get(&(p.file.clone(), p.line)));
            covered.rows.extend(rows);
        }
        covered.topics.extend(topic.and_then(|t| self.topics.get(t)));
    }

    fn way(&self, covered: &mut Covered, node: NodeId, did: &Did, understood: &[Understood]) {
        let taken = match did {
            Did::Branch { branch: Some(n), .. } => Some(Branch::If(node, (*n as usize).saturating_sub(1))),
            Did::Branch { branch: None, .. } => Some(Branch::Otherwise(node)),
            Did::Handler(goal) => self.handler(node, goal, understood),
            _ => None,
        };
        let step = self.steps.get(node.index()).copied().unwrap_or(StepId::NONE);
        let known = |b: &Branch| matches!(b, Branch::Handler(..)) || self.branches(step).contains(b);
        covered.branches.extend(taken.filter(known));
        if let Did::Go(Goal::Topic(path))
        | Did::Branch {
            to: Goal::Topic(path), ..
        } = did
        {
            covered.topics.extend(self.topics.get(path));
        }
    }

    /// The handler that was followed: the first that leads there on such an occasion, those of the
    /// node before those of its scenario, as the engine looks for them.
    fn handler(&self, node: NodeId, to: &Goal, understood: &[Understood]) -> Option<Branch> {
        let lists = self.handlers.get(&node)?;
        let all = lists.iter().flat_map(|list| {
            self.goals
                .range(Branch::Handler(*list, 0)..=Branch::Handler(*list, usize::MAX))
                .filter(|(_, (_, goal))| goal == to)
        });
        let all: Vec<(Branch, HandlerOn)> = all.map(|(b, (on, _))| (*b, *on)).collect();
        let fitting = all.iter().find(|(_, on)| understood.iter().any(|u| fits(*on, u)));
        fitting.or_else(|| all.first()).map(|(b, _)| *b)
    }
}

fn fits(on: HandlerOn, understood: &Understood) -> bool {
    match (on, understood) {
        (HandlerOn::NoMatch, Understood::NotUnderstood { .. })
        | (HandlerOn::NoInput, Understood::Silence { .. })
        | (HandlerOn::Operator, Understood::Control(_))
        | (HandlerOn::TopicChange, Understood::Judged { .. })
        | (HandlerOn::DontKnow, Understood::Answer { .. })
        | (
            HandlerOn::NoAnswer,
            Understood::Lookup {
                result: LookupResult::NoAnswer,
                ..
            },
        )
        | (
            HandlerOn::NoData,
            Understood::Lookup {
                result: LookupResult::NoData,
                ..
            },
        )
        | (HandlerOn::Failed, Understood::Identification { success: false }) => true,
        (HandlerOn::MoreThan(n), Understood::NotUnderstood { times, .. } | Understood::Silence { times }) => *times > n,
        _ => false,
    }
}

fn goal(program: &Program, target: &Target) -> Goal {
    match target {
        Target::Step(s) => Goal::Step(program.steps.get(s.index()).map(|s| s.name.clone()).unwrap_or_default()),
        Target::Finish(o, _) => Goal::Finish(
            program
                .outcomes
                .get(o.index())
                .map(|o| o.name.clone())
                .unwrap_or_default(),
        ),
        Target::Operator(q, _) => Goal::Queue(
            program
                .queues
                .get(q.index())
                .map(|q| q.name.clone())
                .unwrap_or_default(),
        ),
        Target::Return => Goal::Return,
        Target::Topic(t) => Goal::Topic(
            program
                .topics
                .get(t.index())
                .map(|t| t.path.clone())
                .unwrap_or_default(),
        ),
    }
}
