//! Machine-applicable changes.

use serde::{Deserialize, Serialize};

use crate::span::Place;

/// Replaces a place by a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What to replace; an empty span inserts.
    pub place: Place,
    /// By what.
    pub text: String,
}

/// Edits that mend a finding together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// In order; they do not overlap.
    pub edits: Vec<Edit>,
}
