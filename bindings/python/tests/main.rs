//! The package as Python sees it: the library that cargo has built for this test, and the tests in Python over it.
//! `cargo xtask python` makes the environment they run in.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed, and says where"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use lotsman::bundle::signature::{SecretKey, sign};
use lotsman::compile::{self, Input};

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder with the package, as an installer would lay it out, and with a bundle of `bindings/base`.
struct Installed(tempfile::TempDir);

impl Installed {
    fn new() -> Self {
        let installed = Self(tempfile::tempdir().unwrap());
        let package = installed.path("lotsman");
        std::fs::create_dir(&package).unwrap();
        for entry in std::fs::read_dir(here().join("python/lotsman")).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                std::fs::copy(entry.path(), package.join(entry.file_name())).unwrap();
            }
        }
        std::fs::copy(library(), package.join("_native.abi3.so")).unwrap();
        std::fs::write(installed.path("base.lotsman"), bundle("")).unwrap();
        let more = "\nфакт лишний: да_нет \"Лишний\"\nконец\n";
        std::fs::write(installed.path("other.lotsman"), bundle(more)).unwrap();
        let secret = SecretKey::from_bytes(&[7; 32]);
        std::fs::write(installed.path("signed.lotsman"), sign(&bundle(""), &secret).unwrap()).unwrap();
        std::fs::write(installed.path("signed.pub"), secret.public().to_pem()).unwrap();
        let stranger = SecretKey::from_bytes(&[8; 32]).public();
        std::fs::write(installed.path("stranger.pub"), stranger.to_pem()).unwrap();
        installed
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs a module of the environment, and shows what it printed where it failed.
    fn python(&self, arguments: &[&str]) {
        let python = environment().join("bin/python");
        let mut command = Command::new(&python);
        command
            .arg("-m")
            .args(arguments)
            .current_dir(here())
            .env("PYTHONPATH", self.0.path())
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("MYPYPATH", self.0.path())
            .env("MYPY_CACHE_DIR", self.path("types"))
            .env("LOTSMAN_TEST_BUNDLE", self.path("base.lotsman"));
        let output = command
            .output()
            .unwrap_or_else(|e| panic!("{}: {e}: `cargo xtask python` makes it", python.display()));
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(
            output.status.success(),
            "python -m {}\n{}\n{}",
            arguments.join(" "),
            text(&output.stdout),
            text(&output.stderr)
        );
    }
}

/// The folder of the build: that of this test, or the one above it, holds what cargo has built.
fn library() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let found = test.ancestors().skip(1).take(2).map(|f| f.join("liblotsman_python.so"));
    found
        .into_iter()
        .find(|f| f.exists())
        .expect("liblotsman_python.so lies beside the tests")
}

/// The environment of Python; in the folder `target`, two above the tests.
fn environment() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let target = test.ancestors().nth(3).unwrap();
    std::env::var_os("LOTSMAN_PYTHON").map_or_else(|| target.join("python/venv"), PathBuf::from)
}

/// The base of the examples, and the same base with something more: another bundle.
fn bundle(more: &str) -> Vec<u8> {
    let read = |path: &str| {
        let text = std::fs::read_to_string(here().join("../base").join(path)).unwrap();
        let more = if path.ends_with(".scenario") { more } else { "" };
        Input {
            path: path.into(),
            bytes: format!("{text}{more}").into(),
        }
    };
    let files = ["lotsman.yaml", "topics/library.topic", "scenarios/library.scenario"];
    let checked = compile::check(files.map(read).into());
    assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
    compile::build(&checked).unwrap().unwrap()
}

#[test]
fn the_tests_in_python_pass() {
    Installed::new().python(&["pytest", "-p", "no:cacheprovider"]);
}

#[test]
fn the_types_are_right() {
    let installed = Installed::new();
    installed.python(&["mypy"]);
    // What the stub says of the native part, held against the native part itself.
    installed.python(&[
        "mypy.stubtest",
        "lotsman._native",
        "--mypy-config-file",
        "pyproject.toml",
    ]);
}
