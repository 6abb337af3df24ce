//! The report in the form that CI servers show as tests: a suite for each file, a failed test for
//! each finding, a passed one where there is none. Notes are told in passed tests, as they never fail
//! a check.

use std::collections::BTreeMap;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::cli::output;
use crate::diag::{DiagnosticJson, Report, Severity, human_with, records, severity_name};
use crate::value::Lang;

struct Case {
    record: DiagnosticJson,
    /// The finding as people read it.
    text: String,
}

impl Case {
    fn fails(&self) -> bool {
        self.record.severity > Severity::Note
    }
}

/// The report as XML.
///
/// # Errors
/// Never in practice: memory is written to.
pub fn junit(report: &Report<'_>) -> io::Result<String> {
    let mut suites: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    // What is limited to changes says nothing about the other files.
    if report.since.is_none() {
        for (_, source) in report.sources.iter() {
            suites.entry(source.name.to_string()).or_default();
        }
    }
    for (finding, record) in report.shown.iter().zip(records(&report.shown, report)) {
        let one = std::iter::once(&finding.diagnostic);
        let text = human_with(one, report.sources, report.labels, report.lang, false);
        suites
            .entry(record.place.file.clone())
            .or_default()
            .push(Case { record, text });
    }
    let (tests, failures) = suites.values().fold((0, 0), |(tests, failures), cases| {
        let (t, f) = counts(cases);
        (tests + t, failures + f)
    });
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer
        .create_element("testsuites")
        .with_attribute(("name", "lotsman check"))
        .with_attributes(numbers(tests, failures).iter().map(|(k, v)| (*k, v.as_str())))
        .write_inner_content(|writer| {
            for (file, cases) in &suites {
                let file = output::plain(&format!("{}{file}", report.prefix));
                suite(writer, &file, cases, report)?;
            }
            Ok(())
        })?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(io::Error::other)
}

/// A file without findings is one passed test.
fn counts(cases: &[Case]) -> (usize, usize) {
    (cases.len().max(1), cases.iter().filter(|c| c.fails()).count())
}

fn numbers(tests: usize, failures: usize) -> [(&'static str, String); 4] {
    [
        ("tests", tests.to_string()),
        ("failures", failures.to_string()),
        ("errors", "0".to_owned()),
        ("time", "0".to_owned()),
    ]
}

fn suite(writer: &mut Writer<Vec<u8>>, file: &str, cases: &[Case], report: &Report<'_>) -> io::Result<()> {
    let (tests, failures) = counts(cases);
    writer
        .create_element("testsuite")
        .with_attribute(("name", clean(file).as_str()))
        .with_attributes(numbers(tests, failures).iter().map(|(k, v)| (*k, v.as_str())))
        .write_inner_content(|writer| {
            if cases.is_empty() {
                let name = match report.lang {
                    Lang::Ru => "проверка",
                    Lang::En => "check",
                };
                writer
                    .create_element("testcase")
                    .with_attribute(("classname", clean(file).as_str()))
                    .with_attribute(("name", name))
                    .with_attribute(("time", "0"))
                    .write_empty()?;
            }
            cases.iter().try_for_each(|c| case(writer, file, c, report.lang))
        })?;
    Ok(())
}

fn case(writer: &mut Writer<Vec<u8>>, file: &str, case: &Case, lang: Lang) -> io::Result<()> {
    let record = &case.record;
    let name = format!(
        "{}:{} {} {}",
        record.place.line, record.place.column, record.code, record.message
    );
    let element = writer
        .create_element("testcase")
        .with_attribute(("classname", clean(file).as_str()))
        .with_attribute(("name", clean(&name).as_str()))
        .with_attribute(("time", "0"));
    element.write_inner_content(|writer| {
        let text = clean(&case.text);
        if case.fails() {
            writer
                .create_element("failure")
                .with_attribute(("type", record.code))
                .with_attribute((
                    "message",
                    clean(&format!("{}: {}", severity_name(record.severity, lang), record.message)).as_str(),
                ))
                .write_text_content(BytesText::new(&text))?;
        } else {
            writer
                .create_element("system-out")
                .write_text_content(BytesText::new(&text))?;
        }
        Ok(())
    })?;
    Ok(())
}

/// XML 1.0 has no place for most control characters.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| matches!(c, '\n' | '\t') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')))
        .collect()
}
