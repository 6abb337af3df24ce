//! One binary for all integration tests.

#[cfg(all(test, feature = "cli"))]
mod govuk;
