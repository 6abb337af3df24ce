//! Rows of the result in each form.

use std::sync::Arc;

use serde_json::Value;

use super::record::{self, COLUMNS};
use crate::bundle::program::Program;
use crate::cli::rows::{Chunk, Columns, OutputFormat, Record, Row, object};
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
    pub fn new(columns: &Columns, first: &Chunk, format: OutputFormat, explain: bool) -> Self {
        let text = columns.text.clone().unwrap_or_else(|| "text".into());
        let label = columns.label.clone().or_else(|| {
            let labelled = columns.rest.is_none() && first.rows.iter().any(|r| r.label.is_some());
            labelled.then(|| "label".into())
        });
        let label = label.filter(|l| *l != text);
        let rest = columns.rest.clone().unwrap_or_else(|| first.names());
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

    /// Places of the columns that hold numbers.
    pub fn numbers(&self) -> Vec<usize> {
        let own = self.names.len().saturating_sub(COLUMNS.len());
        let numbers = COLUMNS.iter().enumerate().filter(|(_, c)| c.ends_with("probability"));
        numbers.map(|(n, _)| own + n).collect()
    }

    /// A row with what it was judged to be.
    pub fn record(&self, program: &Program, row: &Row, judgement: &Judgement) -> Record {
        match self.format {
            OutputFormat::Jsonl => Record::Line(self.json(program, row, judgement)),
            _ => Record::Cells(self.cells(program, row, judgement)),
        }
    }

    /// The values of a row, one a column.
    fn cells(&self, program: &Program, row: &Row, judgement: &Judgement) -> Vec<Value> {
        let mut cells = Vec::with_capacity(self.names.len());
        if self.label.is_some() {
            cells.push(row.label.as_deref().map_or(Value::Null, Value::from));
        }
        cells.push(row.text.as_str().into());
        for (n, name) in self.rest.iter().enumerate() {
            cells.push(row.cell(n, name).cloned().unwrap_or(Value::Null));
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
