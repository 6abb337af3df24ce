//! English: numbers, sums of money and dates in words. Kept to what is sure.

use super::english_numerals::{cardinal, ordinal};
use super::text::Text;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// The text in words.
pub(super) fn spoken(text: &str) -> String {
    let read = Text::new(text);
    let mut out = String::with_capacity(text.len() * 2);
    let mut at = 0;
    while let Some(token) = read.tokens.get(at) {
        let said = money(&read, at)
            .or_else(|| month_day(&read, at))
            .or_else(|| number(&read, at));
        out.push_str(token.before);
        let (next, words) = said.unwrap_or_else(|| (at + 1, token.text.to_owned()));
        let letters = out.chars().next_back().is_some_and(char::is_alphanumeric);
        if token.before.is_empty() && letters && words.starts_with(char::is_alphabetic) {
            out.push(' ');
        }
        out.push_str(&words);
        at = next;
    }
    out.push_str(read.tail);
    out
}

/// «20,000», «3.5»: the value, the digits behind the point, and the token after it.
fn read<'t>(text: &Text<'t>, i: usize) -> Option<(u64, Option<&'t str>, usize)> {
    let first = text.text(i);
    if !text.is_number(i) || first.len() > 1 && first.starts_with('0') {
        return None;
    }
    let mut value = text.digits(i)?;
    let mut next = i + 1;
    while first.len() <= 3
        && (text.glued(next, ",") && text.touches(next + 1))
        && text.is_number(next + 1)
        && text.text(next + 1).len() == 3
    {
        value = value.checked_mul(1000)?.checked_add(text.digits(next + 1)?)?;
        next += 2;
    }
    if value > super::cardinal::MAX {
        return None;
    }
    let more = text.glued(next, ".") && text.touches(next + 1) && text.is_number(next + 1);
    if !more {
        return Some((value, None, next));
    }
    if text.glued(next + 2, ".") && text.touches(next + 3) && text.is_number(next + 3) {
        return None;
    }
    Some((value, Some(text.text(next + 1)), next + 2))
}

fn money(text: &Text, i: usize) -> Option<(usize, String)> {
    let (one, many, cent, cents) = match text.text(i) {
        "£" => ("pound", "pounds", "penny", "pence"),
        "$" => ("dollar", "dollars", "cent", "cents"),
        "€" => ("euro", "euros", "cent", "cents"),
        "₽" => ("rouble", "roubles", "kopeck", "kopecks"),
        _ => {
            let (value, part, next) = read(text, i)?;
            let rouble = text.text(next) == "₽";
            return rouble.then(|| (next + 1, sum(value, part, ["rouble", "roubles", "kopeck", "kopecks"])));
        }
    };
    let (value, part, next) = read(text, i + 1).filter(|_| text.touches(i + 1))?;
    if matches!(text.low(next), "million" | "billion") {
        let words = format!("{} {} {many}", with_point(value, part), text.text(next));
        return Some((next + 1, words));
    }
    Some((next, sum(value, part, [one, many, cent, cents])))
}

fn sum(value: u64, part: Option<&str>, [one, many, cent, cents]: [&str; 4]) -> String {
    let whole = format!("{} {}", cardinal(value), if value == 1 { one } else { many });
    match part.and_then(|p| p.parse::<u64>().ok().filter(|_| p.len() == 2)) {
        Some(0) => whole,
        Some(part) => format!("{whole} {} {}", cardinal(part), if part == 1 { cent } else { cents }),
        None => match part {
            Some(digits) => format!("{} {many}", with_point(value, Some(digits))),
            None => whole,
        },
    }
}

/// «1 March 2026», «March 1, 2026».
fn month_day(text: &Text, i: usize) -> Option<(usize, String)> {
    let day = |at: usize| {
        text.digits(at)
            .filter(|d| (1..=31).contains(d) && text.text(at).len() <= 2)
    };
    let month = |at: usize| MONTHS.contains(&text.low(at)) && text.same_line(at);
    let (mut out, mut next) = if let Some(n) = day(i).filter(|_| month(i + 1)) {
        (format!("the {} of {}", ordinal(n), text.text(i + 1)), i + 2)
    } else if month(i) {
        let n = day(i + 1).filter(|_| !text.touches(i + 2) || matches!(text.text(i + 2), "," | "." | "?" | "!"))?;
        (format!("{} the {}", text.text(i), ordinal(n)), i + 2)
    } else {
        return None;
    };
    let at = if text.glued(next, ",") { next + 1 } else { next };
    if let Some(n) = text
        .digits(at)
        .filter(|n| (1100..2100).contains(n) && text.text(at).len() == 4)
    {
        out.push_str(if at > next { ", " } else { " " });
        out.push_str(&year(n));
        next = at + 1;
    }
    Some((next, out))
}

fn year(n: u64) -> String {
    match (n / 100, n % 100) {
        (20, 0..=9) => cardinal(n),
        (century, 0) => format!("{} hundred", cardinal(century)),
        (century, rest @ 1..=9) => format!("{} oh {}", cardinal(century), cardinal(rest)),
        (century, rest) => format!("{} {}", cardinal(century), cardinal(rest)),
    }
}

fn number(text: &Text, i: usize) -> Option<(usize, String)> {
    if !text.is_number(i) {
        return None;
    }
    let Some((value, part, next)) = read(text, i) else {
        return Some((i + 1, one_by_one(text.text(i))));
    };
    if text.low(next) == "%" {
        return Some((next + 1, format!("{} percent", with_point(value, part))));
    }
    if part.is_none() && text.touches(next) && matches!(text.low(next), "st" | "nd" | "rd" | "th") && value < 1000 {
        return Some((next + 1, ordinal(value)));
    }
    // A long run without groups is dictated, not counted.
    if part.is_none() && next == i + 1 && text.text(i).len() > 6 {
        return Some((next, one_by_one(text.text(i))));
    }
    Some((next, with_point(value, part)))
}

fn with_point(value: u64, part: Option<&str>) -> String {
    match part {
        Some(digits) => format!("{} point {}", cardinal(value), one_by_one(digits)),
        None => cardinal(value),
    }
}

fn one_by_one(digits: &str) -> String {
    let names = digits.chars().filter_map(|c| Some(cardinal(c.to_digit(10)?.into())));
    names.collect::<Vec<_>>().join(" ")
}
