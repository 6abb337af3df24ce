//! Several days with one month: «15 или 16 сентября», «с 15 по 20 сентября».

use super::date::{DateFound, day, day_and_month, make, nearest};
use super::date_words::month;
use super::number::Found;
use super::words::{Word, at};
use crate::value::{Date, Lang};

/// Most days that share one month word.
const MAX_DAYS: usize = 8;

/// «15 или 16 сентября 2023», «с 15 по 20 сентября»: the days share the month and the year. One
/// past the last, when there are several.
pub(super) fn several_days(
    words: &[Word],
    i: usize,
    lang: Lang,
    today: Date,
    found: &mut Vec<Found<DateFound>>,
) -> Option<usize> {
    let mut days = Vec::new();
    let mut from = i;
    while days.len() < MAX_DAYS {
        let (d, next) = day(words, from).filter(|(d, _)| (1..=31).contains(d))?;
        days.push((d, from, next));
        if let Some((m, _)) = month(at(words, if at(words, next) == "of" { next + 1 } else { next })) {
            if days.len() == 1 {
                return None;
            }
            let (last, end) = day_and_month(words, from, lang, today)?;
            let year = last.first().map(|date| date.year());
            days.pop();
            for (d, from, next) in days {
                let value = year.map_or_else(|| nearest(m, d, today), |year| make(year, m, d));
                found.push(Found::new(words, from, next, value));
            }
            found.push(Found::new(words, from, end, last));
            return Some(end);
        }
        from = next;
        while from < next + 2
            && matches!(
                at(words, from),
                "или" | "либо" | "и" | "по" | "до" | "," | "-" | "or" | "and" | "to"
            )
        {
            from += 1;
        }
    }
    None
}
