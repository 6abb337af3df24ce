//! The full-text index inside the bundle: a read-only tantivy directory over the bundle's bytes.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use tantivy::Directory;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{DirectoryLock, FileHandle, Lock, OwnedBytes, WatchCallback, WatchHandle, WritePtr};

use super::container::BundleError;
use super::schema::{STORE, is_empty_store};

/// Layout of the section: number of files u32; for each: length of name u32, length of file u64,
/// name; then the files, each at a multiple of 8 from the start of the section.
pub fn write_files(files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend_from_slice(&u32::try_from(files.len()).unwrap_or(u32::MAX).to_le_bytes());
    for (name, bytes) in files {
        out.extend_from_slice(&u32::try_from(name.len()).unwrap_or(u32::MAX).to_le_bytes());
        out.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        out.extend_from_slice(name.as_bytes());
    }
    for bytes in files.values() {
        out.resize(out.len().next_multiple_of(8), 0);
        out.extend_from_slice(bytes);
    }
    out
}

/// Files of an index, by name, as ranges of the bundle. Cheap to clone.
#[derive(Clone, Debug)]
pub struct IndexDirectory {
    bytes: OwnedBytes,
    files: Arc<BTreeMap<String, Range<usize>>>,
}

impl IndexDirectory {
    /// Reads the table of files of `section` of `bytes`.
    ///
    /// # Errors
    /// When a file lies outside the section.
    pub fn open(bytes: &Arc<[u8]>, section: Range<usize>) -> Result<Self, BundleError> {
        Self::in_place(&OwnedBytes::new(Arc::clone(bytes)), section)
    }

    /// As [`Self::open`], of the bytes of an opened bundle.
    pub(crate) fn in_place(bytes: &OwnedBytes, section: Range<usize>) -> Result<Self, BundleError> {
        let cut = || BundleError::damaged("the table of the full-text index is cut off");
        let table = bytes.get(section.clone()).ok_or_else(cut)?;
        let mut reader = table;
        let mut take = |n: usize| -> Result<&[u8], BundleError> {
            let (head, tail) = reader.split_at_checked(n).ok_or_else(cut)?;
            reader = tail;
            Ok(head)
        };
        let count = u32::from_le_bytes(take(4)?.try_into().map_err(|_| cut())?);
        let mut entries = Vec::new();
        let mut header = 4_usize;
        for _ in 0..count {
            let name_length = u32::from_le_bytes(take(4)?.try_into().map_err(|_| cut())?) as usize;
            let length = u64::from_le_bytes(take(8)?.try_into().map_err(|_| cut())?);
            let name = std::str::from_utf8(take(name_length)?).map_err(|_| cut())?.to_owned();
            header += 12 + name_length;
            entries.push((name, usize::try_from(length).map_err(|_| cut())?));
        }
        let mut files = BTreeMap::new();
        let mut at = header;
        for (name, length) in entries {
            let start = at.checked_next_multiple_of(8).ok_or_else(cut)?;
            let end = start
                .checked_add(length)
                .filter(|e| *e <= table.len())
                .ok_or_else(cut)?;
            files.insert(name, section.start + start..section.start + end);
            at = end;
        }
        Ok(Self {
            bytes: bytes.clone(),
            files: Arc::new(files),
        })
    }

    /// The bytes of a file that is not tantivy's.
    pub fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.bytes.as_slice().get(self.files.get(name)?.clone())
    }

    /// Whether nothing is stored in it that tantivy would read on trust; see `schema`.
    pub(crate) fn stores_nothing(&self) -> bool {
        let stores = self.files.iter().filter(|(name, _)| name.ends_with(STORE));
        stores
            .map(|(_, range)| self.bytes.get(range.clone()))
            .all(|bytes| bytes.is_some_and(is_empty_store))
    }

    fn file(&self, path: &Path) -> Option<OwnedBytes> {
        let range = self.files.get(path.to_str()?)?;
        Some(self.bytes.slice(range.clone()))
    }
}

fn read_only() -> io::Error {
    io::Error::new(io::ErrorKind::ReadOnlyFilesystem, "a bundle is read-only")
}

impl Directory for IndexDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let file = self
            .file(path)
            .ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_owned()))?;
        Ok(Arc::new(file))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError {
            io_error: Arc::new(read_only()),
            filepath: path.to_owned(),
        })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(self.file(path).is_some())
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(read_only(), path.to_owned()))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let file = self
            .file(path)
            .ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_owned()))?;
        Ok(file.as_slice().to_vec())
    }

    fn atomic_write(&self, _path: &Path, _data: &[u8]) -> io::Result<()> {
        Err(read_only())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    // Nothing is ever written, so a reader's lock protects from nothing and is always granted.
    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}
