//! Hand-overs: tickets that wait for operators, and the word of them to the operators' own system.

use std::sync::Arc;
use std::time::Duration;

use reqwest::Client;
use reqwest::header::HeaderMap;
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use super::api::{Ticket, TicketState};
use super::problem::Problem;
use super::secret;
use super::settings::{BadSettings, Webhook};
use super::sources::{address, headers, plainly};
use super::store::{Record, Shelf, Store, Write, Written};
use super::talks::{now, ticket_of, unavailable};
use crate::channel::HandoverCard;

/// Tickets told in one go.
const BATCH: usize = 64;
/// Seconds for which a gateway that tells of a ticket has it for itself.
const LEASE: i64 = 30;
/// Seconds between tries at most.
const MAX_PAUSE: i64 = 300;
/// How often a gateway looks for tickets that another has left untold.
const LOOK: Duration = Duration::from_secs(5);
/// How often a ticket is tried to be changed when another gateway was faster.
const ATTEMPTS: u32 = 16;

/// The tickets of all gateways that share a store.
#[derive(Debug)]
pub(crate) struct Tickets {
    store: Arc<dyn Store>,
    keep: i64,
    hook: Option<Hook>,
    made: Notify,
}

#[derive(Debug)]
struct Hook {
    client: Client,
    url: String,
    headers: HeaderMap,
    timeout: Duration,
}

/// A ticket that is still to be told.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Untold {
    tries: u32,
    /// Not before this second.
    not_before: i64,
}

impl Tickets {
    pub(crate) fn new(
        store: Arc<dyn Store>,
        keep: u64,
        client: &Client,
        webhook: Option<&Webhook>,
    ) -> Result<Self, BadSettings> {
        let hook = webhook.map(|w| -> Result<Hook, BadSettings> {
            Ok(Hook {
                client: client.clone(),
                url: address(&w.url)?,
                headers: headers(&w.headers)?,
                timeout: Duration::from_millis(w.timeout_ms),
            })
        });
        Ok(Self {
            store,
            keep: i64::try_from(keep).unwrap_or(i64::MAX / 4),
            hook: hook.transpose()?,
            made: Notify::new(),
        })
    }

    /// A new ticket: its name, and what has to be written for it.
    pub(crate) fn made(&self, conversation: &str, card: &HandoverCard) -> Result<(String, Vec<Write>), Problem> {
        let at = jiff::Timestamp::now();
        let id = secret::ticket(at).ok_or(Problem::Unavailable)?;
        let ticket = Ticket {
            id: id.clone(),
            conversation: conversation.to_owned(),
            queue: card.queue.to_string(),
            title: card.queue_title.clone(),
            at: at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            state: TicketState::Waiting,
            by: None,
            card: serde_json::to_value(card).map_err(|_| Problem::Unavailable)?,
        };
        let mut writes = vec![self.write(Shelf::Tickets, &id, 0, &ticket)?];
        if self.hook.is_some() {
            writes.push(self.write(Shelf::Outbox, &id, 0, &Untold::default())?);
        }
        Ok((id, writes))
    }

    /// A ticket has been written: it is told at once.
    pub(crate) fn announce(&self) {
        self.made.notify_one();
    }

    /// A ticket.
    pub(crate) async fn find(&self, id: &str) -> Result<Option<Ticket>, Problem> {
        Ok(self.read(id).await?.map(|(_, ticket)| ticket))
    }

    /// Tickets with names after `after`, oldest first.
    pub(crate) async fn list(&self, after: Option<&str>, limit: usize) -> Result<Vec<Ticket>, Problem> {
        let listed = self.store.list(Shelf::Tickets, after, limit, now()).await;
        let listed = listed.map_err(|e| unavailable(&e))?;
        Ok(listed
            .iter()
            .filter_map(|(_, record)| ticket_of(&record.body))
            .collect())
    }

    /// An operator takes a ticket; the same operator may take it twice.
    pub(crate) async fn take(&self, id: &str, by: &str) -> Result<Ticket, Problem> {
        self.change(id, |ticket| match (ticket.state, &ticket.by) {
            (TicketState::Waiting, _) => {
                ticket.state = TicketState::Taken;
                ticket.by = Some(by.to_owned());
                Ok(())
            }
            (_, Some(other)) if other != by => Err(Problem::Taken(other.clone())),
            _ => Ok(()),
        })
        .await
    }

    /// A ticket is done.
    pub(crate) async fn done(&self, id: &str) -> Result<Ticket, Problem> {
        self.change(id, |ticket| {
            ticket.state = TicketState::Done;
            Ok(())
        })
        .await
    }

    async fn change(&self, id: &str, change: impl Fn(&mut Ticket) -> Result<(), Problem>) -> Result<Ticket, Problem> {
        for _ in 0..ATTEMPTS {
            let (version, mut ticket) = self.read(id).await?.ok_or(Problem::NoTicket)?;
            change(&mut ticket)?;
            let write = self.write(Shelf::Tickets, id, version, &ticket)?;
            if self
                .store
                .write(vec![write], now())
                .await
                .map_err(|e| unavailable(&e))?
                == Written::Done
            {
                tracing::info!(target: "lotsman::ticket", ticket = id, conversation = ticket.conversation, state = ?ticket.state);
                return Ok(ticket);
            }
        }
        Err(Problem::Contended)
    }

    async fn read(&self, id: &str) -> Result<Option<(u64, Ticket)>, Problem> {
        if !secret::is_ticket(id) {
            return Ok(None);
        }
        let record = self
            .store
            .read(Shelf::Tickets, id, now())
            .await
            .map_err(|e| unavailable(&e))?;
        Ok(record.and_then(|r| Some((r.version, ticket_of(&r.body)?))))
    }

    fn write(&self, shelf: Shelf, id: &str, replaces: u64, what: &impl Serialize) -> Result<Write, Problem> {
        Ok(Write {
            shelf,
            key: id.to_owned(),
            replaces,
            body: Some(serde_json::to_vec(what).map_err(|_| Problem::Unavailable)?),
            expires: now().saturating_add(self.keep),
        })
    }

    /// Tells the operators' system of tickets, for ever. A ticket is told at least once; the header `Idempotency-Key` has
    /// its name.
    pub(crate) async fn tell(&self) {
        let Some(hook) = &self.hook else { return };
        loop {
            let full = self.tell_some(hook).await.unwrap_or(false);
            if !full {
                let _ = tokio::time::timeout(LOOK, self.made.notified()).await;
            }
        }
    }

    /// Tells the first tickets of those that wait; gives whether there may be more.
    async fn tell_some(&self, hook: &Hook) -> Result<bool, Problem> {
        let waiting = self.store.list(Shelf::Outbox, None, BATCH, now()).await;
        let waiting = waiting.map_err(|e| unavailable(&e))?;
        let mut told = 0;
        for (id, record) in &waiting {
            told += usize::from(self.tell_one(hook, id, record).await?);
        }
        Ok(waiting.len() == BATCH && told > 0)
    }

    async fn tell_one(&self, hook: &Hook, id: &str, record: &Record) -> Result<bool, Problem> {
        let mut untold: Untold = serde_json::from_slice(&record.body).unwrap_or_default();
        if untold.not_before > now() {
            return Ok(false);
        }
        // The gateway that writes this tells; others see the lease and leave it.
        untold.tries = untold.tries.saturating_add(1);
        let pause = 1_i64
            .checked_shl(untold.tries.min(16))
            .unwrap_or(MAX_PAUSE)
            .min(MAX_PAUSE);
        untold.not_before = now().saturating_add(LEASE.max(pause));
        let lease = self.write(Shelf::Outbox, id, record.version, &untold)?;
        let leased = self
            .store
            .write(vec![lease], now())
            .await
            .map_err(|e| unavailable(&e))?;
        if leased == Written::Conflict {
            return Ok(false);
        }
        let held = record.version.saturating_add(1);
        if let Some(ticket) = self.find(id).await? {
            let sent = hook
                .client
                .post(&hook.url)
                .headers(hook.headers.clone())
                .header("Idempotency-Key", id)
                .timeout(hook.timeout)
                .json(&ticket);
            let failed = match sent.send().await {
                Ok(answer) if answer.status().is_success() => None,
                Ok(answer) => Some(answer.status().to_string()),
                Err(e) => Some(plainly(&e)),
            };
            if let Some(why) = failed {
                metrics::counter!("lotsman_webhook_failures_total").increment(1);
                tracing::warn!(
                    ticket = id,
                    why,
                    tries = untold.tries,
                    "the operators' system was not told"
                );
                untold.not_before = now().saturating_add(pause);
                let again = self.write(Shelf::Outbox, id, held, &untold)?;
                let _ = self.store.write(vec![again], now()).await;
                return Ok(false);
            }
        }
        let told = Write {
            shelf: Shelf::Outbox,
            key: id.to_owned(),
            replaces: held,
            body: None,
            expires: 0,
        };
        let _ = self.store.write(vec![told], now()).await.map_err(|e| unavailable(&e))?;
        Ok(true)
    }
}
