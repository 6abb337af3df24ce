//! The facts of one scenario as variables with few values, and its conditions as functions of them.
//!
//! A variable is a fact that conditions compare with constants, cut into regions where one of them
//! changes its mind; behind the regions stand «не знаю» and "not asked". A term that is worked out of
//! facts and compared with constants has regions of its own; a comparison of two terms is a variable of
//! the three ways in which it can come out. What else cannot be told apart is a variable of three
//! values that stands for itself. The day is the first variable, cut where an edition, a parameter or a
//! comparison begins to be otherwise.
//!
//! Functions of conditions have the terminals [`UNKNOWN`], [`NO`] and [`YES`].

mod constants;
mod durations;
mod expand;
mod functions;
mod line;
mod lists;
mod register;
mod scan;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

pub use line::{Line, Mark, Region};
pub use scan::{Scan, Scanner, Want};

use crate::bundle::program::{DecisionBody, Derived, ExprId, FactId, Program, Test};
use crate::diagram::{Forest, Ref, SetMemo};
use crate::model::Model;
use crate::runtime::Prepared;
use crate::value::{Date, Name, Type, Value};

pub const UNKNOWN: u32 = 0;
pub const NO: u32 = 1;
pub const YES: u32 = 2;

/// Nodes of the room of a scenario for each evaluation that may be spent on its functions.
const NODES_AN_EVALUATION: usize = 3;

/// What a variable stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// The day of the conversation.
    Day,
    /// A fact that is not derived.
    Fact(FactId),
    /// Whether the person is identified: no, yes.
    Identified,
    /// A term worked out of facts.
    Term(String),
    /// How one term compares with another: less, equal, greater.
    Pair(String),
    /// A condition that cannot be told apart: unknown, no, yes.
    Opaque(String),
    /// Whether working something out fails although all it needs is known: no, yes.
    Fail(String),
}

/// A variable.
#[derive(Clone, Debug)]
pub struct Var {
    pub key: Key,
    /// Values by region. Facts have two values more: «не знаю» and not asked.
    pub regions: Vec<Region>,
    /// Facts whose change makes it take any value.
    pub below: Vec<FactId>,
}

impl Var {
    fn arity(&self) -> usize {
        match self.key {
            Key::Fact(_) => self.regions.len() + 2,
            Key::Pair(_) | Key::Opaque(_) => 3,
            Key::Fail(_) | Key::Identified => 2,
            Key::Term(_) | Key::Day => self.regions.len().max(1),
        }
    }

    /// The value «не знаю» of a fact.
    pub fn not_sure(&self) -> u32 {
        u32::try_from(self.regions.len()).unwrap_or(u32::MAX)
    }

    /// The region of a value of a fact of type `ty`; «не знаю» for an unknown one.
    pub fn region_of(&self, ty: &Type, value: &Value) -> u32 {
        let found = if value.is_unknown() {
            None
        } else {
            line::region_of(ty, &self.regions, value)
        };
        found.and_then(|n| u32::try_from(n).ok()).unwrap_or(self.not_sure())
    }

    /// A value of a region; «не знаю» behind them.
    pub fn value(&self, region: u32) -> Value {
        let region = self.regions.get(region as usize);
        region.map_or(Value::Unknown, |r| r.value.clone())
    }

    /// The value "not asked" of a fact.
    pub fn not_asked(&self) -> u32 {
        self.not_sure() + 1
    }
}

/// The variables and functions of one scenario.
pub struct Space<'s, 'p> {
    pub scanner: &'s mut Scanner<'p>,
    pub model: &'p Model,
    pub vars: Vec<Var>,
    pub forest: Forest,
    pub memo: SetMemo,
    index: FxHashMap<Key, u32>,
    /// Marks by variable, until it is sealed.
    marks: Vec<Vec<Mark>>,
    types: Vec<Option<Type>>,
    days: Vec<Date>,
    scans: FxHashMap<(ExprId, Want), Arc<Scan>>,
    truths: FxHashMap<ExprId, Option<Ref>>,
    knowns: FxHashMap<ExprId, Option<Ref>>,
    /// Evaluations that may still be spent on functions.
    evaluations: usize,
}

impl<'s, 'p> Space<'s, 'p> {
    /// A space without variables but the day.
    pub fn new(scanner: &'s mut Scanner<'p>, model: &'p Model) -> Self {
        let mut space = Self {
            scanner,
            model,
            vars: Vec::new(),
            forest: Forest::new(Vec::new(), 0),
            memo: SetMemo::default(),
            index: FxHashMap::default(),
            marks: Vec::new(),
            types: Vec::new(),
            days: Vec::new(),
            scans: FxHashMap::default(),
            truths: FxHashMap::default(),
            knowns: FxHashMap::default(),
            evaluations: 0,
        };
        space.var(Key::Day, Vec::new);
        space
    }

    pub fn program(&self) -> &'p Program {
        &self.model.program
    }

    pub fn prepared(&self) -> &'p Prepared {
        self.scanner.prepared
    }

    /// The variable of a key, made where it is new.
    fn var(&mut self, key: Key, below: impl FnOnce() -> Vec<FactId>) -> u32 {
        if let Some(var) = self.index.get(&key) {
            return *var;
        }
        let var = u32::try_from(self.vars.len()).unwrap_or(u32::MAX);
        self.index.insert(key.clone(), var);
        self.vars.push(Var {
            key,
            regions: Vec::new(),
            below: below(),
        });
        self.marks.push(Vec::new());
        self.types.push(None);
        var
    }

    /// The variable of a fact, where the scenario has one.
    pub fn var_of(&self, fact: FactId) -> Option<u32> {
        self.index.get(&Key::Fact(fact)).copied()
    }

    /// Whether the person is identified, where the scenario asks it.
    pub fn identified(&self) -> Option<u32> {
        self.index.get(&Key::Identified).copied()
    }

    /// Follows whether the person is identified.
    pub fn follow_identification(&mut self) {
        self.var(Key::Identified, Vec::new);
    }

    fn find(&self, key: &Key) -> Option<u32> {
        self.index.get(key).copied()
    }

    pub fn get(&self, var: u32) -> Option<&Var> {
        self.vars.get(var as usize)
    }

    /// A fact that is followed though no condition may read it.
    pub fn follow(&mut self, fact: FactId) -> u32 {
        self.var(Key::Fact(fact), || vec![fact])
    }

    /// Ends the registration: regions are cut, functions can be built. `nodes` bounds them.
    pub fn seal(&mut self, nodes: usize) {
        self.days.sort_unstable();
        self.days.dedup();
        let program = self.program();
        for ((var, marks), ty) in self.vars.iter_mut().zip(&self.marks).zip(&self.types) {
            var.regions = match &var.key {
                Key::Day => day_regions(&self.days),
                Key::Fact(fact) => {
                    let declared = program.facts.get(fact.index());
                    let keys = keys_of(program, *fact);
                    declared
                        .and_then(|f| line::regions(&f.ty, &keys, marks))
                        .unwrap_or_default()
                }
                Key::Term(_) => {
                    let line = ty.as_ref().and_then(Line::of);
                    line.and_then(|l| l.regions(marks)).unwrap_or_default()
                }
                _ => Vec::new(),
            };
        }
        let arity = self.vars.iter().map(|v| u32::try_from(v.arity()).unwrap_or(2));
        self.forest = Forest::new(arity.collect(), nodes);
        self.evaluations = nodes / NODES_AN_EVALUATION;
    }

    /// Asked facts below an expression, derivations of all editions followed.
    pub fn below(&self, exprs: &[ExprId]) -> Vec<FactId> {
        below(self.program(), exprs)
    }

    /// A day of a region of the day.
    pub fn day(&self, region: u32) -> Date {
        match self
            .vars
            .first()
            .and_then(|v| v.regions.get(region as usize))
            .map(|r| &r.value)
        {
            Some(Value::Date(day)) => *day,
            _ => Date::constant(2024, 6, 17),
        }
    }
}

/// Asked facts below expressions, in the order in which they are met.
pub fn below(program: &Program, exprs: &[ExprId]) -> Vec<FactId> {
    let mut asked = Vec::new();
    let mut seen: FxHashSet<FactId> = FxHashSet::default();
    let mut open: Vec<FactId> = Vec::new();
    for expr in exprs {
        program.facts_read(*expr, &mut open);
    }
    open.reverse();
    while let Some(fact) = open.pop() {
        if !seen.insert(fact) {
            continue;
        }
        let Some(declared) = program.facts.get(fact.index()) else {
            continue;
        };
        if declared.derived == Derived::No {
            asked.push(fact);
            continue;
        }
        let mut next: Vec<FactId> = Vec::new();
        for expr in derivation(program, fact) {
            program.facts_read(expr, &mut next);
        }
        open.extend(next.into_iter().rev());
    }
    asked
}

/// Expressions that derive a fact.
pub fn derivation(program: &Program, fact: FactId) -> Vec<ExprId> {
    let mut exprs = Vec::new();
    match program.facts.get(fact.index()).map(|f| &f.derived) {
        Some(Derived::Rules(ids)) => {
            for rule in ids.iter().filter_map(|r| program.rules.get(r.index())) {
                exprs.extend(
                    rule.conditions
                        .iter()
                        .chain(rule.exceptions.iter().flatten())
                        .chain([&rule.value]),
                );
            }
        }
        Some(Derived::Decisions(ids)) => {
            for decision in ids.iter().filter_map(|d| program.decisions.get(d.index())) {
                match &decision.body {
                    DecisionBody::Expr(expr) => exprs.push(*expr),
                    DecisionBody::Table(table) => {
                        exprs.extend(&table.inputs);
                        for row in &table.rows {
                            row.inputs.iter().for_each(|t| tests_read(t, &mut exprs));
                            exprs.extend(&row.outputs);
                        }
                    }
                }
            }
        }
        _ => {}
    }
    exprs
}

fn tests_read(tests: &[crate::bundle::program::Test], into: &mut Vec<ExprId>) {
    for test in tests {
        match test {
            Test::Any => {}
            Test::Equal(e) | Test::Compare(_, e) => into.push(*e),
            Test::Range { low, high } => into.extend([low.0, high.0]),
            Test::Not(inner) => tests_read(inner, into),
        }
    }
}

/// Names of the options or entries of a fact.
pub fn keys_of(program: &Program, fact: FactId) -> Vec<Name> {
    let Some(fact) = program.facts.get(fact.index()) else {
        return Vec::new();
    };
    let ty = match &fact.ty {
        Type::List(item) => item,
        ty => ty,
    };
    match ty {
        Type::OneOf(names) if !names.is_empty() => names.clone(),
        Type::OneOf(_) => fact.options.iter().map(|o| o.name.clone()).collect(),
        Type::Directory(_) => fact
            .directory
            .and_then(|d| program.directories.get(d.index()))
            .map(|d| d.entries.iter().map(|e| e.key.clone()).collect())
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// Periods between days on which something begins; a day of each.
fn day_regions(starts: &[Date]) -> Vec<Region> {
    let region = |day: Date| Region {
        value: Value::Date(day),
        ends: None,
    };
    match starts.first().and_then(|d| d.yesterday().ok()) {
        None => Vec::new(),
        Some(before) => [before].into_iter().chain(starts.iter().copied()).map(region).collect(),
    }
}
