//! Messages of several questions, and what questions tell by the way.

use std::sync::Arc;

use proptest::prelude::*;

use super::{check, lang_of, today};
use crate::language::*;
use crate::value::{Lang, Value};

#[test]
fn messages_are_split_into_questions() {
    check("questions", 60, |columns| {
        let parts = questions(&columns[0].replace("\\n", "\n")).join(" | ");
        parts.replace('\n', "\\n")
    });
}

#[test]
fn answers_are_told_from_the_question_after_them() {
    check("answer_question", 10, |columns| {
        answer_and_question(columns[0]).map_or("-".into(), |(a, q)| format!("{a} | {q}"))
    });
}

proptest! {
    #[test]
    fn questions_are_parts_of_the_message_in_order(text in "([А-яё]{1,8}|[?!.,;:()«»\\n ]|1\\)|2\\.|и|а|как|сколько|т\\.к\\.|\\PC){0,60}") {
        let parts = questions(&text);
        prop_assert!(parts.len() <= MAX_QUESTIONS);
        prop_assert_eq!(parts.is_empty(), text.trim().is_empty());
        let mut rest = text.as_str();
        for part in parts {
            prop_assert!(!part.trim().is_empty());
            let after = rest.split_once(part).map(|(_, after)| after);
            prop_assert!(after.is_some(), "{:?} of {:?}", part, text);
            rest = after.unwrap_or_default();
        }
        let _ = answer_and_question(&text);
    }
}

/// «возраст 35; регион омская_область» for the facts below.
fn told(text: &str) -> String {
    let forms = NormalForms::new(lang_of(text));
    let ctx = ReadContext {
        forms: &forms,
        lang: lang_of(text),
        today: today(),
    };
    let regions = Directory::new(
        "регионы".into(),
        [
            ("омская_область".into(), vec!["Омская область".into(), "Омск".into()]),
            ("томская_область".into(), vec!["Томская область".into(), "Томск".into()]),
        ],
        &forms,
    );
    let any = |max| Want::Integer {
        min: Some(0),
        max: Some(max),
    };
    let option = |name: &str, label: &str, synonyms: &[&str]| OptionWords {
        label: label.into(),
        synonyms: synonyms.iter().map(|s| (*s).to_owned()).collect(),
        name: name.into(),
    };
    let jobless = Want::OneOf(vec![
        option("сам", "Я", &["я потерял работу", "меня сократили"]),
        option(
            "супруг",
            "Муж или жена",
            &["муж", "муж потерял работу", "мужа сократили"],
        ),
    ]);
    let asked = [
        ("кто Кто потерял работу", jobless),
        ("возраст Сколько вам полных лет", any(120)),
        ("дети Сколько у вас детей", any(20)),
        ("регион Где вы живёте", Want::Directory(Arc::new(regions))),
        ("доход Доход на человека", Want::Money { min: None, max: None }),
        (
            "дата_получения Дата получения заявления",
            Want::Date { min: None, max: None },
        ),
    ];
    let names: Vec<&str> = asked.iter().map(|(w, _)| w.split(' ').next().unwrap()).collect();
    let asked: Vec<AskedFor> = asked
        .into_iter()
        .map(|(words, want)| {
            let (name, title) = words.split_once(' ').unwrap();
            AskedFor {
                name: name.into(),
                title: title.into(),
                want,
            }
        })
        .collect();
    let shown = |v: &Value| match v {
        Value::Key(key) => key.to_string(),
        v => show(v, Format::Plain, Lang::Ru).replace('\u{a0}', " "),
    };
    let list: Vec<String> = said(text, &asked, &ctx)
        .iter()
        .map(|s| format!("{} {}", names[s.at], shown(&s.value)))
        .collect();
    if list.is_empty() { "-".into() } else { list.join("; ") }
}

#[test]
fn values_that_are_beyond_doubt_are_told() {
    for (text, expected) in [
        (
            "мне 35 лет, живу в Омской области, двое детей, когда дадут пособие?",
            "возраст 35; дети 2; регион омская_область",
        ),
        ("мне 35, мужу 40, какие льготы?", "возраст 35"),
        ("когда дадут пособие в Томске", "регион томская_область"),
        ("у меня трое детей, что положено", "дети 3"),
        ("доход 20000 рублей, положено ли пособие", "доход 20 000 ₽"),
        (
            "вы получили заявление 01.03.2026, когда ответите",
            "дата_получения 1 марта 2026 года",
        ),
        ("мы направили заявление 01.03.2026, когда ответите", "-"),
        // Not said of the citizen, not said at all, or said twice.
        ("ребёнку 5 лет, когда в сад", "-"),
        ("льготы тем, кто старше 60 лет", "-"),
        ("переехал из Томска в Омск", "-"),
        ("я не живу в Омске", "-"),
        ("дом 5, квартира 7", "-"),
        ("получил 1500 рублей, почему мало", "-"),
        ("двое детей, нет, трое детей", "-"),
        ("мне 350 лет", "-"),
        ("как подать заявление", "-"),
        // Options: words that can mean nothing else.
        (
            "мне 34, двое детей, муж потерял работу",
            "кто супруг; возраст 34; дети 2",
        ),
        (
            "мне тридцать четыре двое детей муж потерял работу",
            "кто супруг; возраст 34; дети 2",
        ),
        ("муж вчера потерял работу что делать", "кто супруг"),
        ("меня сократили, что положено", "кто сам"),
        ("если муж потеряет работу, что положено", "-"),
        ("муж не потерял работу", "-"),
        ("муж. потерял работу", "-"),
        ("муж потерял работу и меня сократили", "-"),
        ("муж инвалид, что положено", "-"),
        ("", "-"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}
