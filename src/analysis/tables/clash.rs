//! L0603 rows that overlap although only one may fit, L0604 rows that fit together and conclude
//! differently under `любая`.

use super::Case;
use super::grid::Region;
use super::overlap;
use super::ranges::common;
use super::say::add_found;
use crate::analysis::logic::solver::Found;
use crate::analysis::logic::truth::Logic;
use crate::bundle::program::HitPolicy;
use crate::diag::{Arg, Diagnostic, Diagnostics, Said, codes};

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
        let mut how: Option<Found> = None;
        let mut more = 0_usize;
        for other in overlap::of(earlier).take_while(|o| *o < row) {
            if case.table.policy == HitPolicy::Any && case.outputs.same(other, row) != Some(false) {
                continue;
            }
            let both = match possible.as_mut() {
                Some(possible) => possible.both(other, row),
                None => Both::Free,
            };
            match (both, first) {
                (Both::Never, _) => {}
                (_, Some(_)) => more += 1,
                (both, None) => {
                    first = Some(other);
                    how = match both {
                        Both::So(found) => Some(found),
                        _ => None,
                    };
                }
            }
        }
        let Some(other) = first else { continue };
        let (a, b) = (case.grid.row(other), case.grid.row(row));
        let shared: Region = a.iter().zip(&b).map(|(a, b)| common(a, b)).collect();
        let mut witness = case.witness(&shared);
        if let (Some(possible), Some(how)) = (&possible, &how) {
            // Columns that depend on each other: one person who is in all of them.
            witness.facts.retain(|(_, said)| matches!(said, Said::Derived(_)));
            witness.ages.clear();
            add_found(&mut witness, &possible.logic, how);
        }
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
                .witness(witness),
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

/// Whether two rows fit anybody together.
enum Both {
    /// Nobody.
    Never,
    /// Somebody, found so.
    So(Found),
    /// As far as the columns go.
    Free,
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

    fn both(&mut self, a: usize, b: usize) -> Both {
        let Some(left) = self.left.checked_sub(1) else {
            return Both::Free;
        };
        self.left = left;
        let mut lits = Vec::new();
        for row in [a, b] {
            let Some(row) = self.case.table.rows.get(row) else {
                return Both::Free;
            };
            for (input, tests) in self.case.table.inputs.iter().zip(&row.inputs) {
                lits.push(self.logic.tests(*input, tests).yes);
            }
        }
        self.logic.solver.solve(&lits).map_or(Both::Never, Both::So)
    }
}
