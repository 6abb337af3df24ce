//! A store by its address.

use std::path::Path;
use std::sync::Arc;

use super::{Memory, Postgres, Redb, Redis, Store, StoreError, both};

/// What an address may begin with.
const KINDS: &str = "redb:…, redis://…, rediss://…, postgres://…, memory:";

/// Opens the store at an address: `redb:PATH` or a bare path, `redis://…`, `rediss://…`, `postgres://…` or
/// `postgresql://…`, and `memory:` for one that forgets everything at the end. To be called within a tokio runtime.
///
/// # Errors
///
/// When the address is of no known kind, or the store behind it cannot be opened. No error repeats an address: there may
/// be a password in it.
pub async fn open(address: &str) -> Result<Arc<dyn Store>, StoreError> {
    Ok(match (scheme(address), address) {
        (Some("redis" | "rediss"), _) => Arc::new(Redis::open(address).await?),
        (Some("postgres" | "postgresql"), _) => Arc::new(Postgres::open(address).await?),
        (Some("memory"), "memory:") => Arc::new(Memory::default()),
        (Some("redb"), _) => Arc::new(file(address.trim_start_matches("redb:"))?),
        (None, _) => Arc::new(file(address)?),
        (Some(other), _) => {
            return Err(StoreError::Address(both(
                format!("Хранилища разговоров вида «{other}:» нет. Есть такие: {KINDS}"),
                format!("There is no store of conversations of the kind \"{other}:\". There are: {KINDS}"),
            )));
        }
    })
}

/// What stands before the colon, unless it is the path of a file: a letter alone is a drive.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let word = scheme
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-'));
    (scheme.len() > 1 && word).then_some(scheme)
}

fn file(path: &str) -> Result<Redb, StoreError> {
    if path.is_empty() {
        return Err(StoreError::Address(both(
            "В адресе хранилища нет имени файла; напишите, например, redb:разговоры.redb",
            "The address of the store names no file; write, for example, redb:conversations.redb",
        )));
    }
    Redb::open(Path::new(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_no_scheme() {
        assert_eq!(scheme("/var/lib/lotsman/a:b.redb"), None);
        assert_eq!(scheme("C:\\lotsman\\a.redb"), None);
        assert_eq!(scheme("разговоры.redb"), None);
        assert_eq!(scheme("rediss://host"), Some("rediss"));
        assert_eq!(scheme("mysql://host"), Some("mysql"));
    }
}
