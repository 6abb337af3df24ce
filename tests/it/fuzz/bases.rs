//! Bases to break, and texts to begin with.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use lotsman::bundle::Bundle;
use lotsman::bundle::signature::{SecretKey, sign};
use lotsman::compile::{Input, build, check};
use lotsman::runtime::Engine;

/// The root of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    if here.ends_with("fuzz") {
        here.parent().unwrap_or(here)
    } else {
        here
    }
    .to_owned()
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, into);
        } else {
            into.push(path);
        }
    }
}

/// The files below a folder of the repository, in order of path.
pub fn below(folder: &str) -> Vec<(String, Vec<u8>)> {
    let root = root();
    let mut paths = Vec::new();
    files(&root.join(folder), &mut paths);
    let read = |path: PathBuf| {
        Some((
            path.strip_prefix(&root).ok()?.to_str()?.to_owned(),
            std::fs::read(&path).ok()?,
        ))
    };
    paths.into_iter().filter_map(read).collect()
}

fn compiled(mut inputs: Vec<Input>) -> Vec<u8> {
    inputs.sort_by(|a, b| a.path.cmp(&b.path));
    match build(&check(inputs)) {
        Ok(Ok(bytes)) => bytes,
        other => panic!("the base does not build: {other:?}"),
    }
}

fn folder(base: &str, parts: &[&str]) -> Vec<u8> {
    let of = |part: &&str| below(&format!("{base}{part}"));
    let mut found: Vec<(String, Vec<u8>)> = parts.iter().flat_map(of).collect();
    let manifest = format!("{base}lotsman.yaml");
    let bytes = std::fs::read(root().join(&manifest)).unwrap_or_default();
    found.push((manifest, bytes));
    let inputs = found.into_iter().filter_map(|(path, bytes)| {
        let path = path.strip_prefix(base)?.to_owned();
        Input::belongs(&path).then_some(Input { path, bytes })
    });
    compiled(inputs.collect())
}

/// A base of the fixtures.
fn small(name: &str) -> Vec<u8> {
    folder(&format!("tests/fixtures/{name}/"), &["scenarios", "topics"])
}

/// One answer and nothing else.
fn least() -> Vec<u8> {
    let topic = "topic a \"A\"\n  answer \"B.\"\nend\n";
    compiled(vec![
        Input {
            path: "lotsman.yaml".into(),
            bytes: b"name: a\nlanguage: en\n".to_vec(),
        },
        Input {
            path: "topics/a.topic".into(),
            bytes: topic.into(),
        },
    ])
}

/// A bundle with a name.
pub struct Base {
    /// The name.
    pub name: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The bundle of the base of this repository.
pub static SAMPLE: LazyLock<Base> = LazyLock::new(|| Base {
    name: "sample",
    bytes: folder("", &["scenarios", "topics"]),
});

/// Small bundles, the smallest first: the last is that of `tests/fixtures/small`, signed twice.
pub static SMALL: LazyLock<Vec<Base>> = LazyLock::new(|| {
    let signed = [1, 2].iter().try_fold(small("small"), |bytes, n| {
        sign(&bytes, &SecretKey::from_bytes(&[*n; 32]))
    });
    vec![
        Base {
            name: "least",
            bytes: least(),
        },
        Base {
            name: "everything",
            bytes: small("everything"),
        },
        Base {
            name: "small, signed",
            bytes: signed.unwrap_or_default(),
        },
    ]
});

/// The engine of the base of this repository.
pub static ENGINE: LazyLock<Engine> = LazyLock::new(|| engine(&SAMPLE.bytes));
/// The engine of the small base that has everything.
pub static SMALL_ENGINE: LazyLock<Engine> = LazyLock::new(|| engine(&small("everything")));

fn engine(bytes: &[u8]) -> Engine {
    let opened = Bundle::from_bytes(bytes).and_then(|bundle| Engine::new(&bundle));
    match opened {
        Ok(engine) => engine,
        Err(e) => panic!("the base does not open: {e}"),
    }
}
