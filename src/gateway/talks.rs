//! Conversations: each turn is read, moved on, and written whole, so that any gateway can take any turn.

use std::sync::Arc;
use std::time::Instant;

use tokio::sync::Mutex;

use super::api::{Answer, HandoverState, Reply, SaidLine, State, Ticket, TicketState};
use super::conversation::{Conversation, Known, Rating};
use super::problem::Problem;
use super::secret;
use super::seen::Seen;
use super::sources::Sources;
use super::store::{Shelf, Store, StoreError, Write, Written};
use super::tickets::Tickets;
use crate::channel::voice;
use crate::channel::{Action, Event, LookupOutcome, LookupRequest};
use crate::runtime::{Engine, EngineHandle, Session, StartOptions, Turn, Upgrade};
use crate::value::Lang;

/// Locks of turns that are on their way in this process: two turns of one conversation are answered one after the other.
const LOCKS: usize = 4_096;
/// How often a turn is tried anew when another gateway was faster.
const ATTEMPTS: u32 = 16;
/// Lookups and identifications in one turn.
const MAX_HOST_STEPS: u32 = 32;
/// The name under which the greeting is kept; clients' names are longer.
const GREETING: &str = "";

/// All conversations of a gateway.
#[derive(Debug)]
pub(crate) struct Talks {
    engines: Arc<EngineHandle>,
    store: Arc<dyn Store>,
    sources: Sources,
    tickets: Arc<Tickets>,
    locks: Box<[Mutex<()>]>,
    keep: i64,
    upgrade: Upgrade,
}

/// How an answer goes out.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Form<'a> {
    /// As JSON.
    Chat,
    /// As a document of VoiceXML.
    Voice(&'a voice::Settings),
}

/// An answer as it goes out, the same bytes each time it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answered {
    /// The name of the conversation.
    pub(crate) name: String,
    /// JSON or VoiceXML.
    pub(crate) body: String,
}

/// What a client is told when its turn does not come at the place it thinks.
pub(crate) enum Expected {
    /// Turns are taken as they come.
    Any,
    /// The turn belongs to the document with this number.
    Turn(u32),
}

/// A turn on its way: read, moved on, not yet written.
struct Work<'a> {
    name: &'a str,
    /// The version of the record that it was read from; 0 where there was none.
    version: u64,
    kept: Conversation,
    session: Session,
    seen: Vec<Seen>,
    began: Instant,
}

/// Lookups that were made for this turn: when it is tried anew they are not made again.
#[derive(Default)]
struct Found(Vec<(LookupRequest, LookupOutcome)>);

impl Talks {
    pub(crate) fn new(
        engines: Arc<EngineHandle>,
        store: Arc<dyn Store>,
        sources: Sources,
        tickets: Arc<Tickets>,
        keep: u64,
        upgrade: Upgrade,
    ) -> Self {
        Self {
            engines,
            store,
            sources,
            tickets,
            locks: (0..LOCKS).map(|_| Mutex::new(())).collect(),
            keep: i64::try_from(keep).unwrap_or(i64::MAX / 4),
            upgrade,
        }
    }

    /// The language in which problems are told.
    pub(crate) fn lang(&self) -> Lang {
        self.engines.current().program().lang
    }

    /// Begins a conversation.
    pub(crate) async fn begin(
        &self,
        options: &StartOptions,
        identifies: bool,
        form: Form<'_>,
    ) -> Result<Answered, Problem> {
        let began = Instant::now();
        let name = secret::name().ok_or(Problem::Unavailable)?;
        let engine = self.engines.current();
        let now = jiff::Timestamp::now();
        let (session, turn) = engine.start(options, engine.local_time(now));
        let mut work = Work {
            name: &name,
            version: 0,
            kept: Conversation::new(identifies),
            session,
            seen: Vec::new(),
            began,
        };
        let actions = self.settle(&mut work, turn, &mut Found::default()).await;
        let body = render(&name, &work.session, &actions, form);
        match self.keep(work, GREETING, &body, &actions).await? {
            Written::Done => Ok(Answered { name, body }),
            // 160 random bits that were there before: the system's randomness is none.
            Written::Conflict => Err(Problem::Unavailable),
        }
    }

    /// Answers a turn, once for each name that a client gives to one.
    pub(crate) async fn turn(
        &self,
        name: &str,
        id: &str,
        event: &Event,
        expected: Expected,
        form: Form<'_>,
    ) -> Result<Answered, Problem> {
        let began = Instant::now();
        let _one_at_a_time = self.lock(name).lock().await;
        let mut found = Found::default();
        for _ in 0..ATTEMPTS {
            let (version, kept) = self.read(name).await?;
            let again = |body: &str| {
                metrics::counter!("lotsman_turns_again_total").increment(1);
                Ok(Answered {
                    name: name.to_owned(),
                    body: body.to_owned(),
                })
            };
            match kept.turn(id) {
                Known::Answered(body) => return again(body),
                Known::LongAgo => return Err(Problem::AnsweredLongAgo),
                Known::New => {}
            }
            let mut session = self.session(&kept)?;
            if let (Expected::Turn(turn), Some(last)) = (&expected, kept.last_answer())
                && *turn != session.turn()
            {
                // A form that comes late: the call goes on where it is.
                return again(last);
            }
            if session.is_over() {
                return Err(Problem::Over);
            }
            let engine = self.engine_of(&session);
            let now = engine.local_time(jiff::Timestamp::now());
            let turn = self.engines.step(&mut session, event.clone(), now, self.upgrade);
            let mut work = Work {
                name,
                version,
                kept,
                session,
                seen: Vec::new(),
                began,
            };
            let actions = self.settle(&mut work, turn, &mut found).await;
            let body = render(name, &work.session, &actions, form);
            match self.keep(work, id, &body, &actions).await? {
                Written::Done => {
                    return Ok(Answered {
                        name: name.to_owned(),
                        body,
                    });
                }
                Written::Conflict => metrics::counter!("lotsman_turns_conflicts_total").increment(1),
            }
        }
        Err(Problem::Contended)
    }

    /// The conversation as it stands.
    pub(crate) async fn state(&self, name: &str) -> Result<State, Problem> {
        let (_, kept) = self.read(name).await?;
        let session = self.session(&kept)?;
        let last = kept
            .last_answer()
            .and_then(|a| serde_json::from_str::<serde_json::Value>(a).ok());
        let replies = last.and_then(|mut a| a.get_mut("replies").map(serde_json::Value::take));
        let handover = match &kept.ticket {
            Some(ticket) => self.tickets.find(ticket).await?.map(|t| HandoverState {
                queue: t.queue,
                title: t.title,
                state: t.state,
            }),
            None => None,
        };
        Ok(State {
            conversation: name.to_owned(),
            turn: session.turn(),
            over: session.is_over(),
            lines: kept
                .transcript
                .lines()
                .map(|l| SaidLine {
                    who: l.who,
                    text: l.text.clone(),
                })
                .collect(),
            dropped: kept.transcript.dropped(),
            replies: replies.unwrap_or_else(|| serde_json::Value::Array(Vec::new())),
            rating: kept.rating.as_ref().map(|r| r.stars),
            handover,
        })
    }

    /// How far the conversation's last hand-over is.
    pub(crate) async fn handover(&self, name: &str) -> Result<Option<TicketState>, Problem> {
        let (_, kept) = self.read(name).await?;
        match &kept.ticket {
            Some(ticket) => Ok(self.tickets.find(ticket).await?.map(|t| t.state)),
            None => Ok(None),
        }
    }

    /// Keeps what the citizen thinks of the conversation; the last word counts.
    pub(crate) async fn rate(&self, name: &str, rating: Rating) -> Result<(), Problem> {
        let _one_at_a_time = self.lock(name).lock().await;
        for _ in 0..ATTEMPTS {
            let (version, mut kept) = self.read(name).await?;
            kept.rating = Some(rating.clone());
            let write = self.write(name, version, &kept)?;
            if self
                .store
                .write(vec![write], now())
                .await
                .map_err(|e| unavailable(&e))?
                == Written::Done
            {
                tracing::info!(target: "lotsman::rating", conversation = secret::reference(name), stars = rating.stars);
                metrics::counter!("lotsman_ratings_total", "stars" => rating.stars.to_string()).increment(1);
                return Ok(());
            }
        }
        Err(Problem::Contended)
    }

    /// Forgets a conversation; what operators have of it is theirs.
    pub(crate) async fn forget(&self, name: &str) -> Result<(), Problem> {
        let _one_at_a_time = self.lock(name).lock().await;
        for _ in 0..ATTEMPTS {
            let (version, _) = self.read(name).await?;
            let write = Write {
                shelf: Shelf::Conversations,
                key: name.to_owned(),
                replaces: version,
                body: None,
                expires: 0,
            };
            if self
                .store
                .write(vec![write], now())
                .await
                .map_err(|e| unavailable(&e))?
                == Written::Done
            {
                tracing::info!(target: "lotsman::forgotten", conversation = secret::reference(name));
                return Ok(());
            }
        }
        Err(Problem::Contended)
    }

    /// The last answer, whatever it was.
    pub(crate) async fn last(&self, name: &str) -> Result<Option<String>, Problem> {
        let (_, kept) = self.read(name).await?;
        Ok(kept.last_answer().map(str::to_owned))
    }

    fn lock(&self, name: &str) -> &Mutex<()> {
        let start = name.get(..3).and_then(|s| usize::from_str_radix(s, 16).ok());
        #[allow(clippy::indexing_slicing, reason = "there are as many locks as the rest can name")]
        &self.locks[start.unwrap_or(0) % LOCKS]
    }

    async fn read(&self, name: &str) -> Result<(u64, Conversation), Problem> {
        if !secret::is_name(name) {
            return Err(Problem::NoConversation);
        }
        let record = self.store.read(Shelf::Conversations, name, now()).await;
        let record = record.map_err(|e| unavailable(&e))?.ok_or(Problem::NoConversation)?;
        let kept = Conversation::from_bytes(&record.body).ok_or_else(|| {
            tracing::error!(
                conversation = secret::reference(name),
                "a conversation in the store cannot be read"
            );
            Problem::Unavailable
        })?;
        Ok((record.version, kept))
    }

    fn session(&self, kept: &Conversation) -> Result<Session, Problem> {
        kept.session().map_err(|why| {
            tracing::error!(%why, "a session in the store cannot be read");
            Problem::Unavailable
        })
    }

    /// The engine that a session's bundle is followed by, where it is loaded.
    fn engine_of(&self, session: &Session) -> Engine {
        self.engines
            .of(session.bundle())
            .unwrap_or_else(|| self.engines.current())
    }

    fn write(&self, name: &str, version: u64, kept: &Conversation) -> Result<Write, Problem> {
        Ok(Write {
            shelf: Shelf::Conversations,
            key: name.to_owned(),
            replaces: version,
            body: Some(kept.to_bytes().ok_or(Problem::Unavailable)?),
            expires: now().saturating_add(self.keep),
        })
    }

    /// Writes a turn with everything that comes of it, or nothing.
    async fn keep(&self, work: Work<'_>, id: &str, body: &str, actions: &[Action]) -> Result<Written, Problem> {
        let Work {
            name,
            version,
            mut kept,
            session,
            seen,
            began,
        } = work;
        let mut writes = Vec::with_capacity(1);
        let mut queues = Vec::new();
        for action in actions {
            if let Action::Handover(card) = action {
                let (ticket, made) = self.tickets.made(&secret::reference(name), card)?;
                kept.ticket = Some(ticket);
                writes.extend(made);
                queues.push(card.queue.to_string());
            }
        }
        kept.answered(id, body, &session).map_err(|why| {
            tracing::error!(%why, "a session cannot be kept");
            Problem::Unavailable
        })?;
        writes.push(self.write(name, version, &kept)?);
        let written = self.store.write(writes, now()).await.map_err(|e| unavailable(&e))?;
        if written == Written::Done {
            for seen in seen {
                seen.tell(name, began);
            }
            if !queues.is_empty() {
                self.tickets.announce();
            }
            for queue in queues {
                metrics::counter!("lotsman_handovers_total", "queue" => queue).increment(1);
            }
        }
        Ok(written)
    }

    /// Does what the turn asks of the host, until only the citizen is waited for; gives all that is to be said.
    async fn settle(&self, work: &mut Work<'_>, mut turn: Turn, found: &mut Found) -> Vec<Action> {
        let mut actions = Vec::new();
        for _ in 0..MAX_HOST_STEPS {
            turn.record(&mut work.kept.transcript);
            let engine = self.engine_of(&work.session);
            work.seen.push(Seen::of(&engine, &work.session, &turn));
            actions.append(&mut turn.actions);
            let now = engine.local_time(jiff::Timestamp::now());
            let event = match actions.last() {
                Some(Action::Lookup(request)) => {
                    let outcome = found.ask(&self.sources, &engine, request, now.date()).await;
                    Event::LookupResult {
                        source: request.source.clone(),
                        outcome,
                    }
                }
                Some(Action::Identify { .. }) if !work.kept.identifies => Event::Identified {
                    success: false,
                    method: None,
                },
                _ => return actions,
            };
            actions.pop();
            turn = self.engines.step(&mut work.session, event, now, self.upgrade);
        }
        turn.record(&mut work.kept.transcript);
        actions.append(&mut turn.actions);
        actions
    }
}

impl Found {
    async fn ask(
        &mut self,
        sources: &Sources,
        engine: &Engine,
        request: &LookupRequest,
        today: crate::value::Date,
    ) -> LookupOutcome {
        if let Some((_, outcome)) = self.0.iter().find(|(asked, _)| asked == request) {
            return outcome.clone();
        }
        let outcome = sources.ask(engine, request, today).await;
        self.0.push((request.clone(), outcome.clone()));
        outcome
    }
}

fn render(name: &str, session: &Session, actions: &[Action], form: Form<'_>) -> String {
    match form {
        Form::Voice(settings) => {
            let call = voice::Call {
                id: name,
                turn: session.turn(),
            };
            voice::document(actions, &call, settings)
        }
        Form::Chat => {
            let answer = Answer {
                conversation: name.to_owned(),
                turn: session.turn(),
                over: session.is_over(),
                replies: actions.iter().filter_map(Reply::of).collect(),
            };
            serde_json::to_string(&answer).unwrap_or_default()
        }
    }
}

/// Seconds since 1970.
pub(crate) fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// A failure of the store is told to who runs it, not to who talks.
pub(crate) fn unavailable(error: &StoreError) -> Problem {
    metrics::counter!("lotsman_store_errors_total").increment(1);
    tracing::error!(%error, "the store has failed");
    Problem::Unavailable
}

/// A ticket as the store keeps it.
pub(crate) fn ticket_of(bytes: &[u8]) -> Option<Ticket> {
    serde_json::from_slice(bytes).ok()
}
