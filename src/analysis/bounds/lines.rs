//! What each line asks, and how long it speaks.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::dead::Dead;
use super::goals::Goals;
use crate::analysis::longest::{Longest, on_channel};
use crate::analysis::ops::{Edge, Ops, To, Way};
use crate::analysis::speech;
use crate::analysis::texts;
use crate::bundle::program::{FactId, HandlerOn, HandlersId, Op, Program, Spoken, Target, TextId};
use crate::model::Model;
use crate::value::Channel;

/// What can be said of lines one by one.
pub struct Lines<'a> {
    model: &'a Model,
    longest: Longest<'a>,
    goals: Goals,
    voice: bool,
    /// How long each text takes, once it has been met: what many scenarios call is met again and again.
    lengths: Vec<OnceLock<f64>>,
    dead: Dead,
}

impl<'a> Lines<'a> {
    /// Looks at the goals of the base; lines are weighed when they are met.
    pub fn new(model: &'a Model, dead: Dead) -> Self {
        Self {
            model,
            longest: Longest::new(model),
            goals: Goals::new(&model.program),
            voice: model.manifest.has_channel(Channel::Voice),
            lengths: model.program.texts.iter().map(|_| OnceLock::new()).collect(),
            dead,
        }
    }

    /// Whether there is a voice at all.
    pub fn speaks(&self) -> bool {
        self.voice
    }

    /// The ways out of a line that a citizen may go who answers.
    pub fn ways<'p>(&self, ops: &Ops<'p>, node: usize) -> impl Iterator<Item = Edge<'p>> {
        let op = ops.op(node);
        let edges = ops.follow(node).into_iter();
        edges.filter(move |e| answered(e.way) && !self.dead.has(node, op, e.way))
    }

    fn program(&self) -> &'a Program {
        &self.model.program
    }

    /// Facts that a line may ask, calls left out.
    pub fn asks(&self, op: &Op) -> Vec<FactId> {
        match op {
            Op::Ask { fact, .. } => vec![*fact],
            Op::Derive { .. } | Op::Measures { .. } => self.goals.facts(op).to_vec(),
            _ => Vec::new(),
        }
    }

    /// Most questions of a line where some facts are known, calls left out.
    pub fn questions(&self, op: &Op, known: &BTreeSet<FactId>) -> u32 {
        match op {
            Op::Ask { fact, .. } => u32::from(!known.contains(fact)),
            Op::Menu { .. } => 1,
            // What was found out stays known.
            Op::Derive { fact, .. } if known.contains(fact) => 0,
            Op::Derive { .. } => self.goals.most(op, known),
            Op::Measures { details, .. } => self.goals.most(op, known) + u32::from(details.is_some()),
            _ => 0,
        }
    }

    /// Longest time that a line speaks, calls left out.
    pub fn seconds(&self, op: &Op, known: &BTreeSet<FactId>) -> f64 {
        if !self.voice {
            return 0.0;
        }
        match op {
            Op::Say(spoken) => self.spoken(spoken),
            Op::Ask { fact, text, .. } if !known.contains(fact) => {
                let text = texts::question(self.model, self.longest, *fact, Some(text), Channel::Voice);
                self.length(&text)
            }
            Op::Menu { text, options, .. } => {
                self.length(&texts::menu(self.model, self.longest, text, options, Channel::Voice))
            }
            Op::Derive { .. } | Op::Measures { .. } => self.of_goal(op, known),
            _ => 0.0,
        }
    }

    /// The longest questions, as many as there may be, and what the measures of an event say.
    fn of_goal(&self, op: &Op, known: &BTreeSet<FactId>) -> f64 {
        let most = self.questions(op, known) as usize;
        let open = self.goals.facts(op).iter().filter(|f| !known.contains(f));
        let mut lengths: Vec<f64> = open
            .map(|f| self.length(&texts::question(self.model, self.longest, *f, None, Channel::Voice)))
            .collect();
        lengths.sort_by(|a, b| b.total_cmp(a));
        let asked: f64 = lengths.into_iter().take(most).sum();
        let Op::Measures { event, details, .. } = op else {
            return asked;
        };
        let measures = self.program().measures.iter().filter(|m| m.events.contains(event));
        let told: f64 = measures
            .map(|m| self.length(&m.title) + m.notice.map_or(0.0, |n| self.text(n)))
            .sum();
        asked + told + details.map_or(0.0, |d| self.text(d))
    }

    fn spoken(&self, spoken: &Spoken) -> f64 {
        on_channel(spoken, Channel::Voice).map_or(0.0, |id| self.text(id))
    }

    fn text(&self, id: TextId) -> f64 {
        let length = || self.length(&self.longest.text(id));
        match self.lengths.get(id.index()) {
            Some(known) => *known.get_or_init(length),
            None => length(),
        }
    }

    fn length(&self, text: &str) -> f64 {
        speech::seconds(text, self.program().lang)
    }

    /// What is said where a line is left: the words of a handler, of an end, before an operator.
    pub fn seconds_on(&self, ops: &Ops<'_>, op: &Op, edge: &Edge<'_>) -> f64 {
        if !self.voice {
            return 0.0;
        }
        let by_handler = match edge.way {
            Way::Handler(on) => self.of_handler(ops, op, on),
            _ => 0.0,
        };
        let defaults = &self.program().defaults;
        let at_end = match edge.to {
            To::Out(Target::Finish(_, text)) => text.or(defaults.goodbye).map_or(0.0, |t| self.text(t)),
            To::Out(Target::Operator(..)) | To::Default => defaults.handover.map_or(0.0, |t| self.text(t)),
            To::Out(_) | To::Node(_) | To::Nowhere => 0.0,
        };
        by_handler + at_end
    }

    fn of_handler(&self, ops: &Ops<'_>, op: &Op, on: HandlerOn) -> f64 {
        let own = op.handlers().unwrap_or(HandlersId::NONE);
        let handler = ops.handlers(own).into_iter().find(|h| h.on == on);
        let text = handler.and_then(|h| h.text);
        text.map_or(0.0, |t| self.text(t))
    }
}

/// Whether a way is one that a citizen goes who answers.
fn answered(way: Way) -> bool {
    !matches!(
        way,
        Way::Handler(
            HandlerOn::NoMatch
                | HandlerOn::NoInput
                | HandlerOn::MoreThan(_)
                | HandlerOn::Operator
                | HandlerOn::TopicChange
        )
    )
}
