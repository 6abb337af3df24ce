//! Cuts a file into items before pest sees it, so that a mistake in one item cannot swallow the
//! next and items can be read in parallel.
//!
//! An item begins at a line whose first word is a keyword of an item that this kind of file may
//! hold, or at the blank lines, comments and `##` lines right above it, and runs to the next one.

use super::tree::FileKind;
use crate::span::Span;

/// Kinds of item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemRule {
    /// `тема`
    Topic,
    /// `факт`
    Fact,
    /// `правило`
    Rule,
    /// `решение`
    Decision,
    /// `мера`
    Measure,
    /// `источник`
    Source,
    /// `очередь`
    Queue,
    /// `сценарий`
    Scenario,
    /// `диалог`
    Dialog,
}

impl ItemRule {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Topic,
        Self::Fact,
        Self::Rule,
        Self::Decision,
        Self::Measure,
        Self::Source,
        Self::Queue,
        Self::Scenario,
        Self::Dialog,
    ];

    /// The kind whose keyword (folded) is `word`.
    pub fn of_keyword(word: &str) -> Option<Self> {
        Some(match word {
            "тема" | "topic" => Self::Topic,
            "факт" | "fact" => Self::Fact,
            "правило" | "rule" => Self::Rule,
            "решение" | "decision" => Self::Decision,
            "мера" | "measure" => Self::Measure,
            "источник" | "source" => Self::Source,
            "очередь" | "queue" => Self::Queue,
            "сценарий" | "scenario" => Self::Scenario,
            "диалог" | "dialog" => Self::Dialog,
            _ => return None,
        })
    }

    /// Its keyword in Russian and in English.
    pub fn keywords(self) -> (&'static str, &'static str) {
        match self {
            Self::Topic => ("тема", "topic"),
            Self::Fact => ("факт", "fact"),
            Self::Rule => ("правило", "rule"),
            Self::Decision => ("решение", "decision"),
            Self::Measure => ("мера", "measure"),
            Self::Source => ("источник", "source"),
            Self::Queue => ("очередь", "queue"),
            Self::Scenario => ("сценарий", "scenario"),
            Self::Dialog => ("диалог", "dialog"),
        }
    }

    /// The kind of file it stands in.
    pub fn file_kind(self) -> FileKind {
        match self {
            Self::Topic => FileKind::Topic,
            Self::Dialog => FileKind::Dialog,
            Self::Fact | Self::Rule | Self::Decision | Self::Measure | Self::Source | Self::Queue | Self::Scenario => {
                FileKind::Scenario
            }
        }
    }
}

/// A stretch of a file. Pieces follow one another without gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What begins in it; for junk the first kind that the file may hold.
    pub kind: ItemRule,
    /// Its bytes.
    pub span: Span,
    /// No item begins here: text before the first item, or a file without any.
    pub junk: bool,
}

/// Splits the folded text of a file.
pub fn split(folded: &str, kind: FileKind) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    // Where the run of blank and comment lines right above the current line began.
    let mut lead: Option<u32> = None;
    let mut open = Piece {
        kind: first_kind(kind),
        span: Span::at(0),
        junk: true,
    };
    // An item whose lines are indented is over at a `конец` that is not: what follows it unindented
    // is a header, though perhaps a misspelt one.
    let (mut indented, mut over) = (false, false);
    let mut at = 0_u32;
    for line in folded.split_inclusive('\n') {
        let body = line.trim_start_matches(' ');
        match item_of(body, kind) {
            Some(found) => {
                let start = lead.unwrap_or(at);
                if start > open.span.start || !open.junk {
                    open.span.end = start;
                    pieces.push(open);
                }
                open = Piece {
                    kind: found,
                    span: Span::at(start),
                    junk: false,
                };
                lead = None;
                (indented, over) = (false, false);
            }
            None if body.trim_end().is_empty() || body.starts_with('#') => {
                lead = lead.or(Some(at));
            }
            None if body.len() < line.len() => {
                indented = true;
                lead = None;
            }
            None if matches!(first_word(body), "конец" | "end") => {
                over = indented;
                lead = None;
            }
            None if over => {
                let start = lead.unwrap_or(at);
                open.span.end = start;
                pieces.push(open);
                open = Piece {
                    kind: first_kind(kind),
                    span: Span::at(start),
                    junk: true,
                };
                lead = None;
                (indented, over) = (false, false);
            }
            None => lead = None,
        }
        at = at.saturating_add(u32::try_from(line.len()).unwrap_or(u32::MAX));
    }
    if at > open.span.start || !open.junk {
        open.span.end = at;
        pieces.push(open);
    }
    pieces
}

/// The item that a line begins in a file of this kind.
fn item_of(line: &str, kind: FileKind) -> Option<ItemRule> {
    // Most lines are told by their first byte: signs, ASCII words and the letters that begin no
    // keyword of an item. The second byte of т ф п р м и о с д in UTF-8.
    let mut bytes = line.bytes();
    match (bytes.next()?, bytes.next()?) {
        (b't' | b'f' | b'r' | b'd' | b'm' | b's' | b'q', _) => {}
        (0xd0, 0xbf | 0xbc | 0xb8 | 0xbe | 0xb4) | (0xd1, 0x82 | 0x84 | 0x80 | 0x81) => {}
        _ => return None,
    }
    ItemRule::of_keyword(first_word(line)).filter(|item| item.file_kind() == kind)
}

/// The letters, digits and underscores at the start of a line.
pub(crate) fn first_word(line: &str) -> &str {
    let line = line.trim_start_matches(' ');
    line.split_once(|c: char| !is_word(c)).map_or(line, |(word, _)| word)
}

/// Whether a character may stand in a name.
pub(crate) fn is_word(c: char) -> bool {
    // The usual letters first: the tables of Unicode are slow.
    matches!(c, 'а'..='я' | 'a'..='z' | '0'..='9' | '_' | '\u{301}') || c.is_alphanumeric()
}

fn first_kind(kind: FileKind) -> ItemRule {
    match kind {
        FileKind::Topic => ItemRule::Topic,
        FileKind::Scenario => ItemRule::Scenario,
        FileKind::Dialog => ItemRule::Dialog,
    }
}

#[cfg(test)]
mod tests;
