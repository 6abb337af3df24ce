//! L1101, L1102, L1105: values of parameters that have ended, were announced, or end soon.

use std::collections::BTreeMap;

use super::horizon;
use crate::bundle::program::{Parameter, ParameterValue};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Model;
use crate::span::Place;
use crate::value::{Bi, Date, Name};

/// Values of parameters that have ended without a successor, and announced ones whose day has come.
pub fn check(model: &Model, today: Date) -> Diagnostics {
    let parameters = model.program.parameters.iter().zip(&model.places.parameter_values);
    let soon = horizon(model, today);
    parameters
        .flat_map(|(parameter, places)| of_parameter(parameter, places, today, soon))
        .collect()
}

fn of_parameter(parameter: &Parameter, places: &[Place], today: Date, soon: Date) -> Diagnostics {
    let mut by_keys: BTreeMap<&[Name], Vec<(&ParameterValue, Place)>> = BTreeMap::new();
    for (value, place) in parameter.values.iter().zip(places) {
        by_keys.entry(&value.keys).or_default().push((value, *place));
    }
    let mut found = Diagnostics::new();
    for (keys, values) in by_keys {
        let shown = if keys.is_empty() {
            String::new()
        } else {
            format!(" ({})", keys.join(", "))
        };
        let adopted = || values.iter().filter(|(v, _)| !v.expected);
        let begun = |v: &ParameterValue| v.valid.from.is_none_or(|from| from <= today);
        let last = adopted().filter(|(v, _)| begun(v)).max_by_key(|(v, _)| v.valid.from);
        let due = values
            .iter()
            .filter(|(v, _)| v.expected && begun(v))
            .filter(|(v, _)| last.is_none_or(|(l, _)| l.valid.from < v.valid.from))
            .max_by_key(|(v, _)| v.valid.from);
        if let Some((value, place)) = due
            && let Some(from) = value.valid.from
        {
            found.push(
                Diagnostic::new(&codes::PARAMETER_DUE, place.file, place.span)
                    .arg("name", &*parameter.name)
                    .arg("keys", shown)
                    .arg("from", from.to_string()),
            );
        } else if let Some((value, place)) = last
            && let Some(until) = value.valid.until.filter(|until| *until < today)
        {
            let next = until.tomorrow().unwrap_or(until);
            found.push(
                Diagnostic::new(&codes::PARAMETER_ENDED, place.file, place.span)
                    .arg("name", &*parameter.name)
                    .arg("keys", shown)
                    .arg("until", until.to_string())
                    .arg("next", next.to_string()),
            );
        } else if let Some((value, place)) = last
            && let Some(until) = value.valid.until.filter(|until| *until <= soon)
            && !adopted().any(|(v, _)| v.valid.from > value.valid.from)
        {
            let kind = Bi {
                ru: "параметр",
                en: "a parameter",
            };
            found.push(
                Diagnostic::new(&codes::ENDS_SOON, place.file, place.span)
                    .arg("kind", kind)
                    .arg("name", format!("{}{shown}", parameter.name))
                    .arg("until", until.to_string()),
            );
        }
    }
    found
}
