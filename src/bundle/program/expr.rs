//! Expressions and texts.

use serde::{Deserialize, Serialize};

use super::{BinaryOp, DecisionId, ExprId, FactId, ParameterId};
use crate::value::{Name, Value, depth};

/// A node of an expression; operands stand before it in [`super::Program::exprs`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Expr {
    /// A constant.
    Const(Value),
    /// The session's date.
    Today,
    /// A fact, derived where it is derived.
    Fact(FactId),
    /// One output of a decision with several.
    Member(ExprId, Name),
    /// Not, of three values.
    Not(ExprId),
    /// Minus.
    Negate(ExprId),
    /// Two operands.
    Binary(BinaryOp, ExprId, ExprId),
    /// Any of the tests holds.
    In(ExprId, Vec<Test>),
    /// Condition, then, else.
    If(ExprId, ExprId, ExprId),
    /// A list.
    List(Vec<ExprId>),
    /// A built-in function.
    Call(Function, Vec<ExprId>),
    /// A parameter over time: keys, and a date where one is given after them.
    Parameter(ParameterId, Vec<ExprId>),
    /// The result of a decision.
    Decision(DecisionId),
}

/// A unary test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Test {
    /// Anything, unknown included.
    Any,
    /// Equal to a value; where the value is a list, one of it.
    Equal(ExprId),
    /// A comparison.
    Compare(BinaryOp, ExprId),
    /// Between two ends; `true` where the end belongs to it.
    Range {
        /// Lower end.
        low: (ExprId, bool),
        /// Upper end.
        high: (ExprId, bool),
    },
    /// None of the tests holds.
    Not(#[serde(deserialize_with = "depth::bounded")] Vec<Test>),
}

/// Built-in functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Function {
    /// `возраст(дата)`: full years on the session's date
    Age,
    /// `рабочие_дни(дата, n)`: the n-th working day after a date
    WorkingDays,
    /// `календарные_дни(дата, n)`: the n-th day after a date
    CalendarDays,
    /// `добавить(дата, длительность)`: months end on the last day where the day is missing
    Add,
    /// `мин(a, b, …)`
    Min,
    /// `макс(a, b, …)`
    Max,
    /// `округлить(число, знаков)`: half away from zero
    Round,
    /// `длина(список)`
    Length,
}

impl Function {
    /// All with their Russian and English names (folded) and number of arguments (least, most).
    pub const ALL: [(Self, &'static str, &'static str, (usize, usize)); 8] = [
        (Self::Age, "возраст", "age", (1, 1)),
        (Self::WorkingDays, "рабочие_дни", "working_days", (2, 2)),
        (Self::CalendarDays, "календарные_дни", "calendar_days", (2, 2)),
        (Self::Add, "добавить", "add", (2, 2)),
        (Self::Min, "мин", "min", (1, 16)),
        (Self::Max, "макс", "max", (1, 16)),
        (Self::Round, "округлить", "round", (2, 2)),
        (Self::Length, "длина", "length", (1, 1)),
    ];
}

/// A text: words and holes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// In order.
    pub parts: Vec<TextPart>,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TextPart {
    /// As it stands.
    Words(String),
    /// A value.
    Hole(ExprId, Format),
}

/// How a text shows a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// By its type.
    #[default]
    Default,
    /// `деньги`: roubles, kopecks where there are any
    Money,
    /// `дата`: "1 сентября 2023 года"
    Date,
    /// `число`: digits in groups
    Number,
    /// `прописью`: in words
    Words,
    /// Number and the right one of its plural forms.
    Plural(Vec<String>),
}

/// Text with variants per channel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spoken {
    /// For channels without a variant.
    pub any: Option<super::TextId>,
    /// Chat.
    pub chat: Option<super::TextId>,
    /// Voice.
    pub voice: Option<super::TextId>,
}
