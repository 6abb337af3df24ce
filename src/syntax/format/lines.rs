//! A piece of a file as a list of lines ready to be laid out.

use std::borrow::Cow;

use pest::Parser;
use pest::iterators::Pair;

use super::indent::{Indent, is_header};
use super::tokens::{Emitter, Row};
use super::words::{plain, script};
use super::{Keywords, Lang};
use crate::span::Span;
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::limits::{MAX_BRACKETS, MAX_IFS};
use crate::syntax::split::{ItemRule, Piece, first_word};

/// More tests inside tests than this in one line are not read.
const MAX_TESTS: usize = 10;

/// How the cells of a line line up with its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Not at all.
    Plain,
    /// Columns two spaces apart.
    Columns,
    /// Columns two spaces apart, the first one flush right.
    Cues,
    /// Cells between bars.
    Table,
}

/// A line that was read; continuation strings are rows of their own.
pub(super) struct Code {
    pub(super) rule: Rule,
    pub(super) indent: usize,
    pub(super) shape: Shape,
    /// Lines of one shape and group share their columns.
    pub(super) group: usize,
    pub(super) rows: Vec<Row>,
}

/// What stands between two line ends.
pub(super) enum Entry {
    /// One blank line or several.
    Blank,
    /// A comment or `##` line, and where it stands when no line follows it.
    Comment(String, usize),
    /// A line that was read.
    Code(Code),
    /// A line that was not.
    Raw(String),
}

/// The lines of a piece.
pub(super) struct Lines {
    pub(super) entries: Vec<Entry>,
    /// Spans of the raw ones, from the start of the piece.
    pub(super) unreadable: Vec<Span>,
}

/// A piece cut at its header, and the text that pest reads for it.
pub(super) struct Reading<'a> {
    /// Blank lines, comments and `##` lines above the header, original.
    pub(super) lead: &'a str,
    /// From the header on, original.
    pub(super) body: &'a str,
    /// What pest reads: the folded body, or a stand-in for its header and the rest.
    pub(super) text: String,
    /// Bytes of `text` before those of `body`, and bytes of `body` that `text` leaves out.
    pub(super) stand_in: Option<(usize, usize)>,
    /// Language of the keyword that begins the item.
    pub(super) lang: Lang,
}

impl Reading<'_> {
    /// The original bytes of a stretch of `text`.
    pub(super) fn original(&self, start: usize, end: usize) -> &str {
        if self.stand_in.is_some_and(|(added, _)| start < added) {
            return "";
        }
        let (start, end) = (self.to_body(start), self.to_body(end));
        self.body.get(start..end.min(self.body.len())).unwrap_or("")
    }

    fn to_body(&self, at: usize) -> usize {
        self.stand_in
            .map_or(at, |(added, skipped)| (at + skipped).saturating_sub(added))
    }
}

/// Prepares a piece; the text always begins with a header that can be read.
pub(super) fn prepare<'a>(piece: Piece, original: &'a str, folded: &str) -> Option<Reading<'a>> {
    let mut lead = 0;
    for line in folded.split_inclusive('\n') {
        let body = line.trim_start_matches(' ').trim_end_matches('\n');
        if !body.is_empty() && !body.starts_with('#') {
            break;
        }
        lead += line.len();
    }
    let mut text = shallow(folded.get(lead..)?);
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    let lang = script(first_word(&text));
    let mut reading = Reading {
        lead: original.get(..lead)?,
        body: original.get(lead..)?,
        text,
        stand_in: None,
        lang,
    };
    if !reading.text.is_empty() && Grammar::parse(item_rule(piece.kind), &reading.text).is_err() {
        // Junk has no header to leave out.
        let skipped = if piece.junk {
            0
        } else {
            reading.text.find('\n').map_or(0, |i| i + 1)
        };
        let header = stand_in(piece.kind);
        reading.stand_in = Some((header.len(), skipped));
        reading.text = format!("{header}{}", reading.text.get(skipped..)?);
    }
    Some(reading)
}

/// Reads a piece.
pub(super) fn read(piece: Piece, original: &str, folded: &str, keywords: Keywords) -> Lines {
    let mut lines = Lines {
        entries: Vec::new(),
        unreadable: Vec::new(),
    };
    let Some(reading) = prepare(piece, original, folded) else {
        return lines;
    };
    for line in reading.lead.split_terminator('\n') {
        match plain(line) {
            blank if blank.is_empty() => lines.entries.push(Entry::Blank),
            comment => lines.entries.push(Entry::Comment(comment, 0)),
        }
    }
    let mut reader = Reader {
        reading: &reading,
        lines,
        indent: Indent::new(piece.kind),
        cursor: 0,
        after_comment: false,
    };
    if piece.junk {
        reader.junk();
        return reader.lines;
    }
    let Some(item) = Grammar::parse(item_rule(piece.kind), &reading.text)
        .ok()
        .and_then(|mut p| p.next())
    else {
        reader.junk();
        return reader.lines;
    };
    for pair in item.into_inner() {
        reader.pair(pair, keywords);
    }
    reader.lines
}

struct Reader<'r> {
    reading: &'r Reading<'r>,
    lines: Lines,
    indent: Indent,
    /// End of what has been taken, in the text that pest read.
    cursor: usize,
    after_comment: bool,
}

impl Reader<'_> {
    fn pair(&mut self, pair: Pair<'_, Rule>, keywords: Keywords) {
        let span = pair.as_span();
        let gap = self.reading.text.get(self.cursor..span.start()).unwrap_or("");
        let ends = gap.bytes().filter(|b| *b == b'\n').count();
        if ends > usize::from(self.after_comment) {
            self.lines.entries.push(Entry::Blank);
        }
        self.cursor = span.end();
        self.after_comment = pair.as_rule() == Rule::comment;
        match pair.as_rule() {
            Rule::EOI => {}
            Rule::comment => {
                let text = plain(self.reading.original(span.start(), span.end()));
                self.lines.entries.push(Entry::Comment(text, self.indent.body()));
            }
            Rule::l_bad => {
                self.indent.broken(pair.as_str());
                self.raw(span.start(), span.end());
            }
            rule if is_header(rule) && self.reading.stand_in.is_some() => self.raw_header(),
            rule => {
                let indent = self.indent.place(rule);
                let mut emitter = Emitter::new(self.reading, keywords);
                let rows = emitter.line(pair);
                let code = Code {
                    rule,
                    indent,
                    shape: shape(rule),
                    group: self.indent.group,
                    rows,
                };
                self.lines.entries.push(Entry::Code(code));
            }
        }
    }

    fn raw(&mut self, start: usize, end: usize) {
        let offset = self.reading.lead.len();
        let from = self.reading.to_body(start);
        self.raw_bytes(self.reading.original(start, end).to_owned(), offset + from);
    }

    fn raw_header(&mut self) {
        let skipped = self.reading.stand_in.map_or(0, |(_, skipped)| skipped);
        let text = self.reading.body.get(..skipped).unwrap_or(self.reading.body).to_owned();
        self.raw_bytes(text, self.reading.lead.len());
    }

    fn raw_bytes(&mut self, text: String, at: usize) {
        let whole = text.trim_end_matches(['\n', '\r']);
        let line = if at == 0 {
            whole.trim_start_matches('\u{feff}')
        } else {
            whole
        };
        let at = at + whole.len() - line.len();
        let (at, len) = (
            u32::try_from(at).unwrap_or(u32::MAX),
            u32::try_from(line.len()).unwrap_or(u32::MAX),
        );
        self.lines.unreadable.push(Span::new(at, at.saturating_add(len)));
        self.lines.entries.push(Entry::Raw(line.to_owned()));
    }

    /// Every line of the body as it is: no item begins here.
    fn junk(&mut self) {
        let mut at = self.reading.lead.len();
        for line in self.reading.body.split_inclusive('\n') {
            let plain = plain(line.trim_end_matches('\n'));
            match plain.chars().next() {
                None => self.lines.entries.push(Entry::Blank),
                Some('#') => self.lines.entries.push(Entry::Comment(plain, 0)),
                Some(_) => self.raw_bytes(line.to_owned(), at),
            }
            at += line.len();
        }
    }
}

fn shape(rule: Rule) -> Shape {
    match rule {
        Rule::l_option | Rule::l_fact_option | Rule::l_branch | Rule::l_else => Shape::Columns,
        Rule::l_cue => Shape::Cues,
        Rule::l_row => Shape::Table,
        _ => Shape::Plain,
    }
}

/// The grammar's rule of an item.
pub(super) fn item_rule(kind: ItemRule) -> Rule {
    match kind {
        ItemRule::Topic => Rule::topic_item,
        ItemRule::Fact => Rule::fact_item,
        ItemRule::Rule => Rule::rule_item,
        ItemRule::Decision => Rule::decision_item,
        ItemRule::Measure => Rule::measure_item,
        ItemRule::Source => Rule::source_item,
        ItemRule::Queue => Rule::queue_item,
        ItemRule::Scenario => Rule::scenario_item,
        ItemRule::Dialog => Rule::dialog_item,
    }
}

/// A header for an item whose own could not be read.
fn stand_in(kind: ItemRule) -> String {
    let (keyword, _) = kind.keywords();
    match kind {
        ItemRule::Fact => format!("{keyword} а: текст\n"),
        ItemRule::Rule => format!("{keyword} а = 1\n"),
        ItemRule::Dialog => format!("{keyword} \"\"\n"),
        _ => format!("{keyword} а\n"),
    }
}

/// Lines nested too deeply as question marks, byte for byte: no line of the grammar begins so.
fn shallow(folded: &str) -> String {
    let deep = |line: &str| {
        let count = |words: [&str; 2]| line.split([' ', '(']).filter(|w| words.contains(w)).count();
        let (tests, ifs) = (count(["в", "in"]), count(["если", "if"]));
        depth(line) > if tests > MAX_TESTS { 4 } else { MAX_BRACKETS } || ifs > MAX_IFS
    };
    let lines = folded.split_inclusive('\n').map(|line| {
        if !deep(line) {
            return Cow::Borrowed(line);
        }
        let body = line.trim_end_matches('\n');
        Cow::Owned(format!(
            "{}{}",
            "?".repeat(body.len()),
            line.get(body.len()..).unwrap_or("")
        ))
    });
    lines.collect()
}

fn depth(line: &str) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    for c in line.chars() {
        match c {
            '(' | '[' | '«' => now += 1,
            ')' | ']' | '»' => now = now.saturating_sub(1),
            _ => {}
        }
        most = most.max(now);
    }
    most
}
