//! Speech Synthesis Markup Language 1.1: what a voice says.
//!
//! Numbers and abbreviations are words already ([`crate::language::spoken()`]), so nothing is left to
//! `say-as`, which every synthesiser reads in its own way and none declines.

use super::xml::Writer;
use crate::channel::{Message, Question};
use crate::language::spoken;
use crate::value::Lang;

/// Between paragraphs: long enough to hear that something new begins.
const PARAGRAPH: &str = "500ms";

/// The tag of a language, as voices are named by it.
pub(super) fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Ru => "ru-RU",
        Lang::En => "en-GB",
    }
}

/// A whole document of SSML 1.1 that says a text; line ends part paragraphs.
///
/// ```
/// use lotsman::channel::voice::ssml;
/// use lotsman::value::Lang;
/// assert!(ssml("Срок — 5 дней", Lang::Ru).contains("Срок — пять дней"));
/// ```
pub fn ssml(text: &str, lang: Lang) -> String {
    let mut xml = Writer::document();
    xml.open(
        "speak",
        &[
            ("version", "1.1"),
            ("xmlns", "http://www.w3.org/2001/10/synthesis"),
            ("xml:lang", tag(lang)),
        ],
    );
    paragraphs(&mut xml, text, lang);
    xml.finish()
}

/// What is said of a message. Its legal grounds are for the eyes: what must be heard stands in the text.
pub fn ssml_of_message(message: &Message, lang: Lang) -> String {
    ssml(&message.text, lang)
}

/// What is said of a question. The engine has put the options into its words; the hint is told on
/// request, by the engine as well.
pub fn ssml_of_question(question: &Question, lang: Lang) -> String {
    ssml(&question.text, lang)
}

/// Paragraphs with pauses between, for any element that holds speech.
pub(super) fn paragraphs(xml: &mut Writer, text: &str, lang: Lang) {
    let spoken = spoken(text, lang);
    let mut first = true;
    for paragraph in spoken.lines().map(str::trim).filter(|p| !p.is_empty()) {
        if !first {
            xml.empty("break", &[("time", PARAGRAPH)]);
        }
        first = false;
        xml.text(paragraph);
    }
}
