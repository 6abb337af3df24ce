//! A text as its writer's spaces divide it: layout and transliteration turn signs and digits into
//! letters, so they look at it before it is divided into words.

use super::ChangeKind;
use crate::language::words::{Word, WordKind};
use crate::span::Span;

/// Ends of addresses in the network.
const ZONES: [&str; 9] = ["ru", "com", "org", "net", "su", "рф", "info", "io", "app"];

/// What stands between two spaces.
pub(super) struct Chunk<'t> {
    /// Where it begins in the text.
    pub(super) start: usize,
    /// As typed.
    pub(super) typed: &'t str,
    /// Its words, as typed or as read.
    pub(super) words: Vec<Word>,
    /// How it is read, when otherwise than typed.
    pub(super) mended: Option<ChangeKind>,
    /// How surely.
    pub(super) score: f32,
}

/// What letters a chunk is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Cyrillic,
    Latin,
    /// Both or neither.
    Other,
}

pub(super) fn script(text: &str) -> Script {
    let latin = text.chars().any(|c| c.is_ascii_alphabetic());
    let foreign = text.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    let cyrillic = text.chars().any(|c| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё'));
    match (cyrillic, latin, foreign) {
        (true, false, _) => Script::Cyrillic,
        (false, true, false) => Script::Latin,
        _ => Script::Other,
    }
}

/// Number of letters.
pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

impl Chunk<'_> {
    /// The bytes of its words in the text.
    pub(super) fn core(&self) -> Span {
        match (self.words.first(), self.words.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => Span::default(),
        }
    }

    /// The typed text of [`Self::core`].
    pub(super) fn text(&self) -> &str {
        let core = self.core();
        let from = (core.start as usize).saturating_sub(self.start);
        let to = (core.end as usize).saturating_sub(self.start);
        self.typed.get(from..to).unwrap_or("")
    }

    /// Its words together as they are read: a space where no typed sign kept them apart.
    pub(super) fn said(&self) -> String {
        let mut out = String::new();
        for (i, word) in self.words.iter().enumerate() {
            let apart = i > 0 && word.kind != WordKind::Punct;
            if apart && self.words.get(i - 1).is_some_and(|w| w.span.end < word.span.start) {
                out.push(' ');
            }
            out.push_str(&word.folded);
        }
        out
    }

    /// Whether it is an address of the network: those are nobody's words.
    pub(super) fn is_address(&self) -> bool {
        let t = self.typed;
        let dotted = t
            .split(['/', ',', '!', '?', ')'])
            .next()
            .and_then(|host| host.trim_end_matches('.').rsplit_once('.'))
            .is_some_and(|(name, zone)| !name.is_empty() && ZONES.contains(&zone.to_lowercase().as_str()));
        t.contains('@') || t.contains("://") || t.contains("www.") || t.contains('\\') || dotted
    }
}

/// The chunks of a text with their words. Words past the last are lost nowhere: each word lies in a
/// chunk, for no word holds a space.
pub(super) fn chunks(text: &str, words: Vec<Word>) -> Vec<Chunk<'_>> {
    let mut out: Vec<Chunk<'_>> = Vec::new();
    let mut words = words.into_iter().peekable();
    for (start, typed) in (Pieces { text, at: 0 }) {
        let end = start + typed.len();
        let mut inside = Vec::new();
        while let Some(word) = words.next_if(|word| (word.span.start as usize) < end) {
            inside.push(word);
        }
        if !inside.is_empty() {
            out.push(Chunk {
                start,
                typed,
                words: inside,
                mended: None,
                score: 0.0,
            });
        }
    }
    out
}

struct Pieces<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Pieces<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..)?;
        let start = self.at + rest.find(|c: char| !c.is_whitespace())?;
        let rest = self.text.get(start..)?;
        let typed = rest.split(char::is_whitespace).next()?;
        self.at = start + typed.len();
        Some((start, typed))
    }
}
