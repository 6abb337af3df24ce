//! JSON, an object a line.

use std::fmt;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::Value;

use super::choice::known_name;
use super::lines::Lines;
use super::{Columns, Fault, Inner, Input, Row, RowArgs};
use crate::source::fold;

/// The keys of a line in their order.
struct Object(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with a text, like {\"text\": \"…\"}")
            }

            fn visit_str<E>(self, text: &str) -> Result<Object, E> {
                Ok(Object(vec![("text".to_owned(), Value::String(text.to_owned()))]))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Object(entries))
            }
        }
        deserializer.deserialize_any(Keys)
    }
}

/// Rows of a file of objects.
pub fn rows(input: Input, options: &RowArgs) -> Result<(Columns, Inner), Fault> {
    let mut lines = Lines::new(input);
    let mut reader = Reader {
        options: options.clone(),
        names: FxHashMap::default(),
    };
    let rows = std::iter::from_fn(move || {
        let found = lines.next()?;
        Some(found.and_then(|(line, text)| reader.row(line, text)))
    });
    Ok((Columns::default(), Box::new(rows)))
}

struct Reader {
    options: RowArgs,
    /// Every name once: a million rows share them.
    names: FxHashMap<String, Arc<str>>,
}

impl Reader {
    fn row(&mut self, line: u64, text: &str) -> Result<Row, Fault> {
        if line == 1 && text.trim_start().starts_with('[') {
            return Err(Fault::fatal(
                line,
                "файл — один список JSON; нужен объект в каждой строке, без скобок списка и запятых между объектами",
                "the file is one JSON list; an object a line is needed, without the list's brackets and commas",
            ));
        }
        let Object(entries) = serde_json::from_str(text).map_err(|e| {
            Fault::row(
                line,
                format!("это не объект JSON вида {{\"text\": \"…\"}}, столбец {}", e.column()),
                format!("no JSON object like {{\"text\": \"…\"}}: {e}"),
            )
        })?;
        let text = self.key(&entries, true);
        if text.is_none() && !self.options.cells_only {
            let keys = entries.iter().map(|(k, _)| k.as_str()).collect::<Vec<_>>().join(", ");
            return Err(Fault::row(
                line,
                format!("нет ключа с текстом; есть: {keys}. Назовите его: --text-column"),
                format!("no key holds a text; there are: {keys}. Name it by --text-column"),
            ));
        }
        let label_at = self.key(&entries, false);
        let (mut label, mut said, mut rest) = (None, String::new(), Vec::new());
        for (n, (key, value)) in entries.into_iter().enumerate() {
            if Some(n) == label_at {
                label = words(&value).filter(|l| !l.is_empty());
            }
            if Some(n) == text {
                said = words(&value).ok_or_else(|| {
                    Fault::row(
                        line,
                        format!("под ключом «{key}» не текст"),
                        format!("the key “{key}” holds no text"),
                    )
                })?;
            } else if Some(n) != label_at {
                rest.push((self.name(key), value));
            }
        }
        Ok(Row {
            label,
            text: said,
            line,
            rest,
        })
    }

    /// Where the text or the label stands.
    fn key(&self, entries: &[(String, Value)], text: bool) -> Option<usize> {
        if self.options.cells_only {
            return None;
        }
        let asked = if text {
            &self.options.text_column
        } else {
            &self.options.label_column
        };
        let at = |name: &str| entries.iter().position(|(k, _)| k == name);
        match asked {
            Some(asked) => at(asked).or_else(|| {
                let asked = fold(asked);
                entries.iter().position(|(k, _)| fold(k) == asked)
            }),
            None => at(known_name(entries.iter().map(|(k, _)| k.as_str()), text)?),
        }
    }

    fn name(&mut self, key: String) -> Arc<str> {
        if let Some(name) = self.names.get(&key) {
            return name.clone();
        }
        let name: Arc<str> = key.as_str().into();
        // Keys without end, such as identifiers, are not worth remembering.
        if self.names.len() < 1000 {
            self.names.insert(key, name.clone());
        }
        name
    }
}

/// A value as a text or a label.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null => Some(String::new()),
        Value::Array(_) | Value::Object(_) => None,
    }
}
