//! What an engine makes of a program once, so that evaluation need not search.

use crate::bundle::program::Program;

/// Decision tables as sets of rows and dependencies between facts.
#[derive(Debug, Default)]
pub(crate) struct Prepared {}

impl Prepared {
    pub(crate) fn new(_: &Program) -> Self {
        Self {}
    }
}
