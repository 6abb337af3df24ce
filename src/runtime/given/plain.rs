//! Values as machines write them: what [`Cell`](super::Cell) reads back.

use serde::ser::{Serialize, SerializeMap as _, SerializeSeq as _, Serializer};

use crate::runtime::decide::cell_text;
use crate::value::{Lang, Value};

/// A value as plain data for JSON and its like: truth, numbers and sums of money (in roubles) keep their kind, dates are
/// written as `2025-03-01`, «не знаю» is null, everything else is text.
#[derive(Clone, Copy, Debug)]
pub struct Plain<'v>(pub &'v Value, pub Lang);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(value, lang) = *self;
        match value {
            Value::Unknown => serializer.serialize_none(),
            Value::Bool(truth) => serializer.serialize_bool(*truth),
            Value::Number(number) => digits(&number.normalize().to_string(), serializer),
            Value::Money(money) => digits(&money.roubles().normalize().to_string(), serializer),
            Value::List(items) => {
                let mut all = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    all.serialize_element(&Plain(item, lang))?;
                }
                all.end()
            }
            Value::Record(parts) => {
                let mut all = serializer.serialize_map(Some(parts.len()))?;
                for (name, part) in parts {
                    all.serialize_entry(&**name, &Plain(part, lang))?;
                }
                all.end()
            }
            other => cell_text(other, lang).serialize(serializer),
        }
    }
}

/// Numbers that a float would change are written as text.
fn digits<S: Serializer>(digits: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if let Ok(whole) = digits.parse::<i64>() {
        return serializer.serialize_i64(whole);
    }
    match digits.parse::<f64>() {
        Ok(number) if number.to_string() == digits => serializer.serialize_f64(number),
        _ => serializer.serialize_str(digits),
    }
}
