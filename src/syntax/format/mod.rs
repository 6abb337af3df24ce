//! The canonical form of a text: indentation, columns, quotes, signs, keywords.
//!
//! The formatter works on the flat lines of the grammar, not on the tree, so that comments, blank
//! lines and lines that nobody could read stay where they are. After an item is laid out it is read
//! again; should it not say the same as before, the item is left as its author wrote it.

mod indent;
mod layout;
mod lines;
mod same;
mod strings;
mod tokens;
mod words;

pub use super::keywords::Lang;

use std::borrow::Cow;

use super::split::{Piece, split};
use super::tree::FileKind;
use crate::source::{Source, fold};
use crate::span::Span;

/// What to do with the spelling of keywords.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keywords {
    /// Each stays in its language.
    #[default]
    Keep,
    /// All are spelt in one language; names and texts are not touched.
    To(Lang),
}

/// How to format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FormatOptions {
    /// Spelling of keywords.
    pub keywords: Keywords,
}

/// A formatted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formatted {
    /// The text; empty or ending in exactly one line end.
    pub text: String,
    /// Lines of the original that could not be read and were left exactly as they are.
    pub unreadable: Vec<Span>,
}

/// Formats a text. It never fails: what cannot be read stays as it is.
pub fn format(source: &Source, kind: FileKind, options: FormatOptions) -> Formatted {
    let text = line_ends(&source.text);
    let folded = fold(&text);
    let mut out = Formatted {
        text: String::with_capacity(source.text.len()),
        unreadable: Vec::new(),
    };
    for piece in split(&folded, kind) {
        let range = piece.span.range();
        let (Some(original), Some(folded)) = (text.get(range.clone()), folded.get(range)) else {
            continue;
        };
        let text = format_piece(&mut out.unreadable, piece, original, folded, kind, options);
        if !out.text.is_empty() && !text.is_empty() {
            out.text.push('\n');
        }
        out.text.push_str(&text);
    }
    out
}

/// The text with a lone CR, the line end of old Macs, as a line end of today.
fn line_ends(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(if c == '\r' && chars.peek() != Some(&'\n') {
            '\n'
        } else {
            c
        });
    }
    Cow::Owned(out)
}

/// Formats one piece; tries the author's keywords, then the author's text, when the result would
/// say something else.
fn format_piece(
    unreadable: &mut Vec<Span>,
    piece: Piece,
    original: &str,
    folded: &str,
    kind: FileKind,
    options: FormatOptions,
) -> String {
    let meaning = same::meaning(piece, original, folded);
    for keywords in [options.keywords, Keywords::Keep] {
        let lines = lines::read(piece, original, folded, keywords);
        let text = layout::render(&lines.entries);
        let again = fold(&text);
        let pieces = split(&again, kind);
        let read_again = match pieces.as_slice() {
            [] => Vec::new(),
            [only] => same::meaning(*only, &text, &again),
            _ => continue,
        };
        if read_again == meaning {
            unreadable.extend(lines.unreadable.iter().map(|s| s.shifted(piece.span.start)));
            return text;
        }
    }
    unreadable.push(piece.span);
    let mut text = words::lines_as_they_are(original);
    if !text.is_empty() {
        text.push('\n');
    }
    text
}
