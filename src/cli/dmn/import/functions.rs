//! What FEEL's functions are called and take.

use super::super::feel::{F, K};
use super::Refused;
use super::types::Ty;

/// Names of the parameters of FEEL's functions; several rows where a function has several forms.
pub(super) const PARAMETERS: &[(&str, &[&str])] = &[
    ("date", &["from"]),
    ("date", &["year", "month", "day"]),
    ("duration", &["from"]),
    ("years and months duration", &["from", "to"]),
    ("string", &["from"]),
    ("number", &["from", "grouping separator", "decimal separator"]),
    ("not", &["negand"]),
    ("substring", &["string", "start position", "length"]),
    ("string length", &["string"]),
    ("upper case", &["string"]),
    ("lower case", &["string"]),
    ("substring before", &["string", "match"]),
    ("substring after", &["string", "match"]),
    ("replace", &["input", "pattern", "replacement", "flags"]),
    ("contains", &["string", "match"]),
    ("starts with", &["string", "match"]),
    ("ends with", &["string", "match"]),
    ("matches", &["input", "pattern", "flags"]),
    ("split", &["string", "delimiter"]),
    ("string join", &["list", "delimiter"]),
    ("list contains", &["list", "element"]),
    ("count", &["list"]),
    ("min", &["list"]),
    ("max", &["list"]),
    ("sum", &["list"]),
    ("mean", &["list"]),
    ("median", &["list"]),
    ("stddev", &["list"]),
    ("mode", &["list"]),
    ("product", &["list"]),
    ("all", &["list"]),
    ("any", &["list"]),
    ("sublist", &["list", "start position", "length"]),
    ("append", &["list", "item"]),
    ("insert before", &["list", "position", "newItem"]),
    ("remove", &["list", "position"]),
    ("list replace", &["list", "position", "newItem"]),
    ("reverse", &["list"]),
    ("index of", &["list", "match"]),
    ("distinct values", &["list"]),
    ("flatten", &["list"]),
    ("sort", &["list", "precedes"]),
    ("decimal", &["n", "scale"]),
    ("floor", &["n", "scale"]),
    ("ceiling", &["n", "scale"]),
    ("round up", &["n", "scale"]),
    ("round down", &["n", "scale"]),
    ("round half up", &["n", "scale"]),
    ("round half down", &["n", "scale"]),
    ("abs", &["n"]),
    ("modulo", &["dividend", "divisor"]),
    ("sqrt", &["number"]),
    ("log", &["number"]),
    ("exp", &["number"]),
    ("odd", &["number"]),
    ("even", &["number"]),
    ("is", &["value1", "value2"]),
    ("get value", &["m", "key"]),
    ("get entries", &["m"]),
    ("context put", &["context", "key", "value"]),
    ("context merge", &["contexts"]),
    ("day of year", &["date"]),
    ("day of week", &["date"]),
    ("month of year", &["date"]),
    ("week of year", &["date"]),
];

/// FEEL's functions that are ours under another name: numbers of arguments and what they give.
pub(super) const SAME: &[(&str, &str, (usize, usize), Ty)] = &[
    ("modulo", "остаток", (2, 2), Ty::Number(None)),
    ("sqrt", "корень", (1, 1), Ty::Number(None)),
    ("log", "логарифм", (1, 1), Ty::Number(None)),
    ("exp", "экспонента", (1, 1), Ty::Number(None)),
    ("odd", "нечетное", (1, 1), Ty::Bool),
    ("even", "четное", (1, 1), Ty::Bool),
    ("upper case", "заглавными", (1, 1), Ty::Text),
    ("lower case", "строчными", (1, 1), Ty::Text),
    ("substring", "часть_текста", (2, 3), Ty::Text),
    ("substring before", "до_слова", (2, 2), Ty::Text),
    ("substring after", "после_слова", (2, 2), Ty::Text),
    ("replace", "заменить", (3, 4), Ty::Text),
    ("contains", "содержит", (2, 2), Ty::Bool),
    ("starts with", "начинается_с", (2, 2), Ty::Bool),
    ("ends with", "заканчивается_на", (2, 2), Ty::Bool),
    ("matches", "подходит", (2, 3), Ty::Bool),
    ("split", "разделить", (2, 2), Ty::Any),
    ("string join", "соединить", (1, 2), Ty::Text),
    ("list contains", "есть_в_списке", (2, 2), Ty::Bool),
    ("count", "количество", (1, 1000), Ty::Number(None)),
    ("min", "мин", (1, 1000), Ty::Any),
    ("max", "макс", (1, 1000), Ty::Any),
    ("sum", "сумма", (1, 1000), Ty::Any),
    ("mean", "среднее", (1, 1000), Ty::Any),
    ("median", "медиана", (1, 1000), Ty::Number(None)),
    ("stddev", "отклонение", (1, 1000), Ty::Number(None)),
    ("mode", "моды", (1, 1000), Ty::Any),
    ("product", "произведение", (1, 1000), Ty::Number(None)),
    ("all", "верны_все", (1, 1000), Ty::Bool),
    ("any", "верно_хотя_бы_одно", (1, 1000), Ty::Bool),
    ("sublist", "часть_списка", (2, 3), Ty::Any),
    ("append", "дописать", (2, 1000), Ty::Any),
    ("concatenate", "сложить_списки", (1, 1000), Ty::Any),
    ("insert before", "вставить", (3, 3), Ty::Any),
    ("remove", "убрать", (2, 2), Ty::Any),
    ("reverse", "в_обратном_порядке", (1, 1), Ty::Any),
    ("index of", "места", (2, 2), Ty::Any),
    ("union", "объединение", (1, 1000), Ty::Any),
    ("distinct values", "без_повторов", (1, 1), Ty::Any),
    ("flatten", "без_вложенных", (1, 1), Ty::Any),
    ("abs", "абс", (1, 1), Ty::Any),
    ("is", "то_же", (2, 2), Ty::Bool),
    ("day of year", "день_года", (1, 1), Ty::Number(None)),
    ("day of week", "название_дня", (1, 1), Ty::Text),
    ("month of year", "название_месяца", (1, 1), Ty::Text),
    ("week of year", "неделя_года", (1, 1), Ty::Number(None)),
    ("years and months duration", "период", (2, 2), Ty::Duration),
    ("number", "в_число", (2, 3), Ty::Number(None)),
    ("context merge", "слить_записи", (1, 1), Ty::Any),
];

/// Patterns of XPath that the engine at hand reads in another way.
pub(super) fn plain_pattern(args: &[F], at: u32) -> Result<(), Refused> {
    let text = |i: usize| match args.get(i).map(|f| &f.k) {
        Some(K::Text(t)) => t.as_str(),
        _ => "",
    };
    let pattern = text(1);
    let exotic = [
        "\\i", "\\c", "\\I", "\\C", "-[", "\\b", "\\B", "\\p{Is", "\\P{Is", "(?", "&&", "~~", "[[",
    ];
    let back = pattern.as_bytes().windows(2).any(|w| matches!(w, [b'\\', b'1'..=b'9']));
    let flags = if args.len() == 4 { text(3) } else { text(2) };
    if back
        || exotic.iter().any(|e| pattern.contains(e))
        || (flags.len() <= 5 && flags.chars().all(|c| "smixq".contains(c)) && flags.contains(['x', 'q']))
    {
        return Err(Refused::new(
            at,
            "образец использует редкие возможности XPath",
            "the pattern uses rare features of XPath",
        ));
    }
    Ok(())
}

/// Years beyond four digits are dates in FEEL, but not here.
pub(super) fn far_year(text: &str) -> bool {
    let (year, rest) = text.trim_start_matches('-').split_once('-').unwrap_or(("", ""));
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    digits(year) && digits(rest) && rest.len() == 5 && (year.len() > 4 || text.starts_with('-') || year == "0000")
}

pub(super) fn far(at: u32) -> Refused {
    Refused::new(
        at,
        "годы до первого и после 9999 не поддерживаются",
        "years before the first and after 9999 are not supported",
    )
}
