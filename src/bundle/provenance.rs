//! Where a bundle comes from.

use serde::{Deserialize, Serialize};

/// Names and versions; never a time or a machine, so that builds repeat.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Version of the compiler.
    pub compiler: String,
    /// Files in order of name.
    pub files: Vec<BuiltFrom>,
}

/// A source file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuiltFrom {
    /// Path in the base.
    pub path: String,
    /// blake3 of its text in NFC.
    pub hash: [u8; 32],
}
