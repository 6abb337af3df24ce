//! Types: what is written, what fits, how it is called.

use std::cmp::Ordering;
use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::names::Space;
use super::{At, Cx};
use crate::diag::{Arg, codes};
use crate::span::Span;
use crate::syntax::tree::{self, ExprKind, Literal, TypeExpr, TypeKind};
use crate::value::{Bi, Money, Type, Value};

/// A type, where it is known.
pub(super) type Ty = Option<Arc<Type>>;

/// Types without parameters, shared.
#[derive(Debug)]
pub(super) struct Common {
    pub yes_no: Ty,
    pub integer: Ty,
    pub number: Ty,
    pub money: Ty,
    pub date: Ty,
    pub duration: Ty,
    pub text: Ty,
}

impl Default for Common {
    fn default() -> Self {
        let some = |t: Type| Some(Arc::new(t));
        Self {
            yes_no: some(Type::YesNo),
            integer: some(Type::Integer {
                min: None,
                max: None,
            }),
            number: some(Type::Number {
                min: None,
                max: None,
            }),
            money: some(Type::Money {
                min: None,
                max: None,
            }),
            date: some(Type::Date {
                min: None,
                max: None,
            }),
            duration: some(Type::Duration),
            text: some(Type::Text),
        }
    }
}

/// What a type is called in a message.
pub(super) fn words(ty: &Type) -> Arg {
    let plain = |ru: &str, en: &str| Arg::Words {
        ru: ru.to_owned(),
        en: en.to_owned(),
    };
    match ty {
        Type::YesNo => plain("«да» или «нет»", "yes or no"),
        Type::Integer { .. } => plain("целое число", "a whole number"),
        Type::Number { .. } => plain("число", "a number"),
        Type::Money { .. } => plain("деньги", "money"),
        Type::Date { .. } => plain("дата", "a date"),
        Type::Duration => plain("длительность", "a duration"),
        Type::OneOf(options) => {
            let list = listed(options.iter().map(|o| &**o));
            Arg::Words {
                ru: format!("один из вариантов ({list})"),
                en: format!("one of ({list})"),
            }
        }
        Type::Directory(name) => Arg::Words {
            ru: format!("запись справочника «{name}»"),
            en: format!("an entry of the directory `{name}`"),
        },
        Type::List(_) => plain("список", "a list"),
        Type::Phone => plain("телефон", "a telephone number"),
        Type::Snils => plain("СНИЛС", "a SNILS number"),
        Type::Record(_) => plain(
            "таблица с несколькими выводами",
            "a table with several outputs",
        ),
        _ => plain("текст", "text"),
    }
}

/// Up to twelve names, the rest counted.
pub(super) fn listed<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> String {
    let rest = names.len().saturating_sub(12);
    let mut out = names.take(12).collect::<Vec<_>>().join(", ");
    if rest > 0 {
        out.push_str(&format!(", … +{rest}"));
    }
    out
}

/// Whether a value of type `have` may stand where `want` is expected.
pub(super) fn fits(have: &Type, want: &Type) -> bool {
    match (have, want) {
        (Type::Integer { .. }, Type::Integer { .. } | Type::Number { .. })
        | (Type::Number { .. }, Type::Number { .. })
        | (Type::Money { .. }, Type::Money { .. })
        | (Type::Date { .. }, Type::Date { .. })
        | (Type::Text, Type::Phone | Type::Snils)
        | (Type::Phone | Type::Snils, Type::Text) => true,
        (Type::OneOf(have), Type::OneOf(want)) => have.iter().all(|o| want.contains(o)),
        (Type::List(have), Type::List(want)) => fits(have, want),
        (have, want) => have == want,
    }
}

/// Whether values of both types can be equal.
pub(super) fn comparable(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (Type::OneOf(a), Type::OneOf(b)) => a.iter().any(|o| b.contains(o)),
        (Type::List(a), Type::List(b)) => comparable(a, b),
        _ => fits(a, b) || fits(b, a),
    }
}

/// Whether values of the type have an order.
pub(super) fn ordered(ty: &Type) -> bool {
    is_number(ty) || matches!(ty, Type::Money { .. } | Type::Date { .. } | Type::Duration)
}

/// Whether it is a number without a unit.
pub(super) fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Integer { .. } | Type::Number { .. })
}

/// The type of the elements of a list, any other type as it is.
pub(super) fn element(ty: &Ty) -> Ty {
    match ty.as_deref() {
        Some(Type::List(inner)) => Some(Arc::new((**inner).clone())),
        _ => ty.clone(),
    }
}

/// Order of two values of one kind.
pub(super) fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
        (Value::Money(a), Value::Money(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::Duration(a), Value::Duration(b)) => a.compare(b),
        _ => None,
    }
}

/// The bounds of a type as values.
pub(super) fn bounds(ty: &Type) -> (Option<Value>, Option<Value>) {
    match ty {
        Type::Integer { min, max } => (
            min.map(|n| Value::Number(n.into())),
            max.map(|n| Value::Number(n.into())),
        ),
        Type::Number { min, max } => (min.map(Value::Number), max.map(Value::Number)),
        Type::Money { min, max } => (min.map(Value::Money), max.map(Value::Money)),
        Type::Date { min, max } => (min.map(Value::Date), max.map(Value::Date)),
        _ => (None, None),
    }
}

/// Whether a value lies outside the bounds of a type.
pub(super) fn outside(value: &Value, ty: &Type) -> bool {
    let (low, high) = bounds(ty);
    low.is_some_and(|l| order(value, &l) == Some(Ordering::Less))
        || high.is_some_and(|h| order(value, &h) == Some(Ordering::Greater))
}

/// Bounds in words: `0…100`, `от 1`, `до 100`.
pub(super) fn shown_bounds(ty: &Type) -> Arg {
    let (low, high) = bounds(ty);
    match (low.map(|v| shown(&v)), high.map(|v| shown(&v))) {
        (Some(l), Some(h)) => Arg::Text(format!("{l}..{h}")),
        (Some(l), None) => Arg::Words {
            ru: format!("от {l}"),
            en: format!("from {l}"),
        },
        (None, Some(h)) => Arg::Words {
            ru: format!("до {h}"),
            en: format!("up to {h}"),
        },
        (None, None) => Arg::Text(String::new()),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Number(n) => n.normalize().to_string(),
        Value::Money(m) => m.roubles().normalize().to_string(),
        Value::Date(d) => d.to_string(),
        _ => String::new(),
    }
}

impl<'a> Cx<'a> {
    /// A type as written. `body` are options that the body of a fact lists.
    pub(super) fn written_type(
        &mut self,
        at: At<'a>,
        ty: &'a TypeExpr,
        body: &'a [tree::FactOption],
    ) -> Ty {
        let resolved = match &ty.kind {
            TypeKind::YesNo => return self.common.yes_no.clone(),
            TypeKind::Duration => return self.common.duration.clone(),
            TypeKind::Text => return self.common.text.clone(),
            TypeKind::Phone => Type::Phone,
            TypeKind::Snils => Type::Snils,
            TypeKind::Error => return None,
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
                    if negated(e) {
                        number.checked_neg()
                    } else {
                        Some(number)
                    }
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
                Type::OneOf(
                    names
                        .iter()
                        .map(|n| self.intern(at.file.name(*n)))
                        .collect(),
                )
            }
            TypeKind::List(inner) => {
                Type::List(Box::new((*self.written_type(at, inner, body)?).clone()))
            }
            TypeKind::Directory(name) => {
                let folded = at.file.name(*name);
                self.find(
                    Space::Directory,
                    at,
                    name.span,
                    folded,
                    &codes::UNKNOWN_REFERENCE,
                )?;
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
        let Some(have) = have.as_deref() else { return };
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
