//! A store in Redis (or Valkey), for several gateways.
//!
//! One server, or the primary behind one address; not Redis Cluster: a ticket and its conversation are written together,
//! and the indexes of a shelf with all its records. What is acknowledged is in the memory of the server; whether it
//! survives the server's end is up to its `appendonly` and `appendfsync`. Its `maxmemory-policy` is to be `noeviction`:
//! otherwise it forgets conversations when memory is short. After [`StoreError::Unavailable`] a write may stand or not.
//!
//! Under the prefix `lotsman:` each record is a string (`c:NAME`), and each shelf has two sorted sets: of names in their
//! order, for listing, and of names by expiry, for counting and sweeping.

use std::fmt;
use std::future::Future;
use std::time::Duration;

use futures_util::FutureExt as _;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::io::tcp::TcpSettings;
use redis::{Client, Cmd, ErrorKind, FromRedisValue, IntoConnectionInfo as _, RedisError, Script, ServerErrorKind};

use super::{Record, Shelf, Store, StoreError, Stored, Write, Written, both, choose_cryptography};

const PREFIX: &str = "lotsman:";

/// How long one call may take, with connecting again if need be.
const CALL: Duration = Duration::from_millis(1800);
/// How long connecting may take, and an answer.
const CONNECT: Duration = Duration::from_millis(800);
const ANSWER: Duration = Duration::from_millis(1500);

/// Seconds for which the server keeps a record after its expiry: whether it has expired is said by the caller's clock.
const GRACE: i64 = 60;

/// Records that one call lists or takes away at most: the server does nothing else meanwhile.
const PAGE: usize = 500;

/// Bytes before a body: version and expiry.
const HEAD: usize = 32;
/// Digits of a number there; Lua counts exactly as far.
const DIGITS: usize = 16;
const MOST: i64 = 1 << 53;

/// Records in Redis.
pub struct Redis {
    server: String,
    connection: ConnectionManager,
    write: Script,
    sweep: Script,
}

impl fmt::Debug for Redis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Redis {{ {} }}", self.server)
    }
}

impl Redis {
    /// Connects to a server: `redis://[user[:password]@]host[:port][/number]`, or `rediss://` for TLS with a certificate
    /// that the system trusts.
    ///
    /// # Errors
    ///
    /// When the address cannot be read, or no server answers.
    pub async fn open(address: &str) -> Result<Self, StoreError> {
        // What the library says of an address may quote it, password and all.
        let info = address.into_connection_info().map_err(|_| {
            StoreError::Address(both(
                "Адрес Redis не разобран; он пишется так: redis://имя:пароль@сервер:6379/0, для TLS — rediss://…; знаки @ : / # \
                 в пароле записывают кодами: %40 %3A %2F %23",
                "The address of Redis cannot be read; it looks like this: redis://user:password@server:6379/0, for TLS \
                 rediss://…; the characters @ : / # of a password are written as %40 %3A %2F %23",
            ))
        })?;
        let tcp = TcpSettings::default().set_nodelay(true);
        #[cfg(target_os = "linux")]
        let tcp = tcp.set_user_timeout(ANSWER + CONNECT);
        let server = info.addr().to_string();
        choose_cryptography();
        let failed = |e: RedisError| error(&server, &e);
        let client = Client::open(info.set_tcp_settings(tcp)).map_err(failed)?;
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(CONNECT))
            .set_response_timeout(Some(ANSWER))
            .set_number_of_retries(1)
            .set_min_delay(Duration::from_millis(20))
            .set_max_delay(Duration::from_millis(100))
            .set_pipeline_buffer_size(1024);
        let connecting = ConnectionManager::new_with_config(client, config);
        let connection = in_time(&server, connecting).await?;
        let store = Self {
            server,
            connection,
            write: Script::new(include_str!("redis.lua")),
            sweep: Script::new(SWEEP),
        };
        let _: String = store.call(&redis::cmd("PING")).await?;
        Ok(store)
    }

    async fn call<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, StoreError> {
        let mut connection = self.connection.clone();
        in_time(&self.server, command.query_async(&mut connection)).await
    }
}

/// Takes away what has expired: KEYS[1] is the prefix of a shelf's indexes, KEYS[2] that of its records, ARGV now and the
/// limit.
const SWEEP: &str = "
local due = redis.call('ZRANGEBYSCORE', KEYS[1] .. 'times', '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
for _, name in ipairs(due) do
  redis.call('DEL', KEYS[2] .. name)
  redis.call('ZREM', KEYS[1] .. 'times', name)
  redis.call('ZREM', KEYS[1] .. 'names', name)
end
return #due
";

fn place(shelf: Shelf, key: &str) -> String {
    format!("{PREFIX}{}:{key}", shelf.name())
}

/// The prefix of a shelf's indexes, which no record's name begins with.
fn indexes(shelf: Shelf) -> String {
    format!("{PREFIX}{}-", shelf.name())
}

fn digits(number: i64) -> String {
    format!("{:0DIGITS$}", number.clamp(0, MOST))
}

fn version(number: u64) -> String {
    digits(i64::try_from(number).unwrap_or(MOST))
}

/// The live record in what is stored.
fn record(stored: &[u8], now: i64) -> Result<Option<Record>, StoreError> {
    let number = |bytes: &[u8]| std::str::from_utf8(bytes).ok()?.parse::<u64>().ok();
    let read = || {
        let (head, body) = stored.split_first_chunk::<HEAD>()?;
        let (version, expires) = head.split_at_checked(DIGITS)?;
        Some((number(version)?, number(expires)?, body))
    };
    let (version, expires, body) = read().ok_or_else(damaged)?;
    Ok((i64::try_from(expires).unwrap_or(i64::MAX) > now).then(|| Record {
        version,
        body: body.to_vec(),
    }))
}

impl Store for Redis {
    fn kind(&self) -> &'static str {
        "redis"
    }

    fn read(&self, shelf: Shelf, key: &str, now: i64) -> Stored<'_, Option<Record>> {
        let place = place(shelf, key);
        async move {
            let stored: Option<Vec<u8>> = self.call(redis::cmd("GET").arg(place)).await?;
            stored.map_or(Ok(None), |s| record(&s, now))
        }
        .boxed()
    }

    fn write(&self, writes: Vec<Write>, now: i64) -> Stored<'_, Written> {
        async move {
            let mut call = self.write.prepare_invoke();
            call.arg(now);
            for write in &writes {
                let replaces = if write.replaces == 0 {
                    String::new()
                } else {
                    version(write.replaces)
                };
                let mut stored = Vec::new();
                if let Some(body) = &write.body {
                    stored.reserve(HEAD + body.len());
                    stored.extend(version(write.replaces.saturating_add(1)).bytes());
                    stored.extend(digits(write.expires).bytes());
                    stored.extend(body);
                }
                let seconds = write
                    .expires
                    .saturating_sub(now)
                    .saturating_add(GRACE)
                    .clamp(1, MOST / 1_000_000);
                call.key(place(write.shelf, &write.key));
                call.arg(indexes(write.shelf)).arg(&write.key).arg(replaces);
                call.arg(write.expires).arg(seconds).arg(stored);
            }
            let mut connection = self.connection.clone();
            match in_time(&self.server, call.invoke_async(&mut connection)).await? {
                1 => Ok(Written::Done),
                0 => Ok(Written::Conflict),
                _ => Err(damaged()),
            }
        }
        .boxed()
    }

    fn list(&self, shelf: Shelf, after: Option<&str>, limit: usize, now: i64) -> Stored<'_, Vec<(String, Record)>> {
        let mut from = after.map_or_else(|| "-".to_owned(), |after| format!("({after}"));
        async move {
            let mut found = Vec::new();
            // Names of what has expired stand there until they are swept: more of them are asked for until it is enough.
            while found.len() < limit {
                let wanted = limit.saturating_sub(found.len()).min(PAGE);
                let mut range = redis::cmd("ZRANGEBYLEX");
                range.arg(format!("{}names", indexes(shelf))).arg(&from).arg("+");
                let names: Vec<String> = self.call(range.arg("LIMIT").arg(0).arg(wanted)).await?;
                let Some(last) = names.last() else { break };
                from = format!("({last}");
                let places: Vec<String> = names.iter().map(|n| place(shelf, n)).collect();
                let stored: Vec<Option<Vec<u8>>> = self.call(redis::cmd("MGET").arg(places)).await?;
                let enough = names.len() < wanted;
                for (name, stored) in names.into_iter().zip(stored) {
                    if let Some(stored) = stored
                        && let Some(record) = record(&stored, now)?
                    {
                        found.push((name, record));
                    }
                }
                if enough {
                    break;
                }
            }
            Ok(found)
        }
        .boxed()
    }

    fn count(&self, shelf: Shelf, now: i64) -> Stored<'_, u64> {
        async move {
            let mut count = redis::cmd("ZCOUNT");
            count
                .arg(format!("{}times", indexes(shelf)))
                .arg(format!("({now}"))
                .arg("+inf");
            self.call(&count).await
        }
        .boxed()
    }

    fn sweep(&self, limit: usize, now: i64) -> Stored<'_, u64> {
        async move {
            let mut gone = 0_usize;
            for shelf in Shelf::ALL {
                loop {
                    let wanted = limit.saturating_sub(gone).min(PAGE);
                    let mut call = self.sweep.prepare_invoke();
                    call.key(indexes(shelf)).key(place(shelf, ""));
                    call.arg(now).arg(wanted);
                    let mut connection = self.connection.clone();
                    let went: usize = in_time(&self.server, call.invoke_async(&mut connection)).await?;
                    gone = gone.saturating_add(went);
                    if wanted == 0 || went < wanted {
                        break;
                    }
                }
            }
            Ok(gone as u64)
        }
        .boxed()
    }
}

async fn in_time<T>(server: &str, call: impl Future<Output = Result<T, RedisError>>) -> Result<T, StoreError> {
    match tokio::time::timeout(CALL, call).await {
        Ok(answer) => answer.map_err(|e| error(server, &e)),
        Err(late) => Err(unavailable(server, late)),
    }
}

fn unavailable(server: &str, what: impl fmt::Display) -> StoreError {
    StoreError::Unavailable(both(
        format!("Redis ({server}) не отвечает: {what}"),
        format!("Redis ({server}) does not answer: {what}"),
    ))
}

fn error(server: &str, error: &RedisError) -> StoreError {
    match error.kind() {
        ErrorKind::UnexpectedReturnType | ErrorKind::Parse => damaged(),
        ErrorKind::Extension if error.code() == Some("WRONGTYPE") => damaged(),
        ErrorKind::AuthenticationFailed | ErrorKind::Server(ServerErrorKind::NoPerm) => StoreError::Address(both(
            format!("Redis ({server}) не пускает с этим именем и паролем: {error}"),
            format!("Redis ({server}) does not admit this user and password: {error}"),
        )),
        _ => unavailable(server, error),
    }
}

fn damaged() -> StoreError {
    StoreError::Damaged(both(
        format!(
            "в Redis под именами «{PREFIX}…» лежит не то, что туда кладёт шлюз; отведите шлюзу отдельную базу Redis"
        ),
        format!(
            "under the names \"{PREFIX}…\" Redis holds what no gateway has put there; give the gateway a database of its own"
        ),
    ))
}
