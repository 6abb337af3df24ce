//! Scenarios as code: steps, nodes, targets.

use serde::{Deserialize, Serialize};

use super::{
    ExprId, FactId, GroundId, HandlerOn, HandlersId, NodeId, OutcomeId, QueueId, ScenarioId, SourceId, SourcePos,
    Spoken, StepId, TextId, TopicId, Validity,
};
use crate::value::{Duration, Name, Type};

/// A scenario, one edition of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    /// Stable name.
    pub name: Name,
    /// Title.
    pub title: String,
    /// When it is in force.
    pub valid: Validity,
    /// Facts that a call gives.
    pub params: Vec<FactId>,
    /// Its steps: first and one past the last; it starts at the first.
    pub steps: (StepId, StepId),
    /// `везде`.
    pub handlers: HandlersId,
    /// Legal grounds.
    pub grounds: Vec<GroundId>,
    /// Where it is defined.
    pub at: SourcePos,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Stable name.
    pub name: Name,
    /// Title.
    pub title: String,
    /// Its scenario.
    pub scenario: ScenarioId,
    /// Its first node; the following nodes belong to it up to the first transition.
    pub first: NodeId,
    /// Names it had before.
    pub formerly: Vec<Name>,
    /// Hash of what it does: equal hashes mean that a session may go on in another bundle.
    pub hash: u64,
    /// Where it is defined.
    pub at: SourcePos,
}

/// A statement or a transition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Where it stands.
    pub at: SourcePos,
    /// What it does.
    pub op: Op,
}

/// What a node does. Transitions are the last three.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Op {
    /// `сказать`
    Say(Spoken),
    /// `спросить`: skipped when the fact is known
    Ask {
        /// The fact.
        fact: FactId,
        /// Words instead of the fact's own; empty for those.
        text: Spoken,
        /// Its own handlers.
        handlers: HandlersId,
    },
    /// `записать`
    Set(FactId, ExprId),
    /// `забыть`
    Forget(Vec<FactId>),
    /// `запросить`
    Lookup {
        /// The source.
        source: SourceId,
        /// Inputs in order.
        args: Vec<ExprId>,
        /// `не ответил`, `нет данных`
        handlers: HandlersId,
    },
    /// `вызвать`: scenario by name, all its editions
    Call {
        /// Any edition of the scenario.
        scenario: ScenarioId,
        /// Arguments in order of its parameters.
        args: Vec<ExprId>,
    },
    /// `идентифицировать`
    Identify {
        /// The kind asked for; none is what the channel offers.
        method: Option<Name>,
        /// `не удалось`, `не ответил`
        handlers: HandlersId,
    },
    /// `выяснить`
    Derive {
        /// The fact to derive.
        fact: FactId,
        /// Its own handlers.
        handlers: HandlersId,
        /// Asked before all others, in this order.
        first: Vec<FactId>,
    },
    /// `подобрать меры для события`
    Measures {
        /// The event.
        event: Name,
        /// Its own handlers.
        handlers: HandlersId,
        /// Asked before all others, in this order.
        first: Vec<FactId>,
        /// Asked with a menu of due measures after they were told; none offers no menu.
        details: Option<TextId>,
    },
    /// `-> цель`
    Go(Target),
    /// `если`
    If {
        /// In order; the first that is true is taken.
        branches: Vec<(ExprId, Target)>,
        /// Otherwise, unknown included.
        otherwise: Option<Target>,
    },
    /// `выбор`
    Menu {
        /// The question.
        text: Spoken,
        /// In order.
        options: Vec<MenuOption>,
        /// Its own handlers.
        handlers: HandlersId,
    },
}

impl Op {
    /// Whether it ends a step.
    pub fn is_transition(&self) -> bool {
        matches!(self, Self::Go(_) | Self::If { .. } | Self::Menu { .. })
    }

    /// Its own handlers, where it may have some.
    pub fn handlers(&self) -> Option<HandlersId> {
        match self {
            Self::Ask { handlers, .. }
            | Self::Lookup { handlers, .. }
            | Self::Identify { handlers, .. }
            | Self::Derive { handlers, .. }
            | Self::Measures { handlers, .. }
            | Self::Menu { handlers, .. } => Some(*handlers),
            Self::Say(_) | Self::Set(..) | Self::Forget(_) | Self::Call { .. } | Self::Go(_) | Self::If { .. } => None,
        }
    }

    /// The same, to give it others.
    pub fn handlers_mut(&mut self) -> Option<&mut HandlersId> {
        match self {
            Self::Ask { handlers, .. }
            | Self::Lookup { handlers, .. }
            | Self::Identify { handlers, .. }
            | Self::Derive { handlers, .. }
            | Self::Measures { handlers, .. }
            | Self::Menu { handlers, .. } => Some(handlers),
            Self::Say(_) | Self::Set(..) | Self::Forget(_) | Self::Call { .. } | Self::Go(_) | Self::If { .. } => None,
        }
    }
}

/// An option of a menu.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MenuOption {
    /// Stable name.
    pub name: Name,
    /// Words on the button.
    pub label: String,
    /// Other words.
    pub synonyms: Vec<String>,
    /// Pinned telephone key.
    pub key: Option<u8>,
    /// Where to.
    pub target: Target,
}

/// Where a transition leads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Target {
    /// A step of the same scenario.
    Step(StepId),
    /// An end.
    Finish(OutcomeId, Option<TextId>),
    /// An operator.
    Operator(QueueId, Option<TextId>),
    /// Back to the caller.
    Return,
    /// The answer of a topic.
    Topic(TopicId),
}

/// What follows when there is no usable answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handler {
    /// On what.
    pub on: HandlerOn,
    /// What to say instead of the default.
    pub text: Option<TextId>,
    /// Where to; absent stays at the question.
    pub target: Option<Target>,
}

/// A queue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Queue {
    /// Stable name.
    pub name: Name,
    /// Title.
    pub title: String,
    /// Level of the contact centre.
    pub level: Option<u32>,
    /// Opening hours; empty is not declared.
    pub hours: Vec<Hours>,
    /// Out of hours: what to say and where to.
    pub closed: Option<(Option<TextId>, Option<Target>)>,
}

/// Opening hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// First and last day, 1 = Monday.
    pub days: (u8, u8),
    /// First minute and one past the last.
    pub minutes: (u16, u16),
}

/// A source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Stable name.
    pub name: Name,
    /// Title.
    pub title: String,
    /// Inputs in order.
    pub inputs: Vec<(Name, Type)>,
    /// Facts it answers.
    pub outputs: Vec<FactId>,
    /// Time limit.
    pub timeout: Option<Duration>,
    /// Whether it answers only for a person who is identified.
    pub identified: bool,
}

/// An outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Stable name.
    pub name: Name,
    /// Title.
    pub title: String,
}
