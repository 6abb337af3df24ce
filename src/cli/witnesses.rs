//! `lotsman check --save-witness`: findings as tests that fail until they are mended.

use std::collections::BTreeMap;
use std::path::Path;

use super::dialogs::{self, Map};
use super::files;
use crate::compile::{self, Checked, Input, witness};
use crate::diag::{Diagnostic, Witness};
use crate::value::Lang;

/// How a file of ours begins; the digest of the rest follows.
const MARK: &str = "# lotsman check --save-witness";

/// What became of the findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// Tests written, or found as they should be.
    pub written: usize,
    /// Findings whose conversation goes well as far as a test can see.
    pub not_tests: usize,
}

impl Saved {
    /// A sentence for the error stream.
    pub fn sentence(self, dir: &Path, lang: Lang) -> String {
        let (n, dir) = (self.written, dir.display());
        let left_out = match (self.not_tests, lang) {
            (0, _) => String::new(),
            (n, Lang::Ru) => format!(" Замечаний, которых диалог показать не может: {n}."),
            (n, Lang::En) => format!(" Findings that no dialog can show: {n}."),
        };
        match lang {
            Lang::Ru => {
                format!("Тестов записано в «{dir}»: {n}. Каждый не проходит, пока замечание не исправлено.{left_out}")
            }
            Lang::En => {
                format!("Tests written to “{dir}”: {n}. Each fails until its finding is mended.{left_out}")
            }
        }
    }
}

/// Writes a test for every finding that was replayed and that a test can show, each to its own file.
/// Names depend on the code and the place in the base, not on the order of the report.
///
/// # Errors
/// A message that names the folder or file; files of others and files changed by hand are untouched.
pub fn save(dir: &Path, inputs: Vec<Input>, checked: &Checked) -> Result<Saved, String> {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for diagnostic in &checked.diagnostics {
        let Some((script, witness)) = script(diagnostic) else {
            continue;
        };
        let stem = stem(checked, diagnostic, witness);
        let n = times.entry(stem.clone()).or_default();
        *n += 1;
        let name = if *n == 1 {
            format!("{stem}.dialog")
        } else {
            format!("{stem}-{n}.dialog")
        };
        texts.insert(name, script.to_owned());
    }
    let all = texts.len();
    keep_failing(inputs, &mut texts);
    let saved = Saved {
        written: texts.len(),
        not_tests: all - texts.len(),
    };
    // Nothing is written before it is known that all of it may be.
    let mut files = Vec::new();
    for (name, script) in texts {
        let path = dir.join(name);
        let text = format!("{MARK} {}\n\n{script}", digest(&script));
        match std::fs::read_to_string(&path) {
            Ok(old) if old == text => {}
            Ok(old) if !is_ours(&old) => return Err(foreign(&path)),
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(files::not_written(&path, &e)),
            _ => files.push((path, text)),
        }
    }
    if !files.is_empty() {
        std::fs::create_dir_all(dir).map_err(|e| files::not_written(dir, &e))?;
    }
    for (path, text) in files {
        files::write_atomic(&path, text.as_bytes())?;
    }
    Ok(saved)
}

fn script(diagnostic: &Diagnostic) -> Option<(&str, &Witness)> {
    let witness = diagnostic.witness.as_deref()?;
    Some((witness.script.as_deref()?, witness))
}

/// `L0401-сценарий-шаг`, or the conclusion that it is about.
fn stem(checked: &Checked, diagnostic: &Diagnostic, witness: &Witness) -> String {
    let mut parts = vec![diagnostic.entry.code.to_owned()];
    match &witness.scenario {
        Some(scenario) => {
            parts.push(scenario.to_string());
            parts.extend(witness.steps.last().map(ToString::to_string));
        }
        None => parts.extend(witness::conclusion_at(&checked.model, diagnostic.place)),
    }
    parts.join("-")
}

/// Takes out the tests that pass although their finding stands: a dialog cannot show those.
fn keep_failing(mut inputs: Vec<Input>, texts: &mut BTreeMap<String, String>) {
    const FOLDER: &str = "scenarios/\u{1}/";
    inputs.retain(|i| !i.path.ends_with(".dialog"));
    inputs.extend(texts.iter().map(|(name, text)| Input {
        path: format!("{FOLDER}{name}"),
        bytes: text.clone().into_bytes(),
    }));
    let checked = compile::check(inputs);
    let program = &checked.model.program;
    let (engine, map) = (witness::engine(&checked.model), Map::new(program));
    for dialog in &checked.model.dialogs {
        let source = checked.sources.get(dialog.file);
        let name = source.and_then(|s| s.name.strip_prefix(FOLDER));
        if let Some(name) = name
            && dialogs::play(&engine, program, &map, dialog).passed()
        {
            texts.remove(name);
        }
    }
}

fn digest(script: &str) -> String {
    blake3::hash(script.as_bytes()).to_hex().chars().take(16).collect()
}

/// Whether a file was written here and has not been changed since.
fn is_ours(text: &str) -> bool {
    let Some((first, rest)) = text.split_once('\n') else {
        return text.is_empty();
    };
    let digest_there = first.strip_prefix(MARK).map(str::trim);
    digest_there == Some(&digest(rest.trim_start_matches('\n')))
}

fn foreign(path: &Path) -> String {
    format!(
        "файл «{0}» уже есть, и записан он не этой командой или с тех пор изменён: он не тронут; переименуйте его или назовите другую папку · “{0}” exists and was written by somebody else or changed since: it is untouched; rename it or name another folder",
        path.display()
    )
}

#[cfg(test)]
mod tests;
