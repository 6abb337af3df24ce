//! Why a text is not YAML, in words of the person who wrote it.

use saphyr_parser::ScanError;

use super::cursor::Cursor;
use crate::diag::{Arg, Diagnostic, Diagnostics, Edit, Fix, codes};
use crate::span::{FileId, Place, Span};

/// Control characters, each reported once at its first place.
pub(crate) fn control_characters(text: &str, file: FileId) -> Diagnostics {
    let mut seen = Vec::new();
    for (at, c) in text.char_indices() {
        let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}');
        if (control || matches!(c, '\u{fffe}' | '\u{ffff}')) && !seen.iter().any(|(_, s)| *s == c) {
            seen.push((at, c));
        }
    }
    let report = |(at, c): (usize, char)| {
        let span = small(at, at + c.len_utf8());
        Diagnostic::new(&codes::YAML_CONTROL, file, span)
            .arg("code", format!("{:04X}", c as u32))
            .replace(span, "")
    };
    seen.into_iter().map(report).collect()
}

/// The finding for a place where reading stopped. The usual slips are looked for first: the parser
/// only says what it expected, which tells a person little.
pub(crate) fn scan_error(
    error: &ScanError,
    text: &str,
    cursor: &mut Cursor<'_>,
    offset: usize,
    file: FileId,
) -> Diagnostic {
    let line = error.marker().line();
    let at = cursor.byte(error.marker());
    let indentation = indentation(cursor, line, '\t').or_else(|| indentation(cursor, line, '\u{a0}'));
    if let Some(bad) = indentation {
        return bad_indentation(bad, cursor, offset, file);
    }
    let info = error.info();
    let unclosed = ["end of stream", "document indicator", "invalid indentation"];
    if info.contains("quoted scalar") && unclosed.iter().any(|words| info.contains(words)) {
        let on_quote = matches!(text.as_bytes().get(at), Some(b'"' | b'\''));
        let start = if on_quote {
            at
        } else {
            open_quote(text, at).unwrap_or(at)
        };
        return Diagnostic::new(&codes::YAML_QUOTE, file, small(start + offset, start + offset + 1));
    }
    if info.contains("mapping values are not allowed") || info.contains("illegal placement of ':'") {
        return colon(text, at, cursor, line, offset, file);
    }
    let end = text
        .get(at..)
        .and_then(|t| t.chars().next())
        .filter(|c| *c != '\n')
        .map_or(at, |c| at + c.len_utf8());
    let span = small(at + offset, end + offset);
    // The parser looks ahead and may reach its own limit before ours.
    if info.contains("recursion limit") {
        return Diagnostic::new(&codes::YAML_DEPTH, file, span).arg("limit", super::MAX_DEPTH);
    }
    if info.contains("anchor") || info.contains("alias") {
        return Diagnostic::new(&codes::YAML_ALIAS, file, span);
    }
    if info.contains("tag") || info.contains("TAG") || info.contains("handle") {
        return Diagnostic::new(&codes::YAML_TAG, file, span);
    }
    let (ru, en) = detail(info);
    Diagnostic::new(&codes::YAML_SYNTAX, file, span).arg(
        "detail",
        Arg::Words {
            ru: ru.to_owned(),
            en: en.to_owned(),
        },
    )
}

/// A non-breaking space in some indentation, with all of them mended.
pub(crate) fn non_breaking_space(cursor: &Cursor<'_>, offset: usize, file: FileId) -> Option<Diagnostic> {
    let bad = indentation(cursor, cursor.lines(), '\u{a0}')?;
    Some(bad_indentation(bad, cursor, offset, file))
}

struct Bad {
    sign: char,
    at: usize,
}

/// The first line up to the stop whose indentation holds `sign`.
fn indentation(cursor: &Cursor<'_>, stop: usize, sign: char) -> Option<Bad> {
    (1..=stop.min(cursor.lines())).find_map(|line| {
        let text = cursor.line_text(line)?;
        let inside = text.len() - text.trim_start_matches([' ', '\t', '\u{a0}']).len();
        let at = text.get(..inside)?.find(sign)?;
        // A line of nothing but spaces says nothing.
        (inside < text.len()).then_some(Bad {
            sign,
            at: cursor.start(line)? + at,
        })
    })
}

/// Reports the first such sign, and mends all of them at once.
fn bad_indentation(bad: Bad, cursor: &Cursor<'_>, offset: usize, file: FileId) -> Diagnostic {
    let (entry, by) = if bad.sign == '\t' {
        (&codes::YAML_TAB, "  ")
    } else {
        (&codes::YAML_NBSP, " ")
    };
    let mut edits = Vec::new();
    for line in 1..=cursor.lines() {
        let (Some(start), Some(text)) = (cursor.start(line), cursor.line_text(line)) else {
            continue;
        };
        let indent = text
            .char_indices()
            .take_while(|(_, c)| matches!(c, ' ' | '\t' | '\u{a0}'));
        for (at, c) in indent.filter(|(_, c)| *c == bad.sign) {
            let span = small(start + at + offset, start + at + c.len_utf8() + offset);
            edits.push(Edit {
                place: Place::new(file, span),
                text: by.to_owned(),
            });
        }
    }
    let mut diag = Diagnostic::new(
        entry,
        file,
        small(bad.at + offset, bad.at + bad.sign.len_utf8() + offset),
    );
    diag.fix = Some(Fix { edits });
    diag
}

/// `title: Приказ: порядок` — the second colon, with quotes around the value as the fix.
fn colon(text: &str, at: usize, cursor: &Cursor<'_>, line: usize, offset: usize, file: FileId) -> Diagnostic {
    let span = small(
        at + offset,
        at + offset + usize::from(text.as_bytes().get(at) == Some(&b':')),
    );
    let diag = Diagnostic::new(&codes::YAML_COLON, file, span);
    let (Some(start), Some(content)) = (cursor.start(line), cursor.line_text(line)) else {
        return diag;
    };
    let Some((key, value)) = content.split_once(": ") else {
        return diag;
    };
    let (trimmed, from) = (
        value.trim(),
        start + key.len() + 2 + (value.len() - value.trim_start().len()),
    );
    if trimmed.is_empty() || trimmed.contains(['"', '\\']) || from > at {
        return diag;
    }
    diag.replace(
        small(from + offset, from + trimmed.len() + offset),
        format!("\"{trimmed}\""),
    )
}

/// The quote that was open when the text ended: the last one that stands where a value begins.
fn open_quote(text: &str, end: usize) -> Option<usize> {
    let before = text.get(..end)?;
    let mut open = None;
    let mut previous = '\n';
    for (at, c) in before.char_indices() {
        match open {
            None if matches!(c, '"' | '\'') && (previous.is_whitespace() || matches!(previous, '[' | '{' | ',')) => {
                open = Some((at, c));
            }
            Some((_, quote)) if c == quote && previous != '\\' => open = None,
            _ => {}
        }
        previous = c;
    }
    open.map(|(at, _)| at)
}

fn small(start: usize, end: usize) -> Span {
    let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Span::new(cut(start), cut(end))
}

/// The parser's messages in words.
fn detail(info: &str) -> (&'static str, &'static str) {
    let has = |words: &str| info.contains(words);
    if has("flow sequence") || has("',' or ']'") {
        (
            "в списке [ … ] не хватает запятой или закрывающей скобки",
            "a comma or bracket is missing in the list `[ … ]`",
        )
    } else if has("flow mapping") || has("',' or '}'") {
        (
            "в разделе { … } не хватает запятой или закрывающей скобки",
            "a comma or bracket is missing in the section `{ … }`",
        )
    } else if has("misplaced bracket") || has("flow construct") {
        ("скобка не на месте", "a bracket out of place")
    } else if has("simple key") {
        (
            "строка без двоеточия там, где нужен ключ",
            "a line without a colon where a key is needed",
        )
    } else if has("block mapping") {
        (
            "здесь должен быть ключ с двоеточием на том же отступе",
            "a key with a colon at the same indentation is needed here",
        )
    } else if has("block collection") {
        (
            "здесь должен быть пункт списка, начатый с «- »",
            "a list item that begins with `- ` is needed here",
        )
    } else if has("block sequence entries") || has("'-' must") || has("\"-\" is only") || has("start with '-'") {
        (
            "пункт списка «- » здесь стоять не может",
            "a list item `- ` cannot stand here",
        )
    } else if has("invalid indentation") || has("wrongly indented") {
        (
            "отступ не совпадает ни с одной из строк выше",
            "the indentation matches none of the lines above",
        )
    } else if has("trailing content") || has("after document end") {
        (
            "после закрывающей кавычки есть ещё текст",
            "there is text after the closing quote",
        )
    } else if has("escape") || has("hexadecimal") || has("Unicode character") {
        (
            "неизвестная пара знаков после «\\» внутри кавычек",
            "an unknown sign after `\\` inside quotes",
        )
    } else if has("byte order mark") {
        (
            "внутри файла метка кодировки, которой место только в начале",
            "an encoding mark inside the file",
        )
    } else if has("directive") || has("document") {
        (
            "строка с «%» или «---» здесь не нужна",
            "a line with `%` or `---` is not wanted here",
        )
    } else if has("unexpected character") || has("cannot start") || has("unprintable") {
        (
            "с этого знака текст начинаться не может, возьмите его в кавычки",
            "text cannot begin with this sign, put it in quotes",
        )
    } else if has("comment") {
        ("примечание «#» разрывает текст", "a remark `#` breaks the text apart")
    } else if has("tab") {
        ("здесь табуляция", "there is a tab here")
    } else {
        ("знак здесь не на месте", "this sign is out of place")
    }
}
