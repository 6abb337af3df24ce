//! Class L06, rules: which of them conclude differently, which never decide, what they leave open.

mod conditions;
mod cycles;
mod open;
mod say;

pub use say::{age, case};

use std::sync::OnceLock;

use batsat::Lit;
use rayon::prelude::*;

use super::logic::derived::Standing;
use super::logic::line;
use super::logic::truth::{Logic, Truth};
use super::logic::words;
use crate::bundle::program::{Derived, Fact, FactId, Rule, RuleId};
use crate::diag::{Diagnostic, Diagnostics, Severity, codes};
use crate::model::Model;
use crate::span::Place;
use crate::value::Value;

/// The rules of one fact.
struct Case<'m> {
    model: &'m Model,
    id: FactId,
    fact: &'m Fact,
    rules: Vec<(RuleId, &'m Rule)>,
    logic: Logic<'m>,
    standing: Vec<Standing>,
}

/// Reports what is wrong with rules.
pub fn check(model: &Model, found: &mut Diagnostics) {
    cycles::check(model, found);
    let sites = OnceLock::new();
    let facts = 0..u32::try_from(model.program.facts.len()).unwrap_or(u32::MAX);
    let of_facts: Vec<Diagnostics> = facts
        .into_par_iter()
        .map(|n| {
            let mut found = Diagnostics::new();
            if let Some(mut case) = Case::new(model, FactId(n)) {
                let never = case.never(&mut found);
                case.conflicts(&mut found);
                case.repeats(&never, &mut found);
                open::check(&mut case, &sites, &mut found);
            }
            found
        })
        .collect();
    found.extend(of_facts.into_iter().flatten());
    for (rule, place) in model.program.rules.iter().zip(&model.places.rules) {
        conditions::check(model, rule, *place, found);
    }
}

impl<'m> Case<'m> {
    fn new(model: &'m Model, id: FactId) -> Option<Self> {
        let program = &model.program;
        let fact = program.facts.get(id.index())?;
        let Derived::Rules(ids) = &fact.derived else {
            return None;
        };
        let mut rules = Vec::with_capacity(ids.len());
        for id in ids {
            let rule = program.rules.get(id.index())?;
            let mut parts = rule
                .conditions
                .iter()
                .chain(rule.exceptions.iter().flatten())
                .chain([&rule.value]);
            // What could not be resolved has been reported.
            if parts.any(|e| e.is_none()) {
                return None;
            }
            rules.push((*id, rule));
        }
        let mut logic = Logic::new(model);
        let standing = logic.standing(ids)?;
        Some(Self {
            model,
            id,
            fact,
            rules,
            logic,
            standing,
        })
    }

    fn value(&self, rule: &Rule) -> Option<Value> {
        Some(line::constant(&self.model.program, rule.value)?.into_owned())
    }

    fn place(&self, n: usize) -> Place {
        let id = self.rules.get(n).map(|(id, _)| id.index());
        id.and_then(|id| self.model.places.rules.get(id))
            .copied()
            .unwrap_or_default()
    }

    fn applies(&self, n: usize) -> Lit {
        self.standing.get(n).map_or(self.logic.solver.yes, |s| s.applies.yes)
    }

    /// L0630: rules that apply together and conclude differently.
    fn conflicts(&mut self, found: &mut Diagnostics) {
        let values: Vec<Option<Value>> = self.rules.iter().map(|(_, r)| self.value(r)).collect();
        for (n, value) in values.iter().enumerate() {
            let Some(value) = value else { continue };
            let others: Vec<usize> = values
                .iter()
                .enumerate()
                .take(n)
                .filter(|(_, other)| other.as_ref().is_some_and(|o| o != value))
                .map(|(m, _)| m)
                .collect();
            if others.is_empty() {
                continue;
            }
            let lits: Vec<Lit> = others.iter().map(|m| self.applies(*m)).collect();
            let any = self.logic.solver.or(&lits);
            let own = self.applies(n);
            let Some(how) = self.logic.solver.solve(&[own, any]) else {
                continue;
            };
            let hit = |m: &usize| *m < n && (self.applies(*m) == self.logic.solver.yes || how.holds(self.applies(*m)));
            let Some(other) = others.into_iter().find(hit) else {
                continue;
            };
            let exprs: Vec<_> = [other, n]
                .iter()
                .filter_map(|m| self.rules.get(*m))
                .flat_map(|(_, r)| say::read(r))
                .collect();
            let case = say::case(&self.logic, &how, &exprs);
            let (place, other_place) = (self.place(n), self.place(other));
            let shown = |v: &Option<Value>| {
                let v = v.clone();
                words::both(move |lang| v.as_ref().map_or_else(String::new, |v| words::literal(v, lang)))
            };
            let mut finding = Diagnostic::new(&codes::RULES_CONFLICT, place.file, place.span)
                .arg("fact", &*self.fact.name)
                .arg("value", shown(&Some(value.clone())))
                .arg("other", values.get(other).map(shown).unwrap_or_else(|| "".into()))
                .arg("case", case.words.clone())
                .arg("maybe", say::maybe(case.witness.assumed))
                .also(
                    other_place.file,
                    other_place.span,
                    "здесь вывод «{other}»",
                    "here the conclusion is `{other}`",
                );
            if case.witness.assumed {
                finding.severity = Severity::Warning;
            }
            found.push(finding.witness(case.witness));
        }
    }

    /// L0631 conditions that never hold together, L0635 exceptions that always hold, L0632 rules that
    /// others always defeat, L0634 exceptions that never hold. Gives which rules never apply.
    fn never(&mut self, found: &mut Diagnostics) -> Vec<bool> {
        let mut never = vec![false; self.rules.len()];
        for n in 0..self.rules.len() {
            let (Some((_, rule)), Some(standing)) = (self.rules.get(n).copied(), self.standing.get(n).copied()) else {
                continue;
            };
            let conditions: Vec<Truth> = rule.conditions.iter().map(|c| self.logic.condition(*c)).collect();
            let mut holds: Vec<Lit> = conditions.iter().map(|t| t.yes).collect();
            holds.push(standing.in_force);
            let place = self.place(n);
            let finding = |entry| Diagnostic::new(entry, place.file, place.span).arg("fact", &*self.fact.name);
            if self.logic.solver.solve(&holds).is_none() {
                let mut finding = finding(&codes::RULE_NEVER);
                for place in self.culprits(rule, &conditions, standing.in_force) {
                    finding = finding.also(place.file, place.span, "здесь", "here");
                }
                found.push(finding);
            } else if self.logic.solver.solve(&[standing.alone.yes]).is_none() {
                let exceptions = rule.exceptions.iter().flatten();
                let places: Vec<Place> = exceptions.filter_map(|e| self.model.places.expr(*e)).collect();
                let mut finding = finding(&codes::EXCEPTION_ALWAYS);
                for place in places.into_iter().take(3) {
                    finding = finding.also(place.file, place.span, "это исключение", "this exception");
                }
                found.push(finding);
            } else if self.logic.solver.solve(&[standing.applies.yes]).is_none() {
                let id = self.rules.get(n).map(|(id, _)| *id);
                let by: Vec<usize> = (0..self.rules.len())
                    .filter(|m| {
                        self.rules
                            .get(*m)
                            .is_some_and(|(_, r)| id.is_some_and(|id| r.defeats.contains(&id)))
                    })
                    .collect();
                let mut finding = finding(&codes::RULE_DEFEATED);
                for place in by.into_iter().take(3).map(|m| self.place(m)) {
                    finding = finding.also(
                        place.file,
                        place.span,
                        "это исключение сильнее",
                        "this exception is stronger",
                    );
                }
                found.push(finding);
            } else {
                self.exceptions(rule, &holds, found);
                continue;
            }
            if let Some(slot) = never.get_mut(n) {
                *slot = true;
            }
        }
        never
    }

    fn exceptions(&mut self, rule: &Rule, holds: &[Lit], found: &mut Diagnostics) {
        for group in &rule.exceptions {
            let mut lits = holds.to_vec();
            for e in group {
                lits.push(self.logic.condition(*e).yes);
            }
            let first = group.first().and_then(|e| self.model.places.expr(*e));
            let last = group.last().and_then(|e| self.model.places.expr(*e));
            if let (None, Some(first), Some(last)) = (self.logic.solver.solve(&lits), first, last) {
                found.push(
                    Diagnostic::new(&codes::EXCEPTION_NEVER, first.file, first.span.to(last.span))
                        .arg("fact", &*self.fact.name),
                );
            }
        }
    }

    /// The condition, or the two, that cannot hold.
    fn culprits(&mut self, rule: &Rule, conditions: &[Truth], in_force: Lit) -> Vec<Place> {
        let place = |n: usize| rule.conditions.get(n).and_then(|e| self.model.places.expr(*e));
        for (n, one) in conditions.iter().enumerate() {
            if self.logic.solver.solve(&[one.yes, in_force]).is_none() {
                return place(n).into_iter().collect();
            }
        }
        for (n, one) in conditions.iter().enumerate() {
            for (m, other) in conditions.iter().enumerate().skip(n + 1) {
                if self.logic.solver.solve(&[one.yes, other.yes, in_force]).is_none() {
                    return place(n).into_iter().chain(place(m)).collect();
                }
            }
        }
        Vec::new()
    }

    /// L0633: rules that say nothing that others with the same grounds do not say.
    fn repeats(&mut self, never: &[bool], found: &mut Diagnostics) {
        let mut left_out = never.to_vec();
        for n in (0..self.rules.len()).rev() {
            let Some((id, rule)) = self.rules.get(n).copied() else {
                continue;
            };
            if never.get(n) == Some(&true) || !rule.defeats.is_empty() {
                continue;
            }
            let value = self.value(rule);
            let same = |m: &usize| {
                let other = self.rules.get(*m).map(|(_, r)| *r);
                *m != n
                    && left_out.get(*m) == Some(&false)
                    && value.is_some()
                    && other.is_some_and(|o| self.value(o) == value && self.covers(o, rule))
            };
            let others: Vec<usize> = (0..self.rules.len()).filter(same).collect();
            if others.is_empty() {
                continue;
            }
            // Rules that defeat this one have been left out of what applies.
            let mut lits = vec![self.applies(n)];
            lits.extend(others.iter().map(|m| !self.applies(*m)));
            if self.logic.solver.solve(&lits).is_some() {
                continue;
            }
            let _ = id;
            if let Some(slot) = left_out.get_mut(n) {
                *slot = true;
            }
            let place = self.place(n);
            let mut finding =
                Diagnostic::new(&codes::RULE_REPEATS, place.file, place.span).arg("fact", &*self.fact.name);
            for place in others.into_iter().take(3).map(|m| self.place(m)) {
                finding = finding.also(
                    place.file,
                    place.span,
                    "это правило говорит то же",
                    "this rule says the same",
                );
            }
            found.push(finding);
        }
    }

    /// Whether the grounds of one rule are among those of another.
    fn covers(&self, by: &Rule, of: &Rule) -> bool {
        let ground = |id: &crate::bundle::program::GroundId| self.model.program.grounds.get(id.index());
        of.grounds
            .iter()
            .all(|g| by.grounds.iter().any(|o| ground(o) == ground(g)))
    }
}
