//! Expressions, types, cells.

use rust_decimal::Decimal;

use super::{BinaryOp, Ident, Str};
use crate::span::Span;
use crate::value::{Date, Duration};

/// An expression with its place.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// Kinds of expression; the meaning follows FEEL (DMN 1.4, chapter 10).
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A literal.
    Literal(Literal),
    /// A fact, a derived fact, a parameter of the scenario or an option of a fact.
    Name(Ident),
    /// `решение.колонка`.
    Member(Box<Expr>, Ident),
    /// `имя(аргументы)`: a built-in function or a parameter over time.
    Call(Ident, Vec<Expr>),
    /// `не x`.
    Not(Box<Expr>),
    /// `-x`.
    Negate(Box<Expr>),
    /// Two operands.
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `x в [a..b]`, `x в (а, б)`.
    In(Box<Expr>, Vec<Test>),
    /// `если c то a иначе b`.
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `(а, б, в)` as a list value.
    List(Vec<Expr>),
    /// `(сумма: 20_000, срок: 7 дней)`: named parts.
    Record(Vec<(Ident, Expr)>),
    /// Could not be read; already reported.
    Error,
}

/// Literal values.
#[derive(Clone, Debug)]
pub enum Literal {
    /// `12`, `0.5`, `1_000_000`.
    Number(Decimal),
    /// `20_000 ₽`, in roubles.
    Money(Decimal),
    /// `"…"`.
    Text(Str),
    /// `да`, `нет`.
    Bool(bool),
    /// `неизвестно`.
    Unknown,
    /// `2023-03-12` or `12.03.2023`; `None` when there is no such day (reported).
    Date(Option<Date>),
    /// `7 дней`, `3 рабочих дня`.
    Duration(Duration),
    /// `сегодня`.
    Today,
}

/// A S-FEEL unary test: what a cell of a table or the right side of `в` says.
#[derive(Clone, Debug)]
pub enum Test {
    /// `-`: anything, unknown included.
    Any(Span),
    /// A value.
    Equal(Expr),
    /// `< x` and the like; the operator is a comparison.
    Compare(BinaryOp, Expr),
    /// `[a..b]`, `(a..b]`, …; `true` where the end belongs to it.
    Range {
        /// The whole test.
        span: Span,
        /// Lower end and whether it belongs.
        low: (Expr, bool),
        /// Upper end and whether it belongs.
        high: (Expr, bool),
    },
    /// `не(а, б)`.
    Not(Span, Vec<Test>),
}

/// A type as written.
#[derive(Clone, Debug)]
pub struct TypeExpr {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: TypeKind,
}

/// Kinds of type. Bounds are inclusive; an absent bound is open.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// `да_нет`
    YesNo,
    /// `целое a..b`
    Integer(Bounds),
    /// `число a..b`
    Number(Bounds),
    /// `деньги a..b`, in roubles
    Money(Bounds),
    /// `дата a..b`
    Date(Bounds),
    /// `длительность`
    Duration,
    /// `один из a, b, c`; may be empty when the body of the fact lists the options.
    OneOf(Vec<Ident>),
    /// `список из …`
    List(Box<TypeExpr>),
    /// `справочник имя`
    Directory(Ident),
    /// `текст`
    Text,
    /// `телефон`
    Phone,
    /// `снилс`
    Snils,
    /// `любое значение`
    Any,
    /// Could not be read; already reported.
    Error,
}

/// Inclusive bounds of a type.
#[derive(Clone, Debug, Default)]
pub struct Bounds {
    /// Least value.
    pub low: Option<Box<Expr>>,
    /// Greatest value.
    pub high: Option<Box<Expr>>,
}

/// One part of a template.
#[derive(Clone, Debug)]
pub enum TemplatePart {
    /// Words as they stand.
    Text(Span),
    /// `{выражение | формат}`.
    Hole {
        /// With the braces.
        span: Span,
        /// What to show.
        expr: Expr,
        /// How to show it.
        format: Option<TemplateFormat>,
    },
}

/// How a template shows a value.
#[derive(Clone, Debug)]
pub enum TemplateFormat {
    /// A named format: `деньги`, `дата`, `число`, `прописью`, …
    Named(Ident),
    /// Plural forms after the number: `день/дня/дней`; two forms in English.
    Plural(Vec<Span>),
}
