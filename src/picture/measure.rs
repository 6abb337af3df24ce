//! How wide words are and where their lines break.
//!
//! A picture is made without the reader's fonts. Widths are those of Arial, with a margin that also
//! holds Segoe UI, Roboto and Noto Sans; a browser test holds real text to its card.

/// Room for fonts that run wider than Arial.
const MARGIN: f64 = 1.05;
/// How much wider bold is.
const BOLD: f64 = 1.07;

/// Thousandths of the font size.
fn advance(c: char) -> u32 {
    match c {
        ' ' | '\u{a0}' | '.' | ',' | ':' | ';' | '/' | '!' | '|' | 'I' | 'f' | 't' => 280,
        'i' | 'j' | 'l' | '\'' => 225,
        'r' | '-' | '(' | ')' | '[' | ']' | '{' | '}' => 335,
        'm' => 835,
        'w' => 725,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500,
        'a'..='z' | '0'..='9' | 'L' | '_' | '"' | '?' | '«' | '»' | '–' => 560,
        'M' | 'W' | '%' | '@' | '—' | '…' | '→' | '№' => 1000,
        'A' | 'B' | 'E' | 'F' | 'K' | 'P' | 'S' | 'T' | 'V' | 'X' | 'Y' | 'Z' => 670,
        'A'..='Z' => 775,
        '+' | '<' | '=' | '>' | '≤' | '≥' | '₽' | '&' | '*' | '#' | '§' => 600,
        'г' => 366,
        'к' | 'т' => 459,
        'с' | 'у' | 'х' | 'э' => 512,
        'ж' | 'м' | 'ы' => 720,
        'ш' | 'щ' | 'ф' | 'ю' => 825,
        'ъ' => 626,
        'а'..='я' | 'ё' => 584,
        'Г' => 545,
        'М' | 'Ш' | 'Щ' | 'Ж' | 'Ю' | 'Ы' => 950,
        'О' | 'Н' | 'И' | 'Й' | 'П' | 'Ф' | 'Ц' | 'Ъ' | 'Э' | 'Я' | 'С' => 780,
        'А'..='Я' | 'Ё' => 680,
        c if (c as u32) < 0x300 => 670,
        c if ('\u{300}'..='\u{36f}').contains(&c) => 0,
        // Ideographs, emoji and all that we do not know.
        c if (c as u32) >= 0x1100 => 1050,
        _ => 800,
    }
}

/// Width of a line in pixels.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let thousandths: u32 = text.chars().map(advance).sum();
    let weight = if bold { BOLD } else { 1.0 };
    f64::from(thousandths) * size * MARGIN * weight / 1000.0
}

/// Breaks a text into at most `most` lines no wider than `room`; the last ends with `…` where there was
/// more. A word that is wider than a line breaks after `_`, `.` and the like, else where it must.
pub fn wrap(text: &str, size: f64, bold: bool, room: f64, most: usize) -> Vec<String> {
    let fits = |line: &str| width(line, size, bold) <= room;
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split([' ', '\n', '\t']).filter(|w| !w.is_empty()) {
        let joined = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if fits(&joined) {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for piece in pieces(word) {
            if fits(&format!("{line}{piece}")) {
                line.push_str(piece);
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for c in piece.chars() {
                line.push(c);
                if !fits(&line) {
                    let last = line.pop();
                    lines.push(std::mem::take(&mut line));
                    line.extend(last);
                }
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines.retain(|l| !l.is_empty());
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push('…');
            *last = cut(last, size, bold, room);
        }
    }
    lines
}

/// A text in one line no wider than `room`, with `…` where the rest is cut off.
pub fn cut(text: &str, size: f64, bold: bool, room: f64) -> String {
    if width(text, size, bold) <= room {
        return text.to_owned();
    }
    let mut kept = text.trim_end_matches('…').to_owned();
    while width(&kept, size, bold) + width("…", size, bold) > room && kept.pop().is_some() {}
    let words = kept
        .trim_end_matches(|c: char| c.is_whitespace() || ",.:;«(".contains(c))
        .len();
    kept.truncate(words);
    kept.push('…');
    kept
}

/// Pieces of a word after each of which a line may break.
fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest
            .char_indices()
            .find(|(_, c)| matches!(c, '_' | '/' | '.' | '-' | '(' | ','))
            .map_or(rest.len(), |(n, c)| n + c.len_utf8());
        let (piece, after) = rest.split_at(end);
        out.push(piece);
        rest = after;
    }
    out
}
