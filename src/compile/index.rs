//! Builds the full-text index of the topics: one segment, the same bytes from the same topics.

use std::collections::BTreeMap;
use std::path::Path;

use tantivy::directory::{Directory, RamDirectory};
use tantivy::schema::TantivyDocument;
use tantivy::{Index, IndexSettings};
use thiserror::Error;

use crate::bundle::program::Program;
use crate::bundle::schema::{IndexSchema, NEGATIVE, TITLE};
use crate::language::NormalForms;

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

/// Files of the index by name; none when there is no topic.
///
/// # Errors
/// What tantivy reports, which for an index in memory means a lack of it.
pub fn build_index(program: &Program) -> Result<BTreeMap<String, Vec<u8>>, IndexError> {
    let mut files = BTreeMap::new();
    if program.topics.is_empty() {
        return Ok(files);
    }
    let fields = IndexSchema::new();
    let directory = RamDirectory::create();
    let mut writer = Index::builder()
        .schema(fields.schema.clone())
        .tokenizers(IndexSchema::tokenizers())
        .settings(IndexSettings::default())
        .single_segment_index_writer::<TantivyDocument>(directory.clone(), MEMORY)?;
    let forms = NormalForms::new(program.lang);
    for (n, topic) in program.topics.iter().enumerate() {
        let title = std::iter::once((TITLE, topic.title.as_str()));
        let phrases = topic.phrases.iter().enumerate().map(|(i, p)| (i as u64, p.as_str()));
        let negative = topic
            .negative
            .iter()
            .enumerate()
            .map(|(i, p)| (NEGATIVE + i as u64, p.as_str()));
        for (number, text) in title.chain(phrases).chain(negative) {
            let words: Vec<String> = forms.forms(text).into_iter().map(|(_, form)| form).collect();
            let mut document = TantivyDocument::default();
            document.add_text(fields.forms, words.join(" "));
            document.add_u64(fields.topic, n as u64);
            document.add_u64(fields.phrase, number);
            writer.add_document(document)?;
        }
    }
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
            files.insert(name.replace(&simple, SEGMENT), read(&path)?);
        }
    }
    let meta_json = String::from_utf8_lossy(&read(Path::new("meta.json"))?).into_owned();
    let meta_json = meta_json
        .replace(&simple, SEGMENT)
        .replace(&hyphenated, SEGMENT_HYPHENATED);
    files.insert("meta.json".to_owned(), meta_json.into_bytes());
    Ok(files)
}

fn uuid_with_hyphens(simple: &str) -> String {
    let part = |r: std::ops::Range<usize>| simple.get(r).unwrap_or_default();
    [part(0..8), part(8..12), part(12..16), part(16..20), part(20..32)].join("-")
}
