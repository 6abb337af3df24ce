//! `lotsman classify`: the topics of one message, or of a million.

mod batch;
mod record;
mod sheet;
mod single;

use std::path::PathBuf;

use clap::Args;

use super::args::Common;
use super::opening::BundleArgs;
use super::rows::{OutputFormat, RowArgs};
use super::{CLEAN, FINDINGS, Outcome, build, output};
use crate::value::Date;

/// `classify`
#[derive(Debug, Args)]
pub struct ClassifyArgs {
    /// Одно сообщение · One message
    #[arg(value_name = "TEXT", conflicts_with = "file", required_unless_present = "file")]
    pub text: Option<String>,
    /// Файл сообщений, «-» — поток · A file of messages, - for a pipe
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// A bundle instead of the base.
    #[command(flatten)]
    pub ready: BundleArgs,
    /// Куда записать; обычно на экран · Where to write; the screen by default
    #[arg(short, long, value_name = "FILE", requires = "file")]
    pub output: Option<PathBuf>,
    /// Вид результата; обычно по имени файла, иначе TSV · Form of the result; by the file's name, else TSV
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<OutputFormat>,
    /// Добавить причины; вид JSONL · Add the reasons; JSONL only
    #[arg(long)]
    pub explain: bool,
    /// День, на который судить, обычно сегодня · Day to judge on, today by default
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// How rows are read.
    #[command(flatten)]
    pub rows: RowArgs,
}

/// Judges one text or many.
pub fn run(common: &Common, args: &ClassifyArgs) -> Outcome {
    let format = format(args)?;
    let Some(bundle) = build::opened(common, &args.ready)? else {
        return Ok(FINDINGS);
    };
    let engine = super::engine(&bundle)?;
    let today = super::day(&engine, args.date);
    let lang = output::lang(common, bundle.program().lang);
    match (&args.text, &args.file) {
        (_, Some(file)) => batch::Batch {
            engine: &engine,
            args,
            today,
            lang,
        }
        .run(file, format.unwrap_or(OutputFormat::Tsv)),
        (Some(text), None) => {
            let judgement = engine.judge_explained(text, today);
            match format {
                Some(_) => single::json(engine.program(), text, &judgement),
                None => single::human(engine.program(), &judgement, lang),
            }
            Ok(CLEAN)
        }
        (None, None) => Ok(CLEAN),
    }
}

/// The form asked for, by the option or the name of the file.
fn format(args: &ClassifyArgs) -> Result<Option<OutputFormat>, String> {
    let by_name = args.output.as_deref().and_then(OutputFormat::of_path);
    let asked = args.format.or(by_name);
    let is_json = asked.is_none_or(|f| f == OutputFormat::Jsonl);
    if !is_json && (args.explain || args.text.is_some()) {
        return Err(
            "причины и одно сообщение выводятся только в виде JSONL: --format jsonl · reasons, and a single message, \
             are written only as JSONL: --format jsonl"
                .to_owned(),
        );
    }
    if args.explain && args.file.is_some() {
        return Ok(Some(OutputFormat::Jsonl));
    }
    Ok(asked)
}
