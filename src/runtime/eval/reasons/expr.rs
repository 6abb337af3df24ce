//! Reasons of expressions.

use super::{Joint, Lit, Reasons, Why, nothing};
use crate::bundle::program::{BinaryOp, Expr, ExprId, Test};
use crate::runtime::eval::MAX_DEPTH;
use crate::runtime::eval::compare::same;
use crate::runtime::eval::expr::from_truth;
use crate::value::Value;

impl<'a> Reasons<'_, 'a> {
    pub(crate) fn expr(&mut self, id: ExprId) -> (Value, Why) {
        if self.depth >= MAX_DEPTH {
            self.cut = 0;
            return nothing();
        }
        self.depth += 1;
        let found = self.expr_inner(id);
        self.depth -= 1;
        found
    }

    fn expr_inner(&mut self, id: ExprId) -> (Value, Why) {
        let program = self.eval.program;
        let Some(expr) = program.exprs.get(id.index()) else {
            return nothing();
        };
        match expr {
            Expr::Const(value) => (value.clone(), Why::default()),
            Expr::Today => (Value::Date(self.eval.today), Why::default()),
            Expr::Fact(fact) => self.fact(*fact),
            Expr::Decision(decision) => self.decision(*decision),
            Expr::Member(of, name) => match self.expr(*of) {
                (Value::Record(parts), why) => {
                    let Some(place) = parts.iter().position(|(n, _)| n == name) else {
                        return (Value::Unknown, why.closed());
                    };
                    let value = parts.into_iter().nth(place).map_or(Value::Unknown, |(_, v)| v);
                    let why = why.parts.get(place).cloned().unwrap_or(why);
                    let why = if value.is_unknown() { why } else { why.settled() };
                    (value, why)
                }
                (Value::Unknown, why) => (Value::Unknown, why),
                (_, why) => (Value::Unknown, why.closed()),
            },
            Expr::Not(of) => {
                let lit = self.lit(*of).not();
                (from_truth(lit.truth), lit.why)
            }
            Expr::Binary(..) => self.binary(id),
            Expr::In(of, tests) => {
                let value = self.expr(*of);
                let lit = self.any_test(&value, tests);
                (from_truth(lit.truth), lit.why)
            }
            Expr::If(condition, then, otherwise) => self.choice(*condition, *then, *otherwise),
            Expr::List(items) => {
                let parts: Vec<(Value, Why)> = items.iter().map(|i| self.expr(*i)).collect();
                let why = Why::all(parts.iter().map(|p| &p.1));
                (Value::List(parts.into_iter().map(|p| p.0).collect()), why)
            }
            Expr::Negate(of) => {
                let of = self.expr(*of);
                let value = self.eval.negate(of.0.clone());
                strict(value, &[&of])
            }
            Expr::Call(function, args) => {
                let args: Vec<(Value, Why)> = args.iter().map(|a| self.expr(*a)).collect();
                let values: Vec<Value> = args.iter().map(|a| a.0.clone()).collect();
                let value = self.eval.call(*function, &values);
                strict(value, &args.iter().collect::<Vec<_>>())
            }
            Expr::Parameter(parameter, args) => {
                let args: Vec<(Value, Why)> = args.iter().map(|a| self.expr(*a)).collect();
                let values: Vec<Value> = args.iter().map(|a| a.0.clone()).collect();
                self.eval.state.grounds.clear();
                let value = self.eval.parameter(*parameter, &values);
                let (value, mut why) = strict(value, &args.iter().collect::<Vec<_>>());
                why.grounds.append(&mut self.eval.state.grounds);
                (value, why)
            }
        }
    }

    /// As in the evaluator: long chains are walked.
    fn binary(&mut self, id: ExprId) -> (Value, Why) {
        let program = self.eval.program;
        let mut spine = Vec::new();
        let mut leftmost = id;
        while let Some(Expr::Binary(op, left, right)) = program.exprs.get(leftmost.index()) {
            if spine.len() > program.exprs.len() {
                return nothing();
            }
            spine.push((*op, *right));
            leftmost = *left;
        }
        let mut left = self.expr(leftmost);
        for (op, right) in spine.into_iter().rev() {
            left = match op {
                BinaryOp::And | BinaryOp::Or => {
                    let mut joint = Joint::new(op == BinaryOp::Or);
                    if !joint.push(Lit::of(left)) {
                        joint.push(self.lit(right));
                    }
                    let lit = joint.done();
                    (from_truth(lit.truth), lit.why)
                }
                op if op.compares() => {
                    let right = self.expr(right);
                    let truth = self.eval.compare(op, &left.0, &right.0);
                    strict(from_truth(truth), &[&left, &right])
                }
                op => {
                    let right = self.expr(right);
                    let value = self.eval.arithmetic(op, left.0.clone(), right.0.clone());
                    strict(value, &[&left, &right])
                }
            };
        }
        left
    }

    fn choice(&mut self, condition: ExprId, then: ExprId, otherwise: ExprId) -> (Value, Why) {
        let condition = self.lit(condition);
        if let Some(truth) = condition.truth {
            let (value, mut why) = self.expr(if truth { then } else { otherwise });
            why.rest_on(&condition.why);
            for part in &mut why.parts {
                part.rest_on(&condition.why);
            }
            return (value, why);
        }
        let (a, b) = (self.expr(then), self.expr(otherwise));
        if same(&a.0, &b.0) {
            return (a.0, Why::all([&a.1, &b.1]).settled());
        }
        let dead = |v: &(Value, Why)| v.0.is_unknown() && v.1.open.is_empty();
        let whole = |v: &(Value, Why)| !v.0.is_unknown() && v.1.open.is_empty();
        // Told or not, the condition leads to what is never known; or it is never told, and both
        // sides can never become the same.
        let both = dead(&a) && dead(&b);
        let never = condition.is_dead() && (dead(&a) || dead(&b) || whole(&a) && whole(&b));
        let mut why = Why::all([&condition.why, &a.1, &b.1]);
        why.list = a.1.list || b.1.list;
        (Value::Unknown, if both || never { why.closed() } else { why })
    }

    /// Whether any of the tests holds.
    pub(super) fn any_test(&mut self, value: &(Value, Why), tests: &[Test]) -> Lit {
        let mut joint = Joint::new(true);
        for test in tests {
            if joint.push(self.test(value, test)) {
                break;
            }
        }
        joint.done()
    }

    fn test(&mut self, value: &(Value, Why), test: &Test) -> Lit {
        match test {
            Test::Any => Lit {
                truth: Some(true),
                why: Why::default(),
            },
            Test::Equal(expr) => {
                let wanted = self.expr(*expr);
                let truth = self.eval.one_of(&value.0, &wanted.0);
                let empty = |v: &(Value, Why)| v.0.is_unknown() && v.1.list && !v.1.open.is_empty();
                if truth.is_none() && (empty(value) || empty(&wanted)) {
                    let why = Why::all([&value.1, &wanted.1]);
                    return Lit { truth, why };
                }
                Lit::of(strict(from_truth(truth), &[value, &wanted]))
            }
            Test::Compare(op, expr) => self.compared(value, *op, *expr),
            Test::Range { low, high } => {
                let mut joint = Joint::new(false);
                let above = if low.1 { BinaryOp::Ge } else { BinaryOp::Gt };
                if !joint.push(self.compared(value, above, low.0)) {
                    let below = if high.1 { BinaryOp::Le } else { BinaryOp::Lt };
                    joint.push(self.compared(value, below, high.0));
                }
                joint.done()
            }
            Test::Not(tests) => {
                if self.depth >= MAX_DEPTH {
                    self.cut = 0;
                    return Lit::default();
                }
                self.depth += 1;
                let any = self.any_test(value, tests);
                self.depth -= 1;
                any.not()
            }
        }
    }

    fn compared(&mut self, value: &(Value, Why), op: BinaryOp, bound: ExprId) -> Lit {
        let bound = self.expr(bound);
        let truth = self.eval.compare(op, &value.0, &bound.0);
        Lit::of(strict(from_truth(truth), &[value, &bound]))
    }
}

/// The result of what needs all its operands: one that never is known leaves it unknown for ever.
fn strict(value: Value, operands: &[&(Value, Why)]) -> (Value, Why) {
    let why = Why::all(operands.iter().map(|o| &o.1));
    if !value.is_unknown() {
        return (value, why.settled());
    }
    let dead = operands.iter().find(|o| o.0.is_unknown() && o.1.open.is_empty());
    match dead {
        Some((_, reason)) => {
            let mut closed = reason.clone();
            closed.parts.clear();
            (value, closed.closed())
        }
        None => (value, why),
    }
}
