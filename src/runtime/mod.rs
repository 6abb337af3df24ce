//! Engine and session: pure, no I/O, no clock.

pub mod understand;
