//! Facts, decisions, rules, reference data.

use serde::{Deserialize, Serialize};

use super::{DecisionId, DirectoryId, ExprId, GroundId, HitPolicy, RuleId, SourcePos, Spoken, Test, TextId, Validity};
use crate::value::{Date, Name, Type, Value};

/// A fact: asked, looked up or derived.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Stable name.
    pub name: Name,
    /// Title.
    pub title: String,
    /// Type.
    pub ty: Type,
    /// Question, absent where it is never asked.
    pub question: Spoken,
    /// Help for answering.
    pub hint: Option<TextId>,
    /// Personal data.
    pub personal: bool,
    /// Words of the options of `один из`, in order of the type.
    pub options: Vec<FactOption>,
    /// Entries of `справочник`.
    pub directory: Option<DirectoryId>,
    /// How it is derived, where it is.
    pub derived: Derived,
    /// Where it is defined.
    pub at: SourcePos,
    /// How hard its question is for people, 1 where nothing is said.
    pub cost: u32,
    /// The paper that answers it.
    pub document: Option<String>,
}

/// How a fact is derived.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Derived {
    /// It is asked, looked up or written.
    #[default]
    No,
    /// By decisions, one for each edition.
    Decisions(Vec<DecisionId>),
    /// By rules.
    Rules(Vec<RuleId>),
}

/// An option of a fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FactOption {
    /// Stable name.
    pub name: Name,
    /// Words on the button.
    pub label: String,
    /// Other words.
    pub synonyms: Vec<String>,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// Name of the fact it derives.
    pub name: Name,
    /// Title.
    pub title: String,
    /// When it is in force.
    pub valid: Validity,
    /// Legal grounds of the whole.
    pub grounds: Vec<GroundId>,
    /// Table or expression.
    pub body: DecisionBody,
    /// Where it is defined.
    pub at: SourcePos,
    /// `по правилам DMN`: an unknown value is the null of FEEL.
    pub dmn: bool,
}

/// How a decision concludes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DecisionBody {
    /// An expression.
    Expr(ExprId),
    /// A table.
    Table(Table),
}

/// A decision table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Hit policy of DMN.
    pub policy: HitPolicy,
    /// Input columns.
    pub inputs: Vec<ExprId>,
    /// Output columns.
    pub outputs: Vec<Name>,
    /// Order of outputs, greatest first, for `Priority` and `OutputOrder`.
    pub output_values: Vec<Value>,
    /// Rows in order.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// For each input column: one of the tests must hold.
    pub inputs: Vec<Vec<Test>>,
    /// For each output column.
    pub outputs: Vec<ExprId>,
    /// Ground of this row, an expression of text, where the table has such a column.
    pub ground: Option<GroundId>,
    /// Where it stands.
    pub at: SourcePos,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Name of the fact it concludes.
    pub name: Name,
    /// Label for exceptions.
    pub label: Option<Name>,
    /// The conclusion.
    pub value: ExprId,
    /// All must hold.
    pub conditions: Vec<ExprId>,
    /// One group that holds as a whole defeats the rule.
    pub exceptions: Vec<Vec<ExprId>>,
    /// Rules that this one defeats when it applies.
    pub defeats: Vec<RuleId>,
    /// When it is in force.
    pub valid: Validity,
    /// Legal grounds.
    pub grounds: Vec<GroundId>,
    /// Where it stands.
    pub at: SourcePos,
}

/// A measure of support.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Stable name.
    pub name: Name,
    /// Title.
    pub title: String,
    /// External code.
    pub code: Option<String>,
    /// Life events that bring it up.
    pub events: Vec<Name>,
    /// When it is due.
    pub due: Option<ExprId>,
    /// How much.
    pub amount: Option<ExprId>,
    /// Notification.
    pub notice: Option<TextId>,
    /// What tells more.
    pub answer: Option<super::Answer>,
    /// When it is in force.
    pub valid: Validity,
    /// Legal grounds.
    pub grounds: Vec<GroundId>,
    /// Where it is defined.
    pub at: SourcePos,
}

/// The fact that says whether a measure is due. No name of a base holds a dot.
pub fn due_name(measure: &str) -> String {
    format!("мера.{measure}")
}

/// The fact that says how much a measure is.
pub fn amount_name(measure: &str) -> String {
    format!("мера.{measure}.размер")
}

/// A directory (справочник).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Directory {
    /// Name.
    pub name: Name,
    /// Title.
    pub title: String,
    /// Entries in order.
    pub entries: Vec<DirectoryEntry>,
}

/// An entry of a directory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DirectoryEntry {
    /// Stable key.
    pub key: Name,
    /// Title.
    pub title: String,
    /// Other words.
    pub synonyms: Vec<String>,
}

/// A parameter over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// Name.
    pub name: Name,
    /// Title.
    pub title: String,
    /// Number of keys.
    pub keys: u32,
    /// Values.
    pub values: Vec<ParameterValue>,
}

/// A value of a parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParameterValue {
    /// For these keys.
    pub keys: Vec<Name>,
    /// In this period.
    pub valid: Validity,
    /// The value.
    pub value: Value,
    /// Its ground.
    pub ground: Option<GroundId>,
    /// Announced, but not adopted: never computed with, only told of.
    pub expected: bool,
}

/// A value of a parameter as it stands on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Edition<'p> {
    /// In force.
    InForce(&'p ParameterValue),
    /// The last one, which has ended; nobody wrote what follows it.
    Ended {
        /// The value.
        value: &'p ParameterValue,
        /// Its last day.
        last_day: Date,
    },
    /// In force as far as is known, but another value was announced from a day that has come.
    Superseded {
        /// The value.
        value: &'p ParameterValue,
        /// The day before the announced one.
        last_day: Date,
    },
}

impl Parameter {
    /// The value for these keys on a day; `None` before the first and for keys without any.
    pub fn on(&self, keys: &[&Name], day: Date) -> Option<Edition<'_>> {
        let of_keys = |v: &&ParameterValue| v.keys.iter().eq(keys.iter().copied());
        Self::among(self.values.iter().filter(of_keys), day)
    }

    /// As [`Self::on`], from the values of some keys.
    pub fn among<'p>(values: impl Iterator<Item = &'p ParameterValue> + Clone, day: Date) -> Option<Edition<'p>> {
        let adopted = || values.clone().filter(|v| !v.expected);
        // A value without an end is in force until the next one begins.
        let Some(value) = adopted().filter(|v| v.valid.holds(day)).max_by_key(|v| v.valid.from) else {
            let value = adopted()
                .filter(|v| v.valid.until.is_some_and(|until| until < day))
                .max_by_key(|v| v.valid.until)?;
            let last_day = value.valid.until?;
            return Some(Edition::Ended { value, last_day });
        };
        let announced = values.clone().filter(|v| v.expected);
        let begun = announced
            .filter_map(|v| v.valid.from)
            .filter(|from| *from <= day && value.valid.from.is_none_or(|own| own < *from))
            .min();
        match begun.and_then(|from| from.yesterday().ok()) {
            Some(last_day) => Some(Edition::Superseded { value, last_day }),
            None => Some(Edition::InForce(value)),
        }
    }
}

/// Working days.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Calendar {
    /// Days off that would otherwise be working days, sorted.
    pub holidays: Vec<Date>,
    /// Working days that would otherwise be days off, sorted.
    pub working: Vec<Date>,
    /// First and last day for which the calendar is known.
    pub known: Option<(Date, Date)>,
}
