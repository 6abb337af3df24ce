//! Latin letters in a Cyrillic word and the other way round.

use super::{Line, quotes};
use crate::diag::codes;
use crate::source::{Alike, cyrillic_twin, latin_twin};
use crate::span::Span;
use crate::syntax::build::Reader;
use crate::syntax::split::is_word;

/// Whether a word mixes Latin and Cyrillic letters; parts between `_`, `.` and `-` are words of
/// their own. What is so named has been reported: no later check may call it unknown.
pub(crate) fn is_mixed(name: &str) -> bool {
    // The common case first: one pass over the bytes.
    let latin = name.bytes().any(|b| b.is_ascii_alphabetic());
    if !latin || name.is_ascii() {
        return false;
    }
    name.split(['_', '.', '-'])
        .any(|word| word.chars().any(is_latin) && word.chars().any(is_cyrillic))
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{4ff}')
}

/// Reports a name of mixed letters, with a fix where all strange ones have a twin.
pub(in crate::syntax) fn check(reader: &mut Reader<'_>, span: Span) -> bool {
    if !is_mixed(reader.at(span)) {
        return false;
    }
    let written = reader.written(span);
    let latin = written.chars().filter(|c| is_latin(*c)).count();
    let cyrillic = written.chars().filter(|c| is_cyrillic(*c)).count();
    let to_cyrillic = mended(written, true);
    let to_latin = mended(written, false);
    // The rarer letters are the strange ones; where their twins are missing, try the other way.
    let order = if latin <= cyrillic {
        [to_cyrillic, to_latin]
    } else {
        [to_latin, to_cyrillic]
    };
    let strange: String = written
        .chars()
        .filter(|c| {
            if latin <= cyrillic {
                is_latin(*c)
            } else {
                is_cyrillic(*c)
            }
        })
        .flat_map(|c| [',', ' ', c])
        .skip(2)
        .collect();
    let alphabet = if latin <= cyrillic {
        ("латинские", "Latin")
    } else {
        ("русские", "Cyrillic")
    };
    let d = reader
        .diagnostic(&codes::MIXED_ALPHABET, span)
        .arg("word", written)
        .arg("letters", strange)
        .arg(
            "alphabet",
            crate::value::Bi {
                ru: alphabet.0,
                en: alphabet.1,
            },
        );
    let fix = order.into_iter().flatten().next();
    reader.broken = true;
    reader.report(match fix {
        Some(text) => d.replace(span, text),
        None => d,
    });
    true
}

/// The word with all letters of one alphabet, where every strange one has a twin.
fn mended(word: &str, cyrillic: bool) -> Option<String> {
    word.chars()
        .map(|c| match cyrillic {
            true if is_latin(c) => cyrillic_twin(c, Alike::Hand),
            false if is_cyrillic(c) => latin_twin(c, Alike::Hand),
            _ => Some(c),
        })
        .collect()
}

/// Reports the first mixed word of a line outside quotes.
pub(super) fn in_line(reader: &mut Reader<'_>, line: &Line<'_>) -> bool {
    let bare = quotes::blank(line.folded);
    let mut at = 0;
    for word in bare.split(|c: char| !is_word(c)) {
        if is_mixed(word) {
            return check(reader, line.part(at, at + word.len()));
        }
        at += word.len();
        at += bare
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
    }
    false
}
