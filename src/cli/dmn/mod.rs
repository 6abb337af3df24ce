//! `lotsman dmn`: decisions in the exchange format DMN.

mod base;
mod boxed;
mod cases;
mod export;
mod feel;
mod import;
mod judge;
mod model;
mod run;
mod take;
mod xml;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Outcome;
use super::args::{Common, FormatArg};

/// `dmn`
#[derive(Debug, Args)]
pub struct DmnArgs {
    /// What to do.
    #[command(subcommand)]
    pub what: What,
}

/// What to do with DMN.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Переписать модель DMN в текст .scenario · Turn a DMN model into .scenario text
    Import(ImportArgs),
    /// Прогнать наборы проверок совместимости DMN · Run suites of the DMN compatibility kit
    Test(TestArgs),
    /// Выгрузить решения базы в DMN · Write the decisions of a base as DMN
    Export(ExportArgs),
}

/// `dmn import`
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Модель DMN 1.1–1.5 · DMN model, 1.1–1.5
    #[arg(value_name = "FILE.dmn")]
    pub file: PathBuf,
    /// Куда записать; обычно на экран · Where to write; to standard output by default
    #[arg(short, long, value_name = "FILE.scenario")]
    pub output: Option<PathBuf>,
}

/// `dmn test`
#[derive(Debug, Args)]
pub struct TestArgs {
    /// Папка с наборами: модели .dmn и их проверки .xml · Folder of suites: models .dmn and their tests .xml
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// Вид отчёта · Form of the report
    #[arg(long, default_value = "human")]
    pub format: FormatArg,
    /// Назвать и прошедшие проверки, у каждой непрошедшей — причину · Name tests that passed, too, and each reason
    #[arg(long)]
    pub verbose: bool,
}

/// `dmn export`
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Папка базы или файл .scenario; обычно папка из -C · Folder of a base or a .scenario file; the folder of -C by default
    #[arg(value_name = "DIR|FILE")]
    pub base: Option<PathBuf>,
    /// Куда записать · Where to write
    #[arg(short, long, value_name = "FILE.dmn")]
    pub output: PathBuf,
}

/// Runs the command.
pub fn run(common: &Common, args: &DmnArgs) -> Outcome {
    match &args.what {
        What::Import(args) => take::run(common, args),
        What::Test(args) => run::run(common, args),
        What::Export(args) => export::run(common, args),
    }
}
