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
        let text = if is_surely_nfc(&text) || matches!(is_nfc_quick(text.chars()), IsNormalized::Yes) {
            text
        } else {
            text.nfc().collect()
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

/// Whether a text holds only characters that are their own normal form: all below U+0300, Cyrillic,
/// and the signs of ordinary typography. Asking Unicode's tables about every letter takes longer than
/// everything else that is done to read a file.
fn is_surely_nfc(text: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(b) = bytes.next() {
        let ordinary = match b {
            0..=0x7f => true,
            0xc2..=0xcb | 0xd0 | 0xd1 => bytes.next().is_some(),
            0xe2 => matches!(
                (bytes.next(), bytes.next()),
                (Some(0x80), Some(0x90..=0xbf))
                    | (Some(0x84), Some(0x96))
                    | (Some(0x82), Some(0xbd))
                    | (Some(0x86), Some(0x90..=0x93))
            ),
            _ => false,
        };
        if !ordinary {
            return false;
        }
    }
    true
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
/// length are left as they are. Non-breaking spaces (two bytes) become two spaces, thin ones
/// and the byte-order mark three, tabs and CR one.
pub fn fold(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let needs = |b: u8| matches!(b, b'A'..=b'Z' | b'\t' | b'\r' | 0xc2..);
    if !bytes.iter().any(|b| needs(*b)) {
        return Cow::Borrowed(text);
    }
    // Most letters are ASCII or two-byte Cyrillic: their lower case is arithmetic on bytes. The
    // tables of Unicode are asked only about the others.
    let mut out = Vec::with_capacity(text.len());
    let mut rest = bytes.iter().copied();
    while let Some(b) = rest.next() {
        match b {
            b'A'..=b'Z' => out.push(b.to_ascii_lowercase()),
            b'\t' | b'\r' => out.push(b' '),
            0..=0x7f => out.push(b),
            0xd0 | 0xd1 => out.extend(match (b, rest.next().unwrap_or(0)) {
                (0xd0, 0x81) | (0xd1, 0x91) => [0xd0, 0xb5],       // Ё, ё → е
                (0xd0, c @ 0x80..=0x8f) => [0xd1, c + 0x10],       // Ѐ…Џ
                (0xd0, c @ 0x90..=0x9f) => [0xd0, c + 0x20],       // А…П
                (0xd0, c @ 0xa0..=0xaf) => [0xd1, c - 0x20],       // Р…Я
                (0xd1, c @ 0xa0..) if c % 2 == 0 => [0xd1, c + 1], // Ѡ…Ѿ
                (b, c) => [b, c],
            }),
            _ => fold_other(b, &mut rest, &mut out),
        }
    }
    match String::from_utf8(out) {
        Ok(out) => Cow::Owned(out),
        // Cannot happen: every character was replaced by one of the same length.
        Err(_) => Cow::Borrowed(text),
    }
}

/// Folds a character that is neither ASCII nor common Cyrillic.
fn fold_other(first: u8, rest: &mut impl Iterator<Item = u8>, out: &mut Vec<u8>) {
    let length = match first {
        0xf0.. => 4,
        0xe0.. => 3,
        _ => 2,
    };
    let mut buffer = [first, 0, 0, 0];
    for (place, byte) in buffer.iter_mut().skip(1).zip(rest.take(length - 1)) {
        *place = byte;
    }
    let bytes = buffer.get(..length).unwrap_or(&buffer);
    let Some(c) = std::str::from_utf8(bytes).ok().and_then(|s| s.chars().next()) else {
        return out.extend_from_slice(bytes);
    };
    let mut lower = c.to_lowercase();
    match (c, lower.next(), lower.next()) {
        ('\u{a0}', ..) => out.extend_from_slice(b"  "),
        ('\u{feff}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}', ..) => {
            out.extend_from_slice(b"   ")
        }
        (c, Some(l), None) if l.len_utf8() == c.len_utf8() => {
            out.extend_from_slice(l.encode_utf8(&mut [0; 4]).as_bytes());
        }
        _ => out.extend_from_slice(bytes),
    }
}
