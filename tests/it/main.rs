//! All integration tests in one binary.

mod format;
#[cfg(all(test, feature = "cli"))]
mod govuk;
mod syntax;
