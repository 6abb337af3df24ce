//! Findings for programs. The form is stable: fields are added, never renamed or removed.
//!
//! ```json
//! {"diagnostics": [{"code": "L0301", "severity": "error",
//!                   "place": {"file": "…", "line": 3, "column": 5, "end_line": 3, "end_column": 9, "start": 40, "end": 48},
//!                   "message": "…", "label": "…", "why": "…", "help": "…",
//!                   "secondary": [{"place": {…}, "message": "…"}],
//!                   "fix": [{"place": {…}, "text": "…"}], "fixable": true,
//!                   "item": "сценарий подача", "fingerprint": "…",
//!                   "witness": {"case": ["доход = 20 000 ₽"], "turns": ["…"], "steps": ["начало"],
//!                               "scenario": "подача", "channel": "chat", "day": null,
//!                               "conversation": ["> …"], "script": "…", "replayed": true, "possible": null}}],
//!  "summary": {"errors": 1, "warnings": 0, "notes": 0},
//!  "baseline": {"file": "…", "postponed": 3, "unused": [{"file": "…", "item": "…", "code": "…", "text": "…"}], "refused": []},
//!  "since": {"rev": "main", "touched": [{"file": "…", "item": "сценарий подача"}], "left_out": 7}}
//! ```
//! Lines and columns count from 1, columns in characters, the end is exclusive; `start` and `end`
//! are bytes of the file's text in NFC. `fix` and `witness` are `null` when there is none, `fixable` says whether
//! `check --fix` would make the change, and so are
//! `baseline` and `since` when the check was not asked for them. `fingerprint` is the same as long as
//! the finding is, wherever its line moves; `possible` says why the witness is not certain.

use std::collections::BTreeMap;

use serde::Serialize;

use super::identity::Identity;
use super::lines::Lines;
use super::report::{BaselineUse, Finding, Report, SinceUse};
use super::told::tell;
use super::{Severity, Summary, Witness};
use crate::source::Sources;
use crate::span::{FileId, Place};

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

/// How a finding comes about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WitnessJson {
    /// What has to be known, in words.
    pub case: Vec<String>,
    /// What is said and happens, in words.
    pub turns: Vec<String>,
    /// Steps passed.
    pub steps: Vec<String>,
    /// Where the conversation starts.
    pub scenario: Option<String>,
    /// `chat` or `voice`.
    pub channel: &'static str,
    /// The day; none is any.
    pub day: Option<String>,
    /// The conversation line by line.
    pub conversation: Vec<String>,
    /// The conversation as a test.
    pub script: Option<String>,
    /// Whether the engine went this way.
    pub replayed: bool,
    /// Why it is not certain.
    pub possible: Option<&'static str>,
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
    /// Whether `check --fix` makes this change.
    pub fixable: bool,
    /// The item it stands in.
    pub item: String,
    /// The same as long as the finding is.
    pub fingerprint: String,
    /// How it comes about.
    pub witness: Option<WitnessJson>,
}

#[derive(Serialize)]
struct ReportJson<'a> {
    diagnostics: Vec<DiagnosticJson>,
    summary: Summary,
    baseline: Option<BaselineJson<'a>>,
    since: Option<SinceJson<'a>>,
}

#[derive(Serialize)]
struct BaselineJson<'a> {
    file: &'a str,
    postponed: usize,
    unused: &'a [Identity],
    refused: &'a [Identity],
}

#[derive(Serialize)]
struct SinceJson<'a> {
    rev: &'a str,
    touched: Vec<TouchedJson<'a>>,
    left_out: usize,
}

#[derive(Serialize)]
struct TouchedJson<'a> {
    file: &'a str,
    item: &'a str,
}

/// The findings as data, for every renderer that wants lines and columns.
pub fn records<'f>(findings: impl IntoIterator<Item = &'f Finding>, report: &Report<'_>) -> Vec<DiagnosticJson> {
    let mut places = Places {
        sources: report.sources,
        lines: BTreeMap::new(),
    };
    findings
        .into_iter()
        .map(|finding| record(finding, report, &mut places))
        .collect()
}

fn record(finding: &Finding, report: &Report<'_>, places: &mut Places<'_>) -> DiagnosticJson {
    let (diag, lang) = (&finding.diagnostic, report.lang);
    let secondary = diag.secondary.iter().map(|s| SecondaryJson {
        place: places.of(s.place),
        message: diag.fill(s.words, lang),
    });
    let secondary = secondary.collect();
    let fix = diag.fix.as_ref().map(|fix| {
        let edits = fix.edits.iter().map(|e| EditJson {
            place: places.of(e.place),
            text: e.text.clone(),
        });
        edits.collect()
    });
    DiagnosticJson {
        code: diag.entry.code,
        severity: diag.severity,
        place: places.of(diag.place),
        message: diag.headline(lang),
        label: diag.fill(diag.entry.label, lang),
        why: diag.fill(diag.entry.why, lang),
        help: diag.fill(diag.entry.help, lang),
        secondary,
        fix,
        fixable: diag.fix.is_some() && diag.fix_is_sure,
        item: finding.identity.item.clone(),
        fingerprint: finding.identity.fingerprint(),
        witness: diag.witness.as_deref().map(|w| witness(w, report)),
    }
}

fn witness(witness: &Witness, report: &Report<'_>) -> WitnessJson {
    let told = tell(witness, report.labels, report.lang);
    WitnessJson {
        case: told.case,
        turns: told.turns,
        steps: told.steps,
        scenario: witness.scenario.as_ref().map(ToString::to_string),
        channel: if witness.voice { "voice" } else { "chat" },
        day: witness.day.map(|d| d.to_string()),
        conversation: told.conversation,
        script: witness.script.clone(),
        replayed: witness.replayed,
        possible: told.doubt,
    }
}

/// The report of `--format json`: one object and a line break.
pub fn json(report: &Report<'_>) -> String {
    let whole = ReportJson {
        diagnostics: records(&report.shown, report),
        summary: report.summary(),
        baseline: report.baseline.as_ref().map(|used: &BaselineUse| BaselineJson {
            file: &used.file,
            postponed: report.postponed.len(),
            unused: &used.unused,
            refused: &used.refused,
        }),
        since: report.since.as_ref().map(|used: &SinceUse| SinceJson {
            rev: &used.rev,
            touched: used
                .touched
                .iter()
                .map(|(file, item)| TouchedJson { file, item })
                .collect(),
            left_out: used.left_out,
        }),
    };
    // Plain structs with string keys: writing them to memory has no way to fail.
    let mut out = serde_json::to_string(&whole).unwrap_or_default();
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
