//! What a conclusion is made of: facts that may be said, constants it compares with, days on which something changes.

use std::collections::{BTreeMap, BTreeSet};

use crate::bundle::program::{DecisionBody, Derived, Expr, ExprId, FactId, Op, ParameterId, Program, Test, Validity};
use crate::runtime::Engine;
use crate::value::{Date, Name, Type, Value};

/// See the head of the file.
#[derive(Debug, Default)]
pub struct Reach {
    /// Facts that are asked or looked up, in the order in which they are met.
    pub facts: Vec<FactId>,
    /// Facts that are derived on the way, the conclusion included.
    pub derived: Vec<FactId>,
    /// Constants in expressions and tables.
    pub constants: Vec<Value>,
    /// First days of editions and of values of parameters, and the days after their last.
    pub days: BTreeSet<Date>,
    /// For each directory the keys for which parameters have values.
    pub keys: BTreeMap<Name, BTreeSet<Name>>,
    exprs: BTreeSet<ExprId>,
}

impl Reach {
    /// What a fact can depend on, in any edition.
    pub fn new(engine: &Engine, goal: FactId) -> Self {
        let program = engine.program();
        let mut reach = Self::default();
        for day in edition_days(program) {
            for fact in engine.below(goal, day) {
                let derived = program.facts.get(fact.index()).map(|f| &f.derived);
                let list = match derived {
                    Some(Derived::No) | None => &mut reach.facts,
                    Some(_) => &mut reach.derived,
                };
                if !list.contains(&fact) {
                    list.push(fact);
                }
            }
        }
        for fact in reach.derived.clone() {
            reach.definition(program, fact);
        }
        reach
    }

    fn definition(&mut self, program: &Program, fact: FactId) {
        match program.facts.get(fact.index()).map(|f| &f.derived) {
            Some(Derived::Rules(ids)) => {
                for rule in ids.iter().filter_map(|id| program.rules.get(id.index())) {
                    self.valid(rule.valid);
                    let all = rule.conditions.iter().chain(rule.exceptions.iter().flatten());
                    all.chain([&rule.value]).for_each(|e| self.expr(program, *e));
                }
            }
            Some(Derived::Decisions(ids)) => {
                for decision in ids.iter().filter_map(|id| program.decisions.get(id.index())) {
                    self.valid(decision.valid);
                    match &decision.body {
                        DecisionBody::Expr(e) => self.expr(program, *e),
                        DecisionBody::Table(table) => {
                            table.inputs.iter().for_each(|e| self.expr(program, *e));
                            for row in &table.rows {
                                row.inputs.iter().for_each(|tests| self.tests(program, tests));
                                row.outputs.iter().for_each(|e| self.expr(program, *e));
                            }
                        }
                    }
                }
            }
            Some(Derived::No) | None => {}
        }
    }

    fn valid(&mut self, valid: Validity) {
        self.days.extend(valid.from);
        self.days.extend(valid.until.and_then(|d| d.tomorrow().ok()));
    }

    fn tests(&mut self, program: &Program, tests: &[Test]) {
        for test in tests {
            match test {
                Test::Any => {}
                Test::Equal(e) | Test::Compare(_, e) => self.expr(program, *e),
                Test::Range { low, high } => {
                    self.expr(program, low.0);
                    self.expr(program, high.0);
                }
                Test::Not(inner) => self.tests(program, inner),
            }
        }
    }

    fn expr(&mut self, program: &Program, id: ExprId) {
        if !self.exprs.insert(id) {
            return;
        }
        match program.exprs.get(id.index()) {
            Some(Expr::Const(value)) => {
                if !self.constants.contains(value) {
                    self.constants.push(value.clone());
                }
            }
            Some(Expr::Member(a, _) | Expr::Not(a) | Expr::Negate(a)) => self.expr(program, *a),
            Some(Expr::Binary(_, a, b)) => [*a, *b].into_iter().for_each(|e| self.expr(program, e)),
            Some(Expr::In(a, tests)) => {
                self.expr(program, *a);
                self.tests(program, tests);
            }
            Some(Expr::If(a, b, c)) => [*a, *b, *c].into_iter().for_each(|e| self.expr(program, e)),
            Some(Expr::List(ids) | Expr::Call(_, ids)) => ids.iter().for_each(|e| self.expr(program, *e)),
            Some(Expr::Parameter(parameter, ids)) => {
                self.parameter(program, *parameter, ids);
                ids.iter().for_each(|e| self.expr(program, *e));
            }
            Some(Expr::Today | Expr::Fact(_) | Expr::Decision(_)) | None => {}
        }
    }

    fn parameter(&mut self, program: &Program, id: ParameterId, args: &[ExprId]) {
        let Some(parameter) = program.parameters.get(id.index()) else {
            return;
        };
        for value in &parameter.values {
            self.days.extend(value.valid.from);
            if !self.constants.contains(&value.value) {
                self.constants.push(value.value.clone());
            }
            for (arg, key) in args.iter().zip(&value.keys) {
                if let Some(Expr::Fact(fact)) = program.exprs.get(arg.index())
                    && let Some(Type::Directory(name)) = program.facts.get(fact.index()).map(|f| &f.ty)
                {
                    self.keys.entry(name.clone()).or_default().insert(key.clone());
                }
            }
        }
    }
}

/// A day of every edition of the base.
fn edition_days(program: &Program) -> BTreeSet<Date> {
    let rules = program.rules.iter().map(|r| r.valid);
    let decisions = program.decisions.iter().map(|d| d.valid);
    let mut days: BTreeSet<Date> = BTreeSet::new();
    for valid in rules.chain(decisions) {
        days.extend(valid.from);
        days.extend(valid.until);
        days.extend(valid.until.and_then(|d| d.tomorrow().ok()));
    }
    days.insert(crate::cli::dialogs::DAY);
    days
}

/// Derived facts that measures stand on and that scenarios find out, with all that these are derived from.
pub fn goals(engine: &Engine) -> Vec<FactId> {
    let program = engine.program();
    let mut goals: BTreeSet<FactId> = BTreeSet::new();
    let mut exprs: Vec<ExprId> = Vec::new();
    for measure in &program.measures {
        exprs.extend(measure.due);
        exprs.extend(measure.amount);
    }
    let mut reach = Reach::default();
    exprs.iter().for_each(|e| reach.expr(program, *e));
    let named = reach.exprs.iter().filter_map(|e| match program.exprs.get(e.index()) {
        Some(Expr::Fact(fact)) => Some(*fact),
        _ => None,
    });
    goals.extend(named);
    goals.extend(program.nodes.iter().filter_map(|n| match &n.op {
        Op::Derive { fact, .. } => Some(*fact),
        _ => None,
    }));
    let below: Vec<FactId> = goals
        .iter()
        .flat_map(|g| edition_days(program).into_iter().flat_map(|d| engine.below(*g, d)))
        .collect();
    goals.extend(below);
    let derived = |f: &FactId| program.facts.get(f.index()).is_some_and(|f| f.derived != Derived::No);
    goals.into_iter().filter(derived).collect()
}
