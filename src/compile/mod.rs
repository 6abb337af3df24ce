//! Model to bundle.

mod index;
mod items;
mod mend;
mod pipeline;
mod ranker;
mod selfcheck;
mod vocabulary;
pub mod witness;

use thiserror::Error;

pub use index::{IndexError, build_index};
pub use items::{Item, Items, items};
pub use mend::{Change, Mended, mend};
pub use pipeline::{Checked, Input, build, check, check_on, check_thoroughly};

use crate::bundle::BundleError;

/// A bundle could not be made although the base is sound.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The full-text index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The container.
    #[error(transparent)]
    Bundle(#[from] BundleError),
}

#[cfg(test)]
mod tests;
