//! The language reference: every example in it is read by the library, and its table of keywords is
//! the one of the grammar.

use std::collections::BTreeMap;
use std::path::Path;

use lotsman::compile::{Input, check};
use lotsman::diag::{Diagnostic, Severity, human};
use lotsman::model::manifest::read_manifest;
use lotsman::model::reference::read_reference;
use lotsman::source::Source;
use lotsman::span::FileId;
use lotsman::syntax::keywords;
use lotsman::syntax::parse;
use lotsman::syntax::tree::FileKind;
use lotsman::value::Lang;

const PAGES: [&str; 3] = ["language.md", "language.en.md", "dialogs.md"];

/// A fenced block of a page.
struct Block {
    page: &'static str,
    /// Line of the fence, from 1.
    line: usize,
    /// What stands after the fence: `scenario фрагмент`.
    label: String,
    text: String,
}

fn page(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)).unwrap()
}

fn blocks(name: &'static str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (i, line) in page(name).lines().enumerate() {
        match (line.strip_prefix("```"), open.take()) {
            (Some(label), None) => {
                open = Some(Block {
                    page: name,
                    line: i + 1,
                    label: label.trim().to_owned(),
                    text: String::new(),
                });
            }
            (Some(_), Some(block)) => blocks.push(block),
            (None, Some(mut block)) => {
                block.text.push_str(line);
                block.text.push('\n');
                open = Some(block);
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "{name}: a fence is not closed");
    blocks
}

/// A fragment of a scenario as a whole one: steps as they stand, statements inside a step.
fn wrapped(fragment: &str) -> String {
    let first = fragment.split_whitespace().next().unwrap_or_default();
    let step = if matches!(first, "шаг" | "step" | "везде" | "everywhere") {
        ""
    } else {
        "шаг первый\n"
    };
    format!("сценарий пример \"Пример\"\n{step}{fragment}конец\n")
}

fn nothing_found(block: &Block, found: &[Diagnostic]) {
    let found: Vec<_> = found.iter().filter(|d| d.severity > Severity::Note).collect();
    assert!(found.is_empty(), "{}:{}: {found:#?}", block.page, block.line);
}

fn is_read(block: &Block, kind: FileKind, text: String) {
    let extension = match kind {
        FileKind::Topic => "topic",
        FileKind::Scenario => "scenario",
        FileKind::Dialog => "dialog",
    };
    let (file, found) = parse(FileId(0), Source::new(format!("пример.{extension}"), text), kind);
    nothing_found(block, &found);
    assert!(!file.items.is_empty(), "{}:{}: nothing to read", block.page, block.line);
    assert!(
        file.items.iter().all(|item| !item.broken),
        "{}:{}",
        block.page,
        block.line
    );
}

#[test]
fn examples_of_the_language_are_read_without_a_word() {
    let mut read = 0;
    for block in PAGES.into_iter().flat_map(blocks) {
        match block.label.as_str() {
            "topic" => is_read(&block, FileKind::Topic, block.text.clone()),
            "scenario" => is_read(&block, FileKind::Scenario, block.text.clone()),
            "scenario фрагмент" | "scenario fragment" => {
                is_read(&block, FileKind::Scenario, wrapped(&block.text))
            }
            "dialog" => is_read(&block, FileKind::Dialog, block.text.clone()),
            "text" | "sh" => continue,
            label if label.starts_with("yaml ") => continue,
            // Whatever is not tested must be marked as no part of the language.
            other => panic!("{}:{}: a block marked `{other}`", block.page, block.line),
        }
        read += 1;
    }
    assert!(read > 25, "only {read} examples were found");
}

#[test]
fn every_kind_of_item_has_an_example() {
    let examples: String = blocks("language.md").into_iter().map(|b| b.text).collect();
    let missing: Vec<&str> = keywords::all()
        .iter()
        .filter(|k| k.reserved && !examples.split(|c: char| !c.is_alphanumeric()).any(|w| w == k.ru))
        .map(|k| k.ru.as_str())
        .collect();
    // The value is never written in an example of good practice: it is caught by `иначе`.
    assert_eq!(missing, ["неизвестно"], "keywords without an example");
}

#[test]
fn reference_data_is_read_without_a_word() {
    for name in PAGES {
        let (manifests, others): (Vec<Block>, Vec<Block>) = blocks(name)
            .into_iter()
            .filter(|b| b.label.starts_with("yaml "))
            .partition(|b| b.label == "yaml lotsman.yaml");
        for block in &manifests {
            let source = Source::new("lotsman.yaml", block.text.as_str());
            nothing_found(block, &read_manifest(&source, FileId(0)).1);
        }
        // Files of one page belong to one base: parameters name directories of other blocks.
        let sources: Vec<(FileId, Source)> = (0_u32..)
            .zip(&others)
            .map(|(i, b)| {
                (
                    FileId(i),
                    Source::new(b.label.trim_start_matches("yaml "), b.text.as_str()),
                )
            })
            .collect();
        let files: Vec<(FileId, &Source)> = sources.iter().map(|(id, source)| (*id, source)).collect();
        let (reference, found) = read_reference(&files);
        for (i, block) in (0_u32..).zip(&others) {
            let of_block: Vec<Diagnostic> = found.iter().filter(|d| d.place.file == FileId(i)).cloned().collect();
            nothing_found(block, &of_block);
        }
        if name == "language.md" {
            assert_eq!(
                (manifests.len(), others.len()),
                (1, 8),
                "one manifest and one file of each kind"
            );
            let r = &reference;
            assert!(!r.directories.is_empty() && !r.parameters.is_empty() && !r.calendars.is_empty());
            assert!(!r.synonyms.is_empty() && !r.organisations.is_empty() && !r.routing.is_empty());
            assert!(!r.phrases.operator.is_empty());
        }
    }
}

/// What is whole on a page belongs together: the reader may copy it and has a base.
#[test]
fn whole_examples_of_a_page_are_a_base_that_checks() {
    for name in ["language.md", "language.en.md"] {
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        for block in blocks(name) {
            let path = match block.label.as_str() {
                "topic" => "topics/examples.topic",
                "scenario" => "scenarios/examples.scenario",
                "dialog" => "scenarios/examples.dialog",
                label => match label.strip_prefix("yaml ") {
                    Some(path) => path,
                    None => continue,
                },
            };
            let file = files.entry(path.to_owned()).or_default();
            file.push_str(&block.text);
            file.push('\n');
        }
        let inputs = files
            .into_iter()
            .map(|(path, text)| Input {
                path,
                bytes: text.into_bytes(),
            })
            .collect();
        let checked = check(inputs);
        let found: Vec<Diagnostic> = checked
            .diagnostics
            .iter()
            .filter(|d| d.severity > Severity::Note)
            .cloned()
            .collect();
        assert!(
            found.is_empty(),
            "{name}:\n{}",
            human(&found, &checked.sources, Lang::Ru, false)
        );
    }
}

/// Pairs of spellings below a heading, from rows such as ``| `тема` | `topic` | `факт` | `fact` |``.
fn table(heading: &str) -> Vec<(String, String)> {
    let page = page("language.md");
    let (_, below) = page.split_once(&format!("\n### {heading}\n")).unwrap();
    let below = below.split_once("\n#").map_or(below, |(section, _)| section);
    let words: Vec<&str> = below
        .lines()
        .filter(|l| l.starts_with('|'))
        .flat_map(|l| l.split('`').skip(1).step_by(2))
        .collect();
    assert!(words.len().is_multiple_of(2), "a spelling is missing below {heading}");
    words
        .chunks(2)
        .map(|pair| (pair[0].to_owned(), pair[1].to_owned()))
        .collect()
}

#[test]
fn the_table_of_keywords_is_that_of_the_grammar() {
    let of_grammar = |reserved: bool| -> Vec<(String, String)> {
        keywords::all()
            .iter()
            .filter(|k| k.reserved == reserved)
            .map(|k| (k.ru.clone(), k.en.clone()))
            .collect()
    };
    assert_eq!(table("Занятые слова"), of_grammar(true));
    assert_eq!(table("Свободные слова"), of_grammar(false));
}

#[test]
fn links_inside_the_reference_lead_to_headings() {
    for name in PAGES {
        let page = page(name);
        let anchors: Vec<String> = page
            .lines()
            .filter(|l| l.starts_with('#'))
            .map(|l| l.trim_start_matches('#').trim())
            .map(|title| {
                let kept = title
                    .to_lowercase()
                    .chars()
                    .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
                    .collect::<String>();
                kept.replace(' ', "-")
            })
            .collect();
        for link in page
            .split("](#")
            .skip(1)
            .filter_map(|rest| rest.split_once(')'))
            .map(|(link, _)| link)
        {
            assert!(anchors.iter().any(|a| a == link), "{name}: no heading for #{link}");
        }
        for file in page
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split_once(')'))
            .map(|(link, _)| link)
        {
            let path = file.split('#').next().unwrap_or_default();
            if !path.is_empty() && !path.contains("://") {
                let full = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(path);
                assert!(full.exists(), "{name}: no file {path}");
            }
        }
    }
}
