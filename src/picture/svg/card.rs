//! Cards, pills and signposts.

use std::fmt::Write as _;

use super::heat;
use crate::diag::Severity;
use crate::picture::escape::{escape, number};
use crate::picture::layout::Spot;
use crate::picture::shape::{
    BADGE, CARD, HEAD, INDENT, NAME_LINE, NAME_X, PAD, PILL_LINE, PILL_X, ROW_GAP, ROW_LINE, STUB, STUB_X, Shape,
    TITLE_LINE, badge_width, badge_words,
};
use crate::picture::{Card, Deed, Kind, Picture, words};
use crate::value::Lang;

/// A node with all that stands on it.
pub fn draw(picture: &Picture, spot: &Spot, lang: Lang) -> String {
    let Some(card) = picture.cards.get(spot.card) else {
        return String::new();
    };
    if card.kind.is_pill() {
        return pill(card, spot, lang);
    }
    let mut out = full(picture, card, spot, lang);
    out.push_str(&stubs(picture, spot, lang));
    out
}

/// Ways that are told on a card: groups of their own, for a page goes to each of them.
fn stubs(picture: &Picture, spot: &Spot, lang: Lang) -> String {
    let mut out = String::new();
    let mut y = spot.y + spot.shape.stubs_top();
    for stub in &spot.shape.stubs {
        let Some(link) = picture.links.get(stub.link) else {
            continue;
        };
        let Some(target) = picture.cards.get(link.to) else {
            continue;
        };
        let kind = words::kind_id(target.kind);
        let what = if target.kind.is_pill() { "data-card" } else { "data-to" };
        let heat = link
            .visits
            .map_or(String::new(), |v| format!(" data-heat=\"{}\"", heat(v)));
        let spoken = format!(
            "{} → {}: {}",
            link.label,
            words::kind(target.kind).get(lang),
            target.heading().0
        );
        let _ = write!(
            out,
            "<g class=\"stub {kind}\" {what}=\"{}\" data-link=\"{}\"{heat} role=\"button\" tabindex=\"-1\" aria-label=\"{}\" transform=\"translate({},{})\"><rect class=\"body\" width=\"{}\" height=\"{}\" rx=\"6\"/>",
            link.to,
            stub.link,
            escape(spoken.trim_start_matches(" → ")),
            number(spot.x + PAD - 8.0),
            number(y),
            number(CARD - 2.0 * PAD + 16.0),
            number(STUB - 2.0)
        );
        let icon = if target.kind.is_pill() { kind } else { "jump" };
        let _ = write!(
            out,
            "<text class=\"opens {}\" x=\"8\" y=\"13.5\">{}</text><use href=\"#i-{icon}\" x=\"{}\" y=\"3.5\" width=\"12\" height=\"12\"/><text class=\"leads\" x=\"{}\" y=\"13.5\">{}</text></g>",
            super::class(link.kind),
            escape(&stub.label),
            number(STUB_X - PAD + 8.0 - 17.0),
            number(STUB_X - PAD + 8.0),
            escape(&stub.target)
        );
        y += STUB;
    }
    out
}

fn open(card: &Card, class: &str, spot: &Spot, lang: Lang) -> String {
    let n = spot.card;
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

fn full(picture: &Picture, card: &Card, spot: &Spot, lang: Lang) -> String {
    let shape = &spot.shape;
    let (w, h) = (number(shape.width), number(shape.height));
    let mut out = open(card, "step", spot, lang);
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
    if !shape.stubs.is_empty() {
        let top = number(shape.stubs_top() - 5.0);
        let _ = write!(
            out,
            "<path class=\"rule\" d=\"M{PAD},{top}H{}\"/>",
            number(shape.width - PAD)
        );
    }
    if spot.card == 0 && !picture.sideways {
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

fn pill(card: &Card, spot: &Spot, lang: Lang) -> String {
    let mut out = open(card, "pill", spot, lang);
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
