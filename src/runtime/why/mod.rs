//! Why a conclusion is as it is: a tree from the conclusion over rules and tables, with their
//! grounds and editions, down to the facts and where they came from; and why not, with the distance.

mod ask;
mod build;
mod condition;
mod text;
mod walk;
mod words;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub(crate) use ask::why_not;
pub(crate) use build::Explainer;
pub use text::Audience;

use super::explain::Place;
use crate::channel::{Ground, Origin};
use crate::value::{Date, Name, Value};

/// A conclusion, or a fact, and what it follows from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Why {
    /// Stable name of the fact, decision or measure.
    pub name: Name,
    /// Its title.
    pub title: String,
    /// Its value; `Unknown` where it is not known.
    pub value: Value,
    /// The value in words.
    pub shown: String,
    /// What it follows from.
    #[serde(flatten)]
    pub because: Because,
}

/// What a conclusion follows from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "because", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Because {
    /// Said, looked up, written or given.
    Known {
        /// Where it is from.
        source: Origin,
    },
    /// Nobody has said it.
    NotSaid,
    /// Rules.
    Rules {
        /// Those in force, in order of the text.
        rules: Vec<RuleWhy>,
    },
    /// A decision table.
    Table {
        /// The edition.
        #[serde(flatten)]
        edition: EditionWhy,
        /// The input columns with their values.
        inputs: Vec<Condition>,
        /// Rows that concluded.
        rows: Vec<RowWhy>,
    },
    /// A formula.
    Formula {
        /// The edition.
        #[serde(flatten)]
        edition: EditionWhy,
        /// The formula in words.
        formula: String,
        /// What it is computed from.
        parts: Vec<Why>,
    },
    /// A measure: due or not.
    Measure {
        /// The edition.
        #[serde(flatten)]
        edition: EditionWhy,
        /// All of these must hold.
        conditions: Vec<Condition>,
        /// How much, where the measure has an amount.
        amount: Option<Amount>,
    },
    /// Nothing is in force on the date.
    NoEdition,
    /// Explained already, further up.
    Above,
    /// Nested too deep to explain here.
    Deeper,
}

/// An edition and what it stands on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EditionWhy {
    /// Where it is defined.
    pub at: Place,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// Legal grounds.
    pub grounds: Vec<Ground>,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleWhy {
    /// The edition.
    #[serde(flatten)]
    pub edition: EditionWhy,
    /// Its label.
    pub label: Option<Name>,
    /// What it concludes, in words.
    pub concludes: String,
    /// Whether it applies; `None` is not known.
    pub applies: Option<bool>,
    /// All of these must hold.
    pub conditions: Vec<Condition>,
    /// A group that holds as a whole defeats the rule.
    pub exceptions: Vec<Vec<Condition>>,
    /// Labels of rules that defeat it here.
    pub defeated_by: Vec<Name>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowWhy {
    /// Where it stands.
    pub at: Place,
    /// Its own ground.
    pub grounds: Vec<Ground>,
}

/// A condition as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// In words, with the values: `Доход семьи (21 000 ₽) не больше 19 800 ₽`.
    pub text: String,
    /// Whether it holds; `None` is not known.
    pub holds: Option<bool>,
    /// How far it is from holding: `на 1 200 ₽ выше`.
    pub distance: Option<String>,
    /// Legal grounds of the values it is compared with.
    pub grounds: Vec<Ground>,
    /// The facts it reads.
    pub facts: Vec<Why>,
}

/// The amount of a measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// The amount; `Unknown` where a fact is missing.
    pub value: Value,
    /// In words.
    pub shown: String,
    /// Legal grounds.
    pub grounds: Vec<Ground>,
    /// What it is computed from.
    pub parts: Vec<Why>,
}
