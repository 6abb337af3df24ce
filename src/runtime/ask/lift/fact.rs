//! Facts as functions: what is told, and what rules and tables conclude.

use rustc_hash::FxHashMap;

use super::truth::{NO, UNKNOWN, YES, and, not, or};
use super::{Lift, MAX_DEPTH};
use crate::bundle::orders::Evaluated;
use crate::bundle::program::{DecisionId, FactId, Rule, RuleId, Table};
use crate::diagram::Ref;
use crate::runtime::ask::assume::Assumed;
use crate::runtime::ask::shape::Shape;
use crate::runtime::ask::{Root, closure};
use crate::value::{Type, Value};

impl Lift<'_> {
    pub(super) fn fact(&mut self, id: FactId) -> Option<Ref> {
        if let Some(known) = self.of_facts.get(&id) {
            return Some(*known);
        }
        if self.depth > MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        let made = self.fact_anew(id);
        self.depth -= 1;
        self.of_facts.insert(id, made?);
        made
    }

    fn fact_anew(&mut self, id: FactId) -> Option<Ref> {
        if !self.day.is_derived(id) {
            let var = *self.var_of.get(&id)?;
            if self.day.values(id).is_none() {
                return self.computed(u64::from(id.0), &[id]);
            }
            let identity = self.forest.identity(var)?;
            let values = self.forest.arity().get(var as usize).copied().unwrap_or(0);
            let terminals: Vec<u32> = (0..values)
                .map(|r| {
                    let value = self.sample(var, r);
                    self.terminal(&value)
                })
                .collect();
            return self
                .forest
                .map(identity, &mut |r| terminals.get(r as usize).copied().unwrap_or(UNKNOWN));
        }
        match self.day.shape(id) {
            Shape::Same(rules, value) => {
                let mut any = Ref::terminal(NO);
                for rule in rules {
                    let applies = self.applies(rule)?;
                    any = self.forest.apply(any, applies, &mut or)?;
                }
                let yes = self.terminal(&value);
                let no = match value {
                    Value::Bool(b) if self.is_yes_no(id) => self.terminal(&Value::Bool(!b)),
                    _ => UNKNOWN,
                };
                self.forest.map(any, &mut |t| match t {
                    YES => yes,
                    NO => no,
                    _ => UNKNOWN,
                })
            }
            Shape::Mixed(rules) => self.mixed(id, &rules),
            Shape::Expr(expr) => self.expr(expr),
            Shape::Table(decision, table) => self.table(id, decision, table),
            Shape::Hard => {
                self.exact = false;
                let below = closure(self.day.program, self.day.today, &[Root::Fact(id)]);
                let asked: Vec<FactId> = below.into_iter().filter(|f| !self.day.is_derived(*f)).collect();
                self.computed(u64::from(id.0), &asked)
            }
        }
    }

    fn is_yes_no(&self, id: FactId) -> bool {
        let fact = self.day.program.facts.get(id.index());
        fact.is_some_and(|f| f.ty == Type::YesNo)
    }

    /// Whether a rule applies, those that defeat it aside.
    fn applies(&mut self, rule: &Rule) -> Option<Ref> {
        let mut holds = Ref::terminal(YES);
        for condition in &rule.conditions {
            let condition = self.truth(*condition)?;
            holds = self.forest.apply(holds, condition, &mut and)?;
        }
        for group in &rule.exceptions {
            let mut all = Ref::terminal(YES);
            for condition in group {
                let condition = self.truth(*condition)?;
                all = self.forest.apply(all, condition, &mut and)?;
            }
            holds = self.forest.apply(holds, all, &mut |h, e| and(h, not(e)))?;
        }
        Some(holds)
    }

    /// Rules that conclude differently or defeat each other: evaluated for each way in which they hold.
    fn mixed(&mut self, id: FactId, rules: &[(RuleId, &Rule)]) -> Option<Ref> {
        let mut alone = Vec::with_capacity(rules.len());
        for (_, rule) in rules {
            alone.push(self.applies(rule)?);
        }
        self.witnessed(id, &alone)
    }

    /// A fact that depends on nothing but these functions: worked out for one case of each combination.
    fn witnessed(&mut self, id: FactId, parts: &[Ref]) -> Option<Ref> {
        let (joined, _) = self.product(parts)?;
        let mut terminals: FxHashMap<u32, u32> = FxHashMap::default();
        for (case, path) in self.forest.witnesses(joined) {
            let mut given = Vec::with_capacity(self.facts.len());
            for fact in &self.facts {
                let var = *self.var_of.get(fact)?;
                let region = path.iter().find(|(v, _)| *v == var).map_or(0, |(_, r)| *r);
                given.push((*fact, self.sample(var, region)));
            }
            // A condition on several facts cannot be chosen by choosing regions.
            if path
                .iter()
                .any(|(v, _)| self.samples.get(*v as usize).is_none_or(Vec::is_empty))
            {
                self.exact = false;
                let below = closure(self.day.program, self.day.today, &[Root::Fact(id)]);
                let asked: Vec<FactId> = below.into_iter().filter(|f| !self.day.is_derived(*f)).collect();
                return self.computed(u64::from(id.0), &asked);
            }
            let assumed = Assumed {
                facts: &given,
                more: &[],
                behind: None,
            };
            let value = self.day.fact_value(id, &assumed);
            let terminal = self.terminal(&value);
            terminals.insert(case, terminal);
        }
        self.forest
            .map(joined, &mut |case| terminals.get(&case).copied().unwrap_or(UNKNOWN))
    }

    fn table(&mut self, id: FactId, decision: DecisionId, table: &Table) -> Option<Ref> {
        let mut hits = Vec::with_capacity(table.rows.len());
        for (row, cells) in (0_u32..).zip(&table.rows) {
            let mut holds = Ref::terminal(YES);
            for (column, tests) in (0_u32..).zip(&cells.inputs) {
                if tests.is_empty() {
                    continue;
                }
                let cell = self.part(Evaluated::Cell(decision, row, column))?;
                holds = self.forest.apply(holds, cell, &mut and)?;
            }
            hits.push(holds);
        }
        self.witnessed(id, &hits)
    }
}
