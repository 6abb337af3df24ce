//! A store in PostgreSQL, for several gateways.
//!
//! One table, `lotsman_records`, made at the first opening. Reads go over a few connections one after another without
//! waiting for each other. Writes are queued; each of the writing connections takes what waits and makes one transaction of
//! it, for it is the server's bringing it to the disk that takes the time, not the rows. Rows are locked in the order of
//! their keys, so that two gateways never wait for each other. After [`StoreError::Unavailable`] a write may stand or not.
//!
//! A connection that was lost is made again at the next call.

mod link;
mod writer;

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::FutureExt as _;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::{Mutex, oneshot};

use super::{Record, Shelf, Store, StoreError, Stored, Write, Written};
use link::{Link, Live, Server};
use writer::Request;

/// How long one call may take, with connecting again if need be.
const CALL: Duration = Duration::from_millis(1900);
/// Connections that read, and that write.
const READERS: usize = 2;
const WRITERS: usize = 2;

/// Records in PostgreSQL.
pub struct Postgres {
    server: Arc<Server>,
    readers: [Link; READERS],
    next: AtomicUsize,
    queue: UnboundedSender<Request>,
}

impl fmt::Debug for Postgres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Postgres {{ {} }}", self.server)
    }
}

impl Postgres {
    /// Connects to a server, `postgres://user:password@host:port/database`, and makes the table if there is none. With
    /// `?sslmode=require` over TLS, with a certificate that the system trusts; without, in the clear.
    ///
    /// # Errors
    ///
    /// When the address cannot be read, no server answers, or it does not let us in.
    pub async fn open(address: &str) -> Result<Self, StoreError> {
        let server = Arc::new(Server::new(address)?);
        server.prepare().await?;
        let (queue, requests) = unbounded_channel();
        let requests = Arc::new(Mutex::new(requests));
        for _ in 0..WRITERS {
            tokio::spawn(writer::run(Link::new(Arc::clone(&server)), Arc::clone(&requests)));
        }
        Ok(Self {
            readers: std::array::from_fn(|_| Link::new(Arc::clone(&server))),
            next: AtomicUsize::new(0),
            queue,
            server,
        })
    }

    /// Does something over the next connection, in time.
    async fn ask<T, F: Future<Output = Result<T, tokio_postgres::Error>>>(
        &self,
        call: impl FnOnce(Arc<Live>) -> F,
    ) -> Result<T, StoreError> {
        let next = self.next.fetch_add(1, Ordering::Relaxed) % READERS;
        let link = self.readers.get(next).ok_or_else(|| self.server.late())?;
        link.ask(CALL, call).await
    }
}

impl Store for Postgres {
    fn kind(&self) -> &'static str {
        "postgres"
    }

    fn read(&self, shelf: Shelf, key: &str, now: i64) -> Stored<'_, Option<Record>> {
        let key = key.to_owned();
        async move {
            let call = |live: Arc<Live>| async move {
                let rows = live.client.query(&live.read, &[&shelf.name(), &key, &now]).await?;
                rows.first().map(|row| record(row, 0)).transpose()
            };
            self.ask(call).await
        }
        .boxed()
    }

    fn write(&self, writes: Vec<Write>, now: i64) -> Stored<'_, Written> {
        async move {
            let (done, answer) = oneshot::channel();
            let mut writes = writes;
            writes.sort_by(|a, b| (a.shelf, &a.key).cmp(&(b.shelf, &b.key)));
            let queued = self.queue.send(Request { writes, now, done }).is_ok();
            match tokio::time::timeout(CALL, answer).await {
                Ok(Ok(answer)) if queued => answer,
                _ => Err(self.server.late()),
            }
        }
        .boxed()
    }

    fn list(&self, shelf: Shelf, after: Option<&str>, limit: usize, now: i64) -> Stored<'_, Vec<(String, Record)>> {
        let after = after.unwrap_or("").to_owned();
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        async move {
            let call = |live: Arc<Live>| async move {
                let rows = live
                    .client
                    .query(&live.list, &[&shelf.name(), &after, &now, &limit])
                    .await?;
                rows.iter().map(|row| Ok((row.try_get(0)?, record(row, 1)?))).collect()
            };
            self.ask(call).await
        }
        .boxed()
    }

    fn count(&self, shelf: Shelf, now: i64) -> Stored<'_, u64> {
        async move {
            let call = |live: Arc<Live>| async move {
                let row = live.client.query_one(&live.count, &[&shelf.name(), &now]).await?;
                Ok(unsigned(row.try_get(0)?))
            };
            self.ask(call).await
        }
        .boxed()
    }

    fn sweep(&self, limit: usize, now: i64) -> Stored<'_, u64> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        async move {
            let call = |live: Arc<Live>| async move { live.client.execute(&live.sweep, &[&now, &limit]).await };
            self.ask(call).await
        }
        .boxed()
    }
}

/// The record whose version stands in a column, and its body in the next one.
fn record(row: &tokio_postgres::Row, column: usize) -> Result<Record, tokio_postgres::Error> {
    Ok(Record {
        version: unsigned(row.try_get(column)?),
        body: row.try_get(column.saturating_add(1))?,
    })
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
