//! The stores against what their trait says, each with the real thing behind it.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use lotsman::gateway::store::{Shelf, Store, StoreError, Written, open};

use super::servers::{Postgres, Redis};
use super::suite::{self, NOW, put};

fn run<T>(test: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.worker_threads(2).enable_all().build().unwrap().block_on(test)
}

async fn opened(address: &str) -> Arc<dyn Store> {
    open(address).await.unwrap()
}

async fn refused(address: &str) -> String {
    open(address).await.unwrap_err().to_string()
}

#[test]
fn memory_means_what_the_trait_says() {
    run(async {
        let store = opened("memory:").await;
        assert_eq!(store.kind(), "memory");
        suite::all(&store, &store).await;
    });
}

#[test]
fn a_file_means_what_the_trait_says_and_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("разговоры.redb");
    let address = format!("redb:{}", path.display());
    run(async {
        let store = opened(&address).await;
        assert_eq!(store.kind(), "redb");
        suite::all(&store, &store).await;
        store
            .write(vec![put(Shelf::Tickets, "kept", 0, "body", NOW + 9)], NOW)
            .await
            .unwrap();
        drop(store);
        // A bare path is the same file.
        let store = opened(&path.display().to_string()).await;
        let kept = store.read(Shelf::Tickets, "kept", NOW).await.unwrap().unwrap();
        assert_eq!((kept.version, kept.body.as_slice()), (1, b"body".as_slice()));
        assert_eq!(store.sweep(9, NOW + 9).await.unwrap(), 1);
    });
}

#[test]
fn a_file_is_of_one_gateway() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.redb").display().to_string();
    run(async {
        let store = opened(&path).await;
        let text = refused(&path).await;
        assert!(
            text.contains("занят другим процессом") && text.contains("PostgreSQL"),
            "{text}"
        );
        assert!(text.contains("is held by another process"), "{text}");
        drop(store);
        opened(&path).await;
    });
}

#[test]
fn what_is_queued_is_written_before_a_file_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.redb").display().to_string();
    run(async {
        let store = opened(&path).await;
        for n in 0..300 {
            let key = format!("k{n}");
            // Polled once, and forgotten.
            let mut write = store.write(vec![put(Shelf::Conversations, &key, 0, "x", NOW + 9)], NOW);
            assert!(
                futures_poll(&mut write)
                    .await
                    .is_none_or(|w| w.unwrap() == Written::Done)
            );
        }
        drop(store);
        let store = opened(&path).await;
        assert_eq!(
            store.list(Shelf::Conversations, None, 999, NOW).await.unwrap().len(),
            300
        );
    });
}

/// What a future gives when it is polled once.
async fn futures_poll<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    std::future::poll_fn(|context| {
        let polled = std::pin::Pin::new(&mut *future).poll(context);
        std::task::Poll::Ready(match polled {
            std::task::Poll::Ready(value) => Some(value),
            std::task::Poll::Pending => None,
        })
    })
    .await
}

#[test]
fn redis_means_what_the_trait_says() {
    let server = Redis::start();
    run(async {
        let (one, other) = (opened(&server.address()).await, opened(&server.address()).await);
        assert_eq!(one.kind(), "redis");
        suite::all(&one, &other).await;
        assert!(!format!("{one:?}").contains("pa"), "{one:?}");
        let wrong = refused(&server.address().replace("pa%3Ass", "wrong")).await;
        assert!(wrong.contains("не пускает") && !wrong.contains("wrong"), "{wrong}");
    });
}

#[test]
fn postgres_means_what_the_trait_says() {
    let server = Postgres::start();
    run(async {
        // Both at once: they make the table without getting into each other's way.
        let address = server.address();
        let (one, other) = tokio::join!(opened(&address), opened(&address));
        assert_eq!(one.kind(), "postgres");
        suite::all(&one, &other).await;
        assert!(!format!("{one:?}").contains("pa:ss"), "{one:?}");
        let wrong = refused(&address.replace("pa%3Ass", "wrong")).await;
        assert!(wrong.contains("не пускает") && !wrong.contains("wrong"), "{wrong}");
        let none = refused(&address.replace("/postgres", "/none")).await;
        assert!(none.contains("does not admit") && none.contains("none"), "{none}");
    });
}

/// A store whose server goes says so soon, and works on by itself when it is back.
async fn comes_back(store: &Arc<dyn Store>, mut stop: impl FnMut(), mut again: impl FnMut()) {
    let key = Shelf::Conversations;
    let written = store.write(vec![put(key, "k", 0, "1", NOW + 9)], NOW).await;
    assert_eq!(written.unwrap(), Written::Done);
    stop();
    for _ in 0..3 {
        // Longer than any call may take would be for ever to a citizen who waits.
        let limit = Duration::from_secs(3);
        let (read, write) = tokio::join!(
            tokio::time::timeout(limit, store.read(key, "k", NOW)),
            tokio::time::timeout(limit, store.write(vec![put(key, "other", 7, "1", NOW + 9)], NOW)),
        );
        let (read, write) = (read.unwrap().unwrap_err(), write.unwrap().unwrap_err());
        assert!(matches!(read, StoreError::Unavailable(_)), "{read}");
        assert!(matches!(write, StoreError::Unavailable(_)), "{write}");
    }
    again();
    let mut refusals = 0;
    let found = loop {
        match store.read(key, "k", NOW).await {
            Ok(found) => break found.unwrap(),
            Err(StoreError::Unavailable(_)) if refusals < 600 => refusals += 1,
            Err(e) => panic!("after {refusals} refusals: {e}"),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert_eq!((found.version, found.body.as_slice()), (1, b"1".as_slice()));
    loop {
        match store.write(vec![put(key, "k", 1, "2", NOW + 9)], NOW).await {
            Ok(written) => break assert_eq!(written, Written::Done),
            Err(StoreError::Unavailable(_)) if refusals < 600 => refusals += 1,
            Err(e) => panic!("after {refusals} refusals: {e}"),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(store.read(key, "k", NOW).await.unwrap().unwrap().version, 2);
}

#[test]
fn redis_goes_and_comes_back() {
    let server = std::cell::RefCell::new(Redis::start());
    let address = server.borrow().address();
    run(async {
        let store = opened(&address).await;
        comes_back(&store, || server.borrow_mut().stop(), || server.borrow_mut().again()).await;
    });
}

#[test]
fn redis_that_hangs_is_not_waited_for() {
    let server = Redis::start();
    run(async {
        let store = opened(&server.address()).await;
        comes_back(&store, || server.freeze(), || server.thaw()).await;
    });
}

#[test]
fn postgres_goes_and_comes_back() {
    let server = std::cell::RefCell::new(Postgres::start());
    let address = server.borrow().address();
    run(async {
        let store = opened(&address).await;
        comes_back(&store, || server.borrow_mut().stop(), || server.borrow_mut().again()).await;
    });
}

#[test]
fn a_server_that_is_not_there_is_told_of_at_once() {
    run(async {
        for address in ["redis://:secret@127.0.0.1:1/0", "postgres://me:secret@127.0.0.1:1/base"] {
            let error = open(address).await.unwrap_err();
            assert!(matches!(error, StoreError::Unavailable(_)), "{error}");
            assert!(!format!("{error} {error:?}").contains("secret"), "{error}");
        }
    });
}

#[test]
fn an_address_of_no_store_names_those_that_there_are() {
    run(async {
        for address in [
            "mysql://me:secret@host/base",
            "rediss:secret",
            "redis://:secret@:::",
            "postgres://me:secret@h:x/",
        ] {
            let error = open(address).await.unwrap_err();
            assert!(matches!(error, StoreError::Address(_)), "{error}");
            let text = format!("{error} {error:?}");
            assert!(text.contains(" · ") && !text.contains("secret"), "{text}");
        }
        let text = refused("mysql://me:secret@host/base").await;
        assert!(text.contains("«mysql:»") && text.contains("postgres://"), "{text}");
        assert!(refused("redb:").await.contains("нет имени файла"));
        assert!(refused("memory:x").await.contains("«memory:»"));
        let folder = tempfile::tempdir().unwrap();
        assert!(
            refused(&folder.path().join("none/a.redb").display().to_string())
                .await
                .contains("не читается")
        );
    });
}
