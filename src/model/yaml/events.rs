//! The event pass: text to tree, with every limit enforced before anything can grow.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Span as Marks};

use super::cursor::Cursor;
use super::faults;
use super::tree::{Entry, Kind, Node, short};
use crate::diag::{Arg, Diagnostic, Diagnostics, codes};
use crate::source::Source;
use crate::span::{FileId, Span};

/// Greatest size of a YAML file in bytes.
pub const MAX_FILE_BYTES: usize = 4 * 1024 * 1024;
/// Greatest size of one value in bytes.
pub const MAX_SCALAR_BYTES: usize = 64 * 1024;
/// Greatest depth of lists and sections.
pub const MAX_DEPTH: usize = 64;

/// Reads a file into a tree. No tree when the text is not one whole YAML document.
pub(crate) fn read_tree(source: &Source, file: FileId) -> (Option<Node>, Diagnostics) {
    let whole: &str = &source.text;
    if whole.len() > MAX_FILE_BYTES {
        let diag = Diagnostic::new(&codes::YAML_FILE_SIZE, file, Span::at(0))
            .arg("size", whole.len().div_ceil(1024 * 1024))
            .arg("limit", MAX_FILE_BYTES / (1024 * 1024));
        return (None, vec![diag]);
    }
    let control = faults::control_characters(whole, file);
    if !control.is_empty() {
        return (None, control);
    }
    // A byte order mark is where Windows says "UTF-8"; it is no part of the document.
    let text = whole.strip_prefix('\u{feff}').unwrap_or(whole);
    let offset = whole.len() - text.len();
    let mut builder = Builder {
        file,
        offset,
        cursor: Cursor::new(text),
        stack: Vec::new(),
        root: None,
        documents: 0,
        diags: Vec::new(),
    };
    let whole_read = builder.run(text);
    let Builder { root, mut diags, .. } = builder;
    if whole_read && root.is_none() && diags.is_empty() {
        diags.push(Diagnostic::new(&codes::YAML_EMPTY, file, Span::at(0)));
    }
    let root = if whole_read { root } else { None };
    (root, diags)
}

enum Frame {
    List {
        start: usize,
        items: Vec<Node>,
    },
    Map {
        start: usize,
        entries: Vec<Entry>,
        seen: HashMap<String, Span>,
        key: Option<PendingKey>,
    },
}

struct PendingKey {
    text: String,
    span: Span,
    keep: bool,
}

struct Builder<'a> {
    file: FileId,
    offset: usize,
    cursor: Cursor<'a>,
    stack: Vec<Frame>,
    root: Option<Node>,
    documents: usize,
    diags: Diagnostics,
}

impl<'a> Builder<'a> {
    /// Whether the text was read to its end.
    fn run(&mut self, text: &'a str) -> bool {
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            match event {
                Ok((event, marks)) => {
                    if !self.event(event, &marks) {
                        return false;
                    }
                }
                Err(error) => {
                    let diag = faults::scan_error(&error, text, &mut self.cursor, self.offset, self.file);
                    let open = self.open_bracket(text).filter(|_| error.info().contains("flow"));
                    return self.refuse(match open {
                        Some(open) => diag.also(self.file, open, "скобка открыта здесь", "the bracket was opened here"),
                        None => diag,
                    });
                }
            }
        }
        true
    }

    fn event(&mut self, event: Event<'_>, marks: &Marks) -> bool {
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    let span = self.span(marks);
                    return self.refuse(Diagnostic::new(&codes::YAML_DOCUMENTS, self.file, span));
                }
            }
            Event::Alias(_) => {
                let span = self.span(marks);
                self.diags.push(Diagnostic::new(&codes::YAML_ALIAS, self.file, span));
                self.value(Node {
                    span,
                    kind: Kind::Refused,
                });
            }
            Event::Scalar(text, style, anchor, tag) => {
                let span = self.span(marks);
                self.extras(anchor, tag.is_some(), span);
                if text.len() > MAX_SCALAR_BYTES {
                    let start = Span::at(span.start);
                    return self.refuse(
                        Diagnostic::new(&codes::YAML_SCALAR_SIZE, self.file, start)
                            .arg("size", text.len().div_ceil(1024))
                            .arg("limit", MAX_SCALAR_BYTES / 1024),
                    );
                }
                let plain = style == ScalarStyle::Plain;
                if plain && text.starts_with('\u{a0}') && self.awaits_key() {
                    // From here on the lines belong to something else than they seem to.
                    if let Some(diag) = faults::non_breaking_space(&self.cursor, self.offset, self.file) {
                        return self.refuse(diag);
                    }
                }
                self.scalar(text.into_owned(), plain, span);
            }
            Event::SequenceStart(anchor, tag) => {
                let start = self.start(marks, anchor, tag.is_some());
                return self.open(
                    Frame::List {
                        start,
                        items: Vec::new(),
                    },
                    marks,
                );
            }
            Event::MappingStart(anchor, tag) => {
                let start = self.start(marks, anchor, tag.is_some());
                let frame = Frame::Map {
                    start,
                    entries: Vec::new(),
                    seen: HashMap::new(),
                    key: None,
                };
                return self.open(frame, marks);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let end = self.cursor.byte(&marks.end) + self.offset;
                self.close(end);
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        true
    }

    fn awaits_key(&self) -> bool {
        matches!(self.stack.last(), None | Some(Frame::Map { key: None, .. }))
    }

    /// The innermost bracket that is open.
    fn open_bracket(&self, text: &str) -> Option<Span> {
        let start = match self.stack.last()? {
            Frame::List { start, .. } | Frame::Map { start, .. } => *start,
        };
        let bracket = matches!(text.as_bytes().get(start.checked_sub(self.offset)?), Some(b'[' | b'{'));
        bracket.then(|| span(start, start + 1))
    }

    fn refuse(&mut self, diag: Diagnostic) -> bool {
        self.diags.push(diag);
        false
    }

    fn start(&mut self, marks: &Marks, anchor: usize, tag: bool) -> usize {
        let span = self.span(marks);
        self.extras(anchor, tag, Span::at(span.start));
        span.start as usize
    }

    /// Anchors and tags are refused even where nothing refers to them.
    fn extras(&mut self, anchor: usize, tag: bool, span: Span) {
        if anchor != 0 {
            self.diags.push(Diagnostic::new(&codes::YAML_ALIAS, self.file, span));
        }
        if tag {
            self.diags.push(Diagnostic::new(&codes::YAML_TAG, self.file, span));
        }
    }

    fn open(&mut self, frame: Frame, marks: &Marks) -> bool {
        if self.stack.len() >= MAX_DEPTH {
            let span = self.span(marks);
            return self.refuse(Diagnostic::new(&codes::YAML_DEPTH, self.file, span).arg("limit", MAX_DEPTH));
        }
        self.stack.push(frame);
        true
    }

    fn close(&mut self, end: usize) {
        let node = match self.stack.pop() {
            Some(Frame::List { start, items }) => {
                let end = items.last().map_or(end, |n| n.span.end as usize).max(start);
                Node {
                    span: span(start, end),
                    kind: Kind::List(items),
                }
            }
            Some(Frame::Map { start, entries, .. }) => {
                let end = entries
                    .last()
                    .map_or(end, |e| e.value.span.end.max(e.key_span.end) as usize)
                    .max(start);
                Node {
                    span: span(start, end),
                    kind: Kind::Map(entries),
                }
            }
            None => return,
        };
        self.value(node);
    }

    fn scalar(&mut self, text: String, plain: bool, span: Span) {
        if let Some(Frame::Map {
            seen, key: key @ None, ..
        }) = self.stack.last_mut()
        {
            let first = seen.get(&text).copied();
            if let Some(first) = first {
                self.diags.push(
                    Diagnostic::new(&codes::YAML_DUPLICATE_KEY, self.file, span)
                        .arg("key", short(&text))
                        .also(self.file, first, "первый раз", "the first time"),
                );
            } else {
                seen.insert(text.clone(), span);
            }
            *key = Some(PendingKey {
                text,
                span,
                keep: first.is_none(),
            });
            return;
        }
        let empty = plain && matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL");
        let kind = if empty {
            Kind::Empty
        } else {
            Kind::Scalar { text, plain }
        };
        self.value(Node { span, kind });
    }

    fn value(&mut self, node: Node) {
        match self.stack.last_mut() {
            None => self.root = self.root.take().or((node.kind != Kind::Empty).then_some(node)),
            Some(Frame::List { items, .. }) => items.push(node),
            Some(Frame::Map { entries, key, .. }) => match key.take() {
                Some(PendingKey { text, span, keep }) => {
                    if keep {
                        entries.push(Entry {
                            key: text,
                            key_span: span,
                            value: node,
                        });
                    }
                }
                None => {
                    let (ru, en) = node.found();
                    let diag = Diagnostic::new(&codes::YAML_KEY_KIND, self.file, node.span);
                    self.diags.push(diag.arg("found", Arg::Words { ru, en }));
                    *key = Some(PendingKey {
                        text: String::new(),
                        span: node.span,
                        keep: false,
                    });
                }
            },
        }
    }

    fn span(&mut self, marks: &Marks) -> Span {
        let start = self.cursor.byte(&marks.start) + self.offset;
        let end = self.cursor.byte(&marks.end) + self.offset;
        span(start, end)
    }
}

fn span(start: usize, end: usize) -> Span {
    // Files are at most 4 MB, so the numbers fit.
    let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Span::new(cut(start), cut(end))
}
