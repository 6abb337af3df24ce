//! Facts out of cells, and outcomes into cells.

use std::sync::Arc;

use serde_json::Value as Json;

use crate::bundle::program::FactId;
use crate::cli::given;
use crate::cli::rows::Row;
use crate::runtime::{Cell, Engine, Plain, Words, cell_text};
use crate::source::fold;
use crate::value::{Date, Lang, Value};

/// What is wrong with a cell, in both languages.
pub type Fault = Words;

/// Which columns are facts. Columns may differ from row to row in JSONL: names are looked up once.
pub struct Columns {
    engine: Engine,
    date: Option<Arc<str>>,
    known: Vec<(Arc<str>, Option<FactId>)>,
}

impl Columns {
    /// For the facts of a bundle; `date` is the column with the day.
    pub fn new(engine: &Engine, names: &[Arc<str>], date: Option<&str>) -> Self {
        let known = names
            .iter()
            .map(|n| (n.clone(), engine.fact_id(&fold(n.trim()))))
            .collect();
        Self {
            engine: engine.clone(),
            date: date.map(Arc::from),
            known,
        }
    }

    /// Whether any column is a fact.
    pub fn any(&self) -> bool {
        self.known.iter().any(|(_, id)| id.is_some())
    }

    /// The facts of a row and its day.
    ///
    /// # Errors
    /// The first cell that is no value of its fact.
    pub fn facts(&self, row: &Row, today: Date) -> Result<(Vec<(FactId, Value)>, Date), Fault> {
        let mut facts = Vec::with_capacity(row.rest.len());
        let mut day = today;
        for (n, (name, cell)) in row.rest.iter().enumerate() {
            if self.date.as_ref().is_some_and(|d| d.trim() == name.trim()) {
                day = self.day(name, cell)?;
                continue;
            }
            let here = self.known.get(n).filter(|(known, _)| known == name);
            let id = match here.or_else(|| self.known.iter().find(|(known, _)| known == name)) {
                Some((_, id)) => *id,
                None => self.engine.fact_id(&fold(name.trim())),
            };
            let Some(id) = id else { continue };
            if let Some(value) = self.value(id, name, cell, today)? {
                facts.push((id, value));
            }
        }
        Ok((facts, day))
    }

    fn day(&self, name: &str, cell: &Json) -> Result<Date, Fault> {
        let text = cell.as_str().unwrap_or_default();
        text.trim().parse().map_err(|_| Fault {
            ru: format!("{name} = «{text}»: нужна дата вида 2025-03-01"),
            en: format!("{name} = “{text}”: a date like 2025-03-01 is wanted"),
        })
    }

    fn value(&self, id: FactId, name: &str, cell: &Json, today: Date) -> Result<Option<Value>, Fault> {
        let value = self.engine.cell_value(id, &self::read(cell), today);
        value.map_err(|bad| given::wrong(self.engine.program(), &fold(name.trim()), &bad.text, &bad.why))
    }
}

/// A cell as the engine reads it.
fn read(cell: &Json) -> Cell<'_> {
    match cell {
        Json::Null => Cell::Empty,
        Json::Bool(truth) => Cell::Truth(*truth),
        Json::String(text) => Cell::Text(text.into()),
        Json::Array(items) => Cell::List(items.iter().map(read).collect()),
        other => Cell::Text(other.to_string().into()),
    }
}

/// A value for a table; in JSON truth and numbers keep their kind.
pub fn cell(value: &Value, lang: Lang, json: bool) -> Json {
    if json {
        serde_json::to_value(Plain(value, lang)).unwrap_or_default()
    } else {
        cell_text(value, lang).map_or(Json::Null, Json::String)
    }
}

/// A JSON value as the text of a cell.
pub fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Null => String::new(),
        other => other.to_string(),
    }
}
