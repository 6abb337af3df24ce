//! Boxed expressions: contexts, lists, invocations and tables become the tree of FEEL.

use std::rc::Rc;

use super::feel::{self, F, FeelFault, K, Known, Test};
use super::model::{Body, Output, Rule, Table, Unread, type_of};
use super::xml::Element;

/// Elements that hold an expression.
pub(super) const LOGIC: [&str; 12] = [
    "literalExpression",
    "decisionTable",
    "context",
    "invocation",
    "list",
    "relation",
    "functionDefinition",
    "conditional",
    "for",
    "some",
    "every",
    "filter",
];

/// The one expression inside an element.
pub(super) fn logic(e: &Element, known: &mut Known) -> Body {
    match e.children.iter().find(|c| LOGIC.contains(&c.name.as_str())) {
        Some(found) => boxed(found, known, 0),
        None => Err(Unread::Missing(e.at)),
    }
}

fn text(e: &Element, known: &mut Known) -> Body {
    let language = e.attr("expressionLanguage").unwrap_or("");
    if !language.is_empty() && !language.to_lowercase().contains("feel") {
        return Err(Unread::Element(language.to_owned(), e.at));
    }
    let Some(text) = e.child("text").filter(|t| !t.text.trim().is_empty()) else {
        return Err(Unread::Missing(e.at));
    };
    feel_text(text, known)
}

fn feel_text(text: &Element, known: &mut Known) -> Body {
    feel::parse(&text.text, text.text_at, known).map_err(Unread::Feel)
}

fn boxed(e: &Element, known: &mut Known, depth: usize) -> Body {
    if depth > 30 {
        return Err(Unread::Element(e.name.clone(), e.at));
    }
    let at = e.at;
    let inner = |e: Option<&Element>, known: &mut Known| -> Body {
        let found = e.and_then(|e| e.children.iter().find(|c| LOGIC.contains(&c.name.as_str())));
        match found {
            Some(found) => boxed(found, known, depth + 1),
            None => Err(Unread::Missing(at)),
        }
    };
    let k = match e.name.as_str() {
        "literalExpression" => return text(e, known),
        "decisionTable" => K::Table(Rc::new(table(e, known)?)),
        "context" => {
            let mut entries = Vec::new();
            let mut result = None;
            for entry in e.all("contextEntry") {
                let value = inner(Some(entry), known)?;
                match entry.child("variable").and_then(|v| v.attr("name")) {
                    Some(name) => entries.push((name.to_owned(), value)),
                    None => result = Some(value),
                }
            }
            match result {
                Some(result) => K::Result(entries, Box::new(result)),
                None => K::Context(entries),
            }
        }
        "list" => {
            let items: Result<Vec<F>, Unread> = e
                .children
                .iter()
                .filter(|c| LOGIC.contains(&c.name.as_str()))
                .map(|c| boxed(c, known, depth + 1))
                .collect();
            K::List(items?)
        }
        "relation" => {
            let columns: Vec<String> = e
                .all("column")
                .map(|c| c.attr("name").unwrap_or("").to_owned())
                .collect();
            let mut rows = Vec::new();
            for row in e.all("row") {
                let mut cells = Vec::new();
                let logic = row.children.iter().filter(|c| LOGIC.contains(&c.name.as_str()));
                for (column, cell) in columns.iter().zip(logic) {
                    cells.push((column.clone(), boxed(cell, known, depth + 1)?));
                }
                rows.push(F::new(K::Context(cells), row.at));
            }
            K::List(rows)
        }
        "invocation" => {
            let callee = inner(Some(e), known)?;
            let mut args = Vec::new();
            for binding in e.all("binding") {
                let name = binding.child("parameter").and_then(|p| p.attr("name")).unwrap_or("");
                let value = match inner(Some(binding), known) {
                    Err(Unread::Missing(at)) => F::new(K::Null, at),
                    other => other?,
                };
                args.push((name.to_owned(), value));
            }
            K::Named(Box::new(callee), args)
        }
        "functionDefinition" => {
            if !matches!(e.attr("kind"), None | Some("FEEL" | "F")) {
                return Err(Unread::Element(e.attr("kind").unwrap_or("").to_owned(), at));
            }
            let params = e
                .all("formalParameter")
                .map(|p| p.attr("name").unwrap_or("").to_owned())
                .collect();
            K::Function(params, Box::new(inner(Some(e), known)?))
        }
        "conditional" => K::If(
            Box::new(inner(e.child("if"), known)?),
            Box::new(inner(e.child("then"), known)?),
            Box::new(inner(e.child("else"), known)?),
        ),
        "filter" => K::Filter(
            Box::new(inner(e.child("in"), known)?),
            Box::new(inner(e.child("match"), known)?),
        ),
        "for" | "some" | "every" => {
            let variable = e.attr("iteratorVariable").unwrap_or("").to_owned();
            let each = vec![(variable, inner(e.child("in"), known)?)];
            match e.name.as_str() {
                "for" => K::For(each, Box::new(inner(e.child("return"), known)?)),
                which => K::Quantified(which == "every", each, Box::new(inner(e.child("satisfies"), known)?)),
            }
        }
        other => return Err(Unread::Element(other.to_owned(), at)),
    };
    Ok(F::new(k, at))
}

fn table(e: &Element, known: &mut Known) -> Result<Table, Unread> {
    let mut inputs = Vec::new();
    for input in e.all("input") {
        let expression = input.child("inputExpression").ok_or(Unread::Missing(input.at))?;
        inputs.push(text(expression, known)?);
    }
    let mut outputs = Vec::new();
    for output in e.all("output") {
        let default = match output.child("defaultOutputEntry") {
            Some(d) if d.child("text").is_some_and(|t| !t.text.trim().is_empty()) => Some(text(d, known)?),
            _ => None,
        };
        outputs.push(Output {
            name: output.attr("name").map(str::to_owned),
            ty: type_of(output),
            values: match output.child("outputValues").and_then(|v| v.child("text")) {
                Some(t) => values(&t.text, t.text_at, known).map_err(Unread::Feel)?,
                None => Vec::new(),
            },
            default,
        });
    }
    let mut rules = Vec::new();
    for rule in e.all("rule") {
        let mut tests = Vec::new();
        for cell in rule.all("inputEntry") {
            tests.push(match cell.child("text") {
                Some(t) => feel::parse_tests(&t.text, t.text_at, known).map_err(Unread::Feel)?,
                None => vec![Test::Any],
            });
        }
        let mut cells = Vec::new();
        for cell in rule.all("outputEntry") {
            cells.push(match text(cell, known) {
                Err(Unread::Missing(at)) => F::new(K::Null, at),
                other => other?,
            });
        }
        if tests.len() != inputs.len() || cells.len() != outputs.len() {
            return Err(Unread::Element("rule".to_owned(), rule.at));
        }
        rules.push(Rule { tests, outputs: cells });
    }
    Ok(Table {
        policy: e.attr("hitPolicy").unwrap_or("UNIQUE").to_owned(),
        aggregation: e.attr("aggregation").map(str::to_owned),
        inputs,
        outputs,
        rules,
        at: e.at,
    })
}

/// A list of values as types and outputs write it; tests among them are left out.
pub fn values(text: &str, at: u32, known: &mut Known) -> Result<Vec<F>, FeelFault> {
    let tests = feel::parse_tests(text, at, known)?;
    Ok(tests
        .into_iter()
        .filter_map(|t| match t {
            Test::Is(f) => Some(f),
            _ => None,
        })
        .collect())
}
