//! Text to tree. Reading never fails: what could not be read is reported and left out.

pub(crate) mod grammar;
pub mod tree;
