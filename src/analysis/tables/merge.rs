//! L0607 rows that conclude the same and differ in one column: one row is enough.

use rustc_hash::FxHashMap;

use super::Case;
use super::grid::{Column, Looks, Ranges};
use super::overlap;
use super::ranges::touch;
use crate::analysis::logic::line::Kind;
use crate::analysis::logic::words;
use crate::bundle::program::HitPolicy;
use crate::diag::{Arg, Diagnostic, Diagnostics, Edit, Fix, codes};
use crate::span::{Place, Span};
use crate::value::Lang;

/// Longest cell that is better than two rows.
const LONGEST: usize = 40;
/// Most findings of one table: it is advice.
const MOST: usize = 20;

pub fn check(case: &Case<'_>, found: &mut Diagnostics) {
    use HitPolicy::{Any, Collect, CollectCount, CollectMax, CollectMin, CollectSum, First, Priority, Unique};
    let policy = case.table.policy;
    if !matches!(
        policy,
        Any | Collect | CollectCount | CollectMax | CollectMin | CollectSum | First | Priority | Unique
    ) {
        return;
    }
    let mut merged = vec![false; case.grid.rows];
    let mut reported = 0;
    for (n, column) in case.grid.columns.iter().enumerate() {
        if !simple(case, n) {
            continue;
        }
        let mut buckets: FxHashMap<Vec<u32>, Vec<usize>> = FxHashMap::default();
        let mut order: Vec<Vec<u32>> = Vec::new();
        for row in (0..case.grid.rows).filter(|r| !case.grid.is_empty(*r)) {
            let others = case.grid.columns.iter().enumerate().filter(|(m, _)| *m != n);
            let mut key: Vec<u32> = others.map(|(_, c)| c.of_row.get(row).copied().unwrap_or(0)).collect();
            key.push(case.outputs.group(row).unwrap_or(u32::MAX));
            let bucket = buckets.entry(key.clone()).or_default();
            if bucket.is_empty() {
                order.push(key);
            }
            bucket.push(row);
        }
        for bucket in order.iter().filter_map(|key| buckets.get(key)) {
            for (i, first) in bucket.iter().enumerate() {
                for second in bucket.iter().skip(i + 1) {
                    let free = merged.get(*first) == Some(&false) && merged.get(*second) == Some(&false);
                    if reported >= MOST || !free || !moves_freely(case, *first, *second) {
                        continue;
                    }
                    let joined = joined(column, *first, *second, policy);
                    if let Some(joined) = joined.filter(|j| readable(column, j)) {
                        found.push(report(case, column, (*first, *second), &joined));
                        reported += 1;
                        for row in [first, second] {
                            if let Some(slot) = merged.get_mut(*row) {
                                *slot = true;
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whether an input has this one column, compared with constants.
fn simple(case: &Case<'_>, n: usize) -> bool {
    let Some(column) = case.grid.columns.get(n) else {
        return false;
    };
    let same_input = case.grid.columns.iter().filter(|c| c.input == column.input).count();
    // A list of names with an answer each is a list: one name a row is how people write it.
    let list = case.table.inputs.len() == 1 && matches!(column.line.kind, Kind::Names(..));
    column.looks == Looks::Values && same_input == 1 && !list
}

/// Whether the second row may stand where the first does: what lies between does not get in the way.
fn moves_freely(case: &Case<'_>, first: usize, second: usize) -> bool {
    if case.table.policy != HitPolicy::First {
        return true;
    }
    let overlapping = case.overlaps.get(second).map_or(&[][..], Vec::as_slice);
    overlap::of(overlapping).all(|r| r <= first || r >= second)
}

/// What both cells let through, where that is one thing to say.
fn joined(column: &Column, first: usize, second: usize, policy: HitPolicy) -> Option<Ranges> {
    let (a, b) = (column.cell(first), column.cell(second));
    let counts = !matches!(
        policy,
        HitPolicy::Unique | HitPolicy::First | HitPolicy::Any | HitPolicy::Priority
    );
    if a == b || counts && touch(a, b) {
        return None;
    }
    let mut all: Ranges = a.iter().chain(b).copied().collect();
    all.sort_unstable();
    let mut joined = Ranges::new();
    for (low, high) in all {
        match joined.last_mut() {
            Some(last) if low <= last.1 + 1 => last.1 = last.1.max(high),
            _ => joined.push((low, high)),
        }
    }
    let names = matches!(column.line.kind, Kind::Names(_, false));
    (names || joined.len() == 1).then_some(joined)
}

/// A cell of many names is hardly shorter than two rows.
fn readable(column: &Column, joined: &Ranges) -> bool {
    let text = cell(column, joined, Lang::Ru);
    text.is_none_or(|t| t.chars().count() <= LONGEST)
}

/// A cell that lets through just these regions.
pub fn cell(column: &Column, ranges: &Ranges, lang: Lang) -> Option<String> {
    if *ranges == column.all() {
        return Some("-".to_owned());
    }
    let set = column.values(ranges);
    let literal = |at: i128| column.line.value(at).map(|v| words::literal(&v, lang));
    if let Kind::Names(names, open) = &column.line.kind {
        let quoted = |at: i128| {
            let text = literal(at)?;
            Some(if *open { format!("\"{text}\"") } else { text })
        };
        if set
            .last()
            .is_some_and(|last| usize::try_from(last.1).is_ok_and(|n| n >= names.len()))
        {
            return None;
        }
        let all: Option<Vec<String>> = set.iter().flat_map(|(low, high)| *low..=*high).map(quoted).collect();
        return Some(all?.join(", "));
    }
    if column.line.kind == Kind::Truth {
        return literal(set.first()?.0);
    }
    let part = |(low, high): &(i128, i128)| -> Option<String> {
        // Between two decimals that are written there is always another one.
        let odd = |at: i128| column.line.kind == Kind::Decimal && at % 2 != 0;
        let (from, to) = (*low > column.line.low, *high < column.line.high);
        let (open, close) = (odd(*low), odd(*high));
        let first = if open { low - 1 } else { *low };
        let last = if close { high + 1 } else { *high };
        Some(match (from, to) {
            (true, true) if low == high && !open => literal(*low)?,
            (true, true) => {
                let (left, right) = (if open { '(' } else { '[' }, if close { ')' } else { ']' });
                format!("{left}{}..{}{right}", literal(first)?, literal(last)?)
            }
            (true, false) => format!("{} {}", if open { ">" } else { ">=" }, literal(first)?),
            (false, true) => format!("{} {}", if close { "<" } else { "<=" }, literal(last)?),
            (false, false) => "-".to_owned(),
        })
    };
    let parts: Option<Vec<String>> = set.iter().map(part).collect();
    Some(parts?.join(", "))
}

fn report(case: &Case<'_>, column: &Column, rows: (usize, usize), joined: &Ranges) -> Diagnostic {
    let lang = case.model.program.lang;
    let (first, second) = (case.line(rows.0), case.line(rows.1));
    let text = cell(column, joined, lang);
    let input = case.table.inputs.get(column.input);
    let term = |lang| input.map_or_else(String::new, |e| words::expression(&case.model.program, *e, lang));
    let mut finding = Diagnostic::new(&codes::ROWS_MERGE, second.file, second.span)
        .arg("table", &*case.decision.name)
        .arg("first", rows.0 + 1)
        .arg("second", rows.1 + 1)
        .arg("column", words::both(term))
        .arg("cell", text.clone().map_or_else(|| Arg::from("…"), Arg::from))
        .also(
            first.file,
            first.span,
            "здесь строка {first} с тем же ответом",
            "row {first} with the same answer is here",
        );
    finding.fix = text.and_then(|text| fix(case, column, rows, text));
    finding
}

/// Writes the joined cell into the first row and takes the second out, where that one stands on the
/// next line after another row.
fn fix(case: &Case<'_>, column: &Column, rows: (usize, usize), text: String) -> Option<Fix> {
    let cell = case.row_places(rows.0)?.inputs.get(column.input)?;
    let before = rows.1.checked_sub(1)?;
    let line = |r: usize| case.table.rows.get(r).map(|r| r.at.line);
    if line(before)?.checked_add(1) != line(rows.1) {
        return None;
    }
    let (above, own) = (case.line(before), case.line(rows.1));
    let removed = Place::new(own.file, Span::new(above.span.end, own.span.end));
    Some(Fix {
        edits: vec![
            Edit { place: *cell, text },
            Edit {
                place: removed,
                text: String::new(),
            },
        ],
    })
}
