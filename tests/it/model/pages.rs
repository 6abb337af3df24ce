//! The pages of `docs/errors`: the wrong example gives exactly the code, the right one nothing.

use std::fmt::Write;

use super::base::Base;
use crate::examples::examples;
use lotsman::diag::all_entries;
use lotsman::value::Lang;

/// Codes that this room finds.
fn own(code: &str) -> bool {
    ("L0201".."L0260").contains(&code)
}

fn page(code: &str) -> String {
    let path = format!("{}/docs/errors/{code}.md", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn example(page: &str, kind: &str) -> Base {
    let files = examples(page, kind);
    Base::new(files.iter().map(|(p, t)| (p.as_str(), t.as_str())))
}

#[test]
fn every_code_has_a_page_whose_examples_hold() {
    let mut wrong = String::new();
    for entry in all_entries().filter(|e| own(e.code)) {
        let page = page(entry.code);
        assert!(
            page.starts_with(&format!("# {} · ", entry.code)),
            "{}: heading",
            entry.code
        );
        let bad = example(&page, "wrong");
        if bad.codes() != [entry.code] {
            let _ = writeln!(
                wrong,
                "{}: the wrong example gives {:?}\n{}",
                entry.code,
                bad.codes(),
                bad.shown(Lang::Ru)
            );
        }
        let good = example(&page, "right");
        if !good.found.is_empty() {
            let _ = writeln!(
                wrong,
                "{}: the right example gives\n{}",
                entry.code,
                good.shown(Lang::Ru)
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn messages_with_their_sources() {
    for entry in all_entries().filter(|e| own(e.code)) {
        let page = page(entry.code);
        let bad = example(&page, "wrong");
        let mut shown = bad.shown(Lang::Ru);
        shown.push_str("──────\n");
        shown.push_str(&bad.shown(Lang::En));
        assert!(
            !shown.contains("{hint}") && !shown.contains("{name}"),
            "{}: a hole is left",
            entry.code
        );
        insta::assert_snapshot!(format!("page_{}", entry.code), shown);
    }
}
