//! The meaning of a base, written down once more, without an eye to speed: derived facts are the
//! least fixed point of their definitions, and what rules and tables conclude in doubt is what they
//! conclude in every case that the doubt leaves.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::bundle::program::*;
use crate::value::{Date, Money, Type, Value};

type Truth = Option<bool>;

const UNKNOWN: Value = Value::Unknown;

/// The values of all facts, where these are said.
pub(super) fn meaning(program: &Program, said: &[Option<Value>], today: Date) -> Vec<Value> {
    let mut values: Vec<Value> = said.iter().map(|v| v.clone().unwrap_or(UNKNOWN)).collect();
    loop {
        let plain = Plain {
            program,
            values: &values,
            today,
        };
        let next: Vec<Value> = (0..values.len())
            .map(|i| match (&said[i], &program.facts[i].derived) {
                (Some(value), _) => value.clone(),
                (None, Derived::No) => UNKNOWN,
                (None, Derived::Decisions(editions)) => plain.editions(editions),
                (None, Derived::Rules(rules)) => plain.rules(&program.facts[i].ty, rules),
            })
            .collect();
        if next == values {
            return values;
        }
        values = next;
    }
}

struct Plain<'p> {
    program: &'p Program,
    values: &'p [Value],
    today: Date,
}

fn known(values: &[&Value]) -> bool {
    values.iter().all(|v| **v != UNKNOWN)
}

fn all(truths: impl IntoIterator<Item = Truth>) -> Truth {
    let truths: Vec<Truth> = truths.into_iter().collect();
    if truths.contains(&Some(false)) {
        Some(false)
    } else if truths.contains(&None) {
        None
    } else {
        Some(true)
    }
}

fn not(truth: Truth) -> Truth {
    truth.map(|b| !b)
}

fn any(truths: impl IntoIterator<Item = Truth>) -> Truth {
    not(all(truths.into_iter().map(not)))
}

fn value(truth: Truth) -> Value {
    truth.map_or(UNKNOWN, Value::Bool)
}

fn truth(value: &Value) -> Truth {
    if let Value::Bool(b) = value { Some(*b) } else { None }
}

fn compare(op: BinaryOp, a: &Value, b: &Value) -> Truth {
    if !known(&[a, b]) {
        return None;
    }
    let order = match (a, b) {
        (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
        (Value::Money(a), Value::Money(b)) => Some(a.0.cmp(&b.0)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::Duration(a), Value::Duration(b)) if a.working_days == b.working_days => Some(a.days.cmp(&b.days)),
        (Value::Duration(a), Value::Duration(b)) if a.days == b.days => Some(a.working_days.cmp(&b.working_days)),
        (Value::Duration(_), Value::Duration(_)) => return None,
        _ => None,
    };
    let same = match (a, b) {
        (Value::List(a), Value::List(b)) => {
            let pairs = a.iter().zip(b).map(|(a, b)| compare(BinaryOp::Eq, a, b));
            if a.len() == b.len() { all(pairs) } else { Some(false) }
        }
        _ => Some(order.map_or(a == b, |o| o.is_eq())),
    };
    match op {
        BinaryOp::Eq => same,
        BinaryOp::Ne => not(same),
        BinaryOp::Lt => order.map(|o| o.is_lt()),
        BinaryOp::Le => order.map(|o| o.is_le()),
        BinaryOp::Gt => order.map(|o| o.is_gt()),
        BinaryOp::Ge => order.map(|o| o.is_ge()),
        _ => None,
    }
}

fn same(a: &Value, b: &Value) -> bool {
    compare(BinaryOp::Eq, a, b) == Some(true)
}

impl Plain<'_> {
    fn expr(&self, id: ExprId) -> Value {
        match &self.program.exprs[id.index()] {
            Expr::Const(value) => value.clone(),
            Expr::Today => Value::Date(self.today),
            Expr::Fact(fact) => self.values[fact.index()].clone(),
            Expr::Member(of, name) => match self.expr(*of) {
                Value::Record(parts) => parts.into_iter().find(|p| p.0 == *name).unwrap().1,
                _ => UNKNOWN,
            },
            Expr::Not(of) => value(not(self.truth(*of))),
            Expr::Negate(of) => match self.expr(*of) {
                Value::Duration(mut d) => {
                    (d.days, d.working_days) = (-d.days, -d.working_days);
                    Value::Duration(d)
                }
                _ => UNKNOWN,
            },
            Expr::Binary(BinaryOp::And, a, b) => value(all([self.truth(*a), self.truth(*b)])),
            Expr::Binary(BinaryOp::Or, a, b) => value(any([self.truth(*a), self.truth(*b)])),
            Expr::Binary(op, a, b) if op.compares() => value(compare(*op, &self.expr(*a), &self.expr(*b))),
            Expr::Binary(op, a, b) => arithmetic(*op, self.expr(*a), self.expr(*b)),
            Expr::In(of, tests) => value(self.tests(&self.expr(*of), tests)),
            Expr::If(c, a, b) => match (self.truth(*c), self.expr(*a), self.expr(*b)) {
                (Some(true), a, _) => a,
                (Some(false), _, b) => b,
                (None, a, b) => {
                    if same(&a, &b) {
                        a
                    } else {
                        UNKNOWN
                    }
                }
            },
            Expr::List(items) => Value::List(items.iter().map(|i| self.expr(*i)).collect()),
            Expr::Call(function, args) => {
                let args: Vec<Value> = args.iter().map(|a| self.expr(*a)).collect();
                match (function, &args[..]) {
                    (Function::Length, [Value::List(list)]) => Value::Number(list.len().into()),
                    (Function::Min, [Value::Number(a), Value::Number(b)]) => Value::Number(*a.min(b)),
                    (Function::Max, [Value::Number(a), Value::Number(b)]) => Value::Number(*a.max(b)),
                    _ => UNKNOWN,
                }
            }
            Expr::Parameter(id, args) => {
                let Value::Key(key) = self.expr(args[0]) else {
                    return UNKNOWN;
                };
                let begun = |v: &&ParameterValue| v.keys[0] == key && v.valid.from.is_none_or(|f| f <= self.today);
                let values = self.program.parameters[id.index()].values.iter().filter(begun);
                values.max_by_key(|v| v.valid.from).map_or(UNKNOWN, |v| v.value.clone())
            }
            Expr::Decision(_) => unreachable!("not generated"),
        }
    }

    fn truth(&self, id: ExprId) -> Truth {
        truth(&self.expr(id))
    }

    fn tests(&self, of: &Value, tests: &[Test]) -> Truth {
        any(tests.iter().map(|t| self.test(of, t)))
    }

    fn test(&self, of: &Value, test: &Test) -> Truth {
        match test {
            Test::Any => Some(true),
            Test::Not(tests) => not(self.tests(of, tests)),
            Test::Compare(op, e) => compare(*op, of, &self.expr(*e)),
            Test::Range { low, high } => {
                let above = if low.1 { BinaryOp::Ge } else { BinaryOp::Gt };
                let below = if high.1 { BinaryOp::Le } else { BinaryOp::Lt };
                all([
                    compare(above, of, &self.expr(low.0)),
                    compare(below, of, &self.expr(high.0)),
                ])
            }
            Test::Equal(e) => {
                let wanted = self.expr(*e);
                let among = |one: &Value, many: &[Value]| any(many.iter().map(|m| compare(BinaryOp::Eq, one, m)));
                match (of, &wanted) {
                    (Value::List(a), Value::List(b)) if a == b => Some(true),
                    (Value::List(a), Value::List(b)) => any(a.iter().map(|one| among(one, b))),
                    (Value::List(many), one) | (one, Value::List(many)) => among(one, many),
                    (a, b) => compare(BinaryOp::Eq, a, b),
                }
            }
        }
    }

    fn editions(&self, editions: &[DecisionId]) -> Value {
        let decisions = editions.iter().map(|d| &self.program.decisions[d.index()]);
        let in_force: Vec<&Decision> = decisions.filter(|d| d.valid.holds(self.today)).collect();
        let [decision] = in_force[..] else {
            return UNKNOWN;
        };
        match &decision.body {
            DecisionBody::Expr(e) => self.expr(*e),
            DecisionBody::Table(table) => self.table(table),
        }
    }

    /// Who applies: what follows when nothing is taken for granted at first.
    fn rules(&self, ty: &Type, ids: &[RuleId]) -> Value {
        let rules = ids.iter().map(|id| (*id, &self.program.rules[id.index()]));
        let rules: Vec<(RuleId, &Rule)> = rules.filter(|(_, r)| r.valid.holds(self.today)).collect();
        let mut applies: Vec<Truth> = vec![None; rules.len()];
        loop {
            let next: Vec<Truth> = rules
                .iter()
                .map(|(id, rule)| {
                    let conditions = rule.conditions.iter().map(|c| self.truth(*c));
                    let exceptions = rule
                        .exceptions
                        .iter()
                        .map(|g| not(all(g.iter().map(|c| self.truth(*c)))));
                    let against = rules.iter().zip(&applies).filter(|((_, r), _)| r.defeats.contains(id));
                    let defeats = against.map(|(_, applies)| not(*applies));
                    all(conditions.chain(exceptions).chain(defeats))
                })
                .collect();
            if next == applies {
                break;
            }
            applies = next;
        }
        let values: Vec<Value> = rules.iter().map(|(_, r)| self.expr(r.value)).collect();
        if rules.is_empty() {
            return UNKNOWN;
        }
        in_every_case(
            &applies,
            &values.iter().map(|v| vec![v.clone()]).collect::<Vec<_>>(),
            true,
            |hits| {
                let said: Vec<&Value> = hits.iter().filter(|h| h.0).map(|h| &h.1[0]).collect();
                let same_all = |v: &[&Value]| v.windows(2).all(|w| w[0] == w[1]);
                match said.first() {
                    Some(first) => same_all(&said).then(|| (*first).clone()),
                    None => {
                        let every: Vec<&Value> = hits.iter().map(|h| &h.1[0]).collect();
                        let truth = truth(every[0]).filter(|_| *ty == Type::YesNo && same_all(&every));
                        truth.map(|b| Value::Bool(!b))
                    }
                }
            },
        )
    }

    fn table(&self, table: &Table) -> Value {
        let inputs: Vec<Value> = table.inputs.iter().map(|i| self.expr(*i)).collect();
        let row = |row: &Row| {
            let cells = inputs.iter().zip(&row.inputs).filter(|(_, tests)| !tests.is_empty());
            all(cells.map(|(value, tests)| self.tests(value, tests)))
        };
        let (applies, outputs): (Vec<Truth>, Vec<Vec<Value>>) = table
            .rows
            .iter()
            .map(|r| (row(r), r.outputs.iter().map(|o| self.expr(*o)).collect::<Vec<_>>()))
            .filter(|(applies, _)| *applies != Some(false))
            .unzip();
        use HitPolicy::*;
        let single = applies == [Some(true)];
        let compares = matches!(
            table.policy,
            Any | Priority | OutputOrder | CollectSum | CollectMin | CollectMax
        );
        in_every_case(&applies, &outputs, compares && !single, |hits| {
            let hits: Vec<&Vec<Value>> = hits.iter().filter(|h| h.0).map(|h| &h.1).collect();
            conclusion(table, &hits)
        })
    }
}

/// DMN's policies over rows that all hold.
fn conclusion(table: &Table, hits: &[&Vec<Value>]) -> Option<Value> {
    use HitPolicy::*;
    let one = |outputs: &Vec<Value>| match &outputs[..] {
        [one] => one.clone(),
        many => Value::Record(table.outputs.iter().cloned().zip(many.iter().cloned()).collect()),
    };
    let rank = |outputs: &Vec<Value>| {
        let place = |v: &Value| table.output_values.iter().position(|o| o == v).unwrap_or(99);
        outputs.iter().map(place).collect::<Vec<_>>()
    };
    let first = hits.first().map(|h| one(h));
    match table.policy {
        Unique => first.filter(|_| hits.len() == 1),
        First => first,
        Any => first.filter(|_| hits.windows(2).all(|w| w[0] == w[1])),
        Priority => hits.iter().min_by_key(|h| rank(h)).map(|h| one(h)),
        Collect | RuleOrder => Some(Value::List(hits.iter().map(|h| one(h)).collect())),
        OutputOrder => {
            let mut ordered = hits.to_vec();
            ordered.sort_by_key(|h| rank(h));
            Some(Value::List(ordered.into_iter().map(one).collect()))
        }
        CollectCount => Some(Value::Number(hits.len().into())),
        CollectSum => first.map(|first| {
            let rest = hits[1..].iter().map(|h| one(h));
            rest.fold(first, |a, b| arithmetic(BinaryOp::Add, a, b))
        }),
        CollectMin | CollectMax => first.map(|first| {
            let op = if table.policy == CollectMin {
                BinaryOp::Lt
            } else {
                BinaryOp::Gt
            };
            let rest = hits[1..].iter().map(|h| one(h));
            rest.fold(first, |a, b| if compare(op, &b, &a) == Some(true) { b } else { a })
        }),
    }
}

/// What follows whichever of the doubtful hold, and (where values are compared) whatever the unknown
/// values are; unknown, where that differs.
fn in_every_case(
    applies: &[Truth],
    outputs: &[Vec<Value>],
    replace: bool,
    conclude: impl Fn(&[(bool, Vec<Value>)]) -> Option<Value>,
) -> Value {
    let doubtful: Vec<usize> = (0..applies.len()).filter(|i| applies[*i].is_none()).collect();
    let open: Vec<usize> = (0..outputs.len())
        .filter(|i| replace && outputs[*i].contains(&UNKNOWN))
        .collect();
    let candidates = substitutes(outputs);
    // Two unknown values are two values.
    let marked = |i: usize, n: usize| Value::Text(format!("?{i}.{n}").into());
    let mut result: Option<Option<Value>> = None;
    for case in 0..1_usize << doubtful.len() {
        let mut digits = vec![0; open.len()];
        'values: loop {
            let mut hits: Vec<(bool, Vec<Value>)> = Vec::new();
            for (i, outputs) in outputs.iter().enumerate() {
                let applies = match doubtful.iter().position(|d| *d == i) {
                    Some(bit) => case >> bit & 1 == 1,
                    None => applies[i] == Some(true),
                };
                let known = match open.iter().position(|o| *o == i) {
                    Some(digit) => vec![candidates[digits[digit]].clone()],
                    None => (0..)
                        .zip(outputs)
                        .map(|(n, v)| if *v == UNKNOWN { marked(i, n) } else { v.clone() })
                        .collect(),
                };
                hits.push((applies, known));
            }
            let now = conclude(&hits);
            match &result {
                None => result = Some(now),
                Some(before) if *before == now => {}
                Some(_) => return UNKNOWN,
            }
            let mut at = 0;
            loop {
                let Some(digit) = digits.get_mut(at) else {
                    break 'values;
                };
                *digit += 1;
                if *digit < candidates.len() {
                    break;
                }
                *digit = 0;
                at += 1;
            }
        }
    }
    unmarked(result.flatten().unwrap_or(UNKNOWN))
}

fn unmarked(value: Value) -> Value {
    match value {
        Value::Text(t) if t.starts_with('?') => UNKNOWN,
        Value::Record(parts) => Value::Record(parts.into_iter().map(|(n, v)| (n, unmarked(v))).collect()),
        Value::List(items) => Value::List(items.into_iter().map(unmarked).collect()),
        value => value,
    }
}

/// Values that an unknown output might have: all the domain, and beyond it on both sides.
fn substitutes(outputs: &[Vec<Value>]) -> Vec<Value> {
    use super::generate::{Kind, domain};
    let kind = match outputs.iter().flatten().find(|v| **v != UNKNOWN) {
        Some(Value::Number(_)) => Kind::Number,
        Some(Value::Money(_)) => Kind::Money,
        Some(Value::Key(_)) => Kind::Key,
        _ => Kind::Bool,
    };
    let mut values = domain(kind);
    match kind {
        Kind::Number => values.extend([1_000_000, -1_000_000].map(|n| Value::Number(n.into()))),
        Kind::Money => values.extend([1_000_000, -1_000_000].map(|n| Value::Money(Money(n)))),
        _ => {}
    }
    values
}

fn arithmetic(op: BinaryOp, a: Value, b: Value) -> Value {
    // What does not fit has no value.
    let number = |n: Option<Decimal>| n.map_or(UNKNOWN, Value::Number);
    let kopecks = |k: Option<i64>| k.map_or(UNKNOWN, |k| Value::Money(Money(k)));
    let money = |roubles: Option<Decimal>| {
        let exact = roubles.and_then(|r| r.checked_mul(Decimal::ONE_HUNDRED));
        let whole = exact.map(|k| k.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero));
        kopecks(whole.and_then(|k| k.try_into().ok()))
    };
    match (op, a, b) {
        (BinaryOp::Add, Value::Number(a), Value::Number(b)) => number(a.checked_add(b)),
        (BinaryOp::Sub, Value::Number(a), Value::Number(b)) => number(a.checked_sub(b)),
        (BinaryOp::Mul, Value::Number(a), Value::Number(b)) => number(a.checked_mul(b)),
        (BinaryOp::Div, Value::Number(a), Value::Number(b)) => number(a.checked_div(b)),
        (BinaryOp::Add, Value::Money(a), Value::Money(b)) => kopecks(a.0.checked_add(b.0)),
        (BinaryOp::Mul, Value::Money(a), Value::Number(b)) => money(a.roubles().checked_mul(b)),
        (BinaryOp::Add, Value::Date(a), Value::Duration(b)) if b.working_days == 0 => {
            let days = jiff::Span::new().try_days(b.days);
            days.and_then(|d| a.checked_add(d)).map_or(UNKNOWN, Value::Date)
        }
        // Without a calendar a term of working days is not guessed.
        _ => UNKNOWN,
    }
}
