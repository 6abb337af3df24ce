//! Terms of the language that the compiler reads and the runtime follows.

use serde::{Deserialize, Serialize};

/// Operators of two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BinaryOp {
    /// `или`
    Or,
    /// `и`
    And,
    /// `=`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `**`
    Pow,
}

impl BinaryOp {
    /// Whether it compares two values.
    pub fn compares(self) -> bool {
        matches!(self, Self::Eq | Self::Ne | Self::Lt | Self::Le | Self::Gt | Self::Ge)
    }
}

/// Hit policies of DMN 1.4, table 45.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum HitPolicy {
    /// `единственная`
    Unique,
    /// `первая`
    First,
    /// `любая`
    Any,
    /// `приоритет`
    Priority,
    /// `сбор`
    Collect,
    /// `сбор сумма`
    CollectSum,
    /// `сбор минимум`
    CollectMin,
    /// `сбор максимум`
    CollectMax,
    /// `сбор количество`
    CollectCount,
    /// `порядок строк`
    RuleOrder,
    /// `порядок выводов`
    OutputOrder,
}

/// Weight of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CueWeight {
    /// `+10`, `-6`
    Points(i32),
    /// `всегда`: decisive
    Always,
    /// `никогда`: forbids the topic
    Never,
}

/// Occasions of a handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum HandlerOn {
    /// `не понял`
    NoMatch,
    /// `молчание`
    NoInput,
    /// `больше N раз`: not understood and silence together
    MoreThan(u32),
    /// `оператор`: the citizen asks for a person
    Operator,
    /// `смена темы`
    TopicChange,
    /// `смена темы запрещена`
    NoTopicChange,
    /// `не знаю`
    DontKnow,
    /// `не ответил`: a source or an identification in time
    NoAnswer,
    /// `нет данных`: a source knows nothing
    NoData,
    /// `не удалось`: an identification failed
    Failed,
}
