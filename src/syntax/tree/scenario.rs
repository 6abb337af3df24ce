//! Scenarios: steps, statements, transitions.

use super::{Expr, HandlerOn, Ident, Paragraphs, Path, Str};
use crate::span::Span;

/// `сценарий`.
#[derive(Clone, Debug, Default)]
pub struct Scenario {
    /// Facts that a call gives: `сценарий имя(факт, факт)`.
    pub params: Vec<Ident>,
    /// `повторы по желанию`: people may go round its circles as often as they like.
    pub repeats: Option<Span>,
    /// `везде … конец`.
    pub everywhere: Vec<Handler>,
    /// Steps in order; the first is where it starts.
    pub steps: Vec<Step>,
}

/// `шаг`: a straight run of statements and one transition.
#[derive(Clone, Debug)]
pub struct Step {
    /// From the header to the last line.
    pub span: Span,
    /// Its name; absent when broken.
    pub name: Option<Ident>,
    /// Title for the picture and the operator.
    pub title: Option<Str>,
    /// `бывший шаг имя`: names it had in earlier bundles.
    pub formerly: Vec<Ident>,
    /// Statements in order.
    pub statements: Vec<Statement>,
    /// Where it goes; absent when the author forgot it.
    pub transition: Option<Transition>,
    /// A line inside could not be read: do not report a missing transition.
    pub broken: bool,
}

/// A statement with its place.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Its line, without the handlers below it.
    pub span: Span,
    /// What it is.
    pub kind: StatementKind,
}

/// Kinds of statement.
#[derive(Clone, Debug)]
pub enum StatementKind {
    /// `сказать`
    Say(Spoken),
    /// `спросить факт ["вопрос"]`
    Ask {
        /// The fact.
        fact: Ident,
        /// Words of this question instead of the fact's.
        text: Spoken,
        /// What follows when it is not answered.
        handlers: Vec<Handler>,
    },
    /// `записать факт = выражение`
    Set(Ident, Expr),
    /// `забыть факт, факт`
    Forget(Vec<Ident>),
    /// `запросить источник(аргументы)`
    Lookup {
        /// The source.
        source: Ident,
        /// Its inputs in order.
        args: Vec<Expr>,
        /// `не ответил`, `нет данных`.
        handlers: Vec<Handler>,
    },
    /// `выяснить цель`
    Derive(Pursuit),
    /// `подобрать меры для события имя`
    Measures(Pursuit),
    /// `вызвать сценарий(аргументы)`
    Call(Ident, Vec<Expr>),
    /// `идентифицировать [способ]`
    Identify(Option<Ident>, Vec<Handler>),
}

/// What is found out by asking: `выяснить цель`, `подобрать меры для события имя`.
#[derive(Clone, Debug)]
pub struct Pursuit {
    /// The fact or the event.
    pub goal: Ident,
    /// `сначала факт, факт`: these are asked before all others, in this order.
    pub first: Vec<Ident>,
    /// `подробнее "…"`: the menu of due measures after they were told.
    pub details: Paragraphs,
    /// What follows when a question is not answered.
    pub handlers: Vec<Handler>,
}

/// Text with its variants per channel; every list may be empty.
#[derive(Clone, Debug, Default)]
pub struct Spoken {
    /// For every channel without a variant of its own.
    pub text: Paragraphs,
    /// `чат "…"`
    pub chat: Paragraphs,
    /// `голос "…"`
    pub voice: Paragraphs,
}

/// How a step ends.
#[derive(Clone, Debug)]
pub struct Transition {
    /// Its lines.
    pub span: Span,
    /// What it is.
    pub kind: TransitionKind,
}

/// Kinds of transition.
#[derive(Clone, Debug)]
pub enum TransitionKind {
    /// `-> цель` or a bare final statement (`завершить …`, `оператору …`, `вернуть`, `тема …`).
    Go(Target),
    /// `если … конец`
    If {
        /// Branches in order.
        branches: Vec<Branch>,
        /// `иначе -> цель`
        otherwise: Option<(Span, Target)>,
    },
    /// `выбор "…" … конец`
    Menu(Menu),
}

/// `условие -> цель`.
#[derive(Clone, Debug)]
pub struct Branch {
    /// The line.
    pub span: Span,
    /// When.
    pub condition: Expr,
    /// Where to.
    pub target: Target,
}

/// `выбор`.
#[derive(Clone, Debug, Default)]
pub struct Menu {
    /// The question.
    pub text: Spoken,
    /// Options in order.
    pub options: Vec<MenuOption>,
    /// What follows when it is not answered.
    pub handlers: Vec<Handler>,
}

/// `- имя "Надпись" (синоним, синоним) клавиша 1 -> цель`.
#[derive(Clone, Debug)]
pub struct MenuOption {
    /// The line.
    pub span: Span,
    /// Its stable name.
    pub name: Ident,
    /// Its words.
    pub label: Option<Str>,
    /// Other words for it.
    pub synonyms: Vec<Span>,
    /// Key of a telephone, 0–9, where pinned.
    pub key: Option<u8>,
    /// Where to.
    pub target: Target,
}

/// Where a transition leads.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its bytes, without the arrow.
    pub span: Span,
    /// What it is.
    pub kind: TargetKind,
}

/// Kinds of target.
#[derive(Clone, Debug)]
pub enum TargetKind {
    /// A step of this scenario.
    Step(Ident),
    /// `завершить исход ["текст"]`
    Finish(Ident, Option<Str>),
    /// `оператору очередь ["причина"]`
    Operator(Ident, Option<Str>),
    /// `вернуть`
    Return,
    /// `тема имя`
    Topic(Path),
    /// Could not be read; already reported.
    Error,
}

/// What follows when a question, menu or lookup gets no usable answer.
#[derive(Clone, Debug)]
pub struct Handler {
    /// The line.
    pub span: Span,
    /// On what.
    pub on: HandlerOn,
    /// What to say, empty for the default.
    pub text: Paragraphs,
    /// Where to; absent stays.
    pub target: Option<Target>,
}
