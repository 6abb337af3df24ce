//! The library as C sees it: the header is that of the sources, and programs in C run by it without a leak or an error.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests

mod header;
mod programs;
