//! Full-text search over the topics and measures of a base.
//!
//! A document is an edition of a topic or a measure; its fields are title, phrases, words of the cues,
//! what the answer says, and legal grounds. Documents are ranked by the sum of the fields' BM25, the
//! title weighing most, times how much of the question they cover. Pure: the same question on the
//! same day finds the same.

pub mod document;
mod matching;
mod query;
mod sentence;
mod snippet;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tantivy::{Index, IndexReader, ReloadPolicy};

pub use document::Target;
use document::{Document, validity};
use matching::Matcher;
use query::Asked;
pub use sentence::sentences;
use snippet::Marks;
pub use snippet::Snippet;

use crate::bundle::program::{Program, TopicId, Validity};
use crate::bundle::schema::{IndexSchema, VERSION, VERSION_FILE, WORDS_FILE};
use crate::bundle::{BundleError, IndexDirectory};
use crate::language::spelling::Vocabulary;
use crate::language::{NormalForms, Word};
use crate::value::{Date, Ground, Name};

/// Documents whose cover of the question is compared beyond those asked for.
const SPARE: usize = 24;
/// Documents that cover less of the question have only words that stand everywhere.
const LEAST_COVER: f32 = 0.1;
/// Documents that cover less than this share of the best cover are not what was looked for.
const LEAST_SHARE: f32 = 0.25;
/// Similar questions of a result.
const SIMILAR: usize = 3;
/// Most results of one search.
pub const MAX_RESULTS: usize = 1000;
/// Topics of the long tail.
const LONG_TAIL: usize = 5;
/// Weights of words in snippets are thousandths.
const THOUSAND: f32 = 1000.0;

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchResults {
    /// Best first.
    pub hits: Vec<SearchHit>,
    /// Words that were read otherwise than they were typed: as typed, as read.
    pub corrections: Vec<(String, String)>,
}

/// A topic or a measure that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchHit {
    /// What was found.
    pub target: Target,
    /// Path of the topic or name of the measure.
    pub path: Name,
    /// Title with the words that were asked for.
    pub title: Snippet,
    /// What the order is by; comparable within one search only.
    pub score: f32,
    /// Share of the question that it covers, from 0 to 1.
    pub likeness: f32,
    /// The part of the answer that has most of the words, or its beginning; none where the answer says
    /// nothing that is known beforehand.
    pub snippet: Option<Snippet>,
    /// Its phrases that have most of the words, at most three.
    pub similar: Vec<Snippet>,
    /// Legal grounds.
    pub grounds: Vec<Ground>,
    /// When it is in force.
    pub valid: Validity,
}

/// The full-text index of a bundle, opened. Cheap to clone; one serves all threads.
#[derive(Clone, Debug)]
pub struct Search(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    matcher: Matcher,
    vocabulary: Vocabulary,
}

impl Search {
    /// Opens the index of a program's bundle.
    ///
    /// # Errors
    /// When its files contradict each other or the program, or are those of another version.
    pub fn open(directory: &IndexDirectory, program: &Program) -> Result<Self, BundleError> {
        let damaged =
            |e: &dyn std::fmt::Display| BundleError::damaged(format!("its full-text index cannot be read: {e}"));
        let another = || damaged(&"it is that of another version");
        if directory.bytes(VERSION_FILE) != Some(VERSION.to_le_bytes().as_slice()) {
            return Err(another());
        }
        if !directory.stores_nothing() {
            return Err(damaged(&"it stores documents"));
        }
        let words = directory.bytes(WORDS_FILE).ok_or_else(another)?;
        let vocabulary = Vocabulary::open(words).map_err(|e| damaged(&e))?;
        let opened = guarded(|| {
            let mut index = Index::open(directory.clone())?;
            index.set_tokenizers(IndexSchema::tokenizers());
            let schema = IndexSchema::new();
            if index.schema() != schema.schema {
                return Ok(None);
            }
            let reader: IndexReader = index
                .reader_builder()
                .reload_policy(ReloadPolicy::Manual)
                .doc_store_cache_num_blocks(1)
                .try_into()?;
            Matcher::new(reader.searcher(), schema)
        });
        let matcher = opened
            .ok_or_else(|| damaged(&"its files contradict each other"))?
            .map_err(|e: tantivy::TantivyError| damaged(&e))?
            .ok_or_else(another)?;
        if matcher.documents() as usize != document::count(program) {
            return Err(damaged(&"it is not that of this program"));
        }
        Ok(Self(Arc::new(Inner { matcher, vocabulary })))
    }

    /// What `query` is about, on a day, best first. Only what is in force on it is found.
    pub fn search(
        &self,
        program: &Program,
        forms: &NormalForms,
        query: &str,
        today: Date,
        limit: usize,
    ) -> SearchResults {
        // The index was checked as a whole when the bundle was opened; tantivy itself trusts its
        // files, so that a forged one could still make it panic: that must not reach the channel.
        guarded(|| {
            let limit = limit.min(MAX_RESULTS);
            let Inner { matcher, vocabulary } = &*self.0;
            let asked = Asked::read(query, forms, vocabulary, matcher);
            let found = self.ranked(program, &asked, today, limit)?;
            let mut marks = Marks::new();
            for word in asked.known() {
                for reading in &word.readings {
                    marks.add(&reading.form, thousandths(word.idf * reading.weight));
                }
            }
            let show = |(score, likeness, target)| show(program, forms, &marks, today, target, score, likeness);
            Some(SearchResults {
                hits: found.into_iter().filter_map(show).collect(),
                corrections: asked.corrections.clone(),
            })
        })
        .flatten()
        .unwrap_or_default()
    }

    /// Score, cover and target of the best documents.
    fn ranked(&self, program: &Program, asked: &Asked, today: Date, limit: usize) -> Option<Vec<(f32, f32, Target)>> {
        let matcher = &self.0.matcher;
        let target = |number| document::target(program, number);
        let in_force = |number| {
            target(number)
                .and_then(|t| validity(program, t))
                .is_some_and(|v| v.holds(today))
        };
        let compared = if limit == 0 { 0 } else { limit + SPARE };
        let mut found = matcher.best(asked, compared, in_force).ok()?;
        found.sort_unstable_by_key(|(_, number)| *number);
        let numbers: Vec<u32> = found.iter().map(|(_, number)| *number).collect();
        let cover = matcher.coverage(asked, &numbers).ok()?;
        let best = cover.iter().copied().fold(0.0, f32::max);
        let least = LEAST_COVER.max(LEAST_SHARE * best);
        let mut ranked: Vec<(f32, f32, Target)> = found
            .into_iter()
            .zip(cover)
            .filter(|(_, cover)| *cover >= least)
            .filter_map(|((bm25, number), cover)| Some((bm25 * cover, cover, target(number)?)))
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
        ranked.truncate(limit);
        Some(ranked)
    }

    /// Topics in force that have words of a question, at most five, with their likeness from 0 to 1 where it is
    /// `least` or more: the sum of the inverse document frequencies of the words that the topic has, those that
    /// only its answer or grounds have counting less, by the sum over all words of the question. For questions
    /// that nothing else answers: nothing is mended here, words that stand in a quarter of all documents are not
    /// looked for, and nothing is where a message has so many words that no topic can hold most of them.
    pub fn long_tail(
        &self,
        program: &Program,
        forms: &NormalForms,
        words: &[(Word, String)],
        today: Date,
        least: f32,
    ) -> Vec<(TopicId, f32)> {
        guarded(|| {
            let matcher = &self.0.matcher;
            let mut asked = Asked::plain(words, forms, matcher)?;
            let common = matcher.idf(matcher.documents() / 4);
            if asked.known().any(|w| w.idf > common) {
                asked.words.retain(|w| w.idf > common);
            }
            // A topic has at most what the index has: where that is too little, none need be looked for.
            let known: f32 = asked.known().map(|w| w.idf).sum();
            if known < least * asked.weight() {
                return Some(Vec::new());
            }
            let topic = |number| match document::target(program, number) {
                Some(Target::Topic(id)) => Some(id),
                _ => None,
            };
            let in_force = |id: TopicId| program.topics.get(id.index()).is_some_and(|t| t.valid.holds(today));
            let keep = |number| topic(number).is_some_and(in_force);
            let mut numbers: Vec<u32> = matcher
                .best(&asked, LONG_TAIL, keep)
                .ok()?
                .into_iter()
                .map(|(_, number)| number)
                .collect();
            numbers.sort_unstable();
            let cover = matcher.coverage(&asked, &numbers).ok()?;
            let mut found: Vec<(TopicId, f32)> = numbers
                .into_iter()
                .filter_map(topic)
                .zip(cover)
                .filter(|(_, cover)| *cover > 0.0 && *cover >= least)
                .collect();
            found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            Some(found)
        })
        .flatten()
        .unwrap_or_default()
    }
}

/// What is shown of a document.
fn show(
    program: &Program,
    forms: &NormalForms,
    marks: &Marks<'_>,
    today: Date,
    target: Target,
    score: f32,
    likeness: f32,
) -> Option<SearchHit> {
    let document = Document::of(program, forms, target, Some(today))?;
    let path = match target {
        Target::Topic(id) => program.topics.get(id.index())?.path.clone(),
        Target::Measure(id) => program.measures.get(id.index())?.name.clone(),
    };
    let mut best: Option<(u64, Snippet)> = None;
    for text in &document.answers {
        let (snippet, worth) = snippet::best(text, marks, forms);
        if best.as_ref().is_none_or(|(b, _)| worth > *b) {
            best = Some((worth, snippet));
        }
    }
    let mut similar: Vec<(u64, Snippet)> = document
        .phrases
        .iter()
        .map(|phrase| {
            let (whole, worth) = snippet::highlighted(phrase, marks, forms);
            match whole.text.chars().nth(snippet::LENGTH) {
                None => (worth, whole),
                Some(_) => {
                    let (part, worth) = snippet::best(phrase, marks, forms);
                    (worth, part)
                }
            }
        })
        .filter(|(worth, _)| *worth > 0)
        .collect();
    similar.sort_by_key(|(worth, _)| std::cmp::Reverse(*worth));
    similar.truncate(SIMILAR);
    Some(SearchHit {
        target,
        path,
        title: snippet::highlighted(document.title, marks, forms).0,
        score,
        likeness,
        snippet: best.map(|(_, snippet)| snippet),
        similar: similar.into_iter().map(|(_, snippet)| snippet).collect(),
        grounds: document
            .grounds
            .iter()
            .filter_map(|id| program.grounds.get(id.index()).cloned())
            .collect(),
        valid: validity(program, target)?,
    })
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "inverse document frequencies are from 0 to 25"
)]
fn thousandths(weight: f32) -> u32 {
    (weight * THOUSAND).round().max(1.0) as u32
}

/// Runs something of tantivy; a panic inside becomes `None`.
fn guarded<T>(run: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(run)).ok()
}

#[cfg(all(test, feature = "compiler"))]
mod tests;
