//! Values of goals as columns.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Date32Array, Decimal128Array, Int64Array, StringArray};
use arrow_schema::DataType;
use lotsman::bundle::program::Program;
use lotsman::runtime::{AMOUNT, Came, Engine, Outcome, cell_text};
use lotsman::value::{Date, Lang, Type, Value};
use pyo3::PyResult;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::arrow;

/// Digits after the point of numbers that are not whole.
const SCALE: i8 = 9;

/// What a column of values holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    Truth,
    /// A whole number.
    Whole,
    /// A number, to nine digits after the point: with them every decimal of a base fits.
    Number,
    /// Roubles.
    Money,
    /// A day.
    Day,
    /// Anything else, as the tool writes it.
    Text,
}

impl Kind {
    /// The kind of a goal. The amount of a measure is money, or a number: its results say which.
    pub fn of(engine: &Engine, goal: &str, results: impl Iterator<Item = bool>) -> Self {
        let program: &Program = engine.program();
        let fact = engine.fact_id(goal).and_then(|id| program.facts.get(id.index()));
        match fact.map(|f| f.ty.clone()) {
            Some(Type::YesNo) => Self::Truth,
            Some(Type::Integer { .. }) => Self::Whole,
            Some(Type::Number { .. }) => Self::Number,
            Some(Type::Money { .. }) => Self::Money,
            Some(Type::Date { .. }) => Self::Day,
            Some(_) => Self::Text,
            None if goal.ends_with(AMOUNT) || goal.ends_with(".amount") => {
                let mut results = results;
                if results.any(|is_number| is_number) {
                    Self::Number
                } else {
                    Self::Money
                }
            }
            None => Self::Truth,
        }
    }

    /// The type of the column.
    pub fn data_type(self) -> DataType {
        match self {
            Self::Truth => DataType::Boolean,
            Self::Whole => DataType::Int64,
            Self::Number => DataType::Decimal128(38, SCALE),
            Self::Money => DataType::Decimal128(20, 2),
            Self::Day => DataType::Date32,
            Self::Text => DataType::Utf8,
        }
    }

    /// The column; null where there is no value.
    pub fn column<'v>(self, values: impl Iterator<Item = Option<&'v Value>>, lang: Lang) -> PyResult<ArrayRef> {
        Ok(match self {
            Self::Truth => Arc::new(values.map(|v| v?.truth()).collect::<BooleanArray>()),
            Self::Whole => Arc::new(values.map(|v| decimal(v?)?.to_i64()).collect::<Int64Array>()),
            Self::Number => decimals(values, SCALE, 38)?,
            Self::Money => decimals(values, 2, 20)?,
            Self::Day => Arc::new(values.map(|v| day(v?)).collect::<Date32Array>()),
            Self::Text => Arc::new(values.map(|v| cell_text(v?, lang)).collect::<StringArray>()),
        })
    }
}

/// The value that a goal came to.
pub fn value(came: &Came) -> Option<&Value> {
    match came {
        Came::To(Outcome::Value(value)) => Some(value),
        _ => None,
    }
}

fn decimal(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Money(money) => Some(money.roubles()),
        _ => None,
    }
}

fn decimals<'v>(values: impl Iterator<Item = Option<&'v Value>>, scale: i8, precision: u8) -> PyResult<ArrayRef> {
    let places = u32::from(scale.unsigned_abs());
    let scaled = values.map(|v| {
        let number = decimal(v?)?.round_dp(places);
        let more = 10_i128.checked_pow(places.checked_sub(number.scale())?)?;
        number.mantissa().checked_mul(more)
    });
    let array = scaled.collect::<Decimal128Array>();
    Ok(Arc::new(
        array.with_precision_and_scale(precision, scale).map_err(arrow)?,
    ))
}

/// Days since 1970.
fn day(value: &Value) -> Option<i32> {
    let Value::Date(date) = value else { return None };
    let since = date.since(Date::constant(1970, 1, 1)).ok()?;
    Some(since.get_days())
}
