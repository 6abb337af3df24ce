//! Dialog tests.

use super::{Expr, Ident, Path, Str};
use crate::span::Span;
use crate::value::Date;

/// `диалог "Название"`.
#[derive(Clone, Debug, Default)]
pub struct Dialog {
    /// Lines in order.
    pub lines: Vec<DialogLine>,
}

/// A line of a dialog test.
#[derive(Clone, Debug)]
pub struct DialogLine {
    /// The line.
    pub span: Span,
    /// What it is.
    pub kind: DialogLineKind,
}

/// Kinds of line.
#[derive(Clone, Debug)]
pub enum DialogLineKind {
    /// `дата 2023-09-15 [10:30]`: date and minute of the day
    Date(Option<Date>, Option<u16>),
    /// `канал чат`
    Channel(Ident),
    /// `сценарий имя`: start in this scenario, without choosing a topic
    Start(Ident),
    /// `известно факт = значение`: known before the conversation
    Given(Ident, Expr),
    /// `> слова`: the citizen; the raw text after the sign
    User(Span),
    /// `< слова`: the system; the raw text after the sign, `*` stands for any run of words
    System(Span),
    /// `тишина`
    Silence,
    /// `клавиша 1`
    Key(Span),
    /// `источник имя отвечает {факт: значение, …}`
    SourceAnswers(Ident, Vec<(Ident, Expr)>),
    /// `источник имя не ответил`
    SourceSilent(Ident),
    /// `источник имя нет данных`
    SourceEmpty(Ident),
    /// `идентификация успешна` / `идентификация не удалась`
    Identified(bool),
    /// `факт имя = значение`
    Fact(Ident, Expr),
    /// `тема имя`
    Topic(Path),
    /// `шаг имя`
    Step(Ident),
    /// `исход имя`
    Outcome(Ident),
    /// `очередь имя`
    Queue(Ident),
    /// `основание "…"`: given with an answer; `*` stands for any run of words
    Ground(Str),
}
