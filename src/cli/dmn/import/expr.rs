//! Expressions of FEEL in our words.

use std::rc::Rc;

use super::super::feel::{F, K, Op, ours};
use super::literals::{literal, number, text};
use super::scope::{Bound, Scope};
use super::types::{Ty, of_ref};
use super::write::{quoted, time};
use super::{Importer, MAX_DEPTH, Refused};

/// A piece of text, how strongly it binds, and its type as far as it is known.
#[derive(Clone, Debug)]
pub struct Written {
    pub text: String,
    pub binds: u8,
    pub ty: Ty,
}

/// What stands by itself.
pub(super) const ATOM: u8 = 9;

impl Written {
    pub(super) fn atom(text: impl Into<String>, ty: Ty) -> Self {
        Self {
            text: text.into(),
            binds: ATOM,
            ty,
        }
    }

    /// In brackets where it binds less than `needed`.
    pub(super) fn at_least(&self, needed: u8) -> String {
        if self.binds < needed {
            format!("({})", self.text)
        } else {
            self.text.clone()
        }
    }
}

pub(super) fn null() -> Written {
    Written::atom("неизвестно", Ty::Any)
}

pub(super) fn call(name: &str, args: &[String], ty: Ty) -> Written {
    Written::atom(format!("{name}({})", args.join(", ")), ty)
}

type W = Result<Written, Refused>;

impl Importer<'_> {
    /// Writes an expression.
    pub(super) fn lower(&mut self, f: &F, scope: &Scope) -> W {
        if self.depth >= MAX_DEPTH || self.budget == 0 {
            return Err(Refused::new(
                f.at,
                "выражение слишком велико или вложено слишком глубоко",
                "the expression is too large or nested too deep",
            ));
        }
        self.depth += 1;
        self.budget -= 1;
        let written = self.lower_inner(f, scope);
        self.depth -= 1;
        written
    }

    /// Text for a place where anything may stand: an argument, an element.
    pub(super) fn free(&mut self, f: &F, scope: &Scope) -> Result<String, Refused> {
        Ok(self.lower(f, scope)?.text)
    }

    fn lower_inner(&mut self, f: &F, scope: &Scope) -> W {
        let at = f.at;
        match &f.k {
            K::Null => Ok(null()),
            K::Bool(b) => Ok(Written::atom(if *b { "да" } else { "нет" }, Ty::Bool)),
            K::Number(n) => number(n, at),
            K::Text(t) => text(t, at),
            K::At(t) => literal(t, at),
            K::Name(name) => self.name(name, scope, at),
            K::List(items) => {
                let mut written = Vec::with_capacity(items.len());
                let mut ty = None;
                for item in items {
                    let item = self.lower(item, scope)?;
                    ty = match ty {
                        None => Some(item.ty.clone()),
                        Some(ty) if ty == item.ty => Some(ty),
                        Some(_) => Some(Ty::Any),
                    };
                    written.push(item.text);
                }
                Ok(list(&written, ty.unwrap_or(Ty::Any)))
            }
            K::Context(entries) => self.context(entries, scope),
            K::Result(entries, result) => {
                let mut scope = scope.clone();
                for (name, value) in entries {
                    let bound = closure(value, &scope);
                    scope = scope.with(name, bound);
                }
                self.lower(result, &scope)
            }
            K::Call(callee, args) => self.call(callee, args, scope, at),
            K::Named(callee, args) => self.call_named(callee, args, scope, at),
            K::Path(of, name) => self.path(of, name, scope, at),
            K::Filter(of, by) => self.filter(of, by, scope, at),
            K::Negate(inner) => {
                let inner = self.lower(inner, scope)?;
                let binds = if matches!(inner.ty, Ty::Number(_)) && inner.binds == ATOM {
                    8
                } else {
                    7
                };
                Ok(Written {
                    text: format!("-{}", inner.at_least(9)),
                    binds: binds.min(7),
                    ty: inner.ty.unbounded(),
                })
            }
            K::Binary(op, a, b) => self.binary(*op, a, b, scope),
            K::Between(x, low, high) => {
                let x = self.lower(x, scope)?.at_least(5);
                let (low, high) = (
                    self.lower(low, scope)?.at_least(5),
                    self.lower(high, scope)?.at_least(5),
                );
                Ok(Written {
                    text: format!("{x} в [{low}..{high}]"),
                    binds: 4,
                    ty: Ty::Bool,
                })
            }
            K::In(x, tests) => self.is_in(x, tests, scope),
            K::If(c, a, b) => {
                let (c, a, b) = (self.lower(c, scope)?, self.lower(a, scope)?, self.lower(b, scope)?);
                let ty = if a.ty == b.ty { a.ty.clone() } else { Ty::Any };
                Ok(Written {
                    text: format!("если {} то {} иначе {}", c.at_least(1), a.at_least(1), b.at_least(1)),
                    binds: 0,
                    ty,
                })
            }
            K::For(each, body) => {
                let rows = self.unrolled(each, scope, at)?;
                let mut written = Vec::with_capacity(rows.len());
                let mut ty = None;
                for row in rows {
                    let item = self.lower(body, &row)?;
                    ty.get_or_insert_with(|| item.ty.clone());
                    written.push(item.text);
                }
                Ok(list(&written, ty.unwrap_or(Ty::Any)))
            }
            K::Quantified(every, each, condition) => {
                let rows = self.unrolled(each, scope, at)?;
                let mut written = Vec::with_capacity(rows.len());
                for row in rows {
                    written.push(self.free(condition, &row)?);
                }
                let name = if *every {
                    "верны_все"
                } else {
                    "верно_хотя_бы_одно"
                };
                Ok(call(name, &[list(&written, Ty::Bool).text], Ty::Bool))
            }
            K::InstanceOf(of, ty) => {
                let Some(kind) = self.kind(ty, 0) else {
                    return Err(Refused::new(
                        at,
                        format!("вид значения «{ty}» не проверяется"),
                        format!("values are not tested for the type `{ty}`"),
                    ));
                };
                let of = self.free(of, scope)?;
                Ok(call("вида", &[of, quoted(&kind)], Ty::Bool))
            }
            K::Function(..) => Err(Refused::new(
                at,
                "функция как значение не поддерживается",
                "a function as a value is not supported",
            )),
            K::External => Err(Refused::new(
                at,
                "функции других языков не поддерживаются",
                "functions of other languages are not supported",
            )),
            K::Range(..) | K::Half(..) => Err(Refused::new(
                at,
                "промежуток как значение не поддерживается",
                "a range as a value is not supported",
            )),
            K::Table(table) => {
                let id = self.helper_id("таблица", "table");
                let (text, ty) = self.table(&id, "", &Ty::Any, table, scope)?;
                self.helper(text);
                Ok(Written::atom(id, ty))
            }
        }
    }

    fn name(&mut self, name: &str, scope: &Scope, at: u32) -> W {
        let bound = scope.get(name).or_else(|| self.global(name)).cloned();
        match bound {
            Some(bound) => self.bound(&bound, at),
            None => Err(Refused::new(
                at,
                format!("имя «{name}» здесь неизвестно"),
                format!("the name `{name}` is not known here"),
            )),
        }
    }

    /// The value of a name.
    pub(super) fn bound(&mut self, bound: &Bound, at: u32) -> W {
        match bound {
            Bound::Fact(_, Ty::Time) => Err(time(at)),
            Bound::Fact(id, ty) => Ok(Written::atom(id, ty.unbounded())),
            Bound::Parts(parts) => {
                let mut written = Vec::with_capacity(parts.len());
                let mut types = Vec::with_capacity(parts.len());
                let mut known = Vec::with_capacity(parts.len());
                for (name, bound) in parts.iter() {
                    let value = self.bound(bound, at)?;
                    known.push(format!("известно({})", value.text));
                    written.push(format!("{}: {}", self.names.part(name), value.text));
                    types.push((name.clone(), value.ty));
                }
                // An input of which nothing is known is null as a whole.
                Ok(Written {
                    text: format!(
                        "если {} то ({}) иначе неизвестно",
                        known.join(" или "),
                        written.join(", ")
                    ),
                    binds: 0,
                    ty: Ty::Record(Rc::new(types)),
                })
            }
            Bound::Decision(i) => {
                let name = self.dmn.decisions.get(*i).map_or("", |d| d.name.as_str());
                match self.ensure(*i) {
                    Ok((id, ty)) => Ok(Written::atom(id, ty)),
                    Err(why) => Err(Refused::new(
                        at,
                        format!("решение «{name}» не перенесено: {}", why.ru),
                        format!("decision `{name}` was not taken over: {}", why.en),
                    )),
                }
            }
            Bound::Expr(f, scope) => self.lower(f, scope),
            Bound::Function(..) | Bound::Knowledge(_) => Err(Refused::new(
                at,
                "функция как значение не поддерживается",
                "a function as a value is not supported",
            )),
        }
    }

    fn context(&mut self, entries: &[(String, F)], outer: &Scope) -> W {
        if entries.is_empty() {
            return Ok(Written::atom("запись()", Ty::Record(Rc::new(Vec::new()))));
        }
        let mut scope = outer.clone();
        let mut written = Vec::with_capacity(entries.len());
        let mut types = Vec::with_capacity(entries.len());
        for (i, (name, value)) in entries.iter().enumerate() {
            if entries.iter().take(i).any(|(n, _)| n == name) {
                return Ok(null());
            }
            // A boxed context names its entries after themselves: they mean what stands outside.
            let own = matches!(&value.k, K::Name(n) if n == name);
            let value_text = self.lower(value, if own { outer } else { &scope })?;
            written.push(format!("{}: {}", self.names.part(name), value_text.text));
            types.push((name.clone(), value_text.ty));
            let bound = closure(value, if own { outer } else { &scope });
            scope = scope.with(name, bound);
        }
        Ok(Written::atom(
            format!("({})", written.join(", ")),
            Ty::Record(Rc::new(types)),
        ))
    }

    fn path(&mut self, of: &F, name: &str, scope: &Scope, at: u32) -> W {
        if let K::Range(low, from, high, to) = &of.k {
            return match name {
                "start" => self.lower(low, scope),
                "end" => self.lower(high, scope),
                "start included" => self.lower(&F::new(K::Bool(*from), at), scope),
                "end included" => self.lower(&F::new(K::Bool(*to), at), scope),
                _ => Ok(null()),
            };
        }
        if let Some((value, inner)) = self.known_part(of, name, scope) {
            return self.lower(&value, &inner);
        }
        if let Some(bound) = self.part_of_input(of, name, scope) {
            return self.bound(&bound, at);
        }
        let of = self.lower(of, scope)?;
        let part = |of: &Ty| match of {
            Ty::Record(parts) => parts
                .iter()
                .find(|(n, _)| n == name)
                .map_or(Ty::Any, |(_, t)| t.clone()),
            _ => Ty::Any,
        };
        let ty = match &of.ty {
            Ty::List(of) => Ty::List(Box::new(part(of))),
            other => part(other),
        };
        let id = match name {
            "year" | "month" | "day" | "weekday" | "years" | "months" | "days" | "hours" | "minutes" | "seconds" => {
                name.to_owned()
            }
            "hour" | "minute" | "second" | "time offset" | "timezone" if !matches!(of.ty, Ty::Record(_)) => {
                return Err(time(at));
            }
            _ => self.names.part(name),
        };
        // Parts of dates and periods have fixed names; those of records may have been given others.
        if id == name && self.names.part(name) != id && !matches!(of.ty, Ty::Date | Ty::Duration) {
            return Err(Refused::new(
                at,
                format!("имя «{name}» занято"),
                format!("the name `{name}` is taken"),
            ));
        }
        let ty = if matches!(of.ty, Ty::Date | Ty::Duration) {
            Ty::Number(None)
        } else {
            ty
        };
        Ok(Written::atom(format!("{}.{id}", of.at_least(ATOM)), ty))
    }

    /// The part of an input that is one fact for each part.
    pub(super) fn part_of_input(&self, of: &F, name: &str, scope: &Scope) -> Option<Bound> {
        let parts = match &of.k {
            K::Name(n) => match scope.get(n).or_else(|| self.global(n))? {
                Bound::Parts(parts) => parts.clone(),
                Bound::Expr(f, scope) => return self.part_of_input(f, name, scope),
                _ => return None,
            },
            K::Path(outer, part) => match self.part_of_input(outer, part, scope)? {
                Bound::Parts(parts) => parts,
                _ => return None,
            },
            _ => return None,
        };
        parts.iter().find(|(n, _)| n == name).map(|(_, b)| b.clone())
    }

    fn binary(&mut self, op: Op, a: &F, b: &F, scope: &Scope) -> W {
        let (sign, binds) = ours(op);
        let (left, right) = (self.lower(a, scope)?, self.lower(b, scope)?);
        let comparison = binds == 4;
        let text = format!(
            "{} {sign} {}",
            left.at_least(if comparison { 5 } else { binds }),
            right.at_least(if matches!(op, Op::Pow) && right.binds == 7 {
                7
            } else {
                binds + 1
            })
        );
        let ty = match op {
            Op::Or | Op::And | Op::Eq | Op::Ne | Op::Lt | Op::Le | Op::Gt | Op::Ge => Ty::Bool,
            Op::Add | Op::Sub if left.ty == right.ty && left.ty != Ty::Date => left.ty,
            Op::Add | Op::Sub if left.ty == Ty::Date && right.ty == Ty::Duration => Ty::Date,
            Op::Sub if left.ty == Ty::Date && right.ty == Ty::Date => Ty::Duration,
            Op::Pow => Ty::Number(None),
            Op::Mul | Op::Div if left.ty == Ty::Number(None) && right.ty == Ty::Number(None) => Ty::Number(None),
            _ => Ty::Any,
        };
        Ok(Written { text, binds, ty })
    }

    /// A type that `вида` can test for.
    fn kind(&self, ty: &str, depth: usize) -> Option<String> {
        if let Some(of) = ty.strip_prefix("list<").and_then(|t| t.strip_suffix('>')) {
            return (depth < 4).then(|| Some(format!("list<{}>", self.kind(of, depth + 1)?)))?;
        }
        const PLAIN: [&str; 10] = [
            "Any",
            "number",
            "string",
            "boolean",
            "date",
            "time",
            "date and time",
            "days and time duration",
            "years and months duration",
            "context",
        ];
        if PLAIN.contains(&ty) {
            return Some(ty.to_owned());
        }
        let item = self.dmn.types.iter().find(|t| t.name == ty)?;
        let plain = item.parts.is_empty() && item.allowed.is_none() && !item.function && depth < 4;
        let base = self.kind(item.base.as_deref().filter(|_| plain)?, depth + 1)?;
        Some(if item.collection { format!("list<{base}>") } else { base })
    }

    /// The type of a parameter.
    pub(super) fn declared(&self, name: Option<&str>) -> Ty {
        of_ref(self.dmn, name).unbounded()
    }
}

/// A variable that stands for an expression.
pub(super) fn closure(f: &F, scope: &Scope) -> Bound {
    match &f.k {
        K::Function(params, body) => {
            let params = params.iter().map(|p| (p.clone(), Ty::Any)).collect();
            Bound::Function(Rc::new(params), Rc::new((**body).clone()), scope.clone())
        }
        _ => Bound::Expr(Rc::new(f.clone()), scope.clone()),
    }
}

/// A list of written elements.
pub(super) fn list(items: &[String], of: Ty) -> Written {
    let ty = Ty::List(Box::new(of));
    match items {
        [] | [_] => call("список", items, ty),
        several => Written::atom(format!("({})", several.join(", ")), ty),
    }
}
