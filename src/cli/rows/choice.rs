//! Which column holds the texts and which the labels.

use std::sync::Arc;

use super::{Columns, Fault, RowArgs};
use crate::source::fold;

/// Names of the column of texts, the surest first.
const TEXT: &[&str] = &[
    "text",
    "utterance",
    "query",
    "message",
    "question",
    "phrase",
    "sentence",
    "текст",
    "сообщение",
    "вопрос",
    "фраза",
    "обращение",
];
/// Names of the column of labels, the surest first.
const LABEL: &[&str] = &[
    "label",
    "intent",
    "category",
    "topic",
    "class",
    "метка",
    "интент",
    "намерение",
    "категория",
    "тема",
    "класс",
];

/// Places of the columns in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Of the texts; `None` where every column is a cell of its own.
    pub text: Option<usize>,
    /// Of the labels.
    pub label: Option<usize>,
    /// Names of all columns.
    pub names: Vec<Arc<str>>,
}

impl Choice {
    /// What the names of the columns say. `None` when they are no header but the first row of data.
    pub fn of_header(cells: &[&str], options: &RowArgs) -> Result<Option<Self>, Fault> {
        if options.no_header {
            return Ok(None);
        }
        if options.cells_only {
            return Ok(Some(Self {
                text: None,
                label: None,
                names: cells.iter().map(|c| Arc::from(c.trim())).collect(),
            }));
        }
        let text = match &options.text_column {
            Some(asked) => match find(cells, asked) {
                Some(found) => Some(found),
                // A number speaks of the place and leaves open whether there is a header.
                None => known(cells, TEXT).and(number(asked, cells.len())),
            },
            None => known(cells, TEXT),
        };
        let Some(text) = text else {
            return match &options.text_column {
                Some(asked) if number(asked, cells.len()).is_none() => Err(missing(asked, cells)),
                _ => Ok(None),
            };
        };
        let label = match &options.label_column {
            Some(asked) => Some(
                find(cells, asked)
                    .or_else(|| number(asked, cells.len()))
                    .ok_or_else(|| missing(asked, cells))?,
            ),
            None => known(cells, LABEL).filter(|label| *label != text),
        };
        let names = cells.iter().map(|c| Arc::from(c.trim())).collect();
        Ok(Some(Self {
            text: Some(text),
            label,
            names,
        }))
    }

    /// What the first row of data says: one column is the text, of several the first is the label.
    pub fn of_row(width: usize, options: &RowArgs) -> Result<Self, Fault> {
        let asked = |name: &Option<String>| match name {
            None => Ok(None),
            Some(name) => number(name, width).map(Some).ok_or_else(|| no_header(name, width)),
        };
        let (text, label) = (asked(&options.text_column)?, asked(&options.label_column)?);
        let (text, label) = match (text, label) {
            (Some(text), label) => (text, label.or((width > 1 && text != 0).then_some(0))),
            (None, Some(label)) => (usize::from(label == 0 && width > 1), Some(label)),
            (None, None) => (usize::from(width > 1), (width > 1).then_some(0)),
        };
        let name = |n: usize| match n {
            n if n == text => Arc::from("text"),
            n if Some(n) == label => Arc::from("label"),
            n => Arc::from(format!("column{}", n + 1)),
        };
        Ok(Self {
            text: Some(text),
            label,
            names: (0..width).map(name).collect(),
        })
    }

    /// The names for whoever writes the rows again.
    pub fn columns(&self) -> Columns {
        let rest = self.names.iter().enumerate().filter(|(n, _)| self.is_other(*n));
        Columns {
            text: self.text.and_then(|n| self.names.get(n).cloned()),
            label: self.label.and_then(|n| self.names.get(n).cloned()),
            rest: Some(rest.map(|(_, name)| name.clone()).collect()),
        }
    }

    /// Whether a column holds neither the text nor the label.
    pub fn is_other(&self, column: usize) -> bool {
        Some(column) != self.text && Some(column) != self.label
    }
}

/// The best known name among the names of the columns.
pub fn known_name<'n>(names: impl Iterator<Item = &'n str> + Clone, text: bool) -> Option<&'n str> {
    let known = if text { TEXT } else { LABEL };
    known
        .iter()
        .find_map(|k| names.clone().find(|name| *fold(name.trim()) == *fold(k)))
}

fn known(cells: &[&str], known: &[&str]) -> Option<usize> {
    known.iter().find_map(|name| find(cells, name))
}

fn find(cells: &[&str], name: &str) -> Option<usize> {
    let name = fold(name.trim());
    cells.iter().position(|c| fold(c.trim()) == name)
}

/// A place from 1, as people count columns.
fn number(name: &str, width: usize) -> Option<usize> {
    let n: usize = name.trim().parse().ok()?;
    (1..=width).contains(&n).then(|| n - 1)
}

fn missing(asked: &str, cells: &[&str]) -> Fault {
    let there = cells.iter().map(|c| c.trim()).collect::<Vec<_>>().join(", ");
    Fault::fatal(
        1,
        format!("столбца «{asked}» нет; есть: {there}"),
        format!("there is no column “{asked}”; there are: {there}"),
    )
}

fn no_header(asked: &str, width: usize) -> Fault {
    Fault::fatal(
        1,
        format!("у файла нет строки заголовков, поэтому столбец «{asked}» назовите номером, от 1 до {width}"),
        format!("the file has no header: name the column “{asked}” by its number, from 1 to {width}"),
    )
}
