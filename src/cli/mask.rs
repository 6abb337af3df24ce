//! Personal data is not carried from messages into reports and knowledge bases.
//!
//! Masked are telephones, СНИЛС, cards, long numbers (passports, accounts), addresses of e-mail, and
//! names that show themselves: «меня зовут …», a patronymic with its neighbours.

use crate::language::{MAX_WORDS, Word, WordKind, cut, digit_runs, phones, snils_numbers, words};
use crate::span::Span;
use crate::value::Lang;

/// A number of so many digits names a person or a document.
const LONG_NUMBER: usize = 9;

/// Masks personal data in the words of a language.
#[derive(Clone, Copy, Debug)]
pub struct Mask {
    lang: Lang,
}

#[derive(Clone, Copy)]
enum What {
    Mail,
    Snils,
    Phone,
    Card,
    Number,
    Person,
}

impl Mask {
    /// Masks named in a language.
    pub fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// The text with every piece of personal data named instead of shown.
    pub fn text(self, text: &str) -> String {
        self.replaced(text, |what| match (what, self.lang) {
            (What::Mail, Lang::Ru) => "‹почта›",
            (What::Mail, Lang::En) => "‹e-mail›",
            (What::Snils, _) => "‹СНИЛС›",
            (What::Phone, Lang::Ru) => "‹телефон›",
            (What::Phone, Lang::En) => "‹phone›",
            (What::Card, Lang::Ru) => "‹карта›",
            (What::Card, Lang::En) => "‹card›",
            (What::Number, Lang::Ru) => "‹номер›",
            (What::Number, Lang::En) => "‹number›",
            (What::Person, Lang::Ru) => "‹имя›",
            (What::Person, Lang::En) => "‹name›",
        })
    }

    /// The text without them, for phrases of a topic.
    pub fn without(self, text: &str) -> String {
        let bare = self.replaced(text, |_| " ");
        bare.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn replaced(self, text: &str, by: impl Fn(What) -> &'static str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (span, what) in found(text) {
            let range = span.range();
            out.push_str(text.get(at..range.start).unwrap_or_default());
            out.push_str(by(what));
            at = range.end;
        }
        // What lies behind the limit of what is read is not known to be harmless.
        let read = read_length(text);
        out.push_str(text.get(at..read).unwrap_or_default());
        if read < text.len() {
            out.push('…');
        }
        out
    }
}

/// What must be masked: in order, none over another.
fn found(text: &str) -> Vec<(Span, What)> {
    let words = words(text);
    let mut all: Vec<(Span, What)> = mails(text).into_iter().map(|s| (s, What::Mail)).collect();
    all.extend(snils_numbers(&words).into_iter().map(|f| (f.span, What::Snils)));
    all.extend(phones(&words).into_iter().map(|f| (f.span, What::Phone)));
    for run in digit_runs(&words) {
        if is_card(&run.value) {
            all.push((run.span, What::Card));
        } else if run.value.len() >= LONG_NUMBER {
            all.push((run.span, What::Number));
        }
    }
    all.extend(persons(text, &words).into_iter().map(|s| (s, What::Person)));
    let mut out: Vec<(Span, What)> = Vec::new();
    // The first kind that claims a place has it.
    for (span, what) in all {
        if !out.iter().any(|(o, _)| o.start < span.end && span.start < o.end) {
            out.push((span, what));
        }
    }
    out.sort_by_key(|(s, _)| s.start);
    out
}

/// How much of a text the recognisers have seen.
fn read_length(text: &str) -> usize {
    let words = words(text);
    match words.last() {
        Some(last) if words.len() >= MAX_WORDS => last.span.range().end,
        _ => cut(text).len(),
    }
}

fn span(start: usize, end: usize) -> Span {
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Span::new(small(start), small(end))
}

fn mails(text: &str) -> Vec<Span> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    let mut out: Vec<Span> = Vec::new();
    for (at, _) in text.match_indices('@') {
        let (before, after) = text.split_at(at);
        let start = before.trim_end_matches(inside).len();
        let rest = after.get(1..).unwrap_or_default();
        let name = rest.len() - rest.trim_start_matches(inside).len();
        let end = at + 1 + rest.get(..name).unwrap_or_default().trim_end_matches('.').len();
        // «@имя» of a messenger names a person as well as an address does.
        if end > at + 1 && out.last().is_none_or(|o| o.range().end <= start) {
            out.push(span(start, end));
        }
    }
    out
}

/// Sixteen to nineteen digits whose last one checks the others, as Luhn has it.
fn is_card(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| {
            let d = u32::from(b.wrapping_sub(b'0'));
            match (i % 2, d) {
                (0, d) => d,
                (_, d @ 0..=4) => 2 * d,
                (_, d) => 2 * d - 9,
            }
        })
        .sum();
    (16..=19).contains(&digits.len()) && sum.is_multiple_of(10)
}

const PATRONYMICS: &[&str] = &[
    "ович",
    "евич",
    "овича",
    "евича",
    "овичу",
    "евичу",
    "овичем",
    "евичем",
    "овна",
    "евна",
    "ична",
    "овны",
    "евны",
    "ичны",
    "овне",
    "евне",
    "ичне",
    "овной",
    "евной",
    "ичной",
    "овну",
    "евну",
    "ичну",
];

/// «Меня зовут Анна Петрова», «Иванов Пётр Сергеевич», “my name is Ann Smith”.
fn persons(text: &str, words: &[Word]) -> Vec<Span> {
    let folded = |n: usize| words.get(n).map_or("", |w| &*w.folded);
    let is_name = |n: usize| {
        words
            .get(n)
            .is_some_and(|w| w.kind == WordKind::Word && is_capital(text, w))
    };
    let mut out = Vec::new();
    for n in 0..words.len() {
        let named = match folded(n) {
            "зовут" => Some(n + 1),
            "is" if folded(n.wrapping_sub(1)) == "name" => Some(n + 1),
            "фио" => Some(n + 1 + usize::from(folded(n + 1) == ":")),
            _ => None,
        };
        if let Some(first) = named {
            // After these words a name may be written small as well.
            let is_word = words.get(first).is_some_and(|w| w.kind == WordKind::Word);
            let last = (first + 1..first + 3)
                .take_while(|i| is_name(*i))
                .last()
                .unwrap_or(first);
            if is_word && let (Some(a), Some(b)) = (words.get(first), words.get(last)) {
                out.push(Span::new(a.span.start, b.span.end));
            }
        }
        let patronymic = folded(n).chars().count() > 5 && PATRONYMICS.iter().any(|p| folded(n).ends_with(p));
        if patronymic && n > 0 && (is_name(n) && is_name(n - 1)) {
            let first = if n > 1 && is_name(n - 2) { n - 2 } else { n - 1 };
            let last = if is_name(n + 1) { n + 1 } else { n };
            if let (Some(a), Some(b)) = (words.get(first), words.get(last)) {
                out.push(Span::new(a.span.start, b.span.end));
            }
        }
    }
    out
}

fn is_capital(text: &str, word: &Word) -> bool {
    let first = text.get(word.span.range()).and_then(|t| t.chars().next());
    first.is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests;
