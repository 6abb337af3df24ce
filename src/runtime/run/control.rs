//! Commands that work everywhere.

use super::Run;
use crate::bundle::program::HandlerOn;
use crate::language::Control;
use crate::runtime::explain::{FactChange, Understood};
use crate::runtime::session::{Entered, FactKey, Facts, Waiting, Words};
use crate::runtime::{show, words};
use crate::value::{Bi, Name};

impl Run<'_> {
    pub(super) fn control(&mut self, control: Control) {
        let name = match control {
            Control::Operator => "operator",
            Control::Repeat => "repeat",
            Control::Back => "back",
            Control::Restart => "restart",
            Control::Stop => "stop",
            Control::Help => "help",
            Control::Hello => "hello",
            Control::Thanks => "thanks",
        };
        self.ex.understood.push(Understood::Control(name.into()));
        match control {
            Control::Operator => self.operator(),
            Control::Repeat => self.repeat(),
            Control::Back => self.back(),
            Control::Restart => self.restart(),
            Control::Stop => self.stop(),
            Control::Help => self.help(),
            Control::Hello => self.courtesy(words::HELLO),
            Control::Thanks => self.courtesy(words::WELCOME),
        }
    }

    fn operator(&mut self) {
        if let Some(handler) = self.handler(|h| h == HandlerOn::Operator) {
            if !self.follow(handler) {
                // A handler with words only asks to stay: the words, then the question.
                self.present();
            }
            return;
        }
        self.give_up(words::REASON_ASKED);
    }

    fn repeat(&mut self) {
        self.repeating = true;
        for said in self.s.last_said.clone() {
            self.owed = said.grounds;
            match said.what {
                Words::Text(id) => self.say_text(id),
                Words::Made(text) => self.say(text),
            }
        }
        self.present();
    }

    fn back(&mut self) {
        let Some(snapshot) = self.s.history.pop() else {
            self.say(words::FIRST_QUESTION.get(self.program.lang).to_owned());
            self.present();
            return;
        };
        let keys: Vec<FactKey> = snapshot.undo.iter().map(|(key, _)| *key).collect();
        self.s.facts.restore(snapshot.undo);
        self.s.frames = snapshot.frames;
        self.s.topic = snapshot.topic;
        self.explain_restored(&keys);
        self.calm();
        self.wait(snapshot.waiting);
        self.present();
    }

    pub(super) fn explain_restored(&mut self, keys: &[FactKey]) {
        self.eval.changed();
        for key in keys {
            let Some(fact) = self
                .inner
                .fact_of(*key)
                .and_then(|id| self.program.facts.get(id.index()))
            else {
                continue;
            };
            let stored = self.s.facts.get(*key);
            let change = FactChange {
                fact: fact.name.clone(),
                value: stored.map(|s| s.value.clone()),
                shown: stored
                    .map(|s| show::of_fact(self.program, fact, &s.value))
                    .unwrap_or_default(),
                origin: stored.map(|s| s.origin.into()),
                personal: fact.personal,
            };
            if !self.ex.facts.contains(&change) {
                self.ex.facts.push(change);
            }
        }
    }

    /// Everything from the beginning; only what the host gave stays known.
    fn restart(&mut self) {
        let before: Vec<FactKey> = self.s.facts().map(|(key, ..)| key).collect();
        self.s.facts.keep_given();
        let gone: Vec<FactKey> = before
            .into_iter()
            .filter(|k| Facts::get(&self.s.facts, *k).is_none())
            .collect();
        self.explain_restored(&gone);
        self.s.frames.clear();
        self.s.history.clear();
        self.s.grounds.clear();
        self.s.topic = None;
        self.s.asked = None;
        self.s.later = None;
        self.s.tried.clear();
        self.calm();
        self.greet();
    }

    /// The citizen ends it: answered, where nothing was broken off.
    fn stop(&mut self) {
        let broken_off = self.s.frames.iter().any(|f| f.entered != Entered::Greeting) || self.s.waits_for_host();
        let at_rest = matches!(self.s.waiting, Waiting::Question | Waiting::Later);
        let answered = !broken_off && self.s.topic.is_some() && at_rest;
        let ended = self.s.later.take().and_then(|l| l.outcome).filter(|_| !broken_off);
        let outcome: Name =
            ended.unwrap_or_else(|| self.outcome(if answered { words::ANSWERED } else { words::ABORTED }));
        self.say_default(self.program.defaults.goodbye, words::GOODBYE);
        self.end(outcome);
    }

    /// A greeting or thanks: answered in kind, and what waits is put again. What was said before
    /// stays what is repeated on request.
    fn courtesy(&mut self, reply: Bi) {
        if self.s.waits_for_host() {
            self.unexpected();
            return;
        }
        self.repeating = true;
        self.say(reply.get(self.program.lang).to_owned());
        if self.s.waiting == Waiting::Question && reply == words::HELLO {
            self.say(words::LISTENING.get(self.program.lang).to_owned());
        }
        self.present();
    }

    fn help(&mut self) {
        let hint = match self.s.waiting {
            Waiting::Fact { fact, .. } => self.program.facts.get(fact.index()).and_then(|f| f.hint),
            _ => None,
        };
        self.say_default(hint, words::HELP);
        self.present();
    }
}
