//! What can be decided of conditions without a conversation: values as numbers in order, sets of
//! them, and whether conditions can hold together.

pub mod demand;
pub mod derived;
pub mod line;
pub mod set;
pub mod sites;
pub mod solver;
pub mod truth;
pub mod ways;
pub mod words;
