//! Lines and columns of many places in one file, without counting from its start each time.

use crate::source::Source;
use crate::span::Span;

/// Where the lines of a text begin.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// The lines of a source.
    pub(crate) fn new(source: &'a Source) -> Self {
        let text: &str = &source.text;
        let breaks = text
            .bytes()
            .enumerate()
            .filter(|(_, b)| *b == b'\n')
            .map(|(i, _)| i + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(breaks).collect(),
        }
    }

    /// `span` brought inside the text and onto whole characters.
    pub(crate) fn clamp(&self, span: Span) -> std::ops::Range<usize> {
        let floor = |at: u32| {
            let mut at = (at as usize).min(self.text.len());
            while !self.text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = floor(span.start);
        start..floor(span.end).max(start)
    }

    /// Number of the line that holds `offset`, from 0.
    pub(crate) fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|s| *s <= offset).saturating_sub(1)
    }

    /// First byte of a line; the end of the text when there is no such line.
    pub(crate) fn start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }

    /// Line and column of an offset, both from 1; the column counts characters.
    pub(crate) fn line_column(&self, offset: usize) -> (usize, usize) {
        let line = self.line(offset);
        let before = self.text.get(self.start(line)..offset).unwrap_or("");
        (line + 1, before.chars().count() + 1)
    }

    /// The text of the lines `first..=last` and the offset at which it begins.
    pub(crate) fn window(&self, first: usize, last: usize) -> (&'a str, usize) {
        let start = self.start(first);
        (self.text.get(start..self.start(last + 1)).unwrap_or(""), start)
    }
}
