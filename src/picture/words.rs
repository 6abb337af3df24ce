//! Words of pictures in both languages.

use super::{Deed, Kind};
use crate::diag::Severity;
use crate::value::Bi;

const fn bi(ru: &'static str, en: &'static str) -> Bi {
    Bi { ru, en }
}

/// All kinds in order of the legend.
pub const KINDS: [Kind; 14] = [
    Kind::Question,
    Kind::Menu,
    Kind::Text,
    Kind::Condition,
    Kind::Lookup,
    Kind::Identification,
    Kind::Call,
    Kind::Scenario,
    Kind::Everywhere,
    Kind::End,
    Kind::Operator,
    Kind::Topic,
    Kind::Return,
    Kind::Nowhere,
];

/// A kind in words.
pub fn kind(kind: Kind) -> Bi {
    match kind {
        Kind::Question => bi("Вопрос", "Question"),
        Kind::Menu => bi("Выбор", "Menu"),
        Kind::Text => bi("Текст", "Text"),
        Kind::Lookup => bi("Запрос к источнику", "Lookup"),
        Kind::Identification => bi("Идентификация", "Identification"),
        Kind::Call => bi("Вызов сценария", "Call"),
        Kind::Condition => bi("Условие", "Condition"),
        Kind::Everywhere => bi("Везде", "Everywhere"),
        Kind::End => bi("Завершение", "End"),
        Kind::Operator => bi("Оператор", "Operator"),
        Kind::Return => bi("Возврат", "Return"),
        Kind::Topic => bi("Тема", "Topic"),
        Kind::Scenario => bi("Сценарий", "Scenario"),
        Kind::Nowhere => bi("Никуда", "Nowhere"),
    }
}

/// The name of a kind in styles and icons.
pub fn kind_id(kind: Kind) -> &'static str {
    match kind {
        Kind::Question => "question",
        Kind::Menu => "menu",
        Kind::Text => "text",
        Kind::Lookup => "lookup",
        Kind::Identification => "identification",
        Kind::Call => "call",
        Kind::Condition => "condition",
        Kind::Everywhere => "everywhere",
        Kind::End => "end",
        Kind::Operator => "operator",
        Kind::Return => "return",
        Kind::Topic => "topic",
        Kind::Scenario => "scenario",
        Kind::Nowhere => "nowhere",
    }
}

/// What a row tells.
pub fn deed(deed: Deed) -> Bi {
    match deed {
        Deed::Say => bi("Говорит", "Says"),
        Deed::Ask => bi("Спрашивает", "Asks"),
        Deed::Derive => bi("Выясняет", "Finds out"),
        Deed::Measures => bi("Подбирает меры", "Looks for measures"),
        Deed::Menu => bi("Предлагает выбор", "Offers a choice"),
        Deed::Set => bi("Записывает", "Writes"),
        Deed::Forget => bi("Забывает", "Forgets"),
        Deed::Lookup => bi("Запрашивает", "Looks up"),
        Deed::Identify => bi("Идентифицирует", "Identifies"),
        Deed::Call => bi("Вызывает сценарий", "Calls"),
        Deed::Note => bi("Заметка", "Note"),
    }
}

/// A severity in words.
pub fn severity(severity: Severity) -> Bi {
    match severity {
        Severity::Error => bi("Ошибка", "Error"),
        Severity::Warning => bi("Предупреждение", "Warning"),
        Severity::Note => bi("Заметка", "Note"),
    }
}

/// The name of a severity in styles.
pub fn severity_id(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Where one starts.
pub const START: Bi = bi("начало", "start");
/// A way that is always open, where its words are needed.
pub const NEXT: Bi = bi("дальше", "next");
/// Rows that did not fit.
pub const MORE: Bi = bi("ещё", "more");

/// How many tests come through, by warmth.
pub const HEAT: [Bi; 5] = [
    bi("ни одного теста", "no test"),
    bi("1 тест", "1 test"),
    bi("2–4 теста", "2–4 tests"),
    bi("5–14 тестов", "5–14 tests"),
    bi("15 тестов и больше", "15 tests and more"),
];

/// Words of the page by the name that its script knows them by. `{n}` and `{of}` are numbers.
pub const PAGE: &[(&str, Bi)] = &[
    ("all", bi("Все сценарии", "All scenarios")),
    ("map", bi("Карта базы", "Map of the base")),
    (
        "search",
        bi("Найти шаг, текст, код замечания", "Find a step, a text, a code"),
    ),
    ("nothing", bi("Ничего не нашлось", "Nothing found")),
    ("matches", bi("Нашлось: {n}", "Found: {n}")),
    ("findings", bi("Замечания", "Findings")),
    ("clean", bi("Замечаний нет", "No findings")),
    ("heat", bi("Покрытие", "Coverage")),
    (
        "heatTip",
        bi(
            "Показать, сколько тестов проходит через шаг",
            "Show how many tests come through a step",
        ),
    ),
    ("handlers", bi("Обработчики", "Handlers")),
    (
        "handlersTip",
        bi(
            "Показать «не понял», «молчание», «оператор» и другие",
            "Show no match, silence, operator and others",
        ),
    ),
    ("theme", bi("Светлая или тёмная тема", "Light or dark theme")),
    ("fit", bi("Показать всё", "Show all")),
    ("zoomIn", bi("Крупнее", "Zoom in")),
    ("zoomOut", bi("Мельче", "Zoom out")),
    ("close", bi("Закрыть", "Close")),
    ("legend", bi("Обозначения", "Legend")),
    ("source", bi("Где записано", "Where it stands")),
    ("copy", bi("Скопировать", "Copy")),
    ("copied", bi("Скопировано", "Copied")),
    ("does", bi("Что происходит", "What happens")),
    ("known", bi("Что здесь известно", "What is known here")),
    ("grounds", bi("Правовое основание", "Legal ground")),
    (
        "visits",
        bi(
            "Тестов-диалогов через этот шаг: {n} из {of}",
            "Dialog tests through this step: {n} of {of}",
        ),
    ),
    (
        "unvisited",
        bi("Ни один тест-диалог сюда не доходит", "No dialog test gets here"),
    ),
    ("exits", bi("Куда отсюда", "Where from here")),
    ("entrances", bi("Откуда сюда", "How one gets here")),
    ("wayHere", bi("Показать путь сюда", "Show the way here")),
    (
        "noWay",
        bi("Из начала сюда пути нет", "No way from the start leads here"),
    ),
    ("way", bi("Путь", "Way")),
    ("showWay", bi("Показать путь", "Show the way")),
    ("hideWay", bi("Убрать путь", "Hide the way")),
    (
        "certain",
        bi(
            "Проверено в движке: разговор так и идёт",
            "Replayed in the engine: the conversation does go so",
        ),
    ),
    ("said", bi("В каком случае", "In which case")),
    ("script", bi("Разговор", "Conversation")),
    ("openStep", bi("Открыть шаг", "Open the step")),
    ("open", bi("Открыть сценарий", "Open the scenario")),
    ("whole", bi("Сценарий в целом", "The scenario as a whole")),
    ("why", bi("Почему это важно", "Why it matters")),
    ("help", bi("Что делать", "What to do")),
    ("steps", bi("шагов: {n}", "steps: {n}")),
    ("covered", bi("шагов пройдено тестами", "steps reached by tests")),
    (
        "tooLarge",
        bi(
            "Сценарий слишком велик для рисунка. Возьмите lotsman graph --format dot",
            "The scenario is too large to be drawn. Use lotsman graph --format dot",
        ),
    ),
    (
        "stage",
        bi(
            "Граф сценария. Стрелки двигают, плюс и минус меняют размер, Tab ведёт по шагам",
            "Graph of the scenario. Arrows move, plus and minus zoom, Tab walks the steps",
        ),
    ),
    ("heat0", HEAT[0]),
    ("heat1", HEAT[1]),
    ("heat2", HEAT[2]),
    ("heat3", HEAT[3]),
    ("heat4", HEAT[4]),
    (
        "keys",
        bi(
            "/ поиск · 0 всё · + − размер · Esc закрыть",
            "/ search · 0 all · + − zoom · Esc close",
        ),
    ),
    ("byName", bi("по имени", "by name")),
];
