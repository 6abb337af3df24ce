//! Severities that a base changes for itself.

use crate::diag::{Diagnostics, Severity};
use crate::model::manifest::Manifest;

/// Applies the manifest's `severity`, given for a code or for a whole class; that of a code goes
/// first. A class never makes a finding of a note, which is advice. Errors of classes L01–L03 stay
/// errors: the base could not be built or a conversation would break off. (That the manifest asks for
/// it is reported there.)
pub fn apply_severity(manifest: &Manifest, diagnostics: &mut Diagnostics) {
    if manifest.severity.is_empty() {
        return;
    }
    for diagnostic in diagnostics {
        let entry = diagnostic.entry;
        let of_class = || {
            let wanted = manifest.severity.get(entry.class()).copied();
            wanted.filter(|_| entry.severity > Severity::Note)
        };
        let Some(wanted) = manifest.severity.get(entry.code).copied().or_else(of_class) else {
            continue;
        };
        if !(entry.is_fixed() && wanted < Severity::Error) {
            diagnostic.severity = wanted;
        }
    }
}

#[cfg(test)]
mod tests;
