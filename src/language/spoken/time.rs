//! Hours of a clock: «с 9:00 до 18:00», «в 18:30».

use super::Said;
use super::cardinal::cardinal;
use super::context::governor;
use super::form::{Case, Gender};
use super::quantity::clock;
use super::text::Text;

/// Hours and minutes of «9:00»; with a point only between two prepositions of time.
fn read(text: &Text, i: usize, sign: &str) -> Option<(u64, u64)> {
    let hours = text.digits(i).filter(|h| *h <= 24 && text.text(i).len() <= 2)?;
    let tight = text.glued(i + 1, sign) && text.touches(i + 2) && text.text(i + 2).len() == 2;
    let minutes = text.digits(i + 2).filter(|m| *m < 60 && tight)?;
    let more = text.glued(i + 3, sign) && text.touches(i + 4) && text.is_number(i + 4);
    (!more).then_some((hours, minutes))
}

/// A time, or two with «до» or a dash between.
pub(super) fn time(text: &Text, i: usize) -> Option<Said> {
    colon(text, i).or_else(|| point(text, i))
}

fn colon(text: &Text, i: usize) -> Option<Said> {
    let (hours, minutes) = read(text, i, ":")?;
    let case = governor(text, i).case();
    let to = text.low(i + 3) == "до" || text.is_dash(i + 3);
    if let Some(second) = read(text, i + 4, ":").filter(|_| to) {
        let from = text.is_dash(i + 3) && case != Case::Gen;
        let words = between((hours, minutes), second, from);
        return Some(Said::new(i + 7, words));
    }
    let next = i + 3;
    // «в 9:00 ч.», «9:00 часов»
    let next = match text.low(next) {
        "ч" if text.glued(next + 1, ".") => next + 2,
        "ч" | "час" | "часа" | "часов" => next + 1,
        _ => next,
    };
    Some(Said::new(next, clock(hours, minutes, case)))
}

/// «с 9.00 до 18.00»: a point may part a paragraph from its section, so both ends must be there.
fn point(text: &Text, i: usize) -> Option<Said> {
    let first = read(text, i, ".")?;
    let from = matches!(text.low(i.wrapping_sub(1)), "с" | "со" | "от");
    let to = text.low(i + 3) == "до" || text.is_dash(i + 3);
    let second = read(text, i + 4, ".").filter(|_| from && to)?;
    Some(Said::new(i + 7, between(first, second, false)))
}

/// «девяти до восемнадцати часов» behind «с».
fn between(first: (u64, u64), second: (u64, u64), from: bool) -> String {
    let first = if first.1 == 0 && second.1 == 0 {
        cardinal(first.0, Gender::M, Case::Gen)
    } else {
        clock(first.0, first.1, Case::Gen)
    };
    let with = if from { "с " } else { "" };
    format!("{with}{first} до {}", clock(second.0, second.1, Case::Gen))
}
