//! Values in order, cut into regions where conditions change their mind.

use jiff::ToSpan as _;
use rust_decimal::Decimal;

use super::{durations, lists};
use crate::value::{BinaryOp, Date, Money, Type, Value};

/// A place where a condition on a value changes its mind.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// Just before a value.
    Before(Value),
    /// Just behind it.
    Behind(Value),
    /// Before and behind it: the value itself is told from all others.
    Same(Value),
    /// Every value of the type is told from every other.
    Each,
}

impl Mark {
    /// Where a comparison with a constant changes its mind.
    pub fn of(op: BinaryOp, with: Value) -> Self {
        match op {
            BinaryOp::Lt | BinaryOp::Ge => Self::Before(with),
            BinaryOp::Le | BinaryOp::Gt => Self::Behind(with),
            _ => Self::Same(with),
        }
    }
}

/// A region: a value of it, and its ends where it has some.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// A value of it, one that an author wrote where there is one.
    pub value: Value,
    /// Least and greatest value, both of the region; `None` is open, or an end that does not belong.
    pub ends: Option<(Option<Value>, Option<Value>)>,
}

impl Region {
    fn only(value: Value) -> Self {
        Self { value, ends: None }
    }
}

/// How the values of a type are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Number,
    Money,
    Date,
}

/// A type whose values stand in a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    pub kind: Kind,
    /// Whether a value has neighbours.
    pub discrete: bool,
    min: Option<Decimal>,
    max: Option<Decimal>,
}

impl Line {
    /// The line of a type.
    pub fn of(ty: &Type) -> Option<Self> {
        let (kind, discrete, min, max) = match ty {
            Type::Integer { min, max } => (Kind::Number, true, min.map(Decimal::from), max.map(Decimal::from)),
            Type::Number { min, max } => (Kind::Number, false, *min, *max),
            Type::Money { min, max } => {
                let of = |m: &Option<Money>| m.map(|m| Decimal::from(m.0));
                (Kind::Money, true, of(min), of(max))
            }
            Type::Date { min, max } => (Kind::Date, true, min.and_then(day), max.and_then(day)),
            _ => return None,
        };
        Some(Self {
            kind,
            discrete,
            min,
            max,
        })
    }

    /// Where a value stands.
    pub fn point(&self, value: &Value) -> Option<Decimal> {
        match (self.kind, value) {
            (Kind::Number, Value::Number(n)) => Some(*n),
            (Kind::Money, Value::Money(m)) => Some(Decimal::from(m.0)),
            (Kind::Money, Value::Number(n)) => n.checked_mul(Decimal::ONE_HUNDRED),
            (Kind::Date, Value::Date(d)) => day(*d),
            _ => None,
        }
    }

    fn value(&self, at: Decimal) -> Value {
        let whole = || i64::try_from(at.trunc().normalize().mantissa()).unwrap_or(0);
        match self.kind {
            Kind::Number => Value::Number(at.normalize()),
            Kind::Money => Value::Money(Money(whole())),
            Kind::Date => date(whole()).map_or(Value::Unknown, Value::Date),
        }
    }

    /// The regions between the marks, in order; `None` where a mark is no point of the line.
    pub fn regions(&self, marks: &[Mark]) -> Option<Vec<Region>> {
        // A boundary stands before (`false`) or behind (`true`) a point.
        let mut cuts: Vec<(Decimal, bool)> = Vec::new();
        for mark in marks {
            match mark {
                Mark::Before(v) => cuts.push((self.point(v)?, false)),
                Mark::Behind(v) => cuts.push((self.point(v)?, true)),
                Mark::Same(v) => {
                    let at = self.point(v)?;
                    cuts.extend([(at, false), (at, true)]);
                }
                Mark::Each => {
                    let (min, max) = (self.min?, self.max?);
                    if !self.discrete || max - min > Decimal::from(15) {
                        return None;
                    }
                    let mut at = min;
                    while at < max {
                        cuts.push((at, true));
                        at += Decimal::ONE;
                    }
                }
            }
        }
        if self.discrete {
            for cut in &mut cuts {
                // Before 4.5 is behind 4; behind 4 is before 5.
                *cut = match cut {
                    (at, false) => (at.ceil(), false),
                    (at, true) => (at.floor() + Decimal::ONE, false),
                };
            }
        }
        cuts.retain(|(at, behind)| {
            self.min.is_none_or(|m| if *behind { *at >= m } else { *at > m })
                && self.max.is_none_or(|m| if *behind { *at < m } else { *at <= m })
        });
        cuts.sort_unstable();
        cuts.dedup();
        let mut regions = Vec::with_capacity(cuts.len() + 1);
        let mut from: Option<(Decimal, bool)> = None;
        for cut in cuts.iter().copied().map(Some).chain([None]) {
            regions.push(self.region(from, cut));
            from = cut;
        }
        Some(regions)
    }

    fn region(&self, from: Option<(Decimal, bool)>, to: Option<(Decimal, bool)>) -> Region {
        let low = match from {
            Some((at, false)) => Some(at),
            Some((_, true)) => None,
            None => self.min,
        };
        let high = match to {
            Some((at, false)) if self.discrete => Some(at - Decimal::ONE),
            Some((_, false)) => None,
            Some((at, true)) => Some(at),
            None => self.max,
        };
        let value = match (low, high) {
            (Some(l), Some(h)) if l == h => l,
            // The end that an author wrote.
            (_, Some(h)) if from.is_none() && to.is_some() => h,
            (Some(l), _) => l,
            (None, Some(h)) => h,
            (None, None) => match (from.map(|f| f.0), to.map(|t| t.0)) {
                (Some(a), Some(b)) => (a + b) / Decimal::TWO,
                (Some(a), None) => self.max.map_or(a + Decimal::ONE, |m| (a + m) / Decimal::TWO),
                (None, Some(b)) => self.min.map_or(b - Decimal::ONE, |m| (b + m) / Decimal::TWO),
                (None, None) => match self.kind {
                    Kind::Date => day(Date::constant(2024, 6, 15)).unwrap_or_default(),
                    _ => Decimal::ZERO,
                },
            },
        };
        Region {
            value: self.value(value),
            ends: Some((low.map(|l| self.value(l)), high.map(|h| self.value(h)))),
        }
    }
}

fn day(day: Date) -> Option<Decimal> {
    Some(Decimal::from(Date::constant(2000, 1, 1).until(day).ok()?.get_days()))
}

fn date(days: i64) -> Option<Date> {
    Date::constant(2000, 1, 1)
        .checked_add(0.days().try_days(days).ok()?)
        .ok()
}

/// The regions of a fact of a type whose options are `keys`; `None` where its values cannot be told
/// apart by such marks.
pub fn regions(ty: &Type, keys: &[crate::value::Name], marks: &[Mark]) -> Option<Vec<Region>> {
    if let Some(line) = Line::of(ty) {
        return line.regions(marks);
    }
    let named = |v: &Value| marks.iter().any(|m| matches!(m, Mark::Same(s) if s == v));
    let each = marks.contains(&Mark::Each);
    match ty {
        Type::YesNo => Some(vec![Region::only(Value::Bool(true)), Region::only(Value::Bool(false))]),
        Type::OneOf(_) | Type::Directory(_) => {
            let mut out = Vec::new();
            let mut others = false;
            for key in keys {
                let value = Value::Key(key.clone());
                if each || named(&value) {
                    out.push(Region::only(value));
                } else if !std::mem::replace(&mut others, true) {
                    // All that no condition names are one region.
                    out.push(Region {
                        value,
                        ends: Some((None, None)),
                    });
                }
            }
            let ordered = marks.iter().any(|m| matches!(m, Mark::Before(_) | Mark::Behind(_)));
            (!out.is_empty() && !ordered).then_some(out)
        }
        Type::Text | Type::Phone | Type::Snils => {
            if marks.iter().any(|m| !matches!(m, Mark::Same(Value::Text(_)))) {
                return None;
            }
            let mut out: Vec<Region> = Vec::new();
            for mark in marks {
                if let Mark::Same(value) = mark
                    && !out.iter().any(|r| r.value == *value)
                {
                    out.push(Region::only(value.clone()));
                }
            }
            let other = match ty {
                Type::Phone => "+79001234567",
                Type::Snils => "11223344595",
                _ => "другое",
            };
            out.push(Region {
                value: Value::Text(other.into()),
                ends: Some((None, None)),
            });
            Some(out)
        }
        Type::Duration if !marks.is_empty() => durations::regions(marks),
        Type::List(_) if !marks.is_empty() || !keys.is_empty() => lists::regions(keys, marks),
        // Of all others it is only told whether they are known.
        _ if marks.is_empty() => {
            let value = match ty {
                Type::Duration => Value::Duration(crate::value::Duration::days(30)),
                Type::List(_) => Value::List(Vec::new()),
                Type::Record(_) => Value::Record(Vec::new()),
                _ => Value::Text("другое".into()),
            };
            Some(vec![Region {
                value,
                ends: Some((None, None)),
            }])
        }
        _ => None,
    }
}

/// The region of a value, by its place; `regions` are those of a type.
pub fn region_of(ty: &Type, regions: &[Region], value: &Value) -> Option<usize> {
    if let Value::Duration(period) = value {
        return durations::region_of(regions, period);
    }
    if let (Type::List(_), Value::List(items)) = (ty, value) {
        return lists::region_of(regions, items);
    }
    let Some(line) = Line::of(ty) else {
        let named = regions.iter().position(|r| r.ends.is_none() && r.value == *value);
        return named.or_else(|| regions.iter().position(|r| r.ends.is_some()));
    };
    let at = line.point(value)?;
    regions
        .iter()
        .enumerate()
        .position(|(n, region)| {
            let (_, high) = region.ends.as_ref().map_or((&None, &None), |(l, h)| (l, h));
            if let Some(high) = high.as_ref().and_then(|h| line.point(h)) {
                return at <= high;
            }
            // An open end lies before the next region, which begins with a value.
            let next = regions
                .get(n + 1)
                .and_then(|r| r.ends.as_ref())
                .and_then(|(low, _)| low.as_ref());
            next.and_then(|l| line.point(l)).is_none_or(|low| at < low)
        })
        .map(|n| n.min(regions.len().saturating_sub(1)))
}
