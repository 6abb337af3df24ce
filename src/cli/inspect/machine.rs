//! What is in a bundle, for programs.

use serde_json::{Map, Value, json};

use super::{Inspected, about};
use crate::bundle::{Bundle, Listed};
use crate::cli::signing::hex;
use crate::value::Lang;

/// One object. `identity_fits` is null where the content is not all there, `trusted` where no key was given.
pub fn object(i: &Inspected, lang: Lang) -> Value {
    let header = i.survey.header;
    let message = |e: &crate::bundle::BundleError| e.message(lang);
    json!({
        "file": i.file,
        "length": i.survey.length,
        "format": header.map(|h| h.version),
        "identity": header.map(|h| hex(&h.id.0)),
        "identity_fits": i.survey.identity,
        "checksum_fits": i.survey.checksum,
        "error": i.survey.broken.as_ref().map(message),
        "error_behind_checksum": i.survey.behind.as_ref().map(message),
        "base": i.bundle.as_ref().map(base),
        "signatures": i.signatures.iter().map(|s| {
            let mut object = s.json();
            if !i.asked && let Some(trusted) = object.get_mut("trusted") {
                *trusted = Value::Null;
            }
            object
        }).collect::<Vec<_>>(),
        "sections": i.survey.sections.iter().map(|s| section(s, i.survey.length)).collect::<Vec<_>>(),
    })
}

fn base(bundle: &Bundle) -> Value {
    let p = bundle.program();
    let counts: Map<String, Value> = about::counts(bundle)
        .into_iter()
        .map(|c| (c.key.to_owned(), c.number.into()))
        .collect();
    let force = about::in_force(bundle);
    let files = bundle.provenance().files.iter();
    json!({
        "name": p.name,
        "title": p.title,
        "language": match p.lang { Lang::Ru => "ru", Lang::En => "en" },
        "time_zone": p.time_zone,
        "compiler": bundle.provenance().compiler,
        "counts": counts,
        "in_force": {
            "limited": force.limited,
            "first_begins": force.first_begins,
            "first_ends": force.first_ends,
            "last_ends": force.last_ends,
        },
        "calendar": p.calendar.known.map(|(from, until)| json!({ "from": from, "until": until })),
        "files": files.map(|f| json!({ "path": f.path, "blake3": hex(&f.hash), "length": f.length })).collect::<Vec<_>>(),
    })
}

fn section(section: &Listed, whole: u64) -> Value {
    json!({
        "number": section.number,
        "kind": section.kind().map(|k| k.title(Lang::En)),
        "offset": section.offset,
        "length": section.length,
        "share": share(section.length, whole),
        "records": section.records,
        "in_file": section.there,
    })
}

/// A share of the file, to four digits.
pub fn share(length: u64, whole: u64) -> f64 {
    (length as f64 / whole.max(1) as f64 * 10_000.0).round() / 10_000.0
}
