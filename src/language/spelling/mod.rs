//! What a mistyped text was meant to be: slips of the finger, spelling by ear, the wrong keyboard
//! layout, Russian in Latin letters, spaces lost and put in.
//!
//! A word that the base or the dictionary knows is never changed, nor are numbers, names and
//! addresses; of two likely readings neither is taken. Nothing here knows what language a sentence is
//! in: everything is decided by which words are known.

mod candidates;
mod chunks;
mod key;
mod latin;
mod layout;
mod sounds;
mod spaces;
mod table;
mod translit;
mod typos;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use candidates::Candidate;
pub use vocabulary::{Vocabulary, VocabularyBuilder, VocabularyError};

use super::words::{Word, WordKind};
use crate::span::Span;

/// The words of a language beyond those of the base: a dictionary.
pub trait Lexicon {
    /// Whether a folded word is a word of the language.
    fn knows(&self, folded: &str) -> bool;

    /// Words of the language near a folded word that is not one, if the dictionary can tell.
    fn nearest(&self, _folded: &str) -> Vec<Box<str>> {
        Vec::new()
    }

    /// Whether it knows most words of the language, so that an unknown one is probably mistyped.
    fn is_broad(&self) -> bool {
        true
    }
}

impl<F: Fn(&str) -> bool> Lexicon for F {
    fn knows(&self, folded: &str) -> bool {
        self(folded)
    }
}

/// No dictionary: only the words of the base are known.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoLexicon;

impl Lexicon for NoLexicon {
    fn knows(&self, _folded: &str) -> bool {
        false
    }

    fn is_broad(&self) -> bool {
        false
    }
}

/// What kind of mistake a [`Change`] mends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// Letters mistyped or misspelt.
    Typo,
    /// Typed in the wrong keyboard layout.
    Layout,
    /// Russian written in Latin letters.
    Translit,
    /// Words run together.
    Split,
    /// A word torn apart by a space.
    Joined,
}

/// A word read otherwise than it is typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its bytes in the text that was given.
    pub span: Span,
    /// As typed.
    pub from: Box<str>,
    /// As read.
    pub to: Box<str>,
    /// What was mended; the last of several mistakes.
    pub kind: ChangeKind,
    /// Certainty, 0 to 1.
    pub score: f32,
    /// Less likely readings, the likeliest first.
    pub others: Vec<Candidate>,
}

/// A text read as it was meant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mended {
    /// The words to go on with. Their spans are in the text that was given: words that were run together
    /// share the span, a word torn apart has the span of its pieces.
    pub words: Vec<Word>,
    /// What was changed, in order of place.
    pub changes: Vec<Change>,
    /// What was left as typed because no reading is likely enough, with its readings.
    pub doubts: Vec<Change>,
}

impl Mended {
    /// The text with the changes made, for recognisers that look at text; borrowed when there are none.
    pub fn text<'t>(&self, text: &'t str) -> std::borrow::Cow<'t, str> {
        if self.changes.is_empty() {
            return text.into();
        }
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for change in &self.changes {
            let range = change.span.range();
            if range.start < at {
                continue;
            }
            out.push_str(text.get(at..range.start).unwrap_or(""));
            out.push_str(&change.to);
            at = range.end;
        }
        out.push_str(text.get(at..).unwrap_or(""));
        out.into()
    }
}

/// Mends texts by the words of a base and a dictionary.
#[derive(Clone, Copy)]
pub struct Spelling<'a> {
    vocabulary: &'a Vocabulary,
    lexicon: &'a dyn Lexicon,
}

impl std::fmt::Debug for Spelling<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Spelling")
            .field("vocabulary", &self.vocabulary)
            .finish()
    }
}

/// Certainty from which on a reading is taken.
const SURE: f32 = 0.6;

impl<'a> Spelling<'a> {
    /// Corrects to the words of `vocabulary`; words that `lexicon` knows are left alone too.
    pub fn new(vocabulary: &'a Vocabulary, lexicon: &'a dyn Lexicon) -> Self {
        Self { vocabulary, lexicon }
    }

    /// Whether a folded word is one of the base or of the dictionary; a hyphenated one, when its parts
    /// are.
    pub fn knows(&self, folded: &str) -> bool {
        self.knows_whole(folded) || folded.contains('-') && folded.split('-').all(|part| self.knows_whole(part))
    }

    fn knows_whole(&self, folded: &str) -> bool {
        self.vocabulary.contains(folded) || self.lexicon.knows(folded)
    }

    /// The likeliest readings of a folded word that is not known, three at most; none for a known one.
    pub fn candidates(&self, folded: &str) -> Vec<Candidate> {
        if self.knows(folded) {
            return Vec::new();
        }
        candidates::candidates(self.vocabulary, self.lexicon, folded)
    }

    fn leaves(&self, word: &Word) -> bool {
        word.kind != WordKind::Word || self.knows(&word.folded)
    }

    /// The words of `text`, which [`words`](super::words) has split, as they were meant.
    ///
    /// A text of known words costs the look-ups of its words and allocates nothing.
    pub fn mend(&self, text: &str, words: Vec<Word>) -> Mended {
        if words.iter().all(|word| self.leaves(word)) {
            return Mended {
                words,
                ..Mended::default()
            };
        }
        let mut mended = Mended::default();
        let mut chunks = chunks::chunks(text, words);
        layout::mend(self, &mut chunks);
        translit::mend(self, &mut chunks);
        for chunk in chunks {
            if let Some(kind) = chunk.mended {
                mended.changes.push(Change {
                    span: chunk.core(),
                    from: chunk.text().into(),
                    to: chunk.said().into(),
                    kind,
                    score: chunk.score,
                    others: Vec::new(),
                });
            }
            mended.words.extend(chunk.words);
        }
        spaces::join(self, text, &mut mended);
        typos::mend(self, text, &mut mended);
        mended.changes.sort_by_key(|change| change.span);
        mended
    }
}
