//! Values over time: periods, keys, types.

use indexmap::map::Entry as Slot;
use rust_decimal::Decimal;

use super::read::{Reader, ground};
use super::shapes::{RawParameter, RawValue, VALUE_KEYS};
use super::{Link, Parameter, ParameterType, ParameterValue, Reference, State, amount, number};
use crate::diag::{Diagnostic, Severity, codes};
use crate::model::yaml::{Text, date, decimal, duration, hint, money, suggest};
use crate::span::Span;
use crate::value::{Bi, Date, Name, Value};

/// Reads one parameter.
pub(super) fn read(reader: &mut Reader, raw: RawParameter, to: &mut Reference) {
    let keys: Vec<Link> = raw.keys.iter().filter_map(|t| reader.link(t)).collect();
    let kind = raw.type_.map(|t| match t.text.as_str() {
        "money" => ParameterType::Money,
        "number" => ParameterType::Number,
        "integer" => ParameterType::Integer,
        "duration" => ParameterType::Duration,
        _ => ParameterType::Date,
    });
    let Some(name_text) = raw.name else { return };
    let Some(name) = reader.name(&name_text) else {
        return;
    };
    // Without a type no value can be judged; that the type is missing has been said.
    let values = match kind {
        Some(kind) => raw
            .values
            .into_iter()
            .filter_map(|v| value(reader, v, kind, &keys))
            .collect(),
        None => Vec::new(),
    };
    let place = name_text.place(reader.file);
    let title = raw.title.map_or_else(|| name.to_string(), |t| t.text);
    let broken = reader.broken || reader.diags.iter().any(|d| d.severity == Severity::Error);
    let made = Parameter {
        name: name.clone(),
        title,
        kind: kind.unwrap_or(ParameterType::Number),
        keys,
        values,
        place,
        broken,
    };
    if !broken {
        periods(reader, &made);
    }
    match to.parameters.entry(name) {
        Slot::Occupied(first) => {
            let first = first.get().place;
            reader.twice_at(
                Bi {
                    ru: "параметр",
                    en: "parameter",
                },
                &made.name,
                place,
                first,
            );
        }
        Slot::Vacant(slot) => {
            slot.insert(made);
        }
    }
}

fn value(reader: &mut Reader, raw: RawValue, kind: ParameterType, keys: &[Link]) -> Option<ParameterValue> {
    let from = reader.date(&raw.from);
    let until = match &raw.until {
        Some(text) => Some(reader.date(text)?),
        None => None,
    };
    let amount = amount_of(reader, &raw.value, kind);
    let mut chosen: Vec<Option<Link>> = vec![None; keys.len()];
    for pair in &raw.rest {
        let folded: Name = crate::source::fold(&pair.key.text).as_ref().into();
        match keys
            .iter()
            .position(|k| k.name == folded)
            .and_then(|i| chosen.get_mut(i))
        {
            Some(slot) => *slot = reader.link(&pair.value),
            None => unknown_key(reader, &pair.key, keys),
        }
    }
    for (link, _) in keys.iter().zip(&chosen).filter(|(_, c)| c.is_none()) {
        // A key with a faulty value has been reported with its value.
        if raw.rest.iter().all(|p| *crate::source::fold(&p.key.text) != *link.name) && !reader.broken {
            let diag = Diagnostic::new(&codes::YAML_MISSING_KEY, reader.file, raw.from.span());
            reader.diags.push(diag.arg("key", &*link.name).arg(
                "expected",
                Bi {
                    ru: "запись этого справочника",
                    en: "an entry of this directory",
                },
            ));
        }
    }
    let (from, amount) = (from?, amount?);
    if let (Some(until), Some(text)) = (until, &raw.until)
        && until < from
    {
        reader.reversed(text, from);
        return None;
    }
    let keys = chosen.into_iter().collect::<Option<Vec<_>>>()?;
    let state = match raw.state {
        Some(t) if t.text == "expected" => State::Expected,
        _ => State::InForce,
    };
    let place = raw.from.place(reader.file);
    Some(ParameterValue {
        from,
        until,
        keys,
        value: amount,
        ground: raw.ground.map(ground),
        state,
        place,
    })
}

fn unknown_key(reader: &mut Reader, text: &Text, keys: &[Link]) {
    let known: Vec<&str> = keys
        .iter()
        .map(|k| &*k.name)
        .chain(VALUE_KEYS.iter().map(|k| k.name))
        .collect();
    let close = suggest(&text.text, known.iter().copied());
    let diag = Diagnostic::new(&codes::YAML_UNKNOWN_KEY, reader.file, text.span())
        .arg("key", text.text.as_str())
        .arg("hint", hint(close))
        .arg("known", known.join(", "));
    reader.diags.push(match close {
        Some(close) => diag.replace(text.span(), close),
        None => diag,
    });
}

fn amount_of(reader: &mut Reader, text: &Text, kind: ParameterType) -> Option<Value> {
    let (made, expected, example) = match kind {
        ParameterType::Money => (
            money(&text.text).map(amount),
            Bi {
                ru: "сумма в рублях",
                en: "an amount in roubles",
            },
            "12500.50",
        ),
        ParameterType::Number => (
            decimal(&text.text).map(number),
            Bi {
                ru: "число",
                en: "a number",
            },
            "0.25",
        ),
        ParameterType::Integer => (
            decimal(&text.text).filter(Decimal::is_integer).map(number),
            Bi {
                ru: "целое число",
                en: "a whole number",
            },
            "14",
        ),
        ParameterType::Duration => (
            duration(&text.text).map(Value::Duration),
            Bi {
                ru: "срок",
                en: "a period",
            },
            "10 дней",
        ),
        ParameterType::Date => (
            date(&text.text).map(Value::Date),
            Bi {
                ru: "дата",
                en: "a date",
            },
            "2026-01-31",
        ),
    };
    if made.is_none() {
        reader.bad_amount(text, expected, example);
    }
    made
}

/// On every day one value: neighbours of the same keys may neither overlap nor, where the first is
/// closed, leave days between them.
fn periods(reader: &mut Reader, parameter: &Parameter) {
    let mut values: Vec<&ParameterValue> = parameter.values.iter().collect();
    let names = |v: &ParameterValue| v.keys.iter().map(|k| k.name.clone()).collect::<Vec<_>>();
    values.sort_by_cached_key(|v| (names(v), v.from, v.place));
    for (a, b) in values.iter().zip(values.iter().skip(1)) {
        if names(a) != names(b) {
            continue;
        }
        // An open value runs until the next one begins.
        let overlap = a.from == b.from || a.until.is_some_and(|until| until >= b.from);
        let first: Span = a.place.span;
        if overlap {
            reader.diags.push(
                Diagnostic::new(&codes::YAML_PERIODS_OVERLAP, reader.file, b.place.span)
                    .arg("name", &*parameter.name)
                    .arg("date", b.from.to_string())
                    .also(reader.file, first, "первое значение", "the first value"),
            );
        } else if let Some((from, until)) = gap(a.until, b.from) {
            reader.diags.push(
                Diagnostic::new(&codes::YAML_PERIOD_GAP, reader.file, b.place.span)
                    .arg("name", &*parameter.name)
                    .arg("from", from.to_string())
                    .arg("until", until.to_string())
                    .also(reader.file, first, "прежнее значение", "the value before"),
            );
        }
    }
}

/// First and last day without a value between two periods.
fn gap(until: Option<Date>, next: Date) -> Option<(Date, Date)> {
    let from = until?.tomorrow().ok()?;
    (from < next).then(|| Some((from, next.yesterday().ok()?))).flatten()
}
