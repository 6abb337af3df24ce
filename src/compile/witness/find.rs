//! Which conclusion a place in the base belongs to.

use crate::model::Model;
use crate::span::Place;

/// Name of the fact that the table, formula or rule at a place concludes.
pub fn conclusion_at(model: &Model, place: Place) -> Option<String> {
    let covers = |other: Place| {
        other.file == place.file && other.span.start <= place.span.start && place.span.end <= other.span.end
    };
    let program = &model.program;
    for ((decision, name), table) in program
        .decisions
        .iter()
        .zip(&model.places.decisions)
        .zip(&model.places.tables)
    {
        let rows = || table.iter().flat_map(|t| t.rows.iter().map(|r| r.line));
        let head = || {
            table.iter().flat_map(|t| {
                t.policy
                    .into_iter()
                    .chain(t.inputs.iter().copied())
                    .chain(t.outputs.iter().copied())
            })
        };
        if covers(*name) || rows().any(covers) || head().any(covers) {
            return Some(decision.name.to_string());
        }
    }
    let rule = program.rules.iter().zip(&model.places.rules).find(|(_, p)| covers(**p));
    rule.map(|(r, _)| r.name.to_string())
}
