//! Traces of other editors: harmless, and the formatter mends them. One note a file and kind.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::span::{FileId, Span};

/// Reports tabs, non-breaking spaces and a byte-order mark.
pub(super) fn report(id: FileId, text: &str, out: &mut Diagnostics) {
    let bom = text.starts_with('\u{feff}');
    if bom {
        out.push(Diagnostic::new(&codes::NOTE_BOM, id, Span::new(0, 3)));
    }
    let bytes = text.as_bytes();
    let mut tabs = Count::default();
    let mut spaces = Count::default();
    let mut at = 0;
    // Only these bytes begin the signs in question; every other byte is passed over.
    while let Some(found) = bytes
        .get(at..)
        .and_then(|rest| memchr::memchr3(b'\t', 0xc2, 0xe2, rest))
    {
        let here = at + found;
        match (bytes.get(here), bytes.get(here + 1), bytes.get(here + 2)) {
            (Some(b'\t'), ..) => tabs.add(here, 1),
            (Some(0xc2), Some(0xa0), _) => spaces.add(here, 2),
            (Some(0xe2), Some(0x80), Some(0xaf)) => spaces.add(here, 3),
            _ => {}
        }
        at = here + 1;
    }
    for (entry, count) in [(&codes::NOTE_TABS, tabs), (&codes::NOTE_NBSP, spaces)] {
        if let Some(first) = count.first {
            out.push(Diagnostic::new(entry, id, first).arg("count", count.number));
        }
    }
}

#[derive(Default)]
struct Count {
    number: usize,
    first: Option<Span>,
}

impl Count {
    fn add(&mut self, at: usize, length: u32) {
        self.number += 1;
        let start = u32::try_from(at).unwrap_or(u32::MAX);
        self.first = self.first.or(Some(Span::new(start, start.saturating_add(length))));
    }
}
