//! Periods of time: «10 дней», «3 рабочих дня», «полгода».

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::hints::Starts;
use super::number::{Found, number_at};
use super::words::{Word, at, touching};
use crate::value::{Duration, Lang};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Seconds(i64),
    Days,
    WorkingDays,
    Weeks,
    Months(i32),
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "секунда" | "секунды" | "секунду" | "секунд" | "сек" | "second" | "seconds" | "sec" => {
            Unit::Seconds(1)
        }
        "минута" | "минуты" | "минуту" | "минут" | "минутой" | "минутах" | "мин" | "minute" | "minutes" | "min" => {
            Unit::Seconds(60)
        }
        "час" | "часа" | "часов" | "часу" | "часам" | "часом" | "ч" | "hour" | "hours" => {
            Unit::Seconds(3600)
        }
        "день" | "дня" | "дней" | "дни" | "дню" | "днем" | "дням" | "днями" | "днях" | "дн" | "сутки" | "суток"
        | "суткам" | "day" | "days" => Unit::Days,
        "неделя" | "недели" | "неделю" | "недель" | "неделе" | "неделей" | "неделям" | "неделями" | "неделях"
        | "нед" | "неделька" | "недельку" | "week" | "weeks" => Unit::Weeks,
        "месяц" | "месяца" | "месяцев" | "месяцы" | "месяцу" | "месяцем" | "месяце" | "месяцам" | "месяцами"
        | "месяцах" | "мес" | "month" | "months" => Unit::Months(1),
        "квартал" | "квартала" | "кварталов" | "quarter" | "quarters" => Unit::Months(3),
        "год" | "года" | "лет" | "году" | "годом" | "годы" | "годов" | "годам" | "годами" | "годах" | "летний"
        | "годик" | "годика" | "годиков" | "year" | "years" => Unit::Months(12),
        _ => return None,
    })
}

/// «пол» grown together with its unit.
fn half_unit(word: &str) -> Option<Duration> {
    Some(match word {
        "полгода" | "полгодика" | "полугода" | "полугодие" | "полугодия" => {
            Duration::months(6)
        }
        "полмесяца" => Duration::days(15),
        "полчаса" | "получаса" => Duration::seconds(1800),
        "полдня" => Duration::seconds(43_200),
        "полминуты" => Duration::seconds(30),
        _ => return None,
    })
}

/// Periods of a text. With `bare`, a unit without a number is one of it («неделя»): right for an
/// answer to a question about a period, wrong inside ordinary speech.
///
/// Half a month is 15 days, half a year 6 months.
pub fn durations(words: &[Word], lang: Lang, bare: bool) -> Vec<Found<Duration>> {
    durations_from(words, lang, bare, &Starts::ALL)
}

/// As [`durations`], looking only where one may begin.
pub(super) fn durations_from(words: &[Word], lang: Lang, bare: bool, starts: &Starts) -> Vec<Found<Duration>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        if !starts.at(i) {
            i += 1;
            continue;
        }
        match duration_at(words, i, lang, bare) {
            Some((value, next)) => {
                found.push(Found::new(words, i, next, value));
                i = next.max(i + 1);
            }
            None => {
                // A number is stepped over whole, so that «двести тридцать дней» never starts at «тридцать».
                let next = number_at(words, i, lang).map_or(i + 1, |(_, next)| next);
                i = next.max(i + 1);
            }
        }
    }
    found
}

/// The period that starts at word `i` and one past its last word.
pub(super) fn duration_at(words: &[Word], i: usize, lang: Lang, bare: bool) -> Option<(Duration, usize)> {
    let (mut total, mut next, mut size) = one_at(words, i, lang, bare)?;
    // «2 года 3 месяца», «год и два месяца»: each next unit is smaller.
    loop {
        let from = if matches!(at(words, next), "и" | "and" | ",") {
            next + 1
        } else {
            next
        };
        match one_at(words, from, lang, false) {
            Some((more, end, less)) if less < size => {
                let Some(sum) = add(total, more) else { break };
                (total, next, size) = (sum, end, less);
            }
            _ => break,
        }
    }
    Some((total, next))
}

fn add(a: Duration, b: Duration) -> Option<Duration> {
    Some(Duration {
        months: a.months.checked_add(b.months)?,
        days: a.days.checked_add(b.days)?,
        working_days: a.working_days.checked_add(b.working_days)?,
        seconds: a.seconds.checked_add(b.seconds)?,
    })
}

/// One number with its unit; the third part orders units by size.
fn one_at(words: &[Word], i: usize, lang: Lang, bare: bool) -> Option<(Duration, usize, u8)> {
    let word = at(words, i);
    if let Some(half) = half_unit(word) {
        return Some((half, i + 1, 0));
    }
    let (count, mut next) = match (word, at(words, i + 1)) {
        ("пол", _) => (Decimal::new(5, 1), i + 1),
        ("пара" | "пару" | "пары" | "парой" | "couple", "of") => (Decimal::TWO, i + 2),
        ("пара" | "пару" | "пары" | "парой", _) => (Decimal::TWO, i + 1),
        ("half", "a" | "an") => (Decimal::new(5, 1), i + 2),
        ("a", "couple") if at(words, i + 2) == "of" => (Decimal::TWO, i + 3),
        // "A second card" is no period.
        ("a", "second") => return None,
        ("a" | "an", _) => (Decimal::ONE, i + 1),
        _ => match number_at(words, i, lang) {
            Some(found) => found,
            // «3 рабочих месяца» must not leave «месяца» as one month.
            None if bare && is_singular(word) && !(i > 0 && is_working(at(words, i - 1))) => (Decimal::ONE, i),
            None => return inverted(words, i, lang),
        },
    };
    // «3-х дней», «5-ти лет».
    if at(words, next) == "-" && touching(words, next) && matches!(at(words, next + 1), "х" | "ти" | "и" | "мя" | "ми")
    {
        next += 2;
    }
    // «7-дневный», «10-дневного».
    if at(words, next) == "-" && touching(words, next) {
        let tail = at(words, next + 1);
        let unit = if tail.starts_with("дневн") {
            Unit::Days
        } else if tail.starts_with("месячн") {
            Unit::Months(1)
        } else if tail.starts_with("недельн") {
            Unit::Weeks
        } else if tail.starts_with("часов") {
            Unit::Seconds(3600)
        } else {
            return None;
        };
        return build(count, unit).map(|d| (d, next + 2, rank(unit)));
    }
    let mut working = false;
    loop {
        match at(words, next) {
            word if is_working(word) => working = true,
            "календарных"
            | "календарные"
            | "календарный"
            | "календарного"
            | "полных"
            | "полные"
            | "полный"
            | "целых"
            | "calendar"
            | "full" => {}
            "." if next > i && at(words, next - 1) == "раб" => {}
            _ => break,
        }
        next += 1;
    }
    let mut end = next + 1;
    let unit = match unit(at(words, next)) {
        Some(Unit::Days) if working => Unit::WorkingDays,
        Some(_) if working => return None,
        Some(unit) => unit,
        // «5 р.д.», «2 г.», «3 м.» is left out: metres.
        None if next > i && at(words, next) == "р" && at(words, next + 1) == "." && at(words, next + 2) == "д" => {
            end = next + 3;
            Unit::WorkingDays
        }
        None if next > i && at(words, next) == "рд" => Unit::WorkingDays,
        None => return None,
    };
    let mut total = build(count, unit)?;
    // «Год с половиной».
    let half = match (at(words, end), at(words, end + 1), at(words, end + 2)) {
        ("с", "половиной" | "половинкой", _) => Some(end + 2),
        ("and", "a", "half") => Some(end + 3),
        _ => None,
    };
    if let Some(next) = half
        && count.fract().is_zero()
        && unit != Unit::WorkingDays
    {
        total = add(total, build(Decimal::new(5, 1), unit)?)?;
        end = next;
    }
    Some((total, end, rank(unit)))
}

fn has_unit(word: &str) -> bool {
    unit(word).is_some()
}

/// Forms of a unit that mean one of it without a number.
fn is_singular(word: &str) -> bool {
    matches!(
        word,
        "секунда"
            | "секунду"
            | "минута"
            | "минуту"
            | "час"
            | "день"
            | "сутки"
            | "неделя"
            | "неделю"
            | "недельку"
    ) || matches!(
        word,
        "месяц" | "квартал" | "год" | "годик" | "minute" | "hour" | "day" | "week" | "month" | "year"
    )
}

/// «Дней десять»: about ten days.
fn inverted(words: &[Word], i: usize, lang: Lang) -> Option<(Duration, usize, u8)> {
    let unit = match at(words, i) {
        word @ ("дней" | "лет" | "месяцев" | "недель" | "часов" | "минут" | "суток") => {
            unit(word)?
        }
        word @ ("года" | "дня" | "месяца" | "недели" | "часа") => unit(word)?,
        _ => return None,
    };
    let (count, next) = number_at(words, i + 1, lang)?;
    // «5 дней 2 месяца»: the number has a unit of its own.
    if has_unit(at(words, next)) {
        return None;
    }
    build(count, unit).map(|d| (d, next, rank(unit)))
}

fn is_working(word: &str) -> bool {
    matches!(
        word,
        "рабочих"
            | "рабочие"
            | "рабочий"
            | "рабочего"
            | "рабочим"
            | "рабочими"
            | "раб"
            | "банковских"
            | "working"
            | "business"
    )
}

/// Orders units by size: «2 года 3 месяца» goes down.
fn rank(unit: Unit) -> u8 {
    match unit {
        Unit::Seconds(..60) => 0,
        Unit::Seconds(..3600) => 1,
        Unit::Seconds(_) => 2,
        Unit::Days | Unit::WorkingDays => 3,
        Unit::Weeks => 4,
        Unit::Months(..12) => 5,
        Unit::Months(_) => 6,
    }
}

fn build(count: Decimal, unit: Unit) -> Option<Duration> {
    let times = |factor: i64| count.checked_mul(factor.into());
    let whole = |value: Decimal| {
        if value.fract().is_zero() { value.to_i32() } else { None }
    };
    match unit {
        Unit::Seconds(factor) => times(factor)?.round().to_i64().map(Duration::seconds),
        Unit::WorkingDays => whole(count).map(Duration::working_days),
        Unit::Days => days(count),
        Unit::Weeks => days(times(7)?),
        Unit::Months(factor) => {
            let months = times(factor.into())?;
            let rest = months.fract().checked_mul(Decimal::from(30))?;
            Some(Duration {
                months: months.trunc().to_i32()?,
                days: rest.round().to_i32()?,
                working_days: 0,
                seconds: 0,
            })
        }
    }
}

fn days(count: Decimal) -> Option<Duration> {
    let seconds = count.fract().checked_mul(Decimal::from(86_400))?.round().to_i64()?;
    Some(Duration {
        months: 0,
        days: count.trunc().to_i32()?,
        working_days: 0,
        seconds,
    })
}
