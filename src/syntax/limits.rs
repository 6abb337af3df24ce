//! Limits that hold before pest sees a text. The line that breaks one is blanked, so that the rest
//! is read as usual.

use std::borrow::Cow;

use super::build::Reader;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::source::MAX_FILE_BYTES;
use crate::span::{FileId, Span};

/// Greatest length of a line in bytes.
pub const MAX_LINE_BYTES: usize = 16 * 1024;
/// Greatest number of lines.
pub const MAX_LINES: usize = 1_000_000;
/// Greatest depth of brackets and of guillemets in a line.
pub const MAX_BRACKETS: usize = 64;
/// Greatest depth of tests within tests: `а в (б в (в в (…)))`. pest tries each level in more than one
/// way, so that the time doubles with every level.
pub const MAX_TESTS: usize = 8;
/// Greatest number of `если` in a line.
pub const MAX_IFS: usize = 32;

/// Reports what lies deeper than anything that reads the tree may count on.
pub(super) fn too_deep(reader: &mut Reader<'_>, span: Span, limit: usize) {
    let d = reader.diagnostic(&codes::TOO_DEEP, span).arg("limit", limit);
    reader.broken = true;
    reader.report(d);
}

/// The folded text without the lines that break a limit; what broke them is reported.
pub(super) fn enforce<'t>(id: FileId, folded: Cow<'t, str>, out: &mut Diagnostics) -> Cow<'t, str> {
    if folded.len() as u64 > MAX_FILE_BYTES {
        let d = Diagnostic::new(&codes::FILE_TOO_LARGE, id, Span::at(0));
        out.push(d.arg("limit", MAX_FILE_BYTES / (1024 * 1024)));
        return Cow::Owned(blank(&folded));
    }
    let mut cut: Vec<Span> = Vec::new();
    let mut at = 0_usize;
    for (number, line) in folded.split_inclusive('\n').enumerate() {
        let span = |end: usize| {
            Span::new(
                u32::try_from(at).unwrap_or(u32::MAX),
                u32::try_from(end).unwrap_or(u32::MAX),
            )
        };
        if number == MAX_LINES {
            out.push(Diagnostic::new(&codes::TOO_MANY_LINES, id, Span::at(span(at).start)).arg("limit", MAX_LINES));
            cut.push(span(folded.len()));
            break;
        }
        let here = span(at + line.trim_end_matches('\n').len());
        if line.len() > MAX_LINE_BYTES {
            let d = Diagnostic::new(&codes::LINE_TOO_LONG, id, Span::at(here.start)).arg("found", line.len());
            out.push(d.arg("limit", MAX_LINE_BYTES));
            cut.push(here);
        } else if let Some(limit) = broken_limit(line) {
            out.push(Diagnostic::new(&codes::TOO_DEEP, id, here).arg("limit", limit));
            cut.push(here);
        }
        at += line.len();
    }
    if cut.is_empty() {
        return folded;
    }
    let mut text = String::with_capacity(folded.len());
    let mut from = 0;
    for span in cut {
        text.push_str(folded.get(from..span.start as usize).unwrap_or(""));
        text.push_str(&blank(folded.get(span.range()).unwrap_or("")));
        from = span.end as usize;
    }
    text.push_str(folded.get(from..).unwrap_or(""));
    Cow::Owned(text)
}

/// Blanks of the same length; line ends stay.
fn blank(text: &str) -> String {
    text.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect()
}

/// The limit of nesting that a line breaks.
fn broken_limit(line: &str) -> Option<usize> {
    // A line with fewer bytes than signs allowed cannot break a limit.
    if line.len() <= MAX_TESTS {
        return None;
    }
    let bytes = line.as_bytes();
    // Counting is quick; only a line with many of these signs is looked at sign by sign.
    let openers = bytes.iter().filter(|b| matches!(b, b'(' | b'[' | b'{' | 0xab)).count();
    if openers > MAX_TESTS
        && let Some(limit) = nesting(bytes)
    {
        return Some(limit);
    }
    // Letters first again: searching for words costs more than counting a letter of theirs.
    if bytes.iter().filter(|b| matches!(b, b'f' | 0xbb)).count() <= MAX_IFS {
        return None;
    }
    let ifs = memchr::memmem::find_iter(bytes, "если").count() + memchr::memmem::find_iter(bytes, "if").count();
    (ifs > MAX_IFS).then_some(MAX_IFS)
}

/// The limit that brackets, guillemets or tests within tests break.
fn nesting(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut quotes) = (0_usize, 0_usize);
    // Depths at which a test of `в (…)` was opened and not closed yet.
    let mut tests: Vec<usize> = Vec::new();
    for (i, b) in bytes.iter().enumerate() {
        match b {
            b'(' | b'[' | b'{' => {
                depth += 1;
                if after_in(bytes.get(..i).unwrap_or(&[])) {
                    tests.push(depth);
                }
                if depth > MAX_BRACKETS {
                    return Some(MAX_BRACKETS);
                }
                if tests.len() > MAX_TESTS {
                    return Some(MAX_TESTS);
                }
            }
            b')' | b']' | b'}' => {
                if tests.last() == Some(&depth) {
                    tests.pop();
                }
                depth = depth.saturating_sub(1);
            }
            // «» are C2 AB and C2 BB.
            0xab if i > 0 && bytes.get(i - 1) == Some(&0xc2) => {
                quotes += 1;
                if quotes > MAX_BRACKETS {
                    return Some(MAX_BRACKETS);
                }
            }
            0xbb if i > 0 && bytes.get(i - 1) == Some(&0xc2) => quotes = quotes.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Whether the word `в` (or `in`, or `не`, which opens tests too) stands right before.
fn after_in(before: &[u8]) -> bool {
    let before = before.trim_ascii_end();
    ["в", "in", "не", "not"].iter().any(|word| {
        before.strip_suffix(word.as_bytes()).is_some_and(|rest| {
            rest.last()
                .is_none_or(|b| matches!(b, b' ' | b'(' | b',' | b'[' | b'|'))
        })
    })
}
