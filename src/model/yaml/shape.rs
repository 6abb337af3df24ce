//! What may stand where: a table of keys for each kind of file, held against the tree.
//!
//! All faults of a file are found in one go. The faulty parts are left out of the value that
//! `serde_yaml` gets, so that one wrong line does not hide what is right.

use serde::de::DeserializeOwned;
use serde_yaml::{Mapping, Value};

use super::name::suggest;
use super::tree::{Entry, Kind, Node, short};
use crate::diag::{Arg, Diagnostic, Diagnostics, codes};
use crate::span::{FileId, Span};
use crate::value::Bi;

/// The form of a value.
#[derive(Debug)]
pub(crate) enum Shape {
    /// A text; numbers and dates are taken as they are written.
    Text,
    /// A name by which others refer to this.
    Name,
    /// A text that becomes a date, an amount, a period.
    Scalar(Bi),
    /// `true`, `false`, `да`, `нет`
    YesNo,
    /// A whole number.
    Int {
        /// Least value.
        min: u32,
        /// Greatest value.
        max: u32,
    },
    /// From 0 to 1.
    Share,
    /// One of some words.
    OneOf(&'static [&'static str]),
    /// A list.
    List(&'static Shape),
    /// A list, or one value instead of a list of one.
    OneOrMany(&'static Shape),
    /// A section with these keys.
    Map(&'static [Key]),
    /// A section with these keys and others chosen by the author.
    Open(&'static [Key], &'static Shape),
    /// A section whose keys the author chooses.
    Table(&'static Shape),
}

/// A key of a section.
#[derive(Debug)]
pub(crate) struct Key {
    /// As written.
    pub name: &'static str,
    required: bool,
    shape: Shape,
}

/// A key that may be left out.
pub(crate) const fn key(name: &'static str, shape: Shape) -> Key {
    Key { name, required: false, shape }
}

/// A key that must be there.
pub(crate) const fn must(name: &'static str, shape: Shape) -> Key {
    Key { name, required: true, shape }
}

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
                .arg("expected", Bi { ru: "другое значение", en: "another value" })
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
        Self { ru: "файл".into(), en: "the file".into() }
    }

    fn key(name: &str) -> Self {
        let name = short(name);
        Self { ru: format!("«{name}»"), en: format!("`{name}`") }
    }

    fn item(&self) -> Self {
        if self.ru.starts_with("пункт") {
            return Self { ru: self.ru.clone(), en: self.en.clone() };
        }
        Self { ru: format!("пункт в {}", self.ru), en: format!("item of {}", self.en) }
    }

    fn arg(&self) -> Arg {
        Arg::Words { ru: self.ru.clone(), en: self.en.clone() }
    }
}

struct Checker<'a> {
    file: FileId,
    diags: &'a mut Diagnostics,
}

impl Checker<'_> {
    fn value(&mut self, node: &Node, shape: &Shape, label: &Label) -> Option<Value> {
        if node.kind == Kind::Empty {
            let diag = Diagnostic::new(&codes::YAML_EMPTY_VALUE, self.file, node.span);
            self.diags.push(diag.arg("key", label.arg()).arg("expected", expected(shape)));
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
                Some(Value::Sequence(items.iter().filter_map(|n| self.value(n, inner, &item)).collect()))
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
        for entry in entries {
            match keys.iter().find(|k| k.name == entry.key) {
                Some(key) => {
                    let label = Label::key(key.name);
                    match self.value(&self.at_key(entry), &key.shape, &label) {
                        Some(value) => {
                            map.insert(Value::String(key.name.to_owned()), value);
                        }
                        None => whole &= !key.required,
                    }
                }
                None if rest.is_none() => self.unknown(entry, entries, keys),
                None => {}
            }
        }
        if let Some(rest) = rest {
            let others = entries.iter().filter(|e| keys.iter().all(|k| k.name != e.key));
            map.insert(Value::String("rest".to_owned()), self.pairs(others, rest));
        }
        for key in keys.iter().filter(|k| k.required && entries.iter().all(|e| e.key != k.name)) {
            let span = entries.first().map_or(Span::at(node.span.start), |e| e.key_span);
            let diag = Diagnostic::new(&codes::YAML_MISSING_KEY, self.file, span);
            self.diags.push(diag.arg("key", key.name).arg("expected", expected(&key.shape)));
            whole = false;
        }
        (map, whole)
    }

    /// An empty value has no bytes of its own: its key is what can be pointed at.
    fn at_key(&self, entry: &Entry) -> Node {
        let mut node = entry.value.clone();
        if node.kind == Kind::Empty && node.span.is_empty() {
            node.span = entry.key_span;
        }
        node
    }

    fn pairs<'e>(&mut self, entries: impl Iterator<Item = &'e Entry>, inner: &Shape) -> Value {
        let mut pairs = Vec::new();
        for entry in entries {
            let node = self.at_key(entry);
            let Some(value) = self.value(&node, inner, &Label::key(&entry.key)) else { continue };
            let mut pair = Mapping::new();
            pair.insert(Value::String("key".to_owned()), placed(&entry.key, entry.key_span));
            pair.insert(Value::String("value".to_owned()), value);
            pairs.push(Value::Mapping(pair));
        }
        Value::Sequence(pairs)
    }

    fn unknown(&mut self, entry: &Entry, entries: &[Entry], keys: &[Key]) {
        let free = keys.iter().map(|k| k.name).filter(|n| entries.iter().all(|e| e.key != *n));
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
        self.diags.push(diag.arg("key", label.arg()).arg("expected", expected(shape)).arg("found", Arg::Words { ru, en }));
        None
    }

    fn out_of_range(&mut self, node: &Node, label: &Label, found: &str, min: String, max: String) -> Option<Value> {
        let diag = Diagnostic::new(&codes::YAML_OUT_OF_RANGE, self.file, node.span);
        self.diags.push(diag.arg("key", label.arg()).arg("found", short(found)).arg("min", min).arg("max", max));
        None
    }
}

/// "Did you mean" in the words of a label.
fn hint(close: Option<&str>) -> Arg {
    match close {
        Some(close) => {
            Arg::Words { ru: format!("может быть, «{close}»?"), en: format!("did you mean `{close}`?") }
        }
        None => Bi { ru: "такого здесь нет", en: "there is no such thing here" }.into(),
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

fn expected(shape: &Shape) -> Arg {
    let bi = match shape {
        Shape::Text => Bi { ru: "текст", en: "text" },
        Shape::Name => Bi { ru: "имя", en: "a name" },
        Shape::Scalar(what) => *what,
        Shape::YesNo => Bi { ru: "да или нет (true, false)", en: "yes or no (`true`, `false`)" },
        Shape::Int { .. } => Bi { ru: "целое число", en: "a whole number" },
        Shape::Share => Bi { ru: "число от 0 до 1", en: "a number from 0 to 1" },
        Shape::OneOf(words) => {
            let list = words.join(", ");
            return Arg::Words { ru: format!("одно из слов: {list}"), en: format!("one of: {list}") };
        }
        Shape::List(_) => Bi { ru: "список: каждый пункт с новой строки после «- »", en: "a list: each item on a line after `- `" },
        Shape::OneOrMany(_) => Bi { ru: "текст или список", en: "a text or a list" },
        Shape::Map(_) | Shape::Open(..) | Shape::Table(_) => {
            Bi { ru: "раздел: строки «ключ: значение» с отступом", en: "a section: indented `key: value` lines" }
        }
    };
    bi.into()
}
