//! Quotes: where a quoted text begins and ends, and which one was never closed.

use super::Line;
use crate::diag::codes;
use crate::syntax::build::Reader;

/// A quoted text found in a line: bytes of its opening sign and one past its closing sign.
pub(super) struct Quoted {
    pub(super) open: usize,
    /// Absent where it was never closed.
    pub(super) close: Option<usize>,
}

/// All quoted texts of a line, and where its comment begins.
pub(super) fn scan(line: &str) -> (Vec<Quoted>, usize) {
    let mut found: Vec<Quoted> = Vec::new();
    // The signs that close the text we are in; guillemets nest.
    let mut until: &[char] = &[];
    let mut depth = 0;
    let mut skip = false;
    for (at, c) in line.char_indices() {
        if skip {
            skip = false;
            continue;
        }
        if until.is_empty() {
            until = match c {
                '"' => &['"'],
                '«' => &['»'],
                '“' => &['”', '“'],
                '„' => &['“', '”'],
                '”' => &['”'],
                '#' => return (found, at),
                _ => continue,
            };
            depth = 1;
            found.push(Quoted { open: at, close: None });
        } else if c == '\\' && until == ['"'] {
            skip = true;
        } else if c == '«' && until == ['»'] {
            depth += 1;
        } else if until.contains(&c) {
            depth -= 1;
            if depth == 0 {
                until = &[];
                if let Some(last) = found.last_mut() {
                    last.close = Some(at + c.len_utf8());
                }
            }
        }
    }
    (found, line.len())
}

/// The line with quoted texts and the comment as blanks, byte for byte as long.
pub(super) fn blank(line: &str) -> String {
    let (quoted, comment) = scan(line);
    let mut out = String::with_capacity(line.len());
    for (at, c) in line.char_indices() {
        let inside = at >= comment
            || quoted
                .iter()
                .any(|q| at >= q.open && q.close.is_none_or(|end| at < end));
        if inside {
            out.extend(std::iter::repeat_n(' ', c.len_utf8()));
        } else {
            out.push(c);
        }
    }
    out
}

/// Reports a quote that is opened and not closed.
pub(super) fn unclosed(reader: &mut Reader<'_>, line: &Line<'_>) -> bool {
    let (quoted, _) = scan(line.folded);
    let Some(open) = quoted.iter().find(|q| q.close.is_none()).map(|q| q.open) else {
        return false;
    };
    let sign = line
        .text
        .get(open..)
        .and_then(|rest| rest.chars().next())
        .unwrap_or('"');
    let close = match sign {
        '«' => '»',
        '“' | '”' => '”',
        '„' => '“',
        _ => '"',
    };
    // A second sign of the same kind at the end would be the closing one in another pair.
    let end = line.part(line.folded.len(), line.folded.len());
    let d = reader.diagnostic(&codes::UNCLOSED_QUOTE, line.part(open, open + sign.len_utf8()));
    let d = d.arg("sign", sign.to_string());
    // Where the text goes on to a target, nobody can tell where it should end.
    let clear = line.folded.get(open..).is_some_and(|rest| !rest.contains("->"));
    reader.report(if clear { d.replace(end, close.to_string()) } else { d });
    true
}
