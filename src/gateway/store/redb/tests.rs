use std::collections::BTreeMap;
use std::io;
use std::ops::Bound;
use std::sync::atomic::{AtomicBool, Ordering};

use redb::BackendError;

use super::*;

const NOW: i64 = 1_900_000_000;
const C: Shelf = Shelf::Conversations;

fn put(key: &str, replaces: u64, body: Vec<u8>, expires: i64) -> Write {
    Write {
        shelf: C,
        key: key.to_owned(),
        replaces,
        body: Some(body),
        expires,
    }
}

fn body(n: usize) -> Vec<u8> {
    format!("{n} ").repeat(800).into_bytes()
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}

fn write(store: &Redb, writes: Vec<Write>) -> Result<Written, StoreError> {
    wait(store.write(writes, NOW))
}

/// A disk that can be full.
#[derive(Debug)]
struct Disk {
    file: FileBackend,
    full: Arc<AtomicBool>,
}

impl Disk {
    fn space(&self) -> io::Result<()> {
        let full = self.full.load(Ordering::SeqCst);
        if full {
            Err(io::ErrorKind::StorageFull.into())
        } else {
            Ok(())
        }
    }
}

type Done<T> = Result<T, BackendError>;

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        self.file.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.file.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.space()?;
        self.file.set_len(len)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.space()?;
        self.file.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.space()?;
        self.file.write(offset, data)
    }

    fn close(&self) -> io::Result<()> {
        self.file.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Done<bool> {
        self.file.try_lock_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Done<()> {
        self.file.unlock_range(start, end)
    }
}

#[test]
fn a_full_disk_passes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.redb");
    let full = Arc::new(AtomicBool::new(false));
    let (file, flag) = (path.clone(), Arc::clone(&full));
    let open = move || {
        let file = FileBackend::new(private(&file)?)?;
        open_backend(Disk {
            file,
            full: Arc::clone(&flag),
        })
    };
    let store = Redb::start(&path, Box::new(open)).unwrap();
    assert_eq!(
        write(&store, vec![put("a", 0, body(1), NOW + 9)]).unwrap(),
        Written::Done
    );
    full.store(true, Ordering::SeqCst);
    for _ in 0..5 {
        let refused = write(&store, vec![put("a", 1, body(2), NOW + 9)]).unwrap_err();
        assert!(matches!(refused, StoreError::Unavailable(_)), "{refused}");
    }
    full.store(false, Ordering::SeqCst);
    let mut attempts = 0;
    let written = loop {
        match write(&store, vec![put("a", 1, body(2), NOW + 9)]) {
            Ok(written) => break written,
            Err(StoreError::Unavailable(_)) if attempts < 3000 => attempts += 1,
            Err(e) => panic!("after {attempts} attempts: {e}"),
        }
        thread::sleep(std::time::Duration::from_millis(10));
    };
    assert_eq!(written, Written::Done);
    let found = wait(store.read(C, "a", NOW)).unwrap().unwrap();
    assert_eq!((found.version, found.body), (2, body(2)));
}

#[test]
fn a_damaged_file_is_refused_or_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.redb");
    let store = Redb::open(&path).unwrap();
    let mut kept = BTreeMap::new();
    for n in 0..60 {
        let key = format!("k{n}");
        write(&store, vec![put(&key, 0, body(n), NOW + 9)]).unwrap();
        kept.insert(key, body(n));
    }
    drop(store);
    let whole = std::fs::read(&path).unwrap();
    let mut refused = 0;
    // Somewhere in each piece of the file, and its end torn off.
    let used = whole.iter().rposition(|b| *b != 0).unwrap();
    let places = (0..used).step_by(used / 60);
    let damaged = places.map(|place| {
        let mut bytes = whole.clone();
        for byte in bytes.iter_mut().skip(place).take(64) {
            *byte ^= 0x5A;
        }
        bytes
    });
    let torn = [1, 100, 4096, used / 2].map(|length| whole.iter().copied().take(length).collect());
    for bytes in damaged.chain(torn) {
        std::fs::write(&path, bytes).unwrap();
        match Redb::open(&path) {
            Err(StoreError::Damaged(text)) => {
                assert!(text.contains("повреждён") && text.contains("is damaged"), "{text}");
                refused += 1;
            }
            Err(other) => panic!("{other}"),
            Ok(store) => {
                let found = wait(store.list(C, None, 100, NOW)).unwrap();
                let found: BTreeMap<_, _> = found.into_iter().map(|(k, r)| (k, r.body)).collect();
                assert_eq!(found, kept);
            }
        }
    }
    assert!(refused > 20, "{refused}");
}

#[test]
fn another_file_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("письмо.txt");
    let text = "Уважаемая редакция! ".repeat(500);
    std::fs::write(&path, &text).unwrap();
    let refused = Redb::open(&path).unwrap_err();
    assert!(matches!(refused, StoreError::Damaged(_)), "{refused}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[cfg(unix)]
#[test]
fn the_file_is_for_its_owner() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.redb");
    let store = Redb::open(&path).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    drop(store);
}

/// The index keeps one entry a record, however many turns there are.
#[test]
fn turns_leave_one_entry_in_the_index() {
    let folder = tempfile::tempdir().unwrap();
    let store = Redb::open(&folder.path().join("a.redb")).unwrap();
    let entries = || {
        let database = store.base.database();
        let reading = database.as_ref().unwrap().begin_read().unwrap();
        let table = redb::TableDefinition::<(i64, &str), ()>::new("c-times");
        let table = reading.open_table(table).unwrap();
        let times = redb::ReadableTable::iter(&table)
            .unwrap()
            .map(|e| e.unwrap().0.value().0);
        times.collect::<Vec<_>>()
    };
    for turn in 0..20 {
        write(
            &store,
            vec![put("a", turn, body(1), NOW + 100 + i64::try_from(turn).unwrap())],
        )
        .unwrap();
    }
    assert_eq!(entries(), [NOW + 100]);
    assert_eq!(wait(store.sweep(10, NOW + 110)).unwrap(), 0);
    assert_eq!(entries(), [NOW + 119]);
    // Brought forward, the entry comes along.
    write(&store, vec![put("a", 20, body(1), NOW + 5)]).unwrap();
    assert_eq!(entries(), [NOW + 5]);
    let gone = Write {
        body: None,
        ..put("a", 21, Vec::new(), 0)
    };
    write(&store, vec![gone]).unwrap();
    assert!(entries().is_empty());
}
