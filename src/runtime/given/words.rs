//! What is wrong with a value that somebody gave, in words.

use super::NotAValue;
use crate::bundle::program::{Fact, Program};
use crate::language::Invalid;
use crate::value::{Bi, Lang, Type};

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Russian.
    pub ru: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The text in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ru => &self.ru,
            Lang::En => &self.en,
        }
    }

    /// That the base has no fact of this name.
    pub fn no_fact(name: &str) -> Self {
        Self {
            ru: format!("в базе нет факта «{name}»"),
            en: format!("the base has no fact “{name}”"),
        }
    }
}

impl NotAValue {
    /// What is wrong with a value, and what would be right.
    pub fn words(&self, program: &Program, fact: &Fact, text: &str) -> Words {
        let (name, wanted) = (&fact.name, wanted(program, fact));
        let what = match self {
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
        Words {
            ru: format!("{name} = «{text}»: {}; нужно: {}", what.ru, wanted.ru),
            en: format!("{name} = “{text}” {}; wanted: {}", what.en, wanted.en),
        }
    }
}

/// What a value of a fact looks like.
fn wanted(program: &Program, fact: &Fact) -> Words {
    let names = |names: Vec<&str>| {
        let more = if names.len() > 12 { ", …" } else { "" };
        let shown = names.iter().take(12).copied().collect::<Vec<_>>().join(", ");
        Words {
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
        Words { ru, en }
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
