//! A bound on the nesting of values read from a file, so that hostile bytes cannot overflow the stack.

use std::cell::Cell;

use serde::{Deserialize, Deserializer, de::Error};

/// Deepest nesting of recursive values in a bundle or a session.
pub const MAX_DEPTH: u32 = 64;

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// For `#[serde(deserialize_with)]` on every field through which a type contains itself.
pub(crate) fn bounded<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    let depth = DEPTH.get();
    if depth >= MAX_DEPTH {
        return Err(D::Error::custom("values are nested too deep"));
    }
    DEPTH.set(depth + 1);
    let result = T::deserialize(deserializer);
    DEPTH.set(depth);
    result
}
