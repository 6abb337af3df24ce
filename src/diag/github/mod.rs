//! Annotations in the form of workflow commands: one line a finding.
//!
//! `::error file=scenarios/a.scenario,line=3,endLine=3,col=5,endColumn=9,title=L0301 …::…`
//!
//! In values of properties `%`, line breaks, `:` and `,` are escaped, in the message `%` and line
//! breaks. Columns are given for findings on one line only: with several they would be ignored.

use super::json::records;
use super::{Report, Severity};

/// All findings, then the sentence that counts them.
pub fn github(report: &Report<'_>) -> String {
    let mut out = String::new();
    for record in records(&report.shown, report) {
        let place = &record.place;
        let command = match record.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let file = format!("{}{}", report.prefix, place.file);
        out.push_str(&format!("::{command} file={},line={}", property(&file), place.line));
        out.push_str(&format!(",endLine={}", place.end_line));
        if place.line == place.end_line {
            out.push_str(&format!(",col={},endColumn={}", place.column, place.end_column));
        }
        let title = format!("{} {}", record.code, record.message);
        out.push_str(&format!(",title={}::", property(&title)));
        let mut message: Vec<&str> = vec![&record.label, &record.why];
        let example;
        if let Some(witness) = record.witness.as_ref().filter(|w| !w.case.is_empty()) {
            example = format!(
                "{}: {}",
                super::human::EXAMPLE.get(report.lang),
                witness.case.join(", ")
            );
            message.push(&example);
            message.extend(witness.possible);
        }
        message.push(&record.help);
        message.retain(|part| !part.trim().is_empty());
        out.push_str(&data(&message.join("\n")));
        out.push('\n');
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests;
