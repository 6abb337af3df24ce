//! Named texts: the files of a knowledge base as the compiler sees them.

use std::borrow::Cow;
use std::sync::Arc;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::span::{FileId, Span};

/// Greatest size of one source file in bytes. Larger ones are refused before they are read.
pub const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// One text with its name.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path relative to the root of the base, with `/`.
    pub name: Arc<str>,
    /// The text in NFC. Spans count its bytes.
    pub text: Arc<str>,
}

impl Source {
    /// A source from a name and a text; the text is brought to NFC.
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<String>) -> Self {
        let text = text.into();
        let text = match is_nfc_quick(text.chars()) {
            IsNormalized::Yes => text,
            _ => text.nfc().collect(),
        };
        Self {
            name: name.into(),
            text: text.into(),
        }
    }

    /// The bytes of `span`, empty when it is outside the text or splits a character.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    pub fn line_column(&self, offset: u32) -> (usize, usize) {
        let mut at = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let before = self.text.get(..at).unwrap_or("");
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
        let column = before.get(line_start..).unwrap_or("").chars().count() + 1;
        (line, column)
    }
}

/// All texts of one run, addressed by [`FileId`].
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// No texts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text.
    pub fn add(&mut self, source: Source) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(source);
        id
    }

    /// The text of `id`.
    pub fn get(&self, id: FileId) -> Option<&Source> {
        self.files.get(id.0 as usize)
    }

    /// All texts in order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files
            .iter()
            .enumerate()
            .map(|(i, s)| (FileId(u32::try_from(i).unwrap_or(u32::MAX)), s))
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The bytes of `span` in `file`, empty when there are none.
    pub fn slice(&self, file: FileId, span: Span) -> &str {
        self.get(file).map_or("", |s| s.slice(span))
    }
}

/// Folds names and keywords: lower case, ё as е. **Every character keeps its length in bytes**, so
/// that spans of the folded text are spans of the text; characters whose lower case has another
/// length are left as they are. Non-breaking spaces (two bytes) become two spaces, tabs one.
pub fn fold(text: &str) -> Cow<'_, str> {
    let needs =
        |c: char| c.is_uppercase() || matches!(c, 'ё' | '\u{a0}' | '\t' | '\u{feff}' | '\r');
    if !text.chars().any(needs) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            'ё' | 'Ё' => out.push('е'),
            '\u{a0}' => out.push_str("  "),
            '\u{feff}' => out.push_str("   "),
            '\t' | '\r' => out.push(' '),
            c if c.is_uppercase() => {
                let mut lower = c.to_lowercase();
                match (lower.next(), lower.next()) {
                    (Some(l), None) if l.len_utf8() == c.len_utf8() => out.push(l),
                    _ => out.push(c),
                }
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}
