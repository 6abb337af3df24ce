//! Answers read as numbers, sums, days, phones and СНИЛС.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::age::ages;
use super::bounds::{any_amount_bound, any_day_bound, is_choice};
use super::date::{DateFound, dates};
use super::digits::digit_runs;
use super::money::money;
use super::number::{Found, numbers};
use super::numerals::{Numeral, numeral};
use super::ordinal::ordinals;
use super::phone::{phone_from_digits, phones};
use super::read::{Invalid, ReadContext, Reading, bounded, correction, pick};
use super::snils::snils_is_valid;
use super::words::{Word, at};
use crate::value::{Date, Money, Value};

pub(super) fn integer(words: &[Word], min: Option<i64>, max: Option<i64>, ctx: &ReadContext<'_>) -> Reading {
    let mut found = numbers(words, ctx.lang);
    if found.len() > 1 {
        // «Двое, пять и семь лет»: people are counted by collectives, the rest are their ages.
        let collective = |f: &Found<Decimal>| matches!(numeral(at(words, f.words.start)), Some(Numeral::Collective(_)));
        if found.iter().filter(|f| collective(f)).count() == 1 {
            found.retain(collective);
        } else if found.iter().any(|f| !is_age(words, f)) {
            found.retain(|f| !is_age(words, f));
        }
    }
    if any_amount_bound(words, &found) {
        return Reading::None;
    }
    let allows_zero = min.is_none_or(|m| m <= 0);
    if found.is_empty() {
        // «Семилетний», «мне шестьдесят пятый год»: full years.
        found = whole_years(words, ctx);
    }
    if found.is_empty() {
        // «Который по счёту?» — «Первый», «это второй». «Жду второго» is no such answer.
        let leads = |f: &Found<u32>| match f.words.start {
            0 => true,
            1 => matches!(at(words, 0), "это" | "this"),
            _ => false,
        };
        let of = |f: Found<u32>| Found {
            span: f.span,
            words: f.words,
            value: Decimal::from(f.value),
        };
        found = ordinals(words).into_iter().filter(leads).map(of).collect();
    }
    match pick(words, found) {
        // «Ни одного».
        Some(value)
            if value == Decimal::ONE && allows_zero && words.iter().any(|w| matches!(&*w.folded, "ни" | "not")) =>
        {
            Reading::Value(Value::Number(Decimal::ZERO))
        }
        Some(value) if !value.fract().is_zero() => Reading::Invalid(Invalid::NotWhole),
        Some(value) => {
            let value = value.normalize();
            let outside = match value.to_i64() {
                Some(whole) => min.is_some_and(|m| whole < m) || max.is_some_and(|m| whole > m),
                None => true,
            };
            let value = Value::Number(value);
            if outside {
                Reading::OutOfRange { value }
            } else {
                Reading::Value(value)
            }
        }
        None if allows_zero && says_none(words, ctx) => Reading::Value(Value::Number(Decimal::ZERO)),
        None => Reading::None,
    }
}

fn whole_years(words: &[Word], ctx: &ReadContext<'_>) -> Vec<Found<Decimal>> {
    let years = ages(words, ctx.lang)
        .into_iter()
        .filter(|f| f.value.months >= 12 && f.value.months % 12 == 0);
    years
        .map(|f| Found {
            span: f.span,
            words: f.words,
            value: Decimal::from(f.value.months / 12),
        })
        .collect()
}

pub(super) fn number(words: &[Word], min: &Option<Decimal>, max: &Option<Decimal>, ctx: &ReadContext<'_>) -> Reading {
    let found = numbers(words, ctx.lang);
    if any_amount_bound(words, &found) {
        return Reading::None;
    }
    pick(words, found).map_or(Reading::None, |value| bounded(value, min, max, Value::Number))
}

fn is_age(words: &[Word], found: &Found<Decimal>) -> bool {
    matches!(
        at(words, found.words.end),
        "лет" | "год" | "года" | "годика" | "месяцев" | "месяца" | "years" | "months"
    )
}

/// «Нет детей», «никого», "none".
fn says_none(words: &[Word], ctx: &ReadContext<'_>) -> bool {
    if !numbers(words, ctx.lang).is_empty() || words.len() > 6 || words.iter().any(|w| w.is_sign("?")) {
        return false;
    }
    let denies = |w: &Word| {
        matches!(
            &*w.folded,
            "нет"
                | "нету"
                | "неа"
                | "никого"
                | "ничего"
                | "нисколько"
                | "нисколечко"
                | "бездетный"
                | "бездетная"
                | "отсутствуют"
                | "отсутствует"
                | "none"
                | "no"
                | "nobody"
                | "nothing"
        )
    };
    words.iter().any(denies)
}

pub(super) fn sum(words: &[Word], min: &Option<Money>, max: &Option<Money>, ctx: &ReadContext<'_>) -> Reading {
    let mut found = money(words, ctx.lang, true);
    let named = money(words, ctx.lang, false);
    // «Пятьсот рублей, нет, шестьсот»: the unit was said before.
    let corrected = correction(words).is_some_and(|i| found.last().is_some_and(|f| f.words.start > i));
    if found.len() > 1 && !named.is_empty() && !corrected {
        found = named;
    }
    if found.is_empty() {
        return match numbers(words, ctx.lang).is_empty() {
            true if min.is_none_or(|m| m.0 <= 0) && says_none(words, ctx) => Reading::Value(Value::Money(Money(0))),
            true => Reading::None,
            false if words.iter().any(|w| is_foreign(&w.folded)) => Reading::None,
            false => Reading::Invalid(Invalid::BadMoney),
        };
    }
    if any_amount_bound(words, &found) {
        return Reading::None;
    }
    match pick(words, found) {
        Some(value) => bounded(value, min, max, Value::Money),
        None => Reading::None,
    }
}

fn is_foreign(word: &str) -> bool {
    matches!(word, "$" | "€" | "евро" | "euro" | "euros") || word.starts_with("доллар") || word.starts_with("dollar")
}

pub(super) fn day(words: &[Word], min: &Option<Date>, max: &Option<Date>, ctx: &ReadContext<'_>) -> Reading {
    let found = dates(words, ctx.lang, ctx.today);
    if found.is_empty() {
        if let [word] = words
            && let Some(date) = in_one_piece(&word.folded)
        {
            return date.map_or(Reading::Invalid(Invalid::NoSuchDate), |date| {
                bounded(date, min, max, Value::Date)
            });
        }
        return lone_year(words, ctx).unwrap_or(Reading::None);
    }
    if is_choice(words, &found) {
        return Reading::None;
    }
    // A day says more than the year beside it.
    let days: Vec<_> = found
        .iter()
        .filter(|f| !matches!(f.value, DateFound::Within { .. }))
        .cloned()
        .collect();
    if any_day_bound(words, &days) {
        return Reading::None;
    }
    match pick(words, if days.is_empty() { found } else { days }) {
        Some(DateFound::Day(date)) => bounded(date, min, max, Value::Date),
        Some(DateFound::Within { first, last }) => Reading::Imprecise { first, last },
        Some(DateFound::Impossible) => Reading::Invalid(Invalid::NoSuchDate),
        None => Reading::None,
    }
}

/// «01032026» as the whole answer; the inner `None` is a day that no calendar has.
fn in_one_piece(digits: &str) -> Option<Option<Date>> {
    if digits.len() != 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i16>().ok();
    let (day, month, year) = (part(0..2)?, part(2..4)?, part(4..8)?);
    if !(1900..2100).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    Some(Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok())
}

/// «2019» as the whole answer.
fn lone_year(words: &[Word], ctx: &ReadContext<'_>) -> Option<Reading> {
    let found = numbers(words, ctx.lang);
    let [one] = found.as_slice() else { return None };
    let year = one
        .value
        .to_i16()
        .filter(|y| (1900..2100).contains(y) && one.value.fract().is_zero())?;
    let first = Date::new(year, 1, 1).ok()?;
    Some(Reading::Imprecise {
        first,
        last: first.last_of_year(),
    })
}

pub(super) fn phone(words: &[Word]) -> Reading {
    let found = phones(words);
    if !found.is_empty() {
        return pick(words, found).map_or(Reading::None, |value| Reading::Value(Value::Text(value.into())));
    }
    match long_run(words) {
        Some(digits) => match phone_from_digits(&digits) {
            Some(phone) if !words.iter().any(|w| w.is_sign("+")) => Reading::Value(Value::Text(phone.into())),
            _ => Reading::Invalid(Invalid::BadPhone),
        },
        None => Reading::None,
    }
}

pub(super) fn snils(words: &[Word]) -> Reading {
    match long_run(words) {
        Some(digits) if snils_is_valid(&digits) => Reading::Value(Value::Text(digits.into())),
        Some(_) => Reading::Invalid(Invalid::BadSnils),
        None => Reading::None,
    }
}

/// The longest run of digits, when it is long enough to be meant as a number of something.
fn long_run(words: &[Word]) -> Option<String> {
    let longest = digit_runs(words).into_iter().map(|f| f.value).max_by_key(String::len)?;
    (longest.len() >= 5).then_some(longest)
}
