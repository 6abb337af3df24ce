//! Cases of rules as people write them, and as witnesses.

use crate::analysis::logic::solver::Found;
use crate::analysis::logic::truth::Logic;
use crate::analysis::logic::words;
use crate::analysis::tables::said;
use crate::bundle::program::{Derived, ExprId, FactId, Rule};
use crate::diag::{Arg, Witness};
use crate::value::Lang;

/// A case that was found.
pub struct Shown {
    /// «гражданин = да и доход > 20 000 ₽».
    pub words: Arg,
    /// The same as data.
    pub witness: Witness,
}

/// Expressions that decide whether a rule applies.
pub fn read(rule: &Rule) -> Vec<ExprId> {
    rule.conditions
        .iter()
        .chain(rule.exceptions.iter().flatten())
        .copied()
        .collect()
}

/// The values of asked facts that some expressions are made of.
pub fn case(logic: &Logic<'_>, found: &Found, exprs: &[ExprId]) -> Shown {
    let mut wanted: Vec<FactId> = Vec::new();
    for e in exprs {
        wanted.extend(logic.asked_below(*e));
    }
    let program = logic.program();
    let mut witness = Witness {
        assumed: logic.assumed(),
        ..Witness::default()
    };
    let mut parts: Vec<(String, String)> = Vec::new();
    for (n, term) in logic.terms.iter().enumerate() {
        let (Some(id), Some(interval)) = (term.fact, logic.interval(found, n)) else {
            continue;
        };
        let Some(fact) = program.facts.get(id.index()).filter(|f| f.derived == Derived::No) else {
            continue;
        };
        if !wanted.contains(&id) || interval == (term.line.low, term.line.high) {
            continue;
        }
        let set = [interval];
        let say = |lang| words::set(&term.line, &set, &fact.name, "", lang);
        parts.push((say(Lang::Ru), say(Lang::En)));
        if let Some(value) = term.line.example(interval) {
            let said = said(fact, &term.line.kind, &set, value, || say(program.lang));
            witness.facts.push((fact.name.clone(), said));
        }
    }
    let join = |parts: Vec<&str>, and: &str, none: &str| {
        if parts.is_empty() {
            none.to_owned()
        } else {
            parts.join(and)
        }
    };
    let words = Arg::Words {
        ru: join(
            parts.iter().map(|p| p.0.as_str()).collect(),
            " и ",
            "что бы ни ответили",
        ),
        en: join(
            parts.iter().map(|p| p.1.as_str()).collect(),
            " and ",
            "whatever is answered",
        ),
    };
    Shown { words, witness }
}

/// What stands before a finding that rests on an assumption.
pub fn maybe(assumed: bool) -> Arg {
    let (ru, en) = if assumed {
        ("возможно, ", "possibly, ")
    } else {
        ("", "")
    };
    Arg::Words {
        ru: ru.to_owned(),
        en: en.to_owned(),
    }
}
