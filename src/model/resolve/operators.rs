//! Operators: which types go together, and what comes out.

use super::names::Space;
use super::types::{Ty, comparable, is_number, ordered, words};
use super::{At, Cx};
use crate::bundle::program::{Expr, ExprId};
use crate::diag::codes;
use crate::span::Span;
use crate::syntax::tree::{self, ExprKind, Literal};
use crate::value::BinaryOp;
use crate::value::Type;

impl<'a> Cx<'a> {
    /// Two expressions of one type, the one that says more about it read first.
    pub(super) fn pair(
        &mut self,
        at: At<'a>,
        a: &tree::Expr,
        b: &tree::Expr,
        want: &Ty,
    ) -> ((ExprId, Ty), (ExprId, Ty)) {
        if self.weak(at, a) && !self.weak(at, b) {
            let second = self.expr(at, b, want);
            let first = self.expr(at, a, second.1.as_ref().map_or(want, |_| &second.1));
            return (first, second);
        }
        let first = self.expr(at, a, want);
        let second = self.expr(at, b, first.1.as_ref().map_or(want, |_| &first.1));
        (first, second)
    }

    /// Whether an expression takes its type from its surroundings.
    fn weak(&self, at: At<'a>, e: &tree::Expr) -> bool {
        match &e.kind {
            ExprKind::Literal(Literal::Number(_) | Literal::Unknown | Literal::Text(_)) | ExprKind::Error => true,
            ExprKind::Name(name) => self.names.get(Space::Value, at.file.name(*name)).is_none(),
            ExprKind::Negate(inner) => self.weak(at, inner),
            ExprKind::Binary(BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div | BinaryOp::Pow, a, b) => {
                self.weak(at, a) && self.weak(at, b)
            }
            ExprKind::If(_, a, b) => self.weak(at, a) && self.weak(at, b),
            ExprKind::List(items) => items.iter().all(|i| self.weak(at, i)),
            _ => false,
        }
    }

    pub(super) fn binary(
        &mut self,
        at: At<'a>,
        span: Span,
        op: BinaryOp,
        left: &tree::Expr,
        right: &tree::Expr,
        want: &Ty,
    ) -> (ExprId, Ty) {
        use crate::value::BinaryOp as T;
        let of = op;
        let yes_no = self.common.yes_no.clone();
        match op {
            T::Or | T::And => {
                let (a, b) = (self.condition(at, left), self.condition(at, right));
                self.push(at, span, Expr::Binary(of, a, b), yes_no)
            }
            T::Eq | T::Ne | T::Lt | T::Le | T::Gt | T::Ge => {
                let ((a, ta), (b, tb)) = self.pair(at, left, right, &None);
                let equality = matches!(op, T::Eq | T::Ne);
                if let (Some(x), Some(y)) = (ta.as_deref(), tb.as_deref()) {
                    if !comparable(x, y) || !equality && !ordered(x) {
                        self.mismatch(at, span, left, &ta, right, &tb);
                    } else if equality {
                        self.in_bounds(at, right.span, b, x);
                        self.in_bounds(at, left.span, a, y);
                    }
                }
                self.push(at, span, Expr::Binary(of, a, b), yes_no)
            }
            T::Add | T::Sub | T::Mul | T::Div | T::Pow => {
                let helped = if self.weak(at, left) && self.weak(at, right) {
                    want.clone()
                } else {
                    None
                };
                let ((a, ta), (b, tb)) = match op {
                    T::Add | T::Sub => self.pair(at, left, right, &helped),
                    _ => (self.expr(at, left, &helped), self.expr(at, right, &None)),
                };
                self.money_by(at, span, op, [(a, &ta), (b, &tb)]);
                if matches!((op, ta.as_deref()), (T::Add, Some(Type::Date { .. }))) {
                    self.months_to(at, span, (a, left.span), (b, right.span));
                }
                let ty = match (ta.as_deref(), tb.as_deref()) {
                    (Some(x), Some(y)) => match self.arithmetic(op, x, y) {
                        Some(ty) => ty,
                        None => {
                            self.mismatch(at, span, left, &ta, right, &tb);
                            None
                        }
                    },
                    _ => None,
                };
                self.push(at, span, Expr::Binary(of, a, b), ty)
            }
        }
    }

    /// The type of a sum, difference, product or quotient; `None` where there is none.
    fn arithmetic(&self, op: BinaryOp, a: &Type, b: &Type) -> Option<Ty> {
        use crate::value::BinaryOp::{Add, Div, Mul, Sub};
        use Type::{Date, Duration, Integer, Money, Text};
        let c = &self.common;
        let ty = match (op, a, b) {
            (Add | Sub | Mul, Integer { .. }, Integer { .. }) => &c.integer,
            (_, a, b) if is_number(a) && is_number(b) => &c.number,
            (Add, Text, Text) => &c.text,
            (Add | Sub, Money { .. }, Money { .. }) => &c.money,
            (Mul | Div, Money { .. }, n) if is_number(n) => &c.money,
            (Mul, n, Money { .. }) if is_number(n) => &c.money,
            (Div, Money { .. }, Money { .. }) | (Div, Duration, Duration) => &c.number,
            (Div, Duration, n) if is_number(n) => &c.duration,
            (Add | Sub, Date { .. }, Duration) | (Add, Duration, Date { .. }) => &c.date,
            (Sub, Date { .. }, Date { .. }) | (Add | Sub, Duration, Duration) => &c.duration,
            (Mul, Duration, n) | (Mul, n, Duration) if is_number(n) => &c.duration,
            _ => return None,
        };
        Some(ty.clone())
    }

    /// Reports an operator between two types that do not go together.
    pub(super) fn mismatch(&mut self, at: At<'a>, span: Span, left: &tree::Expr, a: &Ty, right: &tree::Expr, b: &Ty) {
        let (Some(a), Some(b), false) = (a.as_deref(), b.as_deref(), self.dmn) else {
            return;
        };
        let file = at.file.id;
        self.report(
            at.finding(&codes::TYPES_DIFFER, span)
                .arg("left", words(a))
                .arg("right", words(b))
                .also(file, left.span, "здесь {left}", "{left} here")
                .also(file, right.span, "здесь {right}", "{right} here"),
        );
    }

    pub(super) fn same_number(&self, ty: &Type) -> Ty {
        match ty {
            Type::Integer { .. } => self.common.integer.clone(),
            _ => self.common.number.clone(),
        }
    }

    /// The type without its bounds: those hold for a fact, not for what is computed from it.
    pub(super) fn unbounded(&self, ty: &Ty) -> Ty {
        match ty.as_deref() {
            Some(t) if is_number(t) => self.same_number(t),
            Some(Type::Money { .. }) => self.common.money.clone(),
            Some(Type::Date { .. }) => self.common.date.clone(),
            _ => ty.clone(),
        }
    }
}
