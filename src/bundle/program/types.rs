//! Whether values belong to the type of their fact.

use super::{Fact, Program};
use crate::value::{Type, Value};

impl Program {
    /// Whether a value from outside is one of a fact, of this type: kind, bounds, names.
    pub fn has_type(&self, fact: &Fact, ty: &Type, value: &Value) -> bool {
        match (ty, value) {
            (_, Value::Unknown)
            | (Type::Any, _)
            | (Type::YesNo, Value::Bool(_))
            | (Type::Duration, Value::Duration(_))
            | (Type::Text | Type::Phone | Type::Snils, Value::Text(_))
            | (Type::Record(_), Value::Record(_)) => true,
            (Type::Number { min, max }, Value::Number(n)) => within(n, min.as_ref(), max.as_ref()),
            (Type::Money { min, max }, Value::Money(m)) => within(m, min.as_ref(), max.as_ref()),
            (Type::Date { min, max }, Value::Date(d)) => within(d, min.as_ref(), max.as_ref()),
            (Type::Integer { min, max }, Value::Number(n)) => {
                let bound = |b: &Option<i64>| b.map(rust_decimal::Decimal::from);
                n.is_integer() && within(n, bound(min).as_ref(), bound(max).as_ref())
            }
            (Type::OneOf(names), Value::Key(key)) => names.contains(key) || fact.options.iter().any(|o| o.name == *key),
            (Type::Directory(name), Value::Key(key)) => {
                let found = self.directories.iter().find(|d| d.name == *name);
                found.is_some_and(|d| d.entries.iter().any(|e| e.key == *key))
            }
            (Type::List(item), Value::List(items)) => items.iter().all(|v| self.has_type(fact, item, v)),
            _ => false,
        }
    }
}

fn within<T: PartialOrd>(value: &T, min: Option<&T>, max: Option<&T>) -> bool {
    min.is_none_or(|m| m <= value) && max.is_none_or(|m| value <= m)
}
