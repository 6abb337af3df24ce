//! Numbers in digits, in words and mixed.

use std::ops::Range;

use rust_decimal::Decimal;

use super::numerals::{Numeral, numeral};
use super::words::{Word, WordKind, at, span_of, touching};
use crate::span::Span;
use crate::value::Lang;

/// Something found in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<T> {
    /// Its bytes in the text.
    pub span: Span,
    /// Its words, as indices into the words that were searched.
    pub words: Range<usize>,
    /// What it means.
    pub value: T,
}

impl<T> Found<T> {
    pub(super) fn new(words: &[Word], from: usize, to: usize, value: T) -> Self {
        Self {
            span: span_of(words, from, to),
            words: from..to,
            value,
        }
    }
}

/// Longest run of digits read as a number: more would not fit a decimal.
const MAX_DIGITS: usize = 18;

/// Numbers of a text, left to right. Chains like `01.03.26`, `2024-03-01` or `12:30` are not
/// numbers; ordinals are not either.
///
/// In Russian `25.000` and `1 200` are grouped thousands and a comma starts the fraction; in English
/// `1,200` is grouped.
pub fn numbers(words: &[Word], lang: Lang) -> Vec<Found<Decimal>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        if let Some((_, next)) = ordinal_at(words, i) {
            i = next;
            continue;
        }
        match number_at(words, i, lang) {
            Some((value, next)) => {
                found.push(Found::new(words, i, next, value));
                i = next.max(i + 1);
            }
            None => i = chain_end(words, i),
        }
    }
    found
}

/// Ordinals of a text: `второй`, `двадцать первого`, `2-й`, `2nd`.
pub fn ordinals(words: &[Word]) -> Vec<Found<u32>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        match ordinal_at(words, i) {
            Some((value, next)) => {
                found.push(Found::new(words, i, next, value));
                i = next.max(i + 1);
            }
            None => i += 1,
        }
    }
    found
}

/// One past the run of digits joined by signs that starts at `i`.
pub(super) fn chain_end(words: &[Word], i: usize) -> usize {
    let mut end = i + 1;
    if words.get(i).is_none_or(|w| w.kind != WordKind::Number) {
        return end;
    }
    while touching(words, end - 1)
        && touching(words, end)
        && matches!(at(words, end), "." | "," | "-" | "/" | ":")
        && words
            .get(end + 1)
            .is_some_and(|w| w.kind == WordKind::Number)
    {
        end += 2;
    }
    end
}

/// Whether the words at `i` are a number in digits and its end.
fn is_number(words: &[Word], i: usize) -> bool {
    words.get(i).is_some_and(|w| w.kind == WordKind::Number)
}

#[derive(Clone, Copy)]
struct Group {
    value: Decimal,
    /// What is added next must be less than this: 100 after hundreds, 10 after tens, else 0.
    room: u16,
    digits: bool,
}

fn room_after(value: u16) -> u16 {
    match value {
        v if v >= 100 && v % 100 == 0 => 100,
        v if v >= 20 && v % 10 == 0 => 10,
        _ => 0,
    }
}

/// The cardinal number that starts at word `start` and one past its last word.
pub(super) fn number_at(words: &[Word], start: usize, lang: Lang) -> Option<(Decimal, usize)> {
    let mut i = start;
    let negative = match at(words, i) {
        "-" => touching(words, i) && is_number(words, i + 1) && (i == 0 || !touching(words, i - 1)),
        "минус" | "minus" => true,
        _ => false,
    };
    if negative {
        i += 1;
    }
    let mut total = Decimal::ZERO;
    let mut group: Option<Group> = None;
    let mut least_scale = u64::MAX;
    let mut end = i;
    loop {
        let mut j = i;
        if end > start && at(words, j) == "and" && group.is_none_or(|g| g.room == 100) {
            j += 1;
        }
        if group.is_none() && is_number(words, j) && (j == i || least_scale != u64::MAX) {
            let (value, next) = digits_at(words, j, lang)?;
            if least_scale != u64::MAX && value >= Decimal::from(least_scale) {
                break;
            }
            group = Some(Group {
                value,
                room: 0,
                digits: true,
            });
            (i, end) = (next, next);
            continue;
        }
        let word = at(words, j);
        // «15к»: only right after the digits, otherwise it is the preposition.
        if matches!(word, "к" | "k") {
            if j == i
                && group.is_some_and(|g| g.digits)
                && least_scale == u64::MAX
                && j > 0
                && touching(words, j - 1)
            {
                let value = group.and_then(|g| g.value.checked_mul(Decimal::ONE_THOUSAND))?;
                return Some((if negative { -value } else { value }, j + 1));
            }
            break;
        }
        match numeral(word) {
            Some(Numeral::Small(v)) => match group {
                None if Decimal::from(v) < Decimal::from(least_scale) => {
                    group = Some(Group {
                        value: v.into(),
                        room: room_after(v),
                        digits: false,
                    });
                }
                Some(g) if v > 0 && v < g.room && !g.digits => {
                    let room = room_after(v).min(g.room);
                    group = Some(Group {
                        value: g.value.checked_add(v.into())?,
                        room,
                        digits: false,
                    });
                }
                _ => break,
            },
            Some(Numeral::Whole(v)) if end == start && !negative => return Some((v.into(), j + 1)),
            Some(Numeral::Collective(v)) if end == start && !negative => {
                return Some((v.into(), j + 1));
            }
            Some(Numeral::OneAndHalf) if group.is_none() && least_scale == u64::MAX => {
                group = Some(Group {
                    value: Decimal::new(15, 1),
                    room: 0,
                    digits: false,
                });
            }
            Some(Numeral::Hundred) => match group {
                None if least_scale == u64::MAX || least_scale > 100 => {
                    group = Some(Group {
                        value: Decimal::ONE_HUNDRED,
                        room: 100,
                        digits: false,
                    });
                }
                Some(g) if g.value < Decimal::ONE_HUNDRED => {
                    group = Some(Group {
                        value: g.value.checked_mul(Decimal::ONE_HUNDRED)?,
                        room: 100,
                        digits: false,
                    });
                }
                _ => break,
            },
            Some(Numeral::Scale(scale)) if scale < least_scale => {
                let factor = match group.take() {
                    Some(g) => g.value,
                    None if least_scale == u64::MAX => Decimal::ONE,
                    None => break,
                };
                total = total.checked_add(factor.checked_mul(scale.into())?)?;
                least_scale = scale;
                (i, end) = (j + 1, j + 1);
                // «15 тыс. 500»: the full stop of the abbreviation.
                if matches!(word, "тыс" | "млн" | "млрд")
                    && at(words, i) == "."
                    && touching(words, j)
                    && is_number(words, i + 1)
                {
                    i += 1;
                }
                continue;
            }
            _ => match fraction_at(words, j, lang, group, end > start) {
                Some((Fraction::Half, next)) => {
                    match &mut group {
                        Some(g) => {
                            g.value = g.value.checked_add(Decimal::new(5, 1))?;
                            g.room = 0;
                            g.digits = false;
                        }
                        None => {
                            total = total.checked_add(
                                Decimal::from(least_scale).checked_mul(Decimal::new(5, 1))?,
                            )?
                        }
                    }
                    (i, end) = (next, next);
                    continue;
                }
                Some((Fraction::Part(part), next)) => {
                    if let Some(g) = &mut group {
                        g.value = g.value.checked_add(part)?;
                        g.room = 0;
                    }
                    (i, end) = (next, next);
                    continue;
                }
                None => break,
            },
        }
        (i, end) = (j + 1, j + 1);
    }
    if end == start || (negative && end == start + 1) {
        return None;
    }
    let value = total.checked_add(group.map_or(Decimal::ZERO, |g| g.value))?;
    Some((if negative { -value } else { value }, end))
}

enum Fraction {
    Half,
    Part(Decimal),
}

/// «с половиной», "and a half", «целых пять десятых» after a number.
fn fraction_at(
    words: &[Word],
    i: usize,
    lang: Lang,
    group: Option<Group>,
    begun: bool,
) -> Option<(Fraction, usize)> {
    if !begun {
        return None;
    }
    match (at(words, i), at(words, i + 1), at(words, i + 2)) {
        ("с", "половиной" | "половинкой", _) => {
            return Some((Fraction::Half, i + 2));
        }
        ("and", "a", "half") | ("a", "half", _) => {
            let next = if at(words, i) == "and" { i + 3 } else { i + 2 };
            return Some((Fraction::Half, next));
        }
        // `number_at` steps over an "and" before it asks.
        ("целых" | "целая" | "целые" | "целой", ..) if group.is_some() => {}
        _ => return None,
    }
    let from = if at(words, i + 1) == "и" {
        i + 2
    } else {
        i + 1
    };
    let (part, next) = number_at(words, from, lang)?;
    let scale = match numeral(at(words, next)) {
        Some(Numeral::Ordinal(10)) => 1,
        Some(Numeral::Ordinal(100)) => 2,
        Some(Numeral::Ordinal(1000)) => 3,
        _ => return None,
    };
    let part = part.checked_mul(Decimal::new(1, scale))?;
    (part >= Decimal::ZERO && part < Decimal::ONE).then_some((Fraction::Part(part), next + 1))
}

fn parse_digits(text: &str) -> Option<Decimal> {
    if text.len() > MAX_DIGITS {
        return None;
    }
    text.parse::<u64>().ok().map(Decimal::from)
}

fn digits_len(words: &[Word], i: usize) -> usize {
    words
        .get(i)
        .filter(|w| w.kind == WordKind::Number)
        .map_or(0, |w| w.folded.len())
}

/// A number in digits with its grouping and fraction.
fn digits_at(words: &[Word], i: usize, lang: Lang) -> Option<(Decimal, usize)> {
    let end = chain_end(words, i);
    let first = at(words, i);
    let may_group = first.len() <= 3 && !first.starts_with('0');
    let mut text = String::with_capacity(24);
    text.push_str(first);
    let signs = (end - i) / 2;
    if signs == 0 {
        let mut next = i + 1;
        // Thousands grouped by one space.
        while may_group
            && digits_len(words, next) == 3
            && one_space(words, next - 1)
            && chain_end(words, next) == next + 1
        {
            text.push_str(at(words, next));
            next += 1;
        }
        // The last group may carry the fraction: «1 200,50».
        let last = chain_end(words, next);
        if may_group
            && digits_len(words, next) == 3
            && one_space(words, next - 1)
            && last == next + 3
            && matches!(at(words, next + 1), "," | ".")
        {
            text.push_str(at(words, next));
            return with_fraction(&text, at(words, next + 2)).map(|v| (v, last));
        }
        return parse_digits(&text).map(|v| (v, next));
    }
    let sign = at(words, i + 1);
    if !matches!(sign, "." | ",") {
        // «5-7», «3/4»: the first number stands for itself unless it is a date, a phone or a time.
        return match (sign, signs) {
            ("-", 1) if first.len() <= 3 => parse_digits(first).map(|v| (v, i + 1)),
            _ => None,
        };
    }
    let grouping = |k: usize| digits_len(words, i + 2 * k) == 3;
    let other = if sign == "." { "," } else { "." };
    let same = (1..=signs)
        .take_while(|k| at(words, i + 2 * k - 1) == sign)
        .count();
    let grouped = may_group
        && (1..=same).all(grouping)
        && match same {
            1 => {
                matches!((sign, lang), (".", Lang::Ru) | (",", Lang::En))
                    || signs == 2 && sign == ","
            }
            _ => true,
        };
    if grouped {
        for k in 1..=same {
            text.push_str(at(words, i + 2 * k));
        }
        return match signs - same {
            0 => parse_digits(&text).map(|v| (v, end)),
            1 if at(words, i + 2 * same + 1) == other => {
                with_fraction(&text, at(words, end - 1)).map(|v| (v, end))
            }
            _ => None,
        };
    }
    if signs == 1 {
        return with_fraction(&text, at(words, i + 2)).map(|v| (v, end));
    }
    None
}

fn with_fraction(whole: &str, fraction: &str) -> Option<Decimal> {
    let whole = parse_digits(whole)?;
    if fraction.len() > 9 {
        return None;
    }
    let part = Decimal::new(
        fraction.parse::<i64>().ok()?,
        u32::try_from(fraction.len()).ok()?,
    );
    whole.checked_add(part)
}

/// Whether words `i` and `i + 1` are apart by about one space (which may be a wide one).
fn one_space(words: &[Word], i: usize) -> bool {
    match (words.get(i), words.get(i + 1)) {
        (Some(a), Some(b)) => (1..=3).contains(&b.span.start.saturating_sub(a.span.end)),
        _ => false,
    }
}

/// The ordinal that starts at word `start` and one past its last word.
pub(super) fn ordinal_at(words: &[Word], start: usize) -> Option<(u32, usize)> {
    if is_number(words, start) {
        return digit_ordinal_at(words, start);
    }
    let mut value: u32 = 0;
    let mut room = u32::MAX;
    let mut i = start;
    loop {
        match numeral(at(words, i)) {
            Some(Numeral::Ordinal(v)) if v < room => return Some((value.checked_add(v)?, i + 1)),
            Some(Numeral::Small(v)) if u32::from(v) < room && v > 0 => {
                value = value.checked_add(v.into())?;
                room = room_after(v).into();
            }
            Some(Numeral::Scale(1000)) if i == start || value < 1000 => {
                value = value.max(1).checked_mul(1000)?;
                room = 1000;
            }
            _ => return None,
        }
        i += 1;
    }
}

fn digit_ordinal_at(words: &[Word], i: usize) -> Option<(u32, usize)> {
    let value = || at(words, i).parse::<u32>().ok().filter(|v| *v < 1_000_000);
    if !touching(words, i) {
        return None;
    }
    if at(words, i + 1) == "-" && touching(words, i + 1) {
        let suffix = at(words, i + 2);
        let known = matches!(
            suffix,
            "й" | "я"
                | "е"
                | "го"
                | "му"
                | "м"
                | "ю"
                | "х"
                | "ый"
                | "ой"
                | "ий"
                | "ая"
                | "ое"
                | "ые"
                | "ого"
                | "его"
                | "ую"
                | "ом"
                | "ым"
                | "ых"
        );
        return known.then(value).flatten().map(|v| (v, i + 3));
    }
    let known = matches!(
        at(words, i + 1),
        "st" | "nd" | "rd" | "th" | "й" | "го" | "ый" | "ой" | "ого"
    );
    known.then(value).flatten().map(|v| (v, i + 2))
}
