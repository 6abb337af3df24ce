//! One test: its facts, its decisions, what came of them.

use rustc_hash::FxHashMap;

use super::base::Base;
use super::cases::{self, Case, Given};
use super::import::{Bound, Names, even};
use super::run::{Status, Words};
use crate::bundle::program::FactId;
use crate::runtime::derive;
use crate::value::{Date, Value};

/// The day on which decisions are made: none of the kit's depends on it.
const DAY: Date = Date::constant(2020, 1, 1);
/// `None` where all is as expected.
pub(super) fn judge(base: &Base, case: &Case) -> Option<(Status, Words)> {
    let names = &base.imported.names;
    let facts = match facts(base, case, names) {
        Ok(facts) => facts,
        Err(why) => return Some((Status::Unsupported, why)),
    };
    let mut worst: Option<(Status, Words)> = None;
    for (name, expected) in &case.results {
        let found = result(base, case, name, expected, &facts, names);
        match (&worst, found) {
            (Some((Status::Failed, _)), _) | (_, None) => {}
            (_, Some(found)) => worst = Some(found),
        }
    }
    worst
}

fn result(
    base: &Base,
    case: &Case,
    name: &str,
    expected: &Given,
    facts: &FxHashMap<FactId, Value>,
    names: &Names,
) -> Option<(Status, Words)> {
    let unsupported = |ru: String, en: String| Some((Status::Unsupported, (ru, en)));
    if let Some(service) = case.invocable.as_deref() {
        let of = base.dmn.services.iter().find(|s| even(&s.name) == even(service));
        let one = of.is_some_and(|s| s.outputs.len() == 1);
        if !one {
            return unsupported(
                format!("вызов «{service}» не поддерживается"),
                format!("calling `{service}` is not supported"),
            );
        }
    }
    let by_service = || {
        let called = case.invocable.as_deref().unwrap_or(name);
        let service = base.dmn.services.iter().find(|s| even(&s.name) == even(called))?;
        let [only] = service.outputs.as_slice() else {
            return None;
        };
        base.dmn.decisions.iter().position(|d| d.id == *only)
    };
    let decision = base
        .dmn
        .decisions
        .iter()
        .position(|d| even(&d.name) == even(name))
        .or_else(by_service);
    let Some((_, id)) = decision.and_then(|i| base.imported.decisions.get(i)) else {
        return unsupported(
            format!("в модели нет решения «{name}»"),
            format!("the model has no decision `{name}`"),
        );
    };
    let id = match id {
        Ok(id) => id,
        Err(why) => {
            return unsupported(format!("«{name}»: {}", why.ru), format!("`{name}`: {}", why.en));
        }
    };
    if let Given::Unsupported(what) = expected {
        return unsupported(
            format!("«{name}»: ожидается значение, которого в языке нет: {what}"),
            format!("`{name}`: a value is expected that the language does not have: {what}"),
        );
    }
    let Some(goal) = base.fact(id) else {
        return unsupported(
            format!("решение «{name}» не собрано"),
            format!("decision `{name}` was not compiled"),
        );
    };
    let (actual, notes) = derive(&base.program, facts, goal, DAY);
    if cases::same(&actual, expected, &|n: &str| names.known(n)) {
        return None;
    }
    let (wanted, got) = (cases::shown_given(expected), cases::shown(&actual));
    let note = notes.first().map_or_else(String::new, |n| format!("\n{n:?}"));
    Some((
        Status::Failed,
        (
            format!("«{name}»: ожидалось {wanted}, получилось {got}{note}"),
            format!("`{name}`: expected {wanted}, got {got}{note}"),
        ),
    ))
}

/// The facts of a test. What it does not give is null.
fn facts(base: &Base, case: &Case, names: &Names) -> Result<FxHashMap<FactId, Value>, Words> {
    let mut facts = FxHashMap::default();
    for (name, bound) in &base.imported.inputs {
        let given = case.inputs.iter().find(|(n, _)| even(n) == even(name)).map(|(_, g)| g);
        put(base, bound, given, names, &mut facts, name)?;
    }
    for (i, (name, id)) in base.imported.decisions.iter().enumerate() {
        let given = case.inputs.iter().find(|(n, _)| even(n) == even(name));
        let input = base.dmn.inputs.iter().any(|d| even(&d.name) == even(name));
        if let (Some((_, given)), Ok(id), false, true) = (given, id, input, i < base.dmn.decisions.len())
            && let Some(fact) = base.fact(id)
        {
            facts.insert(fact, value(given, names, name)?);
        }
    }
    Ok(facts)
}

fn put(
    base: &Base,
    bound: &Bound,
    given: Option<&Given>,
    names: &Names,
    facts: &mut FxHashMap<FactId, Value>,
    name: &str,
) -> Result<(), Words> {
    match bound {
        Bound::Fact(id, ty) => {
            let value = given.map_or(Ok(Value::Unknown), |g| value(g, names, name))?;
            if let Some(fact) = base.fact(id) {
                // A value of another type than the declared one is null.
                let declared = base.program.facts.get(fact.index()).map(|f| &f.ty);
                let value = match declared {
                    Some(declared) if ty.simple() => crate::runtime::conform(value, declared),
                    _ => value,
                };
                facts.insert(fact, value);
            }
            Ok(())
        }
        Bound::Parts(parts) => {
            for (part, bound) in parts.iter() {
                let given = match given {
                    Some(Given::Record(parts)) => parts.iter().find(|(n, _)| even(n) == even(part)).map(|(_, g)| g),
                    _ => None,
                };
                put(base, bound, given, names, facts, name)?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn value(given: &Given, names: &Names, input: &str) -> Result<Value, Words> {
    Ok(match given {
        Given::Value(value) => value.clone(),
        Given::List(items) => {
            let items: Result<Vec<Value>, Words> = items.iter().map(|g| value(g, names, input)).collect();
            Value::List(items?)
        }
        Given::Record(parts) => {
            let mut out = Vec::with_capacity(parts.len());
            for (name, given) in parts {
                out.push((names.known(name).into(), value(given, names, input)?));
            }
            Value::Record(out)
        }
        Given::Unsupported(what) => {
            return Err((
                format!("«{input}»: значения такого вида в языке нет: {what}"),
                format!("`{input}`: the language has no values of this kind: {what}"),
            ));
        }
    })
}
