//! Expressions and texts.

use serde::{Deserialize, Serialize};

use super::{BinaryOp, DecisionId, ExprId, FactId, Function, ParameterId};
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

/// A text: words and holes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// In order.
    pub parts: Vec<TextPart>,
}

impl Text {
    /// Whether it is the same words whatever is known.
    pub fn is_constant(&self) -> bool {
        self.parts.iter().all(|part| matches!(part, TextPart::Words(_)))
    }
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
