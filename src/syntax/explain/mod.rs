//! What a line that is nothing else really is: known mistakes in order of how sure we are, then
//! the rule of the line's keyword alone.

mod expected;
mod known;
pub(super) mod letters;
mod lines;
pub(super) mod outside;
mod quotes;
pub(super) mod signs;
pub(super) mod words;

use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};

use super::build::Reader;
use super::grammar::{Grammar, Rule};
use super::split::{ItemRule, first_word, is_word};
use super::tree::Path;
use crate::diag::codes;
use crate::span::Span;

/// What surrounds a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// The header of an item.
    Header,
    /// Among the lines of an item or a step.
    Item,
    /// Below `признаки`.
    Cues,
    /// Below `фразы`.
    Phrases,
    /// Inside `если … конец`.
    If,
    /// Inside `выбор … конец`.
    Menu,
    /// Inside `везде … конец`.
    Everywhere,
}

/// A line under explanation.
#[derive(Clone, Copy)]
struct Line<'a> {
    /// Without indentation and line end.
    span: Span,
    /// As written.
    text: &'a str,
    /// Folded, as long as `text`.
    folded: &'a str,
    setting: Setting,
}

impl<'a> Line<'a> {
    /// The place of `from..to` (bytes of the line).
    fn part(&self, from: usize, to: usize) -> Span {
        let at = |n: usize| self.span.start.saturating_add(u32::try_from(n).unwrap_or(u32::MAX));
        Span::new(at(from), at(to))
    }

    /// The folded text with quoted words and the comment blanked, as long as the line.
    fn bare(&self) -> String {
        quotes::blank(self.folded)
    }
}

/// Explains the line at `span`, exactly one finding.
pub(super) fn line(reader: &mut Reader<'_>, span: Span, setting: Setting) {
    let span = reader.trim(span);
    let line = Line {
        span,
        text: reader.written(span),
        folded: reader.at(span),
        setting,
    };
    let before = reader.out.len();
    if signs::strange(reader, &line) || quotes::unclosed(reader, &line) || letters::in_line(reader, &line) {
        return;
    }
    let keyword = words::leading(line.folded);
    let target = lines::rule_of(reader.item, keyword.map(|(rule, _)| rule), &line);
    if let Some((rule, words)) = keyword
        && target.is_none()
        && words::misplaced(reader, &line, rule, words)
    {
        return;
    }
    known::explain(reader, &line, keyword, target);
    if reader.out.len() == before {
        generic(reader, &line, target);
    }
}

/// Explains a header that does not match its rule and finds the name in it.
pub(super) fn header(reader: &mut Reader<'_>, span: Span) -> Option<Path> {
    line(reader, span, Setting::Header);
    let span = reader.trim(span);
    let text = reader.at(span);
    let keyword = first_word(text).len();
    let rest = text.get(keyword..)?;
    let from = keyword + (rest.len() - rest.trim_start().len());
    let path = |c: char| is_word(c) || (c == '.' && reader.item == ItemRule::Topic);
    let name: usize = text
        .get(from..)?
        .chars()
        .take_while(|c| path(*c))
        .map(char::len_utf8)
        .sum();
    let starts = text
        .get(from..)?
        .chars()
        .next()
        .is_some_and(|c| c.is_alphabetic() || c == '_');
    let at = |n: usize| span.start.saturating_add(u32::try_from(n).unwrap_or(u32::MAX));
    (starts && name > 0).then(|| Path {
        span: Span::new(at(from), at(from + name)),
    })
}

/// Explains a text with `{…}` that cannot be read.
pub(super) fn template(reader: &mut Reader<'_>, text: Span, error: &Error<Rule>) {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let folded = reader.at(text);
    let open = folded.get(..at).and_then(|before| before.rfind('{')).unwrap_or(0);
    let length = folded.get(open..).and_then(|rest| rest.find('}')).map_or(1, |n| n + 1);
    let start = text.start.saturating_add(u32::try_from(open).unwrap_or(0));
    let span = Span::new(start, start.saturating_add(u32::try_from(length).unwrap_or(1)));
    let d = reader
        .diagnostic(&codes::BAD_TEMPLATE, span)
        .arg("text", reader.written(span));
    let expected = expected::words(error);
    reader.report(d.arg("expected", expected));
}

/// The first word as written, for a message.
pub(super) fn first_of(text: &str) -> String {
    let word = first_word(text);
    let word = if word.is_empty() {
        text.split_whitespace().next().unwrap_or("")
    } else {
        word
    };
    word.chars().take(40).collect()
}

/// What pest expected at the furthest place it came to.
fn generic(reader: &mut Reader<'_>, line: &Line<'_>, target: Option<Rule>) {
    let indent = line.folded.len() - line.folded.trim_start().len();
    let text = format!("{}\n", line.folded.trim_start());
    let error = target.and_then(|rule| Grammar::parse(rule, &text).err());
    let Some(error) = error else {
        let d = reader.diagnostic(&codes::UNREADABLE_LINE, line.span);
        return reader.report(d.arg("expected", lines::leads(reader.item, line.setting)));
    };
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => (indent + at).min(line.folded.len()),
    };
    let rest = line.folded.get(at..).unwrap_or("");
    let word: usize = rest.chars().take_while(|c| is_word(*c)).map(char::len_utf8).sum();
    let length = if word > 0 {
        word
    } else {
        rest.chars().next().map_or(0, char::len_utf8)
    };
    let span = if length == 0 {
        line.part(line.folded.len(), line.folded.len())
    } else {
        line.part(at, at + length)
    };
    debug_assert!(matches!(error.variant, ErrorVariant::ParsingError { .. }));
    let d = reader.diagnostic(&codes::UNREADABLE_LINE, span);
    reader.report(d.arg("expected", expected::words(&error)));
}

impl Reader<'_> {
    /// The line of `span` with its line end: what a fix removes.
    pub(super) fn whole_line(&self, span: Span) -> Span {
        let before = self.folded.get(..span.start as usize).unwrap_or("");
        let start = before.rfind('\n').map_or(0, |n| n + 1);
        let after = self.folded.get(span.end as usize..).unwrap_or("");
        let end = after.find('\n').map_or(after.len(), |n| n + 1);
        let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span::new(size(start), span.end.saturating_add(size(end)))
    }

    /// The part of `span` on its first line.
    pub(super) fn first_line(&self, span: Span) -> Span {
        let text = self.at(span);
        let end = text.find('\n').unwrap_or(text.len());
        self.trim(Span::new(
            span.start,
            span.start.saturating_add(u32::try_from(end).unwrap_or(0)),
        ))
    }

    /// Blanks before the line of `span`.
    pub(super) fn indent(&self, span: Span) -> usize {
        let before = self.folded.get(..span.start as usize).unwrap_or("");
        before.len() - before.rfind('\n').map_or(0, |n| n + 1)
    }
}
