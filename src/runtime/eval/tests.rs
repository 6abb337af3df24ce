use super::calendar::working_day;
use super::{EvalState, Evaluator, Known, Prepared};
use crate::bundle::program::*;
use crate::runtime::explain::Note;
use crate::runtime::tests::build::{Build, day, key, num};
use crate::value::{Duration, Money, Type, Value};

const T: Value = Value::Bool(true);
const F: Value = Value::Bool(false);
const U: Value = Value::Unknown;

struct Facts(Vec<(FactId, Value)>);

impl Known for Facts {
    fn known(&self, fact: FactId) -> Option<&Value> {
        self.0.iter().find(|(f, _)| *f == fact).map(|(_, v)| v)
    }
}

fn run(p: &Program, facts: Vec<(FactId, Value)>, id: ExprId) -> (Value, EvalState) {
    let mut state = EvalState::default();
    let facts = Facts(facts);
    let value = Evaluator::new(p, &Prepared::new(p), &facts, day(2023, 9, 15), &mut state).expr(id);
    (value, state)
}

fn rub(kopecks: i64) -> Value {
    Value::Money(Money(kopecks))
}

fn date(y: i16, m: i8, d: i8) -> Value {
    Value::Date(day(y, m, d))
}

fn days(n: i32) -> Value {
    Value::Duration(Duration::days(n))
}

fn working(n: i32) -> Value {
    Value::Duration(Duration::working_days(n))
}

fn months(n: i32) -> Value {
    Value::Duration(Duration::months(n))
}

fn text(t: &str) -> Value {
    Value::Text(t.into())
}

fn list(items: &[Value]) -> Value {
    Value::List(items.to_vec())
}

#[test]
fn kleene() {
    use BinaryOp::{And, Or};
    let cases = [
        (And, T, T, T),
        (And, T, F, F),
        (And, T, U, U),
        (And, F, T, F),
        (And, F, F, F),
        (And, F, U, F),
        (And, U, T, U),
        (And, U, F, F),
        (And, U, U, U),
        (Or, T, T, T),
        (Or, T, F, T),
        (Or, T, U, T),
        (Or, F, T, T),
        (Or, F, F, F),
        (Or, F, U, U),
        (Or, U, T, T),
        (Or, U, F, U),
        (Or, U, U, U),
    ];
    for (op, a, b, expected) in cases {
        let mut build = Build::new();
        build.p.calendar.known = Some((day(2023, 1, 1), day(2023, 12, 31)));
        let (x, y) = (build.value(a.clone()), build.value(b.clone()));
        let e = build.bin(op, x, y);
        assert_eq!(run(&build.p, vec![], e).0, expected, "{a:?} {op:?} {b:?}");
    }
    for (a, expected) in [(T, F), (F, T), (U, U), (num("1"), U)] {
        let mut build = Build::new();
        let x = build.value(a);
        let e = build.expr(Expr::Not(x));
        assert_eq!(run(&build.p, vec![], e).0, expected);
    }
}

#[test]
fn operators() {
    use BinaryOp::*;
    let cases: Vec<(BinaryOp, Value, Value, Value)> = vec![
        (Add, num("0.1"), num("0.2"), num("0.3")),
        (Mul, num("1.10"), num("3"), num("3.3")),
        (Div, num("1"), num("0"), U),
        (Div, num("7"), num("2"), num("3.5")),
        (Add, num("79228162514264337593543950335"), num("1"), U),
        (Add, rub(150), rub(50), rub(200)),
        (Sub, rub(100), rub(250), rub(-150)),
        (Add, rub(i64::MAX), rub(1), U),
        (Mul, rub(101), num("0.5"), rub(51)),
        (Mul, num("3"), rub(3333), rub(9999)),
        (Div, rub(1000), num("3"), rub(333)),
        (Div, rub(1000), rub(400), num("2.5")),
        (Div, rub(1000), rub(0), U),
        (Mul, rub(1), rub(1), U),
        (Add, rub(1), text("x"), U),
        (Lt, rub(199_999), num("2000"), T),
        (Ge, num("2000"), rub(200_000), T),
        (Eq, num("1.0"), num("1"), T),
        (Ne, key("а"), key("б"), T),
        (Eq, key("а"), text("а"), T),
        (Eq, T, num("1"), U),
        (Lt, text("а"), text("б"), U),
        (Eq, U, U, U),
        (Lt, num("1"), U, U),
        (Eq, list(&[num("1"), num("2")]), list(&[num("1"), num("2")]), T),
        (Eq, list(&[num("1"), U]), list(&[num("2"), U]), F),
        (Eq, list(&[num("1"), U]), list(&[num("1"), U]), U),
        (Add, date(2024, 2, 28), days(1), date(2024, 2, 29)),
        (Add, date(2023, 2, 28), days(1), date(2023, 3, 1)),
        (Add, date(2024, 2, 29), months(12), date(2025, 2, 28)),
        (Add, date(2024, 1, 31), months(1), date(2024, 2, 29)),
        (Sub, date(2024, 3, 31), months(1), date(2024, 2, 29)),
        (Add, days(10), date(2023, 9, 15), date(2023, 9, 25)),
        (Add, date(2023, 9, 15), working(1), date(2023, 9, 18)),
        (Add, date(9999, 12, 31), days(1), U),
        (
            Add,
            date(2023, 1, 1),
            Value::Duration(Duration::seconds(86_400)),
            date(2023, 1, 2),
        ),
        (Add, date(2023, 1, 1), Value::Duration(Duration::seconds(60)), U),
        (Sub, date(2024, 3, 1), date(2024, 2, 1), days(29)),
        (Sub, date(2023, 9, 1), date(2023, 9, 15), days(-14)),
        (Lt, date(2023, 9, 1), date(2023, 9, 2), T),
        (
            Add,
            days(1),
            working(2),
            Value::Duration(Duration {
                days: 1,
                working_days: 2,
                ..Duration::default()
            }),
        ),
        (Mul, months(2), num("3"), months(6)),
        (Mul, months(1), num("0.5"), U),
        (Lt, days(10), days(30), T),
        (Lt, days(10), working(10), U),
        (Add, days(i32::MAX), days(1), U),
        (Add, text("а"), text("б"), text("аб")),
    ];
    for (op, a, b, expected) in cases {
        let mut build = Build::new();
        build.p.calendar.known = Some((day(2023, 1, 1), day(2023, 12, 31)));
        let (x, y) = (build.value(a.clone()), build.value(b.clone()));
        let e = build.bin(op, x, y);
        assert_eq!(run(&build.p, vec![], e).0, expected, "{a:?} {op:?} {b:?}");
    }
}

#[test]
fn functions() {
    use Function::*;
    let cases: Vec<(Function, Vec<Value>, Value)> = vec![
        (Age, vec![date(1956, 9, 15)], num("67")),
        (Age, vec![date(1956, 9, 16)], num("66")),
        (Age, vec![date(2024, 1, 1)], U),
        (Age, vec![num("5")], U),
        (WorkingDays, vec![date(2023, 9, 15), num("3")], date(2023, 9, 20)),
        (WorkingDays, vec![date(2023, 9, 15), num("0")], date(2023, 9, 15)),
        (WorkingDays, vec![date(2023, 9, 18), num("-1")], date(2023, 9, 15)),
        (WorkingDays, vec![date(2023, 11, 3), num("1")], date(2023, 11, 7)),
        (WorkingDays, vec![date(2024, 4, 26), num("1")], date(2024, 4, 27)),
        (WorkingDays, vec![date(2023, 9, 15), working(10)], date(2023, 9, 29)),
        (WorkingDays, vec![date(2023, 9, 15), num("1.5")], U),
        (WorkingDays, vec![date(2023, 9, 15), num("1000000000")], U),
        (CalendarDays, vec![date(2023, 9, 15), num("30")], date(2023, 10, 15)),
        (Add, vec![date(2023, 8, 31), months(6)], date(2024, 2, 29)),
        (Min, vec![num("3"), num("1"), num("2")], num("1")),
        (Max, vec![rub(100), rub(300), rub(200)], rub(300)),
        (Max, vec![list(&[num("1"), num("5")])], num("5")),
        (Max, vec![num("1"), text("x")], U),
        (Min, vec![num("1"), U], U),
        (Min, vec![list(&[])], U),
        (Round, vec![num("2.345"), num("2")], num("2.35")),
        (Round, vec![num("-2.5"), num("0")], num("-3")),
        (Round, vec![rub(150), num("0")], rub(200)),
        (Round, vec![num("1"), num("-1")], num("0")),
        (Round, vec![num("1250"), num("-2")], num("1300")),
        (Round, vec![num("1"), num("-29")], U),
        (Length, vec![list(&[T, F])], num("2")),
        (Length, vec![text("ёж")], num("2")),
        (Length, vec![T], U),
    ];
    for (function, args, expected) in cases {
        let mut build = Build::new();
        build.p.calendar = Calendar {
            holidays: vec![day(2023, 11, 6)],
            working: vec![day(2024, 4, 27)],
            known: Some((day(2023, 1, 1), day(2024, 12, 31))),
        };
        let ids = args.iter().map(|a| build.value(a.clone())).collect();
        let e = build.expr(Expr::Call(function, ids));
        assert_eq!(run(&build.p, vec![], e).0, expected, "{function:?} {args:?}");
    }
}

#[test]
fn a_year_without_calendar_gives_no_date() {
    let mut b = Build::new();
    let (d, n) = (b.value(date(2030, 1, 4)), b.value(num("1")));
    let e = b.expr(Expr::Call(Function::WorkingDays, vec![d, n]));
    let (value, state) = run(&b.p, vec![], e);
    assert_eq!(value, U, "a legal term is not guessed");
    assert_eq!(state.notes, [Note::CalendarUnknown(2030)]);
    assert!(!working_day(&b.p.calendar, day(2030, 1, 5)));
}

#[test]
fn unary_tests() {
    let mut b = Build::new();
    let [one, three, five] = ["1", "3", "5"].map(|n| b.value(num(n)));
    let (two_three, unknown) = (b.value(list(&[num("2"), num("3")])), b.value(U));
    let range = |low, high| Test::Range { low, high };
    let cases: Vec<(Value, Vec<Test>, Value)> = vec![
        (num("3"), vec![range((one, true), (three, true))], T),
        (num("3"), vec![range((one, true), (three, false))], F),
        (num("1"), vec![range((one, false), (three, true))], F),
        (num("1"), vec![range((one, true), (three, true))], T),
        (num("9"), vec![range((unknown, true), (three, true))], F),
        (num("2"), vec![range((unknown, true), (three, true))], U),
        (U, vec![range((one, true), (three, true))], U),
        (U, vec![Test::Any], T),
        (num("3"), vec![Test::Equal(two_three)], T),
        (num("4"), vec![Test::Equal(two_three)], F),
        (list(&[num("9"), num("2")]), vec![Test::Equal(two_three)], T),
        (list(&[num("9"), num("1")]), vec![Test::Equal(one)], T),
        (num("5"), vec![Test::Equal(one), Test::Equal(five)], T),
        (num("5"), vec![Test::Equal(unknown), Test::Equal(five)], T),
        (num("4"), vec![Test::Equal(unknown), Test::Equal(five)], U),
        (num("4"), vec![Test::Compare(BinaryOp::Gt, three)], T),
        (num("4"), vec![Test::Not(vec![Test::Equal(one), Test::Equal(three)])], T),
        (num("3"), vec![Test::Not(vec![Test::Equal(one), Test::Equal(three)])], F),
        (U, vec![Test::Not(vec![Test::Equal(one)])], U),
        (num("4"), vec![], F),
    ];
    for (value, tests, expected) in cases {
        let v = b.value(value.clone());
        let e = b.expr(Expr::In(v, tests.clone()));
        assert_eq!(run(&b.p, vec![], e).0, expected, "{value:?} in {tests:?}");
    }
}

/// A table over one number: rows of upper bound (absent is any) and output.
fn table(policy: HitPolicy, rows: &[(Option<&str>, Value)], input: Value) -> (Value, EvalState) {
    let mut b = Build::new();
    let x = b.asked("x", Type::Number { min: None, max: None });
    let input_expr = b.of(x);
    let rows = (1..).zip(rows).map(|(line, (bound, out))| {
        let tests = bound.map_or(vec![Test::Any], |n| vec![Test::Compare(BinaryOp::Le, b.value(num(n)))]);
        let outputs = vec![b.value(out.clone())];
        Row {
            inputs: vec![tests],
            outputs,
            ground: None,
            at: SourcePos { file: 0, line },
        }
    });
    let rows: Vec<Row> = rows.collect();
    let output_values = vec![key("много"), key("мало")];
    let body = DecisionBody::Table(Table {
        policy,
        inputs: vec![input_expr],
        outputs: vec!["y".into()],
        output_values,
        rows,
    });
    b.p.decisions.push(Decision {
        name: "y".into(),
        title: String::new(),
        valid: Validity::default(),
        grounds: vec![],
        body,
        at: SourcePos::default(),
        dmn: false,
    });
    let e = b.expr(Expr::Decision(DecisionId(0)));
    run(&b.p, vec![(x, input)], e)
}

#[test]
fn hit_policies() {
    use HitPolicy::*;
    let (a, z) = (key("много"), key("мало"));
    let disjoint = [(Some("1"), num("10"))];
    let both = [(Some("5"), z.clone()), (None, a.clone())];
    let reversed = [(Some("5"), a.clone()), (None, z.clone())];
    let same = [(Some("5"), a.clone()), (None, a.clone())];
    let numbers = [(Some("5"), num("10")), (None, num("7"))];
    type Rows<'a> = &'a [(Option<&'a str>, Value)];
    let cases: Vec<(HitPolicy, Rows<'_>, Value, Value)> = vec![
        (Unique, &disjoint, num("1"), num("10")),
        (Unique, &disjoint, num("2"), U),
        (Unique, &disjoint, U, U),
        (Unique, &both, num("1"), U),
        (Unique, &both, num("9"), a.clone()),
        (First, &both, num("1"), z.clone()),
        (First, &both, num("9"), a.clone()),
        (First, &both, U, U),
        (First, &same, U, a.clone()),
        (Any, &same, num("1"), a.clone()),
        (Any, &both, num("1"), U),
        (Priority, &both, num("1"), a.clone()),
        (Priority, &reversed, U, U),
        (Priority, &both, U, a.clone()),
        (Collect, &both, num("1"), list(&[z.clone(), a.clone()])),
        (Collect, &disjoint, num("2"), list(&[])),
        (Collect, &both, U, U),
        (RuleOrder, &both, num("1"), list(&[z.clone(), a.clone()])),
        (OutputOrder, &both, num("1"), list(&[a.clone(), z.clone()])),
        (CollectSum, &numbers, num("1"), num("17")),
        (CollectMin, &numbers, num("1"), num("7")),
        (CollectMax, &numbers, num("1"), num("10")),
        (CollectCount, &numbers, num("1"), num("2")),
        (CollectCount, &disjoint, num("2"), num("0")),
        (CollectSum, &disjoint, num("2"), U),
        (CollectSum, &numbers, U, U),
    ];
    for (policy, rows, input, expected) in cases {
        assert_eq!(
            table(policy, rows, input.clone()).0,
            expected,
            "{policy:?} of {input:?}"
        );
    }
    let (_, state) = table(Unique, &both, num("1"));
    assert!(
        matches!(&state.notes[..], [Note::RowConflict(_, rows)] if rows.len() == 2),
        "{:?}",
        state.notes
    );
    let (_, state) = table(First, &both, num("1"));
    assert_eq!(state.traces[0].rows[0].line, 1);
}

fn rule(
    b: &mut Build,
    label: &str,
    value: Value,
    conditions: Vec<ExprId>,
    exceptions: Vec<Vec<ExprId>>,
    defeats: Vec<RuleId>,
) {
    let value = b.value(value);
    let label = Some(label.into());
    let grounds = vec![];
    b.p.rules.push(Rule {
        name: "право".into(),
        label,
        value,
        conditions,
        exceptions,
        defeats,
        valid: Validity::default(),
        grounds,
        at: SourcePos::default(),
    });
}

#[test]
fn rules_and_exceptions() {
    // a: right; e: exception of it; n: no right, defeated by s (special) where that applies.
    let build = || {
        let mut b = Build::new();
        let [a, e, n, s] = ["a", "e", "n", "s"].map(|f| b.asked(f, Type::YesNo));
        let [xa, xe, xn, xs] = [a, e, n, s].map(|f| b.of(f));
        rule(&mut b, "общее", T, vec![xa], vec![vec![xe]], vec![]);
        rule(&mut b, "запрет", F, vec![xn], vec![], vec![]);
        rule(&mut b, "особое", T, vec![xs], vec![], vec![RuleId(1)]);
        let right = b.fact(
            "право",
            Type::YesNo,
            Derived::Rules(vec![RuleId(0), RuleId(1), RuleId(2)]),
        );
        let x = b.of(right);
        (b, [a, e, n, s], x)
    };
    let cases = [
        ([T, F, F, F], T),
        ([T, T, F, F], U),
        ([T, U, F, F], U),
        ([F, F, T, F], F),
        ([T, F, T, F], U),
        ([T, F, T, T], T),
        ([F, F, T, T], T),
        ([F, F, T, U], U),
        ([T, F, U, F], U),
        ([T, F, F, U], T),
        ([U, T, T, F], F),
    ];
    for (facts, expected) in cases {
        let (b, ids, x) = build();
        let known = ids.into_iter().zip(facts.clone()).collect();
        assert_eq!(run(&b.p, known, x).0, expected, "{facts:?}");
    }
    let (b, ids, x) = build();
    let (_, state) = run(&b.p, ids.into_iter().zip([T, F, T, F]).collect(), x);
    assert!(
        state
            .notes
            .iter()
            .any(|n| matches!(n, Note::RuleConflict(_, places) if places.len() == 2))
    );
}

#[test]
fn what_no_rule_grants_is_not_granted() {
    for (fact, expected) in [(T, T), (F, F), (U, U)] {
        let mut b = Build::new();
        let a = b.asked("a", Type::YesNo);
        let xa = b.of(a);
        rule(&mut b, "r", T, vec![xa], vec![], vec![]);
        let right = b.fact("право", Type::YesNo, Derived::Rules(vec![RuleId(0)]));
        let x = b.of(right);
        assert_eq!(run(&b.p, vec![(a, fact)], x).0, expected);
    }
}

#[test]
fn rules_that_defeat_each_other_end() {
    let mut b = Build::new();
    rule(&mut b, "r", T, vec![], vec![], vec![RuleId(1)]);
    rule(&mut b, "q", F, vec![], vec![], vec![RuleId(0)]);
    let right = b.fact("право", Type::YesNo, Derived::Rules(vec![RuleId(0), RuleId(1)]));
    let x = b.of(right);
    assert_eq!(run(&b.p, vec![], x).0, U);
}

#[test]
fn missing_facts_are_named_and_cycles_end() {
    let mut b = Build::new();
    let a = b.asked("возраст", Type::YesNo);
    let (xa, t) = (b.of(a), b.value(T));
    let e = b.bin(BinaryOp::And, xa, t);
    let (value, state) = run(&b.p, vec![], e);
    assert_eq!((value, state.notes), (U, vec![Note::Missing("возраст".into())]));

    // Decided by the other operand: nothing is missing.
    let f = b.value(F);
    let e = b.bin(BinaryOp::And, f, xa);
    let (value, state) = run(&b.p, vec![], e);
    assert_eq!((value, state.notes), (F, vec![]));

    let itself = b.fact("x", Type::YesNo, Derived::Decisions(vec![DecisionId(0)]));
    let x = b.of(itself);
    b.p.decisions.push(Decision {
        name: "x".into(),
        title: String::new(),
        valid: Validity::default(),
        grounds: vec![],
        body: DecisionBody::Expr(x),
        at: SourcePos::default(),
        dmn: false,
    });
    let (value, state) = run(&b.p, vec![], x);
    assert_eq!(value, U);
    assert!(state.notes.contains(&Note::Cycle("x".into())));
}

#[test]
fn deep_and_long_expressions_end() {
    let mut b = Build::new();
    let t = b.value(T);
    let mut deep = t;
    for _ in 0..100_000 {
        deep = b.expr(Expr::Not(deep));
    }
    assert_eq!(run(&b.p, vec![], deep).0, U);
    let mut long = t;
    for _ in 0..100_000 {
        long = b.bin(BinaryOp::And, long, t);
    }
    assert_eq!(run(&b.p, vec![], long).0, T);
    assert_eq!(run(&b.p, vec![], ExprId::NONE).0, U);
}

#[test]
fn conditional_and_members() {
    let mut b = Build::new();
    let [t, f, u, one, two] = [T, F, U, num("1"), num("2")].map(|v| b.value(v));
    for (c, x, y, expected) in [
        (t, one, two, num("1")),
        (f, one, two, num("2")),
        (u, one, two, U),
        (u, one, one, num("1")),
    ] {
        let e = b.expr(Expr::If(c, x, y));
        assert_eq!(run(&b.p, vec![], e).0, expected);
    }
    let record = b.value(Value::Record(vec![("срок".into(), days(10))]));
    let e = b.expr(Expr::Member(record, "срок".into()));
    assert_eq!(run(&b.p, vec![], e).0, days(10));
    let e = b.expr(Expr::Member(record, "кому".into()));
    assert_eq!(run(&b.p, vec![], e).0, U);
    let e = b.expr(Expr::Negate(one));
    assert_eq!(run(&b.p, vec![], e).0, num("-1"));
}

#[test]
fn parameters_by_key_and_date() {
    let mut b = Build::new();
    let ground = b.ground("Закон");
    let until = Validity {
        from: None,
        until: Some(day(2023, 8, 31)),
    };
    let since = Validity {
        from: Some(day(2023, 9, 1)),
        until: None,
    };
    let value = |k: &str, valid, n: i64, ground| ParameterValue {
        keys: vec![k.into()],
        valid,
        value: rub(n),
        ground,
        expected: false,
    };
    let announced = Validity {
        from: Some(day(2023, 9, 10)),
        until: None,
    };
    let values = vec![
        value("омск", until, 1, None),
        value("омск", since, 2, Some(ground)),
        value("томск", since, 3, None),
        value("орёл", until, 4, None),
        value("псков", until, 5, None),
        value("псков", since, 6, None),
        ParameterValue {
            expected: true,
            ..value("псков", announced, 7, None)
        },
    ];
    b.p.parameters.push(Parameter {
        name: "минимум".into(),
        title: String::new(),
        keys: 1,
        values,
    });
    let [omsk, tomsk, tula, old] = [key("омск"), key("томск"), key("тула"), date(2023, 1, 1)].map(|v| b.value(v));
    for (args, expected) in [
        (vec![omsk], rub(2)),
        (vec![tomsk], rub(3)),
        (vec![omsk, old], rub(1)),
        (vec![tomsk, old], U),
        (vec![tula], U),
        (vec![], U),
    ] {
        let e = b.expr(Expr::Parameter(ParameterId(0), args.clone()));
        let (value, state) = run(&b.p, vec![], e);
        assert_eq!(value, expected, "{args:?}");
        assert_eq!(state.grounds.len(), usize::from(expected == rub(2)));
        assert_eq!(state.outdated, []);
    }
    // The last known value goes on, and says until when it is known.
    let known_until = |key: Value, b: &mut Build| {
        let key = b.value(key);
        let e = b.expr(Expr::Parameter(ParameterId(0), vec![key]));
        let (value, state) = run(&b.p, vec![], e);
        (value, state.outdated)
    };
    let id = ParameterId(0);
    assert_eq!(known_until(key("орёл"), &mut b), (rub(4), vec![(id, day(2023, 8, 31))]));
    assert_eq!(known_until(key("псков"), &mut b), (rub(6), vec![(id, day(2023, 9, 9))]));
}

#[test]
fn editions_by_date_and_grounds_of_derived_facts() {
    let mut b = Build::new();
    let ground = b.ground("Приказ № 841");
    let [old, new] = [days(30), days(10)].map(|v| b.value(v));
    let edition = |valid, body, grounds| Decision {
        name: "срок".into(),
        title: String::new(),
        valid,
        grounds,
        body: DecisionBody::Expr(body),
        at: SourcePos::default(),
        dmn: false,
    };
    b.p.decisions.push(edition(
        Validity {
            from: None,
            until: Some(day(2023, 8, 31)),
        },
        old,
        vec![],
    ));
    b.p.decisions.push(edition(
        Validity {
            from: Some(day(2023, 9, 1)),
            until: None,
        },
        new,
        vec![ground],
    ));
    let fact = b.fact(
        "срок",
        Type::Duration,
        Derived::Decisions(vec![DecisionId(0), DecisionId(1)]),
    );
    let direct = b.expr(Expr::Decision(DecisionId(0)));
    let x = b.of(fact);
    for e in [x, direct] {
        let (value, state) = run(&b.p, vec![], e);
        assert_eq!((value, state.grounds), (days(10), vec![ground]));
    }
    // A value that was said wins over the derived one.
    assert_eq!(run(&b.p, vec![(fact, days(1))], x).0, days(1));
}
