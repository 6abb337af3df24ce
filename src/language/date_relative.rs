//! Dates said from today: «вчера», «через неделю», «в прошлом году».

use super::date::{DateFound, month_of, shift, year_of};
use super::date_words::{relative, weekday};
use super::duration::duration_at;
use super::words::{Word, at};
use crate::value::{Date, Duration, Lang};

fn shift_days(today: Date, days: i32) -> Option<DateFound> {
    shift(today, Duration::days(days)).map(DateFound::Day)
}

pub(super) fn named_day(words: &[Word], i: usize, today: Date) -> Option<(DateFound, usize)> {
    let days = match at(words, i) {
        "позавчера" | "позовчера" | "поза-вчера" | "позавчерашний" | "позавчерашнего" => {
            -2
        }
        "поза" if at(words, i + 1) == "вчера" => return shift_days(today, -2).map(|d| (d, i + 2)),
        "после" if at(words, i + 1) == "завтра" => return shift_days(today, 2).map(|d| (d, i + 2)),
        "вчера" | "вчерась" | "вчерашний" | "вчерашнего" | "вчерашним" | "вчерашняя" | "вчерашнюю" | "yesterday" => {
            -1
        }
        "сегодня"
        | "севодня"
        | "сегодны"
        | "седня"
        | "сегоня"
        | "сегодняшний"
        | "сегодняшнего"
        | "сегодняшним"
        | "today" => 0,
        "завтра" | "завтро" | "завтрашний" | "завтрашнего" | "tomorrow" => 1,
        "послезавтра" | "послезавтро" | "после-завтра" => 2,
        "day" if at(words, i + 1) == "before" && at(words, i + 2) == "yesterday" => {
            return shift_days(today, -2).map(|d| (d, i + 3));
        }
        "day" if at(words, i + 1) == "after" && at(words, i + 2) == "tomorrow" => {
            return shift_days(today, 2).map(|d| (d, i + 3));
        }
        _ => return None,
    };
    shift_days(today, days).map(|d| (d, i + 1))
}

/// «через неделю», «три дня назад», "in 10 days", "a week ago".
pub(super) fn shifted(words: &[Word], i: usize, lang: Lang, today: Date) -> Option<(DateFound, usize)> {
    if matches!(at(words, i), "через" | "спустя" | "in") {
        let (by, next) = duration_at(words, i + 1, lang, at(words, i) != "in")?;
        return shift(today, by).map(|d| (DateFound::Day(d), next));
    }
    let (by, mut next) = duration_at(words, i, lang, true)?;
    if at(words, next) == "тому" {
        next += 1;
    }
    if !matches!(at(words, next), "назад" | "ago") {
        return None;
    }
    let back = Duration {
        months: by.months.checked_neg()?,
        days: by.days.checked_neg()?,
        working_days: by.working_days,
        seconds: by.seconds,
    };
    shift(today, back).map(|d| (DateFound::Day(d), next + 1))
}

/// «в прошлом году», «на следующей неделе», «в прошлый вторник».
pub(super) fn relative_period(words: &[Word], i: usize, today: Date) -> Option<(DateFound, usize)> {
    let (by, next) = relative(words, i)?;
    let end = next + 1;
    match at(words, next) {
        "году" | "год" | "года" | "year" => Some((year_of(today.year().checked_add(by)?)?, end)),
        "месяце" | "месяц" | "месяца" | "month" => Some((
            month_of(shift(today.first_of_month(), Duration::months(by.into()))?),
            end,
        )),
        "неделе" | "неделю" | "недели" | "неделя" | "week" => {
            let monday = shift(
                today,
                Duration::days(-i32::from(today.weekday().to_monday_zero_offset())),
            )?;
            let first = shift(monday, Duration::days(7 * i32::from(by)))?;
            Some((
                DateFound::Within {
                    first,
                    last: shift(first, Duration::days(6))?,
                },
                end,
            ))
        }
        // «В ближайший месяц» is a term, only weekdays are near in this way.
        word => {
            let weekday = weekday(word)?;
            let day = match by {
                -1 => today.nth_weekday(-1, weekday).ok()?,
                1 => today.nth_weekday(1, weekday).ok()?,
                // «в эту среду»: of this week.
                0 => {
                    let monday = shift(
                        today,
                        Duration::days(-i32::from(today.weekday().to_monday_zero_offset())),
                    )?;
                    shift(monday, Duration::days(weekday.to_monday_zero_offset().into()))?
                }
                _ => return None,
            };
            Some((DateFound::Day(day), end))
        }
    }
}
