//! What changed since the accepted report, and whether it may be chance.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::confusions::path;
use super::figures::rounded;
use super::judged::Judged;
use super::metrics::mcnemar;
use super::report::{Mark, Report};
use crate::bundle::program::Program;
use crate::cli::mask::Mask;

/// Rows of each kind that are shown.
const SHOWN: usize = 20;
/// Changes less likely than this by chance are called changes.
const SIGNIFICANT: f64 = 0.05;
/// The figures that are compared.
pub const COMPARED: &[&str] = &[
    "top1",
    "top3",
    "macro_f1",
    "oos_auroc",
    "in_scope_at_oos_recall_90",
    "oos_recall",
    "answered",
    "clarified",
    "handed_over",
    "answered_right",
    "answered_wrong",
    "calibration_error",
];

/// The difference of two reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Day of the accepted report.
    pub date: String,
    /// Its bundle.
    pub bundle: String,
    /// Rows that stand in both.
    pub common: usize,
    /// Rows only in this one.
    pub added: usize,
    /// Rows only in the accepted one.
    pub removed: usize,
    /// Common rows that were right and are wrong now.
    pub newly_wrong: usize,
    /// Common rows that were wrong and are right now.
    pub newly_right: usize,
    /// How likely so uneven a change is by chance (McNemar, exact, two-sided).
    pub p: f64,
    /// Figures before and now.
    pub figures: Vec<Changed>,
    /// Some of the rows that are wrong now.
    pub worse: Vec<ChangedRow>,
    /// Some of the rows that are right now.
    pub better: Vec<ChangedRow>,
}

/// A figure before and now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Changed {
    /// Its key.
    pub key: String,
    /// In the accepted report.
    pub before: Option<f64>,
    /// In this one.
    pub now: Option<f64>,
}

/// A row that changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangedRow {
    /// Line of the file.
    pub line: u64,
    /// Text, personal data masked.
    pub text: String,
    /// The right topic, or `oos`.
    pub expected: String,
    /// What it was taken for.
    pub before: String,
    /// What it is taken for.
    pub now: String,
}

impl Difference {
    /// Compares a report and its rows with the accepted one.
    pub fn new(now: &Report, rows: &[Judged], program: &Program, last: &Report, mask: &Mask) -> Self {
        // The same question may stand in a file several times: the n-th meets the n-th.
        let mut before: BTreeMap<&str, Vec<&Mark>> = BTreeMap::new();
        for mark in last.rows.iter().rev() {
            before.entry(&mark.key).or_default().push(mark);
        }
        let (mut common, mut newly_wrong, mut newly_right) = (0, 0, 0);
        let (mut worse, mut better) = (Vec::new(), Vec::new());
        for (row, mark) in rows.iter().zip(&now.rows) {
            let Some(old) = before.get_mut(mark.key.as_str()).and_then(Vec::pop) else {
                continue;
            };
            common += 1;
            if old.right == mark.right {
                continue;
            }
            let (count, shown) = if mark.right {
                (&mut newly_right, &mut better)
            } else {
                (&mut newly_wrong, &mut worse)
            };
            *count += 1;
            if shown.len() < SHOWN {
                shown.push(ChangedRow {
                    line: row.line,
                    text: mask.text(&row.text),
                    expected: path(program, row.label),
                    before: old.found.clone(),
                    now: mark.found.clone(),
                });
            }
        }
        let changed = |key: &&str| Changed {
            key: (*key).to_owned(),
            before: last.figure(key),
            now: now.figure(key),
        };
        Self {
            date: last.about.date.clone(),
            bundle: last.about.bundle.clone(),
            common,
            added: rows.len() - common,
            removed: last.rows.len() - common,
            newly_wrong,
            newly_right,
            p: rounded(mcnemar(newly_wrong, newly_right)),
            figures: COMPARED.iter().map(changed).collect(),
            worse,
            better,
        }
    }

    /// Change of the share of right rows among the common ones.
    pub fn change(&self) -> f64 {
        if self.common == 0 {
            return 0.0;
        }
        (self.newly_right as f64 - self.newly_wrong as f64) / self.common as f64
    }

    /// Whether the change is hardly chance.
    pub fn is_significant(&self) -> bool {
        self.p < SIGNIFICANT
    }

    /// Whether it fell by more than this, and hardly by chance.
    pub fn is_regression(&self, allowed: f64) -> bool {
        -self.change() > allowed && self.is_significant()
    }
}
