//! Signatures: who answers for a bundle.
//!
//! ```text
//! offset   size  field, counted from the end of the content
//!      0      4  number of signatures k, 1 to 8
//!      4      4  0
//!      8  k×104  for each: algorithm u32, 1 is Ed25519; zero u32; public key of 32 bytes; signature of 64 bytes;
//!                in ascending order of algorithm and key
//! ```
//!
//! A signature stands for 80 bytes: the 24 bytes `lotsman bundle signature` and the first 56 of the file, which hold
//! format version, number of sections, length and identity of the content. They are signed with the flag of a signed
//! file set, whether or not it was signed before. Neither the checksum nor another signature is covered, so that
//! signatures may be added one after another, and the same ones give the same bytes in whatever order they came.
//!
//! A signature stands for the identity, so it says nothing until the identity is held against the content:
//! `Bundle::open_trusted` does both. Signing leaves content and identity as they are: sessions go on.

#[cfg(feature = "signature")]
mod keys;
#[cfg(test)]
#[cfg(feature = "signature")]
mod tests;

use std::fmt;

use super::error::BundleError;

#[cfg(feature = "signature")]
pub use keys::{KeyError, PublicKey, SecretKey, Standing, check, sign, standings};

/// Most signatures of a bundle: the old key, the new one, and some to spare.
pub const MAX_SIGNATURES: usize = 8;
/// The number of Ed25519 (RFC 8032).
pub const ED25519: u32 = 1;

const HEADER: usize = 8;
const ENTRY: usize = 104;

/// What a key is called: the first 8 bytes of the blake3 of the public key, in hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId([u8; 8]);

impl KeyId {
    /// Of the 32 bytes of a public key.
    pub fn of(key: &[u8; 32]) -> Self {
        let [a, b, c, d, e, f, g, h, ..] = *blake3::hash(key).as_bytes();
        Self([a, b, c, d, e, f, g, h])
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A signature as it stands in a file: what it claims, not whether it is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSignature {
    /// Number of the algorithm.
    pub algorithm: u32,
    /// The public key.
    pub key: [u8; 32],
    /// The signature.
    pub bytes: [u8; 64],
}

impl StoredSignature {
    /// What its key is called.
    pub fn key_id(&self) -> KeyId {
        KeyId::of(&self.key)
    }
}

/// How long the signatures are that begin here, as far as their number can be read.
pub(super) fn length(behind: &[u8]) -> u64 {
    let count = behind.first_chunk().map_or(1, |count| u32::from_le_bytes(*count));
    HEADER as u64 + u64::from(count) * ENTRY as u64
}

/// Reads the signatures behind a content; there are none where there is nothing.
pub(super) fn read(behind: &[u8]) -> Result<Vec<StoredSignature>, BundleError> {
    if behind.is_empty() {
        return Ok(Vec::new());
    }
    let wrong = || BundleError::damaged("its signatures are not a list of such");
    let (header, entries) = behind.split_first_chunk::<HEADER>().ok_or_else(wrong)?;
    let [a, b, c, d, 0, 0, 0, 0] = *header else {
        return Err(wrong());
    };
    let (entries, []) = entries.as_chunks::<ENTRY>() else {
        return Err(wrong());
    };
    let count = u32::from_le_bytes([a, b, c, d]) as usize;
    if count != entries.len() || !(1..=MAX_SIGNATURES).contains(&count) {
        return Err(wrong());
    }
    let signatures: Option<Vec<StoredSignature>> = entries.iter().map(entry).collect();
    let signatures = signatures.ok_or_else(wrong)?;
    let ascending = |pair: &[StoredSignature]| match pair {
        [one, next] => (one.algorithm, one.key) < (next.algorithm, next.key),
        _ => true,
    };
    if !signatures.windows(2).all(ascending) {
        return Err(BundleError::damaged("its signatures repeat or are out of order"));
    }
    Ok(signatures)
}

fn entry(bytes: &[u8; ENTRY]) -> Option<StoredSignature> {
    let (algorithm, rest) = bytes.split_first_chunk::<4>()?;
    let (zero, rest) = rest.split_first_chunk::<4>()?;
    let (key, rest) = rest.split_first_chunk::<32>()?;
    (*zero == [0; 4]).then_some(StoredSignature {
        algorithm: u32::from_le_bytes(*algorithm),
        key: *key,
        bytes: rest.try_into().ok()?,
    })
}

/// Puts signatures behind a content.
#[cfg(feature = "signature")]
pub(super) fn write(signatures: &[StoredSignature], to: &mut Vec<u8>) {
    if signatures.is_empty() {
        return;
    }
    to.extend_from_slice(&u32::try_from(signatures.len()).unwrap_or(u32::MAX).to_le_bytes());
    to.extend_from_slice(&[0; 4]);
    for signature in signatures {
        to.extend_from_slice(&signature.algorithm.to_le_bytes());
        to.extend_from_slice(&[0; 4]);
        to.extend_from_slice(&signature.key);
        to.extend_from_slice(&signature.bytes);
    }
}
