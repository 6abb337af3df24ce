//! Makes the changes that findings offer, checks again, and goes on until nothing is left to mend.

pub(super) mod offers;
mod removals;

use super::pipeline::{Checked, Input, checked};
use super::selfcheck::Judging;
use crate::diag::{Diagnostic, Edit, Severity, choose, edited};
use crate::source::Source;
use crate::span::{FileId, Span};
use crate::value::Date;

/// Rounds after which it is given up: fixes that undo each other would never end.
const MOST_ROUNDS: usize = 10;

/// What mending came to.
#[derive(Debug)]
pub struct Mended {
    /// All files as they are now.
    pub inputs: Vec<Input>,
    /// Files that have changed: index in the inputs, the bytes before.
    pub changed: Vec<(usize, Vec<u8>)>,
    /// What was mended, in order.
    pub mended: Vec<Change>,
    /// The base as it is now.
    pub checked: Checked,
    /// Changes that were taken back, because a file could be read less well after them.
    pub taken_back: usize,
}

/// A finding that was mended, as it stood before.
#[derive(Debug)]
pub struct Change {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// Its file.
    pub file: String,
    /// Its line from 1, at the time.
    pub line: usize,
}

/// Mends a base. `today` as in [`super::check_on`].
pub fn mend(mut inputs: Vec<Input>, today: Option<Date>) -> Mended {
    let before: Vec<Vec<u8>> = inputs.iter().map(|i| i.bytes.clone()).collect();
    let mut now = checked(inputs.clone(), today, Judging::None);
    let mut mended = Vec::new();
    let mut taken_back = 0;
    for _ in 0..MOST_ROUNDS {
        let chosen = choose(&now.diagnostics);
        if chosen.edits.is_empty() {
            break;
        }
        let next = rewritten(&inputs, &now, &chosen.edits);
        let then = checked(next.clone(), today, Judging::None);
        if unreadable(&then) > unreadable(&now) {
            taken_back = chosen.mended.len();
            break;
        }
        for n in chosen.mended {
            let Some(diagnostic) = now.diagnostics.get(n) else {
                continue;
            };
            let source = now.sources.get(diagnostic.place.file);
            mended.push(Change {
                file: source.map(|s| s.name.to_string()).unwrap_or_default(),
                line: source.map_or(0, |s| s.line_column(diagnostic.place.span.start).0),
                diagnostic: diagnostic.clone(),
            });
        }
        (inputs, now) = (next, then);
    }
    let changed = before
        .into_iter()
        .enumerate()
        .filter(|(n, old)| inputs.get(*n).is_some_and(|i| i.bytes != *old))
        .collect();
    Mended {
        inputs,
        changed,
        mended,
        checked: now,
        taken_back,
    }
}

/// Lines and files that cannot be read.
fn unreadable(checked: &Checked) -> usize {
    let unread = |d: &&Diagnostic| d.severity == Severity::Error && d.entry.class() == "L01";
    checked.diagnostics.iter().filter(unread).count()
}

fn rewritten(inputs: &[Input], checked: &Checked, edits: &[Edit]) -> Vec<Input> {
    let mut files: Vec<FileId> = edits.iter().map(|e| e.place.file).collect();
    files.dedup();
    let mut next = inputs.to_vec();
    for file in files {
        let Some(source) = checked.sources.get(file) else {
            continue;
        };
        let Some(input) = next.iter_mut().find(|i| *i.path == *source.name) else {
            continue;
        };
        if let Ok(text) = std::str::from_utf8(&input.bytes) {
            input.bytes = written(text, source, file, edits).into_bytes();
        }
    }
    next
}

/// The file with the edits. Places count bytes of the text in NFC; whatever no edit touches stays byte
/// for byte as it was written.
fn written(original: &str, source: &Source, file: FileId, edits: &[Edit]) -> String {
    if *source.text == *original {
        return edited(original, file, edits);
    }
    let back = |at: u32| in_original(original, &source.text, at);
    let moved = |e: &Edit| {
        let mut edit = e.clone();
        edit.place.span = Span::new(back(e.place.span.start)?, back(e.place.span.end)?);
        Some(edit)
    };
    let own = edits.iter().filter(|e| e.place.file == file);
    match own.map(moved).collect::<Option<Vec<Edit>>>() {
        Some(edits) => edited(original, file, &edits),
        None => edited(&source.text, file, edits),
    }
}

/// The place in a text that becomes the byte `at` of the text in NFC: lines stay lines, and within a
/// line the beginnings are compared.
fn in_original(original: &str, nfc: &str, at: u32) -> Option<u32> {
    let before = nfc.get(..at as usize)?;
    let lines = before.matches('\n').count();
    let beginning = before.rsplit('\n').next().unwrap_or("");
    let line_start: usize = original.split_inclusive('\n').take(lines).map(str::len).sum();
    let line = original.get(line_start..)?;
    let ends = line.char_indices().map(|(n, c)| n + c.len_utf8());
    let end = std::iter::once(0).chain(ends).find(|n| {
        line.get(..*n)
            .is_some_and(|part| *Source::new("", part).text == *beginning)
    })?;
    u32::try_from(line_start + end).ok()
}

#[cfg(test)]
mod tests;
