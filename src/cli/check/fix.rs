//! `lotsman check --fix`: makes the changes that findings offer, or shows them as a diff.

use similar::TextDiff;

use super::shown;
use crate::cli::args::{CheckArgs, Common, ReportArg};
use crate::cli::output::{self, CYAN, GREEN, RED, paint};
use crate::cli::{CLEAN, FINDINGS, Outcome, files};
use crate::compile::{self, Change, Input, Items, Mended};
use crate::diag::{Finding, Report, identify};
use crate::value::{Date, Lang};

/// Mends the base, tells what was mended and reports what is left.
pub fn run(common: &Common, args: &CheckArgs, inputs: Vec<Input>, today: Date) -> Outcome {
    let mended = compile::mend(inputs, Some(today));
    let lang = output::lang(common, mended.checked.lang);
    for (n, before) in &mended.changed {
        let Some(input) = mended.inputs.get(*n) else { continue };
        if args.dry_run {
            output::print(&diff(&input.path, before, &input.bytes));
        } else {
            files::write_atomic(&common.base.join(&input.path), &input.bytes)?;
        }
    }
    for change in &mended.mended {
        output::print(&line(change, args.dry_run, lang));
    }
    output::print(&closing(&mended, args.dry_run, lang));
    if args.dry_run {
        // A check that the base needs no mending, as `fmt --check` is.
        return Ok(if mended.changed.is_empty() { CLEAN } else { FINDINGS });
    }
    let checked = &mended.checked;
    let mut items = Items::new(&checked.sources);
    let identities = identify(&checked.diagnostics, &checked.sources, |place| items.label(place));
    let found = checked.diagnostics.iter().cloned().zip(identities);
    let report = Report {
        shown: found
            .map(|(diagnostic, identity)| Finding { diagnostic, identity })
            .collect(),
        postponed: Vec::new(),
        baseline: None,
        since: None,
        sources: &checked.sources,
        lang,
        labels: &checked.model,
        prefix: String::new(),
    };
    output::print(&shown::text(&report, ReportArg::Human, output::colored(common))?);
    Ok(if report.summary().has_findings() {
        FINDINGS
    } else {
        CLEAN
    })
}

fn line(change: &Change, dry: bool, lang: Lang) -> String {
    let word = match (lang, dry) {
        (Lang::Ru, false) => "исправлено",
        (Lang::Ru, true) => "исправилось бы",
        (Lang::En, false) => "mended",
        (Lang::En, true) => "would be mended",
    };
    let diag = &change.diagnostic;
    format!(
        "{}: {} {}:{} {}\n",
        paint(GREEN, word),
        diag.entry.code,
        change.file,
        change.line,
        diag.headline(lang)
    )
}

fn closing(mended: &Mended, dry: bool, lang: Lang) -> String {
    let (n, files) = (mended.mended.len(), mended.changed.len());
    let mut text = match (lang, n, dry) {
        (Lang::Ru, 0, _) => "исправлять автоматически нечего\n".to_owned(),
        (Lang::En, 0, _) => "nothing can be mended automatically\n".to_owned(),
        (Lang::Ru, _, false) => format!("исправлено: {n}, файлов изменено: {files}\n"),
        (Lang::Ru, _, true) => format!("исправилось бы: {n}, файлов: {files}; ничего не записано\n"),
        (Lang::En, _, false) => format!("mended: {n}, files changed: {files}\n"),
        (Lang::En, _, true) => format!("would be mended: {n}, files: {files}; nothing is written\n"),
    };
    if mended.taken_back > 0 {
        let n = mended.taken_back;
        text.push_str(&match lang {
            Lang::Ru => format!("не тронуто: {n}. После этих исправлений файлы читались бы хуже; исправьте вручную\n"),
            Lang::En => {
                format!("left alone: {n}. After these changes the files could be read less well; mend them by hand\n")
            }
        });
    }
    text
}

/// A unified diff of one file, in the colours that people know.
fn diff(path: &str, before: &[u8], after: &[u8]) -> String {
    let (before, after) = (String::from_utf8_lossy(before), String::from_utf8_lossy(after));
    let diff = TextDiff::from_lines(&*before, &*after);
    let text = diff
        .unified_diff()
        .context_radius(3)
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string();
    let colored = |line: &str| {
        let body = line.trim_end_matches('\n');
        let style = match body.as_bytes() {
            [b'-', b'-', b'-', b' ', ..] | [b'+', b'+', b'+', b' ', ..] => output::BOLD,
            [b'-', ..] => RED,
            [b'+', ..] => GREEN,
            [b'@', ..] => CYAN,
            _ => return line.to_owned(),
        };
        let end = line.get(body.len()..).unwrap_or("");
        format!("{}{end}", paint(style, body))
    };
    text.split_inclusive('\n').map(colored).collect()
}
