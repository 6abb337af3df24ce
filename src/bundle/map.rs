//! A file as bytes in memory, without reading it.
//!
//! The one place of the library with `unsafe`: mapping a file is unsafe, because the bytes change under the
//! program if the file is changed in place.

use std::fs::File;
use std::io;
use std::path::Path;

use memmap2::{Mmap, MmapOptions};
use tantivy::directory::OwnedBytes;

use super::container::{BundleError, MAX_LENGTH};

/// The bytes of a file, which is not read: its pages are shared with every process that opens it.
pub(super) fn open(path: &Path) -> Result<OwnedBytes, BundleError> {
    let io = |e: io::Error| BundleError::Io(e.to_string());
    let file = File::open(path).map_err(io)?;
    let length = file.metadata().map_err(io)?.len();
    if length > MAX_LENGTH {
        return Err(BundleError::TooLong);
    }
    if length == 0 {
        // An empty file cannot be mapped; no bundle is empty.
        return Err(BundleError::NotABundle);
    }
    Ok(OwnedBytes::new(map(&file).map_err(io)?))
}

/// Maps a file for reading. All of it is wanted at once: opening checks every byte.
#[allow(unsafe_code, reason = "mapping a file; see the proof inside")]
fn map(file: &File) -> io::Result<Mmap> {
    let mut options = MmapOptions::new();
    options.populate();
    // SAFETY: the map is read-only and lives as long as the bytes that are handed out: `OwnedBytes` owns it.
    // What remains is that nobody writes into the file or cuts it while it is mapped. Nothing of this library
    // does: a bundle is written beside its place and renamed into it, which leaves the mapped file as it was.
    // Whoever else can write into the files of a service can replace the service itself. That a bundle must be
    // replaced by renaming and never in place is said in the documentation of `Bundle::open`.
    unsafe { options.map(file) }
}
