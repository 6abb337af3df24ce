//! `lotsman check`

mod baseline;
mod fix;
mod junit;
mod owners;
mod shown;
pub mod since;

use super::args::{CheckArgs, Common, ReportArg};
use super::cache::Cache;
use super::{CLEAN, FINDINGS, Outcome, bounds, files, output, witnesses};
use crate::compile::{self, Items};
use crate::diag::{Finding, Report, SinceUse, Summary, identify};
use crate::value::Date;

/// Checks the base and prints the report.
pub fn run(common: &Common, args: &CheckArgs) -> Outcome {
    let inputs = files::read_base(&common.base)?;
    let today = args.date.unwrap_or_else(|| jiff::Zoned::now().date());
    if args.fix {
        return fix::run(common, args, inputs, today);
    }
    let color = args.format == ReportArg::Human && args.output.is_none() && output::colored(common);
    let postponed = args.baseline.as_deref().map(baseline::read).transpose()?;
    let changes = args
        .since
        .as_deref()
        .map(|rev| since::changes(&common.base, rev))
        .transpose()?;
    let prefix = shown::prefix(&common.base);
    let options = options(common, args, color, today, &prefix, &(&postponed, &changes));
    // What writes other files or tells other things is not to be answered from memory.
    let whole = args.write_baseline.is_none() && args.save_witness.is_none() && !args.bounds;
    let remembered = !args.no_cache && whole;
    let cache = remembered.then(|| Cache::new(&common.base, &inputs, &options));
    if let Some((code, report)) = cache.as_ref().and_then(Cache::read) {
        show(args, &report)?;
        return Ok(code);
    }
    let again = args.save_witness.as_ref().map(|dir| (dir, inputs.clone()));
    let checked = if args.judge {
        compile::check_thoroughly(inputs, today)
    } else {
        compile::check_on(inputs, today)
    };
    let lang = output::lang(common, checked.lang);
    if args.bounds {
        let summary = Summary::of(&checked.diagnostics);
        let text = match args.format {
            ReportArg::Json => bounds::json(&checked),
            _ => format!("{}{}\n", bounds::human(&checked, lang), summary.sentence(lang)),
        };
        show(args, &text)?;
        return Ok(if summary.has_findings() { FINDINGS } else { CLEAN });
    }
    let mut items = Items::new(&checked.sources);
    let identities = identify(&checked.diagnostics, &checked.sources, |place| items.label(place));
    let found = checked.diagnostics.iter().cloned().zip(identities);
    let mut findings: Vec<Finding> = found
        .map(|(diagnostic, identity)| Finding { diagnostic, identity })
        .collect();
    if let Some(path) = &args.write_baseline {
        return baseline::write(path, &findings, lang);
    }
    let mut report = Report {
        shown: Vec::new(),
        postponed: Vec::new(),
        baseline: None,
        since: None,
        sources: &checked.sources,
        lang,
        labels: &checked.model,
        prefix,
    };
    if let (Some(list), Some(path)) = (postponed, &args.baseline) {
        let (kept, held, used) = baseline::apply(findings, list, path);
        findings = kept;
        report.postponed = held;
        report.baseline = Some(used);
    }
    if let (Some(changes), Some(rev)) = (changes, &args.since) {
        let touched = changes.touched(&common.base, &checked.sources)?;
        let all = findings.len();
        findings.retain(|f| touched.concerns(&f.diagnostic));
        let left_out = all - findings.len();
        if let Some(who) = &args.acting {
            let foreign = owners::foreign(&checked, who, &touched, lang)?;
            let identities = identify(&foreign, &checked.sources, |place| items.label(place));
            let found = foreign.into_iter().zip(identities);
            findings.extend(found.map(|(diagnostic, identity)| Finding { diagnostic, identity }));
            findings.sort_by_key(|f| (f.diagnostic.place, f.diagnostic.entry.code));
        }
        report.since = Some(SinceUse {
            rev: rev.clone(),
            left_out,
            touched: touched
                .items()
                .map(|(file, item)| {
                    let source = checked.sources.get(file);
                    (
                        source.map(|s| s.name.to_string()).unwrap_or_default(),
                        item.label.clone(),
                    )
                })
                .collect(),
        });
    }
    report.shown = findings;
    let code = if report.summary().has_findings() {
        FINDINGS
    } else {
        CLEAN
    };
    let text = shown::text(&report, args.format, color)?;
    show(args, &text)?;
    if let Some((dir, inputs)) = again {
        let saved = witnesses::save(dir, inputs, &checked)?;
        output::note(&saved.sentence(dir, lang));
    }
    if let Some(cache) = cache {
        cache.write(code, &text);
    }
    // Returning the memory of ten thousand scenarios piece by piece takes longer than the process has to live.
    std::mem::forget(report);
    std::mem::forget(checked);
    Ok(code)
}

/// Everything beside the base that the report depends on, for the key of the cache.
fn options(
    common: &Common,
    args: &CheckArgs,
    color: bool,
    today: Date,
    prefix: &str,
    read: &impl std::fmt::Debug,
) -> String {
    format!("{:?} {args:?} {color} {today} {prefix:?} {read:?}", common.lang)
}

/// Prints a report, or writes it to the file asked for.
fn show(args: &CheckArgs, report: &str) -> Result<(), String> {
    match &args.output {
        Some(path) => files::write_atomic(path, report.as_bytes()),
        None => {
            output::print(report);
            Ok(())
        }
    }
}
