//! Values in words, with the labels that the base gives them.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::bundle::program::{Fact, Format, Program};
use crate::language;
use crate::value::{Lang, Money, Value};

/// A value without the labels of a base.
pub(crate) fn plain(value: &Value, lang: Lang) -> String {
    match value {
        Value::Unknown => pick(lang, "не известно", "not known").to_owned(),
        Value::Key(name) => name.replace('_', " "),
        Value::List(items) => items.iter().map(|i| plain(i, lang)).collect::<Vec<_>>().join(", "),
        Value::Record(parts) => {
            let parts: Vec<String> = parts.iter().map(|(n, v)| format!("{n} = {}", plain(v, lang))).collect();
            parts.join(", ")
        }
        value => language::show(value, language::Format::Plain, lang),
    }
}

/// The value of a fact, with the words of its options or of its directory.
pub(crate) fn of_fact(program: &Program, fact: &Fact, value: &Value) -> String {
    match value {
        Value::Key(name) => label(program, fact, name).unwrap_or_else(|| plain(value, program.lang)),
        Value::List(items) => items
            .iter()
            .map(|i| of_fact(program, fact, i))
            .collect::<Vec<_>>()
            .join(", "),
        value => plain(value, program.lang),
    }
}

fn label(program: &Program, fact: &Fact, name: &str) -> Option<String> {
    if let Some(option) = fact.options.iter().find(|o| &*o.name == name) {
        return Some(option.label.clone());
    }
    let directory = program.directories.get(fact.directory?.index())?;
    directory
        .entries
        .iter()
        .find(|e| &*e.key == name)
        .map(|e| e.title.clone())
}

/// A value in the format of a template.
pub(crate) fn formatted(program: &Program, fact: Option<&Fact>, value: &Value, format: &Format) -> String {
    let lang = program.lang;
    if value.is_unknown() {
        return plain(value, lang);
    }
    match format {
        Format::Default => match fact {
            Some(fact) => of_fact(program, fact, value),
            None => plain(value, lang),
        },
        Format::Money => language::show(value, language::Format::Money, lang),
        Format::Date => language::show(value, language::Format::Date, lang),
        Format::Number => language::show(value, language::Format::Number, lang),
        Format::Words => in_words(value, lang).unwrap_or_else(|| plain(value, lang)),
        Format::Plural(forms) => match value {
            Value::Number(n) => {
                let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
                format!("{}\u{a0}{}", plain(value, lang), language::plural(n, &forms, lang))
            }
            value => plain(value, lang),
        },
    }
}

/// Whole numbers and whole roubles in words; `None` for anything else.
fn in_words(value: &Value, lang: Lang) -> Option<String> {
    match value {
        Value::Number(n) if n.is_integer() => spell(n.to_i64()?, lang),
        Value::Money(Money(kopecks)) if kopecks % 100 == 0 => {
            let roubles = kopecks / 100;
            let forms: &[&str] = match lang {
                Lang::Ru => &["рубль", "рубля", "рублей"],
                Lang::En => &["rouble", "roubles"],
            };
            Some(format!(
                "{} {}",
                spell(roubles, lang)?,
                language::plural(&Decimal::from(roubles), forms, lang)
            ))
        }
        _ => None,
    }
}

/// A whole number below a billion in words, masculine.
pub(crate) fn spell(n: i64, lang: Lang) -> Option<String> {
    if n == 0 {
        return Some(pick(lang, "ноль", "zero").to_owned());
    }
    let size = n.unsigned_abs();
    if size >= 1_000_000_000 {
        return None;
    }
    let minus = if n < 0 { pick(lang, "минус ", "minus ") } else { "" };
    let words = match lang {
        Lang::Ru => language::cardinal_ru(size),
        Lang::En => language::cardinal_en(size),
    };
    Some(format!("{minus}{words}"))
}

pub(crate) fn pick<'a>(lang: Lang, ru: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Ru => ru,
        Lang::En => en,
    }
}
