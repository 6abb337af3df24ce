//! Model to bundle.

mod index;

pub use index::{IndexError, build_index};

#[cfg(test)]
mod tests;
