//! What only authors need: where everything stands, and the type of every expression.

use std::sync::Arc;

use crate::bundle::program::{ExprId, FactId, Program, ScenarioId, SourceId, StepId, TopicId, Validity};
use crate::model::manifest::Manifest;
use crate::span::{FileId, Place, Span};
use crate::value::{Bi, Channel, Date, Name, Type, Value};

/// The program with places.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// What runs. Names that could not be resolved are `NONE`.
    pub program: Program,
    /// Where it stands.
    pub places: Places,
    /// Dialog tests.
    pub dialogs: Vec<Dialog>,
    /// The manifest that it was resolved with.
    pub manifest: Manifest,
    /// Topics, facts, rules, decisions, measures, sources, queues and scenarios in order of the files;
    /// drafts left out.
    pub items: Vec<Owned>,
}

/// An item of the base: whose it is and when it is in force.
#[derive(Clone, Debug)]
pub struct Owned {
    /// What it is.
    pub kind: Bi,
    /// Its name.
    pub name: Name,
    /// Where its name stands.
    pub place: Place,
    /// From its header to `конец`.
    pub whole: Place,
    /// `сегмент`, whether or not the manifest has it.
    pub segment: Option<Name>,
    /// When it is in force, and the line that says so.
    pub valid: Validity,
    /// The line of the period; the name where no period is written.
    pub period: Place,
}

/// Places of the elements of every array of [`Program`], index by index.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Names of facts: the declaration, or the first rule or decision that concludes it.
    pub facts: Vec<Place>,
    /// Expressions.
    pub exprs: Vec<Place>,
    /// Types of expressions; `None` where an error or `неизвестно` leaves it open.
    pub expr_types: Vec<Option<Arc<Type>>>,
    /// Texts, from the first string to the last.
    pub texts: Vec<Place>,
    /// Names of scenarios.
    pub scenarios: Vec<Place>,
    /// For each scenario the line `повторы по желанию`, where it has one.
    pub repeats: Vec<Option<Place>>,
    /// Steps.
    pub steps: Vec<StepPlace>,
    /// Nodes, each the line of its statement or the lines of its transition.
    pub nodes: Vec<Place>,
    /// For each node the places of its targets: the one of `->`, those of the branches of `если`
    /// in order and then of `иначе`, those of the options of a menu.
    pub targets: Vec<Box<[Place]>>,
    /// For each list of handlers its handlers in order.
    pub handlers: Vec<Vec<HandlerPlace>>,
    /// Topics.
    pub topics: Vec<TopicPlaces>,
    /// Names of decisions.
    pub decisions: Vec<Place>,
    /// Tables of decisions; `None` where a decision is an expression.
    pub tables: Vec<Option<TablePlaces>>,
    /// Names of rules.
    pub rules: Vec<Place>,
    /// Names of measures.
    pub measures: Vec<Place>,
    /// First days of the values of parameters, by parameter.
    pub parameter_values: Vec<Vec<Place>>,
    /// Names of queues.
    pub queues: Vec<Place>,
    /// Names of sources.
    pub sources: Vec<Place>,
    /// For each source: whether it needs identification, and the kind where one is written.
    pub source_identification: Vec<Option<Option<Name>>>,
    /// Outcomes in the manifest.
    pub outcomes: Vec<Place>,
    /// Whole steps whose author forgot the transition. Their run ends in a
    /// `Go(Step(StepId::NONE))`, as it does where the transition could not be read.
    pub steps_without_transition: Vec<StepId>,
}

impl Places {
    /// The type of an expression, where it is known.
    pub fn type_of(&self, id: ExprId) -> Option<&Type> {
        self.expr_types.get(id.index())?.as_deref()
    }

    /// The place of an expression.
    pub fn expr(&self, id: ExprId) -> Option<Place> {
        self.exprs.get(id.index()).copied()
    }
}

/// Places of a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepPlace {
    /// From the header to the last line.
    pub whole: Place,
    /// Its name.
    pub name: Place,
}

/// Places of a handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandlerPlace {
    /// The line.
    pub line: Place,
    /// Where it leads, if anywhere.
    pub target: Option<Place>,
}

/// Places of a topic.
#[derive(Clone, Debug, Default)]
pub struct TopicPlaces {
    /// Its path.
    pub name: Place,
    /// Its header.
    pub header: Place,
    /// Its phrases in order.
    pub phrases: Vec<Place>,
    /// Its negative phrases in order.
    pub negative: Vec<Place>,
    /// Its cues in order.
    pub cues: Vec<Place>,
    /// `ответ`.
    pub answer: Option<Place>,
    /// `не путать с`: the topics that exist, each with the place where it is named.
    pub not_confuse: Vec<(TopicId, Place)>,
}

/// Places of a table.
#[derive(Clone, Debug, Default)]
pub struct TablePlaces {
    /// Whether a part of it could not be read: rows may be missing.
    pub broken: bool,
    /// `политика`, where written.
    pub policy: Option<Place>,
    /// Cells of the header: inputs.
    pub inputs: Vec<Place>,
    /// Cells of the header: outputs.
    pub outputs: Vec<Place>,
    /// Rows.
    pub rows: Vec<RowPlaces>,
}

/// Places of a row.
#[derive(Clone, Debug, Default)]
pub struct RowPlaces {
    /// The line.
    pub line: Place,
    /// Cells of the inputs.
    pub inputs: Vec<Place>,
    /// Cells of the outputs, the ground left out.
    pub outputs: Vec<Place>,
}

/// A dialog test with its names resolved.
#[derive(Clone, Debug)]
pub struct Dialog {
    /// Its title.
    pub name: String,
    /// Its file.
    pub file: FileId,
    /// Its header line.
    pub place: Place,
    /// All of it, for rewriting.
    pub span: Span,
    /// Lines in order.
    pub lines: Vec<DialogLine>,
}

/// A line of a dialog test.
#[derive(Clone, Debug)]
pub struct DialogLine {
    /// The line.
    pub place: Place,
    /// What it is.
    pub kind: DialogLineKind,
}

/// Kinds of line. A value is `None` where it could not be computed; that has been reported.
#[derive(Clone, Debug, PartialEq)]
pub enum DialogLineKind {
    /// `дата 2023-09-15 [10:30]`: date and minute of the day
    Date(Option<Date>, Option<u16>),
    /// `канал чат`
    Channel(Channel),
    /// `сценарий имя`
    Start(ScenarioId),
    /// `известно факт = значение`
    Given(FactId, Option<Value>),
    /// `> слова`
    User(String),
    /// `< слова`; `*` stands for any run of words
    System(String),
    /// `тишина`
    Silence,
    /// `клавиша 1`
    Key(char),
    /// `источник имя отвечает {факт: значение, …}`
    SourceAnswers(SourceId, Vec<(FactId, Option<Value>)>),
    /// `источник имя не ответил`
    SourceSilent(SourceId),
    /// `источник имя нет данных`
    SourceEmpty(SourceId),
    /// `идентификация успешна` / `идентификация не удалась`
    Identified(bool),
    /// `факт имя = значение`
    Fact(FactId, Option<Value>),
    /// `тема имя`
    Topic(TopicId),
    /// `шаг имя`: steps of several scenarios may have the name
    Step(Name),
    /// `исход имя`
    Outcome(Name),
    /// `очередь имя`
    Queue(Name),
    /// `основание "…"`; `*` stands for any run of words
    Ground(String),
}
