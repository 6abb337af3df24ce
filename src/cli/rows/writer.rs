//! Rows out: TSV, CSV, JSON lines, Parquet; to a file, whole or not at all, or to the standard output.

use std::io::Write as _;
use std::path::Path;

use clap::ValueEnum;
use serde_json::Value;

use super::sink::Target;

/// Form of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// Столбцы через табуляцию · Columns parted by tabs
    Tsv,
    /// Столбцы через запятую · Columns parted by commas
    Csv,
    /// JSON, один объект в строке · JSON, an object a line
    Jsonl,
    /// Parquet
    #[cfg(feature = "parquet")]
    Parquet,
}

impl OutputFormat {
    /// What the name of a file says.
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "tsv" | "tab" => Self::Tsv,
            "csv" => Self::Csv,
            "jsonl" | "ndjson" | "json" => Self::Jsonl,
            #[cfg(feature = "parquet")]
            "parquet" | "pq" => Self::Parquet,
            _ => return None,
        })
    }
}

/// Why nothing more is written.
pub enum Stop {
    /// Whoever read the output went away.
    Closed,
    /// What to tell.
    Error(String),
}

/// A row to write: a line of its own, or cells in order of the columns.
pub enum Record {
    /// With its line end.
    Line(Vec<u8>),
    /// One a column.
    Cells(Vec<Value>),
}

/// Writes rows.
pub struct Writer {
    names: Vec<String>,
    format: OutputFormat,
    sink: Sink,
}

enum Sink {
    Lines(Target),
    #[cfg(feature = "parquet")]
    Parquet(Box<super::sink::Parquet<Target>>),
}

impl Writer {
    /// Begins a file, or the standard output where there is no path, with its header. `numbers` are
    /// the places of the columns that hold numbers.
    pub fn new(path: Option<&Path>, names: &[String], numbers: &[usize], format: OutputFormat) -> Result<Self, Stop> {
        let mut target = Target::open(path).map_err(Stop::Error)?;
        let header: Vec<Value> = names.iter().map(|n| n.as_str().into()).collect();
        let header = match format {
            OutputFormat::Tsv => tsv(&header),
            OutputFormat::Csv => csv(&header),
            OutputFormat::Jsonl => Vec::new(),
            #[cfg(feature = "parquet")]
            OutputFormat::Parquet => {
                let writer = super::sink::Parquet::new(target, names, numbers).map_err(|e| parquet(&e))?;
                return Ok(Self {
                    names: names.to_vec(),
                    format,
                    sink: Sink::Parquet(Box::new(writer)),
                });
            }
        };
        let _ = numbers;
        let written = target.write_all(&header);
        written.map_err(|e| stop(&target, &e))?;
        Ok(Self {
            names: names.to_vec(),
            format,
            sink: Sink::Lines(target),
        })
    }

    /// Writes rows, in order.
    pub fn write(&mut self, records: Vec<Record>) -> Result<(), Stop> {
        match &mut self.sink {
            Sink::Lines(target) => {
                for record in records {
                    let line = match (record, self.format) {
                        (Record::Line(line), _) => line,
                        (Record::Cells(cells), OutputFormat::Csv) => csv(&cells),
                        (Record::Cells(cells), OutputFormat::Tsv) => tsv(&cells),
                        (Record::Cells(cells), _) => {
                            let entries: Vec<(String, Value)> = self.names.iter().cloned().zip(cells).collect();
                            format!("{}\n", object(&entries)).into_bytes()
                        }
                    };
                    target.write_all(&line).map_err(|e| stop(target, &e))?;
                }
                // What is waited for at the other end of a pipe comes chunk by chunk.
                target.flush().map_err(|e| stop(target, &e))
            }
            #[cfg(feature = "parquet")]
            Sink::Parquet(writer) => records
                .into_iter()
                .filter_map(|record| match record {
                    Record::Cells(cells) => Some(cells),
                    Record::Line(_) => None,
                })
                .try_for_each(|cells| writer.add(cells))
                .map_err(|e| parquet(&e)),
        }
    }

    /// Puts the file in its place.
    pub fn finish(self) -> Result<(), Stop> {
        match self.sink {
            Sink::Lines(target) => target.commit(),
            #[cfg(feature = "parquet")]
            Sink::Parquet(writer) => writer.finish().map_err(|e| parquet(&e))?.commit(),
        }
        .map_err(Stop::Error)
    }
}

fn stop(target: &Target, e: &std::io::Error) -> Stop {
    if e.kind() == std::io::ErrorKind::BrokenPipe {
        Stop::Closed
    } else {
        Stop::Error(target.failed(e))
    }
}

#[cfg(feature = "parquet")]
fn parquet(e: &parquet::errors::ParquetError) -> Stop {
    if e.to_string().contains("Broken pipe") {
        return Stop::Closed;
    }
    Stop::Error(format!(
        "файл Parquet не записан: {e} · the Parquet file is not written: {e}"
    ))
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
