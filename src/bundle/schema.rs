//! The schema of the full-text index, the same for the writer and the reader.
//!
//! One document a topic, edition by edition, in the order of the program, then one a measure: the
//! number of a document is all that leads back to it. Fields hold normal forms, joined by spaces.

use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TokenizerManager, WhitespaceTokenizer};

const TOKENIZER: &str = "forms";

/// Version of what the fields hold. The reader refuses every other.
pub const VERSION: u32 = 3;
/// File of the index with the version, four bytes, little end first.
pub const VERSION_FILE: &str = "version";
/// File of the index with the words of its texts: what a mistyped word is corrected to.
pub const WORDS_FILE: &str = "words";

/// Ending of tantivy's files of stored documents.
pub const STORE: &str = ".store";
/// What such a file holds before tantivy's footer: no layer of its index, then version 2, offset 0, uncompressed. No
/// document is ever read back, and tantivy takes the lengths in these files on trust, down to allocating by them.
const EMPTY_STORE: [u8; 29] = {
    let mut store = [0; 29];
    store[0] = 0x80;
    store[1] = 2;
    store
};
/// Length of the length of tantivy's footer and of what marks its end.
const FOOTER_END: usize = 8;

/// A file of stored documents, emptied.
pub fn emptied(store: &[u8]) -> Option<Vec<u8>> {
    let footer = store.get(body(store)?..)?;
    Some([EMPTY_STORE.as_slice(), footer].concat())
}

/// Whether a file of stored documents is empty.
pub fn is_empty_store(store: &[u8]) -> bool {
    body(store).and_then(|end| store.get(..end)) == Some(&EMPTY_STORE)
}

/// Length of a file before its footer, as tantivy finds it.
fn body(file: &[u8]) -> Option<usize> {
    let end = file.len().checked_sub(FOOTER_END)?;
    let length = u32::from_le_bytes(*file.get(end..)?.first_chunk()?);
    end.checked_sub(usize::try_from(length).ok()?)
}

/// Number of fields.
pub const FIELDS: usize = 5;
/// Names of the fields, the one that says most of its topic first.
const NAMES: [&str; FIELDS] = ["title", "phrases", "cues", "answer", "grounds"];

/// Fields of the index.
#[derive(Clone, Debug)]
pub struct IndexSchema {
    /// Schema for tantivy.
    pub schema: Schema,
    /// Title, phrases, words of the cues, texts of the answer, legal grounds.
    pub fields: [Field; FIELDS],
}

impl IndexSchema {
    /// The schema of this version.
    pub fn new() -> Self {
        let mut builder = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqs);
        let options = TextOptions::default().set_indexing_options(indexing);
        let fields = NAMES.map(|name| builder.add_text_field(name, options.clone()));
        Self {
            schema: builder.build(),
            fields,
        }
    }

    /// Tokenizers that the schema names: the forms are ready, only spaces part them.
    pub fn tokenizers() -> TokenizerManager {
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
