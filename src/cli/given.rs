//! Facts on the command line and in tables: `имя=значение`, cells.

use crate::bundle::program::{Fact, Program};
use crate::language::Invalid;
use crate::model::yaml::suggest;
use crate::runtime::{Engine, NotAValue};
use crate::source::fold;
use crate::value::{Bi, Date, Name, Type, Value};

/// Facts that are given, by name.
pub type Facts = Vec<(Name, Value)>;

/// Facts of the command line: `имя=значение` each. A name given twice keeps its last value.
///
/// # Errors
/// What is wrong with the first that cannot be read, in both languages.
pub fn facts(engine: &Engine, given: &[String], today: Date) -> Result<Facts, String> {
    let mut facts = Facts::new();
    for pair in given {
        let Some((name, text)) = pair.split_once('=') else {
            return Err(format!(
                "«{pair}»: нужно имя=значение, например дети=2 · “{pair}”: name=value is wanted, such as children=2"
            ));
        };
        let name: Name = fold(name.trim()).as_ref().into();
        let value = engine
            .value_of(&name, text, today)
            .map_err(|e| both(&wrong(engine.program(), &name, text, &e)))?;
        facts.retain(|(n, _)| *n != name);
        if let Some(value) = value {
            facts.push((name, value));
        }
    }
    Ok(facts)
}

/// Russian and English.
pub struct Both {
    /// Russian.
    pub ru: String,
    /// English.
    pub en: String,
}

fn both(words: &Both) -> String {
    format!("{} · {}", words.ru, words.en)
}

/// What is wrong with a value, and what would be right.
pub fn wrong(program: &Program, name: &str, text: &str, why: &NotAValue) -> Both {
    let Some(fact) = program.facts.iter().find(|f| *f.name == *name) else {
        return no_fact(program, name);
    };
    let wanted = wanted(program, fact);
    let what = match why {
        NotAValue::OutOfRange => Bi {
            ru: "вне допустимых границ",
            en: "is out of range",
        },
        NotAValue::Ambiguous => Bi {
            ru: "подходит к нескольким значениям",
            en: "fits several values",
        },
        NotAValue::Invalid(Invalid::NoSuchDate) => Bi {
            ru: "нет такого дня",
            en: "is no day of the calendar",
        },
        NotAValue::Invalid(Invalid::BadSnils) => Bi {
            ru: "не сходится контрольное число",
            en: "has a wrong check digit",
        },
        _ => Bi {
            ru: "не читается",
            en: "cannot be read",
        },
    };
    Both {
        ru: format!("{name} = «{text}»: {}; нужно: {}", what.ru, wanted.ru),
        en: format!("{name} = “{text}” {}; wanted: {}", what.en, wanted.en),
    }
}

fn no_fact(program: &Program, name: &str) -> Both {
    let close = suggest(name, program.facts.iter().map(|f| &*f.name));
    let (ru, en) = match close {
        Some(close) => (format!("; похоже на «{close}»"), format!("; “{close}” is like it")),
        None => (String::new(), String::new()),
    };
    Both {
        ru: format!("в базе нет факта «{name}»{ru}"),
        en: format!("the base has no fact “{name}”{en}"),
    }
}

/// What a value of a fact looks like.
fn wanted(program: &Program, fact: &Fact) -> Both {
    let names = |names: Vec<&str>| {
        let more = if names.len() > 12 { ", …" } else { "" };
        let shown = names.iter().take(12).copied().collect::<Vec<_>>().join(", ");
        Both {
            ru: format!("{shown}{more}"),
            en: format!("{shown}{more}"),
        }
    };
    let bounded = |ru: &str, en: &str, low: Option<String>, high: Option<String>| {
        let (mut ru, mut en) = (ru.to_owned(), en.to_owned());
        if let Some(low) = low {
            ru.push_str(&format!(" от {low}"));
            en.push_str(&format!(" from {low}"));
        }
        if let Some(high) = high {
            ru.push_str(&format!(" до {high}"));
            en.push_str(&format!(" to {high}"));
        }
        Both { ru, en }
    };
    let plain = |ru: &str, en: &str| bounded(ru, en, None, None);
    match &fact.ty {
        Type::YesNo => plain("да или нет", "yes or no"),
        Type::Integer { min, max } => bounded(
            "целое число",
            "a whole number",
            min.map(|n| n.to_string()),
            max.map(|n| n.to_string()),
        ),
        Type::Number { min, max } => bounded(
            "число",
            "a number",
            min.map(|n| n.to_string()),
            max.map(|n| n.to_string()),
        ),
        Type::Money { min, max } => bounded(
            "сумма в рублях",
            "a sum in roubles",
            min.map(|m| m.roubles().normalize().to_string()),
            max.map(|m| m.roubles().normalize().to_string()),
        ),
        Type::Date { min, max } => bounded(
            "дата вида 2025-03-01",
            "a date like 2025-03-01",
            min.map(|d| d.to_string()),
            max.map(|d| d.to_string()),
        ),
        Type::Duration => plain("срок, например «10 дней»", "a period, such as 10 days"),
        Type::OneOf(options) => names(options.iter().map(|n| &**n).collect()),
        Type::Directory(directory) => match program.directories.iter().find(|d| d.name == *directory) {
            Some(directory) => names(directory.entries.iter().map(|e| &*e.key).collect()),
            None => plain("запись справочника", "an entry of the directory"),
        },
        Type::Phone => plain("номер телефона", "a telephone number"),
        Type::Snils => plain("СНИЛС", "a SNILS number"),
        _ => plain("значение этого факта", "a value of this fact"),
    }
}
