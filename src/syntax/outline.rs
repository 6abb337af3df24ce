//! The items of a file without reading them: what begins where, and what it is called.

use super::line_ends;
use super::split::{ItemRule, first_word, is_word, split};
use super::tree::FileKind;
use crate::source::{Source, fold};
use crate::span::Span;

/// An item of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// What it is.
    pub kind: ItemRule,
    /// Its folded name, of a dialog test its title; empty where there is none.
    pub name: String,
    /// Its keyword as written (folded) and its name: `сценарий подача`.
    pub label: String,
    /// From the comments above its header to the comments above the next one.
    pub span: Span,
}

/// The items of a file in order. Text before the first item belongs to none.
pub fn outline(source: &Source, kind: FileKind) -> Vec<Outline> {
    let folded = line_ends(&source.text, fold(&source.text));
    let pieces = split(&folded, kind).into_iter().filter(|p| !p.junk);
    let item = |piece: super::split::Piece| {
        let text = folded.get(piece.span.range()).unwrap_or("");
        let is_header = |l: &&str| ItemRule::of_keyword(first_word(l)) == Some(piece.kind);
        let header = text.split('\n').map(str::trim).find(is_header).unwrap_or("");
        let keyword = first_word(header);
        let rest = header.get(keyword.len()..).unwrap_or("").trim_start();
        let name = if piece.kind == ItemRule::Dialog {
            let title = rest.trim_start_matches(['"', '«', '“', '„', '”']);
            title.split(['"', '»', '“', '”']).next().unwrap_or("").to_owned()
        } else {
            let dotted = piece.kind == ItemRule::Topic;
            rest.chars()
                .take_while(|c| is_word(*c) || (dotted && *c == '.'))
                .collect()
        };
        Outline {
            kind: piece.kind,
            label: format!("{keyword} {name}").trim_end().to_owned(),
            name,
            span: piece.span,
        }
    };
    pieces.map(item).collect()
}

#[cfg(test)]
mod tests;
