//! Facts out of cells, and outcomes into cells.

use std::sync::Arc;

use serde_json::Value as Json;

use crate::bundle::program::FactId;
use crate::cli::given;
use crate::cli::rows::Row;
use crate::runtime::{Cell, Engine, Words};
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
    match value {
        Value::Unknown => Json::Null,
        Value::Bool(b) if json => (*b).into(),
        Value::Bool(b) => match (lang, b) {
            (Lang::Ru, true) => "да",
            (Lang::Ru, false) => "нет",
            (Lang::En, true) => "yes",
            (Lang::En, false) => "no",
        }
        .into(),
        Value::Number(n) => number(&n.normalize().to_string(), json),
        Value::Money(m) => number(&m.roubles().normalize().to_string(), json),
        Value::Date(d) => d.to_string().into(),
        Value::Key(name) => (&**name).into(),
        Value::Text(text) => (&**text).into(),
        Value::List(items) if json => items.iter().map(|v| cell(v, lang, json)).collect(),
        Value::Record(parts) if json => {
            let parts = parts.iter().map(|(n, v)| (n.to_string(), cell(v, lang, json)));
            Json::Object(parts.collect())
        }
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|v| text(&cell(v, lang, json))).collect();
            items.join(", ").into()
        }
        Value::Record(parts) => {
            let parts: Vec<String> = parts
                .iter()
                .map(|(n, v)| format!("{n} = {}", text(&cell(v, lang, json))))
                .collect();
            parts.join(", ").into()
        }
        other => crate::language::show(other, crate::language::Format::Plain, lang).into(),
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

fn number(digits: &str, json: bool) -> Json {
    if json && let Ok(number) = digits.parse::<serde_json::Number>() {
        return number.into();
    }
    digits.into()
}
