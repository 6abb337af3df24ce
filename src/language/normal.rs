//! The one place that decides what "the same word" is.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

use super::dictionary::Dictionary;
use super::remembered::{self, Owner};
use super::words::{Word, WordKind, words};
use crate::value::Lang;

const IRREGULAR_RU: &str = include_str!("irregular_ru.txt");
const IRREGULAR_EN: &str = include_str!("irregular_en.txt");

/// Longest word that is looked at: the stemmer and the dictionary are for ordinary words.
const MAX_BYTES: usize = 128;

/// Words to normal forms: a list of the words of the field, then the dictionary of Russian, then
/// Snowball stems.
pub struct NormalForms {
    lang: Lang,
    dictionary: Option<&'static Dictionary>,
    stemmer: Stemmer,
    /// Whole words, before anything else is asked.
    by_word: FxHashMap<Box<str>, Box<str>>,
    /// Lemmas that mean one thing: платить, оплатить.
    by_lemma: FxHashMap<Box<str>, Box<str>>,
    /// Stems that mean one thing.
    by_stem: FxHashMap<Box<str>, Box<str>>,
    /// Whose the remembered forms are; another after each change.
    owner: Owner,
}

impl std::fmt::Debug for NormalForms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NormalForms")
            .field("lang", &self.lang)
            .field("words", &self.by_word.len())
            .finish()
    }
}

impl NormalForms {
    /// The normal forms of a language with its built-in list.
    pub fn new(lang: Lang) -> Self {
        let (algorithm, dictionary, list) = match lang {
            Lang::Ru => (Algorithm::Russian, Some(Dictionary::russian()), IRREGULAR_RU),
            Lang::En => (Algorithm::English, None, IRREGULAR_EN),
        };
        let mut forms = Self {
            lang,
            dictionary,
            stemmer: Stemmer::create(algorithm),
            by_word: FxHashMap::default(),
            by_lemma: FxHashMap::default(),
            by_stem: FxHashMap::default(),
            owner: Owner::new(),
        };
        for line in list.lines() {
            let line = line.split('#').next().unwrap_or("").trim();
            if let Some(rest) = line.strip_prefix('=') {
                let group: Vec<&str> = rest.split_whitespace().collect();
                forms.add_exact(&group);
            } else if let Some(rest) = line.strip_prefix('~') {
                let group: Vec<&str> = rest.split_whitespace().collect();
                forms.add_stems(&group);
            } else {
                let group: Vec<&str> = line.split_whitespace().collect();
                forms.add_group(&group);
            }
        }
        forms
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Makes the folded words of `group` one word with all forms that the dictionary has of them. The
    /// form is the lemma of the first, so no stem falls together with it unless it is one itself.
    pub fn add_group(&mut self, group: &[&str]) {
        self.owner = Owner::new();
        let Some(first) = group.first() else { return };
        let form: Box<str> = match self.lemma(first) {
            Some(lemma) => lemma.into(),
            None => self.stem(first).into(),
        };
        for word in group {
            match self.lemma(word) {
                Some(lemma) => self.by_lemma.insert(lemma.into(), form.clone()),
                None => self.by_word.insert((*word).into(), form.clone()),
            };
        }
    }

    /// As [`Self::add_group`] for all words with the same stems.
    pub fn add_stems(&mut self, group: &[&str]) {
        self.owner = Owner::new();
        let Some(first) = group.first() else { return };
        let form: Box<str> = self.stem(first).into();
        for word in group {
            let known = self.dictionary.and_then(|d| d.find(word)?.key());
            if let Some(key) = known {
                self.by_stem.insert(key.into(), form.clone());
            }
            self.by_stem.insert(self.stem(word).into(), form.clone());
        }
    }

    /// The words of `group` as they are, without their other forms; the form is the first itself.
    fn add_exact(&mut self, group: &[&str]) {
        if let Some(first) = group.first() {
            for word in group {
                self.by_word.insert((*word).into(), (*first).into());
            }
        }
    }

    fn lemma<'a>(&self, word: &'a str) -> Option<Cow<'a, str>> {
        self.dictionary?.lemma(word)
    }

    fn stem<'a>(&self, word: &'a str) -> Cow<'a, str> {
        match self.stemmer.stem(word) {
            stem if stem.is_empty() => Cow::Borrowed(word),
            stem => stem,
        }
    }

    /// The normal form of a folded word.
    pub fn form(&self, folded_word: &str) -> String {
        let find = || self.normal(folded_word).into_owned();
        if folded_word.len() > MAX_BYTES {
            return find();
        }
        remembered::form(self.owner, folded_word, find)
    }

    /// As [`Self::form`], borrowed where the form is the beginning of the word or stands in a list.
    pub fn normal<'a>(&'a self, folded_word: &'a str) -> Cow<'a, str> {
        let mut word = folded_word;
        if self.lang == Lang::Ru {
            // «Скажите-ка» is «скажите».
            word = word.strip_suffix("-ка").filter(|w| !w.is_empty()).unwrap_or(word);
        }
        if let Some(form) = self.by_word.get(word) {
            return Cow::Borrowed(form);
        }
        let foreign = self.lang == Lang::Ru && word.is_ascii();
        if foreign || word.len() > MAX_BYTES || word.bytes().all(|b| b.is_ascii_digit()) {
            return Cow::Borrowed(word);
        }
        let known = self.dictionary.and_then(|d| d.find(word));
        if let Some(form) = known.and_then(|k| self.by_lemma.get(k.lemma()?.as_ref())) {
            return Cow::Borrowed(form);
        }
        let stem = known.and_then(|k| k.key()).unwrap_or_else(|| self.stem(word));
        match self.by_stem.get(stem.as_ref()) {
            Some(form) => Cow::Borrowed(form),
            None => stem,
        }
    }

    /// The words and numbers of a text with their forms, signs left out. The parts of a hyphenated
    /// word follow it, their spans inside its span; particles and repetitions are left out.
    pub fn forms(&self, text: &str) -> Vec<(Word, String)> {
        self.forms_of(words(text))
    }

    /// As [`Self::forms`] for words already split.
    pub fn forms_of(&self, words: Vec<Word>) -> Vec<(Word, String)> {
        let forms = super::forms_by_word(&words, self);
        self.with_parts(words, forms)
    }

    /// As [`Self::forms`] for words whose forms are known, index for index.
    pub fn with_parts(&self, words: Vec<Word>, forms: Vec<String>) -> Vec<(Word, String)> {
        let mut out = Vec::with_capacity(words.len());
        for (word, form) in words.into_iter().zip(forms) {
            if word.kind == WordKind::Punct {
                continue;
            }
            let parts: Vec<(Word, String)> = word
                .parts()
                .into_iter()
                .filter(|part| !matches!(&*part.folded, "ка" | "то" | "де"))
                .map(|part| {
                    let form = self.form(&part.folded);
                    (part, form)
                })
                .filter(|(_, part)| *part != form)
                .collect();
            out.push((word, form));
            out.extend(parts);
        }
        out
    }
}
