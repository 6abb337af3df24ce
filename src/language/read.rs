//! An answer to a question, read as a value of the type that was asked for.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::answer::{YesNo, yes_no};
use super::choice::{Chosen, OptionWords, choose};
use super::directory::Directory;
use super::duration::durations;
use super::normal::NormalForms;
use super::number::Found;
use super::read_values::{day, integer, number, phone, snils, sum};
use super::words::{Word, WordKind, cut, words};
use crate::value::{Date, Lang, Money, Name, Value};

/// The type that is wanted, with the words of its values. Mirrors [`crate::value::Type`]; bounds are
/// inclusive.
#[derive(Clone, Debug)]
pub enum Want {
    /// Yes or no.
    YesNo,
    /// A whole number.
    Integer {
        /// Least value.
        min: Option<i64>,
        /// Greatest value.
        max: Option<i64>,
    },
    /// A number.
    Number {
        /// Least value.
        min: Option<Decimal>,
        /// Greatest value.
        max: Option<Decimal>,
    },
    /// Money.
    Money {
        /// Least value.
        min: Option<Money>,
        /// Greatest value.
        max: Option<Money>,
    },
    /// A day.
    Date {
        /// First day.
        min: Option<Date>,
        /// Last day.
        max: Option<Date>,
    },
    /// A period of time.
    Duration,
    /// One of the options; the value is the option's name.
    OneOf(Vec<OptionWords>),
    /// A key of a directory.
    Directory(Arc<Directory>),
    /// A list of these.
    List(Box<Want>),
    /// Any text.
    Text,
    /// A Russian telephone number.
    Phone,
    /// СНИЛС.
    Snils,
}

/// What reading depends on besides the text.
#[derive(Clone, Copy, Debug)]
pub struct ReadContext<'a> {
    /// Normal forms of the language.
    pub forms: &'a NormalForms,
    /// The language.
    pub lang: Lang,
    /// The date of the conversation.
    pub today: Date,
}

/// Why something that was found is not a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Invalid {
    /// 31.02.
    NoSuchDate,
    /// СНИЛС with wrong check digits or another number of digits.
    BadSnils,
    /// Digits that are no Russian telephone number.
    BadPhone,
    /// A fraction where a whole number is wanted.
    NotWhole,
    /// More places than kopecks, or a sum too great.
    BadMoney,
}

/// What an answer was read as.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A value within the bounds.
    Value(Value),
    /// «Не знаю».
    Unknown,
    /// A value outside the bounds.
    OutOfRange {
        /// The value.
        value: Value,
    },
    /// A value that cannot be.
    Invalid(Invalid),
    /// A period where a day is wanted: «в прошлом году».
    Imprecise {
        /// Its first day.
        first: Date,
        /// Its last day.
        last: Date,
    },
    /// Several options or entries fit: their indices.
    Several(Vec<usize>),
    /// No value of this type.
    None,
}

/// Reads an answer. The value wins over «не знаю» («не помню точно, года два» has a value).
pub fn read(text: &str, want: &Want, ctx: &ReadContext<'_>) -> Reading {
    if let (Want::Integer { min, max }, Some(value)) = (want, plain_number(text)) {
        return bounded(value, min, max, |v| Value::Number(v.into()));
    }
    let words = words(text);
    if words.is_empty() {
        return Reading::None;
    }
    let reading = match want {
        Want::YesNo => {
            return match yes_no(text) {
                Some(YesNo::Yes) => Reading::Value(Value::Bool(true)),
                Some(YesNo::No) => Reading::Value(Value::Bool(false)),
                Some(YesNo::Unknown) => Reading::Unknown,
                None => Reading::None,
            };
        }
        Want::Integer { min, max } => integer(&words, *min, *max, ctx),
        Want::Number { min, max } => number(&words, min, max, ctx),
        Want::Money { min, max } => sum(&words, min, max, ctx),
        Want::Date { min, max } => day(&words, min, max, ctx),
        Want::Duration => match pick(&words, durations(&words, ctx.lang, true)) {
            Some(value) => Reading::Value(Value::Duration(value)),
            None => Reading::None,
        },
        Want::OneOf(options) => option(text, options, ctx),
        Want::Directory(directory) => entry(&words, directory, ctx),
        Want::List(item) => list(text, item, ctx),
        Want::Text if yes_no(text) == Some(YesNo::Unknown) => return Reading::Unknown,
        Want::Text => return Reading::Value(Value::Text(cut(text).trim().into())),
        Want::Phone => phone(&words),
        Want::Snils => snils(&words),
    };
    match reading {
        Reading::None if yes_no(text) == Some(YesNo::Unknown) => Reading::Unknown,
        reading => reading,
    }
}

/// «34»: most of what is typed for a number, and it means nothing else.
fn plain_number(text: &str) -> Option<i64> {
    let digits = text.trim();
    let plain = digits.len() <= 9 && digits.bytes().all(|b| b.is_ascii_digit());
    let leads = digits == "0" || !digits.starts_with('0');
    (plain && leads).then(|| digits.parse().ok()).flatten()
}

pub(super) fn bounded<T: PartialOrd + Copy>(
    value: T,
    min: &Option<T>,
    max: &Option<T>,
    make: impl Fn(T) -> Value,
) -> Reading {
    if min.is_some_and(|m| value < m) || max.is_some_and(|m| value > m) {
        Reading::OutOfRange { value: make(value) }
    } else {
        Reading::Value(make(value))
    }
}

/// The last word by which people correct themselves.
pub(super) fn correction(words: &[Word]) -> Option<usize> {
    words.iter().rposition(|w| {
        matches!(
            &*w.folded,
            "нет" | "ой" | "точнее" | "вернее" | "ошибся" | "ошиблась" | "sorry" | "rather" | "no"
        )
    })
}

/// The one value of an answer: the only one, or the one after a correction («два, нет, три»).
pub(super) fn pick<T: PartialEq>(words: &[Word], mut found: Vec<Found<T>>) -> Option<T> {
    if let Some(i) = correction(words)
        && found.iter().any(|f| f.words.start < i)
        && found.iter().any(|f| f.words.start > i)
    {
        found.retain(|f| f.words.start > i);
    }
    let mut found = found.into_iter();
    let first = found.next()?;
    found.all(|f| f.value == first.value).then_some(first.value)
}

fn option(text: &str, options: &[OptionWords], ctx: &ReadContext<'_>) -> Reading {
    match choose(text, options, ctx.forms) {
        Chosen::One(i) => options
            .get(i)
            .map_or(Reading::None, |o| Reading::Value(Value::Key(o.name.as_str().into()))),
        Chosen::Several(indices) => Reading::Several(indices),
        Chosen::None => Reading::None,
    }
}

fn entry(words: &[Word], directory: &Directory, ctx: &ReadContext<'_>) -> Reading {
    let entries = directory.guess(words, ctx.forms);
    match entries.as_slice() {
        [] => Reading::None,
        [one] => directory
            .key(*one)
            .map_or(Reading::None, |key| Reading::Value(Value::Key(Name::clone(key)))),
        _ => Reading::Several(entries),
    }
}

/// Parts between commas and «и»; a list of options is also what one text chose together.
fn list(text: &str, item: &Want, ctx: &ReadContext<'_>) -> Reading {
    match item {
        Want::OneOf(options) => {
            let all = words(text);
            let whole: Vec<&str> = all
                .iter()
                .filter(|w| w.kind != WordKind::Punct)
                .map(|w| &*w.folded)
                .collect();
            if matches!(
                whole.as_slice(),
                ["все"]
                    | ["всё"]
                    | ["все", "варианты"]
                    | ["и", "то", "и", "другое"]
                    | ["оба"]
                    | ["обе"]
                    | ["all"]
                    | ["both"]
            ) {
                return Reading::Value(Value::List(
                    options.iter().map(|o| Value::Key(o.name.as_str().into())).collect(),
                ));
            }
        }
        Want::Directory(directory) => {
            let found = directory.find(&words(text), ctx.forms);
            let mut keys: Vec<Value> = Vec::new();
            for key in found.iter().filter_map(|f| directory.key(f.value)) {
                let value = Value::Key(key.clone());
                if !keys.contains(&value) {
                    keys.push(value);
                }
            }
            return if keys.is_empty() {
                single(text, item, ctx)
            } else {
                Reading::Value(Value::List(keys))
            };
        }
        _ => {}
    }
    let mut values: Vec<Value> = Vec::new();
    for part in text
        .split([',', ';', '\n'])
        .flat_map(|p| p.split(" и "))
        .flat_map(|p| p.split(" and "))
    {
        if part.trim().is_empty() {
            continue;
        }
        match read(part, item, ctx) {
            Reading::Value(value) if !values.contains(&value) => values.push(value),
            Reading::Value(_) => {}
            _ => return single(text, item, ctx),
        }
    }
    Reading::Value(Value::List(values))
}

/// The whole text as a list of one.
fn single(text: &str, item: &Want, ctx: &ReadContext<'_>) -> Reading {
    match read(text, item, ctx) {
        Reading::Value(value) => Reading::Value(Value::List(vec![value])),
        Reading::Several(indices) => match item {
            Want::OneOf(options) => {
                let names = indices
                    .iter()
                    .filter_map(|i| options.get(*i))
                    .map(|o| Value::Key(o.name.as_str().into()));
                Reading::Value(Value::List(names.collect()))
            }
            _ => Reading::Several(indices),
        },
        reading => reading,
    }
}
