//! L0711 letters of two alphabets in a word, L0712 double spaces, L0713 texts that nobody has filled in.

use crate::analysis::letters::is_letter;
use crate::diag::{Diagnostic, Diagnostics, Entry, codes};
use crate::model::Model;
use crate::source::{Alike, cyrillic_twin, latin_twin};
use crate::span::Place;

/// What an author writes in place of a text to come back to; the whole text, with or without a number.
const WHOLE: [&str; 20] = [
    "тест",
    "тестовая тема",
    "тестовая фраза",
    "новая тема",
    "новая фраза",
    "заглушка",
    "без названия",
    "пример фразы",
    "название темы",
    "заполнить",
    "дописать",
    "test",
    "test topic",
    "new topic",
    "new phrase",
    "untitled",
    "placeholder",
    "asdf",
    "йцукен",
    "фыва",
];
/// The same inside a text.
const WORDS: [&str; 6] = ["todo", "fixme", "tbd", "xxx", "ххх", "lorem"];

/// Titles, phrases and cues, in order.
pub fn check(model: &Model, found: &mut Diagnostics) {
    for (topic, places) in model.program.topics.iter().zip(&model.places.topics) {
        let mut see = |text: &str, place: Place| {
            spaces(text, place, found);
            placeholder(text, place, found);
            mixed(text, place, found);
        };
        see(&topic.title, places.header);
        for (text, place) in topic.phrases.iter().zip(&places.phrases) {
            see(text, *place);
        }
        for (text, place) in topic.negative.iter().zip(&places.negative) {
            see(text, *place);
        }
        for (cue, place) in topic.cues.iter().zip(&places.cues) {
            mixed(&cue.shown, *place, found);
        }
    }
}

fn finding(entry: &'static Entry, place: Place, text: &str) -> Diagnostic {
    Diagnostic::new(entry, place.file, place.span).arg("text", text)
}

fn spaces(text: &str, place: Place, found: &mut Diagnostics) {
    if text.contains("  ") {
        found.push(finding(&codes::DOUBLE_SPACE, place, text));
    }
}

fn placeholder(text: &str, place: Place, found: &mut Diagnostics) {
    let folded = text.to_lowercase();
    let bare = folded.trim_matches(|c: char| !is_letter(c));
    let words = || folded.split(|c: char| !is_letter(c) && !c.is_numeric());
    if WHOLE.contains(&bare) || bare.is_empty() || words().any(|w| WORDS.contains(&w)) {
        found.push(finding(&codes::PLACEHOLDER, place, text));
    }
}

fn mixed(text: &str, place: Place, found: &mut Diagnostics) {
    // Letters of two alphabets need a Latin one.
    if !text.bytes().any(|b| b.is_ascii_alphabetic()) {
        return;
    }
    let words = text.split(|c: char| !is_letter(c) && !c.is_numeric());
    if let Some((word, meant)) = words.filter_map(|w| Some((w, meant(w)?))).next() {
        found.push(
            finding(&codes::MIXED_WORD, place, text)
                .arg("word", word)
                .arg("meant", meant),
        );
    }
}

/// The word in one alphabet, where it has letters of both and those of one are all look-alikes. «e-mailом» is
/// a word of two languages, not a slip.
fn meant(word: &str) -> Option<String> {
    let cyrillic = |c: char| ('\u{400}'..='\u{4ff}').contains(&c);
    let latin = |c: char| c.is_ascii_alphabetic();
    if !word.chars().any(cyrillic) || !word.chars().any(latin) {
        return None;
    }
    let to_cyrillic = |c: char| {
        if latin(c) {
            cyrillic_twin(c, Alike::Close)
        } else {
            Some(c)
        }
    };
    let to_latin = |c: char| {
        if cyrillic(c) {
            latin_twin(c, Alike::Close)
        } else {
            Some(c)
        }
    };
    // «SMSок», «TXTом»: a name with an ending.
    let name = word.trim_end_matches(cyrillic);
    let ending = name.chars().all(latin);
    if ending
        && name.len() > 1
        && (name.chars().all(|c| c.is_ascii_uppercase()) || name.chars().any(|c| to_cyrillic(c).is_none()))
    {
        return None;
    }
    let all_cyrillic: Option<String> = word.chars().map(to_cyrillic).collect();
    let more_latin = word.chars().filter(|c| latin(*c)).count() * 2 > word.chars().count();
    if more_latin {
        return word.chars().map(to_latin).collect::<Option<String>>().or(all_cyrillic);
    }
    all_cyrillic
}
