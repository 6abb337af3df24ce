//! L0603 rows that overlap although only one may fit, L0604 rows that fit together and conclude
//! differently under `любая`.

use super::Case;
use super::cover::common;
use super::grid::Region;
use super::overlap;
use crate::analysis::logic::truth::Logic;
use crate::bundle::program::HitPolicy;
use crate::diag::{Arg, Diagnostic, Diagnostics, codes};

/// Most pairs of which it is asked whether they can happen, where columns depend on each other.
const ASKED: usize = 200;

pub fn check(case: &Case<'_>, found: &mut Diagnostics) {
    let entry = match case.table.policy {
        HitPolicy::Unique => &codes::ROWS_OVERLAP,
        HitPolicy::Any => &codes::ROWS_DISAGREE,
        _ => return,
    };
    if case.apart() {
        return;
    }
    let mut possible = case.bound_together().then(|| Possible::new(case));
    for row in 0..case.grid.rows {
        let earlier = case.overlaps.get(row).map_or(&[][..], Vec::as_slice);
        let mut first: Option<usize> = None;
        let mut more = 0_usize;
        for other in overlap::of(earlier).take_while(|o| *o < row) {
            if case.table.policy == HitPolicy::Any && case.same_outputs(other, row) != Some(false) {
                continue;
            }
            if possible.as_mut().is_some_and(|p| !p.both(other, row)) {
                continue;
            }
            match first {
                None => first = Some(other),
                Some(_) => more += 1,
            }
        }
        let Some(other) = first else { continue };
        let (a, b) = (case.grid.row(other), case.grid.row(row));
        let shared: Region = a.iter().zip(&b).map(|(a, b)| common(a, b)).collect();
        let (line, other_line) = (case.line(row), case.line(other));
        found.push(
            Diagnostic::new(entry, line.file, line.span)
                .arg("table", &*case.decision.name)
                .arg("row", row + 1)
                .arg("other", other + 1)
                .arg("box", case.shown(&shared))
                .arg("more", others(more))
                .also(
                    other_line.file,
                    other_line.span,
                    "здесь строка {other}: она подходит тем же людям",
                    "row {other} is here: it fits the same people",
                )
                .witness(case.witness(&shared)),
        );
    }
}

fn others(more: usize) -> Arg {
    match more {
        0 => Arg::from(""),
        n => Arg::Words {
            ru: format!(" Она пересекается и с другими строками выше, их ещё {n}."),
            en: format!(" It overlaps other rows above as well, {n} more."),
        },
    }
}

/// Whether rows can fit together, where columns depend on each other.
struct Possible<'c, 'm> {
    case: &'c Case<'m>,
    logic: Logic<'m>,
    left: usize,
}

impl<'c, 'm> Possible<'c, 'm> {
    fn new(case: &'c Case<'m>) -> Self {
        Self {
            case,
            logic: Logic::new(case.model),
            left: ASKED,
        }
    }

    fn both(&mut self, a: usize, b: usize) -> bool {
        let Some(left) = self.left.checked_sub(1) else {
            return true;
        };
        self.left = left;
        let mut lits = Vec::new();
        for row in [a, b] {
            let Some(row) = self.case.table.rows.get(row) else {
                return true;
            };
            for (input, tests) in self.case.table.inputs.iter().zip(&row.inputs) {
                lits.push(self.logic.tests(*input, tests).yes);
            }
        }
        self.logic.solver.solve(&lits).is_some()
    }
}
