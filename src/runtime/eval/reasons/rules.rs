//! Reasons of what rules conclude.

use super::agreement::{Claim, agreement};
use super::{Joint, Lit, Reasons, Why, merge, nothing};
use crate::bundle::program::{Fact, Rule, RuleId};
use crate::runtime::eval::Side;
use crate::runtime::eval::compare::same;
use crate::runtime::eval::rules::{Standing, defeaters, opposite};
use crate::value::{Type, Value};

impl<'a> Reasons<'_, 'a> {
    pub(super) fn rules(&mut self, fact: &Fact, ids: &[RuleId]) -> (Value, Why) {
        let rules = self.eval.rules_in_force(ids);
        if rules.is_empty() {
            return nothing();
        }
        let alone: Vec<Lit> = rules.iter().map(|r| self.alone(r.rule)).collect();
        let applies = settle(&rules, alone);
        let values: Vec<(Value, Why)> = rules.iter().map(|r| self.expr(r.rule.value)).collect();
        let every = || {
            rules
                .iter()
                .zip(&applies)
                .zip(&values)
                .map(|((r, a), v)| (r.rule, a, v))
        };
        let mut sure = every().filter(|(_, a, v)| a.truth == Some(true) && !v.0.is_unknown());
        if let Some((_, _, first)) = sure.clone().next()
            && sure.any(|(_, _, v)| !same(&v.0, &first.0))
        {
            let mut why = Why::default();
            for (rule, lit, value) in every().filter(|(_, a, _)| a.truth == Some(true)) {
                why.rest_on(&lit.why);
                why.rest_on(&value.1);
                merge(&mut why.grounds, &rule.grounds);
                why.sides.push(Side {
                    at: rule.at,
                    grounds: rule.grounds.clone(),
                });
            }
            return (Value::Unknown, why);
        }
        let claims: Vec<Claim<'_>> = every()
            .filter(|(_, a, _)| a.truth != Some(false))
            .map(|(_, applies, (value, why))| Claim { applies, value, why })
            .collect();
        if claims.is_empty() {
            return none_applies(fact, &rules, &applies, &values);
        }
        let first = every().find(|(_, a, _)| a.truth == Some(true));
        if let Some((rule, lit, (value, own))) = first
            && claims.iter().all(|c| same(c.value, value))
        {
            let mut why = Why {
                grounds: rule.grounds.clone(),
                ..Why::default()
            };
            why.rest_on(&lit.why);
            why.add(own);
            for (_, lit, (other, reasons)) in every() {
                // One that says the same need not be asked whether it applies.
                why.rest_on(if same(other, value) { reasons } else { &lit.why });
            }
            return (value.clone(), why);
        }
        let mut why = agreement(&claims).unwrap_or_else(|| {
            let reasons = claims.iter().flat_map(|c| [&c.applies.why, c.why]);
            Why::all(reasons).closed()
        });
        let sure = claims.iter().any(|c| c.applies.truth == Some(true));
        for (_, lit, (value, own)) in every().filter(|(_, a, _)| a.truth.is_some()) {
            why.rest_on(&lit.why);
            // Should no rule apply, the opposite needs what all of them would have granted.
            if !sure && !why.open.is_empty() && fact.ty == Type::YesNo && value.is_unknown() {
                why.add(own);
            }
        }
        (Value::Unknown, why)
    }

    /// Whether the conditions hold and no exception does, other rules aside.
    fn alone(&mut self, rule: &Rule) -> Lit {
        let mut joint = Joint::new(false);
        for condition in &rule.conditions {
            if joint.push(self.lit(*condition)) {
                return joint.done();
            }
        }
        for group in &rule.exceptions {
            let mut exception = Joint::new(false);
            for condition in group {
                if exception.push(self.lit(*condition)) {
                    break;
                }
            }
            if joint.push(exception.done().not()) {
                break;
            }
        }
        joint.done()
    }
}

/// No rule applies: the opposite of what all would have granted, or nothing.
fn none_applies(fact: &Fact, rules: &[Standing<'_>], applies: &[Lit], values: &[(Value, Why)]) -> (Value, Why) {
    let mut why = Why::default();
    applies.iter().for_each(|a| why.rest_on(&a.why));
    if fact.ty != Type::YesNo {
        return (Value::Unknown, why);
    }
    let said: Vec<Value> = values.iter().map(|v| v.0.clone()).collect();
    if let Some(value) = opposite(&said) {
        values.iter().for_each(|v| why.rest_on(&v.1));
        rules.iter().for_each(|r| merge(&mut why.grounds, &r.rule.grounds));
        return (value, why);
    }
    // An opposite could still come of it where all that is said so far is the same truth.
    let known: Vec<Value> = said.into_iter().filter(|v| !v.is_unknown()).collect();
    let dead = values.iter().any(|v| v.0.is_unknown() && v.1.open.is_empty());
    values.iter().for_each(|v| why.add(&v.1));
    let hopeless = dead || !known.is_empty() && opposite(&known).is_none();
    (Value::Unknown, if hopeless { why.closed() } else { why })
}

/// As [`crate::runtime::eval::rules::settle`], with reasons.
fn settle(rules: &[Standing<'_>], alone: Vec<Lit>) -> Vec<Lit> {
    if rules.iter().all(|r| r.rule.defeats.is_empty()) {
        return alone;
    }
    let by: Vec<Vec<usize>> = rules.iter().map(|r| defeaters(rules, r.id)).collect();
    let start = |(lit, by): (&Lit, &Vec<usize>)| {
        let settled = by.is_empty() || lit.truth == Some(false);
        if settled { lit.clone() } else { Lit::default() }
    };
    let mut applies: Vec<Lit> = alone.iter().zip(&by).map(start).collect();
    loop {
        let mut changed = false;
        for (i, by) in by.iter().enumerate() {
            if by.is_empty() || applies.get(i).is_none_or(|l| l.truth.is_some()) {
                continue;
            }
            let lit = joined(&alone, &applies, i, by);
            if lit.truth.is_some()
                && let Some(own) = applies.get_mut(i)
            {
                (*own, changed) = (lit, true);
            }
        }
        if !changed {
            break;
        }
    }
    // What is left is open; openness spreads along defeats until nothing new comes.
    for _ in 0..rules.len() {
        for (i, by) in by.iter().enumerate() {
            if !by.is_empty() && applies.get(i).is_some_and(|l| l.truth.is_none()) {
                let lit = joined(&alone, &applies, i, by);
                if let Some(own) = applies.get_mut(i) {
                    *own = lit;
                }
            }
        }
    }
    applies
}

fn joined(alone: &[Lit], applies: &[Lit], i: usize, by: &[usize]) -> Lit {
    let mut joint = Joint::new(false);
    joint.push(alone.get(i).cloned().unwrap_or_default());
    for j in by {
        joint.push(applies.get(*j).cloned().unwrap_or_default().not());
    }
    joint.done()
}
