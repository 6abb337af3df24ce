//! Values and types, the same for compiler and runtime.

pub(crate) mod day;
pub(crate) mod depth;
mod duration;
mod terms;

use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use duration::Duration;
pub use jiff::civil::{Date, DateTime};
pub use terms::{BinaryOp, CueWeight, HandlerOn, HitPolicy};

/// A stable name: folded (lower case, ё as е), shared.
pub type Name = Arc<str>;

/// Money in kopecks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Money(pub i64);

impl Money {
    /// From roubles; `None` when it has parts of a kopeck or is out of range.
    ///
    /// ```
    /// use lotsman::value::Money;
    ///
    /// assert_eq!(Money::from_roubles("20000.50".parse().unwrap()), Some(Money(2_000_050)));
    /// assert_eq!(Money::from_roubles("0.001".parse().unwrap()), None);
    /// ```
    pub fn from_roubles(roubles: Decimal) -> Option<Self> {
        let kopecks = roubles.checked_mul(Decimal::ONE_HUNDRED)?;
        if !kopecks.fract().is_zero() {
            return None;
        }
        i64::try_from(kopecks.mantissa() / 10_i128.checked_pow(kopecks.scale())?)
            .ok()
            .map(Self)
    }

    /// In roubles.
    pub fn roubles(self) -> Decimal {
        Decimal::new(self.0, 2)
    }
}

/// A value. `Unknown` is the citizen's "не знаю": neither `нет` nor "not asked".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Value {
    /// "Не знаю".
    Unknown,
    /// `да` / `нет`
    Bool(bool),
    /// Integer or decimal.
    Number(Decimal),
    /// Money.
    Money(Money),
    /// A civil date.
    Date(#[serde(with = "day")] Date),
    /// A period of time.
    Duration(Duration),
    /// An option of a `один из` fact or a key of a directory, by its stable name.
    Key(Name),
    /// Text, phone (`+7…`, digits only), СНИЛС (11 digits).
    Text(Arc<str>),
    /// A list.
    List(#[serde(deserialize_with = "depth::bounded")] Vec<Value>),
    /// Named parts: the result of a table with several outputs.
    Record(#[serde(deserialize_with = "depth::bounded")] Vec<(Name, Value)>),
}

impl Value {
    /// Whether it is "не знаю".
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }

    /// As truth of three values (Kleene): `None` is unknown or not a truth value.
    pub fn truth(&self) -> Option<bool> {
        match self {
            Self::Bool(b) => Some(*b),
            _ => None,
        }
    }
}

/// A type. Bounds are inclusive, an absent bound is open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Type {
    /// `да_нет`
    YesNo,
    /// `целое`
    Integer {
        /// Least value.
        min: Option<i64>,
        /// Greatest value.
        max: Option<i64>,
    },
    /// `число`
    Number {
        /// Least value.
        min: Option<Decimal>,
        /// Greatest value.
        max: Option<Decimal>,
    },
    /// `деньги`
    Money {
        /// Least value.
        min: Option<Money>,
        /// Greatest value.
        max: Option<Money>,
    },
    /// `дата`
    Date {
        /// First day.
        min: Option<Date>,
        /// Last day.
        max: Option<Date>,
    },
    /// `длительность`
    Duration,
    /// `один из`: names of the options in order
    OneOf(Vec<Name>),
    /// `справочник`: name of the directory
    Directory(Name),
    /// `список из`
    List(#[serde(deserialize_with = "depth::bounded")] Box<Type>),
    /// `текст`
    Text,
    /// `телефон`
    Phone,
    /// `снилс`
    Snils,
    /// Several named outputs of a table.
    Record(#[serde(deserialize_with = "depth::bounded")] Vec<(Name, Type)>),
    /// `любое значение`: what a decision by the rules of DMN may come to.
    Any,
}

/// A legal ground.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ground {
    /// The act.
    pub act: String,
    /// The point of the act.
    pub point: Option<String>,
}

/// `Приказ … № 442н, пункт 6`: a bare number gets the word that it lacks, in the language of the act.
impl std::fmt::Display for Ground {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Some(point) = &self.point else {
            return f.write_str(&self.act);
        };
        let bare = point.starts_with(|c: char| c.is_ascii_digit());
        let word = match (bare, self.act.chars().any(|c| matches!(c, 'а'..='я'))) {
            (false, _) => "",
            (true, true) => "пункт ",
            (true, false) => "point ",
        };
        write!(f, "{}, {word}{point}", self.act)
    }
}

/// The channel of a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Channel {
    /// Text with buttons.
    #[default]
    Chat,
    /// Telephone.
    Voice,
}

/// Language of a base, of messages and of recognition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Russian.
    #[default]
    Ru,
    /// English.
    En,
}

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bi {
    /// Russian.
    pub ru: &'static str,
    /// English.
    pub en: &'static str,
}

impl Bi {
    /// The text in `lang`.
    pub fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ru => self.ru,
            Lang::En => self.en,
        }
    }
}
