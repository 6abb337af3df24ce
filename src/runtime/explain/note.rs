//! What did not go as written.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::value::{Date, Lang, Name};

/// A line of a source file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file.
    pub file: Name,
    /// The line, from 1.
    pub line: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// Something that did not go as written. None of them stops the conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Note {
    /// A fact that an expression needed is not known.
    Missing(Name),
    /// Values of these kinds do not go together.
    Types(Name, Name),
    /// A division by zero.
    DivisionByZero,
    /// A number, sum of money or date beyond what can be counted.
    OutOfRange,
    /// No row of the table fits.
    NoRow(Name),
    /// Rows of a table that allows only one conclusion disagree.
    RowConflict(Name, Vec<Place>),
    /// Rules conclude different values.
    RuleConflict(Name, Vec<Place>),
    /// No edition is in force on the session's date.
    NoEdition(Name),
    /// The parameter has no value for these keys and this date.
    NoParameter(Name),
    /// Nobody wrote what follows the value of this parameter, which was known until this day: it was
    /// used all the same.
    Outdated(Name, Date),
    /// The fact depends on itself.
    Cycle(Name),
    /// Expressions or derivations are nested too deep.
    TooDeep,
    /// The calendar says nothing about this year: only Saturdays and Sundays were taken as days off.
    CalendarUnknown(i16),
    /// The steps allowed for one turn are used up.
    StepLimit(u32),
    /// Calls and digressions are nested too deep.
    DepthLimit(u32),
    /// A message was cut to so many characters.
    Cut(u32),
    /// A source answered a fact that it does not declare.
    UndeclaredFact(Name),
    /// A value does not have the type of its fact.
    WrongType(Name),
    /// The host named a fact that the base does not have.
    UnknownFact(Name),
    /// The host named a scenario that the base does not have, or not on this date.
    UnknownScenario(Name),
    /// An event that nothing waits for.
    UnexpectedEvent,
    /// The session belongs to another bundle or was written by another version.
    OtherBundle,
    /// The conversation is already over.
    Over,
    /// A reference inside the bundle leads nowhere.
    Broken,
    /// The base uses something that this version cannot run.
    Unsupported(Name),
    /// The citizen changed the topic; the question comes back afterwards.
    Digression(Name),
    /// Back at the question that was interrupted.
    Resumed,
    /// Recognised speech was too uncertain to be used.
    LowConfidence,
    /// The queue is closed now.
    QueueClosed(Name),
    /// Handed over: why.
    Handover(String),
}

impl Note {
    /// Whether the conversation could not go on as it is written: it was handed over because the base
    /// is wrong, not because the citizen asked for it or the scenario says so.
    pub fn is_fault(&self) -> bool {
        matches!(
            self,
            Self::Broken | Self::StepLimit(_) | Self::DepthLimit(_) | Self::NoEdition(_)
        )
    }

    /// In words for a supervisor.
    pub fn text(&self, lang: Lang) -> String {
        let places = |p: &[Place]| p.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let (ru, en) = match self {
            Self::Missing(n) => (format!("не известно: {n}"), format!("not known: {n}")),
            Self::Types(a, b) => (
                format!("значения разного рода нельзя сопоставить: {a} и {b}; результат не известен"),
                format!("values of different kinds do not go together: {a} and {b}; the result is unknown"),
            ),
            Self::DivisionByZero => (
                "деление на ноль; результат не известен".into(),
                "division by zero; the result is unknown".into(),
            ),
            Self::OutOfRange => (
                "число или дата вне допустимых границ; результат не известен".into(),
                "a number or date is out of range; the result is unknown".into(),
            ),
            Self::NoRow(n) => (
                format!("ни одна строка или правило не подходит: {n}"),
                format!("no row or rule fits: {n}"),
            ),
            Self::RowConflict(n, p) => (
                format!("строки таблицы «{n}» дают разные ответы: {}; ответа нет", places(p)),
                format!("rows of the table “{n}” disagree: {}; there is no answer", places(p)),
            ),
            Self::RuleConflict(n, p) => (
                format!("правила «{n}» противоречат друг другу: {}; ответа нет", places(p)),
                format!(
                    "rules of “{n}” contradict each other: {}; there is no answer",
                    places(p)
                ),
            ),
            Self::NoEdition(n) => (
                format!("нет редакции, действующей на дату разговора: {n}"),
                format!("no edition is in force on the date of the conversation: {n}"),
            ),
            Self::NoParameter(n) => (
                format!("нет значения параметра на эту дату: {n}"),
                format!("the parameter has no value for this date: {n}"),
            ),
            Self::Outdated(n, day) => (
                format!("значение параметра «{n}» известно только по {day}: использовано последнее известное"),
                format!("the value of “{n}” is known until {day} only: the last known one was used"),
            ),
            Self::Cycle(n) => (
                format!("«{n}» выводится из самого себя"),
                format!("“{n}” depends on itself"),
            ),
            Self::TooDeep => (
                "слишком глубокая вложенность выражений".into(),
                "expressions are nested too deep".into(),
            ),
            Self::CalendarUnknown(y) => (
                format!("производственного календаря на {y} год нет: выходными считались только суббота и воскресенье"),
                format!("there is no working-day calendar for {y}: only Saturdays and Sundays were taken as days off"),
            ),
            Self::StepLimit(n) => (
                format!("за один ход выполнено {n} шагов, это предел: вероятно, сценарий ходит по кругу"),
                format!("{n} steps in one turn is the limit: the scenario probably runs in a circle"),
            ),
            Self::DepthLimit(n) => (
                format!("вложенность вызовов и отступлений достигла предела {n}"),
                format!("calls and digressions reached the depth limit {n}"),
            ),
            Self::Cut(n) => (
                format!("прочитаны первые {n} знаков сообщения"),
                format!("the first {n} characters of the message were read"),
            ),
            Self::UndeclaredFact(n) => (
                format!("источник прислал факт, который не объявлен его выходом: {n}; он пропущен"),
                format!("the source sent a fact that is not its declared output: {n}; it was ignored"),
            ),
            Self::WrongType(n) => (
                format!("значение не подходит к типу факта: {n}; оно пропущено"),
                format!("the value does not fit the type of the fact: {n}; it was ignored"),
            ),
            Self::UnknownFact(n) => (
                format!("в базе нет такого факта: {n}"),
                format!("the base has no such fact: {n}"),
            ),
            Self::UnknownScenario(n) => (
                format!("в базе нет такого сценария на эту дату: {n}"),
                format!("the base has no such scenario on this date: {n}"),
            ),
            Self::UnexpectedEvent => (
                "этого события никто не ждал; оно пропущено".into(),
                "nothing waited for this event; it was ignored".into(),
            ),
            Self::OtherBundle => (
                "разговор начат по другой сборке базы; его нельзя продолжить по этой".into(),
                "the conversation was started with another bundle; it cannot go on with this one".into(),
            ),
            Self::Over => (
                "разговор уже закончен".into(),
                "the conversation is already over".into(),
            ),
            Self::Broken => (
                "в сборке есть ссылка в никуда".into(),
                "a reference inside the bundle leads nowhere".into(),
            ),
            Self::Unsupported(n) => (
                format!("эта версия не выполняет: {n}"),
                format!("this version cannot run: {n}"),
            ),
            Self::Digression(n) => (
                format!("смена темы: {n}; вопрос будет задан снова"),
                format!("change of topic: {n}; the question will be asked again"),
            ),
            Self::Resumed => (
                "возврат к прерванному вопросу".into(),
                "back to the interrupted question".into(),
            ),
            Self::LowConfidence => (
                "речь распознана слишком неуверенно".into(),
                "speech was recognised with too little confidence".into(),
            ),
            Self::QueueClosed(n) => (
                format!("очередь сейчас закрыта: {n}"),
                format!("the queue is closed now: {n}"),
            ),
            Self::Handover(r) => (
                format!("перевод на оператора: {r}"),
                format!("handed over to an operator: {r}"),
            ),
        };
        match lang {
            Lang::Ru => ru,
            Lang::En => en,
        }
    }
}
