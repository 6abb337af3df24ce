//! The tree with the words instead of places, for people who review snapshots.

use lotsman::syntax::tree::File;

/// Debug output of the items with every span replaced by what stands there.
pub fn outline(file: &File) -> String {
    let mut out = String::new();
    for item in &file.items {
        let text = format!("{item:?}");
        out.push_str(&with_words(&text, file));
        out.push_str("\n\n");
    }
    out
}

fn with_words(text: &str, file: &File) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("..") {
        let from = rest[..at].rfind(|c: char| !c.is_ascii_digit()).map_or(0, |n| n + 1);
        let to = at + 2 + rest[at + 2..].chars().take_while(char::is_ascii_digit).count();
        let (start, end) = (rest[from..at].parse::<usize>(), rest[at + 2..to].parse::<usize>());
        out.push_str(&rest[..from]);
        match (start, end) {
            (Ok(start), Ok(end)) => {
                let words = file.source.text.get(start..end).unwrap_or("?");
                let first = words.lines().next().unwrap_or("");
                let more = if words.lines().count() > 1 { "…" } else { "" };
                out.push_str(&format!("‹{first}{more}›"));
            }
            _ => out.push_str(&rest[from..to]),
        }
        rest = &rest[to..];
    }
    out.push_str(rest);
    out.replace(" { span: ‹", " {‹")
        .replace("Ident {‹", "‹")
        .replace("Some(", "(")
}
