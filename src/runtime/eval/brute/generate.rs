//! Random rule bases: facts of all types with small domains, derived facts in layers.

use super::random::Random;
use crate::bundle::program::*;
use crate::runtime::tests::build::{Build, day, key, num};
use crate::value::{Type, Value};

/// What a value is, as far as expressions need to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Bool,
    Number,
    Money,
    Date,
    Duration,
    Key,
    Text,
    Keys,
}

use Kind::*;

const KINDS: [Kind; 8] = [Bool, Number, Money, Date, Duration, Key, Text, Keys];

pub(super) fn domain(kind: Kind) -> Vec<Value> {
    match kind {
        Bool => vec![Value::Bool(true), Value::Bool(false)],
        Number => ["0", "1", "2.5"].map(num).to_vec(),
        Money => [0, 100, 250].map(|k| Value::Money(crate::value::Money(k))).to_vec(),
        Date => [14, 15, 17].map(|d| Value::Date(day(2023, 9, d))).to_vec(),
        Duration => vec![
            Value::Duration(crate::value::Duration::days(5)),
            Value::Duration(crate::value::Duration::days(10)),
            Value::Duration(crate::value::Duration::working_days(10)),
        ],
        Key => ["а", "б", "в"].map(key).to_vec(),
        Text => ["т", "у"].map(|t| Value::Text(t.into())).to_vec(),
        Keys => vec![
            Value::List(vec![]),
            Value::List(vec![key("а")]),
            Value::List(vec![key("а"), key("б")]),
        ],
    }
}

fn ty(kind: Kind) -> Type {
    match kind {
        Bool => Type::YesNo,
        Number => Type::Number { min: None, max: None },
        Money => Type::Money { min: None, max: None },
        Date => Type::Date { min: None, max: None },
        Duration => Type::Duration,
        Key => Type::OneOf(["а", "б", "в"].map(Into::into).to_vec()),
        Text => Type::Text,
        Keys => Type::List(Box::new(ty(Key))),
    }
}

/// A base and what may be said in it.
pub(super) struct Base {
    pub(super) program: Program,
    /// Facts that may be said, with their domains.
    pub(super) asked: Vec<(FactId, Vec<Value>)>,
    /// Facts that are derived.
    pub(super) derived: Vec<FactId>,
}

pub(super) struct Generator {
    r: Random,
    b: Build,
    facts: Vec<(FactId, Kind)>,
    /// Records: the fact and the kinds of its parts.
    records: Vec<(FactId, Vec<Kind>)>,
}

/// A base of a seed.
pub(super) fn base(seed: u64) -> Base {
    let mut g = Generator {
        r: Random::new(seed),
        b: Build::new(),
        facts: Vec::new(),
        records: Vec::new(),
    };
    g.parameter();
    let mut asked = Vec::new();
    for i in 0..g.r.within(2, 5) {
        let kind = if g.r.one_in(2) { Bool } else { *g.r.of(&KINDS) };
        let id = g.b.asked(&format!("факт{i}"), ty(kind));
        g.facts.push((id, kind));
        asked.push((id, domain(kind)));
    }
    let mut derived = Vec::new();
    for i in 0..g.r.within(1, 5) {
        derived.push(g.derived(i));
    }
    if g.r.one_in(8) {
        g.circle(&derived);
    }
    let program = g.b.p;
    program.validate().unwrap();
    Base {
        program,
        asked,
        derived,
    }
}

impl Generator {
    fn parameter(&mut self) {
        let ground = self.b.ground("Закон о параметре");
        let value = |k: &str, from: Option<i8>, n: i64| ParameterValue {
            keys: vec![k.into()],
            valid: Validity {
                from: from.map(|d| day(2023, 9, d)),
                until: None,
            },
            value: Value::Money(crate::value::Money(n)),
            ground: Some(ground),
            expected: false,
        };
        let values = vec![
            value("а", None, 50),
            value("а", Some(15), 100),
            value("б", Some(16), 250),
        ];
        self.b.p.parameters.push(Parameter {
            name: "параметр".into(),
            title: String::new(),
            keys: 1,
            values,
        });
    }

    fn validity(&mut self) -> Validity {
        match self.r.below(12) {
            0 => Validity {
                from: None,
                until: Some(day(2023, 9, 1)),
            },
            1 => Validity {
                from: Some(day(2023, 9, 2)),
                until: None,
            },
            _ => Validity::default(),
        }
    }

    fn derived(&mut self, i: usize) -> FactId {
        let name = format!("вывод{i}");
        let kind = *self.r.of(&[Bool, Bool, Bool, Number, Money, Key]);
        match self.r.below(5) {
            0 | 1 => {
                let rules = self.rules(&name, kind);
                let id = self.b.fact(&name, ty(kind), Derived::Rules(rules));
                self.facts.push((id, kind));
                id
            }
            2 => {
                let body = self.expr(kind, 3);
                let decision = self.decision(&name, DecisionBody::Expr(body));
                let id = self.b.fact(&name, ty(kind), Derived::Decisions(vec![decision]));
                self.facts.push((id, kind));
                id
            }
            _ => self.table(&name, kind),
        }
    }

    fn decision(&mut self, name: &str, body: DecisionBody) -> DecisionId {
        let ground = self.b.ground(&format!("Основание {name}"));
        let valid = self.validity();
        self.b.p.decisions.push(Decision {
            name: name.into(),
            title: String::new(),
            valid,
            grounds: vec![ground],
            body,
            at: SourcePos::default(),
            dmn: false,
        });
        DecisionId(u32::try_from(self.b.p.decisions.len() - 1).unwrap())
    }

    fn rules(&mut self, name: &str, kind: Kind) -> Vec<RuleId> {
        let first = u32::try_from(self.b.p.rules.len()).unwrap();
        let count = self.r.within(1, 5);
        let same = self.r.one_in(2).then(|| self.constant(kind));
        for n in 0..count {
            let value = match same {
                Some(value) => value,
                None if self.r.one_in(6) => self.expr(kind, 1),
                None => self.constant(kind),
            };
            let conditions = (0..self.r.below(3)).map(|_| self.expr(Bool, 2)).collect();
            let exceptions =
                (0..self.r.below(2)).map(|_| (0..self.r.within(1, 2)).map(|_| self.expr(Bool, 1)).collect());
            let exceptions = exceptions.collect();
            let defeats = (0..count)
                .filter(|_| self.r.one_in(4))
                .map(|d| RuleId(first + u32::try_from(d).unwrap()))
                .collect();
            let ground = self.b.ground(&format!("{name}, правило {n}"));
            let valid = self.validity();
            self.b.p.rules.push(Rule {
                name: name.into(),
                label: Some(format!("{name}_{n}").into()),
                value,
                conditions,
                exceptions,
                defeats,
                valid,
                grounds: vec![ground],
                at: SourcePos {
                    file: 0,
                    line: u32::try_from(n).unwrap(),
                },
            });
        }
        (first..first + u32::try_from(count).unwrap()).map(RuleId).collect()
    }

    fn table(&mut self, name: &str, kind: Kind) -> FactId {
        use HitPolicy::*;
        const POLICIES: [HitPolicy; 11] = [
            Unique,
            First,
            Any,
            Priority,
            Collect,
            CollectSum,
            CollectMin,
            CollectMax,
            CollectCount,
            RuleOrder,
            OutputOrder,
        ];
        let policy = *self.r.of(&POLICIES);
        let adds = matches!(policy, CollectSum | CollectMin | CollectMax);
        let kind = if adds && !matches!(kind, Number | Money) {
            Number
        } else {
            kind
        };
        let two = matches!(policy, Unique | First) && self.r.one_in(3);
        let outputs: Vec<Kind> = if two { vec![kind, Bool] } else { vec![kind] };
        let columns = self.r.within(1, 3);
        let kinds: Vec<Kind> = (0..columns).map(|_| *self.r.of(&KINDS)).collect();
        let inputs: Vec<ExprId> = kinds.iter().map(|k| self.expr(*k, 1)).collect();
        let rows = (0..u32::try_from(self.r.within(1, 5)).unwrap()).map(|n| {
            let cells = kinds.iter().map(|k| self.cell(*k)).collect();
            let outs = outputs.iter().map(|k| {
                if self.r.one_in(7) {
                    self.expr(*k, 1)
                } else {
                    self.constant(*k)
                }
            });
            let outs: Vec<ExprId> = outs.collect();
            let ground = self.r.one_in(2).then(|| self.b.ground(&format!("{name}, строка {n}")));
            Row {
                inputs: cells,
                outputs: outs,
                ground,
                at: SourcePos { file: 0, line: n + 1 },
            }
        });
        let rows: Vec<Row> = rows.collect();
        let mut output_values = if matches!(policy, Priority | OutputOrder) {
            domain(kind)
        } else {
            vec![]
        };
        if !output_values.is_empty() && self.r.one_in(3) {
            output_values.pop();
        }
        let names = ["первый", "второй"];
        let table = Table {
            policy,
            inputs,
            outputs: names.iter().take(outputs.len()).map(|n| (*n).into()).collect(),
            output_values,
            rows,
        };
        let list = matches!(policy, Collect | RuleOrder | OutputOrder);
        let decision = self.decision(name, DecisionBody::Table(table));
        let result = match (two, list, policy) {
            (true, ..) => Type::Record(vec![("первый".into(), ty(kind)), ("второй".into(), Type::YesNo)]),
            (_, true, _) => Type::List(Box::new(ty(kind))),
            (.., CollectCount) => ty(Number),
            _ => ty(kind),
        };
        let id = self.b.fact(name, result, Derived::Decisions(vec![decision]));
        if two {
            self.records.push((id, outputs));
        } else if policy == CollectCount {
            self.facts.push((id, Number));
        } else if !list {
            self.facts.push((id, kind));
        } else if kind == Key {
            self.facts.push((id, Keys));
        }
        id
    }

    /// A cell that neither always nor never holds over the domain, unless it is `-`.
    fn cell(&mut self, kind: Kind) -> Vec<Test> {
        if self.r.one_in(4) {
            return if self.r.one_in(2) { vec![Test::Any] } else { vec![] };
        }
        let test = self.test(kind);
        match self.r.below(6) {
            0 => vec![Test::Not(vec![test])],
            1 => vec![test, self.test(kind)],
            _ => vec![test],
        }
    }

    fn test(&mut self, kind: Kind) -> Test {
        let ordered = matches!(kind, Number | Money | Date | Duration);
        let of = if kind == Keys { Key } else { kind };
        let low = self.bound(of);
        match self.r.below(4) {
            0 if ordered => {
                let op = *self.r.of(&[BinaryOp::Lt, BinaryOp::Le, BinaryOp::Gt, BinaryOp::Ge]);
                Test::Compare(op, low)
            }
            1 if ordered => {
                let high = self.bound(of);
                Test::Range {
                    low: (low, self.r.one_in(2)),
                    high: (high, self.r.one_in(2)),
                }
            }
            2 if kind != Keys => Test::Compare(*self.r.of(&[BinaryOp::Eq, BinaryOp::Ne]), low),
            3 if kind == Key => {
                let list = self.constant(Keys);
                Test::Equal(list)
            }
            _ => Test::Equal(low),
        }
    }

    /// What a cell compares with: seldom an expression over facts.
    fn bound(&mut self, kind: Kind) -> ExprId {
        if self.r.one_in(8) {
            self.expr(kind, 0)
        } else {
            self.constant(kind)
        }
    }

    fn constant(&mut self, kind: Kind) -> ExprId {
        let value = self.r.of(&domain(kind)).clone();
        self.b.value(value)
    }

    fn known(&mut self, kind: Kind) -> Option<ExprId> {
        let of: Vec<usize> = (0..self.facts.len()).filter(|i| self.facts[*i].1 == kind).collect();
        if of.is_empty() {
            return None;
        }
        let place = *self.r.of(&of);
        Some(self.b.of(self.facts[place].0))
    }

    fn expr(&mut self, kind: Kind, depth: usize) -> ExprId {
        if depth == 0 || self.r.one_in(3) {
            if self.r.one_in(12) {
                return self.b.value(Value::Unknown);
            }
            return match self.known(kind) {
                Some(fact) if !self.r.one_in(6) => fact,
                _ => self.constant(kind),
            };
        }
        let d = depth - 1;
        if self.r.one_in(5) {
            let c = self.expr(Bool, d);
            let [a, b] = [kind, kind].map(|k| self.expr(k, d));
            return self.b.expr(Expr::If(c, a, b));
        }
        if !self.records.is_empty() && self.r.one_in(4) {
            let place = self.r.below(self.records.len());
            let (fact, kinds) = self.records[place].clone();
            if let Some(part) = kinds.iter().position(|k| *k == kind) {
                let record = self.b.of(fact);
                return self.b.expr(Expr::Member(record, ["первый", "второй"][part].into()));
            }
        }
        match kind {
            Bool => self.condition(d),
            Number => match self.r.below(4) {
                0 => {
                    let list = self.expr(Keys, d);
                    self.b.expr(Expr::Call(Function::Length, vec![list]))
                }
                1 => {
                    let args = vec![self.expr(Number, d), self.expr(Number, d)];
                    let function = *self.r.of(&[Function::Min, Function::Max]);
                    self.b.expr(Expr::Call(function, args))
                }
                _ => {
                    let op = *self.r.of(&[BinaryOp::Add, BinaryOp::Sub, BinaryOp::Mul, BinaryOp::Div]);
                    let (a, b) = (self.expr(Number, d), self.expr(Number, d));
                    self.b.bin(op, a, b)
                }
            },
            Money => match self.r.below(3) {
                0 => {
                    let key = self.expr(Key, d);
                    self.b.expr(Expr::Parameter(ParameterId(0), vec![key]))
                }
                1 => {
                    let (a, b) = (self.expr(Money, d), self.expr(Number, d));
                    self.b.bin(BinaryOp::Mul, a, b)
                }
                _ => {
                    let (a, b) = (self.expr(Money, d), self.expr(Money, d));
                    self.b.bin(BinaryOp::Add, a, b)
                }
            },
            Date => {
                let (a, b) = (self.expr(Date, d), self.expr(Duration, d));
                self.b.bin(BinaryOp::Add, a, b)
            }
            Duration => {
                let of = self.expr(Duration, d);
                self.b.expr(Expr::Negate(of))
            }
            _ => self.expr(kind, 0),
        }
    }

    fn condition(&mut self, d: usize) -> ExprId {
        match self.r.below(6) {
            0 => {
                let of = self.expr(Bool, d);
                self.b.expr(Expr::Not(of))
            }
            1 | 2 => {
                let op = *self.r.of(&[BinaryOp::And, BinaryOp::Or]);
                let (a, b) = (self.expr(Bool, d), self.expr(Bool, d));
                self.b.bin(op, a, b)
            }
            3 => {
                let kind = *self.r.of(&KINDS);
                let of = self.expr(kind, d);
                let tests = match self.cell(kind) {
                    tests if tests.is_empty() => vec![Test::Any],
                    tests => tests,
                };
                self.b.expr(Expr::In(of, tests))
            }
            4 => {
                let kind = *self.r.of(&[Number, Money, Date, Duration]);
                let op = *self
                    .r
                    .of(&[BinaryOp::Lt, BinaryOp::Le, BinaryOp::Gt, BinaryOp::Ge, BinaryOp::Eq]);
                let (a, b) = (self.expr(kind, d), self.constant(kind));
                self.b.bin(op, a, b)
            }
            _ => {
                let kind = *self.r.of(&[Key, Text, Keys]);
                let op = *self.r.of(&[BinaryOp::Eq, BinaryOp::Ne]);
                let (a, b) = (self.expr(kind, d), self.constant(kind));
                self.b.bin(op, a, b)
            }
        }
    }

    /// Turns a constant of an early derived fact into a later one, so that it may depend on itself.
    fn circle(&mut self, derived: &[FactId]) {
        let last = *derived.last().unwrap();
        let kind = self.facts.iter().find(|f| f.0 == last).map(|f| f.1);
        let places: Vec<usize> = (0..self.b.p.rules.len())
            .filter(|i| !self.b.p.rules[*i].conditions.is_empty())
            .collect();
        if kind != Some(Bool) || places.is_empty() {
            return;
        }
        let of = self.b.of(last);
        let place = *self.r.of(&places);
        self.b.p.rules[place].conditions.push(of);
    }
}
