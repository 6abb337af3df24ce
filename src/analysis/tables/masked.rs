//! L0605 rows that never decide because others come before them, L0606 rows that say nothing new.

use super::Case;
use super::cover::is_open;
use super::overlap;
use crate::analysis::logic::line;
use crate::bundle::program::HitPolicy;
use crate::diag::{Diagnostic, Diagnostics, codes};

/// Most rows that a finding points at.
const SHOWN: usize = 3;

pub fn check(case: &Case<'_>, found: &mut Diagnostics) {
    let policy = case.table.policy;
    if !matches!(policy, HitPolicy::First | HitPolicy::Priority | HitPolicy::Any) {
        return;
    }
    let ranks: Vec<Option<usize>> = (0..case.grid.rows).map(|r| rank(case, r)).collect();
    // Where the first counts, a row that others cover takes nothing from those below it.
    let mut covered = vec![false; case.grid.rows];
    for row in 0..case.grid.rows {
        if case.grid.is_empty(row) {
            continue;
        }
        let overlapping = case.overlaps.get(row).map_or(&[][..], Vec::as_slice);
        let before = |other: &usize| match policy {
            HitPolicy::First => true,
            HitPolicy::Any => case.outputs.repeat(*other, row),
            _ => match (ranks.get(*other), ranks.get(row)) {
                (Some(Some(a)), Some(Some(b))) => (a, *other) < (b, row),
                _ => false,
            },
        };
        // Only where outputs are ranked do rows further down come before.
        let last = if policy == HitPolicy::Priority {
            case.grid.rows
        } else {
            row
        };
        let others = overlap::of(overlapping).take_while(|other| *other < last);
        let others: Vec<usize> = others.filter(before).collect();
        if others.is_empty() {
            continue;
        }
        let counts = |other: &&usize| policy != HitPolicy::First || covered.get(**other) != Some(&true);
        let above = others.iter().filter(counts).filter_map(|o| u32::try_from(*o).ok());
        let above: Vec<u32> = above.collect();
        if is_open(&case.grid.row(row), &case.rows, &above) {
            continue;
        }
        if let Some(place) = covered.get_mut(row) {
            *place = true;
        }
        report(case, row, &others, found);
    }
}

fn report(case: &Case<'_>, row: usize, others: &[usize], found: &mut Diagnostics) {
    let own = case.grid.row(row);
    let around = |other: &&usize| u32::try_from(**other).is_ok_and(|o| case.rows.contain(o, &own));
    let alone = others.iter().find(around).copied();
    let responsible: Vec<usize> = alone.map_or_else(|| others.to_vec(), |one| vec![one]);
    let same = |o: &usize| case.outputs.repeat(*o, row);
    let entry = if responsible.iter().all(same) {
        &codes::ROW_REPEATS
    } else {
        &codes::ROW_MASKED
    };
    let list = |limit: usize| {
        let mut list: Vec<String> = responsible.iter().take(limit).map(|o| (o + 1).to_string()).collect();
        if responsible.len() > limit {
            list.push("…".to_owned());
        }
        list.join(", ")
    };
    let line = case.line(row);
    let mut finding = Diagnostic::new(entry, line.file, line.span)
        .arg("table", &*case.decision.name)
        .arg("row", row + 1)
        .arg("box", case.shown(&own))
        .arg("others", list(8));
    for other in responsible.iter().take(SHOWN) {
        let place = case.line(*other);
        finding = finding.also(place.file, place.span, "она отвечает раньше", "this row answers before");
    }
    found.push(finding);
}

/// Place of a row's output in the declared order; `None` where it is not known before.
fn rank(case: &Case<'_>, row: usize) -> Option<usize> {
    let [output] = case.table.rows.get(row)?.outputs.as_slice() else {
        return None;
    };
    let value = line::constant(&case.model.program, *output)?;
    case.table.output_values.iter().position(|v| *v == *value)
}
