//! Numbers as they are written, and what is said of their digits.

use super::cardinal::{self, MAX, cardinal, word};
use super::form::{Case, Class, Gender};
use super::text::Text;

/// A number of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    /// The whole part.
    pub(super) whole: u64,
    /// The digits behind the comma: their value and how many there are.
    pub(super) fraction: Option<(u64, usize)>,
    /// The token behind it.
    pub(super) next: usize,
}

impl Number {
    /// «5», «20 000», «1,5». A number that begins with a needless zero is a code, not a quantity.
    pub(super) fn read(text: &Text, i: usize) -> Option<Self> {
        let first = text.text(i);
        if !text.is_number(i) || first.len() > 1 && first.starts_with('0') {
            return None;
        }
        let mut whole = text.digits(i)?;
        let mut next = i + 1;
        if first.len() <= 3 && whole > 0 {
            while is_group(text, next) && !is_telephone(text, next) {
                whole = whole.checked_mul(1000)?.checked_add(text.digits(next)?)?;
                next += 1;
            }
        }
        if whole > MAX {
            return None;
        }
        let mut number = Self {
            whole,
            fraction: None,
            next,
        };
        if text.glued(next, ",") && text.touches(next + 1) && text.is_number(next + 1) {
            // «1,2,3» is a list.
            let list = text.glued(next + 2, ",") && text.touches(next + 3) && text.is_number(next + 3);
            if !list {
                number.fraction = Some((text.digits(next + 1)?, text.text(next + 1).len()));
                number.next = next + 2;
            }
        }
        Some(number)
    }

    /// The number alone, in a case and gender.
    pub(super) fn words(&self, gender: Gender, case: Case) -> String {
        match self.fraction {
            None => cardinal(self.whole, gender, case),
            Some((digits, places)) => decimal(self.whole, digits, places, case),
        }
    }

    /// «с половиной»: one digit behind the comma, and it is five.
    pub(super) fn and_half(&self) -> bool {
        self.fraction == Some((5, 1))
    }
}

/// «100-00-01»: a group with two hyphens behind belongs to a telephone.
fn is_telephone(text: &Text, i: usize) -> bool {
    text.glued(i + 1, "-") && text.is_number(i + 2) && text.glued(i + 3, "-") && text.is_number(i + 4)
}

/// Three digits behind one space or one that does not break.
fn is_group(text: &Text, i: usize) -> bool {
    text.tokens.get(i).is_some_and(|t| {
        t.text.len() == 3 && text.is_number(i) && matches!(t.before, " " | "\u{a0}" | "\u{202f}" | "\u{2009}")
    })
}

/// «одна целая пять десятых»; with more than three digits «три запятая один четыре один пять».
fn decimal(whole: u64, digits: u64, places: usize, case: Case) -> String {
    let stem = match places {
        1 => "десят",
        2 => "сот",
        3 => "тысячн",
        _ => {
            let digits = format!("{digits:0places$}");
            return format!("{} запятая {}", cardinal(whole, Gender::M, case), one_by_one(&digits));
        }
    };
    let ending = |n: u64| match (Class::of(n), case) {
        (Class::One, Case::Nom) => "ая",
        (Class::One, Case::Acc) => "ую",
        (Class::One, _) => "ой",
        (_, Case::Dat) => "ым",
        (_, Case::Ins) => "ыми",
        _ => "ых",
    };
    format!(
        "{} цел{} {} {stem}{}",
        cardinal(whole, Gender::F, case),
        ending(whole),
        cardinal(digits, Gender::F, case),
        ending(digits)
    )
}

/// Every digit by its name.
pub(super) fn one_by_one(digits: &str) -> String {
    let mut out = String::new();
    for digit in digits.chars().filter_map(|c| c.to_digit(10)) {
        cardinal::push(&mut out, u64::from(digit), Gender::M, Case::Nom);
    }
    out
}

/// Digits that are dictated together: «112» is «сто двенадцать», «007» is «ноль ноль семь».
pub(super) fn group(digits: &str) -> String {
    let zeros = digits.bytes().take_while(|b| *b == b'0').count();
    let mut out = String::new();
    for _ in 0..zeros {
        word(&mut out, "ноль");
    }
    let rest = digits.get(zeros..).unwrap_or("");
    if let Some(n) = rest.parse().ok().filter(|n| *n > 0) {
        if rest.len() <= 3 {
            cardinal::push(&mut out, n, Gender::M, Case::Nom);
        } else {
            word(&mut out, &one_by_one(rest));
        }
    }
    out
}

/// A long run of digits, three at a time with a pause between: what nobody could write down otherwise.
pub(super) fn dictated(digits: &str) -> String {
    let mut out = String::new();
    let bytes: Vec<char> = digits.chars().collect();
    for (n, part) in bytes.chunks(3).enumerate() {
        if n > 0 {
            out.push_str(", ");
        }
        out.push_str(&one_by_one(&part.iter().collect::<String>()));
    }
    out
}

/// Digits about which nothing is known: a number where it can be one, else dictated.
pub(super) fn unknown(digits: &str) -> String {
    let code = digits.len() > 1 && digits.starts_with('0') || digits.len() > 6;
    match digits.parse().ok().filter(|n| !code && *n <= MAX) {
        Some(n) => cardinal(n, Gender::M, Case::Nom),
        None if digits.len() <= 4 => group(digits),
        None => dictated(digits),
    }
}
