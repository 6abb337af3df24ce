//! What a goal asks of each fact: the conditions under which its values must be told apart.

use rustc_hash::FxHashMap;

use super::{MAX_DEPTH, MAX_GIVEN};
use crate::bundle::orders::{Condition, Evaluated};
use crate::bundle::program::{BinaryOp, Expr, ExprId, FactId, Rule};
use crate::runtime::ask::shape::{Day, Shape};
use crate::runtime::ask::{Root, closure};
use crate::value::Value;

/// How a condition is written as a function.
pub(super) enum Kind {
    Constant,
    /// All its facts have few values.
    Few(Vec<FactId>),
    /// One fact falls into regions; the others have few values.
    One(FactId, Vec<FactId>),
    /// A condition on several facts.
    Joint,
    /// A value that needs all its facts.
    Computed,
}

/// What the scan of a goal finds.
#[derive(Default)]
pub(super) struct Scan {
    pub(super) conditions: FxHashMap<FactId, Vec<Condition>>,
    /// Facts whose very value matters.
    pub(super) computed: Vec<FactId>,
    pub(super) joints: Vec<Evaluated>,
    pub(super) seen: Vec<FactId>,
    pub(super) exprs: Vec<ExprId>,
}

impl<'a> Day<'a> {
    pub(super) fn kind(self, of: Evaluated) -> Kind {
        let truth = self.is_truth(of);
        let hard = if truth { Kind::Joint } else { Kind::Computed };
        let Some(direct) = self.direct(of) else { return hard };
        if direct.is_empty() {
            return Kind::Constant;
        }
        let mut wide: Vec<FactId> = Vec::new();
        let mut few: Vec<FactId> = Vec::new();
        let mut combinations = 1_usize;
        for fact in direct {
            let values = if self.is_derived(fact) {
                self.concluded(fact)
            } else {
                self.values(fact)
            };
            match values {
                Some(values) => {
                    combinations = combinations.saturating_mul(values.len());
                    few.push(fact);
                }
                None if self.is_derived(fact) => return hard,
                None => wide.push(fact),
            }
        }
        match wide.as_slice() {
            [] => Kind::Few(few),
            [one] if truth && combinations <= MAX_GIVEN => Kind::One(*one, few),
            _ => hard,
        }
    }

    pub(super) fn scan_fact(self, id: FactId, scan: &mut Scan, depth: usize) -> Option<()> {
        if scan.seen.contains(&id) {
            return Some(());
        }
        if depth > MAX_DEPTH {
            return None;
        }
        scan.seen.push(id);
        if !self.is_derived(id) {
            if self.values(id).is_none() {
                scan.computed.push(id);
            }
            return Some(());
        }
        match self.shape(id) {
            Shape::Same(rules, _) => rules.iter().try_for_each(|r| self.scan_rule(r, scan, depth)),
            Shape::Mixed(rules) => rules.iter().try_for_each(|(_, r)| self.scan_rule(r, scan, depth)),
            Shape::Expr(expr) => self.scan_expr(expr, scan, depth + 1),
            Shape::Table(id, table) => {
                for (row, cells) in (0_u32..).zip(&table.rows) {
                    for (column, tests) in (0_u32..).zip(&cells.inputs) {
                        if !tests.is_empty() {
                            self.scan_part(Evaluated::Cell(id, row, column), scan, depth)?;
                        }
                    }
                }
                Some(())
            }
            Shape::Hard => {
                for fact in closure(self.program, self.today, &[Root::Fact(id)]) {
                    if !self.is_derived(fact) && !scan.computed.contains(&fact) {
                        scan.computed.push(fact);
                    }
                }
                Some(())
            }
        }
    }

    fn scan_rule(self, rule: &Rule, scan: &mut Scan, depth: usize) -> Option<()> {
        let conditions = rule.conditions.iter().chain(rule.exceptions.iter().flatten());
        conditions.copied().try_for_each(|c| self.scan_expr(c, scan, depth + 1))
    }

    pub(super) fn scan_expr(self, id: ExprId, scan: &mut Scan, depth: usize) -> Option<()> {
        if scan.exprs.contains(&id) {
            return Some(());
        }
        if depth > MAX_DEPTH {
            return None;
        }
        scan.exprs.push(id);
        match self.program.exprs.get(id.index())? {
            Expr::Const(_) | Expr::Today => Some(()),
            Expr::Fact(fact) => self.scan_fact(*fact, scan, depth + 1),
            Expr::Not(a) => self.scan_expr(*a, scan, depth + 1),
            Expr::Binary(BinaryOp::And | BinaryOp::Or, a, b) => {
                self.scan_expr(*a, scan, depth + 1)?;
                self.scan_expr(*b, scan, depth + 1)
            }
            Expr::If(a, b, c) => [*a, *b, *c]
                .into_iter()
                .try_for_each(|e| self.scan_expr(e, scan, depth + 1)),
            _ => self.scan_part(Evaluated::Expr(id), scan, depth),
        }
    }

    fn scan_part(self, of: Evaluated, scan: &mut Scan, depth: usize) -> Option<()> {
        match self.kind(of) {
            Kind::Constant => {}
            Kind::Few(facts) => {
                for fact in facts {
                    self.scan_fact(fact, scan, depth + 1)?;
                }
            }
            Kind::One(fact, few) => {
                let mut given: Vec<Vec<(FactId, Value)>> = vec![Vec::new()];
                for other in few {
                    self.scan_fact(other, scan, depth + 1)?;
                    let values = if self.is_derived(other) {
                        self.concluded(other)
                    } else {
                        self.values(other)
                    }?;
                    let longer = |g: &Vec<(FactId, Value)>| {
                        let with = |v: &Value| g.iter().cloned().chain([(other, v.clone())]).collect();
                        values.iter().map(with).collect::<Vec<_>>()
                    };
                    given = given.iter().flat_map(longer).collect();
                }
                let list = scan.conditions.entry(fact).or_default();
                list.extend(given.into_iter().map(|given| Condition { of, given }));
            }
            Kind::Joint => {
                if !scan.joints.contains(&of) {
                    scan.joints.push(of);
                }
            }
            Kind::Computed => {
                for fact in self.asked_below(of) {
                    if !scan.computed.contains(&fact) {
                        scan.computed.push(fact);
                    }
                }
            }
        }
        Some(())
    }
}
