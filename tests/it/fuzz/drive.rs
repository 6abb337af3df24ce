//! All that a service does with a bundle, by choices out of bytes.

use arbitrary::Unstructured;
use lotsman::bundle::program::Program;
use lotsman::bundle::{Bundle, Survey};
use lotsman::channel::{Action, Event, Heard, LookupOutcome};
use lotsman::runtime::{Engine, Session, StartOptions, Turn};
use lotsman::value::{Channel, Date, DateTime, Name, Value};

/// Answers that fit many questions.
const ANSWERS: &[&str] = &[
    "да",
    "нет",
    "3",
    "не знаю",
    "12 мая 1980 года",
    "20 тысяч",
    "положено ли мне пособие",
    "оператор",
    "назад",
    "второй вариант",
    "в Москве, доход 15000, двое детей, а когда вы работаете?",
    "",
    "сначала",
    "yes",
];
/// What is looked for and judged.
const QUESTIONS: &[&str] = &[
    "положено ли мне пособие",
    "когда ответят на обрашение",
    "gjcj,bt yf ht,`yrf",
    "часы работы и срок пособия",
    "how to apply",
    "",
];
/// Turns of a conversation.
const TURNS: usize = 8;

/// A moment of conversation.
pub fn now() -> DateTime {
    Date::constant(2026, 11, 23).at(12, 0, 0, 0)
}

fn one<'a>(of: &[&'a str], u: &mut Unstructured<'_>) -> &'a str {
    u.choose(of).copied().unwrap_or("")
}

/// A text: one of those that fit, or any.
fn text(u: &mut Unstructured<'_>) -> String {
    if u.ratio(3_u8, 4).unwrap_or(true) {
        return one(ANSWERS, u).to_owned();
    }
    u.arbitrary::<&str>().unwrap_or("").to_owned()
}

/// A value of any type.
fn value(u: &mut Unstructured<'_>) -> Value {
    match u.int_in_range(0..=6).unwrap_or(0) {
        0 => Value::Unknown,
        1 => Value::Bool(u.arbitrary().unwrap_or(false)),
        2 => Value::Number(u.arbitrary::<i64>().unwrap_or(0).into()),
        3 => Value::Money(lotsman::value::Money(u.arbitrary().unwrap_or(0))),
        4 => Value::Date(Date::constant(2020, 2, 29)),
        5 => Value::Text(text(u).into()),
        _ => Value::List(vec![Value::Key("москва".into()), Value::Bool(true)]),
    }
}

/// What happens after a turn: mostly what it waits for.
pub fn event(turn: &Turn, u: &mut Unstructured<'_>) -> Event {
    let fitting = u.ratio(7_u8, 8).unwrap_or(true);
    for action in turn.actions.iter().filter(|_| fitting) {
        match action {
            Action::Ask(question) | Action::Menu(question) => {
                let options = &question.options;
                return match u.int_in_range(0..=3).unwrap_or(0) {
                    0 => Event::text(text(u)),
                    1 if options.iter().any(|o| o.key.is_some()) => Event::Key {
                        key: options.iter().filter_map(|o| o.key).next().unwrap_or('1'),
                    },
                    _ => match u.choose(options) {
                        Ok(option) => Event::Option {
                            name: option.name.clone(),
                        },
                        Err(_) => Event::text(one(ANSWERS, u)),
                    },
                };
            }
            Action::Lookup(request) => {
                let outcome = match u.int_in_range(0..=2).unwrap_or(0) {
                    0 => LookupOutcome::NoAnswer,
                    1 => LookupOutcome::NoData,
                    _ => LookupOutcome::Answered {
                        facts: request.outputs.iter().map(|name| (name.clone(), value(u))).collect(),
                    },
                };
                return Event::LookupResult {
                    source: request.source.clone(),
                    outcome,
                };
            }
            Action::Identify { methods } => {
                return Event::Identified {
                    success: u.arbitrary().unwrap_or(false),
                    method: methods.first().cloned(),
                };
            }
            _ => {}
        }
    }
    any_event(u)
}

/// Anything, whatever is waited for.
fn any_event(u: &mut Unstructured<'_>) -> Event {
    match u.int_in_range(0..=6).unwrap_or(0) {
        0 => Event::Silence,
        1 => Event::Key {
            key: u.arbitrary().unwrap_or('1'),
        },
        2 => Event::Option {
            name: Name::from(text(u).as_str()),
        },
        3 => Event::Speech {
            alternatives: (0..2)
                .map(|_| Heard {
                    text: text(u),
                    confidence: u.arbitrary().unwrap_or(0.5),
                })
                .collect(),
        },
        4 => Event::LookupResult {
            source: Name::from(text(u).as_str()),
            outcome: LookupOutcome::Answered {
                facts: vec![(Name::from("доход"), value(u))],
            },
        },
        5 => Event::Identified {
            success: u.arbitrary().unwrap_or(false),
            method: None,
        },
        _ => Event::text(text(u)),
    }
}

/// A conversation from its start.
pub fn talk(engine: &Engine, u: &mut Unstructured<'_>) {
    let scenarios = &engine.program().scenarios;
    let scenario = u.int_in_range(0..=scenarios.len()).unwrap_or(0);
    let options = StartOptions {
        channel: if u.arbitrary().unwrap_or(true) {
            Channel::Chat
        } else {
            Channel::Voice
        },
        scenario: scenarios.get(scenario).map(|s| s.name.clone()),
        facts: Vec::new(),
        identified: u.arbitrary().unwrap_or(false),
    };
    let (mut session, turn) = engine.start(&options, now());
    go_on(engine, &mut session, turn, u);
}

/// A conversation from where it stands.
pub fn go_on(engine: &Engine, session: &mut Session, mut turn: Turn, u: &mut Unstructured<'_>) {
    for _ in 0..TURNS {
        if session.is_over() {
            break;
        }
        turn = engine.step(session, event(&turn, u), now());
        engine.next_question(session);
    }
    engine.facts(session);
}

/// Reads all of a program.
fn read(p: &Program) {
    assert_eq!(p.facts.iter().count(), p.facts.len());
    assert_eq!(p.exprs.iter().count(), p.exprs.len());
    assert_eq!(p.texts.iter().count(), p.texts.len());
    assert_eq!(p.scenarios.iter().count(), p.scenarios.len());
    assert_eq!(p.steps.iter().count(), p.steps.len());
    assert_eq!(p.nodes.iter().count(), p.nodes.len());
    assert_eq!(p.handlers.iter().count(), p.handlers.len());
    assert_eq!(p.topics.iter().count(), p.topics.len());
    assert_eq!(p.decisions.iter().count(), p.decisions.len());
    assert_eq!(p.rules.iter().count(), p.rules.len());
    assert_eq!(p.measures.iter().count(), p.measures.len());
    assert_eq!(p.queues.iter().count(), p.queues.len());
    assert_eq!(p.sources.iter().count(), p.sources.len());
    assert_eq!(p.outcomes.iter().count(), p.outcomes.len());
    assert_eq!(p.grounds.iter().count(), p.grounds.len());
    assert_eq!(p.directories.iter().count(), p.directories.len());
    assert_eq!(p.parameters.iter().count(), p.parameters.len());
    assert_eq!(p.out_of_scope.iter().count(), p.out_of_scope.len());
    assert_eq!(p.files.iter().count(), p.files.len());
}

/// Everything with an opened bundle. Whether an engine could be made of it.
pub fn everything(bundle: &Bundle, u: &mut Unstructured<'_>) -> bool {
    read(bundle.program());
    assert_eq!(
        bundle.provenance().files.iter().count(),
        bundle.provenance().files.len()
    );
    let Ok(engine) = Engine::new(bundle) else {
        return false;
    };
    talk(&engine, u);
    let day = now().date();
    match u.int_in_range(0..=3).unwrap_or(0) {
        0 => drop(engine.judge_explained(one(QUESTIONS, u), day)),
        1 => drop(engine.search(one(QUESTIONS, u), day, 3)),
        2 => {
            let facts = &bundle.program().facts;
            let goal = u.choose_index(facts.len()).ok().and_then(|n| facts.get(n));
            if let Some(goal) = goal {
                drop(engine.decide(&goal.name, &[(Name::from("детей"), value(u))], day));
            }
        }
        _ => talk(&engine, u),
    }
    true
}

/// Looks at a file that may be anything. Whether it opened.
pub fn file(bytes: &[u8], u: &mut Unstructured<'_>) -> Opened {
    match Bundle::from_bytes(bytes) {
        Err(e) => {
            assert!(!e.message(lotsman::value::Lang::Ru).is_empty());
            if u.ratio(1_u8, 16).unwrap_or(false) {
                assert_eq!(Survey::of(bytes).broken, Some(e));
            }
            Opened::No
        }
        Ok(bundle) => {
            if everything(&bundle, u) {
                Opened::Yes
            } else {
                Opened::NoEngine
            }
        }
    }
}

/// How far a file came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// The bundle was refused.
    No,
    /// The bundle opened, the engine refused one of its tables.
    NoEngine,
    /// It was followed.
    Yes,
}
