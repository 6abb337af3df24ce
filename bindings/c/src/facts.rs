//! Facts that the host gives, in plain JSON: `{"дети": 2, "регион": "тверская_область", "инвалид": true}`.

use lotsman::bundle::program::FactId;
use lotsman::runtime::{Cell, Engine};
use lotsman::source::fold;
use lotsman::value::{Date, Lang, Name, Value};
use serde_json::{Map, Value as Json};

use crate::error::Fault;

/// Values by folded name, read as cells of a table are: as the language writes them or as people say them.
/// What is `null` is not given.
pub(crate) fn read(engine: &Engine, facts: &Map<String, Json>, today: Date) -> Result<Vec<(Name, Value)>, Fault> {
    let mut read = Vec::with_capacity(facts.len());
    for (name, json) in facts {
        let id = engine
            .fact_id(&fold(name.trim()))
            .ok_or_else(|| Fault::argument(format!("the base has no fact “{name}”")))?;
        read.extend(value(engine, id, json, today)?);
    }
    Ok(read)
}

fn value(engine: &Engine, id: FactId, json: &Json, today: Date) -> Result<Option<(Name, Value)>, Fault> {
    let program = engine.program();
    let Some(fact) = program.facts.get(id.index()) else {
        return Ok(None);
    };
    let value = engine.cell_value(id, &cell(json), today);
    let value = value.map_err(|bad| Fault::argument(bad.why.words(program, fact, &bad.text).get(Lang::En)))?;
    Ok(value.map(|value| (fact.name.clone(), value)))
}

fn cell(json: &Json) -> Cell<'_> {
    match json {
        Json::Null => Cell::Empty,
        Json::Bool(truth) => Cell::Truth(*truth),
        Json::String(text) => Cell::Text(text.into()),
        Json::Array(items) => Cell::List(items.iter().map(cell).collect()),
        other => Cell::Text(other.to_string().into()),
    }
}
