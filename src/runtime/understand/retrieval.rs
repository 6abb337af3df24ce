//! Full text: the phrases and titles that are most like a question.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rustc_hash::FxHashSet;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Index, IndexReader, ReloadPolicy, Term};

use super::question::Question;
use crate::bundle::program::{Program, TopicId};
use crate::bundle::schema::{IndexSchema, NEGATIVE, TITLE};
use crate::bundle::{BundleError, IndexDirectory};
use crate::language::NormalForms;

/// Documents that are compared word by word after BM25 has found them.
const COMPARED: usize = 24;
/// A title speaks for its topic a little less than a phrase that people really use.
const TITLE_WEIGHT: f32 = 0.9;

/// A reader of the index.
pub struct Retrieval {
    reader: IndexReader,
    fields: IndexSchema,
}

impl std::fmt::Debug for Retrieval {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Retrieval")
    }
}

/// A phrase that is like the question.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Its topic.
    pub topic: TopicId,
    /// Its text.
    pub text: String,
    /// From 0 to 1.
    pub likeness: f32,
    /// A phrase that says what the topic is not.
    pub negative: bool,
}

impl Retrieval {
    /// Opens the index of a bundle.
    ///
    /// # Errors
    /// When tantivy does not accept its files.
    pub fn open(directory: IndexDirectory) -> Result<Self, BundleError> {
        let damaged =
            |e: &dyn std::fmt::Display| BundleError::damaged(format!("its full-text index cannot be read: {e}"));
        let opened = guarded(|| {
            let mut index = Index::open(directory)?;
            index.set_tokenizers(IndexSchema::tokenizers());
            let reader: IndexReader = index
                .reader_builder()
                .reload_policy(ReloadPolicy::Manual)
                .doc_store_cache_num_blocks(1)
                .try_into()?;
            Ok::<_, tantivy::TantivyError>((index.schema(), reader))
        });
        let (schema, reader) = opened
            .ok_or_else(|| damaged(&"its files contradict each other"))?
            .map_err(|e| damaged(&e))?;
        let fields = IndexSchema::new();
        if schema != fields.schema {
            return Err(damaged(&"its fields are those of another version"));
        }
        Ok(Self { reader, fields })
    }

    /// Phrases in order of likeness, best first.
    pub fn search(&self, program: &Program, forms: &NormalForms, question: &Question) -> Vec<Hit> {
        // The index was checked as a whole when the bundle was opened; tantivy itself trusts its
        // files, so that a forged one could still make it panic: that must not reach the channel.
        guarded(|| self.search_unguarded(program, forms, question))
            .flatten()
            .unwrap_or_default()
    }

    fn search_unguarded(&self, program: &Program, forms: &NormalForms, question: &Question) -> Option<Vec<Hit>> {
        let searcher = self.reader.searcher();
        let mut unique: Vec<&str> = question.words.iter().map(|(_, f)| f.as_str()).collect();
        unique.sort_unstable();
        unique.dedup();
        let documents = searcher.num_docs() as f32;
        let term = |form: &str| Term::from_field_text(self.fields.forms, form);
        let idf = |form: &str| -> f32 {
            let n = searcher.doc_freq(&term(form)).unwrap_or(0) as f32;
            (1.0 + (documents - n + 0.5) / (n + 0.5)).ln()
        };
        let clauses: Vec<(Occur, Box<dyn Query>)> = unique
            .iter()
            .map(|f| {
                (
                    Occur::Should,
                    Box::new(TermQuery::new(term(f), IndexRecordOption::WithFreqs)) as Box<dyn Query>,
                )
            })
            .collect();
        let collector = TopDocs::with_limit(COMPARED).order_by_score();
        let found = searcher.search(&BooleanQuery::new(clauses), &collector).ok()?;
        let asked: f32 = unique.iter().map(|f| idf(f)).sum();
        let mut hits = Vec::with_capacity(found.len());
        for (_, address) in found {
            let fast = searcher.segment_reader(address.segment_ord).fast_fields();
            let topic = fast.u64("topic").ok()?.first(address.doc_id)?;
            let number = fast.u64("phrase").ok()?.first(address.doc_id)?;
            let topic_id = TopicId(u32::try_from(topic).ok()?);
            let Some(record) = program.topics.get(topic_id.index()) else {
                continue;
            };
            let negative = number >= NEGATIVE;
            let text = match (number == TITLE, negative) {
                (true, _) => Some(&record.title),
                (false, true) => record.negative.get(usize::try_from(number - NEGATIVE).ok()?),
                (false, false) => record.phrases.get(usize::try_from(number).ok()?),
            };
            let Some(text) = text else { continue };
            let words: FxHashSet<String> = forms.forms(text).into_iter().map(|(_, f)| f).collect();
            let common: f32 = unique.iter().filter(|f| words.contains(**f)).map(|f| idf(f)).sum();
            let mut sorted: Vec<&String> = words.iter().collect();
            sorted.sort_unstable();
            let said: f32 = sorted.into_iter().map(|f| idf(f)).sum();
            let sum = asked + said;
            let likeness = if sum > 0.0 { 2.0 * common / sum } else { 0.0 };
            let weight = if number == TITLE { TITLE_WEIGHT } else { 1.0 };
            hits.push(Hit {
                topic: topic_id,
                text: text.clone(),
                likeness: likeness * weight,
                negative,
            });
        }
        hits.sort_by(|a, b| {
            b.likeness
                .total_cmp(&a.likeness)
                .then(a.topic.cmp(&b.topic))
                .then_with(|| a.text.cmp(&b.text))
        });
        Some(hits)
    }
}

/// Runs something of tantivy; a panic inside becomes `None`.
fn guarded<T>(run: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(run)).ok()
}
