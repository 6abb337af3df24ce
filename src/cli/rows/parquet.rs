//! Rows of a Parquet file.

use std::fs::File;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::record::reader::RowIter;
use serde_json::Value;

use super::choice::Choice;
use super::{Columns, Fault, Inner, Row, RowArgs};

/// The rows of a file, a group of them at a time.
pub fn rows(file: File, options: &RowArgs) -> Result<(Columns, Inner), Fault> {
    let reader = SerializedFileReader::new(file).map_err(|e| damaged(0, &e))?;
    // The iterator over rows takes for granted that every group opens.
    for group in 0..reader.num_row_groups() {
        reader.get_row_group(group).map_err(|e| damaged(0, &e))?;
    }
    let schema = reader.metadata().file_metadata().schema();
    let names: Vec<&str> = schema.get_fields().iter().map(|f| f.name()).collect();
    let with_header = RowArgs {
        no_header: false,
        ..options.clone()
    };
    let choice = match Choice::of_header(&names, &with_header)? {
        Some(choice) => choice,
        None => {
            let there = names.join(", ");
            return Err(Fault::fatal(
                0,
                format!("какой столбец — текст, по названиям не видно; есть: {there}. Назовите его: --text-column"),
                format!("the names do not tell which column is the text; there are: {there}. Name it by --text-column"),
            ));
        }
    };
    let columns = choice.columns();
    let mut line = 0;
    let rows = RowIter::from_file_into(Box::new(reader)).map(move |found| {
        line += 1;
        // After a fault the columns are no longer in step.
        let found = found.map_err(|e| damaged(line, &e))?;
        let mut row = Row {
            label: None,
            text: String::new(),
            line,
            rest: Vec::with_capacity(choice.names.len()),
        };
        for (n, (_, field)) in found.into_columns().into_iter().enumerate() {
            let value = value(field);
            if Some(n) == choice.label {
                row.label = Some(words(&value)).filter(|l| !l.is_empty());
            }
            if Some(n) == choice.text {
                row.text = words(&value);
            } else if let (true, Some(name)) = (choice.is_other(n), choice.names.get(n)) {
                row.rest.push((name.clone(), value));
            }
        }
        Ok(row)
    });
    Ok((columns, Box::new(rows)))
}

fn damaged(line: u64, e: &parquet::errors::ParquetError) -> Fault {
    Fault::fatal(
        line,
        format!("файл Parquet повреждён или сжат так, как программа не умеет: {e}"),
        format!("the Parquet file is damaged or compressed in a way that the tool does not know: {e}"),
    )
}

fn value(field: Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(b) => b.into(),
        Field::Byte(n) => n.into(),
        Field::Short(n) => n.into(),
        Field::Int(n) => n.into(),
        Field::Long(n) => n.into(),
        Field::UByte(n) => n.into(),
        Field::UShort(n) => n.into(),
        Field::UInt(n) => n.into(),
        Field::ULong(n) => n.into(),
        Field::Float(n) => f64::from(n).into(),
        Field::Double(n) => n.into(),
        Field::Str(text) => text.into(),
        // Writers that do not mark texts as texts are common.
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned().into(),
        other => Value::String(other.to_string()),
    }
}

fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
