//! A bundle in a file, mapped, followed by the base of this repository.

use super::mutations::base;
use crate::bundle::Bundle;
use crate::channel::{Action, Event, LookupOutcome};
use crate::compile::{Input, build, check};
use crate::runtime::{Engine, Session, StartOptions, Turn};
use crate::value::{Channel, Date, DateTime};

const ANSWERS: [&str; 6] = [
    "да",
    "3",
    "12 мая 1980 года",
    "20000",
    "не знаю",
    "как оформить пособие",
];

fn now() -> DateTime {
    Date::constant(2026, 11, 23).at(12, 0, 0, 0)
}

fn event(turn: &Turn, n: usize) -> Option<Event> {
    turn.actions.iter().find_map(|action| match action {
        Action::Ask(question) | Action::Menu(question) => {
            Some(match question.options.get(n % (question.options.len() + 1)) {
                Some(option) => Event::Option {
                    name: option.name.clone(),
                },
                None => Event::text(ANSWERS[n % ANSWERS.len()]),
            })
        }
        Action::Lookup(request) => Some(Event::LookupResult {
            source: request.source.clone(),
            outcome: LookupOutcome::NoData,
        }),
        _ => None,
    })
}

fn conversation(engine: &Engine, options: &StartOptions, seed: usize) -> Session {
    let (mut session, mut turn) = engine.start(options, now());
    for n in 0..12 {
        let Some(event) = event(&turn, seed + n) else { break };
        turn = engine.step(&mut session, event, now());
        engine.next_question(&session);
    }
    session
}

/// What follows a bundle asks for one thing after another: nothing may read all of an array at once.
#[test]
fn nothing_reads_the_whole_of_a_bundle() {
    let inputs = base().into_iter().map(|(path, text)| Input {
        path,
        bytes: text.into_bytes(),
    });
    let checked = check(inputs.collect());
    let bytes = build(&checked).unwrap().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("base.lotsman");
    std::fs::write(&path, &bytes).unwrap();
    let bundle = Bundle::open(&path).unwrap();
    assert_eq!(bundle.verify(), Ok(()));
    let engine = Engine::new(&bundle).unwrap();
    // Orders of questions are checked against the tables they are about; nothing else is read.
    let program = bundle.program();
    assert_eq!(program.items_read(), program.decisions.items_read());
    let names = checked.model.program.scenarios.iter().map(|s| s.name.clone());
    for (seed, name) in names.enumerate() {
        for channel in [Channel::Chat, Channel::Voice] {
            let options = StartOptions {
                channel,
                scenario: Some(name.clone()),
                ..StartOptions::default()
            };
            let session = conversation(&engine, &options, seed);
            engine.facts(&session);
        }
    }
    for topic in &checked.model.program.topics {
        let mut session = engine.start(&StartOptions::default(), now()).0;
        engine.step(&mut session, Event::text(&topic.title), now());
        engine.judge_explained(&topic.title, now().date());
        engine.search(&topic.title, now().date(), 3);
    }
    assert!(
        program.items_read() > 1000,
        "{} items were looked at",
        program.items_read()
    );
    assert_eq!(program.read_whole(), Vec::<&str>::new());
}
