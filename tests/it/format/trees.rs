//! The tree of a text does not change when the text is formatted.

use lotsman::source::Source;
use lotsman::span::FileId;
use lotsman::syntax::format::{Keywords, Lang};
use lotsman::syntax::parse;
use lotsman::syntax::tree::FileKind;

use super::{pasted, run, samples};

/// The tree without places, and without the mark that a string holds a backslash.
fn tree(text: &str, kind: FileKind) -> String {
    let (file, _) = parse(FileId(0), Source::new("проба", text), kind);
    let printed = format!("{:#?}", file.items).replace("escaped: true", "escaped: false");
    let place = |line: &str| {
        let value = line.rsplit(' ').next().unwrap_or("").trim_end_matches(',');
        value
            .split_once("..")
            .is_some_and(|(a, b)| a.parse::<u32>().is_ok() && b.parse::<u32>().is_ok())
    };
    printed
        .lines()
        .filter(|line| !place(line))
        .collect::<Vec<_>>()
        .join("\n")
}

fn difference(before: &str, after: &str) -> Option<String> {
    let lines = before.lines().zip(after.lines()).enumerate();
    let found = lines.into_iter().find(|(_, (a, b))| a != b);
    found.map(|(i, (a, b))| format!("line {i}: {a} / {b}"))
}

#[test]
fn the_tree_stays_the_same() {
    for (text, kind) in [
        (samples::TOPIC, FileKind::Topic),
        (samples::SCENARIO, FileKind::Scenario),
        (samples::DIALOG, FileKind::Dialog),
        (pasted::TOPIC, FileKind::Topic),
        (pasted::SCENARIO, FileKind::Scenario),
        (pasted::DIALOG, FileKind::Dialog),
        (pasted::ENGLISH, FileKind::Scenario),
    ] {
        let text = pasted::real(text);
        let before = tree(&text, kind);
        assert!(before.lines().count() > 20, "{before}");
        for keywords in [Keywords::Keep, Keywords::To(Lang::Ru), Keywords::To(Lang::En)] {
            let after = tree(&run(&text, kind, keywords).text, kind);
            assert_eq!(difference(&before, &after), None, "{kind:?} {keywords:?}");
            assert_eq!(before.lines().count(), after.lines().count());
        }
    }
}

fn files(dir: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Good files, bad files and the base itself: formatting settles at once and changes no tree.
#[test]
fn every_file_of_the_repository_keeps_its_tree() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for dir in ["tests/corpus", "topics", "scenarios", "examples"] {
        files(&root.join(dir), &mut paths);
    }
    paths.sort();
    let mut tried = 0;
    for path in &paths {
        let Some(kind) = FileKind::of_path(&path.to_string_lossy()) else {
            continue;
        };
        let Ok(text) = std::fs::read_to_string(path) else {
            continue;
        };
        tried += 1;
        for keywords in [Keywords::Keep, Keywords::To(Lang::En)] {
            let once = run(&text, kind, keywords).text;
            assert_eq!(run(&once, kind, keywords).text, once, "{}", path.display());
            let (before, after) = (tree(&text, kind), tree(&once, kind));
            assert_eq!(difference(&before, &after), None, "{} {keywords:?}", path.display());
        }
    }
    assert!(tried > 20, "only {tried} files were found");
}
