//! A question read with the words of the index.

use rustc_hash::FxHashSet;

use super::matching::{Matcher, Postings};
use crate::language::spelling::{Lexicon, Spelling, Vocabulary};
use crate::language::{Dictionary, NormalForms, Word, WordKind, words};
use crate::value::Lang;

/// Different words that are looked for; of more, the rarest.
const MOST_WORDS: usize = 48;
/// A reading that spelling offers without being sure of it counts less than what was typed.
const DOUBTFUL: f32 = 0.5;

/// The words that are looked for.
#[derive(Debug, Default)]
pub struct Asked {
    /// Different words in order of first occurrence.
    pub words: Vec<AskedWord>,
    /// Words that were read otherwise than they were typed: as typed, as read.
    pub corrections: Vec<(String, String)>,
}

/// A word that is looked for.
#[derive(Debug)]
pub struct AskedWord {
    /// Its normal form as typed.
    form: String,
    /// Forms that it may be; none when the index has nothing like it.
    pub readings: Vec<Reading>,
    /// Inverse document frequency: how much the word tells.
    pub idf: f32,
}

/// A form that a word may be.
#[derive(Debug)]
pub struct Reading {
    /// The normal form.
    pub form: String,
    /// From 0 to 1: how sure the reading is.
    pub weight: f32,
    /// Where the fields have it.
    pub postings: Postings,
}

/// The words of the language and of the index: what spelling leaves alone.
struct Known<'a> {
    forms: &'a NormalForms,
    matcher: &'a Matcher,
}

impl Lexicon for Known<'_> {
    fn knows(&self, folded: &str) -> bool {
        self.matcher.has(&self.forms.normal(folded)) || self.is_broad() && Dictionary::russian().knows(folded)
    }

    fn is_broad(&self) -> bool {
        self.forms.lang() == Lang::Ru
    }
}

impl Asked {
    /// Reads a text: words unknown to the index and the dictionary are mended, or get several readings
    /// where no one is sure.
    pub fn read(text: &str, forms: &NormalForms, vocabulary: &Vocabulary, matcher: &Matcher) -> Self {
        let known = Known { forms, matcher };
        let mended = Spelling::new(vocabulary, &known).mend(text, words(text));
        let mut asked = Self {
            words: Vec::new(),
            corrections: mended
                .changes
                .iter()
                .map(|c| (c.from.to_string(), c.to.to_string()))
                .collect(),
        };
        for (word, form) in forms.forms_of(mended.words) {
            let doubt = mended.doubts.iter().find(|d| d.span == word.span);
            let doubtful = doubt.into_iter().flat_map(|d| {
                let others = d.others.iter().map(|o| (&*o.word, o.score));
                std::iter::once((&*d.to, d.score)).chain(others)
            });
            asked.add(&word, form, doubtful, forms, matcher);
        }
        asked.cut();
        asked
    }

    /// Takes words as they are; none where there are more than [`MOST_WORDS`] different ones.
    pub fn plain(words: &[(Word, String)], forms: &NormalForms, matcher: &Matcher) -> Option<Self> {
        let mut different: FxHashSet<&str> = FxHashSet::default();
        for (_, form) in words {
            different.insert(form);
            if different.len() > MOST_WORDS {
                return None;
            }
        }
        let mut asked = Self::default();
        for (word, form) in words {
            asked.add(word, form.clone(), std::iter::empty(), forms, matcher);
        }
        Some(asked)
    }

    fn add<'d>(
        &mut self,
        word: &Word,
        form: String,
        doubtful: impl Iterator<Item = (&'d str, f32)>,
        forms: &NormalForms,
        matcher: &Matcher,
    ) {
        let same = |w: &AskedWord| w.form == form || w.readings.iter().any(|r| r.form == form);
        if self.words.iter().any(same) {
            return;
        }
        let mut readings = Vec::new();
        let postings = matcher.postings(&form);
        if postings.documents() > 0 {
            readings.push(Reading {
                form: form.clone(),
                weight: 1.0,
                postings,
            });
        } else {
            // Of a hyphenated word that the index has not, its parts are looked for.
            if word.kind == WordKind::Word && word.folded.contains('-') {
                return;
            }
            for (text, score) in doubtful {
                for part in text.split(' ') {
                    let form = forms.form(part);
                    let postings = matcher.postings(&form);
                    if postings.documents() > 0 && readings.iter().all(|r: &Reading| r.form != form) {
                        readings.push(Reading {
                            form,
                            weight: score * DOUBTFUL,
                            postings,
                        });
                    }
                }
            }
        }
        let most = readings.iter().map(|r| r.postings.documents()).max().unwrap_or(0);
        self.words.push(AskedWord {
            form,
            readings,
            idf: matcher.idf(most),
        });
    }

    /// Keeps the rarest words that the index has, in their order.
    fn cut(&mut self) {
        if self.words.len() <= MOST_WORDS {
            return;
        }
        let mut idfs: Vec<f32> = self.known().map(|w| w.idf).collect();
        idfs.sort_by(|a, b| b.total_cmp(a));
        let least = idfs.get(MOST_WORDS).copied().unwrap_or(0.0);
        self.words.retain(|w| !w.readings.is_empty() && w.idf > least);
        self.words.truncate(MOST_WORDS);
    }

    /// Words that the index has.
    pub fn known(&self) -> impl Iterator<Item = &AskedWord> {
        self.words.iter().filter(|w| !w.readings.is_empty())
    }

    /// Weight of all words.
    pub fn weight(&self) -> f32 {
        self.words.iter().map(|w| w.idf).sum()
    }
}
