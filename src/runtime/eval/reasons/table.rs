//! Reasons of what tables conclude.

use super::agreement::agreement;
use super::rows::Rows;
use super::{Joint, Lit, Reasons, Why, merge, nothing};
use crate::bundle::program::{Decision, DecisionId, Expr, ExprId, HitPolicy, Table, Test};
use crate::runtime::eval::Side;
use crate::runtime::eval::compare::same;
use crate::runtime::eval::table::{Choice, Hit};
use crate::value::Value;

/// A table being judged.
struct Judged<'a> {
    id: DecisionId,
    table: &'a Table,
    /// For each row that counted once: the reasons of its outputs.
    outputs: Vec<Option<Vec<(Value, Why)>>>,
}

/// Rows that hold or may hold.
struct Found<'a> {
    rows: Vec<usize>,
    hits: Vec<Hit<'a>>,
}

impl<'a> Reasons<'_, 'a> {
    pub(super) fn table(&mut self, id: DecisionId, decision: &'a Decision, table: &'a Table) -> (Value, Why) {
        let inputs: Vec<(Value, Why)> = table.inputs.iter().map(|i| self.expr(*i)).collect();
        let mut judged = Judged {
            id,
            table,
            outputs: vec![None; table.rows.len()],
        };
        let mut values: Vec<Value> = inputs.iter().map(|i| i.0.clone()).collect();
        let found = self.found(&mut judged, &values);
        match self.eval.choose(table, &found.hits) {
            Choice::Open => {
                let mut why = self.open(&judged, &found, &inputs);
                inputs.iter().for_each(|i| why.rest_on(&i.1));
                (Value::Unknown, why)
            }
            choice => {
                let columns = self.columns(&mut judged, &mut values, &inputs, &choice);
                // Once more without the columns that do not count: their rows may count now.
                let found = self.found(&mut judged, &values);
                conclusion(decision, &judged, &found, columns, choice)
            }
        }
    }

    fn found(&mut self, judged: &mut Judged<'a>, values: &[Value]) -> Found<'a> {
        let matching = self.eval.matching(judged.id, judged.table, values);
        let mut found = Found {
            rows: Vec::with_capacity(matching.len()),
            hits: Vec::with_capacity(matching.len()),
        };
        for (n, sure) in matching {
            let (Some(row), Some(known)) = (judged.table.rows.get(n), judged.outputs.get_mut(n)) else {
                continue;
            };
            let outputs = known.get_or_insert_with(|| row.outputs.iter().map(|o| self.expr(*o)).collect());
            found.rows.push(n);
            found.hits.push(Hit {
                row,
                sure,
                outputs: outputs.iter().map(|o| o.0.clone()).collect(),
            });
        }
        found
    }

    /// Reasons of the columns on which a conclusion rests; the others are made unknown in `values`.
    fn columns(
        &mut self,
        judged: &mut Judged<'a>,
        values: &mut [Value],
        inputs: &[(Value, Why)],
        choice: &Choice,
    ) -> Why {
        let mut why = Why::default();
        for (i, (known, reasons)) in inputs.iter().enumerate() {
            let cells = self.cells(judged.table, i);
            if known.is_unknown() && cells == Why::default() {
                continue;
            }
            if let Some(value) = values.get_mut(i) {
                *value = Value::Unknown;
            }
            let found = self.found(judged, values);
            // Cells that need facts are told from those by leaving them alone.
            if cells == Why::default() && same_choice(choice, &self.eval.choose(judged.table, &found.hits), &found) {
                continue;
            }
            if let Some(value) = values.get_mut(i) {
                *value = known.clone();
            }
            why.rest_on(reasons);
            why.rest_on(&cells);
        }
        why
    }

    /// Reasons of what the cells of a column compare with.
    fn cells(&mut self, table: &Table, column: usize) -> Why {
        let mut why = Why::default();
        for tests in table.rows.iter().filter_map(|r| r.inputs.get(column)) {
            let mut operands = Vec::new();
            bounds(tests, &mut operands);
            for bound in operands {
                if !matches!(self.eval.program.exprs.get(bound.index()), Some(Expr::Const(_))) {
                    why.add(&self.expr(bound).1);
                }
            }
        }
        why
    }

    fn row(&mut self, judged: &Judged<'a>, row: usize, inputs: &[(Value, Why)]) -> Lit {
        let mut joint = Joint::new(false);
        let cells = judged.table.rows.get(row).map_or(&[][..], |r| &r.inputs);
        for (value, tests) in inputs.iter().zip(cells) {
            if !tests.is_empty() && joint.push(self.any_test(value, tests)) {
                break;
            }
        }
        joint.done()
    }

    /// Facts that could still decide an open table.
    fn open(&mut self, judged: &Judged<'a>, found: &Found<'a>, inputs: &[(Value, Why)]) -> Why {
        let sure = || Lit {
            truth: Some(true),
            why: Why::default(),
        };
        let lits: Vec<Lit> = found
            .rows
            .iter()
            .zip(&found.hits)
            .map(|(n, h)| if h.sure { sure() } else { self.row(judged, *n, inputs) })
            .collect();
        let outputs: Vec<(Value, Why)> = found
            .rows
            .iter()
            .map(|n| {
                judged
                    .outputs
                    .get(*n)
                    .and_then(Option::as_ref)
                    .map_or_else(nothing, |o| joined(o))
            })
            .collect();
        let rows = Rows {
            table: judged.table,
            hits: &found.hits,
            lits: &lits,
            outputs: &outputs,
        };
        let deciding = match judged.table.policy {
            HitPolicy::First => rows.first(),
            HitPolicy::Any => agreement(&rows.claims()),
            HitPolicy::Priority => rows.priority(),
            HitPolicy::CollectSum | HitPolicy::CollectMin | HitPolicy::CollectMax => {
                let neutral: Vec<bool> = (0..found.hits.len())
                    .map(|i| self.neutral(judged.table, &found.hits, i))
                    .collect();
                rows.aggregate(&neutral)
            }
            // One row too many, or one that can never be told, and there is no conclusion any more.
            _ => rows.every(),
        };
        let reasons = || lits.iter().map(|l| &l.why).chain(outputs.iter().map(|o| &o.1));
        let mut why = deciding.unwrap_or_else(|| Why::all(reasons()).closed());
        reasons().for_each(|r| why.rest_on(r));
        why
    }

    /// Whether a row that may hold would not change what the sure rows come to.
    fn neutral(&mut self, table: &Table, hits: &[Hit<'a>], one: usize) -> bool {
        let copy = |h: &Hit<'a>, sure| Hit {
            row: h.row,
            sure,
            outputs: h.outputs.clone(),
        };
        let sure: Vec<Hit<'a>> = hits.iter().filter(|h| h.sure).map(|h| copy(h, true)).collect();
        let with = sure
            .iter()
            .map(|h| copy(h, true))
            .chain(hits.get(one).map(|h| copy(h, false)));
        let with: Vec<Hit<'a>> = with.collect();
        !sure.is_empty() && matches!(self.eval.choose(table, &with), Choice::Value(..))
    }
}

fn joined(outputs: &[(Value, Why)]) -> (Value, Why) {
    if let Some(dead) = outputs.iter().find(|o| o.0.is_unknown() && o.1.open.is_empty()) {
        return (Value::Unknown, dead.1.clone());
    }
    let why = Why::all(outputs.iter().map(|o| &o.1));
    match outputs {
        _ if outputs.iter().any(|o| o.0.is_unknown()) => (Value::Unknown, why),
        [one] => one.clone(),
        many => (Value::List(many.iter().map(|o| o.0.clone()).collect()), why),
    }
}

/// Whether a table comes to the same without a column: the same value, or the same rows against one.
fn same_choice(before: &Choice, after: &Choice, found: &Found<'_>) -> bool {
    match (before, after) {
        (Choice::Value(a, _), Choice::Value(b, _)) => same(a, b),
        (Choice::NoRow, Choice::NoRow) => true,
        (Choice::Conflict(a), Choice::Conflict(b)) => a == b && found.hits.iter().all(|h| h.sure),
        _ => false,
    }
}

fn conclusion(
    decision: &Decision,
    judged: &Judged<'_>,
    found: &Found<'_>,
    columns: Why,
    choice: Choice,
) -> (Value, Why) {
    let outputs = |n: &usize| judged.outputs.get(*n).and_then(Option::as_ref);
    let mut why = columns;
    match choice {
        Choice::Value(value, _) => {
            let rows = || found.rows.iter().filter_map(outputs);
            let (parts, one) = match (&value, rows().next()) {
                (Value::Record(_), Some(parts)) if found.rows.len() == 1 => (parts.clone(), true),
                _ => (Vec::new(), false),
            };
            for hit in found.hits.iter().filter(|h| h.sure) {
                merge(&mut why.grounds, hit.row.ground.as_slice());
            }
            if one {
                let base = why.clone();
                for (_, part) in &parts {
                    let mut own = base.clone();
                    own.add(part);
                    why.parts.push(own);
                }
            }
            rows().flatten().for_each(|o| why.add(&o.1));
            let dead = rows().flatten().find(|o| o.0.is_unknown() && o.1.open.is_empty());
            match (&value, dead) {
                (Value::Unknown, Some(_)) => (value, why.closed()),
                (Value::Unknown | Value::Record(_) | Value::List(_), _) => (value, why),
                _ => (value, why.settled()),
            }
        }
        Choice::Conflict(rows) => {
            for hit in rows.into_iter().filter_map(|i| found.hits.get(i)) {
                why.sides.push(Side {
                    at: hit.row.at,
                    grounds: hit.row.ground.map_or_else(|| decision.grounds.clone(), |g| vec![g]),
                });
            }
            found
                .rows
                .iter()
                .filter_map(outputs)
                .flatten()
                .for_each(|o| why.rest_on(&o.1));
            (Value::Unknown, why)
        }
        Choice::NoRow | Choice::Open => (Value::Unknown, why),
    }
}

fn bounds(tests: &[Test], into: &mut Vec<ExprId>) {
    for test in tests {
        match test {
            Test::Any => {}
            Test::Equal(e) | Test::Compare(_, e) => into.push(*e),
            Test::Range { low, high } => into.extend([low.0, high.0]),
            Test::Not(inner) => bounds(inner, into),
        }
    }
}
