//! Built-in functions.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::calendar::{age, working_days};
use super::{Evaluator, compare, kind};
use crate::bundle::program::Function;
use crate::runtime::explain::Note;
use crate::value::{Date, Duration, Money, Name, Value};

/// Most decimal places to round to.
const MAX_PLACES: u32 = 28;

impl Evaluator<'_> {
    pub(super) fn call(&mut self, function: Function, args: &[Value]) -> Value {
        if args.iter().any(Value::is_unknown) {
            return Value::Unknown;
        }
        match (function, args) {
            (Function::Age, [Value::Date(born)]) => match age(*born, self.today) {
                Some(years) => Value::Number(years.into()),
                None => self.unknown(Note::OutOfRange),
            },
            (Function::WorkingDays, [Value::Date(day), n]) => self.days(*day, n, true),
            (Function::CalendarDays, [Value::Date(day), n]) => self.days(*day, n, false),
            (Function::Add, [Value::Date(day), Value::Duration(d)]) => self.shift(*day, *d),
            (Function::Min | Function::Max, [Value::List(items)]) => self.extreme(function, items),
            (Function::Min | Function::Max, items) => self.extreme(function, items),
            (Function::Round, [value, Value::Number(places)]) => self.round(value, *places),
            (Function::Length, [Value::List(items)]) => Value::Number(items.len().into()),
            (Function::Length, [Value::Text(text)]) => Value::Number(text.chars().count().into()),
            (_, args) => {
                let given: Vec<Name> = args.iter().map(kind).collect();
                let name: Name = Function::ALL
                    .iter()
                    .find(|f| f.0 == function)
                    .map_or("", |f| f.1)
                    .into();
                self.unknown(Note::Types(name, given.join(", ").into()))
            }
        }
    }

    fn days(&mut self, day: Date, n: &Value, working: bool) -> Value {
        let count = match n {
            Value::Number(n) if n.is_integer() => n.to_i32(),
            // The number of days may come as the period that a table concludes.
            Value::Duration(d) if *d == Duration::working_days(d.working_days) => Some(d.working_days),
            Value::Duration(d) if *d == Duration::days(d.days) => Some(d.days),
            _ => None,
        };
        match (count, working) {
            (None, _) => self.unknown(Note::Types(kind(n), kind(&Value::Number(Decimal::ZERO)))),
            (Some(n), true) => match working_days(&self.program.calendar, day, n) {
                // A term that runs through a year without a calendar is not guessed.
                Some((_, Some(year))) => self.unknown(Note::CalendarUnknown(year)),
                Some((day, None)) => Value::Date(day),
                None => self.unknown(Note::OutOfRange),
            },
            (Some(n), false) => self.shift(day, Duration::days(n)),
        }
    }

    fn extreme(&mut self, function: Function, items: &[Value]) -> Value {
        let Some((first, rest)) = items.split_first() else {
            return Value::Unknown;
        };
        let mut best = first;
        if items.iter().any(Value::is_unknown) {
            return Value::Unknown;
        }
        for item in rest {
            let least = match compare::least(best, item) {
                Ok(Some(least)) => least,
                Ok(None) => return self.unknown(Note::Types(kind(best), kind(item))),
                Err(()) => return self.unknown(Note::Types(kind(best), kind(item))),
            };
            if least != (function == Function::Min) {
                best = item;
            }
        }
        best.clone()
    }

    fn round(&mut self, value: &Value, places: Decimal) -> Value {
        let Some(places) = places.to_u32().filter(|p| *p <= MAX_PLACES && places.is_integer()) else {
            return self.unknown(Note::OutOfRange);
        };
        let rounded = |n: Decimal| n.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        match value {
            Value::Number(n) => Value::Number(rounded(*n)),
            Value::Money(m) => match Money::from_roubles(rounded(m.roubles())) {
                Some(m) => Value::Money(m),
                None => self.unknown(Note::OutOfRange),
            },
            other => self.unknown(Note::Types(kind(other), kind(&Value::Number(Decimal::ZERO)))),
        }
    }
}
