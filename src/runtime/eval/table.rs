//! Decision tables with the hit policies of DMN 1.4, over three-valued rows.
//!
//! A row holds, does not hold, or cannot be told because a fact is unknown. A conclusion is drawn
//! only where the unknown rows cannot change it.

use rust_decimal::Decimal;

use super::compare::{kleene_and, least};
use super::decision::Concluded;
use super::{Evaluator, kind};
use crate::bundle::program::{BinaryOp, Decision, HitPolicy, Row, Table};
use crate::runtime::explain::{Note, Place};
use crate::value::Value;

/// A row that holds or may hold, with its outputs.
struct Hit<'p> {
    row: &'p Row,
    sure: bool,
    outputs: Vec<Value>,
}

impl Evaluator<'_> {
    pub(super) fn table(&mut self, decision: &Decision, table: &Table) -> (Value, Concluded) {
        let inputs: Vec<Value> = table.inputs.iter().map(|i| self.expr(*i)).collect();
        let mut hits: Vec<Hit<'_>> = Vec::new();
        for row in &table.rows {
            let mut holds = Some(true);
            for (value, tests) in inputs.iter().zip(&row.inputs) {
                // An empty cell is `-`.
                if !tests.is_empty() {
                    holds = kleene_and(holds, self.any_test(value, tests));
                }
                if holds == Some(false) {
                    break;
                }
            }
            if self.state.dmn {
                holds = Some(holds == Some(true));
            }
            let Some(sure) = holds.map_or(Some(false), |h| h.then_some(true)) else {
                continue;
            };
            hits.push(Hit {
                row,
                sure,
                outputs: Vec::new(),
            });
            if sure && table.policy == HitPolicy::First {
                break;
            }
        }
        // Outputs only of rows that may count: they may need facts of their own.
        for hit in &mut hits {
            hit.outputs = hit.row.outputs.iter().map(|o| self.expr(*o)).collect();
        }
        let chosen = self.choose(decision, table, &hits);
        let mut concluded = Concluded {
            inputs,
            ..Concluded::default()
        };
        let value = match chosen {
            Some((value, rows)) => {
                for row in rows {
                    concluded.rows.push(self.place(row.at));
                    concluded.grounds.extend(row.ground);
                }
                value
            }
            None => Value::Unknown,
        };
        (value, concluded)
    }

    fn choose<'p>(&mut self, decision: &Decision, table: &Table, hits: &[Hit<'p>]) -> Option<(Value, Vec<&'p Row>)> {
        let sure: Vec<&Hit<'p>> = hits.iter().filter(|h| h.sure).collect();
        let all_sure = sure.len() == hits.len();
        let one = |hit: &Hit<'p>| Some((record(table, &hit.outputs), vec![hit.row]));
        let no_row = |this: &mut Self| {
            if all_sure {
                this.note(Note::NoRow(decision.name.clone()));
            }
            None
        };
        match table.policy {
            HitPolicy::Unique => match sure.as_slice() {
                [] => agreed(table, hits).or_else(|| no_row(self)),
                [hit] => one(hit),
                many => self.conflict(decision, many),
            },
            HitPolicy::First => match hits.first() {
                None => no_row(self),
                Some(hit) if hit.sure => one(hit),
                Some(_) => agreed(table, hits),
            },
            HitPolicy::Any => match sure.split_first() {
                None => agreed(table, hits).or_else(|| no_row(self)),
                Some((first, rest)) if rest.iter().all(|h| h.outputs == first.outputs) => {
                    Some((record(table, &first.outputs), sure.iter().map(|h| h.row).collect()))
                }
                Some(_) => self.conflict(decision, &sure),
            },
            HitPolicy::Priority => {
                let best = |of: &[&Hit<'p>]| of.iter().map(|h| rank(table, h)).min();
                let Some(top) = best(&sure) else {
                    return no_row(self);
                };
                let doubtful: Vec<&Hit<'p>> = hits.iter().filter(|h| !h.sure).collect();
                if best(&doubtful).is_some_and(|d| d < top) {
                    return None;
                }
                sure.iter().find(|h| rank(table, h) == top).and_then(|h| one(h))
            }
            _ if !all_sure => None,
            HitPolicy::Collect | HitPolicy::RuleOrder => Some(list(table, &sure)),
            HitPolicy::OutputOrder => {
                let mut ordered = sure;
                ordered.sort_by_key(|h| rank(table, h));
                Some(list(table, &ordered))
            }
            HitPolicy::CollectCount => {
                let rows = sure.iter().map(|h| h.row).collect();
                Some((Value::Number(Decimal::from(sure.len())), rows))
            }
            HitPolicy::CollectSum | HitPolicy::CollectMin | HitPolicy::CollectMax => {
                let Some((first, rest)) = sure.split_first() else {
                    return no_row(self);
                };
                let mut total = first.outputs.clone();
                for hit in rest {
                    for (so_far, next) in total.iter_mut().zip(&hit.outputs) {
                        let old = std::mem::replace(so_far, Value::Unknown);
                        *so_far = self.fold(table.policy, old, next.clone());
                    }
                }
                Some((record(table, &total), sure.iter().map(|h| h.row).collect()))
            }
        }
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

    fn conflict<'p>(&mut self, decision: &Decision, hits: &[&Hit<'p>]) -> Option<(Value, Vec<&'p Row>)> {
        let places: Vec<Place> = hits.iter().map(|h| self.place(h.row.at)).collect();
        self.note(Note::RowConflict(decision.name.clone(), places));
        None
    }
}

/// Rows that may hold, the last of them surely, which all conclude the same.
fn agreed<'p>(table: &Table, hits: &[Hit<'p>]) -> Option<(Value, Vec<&'p Row>)> {
    let (last, rest) = hits.split_last()?;
    let same = last.sure && rest.iter().all(|h| h.outputs == last.outputs);
    same.then(|| (record(table, &last.outputs), vec![last.row]))
}

/// Place in the declared order of outputs, column by column; what is not declared comes last.
fn rank(table: &Table, hit: &Hit<'_>) -> Vec<usize> {
    let place = |v: &Value| table.output_values.iter().position(|o| o == v).unwrap_or(usize::MAX);
    hit.outputs.iter().map(place).collect()
}

fn record(table: &Table, outputs: &[Value]) -> Value {
    match outputs {
        [one] if table.outputs.len() <= 1 => one.clone(),
        many => Value::Record(table.outputs.iter().cloned().zip(many.iter().cloned()).collect()),
    }
}

fn list<'p>(table: &Table, hits: &[&Hit<'p>]) -> (Value, Vec<&'p Row>) {
    let values = hits.iter().map(|h| record(table, &h.outputs)).collect();
    (Value::List(values), hits.iter().map(|h| h.row).collect())
}
