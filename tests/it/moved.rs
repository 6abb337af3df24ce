//! A published bundle with a changed scenario: every conversation that stands in the old one goes on, is asked again,
//! or is told. All cases, each with the change and what the citizen then sees.

use lotsman::bundle::Bundle;
use lotsman::channel::{Action, Event, LookupOutcome};
use lotsman::compile::{self, Input};
use lotsman::diag::Severity;
use lotsman::runtime::{Engine, Session, StartOptions, Turn};
use lotsman::value::{Date, DateTime, Lang};

const BASE: &str = r#"
факт семья: один из "Семья"
  - полная "Полная"
  - неполная "Неполная"
  вопрос "Какая у вас семья?"
конец

факт детей: целое 0..20 "Количество детей"
  вопрос "Сколько у вас детей?"
конец

факт доход: деньги 0..1_000_000 "Доход"
  вопрос "Какой доход на человека?"
конец

факт прописка: да_нет "Прописка"
  вопрос "Вы прописаны здесь?"
конец

правило право = да
  если
    прописка
    доход < 15_000
  основание "Закон № 1", пункт "5"
конец

источник реестр "Реестр"
  вход семья: текст
  выход доход
конец

очередь первая "Первая линия"
конец

сценарий проверка "Проверка"
  шаг начало
    спросить детей
    вернуть
конец

сценарий пособие "Пособие"
  шаг начало
    сказать "Проверим право."
    спросить семья
    -> дети

  шаг дети
    вызвать проверка
    -> право_на_выплату

  шаг право_на_выплату
    выяснить право
    -> запрос

  шаг запрос
    если
      право -> меню
      иначе -> меню
    конец

  шаг меню
    выбор "Что дальше?"
      - рассказать "Рассказать" -> рассказ
      - закончить "Закончить" -> конец_разговора
    конец

  шаг рассказ
    сказать "Вот рассказ."
    -> конец_разговора

  шаг конец_разговора
    завершить отвечено
конец
"#;

fn engine(text: &str) -> Engine {
    let scenario = match text.contains("сценарий пособие") {
        true => "сценарий пособие",
        false => "сценарий выплата",
    };
    let input = Input {
        path: "scenarios/пособие.scenario".to_owned(),
        bytes: text.into(),
    };
    let topic = "тема пособие \"Пособие\"\n  фразы\n    - положено ли мне пособие\n  ответ сценарий пособие\nконец\n";
    let topic = Input {
        path: "topics/пособие.topic".to_owned(),
        bytes: topic.replace("сценарий пособие", scenario).into(),
    };
    let checked = compile::check(vec![input, topic]);
    let errors: Vec<_> = checked
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}\n{text}");
    let bytes = compile::build(&checked)
        .unwrap()
        .unwrap_or_else(|found| panic!("{found:?}\n{text}"));
    Engine::new(&Bundle::from_bytes(bytes).unwrap()).unwrap()
}

fn now() -> DateTime {
    Date::constant(2026, 11, 23).at(12, 0, 0, 0)
}

fn shown(turn: &Turn) -> String {
    let mut out = String::new();
    for action in &turn.actions {
        let line = match action {
            Action::Say(m) => format!("< {}", m.text),
            Action::Ask(q) | Action::Menu(q) => {
                let labels: Vec<&str> = q.options.iter().map(|o| o.label.as_str()).collect();
                match labels.is_empty() {
                    true => format!("< {}", q.text),
                    false => format!("< {} [{}]", q.text, labels.join(" | ")),
                }
            }
            Action::Lookup(r) => format!("< запрос: {}", r.source),
            Action::Handover(card) => format!("< оператору: {}", card.reason),
            Action::End { outcome } => format!("< исход {outcome}"),
            other => format!("{other:?}"),
        };
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// What was said before the change, what is changed, and what is said after it.
struct Case {
    name: &'static str,
    before: &'static [&'static str],
    changes: &'static [(&'static str, &'static str)],
    after: &'static str,
}

const CASES: &[Case] = &[
    Case {
        name: "другие слова: продолжается",
        before: &[],
        changes: &[
            ("Какая у вас семья?", "Какая семья у вас?"),
            ("Проверим право.", "Проверим."),
        ],
        after: "неполная",
    },
    Case {
        name: "другой шаг того же сценария: продолжается",
        before: &[],
        changes: &[("сказать \"Вот рассказ.\"\n    -> конец_разговора", "-> конец_разговора")],
        after: "неполная",
    },
    Case {
        name: "новый вариант ответа: вопрос ещё раз, с новыми кнопками",
        before: &[],
        changes: &[(
            "  - неполная \"Неполная\"",
            "  - неполная \"Неполная\"\n  - приёмная \"Приёмная\"",
        )],
        after: "неполная",
    },
    Case {
        name: "ответ ведёт в другой шаг: меню ещё раз",
        before: &["полная", "2", "да", "10000"],
        changes: &[("\"Закончить\" -> конец_разговора", "\"Закончить\" -> рассказ")],
        after: "рассказать",
    },
    Case {
        name: "шаг изменился, но человек зовёт оператора",
        before: &["полная", "2", "да", "10000"],
        changes: &[("\"Закончить\" -> конец_разговора", "\"Закончить\" -> рассказ")],
        after: "оператор",
    },
    Case {
        name: "шаг переименован с прежним именем, больше ничего: продолжается",
        before: &["полная", "2", "да", "10000"],
        changes: &[
            ("шаг меню\n", "шаг выбор_дальше\n    бывший шаг меню\n"),
            ("-> меню", "-> выбор_дальше"),
            ("-> меню", "-> выбор_дальше"),
        ],
        after: "закончить",
    },
    Case {
        name: "шаг переименован с прежним именем и изменён: его место занял другой",
        before: &["полная", "2", "да", "10000"],
        changes: &[
            ("шаг меню\n", "шаг выбор_дальше\n    бывший шаг меню\n"),
            ("-> меню", "-> выбор_дальше"),
            ("-> меню", "-> выбор_дальше"),
            (
                "\"Закончить\" -> конец_разговора",
                "\"Закончить\" -> конец_разговора\n      - люди \"К людям\" -> к_людям",
            ),
            (
                "  шаг конец_разговора\n",
                "  шаг к_людям\n    оператору первая \"Просит человека\"\n\n  шаг конец_разговора\n",
            ),
        ],
        after: "закончить",
    },
    Case {
        name: "шаг переименован без прежнего имени: сценарий сначала, известное не спрашивается",
        before: &["полная", "2", "да", "10000"],
        changes: &[
            ("шаг меню\n", "шаг выбор_дальше\n"),
            ("-> меню", "-> выбор_дальше"),
            ("-> меню", "-> выбор_дальше"),
        ],
        after: "закончить",
    },
    Case {
        name: "сценария больше нет: разговор сначала",
        before: &["полная"],
        changes: &[("сценарий пособие \"Пособие\"", "сценарий выплата \"Выплата\"")],
        after: "2",
    },
    Case {
        name: "сценария больше нет, а тема есть: на неё отвечает другой сценарий, известное не спрашивается",
        before: &["положено ли мне пособие", "полная"],
        changes: &[("сценарий пособие \"Пособие\"", "сценарий выплата \"Выплата\"")],
        after: "2",
    },
    Case {
        name: "внутри вызова, вызвавший шаг прежний: продолжается и возвращается",
        before: &["полная"],
        changes: &[("Сколько у вас детей?", "Сколько детей?")],
        after: "2",
    },
    Case {
        name: "внутри вызова, вызвавший шаг изменился: возвращается за вызов",
        before: &["полная"],
        changes: &[(
            "    вызвать проверка\n",
            "    сказать \"Сначала о детях.\"\n    вызвать проверка\n    сказать \"Спасибо.\"\n",
        )],
        after: "2",
    },
    Case {
        name: "внутри вызова, вызвавший шаг больше не вызывает: он выполняется сначала",
        before: &["полная"],
        changes: &[
            (
                "    вызвать проверка\n",
                "    сказать \"Детей больше не спрашиваем.\"\n",
            ),
            ("    спросить семья\n", "    спросить семья\n    вызвать проверка\n"),
        ],
        after: "2",
    },
    Case {
        name: "выясняется факт, правило изменилось, вопрос прежний: ответ принят",
        before: &["полная", "2"],
        changes: &[("доход < 15_000", "доход < 17_000")],
        after: "да",
    },
    Case {
        name: "выясняется факт, спрошенного факта больше нет: выясняется заново",
        before: &["полная", "2"],
        changes: &[
            (
                "факт прописка: да_нет \"Прописка\"\n  вопрос \"Вы прописаны здесь?\"\nконец\n",
                "",
            ),
            ("    прописка\n", ""),
        ],
        after: "да",
    },
    Case {
        name: "у известного факта другие границы, и значение в них не входит: оно забыто",
        before: &["полная", "2", "да", "10000"],
        changes: &[(
            "факт доход: деньги 0..1_000_000 \"Доход\"",
            "факт доход: деньги 0..9_000 \"Доход\"",
        )],
        after: "закончить",
    },
    Case {
        name: "известного факта больше нет",
        before: &["полная"],
        changes: &[
            (
                "факт семья: один из \"Семья\"\n  - полная \"Полная\"\n  - неполная \"Неполная\"\n  вопрос \"Какая у вас семья?\"\nконец\n",
                "",
            ),
            ("    спросить семья\n", ""),
            ("  вход семья: текст\n", ""),
        ],
        after: "2",
    },
];

fn changed(case: &Case) -> String {
    case.changes.iter().fold(BASE.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{}: «{old}»", case.name);
        text.replacen(old, new, 1)
    })
}

fn told(engine: &Engine, session: &mut Session, said: &str) -> Turn {
    let mut turn = engine.step(session, Event::text(said), now());
    while session.waits_for_host() {
        let source = turn.actions.iter().find_map(|a| match a {
            Action::Lookup(r) => Some(r.source.clone()),
            _ => None,
        });
        let outcome = LookupOutcome::NoAnswer;
        let source = source.unwrap();
        turn = engine.step(session, Event::LookupResult { source, outcome }, now());
    }
    turn
}

#[test]
fn every_conversation_goes_on_or_is_asked_again_or_is_told() {
    let old = engine(BASE);
    let mut out = String::new();
    for case in CASES {
        let text = changed(case);
        let new = engine(&text);
        let by_topic = case.before.first().is_some_and(|said| said.starts_with("положено"));
        let options = StartOptions {
            scenario: (!by_topic).then(|| "пособие".into()),
            ..StartOptions::default()
        };
        let (mut session, _) = old.start(&options, now());
        for said in case.before {
            told(&old, &mut session, said);
        }
        let at = old.position(&session).unwrap();
        // The host keeps it between the turns.
        let mut session = Session::from_bytes(&session.to_bytes().unwrap()).unwrap();
        let turn = new.resume(&mut session, Event::text(case.after), now());
        let moved = turn.explanation.moved.as_ref().expect("it tells how it came here");
        assert_eq!(session.bundle(), new.bundle());
        out.push_str(&format!("=== {}\n", case.name));
        for (before, after) in case.changes {
            before
                .trim_end()
                .lines()
                .for_each(|l| out.push_str(&format!("- {}\n", l.trim())));
            after
                .trim_end()
                .lines()
                .for_each(|l| out.push_str(&format!("+ {}\n", l.trim())));
        }
        out.push_str(&format!("({}/{})\n> {}\n", at.scenario, at.step, case.after));
        out.push_str(&shown(&turn));
        moved
            .text(Lang::Ru)
            .iter()
            .for_each(|line| out.push_str(&format!("  {line}\n")));
        let facts = new.facts(&session);
        let facts: Vec<String> = facts.iter().map(|f| format!("{}={}", f.name, f.shown)).collect();
        out.push_str(&format!("  известно: {}\n\n", facts.join(", ")));
        // From here on it is a session like any other.
        let mut again = Session::from_bytes(&session.to_bytes().unwrap()).unwrap();
        assert_eq!(again, session);
        let (a, b) = (told(&new, &mut session, "2"), told(&new, &mut again, "2"));
        assert_eq!((a, session), (b, again));
    }
    insta::assert_snapshot!(out);
}
