//! Named texts: the files of a knowledge base as the compiler sees them.

use std::borrow::Cow;
use std::sync::Arc;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::span::{FileId, Span};

mod twins;

pub use twins::{Alike, cyrillic_twin, latin_twin};

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
///
/// ```
/// use lotsman::source::fold;
///
/// assert_eq!(fold("Ёлка"), "елка");
/// assert_eq!(fold("ШАГ\tначало"), "шаг начало");
/// ```
pub fn fold(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut out = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(b) = bytes.get(at) {
        // What stays as it is, is passed over: most letters are lower case already, and most are
        // ASCII or two-byte Cyrillic, where the second byte tells.
        let length = match b {
            b'A'..=b'Z' | b'\t' | b'\r' => 1,
            0..=0x7f => {
                at += 1;
                continue;
            }
            0xd0 | 0xd1 => match (b, bytes.get(at + 1)) {
                (0xd0, Some(0x80..=0xaf)) | (0xd1, Some(0x91 | 0xa0..)) => 2,
                _ => {
                    at += 2;
                    continue;
                }
            },
            0xf0.. => 4,
            0xe0.. => 3,
            _ => 2,
        };
        let (before, this) = (
            text.get(copied..at).unwrap_or(""),
            text.get(at..at + length).unwrap_or(""),
        );
        if out.is_empty() {
            out.reserve_exact(text.len());
        }
        out.push_str(before);
        fold_char(this, &mut out);
        at += length;
        copied = at;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(copied..).unwrap_or(""));
    Cow::Owned(out)
}

/// Folds one character; what is put out is as long as it.
fn fold_char(this: &str, out: &mut String) {
    let Some(c) = this.chars().next() else { return };
    let folded = match c {
        'ё' | 'Ё' => 'е',
        '\t' | '\r' | '\u{a0}' | '\u{feff}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            return out.extend(std::iter::repeat_n(' ', this.len()));
        }
        c => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(lower), None) => lower,
                _ => c,
            }
        }
    };
    out.push(if folded.len_utf8() == this.len() { folded } else { c });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Source, fold, is_surely_nfc};
    use unicode_normalization::is_nfc;

    #[test]
    fn folding() {
        for (text, folded) in [
            ("Шаг Ёлка", "шаг елка"),
            ("ШАГ\tещё\u{a0}раз", "шаг еще  раз"),
            ("\u{feff}Step", "   step"),
            ("уже сложено", "уже сложено"),
            ("İ", "İ"),
            ("ЀЏѠ", "ѐџѡ"),
            ("a\u{2009}b\r\n", "a   b \n"),
            ("№ 5 — «Да» 🙂", "№ 5 — «да» 🙂"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn texts_are_brought_to_nfc() {
        assert_eq!(&*Source::new("а", "и\u{306}").text, "й");
    }

    proptest! {
        #[test]
        fn every_character_keeps_its_place(text in "[А-Яа-яЁёA-Za-z\u{80}-\u{24f}\u{300}-\u{310}№—«»\t\r\u{a0}İẞ🙂 ]{0,40}") {
            let folded = fold(&text);
            prop_assert_eq!(folded.len(), text.len());
            prop_assert_eq!(fold(&folded).into_owned(), folded.clone().into_owned());
            prop_assert!(text.char_indices().all(|(at, _)| folded.is_char_boundary(at)));
        }

        #[test]
        fn what_is_surely_nfc_is_nfc(text in "\\PC{0,20}") {
            prop_assert!(!is_surely_nfc(&text) || is_nfc(&text));
        }
    }
}
