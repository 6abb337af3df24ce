//! Lotsman compiles the expert knowledge of a contact centre into a checked bundle and answers from it.
//!
//! ```text
//! text ─ syntax ─ model ─ analysis ─ compile ─ bundle ─ runtime ─ channel
//! ```

// pest's generated parser names this crate when pest is built without `std`.
#[cfg(feature = "compiler")]
extern crate alloc;

pub mod bundle;
pub mod channel;
pub mod language;
pub mod runtime;
pub mod source;
pub mod span;
pub mod value;

#[cfg(feature = "compiler")]
pub mod analysis;
#[cfg(feature = "compiler")]
pub mod compile;
#[cfg(feature = "compiler")]
pub mod diag;
#[cfg(feature = "compiler")]
pub mod model;
#[cfg(feature = "compiler")]
pub mod syntax;

#[cfg(feature = "cli")]
pub mod cli;
