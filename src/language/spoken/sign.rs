//! Signs that have words beside numbers: slashes, pluses, minuses, comparisons.

use super::Said;
use super::cardinal::cardinal;
use super::context::governor;
use super::form::{Case, Gender};
use super::law;
use super::text::Text;

/// «1/2», «3/4» of something, «24/7», and everything else with a slash.
pub(super) fn slashed(text: &Text, i: usize) -> Option<Said> {
    let (above, below) = (text.digits(i)?, text.digits(i + 2)?);
    if !text.glued(i + 1, "/") || !text.touches(i + 2) || text.glued(i + 3, "/") {
        return None;
    }
    if (above, below) == (24, 7) {
        return Some(Said::new(i + 3, "двадцать четыре на семь".to_owned()));
    }
    let plain = text.text(i).len() <= 2 && text.text(i + 2).len() <= 2;
    let part = plain && above > 0 && above < below && below <= 10 && !law::is_label(text, i);
    if part && !text.touches(i + 3) {
        let case = governor(text, i).case();
        let number = cardinal(above, Gender::F, case);
        let name = match (below, above) {
            (3, 1) => Some(case.of(&["треть", "трети", "трети", "треть", "третью", "трети"])),
            (3, 2) if case.is_direct() => Some("трети"),
            (4, 1) => Some(case.of(&["четверть", "четверти", "четверти", "четверть", "четвертью", "четверти"])),
            (4, 3) if case.is_direct() => Some("четверти"),
            _ => None,
        };
        let name = match name {
            Some(name) => name.to_owned(),
            None if above == 1 => super::ordinal::ordinal(below, Gender::F, case)?,
            // «две пятых»: a number governs an ordinal in the genitive plural.
            None => super::ordinal::ordinal(below, Gender::P, if case.is_direct() { Case::Gen } else { case })?,
        };
        return Some(Said::new(i + 3, format!("{number} {name}")));
    }
    let from = super::number::unknown(text.text(i));
    Some(Said::new(
        i + 3,
        format!("{from} дробь {}", super::number::unknown(text.text(i + 2))),
    ))
}

/// «№ 5», «−5», «+7», «≥ 18», «§ 5».
pub(super) fn signed(text: &Text, i: usize) -> Option<Said> {
    let next = text.tokens.get(i + 1)?;
    if !text.is_number(i + 1) || next.before.contains('\n') {
        return None;
    }
    let glued = next.before.is_empty();
    let apart =
        i == 0 || text.tokens.get(i).is_some_and(|t| !t.before.is_empty()) || text.text(i.wrapping_sub(1)) == "(";
    let words = match text.text(i) {
        "−" | "-" if glued && apart => "минус",
        "+" => "плюс",
        "≥" => "не меньше",
        "≤" => "не больше",
        ">" => "больше",
        "<" => "меньше",
        "~" | "≈" => "примерно",
        "±" => "плюс-минус",
        "=" => "равно",
        "§" => "параграф",
        _ => return None,
    };
    Some(Said::new(i + 1, words.to_owned()))
}
