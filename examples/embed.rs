//! How a channel service links the library: `cargo run --example embed -- base.lotsman`

use std::io::BufRead;

use lotsman::bundle::Bundle;
use lotsman::channel::{Action, Event, LookupOutcome};
use lotsman::runtime::{Engine, StartOptions, Turn};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: embed BUNDLE")?;
    // One engine serves all threads; clone it freely.
    let engine = Engine::new(&Bundle::open(path)?)?;
    let now = || engine.local_time(jiff::Timestamp::now());

    let (mut session, mut turn) = engine.start(&StartOptions::default(), now());
    let mut lines = std::io::stdin().lock().lines();
    loop {
        // Some actions ask the service to do something and come back with an event at once.
        let event = match perform(&turn) {
            Some(event) => event,
            None if session.is_over() => return Ok(()),
            None => match lines.next() {
                Some(line) => Event::text(line?),
                None => return Ok(()),
            },
        };
        // A real service keeps the session between turns in its own store: it is plain serde data.
        turn = engine.step(&mut session, event, now());
    }
}

fn perform(turn: &Turn) -> Option<Event> {
    let mut answer = None;
    for action in &turn.actions {
        match action {
            Action::Say(message) => println!("{}", message.text),
            Action::Ask(question) | Action::Menu(question) => {
                println!("{}", question.text);
                question.options.iter().for_each(|o| println!("  [{}]", o.label));
            }
            Action::Lookup(request) => {
                // Ask the real source here, within `request.timeout`.
                answer = Some(Event::LookupResult {
                    source: request.source.clone(),
                    outcome: LookupOutcome::NoAnswer,
                });
            }
            Action::Identify { .. } => {
                answer = Some(Event::Identified {
                    success: false,
                    method: None,
                })
            }
            Action::Handover(card) => println!("-> {}: {}", card.queue_title, card.reason),
            Action::End { outcome } => println!("({outcome})"),
            _ => {}
        }
    }
    answer
}
