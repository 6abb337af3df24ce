//! A process that writes into a file is killed, again and again, at any moment: what it was told stands, does.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::sync::Arc;

use lotsman::gateway::store::{Shelf, Store, Written, open};

use super::suite::{NOW, put};

const PATH: &str = "LOTSMAN_TEST_OF_KILLING";
const ROUNDS: u64 = 20;
const WRITERS: usize = 16;
const EXPIRES: i64 = NOW + 99;

fn body(key: &str, version: u64) -> Vec<u8> {
    format!("{key} {version} ").repeat(300).into_bytes()
}

/// The process that is killed. Without the file's name it is not that process, and there is nothing to do.
#[test]
fn the_writer() {
    let Ok(path) = std::env::var(PATH) else { return };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = open(&path).await.unwrap();
        let writers: Vec<_> = (0..WRITERS)
            .map(|n| tokio::spawn(write_on(Arc::clone(&store), n)))
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
    });
}

/// Writes one record after another, version after version, and tells of each that was acknowledged.
async fn write_on(store: Arc<dyn Store>, writer: usize) {
    let keys: Vec<String> = (0..20).map(|n| format!("{}", (writer * 20 + n) * 7919)).collect();
    loop {
        for pair in keys.chunks(2) {
            let mut writes = Vec::new();
            for key in pair {
                let found = store.read(Shelf::Conversations, key, NOW).await.unwrap();
                let version = found.map_or(0, |r| r.version);
                writes.push(put(Shelf::Conversations, key, version, body(key, version + 1), EXPIRES));
            }
            let told: String = writes
                .iter()
                .map(|w| format!("{} {}\n", w.key, w.replaces + 1))
                .collect();
            assert_eq!(store.write(writes, NOW).await.unwrap(), Written::Done);
            std::io::stderr().write_all(told.as_bytes()).unwrap();
        }
    }
}

#[test]
fn an_acknowledged_write_outlives_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.redb");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let mut random = 20_261_123_u64;
    for round in 0..ROUNDS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "gateway::killed::the_writer", "--nocapture"])
            .env(PATH, &path)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let moment = 1 + (random >> 33) % 1500;
        let mut told = 0;
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        while let Some(Ok(line)) = lines.next() {
            // The last line may be cut off.
            let acknowledged = line
                .split_once(' ')
                .and_then(|(key, v)| Some((key, v.parse::<u64>().ok()?)));
            let Some((key, version)) = acknowledged else { continue };
            let last = seen.entry(key.to_owned()).or_default();
            assert!(
                version > *last || told >= moment,
                "round {round}: {key} was {last}, is written as {version}"
            );
            *last = version.max(*last);
            told += 1;
            if told == moment {
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        assert!(told >= moment, "round {round}: it ended by itself after {told} writes");
        runtime.block_on(async {
            let store = open(&path.display().to_string()).await.unwrap();
            for (key, last) in &mut seen {
                let found = store.read(Shelf::Conversations, key, NOW).await.unwrap().unwrap();
                assert!(
                    found.version >= *last,
                    "round {round}: {key} was {last}, is {}",
                    found.version
                );
                assert_eq!(found.body, body(key, found.version), "round {round}: {key}");
                *last = found.version;
            }
            // A pair is written together.
            for (key, record) in store.list(Shelf::Conversations, None, 999, NOW).await.unwrap() {
                let number = key.parse::<usize>().unwrap() / 7919;
                let other = ((number ^ 1) * 7919).to_string();
                let other = store.read(Shelf::Conversations, &other, NOW).await.unwrap().unwrap();
                assert_eq!(other.version, record.version, "round {round}: {key}");
            }
        });
    }
    assert!(seen.len() > 100, "{} records", seen.len());
}
