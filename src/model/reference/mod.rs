//! Reference data, `topics/**/*.yaml`: directories, parameters over time, calendars, synonyms,
//! organisations, routing, phrases, questions out of scope. The key `kind` says what a file holds.

mod calendar;
mod kinds;
mod links;
mod parameters;
mod read;
mod shapes;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use crate::model::manifest::Control;
use crate::span::Place;
use crate::value::{Date, Duration, Money, Name, Value};

pub use calendar::Calendar;
pub use read::read_reference;

/// All reference data of a base, by folded name in order of declaration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reference {
    /// `kind: directory`
    pub directories: IndexMap<Name, Directory>,
    /// `kind: parameter`
    pub parameters: IndexMap<Name, Parameter>,
    /// `kind: calendar`
    pub calendars: IndexMap<Name, Calendar>,
    /// `kind: synonyms`: the lists of all files together
    pub synonyms: IndexMap<Name, Synonyms>,
    /// `kind: organisations`: the entries of all files together
    pub organisations: IndexMap<Name, Organisation>,
    /// `kind: routing`: the rules of all files in order
    pub routing: Vec<Route>,
    /// `kind: phrases`: the phrases of all files together
    pub phrases: Control,
    /// `kind: out_of_scope`: questions that no topic answers, of all files together, each once
    pub out_of_scope: Vec<String>,
    /// Whether some file could not be read whole: a name that is missing may only be hidden.
    pub broken: bool,
}

/// A name that stands for something declared elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The name.
    pub name: Name,
    /// Where it stands.
    pub place: Place,
}

/// A legal ground.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// The act: "Приказ МЧС России от 18.08.2023 № 841".
    pub act: String,
    /// Its point or article.
    pub point: Option<String>,
}

/// A directory: keys with titles and synonyms.
#[derive(Clone, Debug, PartialEq)]
pub struct Directory {
    /// Stable name.
    pub name: Name,
    /// Title for people.
    pub title: String,
    /// Entries by key, in order.
    pub entries: IndexMap<Name, DirectoryEntry>,
    /// Where the name stands.
    pub place: Place,
    /// Whether a part of the file could not be read.
    pub broken: bool,
}

/// An entry of a directory.
#[derive(Clone, Debug, PartialEq)]
pub struct DirectoryEntry {
    /// Stable key.
    pub key: Name,
    /// Title for people; the key when there is none.
    pub title: String,
    /// Other words for it.
    pub synonyms: Vec<String>,
    /// The entry above it.
    pub parent: Option<Link>,
    /// Further values: text, exact number or truth value.
    pub attributes: IndexMap<Name, Value>,
    /// Where the key stands.
    pub place: Place,
}

/// What a parameter's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterType {
    /// `money`
    Money,
    /// `number`
    Number,
    /// `integer`
    Integer,
    /// `duration`
    Duration,
    /// `date`
    Date,
}

/// A value that changes over time and, where it has keys, from entry to entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Stable name.
    pub name: Name,
    /// Title for people.
    pub title: String,
    /// What its values are.
    pub kind: ParameterType,
    /// Directories whose keys choose the value, in order.
    pub keys: Vec<Link>,
    /// Values in order of the file.
    pub values: Vec<ParameterValue>,
    /// Where the name stands.
    pub place: Place,
    /// Whether a part of the file could not be read.
    pub broken: bool,
}

/// Whether a value is law already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// In force.
    #[default]
    InForce,
    /// Announced: shown as such, never promised.
    Expected,
}

/// One value of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterValue {
    /// First day.
    pub from: Date,
    /// Last day, inclusive.
    pub until: Option<Date>,
    /// One key for each directory of the parameter.
    pub keys: Vec<Link>,
    /// The value.
    pub value: Value,
    /// Its legal ground.
    pub ground: Option<Ground>,
    /// Whether it is law already.
    pub state: State,
    /// Where the first day stands.
    pub place: Place,
}

/// Words that stand for one another in cues: `@имя`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synonyms {
    /// Stable name.
    pub name: Name,
    /// Words or phrases.
    pub words: Vec<String>,
    /// Where the name stands.
    pub place: Place,
}

/// Whom to turn to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Stable name.
    pub name: Name,
    /// Full title.
    pub title: String,
    /// Short title.
    pub short: Option<String>,
    /// Telephone as written.
    pub phone: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Working hours in words.
    pub hours: Option<String>,
    /// Topics it is competent for.
    pub competence: Vec<Link>,
    /// Queue of its operators.
    pub queue: Option<Link>,
    /// Ground of its competence.
    pub ground: Option<Ground>,
    /// Where the name stands.
    pub place: Place,
}

/// Where messages on a topic go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The topic.
    pub topic: Link,
    /// Who answers.
    pub organisation: Option<Link>,
    /// Which operators.
    pub queue: Option<Link>,
    /// Whether the accelerated procedure holds.
    pub accelerated: bool,
    /// Time for the answer.
    pub term: Option<Duration>,
}

impl Parameter {
    /// The value in force on a day for the given keys, in the order of [`Parameter::keys`].
    pub fn on(&self, date: Date, keys: &[&str]) -> Option<&ParameterValue> {
        let fits = |v: &&ParameterValue| {
            v.from <= date
                && v.until.is_none_or(|until| date <= until)
                && v.keys.len() == keys.len()
                && v.keys.iter().zip(keys).all(|(link, key)| *link.name == **key)
        };
        // An open value holds until the next one begins: the latest beginning wins.
        self.values.iter().filter(fits).max_by_key(|v| v.from)
    }
}

/// A decimal as [`Value::Number`], for attributes and amounts.
fn number(n: Decimal) -> Value {
    Value::Number(n.normalize())
}

/// Money as a value.
fn amount(m: Money) -> Value {
    Value::Money(m)
}

#[cfg(test)]
mod tests;
