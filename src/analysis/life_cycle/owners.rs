//! L1106 what belongs to nobody, L1107 a segment that nobody owns, L1108 a segment without content,
//! L1109 a change by somebody else than the owner.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::manifest::Manifest;
use crate::model::{Model, Owned};
use crate::span::{FileId, Place};

/// Segments and what they hold. A base without segments is one owner's.
pub fn check(model: &Model, found: &mut Diagnostics) {
    let segments = &model.manifest.segments;
    if segments.is_empty() {
        return;
    }
    let mut unowned: BTreeMap<FileId, (usize, &Owned)> = BTreeMap::new();
    for item in model.items.iter().filter(|i| i.segment.is_none()) {
        unowned.entry(item.place.file).or_insert((0, item)).0 += 1;
    }
    for (count, first) in unowned.values() {
        found.push(
            Diagnostic::new(&codes::NO_SEGMENT, first.place.file, first.place.span)
                .arg("kind", first.kind)
                .arg("name", &*first.name)
                .arg("count", *count),
        );
    }
    for segment in segments {
        let place = segment.place;
        if segment.owners.is_empty() {
            found.push(Diagnostic::new(&codes::SEGMENT_UNOWNED, place.file, place.span).arg("segment", &*segment.name));
        }
        let used = model.items.iter().any(|i| i.segment.as_ref() == Some(&segment.name));
        if !used {
            found.push(Diagnostic::new(&codes::SEGMENT_EMPTY, place.file, place.span).arg("segment", &*segment.name));
        }
    }
}

/// Changed items that do not belong to whoever changes them. `who` is a segment, or an owner named in
/// one; `changed` tells whether something at a place has changed. What has no segment is nobody's, and
/// anybody may change it.
pub fn changed_by(model: &Model, who: &str, changed: impl Fn(Place) -> bool) -> Diagnostics {
    let manifest = &model.manifest;
    let may = |item: &Owned| item.segment.as_ref().is_none_or(|name| owns(manifest, name, who));
    let foreign = model.items.iter().filter(|i| !may(i) && changed(i.whole));
    foreign
        .map(|item| {
            let segment = item.segment.as_deref().unwrap_or("");
            let title = manifest.segment(segment).map_or(segment, |s| s.title.as_str());
            Diagnostic::new(&codes::FOREIGN_CHANGE, item.place.file, item.place.span)
                .arg("kind", item.kind)
                .arg("name", &*item.name)
                .arg("segment", segment)
                .arg("title", title)
                .arg("who", who)
        })
        .collect()
}

/// Whether a segment is somebody's: its own, or that of one of its owners.
pub fn owns(manifest: &Manifest, segment: &str, who: &str) -> bool {
    let owners = manifest.segment(segment).map(|s| s.owners.as_slice());
    same(segment, who) || owners.unwrap_or_default().iter().any(|o| same(o, who))
}

/// Owners are written freely; case and ё do not tell people apart.
fn same(a: &str, b: &str) -> bool {
    let fold = |s: &str| s.trim().to_lowercase().replace('ё', "е");
    fold(a) == fold(b)
}
