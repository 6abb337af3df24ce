//! Functions of dates.

use jiff::ToSpan;
use jiff::civil::Weekday;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::bundle::program::Function;
use crate::language::MONTHS_EN;
use crate::value::{Date, Duration, Value};

const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

pub(super) fn call(function: Function, args: &[Value]) -> Option<Value> {
    let number = |n: i64| Some(Value::Number(n.into()));
    match (function, args) {
        (Function::MakeDate, [Value::Date(day)]) => Some(Value::Date(*day)),
        (Function::MakeDate, [Value::Text(text)]) => date(text).map(Value::Date),
        (Function::MakeDate, [Value::Number(y), Value::Number(m), Value::Number(d)]) => {
            let whole = |n: &Decimal| n.is_integer().then(|| n.to_i64()).flatten();
            let (y, m, d) = (whole(y)?, whole(m)?, whole(d)?);
            Date::new(y.try_into().ok()?, m.try_into().ok()?, d.try_into().ok()?)
                .ok()
                .map(Value::Date)
        }
        (Function::MonthsBetween, [Value::Date(a), Value::Date(b)]) => number(months_between(*a, *b)?.into()),
        (Function::YearsBetween, [Value::Date(a), Value::Date(b)]) => number(i64::from(months_between(*a, *b)?) / 12),
        (Function::DayName, [Value::Date(day)]) => name(&DAYS, weekday(*day)),
        (Function::MonthName, [Value::Date(day)]) => name(MONTHS_EN, day.month().into()),
        (_, [Value::Date(day)]) => part(function, *day).and_then(number),
        _ => None,
    }
}

fn part(function: Function, day: Date) -> Option<i64> {
    Some(match function {
        Function::Year => day.year().into(),
        Function::Month => day.month().into(),
        Function::Day => day.day().into(),
        Function::Weekday => weekday(day),
        Function::DayOfYear => day.day_of_year().into(),
        Function::WeekOfYear => day.iso_week_date().week().into(),
        _ => return None,
    })
}

/// 1 is Monday.
pub(super) fn weekday(day: Date) -> i64 {
    match day.weekday() {
        Weekday::Monday => 1,
        Weekday::Tuesday => 2,
        Weekday::Wednesday => 3,
        Weekday::Thursday => 4,
        Weekday::Friday => 5,
        Weekday::Saturday => 6,
        Weekday::Sunday => 7,
    }
}

fn name(names: &[&str], n: i64) -> Option<Value> {
    let name = names.get(usize::try_from(n.checked_sub(1)?).ok()?)?;
    Some(Value::Text((*name).into()))
}

/// `2017-08-30`, nothing more and nothing less.
fn date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let right = bytes.len() == 10
        && (0..10).all(|i| {
            if i == 4 || i == 7 {
                bytes.get(i) == Some(&b'-')
            } else {
                digit(i)
            }
        });
    if right { text.parse().ok() } else { None }
}

/// Full months from `a` to `b`, negative where `b` is earlier.
pub(super) fn months_between(a: Date, b: Date) -> Option<i32> {
    if b < a {
        return months_between(b, a)?.checked_neg();
    }
    let months = (i32::from(b.year()) - i32::from(a.year())) * 12 + i32::from(b.month()) - i32::from(a.month());
    Some(if b.day() < a.day() { months - 1 } else { months })
}

/// A date so many months later, where a missing day gives the first of the month after it, and what
/// is left of the period.
pub(super) fn first_of_next(day: Date, d: Duration) -> Option<(Date, Duration)> {
    let months = 0.months().try_months(i64::from(d.months)).ok()?;
    let mut moved = day.checked_add(months).ok()?;
    if moved.day() < day.day() {
        moved = moved.last_of_month().tomorrow().ok()?;
    }
    Some((moved, Duration { months: 0, ..d }))
}
