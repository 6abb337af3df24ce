//! Places as SARIF counts them: lines and columns from 1, offsets from 0, in UTF-16 code units, a
//! byte-order mark left out.

use std::collections::BTreeMap;

use super::shapes::{Artifact, Physical, Region};
use crate::diag::lines::Lines;
use crate::source::Sources;
use crate::span::{FileId, Place};

/// Regions of the files of a report.
pub(super) struct Regions<'a> {
    sources: &'a Sources,
    prefix: &'a str,
    files: BTreeMap<FileId, Counted<'a>>,
}

struct Counted<'a> {
    lines: Lines<'a>,
    /// Units before each line.
    units: Vec<usize>,
    /// Bytes of the byte-order mark.
    mark: usize,
}

impl<'a> Regions<'a> {
    pub(super) fn new(sources: &'a Sources, prefix: &'a str) -> Self {
        Self {
            sources,
            prefix,
            files: BTreeMap::new(),
        }
    }

    /// A place; none where the file is not known.
    pub(super) fn physical(&mut self, place: Place) -> Option<Physical> {
        Some(Physical {
            artifact_location: self.artifact(place.file)?,
            region: self.region(place)?,
        })
    }

    pub(super) fn artifact(&self, file: FileId) -> Option<Artifact> {
        let source = self.sources.get(file)?;
        Some(Artifact {
            uri: uri(&format!("{}{}", self.prefix, source.name)),
            uri_base_id: "%SRCROOT%",
        })
    }

    pub(super) fn region(&mut self, place: Place) -> Option<Region> {
        let source = self.sources.get(place.file)?;
        let text: &str = &source.text;
        let counted = self.files.entry(place.file).or_insert_with(|| {
            let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
            let mut at = 0;
            let mut units = Vec::new();
            for line in text.get(mark..).unwrap_or("").split_inclusive('\n') {
                units.push(at);
                at += line.encode_utf16().count();
            }
            units.push(at);
            Counted {
                lines: Lines::new(source),
                units,
                mark,
            }
        });
        let range = counted.lines.clamp(place.span);
        let at = |offset: usize| {
            let line = counted.lines.line(offset);
            let start = counted.lines.start(line).max(if line == 0 { counted.mark } else { 0 });
            let column = text
                .get(start..offset)
                .map_or(0, |before| before.encode_utf16().count());
            let units = counted.units.get(line).or(counted.units.last()).copied().unwrap_or(0);
            (line + 1, column + 1, units + column)
        };
        let ((start_line, start_column, char_offset), (end_line, end_column, end)) = (at(range.start), at(range.end));
        Some(Region {
            start_line,
            start_column,
            end_line,
            end_column,
            char_offset,
            char_length: end - char_offset,
        })
    }
}

/// A path as a relative reference: every byte but the unreserved ones and `/` in percent.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
