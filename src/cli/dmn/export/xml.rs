//! The document.

use indexmap::IndexMap;
use quick_xml::escape::escape;
use rustc_hash::FxHashSet;

use super::Form;
use super::feel::{Lost, Writer, constant, text};
use super::names::Called;
use crate::bundle::program::{Expr, Fact, FactId, HitPolicy, Program, Table};
use crate::value::Type;

const MODEL: &str = "https://www.omg.org/spec/DMN/20191111/MODEL/";
const FEEL: &str = "https://www.omg.org/spec/DMN/20191111/FEEL/";

/// The type of a fact, where DMN has one without a definition.
fn type_ref(ty: &Type) -> Option<&'static str> {
    Some(match ty {
        Type::YesNo => "boolean",
        Type::Integer { .. } | Type::Number { .. } | Type::Money { .. } => "number",
        Type::Date { .. } => "date",
        Type::OneOf(_) | Type::Directory(_) | Type::Text | Type::Phone | Type::Snils => "string",
        _ => return None,
    })
}

/// Values that the type of a fact allows.
fn allowed(ty: &Type) -> Option<String> {
    let range = |low: Option<String>, high: Option<String>| match (low, high) {
        (Some(l), Some(h)) => Some(format!("[{l}..{h}]")),
        (Some(l), None) => Some(format!(">= {l}")),
        (None, Some(h)) => Some(format!("<= {h}")),
        (None, None) => None,
    };
    match ty {
        Type::OneOf(options) => Some(options.iter().map(|o| text(o)).collect::<Vec<_>>().join(", ")),
        Type::Integer { min, max } => range(min.map(|n| n.to_string()), max.map(|n| n.to_string())),
        Type::Number { min, max } => range(min.map(|n| n.to_string()), max.map(|n| n.to_string())),
        Type::Money { min, max } => range(
            min.map(|m| m.roubles().normalize().to_string()),
            max.map(|m| m.roubles().normalize().to_string()),
        ),
        Type::Date { min, max } => range(
            min.map(|d| format!("date(\"{d}\")")),
            max.map(|d| format!("date(\"{d}\")")),
        ),
        _ => None,
    }
}

/// A literal expression.
pub fn literal(feel: &str) -> String {
    format!(
        "    <literalExpression>\n      <text>{}</text>\n    </literalExpression>\n",
        escape(feel)
    )
}

/// A decision table.
///
/// # Errors
/// [`Lost`] for a cell that FEEL cannot say.
pub fn table(program: &Program, writer: &Writer<'_>, fact: FactId, table: &Table) -> Result<String, Lost> {
    let (policy, aggregation) = match table.policy {
        HitPolicy::Unique => ("UNIQUE", None),
        HitPolicy::First => ("FIRST", None),
        HitPolicy::Any => ("ANY", None),
        HitPolicy::Priority => ("PRIORITY", None),
        HitPolicy::RuleOrder => ("RULE ORDER", None),
        HitPolicy::OutputOrder => ("OUTPUT ORDER", None),
        HitPolicy::Collect => ("COLLECT", None),
        HitPolicy::CollectSum => ("COLLECT", Some("SUM")),
        HitPolicy::CollectMin => ("COLLECT", Some("MIN")),
        HitPolicy::CollectMax => ("COLLECT", Some("MAX")),
        HitPolicy::CollectCount => ("COLLECT", Some("COUNT")),
    };
    let aggregation = aggregation.map_or_else(String::new, |a| format!(" aggregation=\"{a}\""));
    let mut out = format!("    <decisionTable hitPolicy=\"{policy}\"{aggregation}>\n");
    for input in &table.inputs {
        out.push_str(&format!(
            "      <input>\n        <inputExpression>\n          <text>{}</text>\n        </inputExpression>\n      </input>\n",
            escape(writer.expr(*input)?.text)
        ));
    }
    let several = table.outputs.len() > 1;
    for (i, name) in table.outputs.iter().enumerate() {
        let mut named = if several {
            format!(" name=\"{}\"", escape(&**name))
        } else {
            String::new()
        };
        if let Some(ty) = several.then(|| column_type(program, fact, name)).flatten() {
            named.push_str(&format!(" typeRef=\"{ty}\""));
        }
        let values = column_values(program, table, i)?;
        if values.is_empty() {
            out.push_str(&format!("      <output{named}/>\n"));
        } else {
            out.push_str(&format!(
                "      <output{named}>\n        <outputValues>\n          <text>{}</text>\n        </outputValues>\n      </output>\n",
                escape(values.join(", "))
            ));
        }
    }
    for row in &table.rows {
        out.push_str("      <rule>\n");
        for tests in &row.inputs {
            let cell = if tests.is_empty() {
                "-".to_owned()
            } else {
                writer.tests(tests)?
            };
            out.push_str(&format!(
                "        <inputEntry>\n          <text>{}</text>\n        </inputEntry>\n",
                escape(cell)
            ));
        }
        for output in &row.outputs {
            out.push_str(&format!(
                "        <outputEntry>\n          <text>{}</text>\n        </outputEntry>\n",
                escape(writer.expr(*output)?.text)
            ));
        }
        out.push_str("      </rule>\n");
    }
    out.push_str("    </decisionTable>\n");
    Ok(out)
}

/// The type of a column of a table with several.
fn column_type(program: &Program, fact: FactId, name: &str) -> Option<&'static str> {
    let whole = &program.facts.get(fact.index())?.ty;
    let record = match whole {
        Type::List(of) => of,
        other => other,
    };
    match record {
        Type::Record(parts) => type_ref(&parts.iter().find(|(n, _)| **n == *name)?.1),
        _ => None,
    }
}

/// The declared order of the values of one column.
fn column_values(program: &Program, table: &Table, column: usize) -> Result<Vec<String>, Lost> {
    let cells: Vec<_> = table
        .rows
        .iter()
        .filter_map(|r| match program.exprs.get(r.outputs.get(column)?.index()) {
            Some(Expr::Const(value)) => Some(value),
            _ => None,
        })
        .collect();
    let first = column == 0;
    table
        .output_values
        .iter()
        // Where there are several columns the list is one for all of them.
        .filter(|v| (first && table.outputs.len() == 1) || cells.contains(v))
        .map(|v| Ok(constant(v)?.text))
        .collect()
}

fn variable(name: &str, ty: Option<&str>) -> String {
    let ty = ty.map_or_else(String::new, |t| format!(" typeRef=\"{}\"", escape(t)));
    format!("    <variable name=\"{}\"{ty}/>\n", escape(name))
}

/// An id of a fact in the document.
fn id(fact: &Fact) -> String {
    format!("_{}", fact.name)
}

/// The whole document.
pub fn document(program: &Program, called: &Called, forms: &[Form], wanted: &FxHashSet<FactId>) -> String {
    let mut types = String::new();
    let mut inputs = String::new();
    let mut decisions = String::new();
    // Parts of one input, in order.
    let mut whole: IndexMap<&str, Vec<FactId>> = IndexMap::new();
    for (i, (fact, form)) in program.facts.iter().zip(forms).enumerate() {
        let at = FactId(u32::try_from(i).unwrap_or(u32::MAX));
        if !wanted.contains(&at) {
            continue;
        }
        let (of, name) = called.parts(at);
        match form {
            Form::Input => match of {
                Some(of) => whole.entry(of).or_default().push(at),
                None => {
                    let own = defined(fact, &mut types);
                    inputs.push_str(&format!(
                        "  <inputData id=\"{}\" name=\"{}\"{}>\n{}  </inputData>\n",
                        escape(id(fact)),
                        escape(name),
                        label(fact, name),
                        variable(name, own.as_deref().or_else(|| type_ref(&fact.ty)))
                    ));
                }
            },
            Form::Decision(logic, needs) => {
                decisions.push_str(&format!(
                    "  <decision id=\"{}\" name=\"{}\"{}>\n{}",
                    escape(id(fact)),
                    escape(name),
                    label(fact, name),
                    variable(name, type_ref(&fact.ty))
                ));
                decisions.push_str(&requirements(program, called, forms, needs));
                decisions.push_str(logic);
                decisions.push_str("  </decision>\n");
            }
        }
    }
    for (n, (of, parts)) in whole.iter().enumerate() {
        let ty = format!("t_{}", n + 1);
        types.push_str(&format!("  <itemDefinition name=\"{ty}\">\n"));
        for part in parts {
            let Some(fact) = program.facts.get(part.index()) else {
                continue;
            };
            let (_, name) = called.parts(*part);
            let base = type_ref(&fact.ty).map_or_else(String::new, |t| format!("<typeRef>{t}</typeRef>"));
            types.push_str(&format!(
                "    <itemComponent name=\"{}\">{base}</itemComponent>\n",
                escape(name)
            ));
        }
        types.push_str("  </itemDefinition>\n");
        inputs.push_str(&format!(
            "  <inputData id=\"_whole_{}\" name=\"{}\">\n{}  </inputData>\n",
            n + 1,
            escape(*of),
            variable(of, Some(&ty))
        ));
    }
    // Requirements name wholes by their number.
    let mut document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<definitions xmlns=\"{MODEL}\" id=\"_model\" name=\"lotsman\" \
         namespace=\"urn:lotsman:export\" expressionLanguage=\"{FEEL}\">\n{types}{inputs}{decisions}</definitions>\n"
    );
    for (n, of) in whole.keys().enumerate() {
        document = document.replace(&placeholder(of), &format!("_whole_{}", n + 1));
    }
    document
}

/// Stands for the id of a whole until all are known; no name holds such a sign.
fn placeholder(of: &str) -> String {
    format!("\u{1}{of}\u{1}")
}

fn requirements(program: &Program, called: &Called, forms: &[Form], needs: &[FactId]) -> String {
    let mut out = String::new();
    let mut seen: Vec<String> = Vec::new();
    for need in needs {
        let Some(fact) = program.facts.get(need.index()) else {
            continue;
        };
        let kind = match forms.get(need.index()) {
            Some(Form::Decision(..)) => "requiredDecision",
            _ => "requiredInput",
        };
        let href = match called.parts(*need) {
            (Some(of), _) => placeholder(of),
            (None, _) => escape(id(fact)).into_owned(),
        };
        if seen.contains(&href) {
            continue;
        }
        out.push_str(&format!(
            "    <informationRequirement>\n      <{kind} href=\"#{href}\"/>\n    </informationRequirement>\n"
        ));
        seen.push(href);
    }
    out
}

/// The title, where it is not the name.
fn label(fact: &Fact, name: &str) -> String {
    if fact.title == name || fact.title.is_empty() {
        String::new()
    } else {
        format!(" label=\"{}\"", escape(fact.title.as_str()))
    }
}

/// A type of its own for a fact whose values are limited, or that is a list.
fn defined(fact: &Fact, types: &mut String) -> Option<String> {
    let name = format!("t_{}", fact.name);
    if let Type::List(of) = &fact.ty {
        let base = type_ref(of)?;
        types.push_str(&format!(
            "  <itemDefinition name=\"{0}\" isCollection=\"true\"><typeRef>{base}</typeRef></itemDefinition>\n",
            escape(name.as_str())
        ));
        return Some(name);
    }
    let (base, allowed) = (type_ref(&fact.ty)?, allowed(&fact.ty)?);
    types.push_str(&format!(
        "  <itemDefinition name=\"{}\">\n    <typeRef>{base}</typeRef>\n    <allowedValues>\n      <text>{}</text>\n    </allowedValues>\n  </itemDefinition>\n",
        escape(name.as_str()),
        escape(allowed)
    ));
    Some(name)
}
