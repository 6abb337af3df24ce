//! The part of a text that shows best why it was found.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::sentence::sentences;
use crate::language::NormalForms;

/// Longest snippet, in characters, the marks of omission apart.
pub const LENGTH: usize = 160;
/// Stands where a sentence was cut.
const OMITTED: &str = "…";

/// Part of a text with the words that were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// Whole sentences where they fit, else whole words between `…`.
    pub text: String,
    /// Bytes of `text` that are words asked for, in order, never overlapping, at the boundaries of
    /// characters.
    pub highlights: Vec<Range<usize>>,
}

/// Normal forms that were asked for and their weights.
#[derive(Debug, Default)]
pub struct Marks<'a>(FxHashMap<&'a str, u32>);

impl<'a> Marks<'a> {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a form; the greater of two weights counts.
    pub fn add(&mut self, form: &'a str, weight: u32) {
        let entry = self.0.entry(form).or_default();
        *entry = weight.max(*entry);
    }
}

/// A word asked for: its bytes, its form, its weight.
struct Mark {
    span: Range<usize>,
    form: String,
    weight: u32,
}

/// Weight of the different forms among marks.
fn value<'m>(marks: impl Iterator<Item = &'m Mark>) -> u64 {
    let mut seen: Vec<&str> = Vec::new();
    let mut sum = 0;
    for mark in marks {
        if !seen.contains(&mark.form.as_str()) {
            seen.push(&mark.form);
            sum += u64::from(mark.weight);
        }
    }
    sum
}

fn marks(text: &str, asked: &Marks<'_>, forms: &NormalForms) -> Vec<Mark> {
    let mut found: Vec<Mark> = Vec::new();
    for (word, form) in forms.forms(text) {
        let Some(weight) = asked.0.get(form.as_str()).copied() else {
            continue;
        };
        let span = word.span.range();
        // The parts of a hyphenated word follow it; the whole is marked once.
        if found.last().is_some_and(|last| span.start < last.span.end) {
            continue;
        }
        found.push(Mark { span, form, weight });
    }
    found
}

/// A whole text with its highlights, white space made single spaces.
pub fn highlighted(text: &str, asked: &Marks<'_>, forms: &NormalForms) -> (Snippet, u64) {
    let text = spaced(text);
    let marks = marks(&text, asked, forms);
    let value = value(marks.iter());
    let highlights = marks.into_iter().map(|m| m.span).collect();
    (Snippet { text, highlights }, value)
}

/// The best part of a text and its weight: of equal parts the first. A text with none of the words
/// gives its beginning.
pub fn best(text: &str, asked: &Marks<'_>, forms: &NormalForms) -> (Snippet, u64) {
    let parts: Vec<Part> = sentences(text)
        .into_iter()
        .filter_map(|range| text.get(range))
        .map(|sentence| {
            let text = spaced(sentence);
            let marks = marks(&text, asked, forms);
            Part {
                length: text.chars().count(),
                text,
                marks,
            }
        })
        .collect();
    let mut best: Option<(u64, Snippet)> = None;
    for first in 0..parts.len() {
        let from = parts.get(first..).unwrap_or_default();
        let mut length = 0;
        let fitting = from.iter().take_while(|part| {
            length += part.length + usize::from(length > 0);
            length <= LENGTH
        });
        let several = from.get(..fitting.count()).unwrap_or_default();
        let (worth, snippet) = match (several, from.first()) {
            ([], Some(part)) => cut(&part.text, &part.marks),
            _ => (value(several.iter().flat_map(|p| &p.marks)), joined(several)),
        };
        if best.as_ref().is_none_or(|(b, _)| worth > *b) {
            best = Some((worth, snippet));
        }
    }
    best.map(|(worth, snippet)| (snippet, worth)).unwrap_or_default()
}

/// A sentence.
struct Part {
    text: String,
    marks: Vec<Mark>,
    /// In characters.
    length: usize,
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn joined(parts: &[Part]) -> Snippet {
    let mut snippet = Snippet::default();
    for part in parts {
        if !snippet.text.is_empty() {
            snippet.text.push(' ');
        }
        let at = snippet.text.len();
        snippet.text.push_str(&part.text);
        let moved = part.marks.iter().map(|m| at + m.span.start..at + m.span.end);
        snippet.highlights.extend(moved);
    }
    snippet
}

/// The best words of a sentence that is too long, with its weight.
fn cut(sentence: &str, marks: &[Mark]) -> (u64, Snippet) {
    let words: Vec<Range<usize>> = sentence
        .split_whitespace()
        .map(|word| {
            // `split_whitespace` gives parts of the sentence itself.
            let start = word.as_ptr() as usize - sentence.as_ptr() as usize;
            start..start + word.len()
        })
        .collect();
    let mut best: Option<(u64, Range<usize>)> = None;
    let mut past = 0;
    let mut lengths = vec![0_usize; words.len()];
    for (length, word) in lengths.iter_mut().zip(&words) {
        *length = sentence.get(word.clone()).map_or(0, |w| w.chars().count());
    }
    let mut length = 0;
    for (first, start) in words.iter().enumerate() {
        while let Some(next) = lengths.get(past)
            && (past == first || length + next < LENGTH)
        {
            length += next + usize::from(past > first);
            past += 1;
        }
        let end = words.get(past - 1).map_or(start.end, |w| w.end);
        let range = start.start..end;
        let inside = marks
            .iter()
            .filter(|m| range.start <= m.span.start && m.span.end <= range.end);
        let worth = value(inside);
        if best.as_ref().is_none_or(|(b, _)| worth > *b) {
            best = Some((worth, range));
        }
        if past == words.len() {
            break;
        }
        length = length.saturating_sub(lengths.get(first).copied().unwrap_or(0) + 1);
    }
    let (worth, range) = best.unwrap_or_default();
    // A word longer than a snippet is cut like anything else.
    let shown: Range<usize> = match sentence.get(range.clone()).and_then(|t| t.char_indices().nth(LENGTH)) {
        Some((end, _)) => range.start..range.start + end,
        None => range,
    };
    let mut text = String::new();
    if shown.start > 0 {
        text.push_str(OMITTED);
    }
    let at = text.len();
    text.push_str(sentence.get(shown.clone()).unwrap_or_default());
    if shown.end < sentence.len() {
        text.push_str(OMITTED);
    }
    let inside = marks
        .iter()
        .filter(|m| shown.start <= m.span.start && m.span.end <= shown.end);
    let highlights = inside
        .map(|m| at + m.span.start - shown.start..at + m.span.end - shown.start)
        .collect();
    (worth, Snippet { text, highlights })
}
