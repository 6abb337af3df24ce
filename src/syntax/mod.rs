//! Text to tree. Reading never fails: what could not be read is reported and left out.

mod build;
mod explain;
pub mod format;
pub(crate) mod grammar;
pub mod keywords;
pub mod limits;
mod notes;
mod outline;
pub mod split;
pub mod tree;

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::source::{Source, fold};
use crate::span::{FileId, Span};
pub use outline::{Outline, outline};

use build::Reader;
use tree::{File, FileKind, Item, Str, TemplatePart};

/// Whether a folded name mixes Latin and Cyrillic letters. Such a name has been reported where it
/// was read; whoever looks names up must not report it again as unknown.
pub fn is_mixed(name: &str) -> bool {
    explain::letters::is_mixed(name)
}

/// Items above which it pays to read a single file on several cores.
const MANY_ITEMS: usize = 64;

/// Reads one file.
pub fn parse(id: FileId, source: Source, kind: FileKind) -> (File, Diagnostics) {
    read(id, source, kind, false)
}

/// Reads files in parallel; files and findings come in the order given.
pub fn parse_all(files: Vec<(FileId, Source, FileKind)>) -> (Vec<File>, Diagnostics) {
    let read: Vec<(File, Diagnostics)> = files
        .into_par_iter()
        .map(|(id, source, kind)| read(id, source, kind, true))
        .collect();
    let mut files = Vec::with_capacity(read.len());
    let mut diagnostics = Diagnostics::new();
    for (file, found) in read {
        files.push(file);
        diagnostics.extend(found);
    }
    (files, diagnostics)
}

/// The parts of a text with `{…}`. Text without any is one part.
pub fn template(file: &File, text: Str) -> (Vec<TemplatePart>, Diagnostics) {
    let mut reader = Reader::new(file.id, &file.source.text, &file.folded, file.kind);
    let parts = build::template(&mut reader, text);
    (parts, reader.out)
}

/// The finding for a file that is not UTF-8: `bytes` is what was read from it.
pub fn not_utf8(id: FileId, bytes: &[u8]) -> Option<Diagnostic> {
    let error = std::str::from_utf8(bytes).err()?;
    let before = bytes.get(..error.valid_up_to())?;
    let line = before.iter().filter(|b| **b == b'\n').count() + 1;
    let at = u32::try_from(error.valid_up_to()).unwrap_or(u32::MAX);
    let d = Diagnostic::new(&codes::NOT_UTF8, id, Span::at(at));
    Some(d.arg("line", line).arg("offset", error.valid_up_to()))
}

/// The item of a piece, its texts in quotes of a word processor, what was found.
type ReadPiece = (Option<Item>, (usize, Option<Span>), Diagnostics);

fn read(id: FileId, source: Source, kind: FileKind, parallel: bool) -> (File, Diagnostics) {
    let mut out = Diagnostics::new();
    let text = Arc::clone(&source.text);
    notes::report(id, &text, &mut out);
    let folded = line_ends(&text, fold(&text));
    let folded = limits::enforce(id, folded, &mut out);
    let folded: Arc<str> = Arc::from(folded);
    let pieces = split::split(&folded, kind);
    let one = |piece: &split::Piece| {
        let mut reader = Reader::new(id, &text, &folded, kind);
        let item = reader.piece(piece);
        (item, reader.word_quotes.get(), reader.out)
    };
    let mut read: Vec<ReadPiece> = Vec::new();
    if parallel && pieces.len() >= MANY_ITEMS {
        read.par_extend(pieces.par_iter().map(one));
    } else {
        read.extend(pieces.iter().map(one));
    }
    let mut items = Vec::with_capacity(read.len());
    let (mut quotes, mut first_quote) = (0, None);
    for (item, (count, first), found) in read {
        items.extend(item);
        out.extend(found);
        quotes += count;
        first_quote = first_quote.or(first);
    }
    if let Some(first) = first_quote {
        out.push(Diagnostic::new(&codes::NOTE_QUOTES, id, first).arg("count", quotes));
    }
    crate::diag::sort(&mut out);
    (
        File {
            id,
            kind,
            source,
            folded,
            items,
        },
        out,
    )
}

/// Line ends of old Macs, a lone CR, become line ends here; in CRLF the CR is a blank already.
fn line_ends<'t>(text: &str, folded: Cow<'t, str>) -> Cow<'t, str> {
    if !text.contains('\r') {
        return folded;
    }
    let mut bytes = folded.into_owned().into_bytes();
    let after = text.bytes().skip(1).map(Some).chain([None]);
    for ((byte, written), next) in bytes.iter_mut().zip(text.bytes()).zip(after) {
        if written == b'\r' && next != Some(b'\n') {
            *byte = b'\n';
        }
    }
    Cow::Owned(String::from_utf8(bytes).unwrap_or_default())
}
