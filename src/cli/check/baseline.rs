//! A list of findings that are known and postponed, so that an old base can take up the checks bit
//! by bit: what is new is reported, what is known is not, and what is mended leaves the list.
//!
//! JSON with one entry a line, in order of file and item, so that a change of the list is read in a
//! review like a change of a text.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::cli::{CLEAN, FINDINGS, Outcome, files, output};
use crate::diag::{BaselineUse, Finding, Identity, is_fixed};
use crate::value::Lang;

/// What the file begins with, and the number of its form.
const FORM: &str = "lotsman_baseline";
const VERSION: u32 = 1;

/// An entry as it is written: the identity and, for the reader, the headline.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    file: String,
    #[serde(default)]
    item: String,
    code: String,
    text: String,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    occurrence: usize,
    #[serde(default)]
    headline: String,
}

fn one() -> usize {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_one(n: &usize) -> bool {
    *n == 1
}

#[derive(Deserialize)]
struct Whole {
    lotsman_baseline: u32,
    findings: Vec<Entry>,
}

/// Reads a list.
///
/// # Errors
/// A message that names the file, when it cannot be read or is no such list.
pub fn read(path: &Path) -> Result<Vec<Identity>, String> {
    let bytes = files::read(path)?;
    let shown = path.display();
    let whole: Whole = serde_json::from_slice(&bytes).map_err(|e| {
        format!("«{shown}» — не список отложенного: {e} · “{shown}” is not a list of postponed findings: {e}")
    })?;
    if whole.lotsman_baseline != VERSION {
        let found = whole.lotsman_baseline;
        return Err(format!(
            "список «{shown}» другого вида ({found}, нужен {VERSION}): запишите его заново, --write-baseline · the list “{shown}” has form {found}, {VERSION} is needed: write it anew with --write-baseline"
        ));
    }
    let identity = |e: Entry| Identity {
        file: e.file,
        item: e.item,
        code: e.code.to_uppercase(),
        text: e.text,
        occurrence: e.occurrence,
    };
    Ok(whole.findings.into_iter().map(identity).collect())
}

/// Takes what the list holds out of the findings: the rest, the postponed, what became of the list.
pub fn apply(findings: Vec<Finding>, list: Vec<Identity>, path: &Path) -> (Vec<Finding>, Vec<Finding>, BaselineUse) {
    let (refused, list): (Vec<Identity>, Vec<Identity>) = list.into_iter().partition(|e| is_fixed(&e.code));
    let mut open: BTreeMap<Identity, bool> = list.into_iter().map(|e| (e, false)).collect();
    let (mut kept, mut held) = (Vec::new(), Vec::new());
    for finding in findings {
        match open.get_mut(&finding.identity) {
            Some(met) => {
                *met = true;
                held.push(finding);
            }
            None => kept.push(finding),
        }
    }
    let used = BaselineUse {
        file: path.display().to_string(),
        unused: open.into_iter().filter(|(_, met)| !met).map(|(e, _)| e).collect(),
        refused,
    };
    (kept, held, used)
}

/// Writes a list of all findings that can be postponed.
pub fn write(path: &Path, findings: &[Finding], lang: Lang) -> Outcome {
    files::must_be_ours(path, |start| {
        String::from_utf8_lossy(start)
            .trim_start_matches(['{', ' ', '\r', '\n'])
            .starts_with(&format!("\"{FORM}\""))
    })?;
    let (fixed, open): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(|f| f.diagnostic.entry.is_fixed());
    let bytes = listed(&open, lang);
    files::write_atomic(path, bytes.as_bytes())?;
    let (shown, n) = (path.display(), open.len());
    output::print(&match lang {
        Lang::Ru => format!("в список {shown} записано: {n}\n"),
        Lang::En => format!("written to the list {shown}: {n}\n"),
    });
    if fixed.is_empty() {
        return Ok(CLEAN);
    }
    let n = fixed.len();
    output::print(&match lang {
        Lang::Ru => format!(
            "не записано ошибок разделов L01–L03: {n}. Отложить их нельзя: с ними база не соберётся или разговор оборвётся. Их покажет lotsman check --baseline {shown}\n"
        ),
        Lang::En => format!(
            "errors of classes L01–L03 not written: {n}. They cannot be postponed: with them the base cannot be built or a conversation breaks off. lotsman check --baseline {shown} shows them\n"
        ),
    });
    Ok(FINDINGS)
}

fn listed(findings: &[&Finding], lang: Lang) -> String {
    let mut all: Vec<&Finding> = findings.to_vec();
    all.sort_by(|a, b| a.identity.cmp(&b.identity));
    let lines: Vec<String> = all
        .iter()
        .map(|f| {
            let entry = Entry {
                file: f.identity.file.clone(),
                item: f.identity.item.clone(),
                code: f.identity.code.clone(),
                text: f.identity.text.clone(),
                occurrence: f.identity.occurrence,
                headline: f.diagnostic.headline(lang),
            };
            // A plain struct with string keys: writing it to memory has no way to fail.
            format!("  {}", serde_json::to_string(&entry).unwrap_or_default())
        })
        .collect();
    let inner = if lines.is_empty() {
        String::new()
    } else {
        format!("\n{}\n", lines.join(",\n"))
    };
    format!("{{\"{FORM}\": {VERSION}, \"findings\": [{inner}]}}\n")
}
