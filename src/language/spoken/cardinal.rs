//! Cardinal numbers in words, in every case and gender.
//!
//! No library was found that declines Russian numerals: `num2words` and its like know no Russian or only
//! its nominative. So they are here, from the Russian Grammar of 1980, §§ 1365–1377.

use super::form::{Case, Class, Forms, Gender};
use super::noun::{BILLION, MILLION, Noun, THOUSAND, TRILLION};

const ZERO: Forms = ["ноль", "нуля", "нулю", "ноль", "нулём", "нуле"];
const ONE_M: Forms = ["один", "одного", "одному", "один", "одним", "одном"];
const ONE_F: Forms = ["одна", "одной", "одной", "одну", "одной", "одной"];
const ONE_N: Forms = ["одно", "одного", "одному", "одно", "одним", "одном"];
const ONE_P: Forms = ["одни", "одних", "одним", "одни", "одними", "одних"];
const TWO_F: Forms = ["две", "двух", "двум", "две", "двумя", "двух"];

/// 2–19, the masculine of 2.
const SMALL: [Forms; 18] = [
    ["два", "двух", "двум", "два", "двумя", "двух"],
    ["три", "трёх", "трём", "три", "тремя", "трёх"],
    ["четыре", "четырёх", "четырём", "четыре", "четырьмя", "четырёх"],
    ["пять", "пяти", "пяти", "пять", "пятью", "пяти"],
    ["шесть", "шести", "шести", "шесть", "шестью", "шести"],
    ["семь", "семи", "семи", "семь", "семью", "семи"],
    ["восемь", "восьми", "восьми", "восемь", "восемью", "восьми"],
    ["девять", "девяти", "девяти", "девять", "девятью", "девяти"],
    ["десять", "десяти", "десяти", "десять", "десятью", "десяти"],
    [
        "одиннадцать",
        "одиннадцати",
        "одиннадцати",
        "одиннадцать",
        "одиннадцатью",
        "одиннадцати",
    ],
    [
        "двенадцать",
        "двенадцати",
        "двенадцати",
        "двенадцать",
        "двенадцатью",
        "двенадцати",
    ],
    [
        "тринадцать",
        "тринадцати",
        "тринадцати",
        "тринадцать",
        "тринадцатью",
        "тринадцати",
    ],
    [
        "четырнадцать",
        "четырнадцати",
        "четырнадцати",
        "четырнадцать",
        "четырнадцатью",
        "четырнадцати",
    ],
    [
        "пятнадцать",
        "пятнадцати",
        "пятнадцати",
        "пятнадцать",
        "пятнадцатью",
        "пятнадцати",
    ],
    [
        "шестнадцать",
        "шестнадцати",
        "шестнадцати",
        "шестнадцать",
        "шестнадцатью",
        "шестнадцати",
    ],
    [
        "семнадцать",
        "семнадцати",
        "семнадцати",
        "семнадцать",
        "семнадцатью",
        "семнадцати",
    ],
    [
        "восемнадцать",
        "восемнадцати",
        "восемнадцати",
        "восемнадцать",
        "восемнадцатью",
        "восемнадцати",
    ],
    [
        "девятнадцать",
        "девятнадцати",
        "девятнадцати",
        "девятнадцать",
        "девятнадцатью",
        "девятнадцати",
    ],
];

/// 20–90.
const TENS: [Forms; 8] = [
    ["двадцать", "двадцати", "двадцати", "двадцать", "двадцатью", "двадцати"],
    ["тридцать", "тридцати", "тридцати", "тридцать", "тридцатью", "тридцати"],
    ["сорок", "сорока", "сорока", "сорок", "сорока", "сорока"],
    [
        "пятьдесят",
        "пятидесяти",
        "пятидесяти",
        "пятьдесят",
        "пятьюдесятью",
        "пятидесяти",
    ],
    [
        "шестьдесят",
        "шестидесяти",
        "шестидесяти",
        "шестьдесят",
        "шестьюдесятью",
        "шестидесяти",
    ],
    [
        "семьдесят",
        "семидесяти",
        "семидесяти",
        "семьдесят",
        "семьюдесятью",
        "семидесяти",
    ],
    [
        "восемьдесят",
        "восьмидесяти",
        "восьмидесяти",
        "восемьдесят",
        "восемьюдесятью",
        "восьмидесяти",
    ],
    [
        "девяносто",
        "девяноста",
        "девяноста",
        "девяносто",
        "девяноста",
        "девяноста",
    ],
];

/// 100–900.
const HUNDREDS: [Forms; 9] = [
    ["сто", "ста", "ста", "сто", "ста", "ста"],
    ["двести", "двухсот", "двумстам", "двести", "двумястами", "двухстах"],
    ["триста", "трёхсот", "трёмстам", "триста", "тремястами", "трёхстах"],
    [
        "четыреста",
        "четырёхсот",
        "четырёмстам",
        "четыреста",
        "четырьмястами",
        "четырёхстах",
    ],
    ["пятьсот", "пятисот", "пятистам", "пятьсот", "пятьюстами", "пятистах"],
    [
        "шестьсот",
        "шестисот",
        "шестистам",
        "шестьсот",
        "шестьюстами",
        "шестистах",
    ],
    ["семьсот", "семисот", "семистам", "семьсот", "семьюстами", "семистах"],
    [
        "восемьсот",
        "восьмисот",
        "восьмистам",
        "восемьсот",
        "восемьюстами",
        "восьмистах",
    ],
    [
        "девятьсот",
        "девятисот",
        "девятистам",
        "девятьсот",
        "девятьюстами",
        "девятистах",
    ],
];

/// Larger numbers are told digit by digit: nobody follows them by ear.
pub(super) const MAX: u64 = 999_999_999_999_999;

const SCALES: [(u64, &Noun); 4] = [
    (1_000_000_000_000, &TRILLION),
    (1_000_000_000, &BILLION),
    (1_000_000, &MILLION),
    (1_000, &THOUSAND),
];

/// A whole number in words; above [`MAX`] nothing.
pub(super) fn cardinal(n: u64, gender: Gender, case: Case) -> String {
    let mut out = String::new();
    push(&mut out, n, gender, case);
    out
}

/// The same, put behind what is already there.
pub(super) fn push(out: &mut String, n: u64, gender: Gender, case: Case) {
    if n > MAX {
        return;
    }
    if n == 0 {
        word(out, case.of(&ZERO));
        return;
    }
    for (size, noun) in SCALES {
        let group = n / size % 1000;
        if group > 0 {
            below_thousand(out, group, noun.gender, case);
            word(out, noun.counted(group, case));
        }
    }
    below_thousand(out, n % 1000, gender, case);
}

/// Words are parted by a space.
pub(super) fn word(out: &mut String, word: &str) {
    if !out.is_empty() && !out.ends_with([' ', '(', '«']) {
        out.push(' ');
    }
    out.push_str(word);
}

fn below_thousand(out: &mut String, n: u64, gender: Gender, case: Case) {
    if let Some(forms) = nth(&HUNDREDS, n / 100, 1) {
        word(out, case.of(forms));
    }
    let rest = n % 100;
    let units = if rest >= 20 {
        if let Some(forms) = nth(&TENS, rest / 10, 2) {
            word(out, case.of(forms));
        }
        rest % 10
    } else {
        rest
    };
    match (units, gender) {
        (0, _) => {}
        (1, Gender::M) => word(out, case.of(&ONE_M)),
        (1, Gender::F) => word(out, case.of(&ONE_F)),
        (1, Gender::N) => word(out, case.of(&ONE_N)),
        (1, Gender::P) => word(out, case.of(&ONE_P)),
        (2, Gender::F) => word(out, case.of(&TWO_F)),
        _ => {
            if let Some(forms) = nth(&SMALL, units, 2) {
                word(out, case.of(forms));
            }
        }
    }
}

fn nth(table: &[Forms], n: u64, first: u64) -> Option<&Forms> {
    table.get(usize::try_from(n.checked_sub(first)?).ok()?)
}

/// «двое детей», «трое суток»; only 2–4, where the language insists on it.
pub(super) fn collective(n: u64) -> Option<&'static str> {
    match n {
        2 => Some("двое"),
        3 => Some("трое"),
        4 => Some("четверо"),
        _ => None,
    }
}

/// The beginning of «двадцатипятилетний», «трёхдневный», «однокомнатная»; 1–999.
pub(super) fn joined(n: u64) -> Option<String> {
    if !(1..=999).contains(&n) {
        return None;
    }
    let mut out = String::new();
    match n / 100 {
        0 => {}
        1 => out.push_str("сто"),
        hundreds => out.push_str(Case::Gen.of(nth(&HUNDREDS, hundreds, 1)?)),
    }
    let rest = n % 100;
    let units = if rest >= 20 {
        match rest / 10 {
            9 => out.push_str("девяносто"),
            tens => out.push_str(Case::Gen.of(nth(&TENS, tens, 2)?)),
        }
        rest % 10
    } else {
        rest
    };
    match units {
        0 => {}
        1 => out.push_str("одно"),
        units => out.push_str(Case::Gen.of(nth(&SMALL, units, 2)?)),
    }
    Some(out)
}

/// Whether the noun after it stands in the genitive plural whatever the case: «к двадцати тысячам рублей».
pub(super) fn ends_in_scale(n: u64) -> bool {
    n >= 1000 && n.is_multiple_of(1000)
}

/// The class that counts for the noun: that of the last three digits, or that of «тысяч».
pub(super) fn class(n: u64) -> Class {
    if ends_in_scale(n) { Class::Many } else { Class::of(n) }
}
