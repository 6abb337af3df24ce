//! Expressions as functions: "и", "или", "не" and "если" as operations, everything else evaluated as a whole.

use super::scan::Kind;
use super::truth::{NO, UNKNOWN, YES, and, not, or};
use super::{Lift, MAX_DEPTH};
use crate::bundle::orders::{Evaluated, Terminal};
use crate::bundle::program::{BinaryOp, Expr, ExprId};
use crate::diagram::Ref;
use crate::runtime::ask::assume::Assumed;

impl Lift<'_> {
    pub(super) fn truth(&mut self, id: ExprId) -> Option<Ref> {
        let of = self.expr(id)?;
        self.forest
            .map(of, &mut |t| if t == YES || t == NO { t } else { UNKNOWN })
    }

    pub(super) fn expr(&mut self, id: ExprId) -> Option<Ref> {
        if let Some(known) = self.of_exprs.get(&id) {
            return Some(*known);
        }
        if self.depth > MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        let made = self.expr_anew(id);
        self.depth -= 1;
        self.of_exprs.insert(id, made?);
        made
    }

    fn expr_anew(&mut self, id: ExprId) -> Option<Ref> {
        let program = self.day.program;
        match program.exprs.get(id.index())? {
            Expr::Const(value) => Some(Ref::terminal(self.terminal(value))),
            Expr::Fact(fact) => self.fact(*fact),
            Expr::Not(a) => {
                let a = self.truth(*a)?;
                self.forest.map(a, &mut not)
            }
            Expr::Binary(op @ (BinaryOp::And | BinaryOp::Or), a, b) => {
                let (a, b) = (self.truth(*a)?, self.truth(*b)?);
                match op {
                    BinaryOp::And => self.forest.apply(a, b, &mut and),
                    _ => self.forest.apply(a, b, &mut or),
                }
            }
            Expr::If(condition, then, otherwise) => {
                let parts = [self.truth(*condition)?, self.expr(*then)?, self.expr(*otherwise)?];
                let (joined, cases) = self.product(&parts)?;
                let choose = |case: &Vec<u32>| match case.as_slice() {
                    [YES, then, _] => *then,
                    [NO, _, otherwise] => *otherwise,
                    [_, then, otherwise] if then == otherwise => *then,
                    _ => UNKNOWN,
                };
                let chosen: Vec<u32> = cases.iter().map(choose).collect();
                // Values that are worked out may turn out to be the same whatever the condition is.
                let computed = |t: &u32| matches!(self.terminals.get(*t as usize), Some(Terminal::Computed));
                let open = |case: &Vec<u32>| !matches!(case.first(), Some(&YES | &NO)) && case.iter().any(computed);
                self.exact &= !cases.iter().any(open);
                self.forest.map(joined, &mut |case| {
                    chosen.get(case as usize).copied().unwrap_or(UNKNOWN)
                })
            }
            _ => self.part(Evaluated::Expr(id)),
        }
    }

    /// A condition or a value that is evaluated as a whole.
    pub(super) fn part(&mut self, of: Evaluated) -> Option<Ref> {
        match self.day.kind(of) {
            Kind::Constant => {
                let assumed = Assumed {
                    facts: &[],
                    more: &[],
                    behind: None,
                };
                let value = self.day.value_of(of, &assumed);
                Some(Ref::terminal(self.terminal(&value)))
            }
            Kind::Few(facts) => self.evaluated(of, &facts),
            Kind::One(fact, mut few) => {
                few.push(fact);
                self.evaluated(of, &few)
            }
            Kind::Joint => {
                let var = *self.joints.get(&of)?;
                let identity = self.forest.identity(var)?;
                self.forest.map(identity, &mut |r| match r {
                    0 => NO,
                    1 => YES,
                    _ => UNKNOWN,
                })
            }
            Kind::Computed => {
                self.exact = false;
                let asked = self.day.asked_below(of);
                let key = match of {
                    Evaluated::Expr(id) => (1 << 32) | u64::from(id.0),
                    Evaluated::Cell(id, row, column) => {
                        (2 << 60) | (u64::from(id.0) << 32) | (u64::from(row) << 8) | u64::from(column)
                    }
                };
                self.computed(key, &asked)
            }
        }
    }
}
