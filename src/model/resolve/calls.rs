//! Calls: built-in functions and parameters over time.

use std::sync::Arc;

use super::names::Space;
use super::types::{Ty, comparable, element, fits, is_number, ordered};
use super::{At, Cx};
use crate::bundle::program::{Expr, ExprId, Function, Gives, MonthEnd, ParameterId, Rounding, Takes};
use crate::diag::{Arg, codes};
use crate::span::Span;
use crate::syntax::tree::{self, Ident};
use crate::value::{Bi, Type, Value};

const ARGUMENT: Bi = Bi {
    ru: "аргумент",
    en: "argument",
};

impl<'a> Cx<'a> {
    /// `имя(аргументы)`: a function or a parameter.
    pub(super) fn invoke(&mut self, at: At<'a>, span: Span, name: Ident, args: &[tree::Expr]) -> (ExprId, Ty) {
        let folded = at.file.name(name);
        if let Some((function, _, _, arity)) = Function::ALL
            .iter()
            .find(|(_, ru, en, _)| *ru == folded || *en == folded)
        {
            return self.function(at, span, *function, *arity, args);
        }
        if let Some(of_measure) = self.measured(at, span, name, args) {
            return of_measure;
        }
        let found = self.find(Space::Call, at, name.span, folded, &codes::UNKNOWN_FUNCTION);
        let Some(id) = found else {
            for arg in args {
                // A bare name may be a key that only the parameter would tell: nothing to report.
                if !matches!(arg.kind, tree::ExprKind::Name(_)) {
                    self.expr(at, arg, &None);
                }
            }
            return (ExprId::NONE, None);
        };
        self.parameter(at, span, ParameterId(id), args)
    }

    fn parameter(&mut self, at: At<'a>, span: Span, id: ParameterId, args: &[tree::Expr]) -> (ExprId, Ty) {
        let Some(info) = self.parameters.get(id.index()) else {
            return (ExprId::NONE, None);
        };
        let (mut wants, ty) = (info.keys.clone(), info.ty.clone());
        let keys = wants.len();
        wants.push(self.common.date.clone());
        self.arity(at, span, args.len(), (keys, keys + 1));
        let ids = args
            .iter()
            .enumerate()
            .map(|(i, arg)| match wants.get(i) {
                Some(want) => self.expr_as(at, arg, want, ARGUMENT),
                None => self.expr(at, arg, &None).0,
            })
            .collect();
        self.push(at, span, Expr::Parameter(id, ids), ty)
    }

    /// Reports a wrong number of arguments.
    pub(super) fn arity(&mut self, at: At<'a>, span: Span, have: usize, (least, most): (usize, usize)) -> bool {
        if (least..=most).contains(&have) {
            return true;
        }
        let want = if least == most {
            least.to_string()
        } else {
            format!("{least}–{most}")
        };
        self.report(
            at.finding(&codes::WRONG_ARITY, span)
                .arg("want", want)
                .arg("have", have),
        );
        false
    }

    fn function(
        &mut self,
        at: At<'a>,
        span: Span,
        function: Function,
        arity: (usize, usize),
        args: &[tree::Expr],
    ) -> (ExprId, Ty) {
        let right = self.arity(at, span, args.len(), arity);
        match function {
            Function::Min | Function::Max => return self.extreme(at, span, function, args),
            Function::Round => return self.round(at, span, args),
            _ => {}
        }
        let takes = function.takes();
        let mut ids = Vec::with_capacity(args.len());
        let mut first: Ty = None;
        for (i, arg) in args.iter().enumerate() {
            let takes = takes.get(i).or(takes.last()).copied().unwrap_or(Takes::Any);
            let (id, ty) = self.argument(at, arg, takes);
            if i == 0 {
                first = ty;
            }
            ids.push(id);
        }
        if let (Function::Add, [day, period], [first, second]) = (function, args, ids.as_slice()) {
            self.months_to(at, span, (*first, day.span), (*second, period.span));
        }
        let c = &self.common;
        let ty = match function.gives() {
            _ if !right => None,
            Gives::Any => None,
            Gives::Text => c.text.clone(),
            Gives::Number => c.number.clone(),
            Gives::Integer => c.integer.clone(),
            Gives::Date => c.date.clone(),
            Gives::Duration => c.duration.clone(),
            Gives::YesNo => c.yes_no.clone(),
            Gives::First => self.unbounded(&first),
            Gives::Element => self.unbounded(&element(&first)),
        };
        self.push(at, span, Expr::Call(function, ids), ty)
    }

    /// An argument where a function takes this.
    fn argument(&mut self, at: At<'a>, arg: &tree::Expr, takes: Takes) -> (ExprId, Ty) {
        let c = &self.common;
        let names = |all: &[&'static str]| Some(Arc::new(Type::OneOf(all.iter().map(|n| (*n).into()).collect())));
        let want = match takes {
            Takes::Text => c.text.clone(),
            Takes::Number => c.number.clone(),
            Takes::Integer => c.integer.clone(),
            Takes::Date => c.date.clone(),
            Takes::Duration => c.duration.clone(),
            Takes::YesNo => c.yes_no.clone(),
            Takes::Rounding => names(&Rounding::ALL.map(|r| [r.1, r.2]).concat()),
            Takes::MonthEnd => names(&MonthEnd::ALL.map(|m| [m.1, m.2]).concat()),
            Takes::Any | Takes::List | Takes::Countable | Takes::Amount => None,
        };
        if want.is_some() {
            let (id, have) = self.expr(at, arg, &want);
            self.fit(at, arg.span, id, &have, &want, ARGUMENT);
            return (id, have);
        }
        let (id, have) = self.expr(at, arg, &None);
        let list = matches!(have.as_deref(), None | Some(Type::List(_)));
        let text = matches!(have.as_deref(), Some(Type::Text | Type::Phone | Type::Snils));
        let wanted = match takes {
            Takes::List if !list => Bi {
                ru: "список",
                en: "a list",
            },
            Takes::Countable if !list && !text => Bi {
                ru: "список",
                en: "a list",
            },
            _ => return (id, have),
        };
        self.wrong_type(at, arg.span, ARGUMENT, Arg::from(wanted), &have);
        (id, have)
    }

    fn extreme(&mut self, at: At<'a>, span: Span, function: Function, args: &[tree::Expr]) -> (ExprId, Ty) {
        let mut ty: Ty = None;
        let mut first: Option<&tree::Expr> = None;
        let mut ids = vec![ExprId::NONE; args.len()];
        // Bare numbers last: `мин(20000, доход)` counts roubles.
        let strong = |e: &tree::Expr| !matches!(e.kind, tree::ExprKind::Literal(tree::Literal::Number(_)));
        let order = (0..args.len())
            .filter(|i| args.get(*i).is_some_and(strong))
            .chain((0..args.len()).filter(|i| args.get(*i).is_some_and(|e| !strong(e))));
        for i in order.collect::<Vec<_>>() {
            let (Some(arg), Some(slot)) = (args.get(i), ids.get_mut(i)) else {
                continue;
            };
            let (id, have) = self.expr(at, arg, &ty);
            *slot = id;
            let have = self.unbounded(&element(&have));
            if have.as_deref().is_some_and(|h| !ordered(h)) && !self.dmn {
                let want = Arg::from(Bi {
                    ru: "число, деньги, дата или длительность",
                    en: "a number, money, a date or a duration",
                });
                self.wrong_type(at, arg.span, ARGUMENT, want, &have);
            } else if let (Some(h), Some(t), Some(before)) = (have.as_deref(), ty.as_deref(), first) {
                if !comparable(h, t) {
                    self.mismatch(at, span, before, &ty, arg, &have);
                } else if fits(t, h) {
                    ty = have;
                }
            } else if have.is_some() {
                (ty, first) = (have, Some(arg));
            }
        }
        self.push(at, span, Expr::Call(function, ids), ty)
    }

    fn round(&mut self, at: At<'a>, span: Span, args: &[tree::Expr]) -> (ExprId, Ty) {
        let mut ids = Vec::with_capacity(args.len());
        let mut ty: Ty = None;
        for (i, arg) in args.iter().enumerate() {
            if i > 1 {
                ids.push(self.argument(at, arg, Takes::Rounding).0);
                continue;
            }
            if i > 0 {
                let integer = self.common.integer.clone();
                let id = self.expr_as(at, arg, &integer, ARGUMENT);
                let whole = self.constant(id) == Some(Value::Number(rust_decimal::Decimal::ZERO));
                if i == 1 && whole && ty.as_deref().is_some_and(is_number) {
                    ty = self.common.integer.clone();
                }
                ids.push(id);
                continue;
            }
            let before = self.said.len();
            self.rounding_is_said(arg);
            let (id, have) = self.expr(at, arg, &None);
            self.said.truncate(before);
            ids.push(id);
            ty = match have.as_deref() {
                Some(t) if is_number(t) => self.common.number.clone(),
                Some(Type::Money { .. }) => self.common.money.clone(),
                None => None,
                Some(_) => {
                    let want = Arg::from(Bi {
                        ru: "число или деньги",
                        en: "a number or money",
                    });
                    self.wrong_type(at, arg.span, ARGUMENT, want, &have);
                    None
                }
            };
        }
        self.push(at, span, Expr::Call(Function::Round, ids), ty)
    }

    /// `(имя: значение, …)`
    pub(super) fn record(&mut self, at: At<'a>, span: Span, parts: &[(Ident, tree::Expr)]) -> (ExprId, Ty) {
        let mut ids = Vec::with_capacity(parts.len() * 2);
        let mut fields = Vec::with_capacity(parts.len());
        let names: Vec<Ident> = parts.iter().map(|(name, _)| *name).collect();
        self.unique_names(
            at,
            &names,
            Bi {
                ru: "поле",
                en: "field",
            },
        );
        for (name, value) in parts {
            let field = self.intern(at.file.name(*name));
            let text = self.common.text.clone();
            let key = self.push(at, name.span, Expr::Const(Value::Text(field.clone())), text);
            let (id, ty) = self.expr(at, value, &None);
            ids.extend([key.0, id]);
            if let Some(ty) = ty {
                fields.push((field, (*ty).clone()));
            }
        }
        let ty = (fields.len() == parts.len()).then(|| Arc::new(Type::Record(fields)));
        self.push(at, span, Expr::Call(Function::Record, ids), ty)
    }
}
