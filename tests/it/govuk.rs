//! Replays every row of four public flow tables of GOV.UK against `examples/govuk`.
//!
//! A row says: at this question, after these responses, this node follows. The responses go in as a
//! person would type them. The tables are not part of the repository: they are looked for in
//! `../shared/data/smart-answers` and in the folder that `LOTSMAN_DATA` names.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use lotsman::bundle::Bundle;
use lotsman::channel::{Action, Event};
use lotsman::runtime::{Engine, Session, StartOptions, Turn};
use lotsman::value::{Channel, DateTime};
use serde::Deserialize;

/// Table, scenario, number of rows.
const FLOWS: [(&str, &str, usize); 4] = [
    ("help-if-you-are-arrested-abroad", "help_if_you_are_arrested_abroad", 21),
    (
        "inherits-someone-dies-without-will",
        "inherits_someone_dies_without_will",
        69,
    ),
    (
        "report-a-lost-or-stolen-passport",
        "report_a_lost_or_stolen_passport",
        4,
    ),
    ("towing-rules", "towing_rules", 38),
];

/// A row; Ruby wrote its symbols as strings with a colon.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(rename = ":current_node")]
    current_node: String,
    #[serde(rename = ":responses")]
    responses: Vec<String>,
    #[serde(rename = ":next_node")]
    next_node: String,
    #[serde(rename = ":outcome_node")]
    outcome_node: bool,
}

/// `:which_country?` is the step `which_country`.
fn step_of(node: &str) -> &str {
    node.trim_start_matches(':').trim_end_matches('?')
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn tables() -> Option<PathBuf> {
    let folder = env::var_os("LOTSMAN_DATA").map_or_else(|| root().join("../shared/data/smart-answers"), PathBuf::from);
    folder.is_dir().then_some(folder)
}

fn rows(folder: &Path, table: &str) -> Vec<Row> {
    let file = folder.join(table).with_extension("yml");
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn engine() -> Engine {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("govuk.lotsman");
    let built = Command::new(env!("CARGO_BIN_EXE_lotsman"))
        .arg("--base")
        .arg(root().join("examples/govuk"))
        .arg("build")
        .arg("-o")
        .arg(&file)
        .output()
        .unwrap();
    assert!(
        built.status.success(),
        "{}{}",
        String::from_utf8_lossy(&built.stdout),
        String::from_utf8_lossy(&built.stderr)
    );
    Engine::new(&Bundle::open(&file).unwrap()).unwrap()
}

/// Whether a conversation stands at a node: the node is the step, or the fact asked there (one
/// question may be asked in two steps); an outcome has ended the conversation.
fn stands(engine: &Engine, session: &Session, turn: &Turn, node: &str, outcome: bool) -> Result<(), String> {
    let node = step_of(node);
    let step = engine
        .position(session)
        .map(|position| position.step.to_string())
        .unwrap_or_default();
    let asked = turn.actions.iter().rev().find_map(|action| match action {
        Action::Ask(question) => question.fact.as_deref(),
        _ => None,
    });
    let over = session.outcome().is_some();
    let there = if outcome {
        step == node
    } else {
        step == node || asked == Some(node)
    };
    if there && over == outcome && asked.is_none() == outcome {
        Ok(())
    } else {
        Err(format!(
            "{node} expected, outcome {outcome}; stands at {step}, asks {asked:?}, over {over}"
        ))
    }
}

/// What differs from the row, in words.
fn replay(engine: &Engine, scenario: &str, row: &Row) -> Result<(), String> {
    let now: DateTime = "2026-01-15T12:00:00".parse().unwrap();
    let options = StartOptions {
        channel: Channel::Chat,
        scenario: Some(scenario.into()),
        ..StartOptions::default()
    };
    let (mut session, mut turn) = engine.start(&options, now);
    let (last, before) = row.responses.split_last().expect("a row has responses");
    for response in before {
        turn = engine.step(&mut session, Event::text(response), now);
    }
    stands(engine, &session, &turn, &row.current_node, false)?;
    turn = engine.step(&mut session, Event::text(last), now);
    stands(engine, &session, &turn, &row.next_node, row.outcome_node)
}

#[test]
fn every_row_of_the_tables_agrees() {
    let Some(folder) = tables() else {
        eprintln!("skipped: no tables in ../shared/data/smart-answers, LOTSMAN_DATA is not set");
        return;
    };
    let engine = engine();
    let mut differences = Vec::new();
    for (table, scenario, expected) in FLOWS {
        let rows = rows(&folder, table);
        assert_eq!(rows.len(), expected, "rows of {table}");
        differences.extend(rows.iter().filter_map(|row| replay(&engine, scenario, row).err()));
    }
    assert!(
        differences.is_empty(),
        "{} of 132 rows differ\n{}",
        differences.len(),
        differences.join("\n")
    );
}
