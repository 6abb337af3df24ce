//! Keys of a directory (regions, organisations) in a text, in any grammatical form.

use rustc_hash::FxHashMap;

use super::choice::is_typo;
use super::normal::NormalForms;
use super::number::Found;
use super::words::{Word, WordKind, words};
use crate::value::Name;

/// A directory made ready for search: built once, used for every message.
#[derive(Clone, Debug)]
pub struct Directory {
    name: Name,
    keys: Vec<Name>,
    phrases: Vec<Phrase>,
    /// From the form of a phrase's first word to the phrases, longest first.
    by_first: FxHashMap<Box<str>, Vec<u32>>,
    /// From the form of a word to the entries whose names have it.
    by_word: FxHashMap<Box<str>, Vec<u32>>,
}

#[derive(Clone, Debug)]
struct Phrase {
    forms: Vec<Box<str>>,
    folded: Vec<Box<str>>,
    entry: u32,
}

impl Phrase {
    /// One past the last word of the phrase when it is said from word `i` on, signs between its words left out.
    fn end_at<F: AsRef<str>>(&self, words: &[Word], forms: &[F], i: usize) -> Option<usize> {
        let mut at = i;
        for form in &self.forms {
            while words.get(at)?.kind == WordKind::Punct {
                at += 1;
            }
            if forms.get(at)?.as_ref() != &**form {
                return None;
            }
            at += 1;
        }
        Some(at)
    }
}

impl Directory {
    /// A directory from its name and its entries: the key and all names of it.
    pub fn new(name: Name, entries: impl IntoIterator<Item = (Name, Vec<String>)>, forms: &NormalForms) -> Self {
        let mut directory = Self {
            name,
            keys: Vec::new(),
            phrases: Vec::new(),
            by_first: FxHashMap::default(),
            by_word: FxHashMap::default(),
        };
        for (key, names) in entries {
            let entry = u32::try_from(directory.keys.len()).unwrap_or(u32::MAX);
            let key_name = key.replace('_', " ");
            directory.keys.push(key);
            for text in names.iter().map(String::as_str).chain([key_name.as_str()]) {
                directory.add(text, entry, forms);
            }
        }
        let Self { by_first, phrases, .. } = &mut directory;
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each group is sorted by itself, the order of groups does not matter"
        )]
        for group in by_first.values_mut() {
            group.sort_by_key(|p| std::cmp::Reverse(phrases.get(*p as usize).map_or(0, |p| p.forms.len())));
        }
        directory
    }

    fn add(&mut self, text: &str, entry: u32, forms: &NormalForms) {
        let mut phrase = Phrase {
            forms: Vec::new(),
            folded: Vec::new(),
            entry,
        };
        for word in words(text).into_iter().filter(|w| w.kind != WordKind::Punct) {
            phrase.forms.push(form_of(&word, forms).into());
            phrase.folded.push(word.folded);
        }
        let Some(first) = phrase.forms.first() else {
            return;
        };
        if self
            .phrases
            .iter()
            .rev()
            .take_while(|p| p.entry == entry)
            .any(|p| p.forms == phrase.forms)
        {
            return;
        }
        let index = u32::try_from(self.phrases.len()).unwrap_or(u32::MAX);
        self.by_first.entry(first.clone()).or_default().push(index);
        for form in &phrase.forms {
            let entries = self.by_word.entry(form.clone()).or_default();
            if entries.last() != Some(&entry) {
                entries.push(entry);
            }
        }
        self.phrases.push(phrase);
    }

    /// Its stable name.
    pub fn name(&self) -> &Name {
        &self.name
    }

    /// The key of an entry.
    pub fn key(&self, entry: usize) -> Option<&Name> {
        self.keys.get(entry)
    }

    /// Names said whole, longest first at each place; the value is the index of the entry.
    /// Signs do not count as words.
    pub fn find(&self, words: &[Word], forms: &NormalForms) -> Vec<Found<usize>> {
        let forms: Vec<String> = words.iter().map(|w| form_of(w, forms)).collect();
        self.find_in(words, &forms)
    }

    /// As [`Self::find`] with the forms of the words, index for index: so they are made once for all directories.
    pub fn find_in<F: AsRef<str>>(&self, words: &[Word], forms: &[F]) -> Vec<Found<usize>> {
        let mut found = Vec::new();
        let mut i = 0;
        while let (Some(word), Some(first)) = (words.get(i), forms.get(i)) {
            let group = (word.kind != WordKind::Punct)
                .then(|| self.by_first.get(first.as_ref()))
                .flatten();
            let hit = group.and_then(|group| {
                let phrases = group.iter().filter_map(|p| self.phrases.get(*p as usize));
                phrases.into_iter().find_map(|p| Some((p, p.end_at(words, forms, i)?)))
            });
            match hit {
                Some((phrase, end)) => {
                    found.push(Found::new(words, i, end, phrase.entry as usize));
                    i = end.max(i + 1);
                }
                None => i += 1,
            }
        }
        found
    }

    /// The entries that an answer may mean: names said whole, else those that share most of their
    /// words with it («Омская» for «Омская область»), else names with one wrong letter.
    pub fn guess(&self, words: &[Word], forms: &NormalForms) -> Vec<usize> {
        let mut whole: Vec<usize> = self.find(words, forms).into_iter().map(|f| f.value).collect();
        whole.sort_unstable();
        whole.dedup();
        if !whole.is_empty() {
            return whole;
        }
        let mut scores: FxHashMap<u32, u32> = FxHashMap::default();
        for (_, form) in said_forms(words, forms) {
            let Some(entries) = self.by_word.get(form.as_str()) else {
                continue;
            };
            // A word of nearly every name («область») tells nothing.
            if entries.len() > 3 && entries.len() * 3 > self.keys.len() {
                continue;
            }
            for entry in entries {
                *scores.entry(*entry).or_default() += 1;
            }
        }
        let top = scores.values().copied().max().unwrap_or(0);
        let mut partial: Vec<usize> = scores
            .into_iter()
            .filter(|(_, s)| *s == top)
            .map(|(entry, _)| entry as usize)
            .collect();
        partial.sort_unstable();
        if !partial.is_empty() {
            return partial;
        }
        let unknown: Vec<&Word> = words
            .iter()
            .filter(|w| !self.by_word.contains_key(form_of(w, forms).as_str()))
            .collect();
        let mut mistyped: Vec<usize> = self
            .phrases
            .iter()
            .filter(|p| {
                p.folded
                    .iter()
                    .any(|w| unknown.iter().any(|said| is_typo(w, &said.folded)))
            })
            .map(|p| p.entry as usize)
            .collect();
        mistyped.dedup();
        mistyped
    }
}

pub(super) fn form_of(word: &Word, forms: &NormalForms) -> String {
    match word.kind {
        WordKind::Word => forms.form(&word.folded),
        _ => word.folded.to_string(),
    }
}

fn said_forms(words: &[Word], forms: &NormalForms) -> Vec<(usize, String)> {
    words
        .iter()
        .enumerate()
        .filter(|(_, w)| w.kind != WordKind::Punct)
        .map(|(i, w)| (i, form_of(w, forms)))
        .collect()
}
