//! The graph in the language of Mermaid, for pages that draw it, such as merge requests.

use std::fmt::Write as _;

use super::shape::caption;
use super::view::View;
use super::{Kind, LinkKind, Options, Picture, found_on, svg, words};

/// A quoted label. Mermaid reads entities by their number; everything that it or the page could take
/// for markup becomes one.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '\n' => out.push_str("<br/>"),
            '"' | '#' | '&' | '<' | '>' | '`' | '\\' | ';' | '*' | '_' | '~' | '|' => {
                let _ = write!(out, "#{};", u32::from(c));
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn brackets(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Question | Kind::Text | Kind::Everywhere => ("[", "]"),
        Kind::Menu => ("{{", "}}"),
        Kind::Condition => ("{", "}"),
        Kind::Lookup => ("[(", ")]"),
        Kind::Identification => ("[/", "\\]"),
        Kind::Call | Kind::Scenario => ("[[", "]]"),
        Kind::End | Kind::Operator | Kind::Return | Kind::Topic | Kind::Nowhere => ("([", "])"),
    }
}

/// The graph as a flowchart.
pub fn mermaid(picture: &Picture, options: Options) -> String {
    let view = View::whole(picture, options.fold);
    let title = if picture.title.is_empty() {
        &picture.name
    } else {
        &picture.title
    };
    // The front matter is YAML, and JSON is YAML.
    let title = serde_json::Value::from(title.as_str());
    let direction = if picture.sideways { "LR" } else { "TB" };
    let mut out = format!("---\ntitle: {title}\n---\nflowchart {direction}\n");
    let mut styles: Vec<String> = Vec::new();
    for (n, node) in view.nodes.iter().enumerate() {
        let Some(card) = picture.cards.get(node.card) else {
            continue;
        };
        let (open, close) = brackets(card.kind);
        let found = found_on(picture, node.card);
        let text = caption(card, &found, options.lang);
        let _ = writeln!(out, "  n{n}{open}{}{close}", quoted(&text));
        let mut looks = Vec::new();
        if let Some(visits) = card.visits {
            looks.push(format!("fill:{}", svg::colour(&format!("heat{}", svg::heat(visits)))));
            // The colours are those of paper, whatever the page's are.
            looks.push(format!("color:{}", svg::colour("ink")));
        }
        if let Some((severity, ..)) = found.first() {
            looks.push(format!("stroke:{}", svg::colour(words::severity_id(*severity))));
            looks.push("stroke-width:3px".to_owned());
        }
        if !looks.is_empty() {
            styles.push(format!("  style n{n} {}\n", looks.join(",")));
        }
    }
    for (n, edge) in view.edges.iter().enumerate() {
        let Some(link) = picture.links.get(edge.link) else {
            continue;
        };
        let arrow = if link.kind == LinkKind::Handler { "-.->" } else { "-->" };
        let label = if link.label.is_empty() {
            String::new()
        } else {
            format!("|{}|", quoted(&link.label))
        };
        let _ = writeln!(out, "  n{} {arrow}{label} n{}", edge.from, edge.to);
        match link.visits.map(svg::heat) {
            None => {}
            Some(0) => styles.push(format!("  linkStyle {n} stroke:{}\n", svg::colour("error"))),
            Some(warm) => {
                let colour = svg::colour("end");
                styles.push(format!("  linkStyle {n} stroke:{colour},stroke-width:{warm}px\n"));
            }
        }
    }
    out.extend(styles);
    out
}
