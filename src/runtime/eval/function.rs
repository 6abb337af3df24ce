//! Built-in functions: what each does with its values.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::calendar::{age, working_days};
use super::{Evaluator, dates, feel, kind, lists, numbers, records, strings};
use crate::bundle::program::{Function, MonthEnd};
use crate::runtime::explain::Note;
use crate::value::{Date, Duration, Name, Value};

impl Evaluator<'_> {
    pub(super) fn call(&mut self, function: Function, args: &[Value]) -> Value {
        if args.iter().any(Value::is_unknown) && !function.sees_unknown() {
            return Value::Unknown;
        }
        let value = match (function, args) {
            (Function::Known, [value]) => Some(Value::Bool(!value.is_unknown())),
            (Function::IsKind, [value, Value::Text(ty)]) => Some(Value::Bool(feel::of_kind(value, ty))),
            (Function::Is, [a, b]) => Some(Value::Bool(feel::is(a, b))),
            (Function::Age, [Value::Date(born)]) => match age(*born, self.today) {
                Some(years) => Some(Value::Number(years.into())),
                None => return self.unknown(Note::OutOfRange),
            },
            (Function::WorkingDays, [Value::Date(day), n]) => return self.days(*day, n, true),
            (Function::CalendarDays, [Value::Date(day), n]) => return self.days(*day, n, false),
            (Function::Add, [Value::Date(day), Value::Duration(d)]) => return self.shift(*day, *d),
            (Function::Add, [Value::Date(day), Value::Duration(d), Value::Key(how)]) => {
                return match MonthEnd::named(how) {
                    Some(MonthEnd::FirstOfNext) => match dates::first_of_next(*day, *d) {
                        Some((day, rest)) => self.shift(day, rest),
                        None => self.unknown(Note::OutOfRange),
                    },
                    _ => self.shift(*day, *d),
                };
            }
            (Function::Min | Function::Max, items) => return self.extreme(function, spread(items)),
            (Function::Round, [value, rest @ ..]) => return self.round(value, rest),
            (Function::Length | Function::Count, [Value::Text(text)]) if function == Function::Length => {
                Some(Value::Number(text.chars().count().into()))
            }
            (Function::Sum | Function::Mean, items) if !items.is_empty() => {
                return self.total(function, spread(items));
            }
            (Function::Period, [Value::Date(from), Value::Date(to)]) => {
                dates::months_between(*from, *to).map(|n| Value::Duration(Duration::months(n)))
            }
            _ => numbers::call(function, args)
                .or_else(|| strings::call(function, args))
                .or_else(|| lists::call(function, args))
                .or_else(|| dates::call(function, args))
                .or_else(|| records::call(function, args)),
        };
        match value {
            Some(value) => value,
            // FEEL takes the only element of a list where a single value is wanted.
            None if self.state.dmn && args.iter().any(|a| matches!(a, Value::List(i) if i.len() == 1)) => {
                let single = |a: &Value| match a {
                    Value::List(items) if items.len() == 1 => items.first().cloned().unwrap_or(Value::Unknown),
                    other => other.clone(),
                };
                let args: Vec<Value> = args.iter().map(single).collect();
                self.call(function, &args)
            }
            None => {
                let given: Vec<Name> = args.iter().map(kind).collect();
                self.unknown(Note::Types(function.name().into(), given.join(", ").into()))
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
        if items.iter().any(Value::is_unknown) {
            return Value::Unknown;
        }
        let mut best = first;
        for item in rest {
            let Some(order) = feel::order(best, item) else {
                return self.unknown(Note::Types(kind(best), kind(item)));
            };
            if order.is_le() != (function == Function::Min) {
                best = item;
            }
        }
        best.clone()
    }

    /// The sum or the mean; unknown where a part is.
    fn total(&mut self, function: Function, items: &[Value]) -> Value {
        use crate::bundle::program::BinaryOp::{Add, Div};
        let Some((first, rest)) = items.split_first() else {
            return Value::Unknown;
        };
        if !matches!(
            first,
            Value::Number(_) | Value::Money(_) | Value::Duration(_) | Value::Unknown
        ) {
            return self.unknown(Note::Types(kind(first), kind(&Value::Number(Decimal::ZERO))));
        }
        let sum = rest
            .iter()
            .fold(first.clone(), |sum, next| self.arithmetic(Add, sum, next.clone()));
        if function == Function::Sum {
            return sum;
        }
        self.arithmetic(Div, sum, Value::Number(items.len().into()))
    }
}

/// The elements: of the one list, or the arguments themselves.
pub(super) fn spread(args: &[Value]) -> &[Value] {
    match args {
        [Value::List(items)] => items,
        several => several,
    }
}
