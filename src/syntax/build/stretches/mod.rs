//! A long scenario is read a stretch at a time: pest keeps a token for every part of every line until all of a
//! text is read, and tens of megabytes of them cost more than the reading itself.

use std::collections::VecDeque;

use pest::Parser;
use pest::iterators::Pairs;

use super::{P, Reader};
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::split::first_word;

/// Bytes of a stretch, at least: some fifty steps.
const STRETCH: usize = 32 * 1024;

/// Where a stretch begins in the file, and its text.
type Stretch<'i> = (u32, &'i str);

/// The lines of an item, those of a long one not yet read.
pub(super) struct Lines<'i> {
    pub(super) read: Pairs<'i, Rule>,
    later: VecDeque<Stretch<'i>>,
}

impl<'i> Lines<'i> {
    /// Lines of which the first are read.
    pub(super) fn new(read: Pairs<'i, Rule>, later: VecDeque<Stretch<'i>>) -> Self {
        Self { read, later }
    }

    /// The next line; from then on places of `reader` are those of its stretch.
    pub(super) fn next(&mut self, reader: &mut Reader<'_>) -> Option<P<'i>> {
        loop {
            if let Some(line) = self.read.next() {
                return Some(line);
            }
            let (base, text) = self.later.pop_front()?;
            self.read = Grammar::parse(Rule::scenario_body, text).ok()?.next()?.into_inner();
            reader.base = base;
        }
    }

    /// Whether steps follow that are not read yet: every later stretch begins with one.
    pub(super) fn has_steps_unread(&self) -> bool {
        !self.later.is_empty()
    }
}

/// Cuts the folded text of a scenario before some of its steps. No line of a step continues one above it, so
/// that each stretch is read as it would be read in its place.
pub(super) fn cut(text: &str, base: u32) -> (&str, VecDeque<Stretch<'_>>) {
    let mut stretches = VecDeque::new();
    let (mut start, mut at) = (0, 0);
    let is_step = |line: &str| matches!(first_word(line.trim_start_matches(' ')), "шаг" | "step");
    // Lines are only looked at where a stretch is long enough.
    while text.len() > at + STRETCH {
        let Some(mut next) = line_end(text, at + STRETCH) else {
            break;
        };
        while let Some(line) = text.get(next..).and_then(|rest| rest.split_inclusive('\n').next()) {
            if is_step(line) {
                break;
            }
            next += line.len();
        }
        if next >= text.len() {
            break;
        }
        stretches.extend(stretch(text, base, start, next));
        (start, at) = (next, next);
    }
    stretches.extend(stretch(text, base, start, text.len()));
    match stretches.pop_front() {
        Some((_, first)) => (first, stretches),
        None => (text, stretches),
    }
}

fn stretch(text: &str, base: u32, from: usize, to: usize) -> Option<Stretch<'_>> {
    let at = u32::try_from(from).ok()?.checked_add(base)?;
    Some((at, text.get(from..to)?))
}

/// The place behind the end of the line in which a byte stands.
fn line_end(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    Some(at + rest.iter().position(|b| *b == b'\n')? + 1)
}

#[cfg(test)]
mod tests;
