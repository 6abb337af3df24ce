//! Lifted goals against plain evaluation and against trying everything.

use proptest::prelude::*;
use rustc_hash::FxHashMap;

use super::lift::lift;
use super::next::{Asking, Ready, ready};
use super::{Root, orders};
use crate::bundle::orders::{Pursuit, Terminal, Variable};
use crate::bundle::program::*;
use crate::runtime::eval::{EvalState, Evaluator, Known, Prepared};
use crate::runtime::tests::build::{Build, ask, day, done, num};
use crate::value::{Date, Type, Value};

/// Facts of a case.
#[derive(Clone, Default)]
struct Case(FxHashMap<FactId, Value>);

impl Known for Case {
    fn known(&self, fact: FactId) -> Option<&Value> {
        self.0.get(&fact)
    }
}

fn today() -> Date {
    day(2024, 5, 6)
}

fn value(p: &Program, goal: FactId, case: &Case) -> Value {
    let prepared = Prepared::new(p);
    let mut state = EvalState::quiet();
    Evaluator::new(p, &prepared, case, today(), &mut state).fact(goal)
}

/// A condition of a random rule: which fact, and how it is tested.
type Test3 = (usize, u8);
/// A random rule: what it concludes, its conditions, its exceptions, the rule it defeats.
type RandomRule = (bool, Vec<Test3>, Vec<Test3>, Option<usize>);

const FACTS: usize = 6;

/// Two yes-or-no facts, two numbers, a choice of three and a sum of money, with a goal above them.
fn base(rules: &[RandomRule], same: bool) -> (Build, Vec<FactId>, FactId) {
    let mut b = Build::new();
    let choice = Type::OneOf(["работает", "учится", "дома"].map(Into::into).to_vec());
    let money = Type::Money {
        min: Some(crate::value::Money(0)),
        max: Some(crate::value::Money(10_000_000)),
    };
    let facts = vec![
        b.asked("а", Type::YesNo),
        b.asked("б", Type::YesNo),
        b.integer("в", 0, 100),
        b.integer("г", 0, 3),
        b.asked("д", choice),
        b.asked("е", money),
    ];
    let ids: Vec<RuleId> = (0..rules.len()).map(|i| RuleId(u32::try_from(i).unwrap())).collect();
    let goal = b.fact("цель", Type::YesNo, Derived::Rules(ids));
    for (n, (concludes, conditions, exceptions, defeats)) in rules.iter().enumerate() {
        let value = b.value(Value::Bool(*concludes || same));
        let conditions: Vec<ExprId> = conditions.iter().map(|t| condition(&mut b, &facts, *t)).collect();
        let exceptions: Vec<ExprId> = exceptions.iter().map(|t| condition(&mut b, &facts, *t)).collect();
        let defeats = defeats.filter(|d| *d < n && !same);
        b.p.rules.push(Rule {
            name: "цель".into(),
            label: None,
            value,
            conditions,
            exceptions: if exceptions.is_empty() {
                Vec::new()
            } else {
                vec![exceptions]
            },
            defeats: defeats.map(|d| RuleId(u32::try_from(d).unwrap())).into_iter().collect(),
            valid: Validity::default(),
            grounds: Vec::new(),
            at: SourcePos::default(),
        });
    }
    b.scenario(
        "с",
        vec![],
        vec![vec![
            Op::Derive {
                fact: goal,
                handlers: HandlersId(0),
                first: Vec::new(),
            },
            done(),
        ]],
    );
    let _ = ask(goal);
    (b, facts, goal)
}

fn condition(b: &mut Build, facts: &[FactId], (which, how): Test3) -> ExprId {
    let which = which % FACTS;
    let of = b.of(facts[which]);
    let compare = |b: &mut Build, op: BinaryOp, constant: Value| {
        let c = b.value(constant);
        b.bin(op, of, c)
    };
    match (which, how % 4) {
        (0 | 1, 0 | 1) => of,
        (0 | 1, _) => b.expr(Expr::Not(of)),
        (2, 0) => compare(b, BinaryOp::Ge, num("18")),
        (2, 1) => compare(b, BinaryOp::Lt, num("65")),
        (2, 2) => {
            let more = b.of(facts[3]);
            let ten = b.value(num("10"));
            let product = b.bin(BinaryOp::Mul, more, ten);
            b.bin(BinaryOp::Gt, of, product)
        }
        (2, _) => compare(b, BinaryOp::Eq, num("40")),
        (3, how) => compare(b, BinaryOp::Ge, num(["1", "2", "3", "1"][how as usize])),
        (4, how) => {
            let tests = vec![Test::Equal(
                b.value(Value::Key(["работает", "учится", "дома", "дома"][how as usize].into())),
            )];
            b.expr(Expr::In(of, if how == 3 { vec![Test::Not(tests)] } else { tests }))
        }
        (_, how) => {
            let bound = [1_500_000, 2_000_050, 1_500_000, 1][how as usize];
            compare(
                b,
                if how == 2 { BinaryOp::Ge } else { BinaryOp::Lt },
                Value::Money(crate::value::Money(bound)),
            )
        }
    }
}

/// A few values of each fact, one at least in each region.
fn domain(which: usize) -> Vec<Value> {
    let money = |k| Value::Money(crate::value::Money(k));
    match which {
        0 | 1 => vec![Value::Bool(true), Value::Bool(false)],
        2 => ["0", "5", "15", "18", "25", "35", "40", "65"].map(num).to_vec(),
        3 => ["0", "1", "2", "3"].map(num).to_vec(),
        4 => ["работает", "учится", "дома"].map(|k| Value::Key(k.into())).to_vec(),
        _ => vec![money(0), money(700_000), money(1_500_000), money(5_000_000)],
    }
}

fn rules() -> impl Strategy<Value = Vec<RandomRule>> {
    let test = || (0..FACTS, 0_u8..4);
    let rule = (
        any::<bool>(),
        prop::collection::vec(test(), 1..4),
        prop::collection::vec(test(), 0..2),
        prop::option::of(0_usize..3),
    );
    prop::collection::vec(rule, 1..4)
}

/// Values that a goal can still get when the facts that are not known get any value.
fn outcomes(p: &Program, prepared: &Prepared, facts: &[FactId], goal: FactId, case: &Case) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    let mut open = vec![case.clone()];
    while let Some(case) = open.pop() {
        match facts.iter().position(|f| !case.0.contains_key(f)) {
            Some(which) => {
                for value in domain(which) {
                    let mut next = case.clone();
                    next.0.insert(facts[which], value);
                    open.push(next);
                }
            }
            None => {
                let mut state = EvalState::quiet();
                let value = Evaluator::new(p, prepared, &case, today(), &mut state).fact(goal);
                if !found.contains(&value) {
                    found.push(value);
                }
            }
        }
    }
    found
}

/// Whether the result can differ only because of one fact.
fn matters(p: &Program, prepared: &Prepared, facts: &[FactId], goal: FactId, case: &Case, fact: usize) -> bool {
    let mut others = vec![case.clone()];
    while let Some(case) = others.pop() {
        match (0..facts.len()).find(|w| *w != fact && !case.0.contains_key(&facts[*w])) {
            Some(which) => {
                for value in domain(which) {
                    let mut next = case.clone();
                    next.0.insert(facts[which], value);
                    others.push(next);
                }
            }
            None => {
                if outcomes(p, prepared, facts, goal, &case).len() > 1 {
                    return true;
                }
            }
        }
    }
    false
}

fn asking<'a>(
    p: &'a Program,
    prepared: &'a Prepared,
    orders: &'a [Ready],
    known: &'a Case,
    goal: &'a Pursuit,
) -> Asking<'a> {
    Asking {
        program: p,
        prepared,
        orders,
        known,
        today: today(),
        goal,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    /// The function of a goal says what evaluation says, "не знаю" included.
    #[test]
    fn functions_are_what_evaluation_concludes(rules in rules(), same in any::<bool>(), picks in prop::collection::vec(prop::collection::vec(0_usize..9, FACTS), 40)) {
        let (b, facts, goal) = base(&rules, same);
        let prepared = Prepared::new(&b.p);
        let lifted = lift(&b.p, &prepared, today(), &[Root::Fact(goal)]).unwrap();
        prop_assert!(lifted.exact);
        for pick in picks {
            let mut case = Case::default();
            for (which, n) in pick.iter().enumerate() {
                let mut values = domain(which);
                values.push(Value::Unknown);
                case.0.insert(facts[which], values[n % values.len()].clone());
            }
            let region = |var: u32| {
                let last = lifted.forest.arity()[var as usize] - 1;
                let (fact, found) = match &lifted.vars[var as usize] {
                    Variable::Values { fact, values } => (*fact, values.iter().position(|v| *v == case.0[fact])),
                    Variable::Regions { fact, conditions, regions } => {
                        let day = super::shape::Day { program: &b.p, prepared: &prepared, today: today() };
                        let says: Vec<u8> = conditions.iter().map(|c| day.says(c, *fact, &case.0[fact])).collect();
                        (*fact, regions.iter().position(|r| *r == says))
                    }
                    Variable::Joint { .. } => panic!("no condition is on several facts at once"),
                };
                if case.0[&fact].is_unknown() { last } else { u32::try_from(found.unwrap()).unwrap() }
            };
            let terminal = lifted.forest.eval(lifted.roots[0], region).unwrap();
            let Terminal::Value(found) = &lifted.terminals[terminal as usize] else { panic!() };
            prop_assert_eq!(found, &value(&b.p, goal, &case));
        }
    }

    /// Exactly the facts that can change the result are relevant, and the conversation ends with the
    /// value that all facts together give.
    #[test]
    fn only_what_can_change_the_result_is_asked(rules in rules(), same in any::<bool>(), answers in prop::collection::vec(0_usize..8, FACTS), said in prop::collection::vec(0_usize..FACTS, 0..3)) {
        let (b, facts, goal) = base(&rules, same);
        let prepared = Prepared::new(&b.p);
        let orders = ready(&orders(&b.p)).unwrap();
        let pursuit = Pursuit::Fact(goal);
        let answer = |which: usize| {
            let values = domain(which);
            values[answers[which] % values.len()].clone()
        };
        let mut known = Case::default();
        for which in said {
            known.0.insert(facts[which], answer(which));
        }
        let mut all = known.clone();
        for (which, fact) in facts.iter().enumerate() {
            all.0.insert(*fact, answer(which));
        }
        loop {
            let a = asking(&b.p, &prepared, &orders, &known, &pursuit);
            let next = a.next();
            for (which, fact) in facts.iter().enumerate() {
                let open = !known.0.contains_key(fact);
                let relevant = next.relevant.contains(fact);
                prop_assert_eq!(open && matters(&b.p, &prepared, &facts, goal, &known, which), relevant, "fact {} with {:?}", which, known.0);
            }
            if let Some(planned) = a.planned() {
                prop_assert!(next.relevant.contains(&planned));
            }
            let Some(fact) = a.planned().or(next.best) else {
                prop_assert!(next.relevant.is_empty());
                let full = value(&b.p, goal, &all);
                prop_assert_eq!(next.decided[0].clone().unwrap_or(Value::Unknown), full);
                break;
            };
            let which = facts.iter().position(|f| *f == fact).unwrap();
            known.0.insert(fact, answer(which));
        }
    }
}

#[test]
fn a_fact_that_changes_nothing_is_never_asked() {
    let mut b = Build::new();
    let a = b.asked("а", Type::YesNo);
    let x = b.of(a);
    let not = b.expr(Expr::Not(x));
    let or = b.bin(BinaryOp::Or, x, not);
    let goal = b.fact("цель", Type::YesNo, Derived::Decisions(vec![DecisionId(0)]));
    b.p.decisions.push(Decision {
        name: "цель".into(),
        title: String::new(),
        valid: Validity::default(),
        grounds: Vec::new(),
        body: DecisionBody::Expr(or),
        at: SourcePos::default(),
        dmn: false,
    });
    b.scenario(
        "с",
        vec![],
        vec![vec![
            Op::Derive {
                fact: goal,
                handlers: HandlersId(0),
                first: Vec::new(),
            },
            done(),
        ]],
    );
    let prepared = Prepared::new(&b.p);
    let orders = ready(&orders(&b.p)).unwrap();
    let pursuit = Pursuit::Fact(goal);
    let known = Case::default();
    let next = asking(&b.p, &prepared, &orders, &known, &pursuit).next();
    assert_eq!((next.relevant, next.decided), (vec![], vec![Some(Value::Bool(true))]));
}
