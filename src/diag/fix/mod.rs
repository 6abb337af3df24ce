//! Machine-applicable changes: which of them go together, and the text that they make.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Diagnostic;
use crate::span::{FileId, Place, Span};

/// Replaces a place by a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What to replace; an empty span inserts.
    pub place: Place,
    /// By what.
    pub text: String,
}

/// Edits that mend a finding together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// In order; they do not overlap.
    pub edits: Vec<Edit>,
}

/// Fixes of several findings that can be made at once.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// Indices of the findings that they mend.
    pub mended: Vec<usize>,
    /// All their edits in order of place, none touching another.
    pub edits: Vec<Edit>,
    /// Findings with a fix that has to wait for these.
    pub waiting: usize,
}

/// Chooses the fixes that can be made together, each whole or not at all.
///
/// While a file cannot be read, names seem unknown that are only hidden; while names are unknown,
/// scenarios seem unused that are only called by a misspelt name. So errors of reading are mended
/// alone, then those of names, then the rest.
pub fn choose(diags: &[Diagnostic]) -> Chosen {
    let class = |d: &Diagnostic| match d.entry.code.get(..3) {
        Some("L01") if d.entry.is_fixed() => 1,
        Some("L02") if d.entry.is_fixed() => 2,
        _ => 3,
    };
    let now = diags.iter().map(class).min().unwrap_or(3);
    let mut chosen = Chosen::default();
    let mut taken = Taken::default();
    for (n, diag) in diags.iter().enumerate() {
        let Some(fix) = diag.fix.as_ref().filter(|_| diag.fix_is_sure) else {
            continue;
        };
        if fix.edits.iter().all(|e| taken.holds(e)) {
            chosen.mended.push(n);
        } else if class(diag) == now && fix.edits.iter().all(|e| taken.is_free(e.place)) {
            for edit in &fix.edits {
                taken.0.insert((edit.place.file, edit.place.span.start), edit);
            }
            chosen.mended.push(n);
        } else {
            chosen.waiting += 1;
        }
    }
    chosen.edits = taken.0.into_values().cloned().collect();
    chosen
}

/// Edits by the place where they begin; none touches another.
#[derive(Default)]
struct Taken<'d>(BTreeMap<(FileId, u32), &'d Edit>);

impl Taken<'_> {
    fn holds(&self, edit: &Edit) -> bool {
        self.0.get(&(edit.place.file, edit.place.span.start)) == Some(&edit)
    }

    /// Whether nothing shares a byte with `place` or stands beside it, where the order of what is
    /// written would be a matter of chance.
    fn is_free(&self, place: Place) -> bool {
        let upto = (place.file, 0)..=(place.file, place.span.end);
        let before = self.0.range(upto).next_back();
        before.is_none_or(|(_, edit)| edit.place.span.end < place.span.start)
    }
}

/// The text of a file with the edits made; `edits` in order, those of other files are passed over.
/// Lines are broken as they are in the rest of the file, and a line of which nothing is left goes.
pub fn edited(text: &str, file: FileId, edits: &[Edit]) -> String {
    let windows = text.matches("\r\n").count() * 2 > text.matches('\n').count();
    let mut out = String::with_capacity(text.len() + 16);
    let mut copied = 0;
    for edit in edits.iter().filter(|e| e.place.file == file) {
        let Span { start, end } = edit.place.span;
        let (mut start, mut end) = (start as usize, end as usize);
        if edit.text.is_empty()
            && let Some(line) = emptied(text, start, end)
            && line.0 >= copied
        {
            (start, end) = line;
        }
        let (Some(before), Some(_)) = (text.get(copied..start), text.get(start..end)) else {
            continue;
        };
        out.push_str(before);
        if windows {
            out.push_str(&edit.text.replace("\r\n", "\n").replace('\n', "\r\n"));
        } else {
            out.push_str(&edit.text);
        }
        copied = end;
    }
    out.push_str(text.get(copied..).unwrap_or(""));
    out
}

/// The whole line, where nothing but blanks would be left of it.
fn emptied(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let taken = text.get(start..end)?;
    let before = text.get(..start)?;
    let begin = before.rfind('\n').map_or(0, |n| n + 1);
    let after = text.get(end..)?;
    let (rest, length) = match after.find('\n') {
        Some(n) => (after.get(..n)?, n + 1),
        None => (after, after.len()),
    };
    let blank = |part: &str| part.trim().is_empty();
    let whole = !blank(taken) && !taken.contains('\n') && blank(before.get(begin..)?) && blank(rest);
    whole.then_some((begin, end + length))
}

#[cfg(test)]
mod tests;
