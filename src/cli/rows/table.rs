//! Rows of cells: TSV and CSV.

use std::io::{BufRead as _, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::Value;

use super::choice::Choice;
use super::lines::{self, Lines, too_long};
use super::{Columns, Fault, Inner, Input, MAX_ROW_BYTES, Row, RowArgs};

/// Bytes that one quoted row may swallow before its closing quote is taken for forgotten.
const MAX_OPEN_QUOTE: u64 = 16 * 1024 * 1024;

/// Cells of a row with its line.
type Cells = (u64, Vec<String>);
type Records = Box<dyn Iterator<Item = Result<Cells, Fault>> + Send>;

/// Rows of a file with tabs.
pub fn tsv(input: Input, options: &RowArgs) -> Result<(Columns, Inner), Fault> {
    let mut lines = Lines::new(input);
    let records = std::iter::from_fn(move || {
        Some(lines.next()?.map(|(line, text)| {
            let cells = text.split('\t').map(|cell| unquoted(cell.trim())).collect();
            (line, cells)
        }))
    });
    rows(Box::new(records), options)
}

/// A cell as spreadsheets write it when it holds a quote: in quotes, with quotes doubled. A text that
/// only happens to begin with a quote stays as it is.
fn unquoted(cell: &str) -> String {
    let inner = cell.strip_prefix('"').and_then(|c| c.strip_suffix('"'));
    match inner {
        Some(inner) if !inner.replace("\"\"", "").contains('"') => inner.replace("\"\"", "\""),
        _ => cell.to_owned(),
    }
}

/// Rows of a file with commas, semicolons or tabs, and quotes.
pub fn csv(mut input: Input, options: &RowArgs) -> Result<(Columns, Inner), Fault> {
    let start = input.fill_buf().map_err(|e| Fault::io(0, &e))?;
    let delimiter = delimiter(start);
    let given = Arc::new(AtomicU64::new(0));
    let counted = Counted {
        input,
        given: given.clone(),
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(counted);
    let mut record = csv::ByteRecord::new();
    let mut done = false;
    let records = std::iter::from_fn(move || {
        if done {
            return None;
        }
        given.store(0, Ordering::Relaxed);
        let begun = reader.position().line();
        match reader.read_byte_record(&mut record) {
            Ok(false) => None,
            Ok(true) => {
                let line = record.position().map_or(begun, csv::Position::line);
                Some(cells(&record, line).map(|cells| (line, cells)))
            }
            Err(e) => {
                done = true;
                Some(Err(match e.kind() {
                    csv::ErrorKind::Io(e) if e.kind() == std::io::ErrorKind::FileTooLarge => Fault::fatal(
                        begun,
                        "кавычка открыта и не закрыта: всё до конца файла попало бы в одну ячейку",
                        "a quote is opened and not closed: everything to the end of the file would be one cell",
                    ),
                    csv::ErrorKind::Io(e) => Fault::io(begun, e),
                    _ => Fault::fatal(
                        begun,
                        format!("строка не читается: {e}"),
                        format!("cannot be read: {e}"),
                    ),
                }))
            }
        }
    });
    rows(Box::new(records), options)
}

fn cells(record: &csv::ByteRecord, line: u64) -> Result<Vec<String>, Fault> {
    if record.as_slice().len() > MAX_ROW_BYTES {
        return Err(too_long(line));
    }
    let mut cells = Vec::with_capacity(record.len());
    for (n, cell) in record.iter().enumerate() {
        let text = lines::text(cell, line)?;
        let text = if line == 1 && n == 0 {
            text.trim_start_matches('\u{feff}')
        } else {
            text
        };
        cells.push(text.trim().to_owned());
    }
    Ok(cells)
}

/// The sign that parts most cells of the first line.
fn delimiter(start: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for b in start {
        match b {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            b if !quoted => {
                for (sign, count) in &mut counts {
                    *count += usize::from(sign == b);
                }
            }
            _ => {}
        }
    }
    // The first of equals: a comma where nothing tells.
    let best = counts.iter().rev().max_by_key(|(_, count)| *count);
    best.map_or(b',', |(sign, _)| *sign)
}

/// Stops a row that does not end.
struct Counted {
    input: Input,
    given: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.input.read(buffer)?;
        if self.given.fetch_add(read as u64, Ordering::Relaxed) > MAX_OPEN_QUOTE {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        Ok(read)
    }
}

/// Names the cells by the first row.
fn rows(mut records: Records, options: &RowArgs) -> Result<(Columns, Inner), Fault> {
    let Some(first) = records.next() else {
        return Ok((Columns::default(), Box::new(std::iter::empty())));
    };
    let (line, cells) = match first {
        Ok(first) => first,
        Err(fault) => {
            return Err(Fault { fatal: true, ..fault });
        }
    };
    let names: Vec<&str> = cells.iter().map(String::as_str).collect();
    let header = Choice::of_header(&names, options)?;
    let (choice, waiting) = match header {
        Some(choice) => (choice, None),
        None => (Choice::of_row(cells.len(), options)?, Some((line, cells))),
    };
    let columns = choice.columns();
    let rows = waiting.map(Ok).into_iter().chain(records);
    let rows = rows.map(move |record| record.and_then(|(line, cells)| row(&choice, line, cells)));
    Ok((columns, Box::new(rows)))
}

fn row(choice: &Choice, line: u64, cells: Vec<String>) -> Result<Row, Fault> {
    let wanted = choice.names.len();
    // Empty cells beyond the last column are what spreadsheets leave behind.
    let width = match cells.iter().rposition(|cell| !cell.is_empty()) {
        Some(last) if cells.len() > wanted => wanted.max(last + 1),
        _ => cells.len(),
    };
    if width > wanted {
        return Err(Fault::row(
            line,
            format!(
                "в строке {width} ячеек, а столбцов {wanted}: текст, в котором есть разделитель, возьмите в кавычки"
            ),
            format!(
                "the row has {width} cells but there are {wanted} columns: put a text that holds the delimiter in quotes"
            ),
        ));
    }
    if [choice.text, choice.label].into_iter().flatten().any(|n| width <= n) {
        return Err(Fault::row(
            line,
            format!("в строке {width} из {wanted} столбцов: не хватает текста или метки"),
            format!("the row has {width} of {wanted} columns: the text or the label is missing"),
        ));
    }
    let cell = |n: usize| cells.get(n).cloned().unwrap_or_default();
    let label = choice.label.map(cell).filter(|label| !label.is_empty());
    let text = choice.text.map(cell).unwrap_or_default();
    let rest = choice.names.iter().enumerate().filter(|(n, _)| choice.is_other(*n));
    let rest = rest.map(|(n, name)| (name.clone(), Value::String(cell(n)))).collect();
    Ok(Row {
        label,
        text,
        line,
        rest,
    })
}
