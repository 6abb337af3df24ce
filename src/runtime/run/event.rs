//! Events: who gets them.

use super::Run;
use super::answer::Utterance;
use crate::channel::{Event, Heard};
use crate::language::Control;
use crate::runtime::explain::Note;
use crate::runtime::session::Waiting;
use crate::value::Name;

/// Speech recognised with less confidence is not used.
const MIN_CONFIDENCE: f32 = 0.4;
/// Alternatives of recognised speech that are tried.
const MAX_ALTERNATIVES: usize = 5;

impl Run<'_> {
    pub(crate) fn event(&mut self, event: Event) {
        match event {
            Event::Text { text } => {
                let text = match text.len() <= self.inner.limits.message as usize {
                    true => text,
                    false => self.cut(&text),
                };
                self.line = Some(text.clone());
                self.utterance(Utterance {
                    alternatives: vec![text],
                });
            }
            Event::Speech { alternatives } => self.speech(alternatives),
            Event::Option { name } => {
                let name: Name = self.cut(&name).into();
                self.pressed(&name);
            }
            Event::Key { key } => self.key(key),
            Event::Silence => self.silence(),
            Event::LookupResult { source, outcome } => self.looked_up(source, outcome),
            Event::Identified { success, .. } => self.identified(success),
        }
        self.drive();
    }

    pub(super) fn cut(&mut self, text: &str) -> String {
        let limit = self.inner.limits.message;
        match text.char_indices().nth(limit as usize) {
            Some((at, _)) => {
                self.note(Note::Cut(limit));
                text.get(..at).unwrap_or("").to_owned()
            }
            None => text.to_owned(),
        }
    }

    fn speech(&mut self, heard: Vec<Heard>) {
        let first = heard.first().map(|h| self.cut(&h.text)).unwrap_or_default();
        self.line = Some(first.clone());
        let sure = heard
            .iter()
            .filter(|h| h.confidence >= MIN_CONFIDENCE)
            .take(MAX_ALTERNATIVES);
        let texts: Vec<&str> = sure.map(|h| h.text.as_str()).collect();
        let alternatives: Vec<String> = texts.into_iter().map(|t| self.cut(t)).collect();
        if alternatives.is_empty() {
            self.note(Note::LowConfidence);
            if self.s.waits_for_host() {
                self.unexpected();
            } else {
                self.not_understood(&first);
            }
            return;
        }
        self.utterance(Utterance { alternatives });
    }

    /// Words of the citizen, whatever waits.
    fn utterance(&mut self, said: Utterance) {
        if said.is_blank() {
            self.silence();
            return;
        }
        // What is on offer is meant by its very words, whatever else they are.
        let offers = self.offers();
        let mut named = offers.iter().filter(|o| o.is_named_by(said.best()));
        if let (Some(offer), None) = (named.next(), named.next()) {
            let name = offer.name.clone();
            self.chosen(&name, said.best(), &offers);
            return;
        }
        if let Some(control) = said.alternatives.iter().find_map(|t| self.inner.controls.find(t))
            && !said
                .alternatives
                .iter()
                .any(|t| offers.iter().any(|o| o.is_named_by(t)))
            && !(control == Control::Thanks && self.chooses_an_offer(said.best()))
        {
            self.control(control);
            return;
        }
        if said.alternatives.iter().any(|t| self.corrects(t)) {
            return;
        }
        match self.s.waiting.clone() {
            Waiting::Question => self.judge_question(&said),
            Waiting::Fact { fact, among } => self.answer_fact(&said, fact, &among),
            Waiting::Menu { .. } => self.answer_menu(&said),
            Waiting::Clarify { topics } => self.answer_clarify(&said, &topics),
            Waiting::Later => self.answer_later(&said),
            Waiting::More { from } => self.answer_more(&said, from),
            Waiting::Details { .. } => self.answer_details(&said),
            // The citizen may well go on talking while a source is asked.
            Waiting::Lookup | Waiting::Source { .. } | Waiting::Identify => self.unexpected(),
            Waiting::Over => {}
        }
    }

    fn key(&mut self, key: char) {
        if self.s.waits_for_host() {
            if key == '0' {
                self.control(Control::Operator)
            } else {
                self.unexpected()
            }
            return;
        }
        let offers = self.offers();
        self.line = Some(format!("[{key}]"));
        if let Some(offer) = offers.iter().find(|o| o.key == Some(key)) {
            let name = offer.name.clone();
            self.chosen(&name, "", &offers);
            return;
        }
        // Where digits can be the answer itself, a zero is one.
        let digits = offers.is_empty() && matches!(self.s.waiting, Waiting::Fact { .. });
        match key {
            '*' => self.control(Control::Repeat),
            '#' => self.control(Control::Back),
            '0' if !digits => self.control(Control::Operator),
            digit if digits && digit.is_ascii_digit() => {
                if let Waiting::Fact { fact, among } = self.s.waiting.clone() {
                    self.answer_fact(
                        &Utterance {
                            alternatives: vec![digit.to_string()],
                        },
                        fact,
                        &among,
                    );
                }
            }
            other => self.not_understood(&other.to_string()),
        }
    }

    fn pressed(&mut self, name: &Name) {
        if self.s.waits_for_host() {
            self.unexpected();
            return;
        }
        let offers = self.offers();
        let label = offers.iter().find(|o| o.name == *name).map(|o| o.label.to_string());
        self.line = Some(label.unwrap_or_else(|| name.to_string()));
        self.chosen(name, "", &offers);
    }
}
