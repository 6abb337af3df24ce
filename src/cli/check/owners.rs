//! `check --since REV --as SEGMENT`: changes to what belongs to somebody else.

use super::since::Touched;
use crate::analysis;
use crate::compile::Checked;
use crate::diag::Diagnostics;
use crate::model;
use crate::value::Lang;

/// Changed items that `who` does not own.
///
/// # Errors
/// A message when no segment has the name or the owner.
pub fn foreign(checked: &Checked, who: &str, touched: &Touched, lang: Lang) -> Result<Diagnostics, String> {
    let manifest = &checked.model.manifest;
    let known = manifest.segments.iter().any(|s| analysis::owns(manifest, &s.name, who));
    if !known {
        let names: Vec<&str> = manifest.segments.iter().map(|s| &*s.name).collect();
        return Err(match lang {
            Lang::Ru => format!(
                "сегмента или владельца «{who}» нет в lotsman.yaml; сегменты: {}",
                names.join(", ")
            ),
            Lang::En => format!(
                "lotsman.yaml has no segment or owner `{who}`; segments: {}",
                names.join(", ")
            ),
        });
    }
    let mut found = analysis::changed_by(&checked.model, who, |place| touched.contains(place));
    model::apply_severity(manifest, &mut found);
    Ok(found)
}
