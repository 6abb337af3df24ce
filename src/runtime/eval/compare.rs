//! Order, equality and three-valued logic.

use std::cmp::Ordering;

use crate::bundle::program::BinaryOp;
use crate::value::{Name, Value};

/// And: false decides.
pub(crate) fn kleene_and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// Or: true decides.
pub(crate) fn kleene_or(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

/// Not: unknown stays unknown.
pub(crate) fn kleene_not(a: Option<bool>) -> Option<bool> {
    a.map(|b| !b)
}

/// The kind of a value, for notes.
pub(crate) fn kind(value: &Value) -> Name {
    match value {
        Value::Unknown => "не_знаю",
        Value::Bool(_) => "да_нет",
        Value::Number(_) => "число",
        Value::Money(_) => "деньги",
        Value::Date(_) => "дата",
        Value::Duration(_) => "длительность",
        Value::Key(_) => "один_из",
        Value::Text(_) => "текст",
        Value::List(_) => "список",
        Value::Record(_) => "запись",
    }
    .into()
}

/// Equality of known values. A bare number beside money means roubles; a key equals the text of its
/// name. `None` where a part is unknown or periods of different kinds cannot be compared; `Err` for
/// values of different kinds.
pub(crate) fn equal(a: &Value, b: &Value) -> Result<Option<bool>, ()> {
    match (a, b) {
        (Value::Unknown, _) | (_, Value::Unknown) => Ok(None),
        (Value::Bool(a), Value::Bool(b)) => Ok(Some(a == b)),
        (Value::Key(a) | Value::Text(a), Value::Key(b) | Value::Text(b)) => Ok(Some(a == b)),
        (Value::List(a), Value::List(b)) => {
            if a.len() != b.len() {
                return Ok(Some(false));
            }
            a.iter()
                .zip(b)
                .try_fold(Some(true), |all, (a, b)| Ok(kleene_and(all, equal(a, b)?)))
        }
        (Value::Record(a), Value::Record(b)) => Ok(Some(a == b)),
        _ => Ok(order(a, b)?.map(Ordering::is_eq)),
    }
}

/// Whether two conclusions are the same: what is not known is the same as nothing.
pub(crate) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Record(a), Value::Record(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|((m, a), (n, b))| m == n && same(a, b))
        }
        _ => equal(a, b) == Ok(Some(true)),
    }
}

fn order(a: &Value, b: &Value) -> Result<Option<Ordering>, ()> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Ok(Some(a.cmp(b))),
        (Value::Money(a), Value::Money(b)) => Ok(Some(a.cmp(b))),
        (Value::Money(a), Value::Number(b)) => Ok(Some(a.roubles().cmp(b))),
        (Value::Number(a), Value::Money(b)) => Ok(Some(a.cmp(&b.roubles()))),
        (Value::Date(a), Value::Date(b)) => Ok(Some(a.cmp(b))),
        (Value::Duration(a), Value::Duration(b)) => Ok(a.compare(b)),
        _ => Err(()),
    }
}

/// A comparison of known values, as [`equal`].
pub(crate) fn holds(op: BinaryOp, a: &Value, b: &Value) -> Result<Option<bool>, ()> {
    match op {
        BinaryOp::Eq => equal(a, b),
        BinaryOp::Ne => Ok(kleene_not(equal(a, b)?)),
        BinaryOp::Lt => Ok(order(a, b)?.map(Ordering::is_lt)),
        BinaryOp::Le => Ok(order(a, b)?.map(Ordering::is_le)),
        BinaryOp::Gt => Ok(order(a, b)?.map(Ordering::is_gt)),
        BinaryOp::Ge => Ok(order(a, b)?.map(Ordering::is_ge)),
        _ => Err(()),
    }
}

/// Order for `мин` and `макс`.
pub(crate) fn least(a: &Value, b: &Value) -> Result<Option<bool>, ()> {
    Ok(order(a, b)?.map(Ordering::is_le))
}
