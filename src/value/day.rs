//! Dates in two or three bytes in compact formats, as text in readable ones: for `#[serde(with)]`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Date;

/// Days are counted from here.
const FIRST: Date = Date::constant(2000, 1, 1);

pub(crate) fn serialize<S: Serializer>(date: &Date, to: S) -> Result<S::Ok, S::Error> {
    if to.is_human_readable() {
        return date.serialize(to);
    }
    let days = FIRST.until(*date).map(|span| span.get_days());
    days.map_err(serde::ser::Error::custom)?.serialize(to)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    if from.is_human_readable() {
        return Date::deserialize(from);
    }
    let days = i32::deserialize(from)?;
    let span = jiff::Span::new().try_days(days);
    let date = span.and_then(|span| FIRST.checked_add(span));
    date.map_err(serde::de::Error::custom)
}
