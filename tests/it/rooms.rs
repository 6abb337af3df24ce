//! The table of ARCHITECTURE.md, kept true: which room may import which, and where foreign libraries live.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Room, and the rooms that it may import.
const ROOMS: &[(&str, &[&str])] = &[
    ("span", &[]),
    ("source", &["span"]),
    ("value", &[]),
    ("diag", &["span", "source", "value", "language"]),
    ("syntax", &["diag", "span", "source", "value"]),
    ("language", &["span", "source", "value"]),
    ("channel", &["value", "language"]),
    ("diagram", &[]),
    ("bundle", &["value", "diagram"]),
    (
        "model",
        &["syntax", "diag", "span", "source", "value", "language", "bundle"],
    ),
    (
        "analysis",
        &[
            "model", "diag", "span", "source", "value", "language", "bundle", "runtime", "diagram",
        ],
    ),
    (
        "runtime",
        &["bundle", "value", "language", "span", "channel", "source", "diagram"],
    ),
    (
        "compile",
        &[
            "analysis", "model", "syntax", "diag", "span", "source", "value", "language", "bundle", "runtime",
            "diagram", "channel",
        ],
    ),
    ("picture", &["diag", "value"]),
    (
        "gateway",
        &["bundle", "runtime", "channel", "language", "value", "source"],
    ),
    (
        "cli",
        &[
            "analysis", "model", "syntax", "diag", "span", "source", "value", "language", "bundle", "runtime",
            "channel", "compile", "picture", "gateway",
        ],
    ),
];

/// Foreign library, and the rooms that may name it.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("pest", &["syntax"]),
    ("pest_derive", &["syntax"]),
    ("petgraph", &["analysis"]),
    ("batsat", &["analysis"]),
    ("serde_yaml", &["model", "gateway"]),
    ("axum", &["gateway"]),
    ("tokio", &["gateway"]),
    ("redb", &["gateway"]),
    ("redis", &["gateway"]),
    ("tokio_postgres", &["gateway"]),
    ("reqwest", &["gateway"]),
    ("saphyr_parser", &["model"]),
    ("annotate_snippets", &["diag"]),
    ("strsim", &["syntax", "model"]),
    ("tantivy", &["bundle", "compile", "runtime"]),
    ("rust_stemmers", &["language"]),
    ("fst", &["language"]),
    ("regex", &["runtime"]),
    ("postcard", &["bundle", "runtime", "compile", "gateway"]),
    ("memmap2", &["bundle"]),
    ("simdutf8", &["bundle"]),
    ("twox_hash", &["bundle"]),
    ("ed25519_dalek", &["bundle"]),
    ("getrandom", &["cli", "gateway"]),
    ("clap", &["cli"]),
    ("rustyline", &["cli"]),
    ("indicatif", &["cli"]),
    ("comfy_table", &["cli"]),
    ("ignore", &["cli"]),
    ("tempfile", &["cli"]),
    ("anstream", &["cli"]),
    ("quick_xml", &["cli"]),
    ("csv", &["cli"]),
    ("dagre", &["picture"]),
    ("parquet", &["cli"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

/// Files of the sources with the room each lies in; tests may import anything.
fn files() -> Vec<(String, PathBuf, String)> {
    let mut paths = Vec::new();
    rust_files(&root().join("src"), &mut paths);
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let relative = path.strip_prefix(root().join("src")).unwrap();
        let first = relative.components().next().unwrap().as_os_str().to_string_lossy();
        let room = first.trim_end_matches(".rs").to_owned();
        let name = relative.to_string_lossy().into_owned();
        let is_test = name.ends_with("tests.rs") || name.contains("/tests/");
        if !is_test && room != "lib" && room != "main" {
            let text = std::fs::read_to_string(&path).unwrap();
            files.push((room, path, text));
        }
    }
    files
}

/// Lines of code: no comments.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(n, l)| (n + 1, l))
        .filter(|(_, l)| !l.trim_start().starts_with("//"))
}

#[test]
fn rooms_import_only_what_stands_before_them() {
    let allowed: BTreeMap<&str, &[&str]> = ROOMS.iter().copied().collect();
    let mut wrong = Vec::new();
    for (room, path, text) in files() {
        let Some(allowed) = allowed.get(room.as_str()) else {
            wrong.push(format!(
                "{} lies in a room that the table does not know",
                path.display()
            ));
            continue;
        };
        for (line, code) in code(&text) {
            for (at, _) in code.match_indices("crate::") {
                let rest = &code[at + "crate::".len()..];
                let other: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if other != room && ROOMS.iter().any(|(r, _)| *r == other) && !allowed.contains(&other.as_str()) {
                    wrong.push(format!("{}:{line}: {room} imports {other}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn foreign_libraries_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (room, path, text) in files() {
        for (line, code) in code(&text) {
            for (library, rooms) in LIBRARIES {
                let named = code.contains(&format!("{library}::"))
                    && !code.contains(&format!("_{library}::"))
                    && !code.contains(&format!("::{library}::"));
                if named && !rooms.contains(&room.as_str()) {
                    wrong.push(format!("{}:{line}: {library} in {room}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_tool_the_gateway_and_the_opening_of_bundles_touch_files_and_clocks() {
    let mut wrong = Vec::new();
    for (room, path, text) in files() {
        let opening = path.ends_with(MAPS_FILES);
        for (line, code) in code(&text) {
            let files = code.contains("std::fs") && !opening;
            let clock = ["SystemTime::now", "Instant::now", "Zoned::now", "Timestamp::now"]
                .iter()
                .any(|c| code.contains(c));
            let threads = code.contains("std::thread::");
            if room != "cli" && room != "gateway" && (files || clock || threads) {
                wrong.push(format!("{}:{line}: {}", path.display(), code.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_of_the_architecture_names_every_room() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for (room, _) in ROOMS {
        assert!(
            text.contains(&format!("`{room}")),
            "ARCHITECTURE.md does not name the room {room}"
        );
    }
}

#[test]
fn files_stay_small() {
    let mut lengths: Vec<(usize, PathBuf)> = files().into_iter().map(|(_, p, t)| (t.lines().count(), p)).collect();
    lengths.sort();
    let median = lengths[lengths.len() / 2].0;
    let longest = lengths.last().unwrap();
    assert!(median <= 250, "the median file has {median} lines");
    assert!(longest.0 <= 800, "{} has {} lines", longest.1.display(), longest.0);
}

/// The one file that may say `unsafe`: it maps bundles, with the proof beside it.
const MAPS_FILES: &str = "src/bundle/map.rs";

#[test]
fn nothing_is_unsafe_but_mapping_a_file() {
    let mut paths = Vec::new();
    for folder in ["src", "benches", "bindings/python/src", "xtask/src"] {
        rust_files(&root().join(folder), &mut paths);
    }
    let mut wrong = Vec::new();
    let mut mapped = 0;
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        for (line, code) in code(&text) {
            let said = [
                "unsafe {",
                "unsafe fn",
                "unsafe impl",
                "unsafe trait",
                "unsafe extern",
                "unsafe_code",
            ];
            let named = said.iter().filter(|w| code.contains(*w)).count();
            if named == 0 {
                continue;
            }
            if path == root().join(MAPS_FILES) {
                mapped += named;
            } else {
                wrong.push(format!("{}:{line}: {code}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(mapped, 2, "the lint is allowed once for one block");
}
