//! `lotsman explain`

#[cfg(test)]
mod tests;

use super::args::{Common, ExplainArgs};
use super::output::{BOLD, CYAN, DIM, GREEN, RED, paint, pick};
use super::{CLEAN, Outcome, files, output};
use crate::diag::{self, Entry, find_entry};
use crate::value::Lang;

/// Heading of the English part of a page.
const ENGLISH: &str = "## In English";

/// Prints the page of a code, or all codes.
pub fn run(common: &Common, args: &ExplainArgs) -> Outcome {
    let lang = output::lang(common, files::language(&common.base));
    let Some(code) = &args.code else {
        let list: String = diag::all_entries()
            .map(|e| format!("{}  {}\n", paint(BOLD, e.code), headline(e, lang)))
            .collect();
        output::print(&list);
        return Ok(CLEAN);
    };
    // Latin L and Cyrillic Л look for the same page.
    let code = code.trim().replace(['Л', 'л'], "L");
    let Some(entry) = find_entry(&code) else {
        return Err(format!(
            "кода «{code}» нет; все коды: lotsman explain · there is no code “{code}”; all codes: lotsman explain"
        ));
    };
    output::print(&shown(entry, lang));
    Ok(CLEAN)
}

/// The headline of a code with `…` for what a finding would put in.
fn headline(entry: &Entry, lang: Lang) -> String {
    let mut out = String::new();
    for part in entry.headline.get(lang).split('{') {
        match part.split_once('}') {
            Some((_, rest)) => out.push_str(&format!("…{rest}")),
            None => out.push_str(part),
        }
    }
    out
}

/// A page in one language: its words, then the examples, which belong to both.
fn shown(entry: &Entry, lang: Lang) -> String {
    let (russian, english) = entry.page.split_once(ENGLISH).unwrap_or((entry.page, ""));
    let body = russian.split_once('\n').map_or("", |(_, rest)| rest);
    let mut out = format!(
        "{}\n",
        paint(BOLD, &format!("{} · {}", entry.code, headline(entry, lang)))
    );
    if lang == Lang::En {
        out.push_str(&format!("\n{}\n", english.trim()));
        // The Russian explanation stands before the first heading of examples.
        let examples = body.find("\n## ").and_then(|at| body.get(at..)).unwrap_or("");
        out.push_str(&rendered(examples, lang));
    } else {
        out.push_str(&rendered(body, lang));
    }
    format!("{}\n", out.trim_end())
}

/// Headings and examples as a terminal shows them.
fn rendered(text: &str, lang: Lang) -> String {
    let mut out = String::new();
    let mut example = None;
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("```") {
            let mut words = head.split_whitespace();
            example = match (example, words.next()) {
                (None, kind) => {
                    out.push_str(&format!("  {}\n", paint(DIM, words.next().unwrap_or_default())));
                    Some(if kind == Some("wrong") { RED } else { GREEN })
                }
                (Some(_), _) => None,
            };
        } else if let Some(style) = example {
            out.push_str(&format!("  {} {line}\n", paint(style, "│")));
        } else if let Some(head) = line.strip_prefix("## ") {
            let head = match (lang, head) {
                (Lang::En, "Неправильно") => "Wrong",
                (Lang::En, "Правильно") => pick(lang, "Правильно", "Right"),
                (_, head) => head,
            };
            out.push_str(&format!("{}\n", paint(CYAN.bold(), head)));
        } else {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}
