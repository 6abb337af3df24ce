//! Severities that a base changes for itself.

use crate::diag::{Diagnostics, Severity};
use crate::model::manifest::Manifest;

/// Applies the manifest's `severity`. Errors of classes L01–L03 stay errors: the base could not be
/// built or a conversation would break off. (That the manifest asks for it is reported there.)
pub fn apply_severity(manifest: &Manifest, diagnostics: &mut Diagnostics) {
    for diagnostic in diagnostics {
        let code = diagnostic.entry.code;
        let Some(wanted) = manifest.severity.get(code).copied() else {
            continue;
        };
        let fixed = ["L01", "L02", "L03"].iter().any(|class| code.starts_with(class));
        if !(fixed && diagnostic.entry.severity == Severity::Error && wanted < Severity::Error) {
            diagnostic.severity = wanted;
        }
    }
}
