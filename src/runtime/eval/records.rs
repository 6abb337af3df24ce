//! Functions of records, and the text of a value as FEEL writes it.

use super::{feel, lists};
use crate::bundle::program::Function;
use crate::value::{Duration, Name, Value};

pub(super) fn call(function: Function, args: &[Value]) -> Option<Value> {
    match (function, args) {
        (Function::Record, parts) => {
            let mut out: Vec<(Name, Value)> = Vec::with_capacity(parts.len() / 2);
            for pair in parts.chunks(2) {
                match pair {
                    [Value::Text(name), value] => put(&mut out, name.clone(), value.clone()),
                    _ => return None,
                }
            }
            Some(Value::Record(out))
        }
        (Function::GetValue, [Value::Record(parts), Value::Text(name)]) => {
            let found = parts.iter().find(|(n, _)| n == name);
            Some(found.map_or(Value::Unknown, |(_, v)| v.clone()))
        }
        (Function::GetEntries, [Value::Record(parts)]) => {
            let entry = |(name, value): &(Name, Value)| {
                Value::Record(vec![
                    ("key".into(), Value::Text(name.clone())),
                    ("value".into(), value.clone()),
                ])
            };
            Some(Value::List(parts.iter().map(entry).collect()))
        }
        (Function::ContextPut, [Value::Record(parts), Value::Text(name), value]) => {
            let mut parts = parts.clone();
            put(&mut parts, name.clone(), value.clone());
            Some(Value::Record(parts))
        }
        (Function::ContextMerge, [of]) => {
            let mut out = Vec::new();
            for item in lists::elements(of) {
                let Value::Record(parts) = item else { return None };
                for (name, value) in parts {
                    put(&mut out, name.clone(), value.clone());
                }
            }
            Some(Value::Record(out))
        }
        (Function::ToText, [value]) => feel_text(value, false).map(|t| Value::Text(t.into())),
        (Function::ToDuration, [Value::Text(t)]) => feel::duration(t).map(Value::Duration),
        (Function::ToDuration, [Value::Duration(d)]) => Some(Value::Duration(*d)),
        _ => None,
    }
}

fn put(parts: &mut Vec<(Name, Value)>, name: Name, value: Value) {
    match parts.iter_mut().find(|(n, _)| *n == name) {
        Some((_, old)) => *old = value,
        None => parts.push((name, value)),
    }
}

/// A value as FEEL's `string()` writes it; texts inside lists stand in quotes.
fn feel_text(value: &Value, quoted: bool) -> Option<String> {
    Some(match value {
        Value::Unknown => "null".to_owned(),
        Value::Bool(b) => b.to_string(),
        Value::Number(n) => n.normalize().to_string(),
        Value::Money(m) => m.roubles().normalize().to_string(),
        Value::Date(d) => d.to_string(),
        Value::Duration(d) => iso(*d)?,
        Value::Key(t) | Value::Text(t) if quoted => format!("\"{}\"", t.replace('\\', "\\\\").replace('"', "\\\"")),
        Value::Key(t) | Value::Text(t) => t.to_string(),
        Value::List(items) => {
            let items: Option<Vec<String>> = items.iter().map(|v| feel_text(v, true)).collect();
            format!("[{}]", items?.join(", "))
        }
        Value::Record(parts) => {
            let parts: Option<Vec<String>> = parts
                .iter()
                .map(|(n, v)| Some(format!("{n}: {}", feel_text(v, true)?)))
                .collect();
            format!("{{{}}}", parts?.join(", "))
        }
    })
}

/// A period as ISO 8601 writes it.
fn iso(d: Duration) -> Option<String> {
    if d.working_days != 0 {
        return None;
    }
    let seconds = i64::from(d.days).checked_mul(86_400)?.checked_add(d.seconds)?;
    if d.months != 0 && seconds != 0 {
        return None;
    }
    if d.months != 0 {
        let (sign, n) = (if d.months < 0 { "-" } else { "" }, d.months.unsigned_abs());
        let part = |n: u32, unit: &str| if n == 0 { String::new() } else { format!("{n}{unit}") };
        return Some(format!("{sign}P{}{}", part(n / 12, "Y"), part(n % 12, "M")));
    }
    if seconds == 0 {
        return Some("PT0S".to_owned());
    }
    let (sign, n) = (if seconds < 0 { "-" } else { "" }, seconds.unsigned_abs());
    let part = |n: u64, unit: &str| if n == 0 { String::new() } else { format!("{n}{unit}") };
    let time = [part(n / 3600 % 24, "H"), part(n / 60 % 60, "M"), part(n % 60, "S")].concat();
    let t = if time.is_empty() { "" } else { "T" };
    Some(format!("{sign}P{}{t}{time}", part(n / 86_400, "D")))
}
