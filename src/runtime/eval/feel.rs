//! The meaning of FEEL where it is not ours: decisions `по правилам DMN`.
//!
//! There an unknown value is null: it equals null and nothing else, and a condition that is null does
//! not hold. Only facts that were *asked* and not known are null; while a fact has not been asked, the
//! decision is worked out by our own logic, in which it stays open.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::compare::{self, kleene_and, kleene_not, kleene_or};
use super::dates;
use crate::bundle::program::BinaryOp;
use crate::value::{Duration, Name, Type, Value};

/// Equality: `None` for values of different kinds.
pub(super) fn equal(a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Unknown, Value::Unknown) => Some(true),
        (Value::Unknown, _) | (_, Value::Unknown) => Some(false),
        (Value::List(a), Value::List(b)) => {
            if a.len() != b.len() {
                return Some(false);
            }
            all_of(a.iter().zip(b).map(|(a, b)| equal(a, b)))
        }
        (Value::Record(a), Value::Record(b)) => {
            if a.len() != b.len() {
                return Some(false);
            }
            all_of(a.iter().map(|(name, value)| {
                let other = b.iter().find(|(n, _)| n == name);
                other.map_or(Some(false), |(_, v)| equal(value, v))
            }))
        }
        (Value::Duration(a), Value::Duration(b)) => durations(*a, *b).map(Ordering::is_eq),
        _ => compare::equal(a, b).ok().flatten(),
    }
}

/// Whether all hold.
pub(super) fn all_of(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for part in parts {
        all = kleene_and(all, part);
    }
    all
}

/// Whether any holds.
pub(super) fn any_of(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    kleene_not(all_of(parts.map(kleene_not)))
}

/// The same value: never undecided.
pub(super) fn is(a: &Value, b: &Value) -> bool {
    equal(a, b) == Some(true)
}

/// Months and seconds are different kinds, except that nothing is nothing.
fn durations(a: Duration, b: Duration) -> Option<Ordering> {
    a.compare(&b)
}

/// Order, texts included; `None` for values of different kinds or without an order.
pub(super) fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
        _ => {
            if compare::holds(BinaryOp::Lt, a, b) == Ok(Some(true)) {
                return Some(Ordering::Less);
            }
            match compare::holds(BinaryOp::Gt, a, b) {
                Ok(Some(true)) => Some(Ordering::Greater),
                Ok(Some(false)) => Some(Ordering::Equal),
                _ => None,
            }
        }
    }
}

/// A comparison.
pub(super) fn holds(op: BinaryOp, a: &Value, b: &Value) -> Option<bool> {
    match op {
        BinaryOp::Eq => return equal(a, b),
        BinaryOp::Ne => return kleene_not(equal(a, b)),
        _ => {}
    }
    let order = order(a, b)?;
    match op {
        BinaryOp::Lt => Some(order.is_lt()),
        BinaryOp::Le => Some(order.is_le()),
        BinaryOp::Gt => Some(order.is_gt()),
        BinaryOp::Ge => Some(order.is_ge()),
        _ => None,
    }
}

/// `x in (y)`: equal, or one of the list.
pub(super) fn one_of(value: &Value, wanted: &Value) -> Option<bool> {
    match wanted {
        Value::List(many) => {
            let whole = match value {
                Value::List(_) => equal(value, wanted),
                _ => Some(false),
            };
            kleene_or(whole, Some(many.iter().any(|one| is(value, one))))
        }
        one => equal(value, one),
    }
}

/// `x.name`: a part of a record, of a date or a period; of a list, that of each element.
pub(super) fn member(value: &Value, name: &Name) -> Value {
    let number = |n: i64| Value::Number(Decimal::from(n));
    match value {
        Value::Record(parts) => parts
            .iter()
            .find(|(n, _)| n == name)
            .map_or(Value::Unknown, |(_, v)| v.clone()),
        Value::List(items) => Value::List(items.iter().map(|v| member(v, name)).collect()),
        Value::Date(day) => match &**name {
            "year" => number(day.year().into()),
            "month" => number(day.month().into()),
            "day" => number(day.day().into()),
            "weekday" => number(dates::weekday(*day)),
            _ => Value::Unknown,
        },
        Value::Duration(d) => {
            let seconds = i64::from(d.days) * 86_400 + d.seconds;
            let months = i64::from(d.months);
            match (&**name, months != 0 || seconds == 0) {
                ("years", true) => number(months / 12),
                ("months", true) => number(months % 12),
                ("days", _) if months == 0 => number(seconds / 86_400),
                ("hours", _) if months == 0 => number(seconds / 3_600 % 24),
                ("minutes", _) if months == 0 => number(seconds / 60 % 60),
                ("seconds", _) if months == 0 => number(seconds % 60),
                _ => Value::Unknown,
            }
        }
        _ => Value::Unknown,
    }
}

/// Whether a value is of a type of FEEL.
pub(super) fn of_kind(value: &Value, ty: &str) -> bool {
    if let Some(of) = ty.strip_prefix("list<").and_then(|t| t.strip_suffix('>')) {
        // A list of null is a list of anything.
        return matches!(value, Value::List(items) if items.iter().all(|v| v.is_unknown() || of_kind(v, of)));
    }
    match (value, ty) {
        (Value::Unknown, _) => false,
        (_, "Any")
        | (Value::Number(_) | Value::Money(_), "number")
        | (Value::Text(_) | Value::Key(_), "string")
        | (Value::Bool(_), "boolean")
        | (Value::Date(_), "date")
        | (Value::Record(_), "context") => true,
        (Value::Duration(d), "years and months duration") => d.months != 0,
        (Value::Duration(d), "days and time duration") => d.months == 0,
        _ => false,
    }
}

/// A value as its place declares it: a list of one where one is wanted and the other way round; null
/// where it does not fit.
pub(crate) fn conform(value: Value, ty: &Type) -> Value {
    let fits = match (&value, ty) {
        (Value::Unknown, _) | (_, Type::Any) => return value,
        (Value::List(items), Type::List(of)) => {
            let items: Vec<Value> = items.iter().map(|v| conform(v.clone(), of)).collect();
            let lost = matches!(&value, Value::List(old) if old.iter().zip(&items).any(|(o, n)| n.is_unknown() && !o.is_unknown()));
            return if lost { Value::Unknown } else { Value::List(items) };
        }
        (_, Type::List(of)) => {
            let one = conform(value, of);
            return if one.is_unknown() {
                Value::Unknown
            } else {
                Value::List(vec![one])
            };
        }
        (Value::Bool(_), Type::YesNo)
        | (Value::Number(_), Type::Integer { .. } | Type::Number { .. })
        | (Value::Money(_), Type::Money { .. })
        | (Value::Date(_), Type::Date { .. })
        | (Value::Duration(_), Type::Duration)
        | (Value::Key(_), Type::OneOf(_) | Type::Directory(_))
        | (Value::Text(_), Type::Text | Type::Phone | Type::Snils)
        | (Value::Record(_), Type::Record(_)) => true,
        _ => false,
    };
    match value {
        value if fits => value,
        Value::List(mut items) if items.len() == 1 => items.pop().map_or(Value::Unknown, |one| conform(one, ty)),
        _ => Value::Unknown,
    }
}

/// A period without its sign.
pub(super) fn absolute(d: Duration) -> Option<Duration> {
    let zero = Duration::default();
    if d.compare(&zero)? == Ordering::Less {
        return Some(Duration {
            months: d.months.checked_neg()?,
            days: d.days.checked_neg()?,
            working_days: d.working_days.checked_neg()?,
            seconds: d.seconds.checked_neg()?,
        });
    }
    Some(d)
}

/// A period from its ISO 8601 text: years and months, or days and time.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let rest = rest.strip_prefix('P')?;
    let (date, time) = match rest.split_once('T') {
        Some((date, time)) if !time.is_empty() => (date, time),
        Some(_) => return None,
        None => (rest, ""),
    };
    let mut parts: Vec<(i64, char, bool)> = Vec::new();
    for (text, of_time) in [(date, false), (time, true)] {
        let mut digits = String::new();
        for c in text.chars() {
            if c.is_ascii_digit() {
                digits.push(c);
            } else {
                parts.push((digits.parse().ok()?, c, of_time));
                digits.clear();
            }
        }
        if !digits.is_empty() {
            return None;
        }
    }
    if parts.is_empty() {
        return None;
    }
    let order = "YMDhms";
    let (mut months, mut days, mut seconds, mut last) = (0_i64, 0_i64, 0_i64, None);
    for (n, unit, of_time) in parts {
        let unit = match (unit, of_time) {
            ('Y' | 'M' | 'D', false) => unit,
            ('H', true) => 'h',
            ('M', true) => 'm',
            ('S', true) => 's',
            _ => return None,
        };
        let at = order.find(unit);
        if at <= last {
            return None;
        }
        last = at;
        match unit {
            'Y' => months = months.checked_add(n.checked_mul(12)?)?,
            'M' => months = months.checked_add(n)?,
            'D' => days = n,
            'h' => seconds = seconds.checked_add(n.checked_mul(3_600)?)?,
            'm' => seconds = seconds.checked_add(n.checked_mul(60)?)?,
            _ => seconds = seconds.checked_add(n)?,
        }
    }
    // Years and months, or days and time: FEEL knows no period of both.
    let (has_months, has_days) = (
        text.contains(['Y']) || date.contains('M'),
        date.contains('D') || !time.is_empty(),
    );
    if has_months && has_days {
        return None;
    }
    let sign = if negative { -1 } else { 1 };
    Some(Duration {
        months: i32::try_from(months * sign).ok()?,
        days: i32::try_from(days * sign).ok()?,
        working_days: 0,
        seconds: seconds * sign,
    })
}

#[cfg(test)]
mod tests;
