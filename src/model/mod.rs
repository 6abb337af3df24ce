//! What a knowledge base means: the manifest, the reference data, resolved names.

pub mod manifest;
pub mod reference;
pub mod yaml;

mod resolve;
mod words;

pub use resolve::{
    Dialog, DialogLine, DialogLineKind, HandlerPlace, Model, Owned, Places, RowPlaces, StepPlace, TablePlaces,
    TopicPlaces, apply_severity, resolve,
};
