//! Civil dates: «1 марта 2024 года», «01.03.26», «вчера», «через неделю», «в прошлом году».

use super::date_parts::{part_of_period, quarter_or_season, spoken};
use super::date_relative::{named_day, relative_period, shifted};
use super::date_several::several_days;
use super::date_words::{counted, is_year_word, month, relative};
use super::hints::Starts;
use super::number::{Found, number_at};
use super::number_digits::chain_end;
use super::ordinal::ordinal_at;
use super::words::{Word, WordKind, at, touching};
use crate::value::{Date, Duration, Lang};

/// A date as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFound {
    /// A day.
    Day(Date),
    /// A period named as a whole: a year, a month, a week.
    Within {
        /// Its first day.
        first: Date,
        /// Its last day.
        last: Date,
    },
    /// A day that no calendar has: 31.02.
    Impossible,
}

impl DateFound {
    /// The day, or the first day of the period.
    pub fn first(self) -> Option<Date> {
        match self {
            Self::Day(d) | Self::Within { first: d, .. } => Some(d),
            Self::Impossible => None,
        }
    }
}

/// Years of two digits fall between `today` − 80 and `today` + 19.
const YEARS_BACK: i16 = 80;

/// Dates of a text, relative to `today`.
///
/// A day and a month without a year are the date nearest to `today`; so is a month alone. Day comes
/// before month in both languages unless the year leads (`2024-03-01`).
pub fn dates(words: &[Word], lang: Lang, today: Date) -> Vec<Found<DateFound>> {
    dates_from(words, lang, today, &Starts::ALL)
}

/// As [`dates`], looking only where one may begin.
pub(super) fn dates_from(words: &[Word], lang: Lang, today: Date, starts: &Starts) -> Vec<Found<DateFound>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        if !starts.at(i) {
            i += 1;
            continue;
        }
        if let Some(next) = several_days(words, i, lang, today, &mut found) {
            i = next;
            continue;
        }
        match date_at(words, i, lang, today) {
            Some((value, next)) => {
                found.push(Found::new(words, i, next, value));
                i = next.max(i + 1);
            }
            None => i = chain_end(words, i),
        }
    }
    found
}

/// The date that starts at word `i` and one past its last word.
pub(super) fn date_at(words: &[Word], i: usize, lang: Lang, today: Date) -> Option<(DateFound, usize)> {
    let is_number = words.get(i).is_some_and(|w| w.kind == WordKind::Number);
    if is_number && let Some(found) = in_digits(words, i, today) {
        return Some(found);
    }
    apart(words, i)
        .or_else(|| spoken(words, i, today))
        .or_else(|| part_of_period(words, i, today))
        .or_else(|| named_day(words, i, today))
        .or_else(|| day_and_month(words, i, lang, today))
        .or_else(|| shifted(words, i, lang, today))
        .or_else(|| relative_period(words, i, today))
        .or_else(|| quarter_or_season(words, i, lang, today))
        .or_else(|| month_and_year(words, i, today))
        .or_else(|| year_alone(words, i, today))
}

pub(super) fn make(year: i16, month: i8, day: i16) -> DateFound {
    i8::try_from(day)
        .ok()
        .and_then(|d| Date::new(year, month, d).ok())
        .map_or(DateFound::Impossible, DateFound::Day)
}

pub(super) fn full_year(year: i16, today: Date) -> i16 {
    let least = today.year().saturating_sub(YEARS_BACK);
    let year = least - least.rem_euclid(100) + year;
    if year < least { year + 100 } else { year }
}

/// The date with this day and month nearest to today.
pub(super) fn nearest(month: i8, day: i16, today: Date) -> DateFound {
    let mut best: Option<(i32, Date)> = None;
    // 29 February may be four (at a turn of a century eight) years away.
    for shift in 0..=8_i16 {
        for year in [today.year().saturating_sub(shift), today.year().saturating_add(shift)] {
            if let DateFound::Day(date) = make(year, month, day) {
                let distance = days_between(today, date).abs();
                if best.is_none_or(|(least, _)| distance < least) {
                    best = Some((distance, date));
                }
            }
        }
        if best.is_some() && shift > 0 {
            break;
        }
    }
    best.map_or(DateFound::Impossible, |(_, date)| DateFound::Day(date))
}

fn days_between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |span| span.get_days())
}

pub(super) fn month_of(first: Date) -> DateFound {
    DateFound::Within {
        first: first.first_of_month(),
        last: first.last_of_month(),
    }
}

pub(super) fn year_of(year: i16) -> Option<DateFound> {
    let first = Date::new(year, 1, 1).ok()?;
    Some(DateFound::Within {
        first,
        last: first.last_of_year(),
    })
}

/// `01.03.2026`, `1/3/26`, `2026-03-01`, `01.03`.
fn in_digits(words: &[Word], i: usize, today: Date) -> Option<(DateFound, usize)> {
    let end = chain_end(words, i);
    let sign = at(words, i + 1);
    if end == i + 1 || !matches!(sign, "." | "-" | "/" | ",") {
        return None;
    }
    let part = |k: usize| at(words, i + 2 * k).parse::<i16>().ok();
    let length = |k: usize| at(words, i + 2 * k).len();
    if end == i + 5 && at(words, i + 3) == sign {
        let (a, b, c) = (part(0)?, part(1)?, part(2)?);
        let month = i8::try_from(b).ok()?;
        return match (length(0), length(1), length(2)) {
            (4, 1..=2, 1..=2) => Some((make(a, month, c), end)),
            (1..=2, 1..=2, 4) => Some((make(c, month, a), end)),
            (2, 2, 2) | (1, 2, 2) if sign != "-" => Some((make(full_year(c, today), month, a), end)),
            // «9.5.45», but not the clause 3.1.12.
            (1, 1..=2, 2) | (2, 1, 2) if sign == "." && c > 31 => Some((make(full_year(c, today), month, a), end)),
            _ => None,
        };
    }
    // «01.03» is a date only when it looks like one and is possible: it may be a number too.
    if end == i + 3 && sign == "." && length(0) == 2 && length(1) == 2 {
        let month = i8::try_from(part(1)?).ok().filter(|m| (1..=12).contains(m))?;
        return match nearest(month, part(0)?, today) {
            DateFound::Impossible if part(0)? > 31 || part(0)? == 0 => None,
            found => Some((found, end)),
        };
    }
    None
}

pub(super) fn shift(date: Date, by: Duration) -> Option<Date> {
    // Working days need a calendar, and hours do not move a date in a way that is known here.
    if by.working_days != 0 || (by.seconds != 0 && by.months == 0 && by.days == 0) {
        return None;
    }
    let span = jiff::Span::new().try_months(by.months).ok()?.try_days(by.days).ok()?;
    date.checked_add(span).ok()
}

/// The day of a month in digits or as an ordinal.
pub(super) fn day(words: &[Word], i: usize) -> Option<(i16, usize)> {
    if let Some((value, next)) = ordinal_at(words, i) {
        return i16::try_from(value)
            .ok()
            .filter(|v| (1..100).contains(v))
            .map(|v| (v, next));
    }
    let word = words
        .get(i)
        .filter(|w| w.kind == WordKind::Number && w.folded.len() <= 2)?;
    Some((word.folded.parse().ok()?, i + 1))
}

/// «15 09 2023», the parts apart.
fn apart(words: &[Word], i: usize) -> Option<(DateFound, usize)> {
    let alone = |k: usize| {
        words
            .get(k)
            .filter(|w| w.kind == WordKind::Number && chain_end(words, k) == k + 1)
            .map(|w| &*w.folded)
    };
    let (d, m, y) = (alone(i)?, alone(i + 1)?, alone(i + 2)?);
    if d.len() > 2 || m.len() > 2 || y.len() != 4 {
        return None;
    }
    // A part of a longer row of digits is no date.
    let is_number = |k: usize| words.get(k).is_some_and(|w| w.kind == WordKind::Number);
    if is_number(i + 3) || i > 0 && is_number(i - 1) {
        return None;
    }
    let month = m.parse().ok().filter(|m| (1..=12).contains(m))?;
    let year = y.parse().ok().filter(|y| (1800..2200).contains(y))?;
    Some((make(year, month, d.parse().ok()?), i + 3))
}

/// The year after a month: `2024 года`, `24 г.`, `прошлого года`, `две тысячи двадцать четвёртого`.
pub(super) fn year(words: &[Word], i: usize, lang: Lang, today: Date) -> Option<(i16, usize)> {
    let mut from = i;
    if matches!(at(words, from), "." | ",") {
        from += 1;
    }
    if let Some((shift, next)) = relative(words, from)
        && is_year_word(at(words, next))
    {
        return Some((today.year().checked_add(shift)?, next + 1));
    }
    if let Some((value, next)) = ordinal_at(words, from).filter(|(v, _)| (1800..2200).contains(v)) {
        let next = if is_year_word(at(words, next)) { next + 1 } else { next };
        return i16::try_from(value).ok().map(|y| (y, next));
    }
    if let Some((value, next)) = ordinal_at(words, from).filter(|(v, _)| *v < 100)
        && (is_year_word(at(words, next)) || from == i && ends_phrase(words, next))
    {
        let year = i16::try_from(value).ok()?;
        let next = if is_year_word(at(words, next)) { next + 1 } else { next };
        return Some((full_year(year, today), next));
    }
    let word = words.get(from)?;
    if word.kind == WordKind::Number {
        if chain_end(words, from) != from + 1 && touching(words, from) && !is_end(words, from + 1) {
            return None;
        }
        let value: i16 = word.folded.parse().ok()?;
        let named = is_year_word(at(words, from + 1));
        let value = match word.folded.len() {
            4 if (1800..2200).contains(&value) => value,
            2 if named || is_short_year(words, from, value, lang, from > i) => full_year(value, today),
            _ => return None,
        };
        let mut next = if named { from + 2 } else { from + 1 };
        if named && at(words, next - 1) == "г" && at(words, next) == "." {
            next += 1;
        }
        return Some((value, next));
    }
    // "twenty twenty-four" is not read; "two thousand twenty four" is.
    let (value, next) = number_at(words, from, lang)?;
    let value: i16 = value.to_string().parse().ok()?;
    if (10..100).contains(&value) && from == i && ends_phrase(words, next) {
        return Some((full_year(value, today), next));
    }
    if !(1800..2200).contains(&value) {
        return None;
    }
    Some((value, if is_year_word(at(words, next)) { next + 1 } else { next }))
}

/// «5 мая 90» has a year; in «15 сентября 23 человека» and «15 сентября, 16» it is not certain.
fn is_short_year(words: &[Word], i: usize, value: i16, lang: Lang, after_sign: bool) -> bool {
    if after_sign {
        return lang == Lang::En || at(words, i.saturating_sub(1)) == "." || value > 31;
    }
    ends_phrase(words, i + 1)
}

/// Whether nothing goes on before word `i`: the end of the text or a sign that ends a phrase.
fn ends_phrase(words: &[Word], i: usize) -> bool {
    words
        .get(i)
        .is_none_or(|w| w.kind == WordKind::Punct && matches!(&*w.folded, "." | "," | "!" | "?" | ";" | ")"))
}

fn is_end(words: &[Word], i: usize) -> bool {
    matches!(at(words, i), "." | "," | "-") && words.get(i + 1).is_none_or(|w| w.kind != WordKind::Number)
}

pub(super) fn day_and_month(words: &[Word], i: usize, lang: Lang, today: Date) -> Option<(DateFound, usize)> {
    // March 1, 2024; March 1st.
    if let Some((m, _)) = month(at(words, i)).filter(|_| at(words, i).is_ascii())
        && let Some((d, next)) = day(words, i + 1)
    {
        return Some(dated(words, (d, m), next, lang, today));
    }
    let (d, mut next) = day(words, i)?;
    if matches!(at(words, next), "числа" | "число") {
        next += 1;
        if month(at(words, next)).is_none() {
            // «5 числа прошлого месяца».
            if let Some((by, end)) = relative(words, next)
                && matches!(at(words, end), "месяца" | "month")
            {
                let first = shift(today.first_of_month(), Duration::months(by.into()))?;
                return Some((make(first.year(), first.month(), d), end + 1));
            }
            return day_of_this_month(d, today).map(|found| (found, next));
        }
    }
    if at(words, next) == "of" {
        next += 1;
    }
    let (m, _) = month(at(words, next))?;
    Some(dated(words, (d, m), next + 1, lang, today))
}

fn dated(words: &[Word], (d, m): (i16, i8), mut next: usize, lang: Lang, today: Date) -> (DateFound, usize) {
    // The full stop of «мар.».
    if at(words, next) == "." && touching(words, next.saturating_sub(1)) && year(words, next + 1, lang, today).is_some()
    {
        next += 1;
    }
    match year(words, next, lang, today) {
        Some((y, end)) => (make(y, m, d), end),
        None => (nearest(m, d, today), next),
    }
}

/// «5 числа»: the nearest date with this day.
fn day_of_this_month(day: i16, today: Date) -> Option<DateFound> {
    let mut best: Option<(i32, Date)> = None;
    for months in [-2, -1, 0, 1, 2] {
        let month = shift(today.first_of_month(), Duration::months(months))?;
        if let DateFound::Day(date) = make(month.year(), month.month(), day) {
            let distance = days_between(today, date).abs();
            if best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, date));
            }
        }
    }
    Some(best.map_or(DateFound::Impossible, |(_, date)| DateFound::Day(date)))
}

/// «март 2024», «в марте прошлого года», «в мае».
pub(super) fn month_and_year(words: &[Word], i: usize, today: Date) -> Option<(DateFound, usize)> {
    let (m, needs_more) = month(at(words, i))?;
    if let Some((y, next)) = year(words, i + 1, Lang::Ru, today) {
        return Some((month_of(Date::new(y, m, 1).ok()?), next));
    }
    let introduced = i > 0 && matches!(at(words, i - 1), "in" | "since" | "until");
    if needs_more && !introduced {
        return None;
    }
    match nearest(m, 15, today) {
        DateFound::Day(middle) => Some((month_of(middle), i + 1)),
        _ => None,
    }
}

/// «2024 год», «в 2024», «с 2019 года».
fn year_alone(words: &[Word], i: usize, today: Date) -> Option<(DateFound, usize)> {
    let word = words.get(i)?;
    if word.kind != WordKind::Number {
        // «в две тысячи двадцатом году»
        let (value, next) = ordinal_at(words, i)?;
        // «В восемьдесят пятом году».
        if (20..100).contains(&value)
            && matches!(at(words, next), "году" | "года")
            && i > 0
            && matches!(at(words, i - 1), "в" | "с" | "до" | "после")
        {
            return Some((year_of(full_year(i16::try_from(value).ok()?, today))?, next + 1));
        }
        if !(1800..2200).contains(&value) {
            return None;
        }
        return is_year_word(at(words, next))
            .then(|| year_of(i16::try_from(value).ok()?))
            .flatten()
            .map(|y| (y, next + 1));
    }
    let named = is_year_word(at(words, i + 1));
    let value: i16 = word.folded.parse().ok()?;
    let introduced = i > 0
        && matches!(
            at(words, i - 1),
            "в" | "с" | "до" | "после" | "in" | "since" | "until" | "from"
        );
    let found = match word.folded.len() {
        4 if (1900..2100).contains(&value) && (named || introduced && !counted(words, i + 1)) => value,
        2 if at(words, i + 1) == "году" => full_year(value, today),
        _ => return None,
    };
    Some((year_of(found)?, if named { i + 2 } else { i + 1 }))
}
