//! Sessions.

use std::sync::Mutex;

use lotsman::value::Channel;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::errors::{self, SessionError};

/// One conversation: small, kept between turns as bytes or as JSON, in any store. It holds facts:
/// personal data. One thread at a time may use it.
#[pyclass(module = "lotsman", name = "Session", frozen, eq)]
pub struct Session {
    inner: Mutex<lotsman::runtime::Session>,
}

impl PartialEq for Session {
    fn eq(&self, other: &Self) -> bool {
        self.copy() == other.copy()
    }
}

impl Session {
    pub fn new(session: lotsman::runtime::Session) -> Self {
        Self {
            inner: Mutex::new(session),
        }
    }

    fn copy(&self) -> lotsman::runtime::Session {
        self.read(Clone::clone)
    }

    /// Reads the session. A turn that stopped in the middle has changed nothing; see [`Self::change`].
    pub fn read<T>(&self, look: impl FnOnce(&lotsman::runtime::Session) -> T) -> T {
        look(&self.inner.lock().unwrap_or_else(|broken| broken.into_inner()))
    }

    /// Changes the session, where no other thread is at it.
    pub fn change<T>(&self, work: impl FnOnce(&mut lotsman::runtime::Session) -> T) -> PyResult<T> {
        match self.inner.try_lock() {
            Ok(mut session) => Ok(work(&mut session)),
            Err(_) => Err(errors::value(
                "another thread is at this session, or a turn of it stopped in the middle: one thread at a time leads a \
                 conversation",
            )),
        }
    }
}

#[pymethods]
impl Session {
    /// The session out of what `to_bytes` gave, in this process or another one.
    #[staticmethod]
    fn from_bytes(data: &[u8]) -> PyResult<Self> {
        let session = lotsman::runtime::Session::from_bytes(data);
        session.map(Self::new).map_err(|e| SessionError::new_err(e.to_string()))
    }

    /// The session out of what `to_json` gave.
    #[staticmethod]
    fn from_json(document: &str) -> PyResult<Self> {
        let session = serde_json::from_str(document);
        session.map(Self::new).map_err(|e| SessionError::new_err(e.to_string()))
    }

    /// The session in compact form.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = self.read(|s| s.to_bytes());
        let bytes = bytes.map_err(|e| SessionError::new_err(e.to_string()))?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// The session as JSON, for people and for stores that want it.
    fn to_json(&self) -> PyResult<String> {
        self.read(serde_json::to_string)
            .map_err(|e| SessionError::new_err(e.to_string()))
    }

    /// Identity of the bundle that it belongs to.
    #[getter]
    fn bundle(&self) -> String {
        self.read(|s| s.bundle().to_string())
    }

    /// `chat` or `voice`.
    #[getter]
    fn channel(&self) -> &'static str {
        match self.read(|s| s.channel()) {
            Channel::Chat => "chat",
            Channel::Voice => "voice",
        }
    }

    /// The day on which it started; editions are those of this day.
    #[getter]
    fn date<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let day = self.read(|s| s.date().to_string());
        py.import("datetime")?
            .getattr("date")?
            .call_method1("fromisoformat", (day,))
    }

    /// Turns so far; the greeting is the first.
    #[getter]
    fn turn(&self) -> u32 {
        self.read(|s| s.turn())
    }

    /// The outcome, once it is over.
    #[getter]
    fn outcome(&self) -> Option<String> {
        self.read(|s| s.outcome().map(ToString::to_string))
    }

    /// Whether the conversation with the system has ended, or gone on to an operator.
    #[getter]
    fn is_over(&self) -> bool {
        self.read(|s| s.is_over())
    }

    /// Whether a source or an identification is waited for, not the person.
    #[getter]
    fn waits_for_host(&self) -> bool {
        self.read(|s| s.waits_for_host())
    }

    fn __copy__(&self) -> Self {
        Self::new(self.copy())
    }

    #[pyo3(signature = (_memo))]
    fn __deepcopy__(&self, _memo: &Bound<'_, PyAny>) -> Self {
        Self::new(self.copy())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        let again = slf.get_type().getattr("from_bytes")?;
        Ok((again, (slf.get().to_bytes(slf.py())?,)))
    }

    fn __repr__(&self) -> String {
        self.read(|s| {
            let place = match s.outcome() {
                Some(outcome) => format!(", over: {outcome}"),
                None if s.is_over() => ", over".to_owned(),
                None => String::new(),
            };
            format!("<lotsman.Session of bundle {}, turn {}{place}>", s.bundle(), s.turn())
        })
    }
}
