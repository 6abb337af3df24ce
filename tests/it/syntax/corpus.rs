//! Files that must be read without a word, and files of mistakes with their messages.

use std::path::{Path, PathBuf};

use lotsman::diag::{Diagnostic, Severity};
use lotsman::source::Source;
use lotsman::span::FileId;
use lotsman::syntax::parse;
use lotsman::syntax::tree::{File, FileKind};
use lotsman::value::Lang;

use super::render::render;

pub fn files(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(root).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 10, "the corpus is missing");
    files
}

pub fn read(path: &Path) -> (File, Vec<Diagnostic>) {
    let name = path.file_name().unwrap().to_str().unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    parse(FileId(0), Source::new(name, text), FileKind::of_path(name).unwrap())
}

#[test]
fn good_files_are_read_without_a_word() {
    for path in files("good") {
        let (file, found) = read(&path);
        let found: Vec<_> = found.into_iter().filter(|d| d.severity > Severity::Note).collect();
        assert!(
            found.is_empty(),
            "{}:\n{}",
            path.display(),
            render(&file.source, &found, Lang::Ru)
        );
        assert!(file.items.iter().all(|item| !item.broken), "{}", path.display());
    }
}

#[test]
fn good_files_hold_what_they_say() {
    for path in files("good")
        .iter()
        .filter(|p| p.extension().unwrap() != "topic" || p.ends_with("темы.topic"))
    {
        let (file, _) = read(path);
        assert!(!file.items.is_empty(), "{}", path.display());
        let name = path.file_name().unwrap().to_str().unwrap();
        insta::assert_snapshot!(format!("tree_{name}"), super::outline::outline(&file));
    }
}

#[test]
fn bad_files_are_explained() {
    for path in files("bad") {
        let (file, found) = read(&path);
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(!found.is_empty(), "{name}: nothing was found");
        let picture = format!("{}\n────\n{}", file.source.text, render(&file.source, &found, Lang::Ru));
        insta::assert_snapshot!(format!("bad_{name}"), picture);
    }
}
