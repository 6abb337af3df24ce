//! L0601 people to whom no row answers, L0602 the same where `иначе` provides for it.
//!
//! Holes of the rows are found by themselves first. Only where there are any is it asked who comes
//! there: a table need not answer those for whom nobody asks it.

use std::sync::OnceLock;

use batsat::Lit;

use super::Case;
use super::boxes::Boxes;
use super::cover::{hole, volume, widened};
use super::grid::{Column, Looks, Ranges, Region};
use super::ranges::size;
use crate::analysis::logic::demand::Demand;
use crate::analysis::logic::line::Kind;
use crate::analysis::logic::sites::Sites;
use crate::analysis::logic::solver::Found;
use crate::analysis::logic::truth::Logic;
use crate::analysis::logic::words;
use crate::bundle::program::{BinaryOp, FactId, HitPolicy};
use crate::diag::{Arg, Diagnostic, Diagnostics, Severity, Witness, codes};
use crate::value::{Lang, Value};

/// Most boxes that are looked for.
const BOXES: usize = 12;
/// Most boxes that are written out.
const SHOWN: usize = 3;
/// Most regions of a column of which each is asked whether anybody comes there.
const TRIMMED: u32 = 64;

pub fn check(case: &Case<'_>, sites: &OnceLock<Sites>, found: &mut Diagnostics) {
    use HitPolicy::{Collect, CollectCount, OutputOrder, RuleOrder};
    // An empty list and a count of none are answers.
    if matches!(case.table.policy, Collect | CollectCount | OutputOrder | RuleOrder) {
        return;
    }
    let rows = &case.rows;
    if hole(&rows.whole(), rows, case.apart()).is_none() {
        return;
    }
    let sites = sites.get_or_init(|| Sites::new(&case.model.program));
    let mut asked = Asked::new(case, sites);
    let yes = asked.logic.solver.yes;
    for (when, entry) in [
        (asked.bare, &codes::TABLE_GAP),
        (asked.handled, &codes::GAP_FALLS_THROUGH),
    ] {
        let (boxes, witness) = if when == yes && !case.bound_together() {
            (alone(case), None)
        } else {
            asked.boxes(when)
        };
        if !boxes.is_empty() {
            found.push(report(case, entry, boxes, witness));
            return;
        }
    }
}

/// Boxes of the table by itself.
fn alone(case: &Case<'_>) -> Vec<Region> {
    let mut taken = case.rows.clone();
    let mut boxes = Vec::new();
    let whole = taken.whole();
    while boxes.len() < BOXES
        && let Some(hole) = hole(&whole, &taken, case.apart())
    {
        let wide = widened(&hole, &taken);
        taken.push(&wide);
        boxes.push(wide);
    }
    boxes
}

fn report(
    case: &Case<'_>,
    entry: &'static crate::diag::Entry,
    mut boxes: Vec<Region>,
    witness: Option<Witness>,
) -> Diagnostic {
    // The greatest first; equal ones as they were found.
    boxes.sort_by_key(|b| std::cmp::Reverse(volume(b).unwrap_or(u128::MAX)));
    let all = |lang: Lang| {
        let mut words: Vec<String> = boxes.iter().take(SHOWN).map(|b| case.words(b, lang)).collect();
        let rest = boxes.len().saturating_sub(SHOWN);
        if rest > 0 {
            let open = boxes.len() == BOXES;
            words.push(match (lang, open) {
                (Lang::Ru, false) => format!("и ещё {rest}"),
                (Lang::Ru, true) => format!("и ещё не меньше {rest}"),
                (Lang::En, false) => format!("and {rest} more"),
                (Lang::En, true) => format!("and at least {rest} more"),
            });
        }
        words.join("; ")
    };
    let first = boxes.first();
    let witness = witness.or_else(|| first.map(|b| case.witness(b))).unwrap_or_default();
    let maybe = if witness.assumed {
        Arg::Words {
            ru: "возможно, ".to_owned(),
            en: "possibly, ".to_owned(),
        }
    } else {
        Arg::from("")
    };
    let mut finding = Diagnostic::new(entry, case.place.file, case.place.span);
    if witness.assumed {
        finding.severity = Severity::Warning;
    }
    finding
        .arg("table", &*case.decision.name)
        .arg("box", first.map_or_else(|| Arg::from(""), |b| case.shown(b)))
        .arg("boxes", words::both(all))
        .arg(
            "row",
            first.map_or_else(|| Arg::from(""), |b| words::both(|lang| row(case, b, lang))),
        )
        .arg("maybe", maybe)
        .witness(witness)
}

/// A row to add: the cells of a box, as far as they can be written.
fn row(case: &Case<'_>, region: &Region, lang: Lang) -> String {
    let mut cells = vec!["-".to_owned(); case.table.inputs.len()];
    for (column, ranges) in case.grid.columns.iter().zip(region) {
        if let Some(cell) = cells.get_mut(column.input)
            && *ranges != column.all()
        {
            let text = match &column.looks {
                Looks::Values => super::merge::cell(column, ranges, lang),
                _ => None,
            };
            *cell = text.unwrap_or_else(|| "…".to_owned());
        }
    }
    format!("| {} | => … |", cells.join(" | "))
}

/// Who comes to a table, as clauses.
struct Asked<'c, 'm> {
    case: &'c Case<'m>,
    logic: Logic<'m>,
    bare: Lit,
    handled: Lit,
    in_force: Lit,
}

impl<'c, 'm> Asked<'c, 'm> {
    fn new(case: &'c Case<'m>, sites: &Sites) -> Self {
        let mut logic = Logic::new(case.model);
        let in_force = logic.in_force(&case.decision.valid);
        let facts = &case.model.program.facts;
        let fact = facts.iter().position(|f| f.name == case.decision.name);
        let need = match fact.and_then(|n| u32::try_from(n).ok()) {
            Some(n) => Demand::new(sites).of(&mut logic, FactId(n)),
            None => Demand::new(sites).of(&mut logic, FactId::NONE),
        };
        Self {
            case,
            bare: need.bare,
            handled: need.handled,
            in_force,
            logic,
        }
    }

    /// Boxes that no row covers and somebody comes to when `when` holds, and who.
    fn boxes(&mut self, when: Lit) -> (Vec<Region>, Option<Witness>) {
        let mut base = vec![when, self.in_force];
        for row in &self.case.table.rows {
            let mut cells = Vec::new();
            for (input, tests) in self.case.table.inputs.iter().zip(&row.inputs) {
                cells.push(self.logic.tests(*input, tests));
            }
            base.push(self.logic.all(&cells).no);
        }
        let case = self.case;
        for column in case.grid.columns.iter().filter(|c| ordered(c)) {
            let input = case.table.inputs.get(column.input).copied();
            if let (Some(input), Some(sample)) = (input, sample(column))
                && let Some(term) = self.logic.term(input, &sample)
            {
                base.push(self.logic.holds(term, &[(column.line.low, column.line.high)]).yes);
            }
        }
        // Before solving: what comes later has no value in what is found.
        let mut regions: Vec<Vec<Lit>> = Vec::with_capacity(case.grid.columns.len());
        for column in &case.grid.columns {
            let all = if ordered(column) { 0 } else { column.regions() };
            regions.push((0..all).map(|r| self.column(column, &vec![(r, r)])).collect());
        }
        let mut taken: Boxes = self.case.rows.clone();
        let (mut boxes, mut witness) = (Vec::new(), None);
        while boxes.len() < BOXES
            && let Some(found) = self.logic.solver.solve(&base)
        {
            let Some(point) = self.point(&found, &regions) else {
                break;
            };
            if (0..taken.len()).any(|b| taken.meet(b, &point)) {
                break;
            }
            let mut wide = widened(&point, &taken);
            self.trim(&base, &mut wide);
            taken.push(&wide);
            let inside = self.inside(&wide);
            base.push(!inside);
            if witness.is_none() {
                witness = Some(self.witness(&wide, &found));
            }
            boxes.push(wide);
        }
        (boxes, witness)
    }

    /// The cell of the grid that was found.
    fn point(&mut self, found: &Found, regions: &[Vec<Lit>]) -> Option<Region> {
        let case = self.case;
        let mut point = Region::with_capacity(case.grid.columns.len());
        for (column, lits) in case.grid.columns.iter().zip(regions) {
            let at = if ordered(column) {
                let (from, _) = self.interval(column, found)?;
                column.starts.partition_point(|s| *s <= from).saturating_sub(1)
            } else {
                // Where an input has no value there, the rows fail by the others: any region will do.
                lits.iter().position(|lit| found.holds(*lit)).unwrap_or(0)
            };
            let at = u32::try_from(at).ok()?;
            point.push(vec![(at, at)]);
        }
        Some(point)
    }

    fn interval(&mut self, column: &Column, found: &Found) -> Option<(i128, i128)> {
        let input = *self.case.table.inputs.get(column.input)?;
        let sample = sample(column)?;
        let term = self.logic.term(input, &sample)?;
        self.logic.interval(found, term)
    }

    /// Whether the input of a column lies in regions.
    fn column(&mut self, column: &Column, ranges: &Ranges) -> Lit {
        let yes = self.logic.solver.yes;
        if *ranges == column.all() {
            return yes;
        }
        let Some(input) = self.case.table.inputs.get(column.input).copied() else {
            return yes;
        };
        let set = column.values(ranges);
        let has = |n: i128| set.iter().any(|(low, high)| (*low..=*high).contains(&n));
        match (&column.looks, &column.line.kind) {
            (Looks::Passes(row), _) => {
                let tests = self.case.table.rows.get(*row).and_then(|r| r.inputs.get(column.input));
                let truth = match tests.map(Vec::as_slice) {
                    Some([crate::bundle::program::Test::Not(inner)]) => self.logic.tests(input, inner),
                    Some(tests) => self.logic.tests(input, tests),
                    None => return yes,
                };
                if has(1) { truth.yes } else { truth.no }
            }
            (Looks::Beside(e), _) => {
                let parts = [BinaryOp::Lt, BinaryOp::Eq, BinaryOp::Gt].into_iter().zip(0..);
                let wanted: Vec<BinaryOp> = parts.filter(|(_, n)| has(*n)).map(|(op, _)| op).collect();
                let lits: Vec<Lit> = wanted
                    .into_iter()
                    .map(|op| self.logic.compared(op, input, *e).yes)
                    .collect();
                self.logic.solver.or(&lits)
            }
            (Looks::Values, Kind::Truth) => {
                let truth = self.logic.condition(input);
                if has(1) { truth.yes } else { truth.no }
            }
            (Looks::Values, Kind::Names(names, _)) => {
                let others = has(column.line.high) && column.line.high >= i128::try_from(names.len()).unwrap_or(0);
                // Names that are not written are told by those that are.
                let chosen = (0..).zip(names).filter(|(n, _)| has(*n) != others);
                let values: Vec<Value> = chosen.map(|(_, name)| Value::Key(name.clone())).collect();
                let mut lits = Vec::new();
                for value in &values {
                    lits.push(self.logic.with(BinaryOp::Eq, input, value));
                }
                let any = self.logic.any(&lits);
                if others { any.no } else { any.yes }
            }
            (Looks::Values, _) => {
                let Some(term) = sample(column).and_then(|v| self.logic.term(input, &v)) else {
                    return yes;
                };
                self.logic.holds(term, &set).yes
            }
        }
    }

    fn inside(&mut self, region: &Region) -> Lit {
        let case = self.case;
        let columns = case.grid.columns.iter().zip(region);
        let lits: Vec<Lit> = columns.map(|(column, ranges)| self.column(column, ranges)).collect();
        self.logic.solver.and(&lits)
    }

    /// Leaves out regions to which nobody comes.
    fn trim(&mut self, base: &[Lit], wide: &mut Region) {
        let case = self.case;
        for (n, column) in case.grid.columns.iter().enumerate() {
            let Some(own) = wide.get(n).cloned() else { continue };
            if size(&own) == 1 || column.regions() > TRIMMED {
                continue;
            }
            let mut kept: Vec<(u32, u32)> = Vec::new();
            for region in own.iter().flat_map(|(low, high)| *low..=*high) {
                let mut narrow = wide.clone();
                if let Some(slot) = narrow.get_mut(n) {
                    *slot = vec![(region, region)];
                }
                let inside = self.inside(&narrow);
                let mut lits = base.to_vec();
                lits.push(inside);
                if self.logic.solver.solve(&lits).is_some() {
                    match kept.last_mut() {
                        Some(last) if last.1 + 1 == region => last.1 = region,
                        _ => kept.push((region, region)),
                    }
                }
            }
            if let (Some(slot), false) = (wide.get_mut(n), kept.is_empty()) {
                *slot = kept;
            }
        }
    }

    /// The box, and what else is known of whoever comes there.
    fn witness(&self, region: &Region, found: &Found) -> Witness {
        let mut witness = self.case.witness(region);
        witness.assumed |= self.logic.assumed();
        super::say::add_found(&mut witness, &self.logic, found);
        witness
    }
}
fn ordered(column: &Column) -> bool {
    column.looks == Looks::Values && !matches!(column.line.kind, Kind::Truth | Kind::Names(..) | Kind::Beside)
}

/// A value that the input can be compared with.
fn sample(column: &Column) -> Option<Value> {
    let at = column
        .starts
        .iter()
        .find(|s| **s > column.line.low)
        .or(column.starts.first())?;
    column.line.value(*at)
}
