//! Cells of tables and plain JSON, as they hold values of facts.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};

/// A cell of a table, or a part of a plain document in JSON, that holds a value of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'c> {
    /// Nobody said anything.
    Empty,
    /// Truth.
    Truth(bool),
    /// Anything else, numbers and dates too, in the form in which machines write it.
    Text(Cow<'c, str>),
    /// Several.
    List(Vec<Cell<'c>>),
}

impl<'de> Deserialize<'de> for Cell<'static> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Cell<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a number, a truth value, a list of them, or nothing")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Cell::Empty)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Cell::Empty)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Self::Value, E> {
        Ok(Cell::Truth(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Cell::Text(number.to_string().into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Cell::Text(number.to_string().into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Cell::Text(number.to_string().into()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cell::Text(text.to_owned().into()))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cell::Text(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut cells = Vec::new();
        while let Some(cell) = items.next_element()? {
            cells.push(cell);
        }
        Ok(Cell::List(cells))
    }
}

#[cfg(test)]
mod tests;
