//! The other questions of a message: offered when the first one has been answered.

use super::Run;
use super::answer::{CLEAR_CHOICE, Utterance};
use super::question::Offer;
use crate::bundle::program::TopicId;
use crate::channel::{Action, Expects};
use crate::language::{Chosen, OptionWords, WordKind, YesNo, choose, covered, words as split, yes_no};
use crate::runtime::explain::Understood;
use crate::runtime::session::Waiting;
use crate::runtime::understand::TopicDecision;
use crate::runtime::{show, words};
use crate::value::Name;

/// How often the same questions are offered when the citizen asks something else instead.
const MAX_OFFERS: u8 = 2;

/// Words that ask for the answer to a question and do not tell which.
const ASKING_FOR: &[&str] = &[
    "ответь",
    "ответьте",
    "ответ",
    "на",
    "про",
    "вопрос",
    "вопроса",
    "давайте",
    "давай",
    "answer",
    "question",
    "the",
    "to",
];

/// What was made of the answer to the offer.
enum Wish {
    Topic(TopicId),
    Nothing,
}

impl Run<'_> {
    /// Whether other questions wait to be offered; forgets those that were offered often enough.
    pub(super) fn has_later(&mut self) -> bool {
        let worth = self
            .s
            .later
            .as_ref()
            .is_some_and(|l| !l.topics.is_empty() && l.offered < MAX_OFFERS);
        if !worth {
            self.s.later = None;
        }
        worth
    }

    pub(super) fn offer_later(&mut self) {
        if let Some(later) = &mut self.s.later {
            later.offered = later.offered.saturating_add(1);
        }
        self.calm();
        self.wait(Waiting::Later);
        self.present();
    }

    fn later_topics(&self) -> Vec<(TopicId, Name, String)> {
        let topics = self.s.later.iter().flat_map(|l| &l.topics);
        topics
            .filter_map(|id| {
                let topic = self.program.topics.get(id.index())?;
                Some((*id, topic.path.clone(), topic.title.clone()))
            })
            .collect()
    }

    pub(super) fn later_offers(&self) -> Vec<Offer<'static>> {
        let lang = self.program.lang;
        let none: Name = words::NONE_NAME.get(lang).into();
        let topics = self.later_topics();
        if let [(_, path, title)] = topics.as_slice() {
            return vec![
                Offer::new(path.clone(), words::YES.get(lang), vec![title.clone()]),
                Offer::new(none, words::NO.get(lang), Vec::new()),
            ];
        }
        let mut offers: Vec<Offer<'static>> = topics
            .into_iter()
            .map(|(_, path, title)| Offer::new(path, title, Vec::new()))
            .collect();
        let also = [
            show::pick(lang, "нет", "no"),
            show::pick(lang, "ничего", "nothing"),
            show::pick(lang, "не надо", "none of them"),
        ];
        let label = words::LATER_NONE.get(lang);
        offers.push(Offer::new(none, label, also.map(str::to_owned).to_vec()));
        offers
    }

    pub(super) fn present_later(&mut self) {
        let lang = self.program.lang;
        let topics = self.later_topics();
        let (text, expects) = match topics.as_slice() {
            [(_, _, title)] => (words::LATER_ONE.get(lang).replace("{}", title), Expects::YesNo),
            _ => (words::LATER_MANY.get(lang).to_owned(), Expects::Option),
        };
        let question = self.question(text, None, None, expects);
        self.actions.push(Action::Menu(question));
    }

    /// An answer to the offer; anything else is a question of its own.
    pub(super) fn answer_later(&mut self, said: &Utterance) {
        for text in &said.alternatives {
            match self.wish(text) {
                Some(Wish::Topic(topic)) => {
                    self.accept_later(topic, text);
                    return;
                }
                Some(Wish::Nothing) => {
                    self.decline_later(text);
                    return;
                }
                None => {}
            }
        }
        let text = said.best();
        let judged = self.judge_parts(text);
        self.explain_parts(text, &judged);
        match judged.decision() {
            TopicDecision::Answer(topic) => {
                self.keep_for_later(text, &judged);
                self.begin_topic(topic);
            }
            TopicDecision::Clarify(topics) => self.offer(topics, text),
            TopicDecision::Unknown => self.not_understood(text),
        }
    }

    fn wish(&self, text: &str) -> Option<Wish> {
        let topics = self.later_topics();
        let (first, _, _) = topics.first()?;
        match yes_no(text) {
            Some(YesNo::Yes) => return Some(Wish::Topic(*first)),
            Some(YesNo::No) => return Some(Wish::Nothing),
            _ => {}
        }
        let one = topics.len() == 1;
        let mut list: Vec<OptionWords> = self.later_offers().iter().map(Offer::words).collect();
        let spoken = text.chars().any(char::is_alphabetic);
        if one && spoken {
            // «Второе» of a message whose first question is answered is the one that is left.
            let title = topics.first().map(|(_, _, title)| title.clone()).unwrap_or_default();
            let left = OptionWords {
                label: title,
                ..OptionWords::default()
            };
            list = vec![OptionWords::default(), left];
        }
        // «Ответьте на второй вопрос».
        let told: Vec<String> = split(text)
            .into_iter()
            .filter(|w| w.kind != WordKind::Punct && !ASKING_FOR.contains(&&*w.folded))
            .map(|w| w.folded.into())
            .collect();
        let told = told.join(" ");
        let Chosen::One(at) = choose(&told, &list, self.inner.forms()) else {
            return None;
        };
        let fit = list.get(at).map_or(0.0, |o| covered(&told, o, self.inner.forms()));
        if fit < CLEAR_CHOICE && told.split(' ').count() > 2 {
            return None;
        }
        match topics.get(if one && spoken { 0 } else { at }) {
            Some((topic, _, _)) => Some(Wish::Topic(*topic)),
            None => Some(Wish::Nothing),
        }
    }

    /// A button or key.
    pub(super) fn chosen_later(&mut self, name: &Name, words: &str) {
        match self.later_topics().into_iter().find(|(_, path, _)| path == name) {
            Some((topic, _, _)) => self.accept_later(topic, words),
            None => self.decline_later(words),
        }
    }

    fn accept_later(&mut self, topic: TopicId, text: &str) {
        let name = self
            .program
            .topics
            .get(topic.index())
            .map(|t| t.path.clone())
            .unwrap_or_default();
        self.ex.understood.push(Understood::Option {
            name,
            words: text.to_owned(),
        });
        let words = self.s.later.as_mut().map(|later| {
            later.offered = 0;
            later.words.clone()
        });
        if let Some(words) = words {
            self.s.asked.get_or_insert_default().words = words;
        }
        self.begin_topic(topic);
    }

    fn decline_later(&mut self, text: &str) {
        self.ex.understood.push(Understood::Option {
            name: words::NONE_NAME.get(self.program.lang).into(),
            words: text.to_owned(),
        });
        self.calm();
        let outcome = self.s.later.take().and_then(|l| l.outcome);
        match outcome {
            Some(outcome) => {
                self.say_default(self.program.defaults.goodbye, words::GOODBYE);
                self.end(outcome);
            }
            None if self.s.frames.is_empty() => self.answered(),
            None => self.resume(),
        }
    }

    /// A topic that is answered now waits no longer.
    pub(super) fn no_longer_waits(&mut self, topic: TopicId) {
        if let Some(later) = &mut self.s.later {
            later.topics.retain(|t| *t != topic);
        }
    }
}
