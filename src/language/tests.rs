//! Tables of cases in `tests/tables/*.tsv`: input, tab, expected; `#` begins a comment.

mod aloud;
mod asked;
mod dictionary;
mod properties;
mod shown;
mod spoken;
mod whole;

use rust_decimal::Decimal;

use super::*;
use crate::value::{Date, Duration, Lang, Money, Name, Value};

/// A Sunday.
fn today() -> Date {
    Date::constant(2026, 3, 15)
}

fn rows(name: &str) -> Vec<Vec<String>> {
    let path = format!("{}/tests/tables/{name}.tsv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap();
    let lines = text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#'));
    lines.map(|l| l.split('\t').map(str::to_owned).collect()).collect()
}

/// Checks every row: the last column is what `got` must give for the columns before it.
fn check(name: &str, least: usize, got: impl Fn(&[&str]) -> String) {
    let rows = rows(name);
    assert!(rows.len() >= least, "{name}: only {} rows", rows.len());
    let mut failures = Vec::new();
    for row in &rows {
        let columns: Vec<&str> = row.iter().map(String::as_str).collect();
        let (expected, inputs) = columns.split_last().unwrap();
        assert!(!inputs.is_empty(), "{name}: no tab in {row:?}");
        let got = got(inputs);
        if got != *expected {
            failures.push(format!("{}: expected {expected}, got {got}", inputs.join(" | ")));
        }
    }
    assert!(
        failures.is_empty(),
        "{name}, {} of {}:\n{}",
        failures.len(),
        rows.len(),
        failures.join("\n")
    );
}

/// English when the text has no Cyrillic letter but Latin ones.
fn lang_of(text: &str) -> Lang {
    let cyrillic = text
        .chars()
        .any(|c| ('а'..='я').contains(&c) || ('А'..='Я').contains(&c));
    if !cyrillic && text.chars().any(|c| c.is_ascii_alphabetic()) {
        Lang::En
    } else {
        Lang::Ru
    }
}

fn joined(parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<String> = parts.into_iter().collect();
    if parts.is_empty() { "-".into() } else { parts.join("; ") }
}

fn period(d: Duration) -> String {
    let parts = [
        (i64::from(d.months), "мес"),
        (i64::from(d.days), "дн"),
        (i64::from(d.working_days), "раб"),
        (d.seconds, "сек"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(n, _)| *n != 0)
        .map(|(n, u)| format!("{n} {u}"))
        .collect();
    parts.join(" ")
}

fn plain(value: &Value) -> String {
    match value {
        Value::Unknown => "неизвестно".into(),
        Value::Bool(b) => if *b { "да" } else { "нет" }.into(),
        Value::Number(n) => n.normalize().to_string(),
        Value::Money(m) => format!("{} р", m.roubles().normalize()),
        Value::Date(d) => d.to_string(),
        Value::Duration(d) => period(*d),
        Value::Key(k) => format!("={k}"),
        Value::Text(t) => format!("«{t}»"),
        Value::List(items) => format!("[{}]", items.iter().map(plain).collect::<Vec<_>>().join(", ")),
        other => format!("{other:?}"),
    }
}

fn regions(forms: &NormalForms) -> Directory {
    let entries: [(&str, &[&str]); 8] = [
        ("омская_область", &["Омская область", "Омск"]),
        ("томская_область", &["Томская область", "Томск"]),
        ("московская_область", &["Московская область", "Подмосковье"]),
        ("москва", &["Москва", "город Москва", "г. Москва"]),
        ("татарстан", &["Республика Татарстан", "Татарстан", "Казань"]),
        ("санкт_петербург", &["Санкт-Петербург", "Питер", "СПб"]),
        ("нижегородская_область", &["Нижегородская область", "Нижний Новгород"]),
        ("новгородская_область", &["Новгородская область", "Великий Новгород"]),
    ];
    let entries = entries.map(|(key, names)| (Name::from(key), names.iter().map(|n| (*n).to_owned()).collect()));
    Directory::new("регионы".into(), entries, forms)
}

fn options(list: &str) -> Vec<OptionWords> {
    // name=label(synonym, synonym); name=label
    let option = |part: &str| {
        let (name, rest) = part.trim().split_once('=').unwrap();
        let (label, synonyms) = rest.split_once('(').unwrap_or((rest, ""));
        let synonyms = synonyms
            .trim_end_matches(')')
            .split(',')
            .map(str::trim)
            .filter(|s| !s.is_empty());
        OptionWords {
            label: label.trim().into(),
            synonyms: synonyms.map(Into::into).collect(),
            name: name.into(),
        }
    };
    list.split(';').map(option).collect()
}

#[test]
fn words_table() {
    check("words", 25, |input| {
        words(input[0])
            .iter()
            .map(|w| w.folded.to_string())
            .collect::<Vec<_>>()
            .join("|")
    });
}

#[test]
fn spans_index_the_given_text() {
    let text = "«Ёлка»\u{200b} — 2\u{a0}500 ₽, кое-что";
    let said: Vec<&str> = words(text).iter().map(|w| text.get(w.span.range()).unwrap()).collect();
    assert_eq!(said, ["Ёлка", "2", "500", "₽", ",", "кое-что"]);
    let parts = words(text)[5].parts();
    let parts: Vec<&str> = parts.iter().map(|w| text.get(w.span.range()).unwrap()).collect();
    assert_eq!(parts, ["кое", "что"]);
}

#[test]
fn limits_hold() {
    let long = "слово ".repeat(5_000);
    assert!(cut(&long).len() <= MAX_TEXT_BYTES);
    assert_eq!(words(&long).len(), MAX_WORDS);
    assert_eq!(words(&"я".repeat(20_000)).len(), 1);
    assert!(numbers(&words(&"9".repeat(10_000)), Lang::Ru).is_empty());
}

#[test]
fn forms_table() {
    let forms = NormalForms::new(Lang::Ru);
    let english = NormalForms::new(Lang::En);
    check("forms", 300, |input| {
        let forms = if lang_of(input[0]) == Lang::En {
            &english
        } else {
            &forms
        };
        let mut all: Vec<String> = forms.forms(input[0]).into_iter().map(|(_, form)| form).collect();
        let count = all.len();
        all.dedup();
        match all.len() {
            1 => "одно",
            n if n == count => "разные",
            _ => "часть",
        }
        .into()
    });
}

#[test]
fn numbers_table() {
    check("numbers", 70, |input| {
        joined(
            numbers(&words(input[0]), lang_of(input[0]))
                .into_iter()
                .map(|f| f.value.normalize().to_string()),
        )
    });
}

#[test]
fn ordinals_table() {
    check("ordinals", 15, |input| {
        joined(ordinals(&words(input[0])).into_iter().map(|f| f.value.to_string()))
    });
}

#[test]
fn dates_table() {
    check("dates", 70, |input| {
        joined(
            dates(&words(input[0]), lang_of(input[0]), today())
                .into_iter()
                .map(|f| match f.value {
                    DateFound::Day(d) => d.to_string(),
                    DateFound::Within { first, last } => format!("{first}..{last}"),
                    DateFound::Impossible => "нет такой".into(),
                }),
        )
    });
}

#[test]
fn money_table() {
    check("money", 35, |input| {
        let bare = input.get(1) != Some(&"в речи");
        joined(
            money(&words(input[0]), lang_of(input[0]), bare)
                .into_iter()
                .map(|f| f.value.roubles().normalize().to_string()),
        )
    });
}

#[test]
fn durations_table() {
    check("durations", 40, |input| {
        let bare = input.get(1) != Some(&"в речи");
        joined(
            durations(&words(input[0]), lang_of(input[0]), bare)
                .into_iter()
                .map(|f| period(f.value)),
        )
    });
}

#[test]
fn ages_table() {
    check("ages", 100, |input| {
        joined(
            ages(&words(input[0]), lang_of(input[0]))
                .into_iter()
                .map(|f| period(f.value)),
        )
    });
}

#[test]
fn digits_table() {
    check("digits", 30, |input| {
        joined(digit_runs(&words(input[0])).into_iter().map(|f| f.value))
    });
}

#[test]
fn phones_table() {
    check("phones", 20, |input| {
        joined(phones(&words(input[0])).into_iter().map(|f| f.value))
    });
}

#[test]
fn snils_table() {
    check("snils", 10, |input| {
        joined(snils_numbers(&words(input[0])).into_iter().map(|f| f.value))
    });
}

#[test]
fn yes_no_table() {
    check("yes_no", 150, |input| {
        match yes_no(input[0]) {
            Some(YesNo::Yes) => "да",
            Some(YesNo::No) => "нет",
            Some(YesNo::Unknown) => "не знаю",
            None => "-",
        }
        .into()
    });
}

#[test]
fn control_table() {
    let ru =
        ControlPhrases::new(Lang::Ru).with([(Control::Operator, "Лоцман, человека"), (Control::Help, "а что тут")]);
    let en = ControlPhrases::new(Lang::En);
    check("control", 80, |input| {
        let phrases = if lang_of(input[0]) == Lang::En { &en } else { &ru };
        phrases.find(input[0]).map_or("-".into(), |c| format!("{c:?}"))
    });
}

#[test]
fn choice_table() {
    let forms = NormalForms::new(Lang::Ru);
    check("choice", 50, |input| {
        match choose(input[1], &options(input[0]), &forms) {
            Chosen::One(i) => i.to_string(),
            Chosen::Several(list) => list.iter().map(ToString::to_string).collect::<Vec<_>>().join("+"),
            Chosen::None => "-".into(),
        }
    });
}

fn want(text: &str, forms: &NormalForms) -> Want {
    let (kind, rest) = text.split_once(' ').unwrap_or((text, ""));
    let bounds = rest.split_once("..");
    let whole = |s: &str| s.parse::<i64>().ok();
    match kind {
        "да_нет" => Want::YesNo,
        "целое" => Want::Integer {
            min: bounds.and_then(|b| whole(b.0)),
            max: bounds.and_then(|b| whole(b.1)),
        },
        "число" => Want::Number {
            min: bounds.and_then(|b| whole(b.0)).map(Decimal::from),
            max: bounds.and_then(|b| whole(b.1)).map(Decimal::from),
        },
        "деньги" => Want::Money {
            min: bounds.and_then(|b| whole(b.0)).map(|n| Money(n * 100)),
            max: bounds.and_then(|b| whole(b.1)).map(|n| Money(n * 100)),
        },
        "дата" => Want::Date {
            min: bounds.and_then(|b| b.0.parse().ok()),
            max: bounds.and_then(|b| b.1.parse().ok()),
        },
        "длительность" => Want::Duration,
        "один_из" => Want::OneOf(options(rest)),
        "справочник" => Want::Directory(regions(forms).into()),
        "список" => Want::List(Box::new(want(rest, forms))),
        "текст" => Want::Text,
        "телефон" => Want::Phone,
        "снилс" => Want::Snils,
        _ => panic!("unknown type {text}"),
    }
}

#[test]
fn read_table() {
    let ru = NormalForms::new(Lang::Ru);
    let en = NormalForms::new(Lang::En);
    check("read", 90, |input| {
        let lang = lang_of(input[1]);
        let forms = if lang == Lang::En { &en } else { &ru };
        let ctx = ReadContext {
            forms,
            lang,
            today: today(),
        };
        match read(input[1], &want(input[0], forms), &ctx) {
            Reading::Value(value) => plain(&value),
            Reading::Unknown => "не знаю".into(),
            Reading::OutOfRange { value } => format!("вне границ {}", plain(&value)),
            Reading::Invalid(reason) => format!("{reason:?}"),
            Reading::Imprecise { first, last } => format!("{first}..{last}"),
            Reading::Several(list) => list.iter().map(ToString::to_string).collect::<Vec<_>>().join("+"),
            Reading::None => "-".into(),
        }
    });
}

#[test]
fn directory_table() {
    let forms = NormalForms::new(Lang::Ru);
    let regions = regions(&forms);
    check("directory", 50, |input| {
        let entries = regions.guess(&words(input[0]), &forms);
        joined(
            entries
                .into_iter()
                .filter_map(|e| regions.key(e))
                .map(ToString::to_string),
        )
    });
}

#[test]
fn find_table() {
    let forms = NormalForms::new(Lang::Ru);
    let regions = regions(&forms);
    check("find", 20, |input| {
        let ctx = ReadContext {
            forms: &forms,
            lang: Lang::Ru,
            today: today(),
        };
        joined(find_all(input[0], &[&regions], &ctx).into_iter().map(|e| {
            assert!(input[0].get(e.span.range()).is_some());
            let kind = match e.kind {
                EntityKind::Directory(name, _) => name.to_string(),
                kind => format!("{kind:?}"),
            };
            format!("{kind} {}", plain(&e.value))
        }))
    });
}

#[test]
fn the_same_words_are_told_whatever_their_capitals_and_signs() {
    use super::same_words;
    for (a, b) in [
        ("Да", "да"),
        ("ЁЛКА, зелёная!", "елка зеленая"),
        ("  18+ ", "18"),
        ("Ответ номер 1", "ответ, номер 1."),
        ("İstanbul Ünal", "istanbul ünal"),
    ] {
        assert!(same_words(a, b) && same_words(b, a), "{a} / {b}");
    }
    for (a, b) in [
        ("да", "да нет"),
        ("неда", "не да"),
        ("", ""),
        ("...", "!"),
        ("да", ""),
        ("1", "11"),
    ] {
        assert!(!same_words(a, b) && !same_words(b, a), "{a} / {b}");
    }
}

#[test]
fn digits_alone_mean_what_they_mean_in_a_sentence() {
    for lang in [Lang::Ru, Lang::En] {
        let forms = NormalForms::new(lang);
        let ctx = ReadContext {
            forms: &forms,
            lang,
            today: Date::constant(2026, 11, 23),
        };
        let want = Want::Integer {
            min: Some(1),
            max: Some(5_000),
        };
        for n in (0..2_500).chain([4_999, 5_000, 5_001, 123_456_789]) {
            assert_eq!(
                read(&n.to_string(), &want, &ctx),
                read(&format!("{n}."), &want, &ctx),
                "{n}"
            );
        }
    }
}

proptest::proptest! {
    #[test]
    fn the_same_words_are_those_of_the_same_folded_text(a in "[ аАбё.]{0,8}", b in "[ аАбё.]{0,8}") {
        let words = |text: &str| -> Vec<String> {
            let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
            parts.map(|w| w.to_lowercase().replace('ё', "е")).collect()
        };
        let expected = !words(&a).is_empty() && words(&a) == words(&b);
        proptest::prop_assert_eq!(super::same_words(&a, &b), expected);
    }
}
