//! The one place that decides what "the same word" is.

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

use super::words::{Word, WordKind, words};
use crate::value::Lang;

const IRREGULAR_RU: &str = include_str!("irregular_ru.txt");
const IRREGULAR_EN: &str = include_str!("irregular_en.txt");

/// Words to normal forms: Snowball stems, overridden by lists of irregular and domain words.
pub struct NormalForms {
    lang: Lang,
    stemmer: Stemmer,
    /// Whole words whose stem misleads.
    by_word: FxHashMap<Box<str>, Box<str>>,
    /// Stems that mean one word: платить, оплатить.
    by_stem: FxHashMap<Box<str>, Box<str>>,
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
        let (algorithm, list) = match lang {
            Lang::Ru => (Algorithm::Russian, IRREGULAR_RU),
            Lang::En => (Algorithm::English, IRREGULAR_EN),
        };
        let mut forms = Self {
            lang,
            stemmer: Stemmer::create(algorithm),
            by_word: FxHashMap::default(),
            by_stem: FxHashMap::default(),
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

    /// Makes the folded words of `group` one word: the form is the stem of the first.
    pub fn add_group(&mut self, group: &[&str]) {
        if let Some(first) = group.first() {
            let form = self.stem(first);
            for word in group {
                self.by_word.insert((*word).into(), form.as_str().into());
            }
        }
    }

    /// As [`Self::add_group`] for all words with the same stems.
    pub fn add_stems(&mut self, group: &[&str]) {
        if let Some(first) = group.first() {
            let form = self.stem(first);
            for word in group {
                self.by_stem.insert(self.stem(word).into(), form.as_str().into());
            }
        }
    }

    /// As [`Self::add_group`], but the form is the first word itself, so that stems of other words
    /// never fall together with it.
    fn add_exact(&mut self, group: &[&str]) {
        if let Some(first) = group.first() {
            for word in group {
                self.by_word.insert((*word).into(), (*first).into());
            }
        }
    }

    fn stem(&self, word: &str) -> String {
        // The stemmer is for ordinary words; nothing longer is one.
        if word.len() > 128 {
            return word.to_owned();
        }
        self.stemmer.stem(word).into_owned()
    }

    /// The normal form of a folded word.
    pub fn form(&self, folded_word: &str) -> String {
        let mut word = folded_word;
        if self.lang == Lang::Ru {
            // «Скажите-ка» is «скажите».
            word = word.strip_suffix("-ка").filter(|w| !w.is_empty()).unwrap_or(word);
        }
        if let Some(form) = self.by_word.get(word) {
            return form.to_string();
        }
        let stem = self.stem(word);
        match self.by_stem.get(stem.as_str()) {
            Some(form) => form.to_string(),
            None if stem.is_empty() => word.to_owned(),
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
        let mut out = Vec::with_capacity(words.len());
        for word in words {
            if word.kind == WordKind::Punct {
                continue;
            }
            let parts = word.parts();
            let form = if word.kind == WordKind::Number {
                word.folded.to_string()
            } else {
                self.form(&word.folded)
            };
            let parts: Vec<(Word, String)> = parts
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
