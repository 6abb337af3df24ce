//! One turn: what happens between an event and the actions it leads to.

mod answer;
mod control;
mod event;
mod exec;
mod handover;
#[cfg(test)]
pub(crate) use handover::is_open;
mod host;
mod question;
mod recover;
mod topic;

use std::sync::Arc;

use super::engine::{Inner, StartOptions, Turn};
use super::eval::{self, EvalState, Evaluator};
use super::explain::{Did, Explanation, FactChange, Goal, Note, Trace};
use super::session::{
    Entered, FactKey, Frame, From, KnownFacts, LAST_SAID, Position, Session, Stored, Waiting,
};
use super::{show, words};
use crate::bundle::program::{
    Expr, ExprId, Fact, FactId, GroundId, Node, Program, Spoken, Step, Target, TextId, TextPart,
};
use crate::channel::{Action, Message, Who};
use crate::value::{Bi, Channel, DateTime, Type, Value};

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
    said: Vec<(String, Vec<GroundId>)>,
    /// Closed queues that sent on in this turn.
    sent_on: u32,
    repeating: bool,
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
            sent_on: 0,
            repeating: false,
        }
    }

    /// The greeting turn.
    pub(crate) fn start(&mut self, options: &StartOptions) {
        for (name, value) in &options.facts {
            match self.inner.facts.get(&FactKey::of(name)) {
                Some(id) if self.fits(*id, value) => {
                    self.set(*id, Some(value.clone()), From::Given)
                }
                Some(_) => self.note(Note::WrongType(name.clone())),
                None => self.note(Note::UnknownFact(name.clone())),
            }
        }
        let found = options.scenario.as_ref().and_then(|name| {
            let found = (0_u32..)
                .zip(&self.program.scenarios)
                .find(|(_, s)| s.name == *name && s.valid.holds(self.s.date));
            if found.is_none() {
                self.note(Note::UnknownScenario(name.clone()));
            }
            found
        });
        match found {
            Some((i, _)) => self.enter(
                crate::bundle::program::ScenarioId(i),
                Entered::Question,
                None,
            ),
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
        self.s.position = self.top().and_then(|f| {
            let step = self.step_of(&f)?;
            let scenario = self.program.scenarios.get(step.scenario.index())?;
            Some(Position {
                scenario: scenario.name.clone(),
                step: step.name.clone(),
            })
        });
        self.s.topic_path = self
            .s
            .topic
            .and_then(|t| self.program.topics.get(t.index()))
            .map(|t| t.path.clone());
        if !self.repeating {
            self.said.truncate(LAST_SAID);
            self.s.last_said = std::mem::take(&mut self.said);
        }
        self.ex.decisions = std::mem::take(&mut self.eval.traces);
        let notes = std::mem::take(&mut self.eval.notes);
        self.ex.notes.extend(notes);
        self.ex.grounds = eval::grounds(self.program, &self.given);
        Turn {
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
            Target::Step(id) => Goal::Step(
                p.steps
                    .get(id.index())
                    .map(|s| s.name.clone())
                    .unwrap_or_default(),
            ),
            Target::Finish(id, _) => Goal::Finish(
                p.outcomes
                    .get(id.index())
                    .map(|o| o.name.clone())
                    .unwrap_or_default(),
            ),
            Target::Operator(id, _) => Goal::Queue(
                p.queues
                    .get(id.index())
                    .map(|q| q.name.clone())
                    .unwrap_or_default(),
            ),
            Target::Return => Goal::Return,
            Target::Topic(id) => Goal::Topic(
                p.topics
                    .get(id.index())
                    .map(|t| t.path.clone())
                    .unwrap_or_default(),
            ),
        }
    }

    // Values.

    fn evaluator<R>(&mut self, work: impl FnOnce(&mut Evaluator<'_>) -> R) -> R {
        let known = KnownFacts {
            program: self.program,
            facts: &self.s.facts,
        };
        work(&mut Evaluator {
            program: self.program,
            facts: &known,
            today: self.s.date,
            state: &mut self.eval,
        })
    }

    fn value(&mut self, expr: ExprId) -> Value {
        self.evaluator(|e| e.expr(expr))
    }

    fn stored(&self, id: FactId) -> Option<&Value> {
        self.s.fact(&self.program.facts.get(id.index())?.name)
    }

    /// Writes (or forgets) a fact.
    fn set(&mut self, id: FactId, value: Option<Value>, from: From) {
        let Some(fact) = self.program.facts.get(id.index()) else {
            return;
        };
        let change = FactChange {
            fact: fact.name.clone(),
            shown: value
                .as_ref()
                .map(|v| show::of_fact(self.program, fact, v))
                .unwrap_or_default(),
            origin: value.is_some().then(|| from.into()),
            value: value.clone(),
            personal: fact.personal,
        };
        self.ex.facts.push(change);
        self.s.put(
            FactKey::of(&fact.name),
            value.map(|value| Stored {
                value,
                origin: from,
            }),
        );
        self.eval.changed();
    }

    /// Whether a value from outside has the type of its fact.
    fn fits(&self, id: FactId, value: &Value) -> bool {
        self.program
            .facts
            .get(id.index())
            .is_some_and(|f| self.has_type(f, &f.ty, value))
    }

    fn has_type(&self, fact: &Fact, ty: &Type, value: &Value) -> bool {
        match (ty, value) {
            (_, Value::Unknown)
            | (Type::YesNo, Value::Bool(_))
            | (Type::Number { .. }, Value::Number(_))
            | (Type::Money { .. }, Value::Money(_))
            | (Type::Date { .. }, Value::Date(_))
            | (Type::Duration, Value::Duration(_))
            | (Type::Text | Type::Phone | Type::Snils, Value::Text(_))
            | (Type::Record(_), Value::Record(_)) => true,
            (Type::Integer { .. }, Value::Number(n)) => n.is_integer(),
            (Type::OneOf(names), Value::Key(key)) => {
                names.contains(key) || fact.options.iter().any(|o| o.name == *key)
            }
            (Type::Directory(name), Value::Key(key)) => {
                let found = self.program.directories.iter().find(|d| d.name == *name);
                found.is_some_and(|d| d.entries.iter().any(|e| e.key == *key))
            }
            (Type::List(item), Value::List(items)) => {
                items.iter().all(|v| self.has_type(fact, item, v))
            }
            _ => false,
        }
    }

    // Words.

    fn render(&mut self, id: TextId) -> String {
        let Some(text) = self.program.texts.get(id.index()) else {
            self.note(Note::Broken);
            return String::new();
        };
        let mut out = String::new();
        for part in &text.parts {
            match part {
                TextPart::Words(words) => out.push_str(words),
                TextPart::Hole(expr, format) => {
                    let fact = match self.program.exprs.get(expr.index()) {
                        Some(Expr::Fact(id)) => self.program.facts.get(id.index()),
                        _ => None,
                    };
                    let value = self.value(*expr);
                    out.push_str(&show::formatted(self.program, fact, &value, format));
                }
            }
        }
        out
    }

    fn spoken(&mut self, spoken: Spoken) -> Option<String> {
        let own = match self.s.channel {
            Channel::Chat => spoken.chat,
            Channel::Voice => spoken.voice,
        };
        // A variant alone is better than silence on the other channel.
        let id = own.or(spoken.any).or(spoken.chat).or(spoken.voice)?;
        Some(self.render(id))
    }

    fn say_text(&mut self, id: TextId) {
        let text = self.render(id);
        self.say(text);
    }

    fn say_default(&mut self, id: Option<TextId>, words: Bi) {
        match id {
            Some(id) => self.say_text(id),
            None => self.say(words.get(self.program.lang).to_owned()),
        }
    }

    /// Says a text with the grounds that it stands on: those owed, and those of everything evaluated
    /// since something was said last. A ground is given once a turn.
    fn say(&mut self, text: String) {
        if text.is_empty() {
            return;
        }
        let mut grounds: Vec<GroundId> = std::mem::take(&mut self.owed);
        grounds.append(&mut self.eval.grounds);
        let mut fresh: Vec<GroundId> = Vec::new();
        for ground in grounds {
            if !self.given.contains(&ground) {
                self.given.push(ground);
                fresh.push(ground);
            }
            if !self.s.grounds.contains(&ground) {
                self.s.grounds.push(ground);
            }
        }
        self.s.record(Who::System, &text);
        self.said.push((text.clone(), fresh.clone()));
        self.actions.push(Action::Say(Message {
            text,
            grounds: eval::grounds(self.program, &fresh),
        }));
    }
}
