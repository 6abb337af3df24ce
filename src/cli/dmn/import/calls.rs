//! Calls: functions of the model are put in place of their calls, those of FEEL become ours.

use std::rc::Rc;

use super::super::feel::{F, K, Op};
use super::expr::{Written, call, closure, null};
use super::functions::{PARAMETERS, SAME, far, far_year, plain_pattern};
use super::literals::{date, duration};
use super::scope::{Bound, Scope};
use super::types::Ty;
use super::write::{quoted, time};
use super::{Importer, Refused};

type W = Result<Written, Refused>;

impl Importer<'_> {
    /// `callee(args)`
    pub(super) fn call(&mut self, callee: &F, args: &[F], scope: &Scope, at: u32) -> W {
        if let Some((params, body, inner)) = self.function(callee, scope)? {
            if params.len() != args.len() {
                return Ok(null());
            }
            let args: Vec<F> = args.to_vec();
            return self.put_in(&params, &body, &inner, &args, scope);
        }
        match &callee.k {
            K::Name(name) => self.built_in(name, args, scope, at),
            _ => Err(Refused::new(
                at,
                "вызов вычисленной функции не поддерживается",
                "a call of a computed function is not supported",
            )),
        }
    }

    /// `callee(name: arg)`
    pub(super) fn call_named(&mut self, callee: &F, args: &[(String, F)], scope: &Scope, at: u32) -> W {
        if let Some((params, body, inner)) = self.function(callee, scope)? {
            if args.iter().any(|(n, _)| !params.iter().any(|(p, _)| p == n)) {
                return Ok(null());
            }
            let mut ordered = Vec::with_capacity(params.len());
            for (param, _) in params.iter() {
                let given = args.iter().find(|(n, _)| n == param);
                ordered.push(given.map_or_else(|| F::new(K::Null, at), |(_, f)| f.clone()));
            }
            return self.put_in(&params, &body, &inner, &ordered, scope);
        }
        let K::Name(name) = &callee.k else {
            return Err(Refused::new(
                at,
                "вызов вычисленной функции не поддерживается",
                "a call of a computed function is not supported",
            ));
        };
        let mut known = false;
        for (_, params) in PARAMETERS.iter().filter(|(n, _)| n == name) {
            known = true;
            if args.iter().any(|(n, _)| !params.contains(&n.as_str())) {
                continue;
            }
            let mut ordered = Vec::new();
            let last = params.iter().rposition(|p| args.iter().any(|(n, _)| n == p));
            for param in params.iter().take(last.map_or(0, |l| l + 1)) {
                let given = args.iter().find(|(n, _)| n == param);
                ordered.push(given.map_or_else(|| F::new(K::Null, at), |(_, f)| f.clone()));
            }
            return self.built_in(name, &ordered, scope, at);
        }
        if known {
            // FEEL gives null for a call that no form of the function fits.
            return Ok(null());
        }
        Err(unknown_function(name, at))
    }

    /// The function that an expression names, where the model holds it.
    #[allow(clippy::type_complexity, reason = "parameters, body, scope: only these two callers")]
    fn function(&self, callee: &F, scope: &Scope) -> Result<Option<(Rc<Vec<(String, Ty)>>, Rc<F>, Scope)>, Refused> {
        let bound = match &callee.k {
            K::Name(name) => scope.get(name).or_else(|| self.global(name)).cloned(),
            K::Path(of, name) => self.known_part(of, name, scope).map(|(f, inner)| closure(&f, &inner)),
            K::Function(..) => Some(closure(callee, scope)),
            _ => None,
        };
        Ok(match bound {
            Some(Bound::Function(params, body, inner)) => Some((params, body, inner)),
            Some(Bound::Expr(f, inner)) => match &f.k {
                K::Function(..) | K::Name(_) | K::Path(..) => {
                    let again = matches!(f.k, K::Name(_))
                        && matches!(&callee.k, K::Name(n) if matches!(&f.k, K::Name(m) if m == n));
                    if again { None } else { self.function(&f, &inner)? }
                }
                _ => None,
            },
            Some(Bound::Knowledge(i)) => match self.dmn.functions.get(i) {
                Some(knowledge) => {
                    let body = knowledge.body.clone()?;
                    if let K::Function(..) = body.k {
                        return Err(Refused::new(
                            body.at,
                            "функция, которая возвращает функцию, не поддерживается",
                            "a function that returns a function is not supported",
                        ));
                    }
                    let params = knowledge
                        .params
                        .iter()
                        .map(|(n, t)| (n.clone(), self.declared(t.as_deref())));
                    Some((Rc::new(params.collect()), Rc::new(body), Scope::default()))
                }
                None => None,
            },
            Some(Bound::Decision(i)) => match self.dmn.decisions.get(i).map(|d| &d.body) {
                Some(Ok(F {
                    k: K::Function(params, body),
                    ..
                })) => {
                    let params = params.iter().map(|p| (p.clone(), Ty::Any)).collect();
                    Some((Rc::new(params), Rc::new((**body).clone()), Scope::default()))
                }
                _ => None,
            },
            _ => None,
        })
    }

    /// The body of a function with its arguments in place of its parameters.
    fn put_in(&mut self, params: &[(String, Ty)], body: &F, inner: &Scope, args: &[F], outer: &Scope) -> W {
        let mut scope = inner.clone();
        for ((name, ty), arg) in params.iter().zip(args) {
            // A value of another type is null inside the function.
            let given = match &arg.k {
                K::Function(..) => Ty::Any,
                _ => self.lower(arg, outer).map_or(Ty::Any, |w| w.ty),
            };
            let bound = if ty.differs(&given) {
                closure(&F::new(K::Null, arg.at), outer)
            } else {
                closure(arg, outer)
            };
            scope = scope.with(name, bound);
        }
        self.lower(body, &scope)
    }

    fn built_in(&mut self, name: &str, args: &[F], scope: &Scope, at: u32) -> W {
        if let Some(written) = self.range_function(name, args, scope)? {
            return Ok(written);
        }
        if let Some((_, ours, (least, most), ty)) = SAME.iter().find(|(n, ..)| *n == name) {
            if name == "number" && args.len() == 1 {
                return self.special(name, args, scope, at);
            }
            if args.len() < *least || args.len() > *most {
                return Ok(null());
            }
            if matches!(name, "matches" | "replace" | "split") {
                plain_pattern(args, at)?;
            }
            let mut written = Vec::with_capacity(args.len());
            let mut first = None;
            for arg in args {
                let arg = self.lower(arg, scope)?;
                first.get_or_insert_with(|| arg.ty.clone());
                written.push(arg.text);
            }
            let ty = match (name, first) {
                ("min" | "max" | "sum" | "mean", Some(Ty::List(of))) => *of,
                (
                    "min" | "max" | "sum" | "mean" | "abs" | "sublist" | "reverse" | "distinct values" | "append",
                    Some(first),
                ) => first,
                _ => ty.clone(),
            };
            return Ok(call(ours, &written, ty));
        }
        self.special(name, args, scope, at)
    }

    fn special(&mut self, name: &str, args: &[F], scope: &Scope, at: u32) -> W {
        let rounding =
            |way: &str, x: String, places: String| call("округлить", &[x, places, way.to_owned()], Ty::Number(None));
        match (name, args) {
            ("not", [x]) => {
                let x = self.lower(x, scope)?;
                Ok(Written {
                    text: format!("не {}", x.at_least(super::expr::ATOM)),
                    binds: 3,
                    ty: Ty::Bool,
                })
            }
            ("floor", [x]) => Ok(call("целая_часть", &[self.free(x, scope)?], Ty::Number(None))),
            ("ceiling", [x]) => Ok(rounding("вверх", self.free(x, scope)?, "0".to_owned())),
            (
                "floor" | "ceiling" | "decimal" | "round up" | "round down" | "round half up" | "round half down",
                [x, places],
            ) => {
                let way = match name {
                    "floor" => "вниз",
                    "ceiling" => "вверх",
                    "decimal" => "половина_до_четного",
                    "round up" => "от_нуля",
                    "round down" => "к_нулю",
                    "round half up" => "половина_от_нуля",
                    _ => "половина_к_нулю",
                };
                Ok(rounding(way, self.free(x, scope)?, self.free(places, scope)?))
            }
            ("string length", [x]) => {
                let x = self.lower(x, scope)?;
                let name = if x.ty == Ty::Text {
                    "длина"
                } else {
                    "длина_текста"
                };
                Ok(call(name, &[x.text], Ty::Number(None)))
            }
            ("string", [x]) => {
                let x = self.lower(x, scope)?;
                let plain = x.text == null().text;
                if !plain && matches!(x.ty, Ty::Record(_) | Ty::Any | Ty::List(_)) && self.names.changed_parts {
                    return Err(renamed(at));
                }
                Ok(call("в_текст", &[x.text], Ty::Text))
            }
            ("date", [F { k: K::Text(t), at }]) => match date(t) {
                Some(date) => Ok(date),
                None if far_year(t) => Err(far(*at)),
                None => Ok(null()),
            },
            ("date", [x]) => {
                let x = self.lower(x, scope)?;
                Ok(match x.ty {
                    Ty::Date => x,
                    _ => call("дата", &[x.text], Ty::Date),
                })
            }
            ("date", [F { k: K::Number(y), at }, ..]) if y.len() > 4 => Err(far(*at)),
            ("date", [year, month, day]) => {
                let parts = [
                    self.free(year, scope)?,
                    self.free(month, scope)?,
                    self.free(day, scope)?,
                ];
                Ok(call("дата", &parts, Ty::Date))
            }
            ("duration", [F { k: K::Text(t), at }]) => duration(t, *at),
            ("duration", [x]) => Ok(call("в_длительность", &[self.free(x, scope)?], Ty::Duration)),
            ("today", []) => Ok(Written::atom("сегодня", Ty::Date)),
            ("round up" | "round down" | "round half up" | "round half down" | "number", [_]) => Err(Refused::new(
                at,
                format!("«{name}» с одним аргументом не поддерживается"),
                format!("`{name}` of one argument is not supported"),
            )),
            ("get entries", [of]) => match self.known_value(of, scope, 0) {
                Some((
                    F {
                        k: K::Context(entries),
                        at,
                    },
                    _,
                )) => {
                    let mut list = Vec::with_capacity(entries.len());
                    for (key, _) in &entries {
                        let value = F::new(K::Path(Box::new(of.clone()), key.clone()), at);
                        let key = F::new(K::Text(key.clone()), at);
                        list.push(F::new(
                            K::Context(vec![("key".to_owned(), key), ("value".to_owned(), value)]),
                            at,
                        ));
                    }
                    self.lower(&F::new(K::List(list), at), scope)
                }
                _ => Err(unknown_function(name, at)),
            },
            ("get value", [of, F { k: K::Text(key), .. }]) => {
                let of = self.free(of, scope)?;
                let key = self.names.part(key);
                Ok(call("поле", &[of, quoted(&key)], Ty::Any))
            }
            ("context put", [of, F { k: K::Text(key), .. }, value]) => {
                let of = self.free(of, scope)?;
                let (key, value) = (self.names.part(key), self.free(value, scope)?);
                Ok(call("с_полем", &[of, quoted(&key), value], Ty::Any))
            }
            ("sort", [of]) => Ok(call("по_порядку", &[self.free(of, scope)?], Ty::Any)),
            ("sort", [of, precedes]) => self.sort(of, precedes, scope, at),
            ("list replace", [of, place, new]) if !matches!(place.k, K::Function(..)) => {
                let place = self.lower(place, scope)?;
                if !matches!(place.ty, Ty::Number(_)) {
                    return Err(unknown_function(name, at));
                }
                let (of, new) = (self.free(of, scope)?, self.free(new, scope)?);
                Ok(call("заменить_в_списке", &[of, place.text, new], Ty::Any))
            }
            ("time" | "date and time" | "now", _) => Err(time(at)),
            // A known function with a number of arguments that it does not take gives null.
            (
                "not" | "floor" | "ceiling" | "decimal" | "round up" | "round down" | "round half up"
                | "round half down" | "string length" | "string" | "date" | "duration" | "today" | "sort",
                _,
            ) => Ok(null()),
            _ => Err(unknown_function(name, at)),
        }
    }

    /// `sort(list, function(x, y) x.a < y.a)`: by the key of each element.
    fn sort(&mut self, of: &F, precedes: &F, scope: &Scope, at: u32) -> W {
        let refused = || {
            Refused::new(
                at,
                "порядок списка поддерживается, только когда сравнивают одно и то же свойство двух элементов",
                "a list is put in order only by comparing one property of two elements",
            )
        };
        let Some((params, body, _)) = self.function(precedes, scope)? else {
            return Err(refused());
        };
        let (Some((first, _)), Some((second, _)), K::Binary(op @ (Op::Lt | Op::Gt), a, b)) =
            (params.first(), params.get(1), &body.k)
        else {
            return Err(refused());
        };
        let (plain_a, plain_b) = (key_of(a, first), key_of(b, second));
        let (Some(path_a), Some(path_b)) = (plain_a, plain_b) else {
            return Err(refused());
        };
        if path_a != path_b {
            return Err(refused());
        }
        let mut items = self.lower(of, scope)?;
        if *op == Op::Gt {
            // Turned round before and after, so that equal ones keep their order.
            items = call("в_обратном_порядке", &[items.text], items.ty);
        }
        let sorted = if path_a.is_empty() {
            call("по_порядку", &[items.text], Ty::Any)
        } else {
            let mut key = items.at_least(super::expr::ATOM);
            for part in &path_a {
                key = format!("{key}.{}", self.names.part(part));
            }
            call("по_порядку_ключей", &[items.text, key], items.ty)
        };
        Ok(match op {
            Op::Gt => call("в_обратном_порядке", &[sorted.text], sorted.ty),
            _ => sorted,
        })
    }
}

/// The path from a parameter: `x.a.b` is `[a, b]`.
fn key_of(f: &F, param: &str) -> Option<Vec<String>> {
    match &f.k {
        K::Name(n) if n == param => Some(Vec::new()),
        K::Path(of, name) => {
            let mut path = key_of(of, param)?;
            path.push(name.clone());
            Some(path)
        }
        _ => None,
    }
}

fn unknown_function(name: &str, at: u32) -> Refused {
    Refused::new(
        at,
        format!("функция «{name}» не поддерживается"),
        format!("the function `{name}` is not supported"),
    )
}

fn renamed(at: u32) -> Refused {
    Refused::new(
        at,
        "текст записи, имена частей которой здесь другие, не переносится",
        "the text of a record whose parts have other names here is not taken over",
    )
}
