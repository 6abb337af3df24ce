//! Types of DMN as ours.

use std::rc::Rc;

use super::super::feel::{K, Test, parse_tests};
use super::super::model::{Dmn, ItemDefinition};

/// What is known of the type of a value before it is computed.
#[derive(Clone, Debug, PartialEq)]
pub enum Ty {
    /// Nothing.
    Any,
    /// Yes or no.
    Bool,
    /// A number, with its bounds as written.
    Number(Option<(String, String)>),
    /// Text.
    Text,
    /// A date.
    Date,
    /// A period.
    Duration,
    /// A list.
    List(Box<Ty>),
    /// Named parts.
    Record(Rc<Vec<(String, Ty)>>),
    /// A time of day, or a date with one.
    Time,
}

impl Ty {
    /// In our language; parts of records have no type of their own.
    pub fn ours(&self) -> String {
        match self {
            Self::Bool => "да_нет".to_owned(),
            Self::Number(None) => "число".to_owned(),
            Self::Number(Some((low, high))) => format!("число {low}..{high}"),
            Self::Text => "текст".to_owned(),
            Self::Date => "дата".to_owned(),
            Self::Duration => "длительность".to_owned(),
            Self::List(of) if of.simple() => format!("список из {}", of.unbounded().ours()),
            _ => "любое значение".to_owned(),
        }
    }

    /// Without bounds: those hold for facts.
    pub fn unbounded(&self) -> Self {
        match self {
            Self::Number(_) => Self::Number(None),
            Self::List(of) => Self::List(Box::new(of.unbounded())),
            other => other.clone(),
        }
    }

    /// Whether it has a name in our language.
    pub fn simple(&self) -> bool {
        matches!(
            self,
            Self::Bool | Self::Number(_) | Self::Text | Self::Date | Self::Duration
        )
    }

    /// Whether values of both types are surely of different kinds.
    pub fn differs(&self, other: &Self) -> bool {
        self.simple() && other.simple() && std::mem::discriminant(self) != std::mem::discriminant(other)
    }
}

/// The type that a reference means.
pub fn of_ref(dmn: &Dmn, name: Option<&str>) -> Ty {
    resolve(dmn, name.unwrap_or("Any"), 0)
}

fn resolve(dmn: &Dmn, name: &str, depth: usize) -> Ty {
    // A type that contains itself has no end.
    if depth > 12 {
        return Ty::Any;
    }
    if let Some(item) = dmn.types.iter().find(|i| i.name == name) {
        return of_item(dmn, item, depth + 1);
    }
    match name {
        "string" => Ty::Text,
        "number" | "integer" | "double" | "decimal" | "long" => Ty::Number(None),
        "boolean" => Ty::Bool,
        "date" => Ty::Date,
        "days and time duration"
        | "years and months duration"
        | "dayTimeDuration"
        | "yearMonthDuration"
        | "duration" => Ty::Duration,
        "time" | "date and time" | "dateTime" => Ty::Time,
        "list" => Ty::List(Box::new(Ty::Any)),
        _ => Ty::Any,
    }
}

fn of_item(dmn: &Dmn, item: &ItemDefinition, depth: usize) -> Ty {
    let one = if item.parts.is_empty() {
        match (&item.base, item.function) {
            (Some(base), false) => bounded(resolve(dmn, base, depth), item),
            _ => Ty::Any,
        }
    } else {
        let parts = item.parts.iter().map(|p| (p.name.clone(), of_item(dmn, p, depth + 1)));
        Ty::Record(Rc::new(parts.collect()))
    };
    if item.collection { Ty::List(Box::new(one)) } else { one }
}

/// `[0..100]` as bounds of a number.
fn bounded(ty: Ty, item: &ItemDefinition) -> Ty {
    let (Ty::Number(None), Some((text, at))) = (&ty, &item.allowed) else {
        return ty;
    };
    let mut known = super::super::feel::Known::default();
    let Ok(tests) = parse_tests(text, *at, &mut known) else {
        return ty;
    };
    match tests.as_slice() {
        [Test::Is(f)] => match &f.k {
            K::Range(low, true, high, true) => match (bound(&low.k), bound(&high.k)) {
                (Some(low), Some(high)) => Ty::Number(Some((low, high))),
                _ => ty,
            },
            _ => ty,
        },
        _ => ty,
    }
}

fn bound(k: &K) -> Option<String> {
    match k {
        K::Number(n) if !n.starts_with('.') && !n.contains(['e', 'E']) => Some(n.clone()),
        K::Negate(inner) => Some(format!("-{}", bound(&inner.k)?)),
        _ => None,
    }
}
