//! Lotsman's engine for C: opaque handles, error codes, no global state. The header
//! `include/lotsman.h` is made of these sources; its first lines tell a C programmer how to use it.
//!
//! Every `unsafe` block rests on the promises that the header asks of the caller (handles are those
//! that this library gave, lengths are true, places may be written to); [`border`] turns pointers into
//! references once, at the border, and nothing behind it is unsafe.
#![allow(non_camel_case_types, reason = "the names of this crate are those of the header")]

mod action;
mod border;
mod buffer;
mod engine;
mod error;
mod session;
mod step;
mod transcript;
mod turn;

#[cfg(not(panic = "unwind"))]
compile_error!("a panic must not cross the border to C: build with `panic = \"unwind\"`");
