//! Phrases that work everywhere: «оператор», «повтори», «назад», «сначала», «хватит».

use rustc_hash::FxHashMap;

use super::control_words::{ASKING, BETWEEN, CALLING, COURTESY, EN, FILLERS, PERSON, REFUSED, RU};
use super::words::{WordKind, words};
use crate::value::Lang;

/// What a control phrase asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Control {
    /// A person.
    Operator,
    /// Say it again.
    Repeat,
    /// One question back.
    Back,
    /// From the beginning.
    Restart,
    /// The end of the conversation.
    Stop,
    /// What can be done here.
    Help,
    /// A greeting and nothing else.
    Hello,
    /// Thanks and nothing else.
    Thanks,
}

/// Longest text that a request for a person may lead or close.
const MAX_REQUEST_WORDS: usize = 14;

#[derive(Clone, Debug)]
struct Phrase {
    words: Vec<Box<str>>,
    control: Control,
}

/// Control phrases of a base: the built-in ones of its language and its own.
#[derive(Clone, Debug)]
pub struct ControlPhrases {
    by_first: FxHashMap<Box<str>, Vec<Phrase>>,
    /// Whether a phrase has no letters: then numbers and signs must be looked up too.
    letterless: bool,
}

impl ControlPhrases {
    /// The built-in phrases of a language; Russian ones include the few English words people type.
    pub fn new(lang: Lang) -> Self {
        let mut phrases = Self {
            by_first: FxHashMap::default(),
            letterless: false,
        };
        phrases.add_all(lang);
        phrases
    }

    /// Adds the built-in phrases of a language.
    pub(super) fn add_all(&mut self, lang: Lang) {
        let lists = match lang {
            Lang::Ru => RU,
            Lang::En => EN,
        };
        for (control, list) in lists {
            for phrase in list.split('|') {
                self.add(*control, phrase);
            }
        }
    }

    /// The same with more phrases.
    pub fn with<'a>(mut self, extra: impl IntoIterator<Item = (Control, &'a str)>) -> Self {
        for (control, phrase) in extra {
            self.add(control, phrase);
        }
        self
    }

    /// Adds a phrase. One that is known gets the new meaning.
    pub fn add(&mut self, control: Control, phrase: &str) {
        let list: Vec<Box<str>> = words(phrase)
            .into_iter()
            .filter(|w| w.kind != WordKind::Punct)
            .map(|w| w.folded)
            .collect();
        let Some(first) = list.first().cloned() else {
            return;
        };
        self.letterless |= !phrase.contains(char::is_alphabetic);
        let group = self.by_first.entry(first).or_default();
        group.retain(|known| known.words != list);
        group.push(Phrase { words: list, control });
        group.sort_by_key(|p| std::cmp::Reverse(p.words.len()));
    }

    /// The control phrase that a text is, politeness aside; or the call for a person that it begins
    /// or ends with. A text that only mentions such a word is none.
    pub fn find(&self, text: &str) -> Option<Control> {
        if !self.letterless && !text.contains(char::is_alphabetic) {
            return None;
        }
        let list = words(text);
        let mut tokens: Vec<&str> = Vec::with_capacity(list.len());
        // Where a part of the sentence begins: a «не» before it is not about it.
        let mut begins: Vec<usize> = Vec::new();
        for word in &list {
            if word.kind == WordKind::Punct {
                begins.push(tokens.len());
            } else {
                tokens.push(&word.folded);
            }
        }
        self.whole(&tokens)
            .or_else(|| calls_person(&tokens, &begins).then_some(Control::Operator))
    }

    /// The control phrase that some folded words are, politeness aside.
    pub(super) fn said_by(&self, tokens: &[&str]) -> Option<Control> {
        self.whole(tokens)
            .or_else(|| calls_person(tokens, &[]).then_some(Control::Operator))
    }

    fn whole(&self, tokens: &[&str]) -> Option<Control> {
        let mut found = None;
        let mut courtesy = None;
        let mut only_courtesy = true;
        let mut i = 0;
        while let Some(token) = tokens.get(i) {
            let phrase = self.by_first.get(*token).and_then(|group| {
                group.iter().find(|p| {
                    p.words
                        .iter()
                        .enumerate()
                        .all(|(k, word)| tokens.get(i + k).is_some_and(|t| *t == &**word))
                })
            });
            match phrase {
                Some(phrase) if matches!(phrase.control, Control::Hello | Control::Thanks) => {
                    courtesy = courtesy.or(Some(phrase.control));
                    i += phrase.words.len();
                }
                Some(phrase) => {
                    // «Хватит, позовите оператора»: a person is the stronger wish.
                    if found != Some(Control::Operator) {
                        found = Some(phrase.control);
                    }
                    i += phrase.words.len();
                }
                None if COURTESY.contains(*token) => i += 1,
                None if FILLERS.contains(*token) => {
                    // «Да, спасибо» is an answer.
                    only_courtesy = false;
                    i += 1;
                }
                None => return None,
            }
        }
        found.or(courtesy.filter(|_| only_courtesy))
    }
}

fn calls_person(tokens: &[&str], begins: &[usize]) -> bool {
    if tokens.len() > MAX_REQUEST_WORDS || tokens.iter().any(|t| ASKING.contains(*t)) {
        return false;
    }
    let start = tokens
        .iter()
        .take_while(|t| FILLERS.contains(*t) && !CALLING.contains(*t))
        .count();
    if request_at(tokens, start).is_some() && !is_refused(tokens, begins, start) {
        return true;
    }
    (start..tokens.len()).any(|i| {
        request_at(tokens, i).is_some_and(|end| tokens.iter().skip(end).all(|t| FILLERS.contains(*t)))
            && !is_refused(tokens, begins, i)
    })
}

/// «Не хочу говорить с оператором»: whether a «не» stands before the call at `i`, over other words
/// of wish only.
fn is_refused(tokens: &[&str], begins: &[usize], i: usize) -> bool {
    let mut at = i;
    while at > 0 && !begins.contains(&at) {
        at -= 1;
        match tokens.get(at) {
            Some(&("не" | "not" | "dont")) => return true,
            Some(token) if REFUSED.contains(*token) => {}
            _ => return false,
        }
    }
    false
}

/// One past the call for a person that starts at `i`.
fn request_at(tokens: &[&str], i: usize) -> Option<usize> {
    tokens.get(i).filter(|t| CALLING.contains(*t))?;
    let mut j = i + 1;
    while tokens.get(j).is_some_and(|t| {
        (BETWEEN.contains(*t) || CALLING.contains(*t)) && !PERSON.contains(*t) || next_is_person(tokens, j)
    }) {
        j += 1;
    }
    tokens
        .get(j)
        .filter(|t| PERSON.contains(*t) || is_line(tokens, j))
        .map(|_| j + 1)
}

/// «с первой линией», «на горячую линию»: the people who answer there; any other line is a thing.
fn is_line(tokens: &[&str], j: usize) -> bool {
    tokens.get(j).is_some_and(|t| matches!(*t, "линией" | "линию"))
        && j.checked_sub(1)
            .and_then(|k| tokens.get(k))
            .is_some_and(|t| matches!(*t, "первой" | "первую" | "второй" | "вторую" | "горячей" | "горячую"))
}

/// «живым человеком»: «живым» may be the person himself or only describe one.
fn next_is_person(tokens: &[&str], j: usize) -> bool {
    tokens.get(j).is_some_and(|t| matches!(*t, "живым" | "human"))
        && tokens.get(j + 1).is_some_and(|t| PERSON.contains(*t))
}
