//! Expressions.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::compare::{self, kleene_and, kleene_not, kleene_or};
use super::{Evaluator, MAX_DEPTH, feel, kind};
use crate::bundle::program::{BinaryOp, Expr, ExprId, FactId, Function, Test};
use crate::runtime::explain::Note;
use crate::value::{Money, Value};

impl<'a> Evaluator<'a> {
    /// The value of an expression.
    pub(crate) fn expr(&mut self, id: ExprId) -> Value {
        if self.state.depth >= MAX_DEPTH {
            return self.too_deep();
        }
        self.state.depth += 1;
        let value = self.expr_inner(id);
        self.state.depth -= 1;
        value
    }

    /// The value of an expression, without a copy where it stands somewhere.
    pub(super) fn operand(&mut self, id: ExprId) -> Cow<'a, Value> {
        let program = self.program;
        match program.exprs.get(id.index()) {
            Some(Expr::Const(value)) => Cow::Borrowed(value),
            Some(Expr::Fact(fact)) => {
                let facts = self.facts;
                match facts.known(*fact) {
                    Some(value) if !value.is_unknown() => Cow::Borrowed(value),
                    _ => Cow::Owned(self.expr(id)),
                }
            }
            _ => Cow::Owned(self.expr(id)),
        }
    }

    /// As truth: `None` is unknown.
    pub(crate) fn truth(&mut self, id: ExprId) -> Option<bool> {
        let program = self.program;
        match program.exprs.get(id.index()) {
            Some(Expr::Not(of)) if self.state.depth < MAX_DEPTH => {
                self.state.depth += 1;
                let truth = self.truth(*of);
                self.state.depth -= 1;
                kleene_not(truth)
            }
            Some(Expr::Binary(op, left, right)) if op.compares() && self.state.depth < MAX_DEPTH => {
                self.state.depth += 1;
                let left = self.operand(*left);
                let right = self.operand(*right);
                self.state.depth -= 1;
                self.compare(*op, &left, &right)
            }
            Some(Expr::In(of, tests)) if self.state.depth < MAX_DEPTH => {
                self.state.depth += 1;
                let value = self.operand(*of);
                let truth = self.any_test(&value, tests);
                self.state.depth -= 1;
                truth
            }
            _ => {
                let value = self.operand(id);
                self.as_truth(&value)
            }
        }
    }

    /// Unknown because of the limit of nesting. What was derived on the way there is not kept: from
    /// elsewhere the limit may not be reached.
    fn too_deep(&mut self) -> Value {
        self.state.cut = 0;
        self.unknown(Note::TooDeep)
    }

    pub(super) fn as_truth(&mut self, value: &Value) -> Option<bool> {
        match value {
            Value::Bool(b) => Some(*b),
            Value::Unknown => None,
            other => {
                self.note(Note::Types(kind(other), kind(&Value::Bool(true))));
                None
            }
        }
    }

    fn expr_inner(&mut self, id: ExprId) -> Value {
        let program = self.program;
        let Some(expr) = program.exprs.get(id.index()) else {
            return self.unknown(Note::Broken);
        };
        match expr {
            Expr::Const(value) => value.clone(),
            Expr::Today => Value::Date(self.today),
            Expr::Fact(fact) => self.fact(*fact),
            Expr::Member(of, name) if self.state.dmn => feel::member(&self.expr(*of), name),
            Expr::Member(of, name) => match self.expr(*of) {
                Value::Record(parts) => match parts.into_iter().find(|(n, _)| n == name) {
                    Some((_, value)) => value,
                    None => self.unknown(Note::Missing(name.clone())),
                },
                Value::Unknown => Value::Unknown,
                other => self.unknown(Note::Types(kind(&other), name.clone())),
            },
            Expr::Not(_) => from_truth(self.truth(id)),
            Expr::Negate(of) => {
                let value = self.expr(*of);
                self.negate(value)
            }
            Expr::Binary(..) => self.binary(id),
            Expr::In(..) => from_truth(self.truth(id)),
            Expr::If(condition, then, otherwise) => match self.truth(*condition) {
                Some(true) => self.expr(*then),
                Some(false) => self.expr(*otherwise),
                None if self.state.dmn => self.expr(*otherwise),
                // Not known which, but where both give the same it does not matter.
                None => {
                    let (a, b) = (self.expr(*then), self.expr(*otherwise));
                    if compare::same(&a, &b) { a } else { Value::Unknown }
                }
            },
            Expr::List(items) => Value::List(items.iter().map(|i| self.expr(*i)).collect()),
            Expr::Call(Function::Round, args) => self.rounded(args),
            Expr::Call(function, args) => {
                let args: Vec<Value> = args.iter().map(|a| self.expr(*a)).collect();
                self.call(*function, &args)
            }
            Expr::Parameter(parameter, args) => {
                let args: Vec<Value> = args.iter().map(|a| self.expr(*a)).collect();
                self.parameter(*parameter, &args)
            }
            Expr::Decision(decision) => self.decision(*decision),
        }
    }

    pub(super) fn negate(&mut self, value: Value) -> Value {
        match value {
            Value::Unknown => Value::Unknown,
            Value::Number(n) => Value::Number(-n),
            Value::Money(Money(k)) => match k.checked_neg() {
                Some(k) => Value::Money(Money(k)),
                None => self.unknown(Note::OutOfRange),
            },
            Value::Duration(d) => self.scale(d, Decimal::NEGATIVE_ONE),
            other => self.unknown(Note::Types(kind(&other), kind(&Value::Number(Decimal::ZERO)))),
        }
    }

    /// Long chains (`a и b и c …`) lean to the left: they are walked, not recursed into.
    fn binary(&mut self, id: ExprId) -> Value {
        let program = self.program;
        let mut spine = Vec::new();
        let mut leftmost = id;
        while let Some(Expr::Binary(op, left, right)) = program.exprs.get(leftmost.index()) {
            // Operands stand before their operator: the chain is finite even in a damaged program.
            if spine.len() > program.exprs.len() {
                return self.unknown(Note::Broken);
            }
            spine.push((*op, *right));
            leftmost = *left;
        }
        let mut value = self.operand(leftmost).into_owned();
        for (op, right) in spine.into_iter().rev() {
            value = match op {
                BinaryOp::And | BinaryOp::Or => {
                    let left = self.as_truth(&value);
                    // Decided already: what stands behind need not be known.
                    if left == Some(op == BinaryOp::Or) {
                        Value::Bool(op == BinaryOp::Or)
                    } else {
                        let right = self.truth(right);
                        from_truth(if op == BinaryOp::And {
                            kleene_and(left, right)
                        } else {
                            kleene_or(left, right)
                        })
                    }
                }
                BinaryOp::Eq | BinaryOp::Ne | BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge => {
                    let right = self.operand(right);
                    from_truth(self.compare(op, &value, &right))
                }
                BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div | BinaryOp::Pow => {
                    let right = self.expr(right);
                    self.arithmetic(op, value, right)
                }
            };
        }
        value
    }

    /// A comparison of three values.
    pub(super) fn compare(&mut self, op: BinaryOp, a: &Value, b: &Value) -> Option<bool> {
        if self.state.dmn {
            return feel::holds(op, a, b);
        }
        if a.is_unknown() || b.is_unknown() {
            return None;
        }
        match compare::holds(op, a, b) {
            Ok(truth) => truth,
            Err(()) => {
                self.note(Note::Types(kind(a), kind(b)));
                None
            }
        }
    }

    /// Whether any of the tests holds.
    pub(super) fn any_test(&mut self, value: &Value, tests: &[Test]) -> Option<bool> {
        let mut result = Some(false);
        for test in tests {
            result = kleene_or(result, self.test(value, test));
            if result == Some(true) {
                break;
            }
        }
        result
    }

    fn test(&mut self, value: &Value, test: &Test) -> Option<bool> {
        match test {
            Test::Any => Some(true),
            Test::Equal(expr) => {
                let wanted = self.operand(*expr);
                self.one_of(value, &wanted)
            }
            Test::Compare(op, expr) => {
                let bound = self.operand(*expr);
                self.compare(*op, value, &bound)
            }
            Test::Range { low, high } => {
                let from = self.operand(low.0);
                let above = self.compare(if low.1 { BinaryOp::Ge } else { BinaryOp::Gt }, value, &from);
                if above == Some(false) {
                    return above;
                }
                let to = self.operand(high.0);
                let below = self.compare(if high.1 { BinaryOp::Le } else { BinaryOp::Lt }, value, &to);
                kleene_and(above, below)
            }
            Test::Not(tests) => {
                // Nesting of tests is not bounded by the order of expressions.
                if self.state.depth >= MAX_DEPTH {
                    self.too_deep();
                    return None;
                }
                self.state.depth += 1;
                let any = self.any_test(value, tests);
                self.state.depth -= 1;
                kleene_not(any)
            }
        }
    }

    /// Equality; where one side is a list, one of it, and where both are, the same or a common element.
    pub(super) fn one_of(&mut self, value: &Value, wanted: &Value) -> Option<bool> {
        if self.state.dmn {
            return feel::one_of(value, wanted);
        }
        let mut any = |values: &[Value], one: &Value| {
            let mut result = Some(false);
            for v in values {
                result = kleene_or(result, self.compare(BinaryOp::Eq, one, v));
            }
            result
        };
        match (value, wanted) {
            (Value::List(a), Value::List(b)) => {
                if a == b {
                    return Some(true);
                }
                let mut result = Some(false);
                for one in a {
                    result = kleene_or(result, any(b, one));
                }
                result
            }
            (one, Value::List(many)) | (Value::List(many), one) => any(many, one),
            (a, b) => self.compare(BinaryOp::Eq, a, b),
        }
    }

    /// The value of a fact: known, or derived.
    pub(crate) fn fact(&mut self, id: FactId) -> Value {
        let program = self.program;
        let Some(fact) = program.facts.get(id.index()) else {
            return self.unknown(Note::Broken);
        };
        if let Some(value) = self.facts.known(id) {
            let value = value.clone();
            if value.is_unknown() && !self.state.quiet {
                self.note(Note::Missing(fact.name.clone()));
            }
            return value;
        }
        self.derive(id, fact)
    }
}

pub(super) fn from_truth(truth: Option<bool>) -> Value {
    truth.map_or(Value::Unknown, Value::Bool)
}
