//! The texts that a ranker learns from.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::gram::Gram;
use super::svm::Sparse;
use crate::bundle::program::{Answer, Program, TextId, TextPart};
use crate::bundle::ranker::{NEGATIVE, TITLE};
use crate::language::{
    Feature, NormalForms, RUNS_OF_LETTERS, WordKeys, features, form_key, function_words, idf, vector,
};
use crate::value::Lang;

/// A title is an administrator's words, not a citizen's.
const TITLE_WEIGHT: f32 = 0.3;
/// An answer names the things that questions are about, in many words.
const ANSWER_WEIGHT: f32 = 0.3;
/// What a word that says nothing of its own weighs against another as rare.
const FUNCTION_WORD: f32 = 0.5;
/// From so many texts on, a feature of letters or pairs must stand in two of them.
const MANY_TEXTS: usize = 1000;

/// What a text says of classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// It belongs to a class.
    For(usize),
    /// It does not belong to a class; nothing is known of the others.
    Against(usize),
    /// It belongs to none.
    Outside,
}

/// A text to learn from.
#[derive(Clone, Debug)]
pub struct Example {
    /// Of which class.
    pub stance: Stance,
    /// Factor of the cost of a mistake.
    pub weight: f32,
    /// A phrase: its topic and number in it.
    pub phrase: Option<(u32, u32)>,
    /// Features of its normal forms, ascending.
    pub terms: Vec<u32>,
    /// As it is written.
    pub text: String,
}

/// Everything that is learnt from.
#[derive(Debug, Default)]
pub struct Corpus {
    /// Topics of each class: editions of one path.
    pub classes: Vec<Vec<u32>>,
    /// Number of texts of each class.
    pub sizes: Vec<usize>,
    /// Texts.
    pub examples: Vec<Example>,
    /// Their vectors.
    pub vectors: Vec<Sparse>,
    /// Key and inverse document frequency of each feature.
    pub features: Vec<(u64, f32)>,
    /// The words of phrases by their letters.
    pub letters: Vec<Letters>,
    /// Products of the vectors, where every class learns from all of a few.
    pub gram: Option<Gram>,
}

/// A word as the block of letters sees it.
#[derive(Clone, Debug, Default)]
pub struct Letters {
    /// Key of the whole.
    pub key: u64,
    /// Features of its runs of letters, in order of place.
    pub runs: Vec<u32>,
    /// How many runs are no features.
    pub unknown: u32,
}

/// What was read of an example.
struct Read {
    features: Vec<Feature>,
    /// Of each word: its form as it is.
    forms: Vec<u64>,
    /// Of each word, see [`WordKeys::letters`].
    letters: Vec<Option<u64>>,
}

impl Corpus {
    /// The texts of a program, `None` where no topic has any.
    pub fn of(program: &Program, forms: &NormalForms) -> Option<Self> {
        let mut corpus = Self::default();
        let mut by_path: BTreeMap<&str, usize> = BTreeMap::new();
        for (n, topic) in (0_u32..).zip(&program.topics) {
            let class = *by_path.entry(&topic.path).or_insert_with(|| {
                corpus.classes.push(Vec::new());
                corpus.classes.len() - 1
            });
            if let Some(topics) = corpus.classes.get_mut(class) {
                topics.push(n);
            }
            corpus.add_topic(program, n, class);
        }
        for text in &program.out_of_scope {
            corpus.add(Stance::Outside, 1.0, None, text);
        }
        let usable = corpus.examples.iter().any(|e| matches!(e.stance, Stance::For(_)));
        // More classes than a number of 16 bits counts are no contact centre's.
        if !usable || corpus.classes.len() > usize::from(u16::MAX) {
            return None;
        }
        corpus.sizes = vec![0; corpus.classes.len()];
        for example in &corpus.examples {
            if let Stance::For(class) = example.stance
                && let Some(size) = corpus.sizes.get_mut(class)
            {
                *size += 1;
            }
        }
        corpus.index(forms);
        Some(corpus)
    }

    fn add_topic(&mut self, program: &Program, n: u32, class: usize) {
        let Some(topic) = program.topics.get(n as usize) else {
            return;
        };
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        // Editions of one path mostly repeat each other's phrases.
        let earlier: FxHashSet<String> = self
            .examples
            .iter()
            .rev()
            .take_while(|e| e.stance == Stance::For(class) || e.stance == Stance::Against(class))
            .map(|e| e.text.clone())
            .collect();
        for (number, phrase) in (0_u32..).zip(&topic.phrases) {
            if seen.insert(phrase) && !earlier.contains(phrase) {
                self.add(Stance::For(class), 1.0, Some((n, number)), phrase);
            }
        }
        if in_script(&topic.title, program.lang) && seen.insert(&topic.title) && !earlier.contains(&topic.title) {
            self.add(Stance::For(class), TITLE_WEIGHT, Some((n, TITLE)), &topic.title);
        }
        if let Some(Answer::Text(text)) = &topic.answer {
            let text = words_of(program, *text);
            if !text.trim().is_empty() && !earlier.contains(&text) {
                self.add(Stance::For(class), ANSWER_WEIGHT, None, &text);
            }
        }
        for (number, phrase) in (NEGATIVE..).zip(&topic.negative) {
            self.add(Stance::Against(class), 1.0, Some((n, number)), phrase);
        }
    }

    fn add(&mut self, stance: Stance, weight: f32, phrase: Option<(u32, u32)>, text: &str) {
        self.examples.push(Example {
            stance,
            weight,
            phrase,
            terms: Vec::new(),
            text: text.to_owned(),
        });
    }

    /// Numbers the features in order of first occurrence and makes the vectors.
    fn index(&mut self, forms: &NormalForms) {
        let read: Vec<Read> = self
            .examples
            .par_iter()
            .map(|e| {
                let words = forms.forms(&e.text);
                let mut found = Vec::new();
                features(&words, &mut found);
                Read {
                    features: found,
                    forms: words.iter().map(|(_, form)| form_key(form)).collect(),
                    letters: words.iter().map(|(w, form)| WordKeys::of(w, form).letters).collect(),
                }
            })
            .collect();
        // In order of first occurrence: key, block, texts that have it.
        let mut counted: FxHashMap<u64, usize> = FxHashMap::default();
        let mut all: Vec<(u64, u8, u32)> = Vec::new();
        let mut keys: Vec<(u64, u8)> = Vec::new();
        for of in &read {
            keys.clear();
            keys.extend(of.features.iter().map(|f| (f.key, f.block)));
            keys.sort_unstable();
            keys.dedup();
            for (key, block) in &keys {
                let at = *counted.entry(*key).or_insert_with(|| {
                    all.push((*key, *block, 0));
                    all.len() - 1
                });
                if let Some(entry) = all.get_mut(at) {
                    entry.2 += 1;
                }
            }
        }
        let texts = self.examples.len();
        let least = |block: u8| if block > 0 && texts >= MANY_TEXTS { 2 } else { 1 };
        all.retain(|(_, block, count)| *count >= least(*block));
        let quiet = function_words(forms);
        let weight = |key: u64| if quiet.contains(&key) { FUNCTION_WORD } else { 1.0 };
        let weighed = |(key, _, count): &(u64, u8, u32)| (*key, weight(*key) * idf(texts, *count));
        self.features = all.iter().map(weighed).collect();
        let numbers: FxHashMap<u64, (u32, f32)> = (0_u32..)
            .zip(&self.features)
            .map(|(n, (key, idf))| (*key, (n, *idf)))
            .collect();
        let rarest = self.features.iter().map(|f| f.1).fold(1.0, f32::max);
        self.vectors = read
            .par_iter()
            .map(|of| {
                let vector = vector(&of.features, rarest, |key| numbers.get(&key).copied());
                vector.into_iter().map(|w| (w.id, w.weight)).collect()
            })
            .collect();
        self.letters = self.letters(&read, &numbers);
        for (example, of) in self.examples.iter_mut().zip(&read) {
            let mut terms: Vec<u32> = of
                .forms
                .iter()
                .filter_map(|k| numbers.get(k).map(|(n, _)| *n))
                .collect();
            terms.sort_unstable();
            terms.dedup();
            example.terms = terms;
        }
    }

    /// The words of phrases, in order of first occurrence. Of many texts, words that stand in two phrases:
    /// those of one alone are seldom asked about, and their runs of letters do for them.
    fn letters(&self, read: &[Read], numbers: &FxHashMap<u64, (u32, f32)>) -> Vec<Letters> {
        let least = if self.examples.len() >= MANY_TEXTS { 2 } else { 1 };
        let mut counted: FxHashMap<u64, usize> = FxHashMap::default();
        // The word, the last phrase that has it, and how many do.
        let mut all: Vec<(Letters, usize, u32)> = Vec::new();
        let phrases = self.examples.iter().zip(read).enumerate();
        for (n, (_, of)) in phrases.filter(|(_, (e, _))| e.phrase.is_some()) {
            let first = all.len();
            for key in of.letters.iter().flatten() {
                let at = *counted.entry(*key).or_insert(all.len());
                match all.get_mut(at) {
                    Some((_, last, _)) if *last == n => {}
                    Some((_, last, count)) => {
                        *last = n;
                        *count += 1;
                    }
                    None => {
                        let letters = Letters {
                            key: *key,
                            ..Letters::default()
                        };
                        all.push((letters, n, 1));
                    }
                }
            }
            // The runs of the words that are new here.
            let mut filled = usize::MAX;
            for feature in of.features.iter().filter(|f| f.block == RUNS_OF_LETTERS) {
                let word = usize::from(feature.words.0);
                let key = of.letters.get(word).copied().flatten();
                let at = key.and_then(|key| counted.get(&key)).filter(|at| **at >= first);
                let Some((letters, ..)) = at.and_then(|at| all.get_mut(*at)) else {
                    continue;
                };
                // Runs of one word stand together; a word that comes again is full already.
                if !letters.is_empty() && filled != word {
                    continue;
                }
                filled = word;
                match numbers.get(&feature.key) {
                    Some((id, _)) => letters.runs.push(*id),
                    None => letters.unknown += 1,
                }
            }
        }
        let kept = all.into_iter().filter(|(.., count)| *count >= least);
        kept.map(|(letters, ..)| letters).collect()
    }
}

impl Letters {
    fn is_empty(&self) -> bool {
        self.runs.is_empty() && self.unknown == 0
    }
}

/// Whether a text has letters of the language: a title without any is a code of another system.
fn in_script(text: &str, lang: Lang) -> bool {
    text.chars().any(|c| match lang {
        Lang::Ru => ('\u{400}'..='\u{4ff}').contains(&c),
        Lang::En => c.is_ascii_alphabetic(),
    })
}

/// The fixed words of a text.
fn words_of(program: &Program, text: TextId) -> String {
    let parts = program
        .texts
        .get(text.index())
        .map(|t| t.parts.as_slice())
        .unwrap_or_default();
    let words = parts.iter().map(|p| match p {
        TextPart::Words(words) => words.as_str(),
        TextPart::Hole(..) => " ",
    });
    words.collect()
}
