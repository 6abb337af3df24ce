//! Parts of periods and dates told by ear: «в конце месяца», «второй квартал», «прошлым летом», «пятнадцатое ноль
//! девятое двадцать третьего года».

use super::date::{DateFound, full_year, make, month_and_year, shift, year, year_of};
use super::date_relative::relative_period;
use super::date_words::{is_year_word, relative};
use super::number::number_at;
use super::ordinal::ordinal_at;
use super::words::{Word, WordKind, at};
use crate::value::{Date, Duration, Lang};

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Start,
    Middle,
    End,
}

/// «В начале года», «в конце прошлого месяца»: a third of the period; with «с начала», «до конца», "by the end" the
/// day at that end of it.
pub(super) fn part_of_period(words: &[Word], i: usize, today: Date) -> Option<(DateFound, usize)> {
    let (part, exact) = match at(words, i) {
        "начале" => (Part::Start, false),
        "начала" => (Part::Start, true),
        "середине" => (Part::Middle, false),
        "конце" => (Part::End, false),
        "конца" => (Part::End, true),
        "концу" => (Part::End, true),
        "beginning" | "start" if at(words, i + 1) == "of" => (Part::Start, false),
        "end" if at(words, i + 1) == "of" => (Part::End, false),
        _ => return None,
    };
    let mut from = i + 1;
    while matches!(at(words, from), "of" | "the") {
        from += 1;
    }
    let (period, next) = relative_period(words, from, today)
        .or_else(|| this_period(words, from, today))
        .or_else(|| month_and_year(words, from, today))?;
    let DateFound::Within { first, last } = period else {
        return None;
    };
    if exact {
        return match part {
            Part::Start => Some((DateFound::Day(first), next)),
            _ => Some((DateFound::Day(last), next)),
        };
    }
    Some((third(first, last, part)?, next))
}

/// «Месяца», «года» and «недели» after «в конце» are the present ones.
fn this_period(words: &[Word], i: usize, today: Date) -> Option<(DateFound, usize)> {
    let found = match at(words, i) {
        "месяца" | "month" => super::date::month_of(today),
        "года" | "year" => year_of(today.year())?,
        "недели" | "week" => {
            let monday = shift(
                today,
                Duration::days(-i32::from(today.weekday().to_monday_zero_offset())),
            )?;
            DateFound::Within {
                first: monday,
                last: shift(monday, Duration::days(6))?,
            }
        }
        _ => return None,
    };
    Some((found, i + 1))
}

fn third(first: Date, last: Date, part: Part) -> Option<DateFound> {
    let (from, to) = if first.year() == last.year() && first.month() == last.month() && first.day() == 1 {
        // Thirds of a month are its decades.
        match part {
            Part::Start => (first, shift(first, Duration::days(9))?),
            Part::Middle => (shift(first, Duration::days(10))?, shift(first, Duration::days(19))?),
            Part::End => (shift(first, Duration::days(20))?, last),
        }
    } else if first.first_of_year() == first && last == first.last_of_year() {
        let month = |m| shift(first, Duration::months(m));
        match part {
            Part::Start => (first, shift(month(4)?, Duration::days(-1))?),
            Part::Middle => (month(4)?, shift(month(8)?, Duration::days(-1))?),
            Part::End => (month(8)?, last),
        }
    } else {
        match part {
            Part::Start => (first, shift(first, Duration::days(1))?),
            Part::Middle => (shift(first, Duration::days(2))?, shift(first, Duration::days(3))?),
            Part::End => (shift(first, Duration::days(4))?, last),
        }
    };
    Some(DateFound::Within { first: from, last: to })
}

/// «Второй квартал», «1 полугодие 2025 года», «прошлым летом», «весной 2024».
pub(super) fn quarter_or_season(words: &[Word], i: usize, lang: Lang, today: Date) -> Option<(DateFound, usize)> {
    if let Some((by, next)) = relative(words, i)
        && let Some(first_month) = season(at(words, next))
    {
        return Some((months_from(today.year().checked_add(by)?, first_month, 3)?, next + 1));
    }
    if let Some(first_month) = season(at(words, i)) {
        let (year, next) = year(words, i + 1, lang, today)?;
        return Some((months_from(year, first_month, 3)?, next));
    }
    let (number, next) = match words.get(i)?.kind {
        WordKind::Number if at(words, i).len() == 1 => {
            ordinal_at(words, i).or_else(|| Some((at(words, i).parse().ok()?, i + 1)))?
        }
        WordKind::Word => ordinal_at(words, i)?,
        _ => return None,
    };
    let number = i8::try_from(number).ok()?;
    let (first_month, length) = match at(words, next) {
        "квартал" | "квартале" | "квартала" | "кварталу" | "quarter" if (1..=4).contains(&number) => {
            (number * 3 - 2, 3)
        }
        "полугодие" | "полугодии" | "полугодия" if (1..=2).contains(&number) => {
            (number * 6 - 5, 6)
        }
        _ => return None,
    };
    let (year, end) = match year(words, next + 1, lang, today) {
        Some((year, end)) => (year, end),
        None => (today.year(), next + 1),
    };
    Some((months_from(year, first_month, length)?, end))
}

/// The first month of a season; winter belongs to the year in which it ends.
fn season(word: &str) -> Option<i8> {
    Some(match word {
        "зимой" | "зиму" | "зимы" => 0,
        "весной" | "весну" | "весны" => 3,
        "летом" | "лето" | "лета" => 6,
        "осенью" | "осень" | "осени" => 9,
        _ => return None,
    })
}

fn months_from(year: i16, month: i8, length: i32) -> Option<DateFound> {
    let first = match month {
        0 => Date::new(year.checked_sub(1)?, 12, 1).ok()?,
        month => Date::new(year, month, 1).ok()?,
    };
    let last = shift(shift(first, Duration::months(length))?, Duration::days(-1))?;
    Some(DateFound::Within { first, last })
}

/// «Пятнадцатое ноль девятое двадцать третьего года», «ноль первого ноль третьего две тысячи двадцать шестого»,
/// «пятнадцать ноль девять две тысячи двадцать три».
pub(super) fn spoken(words: &[Word], i: usize, today: Date) -> Option<(DateFound, usize)> {
    let first = words.get(i).filter(|w| w.kind == WordKind::Word)?;
    // Most words begin no date.
    super::numerals::numeral(&first.folded)?;
    let (day, day_ordinal, next) = spoken_part(words, i, 31)?;
    let (month, month_ordinal, next) = spoken_part(words, next, 12)?;
    if day_ordinal != month_ordinal {
        return None;
    }
    let (year, end) = if day_ordinal {
        let (year, end) = ordinal_at(words, next)?;
        let named = is_year_word(at(words, end));
        let end = if named { end + 1 } else { end };
        let year = i16::try_from(year).ok()?;
        match year {
            1900..2100 => (year, end),
            // «Первого третьего пятого» may be a list.
            0..100 if named || year > 12 => (full_year(year, today), end),
            _ => return None,
        }
    } else {
        let (year, end) = number_at(words, next, Lang::Ru)?;
        let year: i16 = year.to_string().parse().ok()?;
        ((1900..2100).contains(&year)).then_some((year, end))?
    };
    Some((make(year, i8::try_from(month).ok()?, i16::try_from(day).ok()?), end))
}

/// A day or a month by ear, with or without the nought before it: its value, whether it is an ordinal, and the end.
fn spoken_part(words: &[Word], i: usize, most: u32) -> Option<(u32, bool, usize)> {
    let nought = matches!(at(words, i), "ноль" | "нуль");
    let from = if nought { i + 1 } else { i };
    if words.get(from)?.kind != WordKind::Word {
        return None;
    }
    if let Some((value, next)) = ordinal_at(words, from) {
        return ((1..=most).contains(&value) && !(nought && value > 9)).then_some((value, true, next));
    }
    // Numbers of one or two words: «двадцать один ноль три» must not run together.
    let small = |k: usize| match super::numerals::numeral(at(words, k)) {
        Some(super::numerals::Numeral::Small(v)) => Some(u32::from(v)),
        _ => None,
    };
    let value = small(from)?;
    let (value, next) = match small(from + 1) {
        Some(unit @ 1..=9) if !nought && (value == 20 || value == 30) && value + unit <= most => {
            (value + unit, from + 2)
        }
        _ => (value, from + 1),
    };
    ((1..=most).contains(&value) && !(nought && value > 9)).then_some((value, false, next))
}
