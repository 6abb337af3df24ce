//! `lotsman dmn export`: decisions and the facts that they need as DMN 1.3.

mod feel;
mod names;
mod xml;

use rustc_hash::FxHashSet;

use self::feel::{Lost, Writer};
use self::names::Called;
use super::ExportArgs;
use crate::bundle::program::{DecisionBody, DecisionId, Derived, Expr, ExprId, FactId, Program, Table, Test};
use crate::cli::args::Common;
use crate::cli::{CLEAN, FINDINGS, Outcome, files, output};
use crate::compile::{self, Checked, Input};
use crate::diag::{self, Arg, Diagnostic, Severity, codes};

/// Exports a base.
pub fn run(common: &Common, args: &ExportArgs) -> Outcome {
    let path = args.base.as_ref().unwrap_or(&common.base);
    let inputs = if path.is_file() {
        let name = path
            .file_name()
            .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        vec![Input {
            path: name,
            bytes: files::read(path)?,
        }]
    } else {
        files::read_base(path)?
    };
    let checked = compile::check(inputs);
    let lang = output::lang(common, checked.lang);
    if checked.has_errors() {
        let errors: Vec<Diagnostic> = checked
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .cloned()
            .collect();
        output::note(diag::human(&errors, &checked.sources, lang, false).trim_end());
        return Ok(FINDINGS);
    }
    let (text, notes) = export(&checked);
    if !notes.is_empty() {
        output::note(diag::human(&notes, &checked.sources, lang, false).trim_end());
    }
    files::write_atomic(&args.output, text.as_bytes())?;
    Ok(CLEAN)
}

/// What becomes of a fact.
#[derive(Clone, Debug)]
pub enum Form {
    /// Input data.
    Input,
    /// A decision, its logic as XML, and the facts that it needs.
    Decision(String, Vec<FactId>),
}

/// The model, and notes about what it cannot say.
pub fn export(checked: &Checked) -> (String, Vec<Diagnostic>) {
    let program = &checked.model.program;
    let mut notes = Vec::new();
    let called = Called::new(program);
    let name = |fact: FactId| called.expression(fact);
    let writer = Writer { program, name: &name };
    let mut forms: Vec<Form> = Vec::with_capacity(program.facts.len());
    let mut wanted: FxHashSet<FactId> = FxHashSet::default();
    for (i, fact) in program.facts.iter().enumerate() {
        let id = FactId(u32::try_from(i).unwrap_or(u32::MAX));
        let form = match &fact.derived {
            Derived::No => Ok(Form::Input),
            Derived::Rules(_) => Err((
                "это правила с исключениями; факт выгружен как входные данные".to_owned(),
                "these are rules with exceptions; the fact is exported as input data".to_owned(),
            )),
            Derived::Decisions(ids) => decision(program, &writer, id, ids),
        };
        let form = form.unwrap_or_else(|(ru, en)| {
            if let Some(place) = checked.model.places.facts.get(i) {
                notes.push(
                    Diagnostic::new(&codes::DMN_NOT_EXPORTED, place.file, place.span)
                        .arg("name", fact.title.as_str())
                        .arg("what", Arg::Words { ru, en }),
                );
            }
            Form::Input
        });
        if let Form::Decision(_, needs) = &form {
            wanted.insert(id);
            wanted.extend(needs.iter().copied());
        }
        forms.push(form);
    }
    diag::sort(&mut notes);
    (xml::document(program, &called, &forms, &wanted), notes)
}

fn decision(program: &Program, writer: &Writer<'_>, fact: FactId, ids: &[DecisionId]) -> Result<Form, Lost> {
    let [id] = ids else {
        return Err((
            "у решения несколько редакций; факт выгружен как входные данные".to_owned(),
            "the decision has several editions; the fact is exported as input data".to_owned(),
        ));
    };
    let decision = program
        .decisions
        .get(id.index())
        .ok_or_else(|| ("решения нет".to_owned(), "there is no decision".to_owned()))?;
    if decision.valid.from.is_some() || decision.valid.until.is_some() {
        return Err((
            "решение действует не всегда; факт выгружен как входные данные".to_owned(),
            "the decision is in force for a time; the fact is exported as input data".to_owned(),
        ));
    }
    let mut needs = Vec::new();
    let logic = match &decision.body {
        DecisionBody::Expr(e) => {
            facts_of(program, *e, &mut needs, 0);
            xml::literal(&writer.expr(*e)?.text)
        }
        DecisionBody::Table(table) => {
            table_needs(program, table, &mut needs);
            xml::table(program, writer, fact, table)?
        }
    };
    Ok(Form::Decision(logic, needs))
}

fn table_needs(program: &Program, table: &Table, needs: &mut Vec<FactId>) {
    for e in &table.inputs {
        facts_of(program, *e, needs, 0);
    }
    for row in &table.rows {
        row.inputs
            .iter()
            .flatten()
            .for_each(|t| test_facts(program, t, needs, 0));
        row.outputs.iter().for_each(|e| facts_of(program, *e, needs, 0));
    }
}

fn test_facts(program: &Program, test: &Test, needs: &mut Vec<FactId>, depth: u32) {
    if depth > crate::bundle::program::MAX_EXPR_DEPTH {
        return;
    }
    match test {
        Test::Any => {}
        Test::Equal(e) | Test::Compare(_, e) => facts_of(program, *e, needs, depth + 1),
        Test::Range { low, high } => {
            facts_of(program, low.0, needs, depth + 1);
            facts_of(program, high.0, needs, depth + 1);
        }
        Test::Not(tests) => tests.iter().for_each(|t| test_facts(program, t, needs, depth + 1)),
    }
}

/// Facts that an expression names. The program is checked: expressions are not nested deeper.
fn facts_of(program: &Program, id: ExprId, needs: &mut Vec<FactId>, depth: u32) {
    let Some(expr) = program.exprs.get(id.index()) else {
        return;
    };
    if depth > crate::bundle::program::MAX_EXPR_DEPTH {
        return;
    }
    let next = depth + 1;
    match expr {
        Expr::Fact(fact) => {
            if !needs.contains(fact) {
                needs.push(*fact);
            }
        }
        Expr::Const(_) | Expr::Today | Expr::Decision(_) => {}
        Expr::Member(a, _) | Expr::Not(a) | Expr::Negate(a) => facts_of(program, *a, needs, next),
        Expr::Binary(_, a, b) => {
            facts_of(program, *a, needs, next);
            facts_of(program, *b, needs, next);
        }
        Expr::In(a, tests) => {
            facts_of(program, *a, needs, next);
            tests.iter().for_each(|t| test_facts(program, t, needs, next));
        }
        Expr::If(a, b, c) => [*a, *b, *c].into_iter().for_each(|e| facts_of(program, e, needs, next)),
        Expr::List(ids) | Expr::Call(_, ids) | Expr::Parameter(_, ids) => {
            ids.iter().for_each(|e| facts_of(program, *e, needs, next));
        }
    }
}
