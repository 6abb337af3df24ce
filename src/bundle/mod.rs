//! The file that a base is compiled to: `name.lotsman`.
//!
//! [`Bundle::open`] proves everything that later code relies on; a damaged, cut or hostile file is an
//! error and never a panic. See [`container`] for the bytes.

pub mod container;
pub(crate) mod index;
pub mod orders;
pub mod program;
mod provenance;
pub mod ranker;
pub mod schema;

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

pub use container::{BundleError, BundleId};
use container::{Container, SectionKind};
pub use index::IndexDirectory;
pub use provenance::{BuiltFrom, Provenance};

use orders::Orders;
use program::Program;
use ranker::{Ranker, RankerParts};

/// An opened, checked bundle. Cheap to clone, shared between threads.
#[derive(Clone, Debug)]
pub struct Bundle {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    id: BundleId,
    length: usize,
    program: Arc<Program>,
    provenance: Provenance,
    index: Option<IndexDirectory>,
    ranker: Option<Ranker>,
    vocabulary: Option<(Arc<[u8]>, Range<usize>)>,
    orders: Orders,
}

/// What is put into a bundle.
#[derive(Debug, Default)]
pub struct Parts {
    /// The program.
    pub program: Program,
    /// Files of the full-text index by name; empty where there is nothing to search.
    pub index: std::collections::BTreeMap<String, Vec<u8>>,
    /// The ranker; none where no topic has phrases.
    pub ranker: Option<RankerParts>,
    /// The words by which mistakes are mended, as `language::spelling` writes them; may be empty.
    pub vocabulary: Vec<u8>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Orders of questions; empty where nothing is found out by asking.
    pub orders: Orders,
}

impl Parts {
    /// The bytes of the bundle: the same parts give the same bytes.
    ///
    /// # Errors
    /// When a part cannot be written, which only an absurd length can cause.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BundleError> {
        let encode = |what: postcard::Result<Vec<u8>>| what.map_err(|e| BundleError::damaged(e.to_string()));
        let mut sections = vec![
            (SectionKind::Program, encode(postcard::to_stdvec(&self.program))?),
            (SectionKind::Provenance, encode(postcard::to_stdvec(&self.provenance))?),
        ];
        if !self.index.is_empty() {
            sections.push((SectionKind::Index, index::write_files(&self.index)));
        }
        if let Some(ranker) = &self.ranker {
            sections.push((SectionKind::Ranker, ranker.to_bytes()));
        }
        if !self.vocabulary.is_empty() {
            sections.push((SectionKind::Vocabulary, self.vocabulary.clone()));
        }
        if !self.orders.orders.is_empty() {
            sections.push((SectionKind::Orders, encode(postcard::to_stdvec(&self.orders))?));
        }
        Ok(container::write(&sections))
    }
}

impl Bundle {
    /// Opens a file.
    ///
    /// # Errors
    /// [`BundleError::Io`] when it cannot be read; otherwise as [`Bundle::from_bytes`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self, BundleError> {
        let io = |e: std::io::Error| BundleError::Io(e.to_string());
        let path = path.as_ref();
        if std::fs::metadata(path).map_err(io)?.len() > container::MAX_LENGTH {
            return Err(BundleError::TooLong);
        }
        Self::from_bytes(std::fs::read(path).map_err(io)?)
    }

    /// Checks bytes and takes them over.
    ///
    /// # Errors
    /// Whenever the bytes are not a whole, undamaged bundle of a known version whose parts fit.
    pub fn from_bytes(bytes: impl Into<Arc<[u8]>>) -> Result<Self, BundleError> {
        let bytes: Arc<[u8]> = bytes.into();
        let container = Container::open(&bytes)?;
        let program: Program = decode(&bytes, container.section(SectionKind::Program), "program")?;
        program.validate()?;
        let provenance = decode(&bytes, container.section(SectionKind::Provenance), "provenance")?;
        let index = match container.section(SectionKind::Index) {
            Some(range) => Some(IndexDirectory::open(&bytes, range)?),
            None => None,
        };
        let ranker = match container.section(SectionKind::Ranker) {
            Some(range) => Some(Ranker::open(&bytes, range, program.topics.len())?),
            None => None,
        };
        let orders: Orders = match container.section(SectionKind::Orders) {
            Some(range) => decode(&bytes, Some(range), "orders of questions")?,
            None => Orders::default(),
        };
        orders.validate(&program)?;
        let inner = Inner {
            id: container.id,
            length: bytes.len(),
            program: Arc::new(program),
            provenance,
            index,
            ranker,
            vocabulary: container
                .section(SectionKind::Vocabulary)
                .map(|range| (bytes.clone(), range)),
            orders,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Identity: the checksum of the content.
    pub fn id(&self) -> BundleId {
        self.inner.id
    }

    /// Length of the file in bytes.
    pub fn length(&self) -> usize {
        self.inner.length
    }

    /// What the engine follows.
    pub fn program(&self) -> &Arc<Program> {
        &self.inner.program
    }

    /// Where it comes from.
    pub fn provenance(&self) -> &Provenance {
        &self.inner.provenance
    }

    /// The ranker, where there is one.
    pub(crate) fn ranker(&self) -> Option<&Ranker> {
        self.inner.ranker.as_ref()
    }

    /// The words by which mistakes are mended, as `language::spelling` reads them.
    pub(crate) fn vocabulary(&self) -> Option<&[u8]> {
        let (bytes, range) = self.inner.vocabulary.as_ref()?;
        bytes.get(range.clone())
    }

    /// The orders of questions.
    pub fn orders(&self) -> &Orders {
        &self.inner.orders
    }

    /// The full-text index; none where there is nothing to search.
    pub fn index(&self) -> Option<&IndexDirectory> {
        self.inner.index.as_ref()
    }
}

fn decode<T: serde::de::DeserializeOwned>(
    file: &[u8],
    range: Option<Range<usize>>,
    what: &str,
) -> Result<T, BundleError> {
    let bytes = range
        .and_then(|r| file.get(r))
        .ok_or_else(|| BundleError::damaged(format!("its {what} is missing")))?;
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        Ok(_) => Err(BundleError::damaged(format!("something follows its {what}"))),
        Err(e) => Err(BundleError::damaged(format!("its {what} cannot be read: {e}"))),
    }
}
