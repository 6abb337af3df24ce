//! What rounds silently: money by fractions, months that lack a day.

use rust_decimal::Decimal;

use super::types::Ty;
use super::{At, Cx};
use crate::bundle::program::ExprId;
use crate::diag::codes;
use crate::source::fold;
use crate::span::Span;
use crate::syntax::tree::{self, ExprKind};
use crate::value::{BinaryOp, Lang, Type, Value};

/// A place where kopecks are rounded although nothing says how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Silent<'a> {
    at: At<'a>,
    span: Span,
}

impl<'a> Cx<'a> {
    /// The arithmetic directly inside `округлить(…)` is worked out to the last digit: its rounding is said.
    pub(super) fn rounding_is_said(&mut self, e: &tree::Expr) {
        // Long sums lean to the left: they are walked, not recursed into.
        let mut rest = vec![e];
        while let Some(e) = rest.pop() {
            if let ExprKind::Binary(BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div, a, b) = &e.kind {
                self.said.push(e.span);
                rest.extend([&**a, &**b]);
            }
        }
    }

    /// Notes a product or quotient of money that may have parts of a kopeck.
    pub(super) fn money_by(&mut self, at: At<'a>, span: Span, op: BinaryOp, sides: [(ExprId, &Ty); 2]) {
        if self.dmn || self.said.contains(&span) {
            return;
        }
        let [a, b] = sides.map(|(_, ty)| ty.as_deref());
        let whole = |ty: Option<&Type>| matches!(ty, Some(Type::Integer { .. }));
        let money = |ty: Option<&Type>| matches!(ty, Some(Type::Money { .. }));
        let fraction = |ty: Option<&Type>| matches!(ty, Some(Type::Number { .. }));
        let silent = match op {
            BinaryOp::Mul => money(a) && fraction(b) || fraction(a) && money(b),
            BinaryOp::Div => {
                let by = sides.last().and_then(|(id, _)| self.constant(*id));
                money(a) && (fraction(b) || whole(b)) && by != Some(Value::Number(Decimal::ONE))
            }
            _ => false,
        };
        if silent {
            // The outer one rounds what the inner one did.
            self.silent
                .retain(|s| s.at.number != at.number || !(span.start <= s.span.start && s.span.end <= span.end));
            self.silent.push(Silent { at, span });
        }
    }

    /// Reports what [`Self::money_by`] found.
    pub(super) fn report_silent_rounding(&mut self) {
        for Silent { at, span } in std::mem::take(&mut self.silent) {
            let written = at.file.source.slice(span);
            let word = self.word(written, "округлить", "round");
            self.report(
                at.finding(&codes::SILENT_ROUNDING, span)
                    .arg("what", written)
                    .suggest(span, format!("{word}({written}, 2)")),
            );
        }
    }

    /// Notes months added to a day that the month may lack.
    pub(super) fn months_to(&mut self, at: At<'a>, span: Span, day: (ExprId, Span), period: (ExprId, Span)) {
        let months = match self.constant(period.0) {
            Some(Value::Duration(d)) => d.months != 0,
            _ => return,
        };
        let safe = matches!(self.constant(day.0), Some(Value::Date(d)) if d.day() <= 28);
        if self.dmn || !months || safe {
            return;
        }
        let (day, period) = (at.file.source.slice(day.1), at.file.source.slice(period.1));
        let written = at.file.source.slice(span);
        let (add, how) = (
            self.word(written, "добавить", "add"),
            self.word(written, "последний_день", "last_day"),
        );
        self.report(
            at.finding(&codes::MONTH_END, span)
                .arg("period", period)
                .suggest(span, format!("{add}({day}, {period}, {how})")),
        );
    }

    /// A word in the language of what stands there.
    fn word(&self, written: &str, ru: &'static str, en: &'static str) -> &'static str {
        let folded = fold(written);
        let russian = folded.chars().any(|c| matches!(c, 'а'..='я'));
        let latin = folded.chars().any(|c| c.is_ascii_lowercase());
        match (russian, latin) {
            (true, _) => ru,
            (_, true) => en,
            _ if self.manifest.language == Lang::En => en,
            _ => ru,
        }
    }
}
