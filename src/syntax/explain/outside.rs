//! Text outside items.

use super::{first_of, lines, words};
use crate::diag::{Arg, codes};
use crate::span::Span;
use crate::syntax::build::Reader;
use crate::syntax::keywords;
use crate::syntax::split::{ItemRule, first_word};

/// Explains a stretch in which no item begins: one finding for all of it. Tells whether there is
/// anything but comments in it: then it may have been meant to define names.
pub(in crate::syntax) fn junk(reader: &mut Reader<'_>, span: Span) -> bool {
    let mut found: Option<Span> = None;
    let mut at = span.start;
    for line in reader.at(span).split_inclusive('\n') {
        let end = at.saturating_add(u32::try_from(line.len()).unwrap_or(u32::MAX));
        let body = line.trim();
        if !body.is_empty() && !body.starts_with('#') {
            let here = reader.trim(Span::new(at, end));
            found = Some(found.map_or(here, |span| span.to(here)));
        }
        at = end;
    }
    if let Some(span) = found {
        report(reader, span);
    }
    found.is_some()
}

/// Reports text outside items at `span`, by its first line.
pub(in crate::syntax) fn report(reader: &mut Reader<'_>, span: Span) {
    let first = reader.first_line(span);
    let word = first_word(reader.at(first));
    let at = Span::new(
        first.start,
        first.start.saturating_add(u32::try_from(word.len()).unwrap_or(0)),
    );
    if super::letters::check(reader, at) {
        return;
    }
    let written = reader.written(at);
    if let Some(item) = ItemRule::of_keyword(word)
        && item.file_kind() != reader.file
    {
        let file = lines::extension(item.file_kind());
        let words = Arg::Words {
            ru: format!("его пишут в файлах {file}"),
            en: format!("it is written in files {file}"),
        };
        let d = reader
            .diagnostic(&codes::MISPLACED_KEYWORD, at)
            .arg("word", written)
            .arg("where", words);
        return reader.report(d);
    }
    let items = ItemRule::ALL.into_iter().filter(|item| item.file_kind() == reader.file);
    let spellings = items.clone().flat_map(|item| <[&str; 2]>::from(item.keywords()));
    let near = spellings
        .map(|s| (strsim::osa_distance(word, s), s))
        .filter(|(d, s)| *d <= s.chars().count() / 3);
    let known = words::leading(reader.at(first)).is_some() || keywords::lookup(word).is_some();
    if let (false, Some((_, spelling))) = (known || word.is_empty(), near.min()) {
        let hint = Arg::Words {
            ru: format!("«{spelling}»"),
            en: format!("“{spelling}”"),
        };
        let d = reader
            .diagnostic(&codes::UNKNOWN_WORD, at)
            .arg("word", written)
            .arg("hint", hint);
        return reader.report(d.replace(at, spelling));
    }
    let (ru, en): (Vec<String>, Vec<String>) = items
        .map(ItemRule::keywords)
        .map(|(ru, en)| (format!("«{ru}»"), format!("“{en}”")))
        .unzip();
    let d = reader
        .diagnostic(&codes::TEXT_OUTSIDE, first)
        .arg("word", first_of(reader.written(first)));
    reader.report(d.arg(
        "items",
        Arg::Words {
            ru: ru.join(", "),
            en: en.join(", "),
        },
    ));
}
