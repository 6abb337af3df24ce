//! Forms in which checked values reach `serde`.

use serde::Deserialize;

use crate::span::{FileId, Place, Span};

/// A scalar with its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Text {
    /// The text as written, without quotes.
    pub text: String,
    start: u32,
    end: u32,
}

impl Text {
    /// The bytes.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// The place in `file`.
    pub fn place(&self, file: FileId) -> Place {
        Place::new(file, self.span())
    }
}

/// A key chosen by the author with its value.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pair<T> {
    /// The key.
    pub key: Text,
    /// The value.
    pub value: T,
}
