//! Rules with exceptions and labels: default logic over three values.
//!
//! A rule applies when all its conditions hold, none of its groups of exceptions holds, and no rule
//! that applies defeats it. Rules that apply and conclude different values cancel each other: there
//! is no value then. Where every rule for a `да_нет` fact concludes the same and surely none
//! applies, the fact is the opposite: what no rule grants is not granted.

use rustc_hash::FxHashMap;

use super::Evaluator;
use super::compare::{kleene_and, kleene_not, kleene_or};
use crate::bundle::program::{Fact, GroundId, Rule, RuleId};
use crate::runtime::explain::{DecisionTrace, Note, Place};
use crate::value::{Type, Value};

/// What is known of a rule on the way; `None` outside is "being worked out".
type Standing = FxHashMap<RuleId, Option<Option<bool>>>;

impl Evaluator<'_> {
    pub(super) fn rules(&mut self, fact: &Fact, ids: &[RuleId]) -> Value {
        let program = self.program;
        let today = self.today;
        let in_force: Vec<(RuleId, &Rule)> = ids
            .iter()
            .filter_map(|id| Some((*id, program.rules.get(id.index())?)))
            .filter(|(_, r)| r.valid.holds(today))
            .collect();
        if in_force.is_empty() {
            return self.unknown(Note::NoEdition(fact.name.clone()));
        }
        let mut standing = Standing::default();
        let mut sure: Vec<(&Rule, Value)> = Vec::new();
        let mut doubtful: Vec<Value> = Vec::new();
        for (id, rule) in &in_force {
            match self.applies(*id, rule, &in_force, &mut standing) {
                Some(true) => sure.push((rule, self.expr(rule.value))),
                Some(false) => {}
                None => doubtful.push(self.expr(rule.value)),
            }
        }
        let value = self.conclude(fact, &in_force, &sure, &doubtful);
        let mut grounds: Vec<GroundId> = Vec::new();
        if !value.is_unknown() {
            let used: Vec<&Rule> = if sure.is_empty() {
                in_force.iter().map(|(_, r)| *r).collect()
            } else {
                sure.iter().map(|(r, _)| *r).collect()
            };
            for ground in used.iter().flat_map(|r| &r.grounds) {
                if !grounds.contains(ground) {
                    grounds.push(*ground);
                }
                self.state.ground(*ground);
            }
        }
        let trace = DecisionTrace {
            name: fact.name.clone(),
            at: self.place(fact.at),
            rows: self.places(&sure),
            inputs: Vec::new(),
            result: value.clone(),
            grounds: super::grounds(program, &grounds),
        };
        self.state.trace(trace);
        value
    }

    fn places(&self, rules: &[(&Rule, Value)]) -> Vec<Place> {
        rules.iter().map(|(r, _)| self.place(r.at)).collect()
    }

    fn conclude(&mut self, fact: &Fact, all: &[(RuleId, &Rule)], sure: &[(&Rule, Value)], doubtful: &[Value]) -> Value {
        if let Some(((_, first), rest)) = sure.split_first() {
            if rest.iter().any(|(_, v)| v != first) {
                let places = self.places(sure);
                return self.unknown(Note::RuleConflict(fact.name.clone(), places));
            }
            // A rule that may apply and would contradict leaves it open.
            return if doubtful.iter().all(|v| v == first) {
                first.clone()
            } else {
                Value::Unknown
            };
        }
        if !doubtful.is_empty() {
            return Value::Unknown;
        }
        let values: Vec<Value> = all.iter().map(|(_, r)| self.expr(r.value)).collect();
        match (&fact.ty, values.split_first()) {
            (Type::YesNo, Some((Value::Bool(b), rest))) if rest.iter().all(|v| *v == Value::Bool(*b)) => {
                Value::Bool(!b)
            }
            _ => self.unknown(Note::NoRow(fact.name.clone())),
        }
    }

    fn applies(&mut self, id: RuleId, rule: &Rule, all: &[(RuleId, &Rule)], standing: &mut Standing) -> Option<bool> {
        match standing.get(&id) {
            Some(Some(known)) => return *known,
            // Rules that defeat each other in a circle.
            Some(None) => {
                self.note(Note::Cycle(rule.label.clone().unwrap_or_else(|| rule.name.clone())));
                return None;
            }
            None => {}
        }
        if self.state.depth >= super::MAX_DEPTH {
            self.note(Note::TooDeep);
            return None;
        }
        standing.insert(id, None);
        self.state.depth += 1;
        let result = self.applies_alone(id, rule, all, standing);
        self.state.depth -= 1;
        standing.insert(id, Some(result));
        result
    }

    fn applies_alone(
        &mut self,
        id: RuleId,
        rule: &Rule,
        all: &[(RuleId, &Rule)],
        standing: &mut Standing,
    ) -> Option<bool> {
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
            }
            result = kleene_and(result, kleene_not(holds));
        }
        if result != Some(false) {
            let mut defeated = Some(false);
            for (other_id, other) in all.iter().filter(|(_, r)| r.defeats.contains(&id)) {
                defeated = kleene_or(defeated, self.applies(*other_id, other, all, standing));
            }
            result = kleene_and(result, kleene_not(defeated));
        }
        result
    }
}
