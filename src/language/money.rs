//! Sums of money: «20 000 рублей», «1500 руб. 50 коп.», «5к».

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::number::{Found, number_at, ordinal_at};
use super::number_digits::{chain_end, is_ambiguous};
use super::words::{Word, at};
use crate::value::{Lang, Money};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coin {
    Whole,
    Part,
    Foreign,
}

fn coin(word: &str) -> Option<Coin> {
    Some(match word {
        "руб" | "рубль" | "рубля" | "рублю" | "рублем" | "рубле" | "рубли" | "рублей" | "рублям" | "рублями"
        | "рублях" | "рубликов" | "рэ" | "р" | "₽" | "rub" | "rubles" | "ruble" | "roubles" | "rouble" | "£"
        | "pound" | "pounds" | "gbp" => Coin::Whole,
        "коп" | "копейка" | "копейки" | "копеек" | "копейку" | "копейками" | "kopeck" | "kopecks" | "pence"
        | "penny" => Coin::Part,
        "$" | "€" | "доллар" | "доллара" | "долларов" | "евро" | "юаней" | "тенге" | "dollar" | "dollars" | "euro"
        | "euros" => Coin::Foreign,
        _ => return None,
    })
}

/// Sums of a text. With `bare`, a number without a unit is roubles: right for an answer to a
/// question about money. Sums in foreign money are never read as roubles.
pub fn money(words: &[Word], lang: Lang, bare: bool) -> Vec<Found<Money>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        if let Some((_, next)) = ordinal_at(words, i) {
            i = next;
            continue;
        }
        let Some((value, next)) = number_at(words, i, lang) else {
            // «рубль» alone is no sum, «тысяча» is a number.
            i = chain_end(words, i);
            continue;
        };
        if is_ambiguous(words, i, next, lang) {
            i = next;
            continue;
        }
        let prefixed = i > 0 && matches!(at(words, i - 1), "£" | "₽");
        let foreign = i > 0 && matches!(at(words, i - 1), "$" | "€");
        let (sum, end) = sum_at(words, value, next, lang, prefixed, bare && !foreign);
        if let Some(sum) = sum {
            found.push(Found::new(words, if prefixed { i - 1 } else { i }, end, sum));
        }
        i = end.max(i + 1);
    }
    found
}

fn sum_at(
    words: &[Word],
    value: Decimal,
    next: usize,
    lang: Lang,
    prefixed: bool,
    bare: bool,
) -> (Option<Money>, usize) {
    let (value, mut next, thousands) = match slang_thousands(words, next) {
        Some(end) => (value.checked_mul(Decimal::ONE_THOUSAND), end, true),
        None => (Some(value), next, false),
    };
    let Some(value) = value else {
        return (None, next);
    };
    // The full stop of «15 тыс. руб.».
    if at(words, next) == "."
        && matches!(at(words, next.saturating_sub(1)), "тыс" | "млн" | "млрд")
        && coin(at(words, next + 1)).is_some()
    {
        next += 1;
    }
    match coin(at(words, next)) {
        Some(Coin::Whole) => {
            next += 1;
            let roubles = Money::from_roubles(value);
            let mut tail = next;
            while matches!(at(words, tail), "." | "," | "и" | "and") && tail < next + 2 {
                tail += 1;
            }
            match number_at(words, tail, lang) {
                Some((kopecks, end)) if coin(at(words, end)) == Some(Coin::Part) => {
                    let kopecks = kopecks.to_i64().filter(|k| (0..100).contains(k));
                    let sum = roubles.zip(kopecks).and_then(|(r, k)| r.0.checked_add(k)).map(Money);
                    (sum, end + 1)
                }
                _ => (roubles, next),
            }
        }
        Some(Coin::Part) => {
            let kopecks = value.fract().is_zero().then(|| value.to_i64()).flatten();
            (kopecks.map(Money), next + 1)
        }
        Some(Coin::Foreign) => (None, next + 1),
        None if prefixed || bare || thousands => (Money::from_roubles(value), next),
        None => (None, next),
    }
}

/// «тр», «т.р.», «т р» after a number: thousands of roubles.
fn slang_thousands(words: &[Word], i: usize) -> Option<usize> {
    match (at(words, i), at(words, i + 1), at(words, i + 2)) {
        ("тр", ..) => Some(i + 1),
        ("т", ".", "р" | "руб") => Some(i + 3),
        ("т", "р" | "руб", _) => Some(i + 2),
        _ => None,
    }
}
