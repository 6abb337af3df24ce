//! The canonical form of single words: strings, numbers, dates, periods, days of the week.

use crate::syntax::grammar::Rule;
use crate::syntax::keywords::Lang;

/// Units of periods: one, two to four, five and more; then English one and many.
const UNITS: [(Rule, [&str; 3], [&str; 2]); 8] = [
    (
        Rule::unit_working_day,
        ["рабочий день", "рабочих дня", "рабочих дней"],
        ["working day", "working days"],
    ),
    (Rule::unit_day, ["день", "дня", "дней"], ["day", "days"]),
    (Rule::unit_week, ["неделя", "недели", "недель"], ["week", "weeks"]),
    (Rule::unit_month, ["месяц", "месяца", "месяцев"], ["month", "months"]),
    (Rule::unit_year, ["год", "года", "лет"], ["year", "years"]),
    (Rule::unit_hour, ["час", "часа", "часов"], ["hour", "hours"]),
    (Rule::unit_minute, ["минута", "минуты", "минут"], ["minute", "minutes"]),
    (
        Rule::unit_second,
        ["секунда", "секунды", "секунд"],
        ["second", "seconds"],
    ),
];

const WEEKDAYS: [(&str, &str); 7] = [
    ("пн", "mon"),
    ("вт", "tue"),
    ("ср", "wed"),
    ("чт", "thu"),
    ("пт", "fri"),
    ("сб", "sat"),
    ("вс", "sun"),
];

/// A unit of a period after its number.
pub(super) fn unit(rule: Rule, number: &str, lang: Lang) -> Option<&'static str> {
    let (_, russian, english) = UNITS.iter().find(|(unit, ..)| *unit == rule)?;
    let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
    let last = digits.last().copied().unwrap_or(0);
    let teen = digits.len() > 1 && digits.get(digits.len() - 2) == Some(&1);
    Some(match lang {
        Lang::Ru => {
            let [one, few, many] = russian;
            match last {
                1 if !teen => one,
                2..=4 if !teen => few,
                _ => many,
            }
        }
        Lang::En => {
            let [one, many] = english;
            if digits.iter().skip_while(|d| **d == 0).eq(&[1]) {
                one
            } else {
                many
            }
        }
    })
}

/// A day of the week (folded) in a language, or as it is.
pub(super) fn weekday(folded: &str, lang: Option<Lang>) -> String {
    let found = WEEKDAYS.iter().find(|(ru, en)| folded == *ru || folded == *en);
    match (found, lang) {
        (Some((ru, _)), Some(Lang::Ru)) => (*ru).to_owned(),
        (Some((_, en)), Some(Lang::En)) => (*en).to_owned(),
        _ => folded.to_owned(),
    }
}

/// The language whose letters a folded keyword is made of.
pub(super) fn script(folded: &str) -> Lang {
    // «по правилам DMN» is Russian, although it holds a Latin name.
    let russian = folded.chars().any(|c| matches!(c, 'а'..='я' | 'ё' | 'А'..='Я' | 'Ё'));
    if !russian && folded.chars().any(|c| c.is_ascii_alphabetic()) {
        Lang::En
    } else {
        Lang::Ru
    }
}

/// `12.03.2023` → `2023-03-12`; days that no calendar has stay as written, for the checks to name.
pub(super) fn date(text: &str) -> String {
    let parts: Vec<&str> = text.split('.').collect();
    let [day, month, year] = parts.as_slice() else {
        return text.to_owned();
    };
    match (day.parse::<u8>(), month.parse::<u8>()) {
        (Ok(day @ 1..=31), Ok(month @ 1..=12)) => format!("{year}-{month:02}-{day:02}"),
        _ => text.to_owned(),
    }
}

/// `9:00` → `09:00`.
pub(super) fn time(text: &str) -> String {
    format!("{text:0>5}")
}

/// Groups of three digits, where the author grouped at all: `10_00000` → `1_000_000`.
pub(super) fn number(text: &str) -> String {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(w, f)| (w, Some(f)));
    if !whole.contains('_') {
        return text.to_owned();
    }
    let digits: Vec<char> = whole.chars().filter(|c| *c != '_').collect();
    let mut out = String::with_capacity(text.len());
    for (i, digit) in digits.iter().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('_');
        }
        out.push(*digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// What stands between straight quotes for the words between any quotes: `"` gets its backslash.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some(next) => {
                    out.push(c);
                    out.push(if next == '\u{a0}' { ' ' } else { next });
                }
                None => out.push_str("\\\\"),
            },
            '"' => out.push_str("\\\""),
            '\u{a0}' | '\r' => out.push(' '),
            '\u{feff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// Non-breaking spaces and tabs as spaces, no byte-order mark, nothing blank at the ends.
pub(super) fn plain(text: &str) -> String {
    let spaced: String = text
        .chars()
        .filter(|c| *c != '\u{feff}')
        .map(|c| if matches!(c, '\u{a0}' | '\t' | '\r') { ' ' } else { c })
        .collect();
    spaced.trim_matches(' ').to_owned()
}

/// [`plain`], and one space between words.
pub(super) fn spaced(text: &str) -> String {
    let plain = plain(text);
    let words: Vec<&str> = plain.split(' ').filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

/// The lines of a text as they are, without blank ones around and with LF between them.
pub(super) fn lines_as_they_are(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}').replace('\r', "");
    let kept: Vec<&str> = text.split('\n').collect();
    let blank = |line: &&str| line.trim().is_empty();
    let first = kept.iter().take_while(|l| blank(l)).count();
    let last = kept.len() - kept.iter().rev().take_while(|l| blank(l)).count();
    kept.get(first..last).unwrap_or_default().join("\n")
}
