//! The matrix of confusions: of many topics only those that are confused.

use std::collections::BTreeMap;

use super::escape;
use crate::cli::eval::confusions::OOS;
use crate::cli::eval::human::{expected, found};
use crate::cli::eval::report::Report;
use crate::cli::output::pick;
use crate::value::Lang;

/// Topics of the matrix at most: more cannot be read.
const SIDE: usize = 16;

/// The matrix with its explanation; nothing without confusions.
pub fn section(report: &Report, lang: Lang) -> String {
    let cells: BTreeMap<(&str, &str), usize> = report
        .confusions
        .iter()
        .map(|c| ((c.expected.as_str(), c.found.as_str()), c.n))
        .collect();
    if cells.is_empty() {
        return String::new();
    }
    let names = confused(report);
    let title = |path: &str| -> String {
        let topic = report.topics.iter().find(|t| t.topic == path);
        topic.map_or_else(|| path.to_owned(), |t| t.title.clone())
    };
    let (head, note) = match lang {
        Lang::Ru => (
            "Матрица ошибок",
            "Строка — о чём вопрос на самом деле, столбец — за что его приняли. В рамке — понятые верно. Чем темнее клетка, тем чаще эта ошибка.",
        ),
        Lang::En => (
            "Matrix of confusions",
            "A row is what the question is about, a column what it was taken for. Framed cells are right. The darker a cell, the more frequent the mistake.",
        ),
    };
    let all: std::collections::BTreeSet<&str> = cells.keys().flat_map(|(a, b)| [*a, *b]).collect();
    let rest = all.len().saturating_sub(names.len());
    let caption = match (lang, rest) {
        (_, 0) => String::new(),
        (Lang::Ru, n) => format!("Показаны темы, которые путают чаще всего; ещё тем с ошибками: {n}."),
        (Lang::En, n) => format!("The most confused topics are shown; {n} more have mistakes."),
    };
    let mut out = format!(
        "<section>\n<h2>{head}</h2>\n<p class=\"soft\">{note} {caption}</p>\n<div class=\"wide\"><table class=\"matrix\">\n<thead><tr><th>{}</th>",
        pick(lang, "на деле ↓ принято за →", "really ↓ taken for →")
    );
    for (i, path) in names.iter().enumerate() {
        let full = if *path == OOS {
            found(path, lang).to_owned()
        } else {
            title(path)
        };
        out.push_str(&format!(
            "<th scope=\"col\"><abbr title=\"{}\">{}</abbr></th>",
            escape(&full),
            i + 1
        ));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    // One mistake is never the darkest there can be.
    let most = cells.values().copied().max().unwrap_or(1).max(5);
    for (i, row) in names.iter().enumerate() {
        let full = if *row == OOS {
            expected(row, lang).to_owned()
        } else {
            title(row)
        };
        out.push_str(&format!(
            "<tr><th scope=\"row\">{} <b>{}</b></th>",
            escape(&full),
            i + 1
        ));
        for column in &names {
            out.push_str(&if row == column {
                let right = right(report, row);
                format!("<td class=\"own\">{right}</td>")
            } else {
                cell(cells.get(&(*row, *column)).copied().unwrap_or(0), most)
            });
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n</section>\n");
    out
}

/// The topics with most mistakes; what is out of scope comes last.
fn confused(report: &Report) -> Vec<&str> {
    let mut weight: BTreeMap<&str, usize> = BTreeMap::new();
    for c in &report.confusions {
        *weight.entry(&c.expected).or_default() += c.n;
        *weight.entry(&c.found).or_default() += c.n;
    }
    let mut names: Vec<(&str, usize)> = weight.into_iter().collect();
    names.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    names.truncate(SIDE);
    names.sort_by_key(|(name, n)| (*name == OOS, std::cmp::Reverse(*n)));
    names.into_iter().map(|(name, _)| name).collect()
}

/// Rows that were taken for what they are.
fn right(report: &Report, path: &str) -> usize {
    let wrong: usize = report
        .confusions
        .iter()
        .filter(|c| c.expected == path)
        .map(|c| c.n)
        .sum();
    let all = if path == OOS {
        report.figures.n_oos
    } else {
        report.topics.iter().find(|t| t.topic == path).map_or(0, |t| t.n)
    };
    all.saturating_sub(wrong)
}

/// A cell of one hue, light to dark: the number stays readable and colour-blind people lose nothing.
fn cell(n: usize, most: usize) -> String {
    if n == 0 {
        return "<td></td>".to_owned();
    }
    let depth = (n as f64 / most as f64).sqrt();
    let lightness = 93.0 - 58.0 * depth;
    let ink = if lightness < 60.0 { "#fff" } else { "#1d2733" };
    format!("<td style=\"background:hsl(24,82%,{lightness:.0}%);color:{ink}\">{n}</td>")
}
