//! The report of an evaluation: what is printed as JSON, accepted, and compared with later.

use serde::{Deserialize, Serialize};

use super::compare::Difference;
use super::confusions::{Confusion, confusions, path};
use super::figures::{self, CurvePoint, Figures, Histogram, TopicFigures};
use super::judged::{Ending, Judged};
use super::metrics::Bin;
use crate::bundle::program::Program;
use crate::cli::mask::Mask;
use crate::model::manifest::Expectations;

/// An evaluation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The headline figures, beside the other keys.
    #[serde(flatten)]
    pub figures: Figures,
    /// What was judged, with what, when.
    pub about: About,
    /// Bins of the reliability diagram.
    pub reliability: Vec<Bin>,
    /// Coverage and accuracy over the threshold.
    pub curve: Vec<CurvePoint>,
    /// Rows by `in_scope`.
    pub histogram: Histogram,
    /// Topics, the worst first.
    pub topics: Vec<TopicFigures>,
    /// Topics taken for others, most often first.
    pub confusions: Vec<Confusion>,
    /// What changed since the accepted report.
    pub against: Option<Difference>,
    /// Limits of the manifest that were missed.
    pub missed: Vec<Missed>,
    /// Each row, without its text.
    pub rows: Vec<Mark>,
}

/// What was judged, with what, when.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// File of the questions.
    pub file: String,
    /// Name of the base.
    pub base: String,
    /// Title of the base.
    pub title: String,
    /// Bundle, as its checksum.
    pub bundle: String,
    /// Version of the tool.
    pub engine: String,
    /// Day for which the questions were judged.
    pub date: String,
    /// Thresholds of the base.
    pub thresholds: Used,
    /// Rows left out: without a label, unreadable, or with a label that was to be ignored.
    pub left_out: usize,
}

/// The thresholds in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Used {
    /// From here a topic is answered.
    pub answer: f64,
    /// From here topics are offered.
    pub clarify: f64,
    /// Lead that makes a choice clear.
    pub margin: f64,
    /// Topics on a menu.
    pub clarify_options: u32,
}

/// A limit that was missed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Missed {
    /// Key of the figure.
    pub key: String,
    /// What the manifest wants.
    pub limit: f64,
    /// Whether it is the least value, not the greatest.
    pub least: bool,
    /// What came out; nothing where the rows do not say.
    pub value: Option<f64>,
}

/// What became of a row. The text itself is not kept: it may be a citizen's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Checksum of text and label.
    pub key: String,
    /// Whether it was right.
    pub right: bool,
    /// How it ended.
    pub ending: Ending,
    /// What it was taken for.
    pub found: String,
}

impl Report {
    /// The report of judged rows.
    pub fn new(rows: &[Judged], program: &Program, about: About, mask: &Mask) -> Self {
        Self {
            figures: figures::figures(rows, program),
            about,
            reliability: figures::reliability(rows),
            curve: figures::curve(rows),
            histogram: figures::histogram(rows),
            topics: figures::topics(rows, program),
            confusions: confusions(rows, program, mask),
            against: None,
            missed: Vec::new(),
            rows: rows.iter().map(|r| mark(r, program)).collect(),
        }
    }

    /// A figure by its key.
    pub fn figure(&self, key: &str) -> Option<f64> {
        let all = serde_json::to_value(&self.figures).ok()?;
        all.get(key).and_then(serde_json::Value::as_f64)
    }

    /// Compares with the limits of the manifest. A figure that the rows do not give is missed too: a
    /// gate that measures nothing must not stand open.
    pub fn judge_by(&mut self, wanted: &Expectations) {
        let of = |list: &[(&'static str, f64)], least: bool| -> Vec<Missed> {
            list.iter()
                .map(|(key, limit)| Missed {
                    key: (*key).to_owned(),
                    limit: *limit,
                    least,
                    value: self.figure(key),
                })
                .filter(|m| match m.value {
                    Some(value) if least => value < m.limit,
                    Some(value) => value > m.limit,
                    None => true,
                })
                .collect()
        };
        let mut missed = of(&wanted.least, true);
        missed.extend(of(&wanted.most, false));
        if let (Some(limit), Some(against)) = (wanted.regression, &self.against)
            && against.is_regression(limit)
        {
            missed.push(Missed {
                key: "regression".to_owned(),
                limit,
                least: false,
                value: Some(figures::rounded(-against.change())),
            });
        }
        self.missed = missed;
    }
}

/// The checksum by which a row is found again: of its text and label.
pub fn key(row: &Judged, program: &Program) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(path(program, row.label).as_bytes());
    hasher.update(&[0]);
    hasher.update(row.text.as_bytes());
    hasher.finalize().to_hex().chars().take(16).collect()
}

fn mark(row: &Judged, program: &Program) -> Mark {
    Mark {
        key: key(row, program),
        right: row.good(),
        ending: row.ending(),
        found: path(program, row.taken_for()),
    }
}
