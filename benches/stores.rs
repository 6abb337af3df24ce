//! Speed of the stores of conversations: many callers at once, each with its own record of 3 KB.
//!
//! ```text
//! cargo bench --bench stores                                    a file; servers by LOTSMAN_BENCH_STORES
//! cargo bench --bench stores -- --callers 2000 --seconds 5 --rate 8000 --folder /var/tmp
//! LOTSMAN_BENCH_STORES="redis://127.0.0.1 postgres://me@127.0.0.1/base" cargo bench --bench stores
//! ```
//!
//! Each store is driven as fast as it goes (every caller begins anew as soon as it has its answer), and at a steady rate,
//! where the times are those that a citizen would meet. "open" is a file's opening after the process was gone without
//! closing it. Run by `cargo test --benches` it only checks a few records.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use lotsman::gateway::store::{Shelf, Store, Write, Written, open};

const BODY: usize = 3 << 10;
const SERVERS: &str = "LOTSMAN_BENCH_STORES";

type Failure = Box<dyn std::error::Error + Send + Sync>;

struct Load {
    callers: usize,
    length: Duration,
    rate: usize,
    folder: std::path::PathBuf,
}

/// What a caller does again and again.
#[derive(Clone, Copy, PartialEq)]
enum Deed {
    Write,
    ReadAndWrite,
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<(), Failure> {
    let full = args.iter().any(|arg| arg == "--bench");
    let mut load = Load {
        callers: if full { 2000 } else { 20 },
        length: Duration::from_millis(if full { 5000 } else { 50 }),
        rate: if full { 8000 } else { 200 },
        folder: std::env::temp_dir(),
    };
    let mut args = args.iter().filter(|arg| full && *arg != "--bench");
    while let Some(arg) = args.next() {
        match (arg.as_str(), args.next()) {
            ("--callers", Some(value)) => load.callers = value.parse()?,
            ("--seconds", Some(value)) => load.length = Duration::from_secs(value.parse()?),
            ("--rate", Some(value)) => load.rate = value.parse()?,
            ("--folder", Some(value)) => load.folder = value.into(),
            _ => return Err(format!("unknown argument {arg}").into()),
        }
    }
    let runtime = tokio::runtime::Runtime::new()?;
    println!("store    | what         | driven      |    a second |  p50 ms |  p99 ms |  max ms");
    runtime.block_on(measure_all(&load))
}

async fn measure_all(load: &Load) -> Result<(), Failure> {
    let folder = tempfile::tempdir_in(&load.folder)?;
    let file = folder.path().join("bench.redb").display().to_string();
    measure(&open(&file).await?, load).await?;
    // What a process that is killed leaves behind is a file that was not closed.
    let store = open(&file).await?;
    let left = folder.path().join("left.redb");
    std::fs::copy(&file, &left)?;
    drop(store);
    let begun = Instant::now();
    let store = open(&left.display().to_string()).await?;
    let records = store.count(Shelf::Conversations, 0).await?;
    let size = std::fs::metadata(&left)?.len() >> 20;
    println!(
        "open     | {records} records, {size} MB: {:.0} ms",
        begun.elapsed().as_secs_f64() * 1e3
    );
    for address in std::env::var(SERVERS).unwrap_or_default().split_whitespace() {
        measure(&open(address).await?, load).await?;
    }
    Ok(())
}

async fn measure(store: &Arc<dyn Store>, load: &Load) -> Result<(), Failure> {
    let (now, run) = now()?;
    let mut versions: Vec<u64> = vec![0; load.callers];
    for deed in [Deed::Write, Deed::ReadAndWrite] {
        for rate in [0, load.rate] {
            let begun = Instant::now();
            let mut callers = Vec::new();
            for (n, version) in versions.iter().enumerate() {
                let caller = Caller {
                    store: Arc::clone(store),
                    // As evenly spread as secret names are.
                    key: format!("{:016x}-{run}", (n as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)),
                    version: *version,
                    deed,
                    now,
                };
                let pause = (rate > 0).then(|| Duration::from_secs_f64(load.callers as f64 / rate as f64));
                let first = pause.unwrap_or_default().mul_f64(n as f64 / load.callers as f64);
                callers.push(tokio::spawn(caller.go(begun + load.length, first, pause)));
            }
            let mut times = Vec::new();
            for (caller, version) in callers.into_iter().zip(&mut versions) {
                let (reached, of_caller) = caller.await??;
                *version = reached;
                times.extend(of_caller);
            }
            report(store.kind(), deed, rate, &mut times, begun.elapsed());
        }
    }
    Ok(())
}

/// Seconds since 1970, and a mark of this run: servers keep what former ones wrote.
fn now() -> Result<(i64, String), Failure> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok((i64::try_from(since.as_secs())?, format!("{:x}", since.as_micros())))
}

struct Caller {
    store: Arc<dyn Store>,
    key: String,
    version: u64,
    deed: Deed,
    now: i64,
}

impl Caller {
    async fn go(
        mut self,
        end: Instant,
        first: Duration,
        pause: Option<Duration>,
    ) -> Result<(u64, Vec<Duration>), Failure> {
        let mut times = Vec::new();
        let mut next = Instant::now() + first;
        while Instant::now() < end {
            if let Some(pause) = pause {
                tokio::time::sleep_until(next.into()).await;
                next += pause;
            }
            let begun = Instant::now();
            self.act().await?;
            times.push(begun.elapsed());
        }
        Ok((self.version, times))
    }

    async fn act(&mut self) -> Result<(), Failure> {
        if self.deed == Deed::ReadAndWrite {
            let found = self.store.read(Shelf::Conversations, &self.key, self.now).await?;
            let found = found.map_or(0, |r| r.version);
            if found != self.version {
                return Err(format!("{} is of version {found}, not {}", self.key, self.version).into());
            }
        }
        let write = Write {
            shelf: Shelf::Conversations,
            key: self.key.clone(),
            replaces: self.version,
            // Not all the same: a server might compress it away.
            body: Some((0..BODY).map(|n| (n * n + n / 7) as u8).collect()),
            expires: self.now + 86_400,
        };
        match self.store.write(vec![write], self.now).await? {
            Written::Done => self.version += 1,
            Written::Conflict => return Err(format!("{} was written by someone else", self.key).into()),
        }
        Ok(())
    }
}

fn report(kind: &str, deed: Deed, rate: usize, times: &mut [Duration], length: Duration) {
    times.sort_unstable();
    let of = |part: f64| {
        let place = (times.len() as f64 * part) as usize;
        times
            .get(place.min(times.len().saturating_sub(1)))
            .map_or(0.0, |t| t.as_secs_f64() * 1e3)
    };
    let deed = if deed == Deed::Write { "write" } else { "read + write" };
    let driven = if rate == 0 {
        "at will".to_owned()
    } else {
        format!("{rate} a s")
    };
    let speed = times.len() as f64 / length.as_secs_f64();
    println!(
        "{kind:<8} | {deed:<12} | {driven:<11} | {speed:>11.0} | {:>7.2} | {:>7.2} | {:>7.2}",
        of(0.5),
        of(0.99),
        of(1.0)
    );
}
