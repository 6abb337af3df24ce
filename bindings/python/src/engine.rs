//! The engine: conversations as JSON, tables as Arrow.

use std::collections::BTreeMap;

use lotsman::bundle::signature::PublicKey;
use lotsman::bundle::{Bundle, BundleError};
use lotsman::channel::{Event, LookupOutcome, Transcript};
use lotsman::runtime::understand::Reasons;
use lotsman::runtime::{Cell, StartOptions, Turn};
use lotsman::source::fold;
use lotsman::value::{Channel, Date, DateTime, Lang, Name, Value};
use pyo3::prelude::*;

use crate::conversation::When;
use crate::errors;
use crate::session::Session;
use crate::table;

/// A bundle that is open. See `lotsman.Engine`.
#[pyclass(module = "lotsman._native", frozen)]
pub struct Engine {
    engine: lotsman::runtime::Engine,
}

impl Engine {
    fn opened(bundle: Result<Bundle, BundleError>) -> PyResult<Self> {
        let engine = bundle.and_then(|bundle| lotsman::runtime::Engine::new(&bundle));
        engine.map(|engine| Self { engine }).map_err(|e| errors::of_bundle(&e))
    }

    /// Facts in plain JSON.
    fn read(&self, facts: &str, today: Date) -> PyResult<Vec<(Name, Value)>> {
        let cells: BTreeMap<String, Cell<'static>> = serde_json::from_str(facts).map_err(json)?;
        let facts = self.engine.read_facts(&cells, today);
        facts.map_err(|words| errors::value(words.get(Lang::En)))
    }

    fn go(&self, py: Python<'_>, session: &Session, event: Event, now: DateTime) -> PyResult<String> {
        let turn = py.detach(|| {
            session.change(|session| {
                // What does not come back has changed nothing.
                let mut next = session.clone();
                let turn = self.engine.resume(&mut next, event, now);
                *session = next;
                turn
            })
        })?;
        document(&turn)
    }
}

fn json(error: serde_json::Error) -> PyErr {
    errors::value(error.to_string())
}

/// Keys that are trusted, of their texts in PEM.
fn keys(texts: Option<Vec<String>>) -> PyResult<Option<Vec<PublicKey>>> {
    let key = |(number, text): (usize, String)| {
        PublicKey::from_pem(&text).map_err(|e| errors::value(format!("key {number}: {e}")))
    };
    texts.map(|texts| (1..).zip(texts).map(key).collect()).transpose()
}

fn document(turn: &Turn) -> PyResult<String> {
    serde_json::to_string(turn).map_err(json)
}

#[pymethods]
impl Engine {
    #[staticmethod]
    fn open(py: Python<'_>, path: &str, trusted_keys: Option<Vec<String>>) -> PyResult<Self> {
        let keys = keys(trusted_keys)?;
        let open = || keys.map_or_else(|| Bundle::open(path), |keys| Bundle::open_trusted(path, &keys));
        Self::opened(py.detach(open))
    }

    #[staticmethod]
    fn from_bytes(py: Python<'_>, data: &[u8], trusted_keys: Option<Vec<String>>) -> PyResult<Self> {
        let keys = keys(trusted_keys)?;
        let read = || {
            keys.map_or_else(
                || Bundle::from_bytes(data),
                |keys| Bundle::from_bytes_trusted(data, &keys),
            )
        };
        Self::opened(py.detach(read))
    }

    #[getter]
    fn title(&self) -> &str {
        self.engine.title()
    }

    #[getter]
    fn bundle(&self) -> String {
        self.engine.bundle().to_string()
    }

    fn start(
        &self,
        py: Python<'_>,
        channel: &str,
        scenario: Option<&str>,
        facts: &str,
        identified: bool,
        now: When,
    ) -> PyResult<(Session, String)> {
        let now = now.time(&self.engine)?;
        let channel = match channel {
            "chat" => Channel::Chat,
            "voice" => Channel::Voice,
            other => {
                return Err(errors::value(format!(
                    "the channel is “chat” or “voice”, not “{other}”"
                )));
            }
        };
        let options = StartOptions {
            channel,
            scenario: scenario.map(|name| fold(name.trim()).as_ref().into()),
            facts: self.read(facts, now.date())?,
            identified,
        };
        let (session, turn) = py.detach(|| self.engine.start(&options, now));
        Ok((Session::new(session), document(&turn)?))
    }

    fn step(&self, py: Python<'_>, session: &Session, event: &str, now: When) -> PyResult<String> {
        let event = serde_json::from_str(event).map_err(json)?;
        self.go(py, session, event, now.time(&self.engine)?)
    }

    fn answered(&self, py: Python<'_>, session: &Session, source: &str, facts: &str, now: When) -> PyResult<String> {
        let now = now.time(&self.engine)?;
        let facts = self.read(facts, now.date())?;
        let event = Event::LookupResult {
            source: fold(source).as_ref().into(),
            outcome: match facts.is_empty() {
                true => LookupOutcome::NoData,
                false => LookupOutcome::Answered { facts },
            },
        };
        self.go(py, session, event, now)
    }

    fn facts(&self, session: &Session) -> PyResult<String> {
        let facts = session.read(|session| self.engine.facts(session));
        serde_json::to_string(&facts).map_err(json)
    }

    fn position(&self, session: &Session) -> Option<(String, String)> {
        let position = session.read(|session| self.engine.position(session));
        position.map(|p| (p.scenario.to_string(), p.step.to_string()))
    }

    fn topic(&self, session: &Session) -> Option<String> {
        let topic = session.read(|session| self.engine.topic(session));
        topic.map(|t| t.to_string())
    }

    fn judge(&self, py: Python<'_>, text: &str, date: When) -> PyResult<String> {
        #[derive(serde::Serialize)]
        struct Judged<'p> {
            decision: &'static str,
            #[serde(flatten)]
            reasons: Reasons<'p>,
        }
        let day = date.day(&self.engine)?;
        let judgement = py.detach(|| self.engine.judge_explained(text, day));
        let judged = Judged {
            decision: judgement.decision.word(),
            reasons: judgement.reasons(self.engine.program()),
        };
        serde_json::to_string(&judged).map_err(json)
    }

    fn classify<'py>(
        &self,
        data: &Bound<'py, PyAny>,
        column: Option<&str>,
        date: When,
        threads: usize,
    ) -> PyResult<Bound<'py, PyAny>> {
        let day = date.day(&self.engine)?;
        let input = table::Input::of(data)?;
        let work = || table::classify(&self.engine, input, column, day, threads);
        table::give(data.py(), data.py().detach(work)?)
    }

    fn decide<'py>(
        &self,
        data: &Bound<'py, PyAny>,
        goals: Vec<String>,
        date: When,
        date_column: Option<&str>,
        threads: usize,
    ) -> PyResult<Bound<'py, PyAny>> {
        let day = date.day(&self.engine)?;
        let input = table::Input::of(data)?;
        let work = || table::decide(&self.engine, input, &goals, day, date_column, threads);
        table::give(data.py(), data.py().detach(work)?)
    }
}

/// A transcript as it was kept, where it is one.
#[pyfunction]
pub fn transcript(document: &str) -> PyResult<String> {
    let transcript: Transcript = serde_json::from_str(document).map_err(json)?;
    serde_json::to_string(&transcript).map_err(json)
}

/// Adds a turn to a transcript: both as they are afterwards. See `lotsman.Transcript`.
#[pyfunction]
pub fn record(transcript: &str, turn: &str) -> PyResult<(String, String)> {
    let mut transcript: Transcript = serde_json::from_str(transcript).map_err(json)?;
    let mut turn: Turn = serde_json::from_str(turn).map_err(json)?;
    turn.record(&mut transcript);
    Ok((serde_json::to_string(&transcript).map_err(json)?, document(&turn)?))
}
