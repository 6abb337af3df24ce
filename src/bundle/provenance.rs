//! Where a bundle comes from.

use super::program::Array;

/// Names and versions; never a time or a machine, so that builds repeat.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Provenance {
    /// Version of the compiler.
    pub compiler: String,
    /// Files in order of name.
    pub files: Array<BuiltFrom>,
}

/// A source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuiltFrom {
    /// Path in the base.
    pub path: String,
    /// blake3 of its text in NFC.
    pub hash: [u8; 32],
    /// Length of its text in NFC, in bytes.
    pub length: u32,
}
