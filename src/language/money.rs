//! Sums of money: «20 000 рублей», «1500 руб. 50 коп.», «5к».

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::hints::Starts;
use super::number::{Found, number_at};
use super::number_digits::{chain_end, is_ambiguous};
use super::numerals::{Numeral, numeral};
use super::ordinal::ordinal_at;
use super::words::{Word, WordKind, at};
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
        | "рублях" | "рубликов" | "рублев" | "рубликами" | "рэ" | "р" | "₽" | "rub" | "rubles" | "ruble"
        | "roubles" | "rouble" | "£" | "pound" | "pounds" | "gbp" => Coin::Whole,
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
    money_from(words, lang, bare, &Starts::ALL)
}

/// As [`money`], looking only where a number may begin.
pub(super) fn money_from(words: &[Word], lang: Lang, bare: bool, starts: &Starts) -> Vec<Found<Money>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        if !starts.at(i) {
            i += 1;
            continue;
        }
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
        let bare = bare && !is_other_quantity(words, i, next);
        // «Рублей пятьсот» is about five hundred.
        let inverted = i > 0
            && at(words, i - 1) == "рублей"
            && (i == 1
                || numeral(at(words, i - 2)).is_none() && words.get(i - 2).is_none_or(|w| w.kind != WordKind::Number));
        let prefixed = i > 0 && (matches!(at(words, i - 1), "£" | "₽") || inverted && coin(at(words, next)).is_none());
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
    if at(words, next.saturating_sub(1)) == "тыр" {
        return (Money::from_roubles(value), next);
    }
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

/// «100%», «5 человек», «статья 15», «дом 5»: a number that has a meaning of its own.
fn is_other_quantity(words: &[Word], i: usize, next: usize) -> bool {
    let after = at(words, next);
    let counted = after == "%"
        || after.starts_with("процент")
        || after.starts_with("человек")
        || after.starts_with("ребен")
        || matches!(
            after,
            "детей"
                | "лет"
                | "год"
                | "года"
                | "году"
                | "дней"
                | "дня"
                | "день"
                | "месяц"
                | "месяца"
                | "месяцев"
                | "неделя"
                | "недели"
                | "недель"
                | "час"
                | "часа"
                | "часов"
                | "минут"
                | "раз"
                | "раза"
                | "штук"
                | "шт"
                | "кг"
                | "км"
                | "кв"
                | "м"
                | "м2"
                | "метров"
                | "метра"
                | "классов"
                | "класс"
                | "years"
                | "days"
                | "months"
                | "people"
                | "children"
                | "percent"
        );
    let named = i > 0 && {
        let before = if i > 1 && matches!(at(words, i - 1), "." | "№" | "номер") {
            at(words, i - 2)
        } else {
            at(words, i - 1)
        };
        matches!(
            before,
            "ст" | "статья"
                | "статье"
                | "статьи"
                | "п"
                | "пп"
                | "пункт"
                | "пункта"
                | "пункту"
                | "ч"
                | "часть"
                | "дом"
                | "д"
                | "квартира"
                | "кв"
                | "корпус"
                | "подъезд"
                | "этаж"
                | "школа"
                | "приказ"
                | "закон"
                | "фз"
                | "article"
                | "section"
        ) || at(words, i - 1) == "№"
    };
    // «На троих».
    let of_people = matches!(numeral(at(words, i)), Some(Numeral::Collective(_)));
    counted || named || of_people
}

/// Sums without a unit in ordinary speech, where the words around leave no doubt: «15к», «пенсия 18 тысяч»,
/// «получаю двадцать пять тысяч».
pub(super) fn implied(words: &[Word], lang: Lang, starts: &Starts) -> Vec<Found<Money>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        if !starts.at(i) {
            i += 1;
            continue;
        }
        let Some((value, next)) = number_at(words, i, lang) else {
            i = chain_end(words, i);
            continue;
        };
        let slang = matches!(
            at(words, next - 1),
            "к" | "k" | "тыр" | "косарь" | "косаря" | "косарей" | "пятихатка" | "пятихатку"
        );
        let told = value >= Decimal::ONE_THOUSAND
            && words.iter().take(i).rev().take(3).any(|w| is_about_money(&w.folded))
            && !is_other_quantity(words, i, next)
            && matches!(
                at(words, next),
                "" | "."
                    | ","
                    | "!"
                    | "?"
                    | ";"
                    | ")"
                    | "и"
                    | "в"
                    | "на"
                    | "а"
                    | "за"
                    | "у"
                    | "с"
                    | "это"
                    | "положено"
                    | "имею"
                    | "мне"
                    | "что"
                    | "можно"
            );
        if (slang || told)
            && !is_ambiguous(words, i, next, lang)
            && coin(at(words, next)).is_none()
            && let Some(sum) = Money::from_roubles(value)
        {
            found.push(Found::new(words, i, next, sum));
        }
        i = next.max(i + 1);
    }
    found
}

fn is_about_money(word: &str) -> bool {
    const STEMS: &[&str] = &[
        "доход",
        "зарплат",
        "зп",
        "пенси",
        "пособи",
        "оклад",
        "стипенди",
        "долг",
        "задолженност",
        "платеж",
        "штраф",
        "получа",
        "получил",
        "плач",
        "платим",
        "заплат",
        "начисл",
        "цен",
        "стоит",
        "стоимост",
        "сумм",
        "аренд",
        "кредит",
        "ипотек",
        "алимент",
        "заработ",
        "зарабат",
        "выплат",
        "перечисл",
        "salary",
        "income",
        "pension",
        "earn",
        "paid",
    ];
    STEMS.iter().any(|stem| word.starts_with(stem))
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
