//! Functions of ranges, where the ranges stand in the model: written out as comparisons.

use super::super::feel::{F, K, Op};
use super::expr::Written;
use super::scope::Scope;
use super::types::Ty;
use super::{Importer, Refused};

/// A point or a range.
enum Side {
    Point(String),
    Range(String, bool, String, bool),
}

impl Importer<'_> {
    /// `before(1, [2..3])` and the like; `None` where it is no such function.
    pub(super) fn range_function(&mut self, name: &str, args: &[F], scope: &Scope) -> Result<Option<Written>, Refused> {
        const NAMES: [&str; 14] = [
            "before",
            "after",
            "meets",
            "met by",
            "overlaps",
            "overlaps before",
            "overlaps after",
            "finishes",
            "finished by",
            "includes",
            "during",
            "starts",
            "started by",
            "coincides",
        ];
        let [a, b] = args else { return Ok(None) };
        if !NAMES.contains(&name) {
            return Ok(None);
        }
        if matches!(a.k, K::Null) || matches!(b.k, K::Null) {
            return Ok(Some(super::expr::null()));
        }
        let (left, right) = (self.side(a, scope)?, self.side(b, scope)?);
        let Some(condition) = relation(name, &left, &right) else {
            return Ok(Some(super::expr::null()));
        };
        Ok(Some(Written {
            text: condition,
            binds: 1,
            ty: Ty::Bool,
        }))
    }

    fn side(&mut self, f: &F, scope: &Scope) -> Result<Side, Refused> {
        let known = match &f.k {
            K::Name(_) | K::Path(..) => self.known_value(f, scope, 0),
            _ => None,
        };
        let (f, scope) = known.as_ref().map_or((f, scope), |(f, s)| (f, s));
        match &f.k {
            K::Range(low, from, high, to) => {
                let (low, high) = (
                    self.lower(low, scope)?.at_least(5),
                    self.lower(high, scope)?.at_least(5),
                );
                Ok(Side::Range(low, *from, high, *to))
            }
            K::Half(Op::Eq, end) => {
                let end = self.lower(end, scope)?.at_least(5);
                Ok(Side::Range(end.clone(), true, end, true))
            }
            K::Half(..) => Err(Refused::new(
                f.at,
                "промежуток без конца не поддерживается",
                "a range without an end is not supported",
            )),
            _ => {
                let written = self.lower(f, scope)?;
                if written.ty == Ty::Any {
                    return Err(Refused::new(
                        f.at,
                        "неясно, значение это или промежуток",
                        "it is not clear whether this is a value or a range",
                    ));
                }
                Ok(Side::Point(written.at_least(5)))
            }
        }
    }
}

/// The table of DMN 1.4, 10.3.4.9.
fn relation(name: &str, a: &Side, b: &Side) -> Option<String> {
    use Side::{Point, Range};
    let both = |yes: bool| if yes { "да" } else { "нет" };
    Some(match (name, a, b) {
        ("before", Point(p), Point(q)) => format!("{p} < {q}"),
        ("before", Point(p), Range(s, from, ..)) => format!("{p} < {s} или {p} = {s} и {}", both(!from)),
        ("before", Range(_, _, e, to), Point(p)) => format!("{e} < {p} или {e} = {p} и {}", both(!to)),
        ("before", Range(_, _, e, to), Range(s, from, ..)) => {
            format!("{e} < {s} или {e} = {s} и {}", both(!to || !from))
        }
        ("after", a, b) => return relation("before", b, a),
        ("meets", Range(_, _, e, to), Range(s, from, ..)) => format!("{} и {e} = {s}", both(*to && *from)),
        ("met by", a, b) => return relation("meets", b, a),
        ("overlaps", Range(s1, f1, e1, t1), Range(s2, f2, e2, t2)) => format!(
            "({e1} > {s2} или {e1} = {s2} и {}) и ({s1} < {e2} или {s1} = {e2} и {})",
            both(*t1 && *f2),
            both(*t2 && *f1)
        ),
        ("overlaps before", Range(s1, f1, e1, t1), Range(s2, f2, e2, t2)) => format!(
            "({s1} < {s2} или {s1} = {s2} и {}) и ({e1} > {s2} или {e1} = {s2} и {}) и ({e1} < {e2} или {e1} = {e2} и {})",
            both(*f1 && !*f2),
            both(*t1 && *f2),
            both(!*t1 || *t2)
        ),
        ("overlaps after", Range(s1, f1, e1, t1), Range(s2, f2, e2, t2)) => format!(
            "({s2} < {s1} или {s2} = {s1} и {}) и ({s1} < {e2} или {s1} = {e2} и {}) и ({e2} < {e1} или {e2} = {e1} и {})",
            both(*f2 && !*f1),
            both(*f1 && *t2),
            both(!*t2 || *t1)
        ),
        ("finishes", Point(p), Range(_, _, e, to)) => format!("{} и {e} = {p}", both(*to)),
        ("finishes", Range(s1, f1, e1, t1), Range(s2, f2, e2, t2)) => format!(
            "{} и {e1} = {e2} и ({s1} > {s2} или {s1} = {s2} и {})",
            both(t1 == t2),
            both(!*f1 || *f2)
        ),
        ("finished by", a, b) => return relation("finishes", b, a),
        ("includes", Range(s, from, e, to), Point(p)) => format!(
            "({s} < {p} или {s} = {p} и {}) и ({e} > {p} или {e} = {p} и {})",
            both(*from),
            both(*to)
        ),
        ("includes", Range(s1, f1, e1, t1), Range(s2, f2, e2, t2)) => format!(
            "({s1} < {s2} или {s1} = {s2} и {}) и ({e1} > {e2} или {e1} = {e2} и {})",
            both(*f1 || !*f2),
            both(*t1 || !*t2)
        ),
        ("during", a, b) => return relation("includes", b, a),
        ("starts", Point(p), Range(s, from, ..)) => format!("{s} = {p} и {}", both(*from)),
        ("starts", Range(s1, f1, e1, t1), Range(s2, f2, e2, t2)) => format!(
            "{s1} = {s2} и {} и ({e1} < {e2} или {e1} = {e2} и {})",
            both(f1 == f2),
            both(!*t1 || *t2)
        ),
        ("started by", a, b) => return relation("starts", b, a),
        ("coincides", Point(p), Point(q)) => format!("{p} = {q}"),
        ("coincides", Range(s1, f1, e1, t1), Range(s2, f2, e2, t2)) => {
            format!("{s1} = {s2} и {} и {e1} = {e2} и {}", both(f1 == f2), both(t1 == t2))
        }
        _ => return None,
    })
}
