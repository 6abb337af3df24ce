//! What a witness leaves to be found: which conclusion it is about, and dates of birth.

use jiff::ToSpan;

use crate::bundle::program::{Program, Validity};
use crate::diag::{Said, Witness};
use crate::model::Model;
use crate::span::Place;
use crate::value::{Date, Name, Type, Value};

/// Name of the fact that the table, formula or rule at a place concludes.
pub fn conclusion_at(model: &Model, place: Place) -> Option<String> {
    edition_at(model, place).map(|(name, _)| name.to_string())
}

/// The same, with the time in which that edition of it is in force.
pub fn edition_at(model: &Model, place: Place) -> Option<(&Name, Validity)> {
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
            return Some((&decision.name, decision.valid));
        }
    }
    let rule = program.rules.iter().zip(&model.places.rules).find(|(_, p)| covers(**p));
    rule.map(|(r, _)| (&r.name, r.valid))
}

/// Gives the dates that are known by an age a day on which they give it on `day`.
pub fn born(program: &Program, witness: &mut Witness, day: Date) {
    let wanted: Vec<(Name, Value)> = witness
        .ages
        .iter()
        .filter_map(|(fact, years)| Some((fact.clone(), Value::Date(birthday(program, fact, *years, day)?))))
        .collect();
    for (fact, value) in wanted {
        match witness.facts.iter_mut().find(|(name, _)| *name == fact) {
            Some((_, said)) => match said {
                Said::Answered(Value::Date(_)) | Said::Range(_, Value::Date(_)) => *said = Said::Answered(value),
                Said::Before(Value::Date(_)) => *said = Said::Before(value),
                // Whoever does not say it has no age.
                _ => {}
            },
            None => witness.facts.push((fact, Said::Answered(value))),
        }
    }
}

/// A day that a fact may have and on which somebody was born who is so old on `day`: half a year before
/// the birthday of that age where it may be, so that nothing hangs on a single day.
fn birthday(program: &Program, fact: &Name, years: i64, day: Date) -> Option<Date> {
    let declared = program.facts.iter().find(|f| f.name == *fact)?;
    let Type::Date { min, max } = &declared.ty else {
        return None;
    };
    let years = i16::try_from(years).ok().filter(|n| *n >= 0)?;
    let last = day.checked_sub(years.years()).ok()?;
    let first = day.checked_sub(years.checked_add(1)?.years()).ok()?.tomorrow().ok()?;
    let middle = last.checked_sub(6.months()).ok()?;
    // Who was born on 29 February has the birthday on 1 March: such days are left to the others.
    let tries = [Some(middle), *min, *max, Some(last), Some(first)];
    let fits =
        |date: &Date| (first..=last).contains(date) && min.is_none_or(|m| m <= *date) && max.is_none_or(|m| *date <= m);
    tries.into_iter().flatten().find(fits)
}
