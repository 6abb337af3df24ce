//! The graph in the language of Graphviz.

use std::fmt::Write as _;

use super::shape::caption;
use super::view::View;
use super::{Card, Kind, LinkKind, Options, Picture, found_on, svg, words};

/// A quoted string: only the quote and the backslash need care, line breaks become `\n`.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn shape(kind: Kind) -> &'static str {
    match kind {
        Kind::Question => "box",
        Kind::Menu => "hexagon",
        Kind::Condition => "diamond",
        Kind::Lookup => "cylinder",
        Kind::Identification => "house",
        Kind::Call | Kind::Scenario => "component",
        Kind::Text => "note",
        Kind::Everywhere => "tab",
        Kind::End | Kind::Operator | Kind::Return | Kind::Topic | Kind::Nowhere => "oval",
    }
}

/// The graph for `dot`, `neato` and other readers of that language.
pub fn dot(picture: &Picture, options: Options) -> String {
    let view = View::whole(picture, options.fold);
    let title = if picture.title.is_empty() {
        &picture.name
    } else {
        &picture.title
    };
    let mut out = format!("digraph {} {{\n", quoted(&picture.name));
    let direction = if picture.sideways { "LR" } else { "TB" };
    let _ = writeln!(
        out,
        "  graph [label={}, labelloc=t, rankdir={direction}];",
        quoted(title)
    );
    out.push_str("  node [fontname=\"Arial\", style=filled, fillcolor=white];\n  edge [fontname=\"Arial\"];\n");
    for (n, node) in view.nodes.iter().enumerate() {
        let Some(card) = picture.cards.get(node.card) else {
            continue;
        };
        let found = found_on(picture, node.card);
        let text = caption(card, &found, options.lang);
        let mut look = String::new();
        if let Some((severity, ..)) = found.first() {
            let colour = svg::colour(words::severity_id(*severity));
            let _ = write!(look, ", color={}, penwidth=2.5", quoted(colour));
        }
        if let Some(visits) = card.visits {
            let colour = svg::colour(&format!("heat{}", svg::heat(visits)));
            let _ = write!(
                look,
                ", fillcolor={}, xlabel={}",
                quoted(colour),
                quoted(&visits.to_string())
            );
        }
        let _ = writeln!(
            out,
            "  n{n} [label={}, shape={}, tooltip={}{look}];",
            quoted(&text),
            shape(card.kind),
            quoted(&tooltip(card))
        );
    }
    for edge in &view.edges {
        let Some(link) = picture.links.get(edge.link) else {
            continue;
        };
        let mut style = if link.kind == LinkKind::Handler {
            ", style=dashed".to_owned()
        } else {
            String::new()
        };
        match link.visits.map(svg::heat) {
            None => {}
            // Nobody has tried it.
            Some(0) => {
                let _ = write!(style, ", color={}", quoted(svg::colour("error")));
            }
            Some(warm) => {
                let _ = write!(style, ", color={}, penwidth={warm}", quoted(svg::colour("end")));
            }
        }
        let _ = writeln!(
            out,
            "  n{} -> n{} [label={}{style}];",
            edge.from,
            edge.to,
            quoted(&link.label)
        );
    }
    out.push_str("}\n");
    out
}

fn tooltip(card: &Card) -> String {
    let mut lines: Vec<String> = card.rows.iter().map(|r| r.text.clone()).collect();
    if let Some(place) = &card.place {
        lines.push(format!("{}:{}", place.file, place.line));
    }
    lines.join("\n")
}
