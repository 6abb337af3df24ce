//! A conversation as the text of a dialog test.

use crate::language::written;
use crate::value::{Channel, Date, Lang, Name, Value};

/// Characters of a title.
const TITLE: usize = 100;

/// A test of these lines.
pub fn text(title: &str, lines: &[String], lang: Lang) -> String {
    let title = title.replace(['"', '«', '»', '“', '”', '„'], "");
    let title = title.replace(['\\', '{', '}', '\n'], " ");
    let words: Vec<&str> = title.split_whitespace().collect();
    let title: String = words.join(" ").chars().take(TITLE).collect();
    let mut out = format!("{} \"{}\"\n", word(lang, "диалог", "dialog"), title.trim());
    for line in lines {
        out.push_str("  ");
        out.push_str(line);
        out.push('\n');
    }
    out.push_str(word(lang, "конец", "end"));
    out.push('\n');
    out
}

/// The word of the language.
pub fn word(lang: Lang, ru: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Ru => ru,
        Lang::En => en,
    }
}

/// `дата …`
pub fn day(day: Date, lang: Lang) -> String {
    format!("{} {day}", word(lang, "дата", "date"))
}

/// `канал голос`; nothing for chat, in which a test is without the line.
pub fn channel(channel: Channel, lang: Lang) -> Option<String> {
    (channel == Channel::Voice).then(|| format!("{} {}", word(lang, "канал", "channel"), word(lang, "голос", "voice")))
}

/// `сценарий …`
pub fn scenario(name: &Name, lang: Lang) -> String {
    format!("{} {name}", word(lang, "сценарий", "scenario"))
}

/// `известно … = …`, where the value fits on a line.
pub fn given(fact: &Name, value: &Value, lang: Lang) -> Option<String> {
    Some(format!(
        "{} {fact} = {}",
        word(lang, "известно", "given"),
        written(value, lang)?
    ))
}

/// `факт … = …`, where the value fits on a line.
pub fn fact(fact: &str, value: &Value, lang: Lang) -> Option<String> {
    Some(format!(
        "{} {fact} = {}",
        word(lang, "факт", "fact"),
        written(value, lang)?
    ))
}

/// `исход …`
pub fn outcome(name: &Name, lang: Lang) -> String {
    format!("{} {name}", word(lang, "исход", "outcome"))
}

/// `идентификация …`
pub fn identification(succeeds: bool, lang: Lang) -> String {
    let how = if succeeds {
        word(lang, "успешна", "succeeds")
    } else {
        word(lang, "не удалась", "fails")
    };
    format!("{} {how}", word(lang, "идентификация", "identification"))
}

/// `источник … отвечает {…}`, where the values fit on a line.
pub fn answers(source: &Name, facts: &[(Name, Value)], lang: Lang) -> Option<String> {
    let parts: Option<Vec<String>> = facts
        .iter()
        .map(|(fact, value)| Some(format!("{fact}: {}", written(value, lang)?)))
        .collect();
    Some(format!(
        "{} {source} {} {{{}}}",
        word(lang, "источник", "source"),
        word(lang, "отвечает", "answers"),
        parts?.join(", ")
    ))
}

/// `источник … нет данных` or `не ответил`.
pub fn fails(source: &Name, no_data: bool, lang: Lang) -> String {
    let how = if no_data {
        word(lang, "нет данных", "no data")
    } else {
        word(lang, "не ответил", "no answer")
    };
    format!("{} {source} {how}", word(lang, "источник", "source"))
}
