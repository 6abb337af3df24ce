//! Times and days as Python gives them.

use lotsman::runtime::Engine;
use lotsman::value::{Date, DateTime};
use pyo3::prelude::*;

use crate::errors;

/// An instant, or civil time of the base.
#[derive(FromPyObject)]
pub enum When {
    /// Microseconds since 1970.
    Instant(i64),
    /// As ISO 8601 writes it: a time, or a day.
    Civil(String),
}

impl When {
    /// The civil time of the base.
    pub fn time(&self, engine: &Engine) -> PyResult<DateTime> {
        match self {
            Self::Instant(micros) => {
                let instant = jiff::Timestamp::from_microsecond(*micros);
                let instant = instant.map_err(|e| errors::value(format!("no time of the calendar: {e}")))?;
                Ok(engine.local_time(instant))
            }
            Self::Civil(text) => text
                .parse()
                .map_err(|e| errors::value(format!("“{text}” is no time of the calendar: {e}"))),
        }
    }

    /// The day in the base's time zone.
    pub fn day(&self, engine: &Engine) -> PyResult<Date> {
        self.time(engine).map(DateTime::date)
    }
}
