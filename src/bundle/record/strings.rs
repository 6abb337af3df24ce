//! The strings of a bundle, each once.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::directory::OwnedBytes;

use super::list::{Rows, section};

/// Strings by their numbers, in place. A section of records, each the UTF-8 of a string.
#[derive(Debug)]
pub struct Strings(Rows);

impl Strings {
    /// Checks a section: it is UTF-8 and no string begins inside a character.
    pub fn open(bytes: OwnedBytes) -> Option<Self> {
        let rows = Rows::open(bytes)?;
        let all = rows.records();
        simdutf8::basic::from_utf8(all).ok()?;
        let mut before = 0;
        // A continuation of a character is 10xxxxxx.
        let begins = |at: u32| all.get(at as usize).is_none_or(|byte| byte & 0xc0 != 0x80);
        let sound = rows.starts().all(|start| {
            let fine = start >= before && begins(start);
            before = start;
            fine
        });
        (sound && rows.starts().next() == Some(0) && before as usize == all.len()).then_some(Self(rows))
    }

    /// Number of strings.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// A string.
    pub fn get(&self, number: u32) -> Option<&str> {
        std::str::from_utf8(self.0.get(number as usize)?).ok()
    }
}

/// Collects strings.
#[derive(Debug, Default)]
pub(super) struct StringsWriter {
    numbers: FxHashMap<Arc<str>, u32>,
    texts: Vec<u8>,
    starts: Vec<u32>,
}

impl StringsWriter {
    /// The number of a string.
    pub(super) fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = u32::try_from(self.starts.len()).unwrap_or(u32::MAX);
        self.starts.push(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        self.texts.extend_from_slice(text.as_bytes());
        self.numbers.insert(text.into(), number);
        number
    }

    pub(super) fn section(&self) -> Vec<u8> {
        let mut starts = self.starts.clone();
        starts.push(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        section(&starts, &self.texts)
    }
}
