//! Ordinal numbers in words, declined like the adjectives they are.

use super::cardinal;
use super::form::{Case, Forms, Gender};

const HARD_M: Forms = ["ый", "ого", "ому", "ый", "ым", "ом"];
const STRESSED_M: Forms = ["ой", "ого", "ому", "ой", "ым", "ом"];
const HARD_F: Forms = ["ая", "ой", "ой", "ую", "ой", "ой"];
const HARD_N: Forms = ["ое", "ого", "ому", "ое", "ым", "ом"];
const HARD_P: Forms = ["ые", "ых", "ым", "ые", "ыми", "ых"];
const THIRD_M: Forms = ["ий", "ьего", "ьему", "ий", "ьим", "ьем"];
const THIRD_F: Forms = ["ья", "ьей", "ьей", "ью", "ьей", "ьей"];
const THIRD_N: Forms = ["ье", "ьего", "ьему", "ье", "ьим", "ьем"];
const THIRD_P: Forms = ["ьи", "ьих", "ьим", "ьи", "ьими", "ьих"];

/// 1–19.
const SMALL: [&str; 19] = [
    "перв",
    "втор",
    "трет",
    "четвёрт",
    "пят",
    "шест",
    "седьм",
    "восьм",
    "девят",
    "десят",
    "одиннадцат",
    "двенадцат",
    "тринадцат",
    "четырнадцат",
    "пятнадцат",
    "шестнадцат",
    "семнадцат",
    "восемнадцат",
    "девятнадцат",
];
/// 20–90.
const TENS: [&str; 8] = [
    "двадцат",
    "тридцат",
    "сороков",
    "пятидесят",
    "шестидесят",
    "семидесят",
    "восьмидесят",
    "девяност",
];
/// 100–900.
const HUNDREDS: [&str; 9] = [
    "сот",
    "двухсот",
    "трёхсот",
    "четырёхсот",
    "пятисот",
    "шестисот",
    "семисот",
    "восьмисот",
    "девятисот",
];

/// Years and pages, not sums: larger ordinals nobody says.
pub(super) const MAX: u64 = 9_999;

/// An ordinal number from 1 to [`MAX`] in words.
pub(super) fn ordinal(n: u64, gender: Gender, case: Case) -> Option<String> {
    if !(1..=MAX).contains(&n) {
        return None;
    }
    let mut out = String::new();
    // Only the last word is an ordinal.
    let units = n % 100;
    let (last, stem) = if (1..=19).contains(&units) {
        (units, nth(&SMALL, units, 1)?.to_owned())
    } else if !units.is_multiple_of(10) {
        (units % 10, nth(&SMALL, units % 10, 1)?.to_owned())
    } else if units > 0 {
        (units, nth(&TENS, units / 10, 2)?.to_owned())
    } else if !n.is_multiple_of(1000) {
        (n % 1000, nth(&HUNDREDS, n / 100 % 10, 1)?.to_owned())
    } else {
        let thousands = cardinal::joined(n / 1000).filter(|_| n > 1000).unwrap_or_default();
        (n, format!("{thousands}тысячн"))
    };
    let before = n - last;
    if before > 0 {
        // «тысяча девятьсот девяносто пятый», without «одна».
        if (1000..2000).contains(&before) {
            out.push_str("тысяча");
            if before > 1000 {
                cardinal::push(&mut out, before - 1000, Gender::M, Case::Nom);
            }
        } else {
            cardinal::push(&mut out, before, Gender::M, Case::Nom);
        }
    }
    cardinal::word(&mut out, &stem);
    out.push_str(case.of(endings(last, gender)));
    Some(out)
}

fn endings(last: u64, gender: Gender) -> &'static Forms {
    match (last, gender) {
        (3, Gender::M) => &THIRD_M,
        (3, Gender::F) => &THIRD_F,
        (3, Gender::N) => &THIRD_N,
        (3, Gender::P) => &THIRD_P,
        (2 | 6 | 7 | 8 | 40, Gender::M) => &STRESSED_M,
        (_, Gender::M) => &HARD_M,
        (_, Gender::F) => &HARD_F,
        (_, Gender::N) => &HARD_N,
        (_, Gender::P) => &HARD_P,
    }
}

fn nth<'a>(table: &[&'a str], n: u64, first: u64) -> Option<&'a str> {
    table.get(usize::try_from(n.checked_sub(first)?).ok()?).copied()
}
