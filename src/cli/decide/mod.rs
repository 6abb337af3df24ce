//! `lotsman decide`: what follows from facts, for one person or for a population, by one bundle or by
//! two that are compared.

mod cells;
mod compare;
mod population;
mod single;

use std::path::PathBuf;

use clap::Args;

use super::args::Common;
use super::opening::BundleArgs;
use super::rows::{OutputFormat, RowArgs};
use super::{CLEAN, FINDINGS, Outcome as Code, build, output, why};
use crate::runtime::{Engine, NoGoals};
use crate::value::Date;

/// `decide`
#[derive(Debug, Args)]
pub struct DecideArgs {
    /// Что выяснить: меры, решения, правила, «мера.размер»; обычно все меры
    /// · What to decide: measures, decisions, rules, `measure.amount`; all measures by default
    #[arg(value_name = "GOAL")]
    pub goals: Vec<String>,
    /// Факт одного человека, сколько угодно раз: имя=значение · A fact of one person, any number of times: name=value
    #[arg(short, long = "fact", value_name = "NAME=VALUE", conflicts_with = "facts")]
    pub fact: Vec<String>,
    /// Таблица людей, столбец — факт: TSV, CSV, JSONL, Parquet; «-» — поток
    /// · A table of people, a column a fact: TSV, CSV, JSONL, Parquet; - for a pipe
    #[arg(long, value_name = "FILE")]
    pub facts: Option<PathBuf>,
    /// A bundle instead of the base.
    #[command(flatten)]
    pub ready: BundleArgs,
    /// Сравнить с другой сборкой: у кого ответ иной · Compare with another bundle: who gets another answer
    #[arg(long, value_name = "FILE", requires = "facts")]
    pub against: Option<PathBuf>,
    /// Куда записать таблицу; обычно на экран · Where to write the table; the screen by default
    #[arg(short, long, value_name = "FILE", requires = "facts")]
    pub output: Option<PathBuf>,
    /// Вид результата; обычно по имени файла, иначе TSV · Form of the result; by the file's name, else TSV
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<OutputFormat>,
    /// День, обычно сегодня · The day, today by default
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// Столбец с днём для каждой строки · Column that holds the day of each row
    #[arg(long, value_name = "COLUMN", requires = "facts")]
    pub date_column: Option<String>,
    /// How the file is read.
    #[command(flatten)]
    pub rows: RowArgs,
}

/// A bundle with what is to be decided by it.
pub struct Side {
    engine: Engine,
    goals: Vec<String>,
}

/// Decides for one person or for many.
pub fn run(common: &Common, args: &DecideArgs) -> Code {
    let Some(bundle) = build::opened(common, &args.ready)? else {
        return Ok(FINDINGS);
    };
    let lang = output::lang(common, bundle.program().lang);
    let engine = super::engine(&bundle)?;
    let today = super::day(&engine, args.date);
    let goals = goals(&engine, &args.goals, today)?;
    let side = Side { engine, goals };
    let Some(file) = &args.facts else {
        single::run(&side, args, today, lang)?;
        return Ok(CLEAN);
    };
    let against = args
        .against
        .as_deref()
        .map(|path| other(path, &args.ready, &side.goals))
        .transpose()?;
    population::Population {
        side: &side,
        against: against.as_ref(),
        args,
        today,
        lang,
    }
    .run(file)
}

/// The bundle to compare with. A goal that it lacks was not known then: nothing is decided by it.
fn other(path: &std::path::Path, ready: &BundleArgs, goals: &[String]) -> Result<Side, String> {
    let bundle = ready.open(path)?;
    let engine = super::engine(&bundle)?;
    for goal in goals {
        if engine.population(&[goal]).is_err() {
            return Err(format!(
                "в сборке «{0}» нет цели «{goal}»: сравнить её не с чем · the bundle “{0}” has no goal “{goal}”: there is \
                 nothing to compare it with",
                path.display()
            ));
        }
    }
    Ok(Side {
        engine,
        goals: goals.to_vec(),
    })
}

/// The goals asked for, or all measures in force; a measure with an amount is two goals.
fn goals(engine: &Engine, asked: &[String], today: Date) -> Result<Vec<String>, String> {
    engine.goals(asked, today).map_err(|e| match e {
        NoGoals::NoMeasures => {
            "в базе нет мер: назовите решение или правило · the base has no measures: name a decision or a rule"
                .to_owned()
        }
        NoGoals::Unknown(goal) => why::no_goal(engine.program(), &goal, today),
    })
}
