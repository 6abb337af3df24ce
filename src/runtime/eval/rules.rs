//! Rules with exceptions and labels: default logic over three values.
//!
//! A rule applies when all its conditions hold, none of its groups of exceptions holds, and no rule
//! that applies defeats it. Rules that apply and conclude different values cancel each other: there
//! is no value then. Where every rule for a `да_нет` fact concludes the same and surely none
//! applies, the fact is the opposite: what no rule grants is not granted.

use super::Evaluator;
use super::compare::{kleene_and, kleene_not, kleene_or, same};
use crate::bundle::program::{Fact, GroundId, Rule, RuleId};
use crate::runtime::explain::{DecisionTrace, Note, Place};
use crate::value::{Type, Value};

/// A rule in force and whether it applies.
pub(super) struct Standing<'a> {
    pub(super) id: RuleId,
    pub(super) rule: &'a Rule,
    pub(super) applies: Option<bool>,
}

impl<'a> Evaluator<'a> {
    pub(super) fn rules(&mut self, fact: &'a Fact, ids: &'a [RuleId]) -> Value {
        let mut rules = self.rules_in_force(ids);
        if rules.is_empty() {
            return self.unknown(Note::NoEdition(fact.name.clone()));
        }
        for standing in &mut rules {
            standing.applies = self.alone(standing.id, standing.rule);
        }
        if let Some(circle) = settle(&mut rules) {
            self.note(Note::Cycle(circle.label.clone().unwrap_or_else(|| circle.name.clone())));
        }
        let value = self.conclude(fact, &rules);
        if !self.state.quiet {
            self.trace_rules(fact, &rules, &value);
        }
        value
    }

    /// Rules that are in force on the session's date; whether they apply is yet to be told.
    pub(super) fn rules_in_force(&self, ids: &[RuleId]) -> Vec<Standing<'a>> {
        let program = self.program;
        ids.iter()
            .filter_map(|id| Some((*id, program.rules.get(id.index())?)))
            .filter(|(_, r)| r.valid.holds(self.today))
            .map(|(id, rule)| Standing {
                id,
                rule,
                applies: None,
            })
            .collect()
    }

    fn trace_rules(&mut self, fact: &Fact, rules: &[Standing<'_>], value: &Value) {
        let sure = || rules.iter().filter(|r| r.applies == Some(true));
        let mut grounds: Vec<GroundId> = Vec::new();
        if !value.is_unknown() {
            // That nothing is granted rests on every rule that might have granted it.
            let all = sure().next().is_none();
            let used = rules.iter().filter(|r| all || r.applies == Some(true));
            for ground in used.flat_map(|r| &r.rule.grounds) {
                if !grounds.contains(ground) {
                    grounds.push(*ground);
                }
                self.state.ground(*ground);
            }
        }
        let trace = DecisionTrace {
            name: fact.name.clone(),
            at: self.place(fact.at),
            rows: sure().map(|r| self.place(r.rule.at)).collect(),
            inputs: Vec::new(),
            result: value.clone(),
            grounds: super::grounds(self.program, &grounds),
        };
        self.state.trace(trace);
    }

    fn conclude(&mut self, fact: &Fact, rules: &[Standing<'_>]) -> Value {
        let mut concluded: Option<Value> = None;
        let mut open = false;
        for standing in rules.iter().filter(|r| r.applies == Some(true)) {
            let value = self.expr(standing.rule.value);
            match &concluded {
                _ if value.is_unknown() => open = true,
                None => concluded = Some(value),
                Some(first) if same(first, &value) => {}
                Some(_) => {
                    let sure = rules.iter().filter(|r| r.applies == Some(true));
                    let places: Vec<Place> = sure.map(|r| self.place(r.rule.at)).collect();
                    return self.unknown(Note::RuleConflict(fact.name.clone(), places));
                }
            }
        }
        if open {
            return Value::Unknown;
        }
        for standing in rules.iter().filter(|r| r.applies.is_none()) {
            let value = self.expr(standing.rule.value);
            // A rule that may apply and would contradict leaves it open.
            if !concluded.as_ref().is_some_and(|first| same(first, &value)) {
                return Value::Unknown;
            }
        }
        if let Some(value) = concluded {
            return value;
        }
        if fact.ty != Type::YesNo {
            return self.unknown(Note::NoRow(fact.name.clone()));
        }
        let values: Vec<Value> = rules.iter().map(|r| self.expr(r.rule.value)).collect();
        opposite(&values).unwrap_or_else(|| self.unknown(Note::NoRow(fact.name.clone())))
    }

    /// Whether the conditions of a rule hold and none of its exceptions, other rules aside.
    fn alone(&mut self, id: RuleId, rule: &'a Rule) -> Option<bool> {
        if let Some(known) = self.state.rules.get(id.index()) {
            return *known;
        }
        let outer_cut = std::mem::replace(&mut self.state.cut, usize::MAX);
        let mut result = Some(true);
        for condition in &rule.conditions {
            result = kleene_and(result, self.truth(*condition));
            if result == Some(false) {
                break;
            }
        }
        for group in &rule.exceptions {
            if result == Some(false) {
                break;
            }
            let mut holds = Some(true);
            for condition in group {
                holds = kleene_and(holds, self.truth(*condition));
                if holds == Some(false) {
                    break;
                }
            }
            result = kleene_and(result, kleene_not(holds));
        }
        if self.state.cut == usize::MAX || result.is_some() {
            self.state.rules.set(id.index(), result);
        }
        self.state.cut = self.state.cut.min(outer_cut);
        result
    }
}

/// The opposite of what every rule concludes, where they all conclude the same truth.
pub(super) fn opposite(values: &[Value]) -> Option<Value> {
    match values.split_first() {
        Some((Value::Bool(b), rest)) if rest.iter().all(|v| *v == Value::Bool(*b)) => Some(Value::Bool(!b)),
        _ => None,
    }
}

/// From what holds of each rule alone, what applies once rules have defeated each other.
///
/// A rule that applies defeats; one that may apply leaves open. Nothing is taken for granted on the
/// way, so the order of rules does not matter and rules that defeat each other in a circle stay
/// open: one of them is returned.
pub(super) fn settle<'a>(rules: &mut [Standing<'a>]) -> Option<&'a Rule> {
    if rules.iter().all(|r| r.rule.defeats.is_empty()) {
        return None;
    }
    let alone: Vec<Option<bool>> = rules.iter().map(|r| r.applies).collect();
    let defeaters: Vec<Vec<usize>> = rules.iter().map(|r| defeaters(rules, r.id)).collect();
    for (standing, by) in rules.iter_mut().zip(&defeaters) {
        if !by.is_empty() && standing.applies != Some(false) {
            standing.applies = None;
        }
    }
    // Each round settles one rule at least, or is the last.
    loop {
        let mut changed = false;
        for (i, by) in defeaters.iter().enumerate() {
            if by.is_empty() {
                continue;
            }
            let applies = |j: &usize| rules.get(*j).and_then(|r| r.applies);
            let defeated = by.iter().map(applies).fold(Some(false), kleene_or);
            let result = kleene_and(alone.get(i).copied().flatten(), kleene_not(defeated));
            if let Some(standing) = rules.get_mut(i).filter(|s| s.applies.is_none() && result.is_some()) {
                standing.applies = result;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    // Open for a reason: itself, or one that is open for a reason.
    let mut reason: Vec<bool> = alone.iter().map(Option::is_none).collect();
    for _ in 0..rules.len() {
        for (i, by) in defeaters.iter().enumerate() {
            let open = |j: &usize| rules.get(*j).is_some_and(|r| r.applies.is_none());
            if by.iter().any(|j| open(j) && reason.get(*j) == Some(&true))
                && let Some(own) = reason.get_mut(i)
            {
                *own = true;
            }
        }
    }
    let circle = rules.iter().zip(&reason).find(|(r, why)| r.applies.is_none() && !**why);
    circle.map(|(r, _)| r.rule)
}

/// Places of the rules that defeat one.
pub(super) fn defeaters(rules: &[Standing<'_>], id: RuleId) -> Vec<usize> {
    let defeats = |r: &Standing<'_>| r.rule.defeats.contains(&id);
    (0..).zip(rules).filter(|(_, r)| defeats(r)).map(|(j, _)| j).collect()
}
