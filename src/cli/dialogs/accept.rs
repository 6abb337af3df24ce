//! New expectations: what was really said takes the place of what was expected.

use std::collections::BTreeMap;

use super::matching::{closest, matches, pair};
use super::played::{Failure, FailureKind, Played, What};
use crate::language::written;
use crate::model::{Dialog, DialogLineKind as Line};
use crate::source::Source;
use crate::span::Span;
use crate::value::Lang;

/// Changes to the lines of one file: the span of what stands in a line, and what shall stand there;
/// `None` takes the whole line out.
#[derive(Clone, Debug, Default)]
pub struct Edits(BTreeMap<Span, Option<String>>);

impl Edits {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds others of the same file.
    pub fn add(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The text with the changes made; comments and everything else stay as they are.
    pub fn apply(&self, source: &Source) -> String {
        let text = &source.text;
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (span, new) in &self.0 {
            let range = span.range();
            let (mut start, mut end) = (range.start, range.end);
            if new.is_none() {
                start = text.get(..start).and_then(|t| t.rfind('\n')).map_or(0, |n| n + 1);
                end = text
                    .get(end..)
                    .and_then(|t| t.find('\n'))
                    .map_or(text.len(), |n| end + n + 1);
            }
            // Two changes never touch the same line; should they, the first wins.
            if start < at {
                continue;
            }
            out.push_str(text.get(at..start).unwrap_or(""));
            out.push_str(new.as_deref().unwrap_or(""));
            at = end;
        }
        out.push_str(text.get(at..).unwrap_or(""));
        out
    }
}

/// What to change so that a failed dialog passes: nothing where a failure is not one of expectation (a
/// source whose answer is not declared), because the rest of the conversation is not known then.
pub fn accept(dialog: &Dialog, played: &Played, source: &Source, lang: Lang) -> Edits {
    let mut edits = Edits::default();
    if played.failures.iter().any(|f| !f.kind.is_of_expectation()) {
        return edits;
    }
    messages(dialog, played, source, &mut edits);
    for failure in &played.failures {
        other(dialog, failure, source, lang, &mut edits);
    }
    edits
}

/// `<` lines: those that match stay; the others of a turn are paired with what was said between.
fn messages(dialog: &Dialog, played: &Played, source: &Source, edits: &mut Edits) {
    for (t, turn) in played.turns.iter().enumerate() {
        let heard: Vec<_> = played.heard.iter().filter(|h| h.turn == t).collect();
        let mut from = 0;
        let mut gap: Vec<usize> = Vec::new();
        // One more round closes the last gap.
        for heard in heard.iter().map(Some).chain([None]) {
            match heard {
                Some(h) if h.message.is_none() => gap.push(h.line),
                end => {
                    let to = end.and_then(|h| h.message).unwrap_or(turn.messages.len());
                    let said = turn.messages.get(from..to).unwrap_or_default();
                    replace(dialog, source, &std::mem::take(&mut gap), said, edits);
                    from = to + 1;
                }
            }
        }
    }
}

fn replace(dialog: &Dialog, source: &Source, lines: &[usize], said: &[String], edits: &mut Edits) {
    let lines: Vec<_> = lines.iter().filter_map(|n| dialog.lines.get(*n)).collect();
    let expected: Vec<&str> = lines
        .iter()
        .map(|l| {
            if let Line::System(text) = &l.kind {
                text.as_str()
            } else {
                ""
            }
        })
        .collect();
    let texts: Vec<&str> = said.iter().map(String::as_str).collect();
    for (line, text) in lines.iter().zip(pair(&expected, &texts)) {
        let new = text.and_then(|n| texts.get(n)).map(|text| {
            // The sign may have been pasted in another shape: it stays as it stands.
            let sign = source.slice(line.place.span).chars().next().unwrap_or('<');
            format!("{sign} {text}")
        });
        edits.0.insert(line.place.span, new);
    }
}

fn other(dialog: &Dialog, failure: &Failure, source: &Source, lang: Lang, edits: &mut Edits) {
    let Some(line) = dialog.lines.get(failure.line) else {
        return;
    };
    let old = source.slice(line.place.span);
    // The keyword stays in the spelling of the author.
    let keyword = old.split_whitespace().next().unwrap_or_default();
    let new = match &failure.kind {
        FailureKind::Fact { found, .. } => {
            let head = old.split_once('=').map_or(old, |(head, _)| head.trim_end());
            let value = found
                .as_ref()
                .map_or_else(|| written(&crate::value::Value::Unknown, lang), |v| written(v, lang));
            match value {
                Some(value) => Some(format!("{head} = {value}")),
                None => return,
            }
        }
        FailureKind::Elsewhere { what, found, .. } => match (what, found) {
            (What::Topic | What::Step | What::Outcome | What::Queue, Some(found)) => Some(format!("{keyword} {found}")),
            (_, None) => None,
        },
        FailureKind::Ground { expected, found } => closest(expected, found).and_then(|n| found.get(n)).map(|g| {
            debug_assert!(!matches(expected, g), "a ground that fits has not failed");
            format!("{keyword} \"{}\"", g.replace('\\', "\\\\").replace('"', "\\\""))
        }),
        _ => return,
    };
    edits.0.insert(line.place.span, new);
}
