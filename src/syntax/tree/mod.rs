//! The tree: what the text says, with places, before names mean anything.
//!
//! Nodes hold spans, not strings: [`File::name`] gives the folded name of an [`Ident`],
//! [`File::text`] the words of a [`Str`]. A part that could not be read is absent (`None`) or an
//! `Error` node; a diagnostic has said why, and nothing later may complain about it again.

mod dialog;
mod expr;
mod item;
mod scenario;

use std::sync::Arc;

pub use dialog::*;
pub use expr::*;
pub use item::*;
pub use scenario::*;

use crate::source::Source;
use crate::span::{FileId, Span};
pub use crate::value::{BinaryOp, CueWeight, HandlerOn, HitPolicy};

/// A name as written; compare by [`File::name`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ident {
    /// Its bytes.
    pub span: Span,
}

/// A quoted text; `span` is what stands between the quotes, escapes included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Str {
    /// Between the quotes.
    pub span: Span,
    /// Holds a backslash escape: read it through [`File::text`].
    pub escaped: bool,
    /// Holds `{`: a template.
    pub template: bool,
}

/// Text in one or more strings, each a paragraph of its own.
pub type Paragraphs = Vec<Str>;

/// One file, read.
#[derive(Clone, Debug)]
pub struct File {
    /// Its id.
    pub id: FileId,
    /// What may stand in it.
    pub kind: FileKind,
    /// The text as written (NFC).
    pub source: Source,
    /// The text folded by [`crate::source::fold`], byte for byte as long as the text.
    pub folded: Arc<str>,
    /// Items in order.
    pub items: Vec<Item>,
}

impl File {
    /// The folded name of `ident`: equal names are equal strings.
    pub fn name(&self, ident: Ident) -> &str {
        self.folded.get(ident.span.range()).unwrap_or("")
    }

    /// The words of `text` with escapes replaced.
    pub fn text(&self, text: Str) -> String {
        let raw = self.source.slice(text.span);
        if !text.escaped {
            return raw.replace('\u{a0}', " ");
        }
        let mut out = String::with_capacity(raw.len());
        let mut chars = raw.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some('n') => out.push('\n'),
                    Some(other) => out.push(other),
                    None => {}
                },
                '\u{a0}' => out.push(' '),
                c => out.push(c),
            }
        }
        out
    }

    /// Paragraphs joined by line ends.
    pub fn paragraphs(&self, texts: &[Str]) -> String {
        let parts: Vec<String> = texts.iter().map(|t| self.text(*t)).collect();
        parts.join("\n")
    }
}

/// Kind of a source file, told by its extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// `.topic`
    Topic,
    /// `.scenario`
    Scenario,
    /// `.dialog`
    Dialog,
}

impl FileKind {
    /// By the extension of a path.
    pub fn of_path(path: &str) -> Option<Self> {
        match path.rsplit_once('.')?.1 {
            "topic" => Some(Self::Topic),
            "scenario" => Some(Self::Scenario),
            "dialog" => Some(Self::Dialog),
            _ => None,
        }
    }
}
