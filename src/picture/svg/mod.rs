//! The graph as SVG: one group a card, one a line, with what a page needs to find them again.

mod card;
mod icons;
mod palette;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::curve;
use super::escape::{escape, number};
use super::layout::{Line, Placed, place};
use super::measure::width;
use super::shape::{LABEL_LINE, label_size};
use super::view::View;
use super::{Kind, LinkKind, Options, Picture, words};
use crate::value::Lang;

pub use icons::definitions;
pub use palette::{colour, declarations};

/// The style of what is drawn.
pub const STYLE: &str = include_str!("picture.css");
/// The style of what the tests come through, where that is shown: something around it has the class `heat`.
pub const HEAT: &str = include_str!("heat.css");

/// Height of the caption of a picture that stands alone.
const CAPTION: f64 = 64.0;

/// A picture that stands alone: caption, graph, legend, both themes.
pub fn svg(picture: &Picture, options: Options) -> String {
    let view = View::new(picture, options.fold);
    let placed = place(picture, &view, options.lang);
    let warm = has_heat(picture);
    let (legend, legend_width, legend_height) = legend(picture, &view, warm, placed.width, options.lang);
    let title = if picture.title.is_empty() {
        &picture.name
    } else {
        &picture.title
    };
    let wide = placed.width.max(legend_width).max(width(title, 20.0, true) + 56.0);
    let high = CAPTION + placed.height + legend_height;
    let shift = number(((wide - placed.width) / 2.0).floor());
    let under = picture.place.as_ref().map_or_else(
        || picture.name.clone(),
        |p| format!("{} · {}:{}", picture.name, p.file, p.line),
    );
    let rules = if warm {
        STYLE.to_owned() + HEAT
    } else {
        STYLE.to_owned()
    };
    let style = format!(
        "{}@media (prefers-color-scheme:dark){{{}}}",
        palette::literal(&rules, false),
        palette::literal(&rules, true)
    );
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"picture{heat}\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" aria-label=\"{label}\">\n<title>{label}</title>\n<style>{style}</style>\n<defs>{icons}</defs>\n<rect class=\"ground\" width=\"{w}\" height=\"{h}\"/>\n<text class=\"caption\" x=\"28\" y=\"36\">{label}</text>\n<text class=\"under\" x=\"28\" y=\"56\">{under}</text>\n<g transform=\"translate({shift},{CAPTION})\">\n{graph}</g>\n<g class=\"legend\" transform=\"translate(28,{legend_y})\">{legend}</g>\n</svg>\n",
        heat = if warm { " heat" } else { "" },
        w = number(wide),
        h = number(high),
        label = escape(title),
        under = escape(&under),
        icons = definitions(),
        graph = graph(picture, &placed, options.lang),
        legend_y = number(CAPTION + placed.height),
    )
}

/// Whether it is known what the tests come through: then the picture tells it.
pub fn has_heat(picture: &Picture) -> bool {
    picture.cards.iter().any(|c| c.visits.is_some())
}

/// How warm a number of tests is: 0 for none, at most 4.
pub fn heat(visits: u32) -> u32 {
    match visits {
        0 => 0,
        1 => 1,
        2..=4 => 2,
        5..=14 => 3,
        _ => 4,
    }
}

/// Lines, then labels, then cards, so that nothing covers words.
pub fn graph(picture: &Picture, placed: &Placed, lang: Lang) -> String {
    let mut out = String::from("<g class=\"lines\">\n");
    for line in &placed.lines {
        out.push_str(&wire(picture, line, placed.sideways));
    }
    out.push_str("</g>\n<g class=\"labels\">\n");
    for line in &placed.lines {
        out.push_str(&label(picture, line));
    }
    out.push_str("</g>\n<g class=\"cards\">\n");
    for spot in &placed.nodes {
        out.push_str(&card::draw(picture, spot, lang));
        out.push('\n');
    }
    out.push_str("</g>\n");
    out
}

pub(super) fn class(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Plain => "plain",
        LinkKind::Condition => "condition",
        LinkKind::Otherwise => "otherwise",
        LinkKind::Option => "option",
        LinkKind::Handler => "handler",
    }
}

fn wire(picture: &Picture, line: &Line, sideways: bool) -> String {
    let Some(link) = picture.links.get(line.link) else {
        return String::new();
    };
    let (points, head) = curve::with_head(&line.points, sideways);
    let back = if line.back { " back" } else { "" };
    let heat = link
        .visits
        .map_or(String::new(), |v| format!(" data-heat=\"{}\"", heat(v)));
    // The class of a line must not be that of a card: both colour what is in them.
    let kind = match link.kind {
        LinkKind::Handler => " handler",
        _ => "",
    };
    format!(
        "<g class=\"wire{kind}{back}\" data-link=\"{}\"{heat}><path class=\"line\" d=\"{}\"/><path class=\"head\" d=\"{head}\"/></g>\n",
        line.link,
        curve::path(&points, sideways)
    )
}

fn label(picture: &Picture, line: &Line) -> String {
    let (Some(link), Some((lines, x, y))) = (picture.links.get(line.link), &line.label) else {
        return String::new();
    };
    let (wide, high) = label_size(lines);
    let mut out = format!(
        "<g class=\"label {}\" data-link=\"{}\" transform=\"translate({},{})\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"5\"/>",
        class(link.kind),
        line.link,
        number(*x),
        number(*y),
        number(-wide / 2.0),
        number(-high / 2.0),
        number(wide),
        number(high)
    );
    let count = f64::from(u32::try_from(lines.len()).unwrap_or(1));
    let mut at = -(count - 1.0) * LABEL_LINE / 2.0 + 4.0;
    for words in lines {
        let _ = write!(
            out,
            "<text y=\"{}\" text-anchor=\"middle\">{}</text>",
            number(at),
            escape(words)
        );
        at += LABEL_LINE;
    }
    out.push_str("</g>\n");
    out
}

/// The kinds that are drawn, in rows no wider than the picture.
fn legend(picture: &Picture, view: &View, warm: bool, room: f64, lang: Lang) -> (String, f64, f64) {
    let drawn: BTreeSet<Kind> = view
        .nodes
        .iter()
        .flat_map(|n| {
            let stubs = n.stubs.iter().filter_map(|l| picture.links.get(*l)).map(|l| l.to);
            stubs.chain([n.card])
        })
        .filter_map(|n| picture.cards.get(n).map(|c| c.kind))
        .collect();
    let room = room.max(620.0) - 56.0;
    let (mut x, mut y, mut widest) = (0.0, 16.0, 0.0f64);
    let mut out = String::new();
    for kind in words::KINDS.into_iter().filter(|k| drawn.contains(k)) {
        let text = words::kind(kind).get(lang);
        let wide = width(text, 11.5, false) + 44.0;
        if x > 0.0 && x + wide > room {
            x = 0.0;
            y += 26.0;
        }
        let _ = write!(
            out,
            "<g class=\"{0}\" transform=\"translate({1},{2})\"><circle class=\"round\" cx=\"9\" cy=\"-4\" r=\"9\"/><use class=\"inside\" href=\"#i-{0}\" x=\"3\" y=\"-10\" width=\"12\" height=\"12\"/><text x=\"24\" y=\"0\">{3}</text></g>",
            words::kind_id(kind),
            number(x),
            number(y),
            escape(text)
        );
        x += wide;
        widest = widest.max(x);
    }
    if warm {
        (x, y) = (0.0, y + 26.0);
        for (n, degree) in words::HEAT.iter().enumerate() {
            let text = degree.get(lang);
            let _ = write!(
                out,
                "<g class=\"card\" data-heat=\"{n}\" transform=\"translate({},{})\"><rect class=\"body\" y=\"-12\" width=\"18\" height=\"16\" rx=\"4\"/><text x=\"24\" y=\"0\">{}</text></g>",
                number(x),
                number(y),
                escape(text)
            );
            x += width(text, 11.5, false) + 44.0;
        }
        widest = widest.max(x);
    }
    (out, widest + 56.0, y + 24.0)
}
