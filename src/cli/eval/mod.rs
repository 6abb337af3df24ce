//! `lotsman eval`

mod compare;
mod confusions;
mod figures;
mod html;
mod human;
mod judged;
pub mod metrics;
mod names;
mod report;
mod tune;
mod tuned;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use compare::Difference;
pub use judged::{Ending, Judged};
use report::{About, Report, Used};

use super::args::{Common, EvalArgs, FormatArg};
use super::mask::Mask;
use super::rows::labels::Labels;
use super::rows::{Row, RowArgs, Rows, is_out_of_scope};
use super::{CLEAN, FINDINGS, Outcome, build, files, output};
use crate::bundle::Bundle;
use crate::bundle::program::{Program, TopicId};
use crate::model::manifest::{Expectations, read_manifest};
use crate::model::yaml::suggest;
use crate::runtime::Engine;
use crate::source::Source;
use crate::span::FileId;
use crate::value::Date;

/// The report that later runs are compared with.
const ACCEPTED: &str = "eval.accepted.json";
/// Unknown labels that a message names.
const NAMED: usize = 10;

/// Judges labelled questions.
pub fn run(common: &Common, args: &EvalArgs) -> Outcome {
    let Some(bundle) = build::opened(common, &args.ready)? else {
        return Ok(FINDINGS);
    };
    let engine = super::engine(&bundle)?;
    let program = engine.program();
    let lang = output::lang(common, program.lang);
    let day = super::day(&engine, args.date);
    let (rows, left_out) = labelled(args, program)?;
    let rows = judge_all(&engine, rows, day);
    let mask = Mask::new(lang);
    let about = about(args, &bundle, day, left_out);
    if args.tune {
        output::print(&tuned::text(&rows, program, about.thresholds, args.target_error, lang));
        return Ok(CLEAN);
    }
    let mut report = Report::new(&rows, program, about, &mask);
    let accepted = args.against.clone().unwrap_or_else(|| common.base.join(ACCEPTED));
    if accepted.exists() {
        let last = read_report(&accepted)?;
        report.against = Some(Difference::new(&report, &rows, program, &last, &mask));
    } else if args.against.is_some() && !args.accept {
        // The file that was named must be there; the usual one comes with the first `--accept`.
        files::read(&accepted)?;
    }
    report.judge_by(&expectations(&common.base, program));
    let json = || {
        serde_json::to_string_pretty(&report)
            .map(|text| format!("{text}\n"))
            .map_err(|e| format!("отчёт не составлен: {e} · the report was not made: {e}"))
    };
    if let Some(path) = &args.html {
        files::must_be_ours(path, |start| start.trim_ascii_start().starts_with(b"<"))?;
        files::write_atomic(path, html::page(&report, lang).as_bytes())?;
    }
    match args.format {
        FormatArg::Json => output::print(&json()?),
        FormatArg::Human => output::print(&human::text(&report, lang)),
    };
    if args.accept {
        files::must_be_ours(&accepted, |start| start.trim_ascii_start().starts_with(b"{"))?;
        files::write_atomic(&accepted, json()?.as_bytes())?;
        if args.format == FormatArg::Human {
            output::print(&human::accepted(&accepted, lang));
        }
    }
    Ok(if report.missed.is_empty() { CLEAN } else { FINDINGS })
}

/// All rows of a file that could be read, and how many could not.
pub fn read_rows(path: &Path, options: &RowArgs) -> Result<(Vec<Row>, usize), String> {
    let (mut rows, mut faults) = (Vec::new(), 0);
    for found in Rows::open(path, options)? {
        match found {
            Ok(row) => rows.push(row),
            Err(fault) if fault.fatal || options.strict => return Err(fault.both()),
            Err(fault) => {
                faults += 1;
                if faults <= NAMED {
                    output::warn(&fault.both());
                }
            }
        }
    }
    Ok((rows, faults))
}

/// A row and its topic; none is out of scope.
type Labelled = (Row, Option<TopicId>);

/// The rows with their topics, and how many were left out.
fn labelled(args: &EvalArgs, program: &Program) -> Result<(Vec<Labelled>, usize), String> {
    let (rows, mut left_out) = read_rows(&args.file, &args.rows)?;
    let labels = Labels::new(program);
    let mut unknown: BTreeMap<String, usize> = BTreeMap::new();
    let (mut out, mut bare) = (Vec::with_capacity(rows.len()), 0);
    for row in rows {
        let Some(label) = row.label.as_deref().map(str::trim).filter(|l| !l.is_empty()) else {
            bare += 1;
            continue;
        };
        if is_out_of_scope(label) {
            out.push((row, None));
            continue;
        }
        match labels.topic(label) {
            Some(topic) => out.push((row, Some(topic))),
            None => *unknown.entry(label.to_owned()).or_default() += 1,
        }
    }
    let strangers: usize = unknown.values().sum();
    if strangers > 0 && !args.ignore_unknown_labels {
        return Err(unknown_labels(&unknown, program, &args.file));
    }
    left_out += bare + strangers;
    if out.is_empty() {
        return Err(format!(
            "в «{0}» нет ни одного вопроса с меткой темы: нужны строки вида «тема<TAB>вопрос» · “{0}” holds no question with the label of a topic: rows like “topic<TAB>question” are needed",
            args.file.display()
        ));
    }
    Ok((out, left_out))
}

fn unknown_labels(unknown: &BTreeMap<String, usize>, program: &Program, file: &Path) -> String {
    let known: Vec<&str> = program
        .topics
        .iter()
        .flat_map(|t| {
            let codes = t.codes.iter().map(|(_, code)| code.as_str());
            [&*t.path, t.title.as_str()].into_iter().chain(codes)
        })
        .collect();
    let (mut ru, mut en) = (Vec::new(), Vec::new());
    for (label, n) in unknown.iter().take(NAMED) {
        let near = suggest(label, known.iter().copied());
        let (near_ru, near_en) = near.map_or_else(Default::default, |near| {
            (format!(", может быть, «{near}»?"), format!(", did you mean “{near}”?"))
        });
        ru.push(format!("«{label}» (строк: {n}{near_ru})"));
        en.push(format!("“{label}” (rows: {n}{near_en})"));
    }
    if unknown.len() > NAMED {
        ru.push(format!("и ещё {}", unknown.len() - NAMED));
        en.push(format!("and {} more", unknown.len() - NAMED));
    }
    format!(
        "в «{0}» есть метки, которых нет среди тем базы: {1}. Исправьте их или оставьте такие строки без проверки: --ignore-unknown-labels · “{0}” has labels that are no topics of the base: {2}. Correct them, or leave such rows out by --ignore-unknown-labels",
        file.display(),
        ru.join(", "),
        en.join(", ")
    )
}

/// Judges all rows on all cores, in their order.
fn judge_all(engine: &Engine, rows: Vec<Labelled>, day: Date) -> Vec<Judged> {
    let bar = progress(rows.len());
    let judged = rows
        .into_par_iter()
        .map(|(row, label)| {
            let judgement = engine.judge_explained(&row.text, day);
            bar.inc(1);
            Judged {
                line: row.line,
                text: row.text,
                label,
                judgement,
            }
        })
        .collect();
    bar.finish_and_clear();
    judged
}

/// A bar for so many rows.
pub fn progress(rows: usize) -> ProgressBar {
    let bar = ProgressBar::new(rows as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar
}

fn about(args: &EvalArgs, bundle: &Bundle, day: Date, left_out: usize) -> About {
    let program = bundle.program();
    let t = program.defaults.thresholds;
    // 0.7 as f32 is not 0.7 as f64.
    let plain = |n: f32| n.to_string().parse().unwrap_or(0.0);
    About {
        file: args.file.display().to_string(),
        base: program.name.to_string(),
        title: program.title.clone(),
        bundle: bundle.id().to_string(),
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        date: day.to_string(),
        thresholds: Used {
            answer: plain(t.answer),
            clarify: plain(t.clarify),
            margin: plain(t.margin),
            clarify_options: t.clarify_options,
        },
        left_out,
    }
}

fn read_report(path: &Path) -> Result<Report, String> {
    let bytes = std::fs::read(path).map_err(|e| {
        let (ru, en) = files::reason(&e);
        format!(
            "отчёт «{0}» не читается: {ru} · cannot read the report “{0}”: {en}",
            path.display()
        )
    })?;
    serde_json::from_slice(&bytes).map_err(|e| {
        format!(
            "«{0}» — не отчёт lotsman eval: {e}. Запишите новый: lotsman eval … --accept · “{0}” is no report of lotsman eval: {e}. Write a new one: lotsman eval … --accept",
            path.display()
        )
    })
}

/// What the manifest in the folder of the base wants, if it is the manifest of this very base.
fn expectations(base: &Path, program: &Program) -> Expectations {
    let path: PathBuf = base.join(files::MANIFEST);
    let Ok(text) = std::fs::read_to_string(path) else {
        return Expectations::default();
    };
    let (manifest, _) = read_manifest(&Source::new(files::MANIFEST, text), FileId(0));
    if *manifest.name == *program.name {
        manifest.eval
    } else {
        Expectations::default()
    }
}

#[cfg(test)]
mod tests;
