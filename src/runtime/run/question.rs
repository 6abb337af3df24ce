//! Questions as the citizen sees them: words, options, telephone keys.

use std::borrow::Cow;

use super::Run;
use crate::bundle::program::{Fact, FactId, MenuOption, Op, Program, Spoken, TopicId};
use crate::channel::{Action, Choice, Expects, Question};
use crate::language::{OptionWords, same_words};
use crate::runtime::session::Waiting;
use crate::runtime::{show, words};
use crate::value::{Channel, Lang, Name, Type, Value};

/// Directories with more entries are asked for in words.
pub(crate) const MAX_ENTRIES_SHOWN: usize = 12;

/// Something that can be chosen, and how.
#[derive(Clone, Debug)]
pub(super) struct Offer<'a> {
    pub(super) name: Name,
    pub(super) label: Cow<'a, str>,
    pub(super) synonyms: Cow<'a, [String]>,
    pub(super) key: Option<char>,
}

impl<'a> Offer<'a> {
    pub(super) fn new(name: Name, label: impl Into<Cow<'a, str>>, synonyms: impl Into<Cow<'a, [String]>>) -> Self {
        Self {
            name,
            label: label.into(),
            synonyms: synonyms.into(),
            key: None,
        }
    }

    /// Whether a text is its label or one of its synonyms, letter by letter.
    pub(super) fn is_named_by(&self, text: &str) -> bool {
        same_words(text, &self.label) || self.synonyms.iter().any(|s| same_words(text, s))
    }

    pub(super) fn words(&self) -> OptionWords {
        OptionWords {
            label: self.label.to_string(),
            synonyms: self.synonyms.to_vec(),
            name: self.name.to_string(),
        }
    }
}

/// Gives the digits 1–9 in order to options without a key, leaving out those that are pinned.
fn number(offers: &mut [Offer<'_>]) {
    let pinned: Vec<char> = offers.iter().filter_map(|o| o.key).collect();
    let mut free = ('1'..='9').filter(|k| !pinned.contains(k));
    for offer in offers.iter_mut().filter(|o| o.key.is_none()) {
        offer.key = free.next();
    }
}

impl<'a> Run<'a> {
    /// The options of what waits, with their keys.
    pub(super) fn offers(&self) -> Vec<Offer<'a>> {
        let mut offers = match &self.s.waiting {
            Waiting::Fact { fact, among } => match self.program.facts.get(fact.index()) {
                Some(fact) => self.fact_offers(fact, among),
                None => Vec::new(),
            },
            Waiting::Menu { among } => {
                let options = self.menu().map(|(_, o)| o).unwrap_or_default();
                let offer = |o: &'a MenuOption| Offer {
                    key: o.key.and_then(|k| char::from_digit(k.into(), 10)),
                    ..Offer::new(o.name.clone(), o.label.as_str(), o.synonyms.as_slice())
                };
                // Keys are those of the whole menu: a narrower one does not renumber.
                let mut all: Vec<Offer<'a>> = options.iter().map(offer).collect();
                number(&mut all);
                all.retain(|o| among.is_empty() || among.contains(&o.name));
                all
            }
            Waiting::Clarify { topics } => {
                let mut offers: Vec<Offer<'a>> = topics
                    .iter()
                    .filter_map(|t| self.program.topics.get(t.index()))
                    .map(|t| Offer::new(t.path.clone(), t.title.as_str(), Vec::new()))
                    .collect();
                let lang = self.program.lang;
                let also = [
                    show::pick(lang, "другое", "something else"),
                    show::pick(lang, "нет", "no"),
                    show::pick(lang, "ничего", "none"),
                    show::pick(lang, "ни то ни другое", "neither"),
                    show::pick(lang, "ни одно", "neither of them"),
                    show::pick(lang, "не то", "not that"),
                ];
                let none = words::NONE_OF_THESE.get(lang);
                offers.push(Offer::new(
                    words::NONE_NAME.get(lang).into(),
                    none,
                    also.map(str::to_owned).to_vec(),
                ));
                offers
            }
            Waiting::Later => self.later_offers(),
            Waiting::More { .. } => self.more_offers(),
            Waiting::Details { measures } => self.details_offers(measures),
            _ => Vec::new(),
        };
        number(&mut offers);
        offers
    }

    fn fact_offers(&self, fact: &'a Fact, among: &[Value]) -> Vec<Offer<'a>> {
        let lang = self.program.lang;
        if !among.is_empty() && !among.iter().all(|v| matches!(v, Value::Key(_))) {
            let offer = |(n, v): (usize, &Value)| {
                Offer::new(n.to_string().into(), show::of_fact(self.program, fact, v), Vec::new())
            };
            return (1..).zip(among).map(offer).collect();
        }
        let keep = |name: &Name| among.is_empty() || among.contains(&Value::Key(name.clone()));
        let options = || {
            fact.options
                .iter()
                .filter(|o| keep(&o.name))
                .map(|o| Offer::new(o.name.clone(), o.label.as_str(), o.synonyms.as_slice()))
        };
        match item(&fact.ty) {
            Type::YesNo => vec![
                Offer::new(show::pick(lang, "да", "yes").into(), words::YES.get(lang), Vec::new()),
                Offer::new(show::pick(lang, "нет", "no").into(), words::NO.get(lang), Vec::new()),
            ],
            Type::OneOf(_) => options().collect(),
            Type::Directory(_) => {
                let entries = fact
                    .directory
                    .and_then(|d| self.program.directories.get(d.index()))
                    .map(|d| d.entries.as_slice())
                    .unwrap_or_default();
                if among.is_empty() && entries.len() > MAX_ENTRIES_SHOWN {
                    return Vec::new();
                }
                let kept = entries.iter().filter(|e| keep(&e.key));
                kept.map(|e| Offer::new(e.key.clone(), e.title.as_str(), e.synonyms.as_slice()))
                    .take(MAX_ENTRIES_SHOWN)
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// The menu that the top frame stands at.
    pub(super) fn menu(&self) -> Option<(Spoken, &'a [MenuOption])> {
        match &self.node_of(&self.top()?)?.op {
            Op::Menu { text, options, .. } => Some((*text, options)),
            _ => None,
        }
    }

    /// Puts what waits before the citizen (or the host), for the first time or again.
    pub(super) fn present(&mut self) {
        match self.s.waiting.clone() {
            Waiting::Fact { fact, among } => self.present_fact(fact, &among),
            Waiting::Menu { among } => {
                let spoken = self.menu().map(|(text, _)| text).filter(|_| among.is_empty());
                let text = match spoken {
                    Some(spoken) => self.spoken(spoken).unwrap_or_default(),
                    None => words::WHICH.get(self.program.lang).to_owned(),
                };
                let question = self.question_in(text, spoken, None, None, Expects::Option);
                self.actions.push(Action::Menu(question));
            }
            Waiting::Clarify { .. } => {
                let text = match self.program.defaults.clarify {
                    Some(id) => self.render(id),
                    None => words::CLARIFY.get(self.program.lang).to_owned(),
                };
                let question = self.question(text, None, None, Expects::Option);
                self.actions.push(Action::Menu(question));
            }
            Waiting::Later => self.present_later(),
            Waiting::Lookup => self.present_lookup(),
            Waiting::Source { source } => self.present_source(source),
            Waiting::More { .. } => self.present_more(),
            Waiting::Details { .. } => self.present_details(),
            Waiting::Identify => self.present_identify(),
            Waiting::Question | Waiting::Over => {}
        }
    }

    fn present_fact(&mut self, id: FactId, among: &[Value]) {
        let Some(fact) = self.program.facts.get(id.index()) else {
            self.broken();
            return;
        };
        let own = match self.top().and_then(|f| self.node_of(&f)).map(|n| &n.op) {
            Some(Op::Ask { text, .. }) => *text,
            _ => Spoken::default(),
        };
        let used = if own == Spoken::default() { fact.question } else { own };
        let text = if among.is_empty() {
            self.spoken(used).unwrap_or_else(|| format!("{}?", fact.title))
        } else {
            words::WHICH.get(self.program.lang).to_owned()
        };
        let hint = fact.hint.map(|h| self.render(h)).filter(|h| !h.is_empty());
        let expects = if among.is_empty() {
            expects(&fact.ty)
        } else {
            Expects::Option
        };
        let spoken = among.is_empty().then_some(used);
        let question = self.question_in(text, spoken, hint, Some(fact.name.clone()), expects);
        self.actions.push(Action::Ask(question));
    }

    pub(super) fn question(
        &mut self,
        text: String,
        hint: Option<String>,
        fact: Option<Name>,
        expects: Expects,
    ) -> Question {
        self.question_in(text, None, hint, fact, expects)
    }

    /// A question in words that the author may have given for each channel.
    fn question_in(
        &mut self,
        mut text: String,
        spoken: Option<Spoken>,
        hint: Option<String>,
        fact: Option<Name>,
        expects: Expects,
    ) -> Question {
        let offers = self.offers();
        let own_words = spoken.is_some_and(|s| s.voice.is_some());
        // Yes or no goes without saying.
        if self.s.channel == Channel::Voice
            && expects != Expects::YesNo
            && is_read_out(self.program, own_words, offers.len())
        {
            let options = offers.iter().map(|o| (o.key, &*o.label));
            text = read_out(&text, options, self.program.lang);
        }
        let options = offers
            .into_iter()
            .map(|o| Choice {
                name: o.name,
                label: o.label.into_owned(),
                key: o.key,
            })
            .collect();
        Question {
            text,
            hint,
            fact,
            options,
            expects,
        }
    }

    /// Offers topics.
    pub(super) fn clarify(&mut self, topics: Vec<TopicId>) {
        let topics = topics.into();
        self.wait(Waiting::Clarify { topics });
        self.present();
    }
}

/// Whether options are read out by telephone. Where the author has written words for the ear, a list
/// that is too long to remember is left out: the words tell what can be said.
pub(crate) fn is_read_out(program: &Program, own_words: bool, options: usize) -> bool {
    let most = program.defaults.max_options as usize;
    options > 0 && !(own_words && most > 0 && options > most)
}

/// A question with its options as they are read out by telephone.
pub(crate) fn read_out<'o>(text: &str, options: impl Iterator<Item = (Option<char>, &'o str)>, lang: Lang) -> String {
    let spoken: Vec<String> = options
        .map(|(key, label)| {
            let key = key
                .and_then(|k| k.to_digit(10))
                .and_then(|k| show::spell(k.into(), lang));
            key.map_or_else(|| label.to_owned(), |key| format!("{key} — {label}"))
        })
        .collect();
    format!("{text} {} {}.", words::SAY_OR_PRESS.get(lang), spoken.join("; "))
}

/// The type of what is said: lists are said item by item.
pub(in crate::runtime) fn item(ty: &Type) -> &Type {
    match ty {
        Type::List(item) => item,
        ty => ty,
    }
}

fn expects(ty: &Type) -> Expects {
    match item(ty) {
        Type::YesNo => Expects::YesNo,
        Type::Integer { .. } | Type::Number { .. } => Expects::Number,
        Type::Money { .. } => Expects::Money,
        Type::Date { .. } => Expects::Date,
        Type::Duration => Expects::Duration,
        Type::OneOf(_) | Type::Directory(_) => Expects::Option,
        Type::Phone => Expects::Phone,
        Type::Snils => Expects::Snils,
        _ => Expects::Text,
    }
}
