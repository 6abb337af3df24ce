//! A judgement as values for a table or for JSON.

use serde_json::Value;

use crate::bundle::program::Program;
use crate::runtime::understand::Judgement;
pub use crate::runtime::understand::{COLUMNS, topic_names as names};

/// The values of [`COLUMNS`].
pub fn values(program: &Program, judgement: &Judgement) -> [Value; 8] {
    let row = judgement.row(program);
    let [(second, of_second), (third, of_third)] = [row.second.unzip(), row.third.unzip()];
    [
        row.topic.into(),
        row.title.into(),
        row.probability.into(),
        row.decision.into(),
        second.into(),
        of_second.into(),
        third.into(),
        of_third.into(),
    ]
}

/// Why it was judged so.
pub fn reasons(program: &Program, judgement: &Judgement) -> Value {
    serde_json::to_value(judgement.reasons(program)).unwrap_or_default()
}
