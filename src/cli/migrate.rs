//! `lotsman migrate-check`: what a new bundle does to the conversations that are on the way.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::args::{Common, FormatArg};
use super::opening::BundleArgs;
use super::output::{BOLD, DIM, GREEN, RED, YELLOW, paint, pick};
use super::{CLEAN, FINDINGS, Outcome, build, output};
use crate::runtime::{Continued, StepUpgrade, UpgradeReport};
use crate::value::{Date, Lang, Name};

/// `migrate-check`
#[derive(Debug, Args)]
pub struct MigrateArgs {
    /// Сборка, с которой идут разговоры · The bundle that conversations are held with
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// Сборка, которая её заменит; без неё — база этой папки · The bundle that takes its place; without it, the base of this folder
    #[arg(value_name = "NEW")]
    pub new: Option<PathBuf>,
    /// День, в который начаты разговоры, обычно сегодня · Day on which the conversations began, today by default
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// Назвать и шаги, где ничего не меняется · Name the steps where nothing changes too
    #[arg(long)]
    pub all: bool,
    /// Вид результата · Form of the result
    #[arg(long, default_value = "human")]
    pub format: FormatArg,
}

/// Tells what happens; [`FINDINGS`] where a conversation would begin again.
pub fn run(common: &Common, args: &MigrateArgs) -> Outcome {
    let Some(old) = build::opened(common, &BundleArgs::of(Some(&args.old)))? else {
        return Ok(FINDINGS);
    };
    let Some(new) = build::opened(common, &BundleArgs::of(args.new.as_deref()))? else {
        return Ok(FINDINGS);
    };
    let lang = output::lang(common, new.program().lang);
    let (old, new) = (super::engine(&old)?, super::engine(&new)?);
    let day = super::day(&new, args.date);
    let report = new.upgrade_from(&old, day);
    let text = match args.format {
        FormatArg::Human => human(&report, day, args.all, lang),
        FormatArg::Json => {
            let report = serde_json::to_value(&report).map_err(|e| e.to_string())?;
            let from_to = json!({"old": old.bundle(), "new": new.bundle(), "date": day, "report": report});
            format!("{from_to:#}\n")
        }
    };
    output::print(&text);
    let lost = report.steps.iter().any(|s| begins_again(s.how.as_ref()));
    Ok(if lost { FINDINGS } else { CLEAN })
}

fn begins_again(how: Option<&Continued>) -> bool {
    matches!(how, Some(Continued::ScenarioAgain | Continued::Anew))
}

fn human(report: &UpgradeReport, day: Date, all: bool, lang: Lang) -> String {
    let mut out = String::new();
    let mut scenario: Option<&Name> = None;
    for step in &report.steps {
        let Some(how) = &step.how else { continue };
        if !all && *how == Continued::Here {
            continue;
        }
        if scenario != Some(&step.scenario) {
            let head = format!("{} {}", pick(lang, "сценарий", "scenario"), step.scenario);
            out.push_str(&format!("{}\n", paint(BOLD, &head)));
            scenario = Some(&step.scenario);
        }
        out.push_str(&line(step, how, lang));
    }
    let of = |ru: &'static str, en: &'static str, names: &[Name]| {
        let names: Vec<&str> = names.iter().map(|n| &**n).collect();
        match names.is_empty() {
            true => String::new(),
            false => format!("{}: {}\n", pick(lang, ru, en), names.join(", ")),
        }
    };
    out.push_str(&of(
        "Фактов больше нет, их значения забудутся",
        "Facts that are gone, with their values",
        &report.facts_gone,
    ));
    out.push_str(&of(
        "Факты другого типа; значения, которые не подходят, забудутся",
        "Facts of another type; values that do not fit are forgotten",
        &report.facts_changed,
    ));
    out.push_str(&of("Тем больше нет", "Topics that are gone", &report.topics_gone));
    out.push_str(&sentence(report, day, lang));
    out
}

fn line(step: &StepUpgrade, how: &Continued, lang: Lang) -> String {
    let style = match how {
        Continued::Here => GREEN,
        Continued::AskedAgain | Continued::Replaced(_) => YELLOW,
        _ => RED,
    };
    let mut text = format!("  {}  {}\n", paint(style, &step.step), how.text(lang));
    if *how == Continued::ScenarioAgain {
        let advice = match lang {
            Lang::Ru => format!("если его заменил другой шаг, напишите в нём «бывший шаг {}»", step.step),
            Lang::En => format!(
                "if another step takes its place, write `former step {}` in it",
                step.step
            ),
        };
        text.push_str(&format!("    {}\n", paint(DIM, &advice)));
    }
    text
}

/// «На 23 ноября 2026 года: шагов, где ждут ответа, — 40; продолжатся 37, спросят ещё раз 2, начнутся сначала 1.»
fn sentence(report: &UpgradeReport, day: Date, lang: Lang) -> String {
    let count = |fits: fn(&Continued) -> bool| {
        report
            .steps
            .iter()
            .filter_map(|s| s.how.as_ref())
            .filter(|h| fits(h))
            .count()
    };
    let all = count(|_| true);
    let here = count(|h| *h == Continued::Here);
    let again = count(|h| matches!(h, Continued::AskedAgain | Continued::Replaced(_)));
    let anew = count(|h| begins_again(Some(h)));
    let day = output::date(day, lang);
    match lang {
        Lang::Ru => format!(
            "На {day}: шагов, где человек может ждать ответа или отвечать, — {all}. Разговор продолжится в {here}, \
             спросит ещё раз в {again}, начнётся сначала в {anew}.\n"
        ),
        Lang::En => format!(
            "On {day}: {all} steps where a person may wait or answer. The conversation goes on in {here}, asks again in \
             {again}, begins again in {anew}.\n"
        ),
    }
}
