//! The same question as clauses: for each column a variable a bound, in order.

use batsat::{BasicSolver, Lit, SolverInterface as _, lbool};

use super::grid::{Grid, Ranges, Region};

/// Bounds of the columns as variables: `below[n]` says that the value stands before region `n`.
struct Bounds {
    solver: BasicSolver,
    below: Vec<Vec<Lit>>,
    yes: Lit,
}

impl Bounds {
    fn new(grid: &Grid) -> Self {
        let mut solver = BasicSolver::default();
        let yes = Lit::new(solver.new_var_default(), true);
        solver.add_clause_reuse(&mut vec![yes]);
        let mut below = Vec::with_capacity(grid.columns.len());
        for column in &grid.columns {
            let regions = column.regions();
            let mut of_column = vec![!yes];
            for _ in 1..regions {
                let next = Lit::new(solver.new_var_default(), true);
                if let Some(last) = of_column.last() {
                    solver.add_clause_reuse(&mut vec![!*last, next]);
                }
                of_column.push(next);
            }
            of_column.push(yes);
            below.push(of_column);
        }
        Self { solver, below, yes }
    }

    fn before(&self, column: usize, region: u32) -> Lit {
        let of_column = self.below.get(column);
        of_column
            .and_then(|b| b.get(region as usize))
            .copied()
            .unwrap_or(self.yes)
    }

    /// A literal that, where it holds, keeps the value out of the ranges.
    fn outside(&mut self, column: usize, ranges: &Ranges, clause: &mut Vec<Lit>) {
        match ranges.as_slice() {
            [] => clause.push(self.yes),
            [(low, high)] => {
                clause.push(self.before(column, *low));
                clause.push(!self.before(column, high + 1));
            }
            many => {
                let out = Lit::new(self.solver.new_var_default(), true);
                for (low, high) in many {
                    let (low, high) = (self.before(column, *low), !self.before(column, high + 1));
                    self.solver.add_clause_reuse(&mut vec![!out, low, high]);
                }
                clause.push(out);
            }
        }
    }
}

/// A cell of `within` that lies in none of the boxes.
pub fn hole(grid: &Grid, within: &Region, boxes: &[Region]) -> Option<Region> {
    let mut bounds = Bounds::new(grid);
    for one in boxes {
        let mut clause = Vec::with_capacity(one.len() * 2);
        for (n, ranges) in one.iter().enumerate() {
            bounds.outside(n, ranges, &mut clause);
        }
        bounds.solver.add_clause_reuse(&mut clause);
    }
    for (n, ranges) in within.iter().enumerate() {
        let all = grid.columns.get(n)?.all();
        let mut next = 0;
        for (low, high) in ranges.iter().copied().chain([(u32::MAX, u32::MAX)]) {
            // Between two ranges there is no value: before the gap or after it.
            let end = low.min(all.first().map_or(0, |a| a.1 + 1));
            if next < end {
                let (from, to) = (bounds.before(n, next), bounds.before(n, end));
                bounds.solver.add_clause_reuse(&mut vec![from, !to]);
            }
            next = high.saturating_add(1);
        }
    }
    if bounds.solver.solve_limited(&[]) != lbool::TRUE {
        return None;
    }
    let regions = |n: usize| -> Option<Ranges> {
        let below = bounds.below.get(n)?;
        let at = below
            .iter()
            .skip(1)
            .position(|l| bounds.solver.value_lit(*l) == lbool::TRUE)?;
        let at = u32::try_from(at).ok()?;
        Some(vec![(at, at)])
    };
    (0..grid.columns.len()).map(regions).collect()
}
