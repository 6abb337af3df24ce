//! Boxes as people write them, and as witnesses.

use super::Case;
use super::grid::{Column, Looks, Region};
use crate::analysis::logic::line::Kind;
use crate::analysis::logic::solver::Found;
use crate::analysis::logic::truth::Logic;
use crate::analysis::logic::words;
use crate::analysis::rules::age;
use crate::bundle::program::{Derived, Expr, Fact, FactId};
use crate::diag::{Arg, Said, Witness};
use crate::value::{Lang, Name, Value};

impl Case<'_> {
    /// «доход > 20 000 ₽ и дети = 0».
    pub(super) fn words(&self, region: &Region, lang: Lang) -> String {
        let mut parts = Vec::new();
        for (column, ranges) in self.grid.columns.iter().zip(region) {
            if *ranges != column.all() {
                parts.push(self.column(column, ranges, lang));
            }
        }
        if parts.is_empty() {
            return match lang {
                Lang::Ru => "ответы любые".to_owned(),
                Lang::En => "anything is answered".to_owned(),
            };
        }
        parts.join(match lang {
            Lang::Ru => " и ",
            Lang::En => " and ",
        })
    }

    /// As an argument.
    pub(super) fn shown(&self, region: &Region) -> Arg {
        words::both(|lang| self.words(region, lang))
    }

    fn term(&self, column: &Column, lang: Lang) -> String {
        let program = &self.model.program;
        let input = self.table.inputs.get(column.input);
        input.map_or_else(String::new, |e| words::expression(program, *e, lang))
    }

    fn column(&self, column: &Column, ranges: &[(u32, u32)], lang: Lang) -> String {
        let term = self.term(column, lang);
        let program = &self.model.program;
        match &column.looks {
            Looks::Values => words::set(&column.line, &column.values(ranges), &term, "", lang),
            Looks::Beside(e) => {
                let beside = words::expression(program, *e, lang);
                words::set(&column.line, &column.values(ranges), &term, &beside, lang)
            }
            Looks::Passes(row) => {
                let tests = self.table.rows.get(*row).and_then(|r| r.inputs.get(column.input));
                let tests = tests.map_or_else(String::new, |t| words::tests(program, t, lang));
                let passes = ranges.iter().any(|(_, high)| *high == column.regions() - 1);
                match (passes, lang) {
                    (true, _) => format!("{term}: {tests}"),
                    (false, Lang::Ru) => format!("{term}: не({tests})"),
                    (false, Lang::En) => format!("{term}: not({tests})"),
                }
            }
        }
    }

    /// Facts of a box: those that the columns look at themselves.
    pub(super) fn witness(&self, region: &Region) -> Witness {
        let mut witness = Witness {
            assumed: self.grid.assumed,
            ..Witness::default()
        };
        for (column, ranges) in self.grid.columns.iter().zip(region) {
            if *ranges == column.all() {
                continue;
            }
            let values = column.values(ranges);
            let Some(value) = values.first().and_then(|part| column.line.example(*part)) else {
                continue;
            };
            if let Some(born) = self.born(column) {
                witness.ages.extend(age(&self.model.program, born, Some(value)));
                continue;
            }
            let Some(fact) = self.fact(column) else {
                continue;
            };
            let lang = self.model.program.lang;
            let said = said(fact, &column.line.kind, &values, value, || {
                self.column(column, ranges, lang)
            });
            witness.facts.push((fact.name.clone(), said));
        }
        witness
    }

    /// The date of birth whose age a column looks at.
    fn born(&self, column: &Column) -> Option<FactId> {
        let input = self
            .table
            .inputs
            .get(column.input)
            .filter(|_| column.looks == Looks::Values)?;
        self.model.program.age_of(*input)
    }

    fn fact(&self, column: &Column) -> Option<&Fact> {
        if column.looks != Looks::Values {
            return None;
        }
        let input = self.table.inputs.get(column.input)?;
        match self.model.program.exprs.get(input.index())? {
            Expr::Fact(FactId(n)) => self.model.program.facts.get(*n as usize),
            _ => None,
        }
    }
}

/// Adds what else was found of the facts that people are asked.
pub fn add_found(witness: &mut Witness, logic: &Logic<'_>, found: &Found) {
    let program = logic.program();
    for (n, term) in logic.terms.iter().enumerate() {
        let Some(interval) = logic.interval(found, n) else {
            continue;
        };
        if interval == (term.line.low, term.line.high) {
            continue;
        }
        let named = |witness: &Witness, name: &Name| {
            let facts = witness.facts.iter().map(|(name, _)| name);
            facts
                .chain(witness.ages.iter().map(|(name, _)| name))
                .any(|n| n == name)
        };
        if let Some((born, _)) = term.age {
            let age = age(program, born, term.line.example(interval));
            witness.ages.extend(age.filter(|(name, _)| !named(witness, name)));
        }
        let Some(fact) = term.fact.and_then(|f| program.facts.get(f.index())) else {
            continue;
        };
        if fact.derived != Derived::No || named(witness, &fact.name) {
            continue;
        }
        if let Some(value) = term.line.example(interval) {
            let words = || words::set(&term.line, &[interval], &fact.name, "", program.lang);
            let said = said(fact, &term.line.kind, &[interval], value, words);
            witness.facts.push((fact.name.clone(), said));
        }
    }
}

/// How a value of a fact comes to be known.
pub fn said(fact: &Fact, kind: &Kind, values: &[(i128, i128)], value: Value, words: impl FnOnce() -> String) -> Said {
    let one = matches!(values, [(low, high)] if low == high);
    match kind {
        _ if fact.derived != Derived::No => Said::Derived(value),
        Kind::Truth | Kind::Names(..) => Said::Answered(value),
        _ if one => Said::Answered(value),
        _ => Said::Range(words(), value),
    }
}
