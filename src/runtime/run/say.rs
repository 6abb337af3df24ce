//! What is said, with the grounds it stands on.

use super::Run;
use crate::bundle::program::{Expr, GroundId, Spoken, Text, TextId, TextPart};
use crate::channel::{Action, Message};
use crate::runtime::explain::Note;
use crate::runtime::session::{Said, Words};
use crate::runtime::{eval, show, words};
use crate::value::{Bi, Channel, Date, Value};

impl Run<'_> {
    pub(super) fn render(&mut self, id: TextId) -> String {
        let Some(text) = self.program.texts.get(id.index()) else {
            self.note(Note::Broken);
            return String::new();
        };
        let mut out = String::new();
        for part in &text.parts {
            match part {
                TextPart::Words(words) => out.push_str(words),
                TextPart::Hole(expr, format) => {
                    let fact = match self.program.exprs.get(expr.index()) {
                        Some(Expr::Fact(id)) => self.program.facts.get(id.index()),
                        _ => None,
                    };
                    let value = self.value(*expr);
                    out.push_str(&show::formatted(self.program, fact, &value, format));
                }
            }
        }
        out
    }

    pub(super) fn spoken(&mut self, spoken: Spoken) -> Option<String> {
        self.variant(spoken).map(|id| self.render(id))
    }

    /// The text for the channel.
    pub(super) fn variant(&self, spoken: Spoken) -> Option<TextId> {
        let own = match self.s.channel {
            Channel::Chat => spoken.chat,
            Channel::Voice => spoken.voice,
        };
        // A variant alone is better than silence on the other channel.
        own.or(spoken.any).or(spoken.chat).or(spoken.voice)
    }

    pub(super) fn say_text(&mut self, id: TextId) {
        let text = self.render(id);
        let constant = self.program.texts.get(id.index()).is_some_and(Text::is_constant);
        self.say_as(text, constant.then_some(id));
    }

    /// Adds until when the values behind a text are known, where they may have changed since. Said
    /// once in a conversation for each value.
    fn with_date_of_knowledge(&mut self, mut text: String) -> String {
        let mut last_days: Vec<Date> = Vec::new();
        for used in std::mem::take(&mut self.eval.outdated) {
            if !self.s.outdated.contains(&used) {
                self.s.outdated.push(used);
                last_days.push(used.1);
            }
        }
        if let Some(day) = last_days.into_iter().min() {
            let day = show::plain(&Value::Date(day), self.program.lang);
            text.push('\n');
            text.push_str(&words::KNOWN_UNTIL.get(self.program.lang).replace("{day}", &day));
        }
        text
    }

    pub(super) fn say_default(&mut self, id: Option<TextId>, words: Bi) {
        match id {
            Some(id) => self.say_text(id),
            None => self.say(words.get(self.program.lang).to_owned()),
        }
    }

    /// Says a text with the grounds that it stands on: those owed, and those of everything evaluated
    /// since something was said last. A ground is given once a turn.
    pub(super) fn say(&mut self, text: String) {
        self.say_as(text, None);
    }

    /// `id` is the text of the base whose words these are, where it is the same words whenever it is said.
    fn say_as(&mut self, text: String, id: Option<TextId>) {
        if text.is_empty() {
            return;
        }
        let length = text.len();
        let text = self.with_date_of_knowledge(text);
        let what = match id.filter(|_| text.len() == length) {
            Some(id) => Words::Text(id),
            None => Words::Made(text.clone()),
        };
        let mut grounds: Vec<GroundId> = std::mem::take(&mut self.owed);
        grounds.append(&mut self.eval.grounds);
        let mut fresh: Vec<GroundId> = Vec::new();
        for ground in grounds {
            if !self.given.contains(&ground) {
                self.given.push(ground);
                fresh.push(ground);
            }
            if !self.s.grounds.contains(&ground) {
                self.s.grounds.push(ground);
            }
        }
        self.actions.push(Action::Say(Message {
            text,
            grounds: eval::grounds(self.program, &fresh),
        }));
        self.said.push(Said { what, grounds: fresh });
    }
}
