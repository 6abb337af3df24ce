//! Numbers in digits: grouping, fractions, chains that are dates or phones.

use rust_decimal::Decimal;

use super::words::{Word, WordKind, at, touching};
use crate::value::Lang;

/// Longest run of digits read as a number: more would not fit a decimal.
const MAX_DIGITS: usize = 18;

/// One past the run of digits joined by signs that starts at `i`.
pub(super) fn chain_end(words: &[Word], i: usize) -> usize {
    let mut end = i + 1;
    if words.get(i).is_none_or(|w| w.kind != WordKind::Number) {
        return end;
    }
    while touching(words, end - 1)
        && touching(words, end)
        // «1e1» is digits joined as well, in either alphabet.
        && matches!(at(words, end), "." | "," | "-" | "/" | ":" | "e" | "е")
        && words.get(end + 1).is_some_and(|w| w.kind == WordKind::Number)
    {
        end += 2;
    }
    end
}

fn parse_digits(text: &str) -> Option<Decimal> {
    if text.len() > MAX_DIGITS {
        return None;
    }
    text.parse::<u64>().ok().map(Decimal::from)
}

fn digits_len(words: &[Word], i: usize) -> usize {
    words
        .get(i)
        .filter(|w| w.kind == WordKind::Number)
        .map_or(0, |w| w.folded.len())
}

/// A number in digits with its grouping and fraction, and one past its last word.
pub(super) fn digits_at(words: &[Word], i: usize, lang: Lang) -> Option<(Decimal, usize)> {
    let end = chain_end(words, i);
    let first = at(words, i);
    let may_group = first.len() <= 3 && !first.starts_with('0');
    let mut text = String::with_capacity(24);
    text.push_str(first);
    let signs = (end - i) / 2;
    if signs == 0 {
        let mut next = i + 1;
        // Thousands grouped by one space.
        while may_group
            && digits_len(words, next) == 3
            && one_space(words, next - 1)
            && chain_end(words, next) == next + 1
        {
            text.push_str(at(words, next));
            next += 1;
        }
        // The last group may carry the fraction: «1 200,50».
        let last = chain_end(words, next);
        if may_group
            && digits_len(words, next) == 3
            && one_space(words, next - 1)
            && last == next + 3
            && matches!(at(words, next + 1), "," | ".")
        {
            text.push_str(at(words, next));
            return with_fraction(&text, at(words, next + 2)).map(|v| (v, last));
        }
        return parse_digits(&text).map(|v| (v, next));
    }
    let sign = at(words, i + 1);
    if !matches!(sign, "." | ",") {
        // «5-7», «3/4»: the first number stands for itself unless it is a date, a phone or a time.
        return match (sign, signs) {
            ("-", 1) if first.len() <= 3 => parse_digits(first).map(|v| (v, i + 1)),
            _ => None,
        };
    }
    let grouping = |k: usize| digits_len(words, i + 2 * k) == 3;
    let other = if sign == "." { "," } else { "." };
    let same = (1..=signs).take_while(|k| at(words, i + 2 * k - 1) == sign).count();
    let grouped = may_group
        && (1..=same).all(grouping)
        && match same {
            1 => matches!((sign, lang), (".", Lang::Ru) | (",", Lang::En)) || signs == 2 && sign == ",",
            _ => true,
        };
    if grouped {
        for k in 1..=same {
            text.push_str(at(words, i + 2 * k));
        }
        return match signs - same {
            0 => parse_digits(&text).map(|v| (v, end)),
            1 if at(words, i + 2 * same + 1) == other => with_fraction(&text, at(words, end - 1)).map(|v| (v, end)),
            _ => None,
        };
    }
    if signs == 1 {
        return with_fraction(&text, at(words, i + 2)).map(|v| (v, end));
    }
    None
}

fn with_fraction(whole: &str, fraction: &str) -> Option<Decimal> {
    let whole = parse_digits(whole)?;
    if fraction.len() > 9 {
        return None;
    }
    let part = Decimal::new(fraction.parse::<i64>().ok()?, u32::try_from(fraction.len()).ok()?);
    whole.checked_add(part)
}

/// «1,500» in Russian: one and a half or one thousand five hundred.
pub(super) fn is_ambiguous(words: &[Word], i: usize, next: usize, lang: Lang) -> bool {
    let first = at(words, i);
    lang == Lang::Ru
        && next == i + 3
        && chain_end(words, i) == next
        && at(words, i + 1) == ","
        && first.len() <= 3
        && !first.starts_with('0')
        && digits_len(words, i + 2) == 3
}

/// Whether words `i` and `i + 1` are apart by about one space (which may be a wide one).
fn one_space(words: &[Word], i: usize) -> bool {
    match (words.get(i), words.get(i + 1)) {
        (Some(a), Some(b)) => (1..=3).contains(&b.span.start.saturating_sub(a.span.end)),
        _ => false,
    }
}
