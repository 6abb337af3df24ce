//! Author texts in markup: nothing that was written in a base may become an element or a script.

/// Text as it may stand in SVG and HTML, between tags and in quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\r' | '\t' => out.push(' '),
            // XML 1.0 cannot hold these, not even as references.
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A number with at most one digit after the point.
pub fn number(n: f64) -> String {
    let tenths = (n * 10.0).round() / 10.0;
    // Minus zero is another text for the same number.
    let tenths = if tenths == 0.0 { 0.0 } else { tenths };
    format!("{tenths}")
}
