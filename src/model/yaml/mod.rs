//! YAML files: the only room that knows YAML.
//!
//! Text goes through three narrow doors. `events` reads the events of one parser into a tree with
//! places and refuses whatever could grow without bound: depth, aliases, long scalars. `check`
//! holds the tree against a table of keys and finds everything unknown, missing or of another kind
//! at once. What is left is given to `serde_yaml`, which makes the structures.
//!
//! Only one YAML reader ever sees the bytes: two of them would disagree on duplicate keys, `on` and
//! `off`, octal numbers, and the checks of the first would prove nothing about the second.

mod check;
mod cursor;
mod events;
mod faults;
mod name;
mod raw;
mod scalar;
mod shape;
mod tree;

pub use events::{MAX_DEPTH, MAX_FILE_BYTES, MAX_SCALAR_BYTES};

pub(crate) use check::{check, finish};
pub(crate) use events::read_tree;
pub(crate) use name::{check_name, hint, suggest};
pub(crate) use raw::{Pair, Text};
pub(crate) use scalar::{date, date_range, decimal, duration, money, russian_date};
pub(crate) use shape::{Key, Shape, key, must};
pub(crate) use tree::{Kind, Node};

#[cfg(test)]
pub(crate) mod tests;
