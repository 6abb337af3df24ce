//! A file of rows, a chunk at a time: enough to keep the cores busy, few enough to stay in the cache.

use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};

use super::{Fault, Row, Rows};

/// Faults that are told about one by one.
pub const SHOWN: usize = 20;

/// Rows with the faults among them.
#[derive(Default)]
pub struct Chunk {
    /// Those that could be read.
    pub rows: Vec<Row>,
    /// What was wrong with the others.
    pub faults: Vec<Fault>,
}

impl Chunk {
    /// Whether the file is at its end.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.faults.is_empty()
    }

    /// Names of the columns beside text and label, where the file does not name them at its top.
    pub fn names(&self) -> Vec<Arc<str>> {
        let mut names: Vec<Arc<str>> = Vec::new();
        for (name, _) in self.rows.iter().flat_map(|r| &r.rest) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }
}

impl Rows {
    /// The next rows, `most` of them with the faults.
    pub fn chunk(&mut self, most: usize) -> Chunk {
        let mut chunk = Chunk::default();
        for row in self.take(most) {
            match row {
                Ok(row) => chunk.rows.push(row),
                Err(fault) => chunk.faults.push(fault),
            }
        }
        chunk
    }
}

/// Counts the rows of a file whose length nobody knows. Shows itself only on a terminal.
pub fn spinner(template: &str) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}
