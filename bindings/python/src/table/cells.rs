//! Cells of Arrow columns, read where they lie.

use std::borrow::Cow;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, ArrowPrimitiveType, Date32Type, Date64Type, Decimal128Type, DecimalType, Float16Type,
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, TimeUnit};
use lotsman::runtime::Cell;
use pyo3::PyResult;

use super::arrow;

/// Whether a column holds texts.
pub fn is_text(ty: &DataType) -> bool {
    match ty {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => is_text(values),
        _ => false,
    }
}

/// Proves what reading relies on: offsets and UTF-8 of these columns. Who lends them may be wrong.
pub fn validate(batches: &[RecordBatch], columns: &[usize]) -> PyResult<()> {
    for batch in batches {
        for column in columns {
            if let Some(array) = batch.columns().get(*column) {
                array.to_data().validate_full().map_err(arrow)?;
            }
        }
    }
    Ok(())
}

/// The text in a row; `None` for null, and where the column holds no texts.
pub fn text(array: &dyn Array, row: usize) -> Option<&str> {
    if array.is_null(row) {
        return None;
    }
    match array.data_type() {
        DataType::Utf8 => Some(array.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => Some(array.as_string::<i64>().value(row)),
        DataType::Utf8View => Some(array.as_string_view().value(row)),
        DataType::Dictionary(..) => {
            let (values, key) = entry(array, row)?;
            text(values.as_ref(), key)
        }
        _ => None,
    }
}

/// The entry of a dictionary that a row points to.
fn entry(array: &dyn Array, row: usize) -> Option<(&ArrayRef, usize)> {
    fn of<K: ArrowDictionaryKeyType>(array: &dyn Array, row: usize) -> Option<(&ArrayRef, usize)> {
        let dictionary = array.as_dictionary_opt::<K>()?;
        Some((dictionary.values(), dictionary.key(row)?))
    }
    let DataType::Dictionary(key, _) = array.data_type() else {
        return None;
    };
    match **key {
        DataType::Int8 => of::<Int8Type>(array, row),
        DataType::Int16 => of::<Int16Type>(array, row),
        DataType::Int32 => of::<Int32Type>(array, row),
        DataType::Int64 => of::<Int64Type>(array, row),
        DataType::UInt8 => of::<UInt8Type>(array, row),
        DataType::UInt16 => of::<UInt16Type>(array, row),
        DataType::UInt32 => of::<UInt32Type>(array, row),
        DataType::UInt64 => of::<UInt64Type>(array, row),
        _ => None,
    }
}

/// A value of a fact; `None` where the column has a type that holds none.
pub fn cell(array: &dyn Array, row: usize) -> Option<Cell<'_>> {
    if array.is_null(row) {
        return Some(Cell::Empty);
    }
    if let Some(text) = text(array, row) {
        return Some(Cell::Text(Cow::Borrowed(text)));
    }
    Some(match array.data_type() {
        DataType::Null => Cell::Empty,
        DataType::Boolean => Cell::Truth(array.as_boolean().value(row)),
        DataType::Int8 => number::<Int8Type>(array, row),
        DataType::Int16 => number::<Int16Type>(array, row),
        DataType::Int32 => number::<Int32Type>(array, row),
        DataType::Int64 => number::<Int64Type>(array, row),
        DataType::UInt8 => number::<UInt8Type>(array, row),
        DataType::UInt16 => number::<UInt16Type>(array, row),
        DataType::UInt32 => number::<UInt32Type>(array, row),
        DataType::UInt64 => number::<UInt64Type>(array, row),
        DataType::Float16 => Cell::Text(
            array
                .as_primitive::<Float16Type>()
                .value(row)
                .to_f32()
                .to_string()
                .into(),
        ),
        DataType::Float32 => number::<Float32Type>(array, row),
        DataType::Float64 => number::<Float64Type>(array, row),
        DataType::Decimal128(precision, scale) => {
            let value = array.as_primitive::<Decimal128Type>().value(row);
            Cell::Text(Decimal128Type::format_decimal(value, *precision, *scale).into())
        }
        DataType::Date32 => day(array.as_primitive::<Date32Type>().value_as_date(row)),
        DataType::Date64 => day(array.as_primitive::<Date64Type>().value_as_date(row)),
        // The day as it is written; where a zone is named the caller says which day is meant.
        DataType::Timestamp(unit, None) => day(match unit {
            TimeUnit::Second => array.as_primitive::<TimestampSecondType>().value_as_date(row),
            TimeUnit::Millisecond => array.as_primitive::<TimestampMillisecondType>().value_as_date(row),
            TimeUnit::Microsecond => array.as_primitive::<TimestampMicrosecondType>().value_as_date(row),
            TimeUnit::Nanosecond => array.as_primitive::<TimestampNanosecondType>().value_as_date(row),
        }),
        DataType::List(_) => return list(array.as_list::<i32>().value(row)),
        DataType::LargeList(_) => return list(array.as_list::<i64>().value(row)),
        DataType::FixedSizeList(..) => return list(array.as_fixed_size_list().value(row)),
        DataType::Dictionary(..) => {
            let (values, key) = entry(array, row)?;
            return cell(values.as_ref(), key);
        }
        _ => return None,
    })
}

fn number<T: ArrowPrimitiveType>(array: &dyn Array, row: usize) -> Cell<'_>
where
    T::Native: ToString,
{
    Cell::Text(array.as_primitive::<T>().value(row).to_string().into())
}

fn day<'c>(day: Option<impl ToString>) -> Cell<'c> {
    day.map_or(Cell::Empty, |day| Cell::Text(day.to_string().into()))
}

/// Items are copied: the slice of the list does not outlive the row.
fn list<'c>(items: ArrayRef) -> Option<Cell<'c>> {
    let items = (0..items.len()).map(|n| cell(items.as_ref(), n).map(owned));
    items.collect::<Option<Vec<_>>>().map(Cell::List)
}

fn owned<'c>(cell: Cell<'_>) -> Cell<'c> {
    match cell {
        Cell::Empty => Cell::Empty,
        Cell::Truth(truth) => Cell::Truth(truth),
        Cell::Text(text) => Cell::Text(text.into_owned().into()),
        Cell::List(items) => Cell::List(items.into_iter().map(owned).collect()),
    }
}
