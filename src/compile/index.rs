//! Builds the full-text index of topics and measures: one segment, the same bytes from the same base.

use std::collections::BTreeMap;
use std::path::Path;

use tantivy::directory::{Directory, RamDirectory};
use tantivy::schema::TantivyDocument;
use tantivy::{Index, IndexSettings};
use thiserror::Error;

use crate::bundle::program::Program;
use crate::bundle::schema::{IndexSchema, STORE, VERSION, VERSION_FILE, WORDS_FILE, emptied};
use crate::language::spelling::VocabularyBuilder;
use crate::language::{NormalForms, WordKind};
use crate::runtime::search::document::{self, Document};
use crate::runtime::search::sentences;

/// The name that the segment gets instead of tantivy's random one.
const SEGMENT: &str = "00000000000000000000000000000001";
const SEGMENT_HYPHENATED: &str = "00000000-0000-0000-0000-000000000001";
const MEMORY: usize = 256 * 1024 * 1024;

/// The index could not be written.
#[derive(Debug, Error)]
#[error("the full-text index cannot be built: {0}")]
pub struct IndexError(String);

impl From<tantivy::TantivyError> for IndexError {
    fn from(e: tantivy::TantivyError) -> Self {
        Self(e.to_string())
    }
}

/// Files of the index by name; none when there is neither topic nor measure.
///
/// # Errors
/// What tantivy reports, which for an index in memory means a lack of it.
pub fn build_index(program: &Program) -> Result<BTreeMap<String, Vec<u8>>, IndexError> {
    let mut files = BTreeMap::new();
    if document::count(program) == 0 {
        return Ok(files);
    }
    let schema = IndexSchema::new();
    let directory = RamDirectory::create();
    let mut writer = Index::builder()
        .schema(schema.schema.clone())
        .tokenizers(IndexSchema::tokenizers())
        .settings(IndexSettings::default())
        .single_segment_index_writer::<TantivyDocument>(directory.clone(), MEMORY)?;
    let forms = NormalForms::new(program.lang);
    let mut words = VocabularyBuilder::new(program.lang);
    for target in (0..).map_while(|n| document::target(program, n)) {
        let Some(found) = Document::of(program, &forms, target, None) else {
            continue;
        };
        let mut joined = |texts: &mut dyn Iterator<Item = &str>| joined(texts, &forms, &mut words);
        let grounds = found.grounds.iter().filter_map(|id| program.grounds.get(id.index()));
        let grounds: Vec<String> = grounds.map(ToString::to_string).collect();
        let values = [
            joined(&mut std::iter::once(found.title)),
            joined(&mut found.phrases.iter().map(String::as_str)),
            found.cues.join(" "),
            joined(&mut found.answers.iter().map(String::as_str)),
            joined(&mut grounds.iter().map(String::as_str)),
        ];
        let mut entry = TantivyDocument::default();
        for (field, value) in schema.fields.into_iter().zip(values) {
            entry.add_text(field, value);
        }
        writer.add_document(entry)?;
    }
    files.insert(VERSION_FILE.to_owned(), VERSION.to_le_bytes().to_vec());
    files.insert(WORDS_FILE.to_owned(), words.build().to_bytes());
    let index = writer.finalize()?;
    let metas = index.searchable_segment_metas()?;
    let meta = metas
        .first()
        .ok_or_else(|| IndexError("it has no segment".to_owned()))?;
    let (simple, hyphenated) = (meta.id().uuid_string(), uuid_with_hyphens(&meta.id().uuid_string()));
    let read = |path: &Path| directory.atomic_read(path).map_err(|e| IndexError(e.to_string()));
    let managed: std::collections::BTreeSet<_> = index.directory().list_managed_files().into_iter().collect();
    for path in managed {
        let name = path.to_string_lossy().into_owned();
        if name.starts_with(&simple) && directory.exists(&path).unwrap_or(false) {
            let mut bytes = read(&path)?;
            if name.ends_with(STORE) {
                bytes = emptied(&bytes).ok_or_else(|| IndexError(format!("{name} has no footer")))?;
            }
            files.insert(name.replace(&simple, SEGMENT), bytes);
        }
    }
    let meta_json = String::from_utf8_lossy(&read(Path::new("meta.json"))?).into_owned();
    let meta_json = meta_json
        .replace(&simple, SEGMENT)
        .replace(&hyphenated, SEGMENT_HYPHENATED);
    files.insert("meta.json".to_owned(), meta_json.into_bytes());
    Ok(files)
}

/// The normal forms of texts; their words are added to `words`. Sentence by sentence, for a long text
/// is read only as far as a message may be long.
fn joined(texts: &mut dyn Iterator<Item = &str>, forms: &NormalForms, words: &mut VocabularyBuilder) -> String {
    let mut out = String::new();
    for text in texts {
        for sentence in sentences(text).into_iter().filter_map(|range| text.get(range)) {
            for (word, form) in forms.forms(sentence) {
                if word.kind == WordKind::Word {
                    words.add(&word.folded, 1);
                }
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(&form);
            }
        }
    }
    out
}

fn uuid_with_hyphens(simple: &str) -> String {
    let part = |r: std::ops::Range<usize>| simple.get(r).unwrap_or_default();
    [part(0..8), part(8..12), part(12..16), part(16..20), part(20..32)].join("-")
}
