//! Whatever happens outside, the engine keeps its invariants.

use proptest::prelude::*;

use super::build::{done, now, num};
use super::dialog::base;
use crate::bundle::program::*;
use crate::channel::{Event, Heard, LookupOutcome};
use crate::runtime::session::Waiting;
use crate::runtime::{Engine, Note, Session, StartOptions};
use crate::value::{Channel, Type};

fn engine() -> Engine {
    let mut b = base();
    let out = b.asked("доход", Type::Money { min: None, max: None });
    b.p.sources.push(Source {
        name: "егиссо".into(),
        title: String::new(),
        inputs: vec![],
        outputs: vec![out],
        timeout: None,
        identified: false,
    });
    b.p.defaults.identification_chat = vec!["госуслуги".into()];
    let lookup = Op::Lookup {
        source: SourceId(0),
        args: vec![],
        handlers: HandlersId(0),
    };
    let identify = Op::Identify {
        method: None,
        handlers: HandlersId(0),
    };
    let scenario = b.scenario("справка", vec![], vec![vec![identify, lookup, done()]]);
    b.topic("справка", None, Some(Answer::Scenario(scenario)));
    b.p.defaults.max_no_match = 20;
    b.engine()
}

fn event() -> impl Strategy<Value = Event> {
    let words = prop_oneof![
        Just("семья"),
        Just("погода"),
        Just("срок"),
        Just("льготы"),
        Just("справка"),
        Just("разное"),
        Just("двое"),
        Just("25"),
        Just("не знаю"),
        Just("омск"),
        Just("назад"),
        Just("повторите"),
        Just("заново"),
        Just("помощь"),
        Just("1"),
        Just("ничего из этого"),
        Just(""),
        Just("жалоба"),
        Just("какая сегодня погода? и какой срок?"),
        Just("какая у меня семья? где справка? какая завтра погода?"),
        Just("двое, а какая погода?"),
        Just("моя семья: двое детей"),
        Just("я ошибся, трое"),
        Just("не двое, а трое"),
        Just("да"),
        Just("нет"),
        Just("второе"),
    ];
    prop_oneof![
        12 => words.prop_map(Event::text),
        2 => "\\PC{0,40}".prop_map(Event::text),
        1 => any::<char>().prop_map(|key| Event::Key { key }),
        2 => prop_oneof![Just('0'), Just('1'), Just('*'), Just('#')].prop_map(|key| Event::Key { key }),
        1 => Just(Event::Silence),
        2 => prop_oneof![Just("омск"), Just("льготы.проезд"), Just("нет такого")].prop_map(|n| Event::Option { name: n.into() }),
        1 => ("\\PC{0,10}", any::<f32>()).prop_map(|(text, confidence)| Event::Speech { alternatives: vec![Heard { text, confidence }] }),
        2 => prop_oneof![
            Just(LookupOutcome::NoData), Just(LookupOutcome::NoAnswer),
            Just(LookupOutcome::Answered { facts: vec![("доход".into(), num("1")), ("х".into(), num("1"))] }),
        ].prop_map(|outcome| Event::LookupResult { source: "егиссо".into(), outcome }),
        2 => any::<bool>().prop_map(|success| Event::Identified { success, method: None }),
    ]
}

fn sound(s: &Session) -> bool {
    match &s.waiting {
        Waiting::Over => s.outcome().is_some(),
        Waiting::Question => s.frames.is_empty() && s.outcome().is_none(),
        Waiting::Clarify { .. } => s.outcome().is_none(),
        Waiting::Later => s.outcome().is_none() && s.later.as_ref().is_some_and(|l| !l.topics.is_empty()),
        Waiting::More { .. }
        | Waiting::Details { .. }
        | Waiting::Fact { .. }
        | Waiting::Menu { .. }
        | Waiting::Lookup
        | Waiting::Source { .. }
        | Waiting::Identify => !s.frames.is_empty() && s.outcome().is_none(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_events_leave_a_sound_session(events in prop::collection::vec(event(), 0..25), voice in any::<bool>()) {
        let engine = engine();
        let channel = if voice { Channel::Voice } else { Channel::Chat };
        let (mut session, turn) = engine.start(&StartOptions { channel, ..StartOptions::default() }, now());
        prop_assert!(!turn.actions.is_empty());
        for event in events {
            let over = session.is_over();
            // Kept in compact bytes and in JSON, the session goes on the same way.
            let bytes = postcard::to_stdvec(&session).unwrap();
            let mut from_bytes: Session = postcard::from_bytes(&bytes).unwrap();
            let json = serde_json::to_string(&session).unwrap();
            let mut from_json: Session = serde_json::from_str(&json).unwrap();
            let turn = engine.step(&mut session, event.clone(), now());
            prop_assert_eq!(&engine.step(&mut from_bytes, event.clone(), now()), &turn);
            prop_assert_eq!(&engine.step(&mut from_json, event.clone(), now()), &turn);
            prop_assert_eq!(&from_bytes, &session);
            prop_assert_eq!(&from_json, &session);
            prop_assert!(sound(&session), "{:?} after {:?}", session.waiting, event);
            let unexpected = turn.explanation.notes.contains(&Note::UnexpectedEvent);
            prop_assert!(over || unexpected || !turn.actions.is_empty(), "nothing done on {:?} while {:?}", event, session.waiting);
            let text = turn.explanation.text(crate::value::Lang::Ru);
            prop_assert!(over || !text.is_empty());
        }
    }
}
