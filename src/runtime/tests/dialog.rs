//! Small programs for every statement and handler.

use super::build::*;
use super::talk::{Talk, choices};
use crate::bundle::program::*;
use crate::channel::{Action, Event, Expects, Heard, LookupOutcome, Origin};
use crate::runtime::{Note, StartOptions};
use crate::value::{Channel, Duration, Type, Value};

fn option(name: &str, key: Option<u8>, target: Target) -> MenuOption {
    MenuOption {
        name: name.into(),
        label: name.into(),
        synonyms: vec![],
        key,
        target,
    }
}

/// Asks for the number of children and says it.
fn children() -> (Build, FactId) {
    let mut b = Build::new();
    let n = b.integer("дети", 0, 10);
    let x = b.of(n);
    let forms = ["ребёнок", "ребёнка", "детей"].map(str::to_owned).to_vec();
    let say = Spoken {
        any: Some(b.template("У вас ", x, Format::Plural(forms), ".")),
        ..Spoken::default()
    };
    b.scenario("семья", vec![], vec![vec![ask(n), Op::Say(say), done()]]);
    (b, n)
}

#[test]
fn asks_reads_and_says() {
    let (b, _) = children();
    let mut t = Talk::of(b);
    assert_eq!((t.said(), t.question().expects), (vec!["дети?"], Expects::Number));
    assert_eq!(
        t.engine.position(&t.s).as_ref().map(|p| (&*p.scenario, &*p.step)),
        Some(("семья", "шаг0"))
    );
    t.say("двое");
    assert_eq!(t.said(), ["У вас 2\u{a0}ребёнка."]);
    assert_eq!((t.outcome(), t.s.fact("дети")), (Some("решено"), Some(&num("2"))));
    assert_eq!(t.engine.facts(&t.s)[0].origin, Origin::Said { turn: 2 });
    assert!(t.say("ещё").last.actions.is_empty());
    assert_eq!(t.last.explanation.notes, [Note::Over]);
}

#[test]
fn out_of_range_names_the_bounds_and_counts() {
    let (mut b, _) = children();
    b.p.defaults.max_no_match = 2;
    let mut t = Talk::of(b);
    t.say("25");
    assert_eq!(t.said(), ["Ответ должен быть от 0 до 10.", "дети?"]);
    t.say("26");
    assert_eq!(t.handed().reason, "система несколько раз не поняла ответ");
    assert_eq!(t.outcome(), Some("передано"));
    assert!(t.handed().transcript.lines().len() >= 4);
}

#[test]
fn dont_know_goes_on_unknown_or_by_its_handler() {
    let (b, _) = children();
    let mut t = Talk::of(b);
    t.say("не знаю");
    assert_eq!(
        (t.said(), t.s.fact("дети")),
        (vec!["У вас не известно."], Some(&Value::Unknown))
    );

    let (mut b, _) = children();
    let h = b.on(
        HandlerOn::DontKnow,
        Some("Жаль."),
        Some(Target::Operator(QueueId(0), None)),
    );
    b.p.scenarios[0].handlers = b.handlers(vec![h]);
    let mut t = Talk::of(b);
    t.say("не знаю");
    assert_eq!(t.said()[0], "Жаль.");
    assert_eq!(&*t.handed().queue, "первая");
}

#[test]
fn not_understood_by_default_then_operator() {
    let (mut b, _) = children();
    let texts = ["Первый раз.", "Второй раз."].map(|t| b.text(t)).to_vec();
    b.p.defaults.no_match = texts;
    let mut t = Talk::of(b);
    assert_eq!(t.say("бу").said(), ["Первый раз.", "дети?"]);
    assert_eq!(t.say("му").said(), ["Второй раз.", "дети?"]);
    t.say("ку");
    assert_eq!(t.handed().position.as_ref().map(|p| &*p.0), Some("семья"));
}

#[test]
fn handlers_override_defaults() {
    let (mut b, _) = children();
    let h = vec![
        b.on(HandlerOn::NoMatch, Some("Сколько?"), None),
        b.on(HandlerOn::NoInput, Some("Алло?"), None),
        b.on(HandlerOn::MoreThan(4), None, Some(Target::Finish(OutcomeId(3), None))),
        b.on(HandlerOn::Operator, Some("Оператора нет."), None),
    ];
    b.p.scenarios[0].handlers = b.handlers(h);
    let mut t = Talk::of(b);
    assert_eq!(t.say("бу").said(), ["Сколько?", "дети?"]);
    assert_eq!(t.event(Event::Silence).said(), ["Алло?", "дети?"]);
    assert_eq!(t.say("оператор").said(), ["Оператора нет.", "дети?"]);
    t.say("бу").say("бу");
    assert!(!t.s.is_over());
    t.event(Event::Silence);
    assert_eq!(t.outcome(), Some("прервано"));
}

#[test]
fn own_handlers_win_over_those_of_the_scenario() {
    let (mut b, _) = children();
    let own = b.on(HandlerOn::NoMatch, Some("Свой."), None);
    let all = b.on(HandlerOn::NoMatch, Some("Общий."), None);
    let own = b.handlers(vec![own]);
    b.p.scenarios[0].handlers = b.handlers(vec![all]);
    if let Op::Ask { handlers, .. } = &mut b.p.nodes[0].op {
        *handlers = own;
    }
    assert_eq!(Talk::of(b).say("бу").said(), ["Свой.", "дети?"]);
}

#[test]
fn silence_by_default_then_operator() {
    let (b, _) = children();
    let mut t = Talk::of(b);
    t.event(Event::Silence).event(Event::Silence);
    assert!(!t.s.is_over());
    t.say("   ");
    assert_eq!(t.handed().reason, "человек не отвечает");
}

#[test]
fn menus_by_words_buttons_and_keys() {
    let menu = || {
        let mut b = Build::new();
        let text = b.spoken("Что?");
        let options = vec![
            option("подача", None, Target::Finish(OutcomeId(0), None)),
            option("документы", Some(1), Target::Finish(OutcomeId(1), None)),
            option("жалоба", None, Target::Operator(QueueId(0), None)),
        ];
        b.scenario(
            "м",
            vec![],
            vec![vec![Op::Menu {
                text,
                options,
                handlers: HandlersId(0),
            }]],
        );
        b
    };
    let t = Talk::of(menu());
    assert_eq!(
        choices(t.question()),
        [("подача", Some('2')), ("документы", Some('1')), ("жалоба", Some('3'))]
    );
    assert_eq!(Talk::of(menu()).say("нужны документы").outcome(), Some("отвечено"));
    assert_eq!(
        Talk::of(menu())
            .event(Event::Option {
                name: "подача".into()
            })
            .outcome(),
        Some("решено")
    );
    assert_eq!(
        Talk::of(menu()).event(Event::Key { key: '1' }).outcome(),
        Some("отвечено")
    );
    assert_eq!(
        Talk::of(menu()).event(Event::Key { key: '0' }).handed().reason,
        "человек попросил оператора"
    );
    assert_eq!(Talk::of(menu()).event(Event::Key { key: '8' }).said().len(), 2);
    assert_eq!(
        Talk::of(menu())
            .event(Event::Option {
                name: "чужое".into()
            })
            .said()
            .len(),
        2
    );

    let b = menu();
    let options = StartOptions {
        channel: Channel::Voice,
        scenario: Some("м".into()),
        ..StartOptions::default()
    };
    let t = Talk::start(b.engine(), options);
    assert_eq!(
        t.said(),
        ["Что? Скажите или нажмите: два — подача; один — документы; три — жалоба."]
    );
}

#[test]
fn an_ambiguous_choice_is_narrowed() {
    let mut b = Build::new();
    let text = b.spoken("Что?");
    let end = || Target::Finish(OutcomeId(0), None);
    let options = vec![
        option("пособие по безработице", None, end()),
        option("пособие по беременности", None, end()),
        option("жалоба", None, end()),
    ];
    b.scenario(
        "м",
        vec![],
        vec![vec![Op::Menu {
            text,
            options,
            handlers: HandlersId(0),
        }]],
    );
    let mut t = Talk::of(b);
    t.say("пособие");
    assert_eq!(t.question().options.len(), 2);
    t.say("по беременности");
    assert_eq!(t.outcome(), Some("решено"));
}

#[test]
fn conditions_set_forget_and_unknown() {
    let mut b = Build::new();
    let n = b.integer("дети", 0, 10);
    let many = b.asked("много", Type::YesNo);
    let (x, three, xm) = { (b.of(n), b.value(num("3")), b.of(many)) };
    let ge = b.bin(BinaryOp::Ge, x, three);
    let end = |i| Target::Finish(OutcomeId(i), None);
    b.scenario(
        "с",
        vec![],
        vec![vec![
            ask(n),
            Op::Set(many, ge),
            Op::Forget(vec![n]),
            Op::If {
                branches: vec![(xm, end(0))],
                otherwise: Some(end(1)),
            },
        ]],
    );
    let engine = b.engine();
    for (answer, outcome, value) in [
        ("3", "решено", Value::Bool(true)),
        ("2", "отвечено", Value::Bool(false)),
        ("не знаю", "отвечено", Value::Unknown),
    ] {
        let mut t = Talk::start(
            engine.clone(),
            StartOptions {
                scenario: Some("с".into()),
                ..StartOptions::default()
            },
        );
        t.say(answer);
        assert_eq!(
            (t.outcome(), t.s.fact("много"), t.s.fact("дети")),
            (Some(outcome), Some(&value), None),
            "{answer}"
        );
        assert!(
            t.last.explanation.text(crate::value::Lang::Ru).contains("a.scenario:4"),
            "{}",
            t.last.explanation.text(crate::value::Lang::Ru)
        );
    }
}

#[test]
fn calls_bind_parameters_and_return() {
    let mut b = Build::new();
    let (n, m) = (b.integer("n", 0, 10), b.integer("m", 0, 10));
    let (xn, xm, one) = (b.of(n), b.of(m), b.value(num("1")));
    let sum = b.bin(BinaryOp::Add, xn, one);
    let say = Spoken {
        any: Some(b.template("m = ", xm, Format::Default, "")),
        ..Spoken::default()
    };
    b.scenario(
        "главный",
        vec![],
        vec![vec![
            ask(n),
            Op::Call {
                scenario: ScenarioId(1),
                args: vec![sum],
            },
            Op::Go(Target::Return),
        ]],
    );
    b.scenario(
        "второй",
        vec![m],
        vec![vec![ask(m), Op::Say(say), Op::Go(Target::Return)]],
    );
    let mut t = Talk::of(b);
    t.say("4");
    assert_eq!(t.said(), ["m = 5"]);
    assert!(!t.s.is_over() && t.engine.position(&t.s).is_none());
}

fn lookup(handlers: Vec<Handler>) -> Build {
    let mut b = Build::new();
    let n = b.integer("n", 0, 10);
    let out = b.asked("доход", Type::Money { min: None, max: None });
    b.p.sources.push(Source {
        name: "егиссо".into(),
        title: String::new(),
        inputs: vec![("кто".into(), Type::Integer { min: None, max: None })],
        outputs: vec![out],
        timeout: Some(Duration::seconds(2)),
        identified: false,
    });
    let five = b.value(num("5"));
    let handlers = b.handlers(handlers);
    let _ = n;
    b.scenario(
        "л",
        vec![],
        vec![vec![
            Op::Lookup {
                source: SourceId(0),
                args: vec![five],
                handlers,
            },
            done(),
        ]],
    );
    b
}

fn result(outcome: LookupOutcome) -> Event {
    Event::LookupResult {
        source: "егиссо".into(),
        outcome,
    }
}

#[test]
fn lookups_suspend_and_go_on() {
    let mut t = Talk::of(lookup(vec![]));
    let Some(Action::Lookup(request)) = t.last.actions.last().cloned() else {
        panic!()
    };
    assert_eq!(
        (&*request.source, &request.inputs[0].1, &*request.outputs[0]),
        ("егиссо", &num("5"), "доход")
    );
    // Words in between change nothing, the request is made again.
    t.say("ну что там");
    assert!(matches!(t.last.actions.last(), Some(Action::Lookup(_))));
    let money = Value::Money(crate::value::Money(100));
    let facts = vec![
        ("доход".into(), money.clone()),
        ("n".into(), num("1")),
        ("чужой".into(), num("1")),
    ];
    t.event(result(LookupOutcome::Answered { facts }));
    assert_eq!(
        (t.outcome(), t.s.fact("доход"), t.s.fact("n")),
        (Some("решено"), Some(&money), None)
    );
    assert_eq!(
        t.last.explanation.notes,
        [Note::UndeclaredFact("n".into()), Note::UndeclaredFact("чужой".into())]
    );

    let mut t = Talk::of(lookup(vec![]));
    t.event(result(LookupOutcome::Answered {
        facts: vec![("доход".into(), Value::Bool(true))],
    }));
    assert_eq!(t.last.explanation.notes, [Note::WrongType("доход".into())]);
}

#[test]
fn failed_lookups() {
    let mut t = Talk::of(lookup(vec![]));
    t.event(result(LookupOutcome::NoAnswer));
    assert_eq!(t.said()[0], "Сейчас не удаётся получить нужные сведения.");
    assert_eq!(t.handed().reason, "источник сведений не ответил");

    let mut b = lookup(vec![]);
    let h = vec![
        b.on(HandlerOn::NoData, None, Some(Target::Finish(OutcomeId(1), None))),
        b.on(HandlerOn::NoAnswer, Some("Не вышло."), None),
    ];
    b.p.scenarios[0].handlers = b.handlers(h);
    let engine = b.engine();
    let options = StartOptions {
        scenario: Some("л".into()),
        ..StartOptions::default()
    };
    let mut t = Talk::start(engine.clone(), options.clone());
    assert_eq!(t.event(result(LookupOutcome::NoData)).outcome(), Some("отвечено"));
    let mut t = Talk::start(engine, options);
    t.event(result(LookupOutcome::NoAnswer));
    assert_eq!((t.said(), t.outcome()), (vec!["Не вышло."], Some("решено")));
    // A result that nothing waits for.
    let (b, _) = children();
    let mut t = Talk::of(b);
    t.event(result(LookupOutcome::NoData));
    assert_eq!(
        (t.said(), &t.last.explanation.notes[..]),
        (vec!["дети?"], &[Note::UnexpectedEvent][..])
    );
}

#[test]
fn identification() {
    let build = || {
        let mut b = Build::new();
        b.p.defaults.identification_chat = vec!["госуслуги".into()];
        b.scenario(
            "и",
            vec![],
            vec![vec![
                Op::Identify {
                    method: None,
                    handlers: HandlersId(0),
                },
                done(),
            ]],
        );
        b
    };
    let mut t = Talk::of(build());
    assert_eq!(
        t.last.actions,
        [Action::Identify {
            methods: vec!["госуслуги".into()]
        }]
    );
    assert_eq!(
        t.event(Event::Identified {
            success: true,
            method: None
        })
        .outcome(),
        Some("решено")
    );
    let mut t = Talk::of(build());
    t.event(Event::Identified {
        success: false,
        method: None,
    });
    assert_eq!(t.handed().reason, "личность не подтверждена");
    let options = StartOptions {
        channel: Channel::Voice,
        scenario: Some("и".into()),
        ..StartOptions::default()
    };
    assert_eq!(Talk::start(build().engine(), options).outcome(), Some("передано"));
}

/// Two questions; the topic `погода` has a text, `срок` a scenario, `жалоба` a queue, `льготы` children.
pub(crate) fn base() -> Build {
    let mut b = Build::new();
    let (n, c) = (
        b.integer("дети", 0, 10),
        b.asked("город", Type::OneOf(vec!["омск".into(), "томск".into()])),
    );
    b.scenario("семья", vec![], vec![vec![ask(n), ask(c), done()]]);
    let say = b.spoken("Десять дней.");
    b.scenario("срок", vec![], vec![vec![Op::Say(say), Op::Go(Target::Return)]]);
    let ground = b.ground("Приказ № 841");
    let weather = b.text("Тепло.");
    b.topic("семья", None, Some(Answer::Scenario(ScenarioId(0))));
    let t = b.topic("погода", None, Some(Answer::Text(weather)));
    b.p.topics[t.index()].grounds = vec![ground];
    b.topic("срок", None, Some(Answer::Scenario(ScenarioId(1))));
    b.topic("жалоба", None, Some(Answer::Queue(QueueId(0), None)));
    let parent = b.topic("льготы", None, None);
    b.topic("льготы.проезд", Some(parent), Some(Answer::Topic(TopicId(1))));
    b.p.defaults.anything_else = Some(b.text("Что ещё?"));
    b
}

#[test]
fn free_questions() {
    let mut t = Talk::free(base());
    assert!(t.said()[0].starts_with("Здравствуйте"));
    t.say("какая погода");
    assert_eq!(t.said(), ["Тепло.", "Что ещё?"]);
    assert_eq!(t.last.explanation.grounds[0].act, "Приказ № 841");
    assert_eq!(t.engine.topic(&t.s).as_deref(), Some("погода"));
    assert_eq!(t.say("срок").said(), ["Десять дней.", "Что ещё?"]);
    t.say("льготы");
    assert_eq!(
        choices(t.question()),
        [("льготы.проезд", Some('1')), ("ничего_из_этого", Some('2'))]
    );
    assert_eq!(t.say("1").said(), ["Тепло.", "Что ещё?"]);
    assert_eq!(t.engine.topic(&t.s).as_deref(), Some("погода"));
    t.say("льготы").say("ничего из этого");
    assert!(t.said()[0].starts_with("Такого вопроса я пока не знаю"));
    t.say("разное");
    assert_eq!(t.question().options.len(), 3);
    assert_eq!(t.say("срок").said(), ["Десять дней.", "Что ещё?"]);
    t.say("абракадабра").say("абракадабра").say("абракадабра");
    assert_eq!(t.handed().reason, "система несколько раз не поняла ответ");
    let mut t = Talk::free(base());
    t.say("жалоба");
    assert_eq!(t.handed().topic.as_ref().map(|t| &*t.0), Some("жалоба"));
    let mut t = Talk::free(base());
    assert_eq!(t.say("погода").say("спасибо, до свидания").outcome(), Some("отвечено"));
}

#[test]
fn digressions_come_back() {
    let mut t = Talk::free(base());
    assert_eq!(t.say("семья").said(), ["дети?"]);
    t.say("а какая погода");
    assert_eq!(t.said(), ["Тепло.", "Вернёмся к вопросу.", "дети?"]);
    assert_eq!(t.engine.topic(&t.s).as_deref(), Some("семья"));
    assert_eq!(
        t.say("какой срок?").said(),
        ["Десять дней.", "Вернёмся к вопросу.", "дети?"]
    );
    assert_eq!(t.say("двое").said(), ["город?"]);
    t.say("в томске");
    assert_eq!((t.outcome(), t.s.fact("город")), (Some("решено"), Some(&key("томск"))));

    let mut t = Talk::free(base());
    t.say("семья").say("льготы");
    assert_eq!(t.question().options.len(), 2);
    assert_eq!(t.say("ничего из этого").said(), ["Вернёмся к вопросу.", "дети?"]);
}

#[test]
fn digressions_forbidden_or_replaced() {
    let mut b = base();
    let h = b.on(HandlerOn::NoTopicChange, None, None);
    b.p.scenarios[0].handlers = b.handlers(vec![h]);
    let mut t = Talk::free(b);
    t.say("семья").say("погода");
    assert!(t.said()[0].starts_with("Не понял"));
    let mut b = base();
    let h = b.on(
        HandlerOn::TopicChange,
        Some("Это потом."),
        Some(Target::Finish(OutcomeId(3), None)),
    );
    b.p.scenarios[0].handlers = b.handlers(vec![h]);
    let mut t = Talk::free(b);
    t.say("семья").say("погода");
    assert_eq!((t.said()[0], t.outcome()), ("Это потом.", Some("прервано")));
}

#[test]
fn courtesy_is_answered_and_counts_for_no_miss() {
    let mut t = Talk::free(base());
    assert_eq!(t.say("привет").said(), ["Здравствуйте!", "Слушаю вас."]);
    assert_eq!(t.say("погода").said(), ["Тепло.", "Что ещё?"]);
    assert_eq!(t.say("спасибо").said(), ["Пожалуйста!"]);
    assert_eq!(t.say("повторите").said(), ["Тепло.", "Что ещё?"]);
    t.say("семья").say("абракадабра").say("абракадабра");
    for _ in 0..3 {
        assert_eq!(t.say("спасибо большое").said(), ["Пожалуйста!", "дети?"]);
        assert_eq!(t.say("алло").said(), ["Здравствуйте!", "дети?"]);
    }
    t.say("абракадабра");
    assert_eq!(t.handed().reason, "система несколько раз не поняла ответ");
}

#[test]
fn back_repeat_restart_stop_help() {
    let mut t = Talk::free(base());
    t.say("семья").say("двое");
    assert_eq!(t.say("назад").said(), ["дети?"]);
    assert_eq!(t.s.fact("дети"), None);
    t.say("назад");
    assert_eq!(t.said(), ["Это первый вопрос, возвращаться некуда.", "дети?"]);
    assert_eq!(t.say("повторите").said()[1..], ["дети?"]);
    t.say("трое").say("заново");
    assert!(t.said()[0].starts_with("Здравствуйте") && t.s.fact("дети").is_none() && t.engine.position(&t.s).is_none());
    t.say("погода");
    assert_eq!(t.say("повторите").said(), ["Тепло.", "Что ещё?"]);
    assert_eq!(t.say("повторите").said(), ["Тепло.", "Что ещё?"]);
    t.say("семья");
    assert!(t.say("помощь").said()[0].contains("оператор"));
    assert_eq!(t.say("хватит").outcome(), Some("прервано"));
}

#[test]
fn speech_takes_the_first_usable_alternative() {
    let (b, _) = children();
    let mut t = Talk::of(b);
    let heard = |text: &str, confidence| Heard {
        text: text.into(),
        confidence,
    };
    t.event(Event::Speech {
        alternatives: vec![heard("три", 0.1)],
    });
    assert_eq!(
        (t.said()[1], &t.last.explanation.notes[..]),
        ("дети?", &[Note::LowConfidence][..])
    );
    t.event(Event::Speech {
        alternatives: vec![heard("двор", 0.9), heard("двое", 0.6), heard("трое", 0.5)],
    });
    assert_eq!(t.s.fact("дети"), Some(&num("2")));
}

#[test]
fn queues_know_their_hours() {
    let closed = |target| {
        let mut b = Build::new();
        let hours = vec![Hours {
            days: (1, 4),
            minutes: (9 * 60, 18 * 60),
        }];
        let text = b.text("Закрыто.");
        let q = b.queue("дневная", hours, Some((Some(text), target)));
        b.scenario("о", vec![], vec![vec![Op::Go(Target::Operator(q, None))]]);
        b
    };
    let t = Talk::of(closed(Some(Target::Finish(OutcomeId(3), None))));
    assert_eq!((t.said(), t.outcome()), (vec!["Закрыто."], Some("прервано")));
    let t = Talk::of(closed(None));
    assert_eq!((t.said(), t.handed().open), (vec!["Закрыто."], Some(false)));
    // Queues that send on to each other in a circle end with an operator all the same.
    let t = Talk::of(closed(Some(Target::Operator(QueueId(1), None))));
    assert_eq!(t.outcome(), Some("передано"));
    use crate::runtime::run::is_open;
    let night = [Hours {
        days: (5, 5),
        minutes: (22 * 60, 6 * 60),
    }];
    let at = |d: i8, h: i8| day(2023, 9, d).at(h, 0, 0, 0);
    assert_eq!(
        [at(15, 23), at(16, 5), at(16, 23), at(15, 5)].map(|n| is_open(&night, n)),
        [true, true, false, false]
    );
}

#[test]
fn loops_and_depth_end_with_an_operator() {
    let mut b = Build::new();
    b.scenario("круг", vec![], vec![vec![Op::Go(Target::Step(StepId(0)))]]);
    let t = Talk::of(b);
    assert_eq!(t.handed().reason, "сценарий превысил допустимое число шагов");
    assert!(t.last.explanation.notes.contains(&Note::StepLimit(1000)));
    let mut b = Build::new();
    b.scenario(
        "вглубь",
        vec![],
        vec![vec![
            Op::Call {
                scenario: ScenarioId(0),
                args: vec![],
            },
            Op::Go(Target::Return),
        ]],
    );
    let t = Talk::of(b);
    assert!(t.last.explanation.notes.contains(&Note::DepthLimit(16)) && t.s.is_over());
}

#[test]
fn sessions_of_other_bundles_are_refused_untouched() {
    let (b, _) = children();
    let mut t = Talk::of(b);
    t.s.bundle.0[0] = 0;
    let before = t.s.clone();
    t.say("двое");
    assert_eq!(
        (t.last.explanation.notes.clone(), &t.s),
        (vec![Note::OtherBundle], &before)
    );
}

#[test]
fn given_facts_are_not_asked_and_survive_a_restart() {
    let (b, _) = children();
    let facts = vec![("дети".into(), num("2")), ("чужой".into(), num("2"))];
    let mut t = Talk::start(
        b.engine(),
        StartOptions {
            facts,
            ..StartOptions::default()
        },
    );
    assert_eq!(t.last.explanation.notes, [Note::UnknownFact("чужой".into())]);
    t.say("сначала");
    assert_eq!(t.s.fact("дети"), Some(&num("2")));
}

#[test]
fn long_texts_are_cut_and_transcripts_bounded() {
    let (mut b, _) = children();
    b.p.defaults.message_length = 5;
    b.p.defaults.max_no_match = 1_000_000;
    let mut t = Talk::of(b);
    t.say("ёжики в тумане");
    assert!(t.last.explanation.notes.contains(&Note::Cut(5)));
    assert!(t.transcript.lines().any(|l| l.text == "ёжики"));
    for _ in 0..100 {
        t.say("бу");
    }
    assert_eq!(t.transcript.lines().len(), 200);
    assert!(t.transcript.dropped() > 0);
}
