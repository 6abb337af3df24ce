//! Training data of Rasa NLU: `nlu:` with intents and their examples.

use std::io::Read as _;

use super::{Columns, Fault, Inner, Input, Row, lines};
use crate::diag::{Diagnostic, Severity};
use crate::model::yaml::{Kind, MAX_FILE_BYTES, Node, read_tree};
use crate::source::Source;
use crate::span::FileId;
use crate::value::Lang;

/// Rows of a file of intents. Synonyms, regular expressions and lookup tables are no examples.
pub fn rows(name: &str, input: Input) -> Result<(Columns, Inner), Fault> {
    let mut bytes = Vec::new();
    let limit = MAX_FILE_BYTES as u64 + 1;
    input
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(|e| Fault::io(0, &e))?;
    let text = lines::text(&bytes, 0).map_err(|fault| Fault { fatal: true, ..fault })?;
    let source = Source::new(name, text);
    let (tree, found) = read_tree(&source, FileId(0));
    if let Some(error) = found.iter().find(|d| d.severity == Severity::Error) {
        return Err(fault(error, &source));
    }
    let intents = tree.as_ref().and_then(|t| t.get("nlu")).map(|e| &e.value.kind);
    let Some(Kind::List(intents)) = intents else {
        return Err(Fault::fatal(
            0,
            "нет раздела «nlu:» со списком намерений: это не обучающие данные Rasa NLU",
            "there is no section `nlu:` with a list of intents: this is no training data of Rasa NLU",
        ));
    };
    let mut reader = Reader {
        source: &source,
        at: 0,
        line: 1,
        rows: Vec::new(),
    };
    for intent in intents {
        if let (Some(label), Some(examples)) = (scalar(intent, "intent"), intent.get("examples")) {
            reader.examples(label, &examples.value);
        }
    }
    let columns = Columns {
        text: Some("text".into()),
        label: Some("label".into()),
        rest: Some(Vec::new()),
    };
    Ok((columns, Box::new(reader.rows.into_iter())))
}

fn fault(error: &Diagnostic, source: &Source) -> Fault {
    let line = source.line_column(error.place.span.start).0;
    Fault::fatal(line as u64, error.headline(Lang::Ru), error.headline(Lang::En))
}

fn scalar<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    match &node.get(key)?.value.kind {
        Kind::Scalar { text, .. } => Some(text.trim()),
        _ => None,
    }
}

struct Reader<'s> {
    source: &'s Source,
    /// What was looked through, and the line there.
    at: usize,
    line: u64,
    rows: Vec<Result<Row, Fault>>,
}

impl Reader<'_> {
    fn examples(&mut self, label: &str, node: &Node) {
        self.go_to(node.span.start as usize);
        match &node.kind {
            Kind::Scalar { text, .. } => {
                for line in text.lines() {
                    if let Some(example) = line.trim_start().strip_prefix('-') {
                        self.example(label, example.trim());
                    }
                }
            }
            Kind::List(items) => {
                for item in items {
                    self.go_to(item.span.start as usize);
                    let text = match &item.kind {
                        Kind::Scalar { text, .. } => Some(text.as_str()),
                        _ => scalar(item, "text"),
                    };
                    for line in text.unwrap_or_default().lines() {
                        self.example(label, line.trim().trim_start_matches("- "));
                    }
                }
            }
            _ => {}
        }
    }

    fn example(&mut self, label: &str, example: &str) {
        if example.is_empty() {
            return;
        }
        let rest = self.source.text.get(self.at..).unwrap_or("");
        if let Some(found) = rest.find(example) {
            self.go_to(self.at + found);
        }
        self.rows.push(Ok(Row {
            label: Some(label.to_owned()),
            text: without_entities(example),
            line: self.line,
            rest: Vec::new(),
        }));
    }

    fn go_to(&mut self, at: usize) {
        let passed = self.source.text.get(self.at..at).unwrap_or("");
        self.line += passed.bytes().filter(|b| *b == b'\n').count() as u64;
        self.at = self.at.max(at);
    }
}

/// `еду в [Берлин](city)`, `еду в [Берлин]{"entity": "city"}` → `еду в Берлин`
pub(super) fn without_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        let Some((words, tail)) = annotated(after) else {
            out.push('[');
            rest = after;
            continue;
        };
        out.push_str(words);
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// The words of an entity and what follows it.
fn annotated(after: &str) -> Option<(&str, &str)> {
    let (words, tail) = after.split_once(']')?;
    let close = match tail.chars().next()? {
        '(' => ')',
        '{' => '}',
        _ => return None,
    };
    let (_, tail) = tail.split_once(close)?;
    Some((words, tail))
}
