//! One turn: what happens between an event and the actions it leads to.

mod answer;
mod control;
mod correct;
mod event;
mod exec;
mod facts;
mod go;
mod handover;
#[cfg(test)]
pub(crate) use handover::is_open;
#[cfg(feature = "compiler")]
pub(crate) use handover::is_open_at;
#[cfg(feature = "compiler")]
pub(crate) use question::{MAX_ENTRIES_SHOWN, is_read_out, read_out};
mod host;
mod later;
mod measures;
mod moved;
mod parts;
mod pursue;
mod question;
mod reading;
mod recover;
mod say;
mod taken;
mod topic;

use std::sync::Arc;

pub(in crate::runtime) use question::item;

use super::engine::{Inner, StartOptions, Turn};
use super::eval::{self, EvalState};
use super::explain::{Did, Explanation, Goal, Note, Trace};
use super::session::{Entered, FactKey, Frame, From, LAST_SAID, Said, Session, Waiting};
use super::words;
use crate::bundle::program::{GroundId, Node, Program, Step, Target};
use crate::channel::Action;
use crate::value::DateTime;

/// A turn on the way.
pub(crate) struct Run<'a> {
    inner: &'a Inner,
    program: &'a Program,
    s: &'a mut Session,
    now: DateTime,
    actions: Vec<Action>,
    ex: Explanation,
    eval: EvalState,
    /// Steps left.
    budget: u32,
    /// Whether the node of the top frame is to be executed.
    running: bool,
    /// Grounds of what will be said next besides those of evaluation.
    owed: Vec<GroundId>,
    /// Grounds said in this turn.
    given: Vec<GroundId>,
    said: Vec<Said>,
    /// For [`Turn::heard`].
    line: Option<String>,
    /// Closed queues that sent on in this turn.
    sent_on: u32,
    repeating: bool,
    /// The question that the topic being entered answers.
    heard: Option<String>,
}

impl<'a> Run<'a> {
    pub(crate) fn new(inner: &'a Inner, s: &'a mut Session, now: DateTime) -> Self {
        s.turn = s.turn.saturating_add(1);
        let ex = Explanation {
            turn: s.turn,
            ..Explanation::default()
        };
        Self {
            inner,
            program: Arc::as_ref(&inner.program),
            s,
            now,
            actions: Vec::new(),
            ex,
            eval: EvalState::default(),
            budget: inner.limits.steps,
            running: false,
            owed: Vec::new(),
            given: Vec::new(),
            said: Vec::new(),
            line: None,
            sent_on: 0,
            repeating: false,
            heard: None,
        }
    }

    /// The greeting turn.
    pub(crate) fn start(&mut self, options: &StartOptions) {
        self.s.identified = options.identified;
        for (name, value) in &options.facts {
            match self.inner.fact_of(FactKey::of(name)) {
                Some(id) if self.fits(id, value) => self.set(id, Some(value.clone()), From::Given),
                Some(_) => self.note(Note::WrongType(name.clone())),
                None => self.note(Note::UnknownFact(name.clone())),
            }
        }
        let found = options.scenario.as_ref().and_then(|name| {
            let found = self.inner.scenario_of(name, self.s.date);
            if found.is_none() {
                self.note(Note::UnknownScenario(name.clone()));
            }
            found
        });
        match found {
            Some(id) => self.enter(id, Entered::Question, None),
            None => self.greet(),
        }
        self.drive();
    }

    fn greet(&mut self) {
        match self.program.defaults.start {
            Some(scenario) => self.enter(scenario, Entered::Greeting, None),
            None => {
                self.say_default(self.program.defaults.greeting, words::GREETING);
                self.wait(Waiting::Question);
            }
        }
    }

    /// Executes until something is waited for.
    fn drive(&mut self) {
        while self.running {
            if self.budget == 0 {
                self.note(Note::StepLimit(self.inner.limits.steps));
                self.give_up(words::REASON_LIMIT);
                break;
            }
            self.budget -= 1;
            self.exec();
        }
    }

    /// The turn; the session is left ready for the next one.
    pub(crate) fn done(mut self) -> Turn {
        self.s.name_things(self.program);
        if !self.repeating {
            self.said.truncate(LAST_SAID);
            self.s.last_said = std::mem::take(&mut self.said);
        }
        self.ex.decisions = std::mem::take(&mut self.eval.traces);
        let notes = std::mem::take(&mut self.eval.notes);
        self.ex.notes.extend(notes);
        self.ex.grounds = eval::grounds(self.program, &self.given);
        Turn {
            heard: self.line,
            actions: self.actions,
            explanation: self.ex,
        }
    }

    // Places.

    fn top(&self) -> Option<Frame> {
        self.s.frames.last().copied()
    }

    fn step_of(&self, frame: &Frame) -> Option<&'a Step> {
        self.program.steps.get(frame.step.index())
    }

    fn node_of(&self, frame: &Frame) -> Option<&'a Node> {
        self.program.nodes.get(frame.node.index())
    }

    fn advance(&mut self) {
        if let Some(frame) = self.s.frames.last_mut() {
            frame.node.0 = frame.node.0.saturating_add(1);
        }
        self.running = true;
    }

    fn wait(&mut self, waiting: Waiting) {
        self.s.waiting = waiting;
        self.running = false;
    }

    fn calm(&mut self) {
        self.s.misses = 0;
        self.s.silences = 0;
    }

    fn note(&mut self, note: Note) {
        self.eval.note(note);
    }

    fn trace(&mut self, did: Did) {
        let Some(frame) = self.top() else { return };
        let (Some(step), Some(node)) = (self.step_of(&frame), self.node_of(&frame)) else {
            return;
        };
        let scenario = self
            .program
            .scenarios
            .get(step.scenario.index())
            .map(|s| s.name.clone())
            .unwrap_or_default();
        self.ex.trace.push(Trace {
            scenario,
            step: step.name.clone(),
            at: eval::place(self.program, node.at),
            did,
        });
    }

    fn goal(&self, target: &Target) -> Goal {
        let p = self.program;
        match target {
            Target::Step(id) => Goal::Step(p.steps.get(id.index()).map(|s| s.name.clone()).unwrap_or_default()),
            Target::Finish(id, _) => {
                Goal::Finish(p.outcomes.get(id.index()).map(|o| o.name.clone()).unwrap_or_default())
            }
            Target::Operator(id, _) => {
                Goal::Queue(p.queues.get(id.index()).map(|q| q.name.clone()).unwrap_or_default())
            }
            Target::Return => Goal::Return,
            Target::Topic(id) => Goal::Topic(p.topics.get(id.index()).map(|t| t.path.clone()).unwrap_or_default()),
        }
    }
}
