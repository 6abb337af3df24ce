//! The report in the form that CI servers read.

use std::io;
use std::time::Duration;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// One test.
#[derive(Clone, Debug)]
pub struct Case {
    /// File of the test.
    pub file: String,
    /// Its title.
    pub name: String,
    /// How long it took.
    pub took: Duration,
    /// What failed: a headline and everything.
    pub failure: Option<(String, String)>,
}

/// The report as XML: a suite for each file, in order.
///
/// # Errors
/// Never in practice: memory is written to.
pub fn junit(base: &str, cases: &[Case]) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer
        .create_element("testsuites")
        .with_attribute(("name", clean(base).as_str()))
        .with_attributes(counts(cases).iter().map(|(k, v)| (*k, v.as_str())))
        .write_inner_content(|writer| {
            for suite in cases.chunk_by(|a, b| a.file == b.file) {
                let file = suite.first().map_or("", |c| c.file.as_str());
                writer
                    .create_element("testsuite")
                    .with_attribute(("name", clean(file).as_str()))
                    .with_attributes(counts(suite).iter().map(|(k, v)| (*k, v.as_str())))
                    .write_inner_content(|writer| suite.iter().try_for_each(|c| case(writer, c)))?;
            }
            Ok(())
        })?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn counts(cases: &[Case]) -> [(&'static str, String); 4] {
    let failures = cases.iter().filter(|c| c.failure.is_some()).count();
    let took: Duration = cases.iter().map(|c| c.took).sum();
    [
        ("tests", cases.len().to_string()),
        ("failures", failures.to_string()),
        ("errors", "0".to_owned()),
        ("time", seconds(took)),
    ]
}

fn seconds(took: Duration) -> String {
    format!("{:.6}", took.as_secs_f64())
}

fn case(writer: &mut Writer<Vec<u8>>, case: &Case) -> io::Result<()> {
    let element = writer
        .create_element("testcase")
        .with_attribute(("classname", clean(&case.file).as_str()))
        .with_attribute(("name", clean(&case.name).as_str()))
        .with_attribute(("time", seconds(case.took).as_str()));
    match &case.failure {
        None => element.write_empty()?,
        Some((headline, text)) => element.write_inner_content(|writer| {
            writer
                .create_element("failure")
                .with_attribute(("type", "dialog"))
                .with_attribute(("message", clean(headline).as_str()))
                .write_text_content(BytesText::new(&clean(text)))?;
            Ok(())
        })?,
    };
    Ok(())
}

/// XML 1.0 has no place for most control characters.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| matches!(c, '\n' | '\t') || !c.is_control())
        .collect()
}
