//! `import` and `classify` from outside: a labelled set becomes a base that knows its own phrases.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::{lotsman, outcome};

const BANK: &str = "label\ttext
card_arrival\tWhere is my new card?
card_arrival\tI still have not received my card
Lost or stolen card?\tI lost my card yesterday
Lost or stolen card?\tsomebody has stolen the card from me
exchange\twhat is the exchange rate of the euro
exchange/fee\tdo you charge a fee for exchange
exchange\tI lost my card yesterday
oos\twill it rain tomorrow
oos\thow tall is the tower
";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, bytes) in files {
            std::fs::write(folder.path(name), bytes).unwrap();
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn import(&self, file: &str, more: &[&str]) -> (i32, String, String) {
        let mut command = lotsman();
        command
            .current_dir(self.0.path())
            .args(["import", "intents", file, "-o", "base"]);
        outcome(command.args(more))
    }

    fn run(&self, args: &[&str]) -> (i32, String, String) {
        outcome(lotsman().current_dir(self.0.path()).args(["-C", "base"]).args(args))
    }
}

/// Every file below a folder with its text.
fn tree(root: &Path) -> String {
    let mut paths = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let text = |p: &PathBuf| {
        let name = p.strip_prefix(root).unwrap().display().to_string();
        format!("── {name}\n{}", std::fs::read_to_string(p).unwrap())
    };
    paths.iter().map(text).collect()
}

#[test]
fn a_labelled_set_becomes_a_base() {
    let folder = Folder::new(&[("bank.tsv", BANK.as_bytes())]);
    let (code, report, error) = folder.import("bank.tsv", &["--name", "bank"]);
    assert_eq!((code, error.as_str()), (0, ""), "{report}");
    insta::assert_snapshot!("imported_report", report);
    insta::assert_snapshot!("imported_base", tree(&folder.path("base")));
    let (code, out, _) = folder.run(&["check", "--no-cache"]);
    assert_eq!(code, 0, "{out}");
    let (code, out, _) = folder.run(&["fmt", "--check"]);
    assert_eq!(code, 0, "{out}");
    let (code, out, _) = folder.run(&["build"]);
    assert_eq!(code, 0, "{out}");
}

#[test]
fn a_base_knows_the_phrases_it_was_made_of() {
    let folder = Folder::new(&[("bank.tsv", BANK.as_bytes())]);
    assert_eq!(folder.import("bank.tsv", &[]).0, 0);
    for name in ["out.tsv", "out.csv", "out.jsonl", "out.parquet"] {
        let (code, out, error) = folder.run(&["classify", "--file", "bank.tsv", "-o", name, "--date", "2026-01-31"]);
        assert_eq!((code, error.as_str()), (0, ""), "{out}");
        assert!(
            out.contains("The first topic is that of the label: 6 of 7"),
            "{name}: {out}"
        );
        // What was written is read again, label and text as they were.
        let (code, again, error) = folder.run(&["classify", "--file", name, "--format", "tsv", "--date", "2026-01-31"]);
        assert_eq!((code, error.as_str()), (0, ""), "{name}: {again}");
        let first: Vec<&str> = again.lines().map(|l| l.split('\t').nth(1).unwrap()).collect();
        let texts: Vec<&str> = BANK.lines().map(|l| l.split('\t').nth(1).unwrap()).collect();
        assert_eq!(first, texts, "{name}");
        let header = again.lines().next().unwrap();
        assert!(
            header.starts_with("label\ttext\ttopic\ttitle\tprobability\tdecision"),
            "{header}"
        );
        assert!(header.contains("judged_topic"), "{header}");
    }
}

#[test]
fn columns_pass_through_and_reasons_are_told() {
    let rows = "{\"query\": \"where is my new card\", \"id\": 7, \"topic\": \"x\", \"nested\": {\"a\": [1]}}\n";
    let folder = Folder::new(&[("bank.tsv", BANK.as_bytes()), ("q.jsonl", rows.as_bytes())]);
    assert_eq!(folder.import("bank.tsv", &[]).0, 0);
    let (code, out, error) = folder.run(&["classify", "--file", "q.jsonl", "--explain"]);
    assert_eq!((code, error.as_str()), (0, ""));
    let found: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(found["id"], 7);
    assert_eq!(found["nested"], serde_json::json!({"a": [1]}));
    // The key `topic` is one of those that hold labels.
    assert_eq!(found["label"], "x");
    assert_eq!(found["topic"], "card_arrival");
    assert_eq!(found["reasons"]["candidates"][0]["title"], "card arrival");
    let (code, out, _) = folder.run(&["classify", "where is my new card"]);
    assert_eq!(code, 0);
    assert!(
        out.contains("“card arrival”") && out.contains("(card_arrival)"),
        "{out}"
    );
}

#[test]
fn order_is_kept_over_many_chunks() {
    let folder = Folder::new(&[("bank.tsv", BANK.as_bytes())]);
    assert_eq!(folder.import("bank.tsv", &[]).0, 0);
    let texts: Vec<String> = (0..9000).map(|n| format!("message {n}")).collect();
    std::fs::write(folder.path("many.txt"), texts.join("\n")).unwrap();
    let (code, out, _) = folder.run(&["classify", "--file", "many.txt"]);
    assert_eq!(code, 0);
    let first: Vec<&str> = out.lines().skip(1).map(|l| l.split('\t').next().unwrap()).collect();
    assert_eq!(first, texts);
}

#[test]
fn bad_rows_are_told_and_do_not_stop_the_others() {
    let mut rows = b"label\ttext\na\tfirst phrase\n\xff\xfe\tbroken\nlonely\nb\tsecond phrase\n".to_vec();
    rows.extend(b"a\tthird phrase\n");
    let folder = Folder::new(&[("rows.tsv", &rows)]);
    let (code, out, error) = folder.import("rows.tsv", &["--strict", "--lang", "en"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(error.contains("rows.tsv:3: the row is not in UTF-8"), "{error}");
    let (code, out, error) = folder.import("rows.tsv", &["--lang", "en"]);
    assert_eq!(code, 1, "{out}{error}");
    assert!(
        out.contains("2 topics, 3 phrases") && out.contains("could not be read: 2"),
        "{out}"
    );
    assert!(error.contains("rows.tsv:4: the row has 1 of 2 columns"), "{error}");
    let (code, out, error) = folder.run(&["classify", "--file", "rows.tsv"]);
    assert_eq!((code, out.lines().count()), (1, 4), "{out}{error}");
    assert!(
        error.contains("rows.tsv:3:") && error.contains("rows not read: 2"),
        "{error}"
    );
}

#[test]
fn a_folder_in_use_is_left_alone() {
    let folder = Folder::new(&[
        ("bank.tsv", BANK.as_bytes()),
        ("few.tsv", b"label\ttext\nfew\tonly this\n"),
    ]);
    assert_eq!(folder.import("bank.tsv", &["--name", "bank"]).0, 0);
    let before = tree(&folder.path("base"));
    let (code, _, error) = folder.import("few.tsv", &["--lang", "en"]);
    assert_eq!(code, 2);
    assert!(error.contains("not empty"), "{error}");
    assert_eq!(tree(&folder.path("base")), before);
    // An import replaces an import; what people wrote stays, and is never written over.
    std::fs::write(
        folder.path("base/topics/own.topic"),
        "topic own \"Own\"\n  answer \"Yes.\"\nend\n",
    )
    .unwrap();
    assert_eq!(folder.import("few.tsv", &["--force"]).0, 0);
    let after = tree(&folder.path("base"));
    assert!(
        after.contains("topic own") && after.contains("topic few") && !after.contains("card_arrival"),
        "{after}"
    );
    std::fs::write(
        folder.path("base/topics/few.topic"),
        "topic few \"Mine\"\n  answer \"Yes.\"\nend\n",
    )
    .unwrap();
    let (code, _, error) = folder.import("few.tsv", &["--force", "--lang", "en"]);
    assert_eq!(code, 2);
    assert!(error.contains("is of another kind"), "{error}");
    assert!(
        std::fs::read_to_string(folder.path("base/topics/few.topic"))
            .unwrap()
            .contains("Mine")
    );
}

#[test]
fn broken_files_are_named() {
    let folder = Folder::new(&[
        ("bank.tsv", BANK.as_bytes()),
        ("torn.parquet", b"PAR1 and nothing more"),
        ("torn.yml", b"nlu:\n  - intent: [\n"),
        ("empty.tsv", b""),
    ]);
    for (file, more, wanted) in [
        ("torn.parquet", &[] as &[&str], "the Parquet file is damaged"),
        ("torn.yml", &[], "torn.yml:"),
        ("empty.tsv", &[], "no phrase with a label"),
        ("missing.tsv", &[], "cannot read"),
        (
            "bank.tsv",
            &["--text-column", "body"],
            "there is no column “body”; there are: label, text",
        ),
    ] {
        let (code, out, error) = folder.import(file, &[more, &["--lang", "en"]].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{file}");
        assert!(error.contains(wanted), "{file}: {error}");
        assert!(!folder.path("base").exists());
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::new(&[("bank.tsv", BANK.as_bytes())]);
    assert_eq!(folder.import("bank.tsv", &[]).0, 0);
    std::fs::write(folder.path("many.txt"), "where is my card\n".repeat(20_000)).unwrap();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_lotsman"))
        .current_dir(folder.0.path())
        .args(["-C", "base", "classify", "--file", "many.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
