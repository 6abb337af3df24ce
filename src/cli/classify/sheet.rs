//! Rows of the result in each form.

use std::sync::Arc;

use serde_json::Value;

use super::OutputFormat;
use super::record::{self, COLUMNS};
use crate::bundle::program::Program;
use crate::cli::rows::{Columns, Row};
use crate::runtime::understand::Judgement;

/// The columns of the result and how to fill them.
pub struct Sheet {
    /// Names: those of the input, then those of the judgement.
    pub names: Vec<String>,
    text: Arc<str>,
    label: Option<Arc<str>>,
    rest: Vec<Arc<str>>,
    format: OutputFormat,
    explain: bool,
}

impl Sheet {
    /// The columns of the input where it names them, else those that its first rows hold.
    pub fn new(columns: &Columns, first: &[Row], format: OutputFormat, explain: bool) -> Self {
        let text = columns.text.clone().unwrap_or_else(|| "text".into());
        let label = columns.label.clone().or_else(|| {
            let labelled = columns.rest.is_none() && first.iter().any(|r| r.label.is_some());
            labelled.then(|| "label".into())
        });
        let label = label.filter(|l| *l != text);
        let rest = columns.rest.clone().unwrap_or_else(|| {
            let mut names: Vec<Arc<str>> = Vec::new();
            for (name, _) in first.iter().flat_map(|r| &r.rest) {
                if !names.contains(name) {
                    names.push(name.clone());
                }
            }
            names
        });
        let mut names: Vec<String> = label
            .iter()
            .chain([&text])
            .chain(&rest)
            .map(|n| n.to_string())
            .collect();
        for column in COLUMNS {
            names.push(own_name(column, |name| names.iter().any(|n| n == name)));
        }
        Self {
            names,
            text,
            label,
            rest,
            format,
            explain,
        }
    }

    /// The header of a text form.
    pub fn header(&self) -> Vec<u8> {
        let cells: Vec<Value> = self.names.iter().map(|n| n.as_str().into()).collect();
        match self.format {
            OutputFormat::Tsv => tsv(&cells),
            OutputFormat::Csv => csv(&cells),
            _ => Vec::new(),
        }
    }

    /// A row of a text form.
    pub fn line(&self, program: &Program, row: &Row, judgement: &Judgement) -> Vec<u8> {
        match self.format {
            OutputFormat::Tsv => tsv(&self.cells(program, row, judgement)),
            OutputFormat::Csv => csv(&self.cells(program, row, judgement)),
            _ => self.json(program, row, judgement),
        }
    }

    /// The values of a row, one a column.
    pub fn cells(&self, program: &Program, row: &Row, judgement: &Judgement) -> Vec<Value> {
        let mut cells = Vec::with_capacity(self.names.len());
        if self.label.is_some() {
            cells.push(row.label.as_deref().map_or(Value::Null, Value::from));
        }
        cells.push(row.text.as_str().into());
        for (n, name) in self.rest.iter().enumerate() {
            let here = row.rest.get(n).filter(|(there, _)| there == name);
            let found = here.or_else(|| row.rest.iter().find(|(there, _)| there == name));
            cells.push(found.map_or(Value::Null, |(_, value)| value.clone()));
        }
        cells.extend(record::values(program, judgement));
        cells
    }

    /// An object: every key that the row has, also those of no other row.
    fn json(&self, program: &Program, row: &Row, judgement: &Judgement) -> Vec<u8> {
        let mut entries: Vec<(String, Value)> = Vec::with_capacity(self.names.len() + 1);
        if let Some(label) = &row.label {
            let name = self.label.as_ref().map_or("label", |l| l);
            entries.push((name.to_owned(), label.as_str().into()));
        }
        entries.push((self.text.to_string(), row.text.as_str().into()));
        entries.extend(row.rest.iter().map(|(name, value)| (name.to_string(), value.clone())));
        let there = entries.len();
        for (column, value) in COLUMNS.iter().zip(record::values(program, judgement)) {
            let taken = |name: &str| entries.iter().take(there).any(|(n, _)| n == name);
            let name = own_name(column, taken);
            entries.push((name, value));
        }
        if self.explain {
            entries.push(("reasons".to_owned(), record::reasons(program, judgement)));
        }
        let mut line = object(&entries).into_bytes();
        line.push(b'\n');
        line
    }
}

/// The name of a column of ours, other than those of the input.
fn own_name(column: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut name = column.to_owned();
    while taken(&name) {
        name = format!("judged_{name}");
    }
    name
}

/// An object with its keys in this order.
pub fn object(entries: &[(String, Value)]) -> String {
    let entries: Vec<String> = entries
        .iter()
        .map(|(key, value)| format!("{}:{value}", Value::from(key.as_str())))
        .collect();
    format!("{{{}}}", entries.join(","))
}

/// A value as the text of a cell.
pub fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn tsv(cells: &[Value]) -> Vec<u8> {
    let cells: Vec<String> = cells
        .iter()
        .map(|cell| {
            let text = plain(cell).replace(['\t', '\n', '\r'], " ");
            // What looks quoted would lose its quotes when it is read again.
            if text.len() > 1 && text.starts_with('"') && text.ends_with('"') {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text
            }
        })
        .collect();
    let mut line = cells.join("\t").into_bytes();
    line.push(b'\n');
    line
}

fn csv(cells: &[Value]) -> Vec<u8> {
    let mut line = Vec::new();
    for (n, cell) in cells.iter().enumerate() {
        if n > 0 {
            line.push(b',');
        }
        let text = plain(cell);
        if text.contains([',', '"', '\n', '\r', ';']) || text.starts_with(' ') || text.ends_with(' ') {
            line.extend(format!("\"{}\"", text.replace('"', "\"\"")).into_bytes());
        } else {
            line.extend(text.into_bytes());
        }
    }
    line.push(b'\n');
    line
}
