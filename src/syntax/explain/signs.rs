//! Signs: equals, logic, brackets, numbers, characters that nobody can see.

use super::Line;
use crate::diag::codes;
use crate::span::Span;
use crate::syntax::build::Reader;
use crate::value::Bi;

/// `==` and `:=`.
pub(in crate::syntax) fn wrong_equals(reader: &mut Reader<'_>, span: Span) {
    let d = reader
        .diagnostic(&codes::WRONG_EQUALS, span)
        .arg("sign", reader.written(span));
    reader.report(d.replace(span, "="));
}

/// `&&` and `||`.
pub(in crate::syntax) fn wrong_logic(reader: &mut Reader<'_>, span: Span, (ru, en): (&'static str, &'static str)) {
    let sign = reader.written(span);
    let d = reader
        .diagnostic(&codes::WRONG_LOGIC, span)
        .arg("sign", sign)
        .arg("word", Bi { ru, en });
    // The language of the line is that of its letters.
    let line = reader.written(reader.whole_line(span));
    let word = if line.is_ascii() { en } else { ru };
    reader.report(d.replace(span, word));
}

/// Control characters and letters without a width.
pub(super) fn strange(reader: &mut Reader<'_>, line: &Line<'_>) -> bool {
    let invisible = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{fffd}')
    };
    let Some((at, c)) = line.folded.char_indices().find(|(_, c)| invisible(*c)) else {
        return false;
    };
    let span = line.part(at, at + c.len_utf8());
    let d = reader
        .diagnostic(&codes::STRANGE_CHARACTER, span)
        .arg("code", format!("U+{:04X}", c as u32));
    reader.report(d.replace(span, ""));
    true
}

/// Brackets without a partner.
pub(super) fn brackets(reader: &mut Reader<'_>, line: &Line<'_>, bare: &str) -> bool {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in bare.char_indices() {
        match c {
            '(' | '[' | '{' => open.push((at, c)),
            ')' | ']' | '}' => {
                let fits = match open.pop() {
                    // Ends of a range need not look alike.
                    Some((_, '(' | '[')) => c != '}',
                    Some((_, '{')) => c == '}',
                    // `]0..1]`
                    _ => bare.get(at..).is_some_and(|rest| rest.contains("..")),
                };
                if !fits {
                    return bracket(reader, line, at, c);
                }
            }
            _ => {}
        }
    }
    match open.pop() {
        Some((_, '[')) if bare.contains("..") => false,
        Some((at, c)) => bracket(reader, line, at, c),
        None => false,
    }
}

fn bracket(reader: &mut Reader<'_>, line: &Line<'_>, at: usize, c: char) -> bool {
    let d = reader
        .diagnostic(&codes::BRACKET, line.part(at, at + 1))
        .arg("sign", c.to_string());
    reader.report(d);
    true
}

/// `0,5` and `20 000`.
pub(super) fn numbers(reader: &mut Reader<'_>, line: &Line<'_>, bare: &str) -> bool {
    let bytes = bare.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    for (at, sign) in bare.bytes().enumerate() {
        if at == 0 || !digit(at - 1) || !digit(at + 1) {
            continue;
        }
        let digits_after = (at + 1..).take_while(|i| digit(*i)).count();
        if sign == b',' {
            let d = reader.diagnostic(&codes::DECIMAL_COMMA, line.part(at, at + 1));
            reader.report(d.replace(line.part(at, at + 1), "."));
            return true;
        }
        if sign == b' ' && digits_after == 3 {
            let d = reader.diagnostic(&codes::NUMBER_WITH_SPACES, line.part(at, at + 1));
            reader.report(d.replace(line.part(at, at + 1), "_"));
            return true;
        }
    }
    false
}
