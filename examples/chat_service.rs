//! How a chat service links the library: `cargo run --example chat_service -- base.lotsman`
//!
//! Messages come as lines `CHAT<tab>NUMBER<tab>TEXT`, as a messenger would deliver them: of many people at once, now and
//! then one twice, and on while a new bundle is published. `!BUTTON` in place of a text presses a button.
//!
//! ```text
//! anna   1   сколько ждать ответа на сообщение в МЧС
//! boris  1   оператор
//! anna   1   сколько ждать ответа на сообщение в МЧС
//! ```

use std::collections::HashMap;
use std::error::Error;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use lotsman::bundle::Bundle;
use lotsman::channel::{Action, Event, HandoverCard, LookupOutcome, LookupRequest, Transcript};
use lotsman::runtime::{Engine, EngineHandle, Session, StartOptions, Turn, Upgrade};

type Failure = Box<dyn Error + Send + Sync>;

/// What the service keeps of a conversation. The session is bytes, as it would be in a database: nothing of it depends on
/// this process, and any process can take the next message.
#[derive(Default)]
struct Conversation {
    session: Vec<u8>,
    transcript: Transcript,
    /// The last message that was answered, and the answer: a messenger that missed it delivers the message again.
    answered: Option<(u64, Vec<Reply>)>,
}

/// What the messenger is to show.
#[derive(Clone, Debug)]
enum Reply {
    Text(String),
    Buttons(Vec<(String, String)>),
    Closed,
}

struct ChatService {
    /// The bundle in service. A message on its way keeps the engine that it began with.
    engines: EngineHandle,
    published: Mutex<(PathBuf, SystemTime)>,
    /// One lock a conversation: its messages are answered one after another, those of others at the same time.
    conversations: Mutex<HashMap<String, Arc<Mutex<Conversation>>>>,
}

impl ChatService {
    fn open(path: &Path) -> Result<Self, Failure> {
        let changed = path.metadata()?.modified()?;
        Ok(Self {
            engines: EngineHandle::new(Engine::new(&Bundle::open(path)?)?),
            published: Mutex::new((path.to_owned(), changed)),
            conversations: Mutex::default(),
        })
    }

    /// Takes over a bundle that was renamed over the old one. A file that does not open changes nothing.
    fn reload(&self) {
        let Ok(mut published) = self.published.lock() else {
            return;
        };
        let Ok(changed) = published.0.metadata().and_then(|m| m.modified()) else {
            return;
        };
        if changed == published.1 {
            return;
        }
        published.1 = changed;
        match Bundle::open(&published.0).and_then(|bundle| Engine::new(&bundle)) {
            Ok(engine) => drop(self.engines.swap(engine)),
            Err(e) => eprintln!("the new bundle is left alone: {e}"),
        }
    }

    /// Answers a message, each number once.
    fn receive(&self, chat: &str, number: u64, event: Event) -> Result<Vec<Reply>, Failure> {
        let conversation = {
            let mut all = self.conversations.lock().map_err(|_| "a thread has died")?;
            Arc::clone(all.entry(chat.to_owned()).or_default())
        };
        let mut conversation = conversation.lock().map_err(|_| "a thread has died")?;
        if let Some((last, replies)) = &conversation.answered
            && number <= *last
        {
            return Ok(replies.clone());
        }
        let mut replies = Vec::new();
        let mut session = self.session(&mut conversation, &mut replies)?;
        self.step(&mut session, event, &mut conversation.transcript, &mut replies);
        conversation.session = session.to_bytes()?;
        conversation.answered = Some((number, replies.clone()));
        Ok(replies)
    }

    /// The session that goes on, or a new one: the first message begins a conversation, and so does one after its end.
    fn session(&self, conversation: &mut Conversation, replies: &mut Vec<Reply>) -> Result<Session, Failure> {
        if !conversation.session.is_empty() {
            let session = Session::from_bytes(&conversation.session)?;
            if !session.is_over() {
                return Ok(session);
            }
        }
        conversation.transcript = Transcript::default();
        let engine = self.engines.current();
        let now = engine.local_time(jiff::Timestamp::now());
        let (mut session, turn) = engine.start(&StartOptions::default(), now);
        self.took(&mut session, turn, &mut conversation.transcript, replies);
        Ok(session)
    }

    fn step(&self, session: &mut Session, event: Event, transcript: &mut Transcript, replies: &mut Vec<Reply>) {
        let now = self.engines.current().local_time(jiff::Timestamp::now());
        let turn = self.engines.step(session, event, now, Upgrade::Move);
        if let Some(moved) = &turn.explanation.moved {
            eprintln!("a conversation of {} goes on: {:?}", moved.from, moved.how);
        }
        self.took(session, turn, transcript, replies);
    }

    /// Does what a turn asks for. What the service has to find out comes back as an event, and the turn goes on.
    fn took(&self, session: &mut Session, mut turn: Turn, transcript: &mut Transcript, replies: &mut Vec<Reply>) {
        turn.record(transcript);
        let mut found = None;
        for action in turn.actions {
            match action {
                Action::Say(message) => replies.push(Reply::Text(message.text)),
                Action::Ask(question) | Action::Menu(question) => {
                    replies.push(Reply::Text(question.text));
                    let buttons = question.options.into_iter();
                    replies.push(Reply::Buttons(buttons.map(|o| (o.name.to_string(), o.label)).collect()));
                }
                Action::Lookup(request) => found = Some(look_up(request)),
                // This service knows nobody: an account of the state services would be asked here.
                Action::Identify { .. } => {
                    found = Some(Event::Identified {
                        success: false,
                        method: None,
                    });
                }
                Action::Handover(card) => hand_over(&card, replies),
                Action::End { .. } => replies.push(Reply::Closed),
                // Actions of later versions: a service that does not know them goes on without.
                _ => {}
            }
        }
        if let Some(event) = found {
            self.step(session, event, transcript, replies);
        }
    }
}

/// Asks a source of the contact centre within the time that the base allows. Here there is none: scenarios say what
/// happens then.
fn look_up(request: LookupRequest) -> Event {
    Event::LookupResult {
        source: request.source,
        outcome: LookupOutcome::NoAnswer,
    }
}

/// Gives the operator everything that is known, so that nothing is asked twice.
fn hand_over(card: &HandoverCard, replies: &mut Vec<Reply>) {
    eprintln!("to {}: {}; {} facts", card.queue_title, card.reason, card.facts.len());
    for line in card.transcript.lines() {
        eprintln!("  {:?}: {}", line.who, line.text);
    }
    replies.push(Reply::Closed);
}

fn main() -> Result<(), Failure> {
    let path = std::env::args().nth(1).ok_or("usage: chat_service BUNDLE")?;
    let service = ChatService::open(Path::new(&path))?;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let mut parts = line.splitn(3, '\t');
        let (Some(chat), Some(number), Some(text)) = (parts.next(), parts.next(), parts.next()) else {
            eprintln!("CHAT<tab>NUMBER<tab>TEXT is wanted");
            continue;
        };
        service.reload();
        let event = match text.strip_prefix('!') {
            Some(button) => Event::Option { name: button.into() },
            None => Event::text(text),
        };
        for reply in service.receive(chat, number.parse()?, event)? {
            match reply {
                Reply::Text(text) => println!("{chat}\t{text}"),
                Reply::Buttons(all) => all
                    .iter()
                    .for_each(|(name, label)| println!("{chat}\t  [{label}] !{name}")),
                Reply::Closed => println!("{chat}\t---"),
            }
        }
    }
    Ok(())
}
