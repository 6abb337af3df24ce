//! Messages of citizens from a log.

use std::path::Path;

use crate::cli::eval::read_rows;
use crate::cli::files;
use crate::cli::rows::RowArgs;

/// The messages with their lines. Of a saved conversation (`.dialog`) they are the lines after `>`.
pub fn texts(path: &Path, options: &RowArgs) -> Result<Vec<(u64, String)>, String> {
    if path.extension().is_some_and(|e| e == "dialog") {
        let text = String::from_utf8(files::read(path)?).map_err(|_| {
            format!(
                "«{0}» не в UTF-8: пересохраните файл в этой кодировке · “{0}” is not UTF-8",
                path.display()
            )
        })?;
        return Ok(said(&text));
    }
    let (rows, _) = read_rows(path, options)?;
    Ok(rows
        .into_iter()
        .filter(|r| !r.text.trim().is_empty())
        .map(|r| (r.line, r.text))
        .collect())
}

fn said(text: &str) -> Vec<(u64, String)> {
    (1..)
        .zip(text.lines())
        .filter_map(|(n, line)| Some((n, line.trim_start().strip_prefix('>')?.trim().to_owned())))
        .filter(|(_, said)| !said.is_empty())
        .collect()
}
