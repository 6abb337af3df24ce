//! What a finding is known by when the lines around it have moved.
//!
//! The code, the file, the item it stands in, the words of its line and, where all of these are
//! equal, the count: neither numbers of lines nor the text of the message, which is worded anew
//! with every release.

use std::collections::BTreeMap;

use serde::Serialize;

use super::lines::Lines;
use super::{Diagnostic, Entry, find_entry};
use crate::source::Sources;
use crate::span::{FileId, Place};

/// What a finding is known by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Identity {
    /// Path relative to the base, with `/`.
    pub file: String,
    /// The item: `сценарий подача`; empty outside of items.
    pub item: String,
    /// Its code.
    pub code: String,
    /// Its line with single spaces.
    pub text: String,
    /// Which of several that are alike, from 1.
    #[serde(skip_serializing_if = "is_one")]
    pub occurrence: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_one(n: &usize) -> bool {
    *n == 1
}

impl Identity {
    /// The identity in 32 hexadecimal digits.
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for field in [&self.code, &self.file, &self.item, &self.text] {
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field.as_bytes());
        }
        hasher.update(&(self.occurrence as u64).to_le_bytes());
        hasher.finalize().to_hex().chars().take(32).collect()
    }
}

/// The identities of findings, in their order; `item_of` names the item that a place lies in.
pub fn identify<'d>(
    diags: impl IntoIterator<Item = &'d Diagnostic>,
    sources: &Sources,
    mut item_of: impl FnMut(Place) -> String,
) -> Vec<Identity> {
    let mut lines: BTreeMap<FileId, Lines<'_>> = BTreeMap::new();
    let mut seen: BTreeMap<Identity, usize> = BTreeMap::new();
    let mut out = Vec::new();
    for diag in diags {
        let mut identity = Identity {
            file: String::new(),
            item: item_of(diag.place),
            code: diag.entry.code.to_owned(),
            text: String::new(),
            occurrence: 1,
        };
        if let Some(source) = sources.get(diag.place.file) {
            let lines = lines.entry(diag.place.file).or_insert_with(|| Lines::new(source));
            let line = lines.line(lines.clamp(diag.place.span).start);
            let words: Vec<&str> = lines.window(line, line).0.split_whitespace().collect();
            identity.text = words.join(" ");
            identity.file = source.name.to_string();
        }
        let count = seen.entry(identity.clone()).or_insert(0);
        *count += 1;
        identity.occurrence = *count;
        out.push(identity);
    }
    out
}

/// Whether a code stands for something that can neither be lowered nor postponed.
pub fn is_fixed(code: &str) -> bool {
    find_entry(code).is_some_and(Entry::is_fixed)
}

#[cfg(test)]
mod tests;
