//! Answers to the question that waits.

use super::Run;
use super::question::Offer;
use super::reading::Read;
use crate::bundle::program::{Fact, FactId, HandlerOn, TopicId};
use crate::language::{Chosen, OptionWords, answer_and_question, choose, covered, words as split};
use crate::runtime::explain::{Did, Note, Understood};
use crate::runtime::session::{AskedAt, From, Waiting};
use crate::runtime::show;
use crate::runtime::understand::TopicDecision;
use crate::value::{Name, Type, Value};

/// An option that holds less than this share of what was said may be meant only by the way: then a
/// clear question about another topic wins («что за эксперимент в МЧС» in a menu with «МЧС»).
pub(super) const CLEAR_CHOICE: f32 = 0.6;
/// From this score a topic wins over an option that does not hold all that was said.
const SURE_TOPIC: f32 = 0.9;

/// An answer of so many words may be a new question that merely contains a value.
const LONG_ANSWER: usize = 6;

/// What the citizen said: alternatives, best first, never empty.
pub(super) struct Utterance {
    pub(super) alternatives: Vec<String>,
}

impl Utterance {
    pub(super) fn is_blank(&self) -> bool {
        self.alternatives.iter().all(|t| t.trim().is_empty())
    }

    pub(super) fn best(&self) -> &str {
        self.alternatives.first().map_or("", String::as_str)
    }
}

impl Run<'_> {
    /// Whether the text chooses one option on offer: «спасибо» where «Нет, спасибо» is one.
    pub(super) fn chooses_an_offer(&self, text: &str) -> bool {
        let list: Vec<OptionWords> = self.offers().iter().map(Offer::words).collect();
        matches!(choose(text, &list, self.inner.forms()), Chosen::One(_))
    }

    /// A button, a key, or the very words of what is on offer.
    pub(super) fn chosen(&mut self, name: &Name, words: &str, offers: &[Offer<'_>]) {
        let is_offer = offers.iter().any(|o| o.name == *name);
        match self.s.waiting.clone() {
            Waiting::Fact { fact, among } => {
                let value = if is_offer {
                    self.offered_value(fact, &among, name)
                } else {
                    None
                };
                match value {
                    Some(value) => self.accept_fact(fact, value, words, 0),
                    None => self.not_understood(name),
                }
            }
            Waiting::Menu { .. } if is_offer => self.accept_option(name, words),
            Waiting::Clarify { .. } if is_offer => self.accept_topic(name, words),
            Waiting::Later if is_offer => self.chosen_later(name, words),
            Waiting::More { from } if is_offer => self.chosen_more(name, from),
            Waiting::Details { .. } if is_offer => self.chosen_detail(name, words),
            // A button of a clarifying menu that is no longer the last thing said.
            Waiting::Question | Waiting::Clarify { .. } | Waiting::Later => match self.topic_by_path(name) {
                Some(topic) => self.begin_topic(topic),
                None => self.not_understood(name),
            },
            _ => self.not_understood(name),
        }
    }

    fn offered_value(&self, fact: FactId, among: &[Value], name: &Name) -> Option<Value> {
        let fact = self.program.facts.get(fact.index())?;
        if !among.is_empty() && !among.iter().all(|v| matches!(v, Value::Key(_))) {
            return among.get(name.parse::<usize>().ok()?.checked_sub(1)?).cloned();
        }
        let value = match super::question::item(&fact.ty) {
            Type::YesNo => Value::Bool(matches!(&**name, "да" | "yes")),
            _ => Value::Key(name.clone()),
        };
        Some(if matches!(fact.ty, Type::List(_)) {
            Value::List(vec![value])
        } else {
            value
        })
    }

    pub(super) fn answer_fact(&mut self, said: &Utterance, id: FactId, among: &[Value]) {
        let Some(fact) = self.program.facts.get(id.index()) else {
            self.broken();
            return;
        };
        let mut fallback = Read::Nothing;
        for (alternative, text) in (0_u32..).zip(&said.alternatives) {
            if self.answers_and_asks(id, fact, among, text, alternative) {
                return;
            }
            match self.read_fact(fact, among, text) {
                Read::Value(value) => {
                    if self.changes_topic_anyway(fact, Some(&value), text) {
                        return;
                    }
                    self.accept_fact(id, value, text, alternative);
                    return;
                }
                Read::DontKnow => {
                    self.dont_know(id, text, alternative);
                    return;
                }
                Read::Nothing => {}
                other => {
                    if matches!(fallback, Read::Nothing) {
                        fallback = other;
                    }
                }
            }
        }
        match fallback {
            Read::Several(values) => {
                self.wait(Waiting::Fact {
                    fact: id,
                    among: values.into(),
                });
                self.present();
            }
            Read::Refused(text) => {
                if !self.changes_topic_anyway(fact, None, said.best()) {
                    self.refused(said.best(), text);
                }
            }
            _ => {
                if self.changes_topic(said.best()) {
                    return;
                }
                // «Да, а это надолго?»: the answer counts, though nobody knows what the question is about.
                match self.answer_before_a_question(fact, among, said.best()) {
                    Some((value, answer)) => self.accept_fact(id, value, &answer, 0),
                    // Another fact of the goal was told: what matters now is worked out anew.
                    None if self.tells_more(said.best(), id) => self.proceed(),
                    None => self.not_understood(said.best()),
                }
            }
        }
    }

    /// The value in an answer that a question follows.
    fn answer_before_a_question(&self, fact: &Fact, among: &[Value], text: &str) -> Option<(Value, String)> {
        if matches!(super::question::item(&fact.ty), Type::Text) {
            return None;
        }
        let (answer, _) = answer_and_question(text)?;
        match self.read_fact(fact, among, answer) {
            Read::Value(value) => Some((value, answer.to_owned())),
            _ => None,
        }
    }

    /// «Да, а сколько ждать?»: takes the answer, then answers the question and comes back. Where the
    /// scenario wants no other topic now, the question waits until the end.
    fn answers_and_asks(&mut self, id: FactId, fact: &Fact, among: &[Value], text: &str, alternative: u32) -> bool {
        if !text.contains(char::is_alphabetic) {
            return false;
        }
        let Some((value, answer)) = self.answer_before_a_question(fact, among, text) else {
            return false;
        };
        let Some((_, question)) = answer_and_question(text) else {
            return false;
        };
        let judged = self.judge_parts(question);
        let TopicDecision::Answer(topic) = judged.decision() else {
            return false;
        };
        if self.is_current(topic) {
            return false;
        }
        let barred = self
            .handler(|h| matches!(h, HandlerOn::NoTopicChange | HandlerOn::TopicChange))
            .is_some();
        let barred = barred || self.s.frames.len() >= self.inner.limits.depth as usize;
        self.explain_parts(question, &judged);
        self.accept_fact(id, value, &answer, alternative);
        self.keep_for_later(question, &judged);
        if barred {
            self.keep_topics(question, &[topic]);
        } else {
            let path = self.program.topics.get(topic.index()).map(|t| t.path.clone());
            self.note(Note::Digression(path.unwrap_or_default()));
            self.begin_topic(topic);
        }
        true
    }

    /// A long answer in which a value was found, but which is clearly a question about another topic
    /// and says little of the value.
    fn changes_topic_anyway(&mut self, fact: &Fact, value: Option<&Value>, text: &str) -> bool {
        if !text.contains(char::is_alphabetic) {
            return false;
        }
        let free = matches!(super::question::item(&fact.ty), Type::Text);
        let explained = value.map_or(0.0, |v| self.explained(fact, v, text));
        !free && split(text).len() >= LONG_ANSWER && explained < CLEAR_CHOICE && self.changes_topic(text)
    }

    /// Share of a text that the words of the option or entry in it hold; 0 for other values.
    fn explained(&self, fact: &Fact, value: &Value, text: &str) -> f32 {
        let Value::Key(key) = value else { return 0.0 };
        let option = fact.options.iter().find(|o| o.name == *key);
        let words = option.map(|o| OptionWords {
            label: o.label.clone(),
            synonyms: o.synonyms.clone(),
            name: o.name.to_string(),
        });
        let entry = || {
            let directory = self.program.directories.get(fact.directory?.index())?;
            let entry = directory.entries.iter().find(|e| e.key == *key)?;
            Some(OptionWords {
                label: entry.title.clone(),
                synonyms: entry.synonyms.clone(),
                name: entry.key.to_string(),
            })
        };
        words
            .or_else(entry)
            .map_or(0.0, |o| covered(text, &o, self.inner.forms()))
    }

    fn accept_fact(&mut self, id: FactId, value: Value, text: &str, alternative: u32) {
        let Some(fact) = self.program.facts.get(id.index()) else {
            self.broken();
            return;
        };
        self.snapshot();
        let shown = show::of_fact(self.program, fact, &value);
        self.ex.understood.push(Understood::Answer {
            fact: fact.name.clone(),
            words: text.to_owned(),
            value: shown,
            alternative,
        });
        let turn = self.s.turn;
        self.set(id, Some(value), From::Said(turn));
        self.calm();
        self.take_more(text, Some(id));
        self.proceed();
    }

    /// «Не знаю»: the handler's way, or on without the fact.
    fn dont_know(&mut self, id: FactId, text: &str, alternative: u32) {
        let handler = self.handler(|h| h == HandlerOn::DontKnow);
        if let Some(target) = handler.and_then(|h| h.target.as_ref()) {
            let goal = self.goal(target);
            self.trace(Did::Handler(goal));
        }
        self.accept_fact(id, Value::Unknown, text, alternative);
        let Some(handler) = handler else { return };
        if let Some(words) = handler.text {
            self.say_text(words);
        }
        if let Some(target) = &handler.target {
            self.go(target);
        }
    }

    pub(super) fn answer_menu(&mut self, said: &Utterance) {
        let offers = self.offers();
        let list: Vec<OptionWords> = offers.iter().map(Offer::words).collect();
        let mut several = Vec::new();
        for text in &said.alternatives {
            let chosen = choose(text, &list, self.inner.forms());
            let meant: &[usize] = match &chosen {
                Chosen::One(at) => std::slice::from_ref(at),
                Chosen::Several(some) => some,
                Chosen::None => continue,
            };
            let fit = |at: &usize| list.get(*at).map_or(0.0, |o| covered(text, o, self.inner.forms()));
            let fit = meant.iter().map(fit).fold(0.0, f32::max);
            let least = if fit < CLEAR_CHOICE { 0.0 } else { SURE_TOPIC };
            if fit < 1.0 && self.changes_topic_if_sure(text, least) {
                return;
            }
            // The menu that greets only helps to begin: words that fit none of it well are a question.
            if fit < CLEAR_CHOICE && self.greets() && self.asks_which(text) {
                return;
            }
            match chosen {
                Chosen::One(at) => {
                    if let Some(offer) = offers.get(at) {
                        let name = offer.name.clone();
                        self.accept_option(&name, text);
                        return;
                    }
                }
                Chosen::Several(some) if several.is_empty() => several = some,
                _ => {}
            }
        }
        // Narrower than before, or the citizen would be asked the same for ever.
        if several.len() > 1 && several.len() < offers.len() {
            let among = several
                .iter()
                .filter_map(|i| offers.get(*i))
                .map(|o| o.name.clone())
                .collect();
            self.wait(Waiting::Menu { among });
            self.present();
        } else if !self.changes_topic(said.best()) {
            self.not_understood(said.best());
        }
    }

    fn accept_option(&mut self, name: &Name, text: &str) {
        let target = self
            .menu()
            .and_then(|(_, options)| options.iter().find(|o| o.name == *name))
            .map(|o| &o.target);
        let Some(target) = target else {
            self.not_understood(text);
            return;
        };
        self.snapshot();
        self.ex.understood.push(Understood::Option {
            name: name.clone(),
            words: text.to_owned(),
        });
        self.calm();
        self.go(target);
    }

    pub(super) fn answer_clarify(&mut self, said: &Utterance, topics: &[TopicId]) {
        let offers = self.offers();
        let list: Vec<OptionWords> = offers.iter().map(Offer::words).collect();
        for text in &said.alternatives {
            if let Chosen::One(at) = choose(text, &list, self.inner.forms())
                && let Some(offer) = offers.get(at)
            {
                // «А сколько ждать ответа на жалобу» says more than the title with «жалоба» in it.
                let fit = list.get(at).map_or(0.0, |o| covered(text, o, self.inner.forms()));
                if fit < CLEAR_CHOICE && matches!(self.judge(text).decision, TopicDecision::Answer(_)) {
                    break;
                }
                let name = offer.name.clone();
                self.accept_topic(&name, text);
                return;
            }
        }
        self.judge_again(said, topics);
    }

    fn accept_topic(&mut self, name: &Name, text: &str) {
        self.ex.understood.push(Understood::Option {
            name: name.clone(),
            words: text.to_owned(),
        });
        match self.topic_by_path(name) {
            Some(topic) => self.begin_topic(topic),
            None => self.no_topic(text),
        }
    }

    /// Remembers the question for "назад".
    pub(super) fn snapshot(&mut self) {
        let waiting = match &self.s.waiting {
            Waiting::Fact { fact, .. } => AskedAt::Fact(*fact),
            Waiting::Menu { .. } => AskedAt::Menu,
            _ => return,
        };
        self.s.history.push(&self.s.frames, waiting, self.s.topic);
    }
}
