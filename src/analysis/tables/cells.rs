//! L0611 cells that no value passes, L0610 columns that nothing looks at.

use super::Case;
use super::grid::Looks;
use crate::analysis::logic::words;
use crate::bundle::program::{BinaryOp, Test};
use crate::diag::{Diagnostic, Diagnostics, codes};

pub fn check(case: &Case<'_>, found: &mut Diagnostics) {
    never(case, found);
    if case.decision.dmn {
        return;
    }
    for (n, place) in case.places.inputs.iter().enumerate() {
        let any = |t: &Test| *t == Test::Any;
        let idle = case
            .table
            .rows
            .iter()
            .all(|r| r.inputs.get(n).is_none_or(|c| c.iter().all(any)));
        let input = case.table.inputs.get(n);
        if let (true, Some(input)) = (idle, input) {
            let program = &case.model.program;
            found.push(
                Diagnostic::new(&codes::IDLE_COLUMN, place.file, place.span)
                    .arg("column", words::both(|lang| words::expression(program, *input, lang)))
                    .arg("table", &*case.decision.name),
            );
        }
    }
}

fn never(case: &Case<'_>, found: &mut Diagnostics) {
    for column in case.grid.columns.iter().filter(|c| c.looks == Looks::Values) {
        for row in 0..case.grid.rows {
            if !column.cell(row).is_empty() {
                continue;
            }
            let tests = case.table.rows.get(row).and_then(|r| r.inputs.get(column.input));
            let place = case.row_places(row).and_then(|p| p.inputs.get(column.input));
            let (Some(tests), Some(place), Some(input)) = (tests, place, case.table.inputs.get(column.input)) else {
                continue;
            };
            // A value or a range outside the type has been reported where it stands.
            if tests.iter().any(told) {
                continue;
            }
            let program = &case.model.program;
            let whole = column.values(&column.all());
            let term = |lang| words::expression(program, *input, lang);
            found.push(
                Diagnostic::new(&codes::CELL_NEVER, place.file, place.span)
                    .arg("cell", words::both(|lang| words::tests(program, tests, lang)))
                    .arg("column", words::both(term))
                    .arg("bounds", words::both(|lang| words::bounds(&column.line, &whole, lang)))
                    .arg("row", row + 1),
            );
        }
    }
}

fn told(test: &Test) -> bool {
    match test {
        Test::Any | Test::Not(_) => false,
        Test::Equal(_) | Test::Range { .. } => true,
        Test::Compare(op, _) => matches!(op, BinaryOp::Eq | BinaryOp::Ne),
    }
}
