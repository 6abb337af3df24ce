//! The gateway under load, generator and gateway on one machine: `cargo bench --bench gateway [-- STORE…]`.
//!
//! 2,000 conversations go on at once, each over a connection of its own. First turns come at a fixed rate, whether
//! earlier ones are answered or not, and each is timed from when it was due; then as fast as they are answered; then at
//! the fixed rate while the bundle is swapped ten times. Beside it the same client asks `/health`, which reads and keeps
//! nothing: what HTTP alone costs here. Every answer is held to the number that was said.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    missing_docs,
    dead_code,
    reason = "a benchmark stops at what goes wrong"
)]

#[path = "../../tests/it/gateway/client.rs"]
mod client;
#[path = "../../tests/it/gateway/process.rs"]
mod process;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hyper::Method;
use tokio::sync::Mutex;

use client::{Client, Counter};
use process::Process;

const CONVERSATIONS: usize = 2_000;
/// Turns a second that are due.
const RATE: usize = 8_000;
const SECONDS: u64 = 20;
const SWAPS: usize = 10;
const ADMIN: &str = "key-of-the-benchmark";

fn main() {
    let stores: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let folder = tempfile::tempdir().unwrap();
    let bundles = [bundle(folder.path(), "Принято"), bundle(folder.path(), "Записано")];
    let embedded = format!("redb:{}", folder.path().join("sessions.redb").display());
    let stores = if stores.is_empty() { vec![embedded] } else { stores };
    // One thread: the gateway has the other core, and most of this one.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    for store in stores {
        println!("store {}", store.split(':').next().unwrap_or_default());
        runtime.block_on(measured(folder.path(), &bundles, &store));
    }
}

/// A bundle of the base that counts, with a word of its own.
fn bundle(folder: &Path, word: &str) -> PathBuf {
    let base = folder.join(word);
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/gateway");
    std::fs::create_dir_all(base.join("scenarios")).unwrap();
    std::fs::copy(from.join("lotsman.yaml"), base.join("lotsman.yaml")).unwrap();
    let text = std::fs::read_to_string(from.join("scenarios/счёт.scenario")).unwrap();
    std::fs::write(base.join("scenarios/счёт.scenario"), text.replace("Принято", word)).unwrap();
    let made = folder.join(format!("{word}.lotsman"));
    let built = Command::new(env!("CARGO_BIN_EXE_lotsman"))
        .arg("-C")
        .arg(&base)
        .args(["build", "-o"])
        .arg(&made)
        .stdout(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(built.success());
    made
}

async fn measured(folder: &Path, bundles: &[PathBuf; 2], store: &str) {
    let published = folder.join("published.lotsman");
    std::fs::copy(&bundles[0], &published).unwrap();
    let settings = folder.join("settings.yaml");
    std::fs::write(
        &settings,
        format!("keys: {{admin: {ADMIN}}}\nlimits: {{per_minute: 0, turns_per_minute: 0}}\n"),
    )
    .unwrap();
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    let gateway = Process::start(
        Path::new(env!("CARGO_BIN_EXE_lotsman")),
        &published,
        store,
        &settings,
        any,
    );
    let address = gateway.address;

    let began = Instant::now();
    let mut counters = Vec::new();
    for _ in 0..CONVERSATIONS {
        let counter = Counter::begin(Client::of(&[address], 0)).await.unwrap();
        counters.push(Arc::new(Mutex::new(counter)));
    }
    println!(
        "  {CONVERSATIONS} conversations begun one after another in {:.1} s",
        began.elapsed().as_secs_f64()
    );

    let due = at_a_rate(&counters, RATE, SECONDS).await;
    due.print(&format!("{RATE} turns/s due"));
    println!("  memory of the gateway: {} MB", memory(gateway.id()));
    let most = as_fast_as_can_be(&counters, 256, Duration::from_secs(10)).await;
    most.print("as fast as answered, 256 at once");
    let health = health(address, 256, Duration::from_secs(5)).await;
    health.print("/health, 256 at once");
    println!("  a turn costs {:.1} times what /health costs", health.rate / most.rate);

    let swapping = tokio::spawn(swaps(address, bundles.clone(), published));
    let swapped = at_a_rate(&counters, RATE / 2, SECONDS).await;
    let swaps = swapping.await.unwrap();
    swapped.print(&format!("{} turns/s due, bundle swapped {swaps} times", RATE / 2));
    for counter in &counters {
        counter.lock().await.check().await.unwrap();
    }
    println!("  every conversation read back: nothing lost, nothing twice, nothing misrouted");
    assert!(gateway.stop());
}

/// Latencies of what was done.
struct Measured {
    took: Vec<Duration>,
    rate: f64,
    failed: Vec<String>,
}

impl Measured {
    fn new(mut took: Vec<Duration>, in_all: Duration, failed: Vec<String>) -> Self {
        took.sort_unstable();
        let rate = took.len() as f64 / in_all.as_secs_f64();
        Self { took, rate, failed }
    }

    fn at(&self, share: f64) -> f64 {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of a count"
        )]
        let at = (self.took.len() as f64 * share) as usize;
        self.took.get(at).map_or(0.0, |d| d.as_secs_f64() * 1e3)
    }

    fn print(&self, what: &str) {
        println!(
            "  {what}: {:.0}/s, p50 {:.2} ms, p99 {:.2} ms, p99.9 {:.2} ms, failed {}",
            self.rate,
            self.at(0.5),
            self.at(0.99),
            self.at(0.999),
            self.failed.len()
        );
        for failed in self.failed.iter().take(3) {
            println!("    {failed}");
        }
    }
}

type Counters = [Arc<Mutex<Counter>>];

/// Turns come when they are due; each is timed from then.
async fn at_a_rate(counters: &Counters, rate: usize, seconds: u64) -> Measured {
    let began = Instant::now();
    let between = Duration::from_secs_f64(counters.len() as f64 / rate as f64);
    let end = Duration::from_secs(seconds);
    let tasks: Vec<_> = counters
        .iter()
        .enumerate()
        .map(|(n, counter)| {
            let counter = Arc::clone(counter);
            let first = between.mul_f64(n as f64 / counters.len() as f64);
            tokio::spawn(async move {
                let mut counter = counter.lock().await;
                let (mut took, mut failed, mut due) = (Vec::new(), Vec::new(), first);
                while due < end {
                    tokio::time::sleep_until((began + due).into()).await;
                    match counter.say().await {
                        Ok(()) => took.push(began.elapsed().saturating_sub(due)),
                        Err(why) => failed.push(why),
                    }
                    due += between;
                }
                (took, failed)
            })
        })
        .collect();
    all(tasks, began).await
}

/// So many at once, each the next as soon as one is answered.
async fn as_fast_as_can_be(counters: &Counters, at_once: usize, time: Duration) -> Measured {
    let began = Instant::now();
    let tasks = counters.iter().take(at_once).map(|counter| {
        let counter = Arc::clone(counter);
        tokio::spawn(async move {
            let mut counter = counter.lock().await;
            let (mut took, mut failed) = (Vec::new(), Vec::new());
            while began.elapsed() < time {
                let sent = Instant::now();
                match counter.say().await {
                    Ok(()) => took.push(sent.elapsed()),
                    Err(why) => failed.push(why),
                }
            }
            (took, failed)
        })
    });
    all(tasks.collect(), began).await
}

async fn health(address: SocketAddr, at_once: usize, time: Duration) -> Measured {
    let began = Instant::now();
    let tasks = (0..at_once).map(|_| {
        tokio::spawn(async move {
            let mut client = Client::of(&[address], 0);
            let (mut took, mut failed) = (Vec::new(), Vec::new());
            while began.elapsed() < time {
                let sent = Instant::now();
                match client.ask(Method::GET, "/health", None).await {
                    Ok(_) => took.push(sent.elapsed()),
                    Err(why) => failed.push(why.to_string()),
                }
            }
            (took, failed)
        })
    });
    all(tasks.collect(), began).await
}

type Task = tokio::task::JoinHandle<(Vec<Duration>, Vec<String>)>;

async fn all(tasks: Vec<Task>, began: Instant) -> Measured {
    let (mut took, mut failed) = (Vec::new(), Vec::new());
    for task in tasks {
        let (some, bad) = task.await.unwrap();
        took.extend(some);
        failed.extend(bad);
    }
    Measured::new(took, began.elapsed(), failed)
}

/// Publishes the other bundle, again and again; gives how often it was taken.
async fn swaps(address: SocketAddr, bundles: [PathBuf; 2], published: PathBuf) -> usize {
    let mut admin = Client::of(&[address], 0).with("authorization", &format!("Bearer {ADMIN}"));
    let mut taken = 0;
    for n in 0..SWAPS {
        tokio::time::sleep(Duration::from_secs(SECONDS) / (SWAPS as u32 + 2)).await;
        let beside = published.with_extension("new");
        std::fs::copy(&bundles[(n + 1) % 2], &beside).unwrap();
        std::fs::rename(&beside, &published).unwrap();
        let got = admin.ask(Method::POST, "/v1/reload", None).await.unwrap();
        assert_eq!(got.status, 200, "{got:?}");
        taken += usize::from(got.json()["changed"] == true);
    }
    taken
}

/// Megabytes that a process has in memory.
fn memory(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"));
    line.and_then(|l| l.trim().split(' ').next()?.parse::<u64>().ok())
        .unwrap_or(0)
        / 1024
}
