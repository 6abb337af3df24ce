//! The pages of the gateway in a real browser, driven from Python: `tests/e2e`. `cargo xtask test` makes the environment
//! they run in.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::cli::lotsman;

/// The environment of Python; in the folder `target`, two above the tests.
fn environment() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let target = test.ancestors().nth(3).unwrap();
    std::env::var_os("LOTSMAN_PYTHON").map_or_else(|| target.join("python/venv"), PathBuf::from)
}

#[test]
fn the_pages_work_in_a_browser() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("base.lotsman");
    lotsman()
        .args(["build", "-o"])
        .arg(&bundle)
        .current_dir(root)
        .assert()
        .success();
    let python = environment().join("bin/python");
    let output = Command::new(&python)
        .args(["-m", "pytest", "-p", "no:cacheprovider", "--tb=short"])
        .current_dir(root.join("tests/e2e"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("LOTSMAN_BIN", env!("CARGO_BIN_EXE_lotsman"))
        .env("LOTSMAN_BUNDLE", &bundle)
        .output()
        .unwrap_or_else(|e| panic!("{}: {e}: `cargo xtask test` makes it", python.display()));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{}\n{}",
        text(&output.stdout),
        text(&output.stderr)
    );
}
