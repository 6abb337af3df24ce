//! A column of a table, made ready.

use rustc_hash::FxHashMap;

use super::index::{Index, Positions};
use super::rows::{Passing, RowSet};
use crate::bundle::program::{Expr, ExprId, Program, Table, Test};

/// A column: by position where its cells compare with constants, cell by cell otherwise.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) positions: Option<(Index, Passing)>,
    /// Rows that pass, and rows that may, where the value is unknown and all is constant.
    pub(super) unknown: Option<(RowSet, RowSet)>,
    /// Cells that differ: a row where each stands, and all its rows.
    pub(super) cells: Vec<(usize, RowSet)>,
}

impl Column {
    pub(super) fn new(program: &Program, table: &Table, n: usize) -> Self {
        let count = table.rows.len();
        let cells = || {
            table
                .rows
                .iter()
                .map(|r| r.inputs.get(n).map_or(&[][..], Vec::as_slice))
        };
        let index = Index::new(program, cells());
        let positions = index.and_then(|index| {
            let all = vec![(0, index.len() - 1)];
            // An empty cell is `-`.
            let row = |tests: &[Test]| {
                if tests.is_empty() {
                    return Some(all.clone());
                }
                index.passing(program, tests)
            };
            let rows: Vec<Positions> = cells().map(row).collect::<Option<_>>()?;
            let passing = Passing::new(&rows, index.len());
            Some((index, passing))
        });
        let unknown = positions.is_some().then(|| {
            let (mut sure, mut may) = (RowSet::none(count), RowSet::none(count));
            for (row, tests) in cells().enumerate() {
                let (passes, open) = of_unknown(program, tests);
                if passes {
                    sure.add(row);
                }
                if passes || open {
                    may.add(row);
                }
            }
            (sure, may)
        });
        let mut same: FxHashMap<String, usize> = FxHashMap::default();
        let mut distinct: Vec<(usize, RowSet)> = Vec::new();
        for (row, tests) in cells().enumerate() {
            let place = *same.entry(key(program, tests)).or_insert(distinct.len());
            if place == distinct.len() {
                distinct.push((row, RowSet::none(count)));
            }
            if let Some((_, rows)) = distinct.get_mut(place) {
                rows.add(row);
            }
        }
        Self {
            positions,
            unknown,
            cells: distinct,
        }
    }
}

/// Whether an unknown value passes a cell of constants, and whether that is open.
fn of_unknown(program: &Program, tests: &[Test]) -> (bool, bool) {
    if tests.is_empty() {
        return (true, false);
    }
    let each = tests.iter().map(|t| match t {
        Test::Any => (true, false),
        Test::Not(inner) => match of_unknown_not(program, inner) {
            Some(passes) => (passes, false),
            None => (false, true),
        },
        // Nothing is one of an empty list.
        Test::Equal(e) if matches!(program.exprs.get(e.index()), Some(Expr::Const(v)) if empty(v)) => (false, false),
        _ => (false, true),
    });
    each.fold((false, false), |a, b| (a.0 || b.0, a.1 || b.1))
}

fn of_unknown_not(program: &Program, inner: &[Test]) -> Option<bool> {
    if inner.is_empty() {
        return Some(true);
    }
    match of_unknown(program, inner) {
        (true, _) => Some(false),
        (false, true) => None,
        (false, false) => Some(true),
    }
}

fn empty(value: &crate::value::Value) -> bool {
    matches!(value, crate::value::Value::List(items) if items.is_empty())
}

/// The same for cells that mean the same: constants by value, all else by its place.
fn key(program: &Program, tests: &[Test]) -> String {
    let of = |e: &ExprId| match program.exprs.get(e.index()) {
        Some(Expr::Const(value)) => format!("{value:?}"),
        _ => format!("#{}", e.0),
    };
    let one = |test: &Test| match test {
        Test::Any => "-".to_owned(),
        Test::Equal(e) => format!("={}", of(e)),
        Test::Compare(op, e) => format!("{op:?}{}", of(e)),
        Test::Range { low, high } => format!("{}{}..{}{}", low.1, of(&low.0), of(&high.0), high.1),
        Test::Not(inner) => format!("!({})", key(program, inner)),
    };
    tests.iter().map(one).collect::<Vec<_>>().join("\u{1}")
}
