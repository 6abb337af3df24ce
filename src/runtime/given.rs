//! Values of facts as they stand in files and on the command line.

mod cell;
mod plain;
mod words;

pub use cell::Cell;
pub use plain::Plain;
use rust_decimal::Decimal;
pub use words::Words;

use super::engine::{Engine, Inner};
use crate::bundle::program::{Fact, FactId};
use crate::language::{Invalid, OptionWords, ReadContext, Reading, Want, read};
use crate::source::fold;
use crate::value::{Date, Money, Name, Type, Value};

/// Why a text is not a value of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotAValue {
    /// The base has no such fact.
    NoFact,
    /// Beyond the bounds of the fact.
    OutOfRange,
    /// No such day, a wrong check digit, parts of a kopeck, …
    Invalid(Invalid),
    /// Fits several options.
    Ambiguous,
    /// Nothing of the type of the fact.
    Other,
}

/// A cell that is no value of its fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadCell {
    /// What stands there.
    pub text: String,
    /// What is wrong with it.
    pub why: NotAValue,
}

impl Engine {
    /// Reads a cell of a table; see [`Self::value_of`].
    ///
    /// # Errors
    /// The text that is no value, of a list the first one.
    pub fn cell_value(&self, fact: FactId, cell: &Cell<'_>, today: Date) -> Result<Option<Value>, BadCell> {
        let read = |text: &str| {
            self.value_at(fact, text, today).map_err(|why| BadCell {
                text: text.to_owned(),
                why,
            })
        };
        match cell {
            Cell::Empty => Ok(None),
            Cell::Truth(true) => read("да"),
            Cell::Truth(false) => read("нет"),
            Cell::Text(text) => read(text),
            Cell::List(items) => {
                let mut values = Vec::with_capacity(items.len());
                for item in items {
                    match self.cell_value(fact, item, today)? {
                        Some(Value::List(items)) => values.extend(items),
                        Some(one) => values.push(one),
                        None => {}
                    }
                }
                Ok(Some(Value::List(values)))
            }
        }
    }

    /// Reads the facts that a host gives by name, such as the JSON object `{"дети": 2, "инвалид": true}`. What is
    /// empty is left out.
    ///
    /// # Errors
    /// What is wrong with the first that cannot be read.
    pub fn read_facts<'c, N: AsRef<str>>(
        &self,
        cells: impl IntoIterator<Item = (N, &'c Cell<'c>)>,
        today: Date,
    ) -> Result<Vec<(Name, Value)>, Words> {
        let mut facts = Vec::new();
        for (name, cell) in cells {
            let name = fold(name.as_ref().trim());
            let id = self.fact_id(&name);
            let Some((id, fact)) = id.and_then(|id| Some((id, self.inner().fact(id)?))) else {
                return Err(Words::no_fact(&name));
            };
            let value = self.cell_value(id, cell, today);
            let value = value.map_err(|bad| bad.why.words(self.program(), fact, &bad.text))?;
            facts.extend(value.map(|value| (fact.name.clone(), value)));
        }
        Ok(facts)
    }

    /// Reads a value of a fact: as the language writes values (`да`, `12.5`, `20_000 ₽`,
    /// `2025-03-01`, the name of an option), or as people say them. An empty text is `None`: nobody
    /// said anything; `не знаю` is [`Value::Unknown`].
    ///
    /// # Errors
    /// [`NotAValue`] with what is wrong.
    pub fn value_of(&self, fact: &str, text: &str, today: Date) -> Result<Option<Value>, NotAValue> {
        let id = self.fact_id(&fold(fact.trim())).ok_or(NotAValue::NoFact)?;
        self.value_at(id, text, today)
    }

    /// As [`Self::value_of`], by the id of the fact: for tables, whose columns are looked up once.
    ///
    /// # Errors
    /// As [`Self::value_of`].
    pub fn value_at(&self, fact: FactId, text: &str, today: Date) -> Result<Option<Value>, NotAValue> {
        let inner = self.inner();
        let fact = inner.fact(fact).ok_or(NotAValue::NoFact)?;
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if matches!(&*fold(text), "неизвестно" | "unknown" | "не знаю") {
            return Ok(Some(Value::Unknown));
        }
        let value = match plain(fact, text) {
            Some(value) => value,
            None => match inner.said(fact, text, today)? {
                Some(value) => value,
                None => return Ok(Some(Value::Unknown)),
            },
        };
        if inner.program.has_type(fact, &fact.ty, &value) {
            Ok(Some(value))
        } else {
            Err(NotAValue::OutOfRange)
        }
    }
}

/// The forms in which machines write values: a population is read by them, at no cost.
fn plain(fact: &Fact, text: &str) -> Option<Value> {
    let number = || text.parse::<Decimal>().ok();
    match &fact.ty {
        Type::YesNo => match text {
            "да" | "Да" | "true" | "yes" | "1" => Some(Value::Bool(true)),
            "нет" | "Нет" | "false" | "no" | "0" => Some(Value::Bool(false)),
            _ => None,
        },
        Type::Integer { .. } | Type::Number { .. } => number().map(Value::Number),
        Type::Money { .. } => number().and_then(Money::from_roubles).map(Value::Money),
        Type::Date { .. } => text.parse::<Date>().ok().map(Value::Date),
        Type::OneOf(names) => names.iter().find(|n| &***n == text).cloned().map(Value::Key),
        Type::Text => Some(Value::Text(text.into())),
        _ => None,
    }
}

impl Inner {
    /// What a citizen's answer would be read as; `None` is «не знаю».
    fn said(&self, fact: &Fact, text: &str, today: Date) -> Result<Option<Value>, NotAValue> {
        let ctx = ReadContext {
            forms: self.forms(),
            lang: self.program.lang,
            today,
        };
        if let Some(directory) = fact.directory.and_then(|d| self.program.directories.get(d.index())) {
            let key = fold(text);
            if let Some(entry) = directory.entries.iter().find(|e| *e.key == *key) {
                return Ok(Some(Value::Key(entry.key.clone())));
            }
        }
        match read(text, &self.want(fact), &ctx) {
            Reading::Value(value) => Ok(Some(value)),
            Reading::Unknown => Ok(None),
            Reading::OutOfRange { .. } => Err(NotAValue::OutOfRange),
            Reading::Invalid(why) => Err(NotAValue::Invalid(why)),
            Reading::Several(_) => Err(NotAValue::Ambiguous),
            Reading::Imprecise { .. } | Reading::None => Err(NotAValue::Other),
        }
    }

    /// What an answer to the question for a fact may be.
    pub(crate) fn want(&self, fact: &Fact) -> Want {
        self.want_of(fact, &fact.ty)
    }

    fn want_of(&self, fact: &Fact, ty: &Type) -> Want {
        match ty {
            Type::YesNo => Want::YesNo,
            Type::Integer { min, max } => Want::Integer { min: *min, max: *max },
            Type::Number { min, max } => Want::Number { min: *min, max: *max },
            Type::Money { min, max } => Want::Money { min: *min, max: *max },
            Type::Date { min, max } => Want::Date { min: *min, max: *max },
            Type::Duration => Want::Duration,
            Type::OneOf(names) if fact.options.is_empty() => Want::OneOf(
                names
                    .iter()
                    .map(|n| OptionWords {
                        label: n.replace('_', " "),
                        synonyms: Vec::new(),
                        name: n.to_string(),
                    })
                    .collect(),
            ),
            Type::OneOf(_) => Want::OneOf(
                fact.options
                    .iter()
                    .map(|o| OptionWords {
                        label: o.label.clone(),
                        synonyms: o.synonyms.clone(),
                        name: o.name.to_string(),
                    })
                    .collect(),
            ),
            Type::Directory(_) => match fact.directory.and_then(|d| self.directories().get(d.index())) {
                Some(directory) => Want::Directory(directory.clone()),
                None => Want::Text,
            },
            Type::List(item) => Want::List(Box::new(self.want_of(fact, item))),
            Type::Phone => Want::Phone,
            Type::Snils => Want::Snils,
            Type::Text | Type::Record(_) | Type::Any => Want::Text,
        }
    }
}
