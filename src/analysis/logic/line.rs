//! The values of a term as whole numbers in order, and what tests with constants make of them.
//!
//! Whole numbers, kopecks and days are themselves: `<= 4` and `>= 5` leave nothing between. Decimals
//! stand at even places, and what lies between two of them at the odd place between.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::set::{Set, common, complement, joined};
use crate::bundle::program::{BinaryOp, Expr, ExprId, Program, Test};
use crate::value::{Date, Duration, Money, Name, Type, Value};

/// Farther than any value.
const FAR: i128 = 1 << 112;
/// Digits behind the point that are told apart.
const DIGITS: u32 = 10;

/// A unit of periods: none is a fixed number of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Months.
    Months,
    /// Calendar days.
    Days,
    /// Working days.
    WorkingDays,
    /// Seconds.
    Seconds,
}

/// What the numbers of a line stand for.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// No is 0, yes is 1.
    Truth,
    /// Whole numbers.
    Whole,
    /// Decimals, at even places.
    Decimal,
    /// Kopecks.
    Money,
    /// Days from 1970-01-01.
    Days,
    /// Periods of one unit.
    Period(Unit),
    /// Names by their place; `true` where others than these are possible, all at the places behind.
    Names(Vec<Name>, bool),
    /// A term beside another one: less, equal, more.
    Beside,
}

/// The values that a term can have.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What they are.
    pub kind: Kind,
    /// The least.
    pub low: i128,
    /// The greatest.
    pub high: i128,
}

/// Where a constant stands: at a place, or between it and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct At {
    floor: i128,
    exact: bool,
}

impl Line {
    /// A line of yes and no.
    pub const TRUTH: Self = Self {
        kind: Kind::Truth,
        low: 0,
        high: 1,
    };
    /// Less, equal, more.
    pub const BESIDE: Self = Self {
        kind: Kind::Beside,
        low: 0,
        high: 2,
    };

    /// The line of a type; `constants` are what its values are compared with. `None` where they have
    /// no order and no names.
    pub fn of(program: &Program, ty: &Type, constants: &[Cow<'_, Value>]) -> Option<Self> {
        let line = |kind, low: Option<i128>, high: Option<i128>| Self {
            kind,
            low: low.unwrap_or(-FAR),
            high: high.unwrap_or(FAR),
        };
        Some(match ty {
            Type::YesNo => Self::TRUTH,
            Type::Integer { min, max } => line(Kind::Whole, min.map(i128::from), max.map(i128::from)),
            Type::Money { min, max } => line(Kind::Money, min.map(|m| m.0.into()), max.map(|m| m.0.into())),
            Type::Number { min, max } => {
                let end = |n: &Option<Decimal>| n.map(|n| decimal(n).filter(|at| at.exact).map(|at| at.floor));
                let end = |n| match end(n) {
                    Some(None) => Err(()),
                    Some(end) => Ok(end),
                    None => Ok(None),
                };
                line(Kind::Decimal, end(min).ok()?, end(max).ok()?)
            }
            Type::Date { min, max } => line(Kind::Days, min.map(day), max.map(day)),
            Type::Duration => line(Kind::Period(unit_of(constants.iter().map(|c| &**c))?), None, None),
            Type::OneOf(names) => named(names.clone(), false)?,
            Type::Directory(name) => {
                let directory = program.directories.iter().find(|d| d.name == *name)?;
                named(directory.entries.iter().map(|e| e.key.clone()).collect(), false)?
            }
            Type::Text => {
                let mut names: Vec<Name> = constants.iter().filter_map(|c| name(c)).cloned().collect();
                names.sort();
                names.dedup();
                named(names, true)?
            }
            _ => return None,
        })
    }

    /// All values.
    pub fn whole(&self) -> Set {
        vec![(self.low, self.high)]
    }

    /// Values outside the set.
    pub fn without(&self, set: &[(i128, i128)]) -> Set {
        complement(set, (self.low, self.high))
    }

    /// Values for which a comparison with a constant holds; `None` where it does not go with them.
    pub fn compared(&self, op: BinaryOp, with: &Value) -> Option<Set> {
        let at = self.place(with)?;
        let ordered = !matches!(self.kind, Kind::Truth | Kind::Names(..) | Kind::Beside);
        let before = if at.exact { at.floor - 1 } else { at.floor };
        let same = if at.exact {
            vec![(at.floor, at.floor)]
        } else {
            Set::new()
        };
        let set = match op {
            BinaryOp::Eq => same,
            BinaryOp::Ne => return Some(self.without(&same)),
            _ if !ordered => return None,
            BinaryOp::Lt => vec![(self.low, before)],
            BinaryOp::Le => vec![(self.low, at.floor)],
            BinaryOp::Gt => vec![(at.floor + 1, self.high)],
            BinaryOp::Ge => vec![(before + 1, self.high)],
            _ => return None,
        };
        Some(common(&joined(set), &[(self.low, self.high)]))
    }

    /// Values that pass one of the tests; `None` where one of them compares with more than constants.
    pub fn passing(&self, program: &Program, tests: &[Test]) -> Option<Set> {
        // An empty cell is `-`.
        if tests.is_empty() {
            return Some(self.whole());
        }
        let mut all = Set::new();
        for test in tests {
            all.extend(self.test(program, test)?);
        }
        Some(joined(all))
    }

    fn test(&self, program: &Program, test: &Test) -> Option<Set> {
        match test {
            Test::Any => Some(self.whole()),
            Test::Equal(e) => match &*constant(program, *e)? {
                Value::List(items) => {
                    let mut all = Set::new();
                    for item in items {
                        all.extend(self.compared(BinaryOp::Eq, item)?);
                    }
                    Some(joined(all))
                }
                one => self.compared(BinaryOp::Eq, one),
            },
            Test::Compare(op, e) => self.compared(*op, &*constant(program, *e)?),
            Test::Range { low, high } => {
                let above = if low.1 { BinaryOp::Ge } else { BinaryOp::Gt };
                let below = if high.1 { BinaryOp::Le } else { BinaryOp::Lt };
                let from = self.compared(above, &*constant(program, low.0)?)?;
                let to = self.compared(below, &*constant(program, high.0)?)?;
                Some(common(&from, &to))
            }
            Test::Not(inner) => Some(self.without(&self.passing(program, inner)?)),
        }
    }

    fn place(&self, value: &Value) -> Option<At> {
        let exactly = |floor: i128| Some(At { floor, exact: true });
        match (&self.kind, value) {
            (Kind::Truth, Value::Bool(b)) => exactly(i128::from(*b)),
            (Kind::Whole, Value::Number(n)) => scaled(*n, 0),
            (Kind::Decimal, Value::Number(n)) => decimal(*n),
            (Kind::Decimal, Value::Money(m)) => decimal(m.roubles()),
            (Kind::Money, Value::Money(m)) => exactly(m.0.into()),
            (Kind::Money, Value::Number(n)) => scaled(*n, 2),
            (Kind::Days, Value::Date(date)) => exactly(day(*date)),
            (Kind::Period(_), Value::Duration(d)) if *d == Duration::default() => exactly(0),
            (Kind::Period(unit), Value::Duration(d)) if unit_of([value]) == Some(*unit) => exactly(match unit {
                Unit::Months => d.months.into(),
                Unit::Days => d.days.into(),
                Unit::WorkingDays => d.working_days.into(),
                Unit::Seconds => d.seconds.into(),
            }),
            (Kind::Names(names, _), Value::Key(name) | Value::Text(name)) => {
                let at = names.iter().position(|n| n == name)?;
                exactly(i128::try_from(at).ok()?)
            }
            _ => None,
        }
    }

    /// The place of a value that has one of its own.
    pub fn point(&self, value: &Value) -> Option<i128> {
        self.place(value).filter(|at| at.exact).map(|at| at.floor)
    }

    /// The value at a place; of an odd place among decimals one that is near.
    pub fn value(&self, at: i128) -> Option<Value> {
        Some(match &self.kind {
            Kind::Truth => Value::Bool(at == 1),
            Kind::Whole => Value::Number(Decimal::try_from_i128_with_scale(at, 0).ok()?),
            Kind::Decimal => {
                let twice = Decimal::try_from_i128_with_scale(at, DIGITS).ok()?;
                Value::Number((twice / Decimal::TWO).normalize())
            }
            Kind::Money => Value::Money(Money(i64::try_from(at).ok()?)),
            Kind::Days => Value::Date(date(at)?),
            Kind::Period(unit) => {
                let small = i32::try_from(at).ok();
                Value::Duration(match unit {
                    Unit::Months => Duration::months(small?),
                    Unit::Days => Duration::days(small?),
                    Unit::WorkingDays => Duration::working_days(small?),
                    Unit::Seconds => Duration::seconds(i64::try_from(at).ok()?),
                })
            }
            Kind::Names(names, _) => Value::Key(names.get(usize::try_from(at).ok()?)?.clone()),
            Kind::Beside => return None,
        })
    }

    /// A value of an interval that reads well: a round one where there is one.
    pub fn example(&self, (low, high): (i128, i128)) -> Option<Value> {
        self.value(self.readable(low, high))
    }

    fn readable(&self, low: i128, high: i128) -> i128 {
        let (low, high) = (low.max(self.low), high.min(self.high));
        let step: i128 = match self.kind {
            Kind::Decimal => 2 * 10_i128.pow(DIGITS),
            Kind::Money => 100,
            _ => 1,
        };
        // The least round number of the interval, or the one nearest to the end that is not far.
        let mut fine = step;
        loop {
            let near = if low > -FAR {
                low + (-low).rem_euclid(fine)
            } else if high < FAR {
                high - high.rem_euclid(fine)
            } else {
                0
            };
            if (low..=high).contains(&near) || fine <= 1 {
                return near.clamp(low, high);
            }
            fine /= 10;
        }
    }
}

fn named(names: Vec<Name>, open: bool) -> Option<Line> {
    let count = i128::try_from(names.len()).ok()?;
    let high = if open { FAR } else { count - 1 };
    (high >= 0).then_some(Line {
        kind: Kind::Names(names, open),
        low: 0,
        high,
    })
}

fn name(value: &Value) -> Option<&Name> {
    match value {
        Value::Key(name) | Value::Text(name) => Some(name),
        _ => None,
    }
}

/// The unit of periods that are all of one unit.
fn unit_of<'v>(constants: impl IntoIterator<Item = &'v Value>) -> Option<Unit> {
    let mut unit = None;
    for constant in constants {
        let Value::Duration(d) = constant else { continue };
        let used = match (d.months != 0, d.days != 0, d.working_days != 0, d.seconds != 0) {
            (true, false, false, false) => Unit::Months,
            (false, true, false, false) => Unit::Days,
            (false, false, true, false) => Unit::WorkingDays,
            (false, false, false, true) => Unit::Seconds,
            (false, false, false, false) => continue,
            _ => return None,
        };
        if unit.is_some_and(|u| u != used) {
            return None;
        }
        unit = Some(used);
    }
    unit
}

/// The constant that an expression is.
pub fn constant(program: &Program, id: ExprId) -> Option<Cow<'_, Value>> {
    match program.exprs.get(id.index())? {
        Expr::Const(value) => Some(Cow::Borrowed(value)),
        Expr::Negate(of) => match program.exprs.get(of.index())? {
            Expr::Const(Value::Number(n)) => Some(Cow::Owned(Value::Number(-n))),
            Expr::Const(Value::Money(m)) => Some(Cow::Owned(Value::Money(Money(m.0.checked_neg()?)))),
            _ => None,
        },
        _ => None,
    }
}

/// Constants that tests compare with, lists by their items.
pub fn constants<'p>(program: &'p Program, tests: &[Test], into: &mut Vec<Cow<'p, Value>>) {
    let mut add = |e: ExprId| match constant(program, e) {
        Some(Cow::Borrowed(Value::List(items))) => into.extend(items.iter().map(Cow::Borrowed)),
        Some(one) => into.push(one),
        None => {}
    };
    for test in tests {
        match test {
            Test::Any => {}
            Test::Equal(e) | Test::Compare(_, e) => add(*e),
            Test::Range { low, high } => [low.0, high.0].into_iter().for_each(&mut add),
            Test::Not(_) => {}
        }
    }
    for test in tests {
        if let Test::Not(inner) = test {
            constants(program, inner, into);
        }
    }
}

/// In units of `10^-scale`.
fn scaled(n: Decimal, scale: u32) -> Option<At> {
    let n = n.normalize();
    if n.scale() <= scale {
        let floor = n.mantissa().checked_mul(10_i128.checked_pow(scale - n.scale())?)?;
        return Some(At { floor, exact: true });
    }
    let by = 10_i128.checked_pow(n.scale() - scale)?;
    Some(At {
        floor: n.mantissa().div_euclid(by),
        exact: false,
    })
}

fn decimal(n: Decimal) -> Option<At> {
    let at = scaled(n, DIGITS).filter(|at| at.exact)?;
    let floor = at.floor.checked_mul(2).filter(|f| f.abs() < FAR)?;
    Some(At { floor, exact: true })
}

/// Days from 1970-01-01 of the civil calendar.
fn day(date: Date) -> i128 {
    let (month, day) = (i128::from(date.month()), i128::from(date.day()));
    let year = i128::from(date.year()) - i128::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn date(days: i128) -> Option<Date> {
    let days = i64::try_from(days).ok()?;
    let span = jiff::Span::new().try_days(days).ok()?;
    Date::constant(1970, 1, 1).checked_add(span).ok()
}
