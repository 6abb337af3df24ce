//! Numbers in digits, in words and mixed.

use std::ops::Range;

use rust_decimal::Decimal;

use super::hints::Starts;
use super::number_digits::{chain_end, digits_at};
use super::number_parts::{parts_of_one, range_at, share_at};
use super::numerals::{Numeral, numeral};
use super::ordinal::ordinal_at;
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

/// Numbers of a text, left to right. Chains like `01.03.26`, `2024-03-01` or `12:30` are not
/// numbers; ordinals are not either.
///
/// In Russian `25.000` and `1 200` are grouped thousands and a comma starts the fraction; in English
/// `1,200` is grouped.
pub fn numbers(words: &[Word], lang: Lang) -> Vec<Found<Decimal>> {
    numbers_from(words, lang, &Starts::ALL)
}

/// As [`numbers`], looking only where one may begin.
pub(super) fn numbers_from(words: &[Word], lang: Lang, starts: &Starts) -> Vec<Found<Decimal>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        if !starts.at(i) {
            i += 1;
            continue;
        }
        if let Some((_, next)) = ordinal_at(words, i) {
            i = next;
            continue;
        }
        match number_at(words, i, lang) {
            Some((value, next)) => {
                match parts_of_one(words, i, next) {
                    // Thirds have no exact decimal.
                    Some(None) => i = next + 1,
                    Some(Some(value)) => {
                        found.push(Found::new(words, i, next + 1, value));
                        i = next + 1;
                    }
                    None => {
                        found.push(Found::new(words, i, next, value));
                        i = next.max(i + 1);
                    }
                }
            }
            None => {
                i = range_at(words, i, lang, &mut found).unwrap_or_else(|| chain_end(words, i));
            }
        }
    }
    found
}

/// Whether the words at `i` are a number in digits and its end.
pub(super) fn is_number(words: &[Word], i: usize) -> bool {
    words.get(i).is_some_and(|w| w.kind == WordKind::Number)
}

#[derive(Clone, Copy)]
struct Group {
    value: Decimal,
    /// What is added next must be less than this: 100 after hundreds, 10 after tens, else 0.
    room: u16,
    digits: bool,
}

pub(super) fn room_after(value: u16) -> u16 {
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
    if let Some(found) = share_at(words, i, negative) {
        return Some(found);
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
        if end > start && is_hesitation(words, j) {
            // «Двадцать э-э пять»: nothing of it is kept unless the number goes on.
            i = j + 1;
            continue;
        }
        let word = at(words, j);
        // «15к»: only right after the digits, otherwise it is the preposition.
        if matches!(word, "к" | "k") {
            if j == i && group.is_some_and(|g| g.digits) && least_scale == u64::MAX && j > 0 && touching(words, j - 1) {
                let value = group.and_then(|g| g.value.checked_mul(Decimal::ONE_THOUSAND))?;
                return Some((if negative { -value } else { value }, j + 1));
            }
            break;
        }
        match numeral(word) {
            // «Двадцать двадцать пять»: a word said twice by one who looks for the next.
            Some(Numeral::Small(v)) if end > start && j == end && is_stutter(words, j, v) => {}
            Some(Numeral::Small(v)) => match group {
                // «Пять сот» is a misspelt «пятьсот».
                None if (2..10).contains(&v) && is_torn_hundred(v, at(words, j + 1)) && least_scale > 999 => {
                    group = Some(Group {
                        value: (u32::from(v) * 100).into(),
                        room: 100,
                        digits: false,
                    });
                    (i, end) = (j + 2, j + 2);
                    continue;
                }
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
            // «Две сотни», «полтора десятка».
            Some(Numeral::Whole(v) | Numeral::Many(v))
                if j == i && least_scale == u64::MAX && group.is_some_and(|g| g.value < Decimal::ONE_HUNDRED) =>
            {
                let value = group.and_then(|g| g.value.checked_mul(v.into()))?;
                return Some((if negative { -value } else { value }, j + 1));
            }
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
            // «тысяч двадцать» is about twenty thousand, «тысяч» alone is no number.
            Some(Numeral::Scale(scale)) if end == start && matches!(word, "тысяч" | "миллионов" | "тыщ") =>
            {
                let (value, next) = number_at(words, j + 1, lang).filter(|(v, _)| *v < Decimal::ONE_THOUSAND)?;
                return Some((value.checked_mul(scale.into())?, next));
            }
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
                            total = total.checked_add(Decimal::from(least_scale).checked_mul(Decimal::new(5, 1))?)?
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

/// Sounds and words between the parts of a spoken number.
pub(super) fn is_hesitation(words: &[Word], i: usize) -> bool {
    words.get(i).is_some_and(|w| {
        w.kind == WordKind::Word
            && matches!(
                &*w.folded,
                "э" | "ээ"
                    | "эээ"
                    | "э-э"
                    | "э-э-э"
                    | "эм"
                    | "эмм"
                    | "м"
                    | "мм"
                    | "ммм"
                    | "м-м"
                    | "м-м-м"
                    | "хм"
                    | "ну"
                    | "uh"
                    | "um"
            )
    })
}

/// Whether the number word at `i` repeats the one before it and the next word goes on: «двадцать
/// двадцать пять», but not «пять пять».
fn is_stutter(words: &[Word], i: usize, value: u16) -> bool {
    i > 0
        && at(words, i - 1) == at(words, i)
        && matches!(numeral(at(words, i + 1)), Some(Numeral::Small(next)) if next > 0 && next < room_after(value))
}

fn is_torn_hundred(value: u16, next: &str) -> bool {
    match value {
        2 => next == "сти",
        3 | 4 => next == "ста",
        _ => next == "сот",
    }
}

enum Fraction {
    Half,
    Part(Decimal),
}

/// «с половиной», "and a half", «целых пять десятых» after a number.
fn fraction_at(words: &[Word], i: usize, lang: Lang, group: Option<Group>, begun: bool) -> Option<(Fraction, usize)> {
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
        // «Два запятая пять», "two point five".
        ("запятая" | "point", ..) if group.is_some_and(|g| g.value.fract().is_zero()) => {
            let zeros = (i + 1..)
                .take_while(|k| numeral(at(words, *k)) == Some(Numeral::Small(0)))
                .count();
            let (part, next) =
                number_at(words, i + 1 + zeros, lang).filter(|(v, _)| v.fract().is_zero() && !v.is_sign_negative())?;
            let places = u32::try_from(zeros + part.to_string().len()).ok().filter(|n| *n < 6)?;
            return Some((Fraction::Part(part.checked_mul(Decimal::new(1, places))?), next));
        }
        _ => return None,
    }
    let from = if at(words, i + 1) == "и" { i + 2 } else { i + 1 };
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
