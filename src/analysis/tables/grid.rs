//! A table as boxes: for each column the values that count the same, and for each row which of them
//! its cell lets through.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::analysis::logic::line::{self, Line};
use crate::analysis::logic::set::{Set, joined};
use crate::analysis::logic::words;
use crate::bundle::program::{BinaryOp, Expr, ExprId, FactId, Program, Table, Test};
use crate::model::Model;
use crate::value::{Type, Value};

/// Regions of a column as intervals, both ends inclusive, sorted, none touching the next.
pub type Ranges = Vec<(u32, u32)>;

/// For each column the regions of a box.
pub type Region = Vec<Ranges>;

/// What a column looks at.
#[derive(Clone, Debug, PartialEq)]
pub enum Looks {
    /// The values of the input, compared with constants.
    Values,
    /// The input beside another term.
    Beside(ExprId),
    /// Whether the cell of a row, which compares otherwise, lets the input through.
    Passes(usize),
}

/// A column. An input that is compared with other terms as well has several.
#[derive(Debug)]
pub struct Column {
    /// Place of the input among those of the table.
    pub input: usize,
    /// What it looks at.
    pub looks: Looks,
    /// Its values.
    pub line: Line,
    /// First value of each region.
    pub starts: Vec<i128>,
    /// Cells that differ.
    pub cells: Vec<Ranges>,
    /// The cell of each row.
    pub of_row: Vec<u32>,
}

/// A table as boxes.
#[derive(Debug)]
pub struct Grid {
    /// Columns.
    pub columns: Vec<Column>,
    /// Number of rows.
    pub rows: usize,
    /// Whether columns were taken as independent although they may not be.
    pub assumed: bool,
}

impl Column {
    /// Number of regions.
    pub fn regions(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }

    /// All regions.
    pub fn all(&self) -> Ranges {
        vec![(0, self.regions().saturating_sub(1))]
    }

    /// The cell of a row.
    pub fn cell(&self, row: usize) -> &Ranges {
        const NONE: &Ranges = &Ranges::new();
        let cell = self.of_row.get(row).and_then(|c| self.cells.get(*c as usize));
        cell.unwrap_or(NONE)
    }

    /// Values of regions.
    pub fn values(&self, ranges: &[(u32, u32)]) -> Set {
        let start = |n: u32| self.starts.get(n as usize).copied();
        let value = |(low, high): &(u32, u32)| {
            let end = start(high + 1).map_or(self.line.high, |next| next - 1);
            Some((start(*low)?, end))
        };
        joined(ranges.iter().filter_map(value).collect())
    }
}

impl Grid {
    /// `None` where a cell cannot be written as a box.
    pub fn new(model: &Model, table: &Table) -> Option<Self> {
        let program = &model.program;
        let mut grid = Self {
            columns: Vec::with_capacity(table.inputs.len()),
            rows: table.rows.len(),
            assumed: false,
        };
        for (n, input) in table.inputs.iter().enumerate() {
            let before = grid.columns.len();
            let ty = model.places.type_of(*input);
            grid.add(program, table, n, ty)?;
            grid.assumed |= grid.columns.len() > before + 1;
        }
        grid.assumed |= dependent(program, table);
        Some(grid)
    }

    fn add(&mut self, program: &Program, table: &Table, n: usize, ty: Option<&Type>) -> Option<()> {
        const ANY: &[Test] = &[];
        let cells = || table.rows.iter().map(|r| r.inputs.get(n).map_or(ANY, Vec::as_slice));
        if cells().all(|tests| tests.iter().all(|t| *t == Test::Any)) {
            return Some(());
        }
        let mut found: Vec<Cow<'_, Value>> = Vec::new();
        cells().for_each(|tests| line::constants(program, tests, &mut found));
        let line = ty.and_then(|ty| Line::of(program, ty, &found));
        let mut room = Columns::default();
        for (row, tests) in cells().enumerate() {
            if let Some(line) = &line
                && let Some(set) = line.passing(program, tests)
            {
                room.put(row, Looks::Values, line, set);
                continue;
            }
            // What is compared with other terms is a box only where all tests of the cell hold together.
            let parts = match tests {
                [one] => room.beside(program, line.as_ref(), one),
                _ => None,
            };
            match parts {
                Some(parts) => {
                    for (looks, set) in parts {
                        let of = match (&looks, &line) {
                            (Looks::Values, Some(line)) => line,
                            _ => &Line::BESIDE,
                        };
                        room.put(row, looks, of, set);
                    }
                }
                None => {
                    let (inner, wanted) = match tests {
                        [Test::Not(inner)] => (inner.as_slice(), 0),
                        _ => (tests, 1),
                    };
                    let place = room.same(program, inner, row);
                    room.put(row, Looks::Passes(place), &Line::TRUTH, vec![(wanted, wanted)]);
                }
            }
        }
        for (looks, mut line, sets) in room.found {
            if looks == Looks::Values && is_today(program, table, n) {
                within_days(&mut line, &sets);
            }
            self.columns.push(column(n, looks, line, &sets, table.rows.len()));
        }
        Some(())
    }

    /// The box of a row.
    pub fn row(&self, row: usize) -> Region {
        self.columns.iter().map(|c| c.cell(row).clone()).collect()
    }

    /// Whether no value at all gets into a row.
    pub fn is_empty(&self, row: usize) -> bool {
        self.columns.iter().any(|c| c.cell(row).is_empty())
    }
}

/// A column: what it looks at, its line, and what each row accepts.
type Gathered = (Looks, Line, Vec<(usize, Set)>);

/// Columns of one input while they are gathered.
#[derive(Default)]
struct Columns {
    found: Vec<Gathered>,
    atoms: FxHashMap<String, usize>,
    /// Terms that cells compare with, by what they say: each cell has its own.
    terms: FxHashMap<String, ExprId>,
}

impl Columns {
    fn put(&mut self, row: usize, looks: Looks, line: &Line, set: Set) {
        match self.found.iter_mut().find(|(l, ..)| *l == looks) {
            Some((.., sets)) => sets.push((row, set)),
            None => self.found.push((looks, line.clone(), vec![(row, set)])),
        }
    }

    /// The row in which tests that mean the same stand first.
    fn same(&mut self, program: &Program, tests: &[Test], row: usize) -> usize {
        let key = words::tests_key(program, tests);
        *self.atoms.entry(key).or_insert(row)
    }

    /// A test that compares with other terms: what it asks of the input beside each of them.
    fn beside(&mut self, program: &Program, line: Option<&Line>, test: &Test) -> Option<Vec<(Looks, Set)>> {
        let mut one = |op: BinaryOp, e: ExprId| -> Option<(Looks, Set)> {
            if let Some(value) = line::constant(program, e) {
                return Some((Looks::Values, line?.compared(op, &value)?));
            }
            let set = match op {
                BinaryOp::Lt => vec![(0, 0)],
                BinaryOp::Le => vec![(0, 1)],
                BinaryOp::Eq => vec![(1, 1)],
                BinaryOp::Ge => vec![(1, 2)],
                BinaryOp::Gt => vec![(2, 2)],
                BinaryOp::Ne => vec![(0, 0), (2, 2)],
                _ => return None,
            };
            Some((
                Looks::Beside(*self.terms.entry(words::key(program, e)).or_insert(e)),
                set,
            ))
        };
        // Only what has an order can be less and more.
        line.filter(|l| !matches!(l.kind, line::Kind::Truth | line::Kind::Names(..)))?;
        match test {
            Test::Equal(e) => Some(vec![one(BinaryOp::Eq, *e)?]),
            Test::Compare(op, e) => Some(vec![one(*op, *e)?]),
            Test::Range { low, high } => {
                let above = one(if low.1 { BinaryOp::Ge } else { BinaryOp::Gt }, low.0)?;
                let below = one(if high.1 { BinaryOp::Le } else { BinaryOp::Lt }, high.0)?;
                (above.0 != below.0).then(|| vec![above, below])
            }
            Test::Not(inner) => match inner.as_slice() {
                [one_test @ (Test::Equal(_) | Test::Compare(..))] => {
                    let (looks, set) = self.beside(program, line, one_test)?.pop()?;
                    let whole = match (&looks, line) {
                        (Looks::Values, Some(line)) => line,
                        _ => &Line::BESIDE,
                    };
                    let rest = whole.without(&set);
                    Some(vec![(looks, rest)])
                }
                _ => None,
            },
            Test::Any => None,
        }
    }
}

fn is_today(program: &Program, table: &Table, n: usize) -> bool {
    let input = table.inputs.get(n).and_then(|i| program.exprs.get(i.index()));
    matches!(input, Some(Expr::Today))
}

/// Days before the first and after the last one that a table speaks of are no gap of it, as they are
/// none of an item with editions: nobody asks on the former, and what ends is told of when it ends.
fn within_days(line: &mut Line, sets: &[(usize, Set)]) {
    let all = || sets.iter().flat_map(|(_, set)| set);
    if let (Some(first), Some(last)) = (all().map(|s| s.0).min(), all().map(|s| s.1).max()) {
        (line.low, line.high) = (first, last);
    }
}

/// Regions from the sets of the rows.
fn column(input: usize, looks: Looks, line: Line, sets: &[(usize, Set)], rows: usize) -> Column {
    let mut starts = vec![line.low];
    for (low, high) in sets.iter().flat_map(|(_, set)| set) {
        starts.extend([*low, *high + 1]);
    }
    starts.retain(|s| (line.low..=line.high).contains(s));
    starts.sort_unstable();
    starts.dedup();
    let region = |value: i128| u32::try_from(starts.partition_point(|s| *s <= value).saturating_sub(1)).unwrap_or(0);
    let mut cells: Vec<Ranges> = vec![vec![(0, region(line.high))]];
    let mut known: FxHashMap<Ranges, u32> = FxHashMap::default();
    known.insert(cells.concat(), 0);
    let mut of_row = vec![0; rows];
    for (row, set) in sets {
        let ranges: Ranges = set.iter().map(|(low, high)| (region(*low), region(*high))).collect();
        let next = u32::try_from(cells.len()).unwrap_or(u32::MAX);
        let cell = *known.entry(ranges.clone()).or_insert(next);
        if cell == next {
            cells.push(ranges);
        }
        if let Some(slot) = of_row.get_mut(*row) {
            *slot = cell;
        }
    }
    Column {
        input,
        looks,
        line,
        starts,
        cells,
        of_row,
    }
}

/// Whether the inputs of a table cannot have every value beside every other.
fn dependent(program: &Program, table: &Table) -> bool {
    let mut seen: Vec<FactId> = Vec::new();
    for input in &table.inputs {
        let mut read = Vec::new();
        program.facts_read(*input, &mut read);
        if read.iter().any(|f| seen.contains(f)) {
            return true;
        }
        seen.extend(read);
    }
    table
        .inputs
        .iter()
        .filter(|i| matches!(program.exprs.get(i.index()), Some(Expr::Today)))
        .count()
        > 1
}
