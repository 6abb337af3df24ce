//! Text to words.

use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;

use crate::source::{Alike, cyrillic_twin};
use crate::span::Span;

/// Longest text that is looked at, in bytes; the rest is ignored.
pub const MAX_TEXT_BYTES: usize = 16 * 1024;
/// Most words and signs that are looked at; the rest is ignored.
pub const MAX_WORDS: usize = 512;

/// What a [`Word`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WordKind {
    /// Letters, possibly with inner hyphens.
    Word,
    /// ASCII digits only.
    Number,
    /// One sign.
    Punct,
}

/// A word, a run of digits or a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its bytes in the text that was given.
    pub span: Span,
    /// NFC, lower case, ё as е, without zero-width characters and apostrophes; Latin look-alikes in
    /// a Cyrillic word are Cyrillic.
    pub folded: Box<str>,
    /// What it is.
    pub kind: WordKind,
}

impl Word {
    /// The parts of a hyphenated word; none when it has no hyphen.
    pub fn parts(&self) -> Vec<Word> {
        if self.kind != WordKind::Word || !self.folded.contains('-') {
            return Vec::new();
        }
        // Folding kept the length of all but exotic words: only then are the parts' places known.
        let exact = self.folded.len() == self.span.len() as usize;
        let mut at = self.span.start;
        let mut parts = Vec::new();
        for part in self.folded.split('-') {
            let end = at.saturating_add(u32::try_from(part.len()).unwrap_or(0));
            if !part.is_empty() {
                let span = if exact { Span::new(at, end) } else { self.span };
                parts.push(Word {
                    span,
                    folded: part.into(),
                    kind: WordKind::Word,
                });
            }
            at = end.saturating_add(1);
        }
        parts
    }

    /// Whether it is the sign `sign`.
    pub(super) fn is_sign(&self, sign: &str) -> bool {
        self.kind == WordKind::Punct && &*self.folded == sign
    }

    /// Whether `next` follows without a space.
    pub(super) fn touches(&self, next: &Word) -> bool {
        self.span.end == next.span.start
    }
}

/// A fixed set of folded words.
pub(super) type WordSet = FxHashSet<&'static str>;

/// The words of `list`, apart by white space.
pub(super) fn word_set(list: &'static str) -> WordSet {
    list.split_whitespace().collect()
}

/// The folded text of word `i`, empty past the end: lets recognisers look ahead freely.
pub(super) fn at(words: &[Word], i: usize) -> &str {
    words.get(i).map_or("", |w| &w.folded)
}

/// Whether words `i` and `i + 1` exist and touch.
pub(super) fn touching(words: &[Word], i: usize) -> bool {
    matches!((words.get(i), words.get(i + 1)), (Some(a), Some(b)) if a.touches(b))
}

/// The span of words `from..to`.
pub(super) fn span_of(words: &[Word], from: usize, to: usize) -> Span {
    match (words.get(from), words.get(to.saturating_sub(1))) {
        (Some(a), Some(b)) => a.span.to(b.span),
        _ => Span::default(),
    }
}

/// The text cut to [`MAX_TEXT_BYTES`] at the boundary of a character.
pub fn cut(text: &str) -> &str {
    if text.len() <= MAX_TEXT_BYTES {
        return text;
    }
    let mut end = MAX_TEXT_BYTES;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Invisible,
    Hyphen,
    Dash,
    Apostrophe,
    Drop,
    Sign,
}

fn class(c: char) -> Class {
    match c {
        'а'..='я' | 'А'..='Я' | 'a'..='z' | 'A'..='Z' | 'ё' | 'Ё' => Class::Letter,
        '0'..='9' => Class::Digit,
        '-' | '\u{2010}' | '\u{2011}' => Class::Hyphen,
        '\u{2012}'..='\u{2015}' | '\u{2212}' => Class::Dash,
        '\'' | '\u{2019}' | '\u{2bc}' => Class::Apostrophe,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => {
            Class::Invisible
        }
        '"' | '«' | '»' | '`' | '\u{2018}' | '\u{201a}'..='\u{201f}' | '\u{2039}' | '\u{203a}' => Class::Drop,
        '\u{300}'..='\u{36f}' => Class::Letter,
        c if c.is_whitespace() || c.is_control() => Class::Drop,
        c if c.is_alphanumeric() => Class::Letter,
        _ => Class::Sign,
    }
}

/// Splits a text into words, numbers and signs.
///
/// A hyphen between letters stays inside the word. Quotes, free-standing dashes and zero-width
/// characters leave no word; a dash before a digit or between letters and digits is the sign `-`.
pub fn words(text: &str) -> Vec<Word> {
    let text = cut(text);
    let mut out: Vec<Word> = Vec::with_capacity((text.len() / 8 + 1).min(MAX_WORDS));
    let mut chars = text.char_indices().peekable();
    let mut buffer = String::new();
    while let Some((start, c)) = chars.next() {
        if out.len() >= MAX_WORDS {
            break;
        }
        let next_class = |chars: &std::iter::Peekable<std::str::CharIndices<'_>>| {
            chars.clone().map(|(_, c)| class(c)).find(|c| *c != Class::Invisible)
        };
        let kind = match class(c) {
            Class::Letter => WordKind::Word,
            Class::Digit => WordKind::Number,
            Class::Invisible | Class::Drop | Class::Apostrophe => continue,
            Class::Hyphen | Class::Dash => {
                let after_text = out
                    .last()
                    .is_some_and(|w| w.span.end as usize == start && w.kind != WordKind::Punct);
                let keep = match next_class(&chars) {
                    Some(Class::Digit) => true,
                    Some(Class::Letter) => after_text && class(c) == Class::Hyphen,
                    _ => false,
                };
                if keep {
                    out.push(Word {
                        span: span(start, start + c.len_utf8()),
                        folded: "-".into(),
                        kind: WordKind::Punct,
                    });
                }
                continue;
            }
            Class::Sign => {
                out.push(Word {
                    span: span(start, start + c.len_utf8()),
                    folded: c.encode_utf8(&mut [0; 4]).into(),
                    kind: WordKind::Punct,
                });
                continue;
            }
        };
        buffer.clear();
        let mut marks = Marks::default();
        push(&mut buffer, c, &mut marks);
        let mut end = start + c.len_utf8();
        while let Some(&(i, c)) = chars.peek() {
            match (kind, class(c)) {
                (WordKind::Word, Class::Letter) | (WordKind::Number, Class::Digit) => push(&mut buffer, c, &mut marks),
                (_, Class::Invisible) => {}
                (WordKind::Word, separator @ (Class::Hyphen | Class::Apostrophe)) => {
                    let mut rest = chars.clone();
                    rest.next();
                    if next_class(&rest) != Some(Class::Letter) {
                        break;
                    }
                    if separator == Class::Hyphen {
                        buffer.push('-');
                    }
                }
                _ => break,
            }
            chars.next();
            end = i + c.len_utf8();
        }
        finish(&mut buffer, marks);
        out.push(Word {
            span: span(start, end),
            folded: buffer.as_str().into(),
            kind,
        });
    }
    out
}

fn span(start: usize, end: usize) -> Span {
    // The text is at most 16 KB.
    Span::new(u32::try_from(start).unwrap_or(0), u32::try_from(end).unwrap_or(0))
}

#[derive(Clone, Copy, Default)]
struct Marks {
    combining: bool,
    cyrillic: bool,
    latin: bool,
}

fn push(buffer: &mut String, c: char, marks: &mut Marks) {
    match c {
        'а'..='я' => {
            marks.cyrillic = true;
            buffer.push(c);
        }
        'ё' | 'Ё' => {
            marks.cyrillic = true;
            buffer.push('е');
        }
        'a'..='z' | 'A'..='Z' => {
            marks.latin = true;
            buffer.push(c.to_ascii_lowercase());
        }
        '0'..='9' => buffer.push(c),
        c => {
            marks.cyrillic |= ('А'..='Я').contains(&c);
            marks.combining |= !c.is_alphabetic() || c > '\u{4ff}';
            buffer.extend(c.to_lowercase());
        }
    }
}

fn finish(buffer: &mut String, marks: Marks) {
    if marks.combining {
        let composed: String = buffer.nfc().map(|c| if c == 'ё' { 'е' } else { c }).collect();
        *buffer = composed;
    }
    if marks.cyrillic && marks.latin {
        let twin = |c| cyrillic_twin(c, Alike::Capital).unwrap_or(c);
        let cyrillic: String = buffer.chars().map(twin).collect();
        *buffer = cyrillic;
    }
}
