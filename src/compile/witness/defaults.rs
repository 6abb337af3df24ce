//! Values for facts about which a witness says nothing, and what people type to say a value.

use crate::bundle::program::{Fact, Program};
use crate::language::{Format, show};
use crate::value::{Date, Duration, Lang, Money, Name, Type, Value};

/// A СНИЛС with right check digits.
const SNILS: &str = "11223344595";
/// A number that belongs to nobody.
const PHONE: &str = "+79990000000";
/// Entries of a directory that are tried.
const ENTRIES: usize = 4;

/// Values that a fact may have, the likeliest first; never empty.
pub fn values(program: &Program, fact: &Fact, today: Date) -> Vec<Value> {
    of_type(program, fact, &fact.ty, today)
}

fn of_type(program: &Program, fact: &Fact, ty: &Type, today: Date) -> Vec<Value> {
    let numbers = |min: Option<rust_decimal::Decimal>, max: Option<rust_decimal::Decimal>| {
        let least = min.unwrap_or_default();
        let mut all = vec![
            Value::Number(max.map_or(least.max(1.into()), |m| m.min(least.max(1.into())))),
            Value::Number(least),
        ];
        all.extend(max.map(Value::Number));
        all
    };
    match ty {
        Type::YesNo => vec![Value::Bool(true), Value::Bool(false)],
        Type::Integer { min, max } => numbers(min.map(Into::into), max.map(Into::into)),
        Type::Number { min, max } => numbers(*min, *max),
        Type::Money { min, max } => {
            let mut all = vec![Value::Money(min.unwrap_or(Money(100_000)))];
            all.extend(max.map(Value::Money));
            all
        }
        Type::Date { min, max } => {
            let day = min.map_or(today, |m| m.max(today));
            let day = max.map_or(day, |m| m.min(day));
            let ends = [*min, *max].into_iter().flatten().map(Value::Date);
            std::iter::once(Value::Date(day)).chain(ends).collect()
        }
        Type::Duration => vec![Value::Duration(Duration {
            days: 1,
            ..Duration::default()
        })],
        Type::OneOf(names) => names.iter().cloned().map(Value::Key).collect(),
        Type::Directory(_) => {
            let directory = fact.directory.and_then(|d| program.directories.get(d.index()));
            let entries = directory.map(|d| d.entries.as_slice()).unwrap_or_default();
            entries
                .iter()
                .take(ENTRIES)
                .map(|e| Value::Key(e.key.clone()))
                .collect()
        }
        Type::List(item) => of_type(program, fact, item, today)
            .into_iter()
            .map(|v| Value::List(vec![v]))
            .collect(),
        Type::Phone => vec![Value::Text(PHONE.into())],
        Type::Snils => vec![Value::Text(SNILS.into())],
        Type::Text | Type::Any | Type::Record(_) => vec![Value::Text(
            match program.lang {
                Lang::Ru => "пример",
                Lang::En => "example",
            }
            .into(),
        )],
    }
}

/// What a person types to say a value, the most natural first.
pub fn said(program: &Program, fact: &Fact, value: &Value) -> Vec<String> {
    let lang = program.lang;
    let pick = |ru: &str, en: &str| (if lang == Lang::Ru { ru } else { en }).to_owned();
    match value {
        Value::Unknown => vec![pick("не знаю", "I don't know")],
        Value::Bool(true) => vec![pick("да", "yes")],
        Value::Bool(false) => vec![pick("нет", "no")],
        Value::Number(n) => {
            let digits = n.normalize().to_string();
            let comma = digits.replace('.', ",");
            vec![comma, digits, show(value, Format::Plain, lang)]
        }
        Value::Money(_) => vec![
            show(value, Format::Money, lang).replace('\u{a0}', " "),
            show(value, Format::Plain, lang),
        ],
        Value::Date(d) => vec![
            format!("{:02}.{:02}.{:04}", d.day(), d.month(), d.year()),
            d.to_string(),
            show(value, Format::Date, lang),
        ],
        Value::Key(name) => words_of(program, fact, name),
        Value::List(items) => {
            let words: Vec<String> = items
                .iter()
                .filter_map(|i| said(program, fact, i).into_iter().next())
                .collect();
            vec![words.join(", ")]
        }
        Value::Text(text) => vec![text.to_string()],
        other => vec![show(other, Format::Plain, lang)],
    }
}

fn words_of(program: &Program, fact: &Fact, name: &Name) -> Vec<String> {
    let option = fact.options.iter().find(|o| o.name == *name);
    let directory = fact.directory.and_then(|d| program.directories.get(d.index()));
    let entry = directory.and_then(|d| d.entries.iter().find(|e| e.key == *name));
    let mut words: Vec<String> = Vec::new();
    if let Some(option) = option {
        words.push(option.label.clone());
        words.extend(option.synonyms.iter().cloned());
    }
    if let Some(entry) = entry {
        words.push(entry.title.clone());
        words.extend(entry.synonyms.iter().cloned());
    }
    words.push(name.replace('_', " "));
    words
}
