//! Where rows go.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::cli::files::{self, AtomicFile};

/// A file, whole or not at all, or the standard output.
pub enum Target {
    /// The standard output.
    Stdout(BufWriter<std::io::Stdout>),
    /// A file.
    File(PathBuf, BufWriter<AtomicFile>),
}

impl Target {
    /// Opens it; without a path it is the standard output.
    pub fn open(path: Option<&Path>) -> Result<Self, String> {
        Ok(match path {
            None => Self::Stdout(BufWriter::with_capacity(256 * 1024, std::io::stdout())),
            Some(path) => Self::File(
                path.to_owned(),
                BufWriter::with_capacity(256 * 1024, AtomicFile::create(path)?),
            ),
        })
    }

    /// Puts a file in its place.
    pub fn commit(mut self) -> Result<(), String> {
        self.flush().map_err(|e| self.failed(&e))?;
        match self {
            Self::Stdout(_) => Ok(()),
            Self::File(path, file) => file
                .into_inner()
                .map_err(|e| files::not_written(&path, e.error()))?
                .commit(),
        }
    }

    /// What to say of an error.
    pub fn failed(&self, e: &std::io::Error) -> String {
        match self {
            Self::File(path, _) => files::not_written(path, e),
            Self::Stdout(_) => {
                let (ru, en) = files::reason(e);
                format!("вывод не записан: {ru} · the output was not written: {en}")
            }
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::File(_, file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::File(_, file) => file.flush(),
        }
    }
}

#[cfg(feature = "parquet")]
pub use columns::Parquet;

#[cfg(feature = "parquet")]
mod columns {
    //! Parquet: texts, and numbers where the column is one of probabilities.

    use std::io::Write;
    use std::sync::Arc;

    use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
    use parquet::column::writer::ColumnWriter;
    use parquet::data_type::ByteArray;
    use parquet::errors::Result;
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::types::Type;
    use serde_json::Value;

    use super::super::writer::plain;

    /// Rows of a group; a group is held in memory.
    const GROUP: usize = 64 * 1024;

    /// Writes rows, a group of them at a time.
    pub struct Parquet<W: Write + Send> {
        writer: SerializedFileWriter<W>,
        numbers: Vec<bool>,
        rows: Vec<Vec<Value>>,
    }

    impl<W: Write + Send> Parquet<W> {
        /// Begins a file with these columns; `numbers` are the places of those that hold numbers.
        pub fn new(to: W, names: &[String], numbers: &[usize]) -> Result<Self> {
            let numbers: Vec<bool> = (0..names.len()).map(|n| numbers.contains(&n)).collect();
            let mut fields = Vec::with_capacity(names.len());
            for (name, number) in names.iter().zip(&numbers) {
                let field = if *number {
                    Type::primitive_type_builder(name, Physical::DOUBLE)
                } else {
                    Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
                        .with_logical_type(Some(LogicalType::String))
                };
                fields.push(Arc::new(field.with_repetition(Repetition::OPTIONAL).build()?));
            }
            let schema = Arc::new(Type::group_type_builder("rows").with_fields(fields).build()?);
            let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
            Ok(Self {
                writer: SerializedFileWriter::new(to, schema, Arc::new(properties))?,
                numbers,
                rows: Vec::new(),
            })
        }

        /// Takes a row.
        pub fn add(&mut self, row: Vec<Value>) -> Result<()> {
            self.rows.push(row);
            if self.rows.len() >= GROUP { self.group() } else { Ok(()) }
        }

        /// Writes what is left and gives the place back.
        pub fn finish(mut self) -> Result<W> {
            self.group()?;
            self.writer.into_inner()
        }

        fn group(&mut self) -> Result<()> {
            if self.rows.is_empty() {
                return Ok(());
            }
            let mut group = self.writer.next_row_group()?;
            let mut n = 0;
            while let Some(mut column) = group.next_column()? {
                let cells = self.rows.iter().map(|r| r.get(n).unwrap_or(&Value::Null));
                let levels: Vec<i16> = cells.clone().map(|c| i16::from(!c.is_null())).collect();
                if self.numbers.get(n).copied().unwrap_or(false) {
                    let values: Vec<f64> = cells.filter_map(Value::as_f64).collect();
                    if let ColumnWriter::DoubleColumnWriter(writer) = column.untyped() {
                        writer.write_batch(&values, Some(&levels), None)?;
                    }
                } else {
                    let values = cells.filter(|c| !c.is_null());
                    let values: Vec<ByteArray> = values.map(|c| ByteArray::from(plain(c).into_bytes())).collect();
                    if let ColumnWriter::ByteArrayColumnWriter(writer) = column.untyped() {
                        writer.write_batch(&values, Some(&levels), None)?;
                    }
                }
                column.close()?;
                n += 1;
            }
            group.close()?;
            self.rows.clear();
            Ok(())
        }
    }
}
