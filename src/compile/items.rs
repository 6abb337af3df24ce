//! Which item a place lies in, for reports that speak of items: baselines, changes, owners.

use std::collections::BTreeMap;

use crate::source::{Source, Sources};
use crate::span::{FileId, Place, Span};
use crate::syntax::split::ItemRule;
use crate::syntax::tree::FileKind;

/// An item: a topic, a scenario, a rule …, or an entry of a YAML file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is; none for an entry of a YAML file.
    pub kind: Option<ItemRule>,
    /// Its folded name; of an entry the key.
    pub name: String,
    /// For people: `сценарий подача`, `limits`.
    pub label: String,
    /// From the comments above it to its last line.
    pub span: Span,
}

/// The items of one file. Blank lines between items belong to none.
pub fn items(source: &Source) -> Vec<Item> {
    let mut items: Vec<Item> = match FileKind::of_path(&source.name) {
        Some(kind) => crate::syntax::outline(source, kind)
            .into_iter()
            .map(|item| Item {
                kind: Some(item.kind),
                name: item.name,
                label: item.label,
                span: item.span,
            })
            .collect(),
        None => entries(&source.text),
    };
    for item in &mut items {
        item.span = without_blank_lines(&source.text, item.span);
    }
    items
}

fn without_blank_lines(text: &str, span: Span) -> Span {
    let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let part = text.get(span.range()).unwrap_or("");
    let blank = |line: &&str| line.trim().is_empty();
    let before: usize = part.split_inclusive('\n').take_while(blank).map(str::len).sum();
    let after: usize = part.split_inclusive('\n').rev().take_while(blank).map(str::len).sum();
    Span::new(
        span.start + size(before),
        span.end - size(after.min(part.len() - before)),
    )
}

/// The items of many files; each file is cut when it is first asked for.
pub struct Items<'a> {
    sources: &'a Sources,
    files: BTreeMap<FileId, Vec<Item>>,
}

impl<'a> Items<'a> {
    /// The items of these files.
    pub fn new(sources: &'a Sources) -> Self {
        Self {
            sources,
            files: BTreeMap::new(),
        }
    }

    /// The items of a file, in order.
    pub fn of_file(&mut self, file: FileId) -> &[Item] {
        let sources = self.sources;
        self.files
            .entry(file)
            .or_insert_with(|| sources.get(file).map(items).unwrap_or_default())
    }

    /// The item that a place begins in.
    pub fn at(&mut self, place: Place) -> Option<&Item> {
        let items = self.of_file(place.file);
        let after = items.partition_point(|item| item.span.start <= place.span.start);
        let item = items.get(after.checked_sub(1)?)?;
        (place.span.start < item.span.end || place.span.start == item.span.start).then_some(item)
    }

    /// The label of the item that a place begins in; empty where it lies in none.
    pub fn label(&mut self, place: Place) -> String {
        self.at(place).map(|item| item.label.clone()).unwrap_or_default()
    }
}

/// The entries of a YAML file: its keys, and of a key with a list under it the members of the list, known by their
/// first line.
fn entries(text: &str) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    let mut section = String::new();
    // Indentation of the members of the list under the current key.
    let mut members: Option<usize> = None;
    let mut at = 0_usize;
    let mut lead = 0_usize;
    for line in text.split_inclusive('\n') {
        let body = line.trim_start_matches([' ', '\u{feff}']);
        let indent = line.len() - body.len();
        let words = body.trim_end();
        let start = lead.min(at);
        let label = if words.is_empty() || words.starts_with('#') {
            at += line.len();
            continue;
        } else if words.starts_with("- ") && members.is_none_or(|n| n == indent) {
            members = Some(indent);
            Some(format!("{section} {words}").trim_start().to_owned())
        } else if body.len() == line.trim_start_matches('\u{feff}').len() {
            members = None;
            words.split(':').next().unwrap_or(words).clone_into(&mut section);
            Some(section.clone())
        } else {
            // A list further in belongs to the key that it stands under.
            if members.is_none() {
                members = Some(usize::MAX);
            }
            None
        };
        at += line.len();
        if let Some(label) = label {
            let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            if let Some(last) = found.last_mut() {
                last.span.end = size(start);
            }
            found.push(Item {
                kind: None,
                name: section.clone(),
                label,
                span: Span::new(size(start), size(text.len())),
            });
        }
        lead = at;
    }
    found
}

#[cfg(test)]
mod tests;
