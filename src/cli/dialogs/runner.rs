//! Plays a dialog test. Pure: the engine, the program and the dialog decide everything.

use std::collections::BTreeMap;

use super::coverage::Map;
use super::matching::{closest, matches, one_line};
use super::played::{Failure, FailureKind, Happened, Heard, Played, Said, What};
use super::player::{Pending, Player, Step, ground_text};
use crate::bundle::program::{FactId, Program, SourceId};
use crate::channel::{Event, LookupOutcome};
use crate::model::{Dialog, DialogLine, DialogLineKind as Line};
use crate::runtime::why::Why;
use crate::runtime::{Engine, Session, StartOptions};
use crate::value::{Date, Name, Value};

/// The day of a test that names none: a working Monday in the past, so that no test depends on the
/// day on which it runs.
pub const DAY: Date = Date::constant(2024, 1, 15);
/// The minute of the day of a test that names none.
pub const NOON: u16 = 12 * 60;

/// Plays a dialog test to its end, or to the line after which nothing sensible can follow.
pub fn play(engine: &Engine, program: &Program, map: &Map, dialog: &Dialog) -> Played {
    let mut player = Player {
        engine,
        program,
        map,
        options: StartOptions::default(),
        day: DAY,
        minute: NOON,
        session: None,
        pending: None,
        answered: false,
        lookups: 0,
        sources: BTreeMap::new(),
        identified: None,
        queue: None,
        concluded: Vec::new(),
        next: 0,
        fault: None,
        played: Played::default(),
    };
    for (n, line) in dialog.lines.iter().enumerate() {
        if let Err(kind) = player.line(n, &line.kind) {
            let stops = !kind.is_of_expectation();
            player.played.failures.push(Failure { line: n, kind });
            if stops {
                return player.played;
            }
        }
    }
    if let Err(kind) = player.ready() {
        player.played.failures.push(Failure {
            line: dialog.lines.len(),
            kind,
        });
    }
    // What the author expects to end with an operator may end so for any reason.
    let ends = |l: &DialogLine| matches!(l.kind, Line::Outcome(_) | Line::Queue(_));
    if let Some(fault) = player.fault.take()
        && !dialog.lines.iter().any(ends)
    {
        player.played.failures.push(Failure {
            line: dialog.lines.len(),
            kind: FailureKind::Fault(fault),
        });
    }
    player.played
}

impl Player<'_> {
    fn line(&mut self, n: usize, line: &Line) -> Step {
        match line {
            Line::Date(date, minute) => {
                self.day = date.ok_or(FailureKind::NotResolved)?;
                self.minute = minute.unwrap_or(NOON);
                Ok(())
            }
            Line::Channel(channel) => {
                self.not_begun()?;
                self.options.channel = *channel;
                Ok(())
            }
            Line::Start(scenario) => {
                self.not_begun()?;
                let scenario = self
                    .program
                    .scenarios
                    .get(scenario.index())
                    .ok_or(FailureKind::NotResolved)?;
                self.options.scenario = Some(scenario.name.clone());
                Ok(())
            }
            Line::Given(fact, value) => {
                self.not_begun()?;
                let name = self.fact_name(*fact).ok_or(FailureKind::NotResolved)?;
                let value = value.clone().ok_or(FailureKind::NotResolved)?;
                self.options.facts.push((name, value));
                Ok(())
            }
            Line::User(text) => self.citizen(Happened::Citizen(text.clone()), Event::text(text.as_str())),
            Line::Silence => self.citizen(Happened::Silence, Event::Silence),
            Line::Key(key) => self.citizen(Happened::Key(*key), Event::Key { key: *key }),
            Line::SourceAnswers(source, values) => {
                let facts = values
                    .iter()
                    .map(|(fact, value)| Some((self.fact_name(*fact)?, value.clone()?)))
                    .collect::<Option<Vec<_>>>();
                self.source(
                    *source,
                    LookupOutcome::Answered {
                        facts: facts.ok_or(FailureKind::NotResolved)?,
                    },
                )
            }
            Line::SourceSilent(source) => self.source(*source, LookupOutcome::NoAnswer),
            Line::SourceEmpty(source) => self.source(*source, LookupOutcome::NoData),
            Line::Identified(success) => {
                self.make_room(&Pending::Identification)?;
                self.identified = Some(*success);
                Ok(())
            }
            Line::System(expected) => self.system(n, expected),
            Line::Fact(fact, value) => self.fact(*fact, value.as_ref()),
            Line::Topic(topic) => {
                self.look()?;
                let expected = self.program.topics.get(topic.index()).map(|t| t.path.clone());
                let found = self.session.as_ref().and_then(|s| self.engine.topic(s));
                same(What::Topic, expected.ok_or(FailureKind::NotResolved)?, found)
            }
            Line::Step(step) => {
                self.look()?;
                let found = self
                    .session
                    .as_ref()
                    .and_then(|s| self.engine.position(s))
                    .map(|p| p.step);
                same(What::Step, step.clone(), found)
            }
            Line::Outcome(outcome) => {
                self.look()?;
                let found = self.session.as_ref().and_then(|s| s.outcome().cloned());
                same(What::Outcome, outcome.clone(), found)
            }
            Line::Queue(queue) => {
                self.look()?;
                same(What::Queue, queue.clone(), self.queue.clone())
            }
            Line::Ground(expected) => {
                self.look()?;
                let mut found = self.played.turns.last().map(|t| t.grounds.clone()).unwrap_or_default();
                found.extend(self.concluded.iter().cloned());
                if found.iter().any(|g| matches(expected, g)) {
                    return Ok(());
                }
                Err(FailureKind::Ground {
                    expected: expected.clone(),
                    found,
                })
            }
        }
    }

    fn not_begun(&self) -> Step {
        if self.session.is_some() {
            Err(FailureKind::TooLate)
        } else {
            Ok(())
        }
    }

    fn fact_name(&self, id: FactId) -> Option<Name> {
        self.program.facts.get(id.index()).map(|f| f.name.clone())
    }

    /// What the test says about sources from here on. The same source twice in a row means two
    /// requests.
    fn source(&mut self, source: SourceId, outcome: LookupOutcome) -> Step {
        let name = self
            .program
            .sources
            .get(source.index())
            .map(|s| s.name.clone())
            .ok_or(FailureKind::NotResolved)?;
        self.make_room(&Pending::Source(name.clone()))?;
        self.sources.insert(name, outcome);
        Ok(())
    }

    fn make_room(&mut self, what: &Pending) -> Step {
        if self.pending.as_ref() == Some(what) {
            if self.answered {
                self.settle_one()?;
            }
            self.answered = self.pending.as_ref() == Some(what);
        }
        Ok(())
    }

    fn citizen(&mut self, happened: Happened, event: Event) -> Step {
        self.ready()?;
        if self.session.as_ref().is_some_and(Session::is_over) {
            return Err(FailureKind::AfterEnd);
        }
        self.played.turns.push(Said::default());
        self.concluded.clear();
        self.next = 0;
        self.lookups = 0;
        self.step(happened, event);
        Ok(())
    }

    fn system(&mut self, n: usize, expected: &str) -> Step {
        self.begin();
        loop {
            let said: &[String] = self.played.turns.last().map_or(&[], |t| &t.messages);
            let turn = self.played.turns.len().saturating_sub(1);
            let found = said
                .iter()
                .enumerate()
                .skip(self.next)
                .find(|(_, text)| matches(expected, text))
                .map(|(i, _)| i);
            if let Some(message) = found {
                self.next = message + 1;
                self.played.heard.push(Heard {
                    line: n,
                    turn,
                    message: Some(message),
                });
                return Ok(());
            }
            if self.pending.is_none() {
                self.played.heard.push(Heard {
                    line: n,
                    turn,
                    message: None,
                });
                let said = said.to_vec();
                let closest = closest(expected, &said);
                return Err(FailureKind::NotSaid {
                    expected: one_line(expected),
                    said,
                    closest,
                });
            }
            // What was said before the source answered has been heard already.
            self.settle_one()?;
        }
    }

    fn fact(&mut self, fact: FactId, value: Option<&Value>) -> Step {
        self.look()?;
        let name = self.fact_name(fact).ok_or(FailureKind::NotResolved)?;
        let expected = value.cloned().ok_or(FailureKind::NotResolved)?;
        let found = self.session.as_ref().and_then(|s| self.engine.value(s, &name));
        let why = self.session.as_ref().and_then(|s| self.engine.why(s, &name));
        let grounds = why.iter().flat_map(Why::grounds);
        self.concluded.extend(grounds.map(|g| ground_text(&g)));
        let is_same = found.as_ref().map_or(expected.is_unknown(), |f| *f == expected);
        if is_same {
            Ok(())
        } else {
            Err(FailureKind::Fact {
                fact: name,
                expected,
                found,
            })
        }
    }
}

fn same(what: What, expected: Name, found: Option<Name>) -> Step {
    if found.as_ref() == Some(&expected) {
        Ok(())
    } else {
        Err(FailureKind::Elsewhere { what, expected, found })
    }
}
