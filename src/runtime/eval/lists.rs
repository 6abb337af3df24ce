//! Functions of lists. A single value stands for the list of it; positions count from 1, from the
//! end where they are negative.

use rust_decimal::prelude::ToPrimitive;

use super::feel;
use super::function::spread;
use super::strings::slice;
use crate::bundle::program::Function;
use crate::value::Value;

/// Most elements of a list that a function makes.
const MAX_LENGTH: usize = 100_000;

pub(super) fn call(function: Function, args: &[Value]) -> Option<Value> {
    match (function, args) {
        (Function::Length, [Value::List(items)]) => Some(Value::Number(items.len().into())),
        (Function::Count, [Value::Unknown]) => None,
        (Function::Count, items) => Some(Value::Number(spread(items).len().into())),
        (Function::All, [Value::Unknown]) | (Function::AnyTrue, [Value::Unknown]) => None,
        (Function::All, items) => truth(feel::all_of(spread(items).iter().map(Value::truth))),
        (Function::AnyTrue, items) => truth(feel::any_of(spread(items).iter().map(Value::truth))),
        (Function::List, items) => Some(Value::List(items.to_vec())),
        (Function::Item, [of, at]) => item(of, at),
        (Function::Where, [of, Value::List(tests)]) => {
            let kept = elements(of)
                .iter()
                .zip(tests)
                .filter(|(_, t)| t.truth() == Some(true))
                .map(|(v, _)| v.clone());
            Some(Value::List(kept.collect()))
        }
        (Function::ListContains, [Value::Unknown, _]) => None,
        (Function::ListContains, [of, one]) => Some(Value::Bool(elements(of).iter().any(|v| feel::is(v, one)))),
        (Function::Append, [of, more @ ..]) if !of.is_unknown() => {
            Some(Value::List(elements(of).iter().chain(more).cloned().collect()))
        }
        (Function::Concatenate, lists) if !lists.iter().any(Value::is_unknown) => {
            bounded(lists.iter().flat_map(elements).cloned())
        }
        (Function::Union, lists) if !lists.iter().any(Value::is_unknown) => {
            Some(Value::List(distinct(lists.iter().flat_map(elements))))
        }
        (Function::Distinct, [of]) => Some(Value::List(distinct(elements(of).iter()))),
        (Function::InsertBefore, [of, at, new]) if !of.is_unknown() => {
            let mut items = elements(of).to_vec();
            let at = position(at, items.len())?;
            items.insert(at, new.clone());
            Some(Value::List(items))
        }
        (Function::Remove, [of, at]) if !of.is_unknown() => {
            let mut items = elements(of).to_vec();
            items.remove(position(at, items.len())?);
            Some(Value::List(items))
        }
        (Function::ListReplace, [of, at, new]) if !of.is_unknown() => {
            let mut items = elements(of).to_vec();
            let at = position(at, items.len())?;
            *items.get_mut(at)? = new.clone();
            Some(Value::List(items))
        }
        (Function::Reverse, [of]) => Some(Value::List(elements(of).iter().rev().cloned().collect())),
        (Function::IndexOf, [of, one]) if !of.is_unknown() => {
            let found = elements(of).iter().enumerate().filter(|(_, v)| feel::is(v, one));
            Some(Value::List(found.map(|(i, _)| Value::Number((i + 1).into())).collect()))
        }
        (Function::Flatten, [of]) => {
            let mut out = Vec::new();
            flatten(elements(of), &mut out);
            Some(Value::List(out))
        }
        (Function::Sublist, [of, Value::Number(from), rest @ ..]) => {
            let count = match rest {
                [] => None,
                [Value::Number(n)] => Some(*n),
                _ => return None,
            };
            let items = elements(of);
            let (from, count) = slice(items.len(), *from, count)?;
            Some(Value::List(items.iter().skip(from).take(count).cloned().collect()))
        }
        (Function::Sort, [of]) => sorted(elements(of), elements(of)),
        (Function::SortBy, [of, Value::List(keys)]) => sorted(elements(of), keys),
        _ => None,
    }
}

/// A single value as the list of it; nothing of what is unknown.
pub(super) fn elements(value: &Value) -> &[Value] {
    match value {
        Value::List(items) => items,
        one => std::slice::from_ref(one),
    }
}

fn truth(t: Option<bool>) -> Option<Value> {
    Some(t.map_or(Value::Unknown, Value::Bool))
}

fn bounded(items: impl Iterator<Item = Value>) -> Option<Value> {
    let items: Vec<Value> = items.take(MAX_LENGTH + 1).collect();
    (items.len() <= MAX_LENGTH).then_some(Value::List(items))
}

fn position(at: &Value, length: usize) -> Option<usize> {
    let Value::Number(n) = at else { return None };
    let n = n.trunc().to_i64()?;
    let length = i64::try_from(length).ok()?;
    let at = if n > 0 { n - 1 } else { length + n };
    (n != 0 && (0..length).contains(&at)).then(|| usize::try_from(at).ok())?
}

/// `list[2]`, `list[-1]`; a condition keeps a single value or nothing.
fn item(of: &Value, at: &Value) -> Option<Value> {
    match at {
        Value::Number(n) if n.is_integer() => {
            let items = if of.is_unknown() { &[] } else { elements(of) };
            Some(
                position(at, items.len())
                    .and_then(|i| items.get(i).cloned())
                    .unwrap_or(Value::Unknown),
            )
        }
        Value::Bool(true) if !of.is_unknown() => Some(Value::List(elements(of).to_vec())),
        Value::Bool(_) | Value::Unknown => Some(Value::List(Vec::new())),
        _ => None,
    }
}

fn distinct<'v>(items: impl Iterator<Item = &'v Value>) -> Vec<Value> {
    let mut seen: Vec<Value> = Vec::new();
    for item in items {
        if !seen.iter().any(|v| feel::is(v, item)) {
            seen.push(item.clone());
        }
    }
    seen
}

/// Values are nested no deeper than expressions are: the depth is bounded.
fn flatten(items: &[Value], out: &mut Vec<Value>) {
    for item in items {
        match item {
            Value::List(inner) => flatten(inner, out),
            one => out.push(one.clone()),
        }
    }
}

fn sorted(items: &[Value], keys: &[Value]) -> Option<Value> {
    if items.len() != keys.len() {
        return None;
    }
    let comparable = keys
        .iter()
        .zip(keys.iter().skip(1))
        .all(|(a, b)| feel::order(a, b).is_some());
    if !comparable {
        return None;
    }
    let mut pairs: Vec<(&Value, &Value)> = keys.iter().zip(items).collect();
    pairs.sort_by(|a, b| feel::order(a.0, b.0).unwrap_or(std::cmp::Ordering::Equal));
    Some(Value::List(pairs.into_iter().map(|(_, v)| v.clone()).collect()))
}
