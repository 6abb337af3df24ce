//! One page that holds everything: no network, no build step. Graphs lie in templates that the browser
//! reads but does not draw before they are wanted; texts come as data and are never read as markup.

mod data;

use rayon::prelude::*;
use serde_json::Value;

use super::Picture;
use super::escape::{escape, number};
use super::layout::{MAX_CARDS, place};
use super::svg;
use super::view::{Fold, View};
use crate::value::Lang;

/// What a page shows.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// Title of the base.
    pub title: &'a str,
    /// Language of the page.
    pub lang: Lang,
    /// The map of all, where all are shown.
    pub map: Option<&'a Picture>,
    /// The graphs.
    pub pictures: &'a [Picture],
    /// How many dialog tests were played; `None` where none could be.
    pub tests: Option<usize>,
}

/// The page.
pub fn html(page: &Page<'_>) -> String {
    let all: Vec<(bool, &Picture)> = page
        .map
        .iter()
        .map(|m| (true, *m))
        .chain(page.pictures.iter().map(|p| (false, p)))
        .collect();
    let lang = page.lang;
    let parts: Vec<String> = all
        .par_iter()
        .enumerate()
        .map(|(n, (_, picture))| {
            format!(
                "<script type=\"application/json\" id=\"p{n}\">{}</script>\n{}",
                json(&data::picture(picture)),
                templates(n, picture, lang)
            )
        })
        .collect();
    let body = parts.concat();
    let title = match page.pictures {
        [one] if page.map.is_none() => {
            let own = if one.title.is_empty() { &one.name } else { &one.title };
            format!("{own} · {}", page.title)
        }
        _ => page.title.to_owned(),
    };
    let style = format!(
        ":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n:root[data-theme=dark]{{{dark}}}\n{picture}{own}",
        light = svg::declarations(false),
        dark = svg::declarations(true),
        picture = svg::STYLE.to_owned() + svg::HEAT,
        own = include_str!("page.css"),
    );
    let script = [
        include_str!("base.js"),
        include_str!("stage.js"),
        include_str!("path.js"),
        include_str!("panels.js"),
        include_str!("search.js"),
        include_str!("start.js"),
    ]
    .join("\n");
    format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<svg width=\"0\" height=\"0\" class=\"picture\" aria-hidden=\"true\" style=\"position:absolute\"><defs>{icons}</defs></svg>\n<div id=\"app\"></div>\n<noscript>{noscript}</noscript>\n<script type=\"application/json\" id=\"data\">{index}</script>\n{body}<script>\n\"use strict\";\n(() => {{\n{script}\n}})();\n</script>\n</body>\n</html>\n",
        code = if lang == Lang::Ru { "ru" } else { "en" },
        title = escape(&title),
        icons = svg::definitions(),
        noscript = escape(if lang == Lang::Ru {
            "Чтобы ходить по картинке, нужен JavaScript. Без него возьмите lotsman graph --format svg."
        } else {
            "This page needs JavaScript. Without it, use lotsman graph --format svg."
        }),
        index = json(&data::index(page, &all)),
    )
}

/// JSON inside a script element: no `<` may end it or begin a comment.
fn json(value: &Value) -> String {
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// The graph with its handlers folded, and unfolded where that is another graph.
fn templates(n: usize, picture: &Picture, lang: Lang) -> String {
    if picture.cards.len() > MAX_CARDS {
        return String::new();
    }
    let folded = View::new(picture, Fold::Folded);
    let unfolded = View::new(picture, Fold::Unfolded);
    let mut out = template(n, "f", picture, &folded, lang);
    if unfolded.edges.len() != folded.edges.len() {
        out.push_str(&template(n, "u", picture, &unfolded, lang));
    }
    out
}

fn template(n: usize, fold: &str, picture: &Picture, view: &View, lang: Lang) -> String {
    let placed = place(picture, view, lang);
    format!(
        "<template id=\"g{n}{fold}\"><svg class=\"picture\" data-width=\"{}\" data-height=\"{}\"><g class=\"world\">\n{}</g></svg></template>\n",
        number(placed.width),
        number(placed.height),
        svg::graph(picture, &placed, lang)
    )
}
