//! The voice channel: its documents against the definition of the W3C, and whole calls in which a small
//! interpreter really executes them.

mod calls;
mod documents;
mod grammar;
pub(crate) mod interpreter;
mod say;
mod xml;

use std::path::Path;
use std::sync::LazyLock;

use lotsman::bundle::Bundle;
use lotsman::compile::{self, Input};
use lotsman::runtime::Engine;

/// The base of this repository.
static SAMPLE: LazyLock<Engine> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![root.join("lotsman.yaml")];
    gather(&root.join("scenarios"), &mut files);
    gather(&root.join("topics"), &mut files);
    files.sort();
    let inputs = files.into_iter().map(|path| Input {
        path: path.strip_prefix(root).unwrap().to_string_lossy().into_owned(),
        bytes: std::fs::read(&path).unwrap(),
    });
    let checked = compile::check(inputs.collect());
    assert!(!checked.has_errors(), "{:#?}", checked.diagnostics);
    let bytes = compile::build(&checked).unwrap().unwrap();
    Engine::new(&Bundle::from_bytes(bytes).unwrap()).unwrap()
});

fn gather(folder: &Path, into: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, into);
        } else if path.extension().is_some_and(|e| e != "dialog") {
            into.push(path);
        }
    }
}
