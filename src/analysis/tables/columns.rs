//! L0608 values that no row gives, L0609 output columns that nobody reads.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::logic::line;
use crate::analysis::logic::words;
use crate::bundle::program::{DecisionBody, DecisionId, Derived, Expr, HitPolicy, Table};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Model;
use crate::value::{Name, Type, Value};

/// Reports output columns of which the program reads none of the values.
pub fn unread(model: &Model, found: &mut Diagnostics) {
    let program = &model.program;
    let several = |body: &DecisionBody| matches!(body, DecisionBody::Table(t) if t.outputs.len() > 1);
    if !program.decisions.iter().any(|d| several(&d.body) && !d.dmn) {
        return;
    }
    // A part is read by its name; all parts where the whole goes anywhere else.
    let mut parts: FxHashSet<(u32, &str)> = FxHashSet::default();
    let mut members: FxHashSet<u32> = FxHashSet::default();
    let owner = |e: &Expr| match e {
        Expr::Fact(fact) => program.facts.get(fact.index()).map(|f| &f.name),
        Expr::Decision(id) => program.decisions.get(id.index()).map(|d| &d.name),
        _ => None,
    };
    let by_name: FxHashMap<&Name, u32> = (0..).zip(&program.facts).map(|(n, f)| (&f.name, n)).collect();
    for expr in &program.exprs {
        if let Expr::Member(of, name) = expr {
            members.insert(of.0);
            let fact = program
                .exprs
                .get(of.index())
                .and_then(owner)
                .and_then(|n| by_name.get(n));
            fact.into_iter().for_each(|f| {
                parts.insert((*f, name));
            });
        }
    }
    let mut used: FxHashSet<u32> = parts.iter().map(|(f, _)| *f).collect();
    let mut whole: FxHashSet<u32> = FxHashSet::default();
    for (n, expr) in (0..).zip(&program.exprs) {
        if let Some(fact) = owner(expr).and_then(|name| by_name.get(name))
            && !members.contains(&n)
        {
            whole.insert(*fact);
        }
    }
    used.retain(|f| !whole.contains(f));
    for (n, decision) in program.decisions.iter().enumerate() {
        let (DecisionBody::Table(table), Some(Some(places))) = (&decision.body, model.places.tables.get(n)) else {
            continue;
        };
        let Some(fact) = by_name.get(&decision.name).filter(|f| used.contains(*f)) else {
            continue;
        };
        for (output, place) in table.outputs.iter().zip(&places.outputs) {
            if table.outputs.len() > 1 && !decision.dmn && !parts.contains(&(*fact, output)) {
                found.push(
                    Diagnostic::new(&codes::OUTPUT_UNREAD, place.file, place.span)
                        .arg("output", &**output)
                        .arg("table", &*decision.name),
                );
            }
        }
    }
}

/// Reports options of a type that no row of any edition gives, and declared outputs likewise.
pub fn never_given(model: &Model, found: &mut Diagnostics) {
    let program = &model.program;
    for fact in &program.facts {
        let Derived::Decisions(ids) = &fact.derived else {
            continue;
        };
        let mut tables: Vec<(DecisionId, &Table)> = Vec::new();
        for id in ids {
            match program.decisions.get(id.index()).map(|d| (&d.body, d.dmn)) {
                Some((DecisionBody::Table(table), false)) if !broken(model, *id) => tables.push((*id, table)),
                _ => tables.clear(),
            }
        }
        let Some((first, table)) = tables.first() else { continue };
        if tables.len() != ids.len() || table.outputs.len() > 1 || table.policy == HitPolicy::CollectCount {
            continue;
        }
        let mut given: Vec<Value> = Vec::new();
        let outputs = tables.iter().flat_map(|(_, t)| &t.rows).flat_map(|r| &r.outputs);
        let constant = outputs.map(|o| line::constant(program, *o));
        if !constant.fold(true, |all, value| match value {
            Some(value) => {
                given.push(value.into_owned());
                all
            }
            None => false,
        }) {
            continue;
        }
        let declared: Vec<Value> = match (&fact.ty, table.output_values.as_slice()) {
            (_, values @ [_, ..]) => values.to_vec(),
            (Type::OneOf(names), []) => names.iter().cloned().map(Value::Key).collect(),
            (Type::List(item), []) => match &**item {
                Type::OneOf(names) => names.iter().cloned().map(Value::Key).collect(),
                _ => continue,
            },
            _ => continue,
        };
        let never: Vec<&Value> = declared.iter().filter(|v| !given.contains(v)).collect();
        let Some(place) = model.places.decisions.get(first.index()).filter(|_| !never.is_empty()) else {
            continue;
        };
        let list = |lang| {
            never
                .iter()
                .map(|v| words::value(v, lang))
                .collect::<Vec<_>>()
                .join(", ")
        };
        found.push(
            Diagnostic::new(&codes::OUTPUT_NEVER, place.file, place.span)
                .arg("values", words::both(list))
                .arg("table", &*fact.name),
        );
    }
}

/// Whether rows may be missing because they could not be read.
fn broken(model: &Model, id: DecisionId) -> bool {
    let places = model.places.tables.get(id.index()).and_then(Option::as_ref);
    places.is_some_and(|p| p.broken)
}
