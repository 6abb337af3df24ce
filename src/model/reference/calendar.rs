//! Which days are worked.

use jiff::civil::Weekday;

use super::Ground;
use crate::span::Place;
use crate::value::{Date, Name};

/// Holidays and moved days off of some years.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    /// Stable name.
    pub name: Name,
    /// Years that it covers.
    pub years: Vec<i16>,
    /// Holidays, first and last day inclusive.
    pub holidays: Vec<(Date, Date)>,
    /// Days off moved: from (worked instead) to (off instead).
    pub moved: Vec<(Date, Date)>,
    /// Days of the week that are off, Monday is 1.
    pub weekend: Vec<i8>,
    /// Its legal ground.
    pub ground: Option<Ground>,
    /// Where the name stands.
    pub place: Place,
    /// Whether a part of the file could not be read.
    pub broken: bool,
}

impl Calendar {
    /// Whether a day is worked; `None` outside of the calendar's years, where nobody can know.
    pub fn is_working(&self, date: Date) -> Option<bool> {
        if !self.years.contains(&date.year()) {
            return None;
        }
        if self.moved.iter().any(|(_, to)| *to == date) {
            return Some(false);
        }
        if self.moved.iter().any(|(from, _)| *from == date) {
            return Some(true);
        }
        let holiday = self
            .holidays
            .iter()
            .any(|(from, until)| (*from..=*until).contains(&date));
        Some(!holiday && !self.weekend.contains(&date.weekday().to_monday_one_offset()))
    }
}

/// The number of a day's English abbreviation, Monday is 1.
pub(super) fn weekday(text: &str) -> Option<i8> {
    let day = match text {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    };
    Some(day.to_monday_one_offset())
}
