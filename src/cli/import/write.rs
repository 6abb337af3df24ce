//! The files of the new base.

use std::path::Path;

use rayon::prelude::*;

use super::collect::{Collected, Intent, cleaned};
use super::names::{identifier, paths};
use crate::cli::files;
use crate::cli::output::pick;
use crate::cli::rows::labels;
use crate::source::Source;
use crate::syntax::format::{FormatOptions, format};
use crate::syntax::tree::FileKind;
use crate::value::Lang;

/// The line by which a file of an earlier import is known again.
const MARK: &str = "# lotsman import intents\n";
/// As many topics get a file each; more are put together.
const FILE_EACH: usize = 500;
/// Topics of a file where they are put together.
const TOPICS_A_FILE: usize = 100;
/// Bytes of a paragraph: far below what a line may hold.
const PARAGRAPH: usize = 2000;

/// A base as files: path and text, in order.
pub struct Base {
    files: Vec<(String, String)>,
}

impl Base {
    /// The files of what was collected.
    pub fn new(collected: &Collected, lang: Lang, name: &str) -> Self {
        let mut files = vec![(files::MANIFEST.to_owned(), manifest(lang, name))];
        files.push(("scenarios/operators.scenario".to_owned(), queue(lang)));
        let paths = paths(collected, lang);
        let intents: Vec<(&String, &Intent)> = paths.iter().zip(collected.intents.values()).collect();
        let each = intents.len() <= FILE_EACH;
        let topics: Vec<(String, String)> = intents
            .par_chunks(if each { 1 } else { TOPICS_A_FILE })
            .enumerate()
            .map(|(n, intents)| {
                let name = match intents {
                    [(path, _)] if each => format!("topics/{path}.topic"),
                    _ => format!("topics/{:04}.topic", n + 1),
                };
                let text: Vec<String> = intents.iter().map(|(path, intent)| topic(path, intent, lang)).collect();
                let source = Source::new(name.as_str(), format!("{MARK}\n{}", text.join("\n")));
                let text = format(&source, FileKind::Topic, FormatOptions::default()).text;
                (name, text)
            })
            .collect();
        files.extend(topics);
        if !collected.out_of_scope.is_empty() {
            let mut text = format!("{MARK}kind: out_of_scope\nphrases:\n");
            for phrase in &collected.out_of_scope {
                text.push_str(&format!("  - {}\n", yaml(phrase)));
            }
            files.push(("topics/out_of_scope.yaml".to_owned(), text));
        }
        Self { files }
    }

    /// The files, for tests.
    #[cfg(test)]
    pub fn files(&self) -> &[(String, String)] {
        &self.files
    }

    /// Writes them. The manifest comes last: without it nobody takes half a base for a whole one.
    ///
    /// # Errors
    /// A message that names what could not be written.
    pub fn write(&self, folder: &Path) -> Result<(), String> {
        let is_ours = |start: &[u8]| start.starts_with(MARK.as_bytes());
        for (name, _) in &self.files {
            files::must_be_ours(&folder.join(name), is_ours)?;
        }
        for part in ["topics", "scenarios"] {
            let folder = folder.join(part);
            std::fs::create_dir_all(&folder).map_err(|e| {
                let (ru, en) = files::reason(&e);
                format!(
                    "папка «{0}» не создана: {ru} · cannot make “{0}”: {en}",
                    folder.display()
                )
            })?;
            super::clear(&folder, MARK)?;
        }
        let (manifest, others) = self
            .files
            .split_first()
            .map_or((None, &[] as &[_]), |(m, o)| (Some(m), o));
        for (name, text) in others {
            let path = folder.join(name);
            std::fs::write(&path, text).map_err(|e| {
                let (ru, en) = files::reason(&e);
                format!(
                    "файл «{0}» не записан: {ru} · “{0}” is not written: {en}",
                    path.display()
                )
            })?;
        }
        manifest.map_or(Ok(()), |(name, text)| {
            files::write_atomic(&folder.join(name), text.as_bytes())
        })
    }
}

fn manifest(lang: Lang, name: &str) -> String {
    let title = match cleaned(name) {
        empty if empty.is_empty() => pick(lang, "База из размеченных фраз", "A base of labelled phrases").to_owned(),
        title => title,
    };
    format!(
        "{MARK}name: {}\ntitle: {}\nlanguage: {}\ndefault_queue: {}\n",
        identifier(name, lang),
        yaml(&title),
        pick(lang, "ru", "en"),
        pick(lang, "операторы", "operators"),
    )
}

fn queue(lang: Lang) -> String {
    let text = pick(
        lang,
        "очередь операторы \"Операторы\"\n  уровень 1\nконец\n",
        "queue operators \"Operators\"\n  level 1\nend\n",
    );
    format!("{MARK}\n{text}")
}

fn topic(path: &str, intent: &Intent, lang: Lang) -> String {
    let word = |ru: &'static str, en: &'static str| pick(lang, ru, en);
    // `card_arrival` is for machines; people are offered «card arrival».
    let title = cleaned(&intent.label.replace('_', " "));
    let title = if title.is_empty() { &intent.label } else { &title };
    let mut text = format!("{} {path} {}\n", word("тема", "topic"), string(title));
    let label = string(&intent.label);
    text.push_str(&format!("  {} {} {label}\n", word("код", "code"), labels::SYSTEM));
    if !intent.phrases.is_empty() {
        text.push_str(&format!("  {}\n", word("фразы", "phrases")));
        for phrase in &intent.phrases {
            text.push_str(&format!("    - {phrase}\n"));
        }
    }
    match &intent.answer {
        Some(answer) => {
            let paragraphs: Vec<String> = answer.lines().flat_map(paragraphs).map(string).collect();
            text.push_str(&format!(
                "  {} {}\n",
                word("ответ", "answer"),
                paragraphs.join("\n    ")
            ));
        }
        None => text.push_str(&format!(
            "  {} {} {}\n",
            word("ответ", "answer"),
            word("очередь", "queue"),
            word("операторы", "operators")
        )),
    }
    text.push_str(word("конец\n", "end\n"));
    text
}

/// A string of the language: a brace would begin a value to be filled in.
fn string(text: &str) -> String {
    let text = text.replace('{', "(").replace('}', ")");
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text in double quotes, as YAML and JSON both write it.
fn yaml(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Pieces that a line can hold, cut at blanks.
fn paragraphs(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while rest.len() > PARAGRAPH {
        let mut end = PARAGRAPH;
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let head = rest.get(..end).unwrap_or(rest);
        let at = head.rfind(' ').filter(|at| *at > 0).unwrap_or(head.len());
        pieces.push(rest.get(..at).unwrap_or(rest));
        rest = rest.get(at..).unwrap_or("").trim_start();
    }
    if !rest.is_empty() {
        pieces.push(rest);
    }
    pieces
}
