//! Decision tables with the hit policies of DMN 1.4, over three-valued rows.
//!
//! A row holds, does not hold, or cannot be told because a fact is unknown. A conclusion is drawn
//! only where the unknown rows cannot change it.

use std::borrow::{Borrow, Cow};

use rust_decimal::Decimal;

use super::compare::{least, same};
use super::decision::Concluded;
use super::prepared::Lookup;
use super::{Evaluator, kind};
use crate::bundle::program::{BinaryOp, Decision, DecisionId, HitPolicy, Row, Table};
use crate::runtime::explain::{Note, Place};
use crate::value::Value;

/// A row that holds or may hold, with its outputs.
pub(super) struct Hit<'a> {
    pub(super) row: &'a Row,
    pub(super) sure: bool,
    pub(super) outputs: Vec<Value>,
}

/// What the hit policy makes of the rows; rows are named by their place among the hits.
pub(super) enum Choice {
    /// A conclusion of these rows. It may be unknown, where an output is.
    Value(Value, Vec<usize>),
    /// Rows that may hold could still change it.
    Open,
    /// No row holds.
    NoRow,
    /// The policy allows one conclusion, these rows draw several.
    Conflict(Vec<usize>),
}

impl<'a> Evaluator<'a> {
    pub(super) fn table(&mut self, id: DecisionId, decision: &'a Decision, table: &'a Table) -> (Value, Concluded) {
        let inputs: Vec<Cow<'a, Value>> = table.inputs.iter().map(|i| self.operand(*i)).collect();
        let rows = self.matching(id, table, &inputs);
        if let ([(row, true)], true) = (rows.as_slice(), self.state.quiet && one_counts(table)) {
            let output = table.rows.get(*row).and_then(|r| r.outputs.first());
            let value = output.map_or(Value::Unknown, |o| self.expr(*o));
            self.state.buffers.hits = rows;
            return (value, Concluded::default());
        }
        // Outputs only of rows that may count: they may need facts of their own.
        let hits: Vec<Hit<'a>> = rows
            .iter()
            .filter_map(|(row, sure)| {
                let row = table.rows.get(*row)?;
                let outputs = row.outputs.iter().map(|o| self.expr(*o)).collect();
                let sure = *sure;
                Some(Hit { row, sure, outputs })
            })
            .collect();
        self.state.buffers.hits = rows;
        let mut concluded = Concluded::default();
        let value = match self.choose(table, &hits) {
            Choice::Value(value, rows) => {
                if !self.state.quiet {
                    for hit in rows.into_iter().filter_map(|i| hits.get(i)) {
                        concluded.rows.push(self.place(hit.row.at));
                        concluded.grounds.extend(hit.row.ground);
                    }
                }
                value
            }
            Choice::Open => Value::Unknown,
            Choice::NoRow => self.unknown(Note::NoRow(decision.name.clone())),
            Choice::Conflict(rows) => {
                let hits = rows.into_iter().filter_map(|i| hits.get(i));
                let places: Vec<Place> = hits.map(|h| self.place(h.row.at)).collect();
                self.unknown(Note::RowConflict(decision.name.clone(), places))
            }
        };
        if !self.state.quiet {
            concluded.inputs = inputs.into_iter().map(Cow::into_owned).collect();
        }
        (value, concluded)
    }

    /// Rows that hold by the rules of DMN, where nothing is undecided.
    fn scanned<V: Borrow<Value>>(&mut self, table: &Table, inputs: &[V]) -> Vec<(usize, bool)> {
        let mut found = Vec::new();
        for (n, row) in table.rows.iter().enumerate() {
            let mut cells = inputs.iter().zip(&row.inputs);
            // An empty cell is `-`.
            if cells.all(|(value, tests)| tests.is_empty() || self.any_test(value.borrow(), tests) == Some(true)) {
                found.push((n, true));
                if table.policy == HitPolicy::First {
                    break;
                }
            }
        }
        found
    }

    /// Rows that match the inputs or may, in order, and whether they surely do.
    pub(super) fn matching<V: Borrow<Value>>(
        &mut self,
        id: DecisionId,
        table: &'a Table,
        inputs: &[V],
    ) -> Vec<(usize, bool)> {
        if self.state.dmn {
            return self.scanned(table, inputs);
        }
        let mut room = std::mem::take(&mut self.state.buffers);
        match self.prepared.table(self.program, id) {
            Some(lookup) => lookup.search(table, inputs, &mut room, |v, tests| self.any_test(v, tests)),
            // Only where it was made for another program.
            None => {
                Lookup::new(self.program, table).search(table, inputs, &mut room, |v, tests| self.any_test(v, tests))
            }
        }
        let rows = std::mem::take(&mut room.hits);
        self.state.buffers = room;
        rows
    }

    pub(super) fn choose(&mut self, table: &Table, hits: &[Hit<'_>]) -> Choice {
        let sure: Vec<usize> = (0..).zip(hits).filter(|(_, h)| h.sure).map(|(i, _)| i).collect();
        let all_sure = sure.len() == hits.len();
        if hits.is_empty() {
            return match table.policy {
                HitPolicy::Collect | HitPolicy::RuleOrder | HitPolicy::OutputOrder => {
                    Choice::Value(Value::List(Vec::new()), Vec::new())
                }
                HitPolicy::CollectCount => Choice::Value(Value::Number(Decimal::ZERO), Vec::new()),
                _ => Choice::NoRow,
            };
        }
        match table.policy {
            HitPolicy::Unique if sure.len() > 1 => Choice::Conflict(sure),
            HitPolicy::Unique => only(table, hits).unwrap_or(Choice::Open),
            HitPolicy::First => first(table, hits),
            HitPolicy::Any => any(table, hits, sure),
            HitPolicy::Priority => priority(table, hits),
            HitPolicy::CollectSum | HitPolicy::CollectMin | HitPolicy::CollectMax => self.aggregate(table, hits, sure),
            _ if !all_sure => Choice::Open,
            HitPolicy::CollectCount => Choice::Value(Value::Number(Decimal::from(sure.len())), sure),
            HitPolicy::Collect | HitPolicy::RuleOrder => list(table, hits, sure),
            HitPolicy::OutputOrder => {
                if !self.state.dmn && hits.len() > 1 && hits.iter().any(|h| h.outputs.iter().any(Value::is_unknown)) {
                    return Choice::Open;
                }
                let mut ordered = sure;
                ordered.sort_by_cached_key(|i| hits.get(*i).map(|h| rank(table, h)));
                list(table, hits, ordered)
            }
        }
    }

    /// Sum, least or greatest of the outputs of rows that hold; a row that may hold is left out where
    /// it would not change that.
    fn aggregate(&mut self, table: &Table, hits: &[Hit<'_>], sure: Vec<usize>) -> Choice {
        let mut rows = sure.iter().filter_map(|i| hits.get(*i));
        let Some(first) = rows.next() else {
            return Choice::Open;
        };
        let mut total = first.outputs.clone();
        for hit in rows {
            for (so_far, next) in total.iter_mut().zip(&hit.outputs) {
                let old = std::mem::replace(so_far, Value::Unknown);
                *so_far = self.fold(table.policy, old, next.clone());
            }
        }
        for hit in hits.iter().filter(|h| !h.sure) {
            for (total, output) in total.iter().zip(&hit.outputs) {
                let with = self.fold(table.policy, total.clone(), output.clone());
                if !same(&with, total) {
                    return Choice::Open;
                }
            }
        }
        Choice::Value(record(table, &total), sure)
    }

    fn fold(&mut self, policy: HitPolicy, a: Value, b: Value) -> Value {
        if policy == HitPolicy::CollectSum {
            return self.arithmetic(BinaryOp::Add, a, b);
        }
        if a.is_unknown() || b.is_unknown() {
            return Value::Unknown;
        }
        match least(&a, &b) {
            Ok(Some(first)) if first == (policy == HitPolicy::CollectMin) => a,
            Ok(Some(_)) => b,
            _ => self.unknown(Note::Types(kind(&a), kind(&b))),
        }
    }
}

/// Whether one row that alone holds gives its only output as it is.
fn one_counts(table: &Table) -> bool {
    use HitPolicy::{Any, CollectMax, CollectMin, CollectSum, First, Priority, Unique};
    let alone = matches!(
        table.policy,
        Unique | First | Any | Priority | CollectSum | CollectMin | CollectMax
    );
    alone && table.outputs.len() <= 1
}

/// Where one row alone may hold, and surely does.
fn only(table: &Table, hits: &[Hit<'_>]) -> Option<Choice> {
    match hits {
        [hit] if hit.sure => Some(Choice::Value(record(table, &hit.outputs), vec![0])),
        _ => None,
    }
}

/// The first row that holds; rows above it that may hold must conclude the same.
fn first(table: &Table, hits: &[Hit<'_>]) -> Choice {
    let Some(end) = hits.iter().position(|h| h.sure) else {
        return Choice::Open;
    };
    let (above, rest) = hits.split_at(end);
    match rest.first() {
        Some(hit) if above.iter().all(|h| agree(h, hit)) => Choice::Value(record(table, &hit.outputs), vec![end]),
        _ => Choice::Open,
    }
}

fn any(table: &Table, hits: &[Hit<'_>], sure: Vec<usize>) -> Choice {
    if let Some(only) = only(table, hits) {
        return only;
    }
    let mut rows = sure.iter().filter_map(|i| hits.get(*i));
    let Some(one) = rows.next() else {
        return Choice::Open;
    };
    if rows.any(|h| differ(h, one)) {
        return Choice::Conflict(sure);
    }
    if hits.iter().all(|h| agree(h, one)) {
        return Choice::Value(record(table, &one.outputs), sure);
    }
    Choice::Open
}

/// The row whose output stands first in the declared order, the upper one of equals. A row that may
/// hold, or whose output is not known, must not be able to come before it with another output.
fn priority(table: &Table, hits: &[Hit<'_>]) -> Choice {
    if let Some(only) = only(table, hits) {
        return only;
    }
    let whole = |h: &Hit<'_>| h.sure && !h.outputs.iter().any(Value::is_unknown);
    let place = |(i, h): (usize, &Hit<'_>)| (rank(table, h), i);
    let candidates = || (0_usize..).zip(hits);
    let Some((top, best)) = candidates().filter(|(_, h)| whole(h)).map(place).min() else {
        return Choice::Open;
    };
    let Some(hit) = hits.get(best) else {
        return Choice::Open;
    };
    // The same place in the order is the same output, unless the order does not have it.
    let undeclared = top.contains(&usize::MAX);
    let before = |i: usize, h: &Hit<'_>| {
        let rank = rank(table, h);
        let earlier = rank < top || undeclared && rank == top && i < best;
        earlier && !agree(h, hit)
    };
    if candidates().any(|(i, h)| before(i, h)) {
        return Choice::Open;
    }
    Choice::Value(record(table, &hit.outputs), vec![best])
}

/// Whether two rows conclude the same.
pub(super) fn agree(a: &Hit<'_>, b: &Hit<'_>) -> bool {
    a.outputs.iter().zip(&b.outputs).all(|(a, b)| same(a, b))
}

/// Whether two rows surely do not conclude the same.
fn differ(a: &Hit<'_>, b: &Hit<'_>) -> bool {
    let known = |v: &Value| !v.is_unknown();
    let pairs = || a.outputs.iter().zip(&b.outputs);
    pairs().any(|(a, b)| known(a) && known(b) && !same(a, b))
}

/// Place in the declared order of outputs, column by column; what is not declared comes last, what
/// is not known might come first.
pub(super) fn rank(table: &Table, hit: &Hit<'_>) -> Vec<usize> {
    let place = |v: &Value| {
        if v.is_unknown() {
            return 0;
        }
        let found = table.output_values.iter().position(|o| same(o, v));
        found.unwrap_or(usize::MAX)
    };
    hit.outputs.iter().map(place).collect()
}

fn record(table: &Table, outputs: &[Value]) -> Value {
    match outputs {
        [one] if table.outputs.len() <= 1 => one.clone(),
        many => Value::Record(table.outputs.iter().cloned().zip(many.iter().cloned()).collect()),
    }
}

fn list(table: &Table, hits: &[Hit<'_>], rows: Vec<usize>) -> Choice {
    let values = rows.iter().filter_map(|i| hits.get(*i));
    let values = values.map(|h| record(table, &h.outputs)).collect();
    Choice::Value(Value::List(values), rows)
}
