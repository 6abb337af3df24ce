//! What every store means, as its trait says it.
//!
//! Each part works on stores that share what they hold, as two gateways do; they may be one and the same.

use std::sync::Arc;

use lotsman::gateway::store::{MAX_KEY, MAX_WRITES, Record, Shelf, Store, Write, Written};

pub const NOW: i64 = 1_900_000_000;
const LATER: i64 = NOW + 3600;
const C: Shelf = Shelf::Conversations;
const T: Shelf = Shelf::Tickets;

type Shared = Arc<dyn Store>;

pub fn put(shelf: Shelf, key: &str, replaces: u64, body: impl AsRef<[u8]>, expires: i64) -> Write {
    Write {
        shelf,
        key: key.to_owned(),
        replaces,
        body: Some(body.as_ref().to_vec()),
        expires,
    }
}

fn take(shelf: Shelf, key: &str, replaces: u64) -> Write {
    Write {
        body: None,
        ..put(shelf, key, replaces, "", 0)
    }
}

fn record(version: u64, body: impl AsRef<[u8]>) -> Option<Record> {
    let body = body.as_ref().to_vec();
    Some(Record { version, body })
}

async fn done(store: &Shared, writes: Vec<Write>, now: i64) {
    assert_eq!(store.write(writes, now).await.unwrap(), Written::Done);
}

async fn conflict(store: &Shared, writes: Vec<Write>, now: i64) {
    assert_eq!(store.write(writes, now).await.unwrap(), Written::Conflict);
}

/// All of it, on a store that is empty: `one` and `other` are the same store, or two gateways' ends of it.
pub async fn all(one: &Shared, other: &Shared) {
    versions(one, other).await;
    together_or_not_at_all(one, other).await;
    expiry(one, other).await;
    listing(one, other).await;
    counting_and_sweeping(one, other).await;
    bodies(one, other).await;
    increments(one, other).await;
    crossing(one, other).await;
}

async fn versions(one: &Shared, other: &Shared) {
    assert_eq!(one.read(C, "v", NOW).await.unwrap(), None);
    conflict(one, vec![put(C, "v", 1, "a", LATER)], NOW).await;
    conflict(one, vec![take(C, "v", 1)], NOW).await;
    done(one, vec![put(C, "v", 0, "a", LATER)], NOW).await;
    assert_eq!(other.read(C, "v", NOW).await.unwrap(), record(1, "a"));
    conflict(other, vec![put(C, "v", 0, "b", LATER)], NOW).await;
    conflict(other, vec![put(C, "v", 2, "b", LATER)], NOW).await;
    done(other, vec![put(C, "v", 1, "b", LATER)], NOW).await;
    conflict(one, vec![put(C, "v", 1, "c", LATER)], NOW).await;
    conflict(one, vec![take(C, "v", 1)], NOW).await;
    assert_eq!(one.read(C, "v", NOW).await.unwrap(), record(2, "b"));
    // The same name on another shelf is another record.
    assert_eq!(one.read(T, "v", NOW).await.unwrap(), None);
    done(one, vec![put(T, "v", 0, "ticket", LATER)], NOW).await;
    done(one, vec![take(C, "v", 2)], NOW).await;
    assert_eq!(other.read(C, "v", NOW).await.unwrap(), None);
    assert_eq!(other.read(T, "v", NOW).await.unwrap(), record(1, "ticket"));
    done(other, vec![put(C, "v", 0, "d", LATER)], NOW).await;
    assert_eq!(one.read(C, "v", NOW).await.unwrap(), record(1, "d"));
    done(one, vec![take(C, "v", 1), take(T, "v", 1)], NOW).await;
}

async fn together_or_not_at_all(one: &Shared, other: &Shared) {
    done(one, vec![put(C, "a", 0, "1", LATER), put(T, "a", 0, "1", LATER)], NOW).await;
    // The first would do, the second would not, and the other way round.
    let new = || put(C, "new", 0, "x", LATER);
    conflict(one, vec![new(), put(C, "a", 7, "2", LATER)], NOW).await;
    conflict(one, vec![put(C, "a", 7, "2", LATER), new()], NOW).await;
    conflict(one, vec![take(C, "a", 1), put(T, "a", 0, "2", LATER)], NOW).await;
    conflict(one, vec![take(C, "a", 1), take(T, "none", 3)], NOW).await;
    assert_eq!(other.read(C, "new", NOW).await.unwrap(), None);
    assert_eq!(other.read(C, "a", NOW).await.unwrap(), record(1, "1"));
    assert_eq!(other.read(T, "a", NOW).await.unwrap(), record(1, "1"));
    // That a record must not be there can be asked without making one.
    conflict(one, vec![new(), take(C, "a", 0)], NOW).await;
    done(
        one,
        vec![new(), take(C, "none", 0), put(C, "a", 1, "2", LATER), take(T, "a", 1)],
        NOW,
    )
    .await;
    assert_eq!(other.read(C, "none", NOW).await.unwrap(), None);
    assert_eq!(other.read(C, "a", NOW).await.unwrap(), record(2, "2"));
    assert_eq!(other.read(C, "new", NOW).await.unwrap(), record(1, "x"));
    assert_eq!(other.read(T, "a", NOW).await.unwrap(), None);
    done(one, vec![take(C, "none", 0)], NOW).await;
    done(one, vec![take(C, "a", 2), take(C, "new", 1)], NOW).await;
    let many = |replaces| {
        (0..MAX_WRITES)
            .rev()
            .map(move |n| put(C, &format!("m{n}"), replaces, "x", LATER))
            .collect()
    };
    done(one, many(0), NOW).await;
    conflict(other, many(0), NOW).await;
    done(
        other,
        (0..MAX_WRITES).map(|n| take(C, &format!("m{n}"), 1)).collect(),
        NOW,
    )
    .await;
}

async fn expiry(one: &Shared, other: &Shared) {
    done(one, vec![put(C, "e", 0, "1", NOW + 10)], NOW).await;
    done(one, vec![put(C, "e", 1, "2", NOW + 10)], NOW).await;
    assert_eq!(other.read(C, "e", NOW + 9).await.unwrap(), record(2, "2"));
    assert_eq!(other.read(C, "e", NOW + 10).await.unwrap(), None);
    conflict(other, vec![put(C, "e", 2, "3", LATER)], NOW + 10).await;
    conflict(other, vec![take(C, "e", 2)], NOW + 10).await;
    conflict(one, vec![put(C, "e", 0, "3", LATER)], NOW + 9).await;
    done(one, vec![put(C, "e", 0, "3", NOW + 20)], NOW + 10).await;
    assert_eq!(other.read(C, "e", NOW + 10).await.unwrap(), record(1, "3"));
    // Put off, and brought forward again.
    done(one, vec![put(C, "e", 1, "4", NOW + 500)], NOW + 11).await;
    assert_eq!(one.sweep(100, NOW + 499).await.unwrap(), 0);
    assert_eq!(other.read(C, "e", NOW + 499).await.unwrap(), record(2, "4"));
    done(one, vec![put(C, "e", 2, "5", NOW + 30)], NOW + 12).await;
    assert_eq!(other.sweep(100, NOW + 29).await.unwrap(), 0);
    assert_eq!(other.sweep(100, NOW + 30).await.unwrap(), 1);
    assert_eq!(one.read(C, "e", NOW + 29).await.unwrap(), None);
}

async fn listing(one: &Shared, other: &Shared) {
    // In the order of bytes, whatever a language says of letters.
    let longest = "~".repeat(MAX_KEY);
    let sorted = [
        "-", "0", "00", "01", "1", "10", "9", "A", "Z", "_", "a", "aB", "ab", "b", "z", &longest,
    ];
    for (place, key) in sorted
        .iter()
        .enumerate()
        .map(|(i, _)| (i, sorted[i * 7 % sorted.len()]))
    {
        done(
            one,
            vec![put(T, key, 0, key, LATER + i64::try_from(place).unwrap())],
            NOW,
        )
        .await;
    }
    done(
        one,
        vec![
            put(T, "0a", 0, "soon gone", NOW + 1),
            put(C, "0b", 0, "elsewhere", LATER),
        ],
        NOW,
    )
    .await;
    let page = async |after: Option<&str>, limit, now| -> Vec<String> {
        let listed = other.list(T, after, limit, now).await.unwrap();
        for (key, found) in &listed {
            assert_eq!(
                Some(found.clone()),
                record(1, if key == "0a" { "soon gone" } else { key })
            );
        }
        listed.into_iter().map(|(key, _)| key).collect()
    };
    let expected: Vec<&str> = sorted.into();
    assert_eq!(page(None, 100, NOW + 1).await, expected);
    assert_eq!(page(None, 5, NOW).await, ["-", "0", "00", "01", "0a"]);
    assert_eq!(page(None, 5, NOW + 1).await, ["-", "0", "00", "01", "1"]);
    assert_eq!(page(Some("01"), 3, NOW + 1).await, ["1", "10", "9"]);
    // After a key that is not there.
    assert_eq!(page(Some("0a0"), 2, NOW).await, ["1", "10"]);
    assert_eq!(page(Some("z"), 9, NOW).await, [longest.as_str()]);
    assert!(page(Some(&longest), 9, NOW).await.is_empty());
    assert!(page(None, 0, NOW).await.is_empty());
    let mut pages = Vec::new();
    while let next = page(pages.last().map(String::as_str), 3, NOW + 1).await
        && !next.is_empty()
    {
        pages.extend(next);
    }
    assert_eq!(pages, expected);
    let names: Vec<String> = one
        .list(C, None, 9, NOW)
        .await
        .unwrap()
        .into_iter()
        .map(|(key, _)| key)
        .collect();
    assert_eq!(names, ["0b"]);
    assert_eq!(one.sweep(100, LATER + 100).await.unwrap(), 18);
    assert!(page(None, 100, NOW).await.is_empty());
}

async fn counting_and_sweeping(one: &Shared, other: &Shared) {
    assert_eq!(
        (one.count(C, NOW).await.unwrap(), one.count(T, NOW).await.unwrap()),
        (0, 0)
    );
    for n in 0..30 {
        let expires = if n < 7 { NOW + 5 } else { LATER };
        done(one, vec![put(C, &format!("n{n}"), 0, "1", expires)], NOW).await;
    }
    done(one, vec![put(T, "n", 0, "1", NOW + 5)], NOW).await;
    assert_eq!(
        (other.count(C, NOW).await.unwrap(), other.count(T, NOW).await.unwrap()),
        (30, 1)
    );
    // More turns make no more conversations.
    done(one, vec![put(C, "n20", 1, "2", LATER + 1)], NOW).await;
    assert_eq!(other.count(C, NOW).await.unwrap(), 30);
    done(one, vec![take(C, "n20", 2)], NOW).await;
    assert_eq!(other.count(C, NOW).await.unwrap(), 29);
    assert_eq!(other.sweep(100, NOW + 4).await.unwrap(), 0);
    assert_eq!(other.sweep(3, NOW + 5).await.unwrap(), 3);
    assert_eq!(other.sweep(0, NOW + 5).await.unwrap(), 0);
    assert_eq!(one.sweep(100, NOW + 5).await.unwrap(), 5);
    assert_eq!(
        (
            one.count(C, NOW + 5).await.unwrap(),
            one.count(T, NOW + 5).await.unwrap()
        ),
        (22, 0)
    );
    assert_eq!(one.list(C, None, 100, NOW).await.unwrap().len(), 22);
    // More than any one step takes, of which all have been put off once.
    for n in 0..600 {
        done(one, vec![put(T, &format!("s{n}"), 0, "1", NOW + 5)], NOW).await;
        done(one, vec![put(T, &format!("s{n}"), 1, "1", NOW + 50)], NOW).await;
    }
    assert_eq!(one.sweep(1000, NOW + 49).await.unwrap(), 0);
    assert_eq!(one.list(T, None, 1000, NOW + 49).await.unwrap().len(), 600);
    assert_eq!(one.sweep(590, NOW + 50).await.unwrap(), 590);
    assert_eq!(one.sweep(1000, LATER + 1).await.unwrap(), 32);
    assert_eq!(
        (one.count(C, LATER).await.unwrap(), one.count(T, LATER).await.unwrap()),
        (0, 0)
    );
}

async fn bodies(one: &Shared, other: &Shared) {
    let bytes = |length: usize| -> Vec<u8> { (0..length).map(|n| (n * 31 % 256) as u8).collect() };
    for length in [0, 1, 31, 32, 33, 4095, 4096, 65_537, 256 << 10] {
        let key = format!("b{length}");
        done(one, vec![put(C, &key, 0, bytes(length), LATER)], NOW).await;
        assert_eq!(other.read(C, &key, NOW).await.unwrap(), record(1, bytes(length)));
        done(other, vec![put(C, &key, 1, bytes(length / 2), LATER)], NOW).await;
        assert_eq!(one.read(C, &key, NOW).await.unwrap(), record(2, bytes(length / 2)));
        done(one, vec![take(C, &key, 2)], NOW).await;
    }
}

/// Sixty-four at once, from both ends, each adding one until it has: no addition is lost or made twice.
async fn increments(one: &Shared, other: &Shared) {
    done(one, vec![put(C, "i", 0, "0", LATER)], NOW).await;
    let number = |record: &Record| -> u64 { std::str::from_utf8(&record.body).unwrap().parse().unwrap() };
    let adding = (0..64).map(|n| {
        let store = Arc::clone(if n % 2 == 0 { one } else { other });
        tokio::spawn(async move {
            let mut attempts = 0_u64;
            loop {
                attempts += 1;
                let found = store.read(C, "i", NOW).await.unwrap().unwrap();
                let next = (number(&found) + 1).to_string();
                match store
                    .write(vec![put(C, "i", found.version, next, LATER)], NOW)
                    .await
                    .unwrap()
                {
                    Written::Done => return attempts,
                    Written::Conflict => tokio::task::yield_now().await,
                }
            }
        })
    });
    let mut attempts = 0;
    for task in adding.collect::<Vec<_>>() {
        attempts += task.await.unwrap();
    }
    assert_eq!(one.read(C, "i", NOW).await.unwrap(), record(65, "64"));
    assert!(attempts >= 64);
    // Once each with the same version named: exactly one is first.
    let race = (0..64).map(|n| {
        let store = Arc::clone(if n % 2 == 0 { one } else { other });
        tokio::spawn(async move {
            store
                .write(vec![put(C, "i", 65, n.to_string(), LATER)], NOW)
                .await
                .unwrap()
        })
    });
    let mut won = Vec::new();
    for (n, task) in race.collect::<Vec<_>>().into_iter().enumerate() {
        if task.await.unwrap() == Written::Done {
            won.push(n.to_string());
        }
    }
    assert_eq!(won.len(), 1);
    assert_eq!(one.read(C, "i", NOW).await.unwrap(), record(66, &won[0]));
    done(one, vec![take(C, "i", 66)], NOW).await;
}

/// Pairs of records written in opposite orders from both ends: no one waits for ever, and no half is ever seen.
async fn crossing(one: &Shared, other: &Shared) {
    done(one, vec![put(C, "x", 0, "0", LATER), put(T, "y", 0, "0", LATER)], NOW).await;
    let writing = (0..32).map(|n| {
        let store = Arc::clone(if n % 2 == 0 { one } else { other });
        tokio::spawn(async move {
            for round in 0..8 {
                let version = store.read(C, "x", NOW).await.unwrap().unwrap().version;
                let body = format!("{n} {round}");
                let mut pair = vec![put(C, "x", version, &body, LATER), put(T, "y", version, &body, LATER)];
                if n % 4 < 2 {
                    pair.reverse();
                }
                store.write(pair, NOW).await.unwrap();
            }
        })
    });
    for task in writing.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    let x = one.read(C, "x", NOW).await.unwrap().unwrap();
    assert!(x.version > 8);
    assert_eq!(other.read(T, "y", NOW).await.unwrap(), Some(x.clone()));
    done(one, vec![take(T, "y", x.version), take(C, "x", x.version)], NOW).await;
}
