//! Proposals as text for a `.topic` file.

use super::proposals::{Kind, Proposal};
use crate::cli::output::pick;
use crate::source::Source;
use crate::syntax::format::{FormatOptions, format};
use crate::syntax::tree::FileKind;
use crate::value::Lang;

/// Letters of a title.
const TITLE: usize = 60;

/// A new topic whole; of a topic that is there, the lines for its phrases.
pub fn text(proposal: &Proposal, lang: Lang) -> String {
    if proposal.kind == Kind::Phrases {
        return proposal.phrases.iter().map(|p| format!("    - {p}\n")).collect();
    }
    let [topic, draft, phrases, answer, end] = match lang {
        Lang::Ru => ["тема", "черновик", "фразы", "ответ", "конец"],
        Lang::En => ["topic", "draft", "phrases", "answer", "end"],
    };
    let wording = pick(lang, "Ответ ещё не написан.", "The answer is not written yet.");
    let lines: String = proposal.phrases.iter().map(|p| format!("    - {p}\n")).collect();
    let text = format!(
        "{topic} {} \"{}\"\n  {draft}\n  {phrases}\n{lines}  {answer} \"{wording}\"\n{end}\n",
        proposal.topic, proposal.title
    );
    format(
        &Source::new("proposal.topic", text),
        FileKind::Topic,
        FormatOptions::default(),
    )
    .text
}

/// A message as a phrase of the language: one line, without signs that mean something there.
pub fn phrase(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | ',' | '.' | '?' | '!') {
                c
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    words
        .join(" ")
        .trim_start_matches(['-', ',', '.', '?', '!', ' '])
        .trim_end()
        .to_owned()
}

/// The name of a topic from its telling words.
pub fn name(words: &[String]) -> String {
    let parts: Vec<String> = words
        .iter()
        .map(|w| w.chars().filter(|c| c.is_alphabetic()).collect::<String>())
        .filter(|w| !w.is_empty())
        .collect();
    // One name is of one alphabet: a word of the other one would look like a slip.
    let cyrillic = parts.first().is_none_or(|w| !w.is_ascii());
    let same: Vec<String> = parts
        .into_iter()
        .filter(|w| {
            if cyrillic {
                w.chars().all(|c| matches!(c, 'а'..='я' | 'ё'))
            } else {
                w.is_ascii()
            }
        })
        .collect();
    match (same.is_empty(), cyrillic) {
        (true, true) => "новая_тема".to_owned(),
        (true, false) => "new_topic".to_owned(),
        (false, _) => format!("{}{}", pick_prefix(cyrillic), same.join("_")),
    }
}

/// A name never meets a keyword of the language.
fn pick_prefix(cyrillic: bool) -> &'static str {
    if cyrillic { "новое_" } else { "new_" }
}

/// A title from the first phrase.
pub fn title(phrase: &str) -> String {
    let bare = phrase.trim_end_matches(['.', '!', ',', ' ']);
    let mut letters = bare.chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    let text = format!("{first}{}", letters.as_str());
    if text.chars().count() <= TITLE {
        return text;
    }
    let cut: String = text.chars().take(TITLE).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole}…")
}
