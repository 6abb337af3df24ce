//! Parts of numbers and two numbers at once: «пол миллиона», «три четверти», «два-три».

use rust_decimal::Decimal;

use super::number::{Found, number_at};
use super::numerals::{Numeral, numeral};
use super::words::{Word, WordKind, at};
use crate::value::Lang;

/// «пол миллиона», «четверть миллиона», «пару тысяч».
pub(super) fn share_at(words: &[Word], i: usize, negative: bool) -> Option<(Decimal, usize)> {
    let share = match at(words, i) {
        "пол" => Decimal::new(5, 1),
        "четверть" => Decimal::new(25, 2),
        "пара" | "пару" | "пары" => Decimal::TWO,
        _ => return None,
    };
    let (Numeral::Scale(scale) | Numeral::Whole(scale) | Numeral::Many(scale)) = numeral(at(words, i + 1))? else {
        return None;
    };
    if negative {
        return None;
    }
    Some((share.checked_mul(scale.into())?, i + 2))
}

/// The value of «три четверти», «одна вторая», «две пятых»; the inner `None` when no decimal is equal to it.
pub(super) fn parts_of_one(words: &[Word], i: usize, next: usize) -> Option<Option<Decimal>> {
    if next != i + 1 || words.get(i).is_none_or(|w| w.kind != WordKind::Word) {
        return None;
    }
    let Some(Numeral::Small(count @ 1..=9)) = numeral(at(words, i)) else {
        return None;
    };
    let part = match at(words, next) {
        "треть" | "трети" | "третей" | "шестая" | "шестых" | "седьмая" | "седьмых" | "девятая" | "девятых" =>
        {
            return Some(None);
        }
        "вторая" | "вторых" => Decimal::new(5, 1),
        "четверть" | "четверти" | "четвертей" | "четвертая" | "четвертых" => {
            Decimal::new(25, 2)
        }
        "пятая" | "пятых" => Decimal::new(2, 1),
        "восьмая" | "восьмых" => Decimal::new(125, 3),
        "десятая" | "десятых" => Decimal::new(1, 1),
        "сотая" | "сотых" => Decimal::new(1, 2),
        _ => return None,
    };
    // «Одна вторая» is a share, «квартира один, вторая» is not: only the feminine «одна» counts so.
    if count == 1 && at(words, i) != "одна" {
        return None;
    }
    Some(part.checked_mul(count.into()))
}

/// «Два-три», «двадцать-двадцать пять тысяч»: two numbers in a word with a hyphen.
pub(super) fn range_at(words: &[Word], i: usize, lang: Lang, found: &mut Vec<Found<Decimal>>) -> Option<usize> {
    let word = words
        .get(i)
        .filter(|w| w.kind == WordKind::Word && w.folded.contains('-'))?;
    let parts = word.parts();
    let [first, second] = parts.as_slice() else { return None };
    let is_small = |w: &Word| matches!(numeral(&w.folded), Some(Numeral::Small(_) | Numeral::OneAndHalf));
    if !is_small(first) || !is_small(second) {
        return None;
    }
    let tail: Vec<Word> = [second]
        .into_iter()
        .chain(words.iter().skip(i + 1).take(8))
        .cloned()
        .collect();
    let (least, _) = number_at(&parts, 0, lang)?;
    let (most, next) = number_at(&tail, 0, lang)?;
    found.push(Found::new(words, i, i + 1, least));
    found.push(Found::new(words, i, i + next, most));
    Some(i + next)
}
