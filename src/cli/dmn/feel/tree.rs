//! The tree of FEEL and of boxed expressions, which say the same in another shape.

use std::rc::Rc;

use super::super::model::Table;
pub use crate::value::BinaryOp as Op;

/// An expression with the byte of the file at which it begins.
#[derive(Clone, Debug)]
pub struct F {
    /// What it is.
    pub k: K,
    /// Where it begins.
    pub at: u32,
}

/// An operator in our language, with how strongly it binds.
pub fn ours(op: Op) -> (&'static str, u8) {
    match op {
        Op::Or => ("или", 1),
        Op::And => ("и", 2),
        Op::Eq => ("=", 4),
        Op::Ne => ("!=", 4),
        Op::Lt => ("<", 4),
        Op::Le => ("<=", 4),
        Op::Gt => (">", 4),
        Op::Ge => (">=", 4),
        Op::Add => ("+", 5),
        Op::Sub => ("-", 5),
        Op::Mul => ("*", 6),
        Op::Div => ("/", 6),
        Op::Pow => ("**", 8),
    }
}

/// A unary test.
#[derive(Clone, Debug)]
pub enum Test {
    /// `-`
    Any,
    /// `< x`
    Compare(Op, F),
    /// A value, a range, a list, or a condition about `?`.
    Is(F),
    /// `not(…)`
    Not(Vec<Test>),
}

/// Kinds of expression.
#[derive(Clone, Debug)]
pub enum K {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// As written.
    Number(String),
    /// Without quotes and escapes.
    Text(String),
    /// `@"2020-01-01"`
    At(String),
    /// A name, its words joined by one space.
    Name(String),
    /// `[a, b]`
    List(Vec<F>),
    /// `[a..b)`; `true` where the end belongs to it.
    Range(Box<F>, bool, Box<F>, bool),
    /// `(> 5)` as a value.
    Half(Op, Box<F>),
    /// `{a: 1}`
    Context(Vec<(String, F)>),
    /// A boxed context whose last entry is its result.
    Result(Vec<(String, F)>, Box<F>),
    /// A call with arguments by position.
    Call(Box<F>, Vec<F>),
    /// A call with arguments by name.
    Named(Box<F>, Vec<(String, F)>),
    /// `x.name`
    Path(Box<F>, String),
    /// `x[y]`
    Filter(Box<F>, Box<F>),
    /// `-x`
    Negate(Box<F>),
    /// Two operands.
    Binary(Op, Box<F>, Box<F>),
    /// `x between a and b`
    Between(Box<F>, Box<F>, Box<F>),
    /// `x in (…)`
    In(Box<F>, Vec<Test>),
    /// `x instance of type`
    InstanceOf(Box<F>, String),
    /// `if … then … else …`
    If(Box<F>, Box<F>, Box<F>),
    /// `for x in a, y in b return c`
    For(Vec<(String, F)>, Box<F>),
    /// `some`, `every` (true): `x in a satisfies c`
    Quantified(bool, Vec<(String, F)>, Box<F>),
    /// `function(a, b) c`
    Function(Vec<String>, Box<F>),
    /// A function in another language.
    External,
    /// A boxed decision table.
    Table(Rc<Table>),
}

impl F {
    /// An expression at a place.
    pub fn new(k: K, at: u32) -> Self {
        Self { k, at }
    }
}
