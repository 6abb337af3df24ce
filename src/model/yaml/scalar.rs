//! Dates, money, numbers and periods from their written form. Exact: no floating point.

use rust_decimal::Decimal;

use crate::value::{Date, Duration, Money};

/// `2026-01-31`.
pub(crate) fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    shaped.then(|| text.parse().ok()).flatten()
}

/// `31.01.2026`, which people write and [`date`] does not take.
pub(crate) fn russian_date(text: &str) -> Option<Date> {
    let mut parts = text.trim().split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// One day or `2026-01-01..2026-01-08`, both days included.
pub(crate) fn date_range(text: &str) -> Option<(Date, Date)> {
    match text.split_once("..") {
        Some((from, until)) => Some((date(from)?, date(until)?)),
        None => date(text).map(|d| (d, d)),
    }
}

/// A decimal; spaces and `_` between digits and a decimal comma are read as people mean them.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let clean: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '_' | '\u{a0}' | '\u{202f}'))
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    let digits = clean.strip_prefix('-').unwrap_or(&clean);
    let shaped = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    shaped.then(|| Decimal::from_str_exact(&clean).ok()).flatten()
}

/// Roubles with kopecks.
pub(crate) fn money(text: &str) -> Option<Money> {
    let text = text.trim();
    let number = ["рублей", "рубля", "рубль", "руб.", "руб", "₽"]
        .iter()
        .find_map(|unit| text.strip_suffix(unit));
    Money::from_roubles(decimal(number.unwrap_or(text))?)
}

/// `10 дней`, `3 рабочих дня`, `1 месяц`, `2 года`, `4 часа`, and the same in English.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    let lower = text.trim().to_lowercase().replace('\u{a0}', " ");
    let mut words = lower.split_whitespace();
    let n: i32 = words.next()?.parse().ok().filter(|n| *n >= 0)?;
    let (first, second) = (words.next()?, words.next());
    if words.next().is_some() {
        return None;
    }
    let day = |word: &str| matches!(word, "день" | "дня" | "дней" | "day" | "days");
    match (first, second) {
        ("рабочий" | "рабочих" | "рабочего" | "working", Some(word)) if day(word) => {
            Some(Duration::working_days(n))
        }
        ("календарный" | "календарных" | "календарного" | "calendar", Some(word)) if day(word) => {
            Some(Duration::days(n))
        }
        (_, Some(_)) => None,
        (word, None) if day(word) => Some(Duration::days(n)),
        ("неделя" | "недели" | "недель" | "week" | "weeks", None) => {
            n.checked_mul(7).map(Duration::days)
        }
        ("месяц" | "месяца" | "месяцев" | "month" | "months", None) => Some(Duration::months(n)),
        ("год" | "года" | "лет" | "year" | "years", None) => n.checked_mul(12).map(Duration::months),
        ("час" | "часа" | "часов" | "hour" | "hours", None) => Some(Duration::seconds(i64::from(n) * 3600)),
        ("минута" | "минуты" | "минут" | "minute" | "minutes", None) => {
            Some(Duration::seconds(i64::from(n) * 60))
        }
        ("секунда" | "секунды" | "секунд" | "second" | "seconds", None) => {
            Some(Duration::seconds(i64::from(n)))
        }
        _ => None,
    }
}
