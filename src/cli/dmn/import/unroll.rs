//! Loops, filters and parts whose lists stand in the model: they are written out, element by element.

use std::rc::Rc;

use super::super::feel::{F, K};
use super::expr::{Written, call, closure, list, null};
use super::scope::{Bound, Scope};
use super::types::Ty;
use super::{Importer, Refused};

/// Most rounds of a loop.
const MAX_ROUNDS: usize = 1_000;

impl Importer<'_> {
    /// What the variables of a loop mean in each of its rounds.
    pub(super) fn unrolled(&mut self, each: &[(String, F)], scope: &Scope, at: u32) -> Result<Vec<Scope>, Refused> {
        let mut rows = vec![scope.clone()];
        for (name, domain) in each {
            let mut next = Vec::new();
            for row in &rows {
                let Some(items) = self.known_items(domain, row, 0) else {
                    return Err(Refused::new(
                        at,
                        "цикл по списку, который известен только в разговоре, не поддерживается",
                        "a loop over a list that only a conversation tells is not supported",
                    ));
                };
                for (item, inner) in items {
                    next.push(row.with(name, closure(&item, &inner)));
                    if next.len() > MAX_ROUNDS {
                        return Err(Refused::new(
                            at,
                            format!("цикл длиннее {MAX_ROUNDS} повторов"),
                            format!("the loop has more than {MAX_ROUNDS} rounds"),
                        ));
                    }
                }
            }
            rows = next;
        }
        Ok(rows)
    }

    /// The elements of a list that stands in the model, each with what its names mean.
    pub(super) fn known_items(&self, f: &F, scope: &Scope, depth: usize) -> Option<Vec<(F, Scope)>> {
        if depth > 12 {
            return None;
        }
        match &f.k {
            K::List(items) => Some(items.iter().map(|i| (i.clone(), scope.clone())).collect()),
            K::Range(low, true, high, true) => {
                let (low, high) = (whole(low)?, whole(high)?);
                let rounds = usize::try_from(low.abs_diff(high)).ok().filter(|n| *n < MAX_ROUNDS)?;
                let step = if low <= high { 1 } else { -1 };
                let numbers = (0..=rounds).filter_map(|n| Some(low + step * i64::try_from(n).ok()?));
                Some(
                    numbers
                        .map(|n| {
                            let digits = F::new(K::Number(n.abs().to_string()), f.at);
                            let number = if n < 0 {
                                F::new(K::Negate(Box::new(digits)), f.at)
                            } else {
                                digits
                            };
                            (number, scope.clone())
                        })
                        .collect(),
                )
            }
            _ => {
                let (found, inner) = self.known_value(f, scope, depth + 1)?;
                match found.k {
                    K::List(_) | K::Range(..) => self.known_items(&found, &inner, depth + 1),
                    _ => None,
                }
            }
        }
    }

    /// The expression that stands in the model for a name or a part, where there is one.
    pub(super) fn known_value(&self, f: &F, scope: &Scope, depth: usize) -> Option<(F, Scope)> {
        if depth > 12 {
            return None;
        }
        match &f.k {
            K::Name(name) => match scope.get(name).or_else(|| self.global(name))? {
                Bound::Expr(inner, scope) => self.known_value(&(**inner).clone(), &scope.clone(), depth + 1),
                Bound::Decision(i) => {
                    let decision = self.dmn.decisions.get(*i)?;
                    // Its type may turn the value into another one.
                    if decision.ty.is_some()
                        && !matches!(
                            self.declared(decision.ty.as_deref()),
                            Ty::List(_) | Ty::Any | Ty::Record(_)
                        )
                    {
                        return None;
                    }
                    let body = decision.body.as_ref().ok()?;
                    self.known_value(body, &Scope::default(), depth + 1)
                }
                _ => None,
            },
            K::Path(of, name) => {
                let (value, inner) = self.known_part(of, name, scope)?;
                self.known_value(&value, &inner, depth + 1)
            }
            K::List(_) | K::Context(_) | K::Range(..) | K::Function(..) => Some((f.clone(), scope.clone())),
            _ => None,
        }
    }

    /// The expression of `of.name`, where `of` is a context that stands in the model.
    pub(super) fn known_part(&self, of: &F, name: &str, scope: &Scope) -> Option<(F, Scope)> {
        let (value, mut inner) = self.known_value(of, scope, 1)?;
        let K::Context(entries) = &value.k else { return None };
        for (key, entry) in entries {
            if key == name {
                return Some((entry.clone(), inner));
            }
            let bound = closure(entry, &inner);
            inner = inner.with(key, bound);
        }
        None
    }

    /// `of[by]`
    pub(super) fn filter(&mut self, of: &F, by: &F, scope: &Scope, at: u32) -> Result<Written, Refused> {
        let number = match &by.k {
            K::Number(_) => true,
            K::Negate(inner) => matches!(inner.k, K::Number(_)),
            _ => false,
        };
        if number {
            let written = self.lower(of, scope)?;
            let ty = match written.ty {
                Ty::List(of) => *of,
                other => other,
            };
            let by = self.free(by, scope)?;
            return Ok(call("элемент", &[written.text, by], ty));
        }
        let Some(items) = self.known_items(of, scope, 0) else {
            let by = self.lower(by, scope)?;
            if !matches!(by.ty, Ty::Number(_)) {
                return Err(Refused::new(
                    at,
                    "отбор из списка, который известен только в разговоре, не поддерживается",
                    "a filter of a list that only a conversation tells is not supported",
                ));
            }
            let of = self.lower(of, scope)?;
            return Ok(call("элемент", &[of.text, by.text], Ty::Any));
        };
        let (mut values, mut tests) = (Vec::with_capacity(items.len()), Vec::with_capacity(items.len()));
        let mut ty = Ty::Any;
        for (item, inner) in &items {
            let value = self.lower(item, inner)?;
            ty = value.ty;
            values.push(value.text);
            let mut row = scope.clone();
            // The parts of an element are names of their own.
            if let Some((found, inside)) = self.known_value(item, inner, 0)
                && let K::Context(entries) = &found.k
            {
                for (key, _) in entries {
                    let part = F::new(K::Path(Box::new(found.clone()), key.clone()), item.at);
                    row = row.with(key, Bound::Expr(Rc::new(part), inside.clone()));
                }
            }
            row = row.with("item", closure(item, inner));
            let test = self.lower(by, &row)?;
            match test.ty {
                Ty::Bool => {}
                Ty::Number(_) => {
                    let of = self.lower(of, scope)?;
                    let by = self.free(by, scope)?;
                    return Ok(call("элемент", &[of.text, by], Ty::Any));
                }
                _ if test.text == null().text => {}
                _ => {
                    return Err(Refused::new(
                        at,
                        "неясно, номер это или условие отбора",
                        "it is not clear whether this is a position or a condition",
                    ));
                }
            }
            tests.push(test.text);
        }
        let of = list(&values, ty);
        let tests = list(&tests, Ty::Bool);
        Ok(call("отобрать", &[of.text, tests.text], of.ty))
    }
}

fn whole(f: &F) -> Option<i64> {
    match &f.k {
        K::Number(n) => n.parse().ok(),
        K::Negate(inner) => whole(inner)?.checked_neg(),
        _ => None,
    }
}
