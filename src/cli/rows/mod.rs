//! Labelled and unlabelled texts from files of many kinds: one reader for `classify`, `import` and
//! `eval`.
//!
//! Rows come one by one, never the whole file: a million messages are an ordinary day. What is wrong
//! with one row is told about that row and does not stop the others.

mod choice;
mod chunks;
mod jsonl;
pub mod labels;
mod lines;
mod options;
#[cfg(feature = "parquet")]
mod parquet;
mod rasa;
mod sink;
mod table;
mod writer;

use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use super::files;
use crate::source::fold;
use crate::value::Lang;

pub use chunks::{Chunk, SHOWN, spinner};
pub use options::{InputFormat, RowArgs};
pub use writer::{OutputFormat, Record, Stop, Writer, object};

/// Greatest size of one row in bytes; a longer one is no message of a citizen.
pub const MAX_ROW_BYTES: usize = 1024 * 1024;

/// One text with what stood beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its label: an intent, a topic. `None` where the file has none.
    pub label: Option<String>,
    /// The text; may be empty.
    pub text: String,
    /// Line of the file, or number of the record, from 1.
    pub line: u64,
    /// The other columns by name, in order.
    pub rest: Vec<(Arc<str>, Value)>,
}

impl Row {
    /// The cell of a column, which stands at `place` where all rows have the same columns.
    pub fn cell(&self, place: usize, name: &str) -> Option<&Value> {
        let here = self.rest.get(place).filter(|(there, _)| **there == *name);
        let found = here.or_else(|| self.rest.iter().find(|(there, _)| **there == *name));
        found.map(|(_, value)| value)
    }

    /// Whether the label says that no topic fits.
    pub fn is_out_of_scope(&self) -> bool {
        self.label.as_deref().is_some_and(is_out_of_scope)
    }
}

/// Whether a label stands for «no topic fits»: `oos`, `out_of_scope` in any spelling, `none`.
pub fn is_out_of_scope(label: &str) -> bool {
    let label = fold(label.trim()).replace(['-', ' '], "_");
    matches!(label.as_str(), "oos" | "out_of_scope" | "none")
}

/// What is wrong with a row, or with the file from there on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: Arc<str>,
    /// Its line, from 1; 0 is the file itself.
    pub line: u64,
    /// In Russian.
    pub ru: String,
    /// In English.
    pub en: String,
    /// Whether nothing can be read after it.
    pub fatal: bool,
}

impl Fault {
    fn row(line: u64, ru: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            file: Arc::from(""),
            line,
            ru: ru.into(),
            en: en.into(),
            fatal: false,
        }
    }

    fn fatal(line: u64, ru: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            fatal: true,
            ..Self::row(line, ru, en)
        }
    }

    fn io(line: u64, e: &std::io::Error) -> Self {
        let (ru, en) = files::reason(e);
        Self::fatal(line, format!("файл не читается: {ru}"), format!("cannot be read: {en}"))
    }

    fn place(&self) -> String {
        match self.line {
            0 => self.file.to_string(),
            line => format!("{}:{line}", self.file),
        }
    }

    /// `file:line: what` in a language.
    pub fn text(&self, lang: Lang) -> String {
        let what = match lang {
            Lang::Ru => &self.ru,
            Lang::En => &self.en,
        };
        format!("{}: {what}", self.place())
    }

    /// In both languages, as an error of the tool.
    pub fn both(&self) -> String {
        let place = self.place();
        format!("{place}: {} · {place}: {}", self.ru, self.en)
    }
}

/// The names of the columns, as far as they are known before the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The column of texts.
    pub text: Option<Arc<str>>,
    /// The column of labels.
    pub label: Option<Arc<str>>,
    /// The others, in order; `None` where each row has its own (JSONL).
    pub rest: Option<Vec<Arc<str>>>,
}

type Found = Result<Row, Fault>;
type Inner = Box<dyn Iterator<Item = Found> + Send>;
type Input = BufReader<Box<dyn Read + Send>>;

/// The rows of one file.
pub struct Rows {
    name: Arc<str>,
    columns: Columns,
    inner: Inner,
    over: bool,
}

impl Rows {
    /// Opens a file; `-` is the standard input.
    ///
    /// # Errors
    /// When the file does not open or lacks the columns that were asked for: a message that names it.
    pub fn open(path: &Path, options: &RowArgs) -> Result<Self, String> {
        if path == Path::new("-") {
            let name = "stdin";
            return Self::from_reader(name, None, Box::new(std::io::stdin()), options);
        }
        let failed = |e: std::io::Error| {
            let (ru, en) = files::reason(&e);
            format!("файл «{0}» не читается: {ru} · cannot read “{0}”: {en}", path.display())
        };
        let file = std::fs::File::open(path).map_err(failed)?;
        if file.metadata().map_err(failed)?.is_dir() {
            return Err(failed(std::io::ErrorKind::IsADirectory.into()));
        }
        let name = path.display().to_string();
        let format = options.input_format.or_else(|| InputFormat::of_path(path));
        if format == Some(InputFormat::Parquet) {
            return Self::parquet(&name, file, options);
        }
        Self::from_reader(&name, format, Box::new(file), options)
    }

    /// Rows of what a reader gives. Where neither the options nor `format` say how it is written, the
    /// first line tells.
    ///
    /// # Errors
    /// As [`Rows::open`].
    pub fn from_reader(
        name: &str,
        format: Option<InputFormat>,
        reader: Box<dyn Read + Send>,
        options: &RowArgs,
    ) -> Result<Self, String> {
        let mut input: Input = BufReader::with_capacity(64 * 1024, reader);
        let named = |fault: Fault| {
            Fault {
                file: name.into(),
                ..fault
            }
            .both()
        };
        let start = input.fill_buf().map_err(|e| named(Fault::io(0, &e)))?;
        lines::check_encoding(start).map_err(named)?;
        let format = options
            .input_format
            .or(format)
            .unwrap_or_else(|| InputFormat::of_start(start));
        let (columns, inner) = match format {
            InputFormat::Tsv => table::tsv(input, options),
            InputFormat::Csv => table::csv(input, options),
            // One column with its header is a table too.
            InputFormat::Text if options.cells_only => table::csv(input, options),
            InputFormat::Text => Ok(lines::texts(input)),
            InputFormat::Rasa if options.cells_only => Err(Fault::fatal(
                0,
                "таблица ожидается в TSV, CSV, JSONL или Parquet",
                "a table is expected as TSV, CSV, JSONL or Parquet",
            )),
            InputFormat::Jsonl => jsonl::rows(input, options),
            InputFormat::Rasa => rasa::rows(name, input),
            InputFormat::Parquet => Err(Fault::fatal(
                0,
                "Parquet читается только из файла: у потока нельзя заглянуть в конец",
                "Parquet is read only from a file: a stream does not let one look at its end",
            )),
        }
        .map_err(named)?;
        Ok(Self {
            name: name.into(),
            columns,
            inner,
            over: false,
        })
    }

    #[cfg(feature = "parquet")]
    fn parquet(name: &str, file: std::fs::File, options: &RowArgs) -> Result<Self, String> {
        let named = |fault: Fault| {
            Fault {
                file: name.into(),
                ..fault
            }
            .both()
        };
        let (columns, inner) = parquet::rows(file, options).map_err(named)?;
        Ok(Self {
            name: name.into(),
            columns,
            inner,
            over: false,
        })
    }

    #[cfg(not(feature = "parquet"))]
    fn parquet(name: &str, _: std::fs::File, _: &RowArgs) -> Result<Self, String> {
        Err(format!(
            "{name}: эта сборка программы не читает Parquet · {name}: this build of the tool does not read Parquet"
        ))
    }

    /// The names of the columns.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }
}

impl Iterator for Rows {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if self.over {
            return None;
        }
        let found = self.inner.next()?;
        Some(found.map_err(|fault| {
            self.over = fault.fatal;
            Fault {
                file: self.name.clone(),
                ..fault
            }
        }))
    }
}

#[cfg(test)]
mod tests;
