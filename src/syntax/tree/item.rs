//! Items that are not scenarios or dialog tests.

use super::{CueWeight, Dialog, Expr, HitPolicy, Ident, Paragraphs, Scenario, Str, Target, Test, TypeExpr};
use crate::span::Span;
use crate::value::{Date, Duration};

/// One item of a file with what every item may carry.
#[derive(Clone, Debug)]
pub struct Item {
    /// From the header to `конец`.
    pub span: Span,
    /// The header line.
    pub header: Span,
    /// `##` lines before the header, one span a line, without the marks.
    pub docs: Vec<Span>,
    /// Its name; absent when broken. Dialog tests have none.
    pub name: Option<Path>,
    /// Title in quotes.
    pub title: Option<Str>,
    /// Attributes that any item may carry.
    pub common: Common,
    /// What it is.
    pub kind: ItemKind,
    /// A line inside could not be read: names it may have defined are not reported as unknown.
    pub broken: bool,
}

/// A dotted name: `мсз.единое_пособие`. Compare the folded text of the whole span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The whole path.
    pub span: Span,
}

/// Attributes of any item.
#[derive(Clone, Debug, Default)]
pub struct Common {
    /// `черновик`, left out of the bundle.
    pub draft: Option<Span>,
    /// `сегмент имя`: the participant who owns it.
    pub segment: Option<Ident>,
    /// `основание "акт", пункт "…"`, in order.
    pub grounds: Vec<Ground>,
    /// `действует с … по …`.
    pub edition: Option<EditionRange>,
}

/// A legal ground.
#[derive(Clone, Copy, Debug)]
pub struct Ground {
    /// The line.
    pub span: Span,
    /// The act.
    pub act: Str,
    /// The point of the act.
    pub point: Option<Str>,
}

/// A period of validity; both days belong to it.
#[derive(Clone, Copy, Debug)]
pub struct EditionRange {
    /// The line.
    pub span: Span,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

/// Kinds of item.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// `тема`
    Topic(Topic),
    /// `факт`
    Fact(Fact),
    /// `правило`
    Rule(Rule),
    /// `решение`
    Decision(Decision),
    /// `мера`
    Measure(Measure),
    /// `источник`
    SourceDecl(SourceDecl),
    /// `очередь`
    Queue(Queue),
    /// `сценарий`
    Scenario(Scenario),
    /// `диалог`
    Dialog(Dialog),
    /// The header could not be read; already reported.
    Error,
}

/// `тема`.
#[derive(Clone, Debug, Default)]
pub struct Topic {
    /// `код егиссо "0787"`: system and code.
    pub codes: Vec<(Ident, Str)>,
    /// Example questions, the raw text after the dash.
    pub phrases: Vec<Span>,
    /// Questions that are not about this topic.
    pub negative: Vec<Span>,
    /// Weighted patterns.
    pub cues: Vec<Cue>,
    /// `не путать с`.
    pub not_confuse: Vec<Path>,
    /// `ответ …`.
    pub answer: Option<(Span, Answer)>,
    /// `ускоренный порядок`.
    pub accelerated: Option<Span>,
    /// `срок …`.
    pub term: Option<Duration>,
    /// `компетенция организация`.
    pub competence: Option<Ident>,
}

/// What answers a topic or follows a measure.
#[derive(Clone, Debug)]
pub enum Answer {
    /// `ответ сценарий имя`
    Scenario(Ident),
    /// `ответ "…"`
    Text(Paragraphs),
    /// `ответ очередь имя "причина"`
    Queue(Ident, Option<Str>),
    /// `ответ тема имя`
    Topic(Path),
}

/// A weighted pattern of a topic.
#[derive(Clone, Debug)]
pub struct Cue {
    /// The line.
    pub span: Span,
    /// Its weight.
    pub weight: CueWeight,
    /// Its pattern.
    pub pattern: Pattern,
}

/// A pattern over the words of a question.
#[derive(Clone, Debug)]
pub enum Pattern {
    /// A word in any grammatical form.
    Word(Span),
    /// `=слово`: this form only.
    Exact(Span),
    /// `слово*`
    Prefix(Span),
    /// `"фраза из слов"`: adjacent, in order.
    Phrase(Str),
    /// `@синоним`: a named list from the reference data.
    Synonym(Ident),
    /// `<число>` and the like: a recognised entity.
    Entity(Ident),
    /// `A & B`
    And(Vec<Pattern>),
    /// `A | B`
    Or(Vec<Pattern>),
    /// `!A`
    Not(Box<Pattern>),
    /// `A ~3 B`: within so many words, in any order.
    Near(Box<Pattern>, u32, Box<Pattern>),
    /// Could not be read; already reported.
    Error,
}

/// `факт`.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its type.
    pub ty: TypeExpr,
    /// `вопрос "…"`
    pub question: Paragraphs,
    /// `чат "…"`
    pub chat: Paragraphs,
    /// `голос "…"`
    pub voice: Paragraphs,
    /// `подсказка "…"`
    pub hint: Paragraphs,
    /// `персональный`
    pub personal: Option<Span>,
    /// `цена вопроса 3`
    pub cost: Option<u32>,
    /// `документ "…"`: the paper that answers it.
    pub document: Option<Str>,
    /// Labels and synonyms of the options: `- имя "Надпись" (синоним, синоним)`.
    pub options: Vec<FactOption>,
}

/// An option of a fact.
#[derive(Clone, Debug)]
pub struct FactOption {
    /// The line.
    pub span: Span,
    /// Its name.
    pub name: Ident,
    /// Its words on a button.
    pub label: Option<Str>,
    /// Other words for it.
    pub synonyms: Vec<Span>,
}

/// `правило имя = выражение`.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Type, where written: `правило размер: деньги = …`.
    pub ty: Option<TypeExpr>,
    /// What it concludes.
    pub value: Expr,
    /// Lines of `если`, joined by "и".
    pub conditions: Vec<Expr>,
    /// Groups of `кроме если`; one true group defeats the rule.
    pub exceptions: Vec<Exception>,
    /// `метка имя`: how exceptions call it.
    pub label: Option<Ident>,
    /// `исключение из метка, …`: rules that this one defeats.
    pub defeats: Vec<Ident>,
}

/// `кроме если`.
#[derive(Clone, Debug)]
pub struct Exception {
    /// The line of `кроме если`.
    pub span: Span,
    /// Its lines, joined by "и".
    pub conditions: Vec<Expr>,
}

/// `решение`.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Type of the single result, where written.
    pub ty: Option<TypeExpr>,
    /// Table or expression.
    pub body: DecisionBody,
    /// `по правилам DMN`.
    pub dmn: Option<Span>,
}

/// How a decision concludes.
#[derive(Clone, Debug)]
pub enum DecisionBody {
    /// `решение имя: тип = выражение`
    Expr(Expr),
    /// Rows of cells.
    Table(Table),
    /// Neither could be read; already reported.
    Error,
}

/// A decision table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// `политика …`, default `единственная`.
    pub policy: Option<(Span, HitPolicy)>,
    /// `значения a, b, c`: order of outputs for `приоритет` and `порядок выводов`.
    pub output_values: Vec<Expr>,
    /// Input columns.
    pub inputs: Vec<Expr>,
    /// Output columns.
    pub outputs: Vec<OutputColumn>,
    /// Rows in order.
    pub rows: Vec<Row>,
}

/// An output column of a table.
#[derive(Clone, Debug)]
pub struct OutputColumn {
    /// Its cell in the header.
    pub span: Span,
    /// Its name.
    pub name: Ident,
    /// Its type, needed where there is more than one.
    pub ty: Option<TypeExpr>,
    /// A column `основание`: the cells are legal grounds of the rows.
    pub ground: bool,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// The line.
    pub span: Span,
    /// One list of alternative tests for each input column.
    pub inputs: Vec<(Span, Vec<Test>)>,
    /// One expression for each output column.
    pub outputs: Vec<Expr>,
}

/// `мера`.
#[derive(Clone, Debug, Default)]
pub struct Measure {
    /// `код "0787"`
    pub code: Option<Str>,
    /// `события a, b`
    pub events: Vec<Ident>,
    /// `положена если …`
    pub due: Option<Expr>,
    /// `размер …`
    pub amount: Option<Expr>,
    /// `уведомление "…"`
    pub notice: Paragraphs,
    /// `ответ …`
    pub answer: Option<(Span, Answer)>,
}

/// `источник`: a lookup that the channel service performs.
#[derive(Clone, Debug, Default)]
pub struct SourceDecl {
    /// `вход имя: тип, …`
    pub inputs: Vec<Param>,
    /// `выход факт, …`: facts that it answers.
    pub outputs: Vec<Ident>,
    /// `срок 2 секунды`: time limit.
    pub timeout: Option<Duration>,
    /// `требует идентификации`, with the kind where written.
    pub identification: Option<(Span, Option<Ident>)>,
}

/// A named, typed parameter.
#[derive(Clone, Debug)]
pub struct Param {
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub ty: TypeExpr,
}

/// `очередь`: where people go to an operator.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    /// `уровень 2`
    pub level: Option<u32>,
    /// `часы …`; empty is not declared.
    pub hours: Vec<Hours>,
    /// `вне часов "…" -> цель`
    pub closed: Option<(Span, Paragraphs, Option<Target>)>,
}

/// Opening hours of a queue.
#[derive(Clone, Debug)]
pub enum Hours {
    /// `часы круглосуточно`
    Always(Span),
    /// `часы пн-пт 09:00-18:00`: days from 1 (Monday), minutes of the day.
    Week {
        /// The line.
        span: Span,
        /// First and last day, from 1 = Monday.
        days: (u8, u8),
        /// First minute and the minute after the last.
        minutes: (u16, u16),
    },
}
