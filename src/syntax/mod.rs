//! Text to tree. Reading never fails: what could not be read is reported and left out.

pub mod format;
pub(crate) mod grammar;
pub mod keywords;
pub mod split;
pub mod tree;
