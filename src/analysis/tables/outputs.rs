//! What the rows of a table conclude, so that it can be compared for every pair of them: a number for
//! each output that is written differently.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::analysis::logic::{line, words};
use crate::bundle::program::{Program, Table};

/// An output of a row.
#[derive(Clone, Copy, Debug)]
struct Given {
    /// The same for outputs that are written alike.
    number: u32,
    /// Whether it is a constant that is known.
    known: bool,
}

/// What the rows conclude.
#[derive(Debug)]
pub struct Outputs {
    rows: Vec<Conclusion>,
}

#[derive(Debug)]
struct Conclusion {
    outputs: Vec<Given>,
    ground: u32,
    group: u32,
}

/// Numbers in order of first occurrence.
struct Numbers<K>(FxHashMap<K, u32>);

impl<K: Hash + Eq> Numbers<K> {
    fn of(&mut self, key: K) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(key).or_insert(next)
    }
}

impl Outputs {
    /// Of a table.
    pub fn of(program: &Program, table: &Table) -> Self {
        let mut texts = Numbers(FxHashMap::default());
        let mut grounds = Numbers(FxHashMap::default());
        let mut groups = Numbers(FxHashMap::default());
        let mut rows = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let given = |output| Given {
                number: texts.of(words::key(program, output)),
                known: line::constant(program, output).is_some_and(|value| !value.is_unknown()),
            };
            let outputs: Vec<Given> = row.outputs.iter().copied().map(given).collect();
            let ground = row.ground.and_then(|g| program.grounds.get(g.index()));
            let ground = grounds.of(format!("{ground:?}"));
            let numbers: Vec<u32> = outputs.iter().map(|o| o.number).collect();
            rows.push(Conclusion {
                outputs,
                ground,
                group: groups.of((numbers, ground)),
            });
        }
        Self { rows }
    }

    /// Whether two rows conclude the same, as far as can be seen: `None` where it cannot.
    pub fn same(&self, a: usize, b: usize) -> Option<bool> {
        let (a, b) = (self.rows.get(a)?, self.rows.get(b)?);
        let mut same = Some(true);
        for (x, y) in a.outputs.iter().zip(&b.outputs) {
            if x.number == y.number {
                continue;
            }
            // Nothing is the same as what is not known.
            if x.known && y.known {
                return Some(false);
            }
            same = None;
        }
        same
    }

    /// Whether they do, and have the same legal ground or none.
    pub fn repeat(&self, a: usize, b: usize) -> bool {
        let ground = |r: usize| self.rows.get(r).map(|r| r.ground);
        self.same(a, b) == Some(true) && ground(a) == ground(b)
    }

    /// A number, the same for rows that conclude the same on the same ground.
    pub fn group(&self, row: usize) -> Option<u32> {
        self.rows.get(row).map(|r| r.group)
    }
}
