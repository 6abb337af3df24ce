//! All integration tests in one binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that panics has failed, and says where"
)]

#[cfg(feature = "cli")]
mod browser;
mod bundle;
#[cfg(feature = "cli")]
mod cli;
mod common_cues;
mod deep;
#[cfg(all(feature = "cli", feature = "serve"))]
mod e2e;
mod error_pages;
mod examples;
#[cfg(feature = "cli")]
mod fixes;
mod format;
mod fuzz;
#[cfg(feature = "serve")]
mod gateway;
#[cfg(feature = "cli")]
mod govuk;
mod model;
mod moved;
mod proofs_of_tables;
mod pursue;
mod reference;
mod rooms;
mod syntax;
#[cfg(feature = "cli")]
mod voice;
