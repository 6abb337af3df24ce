//! Memory of the last check: an unchanged base is not checked twice.
//!
//! One file in `.lotsman/` beside the manifest: the key of everything that the report depends on,
//! the exit code, the report. A cache that cannot be read or written is no cache and no error.

use std::path::{Path, PathBuf};

use crate::compile::Input;

const HEADER: usize = 33;

/// The report of a check under its key.
pub struct Cache {
    path: PathBuf,
    key: [u8; 32],
}

impl Cache {
    /// The cache of a base for these inputs and these options.
    pub fn new(root: &Path, inputs: &[Input], options: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        let mut field = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        field(env!("CARGO_PKG_VERSION").as_bytes());
        field(build_of_this_program().as_bytes());
        field(options.as_bytes());
        for input in inputs {
            field(input.path.as_bytes());
            field(&input.bytes);
        }
        Self {
            path: root.join(".lotsman").join("check"),
            key: *hasher.finalize().as_bytes(),
        }
    }

    /// Exit code and report, when nothing has changed.
    pub fn read(&self) -> Option<(u8, String)> {
        let bytes = std::fs::read(&self.path).ok()?;
        let (header, report) = bytes.split_at_checked(HEADER)?;
        let (key, code) = header.split_at_checked(32)?;
        if key != self.key {
            return None;
        }
        Some((*code.first()?, String::from_utf8(report.to_vec()).ok()?))
    }

    /// Remembers a report.
    pub fn write(&self, code: u8, report: &str) {
        let mut bytes = self.key.to_vec();
        bytes.push(code);
        bytes.extend_from_slice(report.as_bytes());
        if let Some(folder) = self.path.parent()
            && std::fs::create_dir_all(folder).is_ok()
        {
            let _ = super::files::write_atomic(&self.path, &bytes);
        }
    }
}

/// While lotsman itself is being developed its version stays and its checks change.
fn build_of_this_program() -> String {
    let metadata = std::env::current_exe().and_then(std::fs::metadata);
    let modified = metadata.as_ref().ok().and_then(|m| m.modified().ok());
    format!("{:?} {:?}", metadata.map(|m| m.len()).ok(), modified)
}
