//! Cards, pills and signposts.

use std::fmt::Write as _;

use super::heat;
use crate::diag::Severity;
use crate::picture::escape::{escape, number};
use crate::picture::layout::Spot;
use crate::picture::shape::{
    BADGE, HEAD, INDENT, NAME_LINE, NAME_X, PAD, PILL_LINE, PILL_X, ROW_GAP, ROW_LINE, Shape, TITLE_LINE, badge_width,
    badge_words,
};
use crate::picture::view::Node;
use crate::picture::{Card, Deed, Kind, Picture, words};
use crate::value::Lang;

/// A node with all that stands on it.
pub fn draw(picture: &Picture, spot: &Spot, lang: Lang) -> String {
    match spot.node {
        Node::Signpost { from, to } => signpost(picture, spot, (from, to), lang),
        Node::Card(n) => match picture.cards.get(n) {
            Some(card) if card.kind.is_pill() => pill(picture, card, n, spot, lang),
            Some(card) => full(picture, card, n, spot, lang),
            None => String::new(),
        },
    }
}

fn open(card: &Card, n: usize, class: &str, spot: &Spot, lang: Lang) -> String {
    let worst = spot.shape.badges.first().map(|b| b.0);
    let found = worst.map_or(String::new(), |s| format!(" found-{}", words::severity_id(s)));
    let heat = card
        .visits
        .map_or(String::new(), |v| format!(" data-heat=\"{}\"", heat(v)));
    format!(
        "<g class=\"card {class} {}{found}\" data-card=\"{n}\"{heat} role=\"button\" tabindex=\"-1\" aria-label=\"{}\" transform=\"translate({},{})\">",
        words::kind_id(card.kind),
        escape(&spoken(card, &spot.shape, lang)),
        number(spot.x),
        number(spot.y)
    )
}

/// What a screen reader says of a card.
fn spoken(card: &Card, shape: &Shape, lang: Lang) -> String {
    let (name, below) = card.heading();
    let mut out = format!("{}: {name}", words::kind(card.kind).get(lang));
    if !below.is_empty() {
        let _ = write!(out, ", {below}");
    }
    for (severity, code, times) in &shape.badges {
        let _ = write!(
            out,
            ". {} {}",
            words::severity(*severity).get(lang),
            badge_words(code, *times)
        );
    }
    out
}

fn full(picture: &Picture, card: &Card, n: usize, spot: &Spot, lang: Lang) -> String {
    let shape = &spot.shape;
    let (w, h) = (number(shape.width), number(shape.height));
    let mut out = open(card, n, "step", spot, lang);
    let _ = write!(
        out,
        "<rect class=\"shade\" x=\"1\" y=\"3\" width=\"{w}\" height=\"{h}\" rx=\"11\"/>{}",
        body(
            shape,
            &format!("<rect class=\"body\" width=\"{w}\" height=\"{h}\" rx=\"11\"/>")
        ),
    );
    let _ = write!(
        out,
        "<circle class=\"round\" cx=\"25\" cy=\"22\" r=\"12\"/><use class=\"inside\" href=\"#i-{}\" x=\"17\" y=\"14\" width=\"16\" height=\"16\"/>",
        words::kind_id(card.kind)
    );
    let mut y = HEAD;
    for line in &shape.name {
        let _ = write!(
            out,
            "<text class=\"name\" x=\"{NAME_X}\" y=\"{}\">{}</text>",
            number(y),
            escape(line)
        );
        y += NAME_LINE;
    }
    for line in &shape.title {
        let _ = write!(
            out,
            "<text class=\"title\" x=\"{NAME_X}\" y=\"{}\">{}</text>",
            number(y - 1.0),
            escape(line)
        );
        y += TITLE_LINE;
    }
    out.push_str(&rows(shape, lang));
    out.push_str(&badges(shape));
    if n == 0 && !picture.sideways {
        out.push_str(&flag(lang));
    }
    out.push_str(&visits(card, shape.width - 12.0, 0.0));
    out.push_str("</g>");
    out
}

/// The frame of a card takes the colour of its worst finding.
fn body(shape: &Shape, rect: &str) -> String {
    match shape.badges.first() {
        Some((severity, ..)) => format!("<g class=\"found {}\">{rect}</g>", words::severity_id(*severity)),
        None => rect.to_owned(),
    }
}

fn mark(deed: Deed) -> Kind {
    match deed {
        Deed::Say | Deed::Note | Deed::Set | Deed::Forget => Kind::Text,
        Deed::Ask | Deed::Derive | Deed::Measures => Kind::Question,
        Deed::Menu => Kind::Menu,
        Deed::Lookup => Kind::Lookup,
        Deed::Identify => Kind::Identification,
        Deed::Call => Kind::Call,
    }
}

fn rows(shape: &Shape, lang: Lang) -> String {
    if shape.rows.is_empty() && shape.more == 0 {
        return String::new();
    }
    let mut out = String::new();
    let top = shape.rows_top();
    let _ = write!(
        out,
        "<path class=\"rule\" d=\"M{PAD},{0}H{1}\"/>",
        number(top),
        number(shape.width - PAD)
    );
    let mut y = top + 10.0;
    for (deed, lines) in &shape.rows {
        let kind = words::kind_id(mark(*deed));
        let _ = write!(
            out,
            "<g class=\"{kind}\"><use href=\"#i-{kind}\" x=\"{PAD}\" y=\"{}\" width=\"13\" height=\"13\"/></g>",
            number(y + 1.5)
        );
        let quiet = if matches!(deed, Deed::Set | Deed::Forget | Deed::Note) {
            " quiet"
        } else {
            ""
        };
        for line in lines {
            let _ = write!(
                out,
                "<text class=\"row{quiet}\" x=\"{INDENT}\" y=\"{}\">{}</text>",
                number(y + 12.0),
                escape(line)
            );
            y += ROW_LINE;
        }
        y += ROW_GAP;
    }
    if shape.more > 0 {
        let _ = write!(
            out,
            "<text class=\"row quiet\" x=\"{INDENT}\" y=\"{}\">… {} {}</text>",
            number(y + 12.0),
            words::MORE.get(lang),
            shape.more
        );
    }
    out
}

fn badge(x: f64, y: f64, severity: Severity, text: &str, wide: f64) -> String {
    format!(
        "<g class=\"badge {}\" transform=\"translate({},{})\"><rect width=\"{}\" height=\"{BADGE}\" rx=\"9.5\"/><circle cx=\"10\" cy=\"9.5\" r=\"3.5\"/><text x=\"17\" y=\"13.5\">{}</text></g>",
        words::severity_id(severity),
        number(x),
        number(y),
        number(wide),
        escape(text)
    )
}

fn badges(shape: &Shape) -> String {
    let mut out = String::new();
    let mut x = PAD;
    for (severity, code, times) in &shape.badges {
        let wide = badge_width(code, *times);
        out.push_str(&badge(
            x,
            shape.badges_top(),
            *severity,
            &badge_words(code, *times),
            wide,
        ));
        x += wide + 5.0;
    }
    if shape.more_badges > 0 {
        let y = number(shape.badges_top() + 13.5);
        let _ = write!(
            out,
            "<text class=\"title\" x=\"{}\" y=\"{y}\">+{}</text>",
            number(x),
            shape.more_badges
        );
    }
    out
}

fn flag(lang: Lang) -> String {
    let text = words::START.get(lang);
    let wide = crate::picture::measure::width(text, 10.5, true) + 22.0;
    format!(
        "<g class=\"flag\" transform=\"translate({PAD},-11)\"><rect width=\"{}\" height=\"20\" rx=\"10\"/><text x=\"10\" y=\"14\">{}</text></g>",
        number(wide),
        escape(text)
    )
}

/// How many tests come through: shown where the page shows coverage.
fn visits(card: &Card, right: f64, y: f64) -> String {
    let Some(visits) = card.visits else {
        return String::new();
    };
    let text = visits.to_string();
    let wide = (crate::picture::measure::width(&text, 11.0, true) + 14.0).max(22.0);
    format!(
        "<g class=\"visits\" transform=\"translate({},{})\"><rect width=\"{}\" height=\"20\" rx=\"10\"/><text x=\"{}\" y=\"14\" text-anchor=\"middle\">{text}</text></g>",
        number(right - wide),
        number(y - 10.0),
        number(wide),
        number(wide / 2.0)
    )
}

fn pill_body(shape: &Shape, icon: &str) -> String {
    let mut out = format!(
        "{}<use href=\"#i-{icon}\" x=\"11\" y=\"{}\" width=\"15\" height=\"15\"/>",
        body(
            shape,
            &format!(
                "<rect class=\"body\" width=\"{}\" height=\"{}\" rx=\"{}\"/>",
                number(shape.width),
                number(shape.height),
                number((shape.height / 2.0).min(17.0))
            )
        ),
        number(shape.height / 2.0 - 7.5)
    );
    let count = f64::from(u32::try_from(shape.name.len()).unwrap_or(1));
    let mut y = shape.height / 2.0 - (count - 1.0) * PILL_LINE / 2.0 + 4.2;
    for line in &shape.name {
        let _ = write!(
            out,
            "<text class=\"words\" x=\"{PILL_X}\" y=\"{}\">{}</text>",
            number(y),
            escape(line)
        );
        y += PILL_LINE;
    }
    out
}

fn pill(_picture: &Picture, card: &Card, n: usize, spot: &Spot, lang: Lang) -> String {
    let mut out = open(card, n, "pill", spot, lang);
    out.push_str(&pill_body(&spot.shape, words::kind_id(card.kind)));
    if let Some((severity, code, times)) = spot.shape.badges.first() {
        let wide = badge_width(code, *times);
        out.push_str(&badge(
            14.0,
            spot.shape.height - 7.0,
            *severity,
            &badge_words(code, *times),
            wide,
        ));
    }
    out.push_str("</g>");
    out
}

fn signpost(picture: &Picture, spot: &Spot, (from, to): (usize, usize), lang: Lang) -> String {
    let name = picture.cards.get(to).map_or("", |c| c.heading().0);
    let words = match lang {
        Lang::Ru => format!("К шагу {name}"),
        Lang::En => format!("To the step {name}"),
    };
    format!(
        "<g class=\"signpost pill\" data-from=\"{from}\" data-to=\"{to}\" role=\"link\" tabindex=\"-1\" aria-label=\"{}\" transform=\"translate({},{})\">{}</g>",
        escape(&words),
        number(spot.x),
        number(spot.y),
        pill_body(&spot.shape, "signpost")
    )
}
