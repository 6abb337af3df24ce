//! Expressions and the tests of cells. Precedence from low to high: или, и, не, comparisons and
//! `в`, + and -, * and /, minus, **, member.

use std::cell::RefCell;
use std::sync::LazyLock;

use pest::pratt_parser::{Assoc, Op, PrattParser};

use super::{P, Reader};
use crate::diag::codes;
use crate::span::Span;
use crate::syntax::explain;
use crate::syntax::grammar::Rule;
use crate::syntax::limits;
use crate::syntax::tree::{BinaryOp, Expr, ExprKind, Literal, Test};

/// Operators and brackets around one value: what everything that walks the tree may count on.
pub(in crate::syntax) const MAX_DEPTH: usize = 256;

static PRATT: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    let left = |rule| Op::infix(rule, Assoc::Left);
    PrattParser::new()
        .op(left(Rule::kw_or) | left(Rule::op_or_wrong))
        .op(left(Rule::kw_and) | left(Rule::op_and_wrong))
        .op(Op::prefix(Rule::kw_not))
        .op(left(Rule::op_eq)
            | left(Rule::op_eq_wrong)
            | left(Rule::op_ne)
            | left(Rule::op_le)
            | left(Rule::op_ge)
            | left(Rule::op_lt)
            | left(Rule::op_gt)
            | Op::postfix(Rule::in_test))
        .op(left(Rule::op_add) | left(Rule::op_sub))
        .op(left(Rule::op_mul) | left(Rule::op_div))
        .op(Op::prefix(Rule::op_neg))
        .op(left(Rule::op_pow))
        .op(Op::postfix(Rule::member))
});

impl Reader<'_> {
    /// An `expr`.
    pub(super) fn expr(&mut self, pair: P<'_>) -> Expr {
        let span = self.span(&pair);
        let mut parts = pair.into_inner();
        let count = parts.len();
        if count == 1 {
            return match parts.next() {
                Some(part) => self.primary(part),
                None => Expr {
                    span,
                    kind: ExprKind::Error,
                },
            };
        }
        if self.depth + count > MAX_DEPTH {
            limits::too_deep(self, span, MAX_DEPTH);
            return Expr {
                span,
                kind: ExprKind::Error,
            };
        }
        for part in parts.clone() {
            match part.as_rule() {
                Rule::op_eq_wrong => explain::signs::wrong_equals(self, self.span(&part)),
                Rule::op_and_wrong => explain::signs::wrong_logic(self, self.span(&part), ("и", "and")),
                Rule::op_or_wrong => explain::signs::wrong_logic(self, self.span(&part), ("или", "or")),
                _ => {}
            }
        }
        self.depth += count;
        let reader = RefCell::new(&mut *self);
        let expr = PRATT
            .map_primary(|part| reader.borrow_mut().primary(part))
            .map_prefix(|op, operand| {
                let span = reader.borrow().span(&op).to(operand.span);
                let kind = match op.as_rule() {
                    Rule::kw_not => ExprKind::Not(Box::new(operand)),
                    _ => ExprKind::Negate(Box::new(operand)),
                };
                Expr { span, kind }
            })
            .map_postfix(|operand, op| reader.borrow_mut().postfix(operand, op))
            .map_infix(|left, op, right| {
                let span = left.span.to(right.span);
                match binary(op.as_rule()) {
                    Some(op) => Expr {
                        span,
                        kind: ExprKind::Binary(op, Box::new(left), Box::new(right)),
                    },
                    None => Expr {
                        span,
                        kind: ExprKind::Error,
                    },
                }
            })
            .parse(parts);
        self.depth -= count;
        expr
    }

    fn postfix(&mut self, operand: Expr, op: P<'_>) -> Expr {
        let span = operand.span.to(self.span(&op));
        let kind = match op.as_rule() {
            Rule::member => {
                let name = self.first_ident(&op);
                ExprKind::Member(Box::new(operand), name)
            }
            _ => ExprKind::In(Box::new(operand), self.tests(op)),
        };
        Expr { span, kind }
    }

    /// All expressions directly inside.
    pub(super) fn exprs(&mut self, line: &P<'_>) -> Vec<Expr> {
        let mut found = Vec::new();
        for part in line.clone().into_inner().filter(|p| p.as_rule() == Rule::expr) {
            found.push(self.expr(part));
        }
        found
    }

    /// The first expression directly inside.
    pub(super) fn first_expr(&mut self, line: &P<'_>) -> Option<Expr> {
        let found = line.clone().into_inner().find(|p| p.as_rule() == Rule::expr)?;
        Some(self.expr(found))
    }

    /// A `primary`.
    pub(super) fn primary(&mut self, pair: P<'_>) -> Expr {
        let span = self.span(&pair);
        let kind = match pair.as_rule() {
            Rule::kw_yes => ExprKind::Literal(Literal::Bool(true)),
            Rule::kw_no => ExprKind::Literal(Literal::Bool(false)),
            Rule::kw_unknown => ExprKind::Literal(Literal::Unknown),
            Rule::kw_today => ExprKind::Literal(Literal::Today),
            Rule::date => ExprKind::Literal(Literal::Date(self.date(&pair))),
            Rule::duration => self
                .duration(&pair)
                .map_or(ExprKind::Error, |d| ExprKind::Literal(Literal::Duration(d))),
            Rule::number => self
                .decimal(&pair)
                .map_or(ExprKind::Error, |n| ExprKind::Literal(Literal::Number(n))),
            Rule::money => {
                let amount = pair.into_inner().next().and_then(|n| self.decimal(&n));
                amount.map_or(ExprKind::Error, |n| ExprKind::Literal(Literal::Money(n)))
            }
            Rule::string => ExprKind::Literal(Literal::Text(self.string(&pair))),
            Rule::name => {
                let name = self.first_ident(&pair);
                match explain::words::check_reserved(self, name.span) {
                    true => ExprKind::Error,
                    false => ExprKind::Name(name),
                }
            }
            Rule::call => {
                let name = self.first_ident(&pair);
                explain::words::check_reserved(self, name.span);
                ExprKind::Call(name, self.nested(&pair))
            }
            Rule::group => {
                let mut parts = self.nested(&pair);
                match (parts.pop(), parts.is_empty()) {
                    (Some(only), true) => {
                        return Expr { span, kind: only.kind };
                    }
                    (Some(last), false) => {
                        parts.push(last);
                        ExprKind::List(parts)
                    }
                    (None, _) => ExprKind::Error,
                }
            }
            Rule::named_parts => {
                self.depth += 1;
                let mut parts = Vec::new();
                for part in pair.into_inner().filter(|p| p.as_rule() == Rule::named_part) {
                    let name = self.first_ident(&part);
                    if let Some(value) = self.first_expr(&part) {
                        parts.push((name, value));
                    }
                }
                self.depth -= 1;
                ExprKind::Record(parts)
            }
            Rule::if_expr => {
                let mut parts = self.nested(&pair).into_iter();
                match (parts.next(), parts.next(), parts.next()) {
                    (Some(c), Some(a), Some(b)) => ExprKind::If(Box::new(c), Box::new(a), Box::new(b)),
                    _ => ExprKind::Error,
                }
            }
            _ => ExprKind::Error,
        };
        Expr { span, kind }
    }

    fn nested(&mut self, pair: &P<'_>) -> Vec<Expr> {
        self.depth += 1;
        let parts = self.exprs(pair);
        self.depth -= 1;
        parts
    }

    /// All tests directly inside.
    pub(super) fn tests(&mut self, pair: P<'_>) -> Vec<Test> {
        self.depth += 1;
        let mut tests = Vec::new();
        for part in pair.into_inner() {
            if let Some(test) = self.test(part) {
                tests.push(test);
            }
        }
        self.depth -= 1;
        tests
    }

    /// One test; `None` for what is none (brackets, commas, `в`).
    pub(super) fn test(&mut self, pair: P<'_>) -> Option<Test> {
        let span = self.span(&pair);
        Some(match pair.as_rule() {
            Rule::test_any => Test::Any(span),
            Rule::test_equal => Test::Equal(self.first_expr(&pair)?),
            Rule::test_compare => {
                let mut parts = pair.into_inner();
                let op = binary(parts.next()?.as_rule())?;
                Test::Compare(op, self.expr(parts.next()?))
            }
            Rule::test_not => Test::Not(span, self.tests(pair)),
            Rule::test_range => self.range(pair, span)?,
            _ => return None,
        })
    }

    fn range(&mut self, pair: P<'_>, span: Span) -> Option<Test> {
        let mut ends = Vec::with_capacity(2);
        let (mut low, mut high) = (true, true);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::range_open => low = part.as_str() == "[",
                Rule::range_close => high = part.as_str() == "]",
                Rule::expr => ends.push(self.expr(part)),
                _ => {}
            }
        }
        let mut ends = ends.into_iter();
        Some(Test::Range {
            span,
            low: (ends.next()?, low),
            high: (ends.next()?, high),
        })
    }

    /// Reports `==` and `:=` where a value is set.
    pub(super) fn equals(&mut self, line: &P<'_>) {
        if let Some(sign) = line.clone().into_inner().find(|p| p.as_rule() == Rule::equals_wrong) {
            explain::signs::wrong_equals(self, self.span(&sign));
        }
    }

    /// Reports a header or cell that should hold one thing and does not.
    pub(super) fn error_expr(&self, span: Span) -> Expr {
        Expr {
            span,
            kind: ExprKind::Error,
        }
    }

    /// Reports a wrong sign for «дальше».
    pub(super) fn arrow(&mut self, line: &P<'_>) {
        if let Some(sign) = line.clone().into_inner().find(|p| p.as_rule() == Rule::arrow_wrong) {
            let span = self.span(&sign);
            let d = self
                .diagnostic(&codes::WRONG_ARROW, span)
                .arg("sign", self.written(span));
            self.report(d.replace(span, "->"));
        }
    }
}

fn binary(rule: Rule) -> Option<BinaryOp> {
    Some(match rule {
        Rule::kw_or | Rule::op_or_wrong => BinaryOp::Or,
        Rule::kw_and | Rule::op_and_wrong => BinaryOp::And,
        Rule::op_eq | Rule::op_eq_wrong => BinaryOp::Eq,
        Rule::op_ne => BinaryOp::Ne,
        Rule::op_lt => BinaryOp::Lt,
        Rule::op_le => BinaryOp::Le,
        Rule::op_gt => BinaryOp::Gt,
        Rule::op_ge => BinaryOp::Ge,
        Rule::op_add => BinaryOp::Add,
        Rule::op_sub => BinaryOp::Sub,
        Rule::op_mul => BinaryOp::Mul,
        Rule::op_div => BinaryOp::Div,
        Rule::op_pow => BinaryOp::Pow,
        _ => return None,
    })
}
