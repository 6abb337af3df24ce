//! Class L09: what a channel can carry. Only channels that the manifest speaks of are judged: a base
//! that has no telephone owes it nothing.

mod alike;
mod ears;
mod heard;

use rayon::prelude::*;

use super::longest::{Longest, on_channel};
use super::{speech, texts};
use crate::bundle::program::{FactId, Op, Spoken, TextId, TextPart};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Model;
use crate::runtime::is_read_out;
use crate::span::Place;
use crate::value::{Channel, Type};

use heard::Heard;

/// All checks of the class.
pub fn check(model: &Model, found: &mut Diagnostics) {
    let (chat, voice) = (
        model.manifest.has_channel(Channel::Chat),
        model.manifest.has_channel(Channel::Voice),
    );
    if !chat && !voice {
        return;
    }
    let all = heard::all(model);
    let findings: Vec<Diagnostics> = all
        .par_iter()
        .map(|heard| {
            let mut found = Diagnostics::new();
            let checks = Checks {
                model,
                longest: Longest::new(model),
            };
            if chat {
                checks.chat(heard, &mut found);
            }
            if voice {
                checks.voice(heard, &mut found);
            }
            found
        })
        .collect();
    found.extend(findings.into_iter().flatten());
}

#[derive(Clone, Copy)]
struct Checks<'a> {
    model: &'a Model,
    longest: Longest<'a>,
}

/// Words that can be chosen: the label and the synonyms of an option.
struct Choice<'a> {
    label: &'a str,
    synonyms: &'a [String],
}

impl<'a> Checks<'a> {
    fn text_place(self, id: TextId) -> Option<Place> {
        let place = self.model.places.texts.get(id.index()).copied();
        place.filter(|p| *p != Place::default())
    }

    /// Where the words of a channel stand.
    fn place(self, spoken: &Spoken, channel: Channel, other: Place) -> Place {
        on_channel(spoken, channel)
            .and_then(|id| self.text_place(id))
            .unwrap_or(other)
    }

    fn choices(self, heard: &Heard) -> Vec<Choice<'a>> {
        let program = &self.model.program;
        match heard {
            Heard::Menu { node, .. } => match program.nodes.get(*node).map(|n| &n.op) {
                Some(Op::Menu { options, .. }) => options
                    .iter()
                    .map(|o| Choice {
                        label: &o.label,
                        synonyms: &o.synonyms,
                    })
                    .collect(),
                _ => Vec::new(),
            },
            Heard::Question { fact, own: None, .. } => self.of_fact(*fact),
            Heard::Question { .. } | Heard::Message { .. } | Heard::Same { .. } => Vec::new(),
        }
    }

    fn of_fact(self, id: FactId) -> Vec<Choice<'a>> {
        let program = &self.model.program;
        let Some(fact) = program.facts.get(id.index()) else {
            return Vec::new();
        };
        let item = match &fact.ty {
            Type::List(item) => item,
            ty => ty,
        };
        match item {
            Type::OneOf(_) => fact
                .options
                .iter()
                .map(|o| Choice {
                    label: &o.label,
                    synonyms: &o.synonyms,
                })
                .collect(),
            // Other bases of knowledge name the entries of a directory; how many are offered counts.
            _ => texts::offered(self.model, id)
                .into_iter()
                .map(|label| Choice { label, synonyms: &[] })
                .collect(),
        }
    }

    /// The whole of what reaches the citizen at once.
    fn whole(self, heard: &Heard, channel: Channel) -> Option<String> {
        match heard {
            Heard::Message { spoken, .. } => self.longest.spoken(spoken, channel),
            Heard::Same { text, .. } => Some(self.longest.text(*text)),
            Heard::Question { fact, own, .. } => {
                Some(texts::question(self.model, self.longest, *fact, own.as_ref(), channel))
            }
            Heard::Menu { spoken, node, .. } => match self.model.program.nodes.get(*node).map(|n| &n.op) {
                Some(Op::Menu { options, .. }) => Some(texts::menu(self.model, self.longest, spoken, options, channel)),
                _ => None,
            },
        }
    }

    fn chat(self, heard: &Heard, found: &mut Diagnostics) {
        let limits = &self.model.manifest.channels.chat;
        let place = self.place(&heard.spoken(), Channel::Chat, heard.place());
        let length = self.whole(heard, Channel::Chat).map_or(0, |t| t.chars().count());
        if length > limits.max_message as usize {
            found.push(
                Diagnostic::new(&codes::MESSAGE_TOO_LONG, place.file, place.span)
                    .arg("length", length)
                    .arg("limit", limits.max_message),
            );
        }
        let choices = self.choices(heard);
        let place = heard.place();
        if choices.len() > limits.max_buttons as usize {
            found.push(
                Diagnostic::new(&codes::TOO_MANY_BUTTONS, place.file, place.span)
                    .arg("buttons", choices.len())
                    .arg("limit", limits.max_buttons),
            );
        }
        let long = choices
            .iter()
            .find(|c| c.label.chars().count() > limits.max_label as usize);
        if let Some(long) = long {
            found.push(
                Diagnostic::new(&codes::LABEL_TOO_LONG, place.file, place.span)
                    .arg("label", long.label)
                    .arg("length", long.label.chars().count())
                    .arg("limit", limits.max_label),
            );
        }
    }

    fn voice(self, heard: &Heard, found: &mut Diagnostics) {
        let limits = &self.model.manifest.channels.voice;
        let place = self.place(&heard.spoken(), Channel::Voice, heard.place());
        let choices = self.choices(heard);
        let own_words = heard.spoken().voice.is_some();
        if choices.len() > limits.max_options as usize && is_read_out(&self.model.program, own_words, choices.len()) {
            let place = heard.place();
            found.push(
                Diagnostic::new(&codes::MENU_TOO_LONG, place.file, place.span)
                    .arg("options", choices.len())
                    .arg("limit", limits.max_options),
            );
        } else if let Some(whole) = self.whole(heard, Channel::Voice) {
            let seconds = speech::seconds(&whole, self.model.program.lang);
            if seconds > f64::from(limits.max_prompt_seconds) {
                found.push(
                    Diagnostic::new(&codes::PROMPT_TOO_LONG, place.file, place.span)
                        .arg("seconds", format!("{seconds:.0}"))
                        .arg("limit", limits.max_prompt_seconds),
                );
            }
        }
        let said = on_channel(&heard.spoken(), Channel::Voice).and_then(|id| self.for_eyes(id));
        let in_labels = || choices.iter().find_map(|c| ears::for_eyes(c.label));
        if let Some(for_eyes) = said.or_else(in_labels) {
            found.push(
                Diagnostic::new(&codes::FOR_EYES, place.file, place.span)
                    .arg("what", for_eyes.what)
                    .arg("words", for_eyes.words)
                    .arg("instead", for_eyes.instead),
            );
        }
        self.alike(heard, &choices, found);
    }

    /// The first thing in the author's words that cannot be heard.
    fn for_eyes(self, id: TextId) -> Option<ears::ForEyes> {
        let text = self.model.program.texts.get(id.index())?;
        text.parts.iter().find_map(|part| match part {
            TextPart::Words(words) => ears::for_eyes(words),
            TextPart::Hole(..) => None,
        })
    }

    fn alike(self, heard: &Heard, choices: &[Choice<'_>], found: &mut Diagnostics) {
        let phrases: Vec<Vec<alike::Sound<'_>>> = choices
            .iter()
            .map(|c| {
                let words = std::iter::once(c.label).chain(c.synonyms.iter().map(String::as_str));
                words.map(alike::Sound::of).collect()
            })
            .collect();
        for (n, first) in phrases.iter().enumerate() {
            for second in phrases.iter().skip(n + 1) {
                let pair = first
                    .iter()
                    .find_map(|a| Some((a, second.iter().find(|b| a.is_like(b))?)));
                if let Some((a, b)) = pair {
                    let place = heard.place();
                    found.push(
                        Diagnostic::new(&codes::SOUND_ALIKE, place.file, place.span)
                            .arg("first", a.words)
                            .arg("second", b.words),
                    );
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
