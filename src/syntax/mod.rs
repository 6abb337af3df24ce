//! Text to tree. Reading never fails: what could not be read is reported and left out.

pub mod split;
pub mod tree;
pub(crate) mod grammar;
