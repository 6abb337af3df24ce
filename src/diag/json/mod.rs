//! Findings for programs. The form is stable: fields are added, never renamed or removed.
//!
//! ```json
//! {"diagnostics": [{"code": "L0301", "severity": "error",
//!                   "place": {"file": "…", "line": 3, "column": 5, "end_line": 3, "end_column": 9, "start": 40, "end": 48},
//!                   "message": "…", "label": "…", "why": "…", "help": "…",
//!                   "secondary": [{"place": {…}, "message": "…"}],
//!                   "fix": [{"place": {…}, "text": "…"}]}],
//!  "summary": {"errors": 1, "warnings": 0, "notes": 0}}
//! ```
//! Lines and columns count from 1, columns in characters, the end is exclusive; `start` and `end`
//! are bytes of the file's text in NFC. `fix` is `null` when there is none.

use std::collections::BTreeMap;

use serde::Serialize;

use super::lines::Lines;
use super::{Diagnostic, Severity, Summary};
use crate::source::Sources;
use crate::span::{FileId, Place};
use crate::value::Lang;

/// A place as programs see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlaceJson {
    /// Path relative to the base, with `/`.
    pub file: String,
    /// First line, from 1.
    pub line: usize,
    /// First column in characters, from 1.
    pub column: usize,
    /// Line of the end.
    pub end_line: usize,
    /// Column after the last character.
    pub end_column: usize,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A secondary place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SecondaryJson {
    /// Where.
    pub place: PlaceJson,
    /// What stands there.
    pub message: String,
}

/// One change of a fix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EditJson {
    /// What to replace.
    pub place: PlaceJson,
    /// By what.
    pub text: String,
}

/// One finding with its texts in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DiagnosticJson {
    /// `L0301`.
    pub code: &'static str,
    /// `error`, `warning` or `note`.
    pub severity: Severity,
    /// Where.
    pub place: PlaceJson,
    /// The headline.
    pub message: String,
    /// The words at the place.
    pub label: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub help: String,
    /// Further places.
    pub secondary: Vec<SecondaryJson>,
    /// A change that mends it.
    pub fix: Option<Vec<EditJson>>,
}

#[derive(Serialize)]
struct ReportJson {
    diagnostics: Vec<DiagnosticJson>,
    summary: Summary,
}

/// The findings as data, for every renderer that wants lines and columns.
pub fn records(diags: &[Diagnostic], sources: &Sources, lang: Lang) -> Vec<DiagnosticJson> {
    let mut places = Places {
        sources,
        lines: BTreeMap::new(),
    };
    diags
        .iter()
        .map(|diag| DiagnosticJson {
            code: diag.entry.code,
            severity: diag.severity,
            place: places.of(diag.place),
            message: diag.headline(lang),
            label: diag.fill(diag.entry.label, lang),
            why: diag.fill(diag.entry.why, lang),
            help: diag.fill(diag.entry.help, lang),
            secondary: diag
                .secondary
                .iter()
                .map(|s| SecondaryJson {
                    place: places.of(s.place),
                    message: diag.fill(s.words, lang),
                })
                .collect(),
            fix: diag.fix.as_ref().map(|fix| {
                fix.edits
                    .iter()
                    .map(|e| EditJson {
                        place: places.of(e.place),
                        text: e.text.clone(),
                    })
                    .collect()
            }),
        })
        .collect()
}

/// The report of `--format json`: one object and a line break.
pub fn json(diags: &[Diagnostic], sources: &Sources, lang: Lang) -> String {
    let report = ReportJson {
        diagnostics: records(diags, sources, lang),
        summary: Summary::of(diags),
    };
    // Plain structs with string keys: writing them to memory has no way to fail.
    let mut out = serde_json::to_string(&report).unwrap_or_default();
    out.push('\n');
    out
}

struct Places<'a> {
    sources: &'a Sources,
    lines: BTreeMap<FileId, Lines<'a>>,
}

impl Places<'_> {
    fn of(&mut self, place: Place) -> PlaceJson {
        let Some(source) = self.sources.get(place.file) else {
            return PlaceJson {
                file: String::new(),
                line: 1,
                column: 1,
                end_line: 1,
                end_column: 1,
                start: 0,
                end: 0,
            };
        };
        let lines = self.lines.entry(place.file).or_insert_with(|| Lines::new(source));
        let range = lines.clamp(place.span);
        let (line, column) = lines.line_column(range.start);
        let (end_line, end_column) = lines.line_column(range.end);
        let file = source.name.to_string();
        PlaceJson {
            file,
            line,
            column,
            end_line,
            end_column,
            start: range.start,
            end: range.end,
        }
    }
}

#[cfg(test)]
mod tests;
