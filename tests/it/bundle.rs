//! `docs/bundle.md` says what the code does.

use std::path::Path;

use lotsman::bundle::program::Function;

fn text(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The lists of fields in the sources: what stands between `record! {` or `variants! {` and its end.
fn listed(path: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut within = false;
    for line in text(path).lines() {
        match line {
            "record! {" | "variants! {" => within = true,
            "}" => within = false,
            "    deep" | "    flat" => {}
            line if within => {
                // How a record is checked is no matter of its bytes.
                let fields = line.split("} by ").next().unwrap();
                let cut = fields.len() < line.len();
                lines.push(format!(
                    "{}{}",
                    &fields[4.min(fields.len())..],
                    if cut { "}" } else { "" }
                ));
            }
            _ => {}
        }
    }
    lines
}

#[test]
fn the_page_has_every_record() {
    let page = text("docs/bundle.md");
    let (_, block) = page.split_once("```rust\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    let told: Vec<&str> = block.lines().filter(|l| !l.is_empty()).collect();
    let files = ["plain", "shapes", "parts"].map(|f| listed(&format!("src/bundle/record/{f}.rs")));
    let written: Vec<String> = files.concat().into_iter().filter(|l| !l.is_empty()).collect();
    assert_eq!(told, written);
}

#[test]
fn functions_keep_their_numbers() {
    let page = text("docs/bundle.md");
    let (_, block) = page.split_once("```text\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    let told: Vec<&str> = block.split_whitespace().collect();
    let names = Function::ALL.iter().enumerate();
    let written: Vec<String> = names.flat_map(|(n, f)| [n.to_string(), f.2.to_owned()]).collect();
    assert_eq!(
        told, written,
        "a number that was given stays: add new functions at the end"
    );
}
