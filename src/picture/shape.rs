//! What stands on a card, line by line, and how large that makes it.

use super::measure::{cut, width, wrap};
use super::view::Node;
use super::{Card, Deed, Picture, words};
use crate::diag::Severity;
use crate::value::Lang;

/// Width of a card.
pub const CARD: f64 = 256.0;
/// Left and right of what stands on a card.
pub const PAD: f64 = 14.0;
/// Where the words of rows begin.
pub const INDENT: f64 = 34.0;
/// Where the name begins, right of the icon.
pub const NAME_X: f64 = 46.0;
/// Size of a name.
pub const NAME: f64 = 13.5;
/// Line of a name.
pub const NAME_LINE: f64 = 17.0;
/// Size of a title.
pub const TITLE: f64 = 11.5;
/// Line of a title.
pub const TITLE_LINE: f64 = 15.0;
/// Size of words in rows.
pub const ROW: f64 = 12.0;
/// Line of a row.
pub const ROW_LINE: f64 = 16.0;
/// Between rows.
pub const ROW_GAP: f64 = 5.0;
/// From the top to the baseline of the first line of a name.
pub const HEAD: f64 = 27.0;
/// Size of words on ways.
pub const LABEL: f64 = 11.5;
/// Line of words on ways.
pub const LABEL_LINE: f64 = 14.5;
/// Size of words on pills.
pub const PILL: f64 = 12.0;
/// Line of words on pills.
pub const PILL_LINE: f64 = 15.0;
/// Where the words of a pill begin, right of its icon.
pub const PILL_X: f64 = 32.0;
/// Height of a badge.
pub const BADGE: f64 = 19.0;
/// Height of a stub.
pub const STUB: f64 = 21.0;
/// Size of words on a stub.
pub const STUB_TEXT: f64 = 11.0;
/// Where the target of a stub begins.
pub const STUB_X: f64 = 152.0;
/// Size of words on a badge.
pub const BADGE_TEXT: f64 = 10.5;

/// Rows of a card that are drawn; the panel tells all.
const ROWS: usize = 4;
/// Lines of one row.
const ROW_LINES: usize = 3;
/// Room of a label on a way.
const LABEL_ROOM: f64 = 150.0;
/// Room of the words of a pill.
const PILL_ROOM: f64 = 150.0;

/// A card or pill with its lines.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Lines of the name.
    pub name: Vec<String>,
    /// Lines of the title.
    pub title: Vec<String>,
    /// Lines of the rows.
    pub rows: Vec<(Deed, Vec<String>)>,
    /// Rows that did not fit.
    pub more: usize,
    /// Findings: severity, code, how many.
    pub badges: Vec<(Severity, String, usize)>,
    /// Those that have no room on the card.
    pub more_badges: usize,
    /// Ways that are told on the card.
    pub stubs: Vec<Stub>,
}

/// A way that is told on the card it leaves.
#[derive(Clone, Debug)]
pub struct Stub {
    /// Index of the way.
    pub link: usize,
    /// What opens it.
    pub label: String,
    /// Where it leads.
    pub target: String,
}

impl Shape {
    /// Where the rows begin.
    pub fn rows_top(&self) -> f64 {
        let head = HEAD + NAME_LINE * (count(&self.name) - 1.0).max(0.0) + 10.0;
        if self.title.is_empty() {
            head.max(40.0)
        } else {
            head + TITLE_LINE * count(&self.title) - 1.0
        }
    }

    /// Where the badges begin.
    pub fn badges_top(&self) -> f64 {
        let stubs = if self.stubs.is_empty() {
            0.0
        } else {
            STUB * count(&self.stubs) + 9.0
        };
        self.height - BADGE - 9.0 - stubs
    }

    /// Where the stubs begin.
    pub fn stubs_top(&self) -> f64 {
        self.height - STUB * count(&self.stubs) - 4.0
    }
}

fn count<T>(list: &[T]) -> f64 {
    f64::from(u32::try_from(list.len()).unwrap_or(u32::MAX))
}

/// The shape of a node.
pub fn shape(picture: &Picture, node: &Node, lang: Lang) -> Shape {
    let badges = badges(picture, node.card);
    match picture.cards.get(node.card) {
        Some(card) if card.kind.is_pill() => {
            let words = if card.title.is_empty() { &card.name } else { &card.title };
            pill(words, badges)
        }
        Some(card) => full(picture, card, &node.stubs, badges, words::NEXT.get(lang)),
        None => pill("", badges),
    }
}

fn full(picture: &Picture, card: &Card, stubs: &[usize], all: Vec<(Severity, String, usize)>, next: &str) -> Shape {
    let inner = CARD - NAME_X - PAD;
    let (name, title) = card.heading();
    let drawn = if card.rows.len() > ROWS + 1 {
        ROWS
    } else {
        card.rows.len()
    };
    let rows: Vec<(Deed, Vec<String>)> = card
        .rows
        .iter()
        .take(drawn)
        .map(|row| (row.deed, wrap(&row.text, ROW, false, CARD - INDENT - PAD, ROW_LINES)))
        .collect();
    let (badges, more_badges) = fitting(all);
    let mut shape = Shape {
        width: CARD,
        height: 0.0,
        name: wrap(name, NAME, true, inner, 3),
        title: wrap(title, TITLE, false, inner, 2),
        more: card.rows.len() - drawn,
        rows,
        badges,
        more_badges,
        stubs: stubs.iter().filter_map(|n| stub(picture, *n, next)).collect(),
    };
    let mut height = shape.rows_top();
    if !shape.rows.is_empty() {
        height += 10.0;
    }
    for (_, lines) in &shape.rows {
        height += ROW_LINE * count(lines) + ROW_GAP;
    }
    if shape.more > 0 {
        height += ROW_LINE + ROW_GAP;
    }
    if !shape.badges.is_empty() {
        height += BADGE + 8.0;
    }
    height += 5.0;
    if !shape.stubs.is_empty() {
        height += STUB * count(&shape.stubs) + 9.0;
    }
    shape.height = height;
    shape
}

fn stub(picture: &Picture, n: usize, next: &str) -> Option<Stub> {
    let link = picture.links.get(n)?;
    let target = picture.cards.get(link.to)?.heading().0;
    let words = if link.label.is_empty() { next } else { &link.label };
    let one_line = |text: &str, room: f64| cut(text, STUB_TEXT, false, room);
    Some(Stub {
        link: n,
        label: one_line(words, STUB_X - PAD - 24.0),
        target: one_line(target, CARD - STUB_X - PAD),
    })
}

/// Badges that fit into one line, and how many findings do not.
fn fitting(all: Vec<(Severity, String, usize)>) -> (Vec<(Severity, String, usize)>, usize) {
    let mut room = CARD - 2.0 * PAD - 26.0;
    let mut kept = Vec::new();
    let mut more = 0;
    for badge in all {
        let wide = badge_width(&badge.1, badge.2) + 5.0;
        if more == 0 && wide <= room {
            room -= wide;
            kept.push(badge);
        } else {
            more += badge.2;
        }
    }
    (kept, more)
}

/// A card in a few lines, for graphs that others draw: what it is, its title and name, and what was
/// found on it.
pub fn caption(card: &Card, found: &[(Severity, String, usize)], lang: Lang) -> String {
    let (name, below) = card.heading();
    let mut text = format!("{}: {name}", words::kind(card.kind).get(lang));
    if !below.is_empty() {
        text.push('\n');
        text.push_str(below);
    }
    for (severity, code, times) in found {
        let severity = words::severity(*severity).get(lang);
        text.push_str(&format!("\n{severity} {}", badge_words(code, *times)));
    }
    text
}

/// Words of a badge.
pub fn badge_words(code: &str, times: usize) -> String {
    if times > 1 {
        format!("{code} ×{times}")
    } else {
        code.to_owned()
    }
}

/// Width of a badge.
pub fn badge_width(code: &str, times: usize) -> f64 {
    width(&badge_words(code, times), BADGE_TEXT, true) + 22.0
}

fn pill(words: &str, badges: Vec<(Severity, String, usize)>) -> Shape {
    let name = wrap(words, PILL, false, PILL_ROOM, 3);
    let widest = name.iter().map(|l| width(l, PILL, false)).fold(0.0, f64::max);
    Shape {
        width: (PILL_X + widest + 16.0).max(64.0),
        height: 19.0 + PILL_LINE * count(&name).max(1.0),
        name,
        title: Vec::new(),
        rows: Vec::new(),
        more: 0,
        more_badges: 0,
        stubs: Vec::new(),
        badges,
    }
}

/// Findings of a card by code, the worst first.
pub fn badges(picture: &Picture, card: usize) -> Vec<(Severity, String, usize)> {
    let mut out: Vec<(Severity, String, usize)> = Vec::new();
    for finding in picture.findings.iter().filter(|f| f.card == Some(card)) {
        match out.iter_mut().find(|(_, code, _)| *code == finding.code) {
            Some((severity, _, times)) => {
                *severity = (*severity).max(finding.severity);
                *times += 1;
            }
            None => out.push((finding.severity, finding.code.clone(), 1)),
        }
    }
    out.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    out
}

/// Lines of a label on a way.
pub fn label(words: &str) -> Vec<String> {
    wrap(words, LABEL, false, LABEL_ROOM, 3)
}

/// Size of a label on a way.
pub fn label_size(lines: &[String]) -> (f64, f64) {
    if lines.is_empty() {
        return (0.0, 0.0);
    }
    let widest = lines.iter().map(|l| width(l, LABEL, false)).fold(0.0, f64::max);
    (widest + 14.0, LABEL_LINE * count(lines) + 7.0)
}
