//! Options of every command that reads rows.

use std::path::Path;

use clap::{Args, ValueEnum};

/// How rows are read.
#[derive(Clone, Debug, Default, Args)]
pub struct RowArgs {
    /// Как записан файл; обычно видно по имени · How the file is written; its name usually tells
    #[arg(long, value_name = "FORMAT")]
    pub input_format: Option<InputFormat>,
    /// Столбец с текстом: название или номер · Column of texts: its name or number
    #[arg(long, value_name = "COLUMN")]
    pub text_column: Option<String>,
    /// Столбец с меткой: название или номер · Column of labels: its name or number
    #[arg(long, value_name = "COLUMN")]
    pub label_column: Option<String>,
    /// Первая строка — уже данные, не заголовок · The first row is data, not a header
    #[arg(long)]
    pub no_header: bool,
    /// Остановиться на первой негодной строке · Stop at the first row that cannot be read
    #[arg(long)]
    pub strict: bool,
    /// No column is the text: every one is a cell of its own, named by the header.
    #[arg(skip)]
    pub cells_only: bool,
}

/// How a file of rows is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// Столбцы через табуляцию · Columns parted by tabs
    Tsv,
    /// Столбцы через запятую или точку с запятой · Columns parted by commas or semicolons
    Csv,
    /// JSON, один объект в строке · JSON, an object a line
    Jsonl,
    /// Обучающие данные Rasa NLU, YAML · Training data of Rasa NLU, YAML
    Rasa,
    /// Parquet
    Parquet,
    /// Один текст в строке · A text a line
    Text,
}

impl InputFormat {
    /// What the name of a file says.
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "tsv" | "tab" => Self::Tsv,
            "csv" => Self::Csv,
            "jsonl" | "ndjson" | "json" => Self::Jsonl,
            "yml" | "yaml" => Self::Rasa,
            "parquet" | "pq" => Self::Parquet,
            "txt" => Self::Text,
            _ => return None,
        })
    }

    /// What the first line says.
    pub fn of_start(start: &[u8]) -> Self {
        if start.starts_with(b"PAR1") {
            return Self::Parquet;
        }
        let line = start.split(|b| *b == b'\n').next().unwrap_or_default();
        if line.trim_ascii_start().starts_with(b"{") {
            Self::Jsonl
        } else if line.contains(&b'\t') {
            Self::Tsv
        } else {
            Self::Text
        }
    }
}
