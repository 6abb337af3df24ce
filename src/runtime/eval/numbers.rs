//! Functions of numbers.

use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use rust_decimal::{Decimal, MathematicalOps, RoundingStrategy};

use super::function::spread;
use super::{Evaluator, feel, kind};
use crate::bundle::program::{Function, Rounding};
use crate::runtime::explain::Note;
use crate::value::{Money, Value};

/// Most decimal places to round to.
const MAX_PLACES: i64 = 28;

impl Evaluator<'_> {
    /// `округлить(x, знаков, способ)` of a value at hand.
    pub(super) fn round(&mut self, value: &Value, rest: &[Value]) -> Value {
        let Some((places, how)) = how_to_round(rest) else {
            return self.unknown(Note::OutOfRange);
        };
        let rounded = match value {
            Value::Number(n) => rounded(*n, places, how).map(Value::Number),
            Value::Money(m) => rounded(m.roubles(), places, how)
                .and_then(Money::from_roubles)
                .map(Value::Money),
            other => return self.unknown(Note::Types(kind(other), kind(&Value::Number(Decimal::ZERO)))),
        };
        match rounded {
            Some(value) => value,
            None => self.unknown(Note::OutOfRange),
        }
    }
}

/// The places and the way from the arguments after the value.
pub(super) fn how_to_round(rest: &[Value]) -> Option<(i64, Rounding)> {
    let (places, how) = match rest {
        [Value::Number(places)] => (places, Rounding::HalfAway),
        [Value::Number(places), Value::Key(how) | Value::Text(how)] => (places, Rounding::named(how)?),
        _ => return None,
    };
    Some((places.trunc().to_i64()?, how))
}

/// A number to so many places; negative ones round to tens, hundreds and so on.
pub(super) fn rounded(n: Decimal, places: i64, how: Rounding) -> Option<Decimal> {
    let strategy = match how {
        Rounding::HalfAway => RoundingStrategy::MidpointAwayFromZero,
        Rounding::HalfTowards => RoundingStrategy::MidpointTowardZero,
        Rounding::HalfEven => RoundingStrategy::MidpointNearestEven,
        Rounding::Up => RoundingStrategy::ToPositiveInfinity,
        Rounding::Down => RoundingStrategy::ToNegativeInfinity,
        Rounding::Away => RoundingStrategy::AwayFromZero,
        Rounding::Towards => RoundingStrategy::ToZero,
    };
    if places > MAX_PLACES {
        return (places <= 6_176).then_some(n);
    }
    match u32::try_from(places) {
        Ok(places) => Some(n.round_dp_with_strategy(places, strategy)),
        Err(_) if places < -MAX_PLACES => None,
        Err(_) => {
            let unit = Decimal::TEN.checked_powi(-places)?;
            n.checked_div(unit)?
                .round_dp_with_strategy(0, strategy)
                .checked_mul(unit)
        }
    }
}

/// `a` to the power of `b`.
pub(super) fn power(a: Decimal, b: Decimal) -> Option<Decimal> {
    if let Some(n) = b.to_i64().filter(|_| b.is_integer()) {
        let whole = u64::try_from(n.checked_abs()?).ok()?;
        if n >= 0 {
            return powered(a, whole);
        }
        // The inverse first loses digits, the power first may not be counted.
        return match powered(a, whole) {
            Some(p) => Decimal::ONE.checked_div(p),
            None => powered(Decimal::ONE.checked_div(a)?, whole),
        };
    }
    if a.is_sign_negative() {
        return None;
    }
    if b == Decimal::new(5, 1) {
        return a.sqrt();
    }
    float(libm::pow(a.to_f64()?, b.to_f64()?))
}

fn powered(mut base: Decimal, mut n: u64) -> Option<Decimal> {
    let mut result = Decimal::ONE;
    while n > 0 {
        if n & 1 == 1 {
            result = result.checked_mul(base)?;
        }
        n >>= 1;
        if n > 0 {
            base = base.checked_mul(base)?;
        }
    }
    Some(result)
}

fn float(x: f64) -> Option<Decimal> {
    if !x.is_finite() {
        return None;
    }
    // All sixteen digits that a double knows, not only those that look round.
    Decimal::from_f64_retain(x)
        .map(|d| d.round_sf(16).unwrap_or(d).normalize())
        .or_else(|| Decimal::from_f64(x))
}

fn numbers(items: &[Value]) -> Option<Vec<Decimal>> {
    items
        .iter()
        .map(|v| match v {
            Value::Number(n) => Some(*n),
            _ => None,
        })
        .collect()
}

fn modulo(a: Decimal, b: Decimal) -> Option<Decimal> {
    let rest = a.checked_rem(b)?;
    if !rest.is_zero() && rest.is_sign_negative() != b.is_sign_negative() {
        return rest.checked_add(b);
    }
    Some(rest)
}

pub(super) fn call(function: Function, args: &[Value]) -> Option<Value> {
    let number = |n: Decimal| Some(Value::Number(n));
    match (function, args) {
        (Function::Abs, [Value::Number(n)]) => number(n.abs()),
        (Function::Abs, [Value::Money(Money(k))]) => k.checked_abs().map(|k| Value::Money(Money(k))),
        (Function::Abs, [Value::Duration(d)]) => feel::absolute(*d).map(Value::Duration),
        (Function::Floor, [Value::Number(n)]) => number(n.floor()),
        (Function::Modulo, [Value::Number(a), Value::Number(b)]) => modulo(*a, *b).map(Value::Number),
        (Function::Sqrt, [Value::Number(n)]) => n.sqrt().map(Value::Number),
        (Function::Log, [Value::Number(n)]) if n.is_sign_positive() && !n.is_zero() => {
            float(libm::log(n.to_f64()?)).map(Value::Number)
        }
        (Function::Exp, [Value::Number(n)]) => float(libm::exp(n.to_f64()?)).map(Value::Number),
        (Function::Odd | Function::Even, [Value::Number(n)]) => {
            if !n.is_integer() {
                return None;
            }
            let even = n.checked_rem(Decimal::TWO)?.is_zero();
            Some(Value::Bool(even == (function == Function::Even)))
        }
        (Function::Product, items) => {
            let numbers = numbers(spread(items)).filter(|n| !n.is_empty())?;
            numbers
                .into_iter()
                .try_fold(Decimal::ONE, Decimal::checked_mul)
                .map(Value::Number)
        }
        (Function::Median, items) => {
            let mut sorted = numbers(spread(items))?;
            sorted.sort_unstable();
            let high = sorted.get(sorted.len() / 2)?;
            if sorted.len() % 2 == 1 {
                return number(*high);
            }
            let low = sorted.get(sorted.len() / 2 - 1)?;
            low.checked_add(*high)?.checked_div(Decimal::TWO).map(Value::Number)
        }
        (Function::Stddev, items) => {
            let numbers = numbers(spread(items)).filter(|n| n.len() > 1)?;
            let count = Decimal::from(numbers.len());
            let sum = numbers.iter().try_fold(Decimal::ZERO, |s, n| s.checked_add(*n))?;
            let mean = sum.checked_div(count)?;
            let squares = numbers.iter().try_fold(Decimal::ZERO, |s, n| {
                let d = n.checked_sub(mean)?;
                s.checked_add(d.checked_mul(d)?)
            })?;
            squares.checked_div(count - Decimal::ONE)?.sqrt().map(Value::Number)
        }
        (Function::Mode, items) => {
            let mut sorted = numbers(spread(items))?;
            sorted.sort_unstable();
            let count = |n: &Decimal| sorted.iter().filter(|m| *m == n).count();
            let most = sorted.iter().map(count).max().unwrap_or(0);
            let mut found: Vec<Decimal> = sorted.iter().filter(|n| count(n) == most).copied().collect();
            found.dedup();
            Some(Value::List(found.into_iter().map(Value::Number).collect()))
        }
        (Function::ToNumber, args) => to_number(args).map(Value::Number),
        _ => None,
    }
}

/// `number("1,000.5", ",", ".")`
fn to_number(args: &[Value]) -> Option<Decimal> {
    let sign = |v: Option<&Value>, among: &[&str]| match v {
        None | Some(Value::Unknown) => Some(None),
        Some(Value::Text(t)) if among.contains(&&**t) => Some(t.chars().next()),
        Some(_) => None,
    };
    let text = match args.first()? {
        Value::Text(text) => text,
        Value::Number(n) if args.len() == 1 => return Some(*n),
        _ => return None,
    };
    let group = sign(args.get(1), &[" ", ",", "."])?;
    let point = sign(args.get(2), &[",", "."])?;
    if group.is_some() && group == point {
        return None;
    }
    let plain: String = text.chars().filter(|c| Some(*c) != group).collect();
    let plain = match point {
        Some(',') if plain.contains('.') => return None,
        Some(',') => plain.replace(',', "."),
        _ => plain,
    };
    number(&plain)
}

/// A number as FEEL writes it.
pub(super) fn number(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let right = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') && !digits.contains('_');
    if !right {
        return None;
    }
    if text.contains(['e', 'E']) {
        Decimal::from_scientific(text).ok()
    } else {
        text.parse().ok()
    }
}
