//! The same question as clauses: for each column a variable a bound, in order.

use batsat::{BasicSolver, Lit, SolverInterface as _, lbool};

use super::boxes::Boxes;
use super::grid::{Ranges, Region};

/// Where the boxes cut the columns, as variables: `below[n]` of a column says that the value stands before
/// the region `cuts[n]`.
struct Bounds {
    solver: BasicSolver,
    columns: Vec<Cuts>,
    yes: Lit,
}

struct Cuts {
    regions: u32,
    cuts: Vec<u32>,
    below: Vec<Lit>,
}

impl Bounds {
    fn new(boxes: &Boxes, among: &[u32], within: &Region) -> Self {
        let mut solver = BasicSolver::default();
        let yes = Lit::new(solver.new_var_default(), true);
        solver.add_clause_reuse(&mut vec![yes]);
        let ends = |ranges: &[(u32, u32)]| -> Vec<u32> {
            let both = ranges.iter().flat_map(|(low, high)| [*low, high.saturating_add(1)]);
            both.collect()
        };
        let mut cuts: Vec<Vec<u32>> = within.iter().map(|ranges| ends(ranges)).collect();
        for bound in among.iter().flat_map(|n| boxes.bounds(*n)) {
            if let Some(cuts) = cuts.get_mut(bound.column as usize) {
                cuts.extend(ends(boxes.ranges(bound)));
            }
        }
        let mut columns = Vec::with_capacity(cuts.len());
        for (mut cuts, regions) in cuts.into_iter().zip(&boxes.regions) {
            cuts.retain(|at| (1..*regions).contains(at));
            cuts.sort_unstable();
            cuts.dedup();
            let mut below: Vec<Lit> = Vec::with_capacity(cuts.len());
            for _ in &cuts {
                let next = Lit::new(solver.new_var_default(), true);
                if let Some(last) = below.last() {
                    solver.add_clause_reuse(&mut vec![!*last, next]);
                }
                below.push(next);
            }
            columns.push(Cuts {
                regions: *regions,
                cuts,
                below,
            });
        }
        Self { solver, columns, yes }
    }

    /// Whether the value stands before a region at which some box or what is asked about is cut.
    fn before(&self, column: usize, region: u32) -> Lit {
        let Some(of) = self.columns.get(column).filter(|c| region < c.regions) else {
            return self.yes;
        };
        let at = of.cuts.binary_search(&region).ok();
        at.and_then(|n| of.below.get(n)).copied().unwrap_or(!self.yes)
    }

    /// A literal that, where it holds, keeps the value out of the ranges.
    fn outside(&mut self, column: usize, ranges: &[(u32, u32)], clause: &mut Vec<Lit>) {
        match ranges {
            [] => clause.push(self.yes),
            [(low, high)] => {
                clause.push(self.before(column, *low));
                clause.push(!self.before(column, high.saturating_add(1)));
            }
            many => {
                let out = Lit::new(self.solver.new_var_default(), true);
                for (low, high) in many {
                    let (low, high) = (self.before(column, *low), !self.before(column, high.saturating_add(1)));
                    self.solver.add_clause_reuse(&mut vec![!out, low, high]);
                }
                clause.push(out);
            }
        }
    }

    /// The first region of the part in which the value of a column was found.
    fn found(&self, of: &Cuts) -> Ranges {
        let mut below = of.below.iter();
        let cut = below.position(|l| self.solver.value_lit(*l) == lbool::TRUE);
        let before = cut.unwrap_or(of.cuts.len());
        let at = before.checked_sub(1).and_then(|n| of.cuts.get(n));
        let at = at.copied().unwrap_or(0);
        vec![(at, at)]
    }
}

/// A cell of `within` that lies in none of these boxes.
pub fn hole(within: &Region, boxes: &Boxes, among: &[u32]) -> Option<Region> {
    let mut bounds = Bounds::new(boxes, among, within);
    for one in among {
        let mut clause = Vec::new();
        for bound in boxes.bounds(*one) {
            bounds.outside(bound.column as usize, boxes.ranges(bound), &mut clause);
        }
        bounds.solver.add_clause_reuse(&mut clause);
    }
    for (n, (ranges, regions)) in within.iter().zip(&boxes.regions).enumerate() {
        let mut next = 0;
        for (low, high) in ranges.iter().copied().chain([(u32::MAX, u32::MAX)]) {
            // Between two ranges there is no value: before the gap or after it.
            let end = low.min(*regions);
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
    Some(bounds.columns.iter().map(|of| bounds.found(of)).collect())
}
