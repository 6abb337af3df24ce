//! Connections to the server: made, kept, and made again.

use std::error::Error as _;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Mutex;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Config, Error, NoTls, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::super::{StoreError, both, choose_cryptography};

/// How long connecting may take, a statement, and a statement's waiting for a lock.
const CONNECT: Duration = Duration::from_millis(900);
const SESSION: &str = "SET statement_timeout = 1500; SET lock_timeout = 1000; \
    SET idle_in_transaction_session_timeout = 5000; SET default_transaction_isolation = 'read committed'";

/// How long after a vain attempt to connect the next one is made: at first, and at most.
const PAUSE: (Duration, Duration) = (Duration::from_millis(50), Duration::from_millis(800));

/// The number of the lock under which one gateway at a time makes the table.
const TABLE: &str = "
BEGIN;
SELECT pg_advisory_xact_lock(7164778010285073010);
CREATE TABLE IF NOT EXISTS lotsman_records (
    shelf text COLLATE \"C\" NOT NULL,
    key text COLLATE \"C\" NOT NULL,
    version bigint NOT NULL,
    body bytea NOT NULL,
    expires bigint NOT NULL,
    PRIMARY KEY (shelf, key)
);
CREATE INDEX IF NOT EXISTS lotsman_records_expires ON lotsman_records (expires);
COMMIT";

const READ: &str = "SELECT version, body FROM lotsman_records WHERE shelf = $1 AND key = $2 AND expires > $3";
const CREATE: &str = "INSERT INTO lotsman_records AS r (shelf, key, version, body, expires) VALUES ($1, $2, 1, $4, $5) \
    ON CONFLICT (shelf, key) DO UPDATE SET version = 1, body = excluded.body, expires = excluded.expires \
    WHERE r.expires <= $3";
const UPDATE: &str = "UPDATE lotsman_records SET version = version + 1, body = $5, expires = $6 \
    WHERE shelf = $1 AND key = $2 AND expires > $3 AND version = $4";
const DELETE: &str = "DELETE FROM lotsman_records WHERE shelf = $1 AND key = $2 AND expires > $3 AND version = $4";
const CLEAR: &str = "DELETE FROM lotsman_records WHERE shelf = $1 AND key = $2 AND expires <= $3";
const LIST: &str = "SELECT key, version, body FROM lotsman_records \
    WHERE shelf = $1 AND key > $2 AND expires > $3 ORDER BY key LIMIT $4";
const COUNT: &str = "SELECT count(*) FROM lotsman_records WHERE shelf = $1 AND expires > $2";
// What another gateway is writing or sweeping is left to the next time.
const SWEEP: &str = "WITH due AS (SELECT shelf, key FROM lotsman_records WHERE expires <= $1 \
    ORDER BY expires LIMIT $2 FOR UPDATE SKIP LOCKED) \
    DELETE FROM lotsman_records r USING due WHERE r.shelf = due.shelf AND r.key = due.key";

/// A server, and how to reach it.
pub(super) struct Server {
    config: Config,
    tls: Option<MakeRustlsConnect>,
    name: String,
}

/// Where it is; never how one gets in.
impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// A connection, with what is said over it.
pub(super) struct Live {
    pub(super) client: Client,
    pub(super) read: Statement,
    pub(super) create: Statement,
    pub(super) update: Statement,
    pub(super) delete: Statement,
    pub(super) clear: Statement,
    pub(super) list: Statement,
    pub(super) count: Statement,
    pub(super) sweep: Statement,
}

impl Server {
    pub(super) fn new(address: &str) -> Result<Self, StoreError> {
        // What the library says of an address may quote it, password and all.
        let mut config: Config = address.parse().map_err(|_| {
            StoreError::Address(both(
                "Адрес PostgreSQL не разобран; он пишется так: postgres://имя:пароль@сервер:5432/база, для TLS в конце \
                 ?sslmode=require; знаки @ : / # в пароле записывают кодами: %40 %3A %2F %23",
                "The address of PostgreSQL cannot be read; it looks like this: postgres://user:password@server:5432/database, \
                 for TLS with ?sslmode=require at the end; the characters @ : / # of a password are written as \
                 %40 %3A %2F %23",
            ))
        })?;
        config
            .connect_timeout(CONNECT)
            .tcp_user_timeout(CONNECT * 3)
            .application_name("lotsman");
        let hosts: Vec<String> = config.get_hosts().iter().map(host).collect();
        let name = format!("{}/{}", hosts.join(","), config.get_dbname().unwrap_or_default());
        // `prefer`, which is what nothing said means, would send the password in the clear to whoever refuses TLS: it says
        // what `disable` does.
        let tls = match config.get_ssl_mode() {
            SslMode::Disable | SslMode::Prefer => {
                config.ssl_mode(SslMode::Disable);
                None
            }
            _ => Some(tls()?),
        };
        Ok(Self { config, tls, name })
    }

    /// Makes the table where it is missing. Rights to make one are needed only then.
    pub(super) async fn prepare(&self) -> Result<(), StoreError> {
        let making = async {
            let client = self.client().await?;
            let there = client
                .query_one("SELECT to_regclass('lotsman_records') IS NOT NULL", &[])
                .await?;
            if !there.try_get::<_, bool>(0)? {
                client.batch_execute(TABLE).await?;
            }
            Ok(())
        };
        match tokio::time::timeout(super::CALL * 3, making).await {
            Ok(made) => made.map_err(|e| self.error(&e)),
            Err(_) => Err(self.late()),
        }
    }

    async fn client(&self) -> Result<Client, Error> {
        // The connection works by itself and ends when the client is dropped; its error comes out of the client's calls.
        let client = match &self.tls {
            Some(tls) => {
                let (client, connection) = self.config.connect(tls.clone()).await?;
                tokio::spawn(connection);
                client
            }
            None => {
                let (client, connection) = self.config.connect(NoTls).await?;
                tokio::spawn(connection);
                client
            }
        };
        client.batch_execute(SESSION).await?;
        Ok(client)
    }

    async fn live(&self) -> Result<Live, Error> {
        let client = self.client().await?;
        let (read, create, update, delete, clear, list, count, sweep) = tokio::try_join!(
            client.prepare(READ),
            client.prepare(CREATE),
            client.prepare(UPDATE),
            client.prepare(DELETE),
            client.prepare(CLEAR),
            client.prepare(LIST),
            client.prepare(COUNT),
            client.prepare(SWEEP),
        )?;
        Ok(Live {
            client,
            read,
            create,
            update,
            delete,
            clear,
            list,
            count,
            sweep,
        })
    }

    /// No answer in time.
    pub(super) fn late(&self) -> StoreError {
        self.unavailable("timeout")
    }

    fn unavailable(&self, what: impl fmt::Display) -> StoreError {
        StoreError::Unavailable(both(
            format!("PostgreSQL ({self}) не отвечает: {what}"),
            format!("PostgreSQL ({self}) does not answer: {what}"),
        ))
    }

    pub(super) fn error(&self, error: &Error) -> StoreError {
        let Some(said) = error.as_db_error() else {
            let cause = error.source().map(|c| format!(": {c}")).unwrap_or_default();
            return self.unavailable(format!("{error}{cause}"));
        };
        // The message alone: the detail may quote a row.
        let what = said.message();
        let code = said.code();
        if [
            SqlState::INVALID_PASSWORD,
            SqlState::INVALID_AUTHORIZATION_SPECIFICATION,
        ]
        .contains(code)
            || [SqlState::INVALID_CATALOG_NAME, SqlState::INSUFFICIENT_PRIVILEGE].contains(code)
        {
            StoreError::Address(both(
                format!("PostgreSQL ({self}) не пускает по этому адресу: {what}"),
                format!("PostgreSQL ({self}) does not admit this address: {what}"),
            ))
        } else if [
            SqlState::UNDEFINED_COLUMN,
            SqlState::DATATYPE_MISMATCH,
            SqlState::UNDEFINED_FUNCTION,
        ]
        .contains(code)
        {
            StoreError::Damaged(both(
                format!(
                    "таблица lotsman_records ({self}) не та, что заводит шлюз: {what}. Отведите шлюзу отдельную базу"
                ),
                format!(
                    "the table lotsman_records ({self}) is not what a gateway makes: {what}. Give it a database of its own"
                ),
            ))
        } else {
            self.unavailable(what)
        }
    }
}

fn host(host: &Host) -> String {
    match host {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(path) => path.display().to_string(),
    }
}

fn tls() -> Result<MakeRustlsConnect, StoreError> {
    choose_cryptography();
    let (tls, _) = MakeRustlsConnect::with_native_certs().map_err(|_| {
        StoreError::Address(both(
            "Соединению с PostgreSQL нужен TLS (sslmode=require), а у системы нет ни одного доверенного сертификата; \
             поставьте пакет ca-certificates или назовите файл в SSL_CERT_FILE",
            "The connection to PostgreSQL needs TLS (sslmode=require), but the system trusts no certificate at all; install \
             the package ca-certificates, or name a file in SSL_CERT_FILE",
        ))
    })?;
    Ok(tls)
}

/// One place for a connection.
pub(super) struct Link {
    server: Arc<Server>,
    place: Mutex<Place>,
}

struct Place {
    live: Option<Arc<Live>>,
    /// When the last attempt failed, and how long to wait since.
    failed: Option<(Instant, Duration)>,
}

impl Link {
    pub(super) fn new(server: Arc<Server>) -> Self {
        let place = Mutex::new(Place {
            live: None,
            failed: None,
        });
        Self { server, place }
    }

    /// Does something over the connection, made if need be; one that does not answer in time is given up.
    pub(super) async fn ask<T, F: Future<Output = Result<T, Error>>>(
        &self,
        limit: Duration,
        call: impl FnOnce(Arc<Live>) -> F,
    ) -> Result<T, StoreError> {
        let asking = async {
            let live = self.live().await?;
            call(live).await.map_err(|e| self.server.error(&e))
        };
        if let Ok(answer) = tokio::time::timeout(limit, asking).await {
            return answer;
        }
        // Who still waits on it has a time limit too.
        if let Ok(mut place) = self.place.try_lock() {
            place.live = None;
        }
        Err(self.server.late())
    }

    async fn live(&self) -> Result<Arc<Live>, StoreError> {
        let mut place = self.place.lock().await;
        if let Some(live) = place.live.as_ref().filter(|l| !l.client.is_closed()) {
            return Ok(Arc::clone(live));
        }
        place.live = None;
        let pause = match place.failed {
            Some((at, pause)) if at.elapsed() < pause => return Err(self.server.unavailable("connection lost")),
            Some((_, pause)) => (pause * 2).min(PAUSE.1),
            None => PAUSE.0,
        };
        // Counts as failed until it is made, should the caller's time run out.
        place.failed = Some((Instant::now(), pause));
        let made = tokio::time::timeout(CONNECT * 2, self.server.live()).await;
        let live = match made {
            Ok(made) => Arc::new(made.map_err(|e| self.server.error(&e))?),
            Err(_) => return Err(self.server.late()),
        };
        *place = Place {
            live: Some(Arc::clone(&live)),
            failed: None,
        };
        Ok(live)
    }
}
