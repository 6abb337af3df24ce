//! Small signs, drawn on a field of 16 × 16 in strokes of the current colour.

use crate::picture::Kind;
use crate::picture::words::{KINDS, kind_id};

/// The strokes of a kind's sign.
pub fn of(kind: Kind) -> &'static str {
    match kind {
        Kind::Question => "M5.6 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.2.9-1.2 1.8M8 12.6v.1",
        Kind::Menu => "M3.5 4.5h.1M6.5 4.5h6.2M3.5 8h.1M6.5 8h6.2M3.5 11.5h.1M6.5 11.5h6.2",
        Kind::Text => "M3 4h10v6.6H8.2L5 13.2v-2.6H3z",
        Kind::Lookup => {
            "M3.2 4.6c0-1.9 9.6-1.9 9.6 0v6.8c0 1.9-9.6 1.9-9.6 0zM3.2 4.6c0 1.9 9.6 1.9 9.6 0M3.2 8c0 1.9 9.6 1.9 9.6 0"
        }
        Kind::Identification => "M8 7.6a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8zM3.4 13.4c.4-5 8.8-5 9.2 0",
        Kind::Call => "M3 4v3.6c0 1.2.8 2 2 2h7M9.4 6.8l2.9 2.8-2.9 2.8",
        Kind::Condition => "M8 2.6L13.4 8 8 13.4 2.6 8z",
        Kind::Everywhere => "M8 2.8v10.4M2.8 8h10.4M4.3 4.3l7.4 7.4M11.7 4.3l-7.4 7.4",
        Kind::End => "M3.4 8.4l3 3 6.2-6.8",
        Kind::Operator => {
            "M3.2 9.6V8a4.8 4.8 0 0 1 9.6 0v1.6M3.2 8.6h1.9v3.8H3.2zM10.9 8.6h1.9v3.8h-1.9zM12.8 12.4c0 1.4-2 1.7-3.6 1.7"
        }
        Kind::Return => "M6.4 3.6L3 7l3.4 3.4M3.4 7h6.4c3.8 0 3.8 5.8 0 5.8H7.6",
        Kind::Topic => "M2.8 3.2h5l5.4 5.4-4.8 4.8L2.8 8zM5.4 5.8h.1",
        Kind::Scenario => "M4 2.6h8v10.8H4zM6.2 5.6h3.6M6.2 8h3.6M6.2 10.4h2",
        Kind::Nowhere => "M4 4l8 8M12 4l-8 8",
    }
}

/// Elsewhere in the same graph.
const JUMP: &str = "M3 8h9.4M8.8 4.4L12.4 8l-3.6 3.6";

/// Four corners: all of it.
const FIT: &str = "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3";

/// Definitions of all signs, to be used by `#i-…`. Their strokes are attributes: a style does not reach
/// into what `use` copies.
pub fn definitions() -> String {
    let mut out = String::new();
    for kind in KINDS {
        out.push_str(&symbol(kind_id(kind), of(kind)));
    }
    out.push_str(&symbol("jump", JUMP));
    out.push_str(&symbol("fit", FIT));
    out
}

fn symbol(id: &str, strokes: &str) -> String {
    format!(
        "<symbol id=\"i-{id}\" viewBox=\"0 0 16 16\"><path fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.6\" stroke-linecap=\"round\" stroke-linejoin=\"round\" d=\"{strokes}\"/></symbol>"
    )
}
