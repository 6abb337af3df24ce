//! Exact arithmetic.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::numbers::{how_to_round, rounded};
use super::{Evaluator, add_duration, kind};
use crate::bundle::program::{BinaryOp, Expr, ExprId, Function};
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
            (BinaryOp::Div, Value::Duration(_), Value::Number(n)) if n.is_zero() => {
                return self.unknown(Note::DivisionByZero);
            }
            (BinaryOp::Div, Value::Duration(d), Value::Number(n)) => return self.divide(*d, *n),
            (BinaryOp::Div, Value::Duration(x), Value::Duration(y)) => ratio(*x, *y).map(Value::Number),
            (BinaryOp::Add, Value::Text(x), Value::Text(y)) => Some(Value::Text(format!("{x}{y}").into())),
            _ => return self.unknown(Note::Types(kind(&a), kind(&b))),
        };
        match result {
            Some(value) => value,
            None => self.unknown(Note::OutOfRange),
        }
    }

    /// A period by a number: months and days in whole parts, what is left of days in seconds.
    fn divide(&mut self, d: Duration, by: Decimal) -> Value {
        let part = |n: i64| Decimal::from(n).checked_div(by)?.trunc().to_i64();
        let divided = (|| {
            if d.working_days != 0 || (d.months != 0 && (d.days != 0 || d.seconds != 0)) {
                return None;
            }
            if d.months != 0 {
                return Some(Duration::months(i32::try_from(part(d.months.into())?).ok()?));
            }
            Some(Duration::seconds(part(i64::from(d.days) * 86_400 + d.seconds)?))
        })();
        match divided {
            Some(d) => Value::Duration(d),
            None => self.unknown(Note::OutOfRange),
        }
    }

    /// `округлить(…)`: sums of money inside are worked out to the last digit and rounded once.
    pub(super) fn rounded(&mut self, args: &[ExprId]) -> Value {
        let Some((first, rest)) = args.split_first() else {
            return self.unknown(Note::Broken);
        };
        let exact = self.exact(*first);
        let rest: Vec<Value> = rest.iter().map(|a| self.expr(*a)).collect();
        match exact {
            Exact::Plain(value) => {
                let mut all = vec![value];
                all.extend(rest);
                self.call(Function::Round, &all)
            }
            Exact::Roubles(_) if rest.iter().any(Value::is_unknown) => Value::Unknown,
            Exact::Roubles(roubles) => {
                let sum = how_to_round(&rest)
                    .and_then(|(places, how)| rounded(roubles, places, how))
                    .and_then(to_money);
                match sum {
                    Some(sum) => sum,
                    None => self.unknown(Note::OutOfRange),
                }
            }
        }
    }

    /// The value of an expression whose sums of money are not rounded to kopecks on the way.
    fn exact(&mut self, id: ExprId) -> Exact {
        let program = self.program;
        let plain = match program.exprs.get(id.index()) {
            Some(Expr::Binary(op @ (BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div), left, right))
                if self.state.depth < super::MAX_DEPTH =>
            {
                self.state.depth += 1;
                let (a, b) = (self.exact(*left), self.exact(*right));
                self.state.depth -= 1;
                match (a, b) {
                    (Exact::Plain(a), Exact::Plain(b)) => self.arithmetic(*op, a, b),
                    (a, b) => return self.exactly(*op, a, b),
                }
            }
            _ => self.expr(id),
        };
        match plain {
            Value::Money(m) => Exact::Roubles(m.roubles()),
            other => Exact::Plain(other),
        }
    }

    fn exactly(&mut self, op: BinaryOp, a: Exact, b: Exact) -> Exact {
        if matches!(a, Exact::Plain(Value::Unknown)) || matches!(b, Exact::Plain(Value::Unknown)) {
            return Exact::Plain(Value::Unknown);
        }
        let result = match (op, &a, &b) {
            (BinaryOp::Div, _, Exact::Roubles(n) | Exact::Plain(Value::Number(n))) if n.is_zero() => {
                return Exact::Plain(self.unknown(Note::DivisionByZero));
            }
            (BinaryOp::Div, Exact::Roubles(x), Exact::Roubles(y)) => {
                x.checked_div(*y).map(|n| Exact::Plain(Value::Number(n)))
            }
            (BinaryOp::Mul, Exact::Roubles(_), Exact::Roubles(_))
            | (BinaryOp::Div, Exact::Plain(_), Exact::Roubles(_)) => None,
            (
                _,
                Exact::Roubles(x) | Exact::Plain(Value::Number(x)),
                Exact::Roubles(y) | Exact::Plain(Value::Number(y)),
            ) => numbers(op, *x, *y).map(Exact::Roubles),
            _ => None,
        };
        match result {
            Some(exact) => exact,
            None => Exact::Plain(self.unknown(Note::OutOfRange)),
        }
    }

    /// A period so many times; only whole parts are periods.
    pub(super) fn scale(&mut self, d: Duration, by: Decimal) -> Value {
        if self.state.dmn && !by.is_integer() && d.months == 0 && d.working_days == 0 {
            let seconds = Decimal::from(i64::from(d.days) * 86_400 + d.seconds).checked_mul(by);
            return match seconds.and_then(|s| s.trunc().to_i64()) {
                Some(seconds) => Value::Duration(Duration::seconds(seconds)),
                None => self.unknown(Note::OutOfRange),
            };
        }
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

/// A value on the way to be rounded.
enum Exact {
    /// Money, to the last digit.
    Roubles(Decimal),
    /// Anything else.
    Plain(Value),
}

/// How many times one period holds another of the same kind.
fn ratio(x: Duration, y: Duration) -> Option<Decimal> {
    let seconds = |d: Duration| Decimal::from(i64::from(d.days) * 86_400 + d.seconds);
    let only = |d: Duration| d.working_days == 0;
    if !only(x) || !only(y) {
        return None;
    }
    if y.months != 0 && seconds(y).is_zero() && seconds(x).is_zero() {
        return Decimal::from(x.months).checked_div(Decimal::from(y.months));
    }
    if x.months == 0 && y.months == 0 {
        return seconds(x).checked_div(seconds(y));
    }
    None
}

fn numbers(op: BinaryOp, x: Decimal, y: Decimal) -> Option<Decimal> {
    match op {
        BinaryOp::Add => x.checked_add(y),
        BinaryOp::Sub => x.checked_sub(y),
        BinaryOp::Mul => x.checked_mul(y),
        BinaryOp::Div => x.checked_div(y),
        BinaryOp::Pow => super::numbers::power(x, y),
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
