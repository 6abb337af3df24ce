//! Functions of texts. Positions count characters from 1, from the end where they are negative.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use regex::{Regex, RegexBuilder};

use crate::bundle::program::Function;
use crate::value::Value;

/// Greatest memory of a compiled pattern.
const MAX_PATTERN: usize = 1 << 20;

pub(super) fn call(function: Function, args: &[Value]) -> Option<Value> {
    let text = |t: String| Some(Value::Text(t.into()));
    match (function, args) {
        (Function::TextLength, [Value::Text(t)]) => Some(Value::Number(t.chars().count().into())),
        (Function::Contains, [Value::Text(a), Value::Text(b)]) => Some(Value::Bool(a.contains(&**b))),
        (Function::StartsWith, [Value::Text(a), Value::Text(b)]) => Some(Value::Bool(a.starts_with(&**b))),
        (Function::EndsWith, [Value::Text(a), Value::Text(b)]) => Some(Value::Bool(a.ends_with(&**b))),
        (Function::Upper, [Value::Text(t)]) => text(t.to_uppercase()),
        (Function::Lower, [Value::Text(t)]) => text(t.to_lowercase()),
        (Function::Before, [Value::Text(t), Value::Text(word)]) => text(
            t.split_once(&**word)
                .map_or_else(String::new, |(before, _)| before.to_owned()),
        ),
        (Function::After, [Value::Text(t), Value::Text(word)]) => text(
            t.split_once(&**word)
                .map_or_else(String::new, |(_, after)| after.to_owned()),
        ),
        (Function::Substring, [Value::Text(t), Value::Number(from), rest @ ..]) => {
            let count = match rest {
                [] => None,
                [Value::Number(n)] => Some(*n),
                _ => return None,
            };
            let (from, count) = slice(t.chars().count(), *from, count)?;
            text(t.chars().skip(from).take(count).collect())
        }
        (Function::Matches, [Value::Text(t), Value::Text(p), rest @ ..]) => {
            Some(Value::Bool(pattern(p, rest)?.is_match(t)))
        }
        (Function::Replace, [Value::Text(t), Value::Text(p), Value::Text(with), rest @ ..]) => {
            let pattern = pattern(p, rest)?;
            if pattern.is_match("") {
                return None;
            }
            text(
                pattern
                    .replace_all(t, replacement(with, pattern.captures_len())?.as_str())
                    .into_owned(),
            )
        }
        (Function::Split, [Value::Text(t), Value::Text(p)]) => {
            let parts = pattern(p, &[])?.split(t).map(|s| Value::Text(s.into())).collect();
            Some(Value::List(parts))
        }
        (Function::Join, [Value::List(items), rest @ ..]) => {
            let between: &str = match rest {
                [] | [Value::Unknown] => "",
                [Value::Text(t)] => t,
                _ => return None,
            };
            let mut parts: Vec<&str> = Vec::with_capacity(items.len());
            for item in items {
                match item {
                    Value::Text(t) => parts.push(t),
                    Value::Unknown => {}
                    _ => return None,
                }
            }
            text(parts.join(between))
        }
        _ => None,
    }
}

/// First index and number of elements of the part that begins at `from`.
pub(super) fn slice(length: usize, from: Decimal, count: Option<Decimal>) -> Option<(usize, usize)> {
    let from = from.trunc().to_i64().filter(|n| *n != 0)?;
    let length = i64::try_from(length).ok()?;
    let start = if from > 0 { from - 1 } else { length + from };
    let count = match count {
        None => length,
        Some(n) => n.trunc().to_i64().filter(|n| *n >= 1)?,
    };
    if start < 0 || start >= length {
        return None;
    }
    Some((usize::try_from(start).ok()?, usize::try_from(count).ok()?))
}

/// A pattern of XPath with its flags.
fn pattern(pattern: &str, flags: &[Value]) -> Option<Regex> {
    let flags: &str = match flags {
        [] | [Value::Unknown] => "",
        [Value::Text(flags)] => flags,
        _ => return None,
    };
    // What this engine reads as something else than XPath does.
    if pattern.contains("(?") && !pattern.contains("(?:") || pattern.contains("\\b") {
        return None;
    }
    let mut builder = RegexBuilder::new(pattern);
    builder.size_limit(MAX_PATTERN);
    for flag in flags.chars() {
        match flag {
            's' => builder.dot_matches_new_line(true),
            'm' => builder.multi_line(true),
            'i' => builder.case_insensitive(true),
            'x' => builder.ignore_whitespace(true),
            _ => return None,
        };
    }
    builder.build().ok()
}

/// `$1` of XPath as `${1}`; a lone `$` is a mistake there.
fn replacement(with: &str, groups: usize) -> Option<String> {
    let mut out = String::with_capacity(with.len());
    let mut chars = with.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next()? {
                '$' => out.push_str("$$"),
                '\\' => out.push('\\'),
                _ => return None,
            },
            '$' => {
                let mut number = String::new();
                while let Some(d) = chars.peek().filter(|d| d.is_ascii_digit()) {
                    let longer = format!("{number}{d}");
                    if !number.is_empty() && longer.parse::<usize>().ok()? >= groups {
                        break;
                    }
                    number = longer;
                    chars.next();
                }
                if number.is_empty() {
                    return None;
                }
                out.push_str(&format!("${{{number}}}"));
            }
            c => out.push(c),
        }
    }
    Some(out)
}
