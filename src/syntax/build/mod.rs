//! Pairs of pest to the tree, one file an area.

mod dialog;
mod expr;
mod items;
mod pattern;
mod scenario;
mod stretches;
mod table;
mod targets;
mod text;
mod types;

use std::cell::Cell;
use std::collections::VecDeque;

use pest::Parser;
use pest::iterators::Pair;

pub(super) use text::template;

use stretches::Lines;

use super::explain::{self, Setting};
use super::grammar::{Grammar, Rule};
use super::split::{ItemRule, Piece, first_word};
use super::tree::{Common, EditionRange, FileKind, Ground, Ident, Item, ItemKind, Path};
use crate::diag::{Diagnostic, Diagnostics, Entry, codes};
use crate::span::{FileId, Span};

/// A line or a part of it as pest read it.
pub(super) type P<'i> = Pair<'i, Rule>;

/// What reading one piece needs and gathers.
pub(super) struct Reader<'a> {
    pub(super) id: FileId,
    /// The whole text as written.
    pub(super) text: &'a str,
    /// The whole folded text.
    pub(super) folded: &'a str,
    pub(super) file: FileKind,
    /// The item being read.
    pub(super) item: ItemRule,
    /// Where in the file the string begins that pest reads.
    pub(super) base: u32,
    pub(super) out: Diagnostics,
    /// A line could not be read since this was last taken.
    pub(super) broken: bool,
    /// Operators and brackets around the expression being built.
    pub(super) depth: usize,
    /// Texts in quotes of a word processor: how many, and the first.
    pub(super) word_quotes: Cell<(usize, Option<Span>)>,
}

/// Lines that may stand once in an item, and where they stood.
#[derive(Default)]
pub(super) struct Seen(Vec<(Rule, Span)>);

impl<'a> Reader<'a> {
    pub(super) fn new(id: FileId, text: &'a str, folded: &'a str, file: FileKind) -> Self {
        let item = ItemRule::Scenario;
        Self {
            id,
            text,
            folded,
            file,
            item,
            base: 0,
            out: Vec::new(),
            broken: false,
            depth: 0,
            word_quotes: Cell::default(),
        }
    }

    /// The place in the file of what pest read.
    pub(super) fn span(&self, pair: &P<'_>) -> Span {
        let span = pair.as_span();
        let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).saturating_add(self.base);
        Span::new(at(span.start()), at(span.end()))
    }

    /// The place of a line without its indentation, comment and line end.
    pub(super) fn line(&self, pair: &P<'_>) -> Span {
        let span = self.span(pair);
        let end = pair
            .clone()
            .into_inner()
            .filter(|p| p.as_rule() == Rule::comment)
            .last();
        let end = end.map_or(span.end, |p| self.span(&p).start);
        self.trim(Span::new(span.start, end))
    }

    /// `span` without blanks at its ends.
    pub(super) fn trim(&self, span: Span) -> Span {
        let text = self.folded.get(span.range()).unwrap_or("");
        let left = text.len() - text.trim_start().len();
        let right = text.trim().len();
        let start = span.start + u32::try_from(left).unwrap_or(0);
        Span::new(start, start + u32::try_from(right).unwrap_or(0))
    }

    /// Folded text of a place.
    pub(super) fn at(&self, span: Span) -> &'a str {
        self.folded.get(span.range()).unwrap_or("")
    }

    /// Text of a place as written.
    pub(super) fn written(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or("")
    }

    pub(super) fn diagnostic(&self, entry: &'static Entry, span: Span) -> Diagnostic {
        Diagnostic::new(entry, self.id, span)
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.out.push(diagnostic);
    }

    /// A name where it is used.
    pub(super) fn ident(&mut self, pair: &P<'_>) -> Ident {
        let span = self.span(pair);
        explain::letters::check(self, span);
        Ident { span }
    }

    /// A name where it is given: may not be a reserved word.
    pub(super) fn new_name(&mut self, pair: &P<'_>) -> Ident {
        let ident = self.ident(pair);
        explain::words::check_reserved(self, ident.span);
        ident
    }

    pub(super) fn path(&mut self, pair: &P<'_>) -> Path {
        let span = self.span(pair);
        explain::letters::check(self, span);
        Path { span }
    }

    /// All names directly inside.
    pub(super) fn idents(&mut self, line: &P<'_>) -> Vec<Ident> {
        let mut found = Vec::new();
        for part in line.clone().into_inner() {
            if part.as_rule() == Rule::id {
                found.push(self.ident(&part));
            }
        }
        found
    }

    /// The first name directly inside, or an empty one at the line.
    pub(super) fn first_ident(&mut self, line: &P<'_>) -> Ident {
        match line.clone().into_inner().find(|p| p.as_rule() == Rule::id) {
            Some(id) => self.ident(&id),
            None => Ident {
                span: Span::at(self.span(line).start),
            },
        }
    }

    /// Whether `line` is the first of its kind; reports it otherwise.
    pub(super) fn once(&mut self, seen: &mut Seen, line: &P<'_>) -> bool {
        let span = self.line(line);
        let first = seen
            .0
            .iter()
            .find(|(rule, _)| *rule == line.as_rule())
            .map(|(_, first)| *first);
        let Some(first) = first else {
            seen.0.push((line.as_rule(), span));
            return true;
        };
        let d = self
            .diagnostic(&codes::DUPLICATE_LINE, span)
            .arg("word", first_word(self.written(span)));
        let d = d.also(self.id, first, "первая такая строка", "the first such line");
        let same = self.at(span).split_whitespace().eq(self.at(first).split_whitespace());
        self.report(if same { d.replace(self.whole_line(span), "") } else { d });
        false
    }

    /// Reports a line that may not stand where it stands.
    pub(super) fn misplaced(&mut self, line: Span, whereto: crate::value::Bi) {
        let what = self
            .written(line)
            .split_once(' ')
            .map_or(self.written(line), |(word, _)| word);
        let what: String = what.chars().take(40).collect();
        let d = self
            .diagnostic(&codes::WRONG_PLACE, line)
            .arg("what", what)
            .arg("where", whereto);
        self.broken = true;
        self.report(d);
    }

    /// Explains a line that is nothing else.
    pub(super) fn bad(&mut self, line: &P<'_>, setting: Setting) {
        let span = self.span(line);
        self.broken = true;
        explain::line(self, span, setting);
    }

    /// A line that any item may carry; gives back what is none.
    pub(super) fn common<'i>(&mut self, common: &mut Common, seen: &mut Seen, line: P<'i>) -> Option<P<'i>> {
        match line.as_rule() {
            Rule::l_draft => {
                if self.once(seen, &line) {
                    common.draft = Some(self.line(&line));
                }
            }
            Rule::l_segment => {
                if self.once(seen, &line) {
                    common.segment = Some(self.first_ident(&line));
                }
            }
            Rule::l_edition => {
                if self.once(seen, &line) {
                    common.edition = Some(self.edition(&line));
                }
            }
            Rule::l_ground => {
                let span = self.line(&line);
                let mut strings = line.into_inner().filter(|p| p.as_rule() == Rule::string);
                if let Some(act) = strings.next() {
                    let act = self.string(&act);
                    let point = strings.next().map(|p| self.string(&p));
                    common.grounds.push(Ground { span, act, point });
                }
            }
            _ => return Some(line),
        }
        None
    }

    fn edition(&mut self, line: &P<'_>) -> EditionRange {
        let mut edition = EditionRange {
            span: self.line(line),
            from: None,
            until: None,
        };
        let mut until = false;
        for part in line.clone().into_inner() {
            match part.as_rule() {
                Rule::kw_valid_until | Rule::kw_valid_only => until = true,
                Rule::date if until => edition.until = self.date(&part),
                Rule::date => edition.from = self.date(&part),
                _ => {}
            }
        }
        edition
    }

    /// Reads one piece of the file.
    pub(super) fn piece(&mut self, piece: &Piece) -> Option<Item> {
        self.item = piece.kind;
        self.base = piece.span.start;
        self.broken = false;
        let text = self.at(piece.span);
        if piece.junk {
            return explain::outside::junk(self, piece.span).then(|| Item {
                span: piece.span,
                header: Span::at(piece.span.start),
                docs: Vec::new(),
                name: None,
                title: None,
                common: Common::default(),
                kind: ItemKind::Error,
                broken: true,
            });
        }
        // The grammar ends every line with a line end; only the last line of a file may lack it.
        let closed;
        let text = if text.ends_with('\n') {
            text
        } else {
            closed = format!("{text}\n");
            &closed
        };
        let (whole, _) = rules(piece.kind);
        let (first, later) = match piece.kind {
            ItemRule::Scenario => stretches::cut(text, self.base),
            _ => (text, VecDeque::new()),
        };
        match Grammar::parse(whole, first) {
            Ok(mut pairs) => pairs
                .next()
                .map(|item| self.lines(piece, Header::default(), Lines::new(item.into_inner(), later))),
            Err(_) => self.without_header(piece, text),
        }
    }

    /// The header matches no rule: explain it, take what name it has, read the rest.
    fn without_header(&mut self, piece: &Piece, text: &str) -> Option<Item> {
        let mut start = 0;
        let mut docs = Vec::new();
        for line in text.split_inclusive('\n') {
            let body = line.trim();
            let span = Span::new(offset(self.base, start), offset(self.base, start + line.len()));
            if !body.is_empty() && !body.starts_with('#') {
                let header = self.trim(span);
                let name = explain::header(self, span);
                let rest = text.get(start + line.len()..)?;
                self.base = span.end;
                let mut pairs = Grammar::parse(rules(piece.kind).1, rest).ok()?;
                let header = Header {
                    span: header,
                    name,
                    docs,
                    given: true,
                };
                let mut item = pairs
                    .next()
                    .map(|item| self.lines(piece, header, Lines::new(item.into_inner(), VecDeque::new())))?;
                item.broken = true;
                return Some(item);
            }
            if let Some(doc) = body.strip_prefix("##") {
                let from = line.len() - line.trim_start().len() + 2;
                let doc_span = Span::new(span.start + u32::try_from(from).unwrap_or(0), span.end);
                if !doc.is_empty() {
                    docs.push(self.trim(doc_span));
                }
            }
            start += line.len();
        }
        None
    }

    fn lines(&mut self, piece: &Piece, header: Header, mut lines: Lines<'_>) -> Item {
        let mut item = Item {
            span: Span::new(header.span.start, header.span.end),
            header: header.span,
            docs: header.docs,
            name: header.name,
            title: None,
            common: Common::default(),
            kind: ItemKind::Error,
            broken: false,
        };
        if !header.given {
            for line in lines.read.by_ref() {
                match line.as_rule() {
                    Rule::doc_line => {
                        if let Some(words) = line.into_inner().find(|p| p.as_rule() == Rule::raw_all) {
                            let span = self.span(&words);
                            item.docs.push(self.trim(span));
                        }
                    }
                    Rule::comment => {}
                    _ => {
                        item.header = self.line(&line);
                        item.span = item.header;
                        self.head(&mut item, line, piece.kind);
                        break;
                    }
                }
            }
        } else {
            item.kind = items::empty(piece.kind, item.header);
        }
        let end = match piece.kind {
            ItemRule::Scenario => self.scenario_lines(&mut item, lines),
            ItemRule::Dialog => self.dialog_lines(&mut item, lines.read),
            _ => self.item_lines(&mut item, lines.read),
        };
        item.span = item.span.to(end);
        item.broken |= self.broken;
        item
    }
}

/// What is known of the header before its lines are read.
#[derive(Default)]
struct Header {
    span: Span,
    name: Option<Path>,
    docs: Vec<Span>,
    given: bool,
}

fn offset(base: u32, by: usize) -> u32 {
    base.saturating_add(u32::try_from(by).unwrap_or(u32::MAX))
}

/// The rules of an item with and without its header.
fn rules(item: ItemRule) -> (Rule, Rule) {
    match item {
        ItemRule::Topic => (Rule::topic_item, Rule::topic_body),
        ItemRule::Fact => (Rule::fact_item, Rule::fact_body),
        ItemRule::Rule => (Rule::rule_item, Rule::rule_body),
        ItemRule::Decision => (Rule::decision_item, Rule::decision_body),
        ItemRule::Measure => (Rule::measure_item, Rule::measure_body),
        ItemRule::Source => (Rule::source_item, Rule::source_body),
        ItemRule::Queue => (Rule::queue_item, Rule::queue_body),
        ItemRule::Scenario => (Rule::scenario_item, Rule::scenario_body),
        ItemRule::Dialog => (Rule::dialog_item, Rule::dialog_body),
    }
}
