use std::sync::Arc;

use rust_decimal::Decimal;
use tantivy::directory::OwnedBytes;

use super::*;
use crate::bundle::BundleError;
use crate::bundle::container::SectionKind;
use crate::bundle::record::{Strings, Writer};
use crate::value::{Duration, Money, Type, Value};

type Sections = Vec<(SectionKind, Vec<u8>)>;

fn name(text: &str) -> Name {
    text.into()
}

fn date(day: i8) -> Date {
    Date::constant(2026, 2, day)
}

fn values() -> Vec<Value> {
    vec![
        Value::Unknown,
        Value::Bool(true),
        Value::Number(Decimal::new(-12_345, 3)),
        Value::Money(Money(-7)),
        Value::Date(date(28)),
        Value::Duration(Duration {
            months: 1,
            days: -2,
            working_days: 3,
            seconds: i64::MIN,
        }),
        Value::Key(name("ключ")),
        Value::Text("текст".into()),
        Value::List(vec![Value::List(vec![]), Value::Bool(false)]),
        Value::Record(vec![(name("часть"), Value::Unknown)]),
    ]
}

fn types() -> Vec<Type> {
    let some = Some(Decimal::ONE);
    vec![
        Type::YesNo,
        Type::Integer {
            min: Some(i64::MIN),
            max: None,
        },
        Type::Number { min: some, max: None },
        Type::Money {
            min: None,
            max: Some(Money(1)),
        },
        Type::Date {
            min: Some(date(1)),
            max: None,
        },
        Type::Duration,
        Type::OneOf(vec![name("а"), name("б")]),
        Type::Directory(name("список")),
        Type::List(Box::new(Type::List(Box::new(Type::Any)))),
        Type::Text,
        Type::Phone,
        Type::Snils,
        Type::Record(vec![(name("часть"), Type::YesNo)]),
        Type::Any,
    ]
}

fn exprs() -> Vec<Expr> {
    let e = ExprId;
    let mut exprs: Vec<Expr> = values().into_iter().map(Expr::Const).collect();
    exprs.extend([
        Expr::Today,
        Expr::Fact(FactId(0)),
        Expr::Member(e(0), name("часть")),
        Expr::Not(e(1)),
        Expr::Negate(e(2)),
        Expr::Binary(BinaryOp::Pow, e(3), e(4)),
        Expr::In(
            e(0),
            vec![
                Test::Any,
                Test::Equal(e(1)),
                Test::Compare(BinaryOp::Le, e(2)),
                Test::Range {
                    low: (e(3), true),
                    high: (e(4), false),
                },
                Test::Not(vec![Test::Not(vec![Test::Any])]),
            ],
        ),
        Expr::If(e(0), e(1), e(2)),
        Expr::List(vec![e(0), e(1)]),
        Expr::Call(Function::Age, vec![e(4)]),
        Expr::Call(Function::ALL.last().unwrap().0, vec![]),
        Expr::Parameter(ParameterId(0), vec![e(6)]),
        Expr::Decision(DecisionId(0)),
    ]);
    exprs
}

fn patterns() -> Vec<Pattern> {
    let form = || Box::new(Pattern::Form("дом".into()));
    vec![
        Pattern::Exact("мчс".into()),
        Pattern::Prefix("посо".into()),
        Pattern::Phrase(vec!["а".into(), "б".into()]),
        Pattern::Entity(name("дата")),
        Pattern::And(vec![*form(), Pattern::Or(vec![*form()])]),
        Pattern::Not(form()),
        Pattern::Near(form(), 3, form()),
    ]
}

fn facts() -> Vec<Fact> {
    let derived = [
        Derived::No,
        Derived::Decisions(vec![DecisionId(0), DecisionId(1)]),
        Derived::Rules(vec![RuleId(0)]),
    ];
    let fact = |(n, ty): (usize, Type)| Fact {
        name: name(&format!("факт{n}")),
        title: "Факт".into(),
        ty,
        question: spoken(),
        hint: (n % 2 == 0).then_some(TextId(0)),
        personal: n % 3 == 0,
        options: vec![FactOption {
            name: name("а"),
            label: "А".into(),
            synonyms: vec!["аз".into()],
        }],
        directory: (n == 7).then_some(DirectoryId(0)),
        derived: derived[n % 3].clone(),
        at: SourcePos { file: 1, line: 7 },
        cost: 2,
        document: Some("паспорт".into()),
    };
    types().into_iter().enumerate().map(fact).collect()
}

fn spoken() -> Spoken {
    Spoken {
        any: Some(TextId(0)),
        chat: None,
        voice: Some(TextId(1)),
    }
}

fn valid() -> Validity {
    Validity {
        from: Some(date(1)),
        until: None,
    }
}

/// Two scenarios; each operation and each target is met.
fn code(program: &mut Program) {
    let all = HandlersId(1);
    let none = HandlersId(0);
    let go = |step: u32| Op::Go(Target::Step(StepId(step)));
    let option = |target: Target| MenuOption {
        name: name("да"),
        label: "Да".into(),
        synonyms: vec!["ага".into()],
        key: Some(1),
        target,
    };
    let steps: Vec<(u32, Vec<Op>)> = vec![
        (
            0,
            vec![
                Op::Say(spoken()),
                Op::Ask {
                    fact: FactId(0),
                    text: spoken(),
                    handlers: all,
                },
                Op::Set(FactId(1), ExprId(2)),
                Op::Forget(vec![FactId(0), FactId(1)]),
                Op::Lookup {
                    source: SourceId(0),
                    args: vec![ExprId(0)],
                    handlers: none,
                },
                Op::Call {
                    scenario: ScenarioId(1),
                    args: vec![ExprId(1)],
                },
                Op::Identify {
                    method: Some(name("смс")),
                    handlers: none,
                },
                Op::Derive {
                    fact: FactId(1),
                    handlers: none,
                    first: vec![FactId(0)],
                },
                Op::Measures {
                    event: name("рождение"),
                    handlers: none,
                    first: vec![],
                    details: Some(TextId(1)),
                },
                go(1),
            ],
        ),
        (
            0,
            vec![Op::If {
                branches: vec![
                    (ExprId(1), Target::Step(StepId(0))),
                    (ExprId(1), Target::Finish(OutcomeId(0), Some(TextId(0)))),
                ],
                otherwise: Some(Target::Operator(QueueId(0), None)),
            }],
        ),
        (
            1,
            vec![Op::Menu {
                text: spoken(),
                options: vec![option(Target::Return), option(Target::Topic(TopicId(1)))],
                handlers: none,
            }],
        ),
    ];
    let mut nodes = Vec::new();
    for (n, (scenario, ops)) in steps.into_iter().enumerate() {
        program.steps.push(Step {
            name: name(&format!("шаг{n}")),
            title: "Шаг".into(),
            scenario: ScenarioId(scenario),
            first: NodeId(u32::try_from(nodes.len()).unwrap()),
            formerly: vec![name("прежний")],
            hash: u64::MAX - 3,
            at: SourcePos { file: 0, line: 3 },
        });
        let at = SourcePos { file: 0, line: 4 };
        nodes.extend(ops.into_iter().map(|op| Node { at, op }));
    }
    program.nodes = nodes.into();
    let scenario = |title: &str, steps: (u32, u32), handlers: HandlersId| Scenario {
        name: name(title),
        title: title.to_owned(),
        valid: valid(),
        params: vec![FactId(0)],
        steps: (StepId(steps.0), StepId(steps.1)),
        handlers,
        grounds: vec![GroundId(0)],
        at: SourcePos::default(),
    };
    program.scenarios = vec![scenario("один", (0, 2), all), scenario("два", (2, 3), none)].into();
    let handler = |on, target| Handler {
        on,
        text: Some(TextId(0)),
        target,
    };
    program.handlers = vec![
        vec![],
        vec![
            handler(HandlerOn::MoreThan(2), Some(Target::Step(StepId(1)))),
            handler(HandlerOn::Failed, None),
        ],
    ]
    .into();
}

/// A program in which every kind of thing and every variant is met.
pub(crate) fn everything() -> Program {
    let table = Table {
        policy: HitPolicy::OutputOrder,
        inputs: vec![ExprId(0), ExprId(1)],
        outputs: vec![name("вывод")],
        output_values: values(),
        rows: vec![Row {
            inputs: vec![vec![Test::Any], vec![]],
            outputs: vec![ExprId(3)],
            ground: Some(GroundId(0)),
            at: SourcePos { file: 0, line: 9 },
        }],
    };
    let decision = |body| Decision {
        name: name("решение"),
        title: "Решение".into(),
        valid: valid(),
        grounds: vec![GroundId(0)],
        body,
        at: SourcePos::default(),
        dmn: true,
    };
    let topic = |path: &str, parent, answer| Topic {
        path: name(path),
        title: "Тема".into(),
        parent,
        answer,
        valid: valid(),
        grounds: vec![GroundId(0)],
        codes: vec![(name("система"), "код".into())],
        segment: Some(name("отдел")),
        accelerated: true,
        term: Some(Duration::days(3)),
        competence: Some(name("орган")),
        phrases: vec!["как быть".into()],
        negative: vec!["не о том".into()],
        cues: patterns()
            .into_iter()
            .zip(
                [CueWeight::Points(-3), CueWeight::Always, CueWeight::Never]
                    .into_iter()
                    .cycle(),
            )
            .map(|(pattern, weight)| Cue {
                weight,
                pattern,
                shown: "признак".into(),
            })
            .collect(),
        at: SourcePos::default(),
    };
    let formats = [
        Format::Default,
        Format::Money,
        Format::Date,
        Format::Number,
        Format::Words,
        Format::Plural(vec!["день".into(), "дня".into()]),
    ];
    let mut parts = vec![TextPart::Words("Сумма: ".into())];
    parts.extend(formats.map(|f| TextPart::Hole(ExprId(3), f)));
    let mut program = Program {
        name: "все".into(),
        title: "Всё".into(),
        lang: Lang::En,
        time_zone: "Europe/Moscow".into(),
        defaults: Defaults {
            start: Some(ScenarioId(0)),
            greeting: Some(TextId(0)),
            no_match: vec![TextId(1)],
            queue: Some(QueueId(0)),
            identification_chat: vec![name("смс")],
            control: vec![(name("stop"), "хватит".into())],
            ..Defaults::default()
        },
        facts: facts().into(),
        exprs: exprs().into(),
        texts: vec![Text { parts }, Text::default()].into(),
        topics: vec![
            topic("а", None, Some(Answer::Scenario(ScenarioId(0)))),
            topic("а.б", Some(TopicId(0)), Some(Answer::Topic(TopicId(2)))),
            topic("в", None, Some(Answer::Queue(QueueId(0), Some(TextId(0))))),
            topic("г", None, Some(Answer::Text(TextId(0)))),
            topic("д", None, None),
        ]
        .into(),
        out_of_scope: vec!["сколько времени".into()].into(),
        queues: vec![Queue {
            name: name("первая"),
            title: "Первая".into(),
            level: Some(2),
            hours: vec![Hours {
                days: (1, 5),
                minutes: (540, 1080),
            }],
            closed: Some((Some(TextId(0)), Some(Target::Return))),
        }]
        .into(),
        sources: vec![Source {
            name: name("реестр"),
            title: "Реестр".into(),
            inputs: vec![(name("номер"), Type::Text)],
            outputs: vec![FactId(0)],
            timeout: Some(Duration::seconds(5)),
            identified: true,
        }]
        .into(),
        decisions: vec![
            decision(DecisionBody::Table(table)),
            decision(DecisionBody::Expr(ExprId(0))),
        ]
        .into(),
        rules: vec![Rule {
            name: name("правило"),
            label: Some(name("метка")),
            value: ExprId(1),
            conditions: vec![ExprId(0)],
            exceptions: vec![vec![ExprId(1)], vec![]],
            defeats: vec![RuleId(0)],
            valid: valid(),
            grounds: vec![GroundId(0)],
            at: SourcePos::default(),
        }]
        .into(),
        measures: vec![Measure {
            name: name("мера"),
            title: "Мера".into(),
            code: Some("1".into()),
            events: vec![name("рождение")],
            due: Some(ExprId(1)),
            amount: None,
            notice: Some(TextId(0)),
            answer: Some(Answer::Topic(TopicId(0))),
            valid: valid(),
            grounds: vec![],
            at: SourcePos::default(),
        }]
        .into(),
        outcomes: vec![Outcome {
            name: name("решено"),
            title: "Решено".into(),
        }]
        .into(),
        grounds: vec![Ground {
            act: "Закон".into(),
            point: Some("1".into()),
        }]
        .into(),
        directories: vec![Directory {
            name: name("список"),
            title: "Список".into(),
            entries: vec![DirectoryEntry {
                key: name("ключ"),
                title: "Ключ".into(),
                synonyms: vec!["ключик".into()],
            }],
        }]
        .into(),
        parameters: vec![Parameter {
            name: name("минимум"),
            title: "Минимум".into(),
            keys: 1,
            values: vec![ParameterValue {
                keys: vec![name("ключ")],
                valid: valid(),
                value: Value::Money(Money(1)),
                ground: Some(GroundId(0)),
                expected: true,
            }],
        }]
        .into(),
        calendar: Calendar {
            holidays: vec![date(23)],
            working: vec![date(22)],
            known: Some((date(1), date(28))),
        },
        files: vec!["а.scenario".into()].into(),
        ..Program::default()
    };
    code(&mut program);
    program
}

fn written(program: &Program) -> Sections {
    let mut writer = Writer::default();
    let mut sections = program.sections(&mut writer);
    sections.push((SectionKind::Strings, writer.strings()));
    sections
}

fn opened(sections: &Sections) -> Result<Program, BundleError> {
    let find = |kind: SectionKind| {
        let found = sections.iter().find(|(k, _)| *k == kind);
        found.map(|(_, bytes)| OwnedBytes::new(bytes.clone()))
    };
    let strings = Strings::open(find(SectionKind::Strings).unwrap()).ok_or_else(|| SectionKind::Strings.damaged())?;
    Program::open(find, &Arc::new(strings))
}

/// Reads all that there is; whether every item was there.
fn all_read(p: &Program) -> bool {
    p.facts.iter().count() == p.facts.len()
        && p.exprs.iter().count() == p.exprs.len()
        && p.texts.iter().count() == p.texts.len()
        && p.scenarios.iter().count() == p.scenarios.len()
        && p.steps.iter().count() == p.steps.len()
        && p.nodes.iter().count() == p.nodes.len()
        && p.handlers.iter().count() == p.handlers.len()
        && p.topics.iter().count() == p.topics.len()
        && p.out_of_scope.iter().count() == p.out_of_scope.len()
        && p.queues.iter().count() == p.queues.len()
        && p.sources.iter().count() == p.sources.len()
        && p.decisions.iter().count() == p.decisions.len()
        && p.rules.iter().count() == p.rules.len()
        && p.measures.iter().count() == p.measures.len()
        && p.outcomes.iter().count() == p.outcomes.len()
        && p.grounds.iter().count() == p.grounds.len()
        && p.directories.iter().count() == p.directories.len()
        && p.parameters.iter().count() == p.parameters.len()
        && p.files.iter().count() == p.files.len()
}

#[test]
fn what_is_written_is_read() {
    let program = everything();
    let opened = opened(&written(&program)).unwrap();
    assert_eq!(opened, program);
    assert!(all_read(&opened));
}

#[test]
fn opening_reads_nothing_and_a_look_reads_one() {
    let program = opened(&written(&everything())).unwrap();
    assert_eq!(program.exprs.items_read(), 0);
    assert_eq!(program.exprs.get(5), everything().exprs.get(5));
    assert_eq!(program.exprs.get(5), everything().exprs.get(5));
    assert_eq!(program.exprs.items_read(), 1);
    assert_eq!(program.exprs.get(program.exprs.len()), None);
    assert!(!program.exprs.was_read_whole());
}

#[test]
fn a_stored_array_is_like_the_list_it_was_written_from() {
    let owned = everything().exprs;
    let mut stored = opened(&written(&everything())).unwrap().exprs;
    assert_eq!(stored.iter().rev().count(), owned.len());
    assert_eq!(stored.iter().nth(3), owned.get(3));
    assert_eq!(
        stored.range(4..6).collect::<Vec<_>>(),
        owned.range(4..6).collect::<Vec<_>>()
    );
    assert_eq!(stored.range(4..usize::MAX).len(), owned.len() - 4);
    assert_eq!(stored.range(owned.len() + 9..usize::MAX).len(), 0);
    assert_eq!((stored.first(), stored.last()), (owned.first(), owned.last()));
    assert_eq!(stored.get(1..3), owned.get(1..3));
    assert!(stored.was_read_whole());
    stored.push(Expr::Today);
    assert_eq!((stored.len(), stored.last()), (owned.len() + 1, Some(&Expr::Today)));
}

#[test]
fn the_same_program_gives_the_same_bytes() {
    assert_eq!(
        written(&everything()),
        written(&opened(&written(&everything())).unwrap())
    );
}

/// Whatever one byte is changed to: the program does not open, or all of it can be read.
#[test]
fn damaged_sections_are_refused_or_whole() {
    let sections = written(&everything());
    let (mut refused, mut harmless) = (0, 0);
    for n in 0..sections.len() {
        for at in 0..sections[n].1.len() {
            for change in [1, 2, 0x40, 0xff] {
                let mut damaged = sections.clone();
                damaged[n].1[at] ^= change;
                match opened(&damaged) {
                    Ok(program) => {
                        assert!(all_read(&program), "{:?} at {at} by {change}", sections[n].0);
                        harmless += 1;
                    }
                    Err(_) => refused += 1,
                }
            }
        }
    }
    assert!(
        refused > harmless,
        "{refused} refused, {harmless} harmless: most bytes are not free"
    );
}

#[test]
fn cut_sections_are_refused() {
    let sections = written(&everything());
    for n in 0..sections.len() {
        for length in 0..sections[n].1.len() {
            let mut cut = sections.clone();
            cut[n].1.truncate(length);
            assert!(opened(&cut).is_err(), "{:?} cut to {length}", sections[n].0);
        }
        let mut grown = sections.clone();
        grown[n].1.push(0);
        assert!(opened(&grown).is_err(), "{:?} grown", sections[n].0);
    }
}

#[test]
fn what_refers_to_nothing_is_refused() {
    type Change = (&'static str, fn(&mut Program));
    let changes: &[Change] = &[
        ("a fact that is not there", |p| p.exprs.push(Expr::Fact(FactId(99)))),
        ("a name that was not resolved", |p| {
            p.exprs.push(Expr::Fact(FactId::NONE))
        }),
        ("an operand behind its operator", |p| {
            p.exprs.insert(0, Expr::Not(ExprId(3)))
        }),
        ("an operand that is its operator", |p| {
            let own = u32::try_from(p.exprs.len()).unwrap();
            p.exprs.push(Expr::Not(ExprId(own)));
        }),
        ("a test behind", |p| {
            p.exprs
                .insert(1, Expr::In(ExprId(0), vec![Test::Not(vec![Test::Equal(ExprId(7))])]))
        }),
        ("a jump into another scenario", |p| {
            p.nodes[10].op = Op::Go(Target::Step(StepId(2)));
        }),
        ("a handler into another scenario", |p| {
            p.handlers[1][0].target = Some(Target::Step(StepId(2)));
        }),
        ("a closed queue that leads to a step", |p| {
            p.queues[0].closed = Some((None, Some(Target::Step(StepId(0)))));
        }),
        ("a step without a transition", |p| {
            p.nodes.pop();
        }),
        ("a node of no step", |p| {
            let last = p.nodes[11].clone();
            p.nodes.push(last);
        }),
        ("a scenario without steps", |p| {
            p.scenarios[0].steps = (StepId(0), StepId(0))
        }),
        ("a scenario with another's steps", |p| {
            p.scenarios[0].steps = (StepId(0), StepId(3))
        }),
        ("a step of no scenario", |p| {
            p.scenarios[0].steps = (StepId(0), StepId(1))
        }),
        ("a row with another number of cells", |p| {
            if let DecisionBody::Table(table) = &mut p.decisions[0].body {
                table.rows[0].inputs.pop();
            }
        }),
        ("topics in a circle", |p| p.topics[0].parent = Some(TopicId(1))),
        ("answers in a circle", |p| {
            p.topics[2].answer = Some(Answer::Topic(TopicId(1)))
        }),
        ("a topic that is its own parent", |p| {
            p.topics[4].parent = Some(TopicId(4))
        }),
        ("steps without end", |p| p.defaults.steps_per_turn = 10_001),
        ("messages without end", |p| p.defaults.message_length = u32::MAX),
        ("calls without end", |p| p.defaults.call_depth = 65),
        ("a start that is not there", |p| p.defaults.start = Some(ScenarioId(2))),
    ];
    assert_eq!(everything().validate(), Ok(()));
    for (what, change) in changes {
        let mut program = everything();
        change(&mut program);
        assert!(program.validate().is_err(), "{what}");
    }
}

#[test]
fn nesting_has_a_limit() {
    let chain = |length: u32| {
        let mut program = everything();
        let first = u32::try_from(program.exprs.len()).unwrap();
        program.exprs.push(Expr::Not(ExprId(0)));
        for n in 1..length {
            program.exprs.push(Expr::Not(ExprId(first + n - 1)));
        }
        program.validate()
    };
    assert_eq!(chain(MAX_EXPR_DEPTH), Ok(()));
    assert!(chain(MAX_EXPR_DEPTH + 1).is_err());
    // Twice the one before: few nodes, and no end of working them out.
    let double = |length: u32| {
        let mut program = everything();
        let first = u32::try_from(program.exprs.len()).unwrap() - 1;
        for n in 0..length {
            let before = ExprId(first + n);
            program.exprs.push(Expr::Binary(BinaryOp::Add, before, before));
        }
        program.validate()
    };
    assert_eq!(double(18), Ok(()));
    assert!(double(20).is_err());
    assert!(double(200).is_err());
    let nest = |depth: usize| {
        let mut program = everything();
        let nested = (0..depth).fold(Value::Unknown, |inner, _| Value::List(vec![inner]));
        program.exprs.push(Expr::Const(nested));
        program.validate()
    };
    assert_eq!(nest(60), Ok(()));
    assert!(nest(100).is_err());
    assert!(nest(1000).is_err());
}
