//! Addresses of sites and e-mail, so that they can be written down by ear.

use super::Said;
use super::cardinal::word;
use super::letters;
use super::number::unknown;
use super::text::{Kind, Text, fold};

/// Names whose sound is known.
const KNOWN: [(&str, &str); 17] = [
    ("gosuslugi", "госуслуги"),
    ("mos", "мос"),
    ("nalog", "налог"),
    ("gov", "гов"),
    ("mail", "мейл"),
    ("yandex", "яндекс"),
    ("gmail", "джи мейл"),
    ("rambler", "рамблер"),
    ("bk", "бэ ка"),
    ("info", "инфо"),
    ("com", "ком"),
    ("org", "орг"),
    ("net", "нет"),
    ("ru", "ру"),
    ("su", "су"),
    ("рф", "эр эф"),
    ("gu", "гу"),
];

/// Last parts of addresses.
const ENDINGS: [&str; 13] = [
    "ru",
    "рф",
    "su",
    "com",
    "org",
    "net",
    "info",
    "gov",
    "москва",
    "рус",
    "онлайн",
    "дети",
    "uk",
];

/// An address at a token: everything up to white space, without the signs that end a sentence.
pub(super) fn site(text: &Text, i: usize) -> Option<Said> {
    // Only where something begins: everything up to the next white space is looked at.
    let inside = i > 0 && text.touches(i) && (text.kind(i - 1) != Some(Kind::Sign) || is_inner(text.text(i - 1)));
    if inside {
        return None;
    }
    let mut end = i + 1;
    while text.touches(end) && (text.kind(end) != Some(Kind::Sign) || is_inner(text.text(end))) {
        end += 1;
    }
    while end > i && matches!(text.text(end - 1), "." | "," | ":" | "-" | "/" | "?" | "!") {
        end -= 1;
    }
    let mail = (i..end).filter(|at| text.text(*at) == "@").count() == 1;
    let mut start = i;
    let scheme = matches!(text.low(i), "http" | "https") && text.text(i + 1) == ":" && text.text(i + 2) == "/";
    if scheme {
        start = i + 4;
    }
    let slash = (start..end).find(|at| text.text(*at) == "/").unwrap_or(end);
    let last = slash.checked_sub(1).filter(|last| *last > start)?;
    let dotted = text.text(last - 1) == "." && ENDINGS.contains(&text.low(last));
    if !dotted || !(mail || scheme || is_host(text, start, slash)) {
        return None;
    }
    let mut out = String::new();
    for at in start..end {
        word(&mut out, &part(text.text(at), text.kind(at)));
    }
    Some(Said::new(end, out))
}

fn is_inner(sign: &str) -> bool {
    matches!(
        sign,
        "." | "@" | "-" | "_" | "/" | ":" | "?" | "=" | "&" | "#" | "%" | "~" | "+"
    )
}

/// «сайт.Ру» with a capital behind the stop is a missing space.
fn is_host(text: &Text, start: usize, end: usize) -> bool {
    let lower = |at: usize| text.text(at).chars().all(|c| !c.is_uppercase());
    (start..end).all(|at| lower(at) || at == start)
}

fn part(token: &str, kind: Option<Kind>) -> String {
    match kind {
        Some(Kind::Number) => unknown(token),
        Some(Kind::Word) => {
            let low = fold(token);
            if let Some((_, said)) = KNOWN.iter().find(|(name, _)| *name == low) {
                return (*said).to_owned();
            }
            let russian = low.chars().all(|c| ('а'..='я').contains(&c) || c == 'ё');
            if russian && token.chars().count() > 2 {
                return token.to_owned();
            }
            spelled(&low)
        }
        _ => match token {
            "." => "точка",
            "@" => "собака",
            "-" => "дефис",
            "_" => "подчёркивание",
            "/" => "косая черта",
            ":" => "двоеточие",
            "?" => "знак вопроса",
            "=" => "равно",
            "&" => "амперсанд",
            "#" => "решётка",
            "%" => "процент",
            "~" => "тильда",
            "+" => "плюс",
            sign => sign,
        }
        .to_owned(),
    }
}

fn spelled(low: &str) -> String {
    let mut out = String::new();
    for letter in low.chars() {
        match letters::name(letter) {
            Some(name) => word(&mut out, name),
            None => out.push(letter),
        }
    }
    out
}
