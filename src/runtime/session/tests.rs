//! Sessions from outside, and how much room they take.

use super::packed::{PackedFrame, PackedMark};
use super::*;
use crate::channel::Event;
use crate::runtime::StartOptions;
use crate::runtime::tests::build::*;
use crate::runtime::tests::talk::Talk;
use crate::value::Type;

/// A conversation in which two facts are known and a third is asked.
fn talk() -> Talk {
    let mut b = Build::new();
    let facts = ["дети", "доход", "возраст"].map(|name| b.integer(name, 0, 100));
    let asks = facts.map(ask).to_vec();
    b.scenario("семья", vec![], vec![[asks, vec![done()]].concat()]);
    let mut t = Talk::of(b);
    t.say("двое").say("5");
    assert_eq!(t.s.facts().count(), 2);
    t
}

fn from_json(json: &serde_json::Value) -> Result<Session, String> {
    serde_json::from_str(&json.to_string()).map_err(|e| e.to_string())
}

#[test]
fn a_session_from_json_is_checked_as_one_from_bytes_is() {
    let session = talk().s;
    let json = serde_json::to_value(&session).unwrap();
    assert_eq!(from_json(&json).as_ref(), Ok(&session));
    assert_eq!(Session::from_bytes(&session.to_bytes().unwrap()).as_ref(), Ok(&session));

    let changes: [fn(&mut Session); 4] = [
        |s| s.facts.0.reverse(),
        |s| s.facts.0.insert(0, s.facts.0[0].clone()),
        |s| s.names.steps.clear(),
        |s| s.frames.clear(),
    ];
    for change in changes {
        let mut wrong = session.clone();
        change(&mut wrong);
        assert_eq!(
            Session::from_bytes(&wrong.to_bytes().unwrap()),
            Err(SessionError::Damaged)
        );
        let refused = from_json(&serde_json::to_value(&wrong).unwrap()).unwrap_err();
        assert!(refused.contains("out of order"), "{refused}");
    }
}

#[test]
fn json_by_hand_with_facts_out_of_order_or_twice_is_refused() {
    let json = serde_json::to_value(talk().s).unwrap();
    let with = |change: fn(&mut Vec<serde_json::Value>)| {
        let mut json = json.clone();
        change(json["facts"].as_array_mut().unwrap());
        from_json(&json)
    };
    assert!(with(|_| {}).is_ok());
    assert!(with(|facts| facts.reverse()).is_err());
    assert!(with(|facts| facts.insert(1, facts[0].clone())).is_err());
}

#[test]
fn sessions_are_small() {
    assert_eq!(size_of::<PackedMark>(), 12);
    assert_eq!(size_of::<PackedFrame>(), 16);
    assert!(size_of::<Session>() <= 344, "{}", size_of::<Session>());
    assert!(size_of::<(FactKey, Stored)>() <= 48);
}

#[test]
fn what_is_packed_comes_back_the_same() {
    let frames = [None, Some(TopicId(0)), Some(TopicId(7))].map(|topic| Frame {
        step: StepId(3),
        node: NodeId(9),
        entered: Entered::Digression,
        topic,
    });
    let mut history = History::default();
    for (asked, topic) in [(AskedAt::Menu, None), (AskedAt::Fact(FactId(0)), Some(TopicId(4)))] {
        history.push(&frames, asked, topic);
        assert_eq!(history.last_asked(), Some(asked));
        let back = history.pop().unwrap();
        assert_eq!(
            (back.frames.as_slice(), back.waiting, back.topic),
            (&frames[..], asked, topic)
        );
        // A mark that is packed is written as one that is not.
        history.push(&frames, asked, topic);
        let json = serde_json::to_value(&history).unwrap();
        assert_eq!(json["frames"], serde_json::to_value(frames).unwrap());
        assert_eq!(serde_json::from_value::<History>(json).unwrap(), history);
        history.clear();
    }
}

#[test]
fn the_name_of_an_option_is_held_once_for_all_sessions() {
    let mut b = Build::new();
    let names = ["работаю", "на_пенсии"].map(Name::from).to_vec();
    let asked = b.asked("занятость", Type::OneOf(names));
    let wait = b.asked("возраст", Type::Text);
    b.scenario("опрос", vec![], vec![vec![ask(asked), ask(wait), done()]]);
    let engine = b.engine();
    let options = StartOptions {
        scenario: Some("опрос".into()),
        ..StartOptions::default()
    };
    let own = engine.program().facts.get(asked.index()).unwrap().options[1]
        .name
        .clone();
    let by_button = Event::Option {
        name: Name::from(&*own),
    };
    for event in [by_button, Event::text("на пенсии")] {
        let mut t = Talk::start(engine.clone(), options.clone());
        t.event(event);
        let Some(Value::Key(name)) = t.s.fact("занятость") else {
            panic!("{:?}", t.s)
        };
        assert!(std::sync::Arc::ptr_eq(name, &own));
    }
}
