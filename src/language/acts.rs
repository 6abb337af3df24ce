//! What a short message does, whatever it is about: it greets, thanks, calls for a person, takes back what was said,
//! says yes. People have many words for each of these, and no base has them all.

use std::sync::LazyLock;

use super::answer::{YesNo, answers_only};
use super::control::{Control, ControlPhrases};
use super::words::{Word, WordKind};
use crate::value::Lang;

/// Longest message that is nothing but an act, in words.
const MOST_WORDS: usize = 6;

/// By these the speaker takes back what he has said, or wants no more of it. In a dialog they may answer a question
/// («какая причина?» — «неважно»), so that they end nothing there.
const DISMISSALS: &str = "отмена|отмени|отмените|отменить|отменяй|отменяется|отставить|забудь|забудьте|забей|забейте|неважно|не важно|\
    проехали|передумал|передумала|я передумал|я передумала|уже не надо|уже не нужно|ничего не надо|ничего не нужно|\
    брось|бросьте|оставь|оставьте|ладно не надо|это неважно|это не важно|забудь об этом|забудьте об этом|не бери в голову|\
    cancel|cancel that|cancel it|never mind|nevermind|forget it|forget that|forget about it|disregard|disregard that|\
    scratch that|drop it|abort|i changed my mind|it doesnt matter|doesnt matter";

/// Both languages: a message in the other one is none in this.
static PHRASES: LazyLock<ControlPhrases> = LazyLock::new(|| {
    let mut phrases = ControlPhrases::new(Lang::En);
    phrases.add_all(Lang::Ru);
    phrases.with(DISMISSALS.split('|').map(|phrase| (Control::Stop, phrase)))
});

/// The number of what a message does and nothing else; none where it is about something.
pub(super) fn act(words: &[(Word, String)]) -> Option<u8> {
    if words.is_empty() || words.len() > MOST_WORDS {
        return None;
    }
    let said = words.iter().filter(|(word, _)| word.kind != WordKind::Punct);
    let tokens: Vec<&str> = said.map(|(word, _)| &*word.folded).collect();
    let control = PHRASES.said_by(&tokens).map(|control| match control {
        Control::Operator => 1,
        Control::Repeat => 2,
        Control::Back => 3,
        Control::Restart => 4,
        Control::Stop => 5,
        Control::Help => 6,
        Control::Hello => 7,
        Control::Thanks => 8,
    });
    control.or_else(|| {
        answers_only(&tokens).map(|answer| match answer {
            YesNo::Yes => 9,
            YesNo::No => 10,
            YesNo::Unknown => 11,
        })
    })
}

#[cfg(test)]
mod tests;
