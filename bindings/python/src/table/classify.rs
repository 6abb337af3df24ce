//! Topics of many texts.

use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, ListArray, RecordBatch, StringArray, StructArray};
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use lotsman::bundle::program::Program;
use lotsman::runtime::Engine;
use lotsman::runtime::understand::{COLUMNS, JudgedRow, Judgement, probability, topic_names};
use lotsman::value::Date;
use pyo3::PyResult;

use super::{Input, cells, in_parallel, widen, widened};
use crate::errors;

/// The columns of the input, and after them those of the judgement.
pub fn classify(
    engine: &Engine,
    input: Input,
    column: Option<&str>,
    day: Date,
    threads: usize,
) -> PyResult<(SchemaRef, Vec<RecordBatch>)> {
    let (schema, batches) = input.read()?;
    let at = text_column(&schema, column)?;
    cells::validate(&batches, &[at])?;
    let output = widened(&schema, fields(), "judged");
    let batches = in_parallel(&batches, threads, |piece| {
        let texts = piece.batch.column(at).as_ref();
        let judged: Vec<Option<Judgement>> = (0..piece.batch.num_rows())
            .map(|row| cells::text(texts, row).map(|text| engine.judge(text, day)))
            .collect();
        widen(&output, &piece.batch, columns(engine.program(), &judged)?)
    })?;
    Ok((output, batches))
}

fn text_column(schema: &Schema, name: Option<&str>) -> PyResult<usize> {
    let names = || {
        schema
            .fields()
            .iter()
            .map(|f| f.name().as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    if let Some(name) = name {
        let Some((at, field)) = schema.fields().find(name) else {
            return Err(errors::value(format!(
                "there is no column “{name}”; there are: {}",
                names()
            )));
        };
        return match cells::is_text(field.data_type()) {
            true => Ok(at),
            false => Err(errors::value(format!(
                "the column “{name}” holds {}, not texts",
                field.data_type()
            ))),
        };
    }
    let texts = schema
        .fields()
        .iter()
        .enumerate()
        .filter(|(_, f)| cells::is_text(f.data_type()));
    match texts.collect::<Vec<_>>().as_slice() {
        [(at, _)] => Ok(*at),
        [] => Err(errors::value(format!("no column holds texts; there are: {}", names()))),
        several => {
            let several: Vec<&str> = several.iter().map(|(_, f)| f.name().as_str()).collect();
            Err(errors::value(format!(
                "several columns hold texts ({}): say which with `column`",
                several.join(", ")
            )))
        }
    }
}

fn candidate() -> Fields {
    Fields::from(vec![
        Field::new("topic", DataType::Utf8, false),
        Field::new("probability", DataType::Float64, false),
    ])
}

fn fields() -> impl Iterator<Item = Field> {
    let own = COLUMNS.iter().map(|name| {
        let ty = match name.ends_with("probability") {
            true => DataType::Float64,
            false => DataType::Utf8,
        };
        Field::new(*name, ty, true)
    });
    let item = Field::new_list_field(DataType::Struct(candidate()), false);
    own.chain([Field::new("candidates", DataType::List(Arc::new(item)), true)])
}

/// In the order of `COLUMNS`, and the candidates.
fn columns(program: &Program, judged: &[Option<Judgement>]) -> PyResult<Vec<ArrayRef>> {
    let rows: Vec<Option<JudgedRow<'_>>> = judged.iter().map(|j| j.as_ref().map(|j| j.row(program))).collect();
    let text = |of: &dyn for<'r, 'p> Fn(&'r JudgedRow<'p>) -> Option<&'p str>| -> ArrayRef {
        Arc::new(rows.iter().map(|row| of(row.as_ref()?)).collect::<StringArray>())
    };
    let share = |of: &dyn Fn(&JudgedRow<'_>) -> Option<f64>| -> ArrayRef {
        Arc::new(rows.iter().map(|row| of(row.as_ref()?)).collect::<Float64Array>())
    };
    Ok(vec![
        text(&|r| r.topic),
        text(&|r| r.title),
        share(&|r| r.probability),
        text(&|r| Some(r.decision)),
        text(&|r| r.second.map(|(topic, _)| topic)),
        share(&|r| r.second.map(|(_, p)| p)),
        text(&|r| r.third.map(|(topic, _)| topic)),
        share(&|r| r.third.map(|(_, p)| p)),
        candidates(program, judged)?,
    ])
}

fn candidates(program: &Program, judged: &[Option<Judgement>]) -> PyResult<ArrayRef> {
    let all = || judged.iter().flatten().flat_map(|j| &j.candidates);
    let topics: StringArray = all().map(|c| Some(topic_names(program, c.topic).0)).collect();
    let shares: Float64Array = all().map(|c| Some(probability(c.score))).collect();
    let items =
        StructArray::try_new(candidate(), vec![Arc::new(topics), Arc::new(shares)], None).map_err(super::arrow)?;
    let lengths = judged.iter().map(|j| j.as_ref().map_or(0, |j| j.candidates.len()));
    let field = Arc::new(Field::new_list_field(DataType::Struct(candidate()), false));
    let nulls = judged.iter().map(Option::is_some).collect::<Vec<bool>>();
    let list = ListArray::try_new(
        field,
        arrow_buffer::OffsetBuffer::from_lengths(lengths),
        Arc::new(items),
        Some(nulls.into()),
    );
    Ok(Arc::new(list.map_err(super::arrow)?))
}
