//! From the parser's lines and columns to bytes.

use saphyr_parser::Marker;

/// Finds bytes of lines and columns. The parser's own index is not used: it counts some stretches
/// in bytes and others in characters. Neighbouring questions are cheap, so that one long line does
/// not cost its length each time.
pub(crate) struct Cursor<'a> {
    text: &'a str,
    starts: Vec<usize>,
    line: usize,
    column: usize,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// A cursor over the text that the parser reads.
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let is_break = |i: usize| match bytes.get(i) {
            Some(b'\n') => true,
            Some(b'\r') => bytes.get(i + 1) != Some(&b'\n'),
            _ => false,
        };
        let starts = std::iter::once(0)
            .chain((0..bytes.len()).filter(|i| is_break(*i)).map(|i| i + 1))
            .collect();
        Self {
            text,
            starts,
            line: 1,
            column: 0,
            at: 0,
        }
    }

    /// The byte of a mark; a column past the end of its line is the end of that line.
    pub fn byte(&mut self, mark: &Marker) -> usize {
        let Some(start) = self.start(mark.line()) else {
            return self.text.len();
        };
        if mark.line() != self.line || mark.col() < self.column / 2 {
            (self.line, self.column, self.at) = (mark.line(), 0, start);
        }
        while self.column > mark.col() {
            let before = self.text.get(..self.at).and_then(|t| t.chars().next_back());
            let Some(c) = before else { break };
            self.at -= c.len_utf8();
            self.column -= 1;
        }
        while self.column < mark.col() {
            let after = self.text.get(self.at..).and_then(|t| t.chars().next());
            let Some(c) = after.filter(|c| !matches!(c, '\n' | '\r')) else {
                break;
            };
            self.at += c.len_utf8();
            self.column += 1;
        }
        self.at
    }

    /// First byte of a line, from 1.
    pub fn start(&self, line: usize) -> Option<usize> {
        self.starts.get(line.checked_sub(1)?).copied()
    }

    /// A line without its break, from 1.
    pub fn line_text(&self, line: usize) -> Option<&'a str> {
        let start = self.start(line)?;
        let end = self.start(line + 1).unwrap_or(self.text.len());
        Some(self.text.get(start..end)?.trim_end_matches(['\n', '\r']))
    }

    /// Number of lines.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }
}
