//! Unary tests: cells of tables and the right side of `в`; functions and parameters.

use std::cmp::Ordering;

use super::types::{Ty, comparable, element, order, ordered, outside, shown_bounds, words};
use super::{At, Cx};
use crate::bundle::program::{ExprId, Test};
use crate::diag::codes;
use crate::span::Span;
use crate::syntax::tree;
use crate::value::BinaryOp;
use crate::value::{Bi, Type};

const CELL: Bi = Bi {
    ru: "с чем сравнивают",
    en: "compared with",
};

impl<'a> Cx<'a> {
    /// Alternative tests of a value of type `subject`.
    pub(super) fn tests(&mut self, at: At<'a>, tests: &[tree::Test], subject: &Ty) -> Vec<Test> {
        tests.iter().map(|t| self.test(at, t, subject)).collect()
    }

    fn test(&mut self, at: At<'a>, test: &tree::Test, subject: &Ty) -> Test {
        match test {
            tree::Test::Any(_) => Test::Any,
            tree::Test::Not(_, inner) => Test::Not(self.tests(at, inner, subject)),
            tree::Test::Equal(e) => Test::Equal(self.compared(at, e, subject, false)),
            tree::Test::Compare(op, e) => {
                let order = !matches!(op, BinaryOp::Eq | BinaryOp::Ne);
                Test::Compare(*op, self.compared(at, e, subject, order))
            }
            tree::Test::Range { span, low, high } => {
                let a = self.compared(at, &low.0, subject, true);
                let b = self.compared(at, &high.0, subject, true);
                self.range(at, *span, (a, low.1), (b, high.1), subject);
                Test::Range {
                    low: (a, low.1),
                    high: (b, high.1),
                }
            }
        }
    }

    /// The value that a test compares with.
    fn compared(&mut self, at: At<'a>, e: &tree::Expr, subject: &Ty, by_order: bool) -> ExprId {
        let (id, have) = self.expr(at, e, subject);
        let (Some(h), Some(s)) = (have.as_deref(), subject.as_deref()) else {
            return id;
        };
        // A list on either side stands for its elements.
        let (he, se) = (element(&have), element(subject));
        let inner = |x: &Ty, y: &Type| x.as_deref().is_some_and(|x| comparable(x, y));
        let fit = comparable(h, s) || !by_order && (inner(&he, s) || inner(&se, h));
        if !fit || by_order && !ordered(s) {
            self.wrong_type(at, e.span, CELL, words(s), &have);
        } else if !by_order {
            self.in_bounds(at, e.span, id, s);
        }
        id
    }

    fn range(&mut self, at: At<'a>, span: Span, low: (ExprId, bool), high: (ExprId, bool), subject: &Ty) {
        let (Some(a), Some(b), false) = (self.constant(low.0), self.constant(high.0), self.dmn) else {
            return;
        };
        let empty = match order(&a, &b) {
            Some(Ordering::Greater) => true,
            Some(Ordering::Equal) => !(low.1 && high.1),
            _ => false,
        };
        if empty {
            self.report(at.finding(&codes::EMPTY_RANGE, span));
            return;
        }
        let Some(ty) = subject.as_deref() else { return };
        let (least, most) = super::types::bounds(ty);
        let above = most.is_some_and(|m| order(&a, &m) == Some(Ordering::Greater));
        let below = least.is_some_and(|l| order(&b, &l) == Some(Ordering::Less));
        if (outside(&a, ty) && above) || (outside(&b, ty) && below) {
            self.report(
                at.finding(&codes::OUT_OF_BOUNDS, span)
                    .arg("value", at.file.source.slice(span))
                    .arg("bounds", shown_bounds(ty)),
            );
        }
    }
}
