//! The report as one page: no scripts, no other files, readable on paper and by a screen reader.

mod charts;
mod matrix;

use super::confusions::Confusion;
use super::human::{ORDER, common_rows, expected, found, missed, verdict};
use super::names::{change, meaning, name, percent, shown};
use super::report::Report;
use crate::cli::output::pick;
use crate::value::Lang;

/// Figures on the cards at the top.
const CARDS: &[&str] = &[
    "top1",
    "top3",
    "answered",
    "answered_wrong",
    "handed_over",
    "calibration_error",
];
/// The same when there are foreign questions.
const FOREIGN: &[&str] = &["oos_recall", "oos_auroc"];
/// Topics in the table of weak ones.
const TOPICS: usize = 25;
/// Pairs shown with examples.
const PAIRS: usize = 40;

/// The page.
pub fn page(report: &Report, lang: Lang) -> String {
    let title = match lang {
        Lang::Ru => format!("Как понимает база «{}»", report.about.title),
        Lang::En => format!("How “{}” understands", report.about.title),
    };
    let code = pick(lang, "ru", "en");
    let title = escape(&title);
    let style = include_str!("style.css");
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    );
    out.push_str(&head(report, lang));
    out.push_str(&limits(report, lang));
    out.push_str(&cards(report, lang));
    out.push_str(&against(report, lang));
    out.push_str(&charts::endings(report, lang));
    out.push_str(&matrix::section(report, lang));
    out.push_str(&pairs(&report.confusions, lang));
    out.push_str(&topics(report, lang));
    out.push_str(&charts::section(report, lang));
    out.push_str(&glossary(report, lang));
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// Text as it may stand in the page. Signs that no page may hold become a question mark.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

fn head(report: &Report, lang: Lang) -> String {
    let (f, a) = (&report.figures, &report.about);
    let text = match lang {
        Lang::Ru => format!(
            "Проверено вопросов: {} — по базе {}, посторонних {}. Файл {}, сборка {}, день {}, Лоцман {}.",
            f.n, f.n_in_scope, f.n_oos, a.file, a.bundle, a.date, a.engine
        ),
        Lang::En => format!(
            "{} questions judged: {} known, {} foreign. File {}, bundle {}, day {}, Lotsman {}.",
            f.n, f.n_in_scope, f.n_oos, a.file, a.bundle, a.date, a.engine
        ),
    };
    let left = match (lang, a.left_out) {
        (_, 0) => String::new(),
        (Lang::Ru, n) => format!(" Не проверено строк: {n}."),
        (Lang::En, n) => format!(" Rows left out: {n}."),
    };
    format!("<p class=\"soft\">{}{}</p>\n", escape(&text), escape(&left))
}

fn limits(report: &Report, lang: Lang) -> String {
    if report.missed.is_empty() {
        return String::new();
    }
    let head = pick(
        lang,
        "Не достигнуто то, что задано в манифесте",
        "What the manifest asks for was not reached",
    );
    let items: String = report
        .missed
        .iter()
        .map(|m| format!("<li>{}</li>\n", escape(&missed(m, lang))))
        .collect();
    format!("<section class=\"bad\">\n<h2>{head}</h2>\n<ul>\n{items}</ul>\n</section>\n")
}

fn cards(report: &Report, lang: Lang) -> String {
    let mut out = String::from("<div class=\"cards\">\n");
    let foreign: &[&str] = if report.figures.n_oos > 0 { FOREIGN } else { &[] };
    for key in CARDS.iter().chain(foreign) {
        let value = report.figure(key);
        let mut note = meaning(key, lang).to_owned();
        if let (&"top1", Some((low, high))) = (key, report.figures.top1_interval) {
            let (low, high) = (percent(low, lang), percent(high, lang));
            note.push_str(&match lang {
                Lang::Ru => format!(" С учётом числа вопросов: от {low} до {high}."),
                Lang::En => format!(" Given the number of questions: {low} to {high}."),
            });
        }
        out.push_str(&format!(
            "<div class=\"card\"><span class=\"name\">{}</span><b>{}</b><p class=\"soft\">{}</p></div>\n",
            escape(name(key, lang)),
            escape(&shown(key, value, lang)),
            escape(&note)
        ));
    }
    out.push_str("</div>\n");
    out
}

fn against(report: &Report, lang: Lang) -> String {
    let Some(d) = &report.against else {
        return String::new();
    };
    let head = match lang {
        Lang::Ru => format!("Против принятого отчёта от {}", d.date),
        Lang::En => format!("Against the report accepted on {}", d.date),
    };
    let class = match (d.is_significant(), d.change() < 0.0) {
        (true, true) => " class=\"bad\"",
        (true, false) => " class=\"good\"",
        _ => "",
    };
    let mut out = format!(
        "<section{class}>\n<h2>{}</h2>\n<p>{} {}</p>\n",
        escape(&head),
        escape(&verdict(d, lang)),
        escape(&common_rows(d, lang))
    );
    let columns = match lang {
        Lang::Ru => ["Показатель", "Было", "Стало", "Разница"],
        Lang::En => ["Figure", "Before", "Now", "Change"],
    };
    out.push_str(&format!(
        "<table>\n<thead><tr><th>{}</th><th class=\"n\">{}</th><th class=\"n\">{}</th><th class=\"n\">{}</th></tr></thead>\n<tbody>\n",
        columns[0], columns[1], columns[2], columns[3]
    ));
    for f in d.figures.iter().filter(|f| f.before.is_some() || f.now.is_some()) {
        out.push_str(&format!(
            "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>\n",
            escape(name(&f.key, lang)),
            escape(&shown(&f.key, f.before, lang)),
            escape(&shown(&f.key, f.now, lang)),
            escape(&change(&f.key, f.before, f.now, lang))
        ));
    }
    out.push_str("</tbody>\n</table>\n");
    let lists = [
        (pick(lang, "Стали неверными", "Became wrong"), &d.worse),
        (pick(lang, "Стали верными", "Became right"), &d.better),
    ];
    for (head, rows) in lists.iter().filter(|(_, rows)| !rows.is_empty()) {
        out.push_str(&format!("<details><summary>{head}</summary>\n<ul>\n"));
        for r in rows.iter() {
            out.push_str(&format!(
                "<li>{} <span class=\"soft\">{}: {} → {}</span></li>\n",
                escape(&r.text),
                r.line,
                escape(found(&r.before, lang)),
                escape(found(&r.now, lang))
            ));
        }
        out.push_str("</ul>\n</details>\n");
    }
    out.push_str("</section>\n");
    out
}

fn pairs(confusions: &[Confusion], lang: Lang) -> String {
    if confusions.is_empty() {
        return String::new();
    }
    let (head, note) = match lang {
        Lang::Ru => (
            "Что с чем путают",
            "Раскройте пару, чтобы увидеть вопросы и слова, которые увели к чужой теме. Помогают новые фразы верной темы, строка «не путать с» и признаки с минусом у чужой.",
        ),
        Lang::En => (
            "What is taken for what",
            "Open a pair to see the questions and the words that led astray. New phrases of the right topic help, and negative cues of the wrong one.",
        ),
    };
    let mut out = format!("<section>\n<h2>{head}</h2>\n<p class=\"soft\">{note}</p>\n");
    for c in confusions.iter().take(PAIRS) {
        out.push_str(&format!(
            "<details><summary><strong>{}</strong> × {} → {} <span class=\"soft\">({})</span></summary>\n<ul>\n",
            c.n,
            escape(expected(&c.expected, lang)),
            escape(found(&c.found, lang)),
            escape(&percent(c.share, lang))
        ));
        for e in &c.examples {
            let words: String = e.words.iter().map(|w| format!(" <mark>{}</mark>", escape(w))).collect();
            out.push_str(&format!(
                "<li>{} <span class=\"soft\">{} {}, {}</span>{words}</li>\n",
                escape(&e.text),
                pick(lang, "строка", "line"),
                e.line,
                escape(&percent(e.score, lang))
            ));
        }
        out.push_str("</ul>\n</details>\n");
    }
    out.push_str("</section>\n");
    out
}

fn topics(report: &Report, lang: Lang) -> String {
    let weak: Vec<_> = report
        .topics
        .iter()
        .filter(|t| t.n > 0 && t.f1 < 1.0)
        .take(TOPICS)
        .collect();
    if weak.is_empty() {
        return String::new();
    }
    let (head, note) = match lang {
        Lang::Ru => (
            "Слабые темы",
            "Полнота: какая доля вопросов темы к ней и попала. Точность: какая доля попавшего в тему действительно о ней.",
        ),
        Lang::En => (
            "Weak topics",
            "Recall: the share of a topic's questions that reached it. Precision: the share of what reached it that is about it.",
        ),
    };
    let columns = match lang {
        Lang::Ru => ["Тема", "Вопросов", "Полнота", "Точность", "F1"],
        Lang::En => ["Topic", "Questions", "Recall", "Precision", "F1"],
    };
    let heads: String = columns
        .iter()
        .enumerate()
        .map(|(i, c)| format!("<th{}>{c}</th>", if i > 0 { " class=\"n\"" } else { "" }))
        .collect();
    let mut out = format!(
        "<section>\n<h2>{head}</h2>\n<p class=\"soft\">{note}</p>\n<div class=\"wide\"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n"
    );
    for t in weak {
        out.push_str(&format!(
            "<tr><td>{} <span class=\"soft\">{}</span></td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>\n",
            escape(&t.title),
            escape(&t.topic),
            t.n,
            escape(&shown("recall", t.recall, lang)),
            escape(&shown("precision", t.precision, lang)),
            escape(&shown("macro_f1", Some(t.f1), lang))
        ));
    }
    out.push_str("</tbody>\n</table></div>\n</section>\n");
    out
}

fn glossary(report: &Report, lang: Lang) -> String {
    let head = pick(lang, "Все показатели", "All figures");
    let mut out = format!("<section>\n<h2>{head}</h2>\n<dl>\n");
    for key in ORDER {
        out.push_str(&format!(
            "<dt>{}: {} <span class=\"soft\">{key}</span></dt>\n<dd>{}</dd>\n",
            escape(name(key, lang)),
            escape(&shown(key, report.figure(key), lang)),
            escape(meaning(key, lang))
        ));
    }
    out.push_str("</dl>\n</section>\n");
    out
}

#[cfg(test)]
mod tests;
