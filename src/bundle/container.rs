//! The container: header, section table, sections, signatures.
//!
//! ```text
//! offset  size  field
//!      0     8  magic "LOTSMAN\x1a"
//!      8     2  format version, little endian like every number here
//!     10     2  flags: bit 0 where signatures follow the content
//!     12     4  number of sections n
//!     16     8  length of the content: of the file without its signatures
//!     24    32  blake3 of the content from offset 64 on; the id of the bundle
//!     56     8  checksum: XXH3 of 64 bits of everything from offset 64 to the end of the file, its seed that of the first 56
//!     64  n×24  section table: kind u32, zero u32, offset u64, length u64
//!   64+24n   …  sections, in order of the table, one after another, each padded with zeros to a multiple of 8
//!           …  signatures, where the flag says so; see `signature`
//! ```
//!
//! Opening checks the checksum, which notices damage. Neither it nor the id says who wrote the file: both are as
//! easily made for a forged one. [`Container::verify`] checks the id, a signature says who wrote it.
//!
//! Nothing leads to another file than this one: the same sections lie at the same places, so that the id stands
//! for all of the content, the number of sections included. Nothing in the file depends on the time or the machine.

use std::ops::Range;

use twox_hash::XxHash3_64;

pub use super::error::{BundleError, Damage};
pub use super::kind::SectionKind;
use super::signature::{self, StoredSignature};

/// First bytes of a bundle.
pub const MAGIC: [u8; 8] = *b"LOTSMAN\x1a";
/// The format version that is written.
pub const VERSION: u16 = 1;
/// Greatest length of a bundle in bytes.
pub const MAX_LENGTH: u64 = 4 * 1024 * 1024 * 1024;
/// Greatest number of sections.
const MAX_SECTIONS: u32 = 64;
/// Length of the header.
pub const HEADER: usize = 64;
/// Where the flags stand.
const FLAGS: usize = 10;
/// The flag of a file with signatures.
const SIGNED: u16 = 1;
/// Where the identity stands.
const IDENTITY: usize = 24;
/// Where the checksum stands, behind all that it is seeded with.
pub const CHECKSUM: usize = 56;
const ENTRY: usize = 24;

/// Identity of a bundle: the blake3 of its content. Signing a bundle does not change it. As bytes in compact formats, as
/// hexadecimal digits in readable ones.
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
    let mut file = Vec::with_capacity(table + body);
    file.extend_from_slice(&MAGIC);
    file.extend_from_slice(&VERSION.to_le_bytes());
    file.extend_from_slice(&0_u16.to_le_bytes());
    file.extend_from_slice(&u32::try_from(sections.len()).unwrap_or(u32::MAX).to_le_bytes());
    file.extend_from_slice(&((table + body) as u64).to_le_bytes());
    file.resize(HEADER, 0);
    let mut offset = table;
    for (kind, bytes) in sections {
        file.extend_from_slice(&(*kind as u32).to_le_bytes());
        file.extend_from_slice(&0_u32.to_le_bytes());
        file.extend_from_slice(&(offset as u64).to_le_bytes());
        file.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        offset += bytes.len().next_multiple_of(8);
    }
    for (_, bytes) in sections {
        file.extend_from_slice(bytes);
        file.resize(file.len().next_multiple_of(8), 0);
    }
    seal(&mut file);
    file
}

/// Writes id and checksum of a file without signatures.
pub(crate) fn seal(file: &mut [u8]) {
    let hash = blake3::hash(file.get(HEADER..).unwrap_or(&[]));
    put(file, IDENTITY, *hash.as_bytes());
    seal_checksum(file);
}

/// Writes the checksum of what is there.
pub fn seal_checksum(file: &mut [u8]) {
    let checksum = checksum(file).to_le_bytes();
    put(file, CHECKSUM, checksum);
}

/// The content of a file that was checked, with other signatures behind it.
#[cfg(feature = "signature")]
pub(super) fn with_signatures(content: &[u8], signatures: &[StoredSignature]) -> Vec<u8> {
    let mut file = content.to_vec();
    let flags = if signatures.is_empty() { 0 } else { SIGNED };
    put(&mut file, FLAGS, flags.to_le_bytes());
    signature::write(signatures, &mut file);
    seal_checksum(&mut file);
    file
}

/// The part of the header that a signature covers: all but the checksum.
#[cfg(feature = "signature")]
pub(super) fn signed_part(file: &[u8]) -> Option<[u8; CHECKSUM]> {
    let mut part: [u8; CHECKSUM] = file.get(..CHECKSUM)?.try_into().ok()?;
    put(&mut part, FLAGS, SIGNED.to_le_bytes());
    Some(part)
}

fn put<const N: usize>(file: &mut [u8], at: usize, bytes: [u8; N]) {
    if let Some(place) = file.get_mut(at..at + N) {
        place.copy_from_slice(&bytes);
    }
}

fn checksum(file: &[u8]) -> u64 {
    let part = |range: Option<_>| -> &[u8] { range.unwrap_or(&[]) };
    let seed = XxHash3_64::oneshot(part(file.get(..CHECKSUM)));
    XxHash3_64::oneshot_with_seed(seed, part(file.get(HEADER..)))
}

/// Whether the checksum is that of what is there.
pub(super) fn checksum_fits(file: &[u8]) -> bool {
    bytes(file, CHECKSUM).is_ok_and(|stored| u64::from_le_bytes(stored) == checksum(file))
}

/// Whether an identity is that of a content.
pub(super) fn identity_fits(file: &[u8], content: usize, id: BundleId) -> bool {
    // blake3's own comparison takes constant time; nothing here is secret.
    blake3::hash(file.get(HEADER..content).unwrap_or(&[])) == blake3::Hash::from_bytes(id.0)
}

/// The entries of the section table as far as they are in the file, whatever they say: kind, offset, length.
pub(super) fn entries(file: &[u8], count: u32) -> Vec<(u32, u64, u64)> {
    let entry = |n: usize| -> Result<(u32, u64, u64), BundleError> {
        let at = HEADER + ENTRY * n;
        Ok((
            u32::from_le_bytes(bytes(file, at)?),
            u64::from_le_bytes(bytes(file, at + 8)?),
            u64::from_le_bytes(bytes(file, at + 16)?),
        ))
    };
    (0..count.min(MAX_SECTIONS) as usize)
        .map_while(|n| entry(n).ok())
        .collect()
}

/// A checked container: sections are ranges of the file.
#[derive(Debug)]
pub struct Container {
    /// Identity.
    pub id: BundleId,
    content: usize,
    sections: Vec<(u32, Range<usize>)>,
    signatures: Vec<StoredSignature>,
}

impl Container {
    /// Checks everything that can be checked without knowing what sections mean.
    ///
    /// # Errors
    /// Every way in which a file can fail to be a whole, undamaged bundle.
    pub fn open(file: &[u8]) -> Result<Self, BundleError> {
        let header = Header::read(file)?;
        let (content, signatures) = header.parts(file)?;
        if u64::from_le_bytes(bytes(file, CHECKSUM)?) != checksum(file) {
            return Err(BundleError::Checksum);
        }
        if header.sections > MAX_SECTIONS || header.flags & !SIGNED != 0 {
            return Err(BundleError::damaged(
                "its header holds values that this version does not know",
            ));
        }
        Ok(Self {
            id: header.id,
            sections: sections(file.get(..content).unwrap_or(&[]), header.sections as usize)?,
            content,
            signatures: signature::read(signatures)?,
        })
    }

    /// Whether the id is that of the content: more than opening asks for, at some ten milliseconds for each 60 MB.
    ///
    /// # Errors
    /// [`BundleError::Identity`] where it is not.
    pub fn verify(&self, file: &[u8]) -> Result<(), BundleError> {
        if identity_fits(file, self.content, self.id) {
            return Ok(());
        }
        Err(BundleError::Identity)
    }

    /// All sections in the order of the file: number of the kind, and where it lies.
    pub fn sections(&self) -> &[(u32, Range<usize>)] {
        &self.sections
    }

    /// The range of a section.
    pub fn section(&self, kind: SectionKind) -> Option<Range<usize>> {
        self.sections
            .iter()
            .find(|(k, _)| *k == kind as u32)
            .map(|(_, r)| r.clone())
    }

    /// The signatures behind the content; whether they are right is not known yet.
    pub fn signatures(&self) -> &[StoredSignature] {
        &self.signatures
    }

    /// Length of the file without its signatures.
    pub fn content(&self) -> usize {
        self.content
    }
}

/// What stands in the first 64 bytes; nothing of it is checked but magic and version.
#[derive(Clone, Copy, Debug)]
pub struct Header {
    /// Format version.
    pub version: u16,
    /// Flags.
    pub flags: u16,
    /// Number of sections.
    pub sections: u32,
    /// Length of the content.
    pub content: u64,
    /// Identity.
    pub id: BundleId,
}

impl Header {
    /// Reads it.
    ///
    /// # Errors
    /// When the file is no bundle, too short or too long for one, or of another version.
    pub fn read(file: &[u8]) -> Result<Self, BundleError> {
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
        Ok(Self {
            version,
            flags: u16::from_le_bytes(bytes(file, FLAGS)?),
            sections: u32::from_le_bytes(bytes(file, 12)?),
            content: u64::from_le_bytes(bytes(file, 16)?),
            id: BundleId(bytes(file, IDENTITY)?),
        })
    }

    /// The length of the content, and the bytes behind it.
    fn parts(self, file: &[u8]) -> Result<(usize, &[u8]), BundleError> {
        let found = file.len() as u64;
        let cut = |expected| BundleError::Length { found, expected };
        let content = usize::try_from(self.content).map_err(|_| cut(self.content))?;
        let behind = file.get(content..).ok_or_else(|| cut(self.content))?;
        let expected = if self.flags & SIGNED == 0 {
            0
        } else {
            signature::length(behind)
        };
        if behind.len() as u64 != expected {
            return Err(cut(self.content.saturating_add(expected)));
        }
        Ok((content, behind))
    }
}

/// The section table: sections follow each other without a gap up to the end of the content.
fn sections(content: &[u8], count: usize) -> Result<Vec<(u32, Range<usize>)>, BundleError> {
    let mut sections: Vec<(u32, Range<usize>)> = Vec::with_capacity(count);
    let mut next = HEADER + ENTRY * count;
    for n in 0..count {
        let at = HEADER + ENTRY * n;
        let kind = u32::from_le_bytes(bytes(content, at)?);
        let offset = u64::from_le_bytes(bytes(content, at + 8)?);
        let length = u64::from_le_bytes(bytes(content, at + 16)?);
        let end = offset.checked_add(length).and_then(|e| usize::try_from(e).ok());
        let end = end
            .filter(|e| *e <= content.len())
            .ok_or_else(|| BundleError::damaged("a section ends outside the file"))?;
        if offset != next as u64 || bytes(content, at + 4)? != [0; 4] || sections.iter().any(|(k, _)| *k == kind) {
            return Err(BundleError::damaged(
                "its sections overlap or repeat, or a gap is between them",
            ));
        }
        sections.push((kind, next..end));
        next = end.next_multiple_of(8);
        if content.get(end..next).is_none_or(|gap| gap.iter().any(|b| *b != 0)) {
            return Err(BundleError::damaged("something stands between its sections"));
        }
    }
    if next != content.len() {
        return Err(BundleError::damaged("something follows its sections"));
    }
    Ok(sections)
}

fn bytes<const N: usize>(file: &[u8], at: usize) -> Result<[u8; N], BundleError> {
    file.get(at..at + N)
        .and_then(|b| b.try_into().ok())
        .ok_or_else(|| BundleError::damaged("its header is cut off"))
}
