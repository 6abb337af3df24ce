//! The report in the form asked for.

use std::path::{Component, Path};

use super::junit::junit;
use crate::cli::args::ReportArg;
use crate::diag::{self, Report, russian_form};
use crate::value::Lang;

/// Entries of a baseline that are named one by one.
const MOST_ENTRIES: usize = 10;

/// The whole report.
pub fn text(report: &Report<'_>, format: ReportArg, color: bool) -> Result<String, String> {
    Ok(match format {
        ReportArg::Human => {
            let mut text = diag::human_with(report.diagnostics(), report.sources, report.labels, report.lang, color);
            text.push_str(&closing(report));
            text
        }
        ReportArg::Json => diag::json(report),
        ReportArg::Sarif => diag::sarif(report),
        ReportArg::Github => format!("{}{}", diag::github(report), closing(report)),
        ReportArg::Junit => junit(report).map_err(|e| format!("отчёт не составлен: {e} · no report: {e}"))?,
    })
}

/// The sentences after the findings: how many, what was postponed, what was left out.
pub fn closing(report: &Report<'_>) -> String {
    let lang = report.lang;
    let mut lines = vec![report.summary().sentence(lang)];
    if let Some(used) = &report.baseline {
        let file = &used.file;
        let held = report.postponed.len();
        lines.push(match lang {
            Lang::Ru => format!("отложено списком {file}: {held}"),
            Lang::En => format!("postponed by {file}: {held}"),
        });
        if !used.refused.is_empty() {
            let n = used.refused.len();
            lines.push(match lang {
                Lang::Ru => format!(
                    "в списке {n} {} разделов L01–L03: такие ошибки отложить нельзя, уберите записи и исправьте ошибки",
                    russian_form(n, ["запись", "записи", "записей"])
                ),
                Lang::En => format!(
                    "{n} {} of the list {} errors of classes L01–L03, which cannot be postponed: remove the entries and mend the errors",
                    if n == 1 { "entry" } else { "entries" },
                    if n == 1 { "is about" } else { "are about" }
                ),
            });
            lines.extend(entries(&used.refused));
        }
        if !used.unused.is_empty() {
            let n = used.unused.len();
            lines.push(match lang {
                Lang::Ru => format!(
                    "в списке {n} {}: уберите",
                    russian_form(
                        n,
                        [
                            "запись о том, чего уже нет",
                            "записи о том, чего уже нет",
                            "записей о том, чего уже нет"
                        ]
                    )
                ),
                Lang::En if n == 1 => "1 entry of the list is about something that is no more: remove it".to_owned(),
                Lang::En => format!("{n} entries of the list are about something that is no more: remove them"),
            });
            lines.extend(entries(&used.unused));
        }
    }
    if let Some(since) = &report.since {
        let (rev, touched, left) = (&since.rev, since.touched.len(), since.left_out);
        lines.push(match lang {
            Lang::Ru => format!(
                "проверено только то, что изменено после {rev}: {touched} {}; замечаний вне этого: {left}",
                russian_form(touched, ["часть базы", "части базы", "частей базы"])
            ),
            Lang::En => format!(
                "only what changed since {rev} is reported: {touched} {}; findings elsewhere: {left}",
                if touched == 1 { "item" } else { "items" }
            ),
        });
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

fn entries(all: &[diag::Identity]) -> Vec<String> {
    let shown = all.iter().take(MOST_ENTRIES);
    let mut lines: Vec<String> = shown
        .map(|e| {
            format!(
                "  {} {}: {}",
                e.code,
                e.file,
                if e.item.is_empty() { &e.text } else { &e.item }
            )
        })
        .collect();
    if all.len() > MOST_ENTRIES {
        lines.push("  …".to_owned());
    }
    lines
}

/// What stands before the paths of the base for a reader who looks from the current folder: nothing
/// where that is the base or where the base lies elsewhere.
pub fn prefix(base: &Path) -> String {
    let here = std::env::current_dir().ok();
    let relative = if base.is_absolute() {
        here.as_deref().and_then(|here| base.strip_prefix(here).ok())
    } else {
        Some(base)
    };
    let mut out = String::new();
    for part in relative.unwrap_or(Path::new("")).components() {
        match part {
            Component::CurDir => {}
            Component::Normal(name) => {
                out.push_str(&name.to_string_lossy());
                out.push('/');
            }
            _ => return String::new(),
        }
    }
    out
}
