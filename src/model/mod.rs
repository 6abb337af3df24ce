//! What a knowledge base means: the manifest, the reference data, resolved names.

pub mod manifest;
pub mod reference;
pub mod yaml;
