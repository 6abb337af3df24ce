//! Rows of a table that match its inputs, without going through the rows: for each column the set of
//! rows that its value passes, and what is common to all of them.

use std::borrow::Borrow;

use super::column::Column;
use super::rows::RowSet;
use crate::bundle::program::{HitPolicy, Program, Table, Test};
use crate::value::Value;

/// A table, made ready.
#[derive(Debug)]
pub(crate) struct Lookup {
    rows: usize,
    columns: Vec<Column>,
}

/// Room for the search, kept between tables.
#[derive(Clone, Debug, Default)]
pub(crate) struct Buffers {
    /// Rows that match, and whether they surely do, in order: the result.
    pub(crate) hits: Vec<(usize, bool)>,
    sure: RowSet,
    may: RowSet,
    one: RowSet,
    two: RowSet,
}

impl Lookup {
    pub(crate) fn new(program: &Program, table: &Table) -> Self {
        Self {
            rows: table.rows.len(),
            columns: (0..table.inputs.len())
                .map(|n| Column::new(program, table, n))
                .collect(),
        }
    }

    /// Rows that match the inputs or may, up to the first that surely does where only that one
    /// counts. `cell` tells of a value and a cell that has to be looked at.
    pub(crate) fn search<V: Borrow<Value>>(
        &self,
        table: &Table,
        inputs: &[V],
        room: &mut Buffers,
        mut cell: impl FnMut(&Value, &[Test]) -> Option<bool>,
    ) {
        room.sure.fill(self.rows);
        let mut doubt = false;
        for (n, (column, value)) in self.columns.iter().zip(inputs).enumerate() {
            let value = value.borrow();
            let found = column
                .positions
                .as_ref()
                .and_then(|(i, p)| Some((p, i.position(value)?)));
            match (found, &column.unknown) {
                (Some((passing, position)), _) => {
                    let words = passing.at(position, &mut room.one);
                    room.sure.and(words);
                    if doubt {
                        room.may.and(words);
                    }
                }
                (None, Some((sure, may))) if value.is_unknown() => {
                    if !doubt {
                        room.may.copy(&room.sure.0);
                        doubt = true;
                    }
                    room.sure.and(&sure.0);
                    room.may.and(&may.0);
                }
                _ => {
                    if !doubt {
                        room.may.copy(&room.sure.0);
                        doubt = true;
                    }
                    room.one.fill(0);
                    room.one.0.resize(room.sure.0.len(), 0);
                    room.two.copy(&room.one.0);
                    for (row, rows) in &column.cells {
                        let tests = table
                            .rows
                            .get(*row)
                            .and_then(|r| r.inputs.get(n))
                            .map_or(&[][..], Vec::as_slice);
                        let passes = if tests.is_empty() {
                            Some(true)
                        } else {
                            cell(value, tests)
                        };
                        if passes == Some(true) {
                            room.one.or(&rows.0);
                        }
                        if passes != Some(false) {
                            room.two.or(&rows.0);
                        }
                    }
                    let Buffers {
                        sure, may, one, two, ..
                    } = room;
                    sure.and(&one.0);
                    may.and(&two.0);
                }
            }
        }
        let Buffers { hits, sure, may, .. } = room;
        hits.clear();
        let first = table.policy == HitPolicy::First;
        if !doubt {
            let rows = sure.rows().map(|r| (r, true));
            hits.extend(rows.take(if first { 1 } else { usize::MAX }));
            return;
        }
        for row in may.rows() {
            let surely = sure.has(row);
            hits.push((row, surely));
            if surely && first {
                break;
            }
        }
    }
}
