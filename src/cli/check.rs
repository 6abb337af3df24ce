//! `lotsman check`

use super::args::{CheckArgs, Common, FormatArg};
use super::cache::Cache;
use super::{CLEAN, FINDINGS, Outcome, files, output};
use crate::compile;
use crate::diag::{self, Summary};

/// Checks the base and prints the report.
pub fn run(common: &Common, args: &CheckArgs) -> Outcome {
    let inputs = files::read_base(&common.base)?;
    let color = args.format == FormatArg::Human && output::colored(common);
    let today = args.date.unwrap_or_else(|| jiff::Zoned::now().date());
    let options = format!("{:?} {:?} {color} {today} {}", common.lang, args.format, args.judge);
    let cache = (!args.no_cache).then(|| Cache::new(&common.base, &inputs, &options));
    if let Some((code, report)) = cache.as_ref().and_then(Cache::read) {
        output::print(&report);
        return Ok(code);
    }
    let checked = if args.judge {
        compile::check_thoroughly(inputs, today)
    } else {
        compile::check_on(inputs, today)
    };
    let lang = output::lang(common, checked.lang);
    let summary = Summary::of(&checked.diagnostics);
    let report = match args.format {
        FormatArg::Human => {
            let mut report = diag::human(&checked.diagnostics, &checked.sources, lang, color);
            report.push_str(&summary.sentence(lang));
            report.push('\n');
            report
        }
        FormatArg::Json => diag::json(&checked.diagnostics, &checked.sources, lang),
    };
    let code = if summary.has_findings() { FINDINGS } else { CLEAN };
    output::print(&report);
    if let Some(cache) = cache {
        cache.write(code, &report);
    }
    // Returning the memory of ten thousand scenarios piece by piece takes longer than the process has to live.
    std::mem::forget(checked);
    Ok(code)
}
