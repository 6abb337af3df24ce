//! Every code has a page; its wrong example gives exactly that code, its right one nothing.

use std::collections::BTreeSet;
use std::path::Path;

use lotsman::compile::{self, Input};
use lotsman::diag::{self, human};
use lotsman::value::Lang;

use crate::examples::examples;

/// The example of a kind on a page.
fn base(page: &str, kind: &str) -> Vec<Input> {
    let file = |(path, text): (String, String)| Input {
        path,
        bytes: text.into_bytes(),
    };
    examples(page, kind).into_iter().map(file).collect()
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
        let (bad, good) = (base(&text, "wrong"), base(&text, "right"));
        if WITHOUT_EXAMPLES.contains(&entry.code) {
            continue;
        }
        if bad.is_empty() || good.is_empty() {
            wrong.push(format!("{}: an example is missing", entry.code));
        }
        if !text.starts_with(&format!("# {} · ", entry.code)) || !text.contains("\n## In English\n") {
            wrong.push(format!("{}: the page has another form", entry.code));
        }
        let (found, report) = codes(bad);
        if found != BTreeSet::from([entry.code]) {
            wrong.push(format!("{}: the wrong example gives {found:?}\n{report}", entry.code));
        }
        let (found, report) = codes(good);
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
