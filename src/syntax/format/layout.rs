//! Lines as text: columns, blank lines, comments above what they explain.

use rustc_hash::FxHashMap;
use unicode_width::UnicodeWidthStr;

use super::indent::{LEVEL, is_header};
use super::lines::{Code, Entry, Shape};
use super::tokens::Row;
use crate::syntax::grammar::Rule;

/// Widths of the columns of every group.
type Widths = FxHashMap<(Group, usize), Vec<usize>>;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Group {
    Options,
    Branches,
    Cues,
    Table,
}

/// The text of a piece; empty or ending in one line end.
pub(super) fn render(entries: &[Entry]) -> String {
    let widths = widths(entries);
    let mut out = String::new();
    let mut blank = false;
    for (i, entry) in entries.iter().enumerate() {
        let rest = entries.get(i + 1..).unwrap_or_default();
        let before = entries.get(..i).unwrap_or_default();
        match entry {
            Entry::Blank => blank = true,
            Entry::Comment(text, body) => {
                let wanted = blank || starts_step(before, rest) || after_end(before);
                separate(&mut out, wanted && !after_header(before));
                blank = false;
                line(&mut out, comment_indent(before, rest, *body), text, None);
            }
            Entry::Raw(text) => {
                separate(&mut out, blank);
                blank = false;
                out.push_str(text);
                out.push('\n');
            }
            Entry::Code(found) => {
                let step = found.rule == Rule::l_step && !matches!(before.last(), Some(Entry::Comment(..)));
                let wanted = (blank || step) && found.rule != Rule::l_end && !after_header(before);
                separate(&mut out, wanted);
                blank = false;
                code(&mut out, found, &widths);
            }
        }
    }
    out
}

fn separate(out: &mut String, blank: bool) {
    if blank && !out.is_empty() {
        out.push('\n');
    }
}

fn line(out: &mut String, indent: usize, text: &str, comment: Option<&str>) {
    let start = out.len();
    out.extend(std::iter::repeat_n(' ', indent));
    out.push_str(text);
    if let Some(comment) = comment {
        if !text.is_empty() {
            out.push_str("  ");
        }
        out.push_str(comment);
    }
    let kept = start + out.get(start..).unwrap_or("").trim_end_matches(' ').len();
    out.truncate(kept);
    out.push('\n');
}

/// The last line before, blank ones aside.
fn last(before: &[Entry]) -> Option<&Entry> {
    before.iter().rev().find(|e| !matches!(e, Entry::Blank))
}

fn after_header(before: &[Entry]) -> bool {
    matches!(last(before), Some(Entry::Code(code)) if is_header(code.rule))
}

/// The item is closed and a comment follows.
fn after_end(before: &[Entry]) -> bool {
    matches!(last(before), Some(Entry::Code(code)) if closes_item(code))
}

fn closes_item(code: &Code) -> bool {
    code.rule == Rule::l_end && code.indent == 0
}

/// The comment is the first of those right above a step.
fn starts_step(before: &[Entry], rest: &[Entry]) -> bool {
    let first = !matches!(before.last(), Some(Entry::Comment(..)));
    let next = rest.iter().find(|e| !matches!(e, Entry::Comment(..)));
    first && matches!(next, Some(Entry::Code(code)) if code.rule == Rule::l_step)
}

/// A comment stands where the next line does; at the end of a block, where the block does.
fn comment_indent(before: &[Entry], rest: &[Entry], body: usize) -> usize {
    let adjacent = rest.iter().find(|e| !matches!(e, Entry::Comment(..)));
    let next = rest.iter().find_map(|e| match e {
        Entry::Code(code) => Some(Ok(code)),
        Entry::Raw(_) => Some(Err(())),
        _ => None,
    });
    match next {
        Some(Ok(code)) if code.rule == Rule::l_end => code.indent + LEVEL,
        Some(Ok(code)) if code.rule == Rule::l_step && matches!(adjacent, Some(Entry::Blank)) => {
            // Cut off from the step below: it belongs to what stands above, if that is near.
            match before.iter().rev().find(|e| !matches!(e, Entry::Comment(..))) {
                Some(Entry::Code(above)) if !is_header(above.rule) && !closes_item(above) => body,
                _ => code.indent,
            }
        }
        Some(Ok(code)) => code.indent,
        Some(Err(())) | None => body,
    }
}

fn code(out: &mut String, code: &Code, widths: &Widths) {
    for (i, row) in code.rows.iter().enumerate() {
        let indent = if i == 0 { code.indent } else { code.indent + LEVEL };
        separate(out, row.blank_before);
        let text = if row.is_comment() {
            String::new()
        } else {
            cells(code, row, widths)
        };
        line(out, indent, &text, row.comment.as_deref());
    }
}

fn group(code: &Code) -> Option<(Group, usize)> {
    match (code.shape, code.rule) {
        (Shape::Plain, _) => None,
        (Shape::Table, _) => Some((Group::Table, 0)),
        (Shape::Cues, _) => Some((Group::Cues, code.group)),
        (Shape::Columns, Rule::l_branch | Rule::l_else) => Some((Group::Branches, code.group)),
        (Shape::Columns, _) => Some((Group::Options, code.group)),
    }
}

fn widths(entries: &[Entry]) -> Widths {
    let mut all = Widths::default();
    for entry in entries {
        let Entry::Code(code) = entry else { continue };
        let (Some(group), Some(row)) = (group(code), code.rows.first()) else {
            continue;
        };
        let widths = all.entry(group).or_default();
        if widths.len() < row.cells.len() {
            widths.resize(row.cells.len(), 0);
        }
        for (width, cell) in widths.iter_mut().zip(&row.cells) {
            *width = (*width).max(cell.width());
        }
    }
    all
}

fn cells(code: &Code, row: &Row, all: &Widths) -> String {
    let Some(widths) = group(code).and_then(|g| all.get(&g)) else {
        return row.cells.join(" ");
    };
    let mut out = String::new();
    for (i, cell) in row.cells.iter().enumerate() {
        let width = widths.get(i).copied().unwrap_or(0);
        let pad = " ".repeat(width.saturating_sub(cell.width()));
        match code.shape {
            Shape::Table => {
                out.push_str(if i == 0 { "| " } else { " | " });
                out.push_str(cell);
                out.push_str(&pad);
            }
            // A column that no line of the block fills takes no room.
            _ if width == 0 => {}
            _ => {
                if !out.is_empty() {
                    out.push_str("  ");
                }
                let right = code.shape == Shape::Cues && i == 0;
                let (left, after) = if right { (pad.as_str(), "") } else { ("", pad.as_str()) };
                out.push_str(left);
                out.push_str(cell);
                out.push_str(after);
            }
        }
    }
    if code.shape == Shape::Table {
        out.push_str(" |");
    }
    out
}
