//! The schema of the full-text index, the same for the writer and the reader.
//!
//! One document a phrase: its normal forms, joined by spaces. Titles and negative phrases are
//! documents too. Fast fields lead back to the topic.

use tantivy::schema::{FAST, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TokenizerManager, WhitespaceTokenizer};

const TOKENIZER: &str = "forms";

/// Number of a title's document among the phrases of its topic.
pub const TITLE: u64 = u32::MAX as u64;
/// Added to the number of a negative phrase.
pub const NEGATIVE: u64 = 1 << 32;

/// Fields of the index.
#[derive(Clone, Debug)]
pub struct IndexSchema {
    /// Schema for tantivy.
    pub schema: Schema,
    /// Normal forms.
    pub forms: Field,
    /// Index of the topic.
    pub topic: Field,
    /// Number of the phrase, [`TITLE`], or [`NEGATIVE`] plus a number.
    pub phrase: Field,
}

impl IndexSchema {
    /// The schema of this version.
    pub fn new() -> Self {
        let mut builder = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqs);
        let forms = builder.add_text_field("forms", TextOptions::default().set_indexing_options(indexing));
        let number = NumericOptions::default() | FAST;
        let topic = builder.add_u64_field("topic", number.clone());
        let phrase = builder.add_u64_field("phrase", number);
        Self {
            schema: builder.build(),
            forms,
            topic,
            phrase,
        }
    }

    /// Tokenizers that the schema names: the forms are ready, only spaces part them.
    pub fn tokenizers() -> TokenizerManager {
        // tantivy wants its default tokenizer to exist even for fields of numbers.
        let manager = TokenizerManager::default();
        manager.register(TOKENIZER, WhitespaceTokenizer::default());
        manager
    }
}

impl Default for IndexSchema {
    fn default() -> Self {
        Self::new()
    }
}
