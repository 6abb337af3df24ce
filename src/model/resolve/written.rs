//! Types as written, with their bounds and options.

use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::names::Space;
use super::types::{Ty, words};
use super::{At, Cx};
use crate::diag::{Arg, codes};
use crate::span::Span;
use crate::syntax::tree::{self, ExprKind, Literal, TypeExpr, TypeKind};
use crate::value::{Bi, Money, Type};

impl<'a> Cx<'a> {
    /// A type as written. `body` are options that the body of a fact lists.
    pub(super) fn written_type(&mut self, at: At<'a>, ty: &'a TypeExpr, body: &'a [tree::FactOption]) -> Ty {
        let resolved = match &ty.kind {
            TypeKind::YesNo => return self.common.yes_no.clone(),
            TypeKind::Duration => return self.common.duration.clone(),
            TypeKind::Text => return self.common.text.clone(),
            TypeKind::Phone => Type::Phone,
            TypeKind::Snils => Type::Snils,
            TypeKind::Any | TypeKind::Error => return None,
            TypeKind::Integer(b) => {
                let mut end = |e: &Option<Box<tree::Expr>>| {
                    let e = e.as_deref()?;
                    let number = self.bound(
                        at,
                        e,
                        &Bi {
                            ru: "целое число",
                            en: "a whole number",
                        },
                        |v| match v {
                            Literal::Number(n) if n.fract().is_zero() => n.to_i64(),
                            _ => None,
                        },
                    )?;
                    if negated(e) { number.checked_neg() } else { Some(number) }
                };
                let (min, max) = (end(&b.low), end(&b.high));
                self.check_bounds(at, ty.span, reversed(&min, &max));
                Type::Integer { min, max }
            }
            TypeKind::Number(b) => {
                let mut end = |e: &Option<Box<tree::Expr>>| {
                    let e = e.as_deref()?;
                    let number = self.bound(
                        at,
                        e,
                        &Bi {
                            ru: "число",
                            en: "a number",
                        },
                        |v| match v {
                            Literal::Number(n) => Some(*n),
                            _ => None,
                        },
                    )?;
                    Some(if negated(e) { -number } else { number })
                };
                let (min, max) = (end(&b.low), end(&b.high));
                self.check_bounds(at, ty.span, reversed(&min, &max));
                Type::Number { min, max }
            }
            TypeKind::Money(b) => {
                let mut end = |e: &Option<Box<tree::Expr>>| {
                    let e = e.as_deref()?;
                    let roubles = self.bound(
                        at,
                        e,
                        &Bi {
                            ru: "деньги",
                            en: "money",
                        },
                        |v| match v {
                            Literal::Number(n) | Literal::Money(n) => Some(*n),
                            _ => None,
                        },
                    )?;
                    let roubles: Decimal = if negated(e) { -roubles } else { roubles };
                    Money::from_roubles(roubles)
                };
                let (min, max) = (end(&b.low), end(&b.high));
                self.check_bounds(at, ty.span, reversed(&min, &max));
                Type::Money { min, max }
            }
            TypeKind::Date(b) => {
                let mut end = |e: &Option<Box<tree::Expr>>| {
                    let e = e.as_deref()?;
                    self.bound(
                        at,
                        e,
                        &Bi {
                            ru: "дата",
                            en: "a date",
                        },
                        |v| match v {
                            Literal::Date(d) => Some(*d),
                            _ => None,
                        },
                    )?
                };
                let (min, max) = (end(&b.low), end(&b.high));
                self.check_bounds(at, ty.span, reversed(&min, &max));
                Type::Date { min, max }
            }
            TypeKind::OneOf(header) => {
                let names: Vec<tree::Ident> = if header.is_empty() {
                    body.iter().map(|o| o.name).collect()
                } else {
                    header.clone()
                };
                if names.is_empty() {
                    self.report(at.finding(&codes::NO_OPTIONS, ty.span));
                    return None;
                }
                self.unique_names(
                    at,
                    &names,
                    Bi {
                        ru: "вариант",
                        en: "option",
                    },
                );
                Type::OneOf(names.iter().map(|n| self.intern(at.file.name(*n))).collect())
            }
            TypeKind::List(inner) => Type::List(Box::new((*self.written_type(at, inner, body)?).clone())),
            TypeKind::Directory(name) => {
                let folded = at.file.name(*name);
                self.find(Space::Directory, at, name.span, folded, &codes::UNKNOWN_REFERENCE)?;
                Type::Directory(self.intern(folded))
            }
        };
        Some(Arc::new(resolved))
    }

    fn bound<T>(
        &mut self,
        at: At<'a>,
        expr: &tree::Expr,
        want: &Bi,
        read: impl Fn(&Literal) -> Option<T>,
    ) -> Option<T> {
        let literal = match &expr.kind {
            ExprKind::Literal(literal) => literal,
            ExprKind::Negate(inner) => match &inner.kind {
                ExprKind::Literal(literal) => literal,
                _ => return None,
            },
            _ => return None,
        };
        let value = read(literal);
        if value.is_none() && !matches!(literal, Literal::Date(None)) {
            let have = self.literal_type(literal);
            self.wrong_type(
                at,
                expr.span,
                Bi {
                    ru: "предел",
                    en: "bound",
                },
                Arg::from(*want),
                &have,
            );
        }
        value
    }

    fn check_bounds(&mut self, at: At<'a>, span: Span, reversed: bool) {
        if reversed {
            self.report(at.finding(&codes::EMPTY_RANGE, span));
        }
    }

    /// Reports names that stand twice in a list.
    pub(super) fn unique_names(&mut self, at: At<'a>, names: &[tree::Ident], what: Bi) {
        let mut seen: rustc_hash::FxHashMap<&str, Span> = rustc_hash::FxHashMap::default();
        for name in names {
            let folded = at.file.name(*name);
            if let Some(first) = seen.insert(folded, name.span) {
                self.report(
                    at.finding(&codes::DUPLICATE_OPTION, name.span)
                        .arg("name", folded)
                        .arg("what", what)
                        .also(at.file.id, first, "первый раз", "the first one"),
                );
            }
        }
    }

    /// The type of a literal by itself.
    pub(super) fn literal_type(&self, literal: &Literal) -> Ty {
        match literal {
            Literal::Number(n) if n.fract().is_zero() => self.common.integer.clone(),
            Literal::Number(_) => self.common.number.clone(),
            Literal::Money(_) => self.common.money.clone(),
            Literal::Text(_) => self.common.text.clone(),
            Literal::Bool(_) => self.common.yes_no.clone(),
            Literal::Unknown => None,
            Literal::Date(_) | Literal::Today => self.common.date.clone(),
            Literal::Duration(_) => self.common.duration.clone(),
        }
    }

    /// Reports a value of another type than its place wants.
    pub(super) fn wrong_type(&mut self, at: At<'a>, span: Span, role: Bi, want: Arg, have: &Ty) {
        let Some(have) = have.as_deref().filter(|_| !self.dmn) else {
            return;
        };
        self.report(
            at.finding(&codes::WRONG_TYPE, span)
                .arg("role", role)
                .arg("want", want)
                .arg("have", words(have)),
        );
    }
}

fn reversed<T: PartialOrd>(low: &Option<T>, high: &Option<T>) -> bool {
    matches!((low, high), (Some(low), Some(high)) if low > high)
}

fn negated(expr: &tree::Expr) -> bool {
    matches!(expr.kind, ExprKind::Negate(_))
}
