//! The file that a base is compiled to.

pub mod program;
