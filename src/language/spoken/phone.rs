//! Numbers that are dictated: telephones, СНИЛС, passports, long runs of digits.

use super::Said;
use super::number::{dictated, group};
use super::text::Text;

/// Groups of digits with what parts them.
fn groups<'t>(text: &Text<'t>, i: usize) -> (Vec<&'t str>, usize) {
    let mut groups = Vec::new();
    let mut at = i;
    let mut end = i;
    while groups.len() < 7 {
        // Between groups: white space, a hyphen, brackets.
        let mut now = at;
        let mut signs = 0;
        while matches!(text.text(now), "-" | "‑" | "–" | "(" | ")") && signs < 2 && text.same_line(now) {
            now += 1;
            signs += 1;
        }
        if !text.is_number(now) || !text.same_line(now) && !groups.is_empty() {
            break;
        }
        groups.push(text.text(now));
        at = now + 1;
        end = at;
    }
    (groups, end)
}

/// A number that is dictated, at a token.
pub(super) fn dictation(text: &Text, i: usize) -> Option<Said> {
    let plus = text.text(i) == "+" && text.touches(i + 1);
    let first = if plus { i + 1 } else { i };
    let opens = text.text(first) == "(" && text.is_number(first + 1);
    if !text.is_number(first) && !opens {
        return None;
    }
    telephone(text, i, first, plus)
        .or_else(|| snils(text, first))
        .or_else(|| passport(text, first))
}

fn telephone(text: &Text, i: usize, first: usize, plus: bool) -> Option<Said> {
    if text.touches(first) && !plus && i > 0 && text.text(i - 1) != "(" {
        return None;
    }
    let (all, _) = groups(text, first);
    // «8 800 100-00-01» may stand before another number.
    for count in (1..=all.len()).rev() {
        let parts = all.get(..count)?;
        let lengths: Vec<usize> = parts.iter().map(|p| p.len()).collect();
        let digits: usize = lengths.iter().sum();
        let country = parts.first().is_some_and(|p| *p == "7" || *p == "8") || lengths.first() == Some(&11);
        let whole = parts.first().is_some_and(|p| p.starts_with(['7', '8', '9', '4', '3']));
        let fits = match lengths.as_slice() {
            [11] => (plus || telephone_word(text, i)) && whole || is_mobile(parts.first().copied().unwrap_or("")),
            [10] => telephone_word(text, i) && whole,
            [1, 3, 3, 2, 2]
            | [1, 3, 7]
            | [1, 3, 3, 4]
            | [1, 4, 2, 2, 2]
            | [1, 5, 1, 2, 2]
            | [1, 3, 2, 2, 3]
            | [1, 4, 3, 3]
            | [1, 10] => country,
            [3, 3, 2, 2] => !plus,
            // «100-00-01»
            [3, 2, 2] | [2, 2, 2] | [1, 2, 2] => {
                hyphened(text, first, count) && (lengths != [1, 2, 2] || telephone_word(text, i))
            }
            _ => false,
        };
        if fits && digits <= 11 {
            let end = position(text, first, count);
            if text.touches(end) && (text.is_word(end) || text.is_hyphen(end)) {
                return None;
            }
            let regular = regrouped(parts);
            let said: Vec<String> = regular.iter().map(|p| group(p)).collect();
            let start = if plus { "плюс " } else { "" };
            return Some(Said::new(end, format!("{start}{}", said.join(", "))));
        }
    }
    None
}

/// «89123456789».
fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && (digits.starts_with("89") || digits.starts_with("88") || digits.starts_with("84"))
}

/// Whether the words before speak of a telephone.
fn telephone_word(text: &Text, i: usize) -> bool {
    let says = |word: &str| {
        word.starts_with("тел") || word.starts_with("номер") || word.starts_with("моб") || word.starts_with("звон")
    };
    (1..=4)
        .filter_map(|back| i.checked_sub(back))
        .any(|at| says(text.low(at)))
}

fn hyphened(text: &Text, first: usize, count: usize) -> bool {
    (1..count).all(|n| text.is_hyphen(first + 2 * n - 1))
}

/// The token behind so many groups.
fn position(text: &Text, first: usize, count: usize) -> usize {
    let mut at = first;
    let mut seen = 0;
    while seen < count {
        if text.is_number(at) {
            seen += 1;
        }
        at += 1;
    }
    at
}

/// Groups as they are dictated: nothing longer than three digits.
fn regrouped(parts: &[&str]) -> Vec<String> {
    let mut out = Vec::new();
    for part in parts {
        let cuts: &[usize] = match part.len() {
            11 => &[1, 3, 3, 2, 2],
            10 => &[3, 3, 2, 2],
            7 => &[3, 2, 2],
            6 => &[2, 2, 2],
            5 => &[1, 2, 2],
            4 => &[2, 2],
            _ => {
                out.push((*part).to_owned());
                continue;
            }
        };
        let mut rest = *part;
        for cut in cuts {
            let (head, tail) = rest.split_at_checked(*cut).unwrap_or((rest, ""));
            out.push(head.to_owned());
            rest = tail;
        }
    }
    out
}

/// «112-233-445 95».
fn snils(text: &Text, i: usize) -> Option<Said> {
    let (parts, _) = groups(text, i);
    let parts = parts.get(..4)?;
    let shape: Vec<usize> = parts.iter().map(|p| p.len()).collect();
    if shape != [3, 3, 3, 2] || !text.is_hyphen(i + 1) || !text.is_hyphen(i + 3) {
        return None;
    }
    let said: Vec<String> = parts.iter().map(|p| group(p)).collect();
    Some(Said::new(position(text, i, 4), said.join(", ")))
}

/// «паспорт 4510 123456», «45 10 123456»; an index of the post.
fn passport(text: &Text, i: usize) -> Option<Said> {
    let near = |start: &str| {
        (1..=3)
            .filter_map(|back| i.checked_sub(back))
            .any(|at| text.low(at).starts_with(start))
    };
    if near("индекс") && text.text(i).len() == 6 {
        let (head, tail) = text.text(i).split_at_checked(3)?;
        return Some(Said::new(i + 1, format!("{}, {}", group(head), group(tail))));
    }
    if (near("инн") || near("огрн") || near("снилс") || near("счет") || near("карт") || near("полис"))
        && (9..=20).contains(&text.text(i).len())
    {
        return Some(Said::new(i + 1, dictated(text.text(i))));
    }
    let (parts, _) = groups(text, i);
    let shape: Vec<usize> = parts.iter().map(|p| p.len()).collect();
    if !near("паспорт") && !near("сери") {
        return None;
    }
    let count = match shape.as_slice() {
        [4, 6, ..] => 2,
        [2, 2, 6, ..] => 3,
        [4] => 1,
        _ => return None,
    };
    let said: Vec<String> = regrouped(parts.get(..count)?).iter().map(|p| group(p)).collect();
    Some(Said::new(position(text, i, count), said.join(", ")))
}
