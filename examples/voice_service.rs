//! How a voice platform's service links the library. `cargo run --example voice_service -- base.lotsman`
//! plays a call in process; a real service does the same behind one address.
//!
//! The platform asks for a document when a call comes in, plays it, listens, and submits what it heard
//! to the address that the document names. So a service is one function: from the fields of a form to
//! the next document. Everything else is the platform's (speech, keys, transfers) or the engine's (what
//! to say, when to give up).

use std::collections::HashMap;

use lotsman::bundle::Bundle;
use lotsman::channel::voice::{Call, Malformed, Settings, Transfer, What, document, returned};
use lotsman::channel::{Action, Event, LookupOutcome};
use lotsman::runtime::{Engine, Session, StartOptions};
use lotsman::value::{Channel, DateTime};

/// What the platform gets.
enum Answer {
    /// The next document, `application/voicexml+xml`.
    Document(String),
    /// The call is over on the other side as well: an empty answer.
    Nothing,
    /// `400 Bad Request`: the form is none of ours.
    Refused(Malformed),
    /// `404 Not Found`: no such call, or it has ended.
    Unknown,
}

struct Service {
    engine: Engine,
    settings: Settings,
    /// A real service keeps these in its store, so that any of its processes can take any turn: sessions
    /// are plain serde data of a few hundred bytes. The last document is kept for forms that come twice.
    calls: HashMap<String, (Session, String)>,
}

impl Service {
    fn new(engine: Engine, address: &str) -> Self {
        let lang = engine.program().lang;
        let mut settings = Settings::new(address, lang);
        // Where operators are reached; a queue of its own may have a number of its own.
        settings.queue = Some("tel:+78001000001".to_owned());
        Self {
            engine,
            settings,
            calls: HashMap::new(),
        }
    }

    /// A call comes in. Make its name up so that nobody can guess it: it is all that a form is known by.
    fn incoming(&mut self, call: &str, now: DateTime) -> String {
        let options = StartOptions {
            channel: Channel::Voice,
            ..StartOptions::default()
        };
        let (mut session, turn) = self.engine.start(&options, now);
        let actions = self.performed(&mut session, turn.actions, now);
        self.kept(call, session, &actions)
    }

    /// A form comes back.
    fn submitted(&mut self, form: &[(String, String)], now: DateTime) -> Answer {
        let form = form.iter().map(|(name, value)| (name, value));
        let back = match returned(form) {
            Ok(back) => back,
            Err(why) => return Answer::Refused(why),
        };
        let Some((session, last)) = self.calls.get(&back.call) else {
            return Answer::Unknown;
        };
        if back.turn != session.turn() {
            // The platform asks again for what it did not get: the same form, the same answer.
            return Answer::Document(last.clone());
        }
        let mut session = session.clone();
        match back.what {
            What::Event(event) => {
                let turn = self.engine.step(&mut session, event, now);
                let actions = self.performed(&mut session, turn.actions, now);
                Answer::Document(self.kept(&back.call, session, &actions))
            }
            What::Transfer {
                queue,
                result: Transfer::Busy | Transfer::NoAnswer | Transfer::Failed,
            } => {
                // The card is at the operators' already; here a service would offer to call back.
                println!("(nobody in {queue} took the call)");
                self.calls.remove(&back.call);
                Answer::Nothing
            }
            _ => {
                self.calls.remove(&back.call);
                Answer::Nothing
            }
        }
    }

    /// What the engine asks the service itself to do, done at once; the citizen waits on the line.
    fn performed(&self, session: &mut Session, mut actions: Vec<Action>, now: DateTime) -> Vec<Action> {
        loop {
            let event = match actions.last() {
                Some(Action::Lookup(request)) => Event::LookupResult {
                    source: request.source.clone(),
                    // Ask the real source here, within `request.timeout`.
                    outcome: LookupOutcome::NoAnswer,
                },
                Some(Action::Identify { .. }) => Event::Identified {
                    success: false,
                    method: None,
                },
                _ => break,
            };
            actions.extend(self.engine.step(session, event, now).actions);
        }
        for action in &actions {
            if let Action::Handover(card) = action {
                // Send the card to the operators' workplace now: the transfer brings only the call's name.
                println!("(card for {}: {})", card.queue_title, card.reason);
            }
        }
        actions
    }

    fn kept(&mut self, call: &str, session: Session, actions: &[Action]) -> String {
        let turn = session.turn();
        let xml = document(actions, &Call { id: call, turn }, &self.settings);
        self.calls.insert(call.to_owned(), (session, xml.clone()));
        xml
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: voice_service BUNDLE")?;
    let engine = Engine::new(&Bundle::open(path)?)?;
    let now = engine.local_time(jiff::Timestamp::now());
    let mut service = Service::new(engine, "https://voice.example.org/turn");

    println!("{}", service.incoming("call-1", now));
    // What a platform would submit: nothing was said, a key was pressed, words were heard.
    let script: [&[(&str, &str)]; 3] = [
        &[("kind", "silence")],
        &[("kind", "keys"), ("keys", "1")],
        &[("kind", "speech"), ("said1", "оператор"), ("confidence1", "0.93")],
    ];
    for fields in script {
        let turn = service.calls.get("call-1").map_or(0, |(session, _)| session.turn());
        let mut form = vec![
            ("call".to_owned(), "call-1".to_owned()),
            ("turn".to_owned(), turn.to_string()),
            ("expects".to_owned(), "key".to_owned()),
        ];
        form.extend(
            fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        match service.submitted(&form, now) {
            Answer::Document(xml) => println!("{xml}"),
            Answer::Nothing => println!("(the call is over)"),
            Answer::Refused(why) => println!("(refused: {why})"),
            Answer::Unknown => println!("(no such call)"),
        }
    }
    Ok(())
}
