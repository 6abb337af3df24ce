//! The header is made of the sources: `LOTSMAN_HEADER=write cargo test --package lotsman-c` makes it anew.

use std::path::Path;

/// In the order in which a reader needs them.
const SOURCES: &[&str] = &[
    "error",
    "border",
    "buffer",
    "engine",
    "session",
    "step",
    "turn",
    "action",
    "transcript",
];

fn made() -> String {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = cbindgen::Config::from_file(here.join("cbindgen.toml")).unwrap();
    let mut builder = cbindgen::Builder::new().with_config(config);
    for source in SOURCES {
        builder = builder.with_src(here.join(format!("src/{source}.rs")));
    }
    let mut bytes = Vec::new();
    builder.generate().unwrap().write(&mut bytes);
    let header = String::from_utf8(bytes)
        .unwrap()
        .replace("// # Safety", "// The caller promises:");
    let guide = std::fs::read_to_string(here.join("include/guide.txt")).unwrap();
    let guide: String = guide
        .lines()
        .map(|l| format!(" * {l}").trim_end().to_owned() + "\n")
        .collect();
    format!("/*\n{guide} */\n{header}")
}

#[test]
fn the_header_is_that_of_the_sources() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("include/lotsman.h");
    let made = made();
    if std::env::var_os("LOTSMAN_HEADER").is_some_and(|v| v == "write") {
        std::fs::write(&path, &made).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == made,
        "include/lotsman.h is not what the sources say: `cargo xtask c --header` makes it anew"
    );
}

#[test]
fn every_function_of_the_sources_is_in_the_header() {
    let header = made();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut functions = 0;
    for entry in std::fs::read_dir(sources).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for line in text.lines().filter(|l| l.contains("extern \"C\" fn ")) {
            let name = line.split("fn ").nth(1).unwrap().split('(').next().unwrap();
            functions += 1;
            assert!(
                header.contains(&format!(" {name}(")) || header.contains(&format!("*{name}(")),
                "{name}"
            );
        }
    }
    assert!(functions > 30, "{functions} functions were seen");
}
