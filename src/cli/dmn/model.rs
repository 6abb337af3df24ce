//! A DMN model as its file says it: decisions, input data, types, functions. Expressions are read
//! when all names are known.

use super::boxed::{LOGIC, logic};
use super::feel::{F, FeelFault, K, Known, Test};
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

pub(super) fn type_of(e: &Element) -> Option<String> {
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
