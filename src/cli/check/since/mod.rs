//! What has changed since a revision: the items (topics, scenarios, facts, rules …) that a changed
//! line lies in.
//!
//! Git tells the lines. A line that is there now counts for the item it stands in; a line that was
//! there for the item that it stood in then, by kind and name.

mod git;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::compile::{Input, Item, items};
use crate::diag::Diagnostic;
use crate::source::{Source, Sources};
use crate::span::{FileId, Place};

use git::FileChange;
pub use git::{Changes, changes};

/// The items that have changed.
#[derive(Debug, Default)]
pub struct Touched {
    items: BTreeMap<FileId, Vec<Item>>,
    /// Files that are new as a whole.
    whole: BTreeSet<FileId>,
}

impl Touched {
    /// Changed items with their files, in order.
    pub fn items(&self) -> impl Iterator<Item = (FileId, &Item)> {
        self.items
            .iter()
            .flat_map(|(file, items)| items.iter().map(|i| (*file, i)))
    }

    /// Whether a place lies in a changed item.
    pub fn contains(&self, place: Place) -> bool {
        let (start, end) = (place.span.start, place.span.end);
        self.whole.contains(&place.file)
            || self.items.get(&place.file).is_some_and(|items| {
                items
                    .iter()
                    .any(|i| start < i.span.end && end > i.span.start || start == i.span.start)
            })
    }

    /// Whether a finding, or a place that it names, lies in a changed item.
    pub fn concerns(&self, diagnostic: &Diagnostic) -> bool {
        std::iter::once(diagnostic.place)
            .chain(diagnostic.secondary.iter().map(|s| s.place))
            .any(|place| self.contains(place))
    }
}

impl Changes {
    /// The items that these changes lie in.
    ///
    /// # Errors
    /// A message when git cannot show a file as it was.
    pub fn touched(&self, base: &Path, sources: &Sources) -> Result<Touched, String> {
        let mut touched = Touched::default();
        for (id, source) in sources.iter() {
            let now = items(source);
            let changed: Vec<bool> = match self.files.get(&*source.name) {
                None => continue,
                Some(FileChange::New) => {
                    touched.whole.insert(id);
                    vec![true; now.len()]
                }
                Some(FileChange::Changed { old, hunks }) => {
                    let before = if hunks.iter().any(|h| h.old.1 > 0) {
                        let text = self.old_text(base, old)?;
                        let source = Source::new(old.as_str(), text);
                        let items = items(&source);
                        let lines = starts(&source.text);
                        in_lines(&items, &lines, hunks.iter().map(|h| h.old))
                            .into_iter()
                            .zip(items)
                            .filter_map(|(hit, item)| hit.then(|| key(&item)))
                            .collect()
                    } else {
                        BTreeSet::new()
                    };
                    let lines = starts(&source.text);
                    let hit = in_lines(&now, &lines, hunks.iter().map(|h| h.new));
                    let known = |item: &Item| before.contains(&key(item));
                    hit.into_iter()
                        .zip(&now)
                        .map(|(hit, item)| hit || known(item))
                        .collect()
                }
            };
            let kept: Vec<Item> = now
                .into_iter()
                .zip(changed)
                .filter_map(|(i, c)| c.then_some(i))
                .collect();
            if !kept.is_empty() {
                touched.items.insert(id, kept);
            }
        }
        Ok(touched)
    }
}

/// What an item is known by from one revision to the next.
fn key(item: &Item) -> (&'static str, String) {
    match item.kind {
        Some(kind) => (kind.keywords().1, item.name.clone()),
        None => ("", item.label.clone()),
    }
}

/// Bytes at which lines begin.
fn starts(text: &str) -> Vec<u32> {
    let breaks = text
        .bytes()
        .enumerate()
        .filter(|(_, b)| *b == b'\n')
        .map(|(n, _)| n + 1);
    std::iter::once(0)
        .chain(breaks)
        .map(|n| u32::try_from(n).unwrap_or(u32::MAX))
        .collect()
}

/// For each item whether one of the ranges of lines (first from 1, how many) reaches into it.
fn in_lines(items: &[Item], lines: &[u32], ranges: impl Iterator<Item = (usize, usize)>) -> Vec<bool> {
    let mut hit = vec![false; items.len()];
    for (first, count) in ranges.filter(|(_, count)| *count > 0) {
        let at = |line: usize| lines.get(line.saturating_sub(1)).copied();
        let start = at(first).unwrap_or(u32::MAX);
        let end = at(first + count).unwrap_or(u32::MAX);
        let from = items.partition_point(|i| i.span.end <= start);
        for (item, hit) in items.iter().zip(&mut hit).skip(from) {
            if item.span.start >= end {
                break;
            }
            *hit = true;
        }
    }
    hit
}

#[cfg(test)]
mod tests;
