use proptest::prelude::*;

use super::*;
use crate::channel::{Action, Choice, Event, Expects, HandoverCard, Heard, Message, Question};
use crate::value::Lang;

fn settings() -> Settings {
    Settings::new("https://example.org/voice?a=1&b=2", Lang::Ru)
}

fn say(text: &str) -> Action {
    Action::Say(Message {
        text: text.to_owned(),
        ..Message::default()
    })
}

fn ask(text: &str, expects: Expects, options: &[(&str, char)]) -> Action {
    Action::Ask(Question {
        text: text.to_owned(),
        expects,
        options: options
            .iter()
            .map(|(label, key)| Choice {
                name: (*label).into(),
                label: (*label).to_owned(),
                key: Some(*key),
            })
            .collect(),
        ..Question::default()
    })
}

const CALL: Call<'static> = Call { id: "a-1", turn: 3 };

fn written(actions: &[Action]) -> String {
    document(actions, &CALL, &settings())
}

#[test]
fn a_turn_that_asks() {
    let menu = ask(
        "Что подсказать? Скажите или нажмите: один — Срок ответа; два — 5% «МФЦ».",
        Expects::Option,
        &[("Срок ответа", '1'), ("5% «МФЦ»", '2')],
    );
    insta::assert_snapshot!(written(&[say("Здравствуйте!\nСрок — до 5 дней."), menu]));
}

#[test]
fn a_turn_that_asks_for_a_date() {
    insta::assert_snapshot!(written(&[ask("Когда вы родились?", Expects::Date, &[])]));
}

#[test]
fn a_turn_that_passes_the_call_on() {
    let card = HandoverCard {
        queue: "первая_линия".into(),
        ..HandoverCard::default()
    };
    let actions = [say("Соединяю с оператором."), Action::Handover(Box::new(card.clone()))];
    let mut settings = settings();
    settings.queue = Some("tel:+78001000001".to_owned());
    insta::assert_snapshot!(document(&actions, &CALL, &settings));

    // The queue is closed: nobody to pass the call to.
    let closed = HandoverCard {
        open: Some(false),
        ..card
    };
    let actions = [say("Операторы не работают."), Action::Handover(Box::new(closed))];
    let xml = document(&actions, &CALL, &settings);
    assert!(xml.contains("<disconnect/>") && !xml.contains("<transfer"));
}

#[test]
fn a_queue_without_an_address_is_left_to_the_platform() {
    let card = HandoverCard {
        queue: "первая_линия".into(),
        ..HandoverCard::default()
    };
    let xml = written(&[Action::Handover(Box::new(card))]);
    assert!(xml.contains(r#"<exit namelist="call queue"/>"#));
    assert!(xml.contains("первая_линия"));
}

#[test]
fn the_last_turn_hangs_up_and_listens_no_more() {
    let xml = written(&[
        say("До свидания!"),
        Action::End {
            outcome: "решено".into(),
        },
    ]);
    assert!(xml.contains("<disconnect/>"));
    assert!(!xml.contains("<field"));
}

#[test]
fn a_document_says_nothing_of_what_is_for_the_operator() {
    let card = HandoverCard {
        queue: "очередь".into(),
        reason: "секрет".to_owned(),
        ..HandoverCard::default()
    };
    assert!(!written(&[Action::Handover(Box::new(card))]).contains("секрет"));
}

#[test]
fn ssml_is_a_document_of_its_own() {
    insta::assert_snapshot!(ssml("До 1 марта — 20 000 руб. & <b>всё</b>\nВторой абзац", Lang::Ru));
}

#[test]
fn what_would_be_markup_is_text() {
    let xml = written(&[say("</prompt><disconnect/> \u{1} ]]> &amp;")]);
    assert!(xml.contains("&lt;/prompt&gt;&lt;disconnect/&gt;"));
    assert!(!xml.contains('\u{1}'));
    assert!(xml.contains("&amp;amp;"));
}

#[test]
fn names_of_calls_cannot_leave_their_string() {
    let xml = document(
        &[say("x")],
        &Call {
            id: "a'+alert(1)+'\\",
            turn: 1,
        },
        &settings(),
    );
    assert!(xml.contains(r"'a\'+alert(1)+\'\\'"));
}

fn form<'a>(kind: &'a str, more: &[(&'a str, &'a str)]) -> Result<Returned, Malformed> {
    let mut fields = vec![("call", "a-1"), ("turn", "3"), ("kind", kind)];
    if !more.iter().any(|(name, _)| *name == "expects") {
        fields.push(("expects", "key"));
    }
    fields.extend_from_slice(more);
    returned(fields)
}

fn event(kind: &str, more: &[(&str, &str)]) -> Event {
    form(kind, more).unwrap().event().unwrap().clone()
}

#[test]
fn forms_become_events() {
    assert_eq!(event("silence", &[]), Event::Silence);
    assert_eq!(
        event("nomatch", &[]),
        Event::Speech {
            alternatives: Vec::new()
        }
    );
    assert_eq!(event("keys", &[("keys", "2")]), Event::Key { key: '2' });
    assert_eq!(
        event("keys", &[("keys", "3 4"), ("expects", "number")]),
        Event::text("34")
    );
    assert_eq!(
        event("keys", &[("keys", "15031985#"), ("expects", "date")]),
        Event::text("15.03.1985")
    );
    assert_eq!(
        event("keys", &[("keys", "15*"), ("expects", "date")]),
        Event::Key { key: '*' }
    );
    let heard = |text: &str, confidence| Heard {
        text: text.to_owned(),
        confidence,
    };
    assert_eq!(
        event(
            "speech",
            &[
                ("said1", "да"),
                ("confidence1", "0.9"),
                ("said2", "дай"),
                ("confidence2", "0.25"),
                ("said3", ""),
                ("confidence3", "")
            ]
        ),
        Event::Speech {
            alternatives: vec![heard("да", 0.9), heard("дай", 0.25)]
        }
    );
    assert_eq!(form("hangup", &[]).unwrap().what, What::HungUp);
    let transfer = form("transfer", &[("queue", "о"), ("result", "busy")]).unwrap();
    assert_eq!(
        transfer.what,
        What::Transfer {
            queue: "о".to_owned(),
            result: Transfer::Busy
        }
    );
    assert_eq!((transfer.call.as_str(), transfer.turn), ("a-1", 3));
}

#[test]
fn malformed_forms_are_refused_with_the_field() {
    let long = "я".repeat(3_000);
    let cases: [(Result<Returned, Malformed>, Malformed); 13] = [
        (form("", &[]), Malformed::Value("kind")),
        (form("drop table", &[]), Malformed::Value("kind")),
        (form("keys", &[]), Malformed::Missing("keys")),
        (form("keys", &[("keys", "12a")]), Malformed::Value("keys")),
        (form("keys", &[("keys", "")]), Malformed::Value("keys")),
        (
            form("keys", &[("keys", "1"), ("expects", "x")]),
            Malformed::Value("expects"),
        ),
        (form("speech", &[]), Malformed::Missing("said1")),
        (form("speech", &[("said1", "да")]), Malformed::Missing("confidence")),
        (
            form("speech", &[("said1", "да"), ("confidence1", "NaN")]),
            Malformed::Value("confidence"),
        ),
        (
            form("speech", &[("said1", "да"), ("confidence1", "95")]),
            Malformed::Value("confidence"),
        ),
        (
            form("speech", &[("said1", &long), ("confidence1", "1")]),
            Malformed::TooLong("said1".to_owned()),
        ),
        (
            form("transfer", &[("queue", "о"), ("result", "sold")]),
            Malformed::Value("result"),
        ),
        (
            form("silence", &[("kind", "keys")]),
            Malformed::Twice("kind".to_owned()),
        ),
    ];
    for (got, expected) in cases {
        assert_eq!(got, Err(expected));
    }
    assert_eq!(returned([("turn", "1")]), Err(Malformed::Missing("call")));
    assert_eq!(
        returned([("call", "../../etc"), ("turn", "1"), ("kind", "silence")]),
        Err(Malformed::Value("call"))
    );
    assert_eq!(
        returned([("call", "a"), ("turn", "-1"), ("kind", "silence")]),
        Err(Malformed::Value("turn"))
    );
    let many: Vec<(String, &str)> = (0..100).map(|n| (format!("f{n}"), "")).collect();
    assert_eq!(returned(many), Err(Malformed::TooMany));
}

proptest! {
    #[test]
    fn any_form_is_read_or_refused(fields in prop::collection::vec((".{0,8}", ".{0,16}"), 0..8), kind in "(speech|keys|transfer|silence)") {
        let mut all = vec![("call".to_owned(), "a".to_owned()), ("turn".to_owned(), "1".to_owned()), ("kind".to_owned(), kind)];
        all.extend(fields);
        let _ = returned(all);
    }

    /// Whatever is said stays text: the document is balanced and holds one form.
    #[test]
    fn any_words_make_a_document(text in any::<String>(), label in any::<String>()) {
        let actions = [say(&text), ask(&text, Expects::Option, &[(&label, '1')])];
        let xml = written(&actions);
        prop_assert_eq!(xml.matches("<form").count(), 1);
        prop_assert_eq!(xml.matches("<prompt>").count(), xml.matches("</prompt>").count());
        prop_assert_eq!(written(&actions), xml);
    }
}
