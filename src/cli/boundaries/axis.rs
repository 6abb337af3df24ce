//! Values of an ordered type as whole numbers, so that a threshold can be closed in on.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::value::{Date, Money, Type, Value};

/// The smallest step between two values of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Axis {
    /// Whole numbers.
    Whole,
    /// Tenths: pension points and rates are written so.
    Tenths,
    /// Kopecks.
    Kopecks,
    /// Days.
    Days,
}

/// Day 0.
const EPOCH: Date = Date::constant(1970, 1, 1);
/// Ages and terms reach no further.
const LEAST_DAY: Date = Date::constant(1900, 1, 1);
const LAST_DAY: Date = Date::constant(2100, 12, 31);
/// A number without limits is tried up to here.
const MOST: i64 = 1_000_000;

impl Axis {
    /// The axis of a type with its least and greatest place; none where the type has no order.
    pub fn of(ty: &Type) -> Option<(Self, i64, i64)> {
        match ty {
            Type::Integer { min, max } => Some((Self::Whole, min.unwrap_or(0), max.unwrap_or(MOST))),
            Type::Number { min, max } => {
                let place =
                    |n: &Option<Decimal>, other| n.map_or(Some(other), |n| Self::Tenths.place(&Value::Number(n)));
                Some((Self::Tenths, place(min, 0)?, place(max, MOST)?))
            }
            Type::Money { min, max } => {
                let most = MOST.saturating_mul(100);
                Some((Self::Kopecks, min.map_or(0, |m| m.0), max.map_or(most, |m| m.0)))
            }
            Type::Date { min, max } => {
                let place = |d: &Option<Date>, other: Date| Self::Days.place(&Value::Date(d.unwrap_or(other)));
                Some((Self::Days, place(min, LEAST_DAY)?, place(max, LAST_DAY)?))
            }
            _ => None,
        }
    }

    /// The place of a value.
    pub fn place(self, value: &Value) -> Option<i64> {
        match (self, value) {
            (Self::Whole, Value::Number(n)) => n.ceil().to_i64(),
            (Self::Tenths, Value::Number(n)) => n.checked_mul(Decimal::TEN)?.ceil().to_i64(),
            (Self::Kopecks, Value::Money(m)) => Some(m.0),
            (Self::Days, Value::Date(day)) => Some(i64::from(EPOCH.until(*day).ok()?.get_days())),
            _ => None,
        }
    }

    /// The value at a place.
    pub fn value(self, place: i64) -> Option<Value> {
        Some(match self {
            Self::Whole => Value::Number(Decimal::from(place)),
            Self::Tenths => Value::Number(Decimal::new(place, 1).normalize()),
            Self::Kopecks => Value::Money(Money(place)),
            Self::Days => Value::Date(day(place)?),
        })
    }
}

/// The day at a place of [`Axis::Days`].
pub fn day(place: i64) -> Option<Date> {
    EPOCH.checked_add(jiff::Span::new().try_days(place).ok()?).ok()
}
