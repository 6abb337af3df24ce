//! Expressions.

use rust_decimal::Decimal;

use super::compare::{self, kleene_and, kleene_not, kleene_or};
use super::{Evaluator, MAX_DEPTH, feel, kind};
use crate::bundle::program::{BinaryOp, Expr, ExprId, FactId, Function, Test};
use crate::runtime::explain::Note;
use crate::value::{Money, Value};

impl Evaluator<'_> {
    /// The value of an expression.
    pub(crate) fn expr(&mut self, id: ExprId) -> Value {
        if self.state.depth >= MAX_DEPTH {
            return self.unknown(Note::TooDeep);
        }
        self.state.depth += 1;
        let value = self.expr_inner(id);
        self.state.depth -= 1;
        value
    }

    /// As truth: `None` is unknown.
    pub(crate) fn truth(&mut self, id: ExprId) -> Option<bool> {
        let value = self.expr(id);
        self.as_truth(&value)
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
            Expr::Not(of) => from_truth(kleene_not(self.truth(*of))),
            Expr::Negate(of) => match self.expr(*of) {
                Value::Unknown => Value::Unknown,
                Value::Number(n) => Value::Number(-n),
                Value::Money(Money(k)) => match k.checked_neg() {
                    Some(k) => Value::Money(Money(k)),
                    None => self.unknown(Note::OutOfRange),
                },
                Value::Duration(d) => self.scale(d, Decimal::NEGATIVE_ONE),
                other => self.unknown(Note::Types(kind(&other), kind(&Value::Number(Decimal::ZERO)))),
            },
            Expr::Binary(..) => self.binary(id),
            Expr::In(of, tests) => {
                let value = self.expr(*of);
                from_truth(self.any_test(&value, tests))
            }
            Expr::If(condition, then, otherwise) => match self.truth(*condition) {
                Some(true) => self.expr(*then),
                Some(false) => self.expr(*otherwise),
                None if self.state.dmn => self.expr(*otherwise),
                // Not known which, but where both give the same it does not matter.
                None => {
                    let (a, b) = (self.expr(*then), self.expr(*otherwise));
                    if a == b { a } else { Value::Unknown }
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
        let mut value = self.expr(leftmost);
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
                    let right = self.expr(right);
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
                let wanted = self.expr(*expr);
                self.one_of(value, &wanted)
            }
            Test::Compare(op, expr) => {
                let bound = self.expr(*expr);
                self.compare(*op, value, &bound)
            }
            Test::Range { low, high } => {
                let from = self.expr(low.0);
                let above = self.compare(if low.1 { BinaryOp::Ge } else { BinaryOp::Gt }, value, &from);
                if above == Some(false) {
                    return above;
                }
                let to = self.expr(high.0);
                let below = self.compare(if high.1 { BinaryOp::Le } else { BinaryOp::Lt }, value, &to);
                kleene_and(above, below)
            }
            Test::Not(tests) => {
                // Nesting of tests is not bounded by the order of expressions.
                if self.state.depth >= MAX_DEPTH {
                    self.note(Note::TooDeep);
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
    fn one_of(&mut self, value: &Value, wanted: &Value) -> Option<bool> {
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
            if value.is_unknown() {
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
