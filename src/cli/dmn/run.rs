//! `lotsman dmn test`: suites of the compatibility kit, run through import, compiler and runtime.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::base::Base;
use super::cases::{self, Case, Given, Suite};
use super::import::{Bound, Names, even};
use super::{TestArgs, xml};
use crate::bundle::program::FactId;
use crate::cli::args::{Common, FormatArg};
use crate::cli::{CLEAN, FINDINGS, Outcome, files, output};
use crate::runtime::derive;
use crate::value::{Date, Lang, Value};

/// The day on which decisions are made: none of the kit's depends on it.
const DAY: Date = Date::constant(2020, 1, 1);
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
type Words = (String, String);

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

/// `None` where all is as expected.
fn judge(base: &Base, case: &Case) -> Option<(Status, Words)> {
    let names = &base.imported.names;
    let facts = match facts(base, case, names) {
        Ok(facts) => facts,
        Err(why) => return Some((Status::Unsupported, why)),
    };
    let mut worst: Option<(Status, Words)> = None;
    for (name, expected) in &case.results {
        let found = result(base, case, name, expected, &facts, names);
        match (&worst, found) {
            (Some((Status::Failed, _)), _) | (_, None) => {}
            (_, Some(found)) => worst = Some(found),
        }
    }
    worst
}

fn result(
    base: &Base,
    case: &Case,
    name: &str,
    expected: &Given,
    facts: &FxHashMap<FactId, Value>,
    names: &Names,
) -> Option<(Status, Words)> {
    let unsupported = |ru: String, en: String| Some((Status::Unsupported, (ru, en)));
    if let Some(service) = case.invocable.as_deref() {
        let of = base.dmn.services.iter().find(|s| even(&s.name) == even(service));
        let one = of.is_some_and(|s| s.outputs.len() == 1);
        if !one {
            return unsupported(
                format!("вызов «{service}» не поддерживается"),
                format!("calling `{service}` is not supported"),
            );
        }
    }
    let by_service = || {
        let called = case.invocable.as_deref().unwrap_or(name);
        let service = base.dmn.services.iter().find(|s| even(&s.name) == even(called))?;
        let [only] = service.outputs.as_slice() else {
            return None;
        };
        base.dmn.decisions.iter().position(|d| d.id == *only)
    };
    let decision = base
        .dmn
        .decisions
        .iter()
        .position(|d| even(&d.name) == even(name))
        .or_else(by_service);
    let Some((_, id)) = decision.and_then(|i| base.imported.decisions.get(i)) else {
        return unsupported(
            format!("в модели нет решения «{name}»"),
            format!("the model has no decision `{name}`"),
        );
    };
    let id = match id {
        Ok(id) => id,
        Err(why) => {
            return unsupported(format!("«{name}»: {}", why.ru), format!("`{name}`: {}", why.en));
        }
    };
    if let Given::Unsupported(what) = expected {
        return unsupported(
            format!("«{name}»: ожидается значение, которого в языке нет: {what}"),
            format!("`{name}`: a value is expected that the language does not have: {what}"),
        );
    }
    let Some(goal) = base.fact(id) else {
        return unsupported(
            format!("решение «{name}» не собрано"),
            format!("decision `{name}` was not compiled"),
        );
    };
    let (actual, notes) = derive(&base.program, facts, goal, DAY);
    if cases::same(&actual, expected, &|n: &str| names.known(n)) {
        return None;
    }
    let (wanted, got) = (cases::shown_given(expected), cases::shown(&actual));
    let note = notes.first().map_or_else(String::new, |n| format!("\n{n:?}"));
    Some((
        Status::Failed,
        (
            format!("«{name}»: ожидалось {wanted}, получилось {got}{note}"),
            format!("`{name}`: expected {wanted}, got {got}{note}"),
        ),
    ))
}

/// The facts of a test. What it does not give is null.
fn facts(base: &Base, case: &Case, names: &Names) -> Result<FxHashMap<FactId, Value>, Words> {
    let mut facts = FxHashMap::default();
    for (name, bound) in &base.imported.inputs {
        let given = case.inputs.iter().find(|(n, _)| even(n) == even(name)).map(|(_, g)| g);
        put(base, bound, given, names, &mut facts, name)?;
    }
    for (i, (name, id)) in base.imported.decisions.iter().enumerate() {
        let given = case.inputs.iter().find(|(n, _)| even(n) == even(name));
        let input = base.dmn.inputs.iter().any(|d| even(&d.name) == even(name));
        if let (Some((_, given)), Ok(id), false, true) = (given, id, input, i < base.dmn.decisions.len())
            && let Some(fact) = base.fact(id)
        {
            facts.insert(fact, value(given, names, name)?);
        }
    }
    Ok(facts)
}

fn put(
    base: &Base,
    bound: &Bound,
    given: Option<&Given>,
    names: &Names,
    facts: &mut FxHashMap<FactId, Value>,
    name: &str,
) -> Result<(), Words> {
    match bound {
        Bound::Fact(id, ty) => {
            let value = given.map_or(Ok(Value::Unknown), |g| value(g, names, name))?;
            if let Some(fact) = base.fact(id) {
                // A value of another type than the declared one is null.
                let declared = base.program.facts.get(fact.index()).map(|f| &f.ty);
                let value = match declared {
                    Some(declared) if ty.simple() => crate::runtime::conform(value, declared),
                    _ => value,
                };
                facts.insert(fact, value);
            }
            Ok(())
        }
        Bound::Parts(parts) => {
            for (part, bound) in parts.iter() {
                let given = match given {
                    Some(Given::Record(parts)) => parts.iter().find(|(n, _)| even(n) == even(part)).map(|(_, g)| g),
                    _ => None,
                };
                put(base, bound, given, names, facts, name)?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn value(given: &Given, names: &Names, input: &str) -> Result<Value, Words> {
    Ok(match given {
        Given::Value(value) => value.clone(),
        Given::List(items) => {
            let items: Result<Vec<Value>, Words> = items.iter().map(|g| value(g, names, input)).collect();
            Value::List(items?)
        }
        Given::Record(parts) => {
            let mut out = Vec::with_capacity(parts.len());
            for (name, given) in parts {
                out.push((names.known(name).into(), value(given, names, input)?));
            }
            Value::Record(out)
        }
        Given::Unsupported(what) => {
            return Err((
                format!("«{input}»: значения такого вида в языке нет: {what}"),
                format!("`{input}`: the language has no values of this kind: {what}"),
            ));
        }
    })
}
