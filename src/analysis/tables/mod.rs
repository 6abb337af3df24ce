//! Class L06, tables: what they leave open, where their rows get in each other's way, what in them is
//! of no use.

mod boxes;
mod cells;
mod clash;
mod columns;
mod cover;
mod gaps;
mod grid;
mod masked;
mod merge;
mod outputs;
mod overlap;
mod ranges;
mod sat;
mod say;

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use rayon::prelude::*;

use super::logic::derived::exprs_of_test;
use super::logic::sites::Sites;
use crate::bundle::program::{Decision, DecisionBody, Derived, Expr, FactId, Row, Table};
use crate::diag::Diagnostics;
use crate::model::{Model, RowPlaces, TablePlaces};
use crate::span::Place;

use boxes::Boxes;
use grid::{Grid, Looks};
use outputs::Outputs;
use overlap::Rows;
pub use say::said;

/// A table with all that is known of it.
struct Case<'m> {
    model: &'m Model,
    decision: &'m Decision,
    table: &'m Table,
    place: Place,
    places: &'m TablePlaces,
    grid: Grid,
    /// Boxes of the rows.
    rows: Boxes,
    /// What the rows conclude.
    outputs: Outputs,
    /// For each row the rows that have something in common with it.
    overlaps: Vec<Rows>,
}

/// Reports what is wrong with tables.
pub fn check(model: &Model, found: &mut Diagnostics) {
    let sites = OnceLock::new();
    let of_tables: Vec<Diagnostics> = (0..model.program.decisions.len())
        .into_par_iter()
        .map(|n| {
            let mut found = Diagnostics::new();
            if let Some(case) = Case::new(model, n) {
                case.check(&sites, &mut found);
            }
            found
        })
        .collect();
    found.extend(of_tables.into_iter().flatten());
    columns::unread(model, found);
    columns::never_given(model, found);
}

impl<'m> Case<'m> {
    fn new(model: &'m Model, n: usize) -> Option<Self> {
        let decision = model.program.decisions.get(n)?;
        let DecisionBody::Table(table) = &decision.body else {
            return None;
        };
        let places = model.places.tables.get(n)?.as_ref()?;
        // What could not be resolved has been reported.
        let read = |row: &Row| {
            let mut cells = row.inputs.iter().flatten().flat_map(exprs_of_test);
            cells.all(|e| !e.is_none()) && row.outputs.iter().all(|o| !o.is_none())
        };
        let whole = |row: &Row| row.inputs.len() == table.inputs.len() && read(row);
        if places.broken
            || table.rows.is_empty()
            || table.inputs.iter().any(|i| i.is_none())
            || !table.rows.iter().all(whole)
        {
            return None;
        }
        let grid = Grid::new(model, table)?;
        let overlaps = overlap::overlaps(&grid);
        let rows = Boxes::of(&grid);
        Some(Self {
            model,
            decision,
            table,
            place: *model.places.decisions.get(n)?,
            places,
            rows,
            outputs: Outputs::of(&model.program, table),
            grid,
            overlaps,
        })
    }

    fn check(&self, sites: &OnceLock<Sites>, found: &mut Diagnostics) {
        cells::check(self, found);
        clash::check(self, found);
        if self.decision.dmn {
            return;
        }
        masked::check(self, found);
        gaps::check(self, sites, found);
        merge::check(self, found);
    }

    /// Whether no two rows have anything in common.
    fn apart(&self) -> bool {
        self.overlaps.iter().flatten().all(|word| *word == 0)
    }

    /// Whether some combinations of the columns may be impossible: where inputs are derived, read the
    /// same facts, or are compared with more than constants.
    fn bound_together(&self) -> bool {
        let derived = |id: &FactId| {
            let fact = self.model.program.facts.get(id.index());
            fact.is_some_and(|f| f.derived != Derived::No)
        };
        let simple = |input: &crate::bundle::program::ExprId| match self.model.program.exprs.get(input.index()) {
            Some(Expr::Fact(id)) => !derived(id),
            Some(Expr::Today) => true,
            _ => {
                let mut read = Vec::new();
                self.model.program.facts_read(*input, &mut read);
                !read.iter().any(derived)
            }
        };
        self.grid.assumed
            || !self.table.inputs.iter().all(simple)
            || self.grid.columns.iter().any(|c| matches!(c.looks, Looks::Passes(_)))
    }

    fn row_places(&self, row: usize) -> Option<&'m RowPlaces> {
        self.places.rows.get(row)
    }

    fn line(&self, row: usize) -> Place {
        self.row_places(row).map_or(self.place, |p| p.line)
    }
}
