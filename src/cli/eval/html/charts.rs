//! Charts as SVG, each with its numbers in words for who cannot see it.

use std::fmt::Write as _;

use super::escape;
use crate::cli::eval::names::percent;
use crate::cli::eval::report::Report;
use crate::cli::output::pick;
use crate::value::Lang;

/// The square in which a chart is drawn, and its margins.
const SIDE: f64 = 260.0;
const LEFT: f64 = 46.0;
const TOP: f64 = 12.0;

/// How the conversations would end: one bar.
pub fn endings(report: &Report, lang: Lang) -> String {
    let f = &report.figures;
    let answered = f.answered.unwrap_or(0.0);
    let clarified = f.clarified.unwrap_or(0.0);
    let of = |share: Option<f64>, whole: f64| share.unwrap_or(0.0) * whole;
    let parts = [
        (
            of(f.answered_right, answered),
            "#0b62a4",
            "Отвечено верно",
            "Answered rightly",
        ),
        (
            of(f.answered_above, answered),
            "#7fb4dc",
            "Ответила тема выше",
            "A topic above answered",
        ),
        (
            of(f.answered_wrong, answered),
            "#c2570c",
            "Отвечено неверно",
            "Answered wrongly",
        ),
        (
            of(f.clarified_with_right, clarified),
            "#c9b458",
            "Переспрошено, верная тема в меню",
            "Asked back, right topic on the menu",
        ),
        (
            clarified - of(f.clarified_with_right, clarified),
            "#e8dfb4",
            "Переспрошено мимо",
            "Asked back in vain",
        ),
        (f.handed_over.unwrap_or(0.0), "#8a94a0", "Не понято", "Not understood"),
    ];
    let head = pick(lang, "Чем кончаются вопросы", "How questions end");
    let mut bar = String::new();
    let mut legend = String::new();
    for (share, color, ru, en) in parts.iter().filter(|p| p.0 > 1e-9) {
        let (text, name) = (percent(*share, lang), pick(lang, ru, en));
        let _ = write!(
            bar,
            "<span style=\"width:{:.3}%;background:{color}\"></span>",
            share * 100.0
        );
        let _ = writeln!(
            legend,
            "<li><i style=\"background:{color}\"></i>{name}: <b>{}</b></li>",
            escape(&text)
        );
    }
    format!(
        "<section>\n<h2>{head}</h2>\n<div class=\"bar\" aria-hidden=\"true\">{bar}</div>\n<ul class=\"legend\">\n{legend}</ul>\n</section>\n"
    )
}

/// The three charts.
pub fn section(report: &Report, lang: Lang) -> String {
    let head = pick(
        lang,
        "Можно ли верить уверенности",
        "Whether confidence can be believed",
    );
    let mut out = format!("<section>\n<h2>{head}</h2>\n<div class=\"charts\">\n");
    out.push_str(&reliability(report, lang));
    out.push_str(&curve(report, lang));
    out.push_str(&histogram(report, lang));
    out.push_str("</div>\n</section>\n");
    out
}

fn x(share: f64) -> f64 {
    LEFT + share * SIDE
}

fn y(share: f64) -> f64 {
    TOP + (1.0 - share) * SIDE
}

/// A chart with its axes from 0 to 100 %.
fn chart(body: &str, title: &str, across: &str, up: &str, caption: &str, lang: Lang) -> String {
    let (width, height) = (LEFT + SIDE + 24.0, TOP + SIDE + 44.0);
    let mut grid = String::new();
    for step in 0..=4 {
        let share = f64::from(step) / 4.0;
        let label = escape(&percent(share, lang).replace([',', '.'], "§").replace("§0", ""));
        let _ = write!(
            grid,
            "<path d=\"M{:.1} {:.1}H{:.1}M{:.1} {:.1}V{:.1}\" stroke=\"#e3e8ed\" fill=\"none\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{label}</text>",
            x(0.0),
            y(share),
            x(1.0),
            x(share),
            y(0.0),
            y(1.0),
            LEFT - 5.0,
            y(share) + 4.0,
            x(share),
            y(0.0) + 16.0
        );
    }
    let (title, across, up) = (escape(title), escape(across), escape(up));
    format!(
        "<figure>\n<h3>{title}</h3>\n<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{title}. {}\">{grid}{body}<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{across}</text></svg>\n<figcaption><b>↑ {up}.</b> {}</figcaption>\n</figure>\n",
        escape(caption),
        x(0.5),
        height - 8.0,
        escape(caption)
    )
}

/// What was said against what came true.
fn reliability(report: &Report, lang: Lang) -> String {
    let mut body = format!(
        "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"#8a94a0\" stroke-dasharray=\"5 4\" fill=\"none\"/>",
        x(0.0),
        y(0.0),
        x(1.0),
        y(1.0)
    );
    let n = report.figures.n.max(1) as f64;
    let line: Vec<String> = report
        .reliability
        .iter()
        .map(|b| format!("{:.1},{:.1}", x(b.said), y(b.came_true)))
        .collect();
    let _ = write!(
        body,
        "<polyline points=\"{}\" stroke=\"#0b62a4\" stroke-width=\"2\" fill=\"none\"/>",
        line.join(" ")
    );
    for b in &report.reliability {
        let radius = 3.0 + 9.0 * (b.n as f64 / n).sqrt();
        let said = format!("{} → {} ({})", percent(b.said, lang), percent(b.came_true, lang), b.n);
        let _ = write!(
            body,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius:.1}\" fill=\"#0b62a4\" fill-opacity=\".75\"><title>{}</title></circle>",
            x(b.said),
            y(b.came_true),
            escape(&said)
        );
    }
    let (title, across, up, caption) = match lang {
        Lang::Ru => (
            "Надёжность",
            "заявленная уверенность",
            "сколько из них верны",
            "На пунктире уверенность честная. Точки ниже него — система слишком самоуверенна, выше — излишне осторожна. Чем больше точка, тем больше вопросов.",
        ),
        Lang::En => (
            "Reliability",
            "stated confidence",
            "how many were right",
            "On the dashed line confidence is honest. Points below it: too sure; above it: too careful. The larger a point, the more questions.",
        ),
    };
    chart(&body, title, across, up, caption, lang)
}

/// Accuracy as more is answered.
fn curve(report: &Report, lang: Lang) -> String {
    let line: Vec<String> = report
        .curve
        .iter()
        .map(|p| format!("{:.1},{:.1}", x(p.coverage), y(p.accuracy)))
        .collect();
    let mut body = format!(
        "<polyline points=\"{}\" stroke=\"#0b62a4\" stroke-width=\"2.5\" fill=\"none\"/>",
        line.join(" ")
    );
    let threshold = report.about.thresholds.answer;
    let now = report.curve.iter().rfind(|p| p.threshold >= threshold);
    if let Some(p) = now {
        let _ = write!(
            body,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"6\" fill=\"#c2570c\"><title>answer: {threshold}</title></circle>",
            x(p.coverage),
            y(p.accuracy)
        );
    }
    let (title, across, up, caption) = match lang {
        Lang::Ru => (
            "Охват и точность",
            "доля вопросов с ответом",
            "сколько ответов верны",
            "Слева — ответы только на самые ясные вопросы, справа — на все подряд. Оранжевая точка — порог answer, который стоит сейчас; подобрать другой: lotsman eval --tune.",
        ),
        Lang::En => (
            "Coverage and accuracy",
            "share of questions answered",
            "how many answers are right",
            "On the left only the clearest questions are answered, on the right all of them. The orange point is the answer threshold in force; to find another: lotsman eval --tune.",
        ),
    };
    chart(&body, title, across, up, caption, lang)
}

/// Known and foreign questions by how familiar they look, each side in shares of its own.
fn histogram(report: &Report, lang: Lang) -> String {
    let h = &report.histogram;
    let (known, foreign) = (
        h.in_scope.iter().sum::<usize>().max(1),
        h.oos.iter().sum::<usize>().max(1),
    );
    let shares = |side: &[usize], whole: usize| -> Vec<f64> { side.iter().map(|n| *n as f64 / whole as f64).collect() };
    let (known, foreign) = (shares(&h.in_scope, known), shares(&h.oos, foreign));
    let width = SIDE / known.len().max(1) as f64;
    let mut body = String::new();
    for (i, (a, b)) in known.iter().zip(&foreign).enumerate() {
        let left = LEFT + i as f64 * width;
        for (share, color, shift) in [(a, "#0b62a4", 0.08), (b, "#c2570c", 0.52)] {
            if *share > 0.0 {
                let _ = write!(
                    body,
                    "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{color}\"/>",
                    left + shift * width,
                    y(*share),
                    width * 0.42,
                    SIDE * share
                );
            }
        }
    }
    let (title, across, up, caption) = match lang {
        Lang::Ru => (
            "Свои и посторонние вопросы",
            "насколько вопрос похож на вопросы базы",
            "доля своих и доля посторонних",
            "Синие — вопросы по базе, оранжевые — посторонние. Чем дальше они друг от друга, тем легче отличить одни от других.",
        ),
        Lang::En => (
            "Known and foreign questions",
            "how familiar a question looks",
            "share of the known, share of the foreign",
            "Blue: questions of the base; orange: foreign ones. The farther apart, the easier they are told from each other.",
        ),
    };
    chart(&body, title, across, up, caption, lang)
}
