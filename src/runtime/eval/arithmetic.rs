//! Exact arithmetic.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Evaluator, add_duration, kind};
use crate::bundle::program::BinaryOp;
use crate::runtime::explain::Note;
use crate::value::{Duration, Money, Value};

impl Evaluator<'_> {
    /// `a op b`. Money keeps whole kopecks, half a kopeck is rounded away from zero; a bare number
    /// beside money in a sum means roubles.
    pub(super) fn arithmetic(&mut self, op: BinaryOp, a: Value, b: Value) -> Value {
        if a.is_unknown() || b.is_unknown() {
            return Value::Unknown;
        }
        let result = match (op, &a, &b) {
            (_, Value::Number(x), Value::Number(y)) => {
                if op == BinaryOp::Div && y.is_zero() {
                    return self.unknown(Note::DivisionByZero);
                }
                numbers(op, *x, *y).map(Value::Number)
            }
            (BinaryOp::Add | BinaryOp::Sub, Value::Money(_) | Value::Number(_), Value::Money(_) | Value::Number(_)) => {
                match (roubles(&a), roubles(&b)) {
                    (Some(x), Some(y)) => numbers(op, x, y).and_then(to_money),
                    _ => None,
                }
            }
            (BinaryOp::Mul, Value::Money(m), Value::Number(n)) | (BinaryOp::Mul, Value::Number(n), Value::Money(m)) => {
                m.roubles().checked_mul(*n).and_then(to_money)
            }
            (BinaryOp::Div, Value::Money(_), Value::Number(n)) if n.is_zero() => {
                return self.unknown(Note::DivisionByZero);
            }
            (BinaryOp::Div, Value::Money(m), Value::Number(n)) => m.roubles().checked_div(*n).and_then(to_money),
            (BinaryOp::Div, Value::Money(_), Value::Money(Money(0))) => {
                return self.unknown(Note::DivisionByZero);
            }
            (BinaryOp::Div, Value::Money(x), Value::Money(y)) => {
                x.roubles().checked_div(y.roubles()).map(Value::Number)
            }
            (BinaryOp::Add, Value::Date(date), Value::Duration(d))
            | (BinaryOp::Add, Value::Duration(d), Value::Date(date)) => {
                return self.shift(*date, *d);
            }
            (BinaryOp::Sub, Value::Date(date), Value::Duration(d)) => match negated(*d) {
                Some(d) => return self.shift(*date, d),
                None => None,
            },
            (BinaryOp::Sub, Value::Date(x), Value::Date(y)) => {
                let days = y.duration_until(*x).as_hours() / 24;
                i32::try_from(days).ok().map(|d| Value::Duration(Duration::days(d)))
            }
            (BinaryOp::Add, Value::Duration(x), Value::Duration(y)) => sum(*x, *y).map(Value::Duration),
            (BinaryOp::Sub, Value::Duration(x), Value::Duration(y)) => {
                negated(*y).and_then(|y| sum(*x, y)).map(Value::Duration)
            }
            (BinaryOp::Mul, Value::Duration(d), Value::Number(n))
            | (BinaryOp::Mul, Value::Number(n), Value::Duration(d)) => {
                return self.scale(*d, *n);
            }
            (BinaryOp::Add, Value::Text(x), Value::Text(y)) => Some(Value::Text(format!("{x}{y}").into())),
            _ => return self.unknown(Note::Types(kind(&a), kind(&b))),
        };
        match result {
            Some(value) => value,
            None => self.unknown(Note::OutOfRange),
        }
    }

    /// A period so many times; only whole parts are periods.
    pub(super) fn scale(&mut self, d: Duration, by: Decimal) -> Value {
        let part = |n: i64| {
            let product = Decimal::from(n).checked_mul(by)?;
            product.is_integer().then(|| product.to_i64()).flatten()
        };
        let small = |n: i32| part(n.into()).and_then(|n| i32::try_from(n).ok());
        let scaled = (|| {
            Some(Duration {
                months: small(d.months)?,
                days: small(d.days)?,
                working_days: small(d.working_days)?,
                seconds: part(d.seconds)?,
            })
        })();
        match scaled {
            Some(d) => Value::Duration(d),
            None => self.unknown(Note::OutOfRange),
        }
    }

    pub(super) fn shift(&mut self, date: crate::value::Date, d: Duration) -> Value {
        match add_duration(&self.program.calendar, date, d) {
            // A term that runs through a year without a calendar is not guessed.
            Some((_, Some(year))) => self.unknown(Note::CalendarUnknown(year)),
            Some((day, None)) => Value::Date(day),
            None => self.unknown(Note::OutOfRange),
        }
    }
}

fn numbers(op: BinaryOp, x: Decimal, y: Decimal) -> Option<Decimal> {
    match op {
        BinaryOp::Add => x.checked_add(y),
        BinaryOp::Sub => x.checked_sub(y),
        BinaryOp::Mul => x.checked_mul(y),
        BinaryOp::Div => x.checked_div(y),
        _ => None,
    }
}

fn roubles(value: &Value) -> Option<Decimal> {
    match value {
        Value::Money(m) => Some(m.roubles()),
        Value::Number(n) => Some(*n),
        _ => None,
    }
}

fn to_money(roubles: Decimal) -> Option<Value> {
    let whole = roubles.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    Money::from_roubles(whole).map(Value::Money)
}

fn negated(d: Duration) -> Option<Duration> {
    sum(
        Duration::default(),
        Duration {
            months: d.months.checked_neg()?,
            days: d.days.checked_neg()?,
            working_days: d.working_days.checked_neg()?,
            seconds: d.seconds.checked_neg()?,
        },
    )
}

fn sum(x: Duration, y: Duration) -> Option<Duration> {
    Some(Duration {
        months: x.months.checked_add(y.months)?,
        days: x.days.checked_add(y.days)?,
        working_days: x.working_days.checked_add(y.working_days)?,
        seconds: x.seconds.checked_add(y.seconds)?,
    })
}
