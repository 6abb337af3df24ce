//! Whole tables: columns are lent by Arrow's C interface and read where they lie; columns of results are lent
//! back. The interpreter is free meanwhile.

mod cells;
mod classify;
mod decide;
mod input;
mod values;

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions};
use arrow_pyarrow::{IntoPyArrow, Table};
use arrow_schema::{ArrowError, Field, Schema, SchemaRef};
pub use classify::classify;
pub use decide::decide;
pub use input::Input;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use rayon::prelude::*;

use crate::errors;

/// Rows that one thread takes at a time.
const ROWS: usize = 1024;
/// Pieces after which somebody may press Ctrl-C.
const PIECES: usize = 64;

/// A part of the input: its columns, and the rows of them that one thread takes.
pub struct Piece {
    /// The columns, cut to these rows: a view.
    pub batch: RecordBatch,
}

/// Works on all pieces, on some threads, in order.
///
/// The threads end with the call: a process that forks later, as many that spread Python over cores do, finds none that
/// are gone in the child.
pub fn in_parallel<T: Send>(
    batches: &[RecordBatch],
    threads: usize,
    work: impl Fn(&Piece) -> PyResult<T> + Sync,
) -> PyResult<Vec<T>> {
    let pieces: Vec<Piece> = batches.iter().flat_map(pieces).collect();
    if pieces.len() < 2 || threads == 1 {
        return pieces.iter().map(work).collect();
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|e| PyRuntimeError::new_err(e.to_string()))?;
    let mut done = Vec::with_capacity(pieces.len());
    for some in pieces.chunks(PIECES) {
        let some: Vec<T> = pool.install(|| some.par_iter().map(&work).collect::<PyResult<_>>())?;
        done.extend(some);
        Python::attach(|py| py.check_signals())?;
    }
    Ok(done)
}

fn pieces(batch: &RecordBatch) -> impl Iterator<Item = Piece> {
    let rows = batch.num_rows();
    (0..rows).step_by(ROWS).map(move |start| Piece {
        batch: batch.slice(start, ROWS.min(rows - start)),
    })
}

/// The columns of the input and ours after them, under names that are not taken.
pub fn widened(input: &Schema, own: impl IntoIterator<Item = Field>, prefix: &str) -> SchemaRef {
    let mut fields: Vec<Arc<Field>> = input.fields().iter().cloned().collect();
    for field in own {
        let mut name = field.name().clone();
        while fields.iter().any(|f| *f.name() == name) {
            name = format!("{prefix}_{name}");
        }
        fields.push(Arc::new(field.with_name(name)));
    }
    Arc::new(Schema::new_with_metadata(fields, input.metadata().clone()))
}

/// The columns of a piece and ours after them.
pub fn widen(schema: &SchemaRef, piece: &RecordBatch, own: Vec<ArrayRef>) -> PyResult<RecordBatch> {
    let mut columns = piece.columns().to_vec();
    columns.extend(own);
    let options = RecordBatchOptions::new().with_row_count(Some(piece.num_rows()));
    RecordBatch::try_new_with_options(schema.clone(), columns, &options).map_err(arrow)
}

/// Gives a table to Python.
pub fn give(py: Python<'_>, (schema, batches): (SchemaRef, Vec<RecordBatch>)) -> PyResult<Bound<'_, PyAny>> {
    Table::try_new(batches, schema).map_err(arrow)?.into_pyarrow(py)
}

/// What Arrow refuses.
pub fn arrow(error: ArrowError) -> PyErr {
    errors::value(error.to_string())
}
