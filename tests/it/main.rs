//! All integration tests in one binary.

mod error_pages;
mod format;
mod model;
mod rooms;
mod syntax;
