//! The file that a base is compiled to: `name.lotsman`.
//!
//! [`Bundle::open`] proves everything that later code relies on; a damaged, cut or hostile file is an
//! error and never a panic. See [`container`] for the bytes, [`signature`] for who answers for them.

pub mod container;
mod error;
pub(crate) mod flat;
pub(crate) mod index;
pub(crate) mod keys;
mod kind;
mod map;
pub mod orders;
pub mod program;
mod provenance;
pub mod ranker;
mod record;
pub mod schema;
pub mod signature;
mod survey;

use std::path::Path;
use std::sync::Arc;

pub use container::BundleId;
use container::{Container, SectionKind};
pub use error::{BundleError, Damage};
pub use index::IndexDirectory;
pub use provenance::{BuiltFrom, Provenance};
use tantivy::directory::OwnedBytes;

use keys::Keys;
use orders::Orders;
use program::{Array, Program};
use ranker::{Ranker, RankerParts};
use record::{Checker, Counts, Rows, Strings, Writer};
#[cfg(feature = "signature")]
use signature::PublicKey;
use signature::StoredSignature;
pub use survey::{Listed, Survey};

/// An opened, checked bundle. Cheap to clone, shared between threads.
#[derive(Clone, Debug)]
pub struct Bundle {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    id: BundleId,
    bytes: OwnedBytes,
    container: Container,
    program: Arc<Program>,
    keys: Keys,
    provenance: Provenance,
    index: Option<IndexDirectory>,
    ranker: Option<Ranker>,
    vocabulary: Option<OwnedBytes>,
    cues: Option<OwnedBytes>,
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
    /// The cues of the topics, filed by words, as `runtime::understand::cues` writes them; where it is empty,
    /// the engine files them itself.
    pub cues: Vec<u8>,
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
        let mut writer = Writer::default();
        let mut sections = self.program.sections(&mut writer);
        sections.extend(Keys::sections(&self.program));
        sections.push((SectionKind::Compiler, self.provenance.compiler.clone().into_bytes()));
        sections.push((SectionKind::Provenance, writer.rows(&self.provenance.files)));
        sections.push((SectionKind::Strings, writer.strings()));
        if !self.index.is_empty() {
            sections.push((SectionKind::Index, index::write_files(&self.index)));
        }
        if let Some(ranker) = &self.ranker {
            sections.push((SectionKind::Ranker, ranker.to_bytes()));
        }
        if !self.vocabulary.is_empty() {
            sections.push((SectionKind::Vocabulary, self.vocabulary.clone()));
        }
        if !self.cues.is_empty() {
            sections.push((SectionKind::Cues, self.cues.clone()));
        }
        if !self.orders.orders.is_empty() {
            let orders = postcard::to_stdvec(&self.orders);
            let orders = orders.map_err(|e| BundleError::damaged(e.to_string()))?;
            sections.push((SectionKind::Orders, orders));
        }
        Ok(container::write(&sections))
    }
}

impl Bundle {
    /// Opens a file by mapping it: what is not used is not read, and processes that open the same file share
    /// its memory.
    ///
    /// A file that is open must not be changed in place: replace it by renaming another one over it, as
    /// `lotsman build` does. The opened bundle then stays what it was.
    ///
    /// # Errors
    /// [`BundleError::Io`] when it cannot be read; otherwise as [`Bundle::from_bytes`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self, BundleError> {
        let bytes = map::open(path.as_ref())?;
        let container = Container::open(bytes.as_slice())?;
        Self::of(bytes, container)
    }

    /// Opens a file as [`Bundle::open`] does, provided that one of these keys signed it. A bundle that nobody
    /// trusted signed is not even looked into. An empty list trusts nobody.
    ///
    /// Besides the signature the identity is held against the content: that takes some twenty milliseconds for a
    /// bundle of 60 MB.
    ///
    /// ```
    /// # #[cfg(feature = "compiler")]
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use lotsman::bundle::signature::{SecretKey, sign};
    /// use lotsman::bundle::{Bundle, BundleError, Parts};
    ///
    /// let folder = tempfile::tempdir()?;
    /// let file = folder.path().join("base.lotsman");
    /// let key = SecretKey::from_bytes(&[7; 32]);
    ///
    /// std::fs::write(&file, Parts::default().to_bytes()?)?;
    /// assert_eq!(Bundle::open_trusted(&file, &[key.public()]).err(), Some(BundleError::Unsigned));
    ///
    /// std::fs::write(&file, sign(&std::fs::read(&file)?, &key)?)?;
    /// Bundle::open_trusted(&file, &[key.public()])?;
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "compiler"))]
    /// # fn main() {}
    /// ```
    ///
    /// # Errors
    /// As [`Bundle::open`]; [`BundleError::Unsigned`], [`BundleError::Untrusted`], [`BundleError::WrongSignature`],
    /// [`BundleError::UnknownAlgorithm`] or [`BundleError::Identity`] where it is whole, but not what one of these
    /// keys signed.
    #[cfg(feature = "signature")]
    pub fn open_trusted(path: impl AsRef<Path>, trusted: &[PublicKey]) -> Result<Self, BundleError> {
        Self::of_trusted(map::open(path.as_ref())?, trusted)
    }

    /// Checks bytes and takes them over.
    ///
    /// # Errors
    /// Whenever the bytes are not a whole, undamaged bundle of a known version whose parts fit.
    pub fn from_bytes(bytes: impl Into<Arc<[u8]>>) -> Result<Self, BundleError> {
        let bytes: Arc<[u8]> = bytes.into();
        let container = Container::open(&bytes)?;
        Self::of(OwnedBytes::new(bytes), container)
    }

    /// Checks bytes and takes them over, provided that one of these keys signed them.
    ///
    /// # Errors
    /// As [`Bundle::open_trusted`].
    #[cfg(feature = "signature")]
    pub fn from_bytes_trusted(bytes: impl Into<Arc<[u8]>>, trusted: &[PublicKey]) -> Result<Self, BundleError> {
        let bytes: Arc<[u8]> = bytes.into();
        Self::of_trusted(OwnedBytes::new(bytes), trusted)
    }

    #[cfg(feature = "signature")]
    fn of_trusted(bytes: OwnedBytes, trusted: &[PublicKey]) -> Result<Self, BundleError> {
        let container = Container::open(bytes.as_slice())?;
        signature::check(bytes.as_slice(), &container, trusted)?;
        Self::of(bytes, container)
    }

    fn of(bytes: OwnedBytes, container: Container) -> Result<Self, BundleError> {
        let section = |kind| container.section(kind).map(|range| bytes.slice(range));
        let strings = section(SectionKind::Strings).ok_or_else(|| SectionKind::Strings.missing())?;
        let strings = Arc::new(Strings::open(strings).ok_or_else(|| SectionKind::Strings.damaged())?);
        let program = Program::open(section, &strings)?;
        let keys = Keys::open(section, &program)?;
        let provenance = provenance(section, &strings)?;
        let index = match container.section(SectionKind::Index) {
            Some(range) => Some(IndexDirectory::in_place(&bytes, range)?),
            None => None,
        };
        let ranker = match container.section(SectionKind::Ranker) {
            Some(range) => Some(Ranker::in_place(&bytes, range, program.topics.len())?),
            None => None,
        };
        let orders: Orders = match section(SectionKind::Orders) {
            Some(bytes) => decode(bytes.as_slice(), "orders of questions")?,
            None => Orders::default(),
        };
        orders.validate(&program)?;
        let inner = Inner {
            id: container.id,
            bytes: bytes.clone(),
            program: Arc::new(program),
            keys,
            provenance,
            index,
            ranker,
            vocabulary: section(SectionKind::Vocabulary),
            cues: section(SectionKind::Cues),
            orders,
            container,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Whether the identity is that of the content. Opening notices damage; this also notices a file that was made
    /// to pass for another one, at some ten milliseconds for each 60 MB.
    ///
    /// # Errors
    /// [`BundleError::Identity`] where it is not.
    pub fn verify(&self) -> Result<(), BundleError> {
        self.inner.container.verify(self.inner.bytes.as_slice())
    }

    /// The signatures that it bears; whether they are right only [`Bundle::open_trusted`] says.
    pub fn signatures(&self) -> &[StoredSignature] {
        self.inner.container.signatures()
    }

    /// Identity: the blake3 of the content.
    pub fn id(&self) -> BundleId {
        self.inner.id
    }

    /// Length of the file in bytes.
    pub fn length(&self) -> usize {
        self.inner.bytes.len()
    }

    /// What the engine follows.
    pub fn program(&self) -> &Arc<Program> {
        &self.inner.program
    }

    /// What is found by name.
    pub(crate) fn keys(&self) -> &Keys {
        &self.inner.keys
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
        self.inner.vocabulary.as_deref()
    }

    /// The cues, filed by words, as `runtime::understand::cues` reads them.
    pub(crate) fn cues(&self) -> Option<&OwnedBytes> {
        self.inner.cues.as_ref()
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

/// Where a bundle comes from.
fn provenance(
    section: impl Fn(SectionKind) -> Option<OwnedBytes>,
    strings: &Arc<Strings>,
) -> Result<Provenance, BundleError> {
    let files = SectionKind::Provenance;
    let rows = Rows::open(section(files).ok_or_else(|| files.missing())?).ok_or_else(|| files.damaged())?;
    let counts = Counts {
        strings: strings.len(),
        ..Counts::default()
    };
    let mut checker = Checker::new(strings, counts);
    program::each::<BuiltFrom>(&mut checker, &rows, files)?;
    let compiler = section(SectionKind::Compiler).ok_or_else(|| SectionKind::Compiler.missing())?;
    let compiler = std::str::from_utf8(compiler.as_slice()).map_err(|_| SectionKind::Compiler.damaged())?;
    Ok(Provenance {
        compiler: compiler.to_owned(),
        files: Array::stored(rows, Arc::clone(strings)),
    })
}

fn decode<T: serde::de::DeserializeOwned>(bytes: &[u8], what: &str) -> Result<T, BundleError> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        Ok(_) => Err(BundleError::damaged(format!("something follows its {what}"))),
        Err(e) => Err(BundleError::damaged(format!("its {what} cannot be read: {e}"))),
    }
}
