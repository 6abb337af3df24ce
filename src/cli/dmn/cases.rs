//! Tests in the format of the compatibility kit.

use rust_decimal::Decimal;

use super::xml::Element;
use crate::runtime::feel_duration;
use crate::value::{Date, Duration, Value};

/// A file of tests.
#[derive(Debug)]
pub struct Suite {
    /// File of the model.
    pub model: Option<String>,
    /// Tests.
    pub cases: Vec<Case>,
}

/// A test.
#[derive(Debug)]
pub struct Case {
    /// Its id.
    pub id: String,
    /// What is given.
    pub inputs: Vec<(String, Given)>,
    /// What is expected.
    pub results: Vec<(String, Given)>,
    /// What is called, where it is not decisions.
    pub invocable: Option<String>,
}

/// A value as a test writes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// A plain value.
    Value(Value),
    /// Named parts.
    Record(Vec<(String, Given)>),
    /// A list.
    List(Vec<Given>),
    /// A value of a kind that is not supported: its type.
    Unsupported(String),
}

/// Takes the tests from a document; `None` where it is something else.
pub fn read(root: &Element) -> Option<Suite> {
    if root.name != "testCases" {
        return None;
    }
    let case = |(n, e): (usize, &Element)| Case {
        id: e.attr("id").map_or_else(|| (n + 1).to_string(), str::to_owned),
        inputs: e.all("inputNode").map(|i| (name(i), given(i, 0))).collect(),
        results: e
            .all("resultNode")
            .map(|r| {
                (
                    name(r),
                    r.child("expected")
                        .map_or(Given::Value(Value::Unknown), |x| given(x, 0)),
                )
            })
            .collect(),
        invocable: e.attr("invocableName").map(str::to_owned),
    };
    Some(Suite {
        model: root
            .child_text("modelName")
            .filter(|n| !n.is_empty())
            .map(str::to_owned),
        cases: root.all("testCase").enumerate().map(case).collect(),
    })
}

fn name(e: &Element) -> String {
    e.attr("name").unwrap_or("").to_owned()
}

fn given(e: &Element, depth: usize) -> Given {
    if depth > 40 {
        return Given::Unsupported("…".to_owned());
    }
    if let Some(value) = e.child("value") {
        return plain(value);
    }
    if let Some(list) = e.child("list") {
        if list.attr("nil") == Some("true") {
            return Given::Value(Value::Unknown);
        }
        return Given::List(list.all("item").map(|i| given(i, depth + 1)).collect());
    }
    if e.child("component").is_some() {
        return Given::Record(e.all("component").map(|c| (name(c), given(c, depth + 1))).collect());
    }
    Given::Value(Value::Unknown)
}

fn plain(e: &Element) -> Given {
    if e.attr("nil") == Some("true") {
        return Given::Value(Value::Unknown);
    }
    let ty = e.attr("type").map_or("string", |t| t.rsplit(':').next().unwrap_or(t));
    let text = e.text.trim();
    let value = match ty {
        "string" => Some(Value::Text(e.text.as_str().into())),
        "boolean" => match text {
            "true" | "1" => Some(Value::Bool(true)),
            "false" | "0" => Some(Value::Bool(false)),
            _ => None,
        },
        "decimal" | "double" | "integer" | "int" | "long" | "float" | "number" => number(text).map(Value::Number),
        "date" => text.parse::<Date>().ok().map(Value::Date),
        "duration" | "dayTimeDuration" | "yearMonthDuration" => feel_duration(text).map(Value::Duration),
        _ => None,
    };
    value.map_or_else(|| Given::Unsupported(format!("{ty} {text}")), Given::Value)
}

fn number(text: &str) -> Option<Decimal> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if text.contains(['e', 'E']) {
        return Decimal::from_scientific(text).ok();
    }
    if digits > 28 {
        return Decimal::from_str_exact(text).ok();
    }
    text.parse().ok()
}

/// Whether a value is the expected one. Numbers may differ in what lies beyond the digits that both
/// sides can know; `id` gives the id of the name of a part.
pub fn same(actual: &Value, expected: &Given, id: &impl Fn(&str) -> String) -> bool {
    match (actual, expected) {
        (Value::List(a), Given::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b, id)),
        (Value::Record(a), Given::Record(b)) => {
            a.len() == b.len()
                && b.iter().all(|(name, wanted)| {
                    let id_of = id(name);
                    a.iter().any(|(n, v)| **n == *id_of && same(v, wanted, id))
                })
        }
        (Value::Number(a), Given::Value(Value::Number(b))) => close(*a, *b),
        (Value::Duration(a), Given::Value(Value::Duration(b))) => plain_duration(*a) == plain_duration(*b),
        (Value::Key(a) | Value::Text(a), Given::Value(Value::Text(b))) => a == b,
        (a, Given::Value(b)) => a == b,
        _ => false,
    }
}

/// Equal, or equal in the first fourteen digits of a fraction that does not end.
fn close(a: Decimal, b: Decimal) -> bool {
    if a == b {
        return true;
    }
    // What is written with few digits is meant exactly.
    if b.normalize().scale() < 8 {
        return false;
    }
    let difference = a.checked_sub(b).map(|d| d.abs());
    let allowed = b.abs().checked_mul(Decimal::new(1, 13));
    matches!((difference, allowed), (Some(d), Some(a)) if d <= a.max(Decimal::new(1, 14)))
}

fn plain_duration(d: Duration) -> (i32, i64, i32) {
    (d.months, i64::from(d.days) * 86_400 + d.seconds, d.working_days)
}

/// A value for people.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Unknown => "null".to_owned(),
        Value::Bool(b) => b.to_string(),
        Value::Number(n) => n.normalize().to_string(),
        Value::Money(m) => m.roubles().to_string(),
        Value::Date(d) => d.to_string(),
        Value::Duration(d) => format!(
            "{} months {} days {} seconds",
            d.months,
            d.days + d.working_days,
            d.seconds
        ),
        Value::Key(t) | Value::Text(t) => format!("\"{t}\""),
        Value::List(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
        Value::Record(parts) => {
            let parts: Vec<String> = parts.iter().map(|(n, v)| format!("{n}: {}", shown(v))).collect();
            format!("{{{}}}", parts.join(", "))
        }
    }
}

/// An expected value for people.
pub fn shown_given(given: &Given) -> String {
    match given {
        Given::Value(value) => shown(value),
        Given::List(items) => format!("[{}]", items.iter().map(shown_given).collect::<Vec<_>>().join(", ")),
        Given::Record(parts) => {
            let parts: Vec<String> = parts.iter().map(|(n, v)| format!("{n}: {}", shown_given(v))).collect();
            format!("{{{}}}", parts.join(", "))
        }
        Given::Unsupported(what) => what.clone(),
    }
}
