//! Periods of time as law counts them.

use serde::{Deserialize, Serialize};

/// A period: months (years are twelve), calendar days, working days and seconds are kept apart,
/// because none of them is a fixed number of the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Duration {
    /// Months.
    pub months: i32,
    /// Calendar days.
    pub days: i32,
    /// Working days.
    pub working_days: i32,
    /// Seconds.
    pub seconds: i64,
}

impl Duration {
    /// Calendar days.
    pub const fn days(days: i32) -> Self {
        Self {
            months: 0,
            days,
            working_days: 0,
            seconds: 0,
        }
    }

    /// Working days.
    pub const fn working_days(days: i32) -> Self {
        Self {
            months: 0,
            days: 0,
            working_days: days,
            seconds: 0,
        }
    }

    /// Months.
    pub const fn months(months: i32) -> Self {
        Self {
            months,
            days: 0,
            working_days: 0,
            seconds: 0,
        }
    }

    /// Seconds.
    pub const fn seconds(seconds: i64) -> Self {
        Self {
            months: 0,
            days: 0,
            working_days: 0,
            seconds,
        }
    }

    /// Order, where one unit alone is used or the sum is comparable: `None` when days of one kind
    /// would have to be turned into another.
    ///
    /// ```
    /// use std::cmp::Ordering;
    ///
    /// use lotsman::value::Duration;
    ///
    /// assert_eq!(Duration::days(7).compare(&Duration::days(10)), Some(Ordering::Less));
    /// assert_eq!(Duration::days(10).compare(&Duration::working_days(10)), None);
    /// ```
    pub fn compare(&self, other: &Self) -> Option<std::cmp::Ordering> {
        let calendar = |d: &Self| (d.days as i64) * 86_400 + d.seconds;
        if self.working_days == other.working_days && self.months == other.months {
            return Some(calendar(self).cmp(&calendar(other)));
        }
        let same_rest = calendar(self) == calendar(other);
        if same_rest && self.working_days == other.working_days {
            return Some(self.months.cmp(&other.months));
        }
        if same_rest && self.months == other.months {
            return Some(self.working_days.cmp(&other.working_days));
        }
        None
    }
}
