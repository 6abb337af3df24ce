//! Words that make a value a bound and not the value: «больше пяти», «до 15 сентября».

use super::number::Found;
use super::numerals::numeral;
use super::words::{Word, WordKind, at};

/// Whether one of `found` is only said to be a bound: the exact value is not known then.
pub(super) fn any_amount_bound<T>(words: &[Word], found: &[Found<T>]) -> bool {
    found
        .iter()
        .any(|f| amount_before(words, f.words.start) || amount_after(words, f.words.end))
}

/// The same for days; or the day is only the first of several.
pub(super) fn any_day_bound<T>(words: &[Word], found: &[Found<T>]) -> bool {
    found.iter().any(|f| {
        let mut before = f.words.start;
        // "After the 15th of September".
        if before > 0 && at(words, before - 1) == "the" {
            before -= 1;
        }
        is_continued(words, f.words.end)
            || before > 0
                && matches!(
                    at(words, before - 1),
                    "до" | "после"
                        | "раньше"
                        | "ранее"
                        | "позже"
                        | "позднее"
                        | "before"
                        | "after"
                        | "until"
                        | "till"
                        | "by"
                )
    })
}

/// «15 сентября или 16», «с 15 сентября по 20»: another day follows, without its month.
fn is_continued(words: &[Word], end: usize) -> bool {
    matches!(at(words, end), "или" | "либо" | "по" | "до" | "-" | "or" | "to")
        && words
            .get(end + 1)
            .is_some_and(|w| w.kind == WordKind::Number || numeral(&w.folded).is_some())
}

fn amount_before(words: &[Word], start: usize) -> bool {
    let mut before = start;
    // «Больше, чем пять», "more than five".
    if before > 1 && matches!(at(words, before - 1), "least" | "most") {
        return at(words, before - 2) == "at";
    }
    if before > 0 && matches!(at(words, before - 1), "чем" | "than") {
        before -= 1;
        if before > 0 && words.get(before - 1).is_some_and(|w| w.is_sign(",")) {
            before -= 1;
        }
    }
    before > 0
        && matches!(
            at(words, before - 1),
            "до" | "от"
                | "больше"
                | "более"
                | "меньше"
                | "менее"
                | "свыше"
                | "минимум"
                | "максимум"
                | "бы"
                | "more"
                | "less"
                | "fewer"
                | "over"
                | "under"
                | "above"
                | "below"
                | "старше"
                | "младше"
                | "моложе"
                | "выше"
                | "ниже"
        )
        // «Было бы пять» is no bound, «хотя бы пять» is.
        && (at(words, before - 1) != "бы" || before > 1 && at(words, before - 2) == "хотя")
}

/// «Пять или больше», «5 и более».
fn amount_after(words: &[Word], end: usize) -> bool {
    matches!(at(words, end), "и" | "или" | "or" | "and")
        && matches!(
            at(words, end + 1),
            "больше" | "более" | "меньше" | "менее" | "выше" | "more" | "less" | "fewer" | "over"
        )
}

/// Whether a word of choice stands between two of `found`: «15 сентября или октября».
pub(super) fn is_choice<T>(words: &[Word], found: &[Found<T>]) -> bool {
    found.windows(2).any(|pair| match pair {
        [a, b] => words
            .get(a.words.end..b.words.start)
            .is_some_and(|between| between.iter().any(is_or)),
        _ => false,
    })
}

fn is_or(word: &Word) -> bool {
    word.kind == WordKind::Word && matches!(&*word.folded, "или" | "либо" | "or")
}
