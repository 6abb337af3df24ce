//! Calls: built-in functions and parameters over time.

use super::names::Space;
use super::types::{Ty, comparable, element, fits, is_number, ordered};
use super::{At, Cx};
use crate::bundle::program::{Expr, ExprId, Function, ParameterId};
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
        let c = &self.common;
        let (date, integer, duration) = (c.date.clone(), c.integer.clone(), c.duration.clone());
        let right = self.arity(at, span, args.len(), arity);
        let (wants, ty) = match function {
            Function::Age => (vec![date], integer),
            Function::WorkingDays | Function::CalendarDays => (vec![date.clone(), integer], date),
            Function::Add => (vec![date.clone(), duration], date),
            Function::Min | Function::Max => return self.extreme(at, span, function, args),
            Function::Round => return self.round(at, span, args),
            Function::Length => {
                let ids = args
                    .iter()
                    .map(|arg| {
                        let (id, ty) = self.expr(at, arg, &None);
                        if !matches!(ty.as_deref(), None | Some(Type::List(_))) {
                            let want = Arg::from(Bi {
                                ru: "список",
                                en: "a list",
                            });
                            self.wrong_type(at, arg.span, ARGUMENT, want, &ty);
                        }
                        id
                    })
                    .collect();
                return self.push(at, span, Expr::Call(function, ids), integer);
            }
        };
        let ids = args
            .iter()
            .enumerate()
            .map(|(i, arg)| match wants.get(i) {
                Some(want) => self.expr_as(at, arg, want, ARGUMENT),
                None => self.expr(at, arg, &None).0,
            })
            .collect();
        self.push(at, span, Expr::Call(function, ids), if right { ty } else { None })
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
            if have.as_deref().is_some_and(|h| !ordered(h)) {
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
            let (id, have) = self.expr(at, arg, &None);
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
}
