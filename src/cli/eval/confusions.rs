//! Which topics are taken for which others, with examples and the words that misled.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::figures::rounded;
use super::judged::Judged;
use crate::bundle::program::{Program, TopicId};
use crate::cli::mask::Mask;

/// Name of what is out of scope.
pub const OOS: &str = "oos";
/// Examples that a pair shows.
const EXAMPLES: usize = 5;

/// Rows of one topic that were taken for another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Confusion {
    /// Path of the right topic, or `oos`.
    pub expected: String,
    /// Path of what stood first; `oos` where nothing did.
    pub found: String,
    /// Rows.
    pub n: usize,
    /// Share of the rows of the right topic.
    pub share: f64,
    /// Some of them, the surest mistakes first.
    pub examples: Vec<Example>,
}

/// A row that was taken for another topic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// Line of the file.
    pub line: u64,
    /// The text, personal data masked.
    pub text: String,
    /// Score of the wrong topic.
    pub score: f64,
    /// The words that spoke for the wrong topic most.
    pub words: Vec<String>,
}

/// The pairs, greatest first.
pub fn confusions(rows: &[Judged], program: &Program, mask: &Mask) -> Vec<Confusion> {
    let mut of_label: BTreeMap<Option<TopicId>, usize> = BTreeMap::new();
    let mut pairs: BTreeMap<(Option<TopicId>, Option<TopicId>), Vec<&Judged>> = BTreeMap::new();
    for row in rows {
        *of_label.entry(row.label).or_default() += 1;
        let found = row.taken_for();
        if found != row.label {
            pairs.entry((row.label, found)).or_default().push(row);
        }
    }
    let mut out: Vec<Confusion> = pairs
        .into_iter()
        .map(|((expected, found), mut rows)| {
            let n = rows.len();
            let whole = of_label.get(&expected).copied().unwrap_or(n);
            rows.sort_by(|a, b| b.score().total_cmp(&a.score()).then(a.line.cmp(&b.line)));
            Confusion {
                expected: path(program, expected),
                found: path(program, found),
                n,
                share: rounded(n as f64 / whole as f64),
                examples: rows
                    .into_iter()
                    .take(EXAMPLES)
                    .map(|r| example(r, found, mask))
                    .collect(),
            }
        })
        .collect();
    out.sort_by(|a, b| {
        b.n.cmp(&a.n)
            .then_with(|| a.expected.cmp(&b.expected))
            .then_with(|| a.found.cmp(&b.found))
    });
    out
}

fn example(row: &Judged, found: Option<TopicId>, mask: &Mask) -> Example {
    let candidate = row.judgement.candidates.iter().find(|c| Some(c.topic) == found);
    let words = candidate.map_or_else(Vec::new, |c| {
        let heavy = c.words.iter().filter(|w| w.weight > 0.0);
        heavy.map(|w| mask.text(&w.word)).collect()
    });
    Example {
        line: row.line,
        text: mask.text(&row.text),
        score: rounded(candidate.map_or(0.0, |c| f64::from(c.score))),
        words,
    }
}

/// Path of a topic, or `oos`.
pub fn path(program: &Program, topic: Option<TopicId>) -> String {
    topic
        .and_then(|t| program.topics.get(t.index()))
        .map_or_else(|| OOS.to_owned(), |t| t.path.to_string())
}
