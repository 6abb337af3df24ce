//! Where a value stands among the constants that the cells of a column compare with.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::bundle::program::{BinaryOp, Expr, ExprId, Program, Test};
use crate::value::{Date, Name, Value};

/// Positions of values: every value of one position passes the same cells.
#[derive(Debug)]
pub(super) enum Index {
    /// Every cell is `-`.
    Any,
    /// No is 0, yes is 1.
    Truth,
    /// Numbers and money in roubles, by units of `10^-scale`: below the first bound is 0, the first
    /// bound is 1, between it and the second is 2, and so on.
    Numbers { scale: u32, bounds: Vec<i64> },
    /// Dates, likewise.
    Days { bounds: Vec<i64> },
    /// Keys and texts in the order of the map, all others after them.
    Names(FxHashMap<Name, u32>),
}

/// Intervals of positions, sorted, both ends inclusive, none touching the next.
pub(super) type Positions = Vec<(u32, u32)>;

impl Index {
    /// An index for the cells of a column; `None` where they compare with what is not constant, with
    /// values of several kinds or of a kind without an order of its own.
    pub(super) fn new<'t>(program: &Program, cells: impl Iterator<Item = &'t [Test]>) -> Option<Self> {
        let mut constants = Vec::new();
        for tests in cells {
            collect(program, tests, &mut constants)?;
        }
        let Some(first) = constants.first() else {
            return Some(Self::Any);
        };
        match first {
            Value::Bool(_) if constants.iter().all(|c| matches!(c, Value::Bool(_))) => Some(Self::Truth),
            Value::Date(_) => {
                let days = constants.iter().map(|c| match c {
                    Value::Date(date) => Some(day(*date)),
                    _ => None,
                });
                let bounds = sorted(days.collect::<Option<_>>()?);
                Some(Self::Days { bounds })
            }
            Value::Key(_) | Value::Text(_) => {
                let names = constants.iter().map(|c| match c {
                    Value::Key(name) | Value::Text(name) => Some(name.clone()),
                    _ => None,
                });
                let mut names: Vec<Name> = names.collect::<Option<_>>()?;
                names.sort();
                names.dedup();
                Some(Self::Names(names.into_iter().zip(0..).collect()))
            }
            Value::Number(_) | Value::Money(_) => {
                let numbers: Vec<Decimal> = constants.iter().map(|c| roubles(c)).collect::<Option<_>>()?;
                let scale = numbers.iter().map(|n| n.normalize().scale()).max()?;
                let bounds = numbers.iter().map(|n| match units(*n, scale) {
                    Some((units, true)) => i64::try_from(units).ok(),
                    _ => None,
                });
                let bounds = sorted(bounds.collect::<Option<_>>()?);
                Some(Self::Numbers { scale, bounds })
            }
            _ => None,
        }
    }

    /// How many positions there are.
    pub(super) fn len(&self) -> u32 {
        let ordered = |n: usize| u32::try_from(2 * n + 1).unwrap_or(u32::MAX);
        match self {
            Self::Any => 1,
            Self::Truth => 2,
            Self::Numbers { bounds, .. } | Self::Days { bounds } => ordered(bounds.len()),
            Self::Names(names) => u32::try_from(names.len() + 1).unwrap_or(u32::MAX),
        }
    }

    /// Where a value stands; `None` for one of another kind.
    pub(super) fn position(&self, value: &Value) -> Option<u32> {
        match (self, value) {
            (Self::Any, _) => Some(0),
            (Self::Truth, Value::Bool(b)) => Some(u32::from(*b)),
            (Self::Numbers { scale, bounds }, Value::Number(n)) => place(bounds, units(*n, *scale)?),
            (Self::Numbers { scale: 2, bounds }, Value::Money(m)) => place(bounds, (m.0.into(), true)),
            (Self::Numbers { scale, bounds }, Value::Money(m)) => place(bounds, units(m.roubles(), *scale)?),
            (Self::Days { bounds }, Value::Date(date)) => place(bounds, (day(*date).into(), true)),
            (Self::Names(names), Value::Key(name) | Value::Text(name)) => {
                let others = u32::try_from(names.len()).ok()?;
                Some(names.get(name).copied().unwrap_or(others))
            }
            _ => None,
        }
    }

    /// Positions whose values pass a cell; `None` where a comparison does not go with the kind.
    pub(super) fn passing(&self, program: &Program, tests: &[Test]) -> Option<Positions> {
        let last = self.len() - 1;
        let mut passing = Positions::new();
        for test in tests {
            match test {
                Test::Any => passing.push((0, last)),
                Test::Equal(e) => match constant(program, *e)? {
                    Value::List(items) => {
                        for item in items {
                            passing.extend(self.compared(BinaryOp::Eq, item)?);
                        }
                    }
                    one => passing.extend(self.compared(BinaryOp::Eq, one)?),
                },
                Test::Compare(op, e) => passing.extend(self.compared(*op, constant(program, *e)?)?),
                Test::Range { low, high } => {
                    let above = if low.1 { BinaryOp::Ge } else { BinaryOp::Gt };
                    let below = if high.1 { BinaryOp::Le } else { BinaryOp::Lt };
                    let from = self.compared(above, constant(program, low.0)?)?;
                    let to = self.compared(below, constant(program, high.0)?)?;
                    // Either is one interval, or none.
                    if let ([from], [to]) = (from.as_slice(), to.as_slice())
                        && from.0 <= to.1
                    {
                        passing.push((from.0, to.1));
                    }
                }
                Test::Not(inner) => passing.extend(complement(&self.passing(program, inner)?, last)),
            }
        }
        Some(joined(passing))
    }

    fn compared(&self, op: BinaryOp, with: &Value) -> Option<Positions> {
        let at = self.position(with)?;
        let last = self.len() - 1;
        let ordered = matches!(self, Self::Numbers { .. } | Self::Days { .. });
        let interval = match op {
            BinaryOp::Eq => vec![(at, at)],
            BinaryOp::Ne => complement(&[(at, at)], last),
            _ if !ordered => return None,
            // A bound is never at either end: there is a position before and one after it.
            BinaryOp::Lt => vec![(0, at.checked_sub(1)?)],
            BinaryOp::Le => vec![(0, at)],
            BinaryOp::Gt => vec![(at + 1, last)],
            BinaryOp::Ge => vec![(at, last)],
            _ => return None,
        };
        Some(interval)
    }
}

/// All constants that cells compare with; `None` where something else is compared with.
fn collect<'p>(program: &'p Program, tests: &[Test], into: &mut Vec<&'p Value>) -> Option<()> {
    for test in tests {
        match test {
            Test::Any => {}
            Test::Equal(e) => match constant(program, *e)? {
                Value::List(items) => into.extend(items),
                one => into.push(one),
            },
            Test::Compare(_, e) => into.push(constant(program, *e)?),
            Test::Range { low, high } => into.extend([constant(program, low.0)?, constant(program, high.0)?]),
            Test::Not(inner) => collect(program, inner, into)?,
        }
    }
    Some(())
}

fn constant(program: &Program, id: ExprId) -> Option<&Value> {
    match program.exprs.get(id.index()) {
        Some(Expr::Const(value)) => Some(value),
        _ => None,
    }
}

fn roubles(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(n) => Some(*n),
        Value::Money(m) => Some(m.roubles()),
        _ => None,
    }
}

/// A number in units of `10^-scale`, rounded down, and whether it is exactly that.
fn units(n: Decimal, scale: u32) -> Option<(i128, bool)> {
    let (mantissa, own) = (n.mantissa(), n.scale());
    if own <= scale {
        return Some((mantissa.checked_mul(10_i128.checked_pow(scale - own)?)?, true));
    }
    let by = 10_i128.checked_pow(own - scale)?;
    Some((mantissa.div_euclid(by), mantissa.rem_euclid(by) == 0))
}

/// Position among bounds of a number rounded down.
fn place(bounds: &[i64], (units, exact): (i128, bool)) -> Option<u32> {
    let twice = |n: usize| u32::try_from(2 * n).ok();
    let Ok(units) = i64::try_from(units) else {
        return twice(if units < 0 { 0 } else { bounds.len() });
    };
    let below = bounds.partition_point(|b| *b < units);
    let on = bounds.get(below) == Some(&units);
    // Between a bound and the next unit it stands after the bound.
    Some(twice(below)? + u32::from(on) + u32::from(on && !exact))
}

fn day(date: Date) -> i64 {
    (i64::from(date.year()) * 16 + i64::from(date.month())) * 32 + i64::from(date.day())
}

fn sorted(mut bounds: Vec<i64>) -> Vec<i64> {
    bounds.sort_unstable();
    bounds.dedup();
    bounds
}

fn joined(mut positions: Positions) -> Positions {
    positions.sort_unstable();
    let mut joined = Positions::with_capacity(positions.len());
    for (low, high) in positions {
        match joined.last_mut() {
            Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
            _ => joined.push((low, high)),
        }
    }
    joined
}

fn complement(positions: &[(u32, u32)], last: u32) -> Positions {
    let mut rest = Positions::new();
    let mut next = 0;
    for (low, high) in positions {
        if next < *low {
            rest.push((next, low - 1));
        }
        next = high + 1;
    }
    if next <= last {
        rest.push((next, last));
    }
    rest
}
