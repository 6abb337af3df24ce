//! The same report on any number of threads, byte for byte.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{lotsman, outcome};
use crate::examples::examples;

/// Copies of each example: enough files and findings that work is spread over the threads anew each time.
const COPIES: usize = 3;

/// Names that a text declares for the whole base, but for those of topics, which nobody else writes.
fn declared(text: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for line in text.lines() {
        let mut words = line.split([' ', ':', '(']);
        if let Some("факт" | "решение" | "сценарий" | "источник" | "очередь" | "параметр" | "мера" | "список") =
            words.next()
        {
            names.extend(words.next());
        }
    }
    names
}

/// A text in which whole words are names of their own.
fn renamed(text: &str, names: &BTreeSet<&str>, ending: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for sign in text.chars().chain(['\n']) {
        if sign.is_alphanumeric() || sign == '_' {
            word.push(sign);
            continue;
        }
        out.push_str(&word);
        let topic = out
            .rsplit('\n')
            .next()
            .is_some_and(|line| line == format!("тема {word}"));
        if topic || names.contains(word.as_str()) {
            out.push_str(ending);
        }
        word.clear();
        out.push(sign);
    }
    out.pop();
    out
}

/// Wrong examples of all error pages whose mistakes the proofs find, in one base.
fn write(base: &Path) {
    fs::write(
        base.join("lotsman.yaml"),
        "name: пример\nlanguage: ru\nlimits: {questions: 2}\n",
    )
    .unwrap();
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors");
    let mut pages: Vec<_> = fs::read_dir(pages).unwrap().map(|e| e.unwrap().path()).collect();
    pages.sort();
    for page in pages {
        let code = page.file_stem().unwrap().to_str().unwrap().to_owned();
        let files = examples(&fs::read_to_string(&page).unwrap(), "wrong");
        let by_proof = ["L03", "L04", "L05", "L06", "L07", "L10"]
            .iter()
            .any(|class| code.starts_with(class));
        if !by_proof || files.iter().any(|(path, _)| path.ends_with(".yaml")) {
            continue;
        }
        let all: Vec<&str> = files.iter().map(|(_, text)| text.as_str()).collect();
        let all = all.join("\n");
        let names = declared(&all);
        for copy in 0..COPIES {
            for (path, text) in &files {
                let (folder, name) = path.rsplit_once('/').unwrap();
                let folder = base.join(folder).join(&code).join(copy.to_string());
                fs::create_dir_all(&folder).unwrap();
                fs::write(folder.join(name), renamed(text, &names, &format!("_{code}_{copy}"))).unwrap();
            }
        }
    }
}

#[test]
fn any_number_of_threads_gives_the_same_report() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    for format in ["human", "json", "sarif"] {
        let report = |threads: &str| {
            // What was found before must not be told again.
            let _ = fs::remove_dir_all(folder.path().join(".lotsman"));
            let mut command = lotsman();
            command.env("RAYON_NUM_THREADS", threads);
            command.arg("-C").arg(folder.path()).args(["check", "--format", format]);
            outcome(&mut command)
        };
        let one = report("1");
        if format == "json" {
            let codes: BTreeSet<&str> = one.1.split("\"code\":\"").skip(1).map(|rest| &rest[..5]).collect();
            let classes: BTreeSet<&str> = codes.iter().map(|code| &code[..3]).collect();
            assert!(codes.len() >= 30, "{codes:?}");
            assert!(
                classes.is_superset(&["L03", "L04", "L05", "L06", "L07", "L10"].into()),
                "{classes:?}"
            );
        }
        for threads in ["2", "5"] {
            let other = report(threads);
            assert_eq!(one, other, "{format}, threads: {threads}");
        }
    }
}
