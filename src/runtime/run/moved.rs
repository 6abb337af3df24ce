//! The first turn of a conversation that another bundle has taken over.

use super::Run;
use crate::channel::Event;
use crate::language::Control;
use crate::runtime::carry::{Continued, Moved};
use crate::runtime::session::{Entered, Waiting};
use crate::runtime::words;

impl Run<'_> {
    pub(crate) fn moved(&mut self, moved: Moved, event: Event) {
        let how = moved.how.clone();
        self.ex.moved = Some(moved);
        if how == Continued::Here {
            self.event(event);
            return;
        }
        let lang = self.program.lang;
        self.line = self.words_of(&event);
        // Whoever wants an operator is not asked again. Other commands may have been options of the old question.
        let wish = self.line.as_deref().and_then(|words| self.inner.controls.find(words));
        if wish == Some(Control::Operator) {
            self.control(Control::Operator);
            self.drive();
            return;
        }
        self.calm();
        match how {
            Continued::Here | Continued::AskedAgain | Continued::Replaced(_) => {
                self.say(words::MOVED_ASKS_AGAIN.get(lang).to_owned());
                self.running = true;
            }
            Continued::ScenarioAgain => {
                self.say(words::MOVED_BEGINS_AGAIN.get(lang).to_owned());
                self.running = true;
            }
            Continued::Anew => {
                self.say(words::MOVED_BEGINS_AGAIN.get(lang).to_owned());
                self.wait(Waiting::Question);
                match self.s.topic {
                    Some(topic) => self.answer_topic(topic, Entered::Question),
                    None => self.greet(),
                }
            }
        }
        self.drive();
    }

    /// What the citizen said, where the event is something said.
    fn words_of(&mut self, event: &Event) -> Option<String> {
        match event {
            Event::Text { text } => Some(self.cut(text)),
            Event::Speech { alternatives } => alternatives.first().map(|h| self.cut(&h.text)),
            Event::Option { name } => Some(self.cut(name)),
            Event::Key { key } => Some(format!("[{key}]")),
            Event::Silence | Event::LookupResult { .. } | Event::Identified { .. } => None,
        }
    }
}
