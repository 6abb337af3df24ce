//! The report in the terminal.

use std::path::Path;

use super::compare::{ChangedRow, Difference};
use super::confusions::{Confusion, OOS};
use super::names::{change, less_is_better, name, number, percent, shown};
use super::report::{Missed, Report};
use crate::cli::output::{BOLD, DIM, GREEN, RED, YELLOW, paint, pick};
use crate::value::Lang;

/// Figures in the order of reading.
pub const ORDER: &[&str] = &[
    "top1",
    "top3",
    "macro_f1",
    "answered",
    "answered_right",
    "answered_above",
    "answered_wrong",
    "clarified",
    "clarified_with_right",
    "handed_over",
    "oos_recall",
    "oos_auroc",
    "in_scope_at_oos_recall_90",
    "calibration_error",
];
/// Lines of each list.
const LINES: usize = 10;
/// Changed rows that are printed.
const ROWS: usize = 5;

/// The report.
pub fn text(report: &Report, lang: Lang) -> String {
    let mut out = head(report, lang);
    for key in ORDER {
        let Some(value) = report.figure(key) else { continue };
        let mut line = format!("  {} {:>9}", padded(name(key, lang), 34), shown(key, Some(value), lang));
        if let (&"top1", Some((low, high))) = (key, report.figures.top1_interval) {
            let text = match lang {
                Lang::Ru => format!("  95 %: от {} до {}", percent(low, lang), percent(high, lang)),
                Lang::En => format!("  95 %: {} to {}", percent(low, lang), percent(high, lang)),
            };
            line.push_str(&paint(DIM, &text));
        }
        out.push_str(&format!("{line}\n"));
    }
    out.push_str(&worst(report, lang));
    out.push_str(&confused(&report.confusions, lang));
    if let Some(against) = &report.against {
        out.push_str(&compared(against, lang));
    }
    out.push_str(&limits(&report.missed, lang));
    out
}

fn head(report: &Report, lang: Lang) -> String {
    let f = &report.figures;
    let a = &report.about;
    let title = paint(BOLD, &a.title);
    let left = a.left_out;
    let mut out = match lang {
        Lang::Ru => format!(
            "{title}: вопросов {} (по базе {}, посторонних {})\n",
            f.n, f.n_in_scope, f.n_oos
        ),
        Lang::En => format!(
            "{title}: {} questions ({} known, {} foreign)\n",
            f.n, f.n_in_scope, f.n_oos
        ),
    };
    if left > 0 {
        let text = match lang {
            Lang::Ru => {
                format!("Не проверено строк: {left} (не прочитаны, без метки или с меткой, которой нет в базе)")
            }
            Lang::En => format!("Rows left out: {left} (unreadable, without a label or with one that the base lacks)"),
        };
        out.push_str(&format!("{}\n", paint(YELLOW, &text)));
    }
    out.push('\n');
    out
}

fn worst(report: &Report, lang: Lang) -> String {
    let weak: Vec<_> = report
        .topics
        .iter()
        .filter(|t| t.n > 0 && t.f1 < 1.0)
        .take(LINES)
        .collect();
    if weak.is_empty() {
        return String::new();
    }
    let head = pick(
        lang,
        "Слабые темы (строк, полнота, точность)",
        "Weak topics (rows, recall, precision)",
    );
    let mut out = format!("\n{}\n", paint(BOLD, head));
    for t in weak {
        out.push_str(&format!(
            "  {} {:>5} {:>9} {:>9}\n",
            padded(&t.topic, 44),
            t.n,
            shown("recall", t.recall, lang),
            shown("precision", t.precision, lang)
        ));
    }
    out
}

fn confused(confusions: &[Confusion], lang: Lang) -> String {
    if confusions.is_empty() {
        return String::new();
    }
    let head = pick(lang, "Что с чем путают", "What is taken for what");
    let mut out = format!("\n{}\n", paint(BOLD, head));
    for c in confusions.iter().take(LINES) {
        out.push_str(&format!(
            "  {:>4}  {} → {}\n",
            c.n,
            expected(&c.expected, lang),
            found(&c.found, lang)
        ));
        if let Some(e) = c.examples.first() {
            let words = if e.words.is_empty() {
                String::new()
            } else {
                format!(" [{}]", e.words.join(", "))
            };
            out.push_str(&format!(
                "        {}\n",
                paint(DIM, &format!("{}: {}{words}", e.line, one_line(&e.text)))
            ));
        }
    }
    if confusions.len() > LINES {
        let rest = confusions.len() - LINES;
        let text = match lang {
            Lang::Ru => format!("  и ещё пар: {rest}; все — в отчёте --html\n"),
            Lang::En => format!("  and {rest} more pairs; all in the report by --html\n"),
        };
        out.push_str(&paint(DIM, &text));
    }
    out
}

/// The right topic of a pair.
pub fn expected(path: &str, lang: Lang) -> &str {
    if path == OOS {
        pick(lang, "посторонний вопрос", "foreign question")
    } else {
        path
    }
}

/// What a row was taken for.
pub fn found(path: &str, lang: Lang) -> &str {
    if path == OOS {
        pick(lang, "ничего не подошло", "nothing fitted")
    } else {
        path
    }
}

/// The verdict on the difference.
pub fn verdict(d: &Difference, lang: Lang) -> String {
    let p = number(d.p, 3, lang);
    match (lang, d.is_significant(), d.change() > 0.0) {
        (Lang::Ru, false, _) => format!("Разница может быть случайной (p = {p})."),
        (Lang::Ru, true, true) => format!("Стало лучше, и это вряд ли случайность (p = {p})."),
        (Lang::Ru, true, false) => format!("Стало хуже, и это вряд ли случайность (p = {p})."),
        (Lang::En, false, _) => format!("The difference may be chance (p = {p})."),
        (Lang::En, true, true) => format!("It became better, hardly by chance (p = {p})."),
        (Lang::En, true, false) => format!("It became worse, hardly by chance (p = {p})."),
    }
}

/// How the rows of two reports meet.
pub fn common_rows(d: &Difference, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!(
            "Общих строк {}: стали неверными {}, стали верными {}. Новых строк {}, убрано {}.",
            d.common, d.newly_wrong, d.newly_right, d.added, d.removed
        ),
        Lang::En => format!(
            "{} rows in common: {} became wrong, {} became right. {} new rows, {} gone.",
            d.common, d.newly_wrong, d.newly_right, d.added, d.removed
        ),
    }
}

fn compared(d: &Difference, lang: Lang) -> String {
    let head = match lang {
        Lang::Ru => format!("Против принятого отчёта от {}", d.date),
        Lang::En => format!("Against the report accepted on {}", d.date),
    };
    let mut out = format!(
        "\n{}\n  {}\n  {}\n",
        paint(BOLD, &head),
        common_rows(d, lang),
        verdict(d, lang)
    );
    for f in &d.figures {
        let delta = change(&f.key, f.before, f.now, lang);
        if delta.is_empty() || delta == "=" {
            continue;
        }
        let better = less_is_better(&f.key).map(|less| (f.now < f.before) == less);
        let delta = match better {
            Some(true) => paint(GREEN, &delta),
            Some(false) => paint(RED, &delta),
            None => delta,
        };
        out.push_str(&format!(
            "  {} {} → {}  {delta}\n",
            padded(name(&f.key, lang), 34),
            shown(&f.key, f.before, lang),
            shown(&f.key, f.now, lang)
        ));
    }
    let mut list = |rows: &[ChangedRow], sign: String| {
        for r in rows.iter().take(ROWS) {
            let way = format!("{} → {}", found(&r.before, lang), found(&r.now, lang));
            out.push_str(&format!(
                "  {sign} {}: {}  {}\n",
                r.line,
                one_line(&r.text),
                paint(DIM, &way)
            ));
        }
    };
    list(&d.worse, paint(RED, "−"));
    list(&d.better, paint(GREEN, "+"));
    out
}

/// What was missed, a sentence each.
pub fn missed(m: &Missed, lang: Lang) -> String {
    let limit = shown(&m.key, Some(m.limit), lang);
    let name = name(&m.key, lang);
    match (lang, m.value) {
        (Lang::Ru, None) => format!(
            "«{name}» ({}): в манифесте задано {limit}, а в файле нет строк, по которым это считают",
            m.key
        ),
        (Lang::En, None) => format!(
            "“{name}” ({}): the manifest wants {limit}, and the file has no rows to count it from",
            m.key
        ),
        (Lang::Ru, Some(v)) => format!(
            "«{name}» ({}): {}, а нужно не {} {limit}",
            m.key,
            shown(&m.key, Some(v), lang),
            if m.least { "меньше" } else { "больше" }
        ),
        (Lang::En, Some(v)) => format!(
            "“{name}” ({}): {}, and at {} {limit} is wanted",
            m.key,
            shown(&m.key, Some(v), lang),
            if m.least { "least" } else { "most" }
        ),
    }
}

fn limits(all: &[Missed], lang: Lang) -> String {
    if all.is_empty() {
        return String::new();
    }
    let head = pick(
        lang,
        "Не достигнуто то, что задано в lotsman.yaml, раздел eval:",
        "What lotsman.yaml asks for under eval was not reached:",
    );
    let mut out = format!("\n{}\n", paint(RED.bold(), head));
    for m in all {
        out.push_str(&format!("  {}\n", missed(m, lang)));
    }
    out
}

/// That the report was accepted.
pub fn accepted(path: &Path, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("\nПринято: {}. С ним будут сравнивать дальше.\n", path.display()),
        Lang::En => format!("\nAccepted: {}. Later runs are compared with it.\n", path.display()),
    }
}

/// Columns line up by characters, not bytes.
pub fn padded(text: &str, width: usize) -> String {
    let length = text.chars().count();
    format!("{text}{}", " ".repeat(width.saturating_sub(length)))
}

/// A text in one line, not too long.
pub fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(120) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default()),
        None => line,
    }
}
