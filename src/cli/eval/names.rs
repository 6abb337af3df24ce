//! The figures by name, with what each means to a supervisor.

use crate::cli::output::pick;
use crate::value::Lang;

/// A figure's name and meaning, in both languages.
struct Entry(&'static str, &'static str, &'static str, &'static str, &'static str);

const NAMES: &[Entry] = &[
    Entry(
        "top1",
        "Верная тема первая",
        "Right topic first",
        "Доля вопросов, для которых верная тема стоит на первом месте.",
        "Share of questions whose right topic stands first.",
    ),
    Entry(
        "top3",
        "Верная тема среди трёх",
        "Right topic among three",
        "Доля вопросов, для которых верная тема — одна из первых трёх: уточняющее меню её предложит.",
        "Share of questions whose right topic is one of the first three: a clarifying menu would offer it.",
    ),
    Entry(
        "macro_f1",
        "Средняя F1 по темам",
        "Macro F1",
        "Все темы важны одинаково, и частые, и редкие. Ниже первой цифры — значит, страдают редкие.",
        "All topics count alike, frequent and rare. Lower than the first figure: rare ones suffer.",
    ),
    Entry(
        "oos_auroc",
        "Отличает чужие вопросы",
        "Tells foreign questions",
        "Вероятность, что вопрос по базе признан своим увереннее, чем посторонний. 1 — всегда, 0,5 — наугад.",
        "Chance that a question of the base looks more familiar than a foreign one. 1 is always, 0.5 is a coin.",
    ),
    Entry(
        "in_scope_at_oos_recall_90",
        "Верно при отсеве 90 % чужих",
        "Right while 90 % foreign are rejected",
        "Сколько своих вопросов останется и будет понято верно, если порогом отсеять девять посторонних из десяти.",
        "How many known questions stay and are right when a threshold rejects nine foreign ones of ten.",
    ),
    Entry(
        "oos_recall",
        "Посторонние отклонены",
        "Foreign rejected",
        "Доля посторонних вопросов, на которые система честно не ответила.",
        "Share of foreign questions that were honestly not answered.",
    ),
    Entry(
        "answered",
        "Отвечено сразу",
        "Answered at once",
        "Доля всех вопросов, на которые дан ответ без уточнений.",
        "Share of all questions answered without asking back.",
    ),
    Entry(
        "clarified",
        "Переспрошено",
        "Asked back",
        "Доля вопросов, на которые предложено уточняющее меню.",
        "Share of questions met by a clarifying menu.",
    ),
    Entry(
        "handed_over",
        "Не понято",
        "Not understood",
        "Доля вопросов, которые не поняты и в итоге достанутся оператору.",
        "Share of questions not understood: an operator has them in the end.",
    ),
    Entry(
        "answered_right",
        "Верных среди ответов",
        "Right among the answers",
        "Из отвеченных сразу — доля, где ответила верная тема.",
        "Of those answered at once: the share that the right topic answered.",
    ),
    Entry(
        "answered_above",
        "Ответила тема выше",
        "A topic above answered",
        "Из отвеченных сразу — доля, где ответила тема, в которую входит верная: общий, но не ложный ответ.",
        "Of those answered at once: the share that a topic above the right one answered: general, not false.",
    ),
    Entry(
        "answered_wrong",
        "Неверных среди ответов",
        "Wrong among the answers",
        "Из отвеченных сразу — доля неверных ответов. Это самая дорогая ошибка: человек уходит с чужим ответом.",
        "Of those answered at once: the share of wrong answers. The costliest mistake: people leave with another's answer.",
    ),
    Entry(
        "clarified_with_right",
        "Верная тема была в меню",
        "Right topic on the menu",
        "Из переспрошенных — доля, где верная тема стояла в меню.",
        "Of those asked back: the share whose menu held the right topic.",
    ),
    Entry(
        "calibration_error",
        "Ошибка уверенности",
        "Calibration error",
        "На сколько в среднем заявленная уверенность расходится с долей верных. 0 — уверенности можно верить.",
        "How far the stated confidence lies from the share of right ones, on average. 0: it can be believed.",
    ),
    Entry(
        "regression",
        "Ухудшение",
        "Regression",
        "Падение доли верных строк против принятого отчёта.",
        "Fall of the share of right rows against the accepted report.",
    ),
];

fn entry(key: &str) -> Option<&'static Entry> {
    NAMES.iter().find(|e| e.0 == key)
}

/// The name of a figure.
pub fn name(key: &str, lang: Lang) -> &'static str {
    entry(key).map_or("", |e| pick(lang, e.1, e.2))
}

/// What a figure means.
pub fn meaning(key: &str, lang: Lang) -> &'static str {
    entry(key).map_or("", |e| pick(lang, e.3, e.4))
}

/// Whether the figure is a share that people read in per cent.
pub fn is_percent(key: &str) -> bool {
    !matches!(key, "macro_f1" | "oos_auroc" | "calibration_error")
}

/// Whether a greater value is worse; `None` where it is neither.
pub fn less_is_better(key: &str) -> Option<bool> {
    match key {
        "calibration_error" | "answered_wrong" | "handed_over" => Some(true),
        "clarified" => None,
        _ => Some(false),
    }
}

/// A value as people read it.
pub fn shown(key: &str, value: Option<f64>, lang: Lang) -> String {
    let Some(value) = value else {
        return "—".to_owned();
    };
    if is_percent(key) {
        percent(value, lang)
    } else {
        number(value, 3, lang)
    }
}

/// A share in per cent.
pub fn percent(share: f64, lang: Lang) -> String {
    format!("{} %", number(share * 100.0, 1, lang))
}

/// A number with so many places.
pub fn number(value: f64, places: usize, lang: Lang) -> String {
    let text = format!("{value:.places$}");
    match lang {
        Lang::Ru => text.replace('.', ","),
        Lang::En => text,
    }
}

/// A change with its sign.
pub fn change(key: &str, before: Option<f64>, now: Option<f64>, lang: Lang) -> String {
    let (Some(before), Some(now)) = (before, now) else {
        return String::new();
    };
    let (delta, places) = if is_percent(key) {
        ((now - before) * 100.0, 1)
    } else {
        (now - before, 3)
    };
    let text = number(delta.abs(), places, lang);
    match text.bytes().all(|b| matches!(b, b'0' | b'.' | b',')) {
        true => "=".to_owned(),
        false if delta > 0.0 => format!("+{text}"),
        false => format!("−{text}"),
    }
}
