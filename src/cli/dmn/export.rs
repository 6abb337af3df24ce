//! `lotsman dmn export`

use super::ExportArgs;
use crate::cli::Outcome;
use crate::cli::args::Common;

/// Exports a base.
pub fn run(_common: &Common, _args: &ExportArgs) -> Outcome {
    Err("-".to_owned())
}
