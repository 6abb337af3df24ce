//! Speech Recognition Grammar Specification 1.0 in its XML form: what may be said and pressed.
//!
//! The grammars are for platforms without free recognition: with it, name its grammar in the settings and
//! the engine hears everything. What matches is sent as words, and the engine judges them as it judges
//! a text: a grammar here decides nothing.

use super::ssml::tag;
use super::words;
use super::xml::Writer;
use crate::channel::{Expects, Question};
use crate::language::spoken;
use crate::value::Lang;

/// Grammars for an answer to a question, or for a question of the citizen when nothing is asked.
pub(super) fn grammars(xml: &mut Writer, question: Option<&Question>, lang: Lang, dictation: Option<&str>) {
    keys(xml, question);
    speech(xml, question, lang);
    if let Some(src) = dictation {
        xml.empty("grammar", &[("src", src), ("mode", "voice")]);
    }
}

/// Digits that a typed answer may have: the fewest and the most.
pub(super) fn typed(question: &Question) -> Option<(u8, u8)> {
    if !question.options.is_empty() {
        return None;
    }
    match question.expects {
        Expects::Number | Expects::Money => Some((1, 9)),
        Expects::Date => Some((8, 8)),
        Expects::Phone => Some((10, 11)),
        Expects::Snils => Some((11, 11)),
        _ => None,
    }
}

fn keys(xml: &mut Writer, question: Option<&Question>) {
    xml.open("grammar", &[("version", "1.0"), ("mode", "dtmf"), ("root", "keys")]);
    xml.open("rule", &[("id", "keys"), ("scope", "public")]);
    xml.open("one-of", &[]);
    let mut single: Vec<char> = question.iter().flat_map(|q| &q.options).filter_map(|o| o.key).collect();
    single.retain(|k| k.is_ascii_digit());
    match question.and_then(typed) {
        Some((least, most)) => {
            let repeat = if least == most {
                least.to_string()
            } else {
                format!("{least}-{most}")
            };
            xml.open("item", &[("repeat", &repeat)]);
            xml.empty("ruleref", &[("uri", "#digit")]);
            xml.close();
        }
        // The operator, and back; where digits are typed a zero is one of them, and # ends them.
        None => single.extend(['0', '#']),
    }
    single.push('*');
    single.sort_unstable();
    single.dedup();
    for key in single {
        xml.words("item", &[], key.encode_utf8(&mut [0; 4]));
    }
    xml.close();
    xml.close();
    if question.and_then(typed).is_some() {
        xml.open("rule", &[("id", "digit")]);
        xml.open("one-of", &[]);
        for digit in '0'..='9' {
            xml.words("item", &[], digit.encode_utf8(&mut [0; 4]));
        }
        xml.close();
        xml.close();
    }
    xml.close();
}

fn speech(xml: &mut Writer, question: Option<&Question>, lang: Lang) {
    xml.open(
        "grammar",
        &[
            ("version", "1.0"),
            ("mode", "voice"),
            ("xml:lang", tag(lang)),
            ("root", "answer"),
        ],
    );
    xml.open("rule", &[("id", "answer"), ("scope", "public")]);
    xml.open("one-of", &[]);
    let mut said: Vec<String> = Vec::new();
    for option in question.iter().flat_map(|q| &q.options) {
        said.push(phrase(&option.label, lang));
        if let Some(key) = option.key {
            said.push(phrase(key.encode_utf8(&mut [0; 4]), lang));
        }
    }
    let expects = question.map(|q| q.expects).unwrap_or_default();
    if expects == Expects::YesNo {
        said.extend(words::yes_no(lang).iter().map(|w| (*w).to_owned()));
    }
    said.extend(words::controls(lang).iter().map(|w| (*w).to_owned()));
    let mut seen: Vec<&str> = Vec::new();
    for phrase in said.iter().filter(|p| !p.is_empty()) {
        // A phrase twice would make a grammar ambiguous.
        if !seen.contains(&phrase.as_str()) {
            seen.push(phrase);
            xml.words("item", &[], phrase);
        }
    }
    let open = vocabulary(expects, lang);
    if !open.is_empty() {
        xml.open("item", &[("repeat", "1-16")]);
        xml.empty("ruleref", &[("uri", "#word")]);
        xml.close();
    }
    xml.close();
    xml.close();
    if !open.is_empty() {
        xml.open("rule", &[("id", "word")]);
        xml.open("one-of", &[]);
        for word in open.iter().flat_map(|list| list.iter()) {
            xml.words("item", &[], word);
        }
        xml.close();
        xml.close();
    }
    xml.close();
}

/// Words in any order and number that an answer of a kind is made of; the engine reads them.
fn vocabulary(expects: Expects, lang: Lang) -> Vec<&'static [&'static str]> {
    match expects {
        Expects::Number | Expects::Phone | Expects::Snils => vec![words::numbers(lang)],
        Expects::Money => vec![words::numbers(lang), words::money(lang)],
        Expects::Duration => vec![words::numbers(lang), words::periods(lang)],
        Expects::Date => vec![words::numbers(lang), words::dates(lang)],
        _ => Vec::new(),
    }
}

/// A caption as it is said: words in lower case, nothing else. At most twelve of them.
fn phrase(label: &str, lang: Lang) -> String {
    let said = spoken(label, lang).to_lowercase();
    let words = said
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|w| w.chars().any(char::is_alphanumeric));
    words.take(12).collect::<Vec<_>>().join(" ")
}
