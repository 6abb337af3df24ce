//! What follows from facts, for many.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use lotsman::bundle::program::{Derived, FactId};
use lotsman::runtime::{Came, Decider, Engine, NoGoals};
use lotsman::source::fold;
use lotsman::value::{Date, Lang, Value};
use pyo3::PyResult;

use super::values::{Kind, value};
use super::{Input, Piece, cells, in_parallel, widen, widened};
use crate::errors;

/// What became of a row, or the words for a cell that cannot be read.
type Decided = Result<Vec<Came>, String>;

/// The columns of the input, and after them three for each goal, and that of faults.
pub fn decide(
    engine: &Engine,
    input: Input,
    goals: &[String],
    day: Date,
    date_column: Option<&str>,
    threads: usize,
) -> PyResult<(SchemaRef, Vec<RecordBatch>)> {
    let (schema, batches) = input.read()?;
    let goals = engine.goals(goals, day).map_err(|e| match e {
        NoGoals::Unknown(goal) => errors::value(format!("the base has no fact and no measure “{goal}”")),
        _ => errors::value("no measure is in force: name a decision or a rule in `goals`"),
    })?;
    let names: Vec<&str> = goals.iter().map(String::as_str).collect();
    let decider = engine
        .population(&names)
        .map_err(|goal| errors::value(format!("the base has no goal “{goal}”")))?;
    let columns = Columns::of(engine, &schema, date_column)?;
    cells::validate(&batches, &columns.all())?;

    let decided = in_parallel(&batches, threads, |piece| {
        let mut decider = decider.clone();
        Ok(columns.decide(engine, &mut decider, &goals, piece, day))
    })?;

    let kinds: Vec<Kind> = (0..goals.len())
        .zip(&goals)
        .map(|(n, goal)| {
            let came = decided.iter().flatten().filter_map(|row| row.as_ref().ok()?.get(n));
            Kind::of(engine, goal, came.map(|c| matches!(value(c), Some(Value::Number(_)))))
        })
        .collect();
    let output = widened(&schema, fields(&goals, &kinds), "decided");
    let pieces = batches.iter().flat_map(super::pieces);
    let batches = pieces.zip(&decided).map(|(piece, rows)| {
        let own = own(engine, &kinds, rows)?;
        widen(&output, &piece.batch, own)
    });
    let batches = batches.collect::<PyResult<_>>()?;
    Ok((output, batches))
}

/// Which columns are facts, and which one is the day.
struct Columns {
    facts: Vec<(usize, FactId)>,
    date: Option<usize>,
}

impl Columns {
    fn of(engine: &Engine, schema: &Schema, date: Option<&str>) -> PyResult<Self> {
        let names: Vec<&str> = schema.fields().iter().map(|f| f.name().as_str()).collect();
        let date = match date {
            None => None,
            Some(name) => {
                let at = names.iter().position(|n| n.trim() == name.trim());
                let missing = || errors::value(format!("there is no column “{name}”; there are: {}", names.join(", ")));
                Some(at.ok_or_else(missing)?)
            }
        };
        let named = |(at, name): (usize, &&str)| Some((at, engine.fact_id(&fold(name.trim()))?));
        let facts = names.iter().enumerate().filter_map(named);
        let facts: Vec<(usize, FactId)> = facts.filter(|(at, _)| Some(*at) != date).collect();
        if facts.is_empty() {
            let asked = engine.program().facts.iter().filter(|f| f.derived == Derived::No);
            let some: Vec<&str> = asked.take(8).map(|f| &*f.name).collect();
            return Err(errors::value(format!(
                "no column has the name of a fact; there are: {}; names of facts are wanted, such as {}",
                names.join(", "),
                some.join(", ")
            )));
        }
        Ok(Self { facts, date })
    }

    fn all(&self) -> Vec<usize> {
        self.facts.iter().map(|(at, _)| *at).chain(self.date).collect()
    }

    fn decide(
        &self,
        engine: &Engine,
        decider: &mut Decider,
        goals: &[String],
        piece: &Piece,
        today: Date,
    ) -> Vec<Decided> {
        let rows = 0..piece.batch.num_rows();
        rows.map(|row| {
            let (facts, day) = self.read(engine, &piece.batch, row, today)?;
            Ok(Came::all(goals, decider.decide(&facts, day)))
        })
        .collect()
    }

    /// The facts of a row and its day.
    fn read(
        &self,
        engine: &Engine,
        batch: &RecordBatch,
        row: usize,
        today: Date,
    ) -> Result<(Vec<(FactId, Value)>, Date), String> {
        let cell = |at: usize| {
            let array = batch.column(at).as_ref();
            let none = || {
                format!(
                    "{}: a column of {} holds no values of facts",
                    batch.schema().field(at).name(),
                    array.data_type()
                )
            };
            cells::cell(array, row).ok_or_else(none)
        };
        let mut day = today;
        if let Some(at) = self.date {
            use lotsman::runtime::Cell;
            day = match cell(at)? {
                Cell::Text(text) => text
                    .trim()
                    .parse()
                    .map_err(|_| format!("“{text}”: a date like 2025-03-01 is wanted"))?,
                Cell::Empty => today,
                _ => return Err("the column of days holds no days".to_owned()),
            };
        }
        let mut facts = Vec::with_capacity(self.facts.len());
        for (at, id) in &self.facts {
            match engine.cell_value(*id, &cell(*at)?, today) {
                Ok(value) => facts.extend(value.map(|v| (*id, v))),
                Err(bad) => {
                    let program = engine.program();
                    let fact = program.facts.get(id.index());
                    let words = fact.map(|fact| bad.why.words(program, fact, &bad.text));
                    return Err(words.map_or(bad.text, |w| w.get(program.lang).to_owned()));
                }
            }
        }
        Ok((facts, day))
    }
}

fn fields(goals: &[String], kinds: &[Kind]) -> Vec<Field> {
    let text = |name: String| Field::new(name, DataType::Utf8, true);
    let mut fields = Vec::with_capacity(3 * goals.len() + 1);
    for (goal, kind) in goals.iter().zip(kinds) {
        fields.push(Field::new(goal, kind.data_type(), true));
        fields.push(text(format!("{goal}.outcome")));
        fields.push(text(format!("{goal}.missing")));
    }
    fields.push(text("fault".to_owned()));
    fields
}

fn own(engine: &Engine, kinds: &[Kind], rows: &[Decided]) -> PyResult<Vec<ArrayRef>> {
    let program = engine.program();
    let lang: Lang = program.lang;
    let mut own: Vec<ArrayRef> = Vec::with_capacity(3 * kinds.len() + 1);
    for (n, kind) in kinds.iter().enumerate() {
        let came = || rows.iter().map(move |row| row.as_ref().ok()?.get(n));
        own.push(kind.column(came().map(|c| value(c?)), lang)?);
        own.push(Arc::new(
            came()
                .map(|c| Some(c.map_or("fault", Came::word)))
                .collect::<StringArray>(),
        ));
        let detail = came().map(|c| Some(c?.detail(program)).filter(|d| !d.is_empty()));
        own.push(Arc::new(detail.collect::<StringArray>()));
    }
    let faults = rows.iter().map(|row| row.as_ref().err());
    own.push(Arc::new(faults.collect::<StringArray>()));
    Ok(own)
}
