//! tantivy at work: which documents have the words, and how much of the question each covers.

use std::sync::Arc;

use tantivy::collector::TopDocs;
use tantivy::postings::TermInfo;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet as _, InvertedIndexReader, Searcher, Term};

use super::query::Asked;
use crate::bundle::schema::{FIELDS, IndexSchema};

/// How much a word counts in each field, in their order: title, phrases, cues, answer, grounds.
const BOOSTS: [f32; FIELDS] = [3.0, 2.0, 1.5, 1.0, 0.7];
/// How far a word found in a field shows that the document is about it.
const SHARES: [f32; FIELDS] = [1.0, 1.0, 0.9, 0.7, 0.5];

/// Fields that have a form.
#[derive(Clone, Debug, Default)]
pub struct Postings([Option<TermInfo>; FIELDS]);

impl Postings {
    /// Documents that have it; at least so many, where several fields do.
    pub fn documents(&self) -> u32 {
        self.0.iter().flatten().map(|info| info.doc_freq).max().unwrap_or(0)
    }
}

/// The one segment of an index.
pub struct Matcher {
    searcher: Searcher,
    schema: IndexSchema,
    inverted: Vec<Arc<InvertedIndexReader>>,
    documents: u32,
}

impl std::fmt::Debug for Matcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Matcher").field("documents", &self.documents).finish()
    }
}

impl Matcher {
    /// Over an index of one segment.
    pub fn new(searcher: Searcher, schema: IndexSchema) -> tantivy::Result<Option<Self>> {
        let [segment] = searcher.segment_readers() else {
            return Ok(None);
        };
        let documents = segment.max_doc();
        let mut inverted = Vec::with_capacity(FIELDS);
        for field in schema.fields {
            inverted.push(segment.inverted_index(field)?);
        }
        Ok(Some(Self {
            searcher,
            schema,
            inverted,
            documents,
        }))
    }

    /// Number of documents.
    pub fn documents(&self) -> u32 {
        self.documents
    }

    /// Where the fields have a form.
    pub fn postings(&self, form: &str) -> Postings {
        let mut postings = Postings::default();
        for ((slot, field), inverted) in postings.0.iter_mut().zip(self.schema.fields).zip(&self.inverted) {
            *slot = inverted
                .get_term_info(&Term::from_field_text(field, form))
                .ok()
                .flatten();
        }
        postings
    }

    /// Whether a document has a form.
    pub fn has(&self, form: &str) -> bool {
        self.postings(form).documents() > 0
    }

    /// How much a form tells that so many documents have.
    pub fn idf(&self, documents: u32) -> f32 {
        let (all, n) = (self.documents as f32, documents.min(self.documents) as f32);
        libm::logf(1.0 + (all - n + 0.5) / (n + 0.5))
    }

    /// Documents that `keep` lets pass in order of score: the BM25 of the fields, each times its boost, summed; a
    /// word's inverse document frequency is that of the field where it is most frequent.
    pub fn best(
        &self,
        asked: &Asked,
        limit: usize,
        keep: impl Fn(DocId) -> bool,
    ) -> tantivy::Result<Vec<(f32, DocId)>> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for reading in asked.known().flat_map(|w| &w.readings) {
            for ((info, field), boost) in reading.postings.0.iter().zip(self.schema.fields).zip(BOOSTS) {
                if let Some(info) = info {
                    // A word is as rare as it is in all fields: «пункт» in a phrase is no rarity
                    // where every ground has it. BM25 is linear in what it takes for the rarity.
                    let rarity = self.idf(reading.postings.documents()) / self.idf(info.doc_freq);
                    let boost = boost * rarity * reading.weight;
                    let term = Term::from_field_text(field, &reading.form);
                    let query = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
                    clauses.push((Occur::Should, Box::new(BoostQuery::new(query, boost))));
                }
            }
        }
        if clauses.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let query = BooleanQuery::new(clauses);
        let all = (self.documents as usize).max(1);
        // Editions not in force are left out afterwards: they are few, and what is left out is fetched.
        let mut fetched = limit.saturating_add(8).min(all);
        loop {
            let collector = TopDocs::with_limit(fetched).order_by_score();
            let found = self.searcher.search(&query, &collector)?;
            let ended = found.len() < fetched || fetched == all;
            let mut kept: Vec<(f32, DocId)> = found
                .into_iter()
                .map(|(score, address)| (score, address.doc_id))
                .filter(|(_, document)| keep(*document))
                .collect();
            if ended || kept.len() >= limit {
                kept.truncate(limit);
                return Ok(kept);
            }
            fetched = fetched.saturating_mul(4).min(all);
        }
    }

    /// For each document, which must be in ascending order, the share of the question's weight that it
    /// has, from 0 to 1: the sum of the words' inverse document frequencies, each times the share of the
    /// best field that has the word, by the sum of all words' inverse document frequencies. Words that
    /// no document has weigh most.
    pub fn coverage(&self, asked: &Asked, documents: &[DocId]) -> tantivy::Result<Vec<f32>> {
        let mut sums = vec![0.0_f32; documents.len()];
        let mut found = vec![0.0_f32; documents.len()];
        for word in asked.known() {
            found.fill(0.0);
            for reading in &word.readings {
                for ((info, inverted), share) in reading.postings.0.iter().zip(&self.inverted).zip(SHARES) {
                    let Some(info) = info else { continue };
                    let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                    for (found, document) in found.iter_mut().zip(documents) {
                        if postings.doc() < *document {
                            postings.seek(*document);
                        }
                        if postings.doc() == *document {
                            *found = found.max(share * reading.weight);
                        }
                    }
                }
            }
            for (sum, found) in sums.iter_mut().zip(&found) {
                *sum += word.idf * found;
            }
        }
        let weight = asked.weight();
        if weight > 0.0 {
            for sum in &mut sums {
                *sum = (*sum / weight).clamp(0.0, 1.0);
            }
        }
        Ok(sums)
    }
}
