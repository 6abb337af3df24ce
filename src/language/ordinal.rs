//! Ordinal numbers: «второй», «двадцать первого», «2-й», "2nd".

use super::number::{Found, is_number, room_after};
use super::numerals::{Numeral, numeral};
use super::words::{Word, at, touching};

/// Ordinals of a text: `второй`, `двадцать первого`, `2-й`, `2nd`.
pub fn ordinals(words: &[Word]) -> Vec<Found<u32>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        match ordinal_at(words, i) {
            Some((value, next)) => {
                found.push(Found::new(words, i, next, value));
                i = next.max(i + 1);
            }
            None => i += 1,
        }
    }
    found
}

/// The ordinal that starts at word `start` and one past its last word.
pub(super) fn ordinal_at(words: &[Word], start: usize) -> Option<(u32, usize)> {
    if is_number(words, start) {
        return digit_ordinal_at(words, start);
    }
    let mut value: u32 = 0;
    let mut room = u32::MAX;
    let mut i = start;
    loop {
        match numeral(at(words, i)) {
            Some(Numeral::Ordinal(v)) if v < room => return Some((value.checked_add(v)?, i + 1)),
            Some(Numeral::Small(v)) if u32::from(v) < room && v > 0 => {
                value = value.checked_add(v.into())?;
                room = room_after(v).into();
            }
            Some(Numeral::Scale(1000)) if i == start || value < 1000 => {
                value = value.max(1).checked_mul(1000)?;
                room = 1000;
            }
            _ => return None,
        }
        i += 1;
    }
}

fn digit_ordinal_at(words: &[Word], i: usize) -> Option<(u32, usize)> {
    let value = || at(words, i).parse::<u32>().ok().filter(|v| *v < 1_000_000);
    if !touching(words, i) {
        return None;
    }
    if at(words, i + 1) == "-" && touching(words, i + 1) {
        let suffix = at(words, i + 2);
        let known = matches!(
            suffix,
            "й" | "я"
                | "е"
                | "го"
                | "му"
                | "м"
                | "ю"
                | "х"
                | "ый"
                | "ой"
                | "ий"
                | "ая"
                | "ое"
                | "ые"
                | "ого"
                | "его"
                | "ую"
                | "ом"
                | "ым"
                | "ых"
        );
        return known.then(value).flatten().map(|v| (v, i + 3));
    }
    let known = matches!(
        at(words, i + 1),
        "st" | "nd" | "rd" | "th" | "й" | "го" | "ый" | "ой" | "ого"
    );
    known.then(value).flatten().map(|v| (v, i + 2))
}
