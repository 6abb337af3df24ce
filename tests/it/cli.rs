//! The tool from outside: exit codes, pipes, files that must not be harmed.

mod bounds;
mod chat;
mod check;
mod decide;
mod dialogs;
mod dmn;
mod eval;
mod failures;
mod graph;
mod junit;
mod migrate;
mod rows;
mod search;
mod threads;

use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// A copy of the small base that a test may change.
pub struct Base(tempfile::TempDir);

impl Base {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small"),
            folder.path(),
        );
        Self(folder)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    pub fn replace(&self, name: &str, old: &str, new: &str) {
        let text = self.read(name);
        assert!(text.contains(old), "{name} holds no {old}");
        self.write(name, &text.replace(old, new));
    }

    /// The tool with this base.
    pub fn lotsman(&self) -> Command {
        let mut command = lotsman();
        command.arg("-C").arg(self.0.path());
        command
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The tool.
pub fn lotsman() -> Command {
    Command::new(env!("CARGO_BIN_EXE_lotsman"))
}

/// Exit code, standard output and standard error.
pub fn outcome(command: &mut Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}
