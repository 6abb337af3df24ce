//! Servers reached over TLS: with a certificate that the system trusts, and not with any other.

use std::path::Path;
use std::process::Command;

use lotsman::gateway::store::{Shelf, StoreError, Written, open};

use super::servers::{Postgres, Redis};
use super::suite::{NOW, put};

const ADDRESS: &str = "LOTSMAN_TEST_OF_TLS";

/// Another process, which trusts what `SSL_CERT_FILE` names. Without an address it is not that process.
#[test]
fn the_client() {
    let Ok(address) = std::env::var(ADDRESS) else { return };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = open(&address).await.unwrap();
        let write = vec![put(Shelf::Conversations, "k", 0, "body", NOW + 9)];
        assert_eq!(store.write(write, NOW).await.unwrap(), Written::Done);
        let found = store.read(Shelf::Conversations, "k", NOW).await.unwrap().unwrap();
        assert_eq!(found.body, b"body");
    });
}

fn works_with_a_trusted_certificate_only(address: &str, certificate: &Path) {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "gateway::tls::the_client"])
        .env(ADDRESS, address)
        .env("SSL_CERT_FILE", certificate)
        .output()
        .unwrap();
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stdout));
    // This process trusts what the system does.
    let refused = tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(open(address))
        .unwrap_err();
    let (StoreError::Unavailable(text) | StoreError::Address(text)) = &refused else {
        panic!("{refused:?}");
    };
    assert!(text.to_lowercase().contains("certificate"), "{text}");
}

#[test]
fn redis_over_tls() {
    let server = Redis::start_with_tls();
    works_with_a_trusted_certificate_only(&server.address(), &server.certificate());
}

#[test]
fn postgres_over_tls() {
    let server = Postgres::start_with_tls();
    works_with_a_trusted_certificate_only(&server.address(), &server.certificate());
}
