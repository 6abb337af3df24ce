//! Expressions: names, operators and the types of what they give.

use std::sync::Arc;

use super::names::Space;
use super::types::{Ty, comparable, element, fits, is_number, listed, outside, shown_bounds, words};
use super::{At, Cx};
use crate::bundle::program::{Expr, ExprId, FactId};
use crate::diag::{Arg, codes};
use crate::source::fold;
use crate::span::Span;
use crate::syntax::tree::{self, ExprKind, Ident, Literal};
use crate::value::{Bi, Money, Name, Type, Value};

impl<'a> Cx<'a> {
    pub(super) fn push(&mut self, at: At<'a>, span: Span, expr: Expr, ty: Ty) -> (ExprId, Ty) {
        let id = ExprId(super::index(self.program.exprs.len()));
        self.program.exprs.push(expr);
        self.places.exprs.push(at.place(span));
        self.places.expr_types.push(ty.clone());
        (id, ty)
    }

    /// An expression where a value of type `want` is expected.
    pub(super) fn expr_as(&mut self, at: At<'a>, e: &tree::Expr, want: &Ty, role: Bi) -> ExprId {
        let (id, have) = self.expr(at, e, want);
        self.fit(at, e.span, id, &have, want, role);
        id
    }

    /// A condition: yes or no.
    pub(super) fn condition(&mut self, at: At<'a>, e: &tree::Expr) -> ExprId {
        let want = self.common.yes_no.clone();
        let (id, have) = self.expr(at, e, &want);
        if let Some(have) = have.as_deref().filter(|t| **t != Type::YesNo && !self.dmn) {
            self.report(at.finding(&codes::NOT_YES_NO, e.span).arg("have", words(have)));
        }
        id
    }

    /// Checks that a value fits its place, its bounds included.
    pub(super) fn fit(&mut self, at: At<'a>, span: Span, id: ExprId, have: &Ty, want: &Ty, role: Bi) {
        let (Some(h), Some(w)) = (have.as_deref(), want.as_deref()) else {
            return;
        };
        if fits(h, w) {
            self.in_bounds(at, span, id, w);
        } else {
            self.wrong_type(at, span, role, words(w), have);
        }
    }

    /// Reports a constant outside the bounds of a type.
    pub(super) fn in_bounds(&mut self, at: At<'a>, span: Span, id: ExprId, ty: &Type) {
        if !self.dmn && self.constant(id).is_some_and(|v| outside(&v, ty)) {
            self.report(
                at.finding(&codes::OUT_OF_BOUNDS, span)
                    .arg("value", at.file.source.slice(span))
                    .arg("bounds", shown_bounds(ty)),
            );
        }
    }

    /// The value of an expression that is the same for everybody.
    pub(super) fn constant(&self, id: ExprId) -> Option<Value> {
        match self.program.exprs.get(id.index())? {
            Expr::Const(value) => Some(value.clone()),
            Expr::Negate(inner) => match self.constant(*inner)? {
                Value::Number(n) => Some(Value::Number(-n)),
                Value::Money(m) => m.0.checked_neg().map(|k| Value::Money(Money(k))),
                _ => None,
            },
            Expr::List(items) => items
                .iter()
                .map(|i| self.constant(*i))
                .collect::<Option<Vec<_>>>()
                .map(Value::List),
            _ => None,
        }
    }

    /// An expression and its type. `want` only helps to read bare names and numbers; whether the
    /// type fits is for the caller to check.
    pub(super) fn expr(&mut self, at: At<'a>, e: &tree::Expr, want: &Ty) -> (ExprId, Ty) {
        let span = e.span;
        match &e.kind {
            ExprKind::Error => (ExprId::NONE, None),
            ExprKind::Literal(literal) => self.literal(at, span, literal, want),
            ExprKind::Name(ident) => self.name(at, *ident, want),
            ExprKind::Member(base, column) => self.member(at, span, base, *column),
            ExprKind::Call(name, args) => self.invoke(at, span, *name, args),
            ExprKind::Not(inner) => {
                let id = self.condition(at, inner);
                self.push(at, span, Expr::Not(id), self.common.yes_no.clone())
            }
            ExprKind::Negate(inner) => {
                let (id, ty) = self.expr(at, inner, want);
                let ty = match ty.as_deref() {
                    Some(t) if is_number(t) => self.same_number(t),
                    Some(Type::Money { .. }) => self.common.money.clone(),
                    Some(Type::Duration) => self.common.duration.clone(),
                    None => None,
                    Some(_) => {
                        let want = Arg::from(Bi {
                            ru: "число",
                            en: "a number",
                        });
                        self.wrong_type(
                            at,
                            inner.span,
                            Bi {
                                ru: "после минуса",
                                en: "after the minus",
                            },
                            want,
                            &ty,
                        );
                        None
                    }
                };
                self.push(at, span, Expr::Negate(id), ty)
            }
            ExprKind::Binary(op, left, right) => self.binary(at, span, *op, left, right, want),
            ExprKind::In(subject, tests) => {
                let (id, ty) = self.expr(at, subject, &None);
                let tests = self.tests(at, tests, &ty);
                self.push(at, span, Expr::In(id, tests), self.common.yes_no.clone())
            }
            ExprKind::If(condition, then, otherwise) => {
                let c = self.condition(at, condition);
                let ((a, ta), (b, tb)) = self.pair(at, then, otherwise, want);
                if let (Some(x), Some(y)) = (ta.as_deref(), tb.as_deref())
                    && !comparable(x, y)
                {
                    self.mismatch(at, span, then, &ta, otherwise, &tb);
                }
                let ty = match (ta.as_deref(), tb.as_deref()) {
                    (Some(x), Some(y)) if fits(x, y) => tb,
                    (None, _) => tb,
                    _ => ta,
                };
                let ty = self.unbounded(&ty);
                self.push(at, span, Expr::If(c, a, b), ty)
            }
            ExprKind::Record(parts) => self.record(at, span, parts),
            ExprKind::List(items) => {
                let mut inner = element(want);
                let mut ids = Vec::with_capacity(items.len());
                let mut first: Option<(&tree::Expr, Ty)> = None;
                for item in items {
                    let (id, ty) = self.expr(at, item, &inner);
                    ids.push(id);
                    match &first {
                        Some((at_first, known)) => {
                            if let (Some(x), Some(y)) = (known.as_deref(), ty.as_deref())
                                && !comparable(x, y)
                            {
                                self.mismatch(at, span, at_first, known, item, &ty);
                            }
                        }
                        None if ty.is_some() => {
                            inner = inner.or_else(|| ty.clone());
                            first = Some((item, ty));
                        }
                        None => {}
                    }
                }
                let ty = first
                    .and_then(|(_, t)| t)
                    .map(|t| Arc::new(Type::List(Box::new((*t).clone()))));
                self.push(at, span, Expr::List(ids), ty)
            }
        }
    }

    fn literal(&mut self, at: At<'a>, span: Span, literal: &Literal, want: &Ty) -> (ExprId, Ty) {
        let ty = self.literal_type(literal);
        let value = match literal {
            // A bare number where money is expected counts roubles.
            Literal::Number(n) => match (want.as_deref(), Money::from_roubles(*n)) {
                (Some(Type::Money { .. }), Some(money)) => {
                    let ty = self.common.money.clone();
                    return self.push(at, span, Expr::Const(Value::Money(money)), ty);
                }
                _ => Value::Number(*n),
            },
            Literal::Money(roubles) => match Money::from_roubles(*roubles) {
                Some(money) => Value::Money(money),
                None => return (ExprId::NONE, ty),
            },
            Literal::Text(text) => {
                let words = at.file.text(*text);
                // `"а"` in a cell may name an option, as in DMN.
                if let Some(option) = element(want).as_deref().filter(|t| has_keys(t)) {
                    let folded = fold(&words).into_owned();
                    return match self.key(option, &folded) {
                        Some(key) => self.push(at, span, Expr::Const(Value::Key(key)), element(want)),
                        None => {
                            self.unknown_option(at, text.span, &folded, option);
                            (ExprId::NONE, None)
                        }
                    };
                }
                Value::Text(words.into())
            }
            Literal::Bool(b) => Value::Bool(*b),
            Literal::Unknown => Value::Unknown,
            Literal::Date(Some(date)) => Value::Date(*date),
            Literal::Date(None) => return (ExprId::NONE, ty),
            Literal::Duration(d) => Value::Duration(*d),
            Literal::Today => return self.push(at, span, Expr::Today, ty),
        };
        self.push(at, span, Expr::Const(value), ty)
    }

    fn name(&mut self, at: At<'a>, ident: Ident, want: &Ty) -> (ExprId, Ty) {
        let name = at.file.name(ident);
        let options = element(want);
        let key = options.as_deref().and_then(|t| self.key(t, name));
        if let Some(def) = self.names.get(Space::Value, name) {
            let ty = self.fact_type(FactId(def.id));
            let misfit = || match (ty.as_deref(), options.as_deref()) {
                (Some(have), Some(want)) => !comparable(have, want),
                _ => false,
            };
            if key.is_none() || !misfit() {
                let fact = FactId(def.id);
                self.uses(fact, at.place(ident.span));
                return self.push(at, ident.span, Expr::Fact(fact), ty);
            }
        }
        if let Some(key) = key {
            return self.push(at, ident.span, Expr::Const(Value::Key(key)), options);
        }
        match options.as_deref() {
            Some(ty) if has_keys(ty) => self.unknown_option(at, ident.span, name, ty),
            _ => self.unknown(Space::Value, at, ident.span, name, &codes::UNKNOWN_VALUE, &[]),
        }
        (ExprId::NONE, None)
    }

    /// The stable name of an option or of a key of a directory.
    pub(super) fn key(&mut self, ty: &Type, folded: &str) -> Option<Name> {
        match ty {
            Type::OneOf(options) => options.iter().find(|o| &***o == folded).cloned(),
            Type::Directory(name) => self.directory_keys.get(&**name)?.get(folded).cloned(),
            _ => None,
        }
    }

    fn unknown_option(&mut self, at: At<'a>, span: Span, folded: &str, ty: &Type) {
        let known: Vec<&str> = match ty {
            Type::OneOf(options) => options.iter().map(|o| &**o).collect(),
            Type::Directory(name) => {
                let keys = self.directory_keys.get(&**name);
                let mut keys: Vec<&str> = keys.into_iter().flat_map(|k| k.keys().copied()).collect();
                keys.sort_unstable();
                keys
            }
            _ => Vec::new(),
        };
        let near = super::names::closest(folded, known.iter().copied());
        let finding = at
            .finding(&codes::UNKNOWN_OPTION, span)
            .arg("name", folded)
            .arg("known", listed(known.iter().copied()));
        let finding = match near {
            Some(near) => finding.replace_if(near.sure, span, near.name),
            None => finding,
        };
        self.report(finding);
    }

    fn member(&mut self, at: At<'a>, span: Span, base: &tree::Expr, column: Ident) -> (ExprId, Ty) {
        let (id, ty) = self.expr(at, base, &None);
        let name = at.file.name(column);
        let columns = match ty.as_deref() {
            Some(Type::Record(columns)) => columns.as_slice(),
            // A part of a date, a column of a list: what it is shows when it is computed.
            _ if self.dmn => {
                let name = self.intern(name);
                return self.push(at, span, Expr::Member(id, name), None);
            }
            None => return (ExprId::NONE, None),
            Some(_) => &[],
        };
        if let Some((name, of)) = columns.iter().find(|(n, _)| &**n == name) {
            let (name, of) = (name.clone(), Some(Arc::new(of.clone())));
            return self.push(at, span, Expr::Member(id, name), of);
        }
        let known: Vec<&str> = columns.iter().map(|(n, _)| &**n).collect();
        let near = super::names::closest(name, known.iter().copied());
        let known = if known.is_empty() {
            Arg::from(Bi {
                ru: "нет, здесь одно значение",
                en: "none, this is a single value",
            })
        } else {
            Arg::Text(listed(known.into_iter()))
        };
        let finding = at
            .finding(&codes::UNKNOWN_COLUMN, column.span)
            .arg("name", name)
            .arg("known", known);
        self.report(match near {
            Some(near) => finding.replace_if(near.sure, column.span, near.name),
            None => finding,
        });
        (ExprId::NONE, None)
    }
}

/// Whether values of the type are named keys.
pub(super) fn has_keys(ty: &Type) -> bool {
    matches!(ty, Type::OneOf(_) | Type::Directory(_))
}
