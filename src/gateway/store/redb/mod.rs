//! A store in a file of this machine (redb): what a single gateway keeps its conversations in.
//!
//! All writing is done by one thread, which takes everything that waits, makes one transaction of it, brings that to the
//! disk and only then tells the callers: an acknowledged write stands, whatever becomes of the process. Reading happens
//! where it is asked for; it takes microseconds and waits for no one.
//!
//! The file is checked from end to end when it is opened: a damaged one is refused at the start, not met in a talk.

mod tables;
#[cfg(test)]
mod tests;
mod writer;

use std::any::Any;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::ErrorKind::{InvalidData, UnexpectedEof};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::thread::{self, JoinHandle};

use futures_util::FutureExt as _;
use futures_util::future::ready;
use redb::backends::FileBackend;
use redb::{Builder, Database, DatabaseError, ReadTransaction, ReadableDatabase as _, StorageBackend};
use tokio::sync::oneshot;

use super::{Record, Shelf, Store, StoreError, Stored, Write, Written, both};
use writer::{Request, Step};

/// Bytes of pages kept in memory; what does not fit is in the cache of the system.
const CACHE: usize = 128 << 20;

/// Records in a file.
pub struct Redb {
    base: Arc<Base>,
    queue: Option<Sender<Request>>,
    writer: Option<JoinHandle<()>>,
}

impl fmt::Debug for Redb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Redb {{ {} }}", self.base.path.display())
    }
}

impl Redb {
    /// Opens the file, or makes it, readable by its owner only.
    ///
    /// # Errors
    ///
    /// When the file is held by another process, is damaged or none of ours, or cannot be read and written.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let file = path.to_owned();
        Self::start(path, Box::new(move || open_file(&file)))
    }

    /// The same with the database from anywhere, for tests of disks that fail.
    fn start(path: &Path, open: Opener) -> Result<Self, StoreError> {
        let base = Arc::new(Base {
            path: path.to_owned(),
            open,
            database: RwLock::new(None),
        });
        base.open_again()?;
        let (queue, requests) = channel();
        let of_writer = Arc::clone(&base);
        let writer = thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || writer::run(&of_writer, &requests))
            .map_err(|e| StoreError::Unavailable(e.to_string()))?;
        Ok(Self {
            base,
            queue: Some(queue),
            writer: Some(writer),
        })
    }

    /// Queues a request, and waits until it is on the disk.
    async fn ask<T>(
        &self,
        request: impl FnOnce(oneshot::Sender<Result<T, StoreError>>) -> Request,
    ) -> Result<T, StoreError> {
        let (done, answer) = oneshot::channel();
        let queued = self.queue.as_ref().is_some_and(|q| q.send(request(done)).is_ok());
        match answer.await {
            Ok(answer) if queued => answer,
            _ => Err(self.base.closed()),
        }
    }
}

impl Drop for Redb {
    fn drop(&mut self) {
        // Without a sender the writer does what is queued, and ends.
        drop(self.queue.take());
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

impl Store for Redb {
    fn kind(&self) -> &'static str {
        "redb"
    }

    fn read(&self, shelf: Shelf, key: &str, now: i64) -> Stored<'_, Option<Record>> {
        ready(self.base.look(|t| tables::read(t, shelf, key, now))).boxed()
    }

    fn write(&self, writes: Vec<Write>, now: i64) -> Stored<'_, Written> {
        self.ask(move |done| Request::Write { writes, now, done }).boxed()
    }

    fn list(&self, shelf: Shelf, after: Option<&str>, limit: usize, now: i64) -> Stored<'_, Vec<(String, Record)>> {
        ready(self.base.look(|t| tables::list(t, shelf, after, limit, now))).boxed()
    }

    fn count(&self, shelf: Shelf, _now: i64) -> Stored<'_, u64> {
        ready(self.base.look(|t| tables::count(t, shelf))).boxed()
    }

    fn sweep(&self, limit: usize, now: i64) -> Stored<'_, u64> {
        async move {
            let mut gone = 0;
            // In steps, so that no one waits long for a turn behind a broom.
            loop {
                let limit = limit.saturating_sub(gone);
                let step: Step = self.ask(move |done| Request::Sweep { limit, now, done }).await?;
                gone = gone.saturating_add(step.gone);
                if !step.more {
                    return Ok(gone as u64);
                }
            }
        }
        .boxed()
    }
}

type Opener = Box<dyn Fn() -> Result<Database, DatabaseError> + Send + Sync>;

/// The database, and how to open it once more after the disk has failed: redb does nothing with it from then on.
struct Base {
    path: PathBuf,
    open: Opener,
    database: RwLock<Option<Database>>,
}

impl Base {
    fn database(&self) -> RwLockReadGuard<'_, Option<Database>> {
        self.database.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes the database, if it is open, and opens it.
    fn open_again(&self) -> Result<(), StoreError> {
        let mut database = self.database.write().unwrap_or_else(PoisonError::into_inner);
        // The old one first: it holds the lock of the file.
        drop(database.take());
        let opened = caught(|| (self.open)().map_err(redb::Error::from).and_then(tables::prepared));
        *database = Some(opened.map_err(|f| self.error(f))?);
        Ok(())
    }

    /// Lets go of a database that has failed.
    fn close(&self) {
        let database = self.database.write().unwrap_or_else(PoisonError::into_inner).take();
        let _ = caught(|| {
            drop(database);
            Ok(())
        });
    }

    fn look<T>(&self, read: impl FnOnce(&ReadTransaction) -> Result<T, Failure>) -> Result<T, StoreError> {
        match &*self.database() {
            Some(database) => caught_failure(|| read(&database.begin_read().map_err(redb::Error::from)?)),
            None => return Err(self.closed()),
        }
        .map_err(|f| self.error(f))
    }

    fn closed(&self) -> StoreError {
        let path = self.path.display();
        StoreError::Unavailable(both(
            format!("файл разговоров «{path}» закрыт после ошибки диска; шлюз открывает его снова"),
            format!(
                "the file of conversations \"{path}\" is closed after a failure of the disk; the gateway opens it again"
            ),
        ))
    }

    fn error(&self, failure: Failure) -> StoreError {
        let path = self.path.display();
        match failure {
            Failure::Redb(redb::Error::DatabaseAlreadyOpen) => StoreError::Address(both(
                format!(
                    "Файл разговоров «{path}» занят другим процессом, а работать с ним может только один шлюз. Остановите другой \
                     шлюз; если нужно несколько шлюзов, храните разговоры в Redis или PostgreSQL"
                ),
                format!(
                    "The file of conversations \"{path}\" is held by another process, and only one gateway can work with it. \
                     Stop the other gateway; where you need several, keep conversations in Redis or PostgreSQL"
                ),
            )),
            // A file that ends too soon is no failure of the disk.
            Failure::Redb(redb::Error::Io(e)) if !matches!(e.kind(), InvalidData | UnexpectedEof) => {
                StoreError::Unavailable(both(
                    format!("файл разговоров «{path}» не читается или не пишется: {e}"),
                    format!("the file of conversations \"{path}\" cannot be read or written: {e}"),
                ))
            }
            Failure::Redb(e @ (redb::Error::PreviousIo | redb::Error::Backend(_) | redb::Error::LockPoisoned(_))) => {
                StoreError::Unavailable(format!("{path}: {e}"))
            }
            Failure::Redb(redb::Error::DatabaseClosed) => self.closed(),
            Failure::Redb(e) => self.damaged(&e.to_string()),
            Failure::Record(what) | Failure::Panic(what) => self.damaged(&what),
        }
    }

    fn damaged(&self, what: &str) -> StoreError {
        let path = self.path.display();
        StoreError::Damaged(both(
            format!(
                "файл разговоров «{path}» повреждён, или это файл другой программы ({what}). Верните его из копии или \
                 переименуйте: шлюз начнёт новый файл, без прежних разговоров"
            ),
            format!(
                "the file of conversations \"{path}\" is damaged, or is a file of another program ({what}). Take it from a \
                 copy, or rename it: the gateway begins a new file, without the conversations so far"
            ),
        ))
    }
}

/// What went wrong, before it is put into words.
#[derive(Debug)]
enum Failure {
    Redb(redb::Error),
    /// A record that is none.
    Record(String),
    /// redb met what it takes to be impossible, as it does in a file that was damaged while open.
    Panic(String),
}

impl<E: Into<redb::Error>> From<E> for Failure {
    fn from(e: E) -> Self {
        Self::Redb(e.into())
    }
}

fn caught<T>(act: impl FnOnce() -> Result<T, redb::Error>) -> Result<T, Failure> {
    caught_failure(|| act().map_err(Failure::Redb))
}

fn caught_failure<T>(act: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    let text = |panic: Box<dyn Any + Send>| match panic.downcast::<String>() {
        Ok(text) => *text,
        Err(other) => other
            .downcast::<&str>()
            .map_or_else(|_| "panic".to_owned(), |t| (*t).to_owned()),
    };
    catch_unwind(AssertUnwindSafe(act)).unwrap_or_else(|panic| Err(Failure::Panic(text(panic))))
}

fn open_file(path: &Path) -> Result<Database, DatabaseError> {
    open_backend(FileBackend::new(private(path)?)?)
}

fn open_backend(backend: impl StorageBackend) -> Result<Database, DatabaseError> {
    let mut builder = Builder::new();
    builder.set_cache_size(CACHE).set_check_integrity_on_open(true);
    builder.create_with_backend(backend)
}

/// The file, made if need be, for its owner only: it holds what citizens said.
fn private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
