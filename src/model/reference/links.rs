//! Names inside the reference data that must lead to something in it.

use super::{Directory, Link, Reference};
use crate::diag::{Arg, Diagnostic, Diagnostics, codes};
use crate::model::yaml::{hint, suggest};

/// Checks parents, directories of parameters and their keys. Names that a broken file may have
/// held are not reported.
pub(super) fn check(reference: &Reference, diags: &mut Diagnostics) {
    for directory in reference.directories.values() {
        for entry in directory.entries.values() {
            if let Some(parent) = &entry.parent {
                check_parent(directory, &entry.key, parent, diags);
            }
        }
    }
    for parameter in reference.parameters.values() {
        for (i, key) in parameter.keys.iter().enumerate() {
            let Some(directory) = reference.directories.get(&key.name) else {
                if !reference.broken {
                    let names = reference.directories.keys().map(|n| &**n);
                    diags.push(unknown(
                        Diagnostic::new(&codes::YAML_UNKNOWN_DIRECTORY, key.place.file, key.place.span),
                        key,
                        names,
                    ));
                }
                continue;
            };
            if directory.broken {
                continue;
            }
            for link in parameter.values.iter().filter_map(|v| v.keys.get(i)) {
                if !directory.entries.contains_key(&link.name) {
                    let diag = Diagnostic::new(&codes::YAML_UNKNOWN_ENTRY, link.place.file, link.place.span)
                        .arg("directory", &*directory.name);
                    diags.push(unknown(diag, link, directory.entries.keys().map(|n| &**n)));
                }
            }
        }
    }
}

fn unknown<'a>(diag: Diagnostic, link: &Link, names: impl Iterator<Item = &'a str>) -> Diagnostic {
    let diag = diag.arg("name", &*link.name);
    let close = suggest(&link.name, names);
    let diag = diag.arg("hint", hint(close));
    match close {
        Some(close) => diag.replace(link.place.span, close),
        None => diag,
    }
}

fn check_parent(directory: &Directory, key: &str, parent: &Link, diags: &mut Diagnostics) {
    let problem = if directory.entries.contains_key(&parent.name) {
        if !leads_back(directory, key) {
            return;
        }
        Arg::Words {
            ru: format!("запись «{key}» подчинена сама себе"),
            en: format!("entry `{key}` is its own parent in the end"),
        }
    } else if directory.broken {
        return;
    } else {
        Arg::Words {
            ru: format!("вышестоящей записи «{}» нет", parent.name),
            en: format!("there is no parent entry `{}`", parent.name),
        }
    };
    let diag = Diagnostic::new(&codes::YAML_UNKNOWN_PARENT, parent.place.file, parent.place.span);
    diags.push(diag.arg("problem", problem));
}

/// Whether the parents of an entry come back to it. Entries that only lead into somebody else's
/// circle are not to blame.
fn leads_back(directory: &Directory, key: &str) -> bool {
    let mut at = key;
    for _ in 0..directory.entries.len() {
        match directory.entries.get(at).and_then(|e| e.parent.as_ref()) {
            Some(parent) if *parent.name == *key => return true,
            Some(parent) => at = &parent.name,
            None => return false,
        }
    }
    false
}
