//! Holds a tree against a table of keys.
//!
//! All faults of a file are found in one go. The faulty parts are left out of the value that
//! `serde_yaml` gets, so that one wrong line does not hide what is right.

use serde::de::DeserializeOwned;
use serde_yaml::{Mapping, Value};

use super::name::{hint, suggest};
use super::shape::{Key, Shape, expected};
use super::tree::{Entry, Kind, Node, short};
use crate::diag::{Arg, Diagnostic, Diagnostics, codes};
use crate::span::{FileId, Span};
use crate::value::Bi;

/// Holds a whole file against its keys. What is there can be used even when required keys are
/// missing; `None` when the file is no section of keys at all.
pub(crate) fn check(node: &Node, keys: &[Key], file: FileId, diags: &mut Diagnostics) -> Option<Value> {
    let mut checker = Checker { file, diags };
    match &node.kind {
        Kind::Map(entries) => Some(Value::Mapping(checker.map(node, entries, keys, None).0)),
        _ => checker.wrong(node, &Shape::Map(&[]), &Label::root()),
    }
}

/// Makes a structure of a checked value.
pub(crate) fn finish<T: DeserializeOwned>(value: Value, file: FileId, diags: &mut Diagnostics) -> Option<T> {
    match serde_yaml::from_value(value) {
        Ok(made) => Some(made),
        Err(error) => {
            // The tables and the structures say the same; a test keeps them so. Should they part,
            // the author still gets a finding instead of silence.
            let label = Label::root();
            let diag = Diagnostic::new(&codes::YAML_WRONG_TYPE, file, Span::at(0))
                .arg("key", label.arg())
                .arg(
                    "expected",
                    Bi {
                        ru: "другое значение",
                        en: "another value",
                    },
                )
                .arg("found", short(&error.to_string()));
            diags.push(diag);
            None
        }
    }
}

/// How a value is called in a message.
struct Label {
    ru: String,
    en: String,
}

impl Label {
    fn root() -> Self {
        Self {
            ru: "файл".into(),
            en: "the file".into(),
        }
    }

    fn key(name: &str) -> Self {
        let name = short(name);
        Self {
            ru: format!("«{name}»"),
            en: format!("`{name}`"),
        }
    }

    fn item(&self) -> Self {
        if self.ru.starts_with("пункт") {
            return Self {
                ru: self.ru.clone(),
                en: self.en.clone(),
            };
        }
        Self {
            ru: format!("пункт в {}", self.ru),
            en: format!("item of {}", self.en),
        }
    }

    fn arg(&self) -> Arg {
        Arg::Words {
            ru: self.ru.clone(),
            en: self.en.clone(),
        }
    }
}

struct Checker<'a> {
    file: FileId,
    diags: &'a mut Diagnostics,
}

impl Checker<'_> {
    fn value(&mut self, node: &Node, shape: &Shape, label: &Label) -> Option<Value> {
        if node.kind == Kind::Refused {
            return None;
        }
        if node.kind == Kind::Empty {
            let diag = Diagnostic::new(&codes::YAML_EMPTY_VALUE, self.file, node.span);
            self.diags
                .push(diag.arg("key", label.arg()).arg("expected", expected(shape)));
            return None;
        }
        match (shape, &node.kind) {
            (Shape::Text | Shape::Name | Shape::Scalar(_), Kind::Scalar { text, .. }) => Some(placed(text, node.span)),
            (Shape::YesNo, Kind::Scalar { text, .. }) => match text.trim().to_lowercase().as_str() {
                "true" | "да" | "yes" => Some(Value::Bool(true)),
                "false" | "нет" | "no" => Some(Value::Bool(false)),
                _ => self.wrong(node, shape, label),
            },
            (Shape::Int { min, max }, Kind::Scalar { text, .. }) => match integer(text) {
                Some(n) if (i64::from(*min)..=i64::from(*max)).contains(&n) => Some(Value::Number(n.into())),
                Some(_) => self.out_of_range(node, label, text, min.to_string(), max.to_string()),
                None => self.wrong(node, shape, label),
            },
            (Shape::Share, Kind::Scalar { text, .. }) => match super::scalar::decimal(text) {
                Some(n) if (rust_decimal::Decimal::ZERO..=rust_decimal::Decimal::ONE).contains(&n) => {
                    Some(placed(text, node.span))
                }
                Some(_) => self.out_of_range(node, label, text, "0".into(), "1".into()),
                None => self.wrong(node, shape, label),
            },
            (Shape::OneOf(words), Kind::Scalar { text, .. }) => self.one_of(node, text, words, label),
            (Shape::List(inner) | Shape::OneOrMany(inner), Kind::List(items)) => {
                let item = label.item();
                Some(Value::Sequence(
                    items.iter().filter_map(|n| self.value(n, inner, &item)).collect(),
                ))
            }
            (Shape::OneOrMany(inner), Kind::Scalar { .. }) => {
                Some(Value::Sequence(vec![self.value(node, inner, label)?]))
            }
            (Shape::Map(keys), Kind::Map(entries)) => whole(self.map(node, entries, keys, None)),
            (Shape::Open(keys, rest), Kind::Map(entries)) => whole(self.map(node, entries, keys, Some(rest))),
            (Shape::Table(inner), Kind::Map(entries)) => Some(self.pairs(entries.iter(), inner)),
            _ => self.wrong(node, shape, label),
        }
    }

    /// The usable keys, and whether no required one is missing.
    fn map(&mut self, node: &Node, entries: &[Entry], keys: &[Key], rest: Option<&Shape>) -> (Mapping, bool) {
        let mut map = Mapping::new();
        let mut whole = true;
        let missing: Vec<&Key> = keys
            .iter()
            .filter(|k| k.required && entries.iter().all(|e| e.key != k.name))
            .collect();
        // A misspelt key is reported once, not also as a missing one.
        let misspelt: Vec<(&str, &str)> = entries
            .iter()
            .filter(|e| keys.iter().all(|k| k.name != e.key))
            .filter_map(|e| Some((e.key.as_str(), suggest(&e.key, missing.iter().map(|k| k.name))?)))
            .collect();
        let is_misspelt = |e: &Entry| misspelt.iter().any(|(written, _)| *written == e.key);
        for entry in entries {
            match keys.iter().find(|k| k.name == entry.key) {
                Some(key) => {
                    let label = Label::key(key.name);
                    match self.entry(entry, &key.shape, &label) {
                        Some(value) => {
                            map.insert(Value::String(key.name.to_owned()), value);
                        }
                        None => whole &= !key.required,
                    }
                }
                None if rest.is_none() || is_misspelt(entry) => self.unknown(entry, entries, keys),
                None => {}
            }
        }
        if let Some(rest) = rest {
            let others = entries
                .iter()
                .filter(|e| keys.iter().all(|k| k.name != e.key) && !is_misspelt(e));
            map.insert(Value::String("rest".to_owned()), self.pairs(others, rest));
        }
        for key in missing {
            whole = false;
            if misspelt.iter().any(|(_, meant)| *meant == key.name) {
                continue;
            }
            let span = entries.first().map_or(Span::at(node.span.start), |e| e.key_span);
            let diag = Diagnostic::new(&codes::YAML_MISSING_KEY, self.file, span);
            self.diags
                .push(diag.arg("key", key.name).arg("expected", expected(&key.shape)));
        }
        (map, whole)
    }

    /// The value of a key. An empty one has no bytes of its own: its key is what can be pointed at.
    fn entry(&mut self, entry: &Entry, shape: &Shape, label: &Label) -> Option<Value> {
        let node = &entry.value;
        if node.kind == Kind::Empty && node.span.len() <= 1 {
            return self.value(
                &Node {
                    span: entry.key_span,
                    kind: Kind::Empty,
                },
                shape,
                label,
            );
        }
        self.value(node, shape, label)
    }

    fn pairs<'e>(&mut self, entries: impl Iterator<Item = &'e Entry>, inner: &Shape) -> Value {
        let mut pairs = Vec::new();
        for entry in entries {
            let Some(value) = self.entry(entry, inner, &Label::key(&entry.key)) else {
                continue;
            };
            let mut pair = Mapping::new();
            pair.insert(Value::String("key".to_owned()), placed(&entry.key, entry.key_span));
            pair.insert(Value::String("value".to_owned()), value);
            pairs.push(Value::Mapping(pair));
        }
        Value::Sequence(pairs)
    }

    fn unknown(&mut self, entry: &Entry, entries: &[Entry], keys: &[Key]) {
        let free = keys
            .iter()
            .map(|k| k.name)
            .filter(|n| entries.iter().all(|e| e.key != *n));
        let close = suggest(&entry.key, free);
        let known: Vec<&str> = keys.iter().map(|k| k.name).collect();
        let diag = Diagnostic::new(&codes::YAML_UNKNOWN_KEY, self.file, entry.key_span)
            .arg("key", short(&entry.key))
            .arg("hint", hint(close))
            .arg("known", known.join(", "));
        self.diags.push(match close {
            Some(close) => diag.replace(entry.key_span, close),
            None => diag,
        });
    }

    fn one_of(&mut self, node: &Node, text: &str, words: &[&str], label: &Label) -> Option<Value> {
        if words.contains(&text) {
            return Some(placed(text, node.span));
        }
        let close = suggest(text, words.iter().copied());
        let diag = Diagnostic::new(&codes::YAML_NOT_ONE_OF, self.file, node.span)
            .arg("key", label.arg())
            .arg("found", short(text))
            .arg("hint", hint(close))
            .arg("known", words.join(", "));
        self.diags.push(match close {
            Some(close) => diag.replace(node.span, close),
            None => diag,
        });
        None
    }

    fn wrong(&mut self, node: &Node, shape: &Shape, label: &Label) -> Option<Value> {
        let (ru, en) = node.found();
        let span = match node.kind {
            // A list or a section may go on for pages: its first line is enough.
            Kind::List(_) | Kind::Map(_) => Span::at(node.span.start),
            _ => node.span,
        };
        let diag = Diagnostic::new(&codes::YAML_WRONG_TYPE, self.file, span);
        self.diags.push(
            diag.arg("key", label.arg())
                .arg("expected", expected(shape))
                .arg("found", Arg::Words { ru, en }),
        );
        None
    }

    fn out_of_range(&mut self, node: &Node, label: &Label, found: &str, min: String, max: String) -> Option<Value> {
        let diag = Diagnostic::new(&codes::YAML_OUT_OF_RANGE, self.file, node.span);
        self.diags.push(
            diag.arg("key", label.arg())
                .arg("found", short(found))
                .arg("min", min)
                .arg("max", max),
        );
        None
    }
}

fn whole((map, whole): (Mapping, bool)) -> Option<Value> {
    whole.then_some(Value::Mapping(map))
}

fn integer(text: &str) -> Option<i64> {
    text.trim().replace(['_', ' ', '\u{a0}'], "").parse().ok()
}

fn placed(text: &str, span: Span) -> Value {
    let mut map = Mapping::new();
    map.insert(Value::String("text".to_owned()), Value::String(text.to_owned()));
    map.insert(Value::String("start".to_owned()), Value::Number(span.start.into()));
    map.insert(Value::String("end".to_owned()), Value::Number(span.end.into()));
    Value::Mapping(map)
}
