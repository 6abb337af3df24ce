//! Every code has a page; its wrong example gives exactly that code, its right one nothing.

use std::collections::BTreeSet;
use std::path::Path;

use lotsman::compile::{self, Input};
use lotsman::diag::{self, human};
use lotsman::value::Lang;

struct Page {
    wrong: Vec<Input>,
    right: Vec<Input>,
}

/// Fenced blocks whose info string is `wrong PATH` or `right PATH`.
fn page(text: &str) -> Page {
    let mut page = Page {
        wrong: Vec::new(),
        right: Vec::new(),
    };
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```").filter(|i| !i.is_empty()) else {
            continue;
        };
        let body: Vec<&str> = lines.by_ref().take_while(|l| !l.starts_with("```")).collect();
        let Some((kind, path)) = info.split_once(' ') else {
            continue;
        };
        let input = Input {
            path: path.trim().to_owned(),
            bytes: format!("{}\n", body.join("\n")).into_bytes(),
        };
        match kind {
            "wrong" => page.wrong.push(input),
            "right" => page.right.push(input),
            _ => {}
        }
    }
    page
}

/// Codes that a base gives, with the report for when they are not as expected.
fn codes(inputs: Vec<Input>) -> (BTreeSet<&'static str>, String) {
    let checked = compile::check_on(inputs, lotsman::value::Date::constant(2026, 6, 15));
    let mut found = checked.diagnostics.clone();
    // What only `build` refuses would otherwise stand in for what `check` should have found.
    if found.is_empty()
        && let Ok(Err(refused)) = compile::build(&checked)
    {
        found.extend(refused);
    }
    let report = human(&found, &checked.sources, Lang::Ru, false);
    (found.iter().map(|d| d.entry.code).collect(), report)
}

/// Codes whose wrong example cannot be printed: too long, too deep or not text at all. They
/// are tested with generated files.
const WITHOUT_EXAMPLES: &[&str] = &[
    "L0130", "L0131", "L0132", "L0134", "L0157", "L0158", "L0312", "L0406", "L1109", "L1201", "L1202", "L1203", "L1204",
];

#[test]
fn examples_of_every_page_give_what_they_promise() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors");
    let mut wrong = Vec::new();
    for entry in diag::all_entries() {
        let Ok(text) = std::fs::read_to_string(folder.join(format!("{}.md", entry.code))) else {
            wrong.push(format!("{} has no page", entry.code));
            continue;
        };
        let page = page(&text);
        if WITHOUT_EXAMPLES.contains(&entry.code) {
            continue;
        }
        if page.wrong.is_empty() || page.right.is_empty() {
            wrong.push(format!("{}: an example is missing", entry.code));
        }
        if !text.starts_with(&format!("# {} · ", entry.code)) || !text.contains("\n## In English\n") {
            wrong.push(format!("{}: the page has another form", entry.code));
        }
        let (found, report) = codes(page.wrong);
        if found != BTreeSet::from([entry.code]) {
            wrong.push(format!("{}: the wrong example gives {found:?}\n{report}", entry.code));
        }
        let (found, report) = codes(page.right);
        if !found.is_empty() {
            wrong.push(format!("{}: the right example gives {found:?}\n{report}", entry.code));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_belong_to_codes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        let code = name.strip_suffix(".md").unwrap_or(&name);
        assert!(
            diag::find_entry(code).is_some(),
            "docs/errors/{name} explains a code that does not exist"
        );
    }
}

#[test]
fn codes_are_unique_and_texts_whole() {
    let mut seen = BTreeSet::new();
    for entry in diag::all_entries() {
        assert!(seen.insert(entry.code), "{} is used twice", entry.code);
        for (n, text) in [entry.headline, entry.label, entry.why, entry.help]
            .into_iter()
            .enumerate()
        {
            for words in [text.ru, text.en] {
                // A headline may say it all; then the place needs no label.
                assert!(n == 1 || !words.trim().is_empty(), "{} lacks a text", entry.code);
                assert_eq!(
                    words.matches('{').count(),
                    words.matches('}').count(),
                    "{}: {words}",
                    entry.code
                );
            }
        }
        assert!(
            !entry.headline.ru.ends_with('.'),
            "{}: a headline ends without a full stop",
            entry.code
        );
    }
}
