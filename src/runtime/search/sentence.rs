//! Where sentences end.

use std::ops::Range;

use crate::language::MAX_TEXT_BYTES;

/// Words of so many letters before a full stop are taken for abbreviations: «п. 6», «ст. 112».
const SHORT: usize = 3;

/// The sentences of a text, their bytes, without the space around them. A text without a full stop is
/// one sentence; one that is longer than a text may be is cut at a space.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut space = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let is_end = match c {
            '\n' => true,
            '.' | '!' | '?' | '…' => {
                let mut end = end;
                while let Some((closing, next)) = chars.peek().copied()
                    && matches!(next, '.' | '!' | '?' | '…' | '»' | '"' | ')' | '”')
                {
                    chars.next();
                    end = closing + next.len_utf8();
                }
                let before = text.get(start..at).unwrap_or_default();
                let closed = end > at + c.len_utf8();
                if ends(c, closed, before, text.get(end..).unwrap_or_default()) {
                    push(text, start..end, &mut out);
                    start = end;
                }
                false
            }
            c if c.is_whitespace() => {
                if end - start > MAX_TEXT_BYTES / 4 && space > start {
                    push(text, start..space, &mut out);
                    start = space;
                }
                space = end;
                false
            }
            _ => false,
        };
        if is_end {
            push(text, start..at, &mut out);
            start = end;
        }
    }
    push(text, start..text.len(), &mut out);
    out
}

/// Whether a sign, perhaps with a closing quote or bracket, ends the sentence between what stands before
/// and after it.
fn ends(sign: char, closed: bool, before: &str, after: &str) -> bool {
    let mut after = after.chars();
    match after.next() {
        None => return true,
        Some(next) if !next.is_whitespace() => return false,
        Some(_) => {}
    }
    if matches!(sign, '!' | '?') {
        return true;
    }
    let next = after.find(|c| !c.is_whitespace());
    let capital = next.is_none_or(|c| c.is_uppercase() || matches!(c, '«' | '"' | '“' | '—'));
    let word = before.chars().rev().take_while(|c| c.is_alphabetic()).count();
    let digits = before.chars().next_back().is_some_and(|c| c.is_ascii_digit());
    capital && (closed || sign == '…' || digits || word > SHORT || !before.ends_with(char::is_alphabetic))
}

fn push(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let Some(whole) = text.get(range.clone()) else { return };
    let start = range.start + (whole.len() - whole.trim_start().len());
    let trimmed = whole.trim();
    if !trimmed.is_empty() {
        out.push(start..start + trimmed.len());
    }
}
