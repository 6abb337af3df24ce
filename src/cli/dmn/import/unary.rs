//! Unary tests: the cells of tables and what stands after `in`.

use super::super::feel::{F, K, Test, ours};
use super::expr::{Written, closure};
use super::scope::Scope;
use super::table::asks;
use super::types::Ty;
use super::{Importer, Refused};

impl Importer<'_> {
    /// `x in (…)`
    pub(super) fn is_in(&mut self, x: &F, tests: &[Test], scope: &Scope) -> Result<Written, Refused> {
        let question = scope.with("?", closure(x, scope));
        let some_ask = tests.iter().any(asks);
        let subject = self.lower(x, scope)?;
        if some_ask {
            let mut parts = Vec::with_capacity(tests.len());
            for test in tests {
                let written = match test {
                    Test::Is(f) if asks(test) => self.lower(f, &question)?.at_least(2),
                    other => format!(
                        "{} в ({})",
                        subject.at_least(5),
                        self.test(other, &subject.ty, &question)?
                    ),
                };
                parts.push(written);
            }
            return Ok(Written {
                text: parts.join(" или "),
                binds: 1,
                ty: Ty::Bool,
            });
        }
        let mut parts = Vec::with_capacity(tests.len());
        for test in tests {
            match test {
                // A list stands for its elements.
                Test::Is(F { k: K::List(items), .. }) if !items.is_empty() && subject.ty.simple() => {
                    for item in items {
                        parts.push(self.test(&Test::Is(item.clone()), &subject.ty, scope)?);
                    }
                }
                other => parts.push(self.test(other, &subject.ty, scope)?),
            }
        }
        let text = match (tests, parts.as_slice()) {
            ([Test::Is(F { k: K::Range(..), .. })], [one]) => format!("{} в {one}", subject.at_least(5)),
            _ => format!("{} в ({})", subject.at_least(5), parts.join(", ")),
        };
        Ok(Written {
            text,
            binds: 4,
            ty: Ty::Bool,
        })
    }

    /// A unary test.
    pub(super) fn test(&mut self, test: &Test, subject: &Ty, scope: &Scope) -> Result<String, Refused> {
        Ok(match test {
            Test::Any => "-".to_owned(),
            Test::Compare(op, f) => format!("{} {}", ours(*op).0, self.lower(f, scope)?.at_least(5)),
            Test::Not(tests) => {
                let mut inner = Vec::with_capacity(tests.len());
                for test in tests {
                    inner.push(self.test(test, subject, scope)?);
                }
                format!("не({})", inner.join(", "))
            }
            Test::Is(F {
                k: K::Range(low, from, high, to),
                ..
            }) => {
                let (low, high) = (
                    self.lower(low, scope)?.at_least(5),
                    self.lower(high, scope)?.at_least(5),
                );
                let (open, close) = (if *from { "[" } else { "(" }, if *to { "]" } else { ")" });
                format!("{open}{low}..{high}{close}")
            }
            Test::Is(F {
                k: K::Half(op, end), ..
            }) => {
                format!("{} {}", ours(*op).0, self.lower(end, scope)?.at_least(5))
            }
            Test::Is(f) => {
                let written = self.lower(f, scope)?;
                // A condition in place of a value means itself only where truth is what is tested.
                if written.ty == Ty::Bool && *subject != Ty::Bool && !matches!(f.k, K::Bool(_)) {
                    return Err(Refused::new(
                        f.at,
                        "условие в ячейке без знака «?» не поддерживается",
                        "a condition in a cell without `?` is not supported",
                    ));
                }
                if let Ty::List(_) = written.ty
                    && let K::List(items) = &f.k
                    && items.iter().any(|i| matches!(i.k, K::Range(..) | K::Half(..)))
                {
                    return Err(Refused::new(
                        f.at,
                        "список промежутков не поддерживается",
                        "a list of ranges is not supported",
                    ));
                }
                written.at_least(4)
            }
        })
    }
}
