//! The formatter on whole files: snapshots for reviewers, properties for everything else.
#![allow(
    clippy::panic,
    clippy::indexing_slicing,
    reason = "all of this is tests; clippy sees only the `#[test]` functions as such"
)]

mod cases;
mod pasted;
mod properties;
mod samples;
mod trees;

use lotsman::source::Source;
use lotsman::syntax::format::{FormatOptions, Formatted, Keywords, Lang, format};
use lotsman::syntax::tree::FileKind;

fn run(text: &str, kind: FileKind, keywords: Keywords) -> Formatted {
    format(&Source::new("проба", text), kind, FormatOptions { keywords })
}

fn keep(text: &str, kind: FileKind) -> String {
    run(text, kind, Keywords::Keep).text
}

/// Before, after, and what stayed unread, for a reviewer.
fn shown(text: &str, kind: FileKind, keywords: Keywords) -> String {
    let source = Source::new("проба", pasted::real(text));
    let formatted = format(&source, kind, FormatOptions { keywords });
    let unread: Vec<&str> = formatted.unreadable.iter().map(|s| source.slice(*s)).collect();
    let list = if unread.is_empty() {
        "нет".to_owned()
    } else {
        unread.join("\n")
    };
    format!("── до\n{text}\n── после\n{}── не прочитано\n{list}\n", formatted.text)
}

#[test]
fn a_topic_pasted_from_a_word_processor() {
    insta::assert_snapshot!(shown(pasted::TOPIC, FileKind::Topic, Keywords::Keep));
}

#[test]
fn a_scenario_file_pasted_from_a_word_processor() {
    insta::assert_snapshot!(shown(pasted::SCENARIO, FileKind::Scenario, Keywords::Keep));
}

#[test]
fn a_dialog_pasted_from_a_word_processor() {
    insta::assert_snapshot!(shown(pasted::DIALOG, FileKind::Dialog, Keywords::Keep));
}

#[test]
fn an_english_scenario_pasted_from_a_word_processor() {
    insta::assert_snapshot!(shown(pasted::ENGLISH, FileKind::Scenario, Keywords::Keep));
}

#[test]
fn keywords_become_english() {
    let all = [
        (samples::TOPIC, FileKind::Topic),
        (samples::SCENARIO, FileKind::Scenario),
        (samples::DIALOG, FileKind::Dialog),
    ];
    let english: Vec<String> = all
        .iter()
        .map(|(text, kind)| run(text, *kind, Keywords::To(Lang::En)).text)
        .collect();
    insta::assert_snapshot!(english.join("────\n"));
}

#[test]
fn canonical_samples_are_read_whole_and_stay_as_they_are() {
    for (text, kind) in [
        (samples::TOPIC, FileKind::Topic),
        (samples::SCENARIO, FileKind::Scenario),
        (samples::DIALOG, FileKind::Dialog),
    ] {
        let formatted = run(text, kind, Keywords::Keep);
        assert_eq!(formatted.unreadable, [], "{kind:?}");
        let difference: Vec<(&str, &str)> = text
            .lines()
            .zip(formatted.text.lines())
            .filter(|(a, b)| a != b)
            .collect();
        assert!(
            difference.is_empty() && text.len() == formatted.text.len(),
            "{difference:#?}\n{}",
            formatted.text
        );
    }
}
