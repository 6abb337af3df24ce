//! A conversation under test.

use super::build::*;
use crate::channel::{Action, Choice, Event, Question, Transcript};
use crate::runtime::{Engine, Session, StartOptions, Turn};

/// A conversation under test.
pub(crate) struct Talk {
    pub(crate) engine: Engine,
    pub(crate) s: Session,
    pub(crate) last: Turn,
    pub(crate) transcript: Transcript,
}

impl Talk {
    pub(crate) fn start(engine: Engine, options: StartOptions) -> Self {
        let (s, mut last) = engine.start(&options, now());
        let mut transcript = Transcript::default();
        last.record(&mut transcript);
        Self {
            engine,
            s,
            last,
            transcript,
        }
    }

    /// In the first scenario.
    pub(crate) fn of(b: Build) -> Self {
        let scenario = Some(b.p.scenarios[0].name.clone());
        Self::start(
            b.engine(),
            StartOptions {
                scenario,
                ..StartOptions::default()
            },
        )
    }

    /// At a free question.
    pub(crate) fn free(b: Build) -> Self {
        Self::start(b.engine(), StartOptions::default())
    }

    pub(crate) fn event(&mut self, e: Event) -> &mut Self {
        self.last = self.engine.step(&mut self.s, e, now());
        self.last.record(&mut self.transcript);
        self
    }

    pub(crate) fn say(&mut self, text: &str) -> &mut Self {
        self.event(Event::text(text))
    }

    pub(crate) fn said(&self) -> Vec<&str> {
        self.last
            .actions
            .iter()
            .filter_map(|a| match a {
                Action::Say(m) => Some(m.text.as_str()),
                Action::Ask(q) | Action::Menu(q) => Some(q.text.as_str()),
                _ => None,
            })
            .collect()
    }

    pub(crate) fn question(&self) -> &Question {
        match self.last.actions.last() {
            Some(Action::Ask(q) | Action::Menu(q)) => q,
            other => panic!("no question but {other:?}"),
        }
    }

    pub(crate) fn outcome(&self) -> Option<&str> {
        self.s.outcome().map(|o| &**o)
    }

    pub(crate) fn handed(&self) -> &crate::channel::HandoverCard {
        match self.last.actions.last() {
            Some(Action::Handover(card)) => card,
            other => panic!("no hand-over but {other:?}"),
        }
    }
}

pub(crate) fn choices(q: &Question) -> Vec<(&str, Option<char>)> {
    q.options
        .iter()
        .map(|Choice { name, key, .. }| (&**name, *key))
        .collect()
}
