//! Cases of rules as people write them, and as witnesses.

use rust_decimal::prelude::ToPrimitive as _;

use crate::analysis::logic::solver::Found;
use crate::analysis::logic::truth::Logic;
use crate::analysis::logic::words;
use crate::analysis::tables::said;
use crate::bundle::program::{Derived, ExprId, FactId, Program, Rule};
use crate::diag::{Arg, Witness};
use crate::value::{Lang, Name, Value};

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
        let Some(interval) = logic.interval(found, n) else {
            continue;
        };
        if let Some((born, years)) = term.age.filter(|(born, _)| wanted.contains(born))
            && interval != (term.line.low, term.line.high)
        {
            let say = |lang| {
                let term_words = words::expression(program, years, lang);
                words::set(&term.line, &[interval], &term_words, "", lang)
            };
            parts.push((say(Lang::Ru), say(Lang::En)));
            witness.ages.extend(age(program, born, term.line.example(interval)));
        }
        let Some(id) = term.fact else { continue };
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
        ru: join(parts.iter().map(|p| p.0.as_str()).collect(), " и ", "ответы любые"),
        en: join(
            parts.iter().map(|p| p.1.as_str()).collect(),
            " and ",
            "anything is answered",
        ),
    };
    Shown { words, witness }
}

/// A date of birth that has to give an age.
pub fn age(program: &Program, born: FactId, years: Option<Value>) -> Option<(Name, i64)> {
    let Some(Value::Number(years)) = years else { return None };
    let fact = program.facts.get(born.index())?;
    Some((fact.name.clone(), years.to_i64()?))
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
