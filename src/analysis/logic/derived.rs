//! Derived facts as clauses: rules with their exceptions, tables row by row.

use std::borrow::Cow;

use batsat::Lit;

use super::line::{self, Line};
use super::truth::{Logic, Truth};
use super::words;
use crate::bundle::program::{
    DecisionBody, DecisionId, Derived, Expr, ExprId, FactId, HitPolicy, Program, Rule, RuleId, Table, Test,
};
use crate::value::{Type, Value};

/// Most rows of a table that are written out.
const ROWS: usize = 300;

/// What a rule does.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// It is in force.
    pub in_force: Lit,
    /// Its conditions hold and none of its exceptions, other rules aside; in force.
    pub alone: Truth,
    /// It applies: no rule that applies defeats it.
    pub applies: Truth,
}

impl Logic<'_> {
    /// A derived fact of yes and no; `None` where it cannot be written out.
    pub(super) fn derived(&mut self, fact: FactId) -> Option<Truth> {
        if let Some(known) = self.derived.get(&fact) {
            return Some(*known);
        }
        if self.running.contains(&fact) || self.too_deep() {
            return None;
        }
        self.running.push(fact);
        let truth = self.conclusion(fact);
        self.running.pop();
        if let Some(truth) = truth {
            self.derived.insert(fact, truth);
        }
        truth
    }

    fn conclusion(&mut self, fact: FactId) -> Option<Truth> {
        let program = self.program();
        let of = program.facts.get(fact.index())?;
        if of.ty != Type::YesNo {
            return None;
        }
        match &of.derived {
            Derived::Rules(ids) => self.by_rules(ids),
            Derived::Decisions(ids) => {
                let mut parts = Vec::new();
                for id in ids {
                    let decision = program.decisions.get(id.index())?;
                    if decision.dmn {
                        return None;
                    }
                    let truth = match &decision.body {
                        DecisionBody::Expr(e) => self.condition(*e),
                        DecisionBody::Table(table) => self.by_table(table)?,
                    };
                    let in_force = self.in_force(&decision.valid);
                    parts.push((in_force, truth));
                }
                let yes: Vec<Lit> = parts.iter().map(|(f, t)| self.solver.and(&[*f, t.yes])).collect();
                let no: Vec<Lit> = parts.iter().map(|(f, t)| self.solver.and(&[*f, t.no])).collect();
                Some(Truth {
                    yes: self.solver.or(&yes),
                    no: self.solver.or(&no),
                })
            }
            Derived::No => None,
        }
    }

    fn truth_of(&self, id: ExprId) -> Option<bool> {
        line::constant(self.program(), id)?.truth()
    }

    fn by_rules(&mut self, ids: &[RuleId]) -> Option<Truth> {
        let program = self.program();
        let mut values = Vec::new();
        for id in ids {
            values.push(self.truth_of(program.rules.get(id.index())?.value)?);
        }
        let standing = self.standing(ids)?;
        let some = |logic: &mut Self, wanted: bool, part: &dyn Fn(&mut Self, &Standing) -> Lit| {
            let pairs = standing.iter().zip(&values).filter(|(_, v)| **v == wanted);
            let lits: Vec<Lit> = pairs.map(|(s, _)| part(logic, s)).collect();
            logic.solver.or(&lits)
        };
        let may = |logic: &mut Self, s: &Standing| !{ logic.solver.and(&[s.applies.no]) };
        let [sure_yes, sure_no] = [true, false].map(|v| some(self, v, &|_, s| s.applies.yes));
        let [may_yes, may_no] = [true, false].map(|v| some(self, v, &may));
        let [force_yes, force_no] = [true, false].map(|v| some(self, v, &|_, s| s.in_force));
        let granted = self.solver.and(&[sure_yes, !may_no]);
        let refused = self.solver.and(&[sure_no, !may_yes]);
        // What no rule grants is not granted.
        let nothing_grants = self.solver.and(&[!may_yes, force_yes, !force_no]);
        let nothing_refuses = self.solver.and(&[!may_no, force_no, !force_yes]);
        Some(Truth {
            yes: self.solver.or(&[granted, nothing_refuses]),
            no: self.solver.or(&[refused, nothing_grants]),
        })
    }

    /// What rules of one fact do; `None` where they defeat each other in a circle.
    pub fn standing(&mut self, ids: &[RuleId]) -> Option<Vec<Standing>> {
        let program = self.program();
        let mut rules: Vec<(RuleId, &Rule)> = Vec::new();
        for id in ids {
            rules.push((*id, program.rules.get(id.index())?));
        }
        let mut standing = Vec::with_capacity(rules.len());
        for (_, rule) in &rules {
            let in_force = self.in_force(&rule.valid);
            let mut parts = vec![Truth {
                yes: in_force,
                no: !in_force,
            }];
            for condition in &rule.conditions {
                parts.push(self.condition(*condition));
            }
            for group in &rule.exceptions {
                let group: Vec<Truth> = group.iter().map(|c| self.condition(*c)).collect();
                let holds = self.all(&group);
                parts.push(Self::not(holds));
            }
            let alone = self.all(&parts);
            standing.push(Standing {
                in_force,
                alone,
                applies: alone,
            });
        }
        // From the rules that nobody defeats downwards.
        let mut done: Vec<bool> = vec![false; rules.len()];
        for _ in 0..=rules.len() {
            let mut changed = false;
            for i in 0..rules.len() {
                if done.get(i) != Some(&false) {
                    continue;
                }
                let id = rules.get(i).map(|(id, _)| *id)?;
                let by: Vec<usize> = (0..rules.len())
                    .filter(|j| rules.get(*j).is_some_and(|(_, r)| r.defeats.contains(&id)))
                    .collect();
                if by.iter().any(|j| done.get(*j) == Some(&false)) {
                    continue;
                }
                let mut parts: Vec<Truth> = by
                    .iter()
                    .filter_map(|j| standing.get(*j))
                    .map(|s| Self::not(s.applies))
                    .collect();
                parts.push(standing.get(i)?.alone);
                let applies = self.all(&parts);
                standing.get_mut(i)?.applies = applies;
                *done.get_mut(i)? = true;
                changed = true;
            }
            if !changed {
                break;
            }
        }
        done.iter().all(|d| *d).then_some(standing)
    }

    /// Rows that decide, each with whether it does.
    fn deciding(&mut self, table: &Table) -> Option<Vec<Lit>> {
        if table.rows.len() > ROWS || !matches!(table.policy, HitPolicy::Unique | HitPolicy::First) {
            return None;
        }
        let mut matches = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let mut cells = Vec::new();
            for (input, tests) in table.inputs.iter().zip(&row.inputs) {
                cells.push(self.tests(*input, tests));
            }
            matches.push(self.all(&cells));
        }
        let mut deciding = Vec::with_capacity(matches.len());
        let mut none_before = self.solver.yes;
        for one in &matches {
            // Rows that overlap under `единственная` are reported by themselves.
            deciding.push(self.solver.and(&[none_before, one.yes]));
            none_before = self.solver.and(&[none_before, one.no]);
        }
        Some(deciding)
    }

    fn by_table(&mut self, table: &Table) -> Option<Truth> {
        let program = self.program();
        if table.outputs.len() > 1 {
            return None;
        }
        let mut values = Vec::new();
        for row in &table.rows {
            values.push(row.outputs.first().copied()?);
        }
        let deciding = self.deciding(table)?;
        let (mut yes, mut no) = (Vec::new(), Vec::new());
        for (decides, value) in deciding.into_iter().zip(values) {
            let truth = if line::constant(program, value).is_some_and(|v| v.is_unknown()) {
                self.unknown()
            } else {
                self.condition(value)
            };
            yes.push(self.solver.and(&[decides, truth.yes]));
            no.push(self.solver.and(&[decides, truth.no]));
        }
        Some(Truth {
            yes: self.solver.or(&yes),
            no: self.solver.or(&no),
        })
    }

    /// A term for a derived fact that is no truth: what its rules or the rows of its tables conclude.
    pub(super) fn concluded(&mut self, fact: FactId, key: &str, line: &Line) -> Option<usize> {
        if self.running.contains(&fact) || self.too_deep() {
            return None;
        }
        self.running.push(fact);
        let cases = self.cases(fact);
        self.running.pop();
        let cases = cases?;
        let (mut deciding, mut sets, mut open) = (Vec::new(), Vec::new(), false);
        for (decides, value) in cases {
            match value {
                Some(value) if value.is_unknown() => {}
                Some(value) => {
                    sets.push((decides, line.point(&value)?));
                    deciding.push(decides);
                }
                // It has a value; which one is computed.
                None => {
                    open = true;
                    deciding.push(decides);
                }
            }
        }
        let known = self.solver.or(&deciding);
        let reads = if open { self.asked_of(vec![fact]) } else { Vec::new() };
        let term = self.add(key.to_owned(), line.clone(), Some(fact), reads, !open, known);
        let id = self.terms.get(term)?.id;
        for (decides, at) in sets {
            let is = self.solver.within(id, &[(at, at)]);
            self.solver.clause(&[!decides, is]);
        }
        Some(term)
    }

    /// What concludes, and the value where it is a constant.
    fn cases(&mut self, fact: FactId) -> Option<Vec<(Lit, Option<Value>)>> {
        let program = self.program();
        let mut cases = Vec::new();
        match &program.facts.get(fact.index())?.derived {
            Derived::Decisions(ids) => {
                for id in ids {
                    let decision = program.decisions.get(id.index())?;
                    let DecisionBody::Table(table) = &decision.body else {
                        return None;
                    };
                    if decision.dmn || table.outputs.len() > 1 {
                        return None;
                    }
                    let in_force = self.in_force(&decision.valid);
                    for (row, decides) in table.rows.iter().zip(self.deciding(table)?) {
                        let value = line::constant(program, *row.outputs.first()?).map(Cow::into_owned);
                        cases.push((self.solver.and(&[in_force, decides]), value));
                    }
                }
            }
            Derived::Rules(ids) => {
                let standing = self.standing(ids)?;
                let mut values = Vec::new();
                for id in ids {
                    values.push(line::constant(program, program.rules.get(id.index())?.value)?.into_owned());
                }
                for (n, value) in values.iter().enumerate() {
                    let others = standing.iter().zip(&values).filter(|(_, v)| *v != value);
                    let mut parts: Vec<Lit> = others.map(|(s, _)| s.applies.no).collect();
                    parts.push(standing.get(n)?.applies.yes);
                    cases.push((self.solver.and(&parts), Some(value.clone())));
                }
            }
            Derived::No => return None,
        }
        Some(cases)
    }
}

/// Facts that a decision reads.
pub fn read_by_decision(program: &Program, id: DecisionId, into: &mut Vec<FactId>) {
    let Some(decision) = program.decisions.get(id.index()) else {
        return;
    };
    let mut read = Vec::new();
    match &decision.body {
        DecisionBody::Expr(e) => program.facts_read(*e, &mut read),
        DecisionBody::Table(table) => {
            for input in &table.inputs {
                program.facts_read(*input, &mut read);
            }
            for row in &table.rows {
                for e in row
                    .inputs
                    .iter()
                    .flatten()
                    .flat_map(exprs_of_test)
                    .chain(row.outputs.iter().copied())
                {
                    program.facts_read(e, &mut read);
                }
            }
        }
    }
    into.extend(read);
}

/// Facts that a rule reads.
pub fn read_by_rule(program: &Program, id: RuleId, into: &mut Vec<FactId>) {
    let Some(rule) = program.rules.get(id.index()) else {
        return;
    };
    let mut read = Vec::new();
    let parts = rule
        .conditions
        .iter()
        .chain(rule.exceptions.iter().flatten())
        .chain([&rule.value]);
    parts.for_each(|e| program.facts_read(*e, &mut read));
    into.extend(read);
}

/// Expressions of a test.
pub fn exprs_of_test(test: &Test) -> Vec<ExprId> {
    match test {
        Test::Any => Vec::new(),
        Test::Equal(e) | Test::Compare(_, e) => vec![*e],
        Test::Range { low, high } => vec![low.0, high.0],
        Test::Not(inner) => inner.iter().flat_map(exprs_of_test).collect(),
    }
}

/// Whether an expression itself reads the day.
pub fn reads_day(program: &Program, of: ExprId) -> bool {
    // A call or parameter without a date may take the day as well; its text then does not name it.
    let text = words::key(program, of);
    matches!(program.exprs.get(of.index()), Some(Expr::Today)) || text.contains("сегодня")
}
