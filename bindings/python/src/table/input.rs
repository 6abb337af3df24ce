//! What Python hands over: tables, batches and streams of them, and single columns.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchReader, StructArray, make_array};
use arrow_data::ArrayData;
use arrow_pyarrow::FromPyArrow;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use super::arrow;

/// Data as Python lent it.
pub enum Input {
    /// A table, or what gives its parts one after another.
    Stream(RecordBatchStreamReader),
    /// One column.
    Column(Vec<ArrayRef>),
    /// One part of a table.
    Batch(RecordBatch),
}

impl Input {
    /// Takes over anything that speaks Arrow; lists and dictionaries of Python become Arrow first.
    pub fn of(data: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = data.py();
        if data.is_instance_of::<PyDict>() {
            return Self::of(&py.import("pyarrow")?.call_method1("table", (data,))?);
        }
        if data.is_instance_of::<PyList>() || data.is_instance_of::<PyTuple>() {
            let rows = data.len()? > 0 && data.get_item(0)?.is_instance_of::<PyDict>();
            let pyarrow = py.import("pyarrow")?;
            return Self::of(&if rows {
                pyarrow.getattr("Table")?.call_method1("from_pylist", (data,))?
            } else {
                pyarrow.call_method1("array", (data, pyarrow.call_method0("string")?))?
            });
        }
        if data.hasattr("__arrow_c_array__")? {
            let array = make_array(ArrayData::from_pyarrow_bound(data)?);
            return Self::of_array(array);
        }
        if !data.hasattr("__arrow_c_stream__")? {
            return Err(PyTypeError::new_err(format!(
                "a table or a column is wanted that speaks Arrow (pyarrow, polars, pandas, DuckDB), not {}",
                data.get_type().qualname()?
            )));
        }
        if let Some(chunks) = chunks(data)? {
            return Ok(Self::Column(chunks));
        }
        match RecordBatchStreamReader::from_pyarrow_bound(data) {
            Ok(stream) => Ok(Self::Stream(stream)),
            // A stream of a column, not of a table, as a series of polars is.
            Err(error) => {
                let column = py.import("pyarrow")?.call_method1("chunked_array", (data,));
                match column.ok().map(|c| chunks(&c)).transpose()?.flatten() {
                    Some(chunks) => Ok(Self::Column(chunks)),
                    None => Err(error),
                }
            }
        }
    }

    fn of_array(array: ArrayRef) -> PyResult<Self> {
        match array.data_type() {
            DataType::Struct(_) if array.null_count() == 0 => {
                let parts: &StructArray = array.as_struct();
                Ok(Self::Batch(RecordBatch::from(parts)))
            }
            _ => Ok(Self::Column(vec![array])),
        }
    }

    /// Everything, in memory; where it is read from a stream its producer runs now.
    pub fn read(self) -> PyResult<(SchemaRef, Vec<RecordBatch>)> {
        match self {
            Self::Stream(stream) => {
                let schema = stream.schema();
                let batches = stream.collect::<Result<Vec<_>, _>>().map_err(arrow)?;
                Ok((schema, batches))
            }
            Self::Batch(batch) => Ok((batch.schema(), vec![batch])),
            Self::Column(arrays) => {
                let ty = arrays.first().map_or(DataType::Utf8, |a| a.data_type().clone());
                let schema = Arc::new(Schema::new(vec![Field::new("text", ty, true)]));
                let batch = |array: ArrayRef| RecordBatch::try_new(schema.clone(), vec![array]).map_err(arrow);
                let batches = arrays.into_iter().map(batch).collect::<PyResult<_>>()?;
                Ok((schema, batches))
            }
        }
    }
}

/// The chunks of a chunked array of pyarrow.
fn chunks(data: &Bound<'_, PyAny>) -> PyResult<Option<Vec<ArrayRef>>> {
    if !data.is_instance(&data.py().import("pyarrow")?.getattr("ChunkedArray")?)? {
        return Ok(None);
    }
    let arrays = data.getattr("chunks")?.try_iter()?.map(|chunk| {
        let array = ArrayData::from_pyarrow_bound(&chunk?)?;
        Ok(make_array(array))
    });
    arrays.collect::<PyResult<_>>().map(Some)
}
