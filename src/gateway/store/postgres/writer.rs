//! Tasks that write: what waits goes in one transaction.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, maybe_done};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::{Mutex, oneshot};
use tokio_postgres::Error;
use tokio_postgres::error::{DbError, Severity};
use tokio_postgres::types::ToSql;

use super::super::{StoreError, Write, Written};
use super::CALL;
use super::link::{Link, Live};

/// Requests of one transaction at most: rows stay locked until it is on the disk.
const REQUESTS: usize = 128;

/// Changes that go together, in order of key, and who waits for them.
pub(super) struct Request {
    pub(super) writes: Vec<Write>,
    pub(super) now: i64,
    pub(super) done: oneshot::Sender<Result<Written, StoreError>>,
}

/// Until the store is dropped and everything queued is done.
pub(super) async fn run(link: Link, requests: Arc<Mutex<UnboundedReceiver<Request>>>) {
    let mut batch: Vec<Request> = Vec::new();
    loop {
        let mut taking = requests.lock().await;
        if taking.recv_many(&mut batch, REQUESTS).await == 0 {
            return;
        }
        drop(taking);
        // Who no longer waits has been told that it failed.
        batch.retain(|r| !r.done.is_closed());
        let (mut singles, several): (Vec<_>, Vec<_>) = batch.drain(..).partition(|r| single(&r.writes).is_some());
        singles.sort_by(|a, b| place(a).cmp(&place(b)));
        if singles.len() > 1 {
            together(&link, singles).await;
        } else {
            one_by_one(&link, singles).await;
        }
        one_by_one(&link, several).await;
    }
}

fn place(request: &Request) -> Option<(super::Shelf, &str)> {
    request.writes.first().map(|w| (w.shelf, w.key.as_str()))
}

/// The write of a request that is one statement.
fn single(writes: &[Write]) -> Option<&Write> {
    match writes {
        [write] if write.replaces > 0 || write.body.is_some() => Some(write),
        _ => None,
    }
}

/// Each by itself, all of them in one transaction.
async fn together(link: &Link, requests: Vec<Request>) {
    let act = |live: Arc<Live>| transaction(live, &requests);
    match link.ask(CALL, act).await {
        Ok(Some(rows)) => {
            for (request, rows) in requests.into_iter().zip(rows) {
                answer(request, Ok(written(rows == 1)));
            }
        }
        // One of them was refused, and the others have nothing to do with it.
        Ok(None) => one_by_one(link, requests).await,
        Err(e) => {
            for request in requests {
                answer(request, Err(e.clone()));
            }
        }
    }
}

/// How many rows each has changed; `None` where the server refused a statement, and so all of them.
async fn transaction(live: Arc<Live>, requests: &[Request]) -> Result<Option<Vec<u64>>, Error> {
    let live = &*live;
    let mut calls = vec![execute(live, "BEGIN")];
    for request in requests {
        calls.extend(request.writes.iter().map(|w| change(live, w, request.now)));
    }
    calls.push(execute(live, "COMMIT"));
    match pipelined(calls).await {
        Ok(rows) => Ok(Some(rows.into_iter().skip(1).collect())),
        Err(e) if e.as_db_error().and_then(DbError::parsed_severity) == Some(Severity::Error) => Ok(None),
        Err(e) => Err(e),
    }
}

async fn one_by_one(link: &Link, requests: Vec<Request>) {
    for request in requests {
        if request.done.is_closed() {
            continue;
        }
        let done = link.ask(CALL, |live| alone(live, &request.writes, request.now)).await;
        answer(request, done);
    }
}

fn answer(request: Request, done: Result<Written, StoreError>) {
    // Who no longer waits misses nothing.
    let _ = request.done.send(done);
}

fn written(all: bool) -> Written {
    if all { Written::Done } else { Written::Conflict }
}

/// The changes of one request.
async fn alone(live: Arc<Live>, writes: &[Write], now: i64) -> Result<Written, Error> {
    let live = &*live;
    if let Some(write) = single(writes) {
        return Ok(written(change(live, write, now).await? == 1));
    }
    let mut calls = vec![execute(live, "BEGIN")];
    for write in writes {
        calls.push(change(live, write, now));
        if write.replaces == 0 && write.body.is_none() {
            calls.push(clear(live, write, now));
        }
    }
    let made = pipelined(calls).await;
    let done = made.as_ref().is_ok_and(|rows| rows.iter().skip(1).all(|r| *r == 1));
    // The connection goes on to others: it must not stay in a transaction.
    execute(live, if done { "COMMIT" } else { "ROLLBACK" }).await?;
    made.map(|_| written(done))
}

fn execute<'a>(live: &'a Live, statement: &'static str) -> BoxFuture<'a, Result<u64, Error>> {
    live.client
        .batch_execute(statement)
        .map(|done| done.map(|()| 0))
        .boxed()
}

/// One change; gives the number of rows changed, which is 1 unless there is a conflict.
fn change<'a>(live: &'a Live, write: &'a Write, now: i64) -> BoxFuture<'a, Result<u64, Error>> {
    async move {
        let (client, shelf, key) = (&live.client, write.shelf.name(), &write.key);
        let replaces = i64::try_from(write.replaces).unwrap_or(i64::MAX);
        match (&write.body, write.replaces) {
            (Some(body), 0) => {
                client
                    .execute(&live.create, &[&shelf, key, &now, body, &write.expires])
                    .await
            }
            // That there is none is held to by a row that has expired, until it is cleared away.
            (None, 0) => {
                client
                    .execute(&live.create, &[&shelf, key, &now, &Vec::<u8>::new(), &now])
                    .await
            }
            (Some(body), _) => {
                client
                    .execute(&live.update, &[&shelf, key, &now, &replaces, body, &write.expires])
                    .await
            }
            (None, _) => client.execute(&live.delete, &[&shelf, key, &now, &replaces]).await,
        }
    }
    .boxed()
}

/// Takes the row away that stood for nothing.
fn clear<'a>(live: &'a Live, write: &'a Write, now: i64) -> BoxFuture<'a, Result<u64, Error>> {
    async move {
        let place: [&(dyn ToSql + Sync); 3] = [&write.shelf.name(), &write.key, &now];
        live.client.execute(&live.clear, &place).await
    }
    .boxed()
}

/// Sends all in order without waiting in between, then waits for all.
async fn pipelined(calls: Vec<BoxFuture<'_, Result<u64, Error>>>) -> Result<Vec<u64>, Error> {
    let mut sent: Vec<_> = calls.into_iter().map(|call| Box::pin(maybe_done(call))).collect();
    for call in &mut sent {
        // A call is sent when it is first polled.
        poll_fn(|context| {
            let _ = call.poll_unpin(context);
            Poll::Ready(())
        })
        .await;
    }
    let mut rows = Vec::with_capacity(sent.len());
    let mut failed = None;
    for mut call in sent {
        call.as_mut().await;
        match call.as_mut().take_output() {
            Some(Ok(count)) => rows.push(count),
            Some(Err(e)) => failed = failed.or(Some(e)),
            None => {}
        }
    }
    failed.map_or(Ok(rows), Err)
}
