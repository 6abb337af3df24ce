//! The container: header, section table, sections.
//!
//! ```text
//! offset  size  field
//!      0     8  magic "LOTSMAN\x1a"
//!      8     2  format version, little endian like every number here
//!     10     2  flags, 0
//!     12     4  number of sections n
//!     16     8  length of the whole file
//!     24    32  blake3 of everything from offset 64 to the end; the id of the bundle
//!     56     8  checksum: XXH3 of 64 bits of everything from offset 64 to the end, its seed that of the first 56
//!     64  n×24  section table: kind u32, zero u32, offset u64, length u64
//!   64+24n   …  sections, each at a multiple of 8, in order of the table
//! ```
//!
//! Opening checks the checksum, which notices damage. Neither it nor the id says who wrote the file: both are as
//! easily made for a forged one. [`Container::verify`] checks the id.
//!
//! Nothing in the file depends on the time or the machine: the same sections give the same bytes.

use thiserror::Error;
use twox_hash::XxHash3_64;

/// First bytes of a bundle.
pub const MAGIC: [u8; 8] = *b"LOTSMAN\x1a";
/// The format version that is written.
pub const VERSION: u16 = 1;
/// Greatest length of a bundle in bytes.
pub const MAX_LENGTH: u64 = 4 * 1024 * 1024 * 1024;
/// Greatest number of sections.
const MAX_SECTIONS: u32 = 64;
const HEADER: usize = 64;
/// Where the checksum stands, behind all that it is seeded with.
const CHECKSUM: usize = 56;
const ENTRY: usize = 24;

/// What a section holds. Numbers are never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum SectionKind {
    /// What the program has once: names, policies, calendar.
    Program = 1,
    /// Files of the full-text index.
    Index = 2,
    /// The files that it was built from.
    Provenance = 3,
    /// The ranker.
    Ranker = 4,
    /// The words by which mistakes are mended.
    Vocabulary = 5,
    /// The orders of questions.
    Orders = 6,
    /// All texts and names, each once.
    Strings = 7,
    /// The version of the compiler.
    Compiler = 8,
    /// The cues of the topics, filed by words.
    Cues = 13,
    /// Facts by name.
    FactKeys = 9,
    /// Scenarios by name.
    ScenarioKeys = 10,
    /// Topics by path.
    TopicKeys = 11,
    /// Topics by the topic above them.
    TopicsBelow = 12,
    /// Facts.
    Facts = 16,
    /// Nodes of expressions.
    Exprs = 17,
    /// Texts.
    Texts = 18,
    /// Scenarios.
    Scenarios = 19,
    /// Steps.
    Steps = 20,
    /// Nodes of steps.
    Nodes = 21,
    /// Lists of handlers.
    Handlers = 22,
    /// Topics.
    Topics = 23,
    /// Questions that no topic answers.
    OutOfScope = 24,
    /// Queues.
    Queues = 25,
    /// Sources.
    Sources = 26,
    /// Decisions.
    Decisions = 27,
    /// Rules.
    Rules = 28,
    /// Measures.
    Measures = 29,
    /// Outcomes.
    Outcomes = 30,
    /// Legal grounds.
    Grounds = 31,
    /// Directories.
    Directories = 32,
    /// Parameters over time.
    Parameters = 33,
    /// Names of the files of the base.
    Files = 34,
}

impl SectionKind {
    /// What it holds, for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Program => "head",
            Self::Index => "full-text index",
            Self::Provenance => "provenance",
            Self::Ranker => "ranker",
            Self::Vocabulary => "vocabulary",
            Self::Orders => "orders of questions",
            Self::Strings => "strings",
            Self::Compiler => "the compiler's version",
            Self::Cues => "cues",
            Self::FactKeys => "facts by name",
            Self::ScenarioKeys => "scenarios by name",
            Self::TopicKeys => "topics by path",
            Self::TopicsBelow => "topics by the topic above them",
            Self::Facts => "facts",
            Self::Exprs => "expressions",
            Self::Texts => "texts",
            Self::Scenarios => "scenarios",
            Self::Steps => "steps",
            Self::Nodes => "nodes",
            Self::Handlers => "handlers",
            Self::Topics => "topics",
            Self::OutOfScope => "questions out of scope",
            Self::Queues => "queues",
            Self::Sources => "sources",
            Self::Decisions => "decisions",
            Self::Rules => "rules",
            Self::Measures => "measures",
            Self::Outcomes => "outcomes",
            Self::Grounds => "grounds",
            Self::Directories => "directories",
            Self::Parameters => "parameters",
            Self::Files => "names of files",
        }
    }

    /// That it is not there.
    pub(crate) fn missing(self) -> BundleError {
        BundleError::damaged(format!("it has no section of {}", self.name()))
    }

    /// That the section as a whole is not what it should be.
    pub(crate) fn damaged(self) -> BundleError {
        BundleError::damaged(format!("its section of {} contradicts itself", self.name()))
    }

    /// That one of its records names what is not there, or is none.
    pub(crate) fn wrong(self, record: usize) -> BundleError {
        BundleError::damaged(format!(
            "record {record} of its {} is not whole or names what is not there",
            self.name()
        ))
    }
}

/// Why a file is not a bundle that can be used.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum BundleError {
    /// The file could not be read.
    #[error("cannot read the bundle: {0}")]
    Io(String),
    /// Other magic bytes.
    #[error("this file is not a bundle of lotsman")]
    NotABundle,
    /// A format of a later version.
    #[error(
        "the bundle has format version {found}, this build reads up to {VERSION}: update lotsman or build the bundle again"
    )]
    Version {
        /// Version in the file.
        found: u16,
    },
    /// Longer than allowed.
    #[error("the bundle is longer than {MAX_LENGTH} bytes")]
    TooLong,
    /// The length in the header is not the file's.
    #[error("the bundle is cut off or has grown: {found} bytes instead of {expected}")]
    Length {
        /// Bytes in the file.
        found: u64,
        /// Bytes announced.
        expected: u64,
    },
    /// The checksum is not that of the content.
    #[error("the bundle is damaged: its checksum does not fit its content")]
    Checksum,
    /// The section table is not sound.
    #[error("the bundle is damaged: {0}")]
    Damaged(String),
}

impl BundleError {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }
}

/// Identity of a bundle: blake3 of its content. As bytes in compact formats, as hexadecimal digits in readable ones.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BundleId(pub [u8; 32]);

impl serde::Serialize for BundleId {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            to.collect_str(&blake3::Hash::from_bytes(self.0).to_hex())
        } else {
            self.0.serialize(to)
        }
    }
}

impl<'de> serde::Deserialize<'de> for BundleId {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            let digits = String::deserialize(from)?;
            let hash = blake3::Hash::from_hex(digits);
            hash.map(|h| Self(*h.as_bytes())).map_err(serde::de::Error::custom)
        } else {
            <[u8; 32]>::deserialize(from).map(Self)
        }
    }
}

impl std::fmt::Display for BundleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().take(8).try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl std::fmt::Debug for BundleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

/// Puts sections into one file.
pub fn write(sections: &[(SectionKind, Vec<u8>)]) -> Vec<u8> {
    let table = HEADER + ENTRY * sections.len();
    let body: usize = sections.iter().map(|(_, bytes)| bytes.len().next_multiple_of(8)).sum();
    let mut file = Vec::with_capacity(table.next_multiple_of(8) + body);
    file.extend_from_slice(&MAGIC);
    file.extend_from_slice(&VERSION.to_le_bytes());
    file.extend_from_slice(&0_u16.to_le_bytes());
    file.extend_from_slice(&u32::try_from(sections.len()).unwrap_or(u32::MAX).to_le_bytes());
    file.resize(HEADER, 0);
    let mut offset = table.next_multiple_of(8);
    for (kind, bytes) in sections {
        file.extend_from_slice(&(*kind as u32).to_le_bytes());
        file.extend_from_slice(&0_u32.to_le_bytes());
        file.extend_from_slice(&(offset as u64).to_le_bytes());
        file.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        offset += bytes.len().next_multiple_of(8);
    }
    for (_, bytes) in sections {
        file.resize(file.len().next_multiple_of(8), 0);
        file.extend_from_slice(bytes);
    }
    file.resize(file.len().next_multiple_of(8), 0);
    let length = (file.len() as u64).to_le_bytes();
    if let Some(place) = file.get_mut(16..24) {
        place.copy_from_slice(&length);
    }
    seal(&mut file);
    file
}

/// Writes id and checksum of what is there.
pub(crate) fn seal(file: &mut [u8]) {
    let hash = blake3::hash(file.get(HEADER..).unwrap_or(&[]));
    if let Some(place) = file.get_mut(24..CHECKSUM) {
        place.copy_from_slice(hash.as_bytes());
    }
    let checksum = checksum(file).to_le_bytes();
    if let Some(place) = file.get_mut(CHECKSUM..HEADER) {
        place.copy_from_slice(&checksum);
    }
}

fn checksum(file: &[u8]) -> u64 {
    let part = |range: Option<_>| -> &[u8] { range.unwrap_or(&[]) };
    let seed = XxHash3_64::oneshot(part(file.get(..CHECKSUM)));
    XxHash3_64::oneshot_with_seed(seed, part(file.get(HEADER..)))
}

/// A checked container: sections are ranges of the file.
#[derive(Debug)]
pub struct Container {
    /// Identity.
    pub id: BundleId,
    sections: Vec<(u32, std::ops::Range<usize>)>,
}

impl Container {
    /// Checks everything that can be checked without knowing what sections mean.
    ///
    /// # Errors
    /// Every way in which a file can fail to be a whole, undamaged bundle.
    pub fn open(file: &[u8]) -> Result<Self, BundleError> {
        if file.get(..8) != Some(&MAGIC) {
            return Err(BundleError::NotABundle);
        }
        if file.len() < HEADER {
            return Err(BundleError::Length {
                found: file.len() as u64,
                expected: HEADER as u64,
            });
        }
        if file.len() as u64 > MAX_LENGTH {
            return Err(BundleError::TooLong);
        }
        let version = u16::from_le_bytes(bytes(file, 8)?);
        if version != VERSION {
            return Err(BundleError::Version { found: version });
        }
        let expected = u64::from_le_bytes(bytes(file, 16)?);
        if expected != file.len() as u64 {
            return Err(BundleError::Length {
                found: file.len() as u64,
                expected,
            });
        }
        if u64::from_le_bytes(bytes(file, CHECKSUM)?) != checksum(file) {
            return Err(BundleError::Checksum);
        }
        let count = u32::from_le_bytes(bytes(file, 12)?);
        if count > MAX_SECTIONS || u16::from_le_bytes(bytes(file, 10)?) != 0 {
            return Err(BundleError::damaged(
                "its header holds values that this version does not know",
            ));
        }
        let mut sections: Vec<(u32, std::ops::Range<usize>)> = Vec::new();
        let mut least = HEADER + ENTRY * count as usize;
        for n in 0..count as usize {
            let at = HEADER + ENTRY * n;
            let kind = u32::from_le_bytes(bytes(file, at)?);
            let offset = u64::from_le_bytes(bytes(file, at + 8)?);
            let length = u64::from_le_bytes(bytes(file, at + 16)?);
            let start = usize::try_from(offset).map_err(|_| BundleError::TooLong)?;
            let end = offset.checked_add(length).and_then(|e| usize::try_from(e).ok());
            let end = end
                .filter(|e| *e <= file.len())
                .ok_or_else(|| BundleError::damaged("a section ends outside the file"))?;
            if start < least || start % 8 != 0 || sections.iter().any(|(k, _)| *k == kind) {
                return Err(BundleError::damaged("its sections overlap or repeat"));
            }
            least = end;
            sections.push((kind, start..end));
        }
        Ok(Self {
            id: BundleId(bytes(file, 24)?),
            sections,
        })
    }

    /// Whether the id is that of the content: more than opening asks for, at some ten milliseconds for each 60 MB.
    ///
    /// # Errors
    /// [`BundleError::Checksum`] where it is not.
    pub fn verify(&self, file: &[u8]) -> Result<(), BundleError> {
        // blake3's own comparison takes constant time; nothing here is secret.
        if blake3::hash(file.get(HEADER..).unwrap_or(&[])) == blake3::Hash::from_bytes(self.id.0) {
            return Ok(());
        }
        Err(BundleError::Checksum)
    }

    /// All sections in the order of the file: number of the kind, and where it lies.
    pub fn sections(&self) -> &[(u32, std::ops::Range<usize>)] {
        &self.sections
    }

    /// The range of a section.
    pub fn section(&self, kind: SectionKind) -> Option<std::ops::Range<usize>> {
        self.sections
            .iter()
            .find(|(k, _)| *k == kind as u32)
            .map(|(_, r)| r.clone())
    }
}

fn bytes<const N: usize>(file: &[u8], at: usize) -> Result<[u8; N], BundleError> {
    file.get(at..at + N)
        .and_then(|b| b.try_into().ok())
        .ok_or_else(|| BundleError::damaged("its header is cut off"))
}
