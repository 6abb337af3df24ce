//! Whole calls: engine, documents, interpreter, forms, and back. A person can read the snapshots.

use lotsman::channel::voice::{Call, Settings, What, document, returned};
use lotsman::channel::{Action, Event, LookupOutcome};
use lotsman::runtime::{Engine, Session, StartOptions};
use lotsman::value::{Channel, Date, DateTime, Lang};

use super::SAMPLE;
use super::interpreter::Input::{self, HangsUp, Heard, Noise, Operator, Presses, Says, Silent};
use super::interpreter::{Left, execute, unanswered};

const GATEWAY: &str = "https://voice.example.org/turn";

fn now() -> DateTime {
    Date::new(2023, 10, 5).unwrap().at(12, 0, 0, 0)
}

struct Service {
    engine: &'static Engine,
    session: Session,
    settings: Settings,
}

impl Service {
    fn start(scenario: Option<&str>) -> (Self, Vec<Action>) {
        let engine = &*SAMPLE;
        let options = StartOptions {
            channel: Channel::Voice,
            scenario: scenario.map(Into::into),
            ..StartOptions::default()
        };
        let (session, turn) = engine.start(&options, now());
        let mut settings = Settings::new(GATEWAY, Lang::Ru);
        settings.queue = Some("tel:+78001000001".to_owned());
        let mut service = Self {
            engine,
            session,
            settings,
        };
        let actions = service.settled(turn.actions);
        (service, actions)
    }

    fn settled(&mut self, mut actions: Vec<Action>) -> Vec<Action> {
        while let Some(Action::Lookup(request)) = actions.last() {
            let event = Event::LookupResult {
                source: request.source.clone(),
                outcome: LookupOutcome::NoAnswer,
            };
            actions.extend(self.engine.step(&mut self.session, event, now()).actions);
        }
        actions
    }

    fn document(&self, actions: &[Action]) -> String {
        let call = Call {
            id: "zvonok-7",
            turn: self.session.turn(),
        };
        document(actions, &call, &self.settings)
    }
}

/// A call with a script; it must be used up, and the call must end.
fn call(scenario: Option<&str>, script: &[Input<'static>]) -> String {
    let mut log = String::new();
    let (mut service, mut actions) = Service::start(scenario);
    let mut script = script.iter().copied();
    loop {
        let xml = service.document(&actions);
        let mut next = || script.next().expect("the script is too short");
        match execute(&xml, &mut next, &mut log) {
            Left::Submitted { url, form } => {
                assert_eq!(url, GATEWAY);
                let shown: Vec<String> = form
                    .iter()
                    .filter(|(name, value)| name != "call" && !value.is_empty())
                    .map(|(name, value)| format!("{name}={value}"))
                    .collect();
                log.push_str(&format!("  форма: {}\n", shown.join(" ")));
                let back = returned(form).unwrap();
                assert_eq!((back.call.as_str(), back.turn), ("zvonok-7", service.session.turn()));
                match back.what {
                    What::Event(event) => {
                        let turn = service.engine.step(&mut service.session, event, now());
                        actions = service.settled(turn.actions);
                    }
                    other => {
                        log.push_str(&format!("  итог: {other:?}\n"));
                        break;
                    }
                }
            }
            Left::Disconnected => {
                log.push_str("  служба кладёт трубку\n");
                break;
            }
            Left::Exited(values) => {
                log.push_str(&format!("  площадке: {values:?}\n"));
                break;
            }
        }
    }
    assert_eq!(script.count(), 0, "the call ended before the script did:\n{log}");
    log
}

#[test]
fn a_menu_by_keys() {
    insta::assert_snapshot!(call(Some("сообщения_мчс"), &[Presses("3"), HangsUp]));
}

#[test]
fn a_menu_by_words_with_doubts() {
    insta::assert_snapshot!(call(
        Some("сообщения_мчс"),
        &[
            // Too unsure to be used, and known to no grammar: counted as not understood.
            Says("оператор", 0.2),
            Says("абракадабра", 0.9),
            Heard(&[("повтори", 0.55), ("повторите", 0.5)]),
            Says("оператор", 0.9),
            Operator("connection.disconnect.transfer"),
        ]
    ));
}

#[test]
fn silence_is_counted_until_an_operator_takes_over() {
    insta::assert_snapshot!(call(Some("сообщения_мчс"), &[Silent, Silent, Silent, Operator("busy")]));
}

#[test]
fn what_no_grammar_knows_is_counted_too() {
    insta::assert_snapshot!(call(
        Some("сообщения_мчс"),
        &[Noise, Presses("9"), Noise, Operator("noanswer")]
    ));
}

#[test]
fn dates_and_numbers_are_pressed_or_said() {
    insta::assert_snapshot!(call(
        Some("страховая_пенсия"),
        &[
            Says("да", 0.9),
            // Half a date: no grammar knows it.
            Presses("1503#"),
            Presses("15031965#"),
            Presses("*"),
            Presses("1"),
            Says("тридцать два", 0.8),
            Presses("40#"),
            HangsUp,
        ]
    ));
}

#[test]
fn a_gateway_that_does_not_answer_is_told_and_the_line_is_cut() {
    let (service, actions) = Service::start(Some("сообщения_мчс"));
    let mut log = String::new();
    let left = unanswered(&service.document(&actions), &mut log);
    assert!(matches!(left, Left::Disconnected));
    insta::assert_snapshot!(log);
}

/// A form that comes twice has the same call and turn, so a service can answer it once.
#[test]
fn the_turn_tells_a_form_that_comes_twice() {
    let (mut service, actions) = Service::start(Some("сообщения_мчс"));
    let xml = service.document(&actions);
    let mut turns = Vec::new();
    for _ in 0..2 {
        let Left::Submitted { form, .. } = execute(&xml, &mut || Presses("3"), &mut String::new()) else {
            panic!("a key is submitted")
        };
        let back = returned(form).unwrap();
        turns.push(back.turn);
        if back.turn == service.session.turn()
            && let What::Event(event) = back.what
        {
            service.engine.step(&mut service.session, event, now());
        }
    }
    assert_eq!(turns[0], turns[1]);
    assert_eq!(service.session.turn(), turns[0] + 1);
}
