//! The command line: the only user of the file system beside `Bundle::open`.
//!
//! Exit codes are stable: 0 clean, 1 findings or failed tests, 2 wrong use or unreadable input.

mod args;
mod boundaries;
mod bounds;
mod build;
mod cache;
mod chat;
mod check;
mod classify;
mod decide;
mod dialogs;
mod dmn;
mod eval;
mod explain;
mod files;
mod fmt;
mod given;
mod graph;
mod import;
mod inspect;
mod mask;
mod migrate;
mod opening;
mod output;
mod rows;
mod say;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod signing;
mod suggest;
mod test;
mod why;
mod witnesses;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Cli, Command};

use crate::bundle::Bundle;
use crate::runtime::Engine;
use crate::value::Date;

/// Nothing found.
const CLEAN: u8 = 0;
/// Findings, failed tests, unformatted files.
const FINDINGS: u8 = 1;
/// Wrong use, unreadable input, unwritable output.
const UNUSABLE: u8 = 2;

/// What a command ends with: an exit code, or a message for the error stream and [`UNUSABLE`].
type Outcome = Result<u8, String>;

/// Reads the arguments of the process and runs the command.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => {
            // A closed pipe must not become a panic; there is nobody left to tell.
            let _ = e.print();
            return ExitCode::from(if e.use_stderr() { UNUSABLE } else { CLEAN });
        }
    };
    let lang = cli.common.lang;
    output::set_color(&cli.common);
    let outcome = match cli.command {
        Command::Check(a) => check::run(&cli.common, &a),
        Command::Build(a) => build::run(&cli.common, &a),
        Command::Fmt(a) => fmt::run(&cli.common, &a),
        Command::Explain(a) => explain::run(&cli.common, &a),
        Command::Chat(a) => chat::run(&cli.common, &a),
        Command::Eval(a) => eval::run(&cli.common, &a),
        Command::Suggest(a) => suggest::run(&cli.common, &a),
        Command::Test(a) if a.boundaries => boundaries::run(&cli.common, &a),
        Command::Test(a) => test::run(&cli.common, &a),
        Command::Classify(a) => classify::run(&cli.common, &a),
        Command::Search(a) => search::run(&cli.common, &a),
        Command::Say(a) => say::run(&cli.common, &a),
        Command::Decide(a) => decide::run(&cli.common, &a),
        Command::Why(a) => why::run(&cli.common, &a),
        Command::MigrateCheck(a) => migrate::run(&cli.common, &a),
        Command::Import(a) => import::run(&cli.common, &a),
        Command::Graph(a) => graph::run(&cli.common, &a),
        #[cfg(feature = "serve")]
        Command::Serve(a) => serve::run(&cli.common, a),
        Command::Keygen(a) => signing::keygen(&cli.common, &a),
        Command::Sign(a) => signing::sign(&cli.common, &a),
        Command::Verify(a) => signing::verify(&cli.common, &a),
        Command::Inspect(a) => inspect::run(&cli.common, &a),
        Command::Dmn(a) => dmn::run(&cli.common, &a),
    };
    let outcome = outcome.and_then(|code| output::lost().map_or(Ok(code), Err));
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(message) => {
            output::error(lang, &message);
            ExitCode::from(UNUSABLE)
        }
    }
}

/// The day asked for, or today at the contact centre.
fn day(engine: &Engine, asked: Option<Date>) -> Date {
    asked.unwrap_or_else(|| engine.local_time(jiff::Timestamp::now()).date())
}

/// The engine of a bundle.
fn engine(bundle: &Bundle) -> Result<Engine, String> {
    Engine::new(bundle).map_err(|e| opening::said("сборка не открывается", "the bundle does not open", &e))
}
