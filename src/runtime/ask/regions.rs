//! Regions of a fact: values of which all conditions on it say the same.
//!
//! Found by trying values: the ends of the type, every constant that a condition compares with and its
//! neighbours, and, between two tried values of which the conditions say different things, the bounds
//! themselves by halving. A value of no region that was found is dealt with when it is said.

use jiff::ToSpan;
use rust_decimal::Decimal;
use rustc_hash::FxHashSet;

use super::closure::of_tests;
use super::shape::Day;
use crate::bundle::orders::{Condition, Evaluated};
use crate::bundle::program::{Expr, ExprId, FactId, Test};
use crate::value::{Date, Duration, Money, Type, Value};

/// Most regions of one fact.
pub(super) const MAX_REGIONS: usize = 64;
/// Ends of types without bounds.
const FAR: i64 = 1_000_000_000;
/// Constants up to which what leads from one to another is tried as well.
const MAX_PAIRED: usize = 16;
/// Years before and after the day where dates have no bounds.
const YEARS: i16 = 110;

/// The regions of a fact: what the conditions say, and a value of each.
pub(super) struct Regions {
    pub(super) says: Vec<Vec<u8>>,
    pub(super) values: Vec<Value>,
}

impl Day<'_> {
    /// `None` where there are too many.
    pub(super) fn regions(self, fact: FactId, conditions: &[Condition]) -> Option<Regions> {
        let ty = &self.program.facts.get(fact.index())?.ty;
        let constants = self.constants(conditions);
        let mut found = Regions {
            says: Vec::new(),
            values: Vec::new(),
        };
        let mut meet = |value: &Value| -> Option<Vec<u8>> {
            let says: Vec<u8> = conditions.iter().map(|c| self.says(c, fact, value)).collect();
            if !found.says.contains(&says) {
                if found.says.len() >= MAX_REGIONS {
                    return None;
                }
                found.says.push(says.clone());
                found.values.push(value.clone());
            }
            Some(says)
        };
        match Line::of(ty, self.today) {
            Some(line) => {
                let points = line.points(&constants, self.today);
                let mut before: Option<(i64, Vec<u8>)> = None;
                for point in points {
                    let says = meet(&line.value(point)?)?;
                    if let Some((low, at_low)) = before.take() {
                        bounds(&line, (low, at_low), (point, &says), &mut meet)?;
                    }
                    before = Some((point, says));
                }
            }
            None => {
                for value in others(ty, constants) {
                    meet(&value)?;
                }
            }
        }
        Some(found)
    }

    /// Constants that conditions compare with.
    fn constants(self, conditions: &[Condition]) -> Vec<Value> {
        let mut values: Vec<Value> = Vec::new();
        let mut open: Vec<ExprId> = Vec::new();
        for condition in conditions {
            values.extend(condition.given.iter().map(|(_, v)| v.clone()));
            match condition.of {
                Evaluated::Expr(id) => open.push(id),
                Evaluated::Cell(id, row, column) => {
                    if let Some((input, tests)) = self.cell(id, row, column) {
                        of_tests(tests, &mut open);
                        open.push(input);
                    }
                }
            }
        }
        values.extend(self.constants_in(open));
        once(values)
    }

    /// Constants of these expressions and of what stands below them.
    pub(super) fn constants_in(self, mut open: Vec<ExprId>) -> Vec<Value> {
        let mut values: Vec<Value> = Vec::new();
        let mut seen: FxHashSet<ExprId> = FxHashSet::default();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            match self.program.exprs.get(id.index()) {
                Some(Expr::Const(Value::List(items))) => values.extend(items.iter().cloned()),
                Some(Expr::Const(value)) => values.push(value.clone()),
                Some(Expr::Today) => values.push(Value::Date(self.today)),
                Some(Expr::Parameter(id, args)) => {
                    let parameter = self.program.parameters.get(id.index());
                    let in_force = parameter.iter().flat_map(|p| &p.values);
                    values.extend(in_force.filter(|v| v.valid.holds(self.today)).map(|v| v.value.clone()));
                    open.extend(args);
                }
                Some(Expr::Member(a, _) | Expr::Not(a) | Expr::Negate(a)) => open.push(*a),
                Some(Expr::Binary(_, a, b)) => open.extend([*a, *b]),
                Some(Expr::In(a, tests)) => {
                    open.push(*a);
                    let tests: &[Test] = tests;
                    of_tests(tests, &mut open);
                }
                Some(Expr::If(a, b, c)) => open.extend([*a, *b, *c]),
                Some(Expr::List(ids) | Expr::Call(_, ids)) => open.extend(ids),
                Some(Expr::Fact(_) | Expr::Decision(_)) | None => {}
            }
        }
        once(values)
    }

    /// Values of a fact that conditions with these constants may tell apart, and "не знаю".
    pub(super) fn tried(self, fact: FactId, constants: &[Value]) -> Vec<Value> {
        let constants = &with_pairs(constants);
        let mut values = match self.values(fact) {
            Some(values) => values,
            None => match self.program.facts.get(fact.index()).map(|f| &f.ty) {
                None => Vec::new(),
                Some(ty) => match Line::of(ty, self.today) {
                    Some(line) => {
                        let points = line.points(constants, self.today);
                        points.into_iter().filter_map(|p| line.value(p)).collect()
                    }
                    None => others(ty, constants.to_vec()),
                },
            },
        };
        values.push(Value::Unknown);
        once(values)
    }
}

/// With what leads from one constant to another: a sum, a product, a term of days that is compared with
/// the one may stand on the other.
fn with_pairs(constants: &[Value]) -> Vec<Value> {
    let mut all = constants.to_vec();
    if constants.len() > MAX_PAIRED {
        return all;
    }
    for (a, b) in constants.iter().flat_map(|a| constants.iter().map(move |b| (a, b))) {
        let number = |n: Option<Decimal>| n.map(Value::Number);
        let [one, other] = match (a, b) {
            (Value::Number(a), Value::Number(b)) => [number(a.checked_sub(*b)), number(a.checked_div(*b))],
            (Value::Money(a), Value::Money(b)) => [
                a.0.checked_sub(b.0).map(|k| Value::Money(Money(k))),
                number(a.roubles().checked_div(b.roubles())),
            ],
            (Value::Money(a), Value::Number(b)) => {
                let roubles = a.roubles().checked_div(*b);
                [roubles.and_then(Money::from_roubles).map(Value::Money), None]
            }
            (Value::Date(a), Value::Date(b)) => {
                let days = days_between(*b, *a).and_then(|d| i32::try_from(d).ok());
                [days.map(|d| Value::Duration(Duration::days(d))), None]
            }
            _ => [None, None],
        };
        all.extend(one.into_iter().chain(other));
    }
    once(all)
}

fn once(values: Vec<Value>) -> Vec<Value> {
    let mut once: Vec<Value> = Vec::new();
    for value in values {
        if !once.contains(&value) {
            once.push(value);
        }
    }
    once
}

/// Between two values of which different things are said: every bound, by halving.
fn bounds(
    line: &Line,
    low: (i64, Vec<u8>),
    high: (i64, &Vec<u8>),
    meet: &mut impl FnMut(&Value) -> Option<Vec<u8>>,
) -> Option<()> {
    let mut open = vec![(low.0, low.1, high.0, high.1.clone())];
    while let Some((from, at_from, to, at_to)) = open.pop() {
        if at_from == at_to || to - from <= 1 {
            continue;
        }
        let middle = from + (to - from) / 2;
        let says = meet(&line.value(middle)?)?;
        open.push((middle, says.clone(), to, at_to));
        open.push((from, at_from, middle, says));
    }
    Some(())
}

/// Values in order, by whole numbers: what lies between two can be halved.
enum Line {
    /// In thousandths.
    Numbers {
        whole: bool,
        low: i64,
        high: i64,
    },
    Money {
        low: i64,
        high: i64,
    },
    /// Days from a day.
    Dates {
        from: Date,
        days: i64,
    },
}

impl Line {
    fn of(ty: &Type, today: Date) -> Option<Self> {
        Some(match ty {
            Type::Integer { min, max } => Self::Numbers {
                whole: true,
                low: min.unwrap_or(-FAR),
                high: max.unwrap_or(FAR),
            },
            Type::Number { min, max } => {
                let of = |n: &Option<Decimal>, far: i64| n.map_or(Some(far * 1000), thousandths);
                Self::Numbers {
                    whole: false,
                    low: of(min, -FAR)?,
                    high: of(max, FAR)?,
                }
            }
            Type::Money { min, max } => Self::Money {
                low: min.map_or(-FAR * 100, |m| m.0),
                high: max.map_or(FAR * 100, |m| m.0),
            },
            Type::Date { min, max } => {
                let years = |n: i16| today.checked_add(n.years()).ok();
                let from = min.or_else(|| years(-YEARS))?;
                let to = max.or_else(|| years(YEARS))?;
                Self::Dates {
                    from,
                    days: days_between(from, to)?,
                }
            }
            _ => return None,
        })
    }

    fn ends(&self) -> (i64, i64) {
        match self {
            Self::Numbers { low, high, .. } | Self::Money { low, high } => (*low, *high),
            Self::Dates { days, .. } => (0, *days),
        }
    }

    fn value(&self, at: i64) -> Option<Value> {
        Some(match self {
            Self::Numbers { whole: true, .. } => Value::Number(at.into()),
            Self::Numbers { .. } => Value::Number(Decimal::new(at, 3).normalize()),
            Self::Money { .. } => Value::Money(Money(at)),
            Self::Dates { from, .. } => Value::Date(from.checked_add(0.days().try_days(at).ok()?).ok()?),
        })
    }

    fn point(&self, value: &Value) -> Option<i64> {
        match (self, value) {
            (Self::Numbers { whole: true, .. }, Value::Number(n)) => i64::try_from(n.round().mantissa()).ok(),
            (Self::Numbers { .. }, Value::Number(n)) => thousandths(*n),
            (Self::Money { .. }, Value::Money(m)) => Some(m.0),
            (Self::Money { .. }, Value::Number(n)) => Money::from_roubles(*n).map(|m| m.0),
            (Self::Dates { from, .. }, Value::Date(day)) => days_between(*from, *day),
            _ => None,
        }
    }

    /// Values to try, in order: ends, constants, and their neighbours.
    fn points(&self, constants: &[Value], today: Date) -> Vec<i64> {
        let (low, high) = self.ends();
        let mut points = vec![low, high];
        if let Self::Numbers { .. } | Self::Money { .. } = self {
            // A product with nothing, or with one.
            points.extend(
                [Value::Number(Decimal::ZERO), Value::Number(Decimal::ONE)]
                    .iter()
                    .filter_map(|v| self.point(v)),
            );
        }
        for constant in constants {
            points.extend(self.point(constant));
            // An age or a term is counted from the day.
            if let Self::Dates { from, .. } = self {
                let back = match constant {
                    Value::Number(n) => i16::try_from(n.mantissa())
                        .ok()
                        .filter(|_| n.is_integer())
                        .map(|y| y.years()),
                    Value::Duration(Duration { months, days, .. }) => {
                        0.months().try_months(*months).ok().and_then(|s| s.try_days(*days).ok())
                    }
                    _ => None,
                };
                for day in back
                    .into_iter()
                    .flat_map(|b| [today.checked_sub(b), today.checked_add(b)])
                {
                    points.extend(day.ok().and_then(|d| days_between(*from, d)));
                }
            }
        }
        if let Self::Dates { from, .. } = self {
            points.extend(days_between(*from, today));
        }
        let near: Vec<i64> = points.iter().flat_map(|p| [p - 1, *p, p + 1]).collect();
        let mut points: Vec<i64> = near.into_iter().filter(|p| (low..=high).contains(p)).collect();
        points.sort_unstable();
        points.dedup();
        points
    }
}

fn thousandths(n: Decimal) -> Option<i64> {
    let scaled = n.checked_mul(Decimal::ONE_THOUSAND)?.round();
    i64::try_from(scaled.normalize().mantissa()).ok()
}

fn days_between(from: Date, to: Date) -> Option<i64> {
    Some(i64::from(from.until(to).ok()?.get_days()))
}

/// Values to try of types that are not in a line.
fn others(ty: &Type, constants: Vec<Value>) -> Vec<Value> {
    match ty {
        Type::Duration => {
            let mut values = vec![Value::Duration(Duration::days(0))];
            for constant in constants {
                if let Value::Duration(d) = constant {
                    for more in [-1, 0, 1] {
                        let mut near = d;
                        if d.months != 0 {
                            near.months = near.months.saturating_add(more);
                        } else if d.working_days != 0 {
                            near.working_days = near.working_days.saturating_add(more);
                        } else if d.seconds != 0 {
                            near.seconds = near.seconds.saturating_add(more.into());
                        } else {
                            near.days = near.days.saturating_add(more);
                        }
                        values.push(Value::Duration(near));
                    }
                }
            }
            values
        }
        Type::List(item) => {
            let items: Vec<Value> = match &**item {
                Type::OneOf(names) => names.iter().cloned().map(Value::Key).collect(),
                _ => constants,
            };
            let mut values = vec![Value::List(Vec::new())];
            values.extend(items.iter().map(|i| Value::List(vec![i.clone()])));
            values.extend((2..=items.len()).map(|n| Value::List(items.iter().take(n).cloned().collect())));
            values
        }
        _ => {
            let mut values: Vec<Value> = constants
                .into_iter()
                .filter(|c| matches!(c, Value::Text(_) | Value::Key(_)))
                .collect();
            values.push(Value::Text("\u{0}".into()));
            values
        }
    }
}
