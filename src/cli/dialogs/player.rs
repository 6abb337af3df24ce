//! The conversation of a test: the engine and what it waits for.

use std::collections::BTreeMap;

use super::coverage::Map;
use super::matching::one_line;
use super::played::{FailureKind, Happened, Moment, Played, Said};
use crate::bundle::program::{NodeId, Program};
use crate::channel::{Action, Event, Ground, LookupOutcome};
use crate::runtime::{Engine, Note, Session, StartOptions, Turn};
use crate::value::{Date, DateTime, Name};

/// Lookups in a row without a word to the citizen.
const MAX_LOOKUPS: u32 = 100;

/// What the engine waits for from outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Pending {
    Source(Name),
    Identification,
}

pub struct Player<'a> {
    pub engine: &'a Engine,
    pub program: &'a Program,
    pub map: &'a Map,
    pub options: StartOptions,
    pub day: Date,
    pub minute: u16,
    pub session: Option<Session>,
    pub pending: Option<Pending>,
    /// Whether the test has said how the pending request ends after it was made.
    pub answered: bool,
    pub lookups: u32,
    pub sources: BTreeMap<Name, LookupOutcome>,
    pub identified: Option<bool>,
    pub queue: Option<Name>,
    /// Grounds of the conclusions that the test has looked at since the last turn.
    pub concluded: Vec<String>,
    /// The message from which the next `<` looks on.
    pub next: usize,
    /// Why the base could not go on, the first time.
    pub fault: Option<Note>,
    pub played: Played,
}

pub type Step<T = ()> = Result<T, FailureKind>;

impl Player<'_> {
    fn now(&self) -> DateTime {
        let (hour, minute) = (
            i8::try_from(self.minute / 60).unwrap_or(0),
            i8::try_from(self.minute % 60).unwrap_or(0),
        );
        jiff::civil::Time::new(hour, minute, 0, 0).map_or(self.day.at(0, 0, 0, 0), |t| self.day.to_datetime(t))
    }

    /// Begins, if that has not happened yet.
    pub fn begin(&mut self) {
        if self.session.is_none() {
            self.played.turns.push(Said::default());
            let (session, turn) = self.engine.start(&self.options, self.now());
            self.session = Some(session);
            self.took(Happened::Start, None, turn);
        }
    }

    pub fn step(&mut self, happened: Happened, event: Event) {
        let now = self.now();
        let Some(session) = &mut self.session else { return };
        let waiting = session.waits_at();
        let turn = self.engine.step(session, event, now);
        self.took(happened, waiting, turn);
    }

    fn took(&mut self, event: Happened, waiting: Option<NodeId>, turn: Turn) {
        let Some(session) = &self.session else { return };
        self.pending = None;
        self.answered = false;
        let faults = turn.explanation.notes.iter().find(|n| n.is_fault());
        self.fault = self.fault.take().or_else(|| faults.cloned());
        for action in &turn.actions {
            let Some(said) = self.played.turns.last_mut() else {
                break;
            };
            match action {
                Action::Say(message) => {
                    said.messages.push(one_line(&message.text));
                    said.grounds.extend(message.grounds.iter().map(ground_text));
                }
                Action::Ask(question) | Action::Menu(question) => said.messages.push(one_line(&question.text)),
                Action::Lookup(request) => self.pending = Some(Pending::Source(request.source.clone())),
                Action::Identify { .. } => self.pending = Some(Pending::Identification),
                Action::Handover(card) => self.queue = Some(card.queue.clone()),
                Action::End { .. } => {}
            }
        }
        let topic = self.engine.topic(session);
        self.map
            .count(&mut self.played.covered, waiting, &turn.explanation, topic.as_ref());
        let position = self.engine.position(session);
        self.played.moments.push(Moment {
            event,
            actions: turn.actions,
            position,
            explanation: turn.explanation,
        });
    }

    /// Begins and lets sources answer until the citizen is waited for.
    pub fn ready(&mut self) -> Step {
        self.begin();
        while self.pending.is_some() {
            self.settle_one()?;
        }
        Ok(())
    }

    /// As [`Self::ready`], but a request whose answer is not known yet stays open: the line after
    /// this one may give it.
    pub fn look(&mut self) -> Step {
        self.begin();
        while self.can_settle() {
            self.settle_one()?;
        }
        Ok(())
    }

    fn can_settle(&self) -> bool {
        match &self.pending {
            Some(Pending::Source(name)) => self.sources.contains_key(name),
            Some(Pending::Identification) => self.identified.is_some(),
            None => false,
        }
    }

    pub fn settle_one(&mut self) -> Step {
        self.lookups += 1;
        if self.lookups > MAX_LOOKUPS {
            return Err(FailureKind::EndlessLookups);
        }
        match self.pending.take() {
            Some(Pending::Source(source)) => {
                let declared = self.sources.get(&source).cloned();
                let outcome = declared.ok_or_else(|| FailureKind::NoAnswerDeclared(source.clone()))?;
                self.step(
                    Happened::Source(source.clone()),
                    Event::LookupResult { source, outcome },
                );
            }
            Some(Pending::Identification) => {
                let success = self.identified.ok_or(FailureKind::NoIdentificationDeclared)?;
                self.step(
                    Happened::Identified(success),
                    Event::Identified { success, method: None },
                );
            }
            None => {}
        }
        Ok(())
    }
}

/// A ground on one line: the act and its point.
pub fn ground_text(ground: &Ground) -> String {
    one_line(&ground.to_string())
}
