//! From judged rows to the figures of a report.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::judged::{Ending, Judged, above};
use super::metrics::{self, BINS, Bin, Hits, auroc, bins, calibration_error, interval, macro_f1, share};
use crate::bundle::program::{Program, TopicId};

/// Points of the curve of coverage and accuracy.
const CURVE: usize = 50;
/// Columns of the histogram.
const COLUMNS: usize = 20;
/// Recall of foreign questions at which known ones are counted.
const OOS_RECALL: f64 = 0.9;

/// The headline figures: shares from 0 to 1, `None` where the rows say nothing about them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Rows.
    pub n: usize,
    /// Rows that belong to a topic.
    pub n_in_scope: usize,
    /// Rows out of scope.
    pub n_oos: usize,
    /// The right topic stands first.
    pub top1: Option<f64>,
    /// 95 % interval of `top1`.
    pub top1_interval: Option<(f64, f64)>,
    /// The right topic stands among the first three.
    pub top3: Option<f64>,
    /// Mean F1 over the topics of the file.
    pub macro_f1: Option<f64>,
    /// How well `in_scope` tells known questions from foreign ones.
    pub oos_auroc: Option<f64>,
    /// Known questions right and kept while nine foreign of ten are rejected.
    pub in_scope_at_oos_recall_90: Option<f64>,
    /// Foreign questions that were not understood, as they should be.
    pub oos_recall: Option<f64>,
    /// Answered at once.
    pub answered: Option<f64>,
    /// Asked back.
    pub clarified: Option<f64>,
    /// Not understood.
    pub handed_over: Option<f64>,
    /// Of the answered, the right topic.
    pub answered_right: Option<f64>,
    /// Of the answered, a topic above the right one.
    pub answered_above: Option<f64>,
    /// Of the answered, a wrong topic, or a foreign question.
    pub answered_wrong: Option<f64>,
    /// Of the clarified, the right topic was on the menu.
    pub clarified_with_right: Option<f64>,
    /// Expected calibration error of the first score.
    pub calibration_error: Option<f64>,
}

/// A point of the curve: from this score on so many rows would be answered, so many of them rightly.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// Least score of an answer.
    pub threshold: f64,
    /// Share of all rows.
    pub coverage: f64,
    /// Share of those that is right.
    pub accuracy: f64,
}

/// Rows by `in_scope`, in columns of equal width from 0 to 1.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Histogram {
    /// Rows that belong to a topic.
    pub in_scope: Vec<usize>,
    /// Rows out of scope.
    pub oos: Vec<usize>,
}

/// A topic of the file or of the answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TopicFigures {
    /// Its path.
    pub topic: String,
    /// Its title.
    pub title: String,
    /// Rows that belong to it.
    pub n: usize,
    /// Share of what was taken for it that belongs to it.
    pub precision: Option<f64>,
    /// Share of its rows that were taken for it.
    pub recall: Option<f64>,
    /// Harmonic mean of both.
    pub f1: f64,
}

/// The headline figures.
pub fn figures(rows: &[Judged], program: &Program) -> Figures {
    let known: Vec<&Judged> = rows.iter().filter(|r| r.label.is_some()).collect();
    let count = |test: &dyn Fn(&Judged) -> bool| rows.iter().filter(|r| test(r)).count();
    let of_known = |test: &dyn Fn(&Judged) -> bool| share(known.iter().filter(|r| test(r)).count(), known.len());
    let members: Vec<(f64, bool)> = known.iter().map(|r| (r.in_scope(), r.right())).collect();
    let foreign: Vec<&Judged> = rows.iter().filter(|r| r.label.is_none()).collect();
    let strangers: Vec<f64> = foreign.iter().map(|r| r.in_scope()).collect();
    let ended = |ending: Ending| count(&|r| r.ending() == ending);
    let (answered, clarified) = (ended(Ending::Answered), ended(Ending::Clarified));
    let exactly = count(&|r| r.ending() == Ending::Answered && hits(r));
    let above = count(&|r| r.ending() == Ending::Answered && is_above(r, program));
    let right = known.iter().filter(|r| r.right()).count();
    let rejected = foreign.iter().filter(|r| r.ending() == Ending::HandedOver).count();
    Figures {
        n: rows.len(),
        n_in_scope: known.len(),
        n_oos: foreign.len(),
        top1: of_known(&|r| r.right()).map(rounded),
        top1_interval: (!known.is_empty()).then(|| {
            let (low, high) = interval(right, known.len());
            (rounded(low), rounded(high))
        }),
        top3: of_known(&|r| r.among(3)).map(rounded),
        macro_f1: macro_f1(&hits_by_topic(rows).into_values().collect::<Vec<_>>()).map(rounded),
        oos_auroc: auroc(&members.iter().map(|m| m.0).collect::<Vec<_>>(), &strangers).map(rounded),
        in_scope_at_oos_recall_90: metrics::right_at_recall(&members, &strangers, OOS_RECALL).map(rounded),
        oos_recall: share(rejected, foreign.len()).map(rounded),
        answered: share(answered, rows.len()).map(rounded),
        clarified: share(clarified, rows.len()).map(rounded),
        handed_over: share(ended(Ending::HandedOver), rows.len()).map(rounded),
        answered_right: share(exactly, answered).map(rounded),
        answered_above: share(above, answered).map(rounded),
        answered_wrong: share(answered - exactly - above, answered).map(rounded),
        clarified_with_right: share(count(&|r| r.ending() == Ending::Clarified && hits(r)), clarified).map(rounded),
        calibration_error: calibration_error(&reliability(rows)).map(rounded),
    }
}

/// Whether what was answered or offered holds the right topic.
fn hits(row: &Judged) -> bool {
    row.label.is_some_and(|label| row.offered().contains(&label))
}

fn is_above(row: &Judged, program: &Program) -> bool {
    row.label
        .is_some_and(|label| row.offered().iter().any(|t| above(program, *t, label)))
}

/// Bins of the first score against its being right; a row out of scope is never right.
pub fn reliability(rows: &[Judged]) -> Vec<Bin> {
    let scored: Vec<(f64, bool)> = rows.iter().map(|r| (r.score(), r.right())).collect();
    let mut bins = bins(&scored, BINS);
    for bin in &mut bins {
        bin.said = rounded(bin.said);
        bin.came_true = rounded(bin.came_true);
    }
    bins
}

/// How accuracy falls as more is answered, from the surest rows to all of them.
pub fn curve(rows: &[Judged]) -> Vec<CurvePoint> {
    let mut scored: Vec<(f64, bool)> = rows.iter().map(|r| (r.score(), r.right())).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut done, mut right) = (0, 0);
    let mut out: Vec<CurvePoint> = Vec::new();
    for tied in scored.chunk_by(|a, b| a.0 == b.0) {
        done += tied.len();
        right += tied.iter().filter(|(_, r)| *r).count();
        let due = done * CURVE >= scored.len() * (out.len() + 1);
        if (due || done == scored.len())
            && let Some((threshold, _)) = tied.first()
        {
            out.push(CurvePoint {
                threshold: rounded(*threshold),
                coverage: rounded(done as f64 / scored.len() as f64),
                accuracy: rounded(right as f64 / done as f64),
            });
        }
    }
    out
}

/// Known and foreign rows by `in_scope`.
pub fn histogram(rows: &[Judged]) -> Histogram {
    let mut out = Histogram {
        in_scope: vec![0; COLUMNS],
        oos: vec![0; COLUMNS],
    };
    for row in rows {
        let column = ((row.in_scope() * COLUMNS as f64) as usize).min(COLUMNS - 1);
        let side = if row.label.is_some() {
            &mut out.in_scope
        } else {
            &mut out.oos
        };
        if let Some(n) = side.get_mut(column) {
            *n += 1;
        }
    }
    out
}

/// Hits of every topic over the known rows.
fn hits_by_topic(rows: &[Judged]) -> BTreeMap<TopicId, Hits> {
    let mut hits: BTreeMap<TopicId, Hits> = BTreeMap::new();
    for row in rows {
        let Some(label) = row.label else { continue };
        hits.entry(label).or_default().expected += 1;
        if let Some(found) = row.first() {
            let entry = hits.entry(found).or_default();
            entry.found += 1;
            entry.both += usize::from(found == label);
        }
    }
    hits
}

/// The topics that the rows name or were taken for; the worst first.
pub fn topics(rows: &[Judged], program: &Program) -> Vec<TopicFigures> {
    let mut out: Vec<TopicFigures> = hits_by_topic(rows)
        .into_iter()
        .filter_map(|(id, hits)| {
            let topic = program.topics.get(id.index())?;
            Some(TopicFigures {
                topic: topic.path.to_string(),
                title: topic.title.clone(),
                n: hits.expected,
                precision: hits.precision().map(rounded),
                recall: hits.recall().map(rounded),
                f1: rounded(hits.f1()),
            })
        })
        .collect();
    // Topics without rows of their own only draw others' rows: they come last.
    out.sort_by(|a, b| {
        (a.n == 0)
            .cmp(&(b.n == 0))
            .then(a.f1.total_cmp(&b.f1))
            .then_with(|| a.topic.cmp(&b.topic))
    });
    out
}

/// Six places: more is noise, and the report stays readable.
pub fn rounded(n: f64) -> f64 {
    (n * 1e6).round() / 1e6
}
