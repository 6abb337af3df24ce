//! Dates and working days.

use jiff::ToSpan;
use jiff::civil::Weekday;

use crate::bundle::program::Calendar;
use crate::value::{Date, Duration};

/// Most working days that are counted: a century.
const MAX_WORKING_DAYS: i32 = 30_000;
const SECONDS_OF_DAY: i64 = 86_400;

/// Whether people work on `day`.
pub(crate) fn working_day(calendar: &Calendar, day: Date) -> bool {
    if calendar.working.binary_search(&day).is_ok() {
        return true;
    }
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && calendar.holidays.binary_search(&day).is_err()
}

/// The n-th working day after `day` (before it, where `n` is negative; the day itself for 0), and a
/// year on the way that the calendar does not know.
pub(crate) fn working_days(calendar: &Calendar, day: Date, n: i32) -> Option<(Date, Option<i16>)> {
    if n.checked_abs()? > MAX_WORKING_DAYS {
        return None;
    }
    let mut unknown = None;
    let mut at = day;
    let mut left = n.abs();
    while left > 0 {
        at = if n > 0 {
            at.tomorrow().ok()?
        } else {
            at.yesterday().ok()?
        };
        if working_day(calendar, at) {
            left -= 1;
        }
        let known = calendar.known.is_some_and(|(first, last)| first <= at && at <= last);
        if !known && unknown.is_none() {
            unknown = Some(at.year());
        }
    }
    Some((at, unknown))
}

/// A date and a period: months first (the last day of the month, where the day is missing), then
/// calendar days, then working days. Seconds count as far as they are whole days.
pub(crate) fn add_duration(calendar: &Calendar, day: Date, d: Duration) -> Option<(Date, Option<i16>)> {
    if d.seconds % SECONDS_OF_DAY != 0 {
        return None;
    }
    let days = i64::from(d.days).checked_add(d.seconds / SECONDS_OF_DAY)?;
    let day = day.checked_add(0.months().try_months(i64::from(d.months)).ok()?).ok()?;
    let day = day.checked_add(0.days().try_days(days).ok()?).ok()?;
    working_days(calendar, day, d.working_days)
}

/// Full years between a birthday and a day; who was born on 29 February is a year older on 1 March
/// of a common year. `None` before birth.
pub(crate) fn age(born: Date, on: Date) -> Option<i32> {
    if on < born {
        return None;
    }
    let had = (on.month(), on.day()) >= (born.month(), born.day());
    Some(i32::from(on.year()) - i32::from(born.year()) - i32::from(!had))
}
