//! What is written, as it is said: numbers, dates, sums, telephones, references to law and abbreviations
//! in words, in the case and gender that the sentence asks for.
//!
//! «до 5 рабочих дней» is «до пяти рабочих дней», «с 1 января» is «с первого января», «п. 5 ч. 2 ст. 9» is
//! «пункт пять части второй статьи девятой». Synthesisers do this badly for Russian: they know neither
//! which noun a number counts nor what a preposition asks for. What is not sure stays as it is written;
//! only a digit never does, since a synthesiser would read it anyhow, in whatever form it likes.
//!
//! Everything is pure and total, and linear in the length of the text but for the few neighbours that
//! each rule looks at. A word that needs no change is copied.

mod cardinal;
mod context;
mod date;
mod english;
mod english_numerals;
mod form;
mod law;
mod letters;
mod noun;
mod number;
mod ordinal;
mod phone;
mod plain;
mod quantity;
mod short;
mod sign;
mod site;
mod suffix;
#[cfg(test)]
mod tests;
mod text;
mod time;
mod unit;

use crate::value::Lang;
use text::{Kind, Text};

/// The words of a text as they are said in a language.
///
/// White space and punctuation stay, so that a voice knows where to pause; between groups of a telephone
/// number commas are put.
///
/// ```
/// use lotsman::language::spoken;
/// use lotsman::value::Lang;
/// assert_eq!(spoken("Не более 20 000 руб. до 1 марта", Lang::Ru), "Не более двадцати тысяч рублей до первого марта");
/// ```
pub fn spoken(text: &str, lang: Lang) -> String {
    match lang {
        Lang::Ru if plain::is_plain(text) => text.to_owned(),
        Lang::Ru => in_words(text),
        Lang::En => english::spoken(text),
    }
}

/// What is said of some tokens.
struct Said {
    /// The first token that is left.
    next: usize,
    words: String,
}

impl Said {
    fn new(next: usize, words: String) -> Self {
        Self { next, words }
    }
}

type Rule = fn(&Text, usize) -> Option<Said>;

/// For a token of digits, the surest first.
const NUMBERS: [Rule; 8] = [
    site::site,
    phone::dictation,
    date::date,
    time::time,
    suffix::suffixed,
    suffix::before_ordered,
    sign::slashed,
    quantity::pointed,
];
const WORDS: [Rule; 7] = [
    site::site,
    law::short,
    law::full,
    short::short,
    suffix::roman,
    letters::capitals,
    letters::single,
];
const SIGNS: [Rule; 3] = [phone::dictation, law::number_sign, sign::signed];

/// By the rules of Russian.
fn in_words(text: &str) -> String {
    let read = Text::new(text);
    let mut out = String::with_capacity(text.len() + text.len() / 2);
    let mut at = 0;
    let mut changed = false;
    while let Some(token) = read.tokens.get(at) {
        let rules: &[Rule] = match token.kind {
            Kind::Number => &NUMBERS,
            Kind::Word if !may_change(&read, at) => &[],
            Kind::Word => &WORDS,
            Kind::Sign => &SIGNS,
        };
        let said = rules
            .iter()
            .find_map(|rule| rule(&read, at))
            .or_else(|| match token.kind {
                Kind::Number => Some(other_number(&read, at)),
                _ => None,
            });
        out.push_str(token.before);
        let (next, words) = match &said {
            Some(said) if said.next > at => (said.next, said.words.as_str()),
            _ => (at + 1, sign(&read, at)),
        };
        // «А4»: what was one word to the eye must not become one to the ear.
        let letters = out.chars().next_back().is_some_and(char::is_alphanumeric);
        if (changed || said.is_some()) && token.before.is_empty() && letters && words.starts_with(char::is_alphabetic) {
            out.push(' ');
        }
        out.push_str(words);
        changed = said.is_some();
        at = next;
    }
    out.push_str(read.tail);
    out
}

/// Whether any rule for words could want this one. Most words are a few small letters between two
/// spaces, and a base has a hundred thousand texts of them.
fn may_change(text: &Text, i: usize) -> bool {
    let word = text.text(i);
    let small = word.chars().next().is_some_and(|c| c.is_lowercase() && !c.is_ascii());
    // Three letters are six bytes; «пн» and «в» are shorter.
    !small || word.len() < 6 || text.touches(i + 1) || text.is_number(i + 1)
}

/// Signs with a sound of their own; everything else stays.
fn sign<'t>(text: &Text<'t>, i: usize) -> &'t str {
    match text.text(i) {
        // «Иванов & сыновья», not «R&D».
        "&" if !text.touches(i) && !text.touches(i + 1) => "и",
        "+" if text.touches(i) && text.is_number(i - 1) => "плюс",
        sign => sign,
    }
}

/// Digits that no rule above knows: a quantity, or a code.
fn other_number(text: &Text, i: usize) -> Said {
    let code = law::code(text, i);
    match quantity::quantity(text, i) {
        // «1032-1», «5а»: the letters and dashes belong to the number.
        Some(said) if said.next >= code.next => said,
        Some(said) if text.is_number(said.next) && text.touches(said.next) => code,
        _ if code.next > i + 1 => code,
        Some(said) => said,
        None => Said::new(i + 1, number::unknown(text.text(i))),
    }
}

/// A whole number in Russian words: nominative, masculine. Nothing from a quadrillion on.
pub fn cardinal_ru(n: u64) -> String {
    cardinal::cardinal(n, form::Gender::M, form::Case::Nom)
}

/// A whole number in English words, as in Britain: «one hundred and twenty-one». Nothing from a quadrillion on.
pub fn cardinal_en(n: u64) -> String {
    match n <= cardinal::MAX {
        true => english_numerals::cardinal(n),
        false => String::new(),
    }
}
