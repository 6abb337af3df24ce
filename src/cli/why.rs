//! `lotsman why`: what a conclusion follows from.

use clap::{Args, ValueEnum};

use super::args::{Common, FormatArg};
use super::opening::BundleArgs;
use super::{CLEAN, FINDINGS, Outcome, build, given, output};
use crate::bundle::program::{Derived, Program};
use crate::model::yaml::suggest;
use crate::runtime::why::Audience;
use crate::value::Date;

/// `why`
#[derive(Debug, Args)]
pub struct WhyArgs {
    /// Что объяснить: имя меры, решения или правила · What to explain: name of a measure, a decision or a rule
    #[arg(value_name = "GOAL")]
    pub goal: String,
    /// Факт, сколько угодно раз: имя=значение · A fact, any number of times: name=value
    #[arg(short, long = "fact", value_name = "NAME=VALUE")]
    pub facts: Vec<String>,
    /// Для кого · For whom
    #[arg(long = "for", value_name = "WHO", default_value = "operator")]
    pub audience: AudienceArg,
    /// Вид ответа · Form of the answer
    #[arg(long, default_value = "human")]
    pub format: FormatArg,
    /// A bundle instead of the base.
    #[command(flatten)]
    pub ready: BundleArgs,
    /// День, обычно сегодня · The day, today by default
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
}

/// Who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AudienceArg {
    /// Гражданину: коротко · For a citizen: in short
    Citizen,
    /// Оператору: всё дерево · For an operator: the whole tree
    Operator,
}

/// Explains a conclusion over the facts given.
pub fn run(common: &Common, args: &WhyArgs) -> Outcome {
    let Some(bundle) = build::opened(common, &args.ready)? else {
        return Ok(FINDINGS);
    };
    let engine = super::engine(&bundle)?;
    let today = super::day(&engine, args.date);
    let lang = output::lang(common, bundle.program().lang);
    let facts = given::facts(&engine, &args.facts, today)?;
    let why = engine
        .why_given(&args.goal, &facts, today)
        .ok_or_else(|| no_goal(engine.program(), &args.goal, today))?;
    let text = match args.format {
        FormatArg::Human => {
            let audience = match args.audience {
                AudienceArg::Citizen => Audience::Citizen,
                AudienceArg::Operator => Audience::Operator,
            };
            format!("{}\n", why.text(audience, lang))
        }
        FormatArg::Json => {
            let json = serde_json::to_string_pretty(&why);
            json.map_err(|e| format!("{e} · {e}"))? + "\n"
        }
    };
    output::print(&text);
    Ok(CLEAN)
}

/// That a base has no such goal, and which it has.
pub fn no_goal(program: &Program, goal: &str, today: Date) -> String {
    // What measures come to is asked for by the names of the measures.
    let derived = program
        .facts
        .iter()
        .filter(|f| f.derived != Derived::No && !f.name.contains('.'))
        .map(|f| &*f.name);
    let measures = program
        .measures
        .iter()
        .filter(|m| m.valid.holds(today))
        .map(|m| &*m.name);
    let mut names: Vec<&str> = measures.chain(derived).collect();
    names.dedup();
    // What is meant first.
    if let Some(close) = suggest(goal, names.iter().copied()) {
        names.retain(|n| *n != close);
        names.insert(0, close);
    }
    let more = if names.len() > 8 { ", …" } else { "" };
    let shown = names.iter().take(8).copied().collect::<Vec<_>>().join(", ");
    if shown.is_empty() {
        return format!(
            "«{goal}»: в базе на {today} нет ни мер, ни решений, ни правил · “{goal}”: on {today} the base has no measures, \
             decisions or rules"
        );
    }
    format!(
        "на {today} в базе нет ни меры, ни решения, ни правила «{goal}»; есть: {shown}{more} · on {today} the base has no \
         measure, decision or rule “{goal}”; there are: {shown}{more}"
    )
}
