//! A DMN model as its file says it: decisions, input data, types, functions. Expressions are read
//! when all names are known.

use std::rc::Rc;

use super::feel::{self, F, FeelFault, K, Known, Test};
use super::xml::Element;

/// A model.
#[derive(Debug, Default)]
pub struct Dmn {
    /// Its name.
    pub name: String,
    /// Types.
    pub types: Vec<ItemDefinition>,
    /// Facts.
    pub inputs: Vec<InputData>,
    /// Decisions.
    pub decisions: Vec<Decision>,
    /// Functions.
    pub functions: Vec<Knowledge>,
    /// Decision services.
    pub services: Vec<Service>,
    /// Names in expressions.
    pub known: Known,
    /// Elements that are not read: name and place.
    pub other: Vec<(String, u32)>,
}

/// A type with a name.
#[derive(Debug, Default)]
pub struct ItemDefinition {
    /// Name.
    pub name: String,
    /// What it is made from.
    pub base: Option<String>,
    /// Values that it allows, as written.
    pub allowed: Option<(String, u32)>,
    /// A list of it.
    pub collection: bool,
    /// Its parts.
    pub parts: Vec<ItemDefinition>,
    /// A type of functions.
    pub function: bool,
}

/// Input data.
#[derive(Debug)]
pub struct InputData {
    /// Id that references use.
    pub id: String,
    /// Name.
    pub name: String,
    /// Type as written.
    pub ty: Option<String>,
}

/// A decision.
#[derive(Debug)]
pub struct Decision {
    /// Id that references use.
    pub id: String,
    /// Name.
    pub name: String,
    /// Type as written.
    pub ty: Option<String>,
    /// How it concludes.
    pub body: Body,
    /// Ids of what it needs.
    pub needs: Vec<String>,
    /// Where it stands.
    pub at: u32,
}

/// A business knowledge model.
#[derive(Debug)]
pub struct Knowledge {
    /// Name.
    pub name: String,
    /// Parameters.
    pub params: Vec<(String, Option<String>)>,
    /// Its logic.
    pub body: Body,
    /// Id that references use.
    pub id: String,
    /// Ids of what it needs.
    pub needs: Vec<String>,
}

/// A decision service.
#[derive(Debug)]
pub struct Service {
    /// Name.
    pub name: String,
    /// Ids of the decisions that it answers with.
    pub outputs: Vec<String>,
}

/// An expression, or why it could not be read.
pub type Body = Result<F, Unread>;

/// Why an expression could not be read.
#[derive(Clone, Debug)]
pub enum Unread {
    /// It is no FEEL.
    Feel(FeelFault),
    /// There is none.
    Missing(u32),
    /// An element that is not read.
    Element(String, u32),
}

/// A decision table.
#[derive(Debug)]
pub struct Table {
    /// `UNIQUE`, `FIRST`, …
    pub policy: String,
    /// `SUM`, `MIN`, …
    pub aggregation: Option<String>,
    /// Input columns.
    pub inputs: Vec<F>,
    /// Output columns.
    pub outputs: Vec<Output>,
    /// Rows.
    pub rules: Vec<Rule>,
    /// Where it stands.
    pub at: u32,
}

/// An output column.
#[derive(Debug)]
pub struct Output {
    /// Name, where there are several.
    pub name: Option<String>,
    /// Type as written.
    pub ty: Option<String>,
    /// Its values in order.
    pub values: Vec<F>,
    /// Where no row fits.
    pub default: Option<F>,
}

/// A row.
#[derive(Debug)]
pub struct Rule {
    /// Tests of the inputs.
    pub tests: Vec<Vec<Test>>,
    /// Outputs.
    pub outputs: Vec<F>,
}

const LOGIC: [&str; 12] = [
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

/// Functions of FEEL whose names hold blanks.
const BUILT_IN: [&str; 36] = [
    "date and time",
    "years and months duration",
    "days and time duration",
    "string length",
    "upper case",
    "lower case",
    "substring before",
    "substring after",
    "starts with",
    "ends with",
    "list contains",
    "insert before",
    "list replace",
    "index of",
    "distinct values",
    "string join",
    "round up",
    "round down",
    "round half up",
    "round half down",
    "day of year",
    "day of week",
    "month of year",
    "week of year",
    "get value",
    "get entries",
    "context put",
    "context merge",
    "met by",
    "overlaps before",
    "overlaps after",
    "finished by",
    "started by",
    "time offset",
    "is",
    "function invocation",
];

/// Takes the model from a document.
pub fn read(root: &Element) -> Dmn {
    let mut dmn = Dmn {
        name: root.attr("name").unwrap_or("").to_owned(),
        ..Dmn::default()
    };
    for name in BUILT_IN.iter().filter(|n| n.contains(' ')) {
        dmn.known.add(name);
    }
    names(root, &mut dmn.known, 0);
    for e in &root.children {
        match e.name.as_str() {
            "itemDefinition" => dmn.types.push(item(e)),
            "inputData" => dmn.inputs.push(InputData {
                name: name_of(e),
                ty: variable_type(e),
                id: e.attr("id").unwrap_or("").to_owned(),
            }),
            "decision" => {
                // A decision without logic is null.
                let body = match logic(e, &mut dmn.known) {
                    Err(Unread::Missing(at)) if !e.children.iter().any(|c| LOGIC.contains(&c.name.as_str())) => {
                        Ok(F::new(K::Null, at))
                    }
                    other => other,
                };
                dmn.decisions.push(Decision {
                    id: e.attr("id").unwrap_or("").to_owned(),
                    name: name_of(e),
                    ty: variable_type(e),
                    body,
                    needs: needs(e),
                    at: e.at,
                });
            }
            "businessKnowledgeModel" => {
                let knowledge = knowledge(e, &mut dmn.known);
                dmn.functions.push(knowledge);
            }
            "decisionService" => dmn.services.push(Service {
                name: name_of(e),
                outputs: hrefs(e, "outputDecision"),
            }),
            "import" => dmn.other.push(("import".to_owned(), e.at)),
            _ => {}
        }
    }
    dmn
}

fn hrefs(e: &Element, name: &str) -> Vec<String> {
    e.all(name)
        .filter_map(|r| r.attr("href"))
        .map(|h| h.rsplit('#').next().unwrap_or(h).to_owned())
        .collect()
}

fn needs(e: &Element) -> Vec<String> {
    let requirements = e.children.iter().filter(|c| c.name.ends_with("Requirement"));
    requirements
        .flat_map(|r| &r.children)
        .filter_map(|r| r.attr("href"))
        .map(|h| h.rsplit('#').next().unwrap_or(h).to_owned())
        .collect()
}

/// All names that expressions may use.
fn names(e: &Element, known: &mut Known, depth: usize) {
    let named = matches!(
        e.name.as_str(),
        "inputData"
            | "decision"
            | "businessKnowledgeModel"
            | "decisionService"
            | "variable"
            | "formalParameter"
            | "itemComponent"
            | "itemDefinition"
            | "parameter"
            | "output"
            | "column"
    );
    if named && let Some(name) = e.attr("name") {
        known.add(name);
    }
    if let Some(variable) = e.attr("iteratorVariable") {
        known.add(variable);
    }
    if depth < super::xml::MAX_DEPTH {
        for child in &e.children {
            names(child, known, depth + 1);
        }
    }
}

fn name_of(e: &Element) -> String {
    let own = e.child("variable").and_then(|v| v.attr("name"));
    own.or_else(|| e.attr("name")).unwrap_or("").to_owned()
}

fn variable_type(e: &Element) -> Option<String> {
    type_of(e.child("variable")?)
}

fn type_of(e: &Element) -> Option<String> {
    let written = e.attr("typeRef").or_else(|| e.child_text("typeRef"))?;
    // DMN 1.1 writes `feel:string`.
    let plain = match written.split_once(':') {
        Some((prefix, rest)) if prefix.chars().all(char::is_alphanumeric) => rest,
        _ => written,
    };
    (!plain.is_empty()).then(|| plain.to_owned())
}

fn item(e: &Element) -> ItemDefinition {
    ItemDefinition {
        name: e.attr("name").unwrap_or("").to_owned(),
        base: type_of(e),
        allowed: e
            .child("allowedValues")
            .and_then(|a| a.child("text"))
            .map(|t| (t.text.trim().to_owned(), t.text_at)),
        collection: e.attr("isCollection") == Some("true"),
        parts: e.all("itemComponent").map(item).collect(),
        function: e.child("functionItem").is_some(),
    }
}

fn knowledge(e: &Element, known: &mut Known) -> Knowledge {
    let logic_of = e.child("encapsulatedLogic");
    let params = logic_of
        .into_iter()
        .flat_map(|l| l.all("formalParameter"))
        .map(|p| (p.attr("name").unwrap_or("").to_owned(), type_of(p)))
        .collect();
    let body = match logic_of {
        Some(l) if matches!(l.attr("kind"), Some("Java" | "PMML" | "J" | "P")) => {
            Err(Unread::Element(l.attr("kind").unwrap_or("").to_owned(), l.at))
        }
        Some(l) => logic(l, known),
        None => Err(Unread::Missing(e.at)),
    };
    Knowledge {
        name: name_of(e),
        params,
        body,
        id: e.attr("id").unwrap_or("").to_owned(),
        needs: needs(e),
    }
}

/// The one expression inside an element.
fn logic(e: &Element, known: &mut Known) -> Body {
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
