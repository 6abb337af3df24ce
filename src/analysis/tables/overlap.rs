//! Which rows of a table have something in common, by sets of rows as bits.

use super::grid::{Column, Grid, Ranges};
use super::ranges::touch;

const BITS: usize = u64::BITS as usize;
/// From so many cells of one interval on, they are compared by their order and not one by one.
const MANY: usize = 128;

/// A set of rows.
pub type Rows = Vec<u64>;

/// For each cell of a column the rows whose cells touch it.
struct Touching {
    of_cell: Vec<Rows>,
}

fn add(rows: &mut Rows, row: usize) {
    if let Some(word) = rows.get_mut(row / BITS) {
        *word |= 1 << (row % BITS);
    }
}

fn or(rows: &mut Rows, others: &Rows) {
    for (own, other) in rows.iter_mut().zip(others) {
        *own |= other;
    }
}

/// Rows of a set, in order.
pub fn of(rows: &[u64]) -> impl Iterator<Item = usize> + '_ {
    rows.iter().enumerate().flat_map(|(n, word)| {
        let mut rest = *word;
        std::iter::from_fn(move || {
            let bit = rest.trailing_zeros() as usize;
            (rest != 0).then(|| {
                rest &= rest - 1;
                n * BITS + bit
            })
        })
    })
}

impl Touching {
    fn new(column: &Column, rows: usize) -> Self {
        let words = rows.div_ceil(BITS);
        let mut own: Vec<Rows> = vec![vec![0; words]; column.cells.len()];
        for (row, cell) in column.of_row.iter().enumerate() {
            if let Some(set) = own.get_mut(*cell as usize) {
                add(set, row);
            }
        }
        let single: Vec<usize> = (0..column.cells.len())
            .filter(|n| column.cells.get(*n).is_some_and(|c| c.len() == 1))
            .collect();
        let by_order = single.len() >= MANY;
        let mut of_cell: Vec<Rows> = vec![vec![0; words]; column.cells.len()];
        if by_order {
            in_order(&column.cells, &single, &own, &mut of_cell, rows);
        }
        let alone = |n: usize| by_order && column.cells.get(n).is_some_and(|c| c.len() == 1);
        for (n, (cell, set)) in column.cells.iter().zip(&mut of_cell).enumerate() {
            for (m, (other, rows)) in column.cells.iter().zip(&own).enumerate() {
                if !(alone(n) && alone(m)) && touch(cell, other) {
                    or(set, rows);
                }
            }
        }
        Self { of_cell }
    }
}

/// Cells of one interval: all but those that end before it begins or begin after it ends.
fn in_order(cells: &[Ranges], single: &[usize], own: &[Rows], of_cell: &mut [Rows], rows: usize) {
    let range = |n: &usize| cells.get(*n).and_then(|c| c.first()).copied().unwrap_or_default();
    let mut all: Rows = vec![0; rows.div_ceil(BITS)];
    for n in single {
        own.get(*n).into_iter().for_each(|rows| or(&mut all, rows));
    }
    let mut by_low = single.to_vec();
    by_low.sort_by_key(|n| range(n).0);
    let mut by_high = single.to_vec();
    by_high.sort_by_key(|n| range(n).1);
    let mut ended: Rows = vec![0; all.len()];
    let mut next = by_high.iter().peekable();
    for n in &by_low {
        while let Some(m) = next.next_if(|m| range(m).1 < range(n).0) {
            own.get(*m).into_iter().for_each(|rows| or(&mut ended, rows));
        }
        if let Some(set) = of_cell.get_mut(*n) {
            set.iter_mut()
                .zip(all.iter().zip(&ended))
                .for_each(|(s, (a, e))| *s = a & !e);
        }
    }
    let mut not_begun: Rows = vec![0; all.len()];
    let mut next = by_low.iter().rev().peekable();
    for n in by_high.iter().rev() {
        while let Some(m) = next.next_if(|m| range(m).0 > range(n).1) {
            own.get(*m).into_iter().for_each(|rows| or(&mut not_begun, rows));
        }
        if let Some(set) = of_cell.get_mut(*n) {
            set.iter_mut().zip(&not_begun).for_each(|(s, b)| *s &= !b);
        }
    }
}

/// For each row the rows that have something in common with it, itself left out.
pub fn overlaps(grid: &Grid) -> Vec<Rows> {
    let columns: Vec<Touching> = grid.columns.iter().map(|c| Touching::new(c, grid.rows)).collect();
    let words = grid.rows.div_ceil(BITS);
    let mut found = Vec::with_capacity(grid.rows);
    for row in 0..grid.rows {
        let mut set: Rows = vec![u64::MAX; words];
        for (column, touching) in grid.columns.iter().zip(&columns) {
            let cell = column.of_row.get(row).map_or(0, |c| *c as usize);
            let Some(of_cell) = touching.of_cell.get(cell) else {
                continue;
            };
            let mut any = 0;
            for (own, other) in set.iter_mut().zip(of_cell) {
                *own &= other;
                any |= *own;
            }
            if any == 0 {
                break;
            }
        }
        if let Some(word) = set.get_mut(row / BITS) {
            *word &= !(1 << (row % BITS));
        }
        if let Some(last) = set.last_mut()
            && !grid.rows.is_multiple_of(BITS)
        {
            *last &= (1 << (grid.rows % BITS)) - 1;
        }
        found.push(set);
    }
    found
}
