//! `lotsman dmn test`: suites of the compatibility kit, run through import, compiler and runtime.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;

use super::base::Base;
use super::cases::{self, Suite};
use super::judge::judge;
use super::{TestArgs, xml};
use crate::cli::args::{Common, FormatArg};
use crate::cli::{CLEAN, FINDINGS, Outcome, files, output};
use crate::value::Lang;

/// Deepest folder.
const MAX_FOLDERS: usize = 16;

/// How a test ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// All as expected.
    Passed,
    /// Another value.
    Failed,
    /// The model holds something that is not supported.
    Unsupported,
}

/// What a test came to.
#[derive(Debug, Serialize)]
pub struct Verdict {
    /// File of the test, relative to the folder.
    pub file: String,
    /// Its id.
    pub case: String,
    /// How it ended.
    pub status: Status,
    /// Why, where it did not pass: in Russian.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_ru: Option<String>,
    /// In English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_en: Option<String>,
}

#[derive(Serialize)]
struct Report<'r> {
    passed: usize,
    failed: usize,
    unsupported: usize,
    cases: &'r [Verdict],
}

/// Both languages.
pub(super) type Words = (String, String);

/// Runs all suites below a folder.
pub fn run(common: &Common, args: &TestArgs) -> Outcome {
    let mut tests = Vec::new();
    walk(&args.dir, 0, &mut tests)?;
    tests.sort();
    let verdicts: Vec<Verdict> = tests
        .par_iter()
        .map(|path| file(&args.dir, path))
        .collect::<Vec<_>>()
        .into_iter()
        .flatten()
        .collect();
    if verdicts.is_empty() {
        return Err(format!(
            "в папке «{0}» нет ни одной проверки DMN (файлов XML с testCases) · there is no DMN test (XML file with testCases) below “{0}”",
            args.dir.display()
        ));
    }
    let count = |status| verdicts.iter().filter(|v| v.status == status).count();
    let (passed, failed, unsupported) = (count(Status::Passed), count(Status::Failed), count(Status::Unsupported));
    let code = if failed == 0 { CLEAN } else { FINDINGS };
    if args.format == FormatArg::Json {
        let report = Report {
            passed,
            failed,
            unsupported,
            cases: &verdicts,
        };
        let json = serde_json::to_string_pretty(&report).map_err(|e| e.to_string())?;
        output::print(&format!("{json}\n"));
        return Ok(code);
    }
    let lang = output::lang(common, Lang::Ru);
    output::print(&human(&verdicts, args.verbose, lang));
    output::print(&format!(
        "{passed} passed, {failed} failed, {unsupported} unsupported\n"
    ));
    Ok(code)
}

fn human(verdicts: &[Verdict], verbose: bool, lang: Lang) -> String {
    let mut out = String::new();
    let mut last: Option<(&str, &str, usize)> = None;
    let reason = |v: &Verdict| match lang {
        Lang::Ru => v.reason_ru.clone(),
        Lang::En => v.reason_en.clone(),
    };
    let texts: Vec<(Status, &str, &str, String)> = verdicts
        .iter()
        .map(|v| {
            (
                v.status,
                v.file.as_str(),
                v.case.as_str(),
                reason(v).unwrap_or_default(),
            )
        })
        .collect();
    let unsupported = output::pick(lang, "не поддерживается", "unsupported");
    for (status, file, case, why) in &texts {
        match status {
            Status::Passed if verbose => {
                out.push_str(&output::paint(output::GREEN, output::pick(lang, "прошла", "passed")));
                out.push_str(&format!(" {file} {case}\n"));
            }
            Status::Passed => {}
            Status::Failed => {
                out.push_str(&output::paint(output::RED, output::pick(lang, "не прошла", "failed")));
                out.push_str(&format!(" {file} {case}\n    {}\n", why.replace('\n', "\n    ")));
            }
            Status::Unsupported => {
                // The same reason in a row of tests of one file is told once.
                let again = last.is_some_and(|(f, w, _)| f == *file && w == why);
                if verbose || !again {
                    out.push_str(&output::paint(output::YELLOW, unsupported));
                    out.push_str(&format!(" {file} {case}: {why}\n"));
                }
                last = Some((file, why, 0));
            }
        }
    }
    out
}

fn walk(dir: &Path, depth: usize, tests: &mut Vec<PathBuf>) -> Result<(), String> {
    let unreadable = |e: &std::io::Error| {
        let (ru, en) = files::reason(e);
        format!(
            "папка «{0}» не читается: {ru} · folder “{0}” cannot be read: {en}",
            dir.display()
        )
    };
    let entries = std::fs::read_dir(dir).map_err(|e| unreadable(&e))?;
    for entry in entries {
        let entry = entry.map_err(|e| unreadable(&e))?;
        let path = entry.path();
        // Links are not followed: they may lead in a circle.
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() && depth < MAX_FOLDERS {
            walk(&path, depth + 1, tests)?;
        } else if kind.is_file() && path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xml")) {
            tests.push(path);
        }
    }
    Ok(())
}

/// The tests of a file; none where it is something else.
fn file(root: &Path, path: &Path) -> Vec<Verdict> {
    let name = files::relative(root, path);
    let verdict = |case: &str, status, (ru, en): Words| Verdict {
        file: name.clone(),
        case: case.to_owned(),
        status,
        reason_ru: Some(ru),
        reason_en: Some(en),
    };
    let element = match files::read(path).map(|bytes| text(&bytes)) {
        Ok(text) => match xml::read(&text) {
            Ok(element) => element,
            // Not every XML file is a test.
            Err(fault) if text.contains("testCases") => {
                return vec![verdict("", Status::Failed, not_xml(&name, &fault))];
            }
            Err(_) => return Vec::new(),
        },
        Err(why) => return vec![verdict("", Status::Failed, (why.clone(), why))],
    };
    let Some(suite) = cases::read(&element) else {
        return Vec::new();
    };
    let base = match model(path, &suite) {
        Ok(base) => base,
        Err(why) => {
            return suite
                .cases
                .iter()
                .map(|c| verdict(&c.id, Status::Failed, why.clone()))
                .collect();
        }
    };
    suite
        .cases
        .iter()
        .map(|case| match judge(&base, case) {
            None => Verdict {
                file: name.clone(),
                case: case.id.clone(),
                status: Status::Passed,
                reason_ru: None,
                reason_en: None,
            },
            Some((status, why)) => verdict(&case.id, status, why),
        })
        .collect()
}

fn not_xml(name: &str, fault: &xml::XmlFault) -> Words {
    (
        format!("«{name}» не читается как XML, байт {}: {}", fault.at, fault.what),
        format!("“{name}” cannot be read as XML, byte {}: {}", fault.at, fault.what),
    )
}

/// Text of bytes: UTF-8, or UTF-16 where its mark says so.
pub fn text(bytes: &[u8]) -> String {
    let wide = |big: bool| {
        let units = bytes.get(2..).unwrap_or(&[]).chunks_exact(2).map(|c| match (c, big) {
            ([a, b], true) => u16::from_be_bytes([*a, *b]),
            ([a, b], false) => u16::from_le_bytes([*a, *b]),
            _ => 0,
        });
        String::from_utf16_lossy(&units.collect::<Vec<u16>>())
    };
    match bytes {
        [0xfe, 0xff, ..] => wide(true),
        [0xff, 0xfe, ..] => wide(false),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        plain => String::from_utf8_lossy(plain).into_owned(),
    }
}

fn model(test: &Path, suite: &Suite) -> Result<Base, Words> {
    let folder = test.parent().unwrap_or(Path::new("."));
    let named = suite.model.as_ref().map(|name| {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        folder.join(name)
    });
    let path = named.filter(|p| p.is_file()).or_else(|| {
        let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
            .ok()?
            .filter_map(|e| Some(e.ok()?.path()))
            .filter(|p| p.extension().is_some_and(|e| e.eq_ignore_ascii_case("dmn")))
            .collect();
        found.sort();
        found.into_iter().next()
    });
    let Some(path) = path else {
        return Err((
            "рядом с проверкой нет файла модели .dmn".to_owned(),
            "there is no model file .dmn beside the test".to_owned(),
        ));
    };
    let bytes = files::read(&path).map_err(|e| (e.clone(), e))?;
    Base::read(&text(&bytes)).map_err(|fault| not_xml(&files::relative(folder, &path), &fault))
}
